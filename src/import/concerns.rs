//! What on the pages needs a person: they contradict the contact details or each other, nobody has looked at them for long, an answer is older than its page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};

use super::facts::{self, Fact, Unit};
use crate::model::article::{Article, ArticleId, ArticleKind};
use crate::model::contact::Contact;
use crate::model::import::ImportSettings;

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// A page tells another telephone number, or other hours, of the contact centre.
    Contact { page: ArticleId, text: String, says: String, known: String },
    /// Two pages tell different numbers of the same thing.
    Pages { page: ArticleId, text: String, other: ArticleId, other_text: String },
    /// Nobody has changed the page for longer than its owner's limit.
    Stale { page: ArticleId, updated: NaiveDate, days: u32, owner: Option<String> },
    /// The page that an answer of staff's is about has changed since the answer was written.
    Answer { answer: ArticleId, page: ArticleId, written: NaiveDate, changed: NaiveDate },
}

/// What the pages are compared with.
pub struct Beside<'a> {
    pub contact: &'a Contact,
    /// Answers of staff's.
    pub answers: &'a [&'a Article],
    pub settings: &'a ImportSettings,
    /// When an import last saw a page's text change.
    pub changed: &'a BTreeMap<ArticleId, NaiveDate>,
    pub today: NaiveDate,
}

/// Everything that needs a person, page by page.
pub fn concerns(pages: &[&Article], beside: &Beside<'_>) -> Vec<Concern> {
    let known: Vec<Known<'_>> = pages.iter().map(|page| Known::of(page)).collect();
    let mut concerns: Vec<Concern> =
        known.iter().flat_map(|page| contact_concerns(page, beside.contact)).collect();
    concerns.extend(contradictions(&known));
    concerns.extend(pages.iter().filter_map(|page| stale(page, beside)));
    concerns.extend(outdated(&known, beside));
    concerns
}

/// A page with the numbers that it states.
struct Known<'a> {
    page: &'a Article,
    title: BTreeSet<String>,
    facts: Vec<Fact>,
}

impl<'a> Known<'a> {
    fn of(page: &'a Article) -> Self {
        Known { page, title: facts::stems(&page.title), facts: facts::facts(&page.body) }
    }
}

fn contact_concerns(known: &Known<'_>, contact: &Contact) -> Vec<Concern> {
    let name = facts::stems(&contact.name.sv);
    let phone = facts::phone_digits(&contact.phone);
    let open = intervals(&contact.hours.expression);
    let is_ours = |fact: &Fact| {
        let of_line = name.iter().all(|word| fact.words.contains(word));
        let of_heading = name.iter().all(|word| fact.heading.contains(word));
        of_line || of_heading || (name == known.title)
    };
    let differs = |fact: &&Fact| match fact.unit {
        Unit::Phone => fact.value != phone,
        Unit::Open => !open.is_empty() && !open.contains(&fact.value),
        _ => false,
    };
    let ours = known.facts.iter().filter(|fact| is_ours(fact)).filter(differs);
    ours.map(|fact| Concern::Contact {
        page: known.page.id.clone(),
        text: fact.text.clone(),
        says: fact.value.clone(),
        known: if fact.unit == Unit::Phone {
            contact.phone.clone()
        } else {
            contact.hours.expression.clone()
        },
    })
    .collect()
}

/// `Mo-Fr 08:00-16:30; PH off` → `8.00-16.30`.
fn intervals(rule: &str) -> BTreeSet<String> {
    let parts = rule.split([' ', ',', ';']).filter(|part| part.contains(':') && part.contains('-'));
    parts.filter_map(facts::interval).collect()
}

/// Words on more pages than this share say nothing of what a page is about.
const COMMON: usize = 8;
/// How much of each sentence's words, by rarity, the other page must have.
const COVERED: f32 = 0.65;
/// The most pairs told: more, and nobody reads them.
const MOST: usize = 200;

/// Pairs of sentences of different pages on the same subject, with another number. What is the same is looked for among the pages that share a rare word.
fn contradictions(pages: &[Known<'_>]) -> Vec<Concern> {
    let rarity = Rarity::of(pages);
    let mut by_word: HashMap<(Unit, &str), Vec<(usize, usize)>> = HashMap::new();
    for (at, known) in pages.iter().enumerate() {
        for (fact_at, fact) in known.facts.iter().enumerate() {
            for word in rarity.rarest(&fact.words) {
                by_word.entry((fact.unit, word)).or_default().push((at, fact_at));
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut found: Vec<Concern> = Vec::new();
    for group in by_word.values().filter(|group| group.len() <= 60) {
        for (place, one) in group.iter().enumerate() {
            for other in &group[place + 1..] {
                let (one, other) = (one.min(other), one.max(other));
                if one.0 != other.0
                    && seen.insert((*one, *other))
                    && contradict(pages, *one, *other, &rarity)
                {
                    found.push(pair(pages, *one, *other));
                }
            }
        }
    }
    found.sort_by_key(|concern| format!("{concern:?}"));
    found.truncate(MOST);
    found
}

fn pair(pages: &[Known<'_>], one: (usize, usize), other: (usize, usize)) -> Concern {
    let text = |at: (usize, usize)| pages[at.0].facts[at.1].text.clone();
    Concern::Pages {
        page: pages[one.0].page.id.clone(),
        text: text(one),
        other: pages[other.0].page.id.clone(),
        other_text: text(other),
    }
}

fn contradict(
    pages: &[Known<'_>],
    one: (usize, usize),
    other: (usize, usize),
    rarity: &Rarity,
) -> bool {
    let ((a, b), (page_a, page_b)) = (
        (&pages[one.0].facts[one.1], &pages[other.0].facts[other.1]),
        (&pages[one.0], &pages[other.0]),
    );
    if a.value == b.value || a.unit != b.unit {
        return false;
    }
    let around = |fact: &Fact, page: &Known<'_>| -> BTreeSet<String> {
        fact.words.iter().chain(&fact.heading).chain(&page.title).cloned().collect()
    };
    let (around_a, around_b) = (around(a, page_a), around(b, page_b));
    let shared = a.words.intersection(&b.words).count();
    // "Vuxen 65 kr" on the page of the pool and on that of the ice rink are two things.
    let same_place = page_a.title.iter().any(|word| around_b.contains(word))
        || page_b.title.iter().any(|word| around_a.contains(word));
    // A cell of a table has few words of its own: all of them, on pages of one name.
    let same_cell = !a.words.is_empty()
        && a.words == b.words
        && page_a.title.intersection(&page_b.title).next().is_some();
    (shared >= 2 || same_cell)
        && same_place
        && rarity.covered(&a.words, &around_b) >= COVERED
        && rarity.covered(&b.words, &around_a) >= COVERED
}

/// How rare words are among pages.
struct Rarity {
    pages: usize,
    counts: HashMap<String, usize>,
}

impl Rarity {
    fn of(pages: &[Known<'_>]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for known in pages {
            let of_facts =
                known.facts.iter().flat_map(|fact| fact.words.iter().chain(&fact.heading));
            let words: BTreeSet<&String> = of_facts.chain(&known.title).collect();
            words.into_iter().for_each(|word| *counts.entry(word.clone()).or_default() += 1);
        }
        Rarity { pages: pages.len().max(1), counts }
    }

    fn count(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or_default()
    }

    fn weight(&self, word: &str) -> f32 {
        (1.0 + self.pages as f32 / (1 + self.count(word)) as f32).ln()
    }

    /// The words by which a sentence is looked up.
    fn rarest<'w>(&self, words: &'w BTreeSet<String>) -> Vec<&'w str> {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.sort_by_key(|word| self.count(word));
        words.truncate(3);
        words.retain(|word| self.count(word) <= (self.pages / COMMON).max(12));
        words
    }

    fn covered(&self, words: &BTreeSet<String>, by: &BTreeSet<String>) -> f32 {
        let sum = |words: &mut dyn Iterator<Item = &String>| {
            words.map(|word| self.weight(word)).sum::<f32>()
        };
        let all = sum(&mut words.iter());
        if all == 0.0 {
            0.0
        } else {
            sum(&mut words.iter().filter(|word| by.contains(*word))) / all
        }
    }
}

fn stale(page: &Article, beside: &Beside<'_>) -> Option<Concern> {
    let section = page.page.url.as_deref().and_then(|url| beside.settings.section(url))?;
    let days = section.stale_after?;
    let updated = page.page.updated_by(beside.today)?;
    let is_stale = updated.checked_add_days(Days::new(u64::from(days)))? < beside.today;
    is_stale.then(|| Concern::Stale {
        page: page.id.clone(),
        updated,
        days,
        owner: section.owner.clone(),
    })
}

/// How much of an answer's title a page must have to be what it is about.
const ABOUT: f32 = 0.7;

fn outdated(pages: &[Known<'_>], beside: &Beside<'_>) -> Vec<Concern> {
    let rarity = Rarity::of(pages);
    let changed = |page: &Article| {
        page.page.updated_by(beside.today).max(beside.changed.get(&page.id).copied())
    };
    let texts: Vec<(BTreeSet<String>, &Known<'_>)> = pages
        .iter()
        .filter(|known| changed(known.page).is_some())
        .map(|known| (facts::stems(&format!("{}\n{}", known.page.title, known.page.body)), known))
        .collect();
    let of = |answer: &&Article| -> Option<Concern> {
        let written = answer.checked.filter(|_| answer.kind == ArticleKind::Faq)?;
        let subject = facts::stems(&answer.title);
        let score = |(text, known): &&(BTreeSet<String>, &Known<'_>)| {
            let in_title = known.title.iter().any(|word| subject.contains(word));
            let covered = rarity.covered(&subject, text);
            (in_title && covered >= ABOUT).then(|| covered + rarity.covered(&known.title, &subject))
        };
        let best = texts
            .iter()
            .filter_map(|text| Some((score(&text)?, text.1)))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        let changed = changed(best.1.page)?;
        (changed > written).then(|| Concern::Answer {
            answer: answer.id.clone(),
            page: best.1.page.id.clone(),
            written,
            changed,
        })
    };
    beside.answers.iter().filter_map(of).collect()
}

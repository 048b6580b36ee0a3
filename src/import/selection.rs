//! Which of the pages that were read are articles of their own: not another's other address, not a text that others have, not what a site shows on a bad day.
//!
//! What is decided goes into the outcomes, so that [`plan`](super::plan) sees it before anything is removed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

use url::Url;

use super::address::Named;
use super::block;
use super::draft::{Draft, Drafts};
use super::no_page;
use super::outcome::{Found, Gone, Outcome};
use super::reading::NoArticle;
use super::repeated::Repeated;
use super::state::{Aside, PageState};
use crate::knowledge::page_file;

/// So many pages with one text, or on the way to one address: that is the site's doing.
const MANY: usize = 3;
/// A text that says no more than that there is none has at most so many characters.
const SHORT: usize = 900;

/// What drafts are compared with.
pub struct Beside<'a> {
    pub known: &'a BTreeMap<String, PageState>,
    /// Texts of `articles/`, and who has them.
    pub own: &'a HashMap<String, String>,
    pub repeated: &'a Repeated,
    /// The text of a known page before this import.
    pub before: &'a dyn Fn(&PageState) -> Option<String>,
}

/// What becomes of each draft, in the order they were read.
#[derive(Debug, Default)]
pub struct Selection {
    fates: Vec<Fate>,
    sections: HashMap<usize, Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    /// Kept under the address that it calls its own.
    Named(String),
    Dropped,
}

impl Selection {
    /// The draft that was read as number `at`, if it is an article.
    pub fn take(&self, at: usize, mut draft: Draft) -> Option<Draft> {
        match self.fates.get(at)? {
            Fate::Dropped => return None,
            Fate::Kept => {}
            Fate::Named(key) => {
                draft.url = Some(key.clone());
                draft.asked_as = Some(std::mem::replace(&mut draft.key, key.clone()));
            }
        }
        if let Some(section) = self.sections.get(&at) {
            draft.section.clone_from(section);
        }
        Some(draft)
    }
}

/// The text of an article: without what stands on most pages.
pub fn body(draft: &Draft, repeated: &Repeated) -> String {
    let kept = draft.blocks.iter().filter(|block| !repeated.has(block)).cloned().collect();
    block::body(&block::without_empty_headings(kept))
}

/// What is remembered of a draft while all are compared.
struct Summary {
    key: String,
    url: Option<Url>,
    title: String,
    canonical: Option<String>,
    /// Of title and text, as in a file.
    hash: String,
    /// Of the text alone.
    text: String,
    /// A short text with words of something missing.
    says_missing: bool,
    has_section: bool,
    aside: Aside,
    fate: Fate,
}

/// Decides for all drafts of a source, and writes down in `found` what became of those that are no articles.
pub fn select(
    found: &mut Found,
    drafts: &mut Drafts,
    beside: &Beside<'_>,
) -> io::Result<Selection> {
    let mut sieve = Sieve { summaries: Vec::new(), found, beside };
    drafts.each(|draft| {
        sieve.summarise(draft);
        Ok(())
    })?;
    sieve.unite_addresses();
    sieve.drop_crowds();
    sieve.drop_same_texts();
    sieve.drop_doubles();
    sieve.recognise_moved();
    let sections = sieve.sections();
    Ok(Selection {
        fates: sieve.summaries.into_iter().map(|summary| summary.fate).collect(),
        sections,
    })
}

struct Sieve<'a> {
    summaries: Vec<Summary>,
    found: &'a mut Found,
    beside: &'a Beside<'a>,
}

impl Sieve<'_> {
    fn summarise(&mut self, draft: Draft) {
        let body = body(&draft, self.beside.repeated);
        let at = self.summaries.len();
        let own = self.beside.own.get(body.trim()).cloned();
        let is_empty = body.trim().is_empty();
        let is_short = body.chars().count() <= SHORT;
        let says_missing =
            is_short && no_page::hints_at_missing(&format!("{}\n{body}", draft.title));
        self.summaries.push(Summary {
            url: draft.url.as_deref().and_then(|url| Url::parse(url).ok()),
            hash: page_file::hash(&draft.title, &body),
            text: page_file::hash("", &body),
            says_missing,
            has_section: !draft.section.is_empty(),
            canonical: draft.canonical,
            aside: Aside {
                validators: draft.validators,
                documents: draft.documents,
                links: draft.links,
                ..Aside::default()
            },
            fate: Fate::Kept,
            key: draft.key,
            title: draft.title,
        });
        if is_empty {
            self.drop(at, NoArticle::Empty);
        } else if let Some(own) = own {
            self.drop(at, NoArticle::Own(own));
        }
    }

    fn drop(&mut self, at: usize, why: NoArticle) {
        let to = match &why {
            NoArticle::Double(other) => Some(other.clone()),
            _ => None,
        };
        // Whether a crowd is one is to be seen anew the next time.
        let is_final = why != NoArticle::Crowd;
        let text = why.to_string();
        let key = self.dropped(at, Outcome::NoArticle(why));
        if is_final {
            let aside = Aside { why: text, to, ..std::mem::take(&mut self.summaries[at].aside) };
            self.found.asides.insert(key, aside);
        }
    }

    /// It is another address of a page that is known by `to`.
    fn lead(&mut self, at: usize, to: &str) {
        let key = self.dropped(at, Outcome::Moved { to: to.to_owned() });
        let aside = Aside {
            why: format!("är en annan adress för {to}"),
            to: Some(to.to_owned()),
            leads: are_dresses(&key, to),
            ..std::mem::take(&mut self.summaries[at].aside)
        };
        self.found.asides.insert(key, aside);
    }

    fn dropped(&mut self, at: usize, outcome: Outcome) -> String {
        let summary = &mut self.summaries[at];
        summary.fate = Fate::Dropped;
        let key = summary.key.clone();
        self.found.outcomes.insert(key.clone(), outcome);
        key
    }

    fn is_known(&self, key: &str) -> bool {
        self.beside.known.contains_key(key)
    }

    fn kept(&self) -> impl Iterator<Item = (usize, &Summary)> {
        self.summaries.iter().enumerate().filter(|(_, summary)| summary.fate != Fate::Dropped)
    }

    /// Pages that name another address as their own are that page, where the two have one title: on some sites all pages name the start page.
    fn unite_addresses(&mut self) {
        let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, summary) in self.kept() {
            if let Some(canonical) = &summary.canonical {
                claims.entry(canonical.clone()).or_default().push(at);
            }
        }
        let mut dresses: HashMap<Dress, Vec<&str>> = HashMap::new();
        for key in self.beside.known.keys().filter(|_| !claims.is_empty()) {
            if let Some(dress) = dress(key) {
                dresses.entry(dress).or_default().push(key);
            }
        }
        let by_key: HashMap<String, usize> =
            self.kept().map(|(at, summary)| (summary.key.clone(), at)).collect();
        for (canonical, claimants) in claims {
            let owner = by_key.get(&canonical).copied();
            let title = match owner {
                Some(owner) if self.summaries[owner].fate == Fate::Dropped => continue,
                Some(owner) => Some(self.summaries[owner].title.clone()),
                None => self.stays(&canonical).map(|page| page.title.clone()),
            };
            match title {
                Some(title) => {
                    for at in claimants {
                        if is_same_title(&self.summaries[at].title, &title) {
                            self.lead(at, &canonical);
                        }
                    }
                }
                // What it names was asked for, and is not there.
                None if self.found.outcomes.contains_key(&canonical) => {}
                None => self.rename(&canonical, &claimants, &dresses),
            }
        }
    }

    /// Nobody asked for the address that pages call their own: one of them takes it, if it is the same place in another dress.
    fn rename(
        &mut self,
        canonical: &str,
        claimants: &[usize],
        dresses: &HashMap<Dress, Vec<&str>>,
    ) {
        let Some(first) =
            claimants.iter().copied().find(|at| are_dresses(&self.summaries[*at].key, canonical))
        else {
            return;
        };
        let title = &self.summaries[first].title;
        let is_one_page =
            claimants.iter().all(|at| is_same_title(&self.summaries[*at].title, title));
        // Others that say the same are known by their own addresses: it means nothing here.
        let own = &self.summaries[first].key;
        let others = dress(canonical).and_then(|dress| dresses.get(&dress));
        let is_taken = others.into_iter().flatten().any(|key| {
            let page = self.beside.known.get(*key);
            page.is_some_and(|page| page.asked_as.as_ref() != Some(own))
        });
        if !is_one_page || is_taken {
            return;
        }
        let key = self.summaries[first].key.clone();
        self.summaries[first].fate = Fate::Named(canonical.to_owned());
        self.found.outcomes.insert(key, Outcome::Moved { to: canonical.to_owned() });
        self.found.outcomes.insert(canonical.to_owned(), Outcome::Read);
        if let Some(listed) = &mut self.found.listed {
            listed.insert(canonical.to_owned());
        }
        for at in claimants.iter().copied().filter(|at| *at != first) {
            self.lead(at, canonical);
        }
    }

    /// A known page that this import leaves as it is.
    fn stays(&self, key: &str) -> Option<&PageState> {
        let page = self.beside.known.get(key)?;
        let stays = match self.found.outcomes.get(key) {
            Some(Outcome::Read | Outcome::Gone(_) | Outcome::Moved { .. }) => false,
            Some(_) => true,
            None => !is_unlisted(self.found, key),
        };
        stays.then_some(page)
    }

    /// Many known pages that lead to one new address the first time: the site may be closed for a day.
    fn drop_crowds(&mut self) {
        let mut movers: BTreeMap<&str, Vec<&PageState>> = BTreeMap::new();
        for (key, page) in self.beside.known {
            if let Some(Outcome::Moved { to }) = self.found.outcomes.get(key) {
                movers.entry(to).or_default().push(page);
            }
        }
        let is_crowd = |to: &str, pages: &[&PageState]| {
            !self.is_known(to)
                && pages.len() >= MANY
                && pages.len() * 10 >= self.beside.known.len()
                && pages.iter().any(|page| page.missing == 0)
        };
        let crowds: BTreeSet<String> = movers
            .into_iter()
            .filter(|(to, pages)| is_crowd(to, pages))
            .map(|(to, _)| to.to_owned())
            .collect();
        let drafts: Vec<usize> = self
            .kept()
            .filter(|(_, summary)| crowds.contains(&summary.key))
            .map(|(at, _)| at)
            .collect();
        drafts.into_iter().for_each(|at| self.drop(at, NoArticle::Crowd));
    }

    /// One short text on many addresses that says something is missing, or one text where there were several: no page, whatever the server calls it.
    fn drop_same_texts(&mut self) {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, summary) in self.kept() {
            groups.entry(&summary.text).or_default().push(at);
        }
        let groups: Vec<Vec<usize>> =
            groups.into_values().filter(|group| group.len() >= MANY).collect();
        for group in groups {
            if self.have_become_one(&group) || self.say_missing(&group) {
                group.into_iter().for_each(|at| self.drop(at, NoArticle::SoftMissing));
            }
        }
    }

    fn have_become_one(&self, group: &[usize]) -> bool {
        let known = group.iter().filter_map(|at| {
            let summary = &self.summaries[*at];
            let page = self.beside.known.get(&summary.key)?;
            if page.hash == summary.hash {
                return None;
            }
            let before = page_file::hash("", &(self.beside.before)(page)?);
            (before != summary.text).then_some(before)
        });
        let before: Vec<String> = known.collect();
        before.len() >= MANY && before.iter().collect::<BTreeSet<_>>().len() >= 2
    }

    fn say_missing(&self, group: &[usize]) -> bool {
        let all: Vec<&Summary> = group.iter().map(|at| &self.summaries[*at]).collect();
        let places: BTreeSet<String> =
            all.iter().filter_map(|it| Some(place(it.url.as_ref()?))).collect();
        places.len() >= MANY && all.iter().all(|it| it.title == all[0].title && it.says_missing)
    }

    /// Of pages with one title and text the one stays that was there before, else the one with the shortest address.
    fn drop_doubles(&mut self) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for (key, page) in self.beside.known {
            if self.stays(key).is_some() {
                seen.entry(page.hash.clone()).or_insert_with(|| key.clone());
            }
        }
        let mut order: Vec<usize> = self.kept().map(|(at, _)| at).collect();
        order.sort_by_key(|at| {
            let summary = &self.summaries[*at];
            let known = self.beside.known.get(&summary.key);
            let is_as_before = known.is_some_and(|page| page.hash == summary.hash);
            (!is_as_before, known.is_none(), summary.key.len(), summary.key.clone())
        });
        for at in order {
            let (hash, key) = (self.summaries[at].hash.clone(), self.name(at).to_owned());
            match seen.get(&hash).cloned() {
                Some(other) if other != key => self.drop(at, NoArticle::Double(other)),
                _ => {
                    seen.insert(hash, key);
                }
            }
        }
    }

    /// What a draft is known by from now on.
    fn name(&self, at: usize) -> &str {
        let summary = &self.summaries[at];
        match &summary.fate {
            Fate::Named(key) => key,
            Fate::Kept | Fate::Dropped => &summary.key,
        }
    }

    /// A page that is gone, and whose title and text stand at an address that is new, has moved without a word.
    fn recognise_moved(&mut self) {
        let new: HashMap<String, String> = self
            .kept()
            .filter(|(at, _)| !self.is_known(self.name(*at)))
            .map(|(at, summary)| (summary.hash.clone(), self.name(at).to_owned()))
            .collect();
        for (key, page) in self.beside.known {
            let is_gone = match self.found.outcomes.get(key) {
                Some(Outcome::Gone(Gone::Missing)) => true,
                None => is_unlisted(self.found, key) && !page.is_document,
                Some(_) => false,
            };
            if let Some(to) = new.get(&page.hash).filter(|_| is_gone && !page.kept) {
                self.found.outcomes.insert(key.clone(), Outcome::Moved { to: to.clone() });
            }
        }
    }

    /// The place of pages that do not tell it: the titles of the pages at the addresses above theirs.
    fn sections(&self) -> HashMap<usize, Vec<String>> {
        let read =
            self.kept().filter_map(|(_, it)| Some((place(it.url.as_ref()?), it.title.clone())));
        let known = self.beside.known.iter().filter(|(_, page)| !page.title.is_empty());
        let known = known
            .filter_map(|(key, page)| Some((place(&Url::parse(key).ok()?), page.title.clone())));
        let titles: HashMap<String, String> = known.chain(read).collect();
        let above = |url: &Url| {
            let own = place(url);
            let ends = own.match_indices('/').map(|(end, _)| end).filter(|end| *end > 0);
            ends.filter_map(|end| titles.get(&own[..end]).cloned()).collect::<Vec<_>>()
        };
        self.kept()
            .filter(|(_, summary)| !summary.has_section)
            .filter_map(|(at, summary)| Some((at, above(summary.url.as_ref()?))))
            .filter(|(_, section)| !section.is_empty())
            .collect()
    }
}

fn is_unlisted(found: &Found, key: &str) -> bool {
    found.listed.as_ref().is_some_and(|listed| !listed.contains(key))
}

fn is_same_title(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The path without what may be left out or written otherwise.
fn place(url: &Url) -> String {
    let path = url.path().to_lowercase();
    let path = path.trim_end_matches('/');
    let ends = ["/index.html", "/index.htm", "/index.php", "/default.aspx", "/start.html"];
    ends.iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path).to_owned()
}

/// Whether two addresses are one place in two dresses: with `www.` or without, a slash at the end, capitals, a query.
pub fn are_dresses(one: &str, other: &str) -> bool {
    dress(one).is_some_and(|one| dress(other) == Some(one))
}

/// What all dresses of an address have in common: the site, and the place on it.
type Dress = (Named, String);

fn dress(address: &str) -> Option<Dress> {
    let url = Url::parse(address).ok()?;
    Some((Named::of(&url)?, place(&url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dresses_of_an_address_are_told_from_other_places() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(are_dresses(one, other), expected, "{one} {other}");
        };
        check("https://ale.se/a", "http://www.ale.se/A/", true);
        check("https://ale.se/a?print=1", "https://ale.se/a", true);
        check("https://ale.se/a/index.html", "https://ale.se/a", true);
        check("https://ale.se/a", "https://ale.se/b", false);
        check("https://ale.se/a", "https://ale.se:8443/a", false);
        check("a.html", "a.html", false);
    }
}

//! What the texts say taken together: how many, which of them, side by side, how old, and what stands in none of them.

use chrono::{Datelike, NaiveDate};

use super::article::{areas, source, title};
use super::{Facts, bare, hours, phone_and_email};
use crate::answer::texts::{Lookup, sentences};
use crate::model::action::{Action, Button};
use crate::model::article::{Article, ArticleId, ArticleKind};
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::verdict::{Across, Unsaid};
use crate::wording::Message;

/// So many articles are quoted in one reply; further ones are named.
const QUOTED: usize = 3;

pub fn reply(facts: &Facts<'_>, across: &Across) -> Reply {
    match across {
        Across::Count => count(facts),
        Across::Speak { of, articles } => speak(facts, of, articles),
        Across::Compare(articles) => compare(facts, articles),
        Across::Age(article) => age(facts, article.as_ref()),
        Across::Source(article) => origin(facts, article.as_ref()),
        Across::Unsaid(unsaid) => self::unsaid(facts, unsaid),
    }
}

fn count(facts: &Facts<'_>) -> Reply {
    let areas = areas(facts);
    let number = facts.number(areas.len());
    let rows = areas.iter().map(|article| title(facts, article)).collect();
    let mut blocks =
        vec![facts.text(Message::AcrossCount, &[("number", number.into())]), Block::List(rows)];
    let plan = plan(facts);
    let passage = plan.and_then(|plan| quote(facts, plan, "fokusområden"));
    blocks.extend(plan.map(|plan| Block::Note(super::article::provenance(facts, plan))));
    let buttons = super::article::area_buttons(facts, &areas);
    Reply {
        buttons,
        passage,
        source: plan.map(|plan| source(facts, plan)),
        ..bare(ReplyKind::Answer, blocks)
    }
}

/// The word in each of the articles, quoted.
fn speak(facts: &Facts<'_>, of: &str, ids: &[ArticleId]) -> Reply {
    let articles: Vec<&Article> = ids.iter().filter_map(|id| facts.article(id)).collect();
    let number = capitalised(&facts.number(articles.len()));
    let all_areas = articles.iter().all(|article| article.kind == ArticleKind::FocusArea);
    let message = if all_areas { Message::AcrossAreas } else { Message::AcrossTexts };
    let args = [
        ("count", articles.len().to_string().into()),
        ("number", number.into()),
        ("word", of.into()),
    ];
    let mut blocks = vec![facts.text(message, &args)];
    let quotes: Vec<(&Article, String)> = articles
        .iter()
        .map(|article| (*article, quote(facts, article, of).unwrap_or_else(|| opening(article))))
        .collect();
    blocks.extend(quoted(facts, &quotes));
    side_by_side(facts, &quotes, blocks)
}

fn compare(facts: &Facts<'_>, ids: &[ArticleId]) -> Reply {
    let quotes: Vec<(&Article, String)> = ids
        .iter()
        .filter_map(|id| facts.article(id))
        .map(|article| (article, opening(article)))
        .collect();
    let mut blocks = vec![facts.text(Message::AcrossCompare, &[])];
    blocks.extend(quoted(facts, &quotes));
    side_by_side(facts, &quotes, blocks)
}

fn quoted(facts: &Facts<'_>, quotes: &[(&Article, String)]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (article, quote) in quotes.iter().take(QUOTED) {
        blocks.push(Block::Heading(title(facts, article)));
        blocks.push(Block::Quote(quote.clone()));
    }
    let rest: Vec<String> =
        quotes.iter().skip(QUOTED).map(|(article, _)| title(facts, article)).collect();
    if !rest.is_empty() {
        blocks.push(facts.text(Message::AcrossFurther, &[]));
        blocks.push(Block::List(rest));
    }
    blocks
}

/// The source stands once, for texts of one origin; each article has a button.
fn side_by_side(facts: &Facts<'_>, quotes: &[(&Article, String)], mut blocks: Vec<Block>) -> Reply {
    let mut notes: Vec<String> = quotes
        .iter()
        .take(QUOTED)
        .map(|(article, _)| super::article::provenance(facts, article))
        .collect();
    notes.dedup();
    blocks.extend(notes.into_iter().map(Block::Note));
    let button = |(article, _): &(&Article, String)| {
        vec![Button {
            label: super::article::short_title(facts, article),
            action: Action::ShowArticle(article.id.clone()),
        }]
    };
    let first = quotes.first();
    Reply {
        buttons: quotes.iter().map(button).collect(),
        passage: first.map(|(_, quote)| quote.clone()),
        source: first.map(|(article, _)| source(facts, article)),
        ..bare(ReplyKind::Answer, blocks)
    }
}

/// What is known of a text's age, and that nothing is known of a newer one.
fn age(facts: &Facts<'_>, id: Option<&ArticleId>) -> Reply {
    let Some(article) = id.and_then(|id| facts.article(id)).or_else(|| plan(facts)) else {
        return unsaid(facts, &Unsaid::Outcome);
    };
    let mut blocks = Vec::new();
    if let Some(checked) = article.checked {
        blocks.push(
            facts.text(Message::AgeChecked, &[("checked", facts.dates().plain(checked).into())]),
        );
    }
    if let Some(end) = article.valid_until {
        let passed = end < facts.now.date();
        let message = if passed { Message::AgePassed } else { Message::AgeUntil };
        blocks.push(facts.text(message, &[("year", end.year().to_string().into())]));
    }
    if article.kind == ArticleKind::Page {
        // When it was updated.
        blocks.push(Block::Note(super::article::provenance(facts, article)));
    }
    blocks.push(facts.text(Message::AgeUnknown, &[]));
    blocks.extend(phone_and_email(facts));
    let year = article.valid_until.map(|end: NaiveDate| end.year().to_string());
    let passage = year.and_then(|year| quote(facts, article, &year));
    Reply {
        buttons: facts.ways_on(),
        passage,
        source: Some(source(facts, article)),
        ..bare(ReplyKind::Answer, blocks)
    }
}

fn origin(facts: &Facts<'_>, id: Option<&ArticleId>) -> Reply {
    let Some(article) = id.and_then(|id| facts.article(id)).or_else(|| plan(facts)) else {
        return unsaid(facts, &Unsaid::Who);
    };
    let origin = article.origin.as_deref().unwrap_or(&facts.knowledge.contact.municipality);
    let mut blocks = vec![facts.text(Message::OriginIs, &[("origin", origin.into())])];
    if let Some(checked) = article.checked {
        blocks.push(
            facts.text(Message::AgeChecked, &[("checked", facts.dates().plain(checked).into())]),
        );
    }
    let read_all = facts
        .button(Message::ButtonReadAll, Action::ReadAll { article: article.id.clone(), page: 0 });
    Reply {
        buttons: vec![vec![read_all]],
        source: Some(source(facts, article)),
        ..bare(ReplyKind::Answer, blocks)
    }
}

fn unsaid(facts: &Facts<'_>, unsaid: &Unsaid) -> Reply {
    let text = match unsaid {
        Unsaid::Who => facts.text(Message::UnsaidWho, &[]),
        Unsaid::Adopted => facts.text(Message::UnsaidAdopted, &[]),
        Unsaid::Outcome => facts.text(Message::UnsaidOutcome, &[]),
        Unsaid::Word(word) => facts.text(Message::UnsaidWord, &[("word", word.as_str().into())]),
    };
    let mut blocks = vec![text, facts.text(Message::UnsaidWays, &[])];
    blocks.extend(phone_and_email(facts));
    blocks.push(Block::Text(hours::status_sentence(facts)));
    Reply { buttons: facts.ways_on(), ..bare(ReplyKind::Unknown, blocks) }
}

fn plan<'a>(facts: &Facts<'a>) -> Option<&'a Article> {
    facts.knowledge.plan()
}

/// The sentence that has the word, or one that means the same.
fn quote(facts: &Facts<'_>, article: &Article, of: &str) -> Option<String> {
    let lookup = Lookup::literal(of, &facts.knowledge.words.synonyms);
    let at = lookup.sentence(article).or_else(|| lookup.wider().sentence(article))?;
    Some(article.body[at].to_owned())
}

fn opening(article: &Article) -> String {
    sentences(&article.body)
        .into_iter()
        .next()
        .map_or_else(String::new, |at| article.body[at].to_owned())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

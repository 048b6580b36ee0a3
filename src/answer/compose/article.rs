//! The municipality's own words: an answer, the list of focus areas, a whole article in pages.

use chrono::Datelike;

use super::{Facts, bare};
use crate::answer::e_service;
use crate::answer::passage::{self, Passage};
use crate::model::action::{Action, Button};
use crate::model::article::{Article, ArticleId, ArticleKind};
use crate::model::language::ReplyLanguage;
use crate::model::reply::{Block, Reply, ReplyKind, Source};
use crate::model::verdict::Miss;
use crate::wording::Message;

/// A page of a whole article holds at most so many characters: a screenful.
const PAGE: usize = 1_800;
/// A FAQ entry of at most so many characters is quoted whole: it was written as one answer.
const SHORT: usize = 600;
/// Any other text of at most so many is shown whole, below the sentence that answers.
const SHOWN_WHOLE: usize = 1_000;

pub fn answer(
    facts: &Facts<'_>,
    id: &ArticleId,
    also: Option<&ArticleId>,
    question: &str,
) -> Reply {
    let Some(article) = facts.article(id) else {
        return super::miss::reply(facts, &Miss::NoAnswer { subject: None }, false);
    };
    // Who pressed a title asked for no sentence of it.
    let length = article.body.chars().count();
    let whole = (article.kind == ArticleKind::Faq && length <= SHORT)
        || (question.is_empty() && length <= SHOWN_WHOLE);
    let passage = if whole {
        Passage { best: article.body.as_str(), beside: None }
    } else {
        passage::find(&facts.search(article, question))
    };
    let quote = passage.best;
    let mut blocks = vec![lead(facts, article)];
    blocks.extend(english_summary(facts, article));
    blocks.push(Block::Quote(quote.to_owned()));
    blocks.extend(passage.beside.map(|beside| Block::Quote(beside.to_owned())));
    let is_shown_whole = length <= SHOWN_WHOLE && !passage::is_divided(&article.body);
    if facts.language == ReplyLanguage::Swedish
        && quote.len() < article.body.len()
        && is_shown_whole
    {
        blocks.push(facts.text(Message::AnswerWhole, &[]));
        blocks.push(Block::Quote(article.body.clone()));
    }
    blocks.push(Block::Note(provenance(facts, article)));
    let section = facts.pointers.section.clone().unwrap_or(0..article.body.len());
    if let Some((name, url)) = e_service::beside(&article.body, quote, section) {
        blocks.push(Block::Link { label: name.to_owned(), url: url.to_owned() });
    }
    let mut buttons: Vec<Vec<Button>> =
        link_to_page(facts, article, &mut blocks).into_iter().collect();
    buttons.extend(answer_buttons(facts, id));
    let also = also.and_then(|id| facts.article(id));
    if let Some((block, button)) = also.map(|other| named_beside(facts, other)) {
        blocks.push(block);
        buttons.push(vec![button]);
    }
    Reply {
        buttons,
        passage: Some(quote.to_owned()),
        source: Some(source(facts, article)),
        offers: also.into_iter().map(|other| other.id.clone()).collect(),
        ..bare(ReplyKind::Answer, blocks)
    }
}

/// The title of an article that may be what was meant, and a button that shows it.
pub(super) fn named_beside(facts: &Facts<'_>, other: &Article) -> (Block, Button) {
    let label = title(facts, other);
    let message =
        if other.kind == ArticleKind::Faq { Message::FaqAlso } else { Message::AnswerAlso };
    let block = facts.text(message, &[("title", label.as_str().into())]);
    (block, Button { label, action: Action::ShowArticle(other.id.clone()) })
}

/// Where the article stands on the web: a link among the blocks, and a button.
fn link_to_page(
    facts: &Facts<'_>,
    article: &Article,
    blocks: &mut Vec<Block>,
) -> Option<Vec<Button>> {
    let url = article.page.url.as_ref()?;
    let label = facts.say(Message::SourcePage, &[]);
    blocks.push(Block::Link { label: label.clone(), url: url.clone() });
    Some(vec![Button { label, action: Action::Open { url: url.clone() } }])
}

/// What an English reader gets before the Swedish text.
fn english_summary(facts: &Facts<'_>, article: &Article) -> Option<Block> {
    let english = article.english.as_ref().filter(|_| facts.language == ReplyLanguage::English)?;
    Some(facts.text(Message::EnglishSummary, &[("summary", english.summary.as_str().into())]))
}

/// To read on, to listen, and to say whether it helped.
fn answer_buttons(facts: &Facts<'_>, id: &ArticleId) -> [Vec<Button>; 2] {
    let rate = |helpful| Action::Rate { article: id.clone(), helpful };
    [
        vec![
            facts.button(Message::ButtonReadAll, Action::ReadAll { article: id.clone(), page: 0 }),
            facts.button(
                Message::ButtonListen,
                Action::Listen { article: id.clone(), language: facts.language },
            ),
        ],
        vec![
            facts.button(Message::ButtonHelpful, rate(true)),
            facts.button(Message::ButtonUnhelpful, rate(false)),
        ],
    ]
}

/// An entry's title is a question most often, which no sentence goes round.
fn lead(facts: &Facts<'_>, article: &Article) -> Block {
    let title = [("title", title(facts, article).into())];
    match article.kind {
        ArticleKind::Faq => Block::Heading(facts.say(Message::ReadAllHeading, &title)),
        ArticleKind::Plan | ArticleKind::FocusArea | ArticleKind::Page => {
            facts.text(Message::AnswerLead, &title)
        }
    }
}

/// The focus areas in their order.
pub(super) fn areas<'a>(facts: &Facts<'a>) -> Vec<&'a Article> {
    facts.knowledge.areas().collect()
}

pub(super) fn area_buttons(facts: &Facts<'_>, areas: &[&Article]) -> Vec<Vec<Button>> {
    let button = |article: &&Article| Button {
        label: short_title(facts, article),
        action: Action::ShowArticle(article.id.clone()),
    };
    areas.iter().map(|article| vec![button(article)]).collect()
}

pub fn overview(facts: &Facts<'_>) -> Reply {
    let areas = areas(facts);
    let rows = areas.iter().map(|article| title(facts, article)).collect();
    let number = facts.number(areas.len());
    let mut blocks =
        vec![facts.text(Message::OverviewLead, &[("number", number.into())]), Block::List(rows)];
    let plan = facts.knowledge.plan();
    if let Some(plan) = plan {
        blocks.push(Block::Note(provenance(facts, plan)));
    }
    blocks.push(facts.text(Message::OverviewMore, &[]));
    let buttons = area_buttons(facts, &areas);
    Reply {
        buttons,
        source: plan.map(|plan| source(facts, plan)),
        ..bare(ReplyKind::Overview, blocks)
    }
}

/// An article from its beginning.
pub fn whole(facts: &Facts<'_>, id: &ArticleId) -> Reply {
    match facts.article(id) {
        Some(article) => page(facts, article, 0),
        None => super::miss::reply(facts, &Miss::NoAnswer { subject: None }, false),
    }
}

/// One page of a whole article, counted from 0; a page that is not there gives the last.
pub fn page(facts: &Facts<'_>, article: &Article, page: u16) -> Reply {
    let pages = pages(&article.body);
    let last = pages.len().saturating_sub(1);
    let at = usize::from(page).min(last);
    let mut blocks = vec![Block::Heading(
        facts.say(Message::ReadAllHeading, &[("title", title(facts, article).into())]),
    )];
    if at == 0 {
        blocks.extend(english_summary(facts, article));
    }
    let shown = pages.get(at).copied().unwrap_or_default();
    blocks.push(Block::Quote(shown.to_owned()));
    if article.kind == ArticleKind::Plan && at == last {
        let areas = facts.knowledge.areas();
        blocks.push(Block::List(areas.map(|article| title(facts, article)).collect()));
    }
    blocks.push(Block::Note(provenance(facts, article)));
    // What is quoted has its own links; the text before and after it may have one more.
    if let Some((name, url)) = e_service::beside(&article.body, shown, 0..article.body.len()) {
        blocks.push(Block::Link { label: name.to_owned(), url: url.to_owned() });
    }
    let link = link_to_page(facts, article, &mut blocks);
    let mut buttons = Vec::new();
    if last > 0 {
        let args =
            [("page", (at + 1).to_string().into()), ("pages", pages.len().to_string().into())];
        blocks.push(Block::Note(facts.say(Message::Page, &args)));
    }
    if at < last {
        let next = Action::ReadAll { article: article.id.clone(), page: at as u16 + 1 };
        buttons.push(vec![facts.button(Message::ButtonNextPage, next)]);
    }
    buttons.extend(link);
    buttons.push(vec![facts.button(
        Message::ButtonListen,
        Action::Listen { article: article.id.clone(), language: facts.language },
    )]);
    Reply { buttons, source: Some(source(facts, article)), ..bare(ReplyKind::Answer, blocks) }
}

/// The body in pages of whole paragraphs; a paragraph longer than a page is a page of its own.
fn pages(body: &str) -> Vec<&str> {
    let mut pages = Vec::new();
    let (mut start, mut end) = (0, 0);
    for paragraph in body.split("\n\n") {
        let stop = paragraph.as_ptr() as usize - body.as_ptr() as usize + paragraph.len();
        if end > start && stop - start > PAGE {
            pages.push(body[start..end].trim());
            start = end;
        }
        end = stop;
    }
    pages.push(body[start..].trim());
    pages
}

/// In English the Swedish title stands beside the English one.
pub(super) fn title(facts: &Facts<'_>, article: &Article) -> String {
    match (facts.language, &article.english) {
        (ReplyLanguage::English, Some(english)) if !english.title.is_empty() => facts.say(
            Message::OverviewRow,
            &[("title", article.title.as_str().into()), ("english", english.title.as_str().into())],
        ),
        _ => article.title.clone(),
    }
}

pub(super) fn short_title(facts: &Facts<'_>, article: &Article) -> String {
    match (facts.language, &article.english) {
        (ReplyLanguage::English, Some(english)) if !english.title.is_empty() => {
            english.title.clone()
        }
        _ => article.title.clone(),
    }
}

/// Source, when it was last checked, and whether it still holds.
pub(super) fn provenance(facts: &Facts<'_>, article: &Article) -> String {
    if article.kind == ArticleKind::Faq {
        return faq_provenance(facts, article);
    }
    let origin = article.origin.as_deref().unwrap_or(&facts.knowledge.contact.municipality);
    let mut parts = vec![facts.say(Message::SourceOrigin, &[("origin", origin.into())])];
    if let Some(updated) = article.page.updated_by(facts.now.date()) {
        parts.push(
            facts.say(Message::SourceUpdated, &[("updated", facts.dates().plain(updated).into())]),
        );
    }
    if let Some(date) = article.checked {
        parts.push(
            facts.say(Message::SourceChecked, &[("checked", facts.dates().plain(date).into())]),
        );
    }
    if let Some(end) = article.valid_until.filter(|end| *end < facts.now.date()) {
        parts.push(facts.say(Message::SourceExpired, &[("year", end.year().to_string().into())]));
    }
    parts.join("; ")
}

/// Who answered and when, and whether it still holds.
fn faq_provenance(facts: &Facts<'_>, entry: &Article) -> String {
    let mut parts = vec![match entry.checked {
        Some(date) => {
            facts.say(Message::FaqDated, &[("checked", facts.dates().plain(date).into())])
        }
        None => facts.say(Message::FaqUndated, &[]),
    }];
    if let Some(end) = entry.valid_until.filter(|end| *end < facts.now.date()) {
        parts.push(facts.say(Message::FaqExpired, &[("date", facts.dates().plain(end).into())]));
    }
    parts.join("; ")
}

pub(super) fn source(facts: &Facts<'_>, article: &Article) -> Source {
    let page = &article.page;
    Source {
        title: article.title.clone(),
        origin: article.origin.clone(),
        url: page.url.clone(),
        updated: page.updated_by(facts.now.date()),
        checked: article.checked,
        valid_until: article.valid_until,
    }
}

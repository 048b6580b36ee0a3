//! An article that was quoted, told in another way: shorter, in plain words, or by its reasons.

use super::{Facts, bare, miss};
use crate::answer::passage;
use crate::answer::texts::sentences;
use crate::model::action::Action;
use crate::model::article::{Article, ArticleId};
use crate::model::language::ReplyLanguage;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::verdict::{Miss, Telling};
use crate::wording::Message;

pub fn reply(facts: &Facts<'_>, id: &ArticleId, how: Telling, question: &str) -> Reply {
    let Some(article) = facts.article(id) else {
        return miss::reply(facts, &Miss::NoAnswer { subject: None }, false);
    };
    let quote = match how {
        Telling::Why => best(facts, article, question).to_owned(),
        Telling::Shorter | Telling::Simpler => sentence(facts, article, question),
    };
    let title = super::article::title(facts, article);
    let mut blocks =
        vec![facts.text(lead(how, plain(facts, article).is_some()), &[("title", title.into())])];
    if how != Telling::Why {
        blocks.extend(plain(facts, article).map(|plain| Block::Text(plain.to_owned())));
    }
    if how == Telling::Simpler {
        blocks.push(facts.text(Message::ToldQuote, &[]));
    }
    if how != Telling::Shorter || plain(facts, article).is_none() {
        blocks.push(Block::Quote(quote.clone()));
    }
    blocks.push(Block::Note(super::article::provenance(facts, article)));
    if facts.simplified && how == Telling::Simpler {
        blocks.push(facts.text(Message::ToldPerson, &[]));
    }
    let read_all =
        facts.button(Message::ButtonReadAll, Action::ReadAll { article: id.clone(), page: 0 });
    let buttons = vec![vec![read_all, facts.person_button()]];
    Reply {
        buttons,
        passage: Some(quote),
        source: Some(super::article::source(facts, article)),
        ..bare(ReplyKind::Answer, blocks)
    }
}

fn lead(how: Telling, has_plain: bool) -> Message {
    match (how, has_plain) {
        (Telling::Why, _) => Message::ToldWhy,
        (Telling::Shorter, _) => Message::ToldShorter,
        (Telling::Simpler, true) => Message::ToldSimpler,
        (Telling::Simpler, false) => Message::ToldShortest,
    }
}

/// The editors' own words: a plain-language summary, or the English one.
fn plain<'a>(facts: &Facts<'_>, article: &'a Article) -> Option<&'a str> {
    match (facts.language, &article.english) {
        (ReplyLanguage::English, Some(english)) => {
            Some(english.summary.as_str()).filter(|summary| !summary.is_empty())
        }
        _ => article.plain.as_deref(),
    }
}

/// The one sentence that is nearest to the question, or the first.
fn sentence(facts: &Facts<'_>, article: &Article, question: &str) -> String {
    let best = passage::best_sentence(&facts.search(article, question));
    // A passage without a full stop of its own, such as a row of a table, is a sentence here.
    sentences(best).into_iter().next().map_or_else(|| best.to_owned(), |at| best[at].to_owned())
}

fn best<'a>(facts: &'a Facts<'_>, article: &'a Article, question: &'a str) -> &'a str {
    passage::find(&facts.search(article, question)).best
}

//! Which kind of reply a message gets.
//!
//! The order is a duty, not a preference: what is acute comes before anything is looked up, and what the sources do not say is said to be
//! unknown rather than guessed. The limits below were set with `alebot eval tests/questions.jsonl`.

use super::kinds::Kinds;
use super::{followup, hours_question};
use crate::language::words::words;
use crate::model::article::ArticleId;
use crate::model::hit::Hit;
use crate::model::language::Language;
use crate::model::time::About;
use crate::model::topic::{Details, Emergency, Smalltalk, Topic};
use crate::model::understanding::{Context, Understanding};
use crate::model::verdict::{Miss, Verdict};

/// Below this probability a message is not taken for an emergency, even if nothing else is likelier.
const EMERGENCY: f32 = 0.35;
/// An answer needs this much probability among all articles together.
const ANSWER: f32 = 0.30;
/// A second question in a message is replied to when its kind is this likely.
const SECOND: f32 = 0.7;
/// The share of a single word that an article must have for it to be what was named.
const NAMED: f32 = 0.99;
/// A second article is mentioned when it is this close to the first.
const CLOSE: f32 = 0.6;

/// Judges one message. `hits` is the ranking of articles, best first; `at` the moment of asking, local time.
pub fn judge(understanding: &Understanding, hits: &[Hit], at: chrono::NaiveDateTime, context: Option<&Context>) -> Verdict {
    if !understanding.text.chars().any(char::is_alphanumeric) {
        return Verdict::Unknown(Miss::Empty);
    }
    match understanding.language {
        Language::Other(code) => return Verdict::Unknown(Miss::Language(Some(code))),
        Language::Unknown => return Verdict::Unknown(Miss::Language(None)),
        Language::Swedish | Language::English => {}
    }
    let kinds = Kinds::weighed(understanding);
    let most = kinds.most();
    if kinds.emergency >= most && kinds.emergency >= EMERGENCY {
        return Verdict::Emergency(likeliest(&understanding.topics, emergency).unwrap_or(Emergency::Accident));
    }
    if let Some(verdict) = followup::of(understanding, &kinds, at, context) {
        return verdict;
    }
    if kinds.hours >= most {
        return Verdict::Hours(hours_question::of(understanding, at, context));
    }
    if kinds.contact >= most {
        return Verdict::Contact(wanted(understanding));
    }
    if kinds.overview >= most {
        return Verdict::Overview;
    }
    if kinds.handover >= most {
        return Verdict::Handover;
    }
    if kinds.smalltalk >= most {
        return Verdict::Smalltalk(likeliest(&understanding.topics, smalltalk).unwrap_or(Smalltalk::Greeting));
    }
    let named = hits.first().is_some_and(|best| names_it(understanding, best));
    match hits {
        [best, rest @ ..] if named || (kinds.answer >= most && kinds.answer >= ANSWER) => {
            let also = rest.first().filter(|second| second.score >= CLOSE * best.score);
            Verdict::Answer { article: best.article.clone(), also: also.map(|hit| hit.article.clone()) }
        }
        _ => Verdict::Unknown(miss(understanding, hits, &kinds)),
    }
}

/// Who asks for something of the kind but nothing in particular gets all there is.
fn wanted(understanding: &Understanding) -> Details {
    let details = Details::likely(&understanding.topics) | understanding.mentions.details;
    if details.is_empty() { Details::all() } else { details }
}

/// A single word that stands in the article asks for it, whatever examples of errands they resemble.
fn names_it(understanding: &Understanding, best: &Hit) -> bool {
    words(&understanding.text).nth(1).is_none() && best.coverage >= NAMED && understanding.mentions.authority.is_none()
}

/// Whether a question of the same message is to be replied to beside the first: it is sure, of another kind, and has a short reply.
pub fn is_second(first: &Verdict, second: &Verdict, question: &Understanding) -> bool {
    let answerable =
        |verdict: &Verdict| matches!(verdict, Verdict::Answer { .. } | Verdict::Overview | Verdict::Contact(_) | Verdict::Hours(_));
    answerable(first)
        && answerable(second)
        && std::mem::discriminant(first) != std::mem::discriminant(second)
        && Kinds::weighed(question).most() >= SECOND
}

fn miss(understanding: &Understanding, hits: &[Hit], kinds: &Kinds) -> Miss {
    if let Some(authority) = understanding.mentions.authority {
        return Miss::Authority(authority);
    }
    let near = hits.first().filter(|_| kinds.answer >= ANSWER / 2.0).map(|hit| hit.article.clone());
    Miss::Errand { near }
}

/// The likeliest of the topics that `pick` takes.
pub(super) fn likeliest<T>(topics: &[(Topic, f32)], pick: impl Fn(&Topic) -> Option<T>) -> Option<T> {
    topics.iter().find_map(|(topic, _)| pick(topic))
}

fn emergency(topic: &Topic) -> Option<Emergency> {
    if let Topic::Emergency(kind) = topic { Some(*kind) } else { None }
}

fn smalltalk(topic: &Topic) -> Option<Smalltalk> {
    if let Topic::Smalltalk(kind) = topic { Some(*kind) } else { None }
}

/// The probability that the message is about a given article.
pub fn article_probability(topics: &[(Topic, f32)], id: &ArticleId) -> f32 {
    topics.iter().filter(|(topic, _)| matches!(topic, Topic::Article(article) if article == id)).map(|(_, p)| p).sum()
}

/// How likely each question about the hours is, likeliest first.
pub(super) fn hours_topics(topics: &[(Topic, f32)]) -> impl Iterator<Item = (About, f32)> + '_ {
    topics.iter().filter_map(|(topic, p)| if let Topic::Hours(about) = topic { Some((*about, *p)) } else { None })
}

//! Which kind of reply a message gets.
//!
//! The order is a duty, not a preference: what is acute comes before anything is looked up, and what the sources do not say is said to be
//! unknown rather than guessed. The limits below were set with `alebot eval tests/questions.jsonl`.

use super::hours_question;
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
/// A second article is mentioned when it is this close to the first.
const CLOSE: f32 = 0.6;

/// Probabilities summed over the topics that lead to the same kind of reply.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Kinds {
    answer: f32,
    overview: f32,
    contact: f32,
    hours: f32,
    handover: f32,
    smalltalk: f32,
    emergency: f32,
    errand: f32,
}

impl Kinds {
    fn of(topics: &[(Topic, f32)]) -> Self {
        let mut kinds = Kinds::default();
        for (topic, probability) in topics {
            *kinds.of_topic(topic) += probability;
        }
        kinds
    }

    fn of_topic(&mut self, topic: &Topic) -> &mut f32 {
        match topic {
            Topic::Article(_) => &mut self.answer,
            Topic::Overview => &mut self.overview,
            Topic::Contact(_) => &mut self.contact,
            Topic::Hours(_) => &mut self.hours,
            Topic::Handover => &mut self.handover,
            Topic::Smalltalk(_) => &mut self.smalltalk,
            Topic::Emergency(_) => &mut self.emergency,
            Topic::Errand => &mut self.errand,
        }
    }

    fn most(&self) -> f32 {
        [
            self.answer,
            self.overview,
            self.contact,
            self.hours,
            self.handover,
            self.smalltalk,
            self.emergency,
            self.errand,
        ]
        .into_iter()
        .fold(0.0, f32::max)
    }
}

/// Judges one message. `hits` is the ranking of articles, best first; `at` the moment of asking, local time.
pub fn judge(
    understanding: &Understanding,
    hits: &[Hit],
    at: chrono::NaiveDateTime,
    context: Option<&Context>,
) -> Verdict {
    if !understanding.text.chars().any(char::is_alphanumeric) {
        return Verdict::Unknown(Miss::Empty);
    }
    match understanding.language {
        Language::Other(code) => return Verdict::Unknown(Miss::Language(Some(code))),
        Language::Unknown => return Verdict::Unknown(Miss::Language(None)),
        Language::Swedish | Language::English => {}
    }
    let kinds = weighed(understanding);
    let most = kinds.most();
    if kinds.emergency >= most && kinds.emergency >= EMERGENCY {
        return Verdict::Emergency(
            likeliest(&understanding.topics, emergency).unwrap_or(Emergency::Accident),
        );
    }
    if kinds.hours >= most {
        return Verdict::Hours(hours_question::of(understanding, at, context));
    }
    if kinds.contact >= most {
        return Verdict::Contact(
            likeliest(&understanding.topics, contact).unwrap_or(Details::all()),
        );
    }
    if kinds.overview >= most {
        return Verdict::Overview;
    }
    if kinds.handover >= most {
        return Verdict::Handover;
    }
    if kinds.smalltalk >= most {
        return Verdict::Smalltalk(
            likeliest(&understanding.topics, smalltalk).unwrap_or(Smalltalk::Greeting),
        );
    }
    match hits {
        [best, rest @ ..] if kinds.answer >= most && kinds.answer >= ANSWER => {
            let also = rest
                .first()
                .filter(|second| second.score >= CLOSE * best.score);
            Verdict::Answer {
                article: best.article.clone(),
                also: also.map(|hit| hit.article.clone()),
            }
        }
        _ => Verdict::Unknown(miss(understanding, hits, &kinds)),
    }
}

/// The probabilities, with what the message mentions taken into account.
fn weighed(understanding: &Understanding) -> Kinds {
    let mut kinds = Kinds::of(&understanding.topics);
    let mentions = &understanding.mentions;
    if mentions.other_place && !mentions.own_place {
        // Somebody else's hours and addresses are no matter of ours.
        kinds.errand += 0.6 * (kinds.hours + kinds.contact);
        kinds.hours *= 0.4;
        kinds.contact *= 0.4;
    }
    if mentions.authority.is_some() {
        kinds.errand += 0.4 * kinds.answer;
        kinds.answer *= 0.6;
    }
    kinds
}

fn miss(understanding: &Understanding, hits: &[Hit], kinds: &Kinds) -> Miss {
    if let Some(authority) = understanding.mentions.authority {
        return Miss::Authority(authority);
    }
    let near = hits
        .first()
        .filter(|_| kinds.answer >= ANSWER / 2.0)
        .map(|hit| hit.article.clone());
    Miss::Errand { near }
}

/// The likeliest of the topics that `pick` takes.
pub(super) fn likeliest<T>(
    topics: &[(Topic, f32)],
    pick: impl Fn(&Topic) -> Option<T>,
) -> Option<T> {
    topics.iter().find_map(|(topic, _)| pick(topic))
}

fn emergency(topic: &Topic) -> Option<Emergency> {
    if let Topic::Emergency(kind) = topic {
        Some(*kind)
    } else {
        None
    }
}

fn contact(topic: &Topic) -> Option<Details> {
    if let Topic::Contact(details) = topic {
        Some(*details)
    } else {
        None
    }
}

fn smalltalk(topic: &Topic) -> Option<Smalltalk> {
    if let Topic::Smalltalk(kind) = topic {
        Some(*kind)
    } else {
        None
    }
}

/// The probability that the message is about a given article.
pub fn article_probability(topics: &[(Topic, f32)], id: &ArticleId) -> f32 {
    topics
        .iter()
        .filter(|(topic, _)| matches!(topic, Topic::Article(article) if article == id))
        .map(|(_, p)| p)
        .sum()
}

/// How likely each question about the hours is, likeliest first.
pub(super) fn hours_topics(topics: &[(Topic, f32)]) -> impl Iterator<Item = (About, f32)> + '_ {
    topics.iter().filter_map(|(topic, p)| {
        if let Topic::Hours(about) = topic {
            Some((*about, *p))
        } else {
            None
        }
    })
}

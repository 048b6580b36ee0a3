//! The other questions of a message: answered too, or named.

use super::turns::Decision;
use super::{Assistant, Message};
use crate::answer::judge::certainty;
use crate::conversation::{self, Move, Turn, clauses};
use crate::language::time;
use crate::language::words::sentences;
use crate::model::conversation::Context;
use crate::model::cue::Cue;
use crate::model::language::ReplyLanguage;
use crate::model::time::{TimeExpression, When};
use crate::model::topic::Smalltalk;
use crate::model::understanding::Understanding;
use crate::model::verdict::{Across, HoursQuestion, Miss, Verdict};
use chrono::NaiveDateTime;

/// A clause of a message is a question of its own when its kind is this likely.
const SURE_CLAUSE: f32 = 0.5;
/// A longer message tells a story, and its clauses ask nothing by themselves.
const LONGEST_WITH_TWO: usize = 20;
/// Two articles are asked for in one message of at most so many words.
const TWO_ARTICLES: usize = 12;
/// The most days listed from one message.
const DAYS: usize = 5;

impl Assistant {
    /// The other questions of the message: answered too, or named.
    pub(super) fn with_other_questions(
        &self,
        mut decision: Decision,
        message: &Message<'_>,
        context: Option<&Context>,
    ) -> Decision {
        decision.second = self.second(&decision.understanding, &decision.verdict, message);
        if decision.second.is_some() {
            return decision;
        }
        let text = decision.understanding.text.clone();
        let words = decision.heard.words.len();
        if words > LONGEST_WITH_TWO {
            return decision;
        }
        let parts = clauses(&text, &self.cues);
        let asked: Vec<(&str, Decision, f32)> =
            parts.iter().map(|part| self.clause(part, message, context)).collect();
        let sure: Vec<&(&str, Decision, f32)> = asked
            .iter()
            .filter(|(_, clause, certain)| is_answered(&clause.verdict) && *certain >= SURE_CLAUSE)
            .collect();
        let two = sure.iter().enumerate().find_map(|(at, first)| {
            let other = sure[at + 1..].iter().find(|other| {
                are_two(
                    &first.1.verdict,
                    &other.1.verdict,
                    &decision.verdict,
                    words <= TWO_ARTICLES && joined(first.0, other.0),
                )
            })?;
            Some((first, other))
        });
        if let Some((first, other)) = two {
            let (verdict, hits, understanding) =
                (first.1.verdict.clone(), first.1.hits.clone(), first.1.understanding.clone());
            let second = Some(other.1.verdict.clone());
            return Decision {
                verdict,
                second,
                hits,
                understanding: Understanding { text, ..understanding },
                ..decision
            };
        }
        if let ([only], Some(missed)) = (
            sure.as_slice(),
            asked
                .iter()
                .find(|(_, clause, certain)| is_missed(&clause.verdict) && *certain >= SURE_CLAUSE),
        ) && matches!(only.1.verdict, Verdict::Contact(_) | Verdict::Hours(_))
            && (only.1.heard.has(Cue::Own) || only.1.understanding.mentions.own_place)
        {
            decision.verdict = only.1.verdict.clone();
            decision.unanswered = Some(missed.0.to_owned());
        }
        decision
    }

    /// One clause as a message of its own.
    fn clause<'t>(
        &self,
        text: &'t str,
        message: &Message<'_>,
        context: Option<&Context>,
    ) -> (&'t str, Decision, f32) {
        let understanding =
            self.reader.understand(text, message.at, Some(spoken_language(message, context)));
        let understanding =
            Understanding { language: spoken_language(message, context).into(), ..understanding };
        let heard = self.hear(text, message.at);
        let turn = Turn {
            heard: &heard,
            understanding: &understanding,
            context: None,
            acute: None,
            at: message.at,
        };
        let whole = match conversation::understand(&turn) {
            Some(found @ (Move::Across(_) | Move::Speak { .. })) => {
                self.carry_out(found, &turn, message)
            }
            _ => None,
        };
        if let Some(decision) = whole {
            return (text, decision, 1.0);
        }
        let certain = certainty(&understanding);
        let alone = Message { meaning: None, ..*message };
        let (verdict, hits, found) = self.judged(&understanding, &alone, None);
        let decision = Decision::of((verdict, hits, Some(found)), understanding, heard);
        (text, decision, certain)
    }
}

/// The language of a conversation; a few words say little of their own.
fn spoken_language(message: &Message<'_>, context: Option<&Context>) -> ReplyLanguage {
    message.language.or(context.map(|context| context.language)).unwrap_or_default()
}

/// Every day named, where a question about one day names several.
pub(super) fn all_days(
    verdict: Verdict,
    understanding: &Understanding,
    at: NaiveDateTime,
) -> Verdict {
    let one = matches!(&verdict, Verdict::Hours(HoursQuestion::Dates(days)) if days.len() == 1)
        || matches!(&verdict, Verdict::Hours(HoursQuestion::Now | HoursQuestion::Closes));
    if !one {
        return verdict;
    }
    // A day in another sentence tells the background.
    let asking = sentences(&understanding.text)
        .into_iter()
        .map(|sentence| time::find(sentence, at))
        .max_by_key(Vec::len);
    let mut days: Vec<_> = asking.iter().flatten().filter_map(single_day).collect();
    days.sort_unstable();
    days.dedup();
    match days.len() {
        2..=DAYS => Verdict::Hours(HoursQuestion::Dates(days)),
        _ => verdict,
    }
}

fn single_day(time: &TimeExpression) -> Option<chrono::NaiveDate> {
    match &time.when {
        When::Dates(days) => days.first().copied(),
        _ => None,
    }
}

fn is_answered(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Answer { .. }
            | Verdict::Overview
            | Verdict::Contact(_)
            | Verdict::Hours(_)
            | Verdict::Across(Across::Count | Across::Speak { .. } | Across::Age(_))
            | Verdict::Smalltalk(Smalltalk::Who | Smalltalk::Languages | Smalltalk::Privacy)
    )
}

fn is_missed(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Unknown(Miss::NoAnswer { .. } | Miss::Authority(_)))
}

/// Whether words and not a comma stand between two parts of one text.
fn joined(first: &str, other: &str) -> bool {
    let (end, start) = (first.as_ptr() as usize + first.len(), other.as_ptr() as usize);
    start.saturating_sub(end) > 2
}

/// Whether two clauses ask two things: of different kinds, or for different articles.
fn are_two(first: &Verdict, other: &Verdict, whole: &Verdict, in_one_breath: bool) -> bool {
    match (first, other) {
        (Verdict::Answer { article: one, .. }, Verdict::Answer { article: other, .. }) => {
            let among =
                matches!(whole, Verdict::Answer { article, .. } if [one, other].contains(&article));
            one != other && among && in_one_breath
        }
        // The whole message is about a text; a clause of it may sound like anything.
        _ if matches!(whole, Verdict::Answer { .. })
            && !matches!(
                (first, other),
                (Verdict::Answer { .. }, _) | (_, Verdict::Answer { .. })
            ) =>
        {
            false
        }
        (Verdict::Across(one), Verdict::Across(other)) => one != other,
        _ => std::mem::discriminant(first) != std::mem::discriminant(other),
    }
}

//! The other questions of a message: answered too, or named.

use super::turns::Decision;
use super::{Assistant, Message};
use crate::answer::judge::certainty;
use crate::conversation::{self, Heard, Move, Turn, clauses};
use crate::language::time;
use crate::language::words::{message_sentences, words};
use crate::model::conversation::Context;
use crate::model::cue::Cue;
use crate::model::language::{Language, ReplyLanguage};
use crate::model::time::{TimeExpression, When};
use crate::model::topic::Smalltalk;
use crate::model::understanding::Understanding;
use crate::model::verdict::{Across, HoursQuestion, Miss, Verdict};
use chrono::{NaiveDate, NaiveDateTime};

/// A clause of a message is a question of its own when its kind is this likely.
const SURE_CLAUSE: f32 = 0.5;
/// A longer sentence tells a story, and its clauses ask nothing by themselves.
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
        let words = words(conversation::asking(&text)).take(LONGEST_WITH_TWO + 1).count();
        if words > LONGEST_WITH_TWO {
            return decision;
        }
        let parts = clauses(&text, &self.cues);
        let language = match decision.understanding.language {
            Language::Swedish => ReplyLanguage::Swedish,
            Language::English => ReplyLanguage::English,
            // A few words say little of their own.
            Language::Other(_) | Language::Unknown => spoken_language(message, context),
        };
        let mut sure: Vec<Clause<'_>> =
            parts.iter().map(|part| self.read_clause(part, message, language)).collect();
        sure.retain(|clause| clause.certain >= SURE_CLAUSE);
        // One alone changes nothing, so that nothing has to be looked up for it.
        if sure.len() < 2 {
            return decision;
        }
        let asked: Vec<(&str, Decision)> =
            sure.into_iter().map(|clause| self.answer_clause(clause, message)).collect();
        let sure: Vec<&(&str, Decision)> =
            asked.iter().filter(|(_, clause)| is_answered(&clause.verdict)).collect();
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
        // Small talk waits: "Det är mitt personnummer, har ni öppet nu?" asks for hours.
        let two = two.map(|(first, other)| match (&first.1.verdict, &other.1.verdict) {
            (Verdict::Smalltalk(_), second) if !matches!(second, Verdict::Smalltalk(_)) => {
                (other, first)
            }
            _ => (first, other),
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
        if let ([only], Some(missed)) =
            (sure.as_slice(), asked.iter().find(|(_, clause)| is_missed(&clause.verdict)))
            && matches!(only.1.verdict, Verdict::Contact(_) | Verdict::Hours(_))
            && (only.1.heard.has(Cue::Own) || only.1.understanding.mentions.own_place)
        {
            decision.verdict = only.1.verdict.clone();
            decision.unanswered = Some(missed.0.to_owned());
        }
        decision
    }

    /// What one clause asks as a message of its own, in the language of the whole.
    fn read_clause<'t>(
        &self,
        text: &'t str,
        message: &Message<'_>,
        language: ReplyLanguage,
    ) -> Clause<'t> {
        let understanding = self.reader.understand(text, message.at, Some(language));
        let understanding = Understanding { language: language.into(), ..understanding };
        let heard = if understanding.text == text {
            self.hear_read(&understanding)
        } else {
            self.hear(text, message.at)
        };
        let turn = Turn {
            heard: &heard,
            understanding: &understanding,
            context: None,
            acute: None,
            tells_of_end: false,
            at: message.at,
        };
        let whole = match conversation::understand(&turn) {
            Some(found @ (Move::Across(_) | Move::Speak { .. })) => {
                self.carry_out(found, &turn, message)
            }
            _ => None,
        };
        let certain = if whole.is_some() { 1.0 } else { certainty(&understanding) };
        Clause { text, understanding, heard, whole, certain }
    }

    fn answer_clause<'t>(&self, clause: Clause<'t>, message: &Message<'_>) -> (&'t str, Decision) {
        let Clause { text, understanding, heard, whole, .. } = clause;
        if let Some(decision) = whole {
            return (text, decision);
        }
        let alone = Message { meaning: None, ..*message };
        let (verdict, hits, found) = self.judged(&understanding, &alone, None);
        (text, Decision::of((verdict, hits, Some(found)), understanding, heard))
    }
}

/// A clause, read by itself.
struct Clause<'t> {
    text: &'t str,
    understanding: Understanding,
    heard: Heard,
    /// What it gets where it asks about the texts as a whole.
    whole: Option<Decision>,
    /// How likely its kind is.
    certain: f32,
}

/// The language of a conversation.
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
    let asking = message_sentences(&understanding.text)
        .into_iter()
        .map(|sentence| time::find(sentence, at))
        .max_by_key(Vec::len);
    let mut days: Vec<_> = asking.iter().flatten().flat_map(days_of).collect();
    days.sort_unstable();
    days.dedup();
    match days.len() {
        2..=DAYS => Verdict::Hours(HoursQuestion::Dates(days)),
        _ => verdict,
    }
}

fn days_of(time: &TimeExpression) -> Vec<NaiveDate> {
    match &time.when {
        When::Dates(days) => days.clone(),
        _ => Vec::new(),
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
    matches!(verdict, Verdict::Unknown(Miss::NoAnswer { .. } | Miss::Authority { .. }))
}

/// Whether words or a plus, and not a comma, stand between two parts of one text.
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

//! Follow-ups that no phrase tells, known by what the examples of `examples/follow-ups.toml` have taught.

use chrono::NaiveDate;

use super::{Heard, Move, Turn, asking_on, choice, texts};
use crate::language::words::words;
use crate::model::conversation::{Context, Offer, Subject};
use crate::model::cue::Cue;
use crate::model::language::ReplyLanguage;
use crate::model::time::{TimeExpression, When};
use crate::model::topic::{FollowUp, Topic, TopicKind};
use crate::model::verdict::{Across, HoursQuestion, Telling, Unsaid};

/// A longer message says for itself what it is about.
const MOST_WORDS: usize = 14;
/// So likely a message is a follow-up, more than anything else, and so much of it the examples of follow-ups have said.
const LIKELY: f32 = 0.4;
/// Where another topic is likelier than each of them.
const LIKELIER: f32 = 0.5;
const SUPPORTED: f32 = 0.5;
/// So likely a follow-up goes before phrases.
const SURELY: f32 = 0.75;

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    let kind = match follow_up(turn)? {
        // "Som om jag var sju år gammal" is no question of how old a text is.
        FollowUp::Age if turn.heard.has(Cue::Simpler) => FollowUp::Simpler,
        FollowUp::Age if asks_for_ages(turn.heard) && !turn.heard.has(Cue::Plan) => return None,
        kind => kind,
    };
    about_texts(kind, turn).or_else(|| about_what_was_said(kind, turn, turn.context?))
}

/// "Vilka åldrar gäller det": of people, which the text may say.
fn asks_for_ages(heard: &Heard) -> bool {
    const AGES: [&str; 4] = ["aldrar", "aldrarna", "ages", "aged"];
    heard.words.iter().any(|word| AGES.contains(&word.folded.as_str()))
}

/// The same where one thing about the last reply is asked so surely that it goes before phrases ("det var en lastbil, jag hörde inte, ta det igen"), unless the
/// message names a contact detail, a place in a list, or what says more.
pub fn surely(turn: &Turn<'_>) -> Option<Move> {
    const ABOUT_THE_REPLY: [FollowUp; 4] =
        [FollowUp::Again, FollowUp::Shorter, FollowUp::Simpler, FollowUp::Age];
    let kind = follow_up(turn).filter(|kind| ABOUT_THE_REPLY.contains(kind))?;
    let (topic, likely) = turn.understanding.topics.first()?;
    let is_sure = *topic == Topic::FollowUp(kind) && *likely >= SURELY;
    // "Ta numret en gång till" asks for the number, "trean" for the third.
    let names_a_thing = turn.heard.has_any(&[Cue::Phone, Cue::Email, Cue::Visit, Cue::Post])
        || turn.heard.has_any(&Cue::PLACES);
    let says_more = match kind {
        FollowUp::Again => turn.heard.has_any(&[Cue::Shorter, Cue::Simpler]),
        // What became of it, and when it was decided, no text says.
        FollowUp::Age => turn.heard.has_any(&[Cue::Adopted, Cue::Outcome]),
        _ => false,
    };
    (is_sure && !names_a_thing && !says_more).then(|| of(turn)).flatten()
}

/// The days of the first words of time.
fn days_named(turn: &Turn<'_>) -> Vec<NaiveDate> {
    let dates = |time: &TimeExpression| match &time.when {
        When::Dates(dates) => dates.clone(),
        _ => Vec::new(),
    };
    turn.heard.times.first().map(dates).unwrap_or_default()
}

/// The same, as far as it needs nothing that was said.
pub fn about_texts_alone(turn: &Turn<'_>) -> Option<Move> {
    about_texts(follow_up(turn)?, turn)
}

fn follow_up(turn: &Turn<'_>) -> Option<FollowUp> {
    if words(&turn.understanding.text).nth(MOST_WORDS).is_some() {
        return None;
    }
    let topics = &turn.understanding.topics;
    let kind = |topic: &Topic| {
        if let Topic::FollowUp(kind) = topic { Some(*kind) } else { None }
    };
    let likely = TopicKind::FollowUp.likely(topics);
    let leads = topics.first().is_some_and(|(topic, _)| kind(topic).is_some());
    if likely < LIKELY
        || (!leads && likely < LIKELIER)
        || turn.understanding.supports(TopicKind::FollowUp) < SUPPORTED
    {
        return None;
    }
    topics.iter().find_map(|(topic, _)| kind(topic))
}

/// Their age and who decided them, where texts are spoken of or the plan is named.
fn about_texts(kind: FollowUp, turn: &Turn<'_>) -> Option<Move> {
    let spoken_of = texts::on_texts(turn) || (kind == FollowUp::Age && texts::were_spoken_of(turn));
    if !spoken_of && !turn.heard.has(Cue::Plan) {
        return None;
    }
    match kind {
        FollowUp::Who => Some(Move::Across(Across::Unsaid(Unsaid::Who))),
        FollowUp::Age => Some(Move::Across(Across::Age(texts::spoken_of_by_itself(turn)))),
        _ => None,
    }
}

/// What the follow-up does; `None` where what was said cannot be asked about so.
fn about_what_was_said(kind: FollowUp, turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let said = context.said.is_some();
    // "Ja, skicka det vidare" sounds like asking for more.
    let accepts = turn.heard.begins_with(Cue::Yes) && context.offered == Some(Offer::Person);
    if accepts && matches!(kind, FollowUp::More | FollowUp::Again) {
        return Some(Move::Yes);
    }
    Some(match kind {
        FollowUp::Again if said => Move::Again,
        FollowUp::Shorter if said => Move::Tell(Telling::Shorter),
        FollowUp::Simpler if said => Move::Tell(Telling::Simpler),
        FollowUp::InEnglish if said => Move::AgainIn(ReplyLanguage::English),
        FollowUp::InSwedish if said => Move::AgainIn(ReplyLanguage::Swedish),
        FollowUp::More if context.article().is_some() => Move::More,
        FollowUp::Why => match context.subject()? {
            Subject::Article(_) => Move::Tell(Telling::Why),
            Subject::Hours => Move::Again,
            _ => return None,
        },
        FollowUp::Until => match (asking_on::until(context)?, days_named(turn)) {
            (Move::Until(_), days) if !days.is_empty() => Move::Hours(HoursQuestion::Dates(days)),
            (found, _) => found,
        },
        FollowUp::Yes if context.offered.is_some() && !turn.heard.has_time() => Move::Yes,
        FollowUp::No if said && !turn.heard.has_time() => Move::No,
        FollowUp::Choice => choice::place_in_list(turn, context)?,
        _ => return None,
    })
}

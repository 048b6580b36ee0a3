//! "Ja", "nej tack", and a question right behind them.

use super::{Move, Turn};
use crate::model::conversation::{Context, Subject};
use crate::model::cue::Cue;
use crate::model::topic::{Smalltalk, Topic};

/// A message that declines and says more than this says what is wanted instead.
const FEW: usize = 2;
/// A message that begins with a no, names a time and has so many words asks for that time.
const ASKING: usize = 6;
/// So surely a message is a farewell.
const SURELY: f32 = 0.9;

pub fn of(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    if takes_leave(turn) {
        return None;
    }
    if heard.begins_with(Cue::No) {
        return no(turn, context);
    }
    let accepts = heard.has(Cue::Yes)
        && heard.only_without_time(&[Cue::Yes, Cue::More])
        && !heard.has(Cue::No);
    // "Ja, mer" asks for more; "ja" alone accepts what was offered.
    if accepts && heard.has(Cue::More) && context.said.is_some() {
        return Some(Move::More);
    }
    accepts.then_some(Move::Yes)
}

/// "Det var allt, hej då" declines nothing.
pub(super) fn takes_leave(turn: &Turn<'_>) -> bool {
    let likeliest = turn.understanding.topics.first();
    likeliest.is_some_and(|(topic, likely)| {
        *topic == Topic::Smalltalk(Smalltalk::Bye) && *likely >= SURELY
    })
}

fn of_the_centre(subject: Option<&Subject>) -> bool {
    matches!(subject, Some(Subject::Hours | Subject::Contact(_) | Subject::Staff))
}

fn no(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    let text = &turn.understanding.text;
    let rest = heard.rest(&[Cue::No, Cue::Yes]);
    let asks_beside = text.contains('?') || heard.words.len() >= ASKING;
    let names_a_time = heard.has_time() && (asks_beside || of_the_centre(context.subject()));
    if rest.is_empty() && !names_a_time {
        return Some(Move::No);
    }
    let besides = heard.without(text, &[Cue::No]);
    let asks = rest.len() > FEW
        || text.contains('?')
        || heard.has_any(&[Cue::Phone, Cue::Email, Cue::Visit, Cue::Post])
        || heard.has_time();
    asks.then_some(Move::Instead { text: besides, tell: None })
}

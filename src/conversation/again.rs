//! "En gång till", "kortare", "jag förstår inte", "mer": the last reply once more, or otherwise.

use super::{Move, Turn, asking_on};
use crate::language::words::sentences;
use crate::model::conversation::Context;
use crate::model::cue::Cue;
use crate::model::topic::Details;
use crate::model::verdict::Telling;

const ALL: [Cue; 10] = [
    Cue::Again,
    Cue::Shorter,
    Cue::Simpler,
    Cue::More,
    Cue::Areas,
    Cue::Plan,
    Cue::Leaning,
    Cue::What,
    Cue::No,
    Cue::Yes,
];
/// What is left of a message that names again what it wants to hear again: "klimatet igen, kort".
const NAMED: usize = 3;
/// And of one that wants contact details again.
const BESIDE_DETAILS: usize = 1;

pub fn of(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    let tell = if heard.has(Cue::Shorter) {
        Some(Telling::Shorter)
    } else if heard.has(Cue::Simpler) {
        Some(Telling::Simpler)
    } else {
        None
    };
    if let Some(details) = details_again(turn) {
        return Some(Move::Contact(details));
    }
    let rest = heard.rest(&ALL).len();
    if rest > 0 || heard.has_time() {
        let named = heard.has(Cue::Again) && rest + usize::from(heard.has_time()) <= NAMED;
        let text = heard.without(&turn.understanding.text, &[Cue::Again, Cue::Shorter, Cue::Back]);
        return named.then_some(Move::Instead { text, tell }).or_else(|| asked_beside(turn, tell?));
    }
    context.said.as_ref()?;
    match tell {
        Some(tell) => Some(Move::Tell(tell)),
        None if heard.has(Cue::More) => Some(Move::More),
        None if heard.has(Cue::Again) => Some(Move::Again),
        None => (heard.has(Cue::What) && heard.only(&[Cue::What, Cue::Again]))
            .then_some(Move::Again)
            .filter(|_| only_asks(turn)),
    }
}

/// "Numret en gång till, sakta": those details, whatever was said last.
fn details_again(turn: &Turn<'_>) -> Option<Details> {
    let cues: Vec<Cue> = asking_on::DETAILS.iter().map(|(cue, _)| *cue).collect();
    let rest = turn.heard.rest_with_time(&[ALL.as_slice(), &cues, &[Cue::Thanks]].concat());
    let details = asking_on::details(turn.heard);
    (asks_to_repeat(turn) && rest.len() <= BESIDE_DETAILS && !details.is_empty()).then_some(details)
}

/// "Igen", "en gång till": not "jag glömde mobilen hos er", which is asked for again by nobody.
fn asks_to_repeat(turn: &Turn<'_>) -> bool {
    const AGAIN: [&str; 7] = ["igen", "till", "upprepa", "repetera", "again", "repeat", "more"];
    let mut places = turn.heard.places(Cue::Again);
    places.any(|place| {
        turn.heard.words[place.clone()].iter().any(|word| AGAIN.contains(&word.folded.as_str()))
    })
}

/// "Jag vill ha lätt svenska. Vad är planen?": one sentence says how it is to be told, and the others ask.
fn asked_beside(turn: &Turn<'_>, tell: Telling) -> Option<Move> {
    let text = turn.understanding.text.as_str();
    let how =
        |sentence: &&str| turn.heard.only_within(text, sentence, &[Cue::Shorter, Cue::Simpler]);
    let (says_how, asks): (Vec<&str>, Vec<&str>) = sentences(text).into_iter().partition(how);
    (!says_how.is_empty() && !asks.is_empty())
        .then(|| Move::Instead { text: asks.join(" "), tell: Some(tell) })
}

/// "Va?" alone; "förlåt" may be the beginning of something else.
fn only_asks(turn: &Turn<'_>) -> bool {
    turn.heard.words.len() <= 3 && turn.heard.places(Cue::What).any(|words| words.start == 0)
}

//! What comes after an emergency: it stays until it is clearly over, or calm and something else is asked.

use super::{BesideEmergency, Move, Turn, behind_another_subject};
use crate::language::questions::asks;
use crate::model::conversation::{Standing, Sureness};
use crate::model::cue::Cue;
use crate::model::topic::{Emergency, Topic, TopicKind};

/// A message that is this surely about another emergency gets that one's numbers.
const ANOTHER: f32 = 0.8;
/// A message that is this surely acute is not a sign that it is over.
const WORSE: f32 = 0.8;
/// A message that is this surely about something else ends an emergency that was doubtful, if it has so many words.
const SOMETHING_ELSE: f32 = 0.6;
const FEWEST: usize = 3;
const FEWEST_OF_ERRAND: usize = 6;
/// From so many messages on that told of nothing acute, one that is this surely about something else is answered, with the numbers beneath.
const CALM: u8 = 2;
const SURELY_SOMETHING_ELSE: f32 = 0.8;
/// What else is asked for. Not contact details: "what is the number?" may well be that of the ambulance.
const OF_OURS: [TopicKind; 4] =
    [TopicKind::Hours, TopicKind::Overview, TopicKind::Content, TopicKind::Handover];
const OTHERS: [TopicKind; 3] = [TopicKind::Hours, TopicKind::Overview, TopicKind::Content];

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    let Standing { kind: standing, sureness, calm, is_probably_over } = turn.context?.emergency?;
    let asks_other = asks_one_of(&OTHERS, SOMETHING_ELSE, turn) || asks_an_errand(turn);
    if sureness == Sureness::Doubtful && asks_other && !is_personal(standing) {
        return None;
    }
    if is_over(turn, standing) {
        return Some(Move::Over(asked_besides(turn)));
    }
    if turn.acute.is_none() && behind_another_subject(turn).is_some() {
        return Some(Move::Beside { standing, asked: BesideEmergency::Else });
    }
    let is_calm = calm >= CALM && !is_personal(standing);
    let told_over = (is_probably_over || turn.tells_of_end) && !is_personal(standing);
    let may_be_of_ours = is_calm || is_mild(standing) || is_slow(standing) || told_over;
    let surely = if told_over { SOMETHING_ELSE } else { SURELY_SOMETHING_ELSE };
    // "Vad har kommunen för nummer" once it is over; before that it may well be that of the ambulance.
    let asks_ours =
        told_over && turn.heard.has(Cue::Own) && asks_one_of(&[TopicKind::Contact], surely, turn);
    let asks_else = (may_be_of_ours && asks_one_of(&OF_OURS, surely, turn))
        || asks_ours
        // "Var ligger närmaste apotek?" is an errand that belongs to a fever.
        || ((is_calm || is_slow(standing)) && asks_an_errand(turn));
    if asks_else && !asks_about_others(turn) {
        let is_said = told_over || is_mild(standing) || is_slow(standing);
        let asked = if is_said { BesideEmergency::Else } else { BesideEmergency::Perhaps };
        return Some(Move::Beside { standing, asked });
    }
    let other = turn
        .acute
        .filter(|(kind, likely)| *likely >= ANOTHER && is_graver(*kind, standing))
        .map(|(kind, _)| kind);
    Some(Move::StillAcute(other.unwrap_or(standing)))
}

/// "Ambulansen har åkt med henne": told on after it was told that an emergency is over.
pub fn over_again(turn: &Turn<'_>) -> Option<Move> {
    let tells = turn.tells_of_end || (turn.acute.is_none() && turn.heard.has(Cue::Over));
    let is_worse = turn.acute.is_some_and(|(_, likely)| likely >= WORSE);
    let is_told = tells && !is_worse && !asks(&turn.understanding.text);
    (turn.context?.was_acute() && is_told).then_some(Move::Over(None))
}

/// Whether the message by itself is so surely about one of these, in words that this is asked in.
fn asks_one_of(others: &[TopicKind], from: f32, turn: &Turn<'_>) -> bool {
    let is_asked = |topics: &[(Topic, f32)]| others.iter().any(|kind| kind.likely(topics) >= from);
    let understanding = turn.understanding;
    let asked_in_part = understanding.parts.iter().any(|part| is_asked(&part.topics));
    let is_asked = asked_in_part || is_asked(&understanding.topics);
    is_asked && turn.acute.is_none() && turn.heard.words.len() >= FEWEST
}

/// "Kostar det något?" is an errand by its words, and may be about the ambulance: one of its own takes some more.
fn asks_an_errand(turn: &Turn<'_>) -> bool {
    turn.heard.words.len() >= FEWEST_OF_ERRAND
        && asks_one_of(&[TopicKind::Errand], SURELY_SOMETHING_ELSE, turn)
}

/// "När har dom öppet": they who were just pointed to, not the contact centre.
fn asks_about_others(turn: &Turn<'_>) -> bool {
    const THEY: [&str; 7] = ["de", "dom", "dem", "deras", "they", "them", "their"];
    turn.heard.words.iter().any(|word| THEY.contains(&word.folded.as_str()))
}

/// Words by which people say that help has come or the danger has passed, without a "not" or a "when" before them.
fn is_over(turn: &Turn<'_>, standing: Emergency) -> bool {
    let denied = |start: usize| {
        turn.heard.places(Cue::NotOver).any(|not| not.end <= start && start - not.end < 4)
    };
    let said = |cue: Cue| {
        let places = turn.heard.places(cue);
        let mut places = places.filter(|place| !denied(place.start));
        places.any(|place| !is_denied_after(turn, place.end))
    };
    let likely = turn.acute.map_or(0.0, |(_, likely)| likely);
    // "Vi är ute alla utom katten": what is acute by itself has to sound like the end as a whole.
    let told = said(Cue::Over) && (turn.acute.is_none() || turn.tells_of_end);
    // Who is hit at home says "it was my fault", too.
    let taken_back = !is_personal(standing) && said(Cue::TakenBack);
    likely < WORSE && (told || taken_back)
}

/// "Ambulansen kom inte", "det har inte slutat än".
fn is_denied_after(turn: &Turn<'_>, end: usize) -> bool {
    const DENIALS: [&str; 8] = ["inte", "ej", "aldrig", "ente", "inge", "not", "never", "knappast"];
    turn.heard.words.get(end).is_some_and(|word| DENIALS.contains(&word.folded.as_str()))
}

/// What seldom is a matter of minutes, and has a line of its own.
fn is_mild(kind: Emergency) -> bool {
    matches!(kind, Emergency::Fever | Emergency::Alarm | Emergency::Crime)
}

/// What nobody sees is over because something else is asked.
fn is_personal(kind: Emergency) -> bool {
    matches!(kind, Emergency::Suicide | Emergency::ViolenceAtHome)
}

/// What goes on for days: who tells of it has other errands too.
fn is_slow(kind: Emergency) -> bool {
    matches!(kind, Emergency::Distress | Emergency::Environment)
}

/// Another danger to life, or anything after a milder line: one ill-chosen word sends nobody elsewhere.
fn is_graver(kind: Emergency, standing: Emergency) -> bool {
    let mild = matches!(standing, Emergency::Fever | Emergency::Distress | Emergency::Alarm);
    let to_life = matches!(
        kind,
        Emergency::Fire
            | Emergency::Illness
            | Emergency::Poisoning
            | Emergency::Suicide
            | Emergency::ViolenceAtHome
    );
    kind != standing && to_life && (mild || !is_personal(standing) || is_personal(kind))
}

/// The parts that do not tell of its end, if they ask something.
fn asked_besides(turn: &Turn<'_>) -> Option<String> {
    let over: Vec<_> = turn
        .heard
        .places(Cue::Over)
        .map(|words| turn.heard.words[words.start].span.start)
        .collect();
    let text = turn.understanding.text.as_str();
    let mut rest = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(['.', '!', '?', ',', '\n']) {
        if !over.iter().any(|at| (start..start + part.len()).contains(at)) {
            rest.push(part.trim());
        }
        start += part.len();
    }
    let asks = rest.iter().any(|part| part.ends_with('?'))
        || turn.heard.has_any(&[Cue::Own, Cue::Which, Cue::Plan, Cue::StaffWhen, Cue::Until]);
    (asks && !rest.is_empty()).then(|| rest.join(" "))
}

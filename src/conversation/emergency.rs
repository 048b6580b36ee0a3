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
const DENIALS: [&str; 8] = ["inte", "ej", "aldrig", "ente", "inge", "not", "never", "knappast"];
/// So few words of its own has a message that takes an emergency back.
const BESIDE_TAKEN_BACK: usize = 1;
/// What else is asked for. Not contact details: "what is the number?" may well be that of the ambulance.
const OF_OURS: [TopicKind; 4] =
    [TopicKind::Hours, TopicKind::Overview, TopicKind::Content, TopicKind::Handover];

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    let Standing { kind: standing, sureness, .. } = turn.context?.emergency?;
    if sureness == Sureness::Doubtful
        && let Some(found) = not_acute(turn, standing)
    {
        return found;
    }
    if is_over(turn, standing) {
        return Some(Move::Over(asked_besides(turn)));
    }
    if let Some(asked) = asked_beside(turn) {
        return Some(Move::Beside { standing, asked });
    }
    let other = turn
        .acute
        .filter(|(kind, likely)| *likely >= ANOTHER && is_graver(*kind, standing))
        .map(|(kind, _)| kind);
    Some(Move::StillAcute(other.unwrap_or(standing)))
}

/// What shows that a message which may have told of an emergency told of none. `Some(None)`: it is read as if nothing stood.
fn not_acute(turn: &Turn<'_>, standing: Emergency) -> Option<Option<Move>> {
    // That who wants to die is well, nobody sees because something else is asked.
    if standing == Emergency::Suicide {
        return None;
    }
    let likely = turn.acute.map_or(0.0, |(_, likely)| likely);
    if turn.heard.has(Cue::NotAcute) && likely < WORSE {
        return Some(Some(Move::NotAcute));
    }
    let beside = Move::Beside { standing, asked: BesideEmergency::Else };
    // "Nej" to "är det akut?", and what is meant in its place.
    if turn.context?.was_asked_whether_acute() && turn.acute.is_none() {
        let denies = turn.heard.begins_with(Cue::No);
        if denies && turn.heard.rest(&[Cue::No, Cue::Meant]).len() < FEWEST {
            return Some(Some(Move::NotAcute));
        }
        if denies || turn.heard.has(Cue::Meant) {
            return Some(Some(beside));
        }
    }
    let asks_details =
        turn.heard.has(Cue::Own) && asks_one_of(&[TopicKind::Contact], SOMETHING_ELSE, turn);
    let asks_other =
        asks_details || asks_one_of(&OF_OURS, SOMETHING_ELSE, turn) || asks_an_errand(turn);
    asks_other.then(|| is_personal(standing).then_some(beside))
}

/// Whether something is asked for that is not the emergency, or may not be.
fn asked_beside(turn: &Turn<'_>) -> Option<BesideEmergency> {
    let Standing { kind: standing, calm, is_probably_over, .. } = turn.context?.emergency?;
    if turn.acute.is_none() && behind_another_subject(turn).is_some() {
        return Some(BesideEmergency::Else);
    }
    if asks_about_others(turn) {
        return None;
    }
    let is_calm = calm >= CALM && !is_personal(standing);
    let told_over = (is_probably_over || turn.tells_of_end) && !is_personal(standing);
    let is_else = told_over || is_mild(standing) || is_slow(standing);
    let surely = if told_over { SOMETHING_ELSE } else { SURELY_SOMETHING_ELSE };
    let asks_ours = (is_calm || is_else) && asks_one_of(&OF_OURS, surely, turn);
    // "Vad har kommunen för nummer" once it is over; before that it may well be that of the ambulance.
    let asks_details =
        told_over && turn.heard.has(Cue::Own) && asks_one_of(&[TopicKind::Contact], surely, turn);
    // "Var ligger närmaste apotek?" is an errand that belongs to a fever.
    let asks_errand = (is_calm || is_slow(standing)) && asks_an_errand(turn);
    (asks_ours || asks_details || asks_errand).then_some(if is_else {
        BesideEmergency::Else
    } else {
        BesideEmergency::MayBelongToIt
    })
}

/// "Ambulansen har åkt med henne": told on after it was told that an emergency is over.
pub fn over_again(turn: &Turn<'_>) -> Option<Move> {
    let was = turn.context?.was_acute()?;
    let tells = turn.tells_of_end || (turn.acute.is_none() && says(turn, Cue::Over));
    let is_worse = turn.acute.is_some_and(|(_, likely)| likely >= WORSE);
    // "De fick inte stopp på blödningen".
    let is_denied = has_one(turn, &DENIALS);
    let is_told = tells && !is_worse && !is_denied && !tells_of_more(turn);
    let is_told = is_told && !asks(&turn.understanding.text);
    (is_told && !is_personal(was) && was != Emergency::Distress).then_some(Move::Over(None))
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
    has_one(turn, &["de", "dom", "dem", "deras", "they", "them", "their"])
}

/// Words by which people say that help has come or the danger has passed.
fn is_over(turn: &Turn<'_>, standing: Emergency) -> bool {
    let likely = turn.acute.map_or(0.0, |(_, likely)| likely);
    if likely >= WORSE || tells_of_more(turn) {
        return false;
    }
    // "Vi är ute alla utom katten": what is acute by itself has to sound like the end as a whole.
    let told = says(turn, Cue::Over) && (turn.acute.is_none() || turn.tells_of_end);
    if is_personal(standing) {
        // To who wants to die much else is over: "nu är jag framme vid bron". Who is hit at home says "it was my fault", too.
        return told && names_help(turn);
    }
    // "Jag såg fel, det är två som ligger i" takes nothing back.
    let own = turn.heard.rest(&[Cue::TakenBack]).len();
    told || (says(turn, Cue::TakenBack) && (own <= BESIDE_TAKEN_BACK || plays_down(turn)))
}

/// Whether a cue is said without a "not" or a "when" before it, or a "not" behind it.
fn says(turn: &Turn<'_>, cue: Cue) -> bool {
    let denied = |start: usize| {
        turn.heard.places(Cue::NotOver).any(|not| not.end <= start && start - not.end < 4)
    };
    turn.heard.places(cue).any(|place| !denied(place.start) && !is_denied_after(turn, place.end))
}

/// "Alla är ute utom mamma", "vi hittade katten men inte mamma", "hon är hittad död".
fn tells_of_more(turn: &Turn<'_>) -> bool {
    const LEFT_OR_DEAD: [&str; 9] =
        ["utom", "forutom", "except", "dod", "doda", "dog", "dead", "died", "livlos"];
    const BUT: [&str; 2] = ["men", "but"];
    const BEHIND_BUT: [&str; 4] = ["inte", "ej", "not", "hos"];
    let words = &turn.heard.words;
    let is_one = |at: usize, list: &[&str]| {
        words.get(at).is_some_and(|word| list.contains(&word.folded.as_str()))
    };
    (0..words.len())
        .any(|at| is_one(at, &LEFT_OR_DEAD) || (is_one(at, &BUT) && is_one(at + 1, &BEHIND_BUT)))
}

/// "Oj fel av mig, det är bara grannens eldkorg".
fn plays_down(turn: &Turn<'_>) -> bool {
    has_one(turn, &["bara", "alls", "only", "just", "kidding"])
}

/// Who is with somebody who was in danger alone, or that they are safe.
fn names_help(turn: &Turn<'_>) -> bool {
    has_one(
        turn,
        &[
            "polisen",
            "snuten",
            "ambulansen",
            "lakare",
            "lakaren",
            "doktorn",
            "akuten",
            "sjukhuset",
            "psykiatrin",
            "psykakuten",
            "jouren",
            "kvinnojouren",
            "trygg",
            "tryggt",
            "sakerhet",
            "pratat",
            "prata",
            "police",
            "ambulance",
            "hospital",
            "doctor",
            "shelter",
            "safe",
            "talked",
        ],
    )
}

fn has_one(turn: &Turn<'_>, list: &[&str]) -> bool {
    turn.heard.words.iter().any(|word| list.contains(&word.folded.as_str()))
}

/// "Ambulansen kom inte", "det har inte slutat än".
fn is_denied_after(turn: &Turn<'_>, end: usize) -> bool {
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

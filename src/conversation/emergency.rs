//! What comes after an emergency: it stays until it is clearly over.

use super::{Move, Turn};
use crate::model::cue::Cue;
use crate::model::topic::Emergency;

/// A message that is this surely about another emergency gets that one's numbers.
const ANOTHER: f32 = 0.8;
/// A message that is this surely acute is not a sign that it is over.
const WORSE: f32 = 0.9;

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    let standing = turn.context?.emergency?;
    if is_over(turn) {
        return Some(Move::Over(asked_besides(turn)));
    }
    let other = turn
        .acute
        .filter(|(kind, likely)| *likely >= ANOTHER && is_graver(*kind, standing))
        .map(|(kind, _)| kind);
    Some(Move::StillAcute(other.unwrap_or(standing)))
}

/// Words by which people say that help has come or the danger has passed, without a "not" or a "when" before them.
fn is_over(turn: &Turn<'_>) -> bool {
    let denied = |start: usize| {
        turn.heard.places(Cue::NotOver).any(|not| not.end <= start && start - not.end < 4)
    };
    let said = turn.heard.places(Cue::Over).any(|words| !denied(words.start));
    said && turn.acute.is_none_or(|(_, likely)| likely < WORSE)
}

/// Another danger to life, or anything after a milder line: one ill-chosen word sends nobody elsewhere.
fn is_graver(kind: Emergency, standing: Emergency) -> bool {
    let mild = matches!(standing, Emergency::Fever | Emergency::Distress | Emergency::Alarm);
    let personal = matches!(standing, Emergency::Suicide | Emergency::ViolenceAtHome);
    let to_life = matches!(
        kind,
        Emergency::Fire
            | Emergency::Illness
            | Emergency::Poisoning
            | Emergency::Suicide
            | Emergency::ViolenceAtHome
    );
    kind != standing
        && to_life
        && (mild || !personal || matches!(kind, Emergency::Suicide | Emergency::ViolenceAtHome))
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

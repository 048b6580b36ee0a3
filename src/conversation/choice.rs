//! "Den andra", "trean", "2", "nästa", "den om skolan": one of what was listed.

use super::{Heard, Move, Turn};
use crate::language::words::{fold, words};
use crate::model::conversation::{Choice, Context, Subject};
use crate::model::cue::Cue;

/// What may stand beside a place in a list.
const BESIDE: [Cue; 15] = [
    Cue::Speak,
    Cue::Pick,
    Cue::No,
    Cue::Yes,
    Cue::Meant,
    Cue::More,
    Cue::Areas,
    Cue::Again,
    Cue::OfThem,
    Cue::Same,
    Cue::Both,
    Cue::Why,
    Cue::Leaning,
    Cue::Shorter,
    Cue::Thanks,
];

/// Places told from the end of the list, or from the one chosen last; "näst sista" has "sista" in it.
const RELATIVE: [Cue; 6] =
    [Cue::NextToLast, Cue::Middle, Cue::Last, Cue::Next, Cue::Previous, Cue::Beyond];

/// A message of so few words may name a place in a list by "back" alone.
const FEW: usize = 3;

pub fn of(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    if context.choices.is_empty() {
        return None;
    }
    match place(turn, context, 0) {
        Some(at) => chosen(turn, context, at),
        None => by_name(turn, context),
    }
}

/// The same of a message that may have so many words of its own ("dra den sista"): only a place told in several words, for "ett" may be anything.
pub fn among_own_words(turn: &Turn<'_>, context: &Context, own: usize) -> Option<Move> {
    let cue = named_place(turn.heard)?;
    let is_phrase = turn.heard.places(cue).any(|words| words.len() > 1);
    let at = place(turn, context, own).filter(|_| is_phrase)??;
    context.choices.get(at)?;
    chosen(turn, context, Some(at))
}

/// The place that a message names which is known to choose, whatever stands around it ("oj fel siffra, sexan ska det vara").
pub fn place_in_list(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let at = place(turn, context, turn.heard.words.len())??;
    context.choices.get(at)?;
    chosen(turn, context, Some(at))
}

fn chosen(turn: &Turn<'_>, context: &Context, at: Option<usize>) -> Option<Move> {
    let Some((at, choice)) = at.and_then(|at| Some((at, context.choices.get(at)?.clone()))) else {
        return Some(Move::NoSuchChoice(at));
    };
    Some(if turn.heard.has(Cue::Same) {
        Move::SameFor { choice, at }
    } else {
        Move::Choose { choice, at }
    })
}

/// The place named, counted from 0; `Some(None)` for one that no list has.
fn place(turn: &Turn<'_>, context: &Context, own: usize) -> Option<Option<usize>> {
    let heard = turn.heard;
    let Some(cue) = named_place(heard) else {
        return (beyond(turn) && context.subject() != Some(&Subject::Hours)).then_some(None);
    };
    let allowed: Vec<Cue> = BESIDE.into_iter().chain(Cue::PLACES).chain(RELATIVE).collect();
    // "Klockan fyra" and "nästa fredag" are times; a bare number is one too where hours were spoken of.
    let spoken_of_hours = context.subject() == Some(&Subject::Hours);
    if heard.rest_with_time(&allowed).len() > own
        || (spoken_of_hours
            && !matches!(cue, Cue::Last | Cue::NextToLast | Cue::Middle | Cue::Previous))
    {
        return None;
    }
    let before = context.chosen;
    // "When do they get back to me" names no place.
    if before.is_none() && cue == Cue::Previous && heard.words.len() > FEW {
        return None;
    }
    Some(match cue {
        Cue::Last => context.choices.len().checked_sub(1),
        Cue::NextToLast => context.choices.len().checked_sub(2),
        Cue::Middle => Some(context.choices.len() / 2),
        Cue::Next => Some(before.map_or(0, |at| at + 1)),
        Cue::Previous => before.and_then(|at| at.checked_sub(1)),
        Cue::Beyond => None,
        // Of two the one that was not shown: "och den andra".
        Cue::Second if shows_the_other(turn, context) => Some(0),
        place => Cue::PLACES.iter().position(|cue| *cue == place),
    })
}

/// Where two were listed and the second is shown, "den andra" is the first; "den andra igen" is not.
fn shows_the_other(turn: &Turn<'_>, context: &Context) -> bool {
    context.choices.len() == 2 && context.chosen == Some(1) && !turn.heard.has(Cue::Again)
}

/// The place that most words name: "ett steg tillbaka" is not the first. Of as many words a place of its own goes before one told from another.
fn named_place(heard: &Heard) -> Option<Cue> {
    let length = |cue: Cue| {
        let places = heard.places(cue).filter(|words| !is_age(heard, words.end));
        places.map(|words| words.len()).max()
    };
    let places = Cue::PLACES.into_iter().chain(RELATIVE);
    places
        .filter_map(|cue| Some((length(cue)?, cue)))
        .reduce(|most, next| if next.0 > most.0 { next } else { most })
        .map(|(_, cue)| cue)
}

/// "Som om jag var 7 år".
fn is_age(heard: &Heard, next: usize) -> bool {
    const YEARS: [&str; 6] = ["ar", "aring", "aringar", "arig", "years", "year"];
    heard.words.get(next).is_some_and(|word| YEARS.contains(&word.folded.as_str()))
}

/// A number of two digits that no list reaches: "nr 12".
fn beyond(turn: &Turn<'_>) -> bool {
    let heard = turn.heard;
    let is_number = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let rest = heard.rest_with_time(&[BESIDE.as_slice(), &[Cue::Phone]].concat());
    matches!(rest.as_slice(), [only] if is_number(&only.folded)) && heard.words.len() <= 3
}

/// "Den om skolan": what is left is looked for among the choices' names, else asked by itself.
fn by_name(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    let rest =
        heard.rest_with_time(&[Cue::Pick, Cue::No, Cue::Yes, Cue::Leaning, Cue::Areas, Cue::Same]);
    if !heard.has(Cue::Pick)
        || rest.is_empty()
        || turn.understanding.text.split_whitespace().nth(7).is_some()
    {
        return None;
    }
    let named = |choice: &Choice| match choice {
        Choice::Article(id) => {
            rest.iter().any(|word| words(id.as_str()).any(|part| alike(&fold(&part), &word.folded)))
        }
        Choice::Contact(_) => false,
    };
    let mut fitting = context.choices.iter().enumerate().filter(|(_, choice)| named(choice));
    match (fitting.next(), fitting.next()) {
        (Some((at, choice)), None) => Some(Move::Choose { choice: choice.clone(), at }),
        _ => Some(Move::Instead {
            text: heard.without(&turn.understanding.text, &[Cue::Pick]),
            tell: None,
        }),
    }
}

/// The same word but for its ending.
fn alike(part: &str, word: &str) -> bool {
    let (short, long) = if part.len() < word.len() { (part, word) } else { (word, part) };
    short.len() > 3 && long.starts_with(short) && long.len() - short.len() <= 3
}

//! The parts of a message that may each ask something: "när stänger ni och vad är mejlen".

use super::spotting::Cues;
use crate::language::words::{sentences, words};
use crate::model::cue::Cue;

const BETWEEN: [&str; 10] = [
    " och ",
    " o ",
    " å ",
    " samt ",
    " respektive ",
    " resp ",
    " and ",
    " plus ",
    " men ",
    " but ",
];
/// So many parts are looked at.
const MOST: usize = 4;

/// The clauses, each with something to say; none if there are fewer than two.
pub fn clauses<'a>(text: &'a str, cues: &Cues) -> Vec<&'a str> {
    let mut parts: Vec<&str> = asking(text).split(['?', ',', ';', '+', '&']).collect();
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| split(part, between)).collect();
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    let says = |part: &&str| {
        !cues.hear(part, &[]).only(&[Cue::Yes, Cue::Leaning, Cue::Own])
            && !is_beside_the_point(part)
    };
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(says).take(MOST).collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// "När vi ändå har kontakt, …": why it is asked now, and no question.
fn is_beside_the_point(part: &str) -> bool {
    let mut words = words(part);
    let begins =
        words.next().is_some_and(|word| ["när", "nu", "while", "since"].contains(&word.as_str()));
    begins && words.any(|word| ["ändå", "anyway"].contains(&word.as_str()))
}

/// A message of so few words has nothing but questions in it.
const FEW: usize = 12;

/// The sentence that asks: the last with a question mark, else the last; a short message asks as a whole.
pub fn asking(text: &str) -> &str {
    if words(text).nth(FEW).is_none() {
        return text;
    }
    let sentences = sentences(text);
    sentences
        .iter()
        .rev()
        .find(|sentence| sentence.ends_with('?'))
        .or(sentences.last())
        .copied()
        .unwrap_or(text)
        .trim_end_matches('?')
}

/// Splits where the conjunction stands in small letters or great ones.
fn split<'a>(part: &'a str, between: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut start = 0;
    // Each begins with a blank.
    for (at, _) in part.match_indices(' ') {
        let hit = at >= start
            && part
                .get(at..at + between.len())
                .is_some_and(|here| here.eq_ignore_ascii_case(between) || here == between);
        if hit {
            parts.push(&part[start..at]);
            start = at + between.len();
        }
    }
    parts.push(&part[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_divided_where_it_may_ask_anew() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(clauses(text, &Cues::default()), expected, "{text}")
        };
        check("när stänger ni och vad är mejlen?", &["när stänger ni", "vad är mejlen"]);
        check("idag då, o mejlen", &["idag då", "mejlen"]);
        check("öppet på fredag?", &[]);
        check("", &[]);
    }
}

//! "Nej, jag menade fredag", "inte det, adressen", "det var inte det".

use super::{Move, Turn};
use crate::language::words::words;
use crate::model::cue::Cue;

/// A longer message says for itself what it is about.
const MOST_WORDS: usize = 14;

pub fn of(turn: &Turn<'_>) -> Option<Move> {
    let heard = turn.heard;
    let text = turn.understanding.text.as_str();
    let corrects = heard.has(Cue::Meant)
        || (heard.has(Cue::Wrong) && heard.only(&[Cue::Wrong, Cue::No, Cue::Yes, Cue::Leaning]));
    let corrected = denied_first(turn).or_else(|| instead_of(text)).or_else(|| denied_last(text));
    let denies = corrected.is_some();
    if !(corrects || denies) || words(text).nth(MOST_WORDS).is_some() {
        return None;
    }
    let rest = without_cues(turn, corrected.unwrap_or(text));
    match rest.chars().any(char::is_alphanumeric) {
        true => Some(Move::Instead { text: rest, tell: None }),
        false => Some(Move::Misunderstood),
    }
}

/// "Nej, badhuset, inte ni", "jag menade skolan, inte ert kontor": it is corrected that we were taken to be meant. "Har inte ni öppet?" asks us.
pub fn denies_us(turn: &Turn<'_>) -> bool {
    const NOT: [&str; 5] = ["inte", "ej", "int", "ente", "not"];
    const NO: [&str; 6] = ["nej", "nä", "näe", "nää", "no", "nope"];
    const US: [&str; 13] = [
        "er", "ert", "era", "erat", "eran", "eras", "erans", "erats", "ni", "eder", "you", "your",
        "yours",
    ];
    let text = turn.understanding.text.as_str();
    let names_us = |said: &[String]| matches!(said, [not, us, ..] if NOT.contains(&not.as_str()) && US.contains(&us.as_str()));
    let corrects = turn.heard.has(Cue::Meant);
    let says_no = words(text).next().is_some_and(|word| NO.contains(&word.as_str()));
    let denies = |clause: &str| {
        let said: Vec<String> = words(clause).collect();
        let mut said = said.as_slice();
        while let [first, rest @ ..] = said {
            if names_us(said) {
                return true;
            }
            if !corrects && !NO.contains(&first.as_str()) {
                return false;
            }
            said = rest;
        }
        false
    };
    turn.context.is_some()
        && (corrects || says_no)
        && !text.contains('?')
        && text.split([',', '.', '!', ';']).any(denies)
}

/// Words that may stand before what is denied.
const BEGINNINGS: [&str; 10] =
    ["nej", "nä", "näe", "no", "förlåt", "ursäkta", "oj", "vänta", "sorry", "wait"];

/// "Inte telefon utan mejl".
fn instead_of(text: &str) -> Option<&str> {
    let (denied, wanted) = text.split_once(" utan ")?;
    let denies = words(denied).any(|word| word == "inte") && words(text).count() <= 9;
    denies.then_some(wanted)
}

/// "Skolan, inte jobben".
fn denied_last(text: &str) -> Option<&str> {
    let (wanted, denied) = text.rsplit_once(',')?;
    let mut denied = words(denied);
    let denies = denied.next().is_some_and(|word| ["inte", "not"].contains(&word.as_str()))
        && (1..=3).contains(&denied.count());
    denies.then_some(wanted)
}

/// What follows a clause that only says what was not meant ("inte fredag. torsdag menar jag").
fn denied_first<'t>(turn: &Turn<'t>) -> Option<&'t str> {
    let text = turn.understanding.text.as_str();
    let mut start = 0;
    for clause in text.split_inclusive(['.', ',', '!', ';']) {
        let said: Vec<String> =
            words(clause).skip_while(|word| BEGINNINGS.contains(&word.as_str())).collect();
        let says_nothing = said.is_empty();
        let denies = denies(&said) || scratches_a_day(turn, &said);
        start += clause.len();
        let rest = text[start..].trim();
        if denies {
            return rest.chars().any(char::is_alphanumeric).then_some(rest);
        }
        if !says_nothing {
            return None;
        }
    }
    None
}

/// "Inte fredag", "det var inte fredag jag menade", "jag undrade inte över luften".
fn denies(said: &[String]) -> bool {
    const BEGIN: [&str; 9] = [
        "det var inte ",
        "de va inte ",
        "det gällde inte ",
        "jag menade inte ",
        "ja mena inte ",
        "jag undrade inte ",
        "jag frågade inte ",
        "i didn t mean ",
        "i wasn t asking ",
    ];
    const LONGEST: usize = 9;
    match said {
        [first, rest @ ..] if ["inte", "not"].contains(&first.as_str()) => rest.len() <= 3,
        _ => {
            let clause = said.join(" ");
            said.len() <= LONGEST && BEGIN.iter().any(|begin| clause.starts_with(begin))
        }
    }
}

/// "Stryk måndag": not "stryk mig ur kön".
fn scratches_a_day(turn: &Turn<'_>, said: &[String]) -> bool {
    let scratches = |word: &String| ["stryk", "scratch"].contains(&word.as_str());
    turn.heard.has_time() && said.len() == 2 && said.first().is_some_and(scratches)
}

/// The part that is left, without the words of correcting.
fn without_cues(turn: &Turn<'_>, part: &str) -> String {
    turn.heard.without_in(&turn.understanding.text, part, &[Cue::Meant, Cue::Wrong, Cue::No])
}

//! "Nej, jag menade fredag", "inte det, adressen", "det var inte det".

use super::{Heard, Move, Turn};
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

/// "Nej, jag menade badhuset, inte ert kontor": it is corrected that we were taken to be meant.
pub fn denies_us(heard: &Heard) -> bool {
    const NOT: [&str; 5] = ["inte", "ej", "int", "ente", "not"];
    const US: [&str; 13] = [
        "er", "ert", "era", "erat", "eran", "eras", "erans", "erats", "ni", "eder", "you", "your",
        "yours",
    ];
    let is = |words: &[&str], at: usize| {
        heard.words.get(at).is_some_and(|word| words.contains(&word.folded.as_str()))
    };
    (heard.begins_with(Cue::No) || heard.has(Cue::Meant))
        && (0..heard.words.len()).any(|at| is(&NOT, at) && is(&US, at + 1))
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
        let denies = denies(&said);
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

/// What takes back what follows.
const NOT_MEANT: [&str; 6] = ["inte", "stryk", "skippa", "not", "scratch", "skip"];

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
        [first, rest @ ..] if NOT_MEANT.contains(&first.as_str()) => rest.len() <= 3,
        _ => {
            let clause = said.join(" ");
            said.len() <= LONGEST && BEGIN.iter().any(|begin| clause.starts_with(begin))
        }
    }
}

/// The part that is left, without the words of correcting.
fn without_cues(turn: &Turn<'_>, part: &str) -> String {
    turn.heard.without_in(&turn.understanding.text, part, &[Cue::Meant, Cue::Wrong, Cue::No])
}

//! Finds days and clock times in a message, in Swedish and English, and resolves them against the moment of asking.
//!
//! A message becomes tokens (`token`); small rules each try to read one kind of phrase from a token on, and the longest reading wins
//! (`day`, `clock`); days and clock times that belong together become one expression (`combine`); [`main`] chooses the one asked about.
//!
//! Invariant: nothing in here knows the centre's hours. What cannot be resolved is said to be so, never guessed.

mod anchored;
mod asked;
mod calendar;
mod clock;
mod clock_form;
mod combine;
mod counted;
mod date;
mod day;
mod event;
mod layout;
mod lexicon;
mod month;
mod part;
mod period;
mod phrases;
mod recurring;
mod relative;
mod row;
mod scanner;
mod slip;
mod stretch;
mod token;
mod unknown;
mod weekday;

#[cfg(test)]
mod tests;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use self::calendar::Span;
use self::scanner::Scanner;
use crate::model::time::{Certainty, SchoolBreaks, TimeExpression, When};

pub use self::asked::main;

/// First and last moment of a part of the day; the end is not included, and `None` is open.
type Within = (Option<NaiveTime>, Option<NaiveTime>);

/// Whether a word is a whole number, in digits or in words: "7", "sju", "seven".
pub fn is_number(word: &str) -> bool {
    word.parse::<u32>().is_ok() || lexicon::cardinal_of(word).is_some()
}

/// Every expression of time in `text`, in order, resolved against `at`, the local time of asking.
///
/// School breaks are days that nobody knows; see [`find_beside`].
pub fn find(text: &str, at: NaiveDateTime) -> Vec<TimeExpression> {
    find_beside(SchoolBreaks::default(), text, at)
}

/// The same where the schools have these breaks.
pub fn find_beside(breaks: SchoolBreaks, text: &str, at: NaiveDateTime) -> Vec<TimeExpression> {
    let tokens = token::tokenize(text);
    combine::expressions(&Scanner::new(&tokens, at, breaks))
}

/// What a rule read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    when: When,
    certainty: Certainty,
    within: Option<Within>,
}

impl Found {
    fn exact(when: When) -> Self {
        Self { when, certainty: Certainty::Exact, within: None }
    }
}

/// A span if it exists; otherwise words of time that name no day.
fn found(span: Option<Span>) -> Found {
    Found::exact(span.map_or(When::Unresolved, Span::when))
}

fn found_day(date: Option<NaiveDate>) -> Found {
    found(date.map(Span::day))
}

/// A full hour, for tables.
const fn hour(hour: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, 0, 0)
}

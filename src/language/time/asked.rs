//! Which of a message's expressions of time is asked about, and which only tell the background.
//!
//! People say when they work, when their bus comes and when they rang, and ask about something else: "Jobbar till 16, hur sent kan jag dyka upp
//! idag?" asks about today. Each expression is weighed by what it says and where it stands; of equals the later one is asked about.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::scanner::Scanner;
use super::token::tokenize;
use crate::model::time::{SchoolBreaks, TimeExpression, When};

/// The expression that is asked about, given the moment of asking.
///
/// What weighs: how exactly it says a time; that its sentence asks (a question mark, a word of being open); that it lies ahead. Against it: that its clause tells
/// of the resident's own day ("jobbar till 16", "slutar inte förrän 17") and does not ask. The later of equals wins.
pub fn main<'a>(
    expressions: &'a [TimeExpression],
    text: &str,
    at: NaiveDateTime,
) -> Option<&'a TimeExpression> {
    if let [] | [_] = expressions {
        return expressions.first();
    }
    let tokens = tokenize(text);
    main_of(&Scanner::new(&tokens, at, SchoolBreaks::default()), expressions)
}

pub(super) fn main_of<'a>(
    scanner: &Scanner,
    expressions: &'a [TimeExpression],
) -> Option<&'a TimeExpression> {
    expressions.iter().max_by_key(|expression| weight(scanner, expression))
}

fn weight(scanner: &Scanner, expression: &TimeExpression) -> i32 {
    let tokens = tokens_of(scanner, &expression.span);
    let sentence = scanner.layout().sentence(&tokens);
    let asks = scanner.layout().asks(&sentence);
    let question = scanner.token(sentence.end).is_some_and(|token| token.is_sign(&['?']));
    let mut weight = exactness(&expression.when);
    weight += 20 * i32::from(question) + 15 * i32::from(asks);
    weight -= 25 * i32::from(is_past(&expression.when, scanner.at) && !scanner.past);
    weight -= 40 * i32::from(scanner.layout().is_background(&tokens));
    weight
}

fn exactness(when: &When) -> i32 {
    match when {
        When::Instant(_) => 60,
        When::Dates(_) => 50,
        When::Range { .. } => 45,
        When::Clock(_) => 40,
        When::Recurring(_) => 35,
        When::PartOfDay => 20,
        When::Now => 15,
        When::Unresolved => 5,
    }
}

fn is_past(when: &When, at: NaiveDateTime) -> bool {
    match when {
        When::Dates(days) => days.iter().all(|day| *day < at.date()),
        When::Range { to, .. } => *to < at.date(),
        When::Instant(moment) => *moment < at,
        When::Now | When::Clock(_) | When::PartOfDay | When::Recurring(_) | When::Unresolved => {
            false
        }
    }
}

fn tokens_of(scanner: &Scanner, span: &Range<usize>) -> Range<usize> {
    let start = scanner.tokens.partition_point(|token| token.span.start < span.start);
    let end = scanner.tokens.partition_point(|token| token.span.end <= span.end);
    start..end.max(start)
}

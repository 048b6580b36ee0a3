//! Which of a message's expressions of time is asked about, and which only tell the background.
//!
//! People say when they work, when their bus comes and when they rang, and ask about something else: "Jobbar till 16, hur sent kan jag dyka upp
//! idag?" asks about today. Each expression is weighed by what it says and where it stands; of equals the later one is asked about.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::scanner::Scanner;
use super::token::{Token, tokenize};
use crate::model::time::{TimeExpression, When};

/// Words of being open: the sentence that holds one is the one that asks.
const OPEN: &str = "öppet|öppna|öppen|öppnar|öppettider|öppettiderna|stängt|stängda|stänger|\
        bemannat|bemannad|kvällsöppet|lördagsöppet|öppettid|plats|besöka|nå|svarar|\
        hinner|open|opening|closed|close|closes|hours|opens|staffed|jobbar ni|är ni|\
        e ni|har ni|kan jag|kan man|går det|can i|are you|will you|funkar";

/// Words that tell of one's own day, or give a reason: what follows them in the clause is background.
const BACKGROUND: &str = "jobbar|jobba|slutar|arbetar|pluggar|börjar|eftersom|ringde|mejlade|mailade|\
        skrev|bussen|tåget|flyget|because|work|finish|called|rang|bus|train|flight|\
        sedan|skift|nattpass|bokat|mötet|fick|flyttade";

/// The expression that is asked about, given the moment of asking.
///
/// What weighs: how exactly it says a time; that its sentence asks (a question mark, a word of being open); that it lies ahead. Against it: that its clause tells
/// of the resident's own day ("jobbar till 16", "slutar inte förrän 17") and does not ask. The later of equals wins.
pub fn main<'a>(expressions: &'a [TimeExpression], text: &str, at: NaiveDateTime) -> Option<&'a TimeExpression> {
    let tokens = tokenize(text);
    let scanner = Scanner::new(&tokens, at);
    expressions.iter().max_by_key(|expression| weight(&scanner, expression))
}

fn weight(scanner: &Scanner, expression: &TimeExpression) -> i32 {
    let tokens = tokens_of(scanner, &expression.span);
    let sentence = around(scanner, &tokens, ends_sentence);
    let asks = holds(scanner, &sentence, OPEN);
    let question = scanner.token(sentence.end).is_some_and(|token| token.is_sign(&['?']));
    let mut weight = exactness(&expression.when);
    weight += 20 * i32::from(question) + 15 * i32::from(asks);
    weight -= 25 * i32::from(is_past(&expression.when, scanner.at) && !scanner.past);
    weight -= 40 * i32::from(is_background(scanner, &tokens));
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
        When::Now | When::Clock(_) | When::PartOfDay | When::Recurring(_) | When::Unresolved => false,
    }
}

/// Whether the clause of these tokens tells of the resident's own day and does not ask.
pub(super) fn is_background(scanner: &Scanner, tokens: &Range<usize>) -> bool {
    let clause = around(scanner, tokens, ends_clause);
    holds(scanner, &(clause.start..tokens.start), BACKGROUND) && !holds(scanner, &clause, OPEN)
}

pub(super) fn same_sentence(scanner: &Scanner, one: &Range<usize>, other: &Range<usize>) -> bool {
    around(scanner, one, ends_sentence).end == around(scanner, other, ends_sentence).end
}

fn holds(scanner: &Scanner, tokens: &Range<usize>, phrases: &str) -> bool {
    tokens.clone().any(|i| scanner.any(i, phrases).is_some())
}

/// The tokens from after the nearest end before `tokens` to the nearest one after.
fn around(scanner: &Scanner, tokens: &Range<usize>, ends: fn(&Scanner, usize) -> bool) -> Range<usize> {
    let start = (0..tokens.start).rev().find(|&i| ends(scanner, i)).map_or(0, |i| i + 1);
    let end = (tokens.end..scanner.tokens.len()).find(|&i| ends(scanner, i)).unwrap_or(scanner.tokens.len());
    start..end
}

/// A stop that is no part of an abbreviation or a number.
fn ends_sentence(scanner: &Scanner, i: usize) -> bool {
    let Some(token) = scanner.token(i) else {
        return false;
    };
    if token.is_sign(&['?', '!']) {
        return true;
    }
    let before: Option<&Token> = i.checked_sub(1).and_then(|before| scanner.token(before));
    let short = before.is_some_and(|word| word.text.chars().count() == 1 || word.is("kl") || word.is("ca"));
    token.is_sign(&['.']) && !short && scanner.token(i + 1).is_none_or(|next| !next.glued)
}

fn ends_clause(scanner: &Scanner, i: usize) -> bool {
    let clause_signs = &[',', ';', ':', '–', '(', ')'];
    ends_sentence(scanner, i)
        || scanner.token(i).is_some_and(|token| token.is_sign(clause_signs) && scanner.token(i + 1).is_none_or(|next| !next.glued))
}

fn tokens_of(scanner: &Scanner, span: &Range<usize>) -> Range<usize> {
    let start = scanner.tokens.iter().position(|token| token.span.start >= span.start).unwrap_or(scanner.tokens.len());
    let length = scanner.tokens.iter().skip(start).take_while(|token| token.span.end <= span.end).count();
    start..start + length
}

//! Words that stand for a day and are none that is known: "blurpdag", "studiedagen", "blursday". Which day they mean has to be asked.

use std::ops::Range;

use super::phrases::{Phrases, phrases};
use super::scanner::Scanner;
use super::token::Kind;

/// What days' names end with.
const ENDINGS: &[&str] = &["dag", "dagen", "dg", "afton", "aftonen", "helg", "helgen", "day"];

/// Words with such an ending that name no day.
static NO_DAYS: Phrases = Phrases::new(
    "dag|dagen|helg|helgen|day|middag|middagen|riksdag|riksdagen|landsdag|landsdagen|idag|everyday|today|midday|holiday|holidays|vardag|vardagen|\
        häromdagen|morgondagen|gårdagen|fridag|ledig dag|förmiddag|förmiddagen|eftermiddag|eftermiddagen|afton|aftonen|god afton",
);

/// Their indices, in order. `known`: where days were read, in order.
pub(super) fn days(scanner: &Scanner, known: &[Range<usize>]) -> Vec<usize> {
    let is_known = |i: usize| {
        known
            .get(known.partition_point(|tokens| tokens.end <= i))
            .is_some_and(|tokens| tokens.start <= i)
    };
    (0..scanner.tokens.len()).filter(|&i| is_unknown(scanner, i) && !is_known(i)).collect()
}

fn is_unknown(scanner: &Scanner, i: usize) -> bool {
    let Some(token) = scanner.tokens.get(i).filter(|token| token.kind == Kind::Word) else {
        return false;
    };
    ENDINGS.iter().any(|ending| token.text.ends_with(ending))
        && scanner.any(i, &NO_DAYS).is_none()
        && stands_for_a_day(scanner, i)
}

/// After a word that days follow, at the beginning, or right before or after a clock time; not as what somebody has ("min födelsedag").
fn stands_for_a_day(scanner: &Scanner, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return true };
    scanner
        .any(
            before,
            phrases!(
                "min|din|er|ert|hans|hennes|vår|deras|en|ett|my|your|a|the|ingen|någon|varje|hela"
            ),
        )
        .is_none()
}

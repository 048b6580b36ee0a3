//! Months and parts of them: "i juli", "i början av juni", "sista april", "månadsskiftet".

use chrono::{Datelike, NaiveDate};

use super::anchored::year_after_name;
use super::calendar::{Span, coming_month, month_span, plus};
use super::period::IN;
use super::phrases::{Table, phrases};
use super::scanner::Scanner;
use super::{Found, found, lexicon};
use crate::model::time::Certainty;

/// The longest reading of a month or a part of one.
pub(super) fn month(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let rules = [turn_of_month, part_of_month, whole_month];
    rules.iter().filter_map(|rule| rule(scanner, i, reference)).max_by_key(|&(_, end)| end)
}

fn whole_month(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    if let Some((span, end)) = relative_month(scanner, i) {
        return Some((found(span), end));
    }
    if scanner.any(i, phrases!("i may")).is_some() {
        return None; // "I may come" is English, and "i may" no Swedish.
    }
    let prepared = scanner.any(i, &IN);
    let (month, year, end) = month_name(scanner, prepared.unwrap_or(i))?;
    // "oktober 2026" needs no word before it.
    (prepared.is_some() || year.is_some()).then(|| (found(spanned(month, year, reference)), end))
}

/// "nästa månad", "den här månaden", "förra månad": how many months from this one.
static RELATIVE: Table<i32> = Table::new(&[
    (1, "nästa månad|nästa mån|next month|kommande månad|nästkommande månad|i nästa månad"),
    (
        0,
        "denna månad|denna mån|denna månaden|den här månaden|i månaden|this month|hela månaden|i denna månad|i den här månaden|innevarande månad",
    ),
    (
        -1,
        "förra månaden|förra mån|förra månad|i förra månaden|i förra månad|last month|föregående månad",
    ),
]);

/// A month named by how it stands to this one.
pub(super) fn relative_month(scanner: &Scanner, i: usize) -> Option<(Option<Span>, usize)> {
    let (months, end) = scanner.look_up(i, &RELATIVE)?;
    let today = scanner.today();
    let of = |months: i32| {
        let month = today
            .year()
            .checked_mul(12)?
            .checked_add(i32::try_from(today.month0()).ok()? + months)?;
        month_span(month.div_euclid(12), u32::try_from(month.rem_euclid(12)).ok()? + 1)
    };
    Some((of(months), end))
}

/// A month's name after a word that makes it one ("i maj", not "may I"), with its year if said.
fn month_name(scanner: &Scanner, i: usize) -> Option<(u32, Option<i32>, usize)> {
    let token = scanner.token(i)?;
    let month = lexicon::month(token)?;
    // "i jul" is Christmas, and "i mar" nothing.
    if token.text.chars().count() == 3 && !["maj", "may"].contains(&token.text.as_str()) {
        return None;
    }
    if let Some((year, end)) = year_after_name(scanner, i + 1).filter(|(year, _)| *year >= 2000) {
        return Some((month, Some(year), end));
    }
    (scanner.ends_number(i + 1) || scanner.number(i + 1).is_none()).then_some((month, None, i + 1))
}

fn spanned(month: u32, year: Option<i32>, today: NaiveDate) -> Option<Span> {
    year.map_or_else(|| coming_month(month, today), |year| month_span(year, month))
}

/// "månaden", "nästa månad", "november", "november 2027" after words that have led up to a month.
fn month_meant(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Option<Span>, usize)> {
    if let Some(end) = scanner.any(i, phrases!("månaden|månan|the month")) {
        return Some((month_span(scanner.today().year(), scanner.today().month()), end));
    }
    relative_month(scanner, i).or_else(|| {
        let (month, year, end) = month_name(scanner, i)?;
        Some((spanned(month, year, reference), end))
    })
}

/// "i början av juni": its first, second or last ten days; "första veckan i augusti": its first seven.
fn part_of_month(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    /// First day and count of days; day 0 counts back from the end, and no count goes on to it.
    static PARTS: Table<(u32, Option<u32>)> = Table::new(&[
        (
            (1, Some(10)),
            "början av|början på|the beginning of|beginning of|early|early in|börjar av|tidigt i",
        ),
        ((11, Some(10)), "mitten av|mitten på|the middle of|middle of|mid|mid -"),
        ((21, None), "slutet av|slutet på|the end of|end of|late|late in|sent i"),
        ((1, Some(7)), "första veckan i|första vecka i|the first week of|first week of"),
        ((8, Some(7)), "andra veckan i|andra vecka i|the second week of|second week of"),
        ((15, Some(7)), "tredje veckan i|tredje vecka i|the third week of|third week of"),
        ((0, Some(7)), "sista veckan i|sista vecka i|the last week of|last week of"),
    ]);
    let start = scanner.skip(i, phrases!("i|in|at|vid|towards|mot|den|the|på"));
    let ((first, length), next) = scanner.look_up(start, &PARTS)?;
    let (span, end) = month_meant(scanner, next, reference)?;
    let span = span.and_then(|span| {
        let days = length.map_or(31, i64::from) - 1;
        if first == 0 {
            return Some(Span { from: plus(span.to, -days)?, to: span.to });
        }
        let from = span.from.with_day(first)?;
        Some(Span { from, to: plus(from, days)?.min(span.to) })
    });
    Some((Found { certainty: Certainty::Vague, ..found(span) }, end))
}

/// "sista april", and the days around the end of a month: three before, two after.
fn turn_of_month(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("vid|i|runt|över|kring|på"));
    let last = phrases!(
        "sista|siste|den sista|den siste|sista i|den sista i|sista dagen i|sista dag i|sista dagen|the last day of|last day of"
    );
    if let Some((span, end)) =
        scanner.any(start, last).and_then(|next| month_meant(scanner, next, reference))
    {
        return Some((found(span.map(|span| Span::day(span.to))), end));
    }
    let end = scanner.any(start, phrases!("månadsskiftet|månadsskifte|månadskiftet"))?;
    let this = month_span(reference.year(), reference.month())?;
    let last = if reference.day() <= 2 { this.from.pred_opt()? } else { this.to };
    Some((
        Found {
            certainty: Certainty::Vague,
            ..found(Some(Span { from: plus(last, -2)?, to: plus(last, 2)? }))
        },
        end,
    ))
}

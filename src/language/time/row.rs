//! Days joined by words and dashes: "20–23 juli", "mellan den 3 och 5 maj", and what joins any days.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Span, when_of};
use super::date::{Written, day_number, named_month, slash_month, year};
use super::month::relative_month;
use super::phrases::{Phrases, phrases};
use super::scanner::{DASHES, Scanner};
use super::{Found, found};
use crate::model::time::When;

/// "20–23 juli", "mellan den 3 och 5 maj", "den tjugonde till den tjugotredje juli", "3-5/5": several days of one month.
pub(super) fn several(scanner: &Scanner, i: usize, today: NaiveDate) -> Option<(Found, usize)> {
    let (start, between) = match scanner.any(i, phrases!("mellan|between")) {
        Some(start) => (start, true),
        None => (scanner.skip(i, phrases!("från och med|från|fr . o . m .|from|på")), false),
    };
    let article = scanner.any(start, phrases!("den|the")).is_some();
    let (first, mut end) = day_number(scanner, scanner.skip(start, phrases!("den|the")))?;
    let mut days = vec![first.value];
    let (mut to_the_last, mut marked) = (between, article || first.marked);
    while let Some((joined_by, next)) =
        connector(scanner, end).or_else(|| dash_after_stop(scanner, end))
    {
        let article = scanner.any(next, phrases!("den|the")).is_some();
        let Some((day, after)) = day_number(scanner, scanner.skip(next, phrases!("den|the")))
        else {
            break;
        };
        to_the_last |= joined_by == Joint::To;
        marked |= article || day.marked;
        days.push(day.value);
        end = after;
        if days.len() > MOST {
            return None;
        }
    }
    if let Some((month, end)) = relative_month(scanner, scanner.skip(end, phrases!("i|of|in")))
        .filter(|_| marked && days.len() > 1)
    {
        let first = month?.from;
        return Some((
            row_of_days(
                &days,
                Some(first.month()),
                Some(first.year()),
                to_the_last,
                today,
                scanner.past,
            ),
            end,
        ));
    }
    let stopped = || named_month(scanner, scanner.glued_sign(end, &['.'])?);
    let (month, end) =
        match named_month(scanner, end).or_else(|| slash_month(scanner, end)).or_else(stopped) {
            Some((month, end)) => (Some(month), end),
            // "den 25-05" is a day and its month.
            None if to_the_last && !days.is_sorted() => return None,
            None if marked && scanner.ends_number(end) => (None, end),
            None => return None,
        };
    if days.len() < 2 {
        return None;
    }
    let (year, end) =
        month.and_then(|_| year(scanner, end)).map_or((None, end), |(year, end)| (Some(year), end));
    Some((row_of_days(&days, month, year, to_the_last, today, scanner.past), end))
}

/// "18.-20. juni".
fn dash_after_stop(scanner: &Scanner, i: usize) -> Option<(Joint, usize)> {
    let dash = scanner.glued_sign(i, &['.'])?;
    Some((Joint::To, scanner.glued_sign(dash, DASHES)?))
}

/// The last day is found first: "20–23 juli" on the 21st is this year's.
fn row_of_days(
    days: &[u32],
    month: Option<u32>,
    year: Option<i32>,
    to_the_last: bool,
    today: NaiveDate,
    past: bool,
) -> Found {
    let resolve = || {
        let last = Written { day: *days.last()?, month, year }.resolve(None, today, past)?;
        let earlier =
            days.iter().rev().skip(1).map(|&day| last.with_day(day).filter(|date| *date <= last));
        let mut dates: Vec<_> = earlier.collect::<Option<_>>()?;
        dates.push(last);
        Some(dates)
    };
    match resolve() {
        Some(dates) if to_the_last => match (dates.iter().min(), dates.iter().max()) {
            (Some(&from), Some(&to)) => found(Some(Span { from, to })),
            _ => found(None),
        },
        Some(dates) => Found::exact(when_of(dates)),
        None => Found::exact(When::Unresolved),
    }
}

/// So many days are joined at most: nobody lists more, and a text of nothing but numbers must not cost more than its length.
pub(super) const MOST: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    To,
    And,
}

/// What joins two days: "till", "t.o.m.", a dash; "och", "å", "eller", a comma.
pub(super) fn connector(scanner: &Scanner, i: usize) -> Option<(Joint, usize)> {
    static TO: Phrases = Phrases::new(
        "till|till och med|t . o . m .|t . o . m|tom|t o m|fram till|to|through|thru|\
        until|till å med",
    );
    static AND: Phrases = Phrases::new("och|å|o|&|eller|samt|and|or|och / eller|,|resp|+");
    if let Some(end) = scanner.any(i, &TO).or_else(|| scanner.sign(i, DASHES)) {
        return Some((Joint::To, end));
    }
    scanner.any(i, &AND).map(|end| (Joint::And, end))
}

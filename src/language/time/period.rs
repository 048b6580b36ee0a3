//! Weeks by name and number, weekends.

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{
    Span, coming_week, first_from, last_until, last_week, monday, month_span, plus, week_from,
};
use super::counted::count;
use super::month::month;
use super::phrases::{Phrases, Table, phrases};
use super::scanner::Scanner;
use super::{Found, found};
use crate::model::time::{Certainty, When};

pub(super) static IN: Phrases =
    Phrases::new("i|under|på|in|during|for|hela|under hela|all of|nu i|nu|den|the");

pub(super) fn period(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let rules = [whole_week, rest_of_week, part_of_week, weekend, month];
    rules.iter().filter_map(|rule| rule(scanner, i, reference)).max_by_key(|&(_, end)| end)
}

/// A week by its name or number: "nästa vecka", "veckan därpå", "v. 44", "week 44".
pub(super) fn week(scanner: &Scanner, i: usize) -> Option<(Span, usize)> {
    static NAMES: Table<i64> = Table::new(&[
        (
            -1,
            "förra veckan|förra veckas|förra veckans|last week|i förra veckan|förra vecka|i förra vecka|förra v|i förra v",
        ),
        (
            0,
            "veckan|i veckan|den här veckan|den här vecka|denna vecka|denna veckan|denna v|i denna v|i denna vecka|den här v|\
        nu i veckan|hela veckan|den veckan|this week|innevarande vecka",
        ),
        (
            1,
            "nästa vecka|i nästa vecka|nästa veckas|nästkommande vecka|kommande vecka|\
        next week|the coming week|veckan som kommer|i veckan som kommer|nästa v|i nästa v|kommande v|nästkommande v|\
        nästavecka",
        ),
        (
            2,
            "inte nästa vecka utan veckan efter|inte nästa vecka utan veckan därpå|inte nästa utan veckan efter|veckan därpå|veckan efter nästa|veckan efter nästa vecka|the week after next",
        ),
    ]);
    if let Some((weeks, end)) =
        scanner.look_up(i, &NAMES).filter(|_| week_number(scanner, i).is_none())
    {
        // "veckan" by itself says nothing: "i veckan" and "hela veckan" do.
        return if scanner.any(i, phrases!("veckan")) == Some(end) {
            None
        } else {
            Some((week_from(monday(scanner.today(), weeks)?)?, end))
        };
    }
    let (number, end) = week_number(scanner, i)?;
    let span = if scanner.past {
        last_week(number, scanner.today())
    } else {
        coming_week(number, scanner.today())
    };
    Some((span?, end))
}

fn week_number(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let next = scanner.any(
        i,
        phrases!("v|v .|vecka|veckan|veckorna|vecka nr|vecka nummer|week|weeks|v :|vk|wk"),
    )?;
    let (number, digits) = scanner.number(next)?;
    let first_is_v = scanner.token(i).is_some_and(|token| !token.glued || token.is("v"));
    (digits <= 2
        && (1..=53).contains(&number)
        && first_is_v
        && goes_on_as_no_code(scanner, next + 1))
    .then_some((number, next + 1))
}

fn goes_on_as_no_code(scanner: &Scanner, i: usize) -> bool {
    scanner.token(i).is_none_or(|token| {
        !token.glued || !(token.is_sign(&['%', '/']) || token.kind != super::token::Kind::Sign)
    })
}

/// "fredag om en vecka", "fredag åtta dar", "fredag vecka": how many weeks after the nearest.
pub(super) fn weeks_from_now(scanner: &Scanner, i: usize) -> Option<(i64, usize)> {
    static FIXED: Table<i64> = Table::new(&[
        (
            1,
            "åtta dagar|åtta dar|8 dagar|8 dar|om åtta dagar|om åtta dar|om 8 dagar|om 8 dar|vecka",
        ),
        (2, "fjorton dagar|fjorton dar|14 dagar|14 dar"),
    ]);
    if let Some((weeks, end)) = scanner.look_up(i, &FIXED) {
        return scanner.number(end).is_none().then_some((weeks, end));
    }
    let (number, next) = count(scanner, scanner.any(i, phrases!("om|in"))?)?;
    let (per_week, end) = match scanner.any(next, phrases!("vecka|veckor|week|weeks")) {
        Some(end) => (number, end),
        None => {
            (number / 7, scanner.any(next, phrases!("dagar|dar|days")).filter(|_| number % 7 == 0)?)
        }
    };
    Some((per_week.into(), end))
}

fn whole_week(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    let (span, end) = week(scanner, i).or_else(|| week(scanner, scanner.any(i, &IN)?))?;
    // "v 44-45", "vecka 28 till 31"
    if let Some((super::row::Joint::To | super::row::Joint::And, next)) =
        super::row::connector(scanner, end)
        && week_number(scanner, i).is_some()
        && let Some((last, digits)) = scanner.number(scanner.skip(next, phrases!("v|v .|vecka")))
        && digits <= 2
        && let Some(last) = coming_week(last, span.from)
        && scanner.ends_number(scanner.skip(next, phrases!("v|v .|vecka")) + 1)
    {
        return Some((
            found(Some(Span { from: span.from, to: last.to })),
            scanner.skip(next, phrases!("v|v .|vecka")) + 1,
        ));
    }
    Some((found(Some(span)), end))
}

fn rest_of_week(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    let today = scanner.today();
    let rest = phrases!(
        "resten av veckan|resten av denna vecka|resten av den här veckan|the rest of the week|rest of the week"
    );
    let later =
        phrases!("senare i veckan|senare denna vecka|senare den här veckan|later this week");
    let of_month =
        phrases!("resten av månaden|resten av denna månad|the rest of the month|rest of the month");
    let sunday = week_from(monday(today, 0)?)?.to;
    let (from, to, end) = if let Some(end) = scanner.any(i, rest) {
        (today, sunday, end)
    } else if let Some(end) = scanner.any(i, later) {
        (today.succ_opt().filter(|tomorrow| *tomorrow <= sunday).unwrap_or(today), sunday, end)
    } else {
        (today, month_span(today.year(), today.month())?.to, scanner.any(i, of_month)?)
    };
    Some((found(Some(Span { from, to })), end))
}

/// "i början av veckan" is its Monday and Tuesday, "i mitten" its Wednesday, "i slutet" its Thursday and Friday.
fn part_of_week(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    static PARTS: Table<(i64, i64)> = Table::new(&[
        ((0, 1), "början av|början på|i början av|i början på|the beginning of|early|beginning of"),
        ((2, 2), "mitten av|mitten på|i mitten av|i mitten på|mitt i|the middle of|middle of"),
        ((3, 4), "slutet av|slutet på|i slutet av|i slutet på|the end of|end of|late"),
    ]);
    let ((first, last), next) = scanner.look_up(scanner.skip(i, phrases!("in|at")), &PARTS)?;
    let this = || {
        Some((
            week_from(monday(scanner.today(), 0)?)?,
            scanner.any(next, phrases!("veckan|the week"))?,
        ))
    };
    let (week, end) = week(scanner, next).or_else(this)?;
    let span = Span { from: plus(week.from, first)?, to: plus(week.from, last)? };
    Some((Found { certainty: Certainty::Vague, ..found(Some(span)) }, end))
}

/// "i helgen" is the coming Saturday and Sunday, or this one; "nästa helg" divides people as "nästa fredag" does.
fn weekend(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let sunday = first_from(Weekday::Sun, reference)?;
    let of = |sunday: NaiveDate, weeks: i64| {
        Some(Span { from: plus(sunday, weeks * 7 - 1)?, to: plus(sunday, weeks * 7)? })
    };
    if let Some(end) =
        scanner.any(i, phrases!("nästa helg|next weekend|på nästa helg|helgen efter nästa"))
    {
        let (later, nearest) = (of(sunday, 1)?, of(sunday, 0)?);
        return Some((
            Found::exact(When::Dates(vec![later.from, later.to, nearest.from, nearest.to])),
            end,
        ));
    }
    if let Some(end) =
        scanner.any(i, phrases!("förra helgen|i helgas|helgen som var|helgen som va|i helgen som var|i helgen som va|last weekend|förra helg|i förra helgen"))
    {
        let before = last_until(Weekday::Sun, reference.pred_opt()?)?;
        return Some((found(of(before, 0)), end));
    }
    static THIS: Phrases = Phrases::new(
        "i helgen|till helgen|på helgen|den här helgen|denna helg|denna helgen|nu i helgen|nu till helgen|nu på helgen|\
        över helgen|under helgen|kommande helg|helgen|this weekend|the weekend|\
        over the weekend|on the weekend|at the weekend|hela helgen|the coming weekend",
    );
    let end = scanner.any(i, &THIS)?;
    if let Some((span, end)) = week(scanner, end) {
        return Some((found(of(span.to, 0)), end)); // "helgen v 44"
    }
    let span =
        if scanner.past { of(last_until(Weekday::Sun, reference)?, 0) } else { of(sunday, 0) };
    Some((found(span), end))
}

//! So many days, weeks or months on or back: "nästa tre dagarna", "de senaste två veckorna", "de kommande 14 dagarna".

use chrono::{Datelike, Months, NaiveDate};

use super::calendar::{Span, monday, month_span, plus, plus_working_days};
use super::counted::count;
use super::phrases::{Table, phrases};
use super::scanner::Scanner;
use super::{Found, found};
use crate::model::time::{Certainty, When};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// "nästa": whole weeks and months of the calendar, as in "nästa vecka".
    Next,
    /// "kommande", "närmaste": from tomorrow on.
    Coming,
    /// "senaste".
    Last,
}

#[derive(Clone, Copy)]
enum Unit {
    Days,
    WorkingDays,
    Weeks,
    Months,
}

pub(super) fn stretch(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("under|i|för|nu|during|for|over|in|på|nu under"));
    let start = scanner.skip(start, phrases!("de|dom|the|den"));
    let (direction, number, next) = number_and_direction(scanner, start)?;
    let (unit, end) = unit(scanner, next)?;
    // "de sista två dagarna i maj" are counted from another end.
    if scanner.any(end, phrases!("i|av|of|in|före|efter|innan|before|after")).is_some() {
        return None;
    }
    let Some(number) = number else {
        return Some((Found::exact(When::Unresolved), end));
    };
    let certainty =
        if direction == Direction::Coming { Certainty::Vague } else { Certainty::Exact };
    Some((
        Found { certainty, ..found(span(scanner.today(), direction, i64::from(number), unit)) },
        end,
    ))
}

/// "nästa tre", "tre närmaste", "de närmaste".
fn number_and_direction(scanner: &Scanner, i: usize) -> Option<(Direction, Option<u32>, usize)> {
    static DIRECTIONS: Table<Direction> = Table::new(&[
        (Direction::Next, "nästa|next|nästföljande"),
        (
            Direction::Coming,
            "kommande|närmaste|närmsta|nästkommande|följande|coming|nearest|närmast kommande",
        ),
        (Direction::Last, "senaste|gångna|föregående|past|last|previous"),
    ]);
    let counted = |i: usize| count(scanner, i).filter(|(number, _)| (2..=60).contains(number));
    if let Some((direction, next)) = scanner.look_up(i, &DIRECTIONS) {
        return Some(match counted(next) {
            Some((number, next)) => (direction, Some(number), next),
            None => (direction, None, next),
        });
    }
    let (number, next) = counted(i)?;
    let (direction, next) = scanner.look_up(next, &DIRECTIONS)?;
    Some((direction, Some(number), next))
}

fn unit(scanner: &Scanner, i: usize) -> Option<(Unit, usize)> {
    static UNITS: Table<Unit> = Table::new(&[
        (Unit::Days, "dagar|dagarna|dar|darna|dygn|dygnen|days"),
        (
            Unit::WorkingDays,
            "arbetsdagar|arbetsdagarna|vardagar|vardagarna|working days|business days",
        ),
        (Unit::Weeks, "veckor|veckorna|weeks"),
        (Unit::Months, "månader|månaderna|months"),
    ]);
    scanner.look_up(i, &UNITS)
}

fn span(today: NaiveDate, direction: Direction, number: i64, unit: Unit) -> Option<Span> {
    let tomorrow = today.succ_opt()?;
    let of_month = |months: i64| {
        let month = i64::from(today.year()) * 12 + i64::from(today.month0()) + months;
        month_span(
            i32::try_from(month.div_euclid(12)).ok()?,
            u32::try_from(month.rem_euclid(12)).ok()? + 1,
        )
    };
    Some(match (direction, unit) {
        (Direction::Last, Unit::Days) => {
            Span { from: plus(today, -number)?, to: today.pred_opt()? }
        }
        (Direction::Last, Unit::WorkingDays) => {
            Span { from: plus_working_days(today, -number)?, to: today.pred_opt()? }
        }
        (Direction::Last, Unit::Weeks) => {
            Span { from: monday(today, -number)?, to: monday(today, 0)?.pred_opt()? }
        }
        (Direction::Last, Unit::Months) => {
            Span { from: of_month(-number)?.from, to: of_month(-1)?.to }
        }
        (_, Unit::Days) => Span { from: tomorrow, to: plus(today, number)? },
        (_, Unit::WorkingDays) => Span { from: tomorrow, to: plus_working_days(today, number)? },
        (Direction::Next, Unit::Weeks) => {
            Span { from: monday(today, 1)?, to: monday(today, number + 1)?.pred_opt()? }
        }
        (Direction::Coming, Unit::Weeks) => Span { from: tomorrow, to: plus(today, number * 7)? },
        (Direction::Next, Unit::Months) => {
            Span { from: of_month(1)?.from, to: of_month(number)?.to }
        }
        (Direction::Coming, Unit::Months) => Span {
            from: tomorrow,
            to: today.checked_add_months(Months::new(u32::try_from(number).ok()?))?,
        },
    })
}

//! Arithmetic on days: weekdays, ISO weeks, months. Nothing here knows words.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::hours::holidays::is_free;
use crate::model::time::When;

/// First and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Span {
    pub fn day(date: NaiveDate) -> Self {
        Self { from: date, to: date }
    }

    pub fn when(self) -> When {
        if self.from == self.to {
            When::Dates(vec![self.from])
        } else {
            When::Range { from: self.from, to: self.to }
        }
    }
}

pub(super) fn plus(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

/// So many working days after `date`, or before it: days that are neither weekend nor public holiday.
pub(super) fn plus_working_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let mut date = date;
    // Nobody counts further, and each step costs.
    for _ in 0..days.unsigned_abs().min(MOST_WORKING_DAYS) {
        date = plus(date, days.signum())?;
        while is_free(date) {
            date = plus(date, days.signum())?;
        }
    }
    (days.unsigned_abs() <= MOST_WORKING_DAYS).then_some(date)
}

const MOST_WORKING_DAYS: u64 = 60;

/// The first `weekday` on or after `date`.
pub(super) fn first_from(weekday: Weekday, date: NaiveDate) -> Option<NaiveDate> {
    plus(date, weekday.days_since(date.weekday()).into())
}

/// The last `weekday` on or before `date`.
pub(super) fn last_until(weekday: Weekday, date: NaiveDate) -> Option<NaiveDate> {
    plus(date, -i64::from(date.weekday().days_since(weekday)))
}

/// The first `weekday` after `date`, never that day itself: "på onsdag" said on a Wednesday is a week away.
pub(super) fn next_after(weekday: Weekday, date: NaiveDate) -> Option<NaiveDate> {
    first_from(weekday, date.succ_opt()?)
}

pub(super) fn last_before(weekday: Weekday, date: NaiveDate) -> Option<NaiveDate> {
    last_until(weekday, date.pred_opt()?)
}

/// The Monday of the ISO week of `date`, `weeks` on.
pub(super) fn monday(date: NaiveDate, weeks: i64) -> Option<NaiveDate> {
    plus(last_until(Weekday::Mon, date)?, weeks.checked_mul(7)?)
}

/// Monday to Sunday from `monday` on.
pub(super) fn week_from(monday: NaiveDate) -> Option<Span> {
    Some(Span { from: monday, to: plus(monday, 6)? })
}

pub(super) fn week_span(year: i32, week: u32) -> Option<Span> {
    week_from(NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?)
}

/// ISO week `week`, this year's or, if past, that of the next year that has it.
pub(super) fn coming_week(week: u32, today: NaiveDate) -> Option<Span> {
    let year = today.iso_week().year();
    (year..=year.saturating_add(8))
        .filter_map(|year| week_span(year, week))
        .find(|span| span.to >= today)
}

pub(super) fn last_week(week: u32, today: NaiveDate) -> Option<Span> {
    let year = today.iso_week().year();
    (0..9)
        .filter_map(|back| week_span(year.checked_sub(back)?, week))
        .find(|span| span.from <= today)
}

pub(super) fn month_span(year: i32, month: u32) -> Option<Span> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Span { from, to: from.checked_add_months(Months::new(1))?.pred_opt()? })
}

/// The whole month, this year's or, if over, next year's.
pub(super) fn coming_month(month: u32, today: NaiveDate) -> Option<Span> {
    (today.year()..=today.year().saturating_add(1))
        .filter_map(|year| month_span(year, month))
        .find(|span| span.to >= today)
}

/// The days of that number and month around `today`, oldest first; a leap day may be years away.
fn same_days(day: u32, month: u32, today: NaiveDate) -> impl DoubleEndedIterator<Item = NaiveDate> {
    (today.year().saturating_sub(8)..=today.year().saturating_add(8))
        .filter_map(move |year| NaiveDate::from_ymd_opt(year, month, day))
}

/// A date without a year: the coming one, or the last one in a message of the past. A weekday said beside it chooses between them.
pub(super) fn day_of_month(
    day: u32,
    month: u32,
    weekday: Option<Weekday>,
    today: NaiveDate,
    past: bool,
) -> Option<NaiveDate> {
    let coming = same_days(day, month, today).find(|&date| date >= today);
    let last = same_days(day, month, today).rev().find(|&date| date <= today);
    let fits = |date: &NaiveDate| weekday.is_some_and(|weekday| date.weekday() == weekday);
    let likely = if past { last.or(coming) } else { coming.or(last) };
    let recent = |date: &NaiveDate| (today - *date).num_days() <= 60;
    likely.filter(fits).or(coming.filter(fits)).or(last.filter(fits).filter(recent)).or(likely)
}

/// A day of an unnamed month ("den 15:e", "fredag den trettonde"): the next there is.
pub(super) fn day_of_any_month(
    day: u32,
    weekday: Option<Weekday>,
    today: NaiveDate,
    past: bool,
) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    // A given weekday and number meet within 14 months, but for the 29th–31st that take up to 26.
    let months = (0..=30).filter_map(|i| {
        let month = if past {
            first.checked_sub_months(Months::new(i))
        } else {
            first.checked_add_months(Months::new(i))
        };
        month?.with_day(day)
    });
    let mut fitting = months.filter(|date| weekday.is_none_or(|weekday| date.weekday() == weekday));
    fitting.find(|&date| if past { date <= today } else { date >= today })
}

/// The `nth` `weekday` of a month; 0 is the last.
pub(super) fn nth_weekday(nth: u32, weekday: Weekday, month: Span) -> Option<NaiveDate> {
    if nth == 0 {
        return last_until(weekday, month.to);
    }
    plus(first_from(weekday, month.from)?, i64::from(nth - 1) * 7).filter(|date| *date <= month.to)
}

/// One day, a row of days as a range, or days apart in order.
pub(super) fn when_of(mut dates: Vec<NaiveDate>) -> When {
    dates.sort_unstable();
    dates.dedup();
    match (dates.first().copied(), dates.last().copied()) {
        (Some(from), Some(to))
            if dates.len() > 1
                && (to - from).num_days() + 1 == i64::try_from(dates.len()).unwrap_or(i64::MAX) =>
        {
            When::Range { from, to }
        }
        _ => When::Dates(dates),
    }
}

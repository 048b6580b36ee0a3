//! Days and moments counted from now: "om tre dar", "om två och en halv timme", "en vecka och två dagar från idag", "inom tio dagar", "om två arbetsdagar".

use chrono::{Duration, Months, NaiveDate, NaiveDateTime};

use super::calendar::{Span, plus, plus_working_days};
use super::lexicon;
use super::phrases::{Table, phrases};
use super::scanner::Scanner;
use super::token::Kind;
use super::{Found, found, found_day};
use crate::model::time::{Certainty, When};

/// A number of things: digits, words, "en", "a couple" is none.
pub(super) fn count(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let token = scanner.token(i)?;
    if let Some((number, digits)) = scanner.number(i) {
        return (digits <= 3 && scanner.begins_number(i)).then_some((number, i + 1));
    }
    if token.is("a") || token.is("an") {
        return Some((1, i + 1));
    }
    let number = lexicon::cardinal(token)?;
    let joined = scanner
        .sign(i + 1, &['-'])
        .and_then(|next| Some((lexicon::cardinal(scanner.token(next)?)?, next + 1)));
    match joined {
        Some((units, end)) if number >= 20 && number % 10 == 0 && units < 10 => {
            Some((number + units, end))
        }
        _ => Some((number, i + 1)),
    }
}

/// Working days are those that are no weekend and no public holiday.
#[derive(Clone, Copy, Debug)]
enum Length {
    Calendar {
        months: u32,
        days: i64,
        minutes: i64,
        certainty: Certainty,
    },
    WorkingDays(u32),
    /// "några dagar": nobody can say which day.
    Some,
}

impl Length {
    const fn months(months: u32) -> Self {
        Self::Calendar { months, days: 0, minutes: 0, certainty: Certainty::Exact }
    }

    const fn days(days: i64) -> Self {
        Self::Calendar { months: 0, days, minutes: 0, certainty: Certainty::Exact }
    }

    const fn minutes(minutes: i64) -> Self {
        Self::Calendar { months: 0, days: 0, minutes, certainty: Certainty::Exact }
    }

    fn and(self, other: Self) -> Option<Self> {
        let (
            Self::Calendar { months, days, minutes, certainty },
            Self::Calendar { months: more_months, days: more_days, minutes: more_minutes, .. },
        ) = (self, other)
        else {
            return None;
        };
        Some(Self::Calendar {
            months: months.checked_add(more_months)?,
            days: days + more_days,
            minutes: minutes + more_minutes,
            certainty,
        })
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    On,
    Back,
}

/// "om tre dar", "om en kvart", "in two hours", "two weeks from now", "för två veckor sen", "a week ago".
pub(super) fn counted(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    if let Some(next) = scanner.any(i, phrases!("om|in")) {
        let (length, end) = length(scanner, next)?;
        return Some((from_now(scanner, length, Direction::On), end));
    }
    if let Some(next) = scanner.any(i, phrases!("inom|within|inom loppet av")) {
        let next =
            scanner.skip(next, phrases!("de närmaste|de närmsta|de kommande|närmaste|the next"));
        let (length, end) = length(scanner, next)?;
        return Some((within(scanner, length), scanner.skip(end, phrases!("tid"))));
    }
    let start = scanner.skip(i, phrases!("för"));
    let (length, next) = length(scanner, start)?;
    // "ett år sen rivningen" tells how long something has been so.
    let tells =
        |end: usize| start == i && scanner.token(end).is_some_and(|after| after.kind == Kind::Word);
    if let Some(end) = scanner.any(next, phrases!("sen|sedan|sn|ago")).filter(|&end| !tells(end)) {
        return Some((from_now(scanner, length, Direction::Back), end));
    }
    let end =
        scanner.any(next, phrases!("from now|from today|från idag|från i dag|från nu|framåt i tiden|framåt|framöver|senare|later"))?;
    (start == i).then(|| (from_now(scanner, length, Direction::On), end))
}

fn from_now(scanner: &Scanner, length: Length, direction: Direction) -> Found {
    match length {
        Length::Some => Found::exact(When::Unresolved),
        Length::WorkingDays(_) => {
            found_day(moment(scanner, length, direction).map(|moment| moment.date()))
        }
        Length::Calendar { minutes, certainty, .. } => {
            let when = match moment(scanner, length, direction) {
                None => When::Unresolved,
                Some(moment) if minutes == 0 => When::Dates(vec![moment.date()]),
                Some(moment) => When::Instant(moment),
            };
            Found { certainty, ..Found::exact(when) }
        }
    }
}

fn moment(scanner: &Scanner, length: Length, direction: Direction) -> Option<NaiveDateTime> {
    let at = scanner.at;
    match (length, direction) {
        (Length::Some, _) => None,
        (Length::WorkingDays(days), Direction::On) => {
            Some(plus_working_days(at.date(), i64::from(days))?.and_time(at.time()))
        }
        (Length::WorkingDays(days), Direction::Back) => {
            Some(plus_working_days(at.date(), -i64::from(days))?.and_time(at.time()))
        }
        (Length::Calendar { months, days, minutes, .. }, Direction::On) => {
            let date = plus(at.date().checked_add_months(Months::new(months))?, days)?;
            date.and_time(at.time()).checked_add_signed(Duration::minutes(minutes))
        }
        (Length::Calendar { months, days, minutes, .. }, Direction::Back) => {
            let date = plus(at.date().checked_sub_months(Months::new(months))?, -days)?;
            date.and_time(at.time()).checked_sub_signed(Duration::minutes(minutes))
        }
    }
}

/// From now to the end of that time: days as a range, less than a day as a part of today.
fn within(scanner: &Scanner, length: Length) -> Found {
    let Some(end) = moment(scanner, length, Direction::On) else {
        return Found::exact(When::Unresolved);
    };
    let today = scanner.today();
    match length {
        Length::Calendar { months: 0, days: 0, .. } if end.date() == today => Found {
            within: Some((Some(scanner.at.time()), Some(end.time()))),
            ..found_day(Some(today))
        },
        Length::Calendar { months: 0, days: 0, .. } => Found::exact(When::Unresolved),
        _ => found(Some(Span { from: today, to: end.date() })),
    }
}

/// How long: "åtta dar" is a week, "fjorton dagar" two; "en vecka och två dagar", "2 h 20 min".
fn length(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    let (mut length, mut end) = part(scanner, i)?;
    // Weeks, days, hours and minutes: nobody names more.
    for _ in 0..3 {
        let next = scanner.any(end, phrases!("och|o|å|and|&|,"));
        let of_digits = scanner.number(end).is_some();
        let Some((more, after)) =
            next.or(of_digits.then_some(end)).and_then(|next| part(scanner, next))
        else {
            break;
        };
        let Some(sum) = length.and(more) else { break };
        (length, end) = (sum, after);
    }
    Some((length, end))
}

fn part(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    static FIXED: Table<Length> = Table::new(&[
        (Length::days(7), "åtta dagar|åtta dar"),
        (
            Length::minutes(15),
            "en kvart|kvart|en kvarts timme|a quarter of an hour|quarter of an hour",
        ),
        (
            Length::minutes(30),
            "en halvtimme|halvtimme|en halv timme|halv timme|halvtimma|en halvtimma|\
        half an hour|a half hour|en halv timma|en halvtimmes tid",
        ),
        (Length::minutes(45), "tre kvart|trekvart|tre kvarts timme"),
        (Length::minutes(75), "en och en kvarts timme|fem kvart"),
        (Length::minutes(90), "an hour and a half|halvannan timme"),
        (Length::months(6), "ett halvår|halvår|ett halvt år|half a year"),
        (
            Length::Calendar { months: 0, days: 0, minutes: 60, certainty: Certainty::Vague },
            "någon timme|nån timme|någon timma|nån timma|about an hour",
        ),
        // Two, as far as anybody can say.
        (
            Length::Calendar { months: 0, days: 0, minutes: 120, certainty: Certainty::Vague },
            "ett par timmar|ett par tre timmar|ett par timmars tid|par timmar|a couple of hours",
        ),
        (
            Length::Some,
            "några dagar|några dar|några veckor|några månader|några timmar|någon dag|någon vecka|någon månad|nån dag|nån vecka|nån månad|\
        ett par dagar|ett par dar|ett par veckor|ett par månader|par dagar|par dar|par veckor|par månader|some days|some weeks|some months|some hours|\
        a few days|a few weeks|a few months|a few hours|a couple of days|a couple of weeks|a couple of months",
        ),
    ]);
    let roughly = phrases!(
        "precis|exakt|ungefär|ca|ca .|cirka|typ|bara|knappt|drygt|sisådär|about|exactly|around|just"
    );
    let start = scanner.skip(i, roughly);
    // Of equals the last: "åtta dagar" is no number of days.
    let rules = [
        and_a_half(scanner, start),
        decimal(scanner, start),
        whole(scanner, start),
        scanner.look_up(start, &FIXED),
    ];
    rules.into_iter().flatten().max_by_key(|&(_, end)| end)
}

#[derive(Clone, Copy)]
enum Unit {
    Minutes(i64),
    Days(i64),
    Months(u32),
    WorkingDays,
}

fn unit(scanner: &Scanner, i: usize) -> Option<(Unit, usize)> {
    static UNITS: Table<Unit> = Table::new(&[
        (Unit::Days(1), "dag|dagar|dar|da|dygn|day|days|dagars|dagarna"),
        (Unit::Days(7), "vecka|veckor|week|weeks|v|veckas|veckors|veckorna"),
        (Unit::Months(1), "månad|månader|mån|month|months|månads|månaders|månaderna"),
        (Unit::Months(12), "år|year|years|års"),
        (Unit::Minutes(60), "timme|timma|timmar|timmars|timmarna|tim|h|t|hour|hours|hrs"),
        (Unit::Minutes(1), "minut|minuter|min|minute|minutes|mins|minuters"),
        (
            Unit::WorkingDays,
            "arbetsdag|arbetsdagar|arbetsdar|vardag|vardagar|vardar|bankdag|bankdagar|helgfri vardag|helgfria vardagar|helgfria dagar|\
        working day|working days|business day|business days|weekdays",
        ),
    ]);
    scanner.token(i).filter(|token| token.kind == Kind::Word)?;
    scanner.look_up(i, &UNITS)
}

/// "tre dagar", "2 h".
fn whole(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    let (number, next) = count(scanner, i)?;
    let (unit, end) = unit(scanner, next)?;
    let length = match unit {
        // "om femtio år" is the future at large.
        Unit::Months(12) if number > 3 => return None,
        Unit::Days(days) => Length::days(days * i64::from(number)),
        Unit::Months(months) => Length::months(months.checked_mul(number)?),
        Unit::Minutes(minutes) => Length::minutes(minutes * i64::from(number)),
        Unit::WorkingDays => Length::WorkingDays(number),
    };
    Some((length, end))
}

/// "två och en halv timme". Half a week is no day.
fn and_a_half(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    let (number, next) = count(scanner, i)?;
    let next = scanner.any(
        next,
        phrases!("och en halv|o en halv|å en halv|och ett halvt|o ett halvt|and a half"),
    )?;
    let (unit, end) = unit(scanner, next)?;
    let length = match unit {
        Unit::Minutes(60) => Length::minutes(60 * i64::from(number) + 30),
        Unit::Months(12) => Length::months(number.checked_mul(12)?.checked_add(6)?),
        _ => Length::Some,
    };
    Some((length, end))
}

/// "2,5 timmar".
fn decimal(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    let (hours, _) =
        scanner.number(i).filter(|&(_, digits)| digits <= 2 && scanner.begins_number(i))?;
    let next = scanner.glued_sign(i + 1, &[',', '.'])?;
    let (tenths, _) = scanner.glued_number(next).filter(|&(_, digits)| digits == 1)?;
    match unit(scanner, next + 1)? {
        (Unit::Minutes(60), end) => {
            Some((Length::minutes(60 * i64::from(hours) + 6 * i64::from(tenths)), end))
        }
        (_, end) => Some((Length::Some, end)),
    }
}

//! The forms of a single clock time: "halv fem", "kvart i fem", "16.30", "1630", "half past four", "5 pm", "åttatiden".

use chrono::{NaiveTime, Timelike};

use super::phrases::{Phrases, phrases};
use super::scanner::Scanner;
use super::{Within, lexicon};

/// An hour as named and the minutes from it. "Halv fem" names five.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u32,
    pub minutes: i32,
    /// Whether the words leave no doubt of the half of the day ("16", "07.30", "5 pm").
    pub fixed: bool,
}

impl Clock {
    fn floating(hour: u32, minutes: i32) -> Self {
        Self { hour, minutes, fixed: hour == 0 || hour > 12 }
    }

    /// The time of day. Bare 1–7 are in the afternoon and 8–12 in the morning, unless `part` says otherwise.
    pub fn time(self, part: Option<Within>) -> NaiveTime {
        let hour = match part {
            _ if self.fixed => self.hour,
            Some((_, Some(end))) if end.hour() <= 6 && self.hour == 12 => 0,
            Some((_, Some(end))) if end.hour() <= 12 => self.hour,
            Some((Some(start), _)) if start.hour() >= 12 && self.hour < 12 => self.hour + 12,
            _ if self.hour < 8 => self.hour + 12,
            _ => self.hour,
        };
        let minutes = i32::try_from(hour * 60).unwrap_or_default() + self.minutes;
        let seconds = u32::try_from(minutes.rem_euclid(24 * 60) * 60).unwrap_or_default();
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default()
    }
}

/// A time, the index after it, and whether its form shows that it is one ("halv fem" does, "fem" does not).
type Timed = (Clock, usize, bool);

pub(super) fn time(scanner: &Scanner, i: usize) -> Option<Timed> {
    let rules = [half, minutes_from, english_minutes, hour_or_digital, named, around_hour];
    rules.iter().filter_map(|rule| rule(scanner, i)).max_by_key(|&(_, end, _)| end)
}

/// An hour without minutes, in digits or words: "8", "åtta", not "en".
fn hour(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let token = scanner.token(i)?;
    if let Some((hour, digits)) = scanner.number(i) {
        return (digits <= 2 && hour <= 24).then_some((hour, i + 1));
    }
    lexicon::cardinal(token).filter(|hour| *hour <= 24 && !token.is("en")).map(|hour| (hour, i + 1))
}

/// "halv fem", "halv5", "halvfem".
fn half(scanner: &Scanner, i: usize) -> Option<Timed> {
    let token = scanner.token(i)?;
    let (named, end) = if token.is("halv") {
        hour(scanner, i + 1)?
    } else {
        let word = token.text.strip_prefix("halv")?;
        (lexicon::cardinal_of(word)?, i + 1)
    };
    // "en halv två" is no time, but "halv sjutton" is half past four.
    (1..=24).contains(&named).then_some((Clock::floating(named, -30), end, true))
}

/// "kvart i fem", "fem över halv fem", "tjugo i nio", "tio minuter över tolv".
fn minutes_from(scanner: &Scanner, i: usize) -> Option<Timed> {
    let (minutes, next, sure) = match scanner.any(i, phrases!("kvart|en kvart")) {
        Some(next) => (15, next, true),
        None => {
            let (number, next) = hour_like_minutes(scanner, i)?;
            let with_unit = scanner.any(next, phrases!("minuter|min|minuters"));
            (number, with_unit.unwrap_or(next), with_unit.is_some())
        }
    };
    let (sign, next) = match scanner.any(next, phrases!("över")) {
        Some(next) => (1, next),
        None => (-1, scanner.any(next, phrases!("i"))?),
    };
    let minutes = sign * i32::try_from(minutes).ok()?;
    if let Some((clock, end, _)) = half(scanner, next) {
        return Some((Clock { minutes: clock.minutes + minutes, ..clock }, end, true));
    }
    let (named, end) = hour(scanner, next)?;
    let sure = sure || sign > 0 || scanner.ends_number(end);
    (sure && named > 0).then_some((Clock::floating(named, minutes), end, true))
}

/// The minutes one counts from an hour: fives, or any with "minuter" after.
fn hour_like_minutes(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let token = scanner.token(i)?;
    let minutes = scanner
        .number(i)
        .filter(|(_, digits)| *digits <= 2 && scanner.begins_number(i))
        .map(|(minutes, _)| minutes)
        .or_else(|| lexicon::cardinal(token))?;
    let with_unit = scanner.any(i + 1, phrases!("minuter|min|minutes")).is_some();
    ((1..60).contains(&minutes) && (with_unit || matches!(minutes, 5 | 10 | 15 | 20 | 25)))
        .then_some((minutes, i + 1))
}

/// "half past four", "quarter to five", "ten past three".
fn english_minutes(scanner: &Scanner, i: usize) -> Option<Timed> {
    if let Some(next) = scanner.any(i, phrases!("half past|half")) {
        let (named, end) = hour(scanner, next).filter(|&(named, _)| (1..=12).contains(&named))?;
        return with_half_of_day(scanner, Clock::floating(named, 30), end, true);
    }
    let (minutes, next) = match scanner.any(i, phrases!("a quarter|quarter")) {
        Some(next) => (15, next),
        None => hour_like_minutes(scanner, i)
            .map(|(minutes, next)| (minutes, scanner.skip(next, phrases!("minutes"))))?,
    };
    let (sign, next) = match scanner.any(next, phrases!("past|after")) {
        Some(next) => (1, next),
        None => (-1, scanner.any(next, phrases!("to|before"))?),
    };
    let (named, end) = hour(scanner, next).filter(|&(named, _)| (1..=12).contains(&named))?;
    let (clock, end, _) = with_half_of_day(
        scanner,
        Clock::floating(named, sign * i32::try_from(minutes).ok()?),
        end,
        true,
    )?;
    scanner.ends_number(end).then_some((clock, end, true))
}

/// "16.30", "7.45", "1630", "8", "åtta", each with "am", "pm" or "o'clock" after.
pub(super) fn hour_or_digital(scanner: &Scanner, i: usize) -> Option<Timed> {
    let (clock, end, marked) = match scanner.number(i) {
        Some(_) if !scanner.begins_number(i) && !scanner.follows_dash(i) => return None,
        Some((value, 3 | 4)) => four_digits(scanner, i, value)?,
        Some(_) => digital(scanner, i).or_else(|| {
            hour(scanner, i).map(|(hour, end)| (bare_hour(scanner, i, hour), end, false))
        })?,
        None => hour(scanner, i).map(|(hour, end)| (Clock::floating(hour, 0), end, false))?,
    };
    with_half_of_day(scanner, clock, end, marked)
}

/// "08" is written by those who count to 24.
fn bare_hour(scanner: &Scanner, i: usize, hour: u32) -> Clock {
    let leading_zero = scanner.token(i).is_some_and(|token| token.text.starts_with('0'));
    Clock { fixed: leading_zero || hour == 0 || hour > 12, ..Clock::floating(hour, 0) }
}

fn with_half_of_day(scanner: &Scanner, clock: Clock, end: usize, marked: bool) -> Option<Timed> {
    let morning = scanner.any(end, phrases!("am|a . m .|a . m"));
    let afternoon = scanner.any(end, phrases!("pm|p . m .|p . m"));
    Some(match (morning, afternoon) {
        (Some(end), _) if clock.hour <= 12 => {
            (Clock { hour: clock.hour % 12, fixed: true, ..clock }, end, true)
        }
        (_, Some(end)) if clock.hour <= 12 => {
            (Clock { hour: clock.hour % 12 + 12, fixed: true, ..clock }, end, true)
        }
        _ => match scanner.any(end, phrases!("oclock")) {
            Some(end) => (clock, end, true),
            None => (clock, end, marked),
        },
    })
}

/// "16.30", "16:30", "16,30". With minutes the day is counted to 24, but nobody asks for half past four in the morning by "4.30".
fn digital(scanner: &Scanner, i: usize) -> Option<Timed> {
    let (hour, digits) = scanner.number(i).filter(|(hour, digits)| *digits <= 2 && *hour <= 24)?;
    let next = scanner.glued_sign(i + 1, &['.', ':', ','])?;
    let (minutes, minute_digits) =
        scanner.glued_number(next).filter(|(minutes, _)| *minutes < 60)?;
    let seconds = scanner.glued_sign(next + 1, &[':']).filter(|&at| {
        scanner.glued_number(at).is_some_and(|(seconds, digits)| digits == 2 && seconds < 60)
    });
    let end = seconds.map_or(next + 1, |at| at + 1);
    let goes_on = scanner
        .glued_sign(end, &['.', ',', '/', ':'])
        .is_some_and(|after| scanner.glued_number(after).is_some());
    let counted = scanner
        .token(end)
        .is_some_and(|token| lexicon::is_counted(token) || token.is_sign(&['%', '€', '$']));
    let decimal =
        scanner.token(i + 1).is_some_and(|sign| sign.text == ",") && !scanner.ends_number(end);
    if minute_digits != 2 || goes_on || counted || decimal {
        return None;
    }
    let fixed = digits == 2 || !(1..=6).contains(&hour);
    Some((Clock { fixed, ..Clock::floating(hour, i32::try_from(minutes).ok()?) }, end, true))
}

/// "1630" and "730". Years and round thousands need a word beside them that makes them clock times.
fn four_digits(scanner: &Scanner, i: usize, value: u32) -> Option<Timed> {
    let (hour, minutes) = (value / 100, value % 100);
    let digits = scanner.token(i)?.text.len();
    let after_number = i.checked_sub(1).is_some_and(|before| scanner.number(before).is_some());
    if hour > 24 || minutes > 59 || minutes % 5 != 0 || after_number || !scanner.ends_number(i + 1)
    {
        return None;
    }
    let marked = digits == 4 && matches!(minutes, 15 | 30 | 45) && !(19..=20).contains(&hour);
    Some((
        Clock { fixed: digits == 4, ..Clock::floating(hour, i32::try_from(minutes).ok()?) },
        i + 1,
        marked,
    ))
}

/// "kl 16 30".
pub(super) fn hours_and_minutes_apart(scanner: &Scanner, i: usize) -> Option<Timed> {
    let (hour, _) = scanner.number(i).filter(|(hour, digits)| *digits <= 2 && *hour <= 24)?;
    let (minutes, _) =
        scanner.number(i + 1).filter(|(minutes, digits)| *digits == 2 && *minutes < 60)?;
    Some((
        Clock { fixed: true, ..Clock::floating(hour, i32::try_from(minutes).ok()?) },
        i + 2,
        true,
    ))
}

fn named(scanner: &Scanner, i: usize) -> Option<Timed> {
    static NOON: Phrases =
        Phrases::new("mitt på dan|mitt på dagen|mitt på da|noon|midday|klockan tolv på dagen");
    if let Some(end) = scanner.any(i, &NOON) {
        return Some((Clock { hour: 12, minutes: 0, fixed: true }, end, true));
    }
    let end = scanner.any(i, phrases!("midnatt|midnight"))?;
    Some((Clock { hour: 0, minutes: 0, fixed: true }, end, true))
}

/// "åttatiden", "fyratiden".
fn around_hour(scanner: &Scanner, i: usize) -> Option<Timed> {
    let token = scanner.token(i)?;
    let word = token.text.strip_suffix("tiden").or_else(|| token.text.strip_suffix("snåret"))?;
    let hour = lexicon::cardinal_of(word).filter(|hour| (1..=24).contains(hour))?;
    Some((Clock::floating(hour, 0), i + 1, true))
}

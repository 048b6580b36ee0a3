//! Dates as they are written: "den 15:e", "15/6", "6.6", "sjätte juni", "June 6th", 2026-06-05, 260605, "20–23 juli".

use chrono::{Datelike, NaiveDate, Weekday};

use super::anchored::year_after_name;
use super::calendar::{Span, day_of_any_month, day_of_month};
use super::lexicon;
use super::month::relative_month;
use super::phrases::phrases;
use super::scanner::{DASHES, Scanner};
use super::token::Kind;
use super::{Found, found};

/// A date before its missing parts are filled in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub day: u32,
    pub month: Option<u32>,
    pub year: Option<i32>,
}

impl Written {
    /// `None`: there is no such day ("den 31 april").
    pub fn resolve(
        self,
        weekday: Option<Weekday>,
        today: NaiveDate,
        past: bool,
    ) -> Option<NaiveDate> {
        match (self.month, self.year) {
            (Some(month), Some(year)) => NaiveDate::from_ymd_opt(year, month, self.day),
            (Some(month), None) => day_of_month(self.day, month, weekday, today, past),
            (None, _) => day_of_any_month(self.day, weekday, today, past)
                .map(|date| self.likely(date, weekday, today)),
        }
    }

    /// "fredagen den 4" is last week's, if that was a Friday; and nobody means a Friday half a year away: then the weekday is wrong, and the date
    /// holds. Friday the 13th is looked for.
    fn likely(self, date: NaiveDate, weekday: Option<Weekday>, today: NaiveDate) -> NaiveDate {
        let near = (date - today).num_days().abs() <= FAR;
        let Some(weekday) =
            weekday.filter(|weekday| !near && (*weekday, self.day) != (Weekday::Fri, 13))
        else {
            return date;
        };
        let recent = day_of_any_month(self.day, Some(weekday), today, true)
            .filter(|past| (today - *past).num_days() <= RECENT);
        recent.or_else(|| day_of_any_month(self.day, None, today, false)).unwrap_or(date)
    }
}

/// In days.
const FAR: i64 = 62;
const RECENT: i64 = 14;

/// A date that stands at `i` in any of its forms.
pub(super) fn written(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let rules = [
        with_month,
        of_relative_month,
        month_first,
        with_signs,
        with_dashes,
        iso,
        compact,
        without_month,
    ];
    rules.iter().filter_map(|rule| rule(scanner, i)).max_by_key(|&(_, end)| end)
}

pub(super) fn single(scanner: &Scanner, i: usize, today: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|på den|on|till"));
    let Some((written, end)) = written(scanner, start) else {
        return impossible(scanner, start).map(|end| (found(None), end));
    };
    Some((found(written.resolve(None, today, scanner.past).map(Span::day)), end))
}

/// What is written as a date and can be none in any month: "den 45:e", "32 december", "2027-13-01".
fn impossible(scanner: &Scanner, i: usize) -> Option<usize> {
    let article = scanner.any(i, phrases!("den|the"));
    let start = article.unwrap_or(i);
    let (number, digits) = scanner.number(start).filter(|_| scanner.begins_number(start))?;
    if digits == 4 && full(number, digits).is_some() {
        let next = scanner.glued_sign(start + 1, &['-'])?;
        let (_, month_digits) = scanner.glued_number(next)?;
        let next = scanner.glued_sign(next + 1, &['-'])?;
        let (_, day_digits) = scanner.glued_number(next)?;
        let ends = scanner.glued_sign(next + 1, &['-']).is_none();
        return (month_digits == 2 && day_digits == 2 && ends).then_some(next + 1);
    }
    if digits > 2 || (1..=31).contains(&number) {
        return None;
    }
    let is_suffix = |at: usize| {
        scanner.token(at).is_some_and(|token| token.glued && ["e", "a"].contains(&&*token.text))
    };
    let after_colon = scanner.glued_sign(start + 1, &[':']).filter(|at| is_suffix(*at));
    let suffix = after_colon.map(|at| at + 1);
    let end = suffix.or(is_suffix(start + 1).then_some(start + 2)).unwrap_or(start + 1);
    named_month(scanner, end)
        .map(|(_, end)| end)
        .or((article.is_some() && end > start + 1).then_some(end))
}

#[derive(Clone, Copy)]
pub(super) struct DayNumber {
    pub value: u32,
    /// Whether it shows by itself that it is a day of the month: "15:e", "femtonde", "15th".
    pub marked: bool,
}

pub(super) fn day_number(scanner: &Scanner, i: usize) -> Option<(DayNumber, usize)> {
    if let Some((value, end)) = ordinal(scanner, i) {
        return (1..=31).contains(&value).then_some((DayNumber { value, marked: true }, end));
    }
    let (value, digits) = scanner.number(i)?;
    if digits > 2
        || !(1..=31).contains(&value)
        || !(scanner.begins_number(i) || scanner.follows_dash(i))
    {
        return None;
    }
    let suffix = |at: usize, endings: &[&str]| {
        scanner.token(at).is_some_and(|token| token.glued && endings.contains(&token.text.as_str()))
    };
    let after_colon =
        scanner.glued_sign(i + 1, &[':']).filter(|&after| suffix(after, &["e", "a", "de"]));
    let (end, marked) = match after_colon {
        Some(after) => (after + 1, true),
        None if suffix(i + 1, &["st", "nd", "rd", "th", "de"]) => (i + 2, true),
        // "15e juni" is a date, "9e" a class at school.
        None if suffix(i + 1, &["e", "a"]) => (i + 2, false),
        None => (i + 1, false),
    };
    Some((DayNumber { value, marked }, end))
}

/// "sjätte", "tjugoförsta", "tjugo första", "twenty-first".
pub(super) fn ordinal(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let token = scanner.token(i)?;
    if let Some(value) = lexicon::ordinal(token) {
        return Some((value, i + 1));
    }
    let tens = lexicon::cardinal(token).filter(|tens| matches!(tens, 20 | 30))?;
    let next = scanner.skip(i + 1, phrases!("-"));
    let units = lexicon::ordinal(scanner.token(next)?).filter(|units| *units < 10)?;
    Some((tens + units, next + 1))
}

pub(super) fn named_month(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let month = lexicon::month(scanner.token(i)?)?;
    Some((month, i + 1))
}

pub(super) fn slash_month(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let next = scanner.glued_sign(i, &['/'])?;
    let (month, _) = scanner
        .glued_number(next)
        .filter(|(month, digits)| *digits <= 2 && (1..=12).contains(month))?;
    Some((month, next + 1))
}

/// "den 15 juni 2027", "sjätte juni", "the 6th of January".
fn with_month(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let (day, end) = day_number(scanner, scanner.skip(i, phrases!("den|the")))?;
    let (month, end) = named_month(scanner, scanner.skip(end, phrases!("of|i|-|.")))?;
    // "2 feb. 2016": the stop belongs to the date where a year follows.
    let (year, end) = year(scanner, scanner.skip(end, phrases!(".")))
        .or_else(|| year(scanner, end))
        .map_or((None, end), |(year, end)| (Some(year), end));
    Some((Written { day: day.value, month: Some(month), year }, end))
}

/// "den 20 nästa månad", "20:e i förra månaden", "nästa månad den 20".
fn of_relative_month(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let of = |day: DayNumber, month: Option<Span>| {
        let month = month?.from;
        Some(Written { day: day.value, month: Some(month.month()), year: Some(month.year()) })
    };
    if let Some((month, next)) = relative_month(scanner, i) {
        let (day, end) =
            day_number(scanner, scanner.any(next, phrases!("den|på den|the|on the"))?)?;
        return Some((of(day, month)?, end));
    }
    let article = scanner.any(i, phrases!("den|the"));
    let (day, next) = day_number(scanner, article.unwrap_or(i))
        .filter(|(day, _)| day.marked || article.is_some())?;
    if let Some(end) = scanner.any(next, phrases!("i månaden|i månan|of the month")) {
        return Some((Written { day: day.value, month: None, year: None }, end));
    }
    let (month, end) = relative_month(scanner, scanner.skip(next, phrases!("i|of|in")))?;
    Some((of(day, month)?, end))
}

/// "January 6th, 2027".
fn month_first(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let (month, end) = named_month(scanner, i)?;
    let (day, end) = day_number(scanner, scanner.skip(end, phrases!("the|den")))?;
    if !scanner.ends_number(end) && scanner.sign(end, &[',']).is_none() {
        return None;
    }
    let (year, end) = year(scanner, end).map_or((None, end), |(year, end)| (Some(year), end));
    Some((Written { day: day.value, month: Some(month), year }, end))
}

/// "15/6", "15/6-26", "15/6 2027"; "6.6", "15.6.2027". "16.30" and "8.15" are clock times.
fn with_signs(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let article = scanner.any(i, phrases!("den"));
    let start = article.unwrap_or(i);
    let (day, digits) = scanner
        .number(start)
        .filter(|_| scanner.begins_number(start) || scanner.follows_dash(start))?;
    let sign = scanner.token(start + 1)?.text.as_str();
    let next = scanner.glued_sign(start + 1, &['/', '.'])?;
    let (month, month_digits) = scanner.glued_number(next)?;
    if digits > 2 || month_digits > 2 || !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    let end = next + 1;
    let full_year = || {
        let point = scanner.glued_sign(end, &['.', '/'])?;
        let (year, digits) = scanner.glued_number(point)?;
        Some((full(year, digits)?, point + 1))
    };
    let year = full_year().or_else(|| year(scanner, end));
    let looks_like_clock = sign == "." && month_digits == 2 && day < 24 && month % 5 == 0;
    if year.is_none() && article.is_none() && (looks_like_clock || day == 24 && month == 7) {
        return None;
    }
    let (year, end) = year.map_or((None, end), |(year, end)| (Some(year), end));
    let counted =
        scanner.token(end).is_some_and(|token| lexicon::is_counted(token) || token.is_sign(&['%']));
    let goes_on = scanner
        .glued_sign(end, &['/', '-', '.', ':'])
        .is_some_and(|next| scanner.glued_number(next).is_some());
    let goes_on = goes_on && row_goes_on(scanner, end).is_none();
    let is_part = counted || (goes_on && year.is_none());
    (!is_part).then_some((Written { day, month: Some(month), year }, end))
}

/// "20/7-23/7": another date follows the dash.
fn row_goes_on(scanner: &Scanner, i: usize) -> Option<usize> {
    let next = scanner.glued_sign(i, DASHES)?;
    scanner.glued_number(next)?;
    scanner.glued_sign(next + 1, &['/', '.'])
}

/// "25-04", "03-03-2015", "31-10-74". "8-12" and "10-04" are hours; so are "22-06" to those who work nights.
fn with_dashes(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let article = scanner.any(i, phrases!("den"));
    let start = article.unwrap_or(i);
    let (day, digits) = scanner
        .number(start)
        .filter(|&(day, _)| (1..=31).contains(&day) && scanner.begins_number(start))?;
    let next = scanner.glued_sign(start + 1, &['-', '–'])?;
    let (month, month_digits) =
        scanner.glued_number(next).filter(|(month, _)| (1..=12).contains(month))?;
    if digits > 2 || month_digits > 2 {
        return None;
    }
    let end = next + 1;
    if let Some(next) = scanner.glued_sign(end, &['-', '–', '.']) {
        let (year, digits) = scanner.glued_number(next)?;
        let goes_on = scanner
            .glued_sign(next + 1, &['-', '–', '.', ':', '/'])
            .is_some_and(|next| scanner.glued_number(next).is_some());
        // "26-04-25" is the 25th of April 2026: see `short_iso`.
        let is_year_first = digits == 2 && short_iso(scanner, start).is_some();
        return (!goes_on && !is_year_first).then_some((
            Written { day, month: Some(month), year: Some(full(year, digits)?) },
            next + 1,
        ));
    }
    let at_night = (20..=24).contains(&day) && (4..=9).contains(&month);
    let is_likely = month_digits == 2 && day > 12 && (!at_night || after_weekday(scanner, start));
    let is_date = article.is_some() || is_likely || day > 24;
    let after_clock = i.checked_sub(1).is_some_and(|before| {
        scanner.any(before, phrases!("kl|klockan|mellan|från|nr|nummer")).is_some()
    });
    let goes_on = scanner.token(end).is_some_and(|next| next.glued && next.kind != Kind::Sign)
        || scanner.sign(end, &['=', '%']).is_some();
    let told = (day <= 24 && scanner.layout().is_background(&(start..end)))
        || scanner.token(end).is_some_and(lexicon::is_counted);
    (is_date && !after_clock && !goes_on && !told)
        .then_some((Written { day, month: Some(month), year: None }, end))
}

/// "26-06-03": a year of two digits first, as authorities write it, where it is this year's or near it.
fn short_iso(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let (year, _) =
        scanner.number(i).filter(|&(_, digits)| digits == 2 && scanner.begins_number(i))?;
    let next = scanner.glued_sign(i + 1, &['-', '–'])?;
    let (month, _) = scanner
        .glued_number(next)
        .filter(|(month, digits)| *digits == 2 && (1..=12).contains(month))?;
    let next = scanner.glued_sign(next + 1, &['-', '–'])?;
    let (day, _) = scanner
        .glued_number(next)
        .filter(|(day, digits)| *digits == 2 && (1..=31).contains(day))?;
    let year = 2000 + i32::try_from(year).ok()?;
    let near = (-1..=2).contains(&(i64::from(year) - i64::from(scanner.today().year())));
    let goes_on = scanner.glued_sign(next + 1, &['-', '–']).is_some();
    (near && !goes_on).then_some((Written { day, month: Some(month), year: Some(year) }, next + 1))
}

/// A year after a date: " 2027", ", 2027", "-27", "/2027", "nästa år".
pub(super) fn year(scanner: &Scanner, i: usize) -> Option<(i32, usize)> {
    if let Some(next) =
        scanner.sign(i, &['-', '/', '–']).filter(|&next| scanner.glued_number(next).is_some())
    {
        let (year, digits) = scanner.number(next)?;
        let date_follows = scanner.glued_sign(next + 1, &['/']).is_some();
        return Some((full(year, digits).filter(|_| !date_follows)?, next + 1));
    }
    let next = scanner.skip(i, phrases!(","));
    year_after_name(scanner, next)
}

fn full(year: u32, digits: usize) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match digits {
        // "74" was, and "26" is.
        2 => Some(if year < 70 { 2000 } else { 1900 } + year),
        4 if (1900..2100).contains(&year) => Some(year),
        _ => None,
    }
}

/// 2026-06-05, 2026/06/05, 2026.06.05, 26-06-05.
fn iso(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    if let Some(found) = short_iso(scanner, i) {
        return Some(found);
    }
    let (year, digits) = scanner.number(i).filter(|_| scanner.begins_number(i))?;
    let next = scanner.glued_sign(i + 1, &['-', '–', '/', '.'])?;
    let (month, _) = scanner
        .glued_number(next)
        .filter(|(month, digits)| *digits <= 2 && (1..=12).contains(month))?;
    let next = scanner.glued_sign(next + 1, &['-', '–', '/', '.'])?;
    let (day, _) = scanner
        .glued_number(next)
        .filter(|(day, digits)| *digits <= 2 && (1..=31).contains(day))?;
    let year = (digits == 4).then(|| full(year, digits)).flatten()?;
    Some((Written { day, month: Some(month), year: Some(year) }, next + 1))
}

/// 260605 and 20260605, within a few years of today: other six digits are something else, and a personal identity number has four more.
fn compact(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let (value, digits) = scanner.number(i).filter(|_| scanner.begins_number(i))?;
    let goes_on =
        scanner.sign(i + 1, &['-', '+', '–']).is_some_and(|next| scanner.number(next).is_some());
    if !matches!(digits, 6 | 8) || goes_on || scanner.number(i + 1).is_some() {
        return None;
    }
    let year = i32::try_from(value / 10_000).ok()? + if digits == 6 { 2000 } else { 0 };
    let date = NaiveDate::from_ymd_opt(year, value / 100 % 100, value % 100)?;
    let near = (-2..=5).contains(&(i64::from(year) - i64::from(scanner.today().year())));
    near.then_some((
        Written { day: date.day(), month: Some(date.month()), year: Some(year) },
        i + 1,
    ))
}

/// "den 15:e", "den 15", "15:e", "the 6th", "den trettonde". "Den första" and "den andra" are more often something else.
fn without_month(scanner: &Scanner, i: usize) -> Option<(Written, usize)> {
    let article = scanner.any(i, phrases!("den|the"));
    let start = article.unwrap_or(i);
    let (day, end) = day_number(scanner, start)?;
    let in_words = scanner.number(start).is_none();
    let plain = if in_words {
        article.is_some() && (day.value > 2 || after_weekday(scanner, i))
    } else {
        article.is_some() || day.marked
    };
    (plain && scanner.ends_number(end))
        .then_some((Written { day: day.value, month: None, year: None }, end))
}

fn after_weekday(scanner: &Scanner, i: usize) -> bool {
    i.checked_sub(1)
        .and_then(|before| scanner.token(before))
        .is_some_and(|token| lexicon::weekday(token).is_some())
}

//! What staff announce, as they type it: exceptions to the opening hours, and notices with an end.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::hours::Hours;
use crate::language::time;
use crate::model::contact::Exception;
use crate::model::time::When;

/// What is wrong with an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadException {
    /// Begins with no day that there is.
    Date,
    Past,
    /// A clock time that is none, or an end before its beginning.
    Time(String),
    /// Neither "öppet" nor "stängt".
    OpenOrClosed,
    /// Nothing says why.
    Reason,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Closed,
}

/// `2026-12-23 12.00-16.30 stängt Personaldag` → that day's hours. Days may also be named (`24 december`, `på fredag`).
pub fn exception(text: &str, now: NaiveDateTime, hours: &Hours) -> Result<Exception, BadException> {
    let (date, rest) = leading_date(text, now).ok_or(BadException::Date)?;
    if date < now.date() {
        return Err(BadException::Past);
    }
    let mut state = None;
    let mut spans: Vec<(NaiveTime, NaiveTime)> = Vec::new();
    let mut words = rest.split_whitespace().peekable();
    while let Some(word) = words.peek().copied() {
        let named = named_state(word);
        if named.is_some() && state.is_none() {
            state = named;
        } else if let Some(side) = one_sided(word) {
            let mut ahead = words.clone();
            ahead.next();
            let clock = ahead
                .find(|word| !is_clock_word(word))
                .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            let Some(clock) = clock else { break };
            spans.push(side(clock_time(clock)?));
            while words.next_if(|word| *word != clock).is_some() {}
        } else if word.starts_with(|c: char| c.is_ascii_digit()) && state_may_follow(word) {
            spans.push(span(word)?);
        } else if !is_clock_word(word) && word != "och" {
            break;
        }
        words.next();
    }
    let reason = words.collect::<Vec<_>>().join(" ");
    let state = state.ok_or(BadException::OpenOrClosed)?;
    if reason.is_empty() {
        return Err(BadException::Reason);
    }
    Ok(Exception { date, open: open_hours(state, spans, date, hours), reason })
}

/// A clock time or a span of them begins with a digit and holds nothing but digits and marks.
fn state_may_follow(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '–' | ','))
}

fn is_clock_word(word: &str) -> bool {
    matches!(word, "kl" | "kl." | "klockan")
}

fn named_state(word: &str) -> Option<State> {
    match word.trim_end_matches([':', ',']).to_lowercase().as_str() {
        "öppet" | "öppen" | "öppna" | "oppet" | "open" => Some(State::Open),
        "stängt" | "stängd" | "stänger" | "stangt" | "closed" => Some(State::Closed),
        _ => None,
    }
}

type Side = fn(NaiveTime) -> (NaiveTime, NaiveTime);

fn one_sided(word: &str) -> Option<Side> {
    match word.to_lowercase().as_str() {
        "från" | "fran" | "efter" => Some(|clock| (clock, LAST)),
        "till" | "före" | "innan" => Some(|clock| (NaiveTime::MIN, clock)),
        _ => None,
    }
}

/// The last moment of a day that hours can name.
const LAST: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 59) {
    Some(last) => last,
    None => NaiveTime::MIN,
};

fn open_hours(
    state: State,
    spans: Vec<(NaiveTime, NaiveTime)>,
    date: NaiveDate,
    hours: &Hours,
) -> Vec<(NaiveTime, NaiveTime)> {
    let usual = hours.day(date).intervals;
    match (state, spans.is_empty()) {
        (State::Closed, true) => Vec::new(),
        (State::Open, true) => usual,
        (State::Closed, false) => spans.iter().fold(usual, |open, closed| without(&open, *closed)),
        (State::Open, false) => {
            // "Öppet till 12" keeps the usual beginning, "öppet från 10" the usual end.
            let (from, to) = (usual.first().map(|first| first.0), usual.last().map(|last| last.1));
            let whole =
                |(start, end): (NaiveTime, NaiveTime)| match (start == NaiveTime::MIN, end == LAST)
                {
                    (true, _) => (from.filter(|from| *from < end).unwrap_or(start), end),
                    (_, true) => (start, to.filter(|to| *to > start).unwrap_or(end)),
                    _ => (start, end),
                };
            let mut spans: Vec<_> = spans.into_iter().map(whole).collect();
            spans.sort_unstable();
            spans
        }
    }
}

fn without(
    open: &[(NaiveTime, NaiveTime)],
    (from, to): (NaiveTime, NaiveTime),
) -> Vec<(NaiveTime, NaiveTime)> {
    let pieces = open
        .iter()
        .flat_map(|(opens, closes)| [(*opens, (*closes).min(from)), ((*opens).max(to), *closes)]);
    pieces.filter(|(start, end)| start < end).collect()
}

fn span(word: &str) -> Result<(NaiveTime, NaiveTime), BadException> {
    let wrong = || BadException::Time(word.to_owned());
    let (from, to) = word.trim_end_matches(',').split_once(['-', '–']).ok_or_else(wrong)?;
    let (from, to) = (clock_time(from)?, clock_time(to)?);
    if from < to { Ok((from, to)) } else { Err(wrong()) }
}

/// `8`, `08`, `8.30`, `08:30`.
fn clock_time(word: &str) -> Result<NaiveTime, BadException> {
    let wrong = || BadException::Time(word.to_owned());
    let word = word.trim_end_matches(',');
    let (hour, minute) = word.split_once(['.', ':']).unwrap_or((word, "00"));
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 {
        return Err(wrong());
    }
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0).ok_or_else(wrong)
}

/// The day that a text begins with, and what follows it.
fn leading_date(text: &str, now: NaiveDateTime) -> Option<(NaiveDate, &str)> {
    let text = text.trim_start();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if first.len() == 10 && first.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return first.parse().ok().map(|date| (date, rest));
    }
    // The days are read off a few words only, so that clock times behind them stay what they are.
    let mut ends: Vec<usize> =
        text.match_indices(char::is_whitespace).map(|(at, _)| at).take(4).collect();
    ends.push(text.len());
    ends.into_iter().rev().find_map(|end| {
        let date = whole_date(&text[..end], now)?;
        Some((date, &text[end..]))
    })
}

/// The one day that all of a text names.
fn whole_date(text: &str, now: NaiveDateTime) -> Option<NaiveDate> {
    let found = time::find(text, now);
    match found.as_slice() {
        [one]
            if one.span.start == 0
                && one.span.end == text.trim_end().len()
                && one.within.is_none() =>
        {
            match &one.when {
                When::Dates(dates) => dates.first().copied(),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A notice and when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub text: String,
    /// Local time; the end is not included.
    pub until: NaiveDateTime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadNotice {
    /// Says "till" and then no moment that there is.
    Until(String),
    Past,
    /// Nothing but an end.
    Empty,
}

/// A notice without an end holds so long.
const HOLDS: TimeDelta = TimeDelta::hours(24);

/// `TEXT till 2026-12-24 12.00`; the day may be named, the clock time left out, and so may all of it.
pub fn notice(text: &str, now: NaiveDateTime) -> Result<Announced, BadNotice> {
    let text = text.trim();
    let lower = text.to_lowercase();
    // Lower case may be longer than what was typed in some alphabets; then the words are looked for as typed.
    let searched = if lower.len() == text.len() { lower.as_str() } else { text };
    let (text, until) = match searched
        .rfind("till ")
        .filter(|at| *at == 0 || searched[..*at].ends_with(char::is_whitespace))
    {
        Some(at) => match end(text[at + "till ".len()..].trim(), now) {
            Ok(Some(until)) => (text[..at].trim(), until),
            Ok(None) => (text, now + HOLDS),
            Err(error) => return Err(error),
        },
        None => (text, now + HOLDS),
    };
    match text {
        "" => Err(BadNotice::Empty),
        _ if until <= now => Err(BadNotice::Past),
        text => Ok(Announced { text: text.to_owned(), until }),
    }
}

/// The moment that the words behind "till" name. `None`: they are part of the notice.
fn end(words: &str, now: NaiveDateTime) -> Result<Option<NaiveDateTime>, BadNotice> {
    let day_after = |date: NaiveDate| {
        date.checked_add_days(Days::new(1)).unwrap_or(date).and_time(NaiveTime::MIN)
    };
    if let Some(date) = leading_iso(words) {
        let date = date.map_err(|()| BadNotice::Until(words.to_owned()))?;
        return match words[10..].trim().trim_start_matches("kl.").trim_start_matches("kl").trim() {
            "" => Ok(Some(day_after(date))),
            clock => clock_time(clock)
                .map(|clock| Some(date.and_time(clock)))
                .map_err(|_| BadNotice::Until(words.to_owned())),
        };
    }
    if let Ok(clock) = clock_time(words.trim_start_matches("kl.").trim_start_matches("kl").trim()) {
        return Ok(Some(now.date().and_time(clock)));
    }
    let found = time::find(words, now);
    Ok(match found.as_slice() {
        [one] if one.span.start == 0 && one.span.end == words.len() && one.within.is_none() => {
            match &one.when {
                When::Dates(dates) => dates.first().map(|date| day_after(*date)),
                When::Instant(moment) => Some(*moment),
                _ => None,
            }
        }
        _ => None,
    })
}

/// What looks like `2026-12-24`; an error where there is no such day.
fn leading_iso(words: &str) -> Option<Result<NaiveDate, ()>> {
    let head = words.get(..10)?;
    let looks = head
        .char_indices()
        .all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() });
    looks.then(|| head.parse().map_err(|_| ()))
}

#[cfg(test)]
#[path = "announcing_tests.rs"]
mod tests;

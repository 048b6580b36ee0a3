//! Weekdays: alone, with "nästa" or "i …s", with a date, in a week, in a row.

use chrono::{NaiveDate, Weekday};

use super::calendar::{
    Span, first_from, last_before, last_until, monday, next_after, plus, when_of,
};
use super::date::written;
use super::lexicon;
use super::period::{week, weeks_from_now};
use super::phrases::{Phrases, phrases};
use super::row::{Joint, MOST, connector};
use super::scanner::Scanner;
use super::token::Kind;
use super::{Found, found, found_day};
use crate::model::time::{Certainty, When};

static ON: Phrases = Phrases::new("på|nu på|nu till|till|om|on|by|nu|nu den|i");

/// Everything that begins with a weekday or with a word that belongs to one.
pub(super) fn weekday(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let rules = [past, determined, dated, in_week, bare];
    rules.iter().filter_map(|rule| rule(scanner, i, reference)).max_by_key(|&(_, end)| end)
}

/// A weekday's name; short forms that are other words too only where their neighbours ask for a weekday.
pub(super) fn name(scanner: &Scanner, i: usize) -> Option<Weekday> {
    let token = scanner.token(i)?;
    if let Some(day) = lexicon::weekday(token) {
        return Some(day);
    }
    let (swedish, english) = (lexicon::doubtful_swedish(token), lexicon::doubtful_english(token));
    if swedish.is_none() && english.is_none() {
        return None;
    }
    let before = |words: &Phrases| i.checked_sub(1).and_then(|b| scanner.any(b, words)).is_some();
    let part = phrases!(
        "fm|em|kväll|förmiddag|eftermiddag|v|vecka|nästa vecka|kl|morgon|morning|afternoon"
    );
    let sure = is_joined(scanner, i) || scanner.any(i + 1, part).is_some();
    let expected = |day: &Weekday| {
        sure || before(phrases!("på|nästa|denna|från|tom")) && !is_peace(scanner, i, *day)
            || is_alone(scanner, i)
    };
    swedish
        .filter(expected)
        .or(english.filter(|_| sure || before(phrases!("on|next|this|last|until"))))
}

/// Whether what it is joined to is a weekday.
fn is_joined(scanner: &Scanner, i: usize) -> bool {
    let Some(token) = scanner.token(i) else { return false };
    let sure = |at: usize| scanner.token(at).is_some_and(|token| lexicon::weekday(token).is_some());
    let both_english = |at: usize| {
        scanner.token(at).is_some_and(|other| {
            lexicon::doubtful_english(token).and(lexicon::doubtful_english(other)).is_some()
        })
    };
    connector(scanner, i + 1).is_some_and(|(_, next)| sure(next) || both_english(next))
        || i.checked_sub(2).is_some_and(|b| {
            (sure(b) || is_doubtful_pair(scanner, b))
                && connector(scanner, b + 1).is_some_and(|(_, next)| next == i)
        })
}

/// "på fred" may be Friday; "fred på jorden" is peace.
fn is_peace(scanner: &Scanner, i: usize, day: Weekday) -> bool {
    day == Weekday::Fri && scanner.token(i + 1).is_some_and(|next| next.kind == Kind::Word)
}

/// "mån?", "öppet fred": the whole message, or right after a word of being open, and nothing after it that it could belong to.
fn is_alone(scanner: &Scanner, i: usize) -> bool {
    let long_enough = scanner.token(i).is_some_and(|token| {
        token.is("mån") && token.text != "man" || token.text == "fred" && i > 0
    });
    let begins = match i.checked_sub(1) {
        None => true,
        Some(before) => scanner
            .any(before, phrases!("öppet|öppna|öppen|stängt|stängda|open|det|ni|även|också"))
            .is_some(),
    };
    // "Men mån då": what stands between is no word that "mån" could belong to.
    let joins = i.checked_sub(1).is_some_and(|before| {
        scanner.token(i).is_some_and(|token| token.is("mån"))
            && scanner.any(before, phrases!("men|och|o|å|eller|fast|tänkte|typ")).is_some()
    });
    let begins = begins || joins;
    let ends = scanner
        .token(i + 1)
        .is_none_or(|next| next.kind != Kind::Word || lexicon::weekday(next).is_some())
        || scanner.any(i + 1, phrases!("då|dårå|går|funkar|passar")).is_some();
    let dated = i == 0 && scanner.any(i + 1, phrases!("den")).is_some();
    long_enough && (begins && ends || dated)
}

fn is_doubtful_pair(scanner: &Scanner, i: usize) -> bool {
    scanner
        .token(i)
        .is_some_and(|token| lexicon::doubtful_english(token).is_some() || token.text == "mån")
}

/// "i fredags", "förra fredagen", "förra veckans fredag", "last Friday".
fn past(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    if let Some(next) = scanner.any(i, phrases!("i|sen i|nu i"))
        && let Some(day) = lexicon::past_weekday(scanner.token(next)?)
    {
        return Some((found_day(last_before(day, reference)), next + 1));
    }
    if let Some(next) = scanner.any(i, phrases!("last|this past|senaste"))
        && let Some(day) = name(scanner, next)
    {
        return Some((found_day(last_before(day, reference)), next + 1));
    }
    let next = scanner.any(i, phrases!("förra|förra veckans|i förra veckans|last weeks"))?;
    let day = name(scanner, next)?;
    Some((found_day(first_from(day, monday(reference, -1)?)), next + 1))
}

/// "nästa fredag" divides Swedes: the language council says the Friday after the nearest, many mean the nearest. Both, in that order.
fn determined(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, &ON);
    if let Some(next) = scanner.any(start, phrases!("nästa|next")) {
        let (day, nearest) =
            name(scanner, next).and_then(|day| Some((day, next_after(day, reference)?)))?;
        if let Some((span, end)) = in_which_week(scanner, next + 1) {
            return Some((found_day(first_from(day, span.from)), end));
        }
        return Some((Found::exact(When::Dates(vec![plus(nearest, 7)?, nearest])), next + 1));
    }
    if let Some(next) =
        scanner.any(start, phrases!("kommande|nu kommande|nästkommande|coming|the coming|närmaste"))
    {
        return Some((found_day(next_after(name(scanner, next)?, reference)), next + 1));
    }
    let next = scanner
        .any(start, phrases!("denna|den här|nu denna|veckans|denna veckas|this|this weeks"))?;
    let day = name(scanner, next)?;
    let this_week = first_from(day, monday(reference, 0)?)?;
    let date = if this_week < reference { next_after(day, reference) } else { Some(this_week) };
    Some((found_day(date), next + 1))
}

/// "måndag den 3 augusti", "fredag den trettonde", "Monday, August 3".
fn dated(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, &ON);
    let day = name(scanner, start)?;
    let (date, end) = written(scanner, scanner.skip(start + 1, phrases!(",")))?;
    let end = in_which_week(scanner, end)
        .filter(|(span, _)| {
            date.resolve(Some(day), reference, scanner.past)
                .is_some_and(|date| span.from <= date && date <= span.to)
        })
        .map_or(end, |(_, end)| end);
    let date = date.resolve(Some(day), reference, scanner.past);
    let contradicted = date.is_some_and(|date| chrono::Datelike::weekday(&date) != day);
    let certainty = if contradicted { Certainty::Contradicted } else { Certainty::Exact };
    Some((Found { certainty, ..found_day(date) }, end))
}

/// Weekdays of a named week: "tors å fre nästa vecka", "måndag v 44", "nästa vecka på torsdag", "fredag om en vecka".
fn in_week(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    if let Some((span, next)) = in_which_week(scanner, i) {
        let (row, end) = row(scanner, scanner.skip(next, phrases!("på|on|,|s")))?;
        return Some((row_in_week(&row, span)?, end));
    }
    if let Some((day, weeks, end)) = weeks_from_now(scanner, i).and_then(|(weeks, next)| {
        let next = scanner.any(next, phrases!("på|på en|on|on a"))?;
        Some((name(scanner, next)?, weeks, next + 1))
    }) {
        return Some((found_day(plus(next_after(day, reference)?, weeks * 7)), end)); // "om en vecka på fredag"
    }
    if let Some(next) =
        scanner.any(i, phrases!("a week from|one week from|en vecka från|a week on"))
    {
        let day = next_after(name(scanner, next)?, reference)?;
        return Some((found_day(plus(day, 7)), next + 1));
    }
    let (row, next) =
        row(scanner, scanner.skip(i, phrases!("från|mellan|from|between|på|nu på|on|nu")))?;
    if let Some(end) = scanner.any(next, phrases!("i mellandagarna|mellandagarna")) {
        let found = row_in_week(&row, days_after_christmas(reference)?)?;
        return Some((found, end));
    }
    if let Some((span, end)) = in_which_week(scanner, next) {
        return Some((row_in_week(&row, span)?, end));
    }
    let (weeks, end) = weeks_from_now(scanner, next)?;
    let first = plus(next_after(row.first()?.1, reference)?, weeks * 7)?;
    (row.len() == 1).then(|| (found_day(Some(first)), end))
}

/// The days from 27 December on, of this year; each weekday stands there at most once.
fn days_after_christmas(reference: NaiveDate) -> Option<Span> {
    let year = chrono::Datelike::year(&reference);
    let from = NaiveDate::from_ymd_opt(year, 12, 27)?;
    Some(Span { from, to: plus(from, 6)? })
}

fn row_in_week(row: &[(Joint, Weekday)], week: Span) -> Option<Found> {
    let dates =
        row.iter().map(|&(_, day)| first_from(day, week.from)).collect::<Option<Vec<_>>>()?;
    Some(joined(row, dates))
}

/// A week as it stands after a weekday: "i nästa vecka", "v 44", "nu i veckan".
fn in_which_week(scanner: &Scanner, i: usize) -> Option<(Span, usize)> {
    week(scanner, i)
        .or_else(|| week(scanner, scanner.any(i, phrases!("i|nu i|nu|på|under|in|of|,"))?))
}

/// Weekdays joined by words: each with what joins it to the one before.
fn row(scanner: &Scanner, i: usize) -> Option<(Vec<(Joint, Weekday)>, usize)> {
    let mut row = vec![(Joint::And, name(scanner, i)?)];
    let mut end = i + 1;
    let beside = |end: usize| scanner.sign(end, &['/']).or_else(|| name(scanner, end).map(|_| end));
    while let Some((joint, next)) =
        connector(scanner, end).or_else(|| beside(end).map(|next| (Joint::And, next)))
    {
        let next = scanner.skip(next, phrases!("på|on|med"));
        let Some(day) = name(scanner, next) else {
            break;
        };
        row.push((joint, day));
        end = next + 1;
        if row.len() == MOST {
            break;
        }
    }
    Some((row, end))
}

/// "på lördag" is the nearest coming one, never today; in a row each day follows the one before.
fn bare(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let between = scanner.any(i, phrases!("mellan|between"));
    let open = scanner.any(i, phrases!("från|från och med|fr . o . m .|from"));
    let start = between.or(open).unwrap_or_else(|| scanner.skip(i, &ON));
    if start == i + 1 && scanner.any(i, phrases!("i")).is_some() {
        return None; // "i fredag" is no expression; "i fredags" is.
    }
    let (mut row, end) = row(scanner, start)?;
    if between.is_some() {
        row.iter_mut().for_each(|(joint, _)| *joint = Joint::To);
    }
    let days: Vec<_> = row.iter().map(|&(_, day)| day).collect();
    let is_range = row.get(1).is_some_and(|(joint, _)| *joint == Joint::To);
    // "mån-tors" is how hours are written; "måndag–onsdag" are days to come.
    let short = scanner.token(start).is_some_and(|token| token.text.chars().count() <= 4);
    let whole_week = matches!(days.as_slice(), [Weekday::Mon, Weekday::Fri | Weekday::Sun]);
    let from_monday = matches!(days.as_slice(), [Weekday::Mon, _]);
    if is_range && start == i && (whole_week || (short && from_monday)) {
        let count = i64::from(days.last()?.num_days_from_monday());
        return Some((
            Found::exact(When::Recurring((0..=count).map(weekday_number).collect())),
            end,
        ));
    }
    let mut dates: Vec<NaiveDate> = Vec::new();
    for (joint, day) in row.iter().copied() {
        let date = match dates.last() {
            Some(&last)
                if joint == Joint::To || day.days_since(chrono::Datelike::weekday(&last)) <= 2 =>
            {
                next_after(day, last)?
            }
            _ if scanner.past && row.len() == 1 && start == i => last_until(day, reference)?,
            _ => next_after(day, reference)?,
        };
        dates.push(date);
    }
    Some((joined(&row, dates), end))
}

fn weekday_number(days_from_monday: i64) -> Weekday {
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat]
        .get(usize::try_from(days_from_monday).unwrap_or_default())
        .copied()
        .unwrap_or(Weekday::Sun)
}

fn joined(row: &[(Joint, Weekday)], dates: Vec<NaiveDate>) -> Found {
    let is_range = row.iter().skip(1).any(|(joint, _)| *joint == Joint::To);
    match (dates.first().copied(), dates.last().copied()) {
        (Some(from), Some(to)) if is_range && from <= to => found(Some(Span { from, to })),
        _ => Found::exact(when_of(dates)),
    }
}

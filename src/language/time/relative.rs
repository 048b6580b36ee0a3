//! Days and moments counted from now: "idag", "ikväll", "om tre dar", "för två veckor sen", "in two hours".

use chrono::{Duration, Months, NaiveDate};

use super::calendar::{Span, plus};
use super::lexicon;
use super::part::{AFTERNOON, EVENING, FORENOON, MORNING, NIGHT};
use super::phrases::{Phrases, Table, phrases};
use super::scanner::Scanner;
use super::token::Kind;
use super::{Found, Within, found, found_day, hour};
use crate::model::time::{Certainty, When};

static NAMED: Table<i64> = Table::new(&[
    (0, "idag|i dag|idg|i da|today|dagens öppettider|i dagsläget|denna dag"),
    (
        1,
        "imorgon|i morgon|imorron|i morron|imorrn|i morrn|imorn|i morn|imorrgon|imårn|\
        imorrån|morgondagen|morgondagens|tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|\
        tomoz",
    ),
    (
        2,
        "i övermorgon|övermorgon|iövermorgon|i övermorn|övermorn|iövermorn|i övermorrn|\
        iövermorrn|övermorrn|i övermorron|övermorron|dagen efter imorgon|\
        dan efter imorgon|day after tomorrow|the day after tomorrow",
    ),
    (-1, "igår|i går|gårdagen|yesterday"),
    (
        -2,
        "i förrgår|iförrgår|förrgår|i förgår|iförgår|i förrgårs|day before yesterday|\
        the day before yesterday",
    ),
]);

/// Long enough to be known in spite of one slip.
pub(super) const LONG: &[(&str, i64)] = &[("imorgon", 1), ("overmorgon", 2), ("tomorrow", 1), ("yesterday", -1)];

static NAMED_IN_PART: Table<(i64, Within)> = Table::new(&[
    ((0, EVENING), "ikväll|i kväll|ikvll|ikväl|i kvll|tonight|this evening|ikvälll"),
    ((0, AFTERNOON), "i eftermiddag|i em|ieftermiddag|this afternoon"),
    ((0, FORENOON), "i förmiddag|i fm|iförmiddag"),
    ((0, (hour(5), hour(9))), "i morse|imorse"),
    ((0, (hour(6), hour(12))), "this morning"),
    ((1, MORNING), "imorgonbitti|imorronbitti|imorrnbitti|i morgonbitti|imornbitti"),
    ((1, EVENING), "imorgonkväll|imorronkväll"),
]);

static NOW: Phrases =
    Phrases::new("just nu|nu|right now|now|at the moment|currently|för tillfället|för närvarande|precis nu|nu direkt|at this moment");
static LATER_TODAY: Phrases = Phrases::new("senare idag|sen idag|senare i dag|sen i dag|later today|sedan idag");
static RECENTLY: Phrases = Phrases::new("häromdagen|häromdan|här om dagen|häromveckan|the other day|för ett tag sen|för ett tag sedan");

/// Days that a name in this file's tables gives.
pub(super) fn named(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    let today = scanner.today();
    let start = scanner.skip(i, phrases!("nu"));
    if let Some(((days, within), end)) = scanner.look_up(start, &NAMED_IN_PART) {
        return Some((Found { within: Some(within), ..found_day(plus(today, days)) }, end));
    }
    if let Some(end) = scanner.any(i, &LATER_TODAY) {
        let within = Some((Some(scanner.at.time()), None));
        return Some((Found { within, ..found_day(Some(today)) }, end));
    }
    if let Some(end) = scanner.any(i, phrases!("inatt|i natt")) {
        // Until about three it is the night that has begun.
        let days = i64::from(chrono::Timelike::hour(&scanner.at) >= 3);
        return Some((Found { within: Some(NIGHT), certainty: Certainty::Vague, ..found_day(plus(today, days)) }, end));
    }
    if let Some(end) = scanner.any(i, &RECENTLY) {
        return Some((Found::exact(When::Unresolved), end));
    }
    if let Some(end) = scanner.any(i, &NOW) {
        let nowadays = scanner.any(i, phrases!("nu för tiden|nu förtiden|nu när|now that")).is_some();
        return (!nowadays).then_some((Found::exact(When::Now), end));
    }
    let (days, end) = named_day(scanner, i)?;
    Some((found_day(plus(today, days)), end))
}

/// How many days from today.
fn named_day(scanner: &Scanner, i: usize) -> Option<(i64, usize)> {
    let token = scanner.token(i)?;
    // "ida" without a capital is no woman.
    let ida = || (token.text == "ida" && !token.capital).then_some((0, i + 1));
    let misspelt = || lexicon::slip_of_day(token).map(|days| (days, i + 1));
    scanner.look_up(i, &NAMED).or_else(ida).or_else(misspelt)
}

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
    let joined = scanner.sign(i + 1, &['-']).and_then(|next| Some((lexicon::cardinal(scanner.token(next)?)?, next + 1)));
    match joined {
        Some((units, end)) if number >= 20 && number % 10 == 0 && units < 10 => Some((number + units, end)),
        _ => Some((number, i + 1)),
    }
}

#[derive(Clone, Copy)]
enum Length {
    Days(i64),
    Months(u32),
    Minutes(i64),
    /// "några dagar": nobody can say which day.
    Some,
}

/// "om tre dar", "om en kvart", "in two hours", "two weeks from now", "för två veckor sen", "a week ago".
pub(super) fn counted(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    if let Some(next) = scanner.any(i, phrases!("om|in")) {
        let (length, end) = length(scanner, next)?;
        return Some((from_now(scanner, length, 1), end));
    }
    if let Some(next) = scanner.any(i, phrases!("för")) {
        let (length, next) = length(scanner, next)?;
        let end = scanner.any(next, phrases!("sen|sedan|sn"))?;
        return Some((from_now(scanner, length, -1), end));
    }
    let (length, next) = length(scanner, i)?;
    if let Some(end) = scanner.any(next, phrases!("ago")) {
        return Some((from_now(scanner, length, -1), end));
    }
    let end = scanner.any(next, phrases!("from now|from today|från idag|från nu|framåt i tiden"))?;
    Some((from_now(scanner, length, 1), end))
}

fn from_now(scanner: &Scanner, length: Length, sign: i64) -> Found {
    let today = scanner.today();
    match length {
        Length::Days(days) => found_day(plus(today, sign * days)),
        Length::Months(months) if sign < 0 => found(today.checked_sub_months(Months::new(months)).map(Span::day)),
        Length::Months(months) => found(today.checked_add_months(Months::new(months)).map(Span::day)),
        Length::Minutes(minutes) => {
            let moment = scanner.at.checked_add_signed(Duration::minutes(sign * minutes));
            Found::exact(moment.map_or(When::Unresolved, When::Instant))
        }
        Length::Some => Found::exact(When::Unresolved),
    }
}

/// How long: "åtta dar" is a week, "fjorton dagar" two.
fn length(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    static ROUGHLY: Phrases = Phrases::new(
        "precis|exakt|ungefär|ca|cirka|typ|bara|knappt|drygt|sisådär|about|exactly|\
        around|just",
    );
    let start = scanner.skip(i, &ROUGHLY);
    if let Some(end) = scanner.any(start, phrases!("åtta dagar|åtta dar")) {
        return Some((Length::Days(7), end));
    }
    static FIXED: Table<i64> = Table::new(&[
        (15, "en kvart|kvart|en kvarts timme|a quarter of an hour|quarter of an hour"),
        (
            30,
            "en halvtimme|halvtimme|en halv timme|halv timme|halvtimma|en halvtimma|\
        half an hour|a half hour|en halvtimma",
        ),
        (45, "tre kvart|trekvart|tre kvarts timme"),
        (
            90,
            "en och en halv timme|en å en halv timme|1 , 5 timme|1 , 5 timmar|\
        an hour and a half|one and a half hours|halvannan timme",
        ),
    ]);
    if let Some((minutes, end)) = scanner.look_up(start, &FIXED) {
        return Some((Length::Minutes(minutes), end));
    }
    if let Some(next) = scanner.any(start, phrases!("några|ett par|någon|nån|a few|a couple of|some|par")) {
        let end = scanner.any(next, phrases!("dagar|dar|dag|veckor|vecka|månader|days|weeks|months|timmar|hours"))?;
        return Some((Length::Some, end));
    }
    let (number, next) = count(scanner, start)?;
    let (unit, end) = unit(scanner, next)?;
    let length = match unit {
        // "om femtio år" is the future at large.
        Length::Months(12) if number > 3 => return None,
        Length::Days(days) => Length::Days(days * i64::from(number)),
        Length::Months(months) => Length::Months(months.checked_mul(number)?),
        Length::Minutes(minutes) => Length::Minutes(minutes * i64::from(number)),
        Length::Some => Length::Some,
    };
    Some((length, end))
}

fn unit(scanner: &Scanner, i: usize) -> Option<(Length, usize)> {
    static UNITS: Table<Length> = Table::new(&[
        (Length::Days(1), "dag|dagar|dar|da|dygn|day|days"),
        (Length::Days(7), "vecka|veckor|week|weeks|v"),
        (Length::Months(1), "månad|månader|mån|month|months"),
        (Length::Months(12), "år|year|years"),
        (Length::Minutes(60), "timme|timma|timmar|timmars|tim|h|hour|hours|hrs"),
        (Length::Minutes(1), "minut|minuter|min|minute|minutes|mins"),
    ]);
    scanner.token(i).filter(|token| token.kind == Kind::Word)?;
    scanner.look_up(i, &UNITS)
}

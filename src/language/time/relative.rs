//! Days named by how they stand to today: "idag", "ikväll", "i övermorgon", "häromdagen".

use chrono::NaiveDate;

use super::calendar::plus;
use super::lexicon;
use super::part::{AFTERNOON, EVENING, FORENOON, MORNING, NIGHT};
use super::period::weeks_from_now;
use super::phrases::{Phrases, Table, phrases};
use super::scanner::Scanner;
use super::{Found, Within, found_day, hour};
use crate::model::time::{Certainty, When};

static NAMED: Table<i64> = Table::new(&[
    (0, "idag|i dag|idg|i da|today|dagens öppettider|i dagsläget|denna dag"),
    (
        1,
        "imorgon|i morgon|imorron|i morron|imorrn|i morrn|imorn|i morn|imorrgon|imårn|\
        imorrån|imån|imår|imrg|imrn|imrgn|i mrg|imorg|imorgo|imörn|i mörn|imörrn|i mörrn|imörra|i mörra|imoron|i moron|imårrn|i mårrn|imårra|i mårra|morgondagen|morgondagens|tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|\
        tomoz",
    ),
    (
        2,
        "i övermorgon|övermorgon|iövermorgon|i övermorn|övermorn|iövermorn|i övermorrn|\
        iövermorrn|övermorrn|i övermorron|övermorron|i över morgon|över morgon|i över morrn|i över morron|i överimorgon|överimorgon|i över imorgon|över imorgon|dagen efter imorgon|\
        dan efter imorgon|day after tomorrow|the day after tomorrow",
    ),
    (-1, "igår|i går|gårdagen|yesterday"),
    (
        -2,
        "i förrgår|iförrgår|förrgår|i förgår|iförgår|i förrgårs|i förr går|i för går|day before yesterday|\
        the day before yesterday",
    ),
]);

/// Long enough to be known in spite of one slip.
pub(super) const LONG: &[(&str, i64)] =
    &[("imorgon", 1), ("overmorgon", 2), ("tomorrow", 1), ("yesterday", -1)];

static NAMED_IN_PART: Table<(i64, Within)> = Table::new(&[
    ((0, EVENING), "ikväll|i kväll|ikv|ikvll|ikväl|i kvll|tonight|this evening|ikvälll"),
    ((0, AFTERNOON), "i eftermiddag|i em|ieftermiddag|this afternoon"),
    ((0, FORENOON), "i förmiddag|i fm|iförmiddag"),
    ((0, (hour(5), hour(9))), "i morse|imorse"),
    ((0, (hour(6), hour(12))), "this morning"),
    ((1, MORNING), "imorgonbitti|imorronbitti|imorrnbitti|i morgonbitti|imornbitti"),
    ((1, EVENING), "imorgonkväll|imorronkväll"),
]);

static NOW: Phrases = Phrases::new(
    "just nu|nu|right now|now|at the moment|currently|för tillfället|för närvarande|precis nu|nu direkt|at this moment",
);
static LATER_TODAY: Phrases =
    Phrases::new("senare idag|sen idag|senare i dag|sen i dag|later today|sedan idag");
static NO_DAY: Phrases = Phrases::new(
    "häromdagen|häromdan|någon annan dag|nån annan dag|en annan dag|den där dagen|den där dan|another day|some other day|här om dagen|häromveckan|the other day|för ett tag sen|för ett tag sedan|\
        i slutet av året|i början av året|i slutet på året|i slutet av nästa år|i början av nästa år|resten av året|\
        detta kvartal|det här kvartalet|nästa kvartal|första kvartalet|andra kvartalet|tredje kvartalet|fjärde kvartalet",
);

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
        return Some((
            Found {
                within: Some(NIGHT),
                certainty: Certainty::Vague,
                ..found_day(plus(today, days))
            },
            end,
        ));
    }
    if let Some(end) = scanner.any(i, &NO_DAY) {
        return Some((Found::exact(When::Unresolved), end));
    }
    if let Some(end) = scanner.any(i, &NOW) {
        let nowadays =
            scanner.any(i, phrases!("nu för tiden|nu förtiden|nu när|now that")).is_some();
        return (!nowadays).then_some((Found::exact(When::Now), end));
    }
    let (days, end) = named_day(scanner, i)?;
    // "idag åtta dar", "imorgon om en vecka".
    let (weeks, end) = weeks_from_now(scanner, end).unwrap_or((0, end));
    Some((found_day(plus(today, days + 7 * weeks)), end))
}

/// How many days from today.
fn named_day(scanner: &Scanner, i: usize) -> Option<(i64, usize)> {
    let token = scanner.token(i)?;
    // "ida" without a capital is no woman.
    let ida = || (token.text == "ida" && !token.capital).then_some((0, i + 1));
    let misspelt = || lexicon::slip_of_day(token).map(|days| (days, i + 1));
    scanner.look_up(i, &NAMED).or_else(ida).or_else(misspelt)
}

//! Clock times: "fem i halv fem", "16.30", "kl 8", "half past four", "5 pm"; bounds and intervals: "efter fem", "mellan 8 och 9".

use chrono::NaiveTime;

use super::clock_form::{Clock, hour_or_digital, hours_and_minutes_apart, time};
use super::phrases::{Phrases, phrases};
use super::scanner::Scanner;
use super::token::Kind;
use super::{Within, part, relative};
use crate::model::time::When;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    At(Clock),
    Between(Option<Clock>, Option<Clock>),
}

impl Reading {
    pub fn within(self, part: Option<Within>) -> Within {
        match self {
            Self::At(clock) => (Some(clock.time(part)), None),
            Self::Between(Some(from), Some(to)) => {
                let (start, end) = (from.time(part), to.time(part));
                // "mellan 7 och 9" does not begin in the evening.
                let start = if start > end && !from.fixed {
                    Clock { fixed: true, ..from }.time(part)
                } else {
                    start
                };
                (Some(start), Some(end).filter(|end| *end != NaiveTime::MIN))
            }
            Self::Between(from, to) => {
                (from.map(|clock| clock.time(part)), to.map(|clock| clock.time(part)))
            }
        }
    }
}

static EXACTLY: Phrases = Phrases::new("kl|kl .|klockan|klocka|klocken|kl :|@|at|klckan");
static ABOUT: Phrases = Phrases::new(
    "vid|runt|kring|omkring|ca|cirka|strax före|strax efter|strax innan|around|about|\
        by|vid ca|runt kl|vid kl|vid klockan|runt klockan|precis|prick|ca kl",
);
static AFTER: Phrases = Phrases::new(
    "efter|after|förrän|från|från och med|from|tidigast|since|sen|later than|\
        not until|inte förrän",
);
static BEFORE: Phrases =
    Phrases::new("före|innan|before|till|senast|fram till|tills|until|till klockan|ända till");

/// The longest reading of a clock time at `i`. `beside_a_day`: a bare number may be one ("på torsdag åtta").
pub(super) fn clock(scanner: &Scanner, i: usize, beside_a_day: bool) -> Option<(Reading, usize)> {
    [interval(scanner, i, beside_a_day), bound(scanner, i), point(scanner, i, beside_a_day)]
        .into_iter()
        .flatten()
        .max_by_key(|&(_, end)| end)
}

fn point(scanner: &Scanner, i: usize, beside_a_day: bool) -> Option<(Reading, usize)> {
    if let Some(next) = scanner.any(i, &EXACTLY) {
        let next = scanner.skip(next, &ABOUT);
        let (clock, end, marked) =
            hours_and_minutes_apart(scanner, next).or_else(|| time(scanner, next))?;
        let is_clock =
            marked || scanner.any(i, phrases!("at|@")).is_none() || scanner.ends_number(end);
        return is_clock.then_some((Reading::At(clock), end));
    }
    if let Some(next) = scanner.any(i, &ABOUT) {
        let next = scanner.skip(next, &EXACTLY);
        let (clock, end, marked) = time(scanner, next)?;
        let (end, tiden) = scanner
            .any(end, phrases!("tiden|- tiden|snåret|- snåret"))
            .map_or((end, false), |end| (end, true));
        return (marked || tiden || scanner.ends_number(end)).then_some((Reading::At(clock), end));
    }
    let (clock, end, marked) = time(scanner, i)?;
    let alone = i == 0
        && scanner.tokens.iter().skip(end).all(|token| token.kind == Kind::Sign)
        && scanner.ends_number(end);
    let is_clock =
        marked || alone || before_a_day(scanner, end) || (beside_a_day && scanner.ends_number(end));
    is_clock.then_some((Reading::At(clock), end))
}

/// "åtta på kvällen", "sju imorgon bitti"; but "vi var 8 igår" and "tre lunch" hold no clock time.
fn before_a_day(scanner: &Scanner, i: usize) -> bool {
    let part = part::free(scanner, i).is_some_and(|(_, end)| end > i + 1);
    let day = relative::named(scanner, i, scanner.today())
        .is_some_and(|(found, _)| matches!(found.when, When::Dates(days) if days.iter().all(|day| *day >= scanner.today())));
    part || (day && scanner.begins_number(i.saturating_sub(1)))
}

/// "efter fem", "före kl 8", "till 16", "inte förrän 17".
fn bound(scanner: &Scanner, i: usize) -> Option<(Reading, usize)> {
    let after = scanner.any(i, &AFTER);
    let next = after.or_else(|| scanner.any(i, &BEFORE))?;
    let next = scanner.skip(next, &EXACTLY);
    let (clock, end, marked) = time(scanner, next)?;
    if !marked && !scanner.ends_number(end) {
        return None;
    }
    Some((
        if after.is_some() {
            Reading::Between(Some(clock), None)
        } else {
            Reading::Between(None, Some(clock))
        },
        end,
    ))
}

/// "öppet 8-12".
fn after_open(scanner: &Scanner, i: usize) -> bool {
    i.checked_sub(1)
        .and_then(|before| {
            scanner.any(
                before,
                phrases!("öppet|öppen|öppna|öppettid|öppettider|stängt|bemannat|open|closed"),
            )
        })
        .is_some()
}

/// "mellan 8 och 9", "från 8 till 12", "8–9", "kl 8-16.30".
fn interval(scanner: &Scanner, i: usize, beside_a_day: bool) -> Option<(Reading, usize)> {
    let prefix = scanner.any(
        i,
        phrases!(
            "mellan|between|från|from|mellan kl|från kl|kl|klockan|kl .|mellan klockan|\
        från klockan"
        ),
    );
    let alone = i == 0;
    let (from, next, from_marked) = hour_or_digital(scanner, prefix.unwrap_or(i))?;
    let between = scanner.any(i, phrases!("mellan|between")).is_some();
    let joints = if between {
        phrases!("och|å|o|and|-|–|&|till")
    } else {
        phrases!("till|to|-|–|—|until|fram till|- till")
    };
    let next = scanner.skip(scanner.any(next, joints)?, &EXACTLY);
    let (to, end, to_marked) = hour_or_digital(scanner, next)?;
    let alone = alone && scanner.tokens.iter().skip(end).all(|token| token.kind == Kind::Sign);
    let is_clock = from != to
        && (from_marked && to_marked
            || (prefix.is_some()
                || after_open(scanner, i)
                || alone
                || beside_a_day
                || from_marked
                || to_marked)
                && scanner.ends_number(end));
    is_clock.then_some((Reading::Between(Some(from), Some(to)), end))
}

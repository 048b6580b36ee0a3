//! Days by their name, and days counted from one: "julafton 2027", "dan före dopparedan", "the Monday after Midsummer", "sista fredagen i november".

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::{
    Span, coming_month, first_from, last_before, monday, month_span, next_after, nth_weekday, plus,
    plus_working_days, week_from,
};
use super::date::{day_number, ordinal};
use super::event::{event, past_event};
use super::month::relative_month;
use super::phrases::{Phrases, Table, phrases};
use super::scanner::Scanner;
use super::weekday::name;
use super::{Found, counted, date, found, found_day, hour, lexicon, period, relative};
use crate::hours::holidays::{holiday, is_bridge_day, is_free, next_bridge_day, public_holidays};
use crate::model::time::{Certainty, Holiday, When};

static WORKING_DAY: Phrases = Phrases::new(
    "vardagen|vardan|vardag|arbetsdagen|arbetsdag|bankdagen|bankdag|working day|business day|weekday",
);
static AFTER: Phrases = Phrases::new("efter|after|following");
static BEFORE: Phrases = Phrases::new("före|innan|before");

pub(super) fn anchored(
    scanner: &Scanner,
    i: usize,
    reference: NaiveDate,
) -> Option<(Found, usize)> {
    let rules =
        [named_day, beside, around_it, bridge_day, next_working_day, nth_of_month, night_towards];
    rules.iter().filter_map(|rule| rule(scanner, i, reference)).max_by_key(|&(_, end)| end)
}

/// A day or season by its name, with its year if said.
fn named_day(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    if let Some((event, end)) = past_event(scanner, i) {
        return Some((found(event.nearest(reference, true, scanner.breaks)), end));
    }
    static BEFORE_A_NAME: Phrases = Phrases::new(
        "på|i|till|över|under|on|in|nu på|nu i|nu till|this|during|over|at|hela|kring|den",
    );
    let (event, end) =
        event(scanner, i).or_else(|| event(scanner, scanner.any(i, &BEFORE_A_NAME)?))?;
    let (span, end) = match year_after_name(scanner, end) {
        Some((year, end)) => (event.in_year(year, scanner.breaks), end),
        None => (event.nearest(reference, scanner.past, scanner.breaks), end),
    };
    Some((Found { certainty: event.certainty(), ..found(span) }, end))
}

/// A year beside a name: "2027", "i år", "nästa år".
pub(super) fn year_after_name(scanner: &Scanner, i: usize) -> Option<(i32, usize)> {
    let this = scanner.today().year();
    static YEARS: Table<i32> = Table::new(&[
        (0, "i år|this year|iår"),
        (1, "nästa år|next year"),
        (-1, "förra året|i fjol|last year"),
    ]);
    if let Some((years, end)) = scanner.look_up(i, &YEARS) {
        return Some((this.checked_add(years)?, end));
    }
    let (year, digits) = scanner.number(i).filter(|(year, _)| (1900..2100).contains(year))?;
    (digits == 4).then_some((i32::try_from(year).ok()?, i + 1))
}

/// What another day can be counted from.
fn anchor(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Span, usize)> {
    let start = scanner.skip(i, phrases!("den|the"));
    let found = [
        named_day(scanner, start, reference),
        date::single(scanner, i, reference),
        relative::named(scanner, i, reference),
        period::period(scanner, i, reference),
    ];
    let (found, end) = found.into_iter().flatten().max_by_key(|&(_, end)| end)?;
    match found.when {
        When::Dates(days) => Some((Span::day(*days.first()?), end)),
        When::Range { from, to } => Some((Span { from, to }, end)),
        _ => None,
    }
}

/// "efter nyår", "före helgen": some day of the week after or before, nobody can say which.
fn around_it(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let (is_after, next) = match scanner.any(i, &AFTER) {
        Some(next) => (true, next),
        None => (false, scanner.any(i, &BEFORE)?),
    };
    let (anchor, end) = anchor(scanner, next, reference)?;
    let span = if is_after {
        Span { from: plus(anchor.to, 1)?, to: plus(anchor.to, 7)? }
    } else {
        Span { from: plus(anchor.from, -7)?, to: plus(anchor.from, -1)? }
    };
    Some((Found { certainty: Certainty::Vague, ..found(Some(span)) }, end))
}

#[derive(Clone, Copy)]
enum Step {
    Days(u64),
    Weeks,
    To(Weekday),
    Weekend,
    /// The klämdag.
    BridgeDay,
    WorkingDay(i64),
}

/// "dagen efter midsommarafton", "fredagen före jul", "veckan efter påsk", "två dagar efter nyår", "en vecka från fredag".
fn beside(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|i|on|the|den|på den"));
    let (step, next) = step(scanner, start)?;
    let from = || {
        scanner
            .any(next, phrases!("från|from"))
            .filter(|_| counted::count(scanner, start).is_some())
    };
    let (is_after, next) = match scanner.any(next, &AFTER).or_else(from) {
        Some(next) => (true, next),
        None => (false, scanner.any(next, &BEFORE)?),
    };
    if let Some(end) =
        scanner.any(next, phrases!("röd dag|röda dagar|en röd dag|helgdag|helgdagar|en helgdag|public holiday|a public holiday"))
    {
        let beside = red_days(reference)?.filter_map(|red_day| stepped(step, is_after, Span::day(red_day)));
        let coming = beside.into_iter().find(|span| span.from >= reference);
        return Some((Found { certainty: Certainty::Vague, ..found(coming) }, end));
    }
    let (anchor, end) = anchor(scanner, next, reference)?;
    Some((found(stepped(step, is_after, anchor)), end))
}

/// Public holidays that are no Sundays, from a month before on; Midsummer's, Christmas and New Year's Eve are holidays by custom only.
fn red_days(reference: NaiveDate) -> Option<impl Iterator<Item = NaiveDate>> {
    let from = plus(reference, -31)?;
    let is_eve = |date: &NaiveDate| {
        matches!(
            holiday(*date),
            Some(Holiday::MidsummersEve | Holiday::ChristmasEve | Holiday::NewYearsEve)
        )
    };
    let years = from.year()..=from.year().saturating_add(2);
    Some(
        years
            .flat_map(public_holidays)
            .filter(move |date| *date >= from && date.weekday() != Weekday::Sun && !is_eve(date)),
    )
}

fn step(scanner: &Scanner, i: usize) -> Option<(Step, usize)> {
    static WORDS: Table<Step> = Table::new(&[
        (Step::Days(1), "dagen|dan|dag|day"),
        (Step::Weeks, "veckan|vecka|week"),
        (Step::Weekend, "helgen|helg|weekend"),
        (Step::BridgeDay, "klämdagen|klämdan|klämdag"),
        (Step::WorkingDay(1), "vardagen|vardan|arbetsdagen|bankdagen"),
    ]);
    if let Some(found) = scanner.look_up(i, &WORDS) {
        return Some(found);
    }
    let after_first = scanner.skip(i, phrases!("första|first|last|sista|närmaste"));
    if let Some(day) = name(scanner, after_first) {
        return Some((Step::To(day), after_first + 1));
    }
    if let Some(end) = scanner.any(after_first, &WORKING_DAY).filter(|_| after_first > i) {
        return Some((Step::WorkingDay(1), end));
    }
    let (number, next) = counted::count(scanner, i)?;
    if let Some(end) = scanner.any(
        next,
        phrases!(
            "arbetsdagar|vardagar|bankdagar|arbetsdag|vardag|working days|business days|working day"
        ),
    ) {
        return Some((Step::WorkingDay(number.into()), end));
    }
    let days = scanner.any(next, phrases!("dagar|dar|dag|days|day")).map(|end| (1, end));
    let (length, end) = days
        .or_else(|| scanner.any(next, phrases!("veckor|vecka|weeks|week")).map(|end| (7, end)))?;
    Some((Step::Days(u64::from(number) * length), end))
}

fn stepped(step: Step, is_after: bool, anchor: Span) -> Option<Span> {
    let edge = if is_after { anchor.to } else { anchor.from };
    match step {
        Step::Days(days) if is_after => edge.checked_add_days(Days::new(days)).map(Span::day),
        Step::Days(days) => edge.checked_sub_days(Days::new(days)).map(Span::day),
        // Easter ends on the Monday of the week that is meant, so it is counted from its Sunday.
        Step::Weeks
            if is_after && anchor.to.weekday() == Weekday::Mon && anchor.from < anchor.to =>
        {
            week_from(monday(anchor.to.pred_opt()?, 1)?)
        }
        Step::Weeks => week_from(monday(edge, if is_after { 1 } else { -1 })?),
        Step::To(day) if is_after => next_after(day, edge).map(Span::day),
        Step::To(day) => last_before(day, edge).map(Span::day),
        Step::Weekend => {
            let saturday = if is_after {
                next_after(Weekday::Sat, edge)?
            } else {
                plus(last_before(Weekday::Sun, edge)?, -1)?
            };
            Some(Span { from: saturday, to: saturday.succ_opt()? })
        }
        Step::WorkingDay(days) => {
            plus_working_days(edge, if is_after { days } else { -days }).map(Span::day)
        }
        Step::BridgeDay if is_after => next_bridge_day(edge.succ_opt()?).map(Span::day),
        Step::BridgeDay => (1..=14)
            .filter_map(|days| plus(edge, -days))
            .find(|&day| is_bridge_day(day))
            .map(Span::day),
    }
}

/// "klämdagen": the next there is; "klämdagar": those of the coming year.
fn bridge_day(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|nästa|den"));
    let coming = || scanner.bridge_days().iter().copied().skip_while(move |day| *day < reference);
    if let Some(end) = scanner.any(start, phrases!("klämdag|klämdan|klämdagen|bridge day")) {
        return Some((found_day(coming().next()), end));
    }
    let end = scanner.any(start, phrases!("klämdagar|klämdagarna|klämdar|bridge days"))?;
    let a_year_on = plus(reference, 365)?;
    Some((Found::exact(When::Dates(coming().take_while(|day| *day < a_year_on).collect())), end))
}

/// "nästa vardag", "närmaste arbetsdag".
fn next_working_day(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|till|om|on|the"));
    let next = scanner
        .any(start, phrases!("nästa|närmaste|nästföljande|nästkommande|kommande|next|first"))?;
    let end = scanner.any(next, &WORKING_DAY)?;
    Some((found_day(plus_working_days(reference, 1)), end))
}

#[derive(Clone, Copy)]
enum OfMonth {
    Weekday(Weekday),
    WorkingDay,
    Day,
}

impl OfMonth {
    /// The nth of that month; 0 is the last.
    fn find(self, nth: u32, month: Span) -> Option<NaiveDate> {
        match self {
            Self::Weekday(weekday) => nth_weekday(nth, weekday, month),
            Self::WorkingDay => nth_working_day(nth, month),
            Self::Day if nth == 0 => Some(month.to),
            Self::Day => month.from.with_day(nth),
        }
    }
}

fn of_month(scanner: &Scanner, i: usize) -> Option<(OfMonth, usize)> {
    if let Some(weekday) = name(scanner, i) {
        return Some((OfMonth::Weekday(weekday), i + 1));
    }
    if let Some(end) = scanner.any(i, &WORKING_DAY) {
        return Some((OfMonth::WorkingDay, end));
    }
    Some((OfMonth::Day, scanner.any(i, phrases!("dagen|dag|day"))?))
}

/// "sista fredagen i november", "first Monday in May", "sista vardagen i månaden", "tredje onsdagen förra månaden".
fn nth_of_month(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|den|on|the|på den|on the"));
    let (nth, next) = match scanner.any(start, phrases!("sista|siste|last|final")) {
        Some(next) => (0, next),
        None => ordinal(scanner, start)
            .or_else(|| ordinal_in_digits(scanner, start))
            .filter(|(nth, _)| *nth <= 5)?,
    };
    let (of_month, next) = of_month(scanner, next)?;
    let find = |month: Span| of_month.find(nth, month);
    if let Some(end) = scanner.any(next, phrases!("i månaden|i månan|of the month")) {
        let here = month_span(reference.year(), reference.month())?;
        let after = || here.to.succ_opt().and_then(|after| month_span(after.year(), after.month()));
        return Some((
            found_day(find(here).filter(|date| *date >= reference).or_else(|| find(after()?))),
            end,
        ));
    }
    if let Some((month, end)) = relative_month(scanner, scanner.skip(next, phrases!("i|in|of"))) {
        return Some((found_day(month.and_then(find)), end));
    }
    let next = scanner.any(next, phrases!("i|in|of"))?;
    let month = lexicon::month(scanner.token(next)?)?;
    let (span, end) = match year_after_name(scanner, next + 1) {
        Some((year, end)) => (month_span(year, month)?, end),
        None => (coming_month(month, reference)?, next + 1),
    };
    let of_next_year = || find(month_span(span.from.year().checked_add(1)?, month)?);
    let date = find(span)
        .filter(|date| *date >= reference || scanner.past || end > next + 1)
        .or_else(of_next_year);
    Some((found_day(date), end))
}

/// "2:a", "3e".
fn ordinal_in_digits(scanner: &Scanner, i: usize) -> Option<(u32, usize)> {
    let (number, day_end) = day_number(scanner, i)?;
    (day_end > i + 1).then_some((number.value, day_end))
}

fn nth_working_day(nth: u32, month: Span) -> Option<NaiveDate> {
    let mut days: Vec<_> = month
        .from
        .iter_days()
        .take_while(|day| *day <= month.to)
        .filter(|&day| !is_free(day))
        .collect();
    match usize::try_from(nth).ok()?.checked_sub(1) {
        Some(index) => days.get(index).copied(),
        None => days.pop(),
    }
}

/// "natten mot onsdag", "tisdagsnatt": from 22 to 6. Today's night is meant as long as its morning is today.
fn night_towards(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let (morning, end) =
        match scanner.any(i, phrases!("natten mot|natten till|på natten mot|natt mot")) {
            Some(next) => (first_from(name(scanner, next)?, reference)?, next + 1),
            None => {
                let start = scanner.skip(i, phrases!("på"));
                let (day, rest) = lexicon::weekday_with_rest(scanner.token(start)?)?;
                matches!(rest, "natt" | "natten").then_some(())?;
                (first_from(day.succ(), reference)?, start + 1)
            }
        };
    let span = Span { from: morning.pred_opt()?, to: morning };
    Some((
        Found {
            within: Some((hour(22), hour(6))),
            certainty: Certainty::Vague,
            ..found(Some(span))
        },
        end,
    ))
}

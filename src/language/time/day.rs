//! The longest reading of a day, several days or a period that begins at a token.

use chrono::NaiveDate;

use super::calendar::{Span, plus, when_of};
use super::phrases::phrases;
use super::row::{self, Joint, connector};
use super::scanner::Scanner;
use super::{
    Found, anchored, counted, date, found, lexicon, part, period, recurring, relative, stretch,
    weekday,
};
use crate::model::time::{Certainty, When};

type Rule = fn(&Scanner, usize, NaiveDate) -> Option<(Found, usize)>;

/// Rules of one day or period; of equally long readings the last rule's is taken.
const RULES: &[Rule] = &[
    period::period,
    weekday::weekday,
    weekday_with_part,
    date::single,
    row::several,
    recurring::recurring,
    relative::named,
    counted::counted,
    stretch::stretch,
    anchored::anchored,
];

/// Nobody asks for a row of days that ends so many days away.
const FAR: i64 = 800;

pub(super) fn day(scanner: &Scanner, i: usize) -> Option<(Found, usize)> {
    let single = one(scanner, i, scanner.today());
    let joined = joined(scanner, i, single.as_ref());
    [up_to(scanner, i), joined, single].into_iter().flatten().max_by_key(|&(_, end)| end)
}

fn one(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    RULES.iter().filter_map(|rule| rule(scanner, i, reference)).max_by_key(|&(_, end)| end)
}

/// "lördagkväll", "på fredagseftermiddagen".
fn weekday_with_part(scanner: &Scanner, i: usize, reference: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|nu på|om"));
    let (weekday, rest) = lexicon::weekday_with_rest(scanner.token(start)?)?;
    let within = part::by_ending(rest)?;
    let date = super::calendar::next_after(weekday, reference);
    Some((Found { within: Some(within), ..super::found_day(date) }, start + 1))
}

/// Days of different kinds joined: "långfredag t.o.m. annandag påsk", "idag eller imorgon", "28 april till 3 maj".
fn joined(scanner: &Scanner, i: usize, single: Option<&(Found, usize)>) -> Option<(Found, usize)> {
    let between = scanner.any(i, phrases!("mellan|between"));
    let start =
        between.unwrap_or_else(|| scanner.skip(i, phrases!("från|from|från och med|fr . o . m .")));
    let (first, mut end) =
        if start == i { single?.clone() } else { one(scanner, start, scanner.today())? };
    let mut spans = vec![span(&first)?];
    let mut to_the_last = between.is_some();
    while let Some((joint, next)) = connector(scanner, end) {
        let comma = scanner.any(end, phrases!(",")).is_some();
        let reference = spans.last().map_or(scanner.today(), |last: &Span| last.to);
        let reference = if joint == Joint::To { reference } else { scanner.today() };
        // A comma more often parts sentences than days ("idag, fredag").
        let Some((other, after)) = one(scanner, next, reference).filter(|_| !comma) else {
            break;
        };
        let Some(span) = span(&other) else { break };
        if is_told_again(scanner, &spans, next)
            || (span.to - scanner.today()).num_days().abs() > FAR
        {
            break;
        }
        to_the_last |= joint == Joint::To;
        spans.push(span);
        end = after;
        if spans.len() == row::MOST {
            break;
        }
    }
    let (from, to) = (spans.first()?.from, spans.last()?.to);
    if spans.len() < 2 {
        return None;
    }
    if to_the_last {
        return (from <= to).then(|| (found(Some(Span { from, to })), end));
    }
    let days = spans
        .iter()
        .flat_map(|span| span.from.iter_days().take_while(|day| *day <= span.to).take(62))
        .collect();
    Some((Found::exact(when_of(days)), end))
}

/// "Påsken – långfredag t.o.m. annandagen": what lies within the days before the dash explains them.
fn is_told_again(scanner: &Scanner, spans: &[Span], i: usize) -> bool {
    let Some((other, _)) = one(scanner, i, scanner.today()) else {
        return false;
    };
    let Some(other) = span(&other) else {
        return false;
    };
    spans
        .last()
        .is_some_and(|last| last.from < last.to && last.from <= other.from && other.to <= last.to)
}

/// The days of an expression that has one meaning and no clock.
fn span(found: &Found) -> Option<Span> {
    match &found.when {
        When::Dates(days) if days.len() == 1 && found.within.is_none() => {
            days.first().copied().map(Span::day)
        }
        When::Range { from, to } if found.within.is_none() => Some(Span { from: *from, to: *to }),
        _ => None,
    }
}

/// "till och med fredag": from today to the end. "Fram till" leaves open whether the day itself belongs to it.
fn up_to(scanner: &Scanner, i: usize) -> Option<(Found, usize)> {
    let exact = scanner.any(
        i,
        phrases!("till och med|t . o . m .|t . o . m|tom|t o m|through|up to and including"),
    );
    let next = exact.or_else(|| {
        scanner.any(i, phrases!("fram till|fram tills|ända till|until|till och med fram till"))
    })?;
    let (last, end) = one(scanner, next, scanner.today())?;
    let last_days = span(&last)?;
    // "fram till jul" ends where Christmas begins.
    let to = if exact.is_some() { last_days.to } else { last_days.from };
    let from = scanner.today();
    let certainty = if exact.is_some() { last.certainty } else { Certainty::Vague };
    (from <= to && plus(from, 400).is_some_and(|limit| to <= limit))
        .then(|| (Found { certainty, ..found(Some(Span { from, to })) }, end))
}

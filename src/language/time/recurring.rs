//! What is so every week: "på lördagar", "vardagar", "alla dagar", "på kvällarna".

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
use chrono::{NaiveDate, Weekday};

use super::counted::count;
use super::phrases::{Table, phrases};
use super::row::{MOST, connector};
use super::scanner::Scanner;
use super::token::Kind;
use super::weekday::name;
use super::{Found, lexicon, part};
use crate::model::time::When;

const WORKING_DAYS: &[Weekday] = &[Mon, Tue, Wed, Thu, Fri];
const ALL_DAYS: &[Weekday] = &[Mon, Tue, Wed, Thu, Fri, Sat, Sun];
const IN_GENERAL: &[Weekday] = &[];

static NAMED: Table<&'static [Weekday]> = Table::new(&[
    (
        WORKING_DAYS,
        "vardagar|vardagarna|vardar|helgfri vardag|\
        helgfria vardagar|m - f|m – f|weekdays|weekday|working days|business days|\
        arbetsdagar",
    ),
    (&[Sat, Sun], "helger|helgerna|helgdagarna lördag och söndag|weekends|the weekends|helgtid"),
    (
        ALL_DAYS,
        "vilka dar i veckan|nån dar i veckan|alla dagar|varje dag|dagligen|alla veckans dagar|alla dagar i veckan|\
        varje dag i veckan|någon dag i veckan|nån dag i veckan|några dagar i veckan|\
        vilka dagar i veckan|vilken dag i veckan|varje vecka|every day|daily|\
        any day of the week|every day of the week",
    ),
    // Neither a day nor a weekday: the hours in general answer.
    (
        IN_GENERAL,
        "röda dagar|röd dag|helgdag|helgdagar|helgdagarna|storhelg|storhelger|\
        storhelgerna|public holidays|public holiday|bank holidays|dygnet runt|24 / 7|\
        around the clock|jämn vecka|udda vecka|jämna veckor|udda veckor",
    ),
]);

pub(super) fn recurring(scanner: &Scanner, i: usize, _: NaiveDate) -> Option<(Found, usize)> {
    let start = scanner.skip(i, phrases!("på|under|on|om|at|i|även på|the"));
    let named = scanner
        .look_up(start, &NAMED)
        .filter(|_| !is_counted(scanner, start))
        .map(|(days, end)| (days.to_vec(), end));
    let rules =
        [named, in_the_singular(scanner, start), plural(scanner, start), every(scanner, start)];
    let days = rules
        .into_iter()
        .flatten()
        .map(|(days, end)| (Found::exact(When::Recurring(days)), end))
        .max_by_key(|&(_, end)| end);
    let part = || {
        part::recurring(scanner, i).map(|(within, end)| {
            (Found { within: Some(within), ..Found::exact(When::Recurring(Vec::new())) }, end)
        })
    };
    days.or_else(part)
}

/// "tre arbetsdagar" are no days of the week.
fn is_counted(scanner: &Scanner, i: usize) -> bool {
    i.checked_sub(1)
        .is_some_and(|before| count(scanner, before).is_some_and(|(number, _)| number > 1))
}

/// "vardag", "vard 8-16"; but in "folks vardag" it is life, and without dots "vard" is care.
fn in_the_singular(scanner: &Scanner, i: usize) -> Option<(Vec<Weekday>, usize)> {
    let end = scanner.any(i, phrases!("vardag|vardagen|vardan|vard|vard ."))?;
    let after = i
        .checked_sub(1)
        .is_some_and(|before| scanner.any(before, phrases!("på|en|varje|per")).is_some());
    let stands_alone = i == 0 && scanner.token(end).is_none_or(|next| next.kind != Kind::Word);
    (after || stands_alone).then(|| (WORKING_DAYS.to_vec(), end))
}

/// "lördagar", "måndagar och onsdagar".
fn plural(scanner: &Scanner, i: usize) -> Option<(Vec<Weekday>, usize)> {
    let mut days = vec![lexicon::every_weekday(scanner.token(i)?)?];
    let mut end = i + 1;
    while let Some((_, next)) = connector(scanner, end) {
        let next = scanner.skip(next, phrases!("på|on"));
        let Some(day) = scanner.token(next).and_then(lexicon::every_weekday) else {
            break;
        };
        days.push(day);
        end = next + 1;
        if days.len() == MOST {
            break;
        }
    }
    Some((days, end))
}

fn every(scanner: &Scanner, i: usize) -> Option<(Vec<Weekday>, usize)> {
    let next =
        scanner.any(i, phrases!("varje|var|every|each|alla|varannan|var annan|every other"))?;
    Some((vec![name(scanner, next)?], next + 1))
}

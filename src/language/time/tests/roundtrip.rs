//! Every date, however it is written, is that date again; and no text panics.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::super::find;
use super::{moment, shown};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
const ORDINALS: [&str; 31] = [
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
    "trettonde",
    "fjortonde",
    "femtonde",
    "sextonde",
    "sjuttonde",
    "artonde",
    "nittonde",
    "tjugonde",
    "tjugoförsta",
    "tjugoandra",
    "tjugotredje",
    "tjugofjärde",
    "tjugofemte",
    "tjugosjätte",
    "tjugosjunde",
    "tjugoåttonde",
    "tjugonionde",
    "trettionde",
    "trettioförsta",
];

/// The ways to write `date` that leave no doubt when asked within the year before it.
fn writings(date: NaiveDate) -> Vec<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let (swedish, english) = (MONTHS[month as usize - 1], ENGLISH_MONTHS[month as usize - 1]);
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
    let ordinal = ORDINALS[day as usize - 1];
    let suffix = if matches!(day, 1 | 2 | 21 | 22 | 31) { "a" } else { "e" };
    vec![
        if (day, month) == (24, 7) { "den 24/7".to_owned() } else { format!("{day}/{month}") }, // "24/7" is round the clock
        format!("den {day}/{month}-{:02}", year % 100),
        format!("{day} {swedish}"),
        format!("den {day}:{suffix} {swedish}"),
        format!("den {ordinal} {swedish}"),
        format!("har ni öppet {weekday} {day} {swedish}?"),
        format!("på {weekday} den {day}/{month}"),
        format!("{weekday}en den {ordinal} {swedish}"),
        format!("{date}"),
        date.format("%y%m%d").to_string(),
        date.format("%Y%m%d").to_string(),
        format!("{day} {}", &swedish.chars().take(3).collect::<String>()),
        format!("{day} {swedish} {year}"),
        format!("{english} {day}"),
        format!("are you open on the {day} of {english} {year}?"),
        format!("{day} {english}"),
    ]
}

#[test]
fn every_date_of_two_years_is_itself_in_every_writing() {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    for date in first.iter_days().take_while(|date| date.year() < 2028) {
        // Asked one to 41 weeks before, so that every part of the year is asked from another.
        let at = (date - Days::new(7 + u64::from(date.ordinal() % 41) * 7))
            .and_hms_opt(10, 0, 0)
            .unwrap();
        for text in writings(date) {
            let found: Vec<_> = find(&text, at).iter().map(shown).collect();
            assert_eq!(found, [date.to_string()], "{text:?} asked {at}");
        }
    }
}

/// Words of time and their neighbours, for rows that a random string would never hit.
const WORDS: &[&str] = &[
    "på",
    "i",
    "nästa",
    "förra",
    "måndag",
    "fredag",
    "fre",
    "v",
    "v.",
    "44",
    "53",
    "den",
    "15:e",
    "31",
    "april",
    "juni",
    "15/6",
    "6.6",
    "halv",
    "fem",
    "kvart",
    "över",
    "kl",
    "16.30",
    "1630",
    "mellan",
    "och",
    "till",
    "–",
    "-",
    "t.o.m.",
    "om",
    "en",
    "vecka",
    "veckor",
    "999",
    "år",
    "timmar",
    "sen",
    "för",
    "dagen",
    "efter",
    "före",
    "påsk",
    "jul",
    "midsommar",
    "klämdagen",
    "sista",
    "första",
    "natten",
    "mot",
    "kväll",
    "?",
    ".",
    ",",
    "2026-13-45",
    "260605",
    "20260605",
    "99999999",
    "0",
    "24",
    "24/7",
    "the",
    "next",
    "Friday",
    "half",
    "past",
    "quarter",
    "to",
    "pm",
    "å",
    "ä",
    "é",
    "🎄",
    "annandag",
    "alla",
    "dagar",
    "månadsskiftet",
    "början",
    "av",
];

fn at_any_time() -> impl Strategy<Value = String> {
    ((-200_000i32..200_000), 1u32..=12, 1u32..=28, 0u32..24).prop_map(|(year, month, day, hour)| {
        let date = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        date.and_hms_opt(hour, 0, 0).unwrap_or_default().to_string()
    })
}

fn check_spans(text: &str, at: chrono::NaiveDateTime) {
    for expression in find(text, at) {
        assert!(
            text.get(expression.span.clone()).is_some_and(|words| !words.trim().is_empty()),
            "{:?} of {text:?}",
            expression.span
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_panics_and_spans_hold_whole_letters(text in "\\PC{0,60}") {
        check_spans(&text, moment("2026-05-13T10:00"));
    }

    #[test]
    fn no_row_of_words_panics_at_any_time(words in prop::collection::vec(prop::sample::select(WORDS), 0..12), at in at_any_time()) {
        let at = chrono::NaiveDateTime::parse_from_str(&at, "%Y-%m-%d %H:%M:%S").unwrap_or_else(|_| moment("2026-05-13T10:00"));
        check_spans(&words.join(" "), at);
        check_spans(&words.concat(), at);
    }
}

#[test]
fn the_ends_of_the_calendar_do_not_panic() {
    for at in [chrono::NaiveDateTime::MIN, chrono::NaiveDateTime::MAX] {
        for window in WORDS.windows(4) {
            check_spans(&window.join(" "), at);
        }
        for text in [
            "imorgon",
            "igår",
            "om 999 år",
            "nästa vecka",
            "i helgen",
            "sista fredagen i november",
            "jullovet",
            "klämdagar",
            "natten mot onsdag",
            "om 999 timmar",
        ] {
            check_spans(text, at);
        }
    }
}

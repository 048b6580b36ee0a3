//! The numbers that pages state, and what they state them of.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::dates;
use super::pattern::regex;
use crate::language::words::{fold, heading, prose_sentences, words};

/// What is counted or told: only numbers of the same kind can contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    Money,
    Percent,
    Days,
    Weeks,
    Months,
    Years,
    Hours,
    Minutes,
    Metres,
    Litres,
    Kilograms,
    /// From one time of day to another.
    Open,
    Phone,
    /// A day of the year until or from which something goes: `12-10`.
    Date,
}

/// One number that a page states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub unit: Unit,
    /// In one way of writing: `1250`, `8.00-16.30`, `0303703000`.
    pub value: String,
    /// The stems of the words beside it.
    pub words: BTreeSet<String>,
    /// Those of the heading above.
    pub heading: BTreeSet<String>,
    /// The sentence, the row or the line, letter for letter.
    pub text: String,
}

static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?P<open>\b\d{1,2}[.:]\d{2}\s*(?:[–-]|till)\s*\d{1,2}[.:]\d{2}|\bkl(?:\.|ockan)?\s*\d{1,2}(?:[.:]\d{2})?\s*(?:[–-]|till|och)\s*\d{1,2}(?:[.:]\d{2})?\b)|(?P<day>\b(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:ar)?)?(?:\s*(?:[–-]|till)\s*(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:ar)?)?)?)[:,]?\s+(?P<hours>\d{1,2}(?:[.:]\d{2})?\s*(?:[–-]|till)\s*\d{1,2}(?:[.:]\d{2})?\b)|\b(?:senast|före|till och med|fram till|från och med|t\.?\s?o\.?\s?m\.?|fr\.?\s?o\.?\s?m\.?)\s+(?:den\s+)?(?P<date>\d{1,2}\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december))\b|(?P<phone>(?:\+46[ -]?(?:\(0\))?|\b0)\d{1,3}[-–/ ]{0,3}\d{2,3}(?: ?\d{2,3}){1,3}\b)|\b(?P<number>\d{1,3}(?:[ \u{a0}\u{202f}]\d{3})+|\d+(?:[,.]\d+)?|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)[ \u{a0}\u{202f}]*(?P<unit>kronor|kr\b|:-|%|procent|dagar|dag\b|veckor|vecka\b|månader|månad\b|år\b|timmar|timme\b|minuter|minut\b|meter|m\b|liter|kg\b|kilo\b)",
    )
});

/// The facts of a text. A sentence with several numbers of one kind tells several things, and is passed by, but for opening hours.
pub fn facts(body: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut above = BTreeSet::new();
    let mut head: Option<Vec<&str>> = None;
    for range in prose_sentences(body) {
        let text = &body[range];
        let is_row = text.starts_with('|');
        let first = is_row && head.is_none();
        if !is_row {
            head = None;
        }
        if let Some(title) = heading(text) {
            above = stems(title);
        } else if first {
            let cells = cells(text);
            let is_head =
                cells.iter().skip(1).all(|cell| !cell.contains(|c: char| c.is_ascii_digit()));
            if !is_head {
                facts.extend(of(text, text, &above));
            }
            head = Some(if is_head { cells } else { Vec::new() });
        } else if is_row {
            facts.extend(of_row(text, head.as_deref().unwrap_or_default(), &above));
        } else if !text.contains('\n') {
            facts.extend(of(text, text, &above));
        } else {
            // Lines of an address or a card: what is called stands above its number.
            facts.extend(of(&text.replace('\n', " "), text, &above));
        }
    }
    facts
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// Each cell by itself, with what its row and its column are called: "Vuxen", "Pris i kronor", "75".
fn of_row(row: &str, head: &[&str], above: &BTreeSet<String>) -> Vec<Fact> {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(kronor|kr|procent|%|dagar|veckor|månader|år|timmar|minuter|meter|liter|kg|kilo)(?:\b|$)",
        )
    });
    let cells = cells(row);
    if cells.len() != head.len() {
        return of(row, row, above);
    }
    let name = cells.first().copied().unwrap_or_default();
    let columns = cells.iter().zip(head).skip(1);
    let mut facts: Vec<Fact> = columns
        .flat_map(|(cell, column)| {
            let is_bare = cell.starts_with(|c: char| c.is_ascii_digit())
                && cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == ',');
            let unit = UNIT.find(column).filter(|_| is_bare).map_or("", |unit| unit.as_str());
            let column = UNIT.replace_all(column, " ");
            of(&format!("{name} {column} {cell} {unit}"), row, above)
        })
        .collect();
    facts.dedup();
    facts
}

/// `said` is the text as it stands on the page.
fn of(text: &str, said: &str, above: &BTreeSet<String>) -> Vec<Fact> {
    let found: Vec<(Unit, String)> =
        NUMBERS.captures_iter(text).filter_map(|found| number(&found)).collect();
    let of_unit = |unit: Unit| found.iter().filter(|(other, _)| *other == unit).count();
    let mut beside = stems(&NUMBERS.replace_all(text, " $day "));
    // What else is told in numbers says which of several things is meant: "190 liter".
    beside.extend(
        found
            .iter()
            .filter(|(unit, _)| matches!(unit, Unit::Litres | Unit::Metres | Unit::Kilograms))
            .map(|(_, value)| value.clone()),
    );
    let single = found.iter().filter(|(unit, _)| *unit == Unit::Open || of_unit(*unit) == 1);
    single
        .map(|(unit, value)| {
            let mut words = beside.clone();
            words.remove(value);
            Fact {
                unit: *unit,
                value: value.clone(),
                words,
                heading: above.clone(),
                text: said.trim().to_owned(),
            }
        })
        .collect()
}

fn number(found: &regex::Captures<'_>) -> Option<(Unit, String)> {
    if let Some(open) = found.name("open") {
        return interval(open.as_str()).map(|interval| (Unit::Open, interval));
    }
    if let Some(hours) = found.name("hours") {
        return interval(hours.as_str()).map(|interval| (Unit::Open, interval));
    }
    if let Some(date) = found.name("date") {
        let date = dates::date(&format!("{} 2000", date.as_str()))?;
        return Some((Unit::Date, date.format("%m-%d").to_string()));
    }
    if let Some(phone) = found.name("phone") {
        return Some((Unit::Phone, phone_digits(phone.as_str())));
    }
    let unit = unit(&found.name("unit")?.as_str().to_lowercase())?;
    Some((unit, plain(found.name("number")?.as_str())))
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "kronor" | "kr" | ":-" => Unit::Money,
        "%" | "procent" => Unit::Percent,
        "dagar" | "dag" => Unit::Days,
        "veckor" | "vecka" => Unit::Weeks,
        "månader" | "månad" => Unit::Months,
        "år" => Unit::Years,
        "timmar" | "timme" => Unit::Hours,
        "minuter" | "minut" => Unit::Minutes,
        "meter" | "m" => Unit::Metres,
        "liter" => Unit::Litres,
        "kg" | "kilo" => Unit::Kilograms,
        _ => return None,
    })
}

fn plain(number: &str) -> String {
    const NAMES: [&str; 12] =
        ["en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    let number = number.to_lowercase().replace("ett", "en");
    match NAMES.iter().position(|name| *name == number) {
        Some(at) => (at + 1).to_string(),
        None => {
            let digits: String = number.chars().filter(|c| !c.is_whitespace()).collect();
            let digits = digits.replace('.', ",");
            digits.trim_end_matches(",00").trim_end_matches(",0").to_owned()
        }
    }
}

/// `kl. 8–16.30` → `8.00-16.30`.
pub fn interval(text: &str) -> Option<String> {
    static TIME: LazyLock<Regex> = LazyLock::new(|| regex(r"(\d{1,2})(?:[.:](\d{2}))?"));
    let times: Vec<String> = TIME
        .captures_iter(text)
        .filter_map(|time| {
            let hour: u32 = time.get(1)?.as_str().parse().ok().filter(|hour| *hour <= 24)?;
            let minute = time.get(2).map_or("00", |minute| minute.as_str());
            Some(format!("{hour}.{minute}"))
        })
        .collect();
    let [from, to] = times.as_slice() else { return None };
    Some(format!("{from}-{to}"))
}

/// National digits: `+46 303-70 30 00` → `0303703000`.
pub fn phone_digits(text: &str) -> String {
    let text = text.replace("(0)", "");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("46").filter(|_| text.trim_start().starts_with('+')) {
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

/// Words that tell nothing of a subject.
const STOP: [&str; 64] = [
    "alla", "andra", "att", "av", "bli", "blir", "bara", "com", "de", "den", "det", "dig", "din",
    "ditt", "du", "där", "efter", "eller", "ett", "finns", "från", "får", "för", "gäller", "ger",
    "ha", "har", "hur", "högst", "in", "inom", "inte", "kan", "kl", "man", "med", "mellan", "men",
    "minst", "mot", "när", "och", "också", "om", "per", "på", "ska", "som", "så", "till", "tar",
    "under", "upp", "ut", "vad", "var", "vara", "vi", "vid", "än", "är", "över", "enligt", "cirka",
];

/// The beginnings of words that all forms of them have; short ones and those of no subject are left out.
pub fn stems(text: &str) -> BTreeSet<String> {
    let told =
        words(text).filter(|word| word.chars().count() >= 3 && !STOP.contains(&word.as_str()));
    told.map(|word| stem(&fold(&word))).collect()
}

fn stem(word: &str) -> String {
    const ENDS: [&str; 24] = [
        "heterna", "heten", "arnas", "ernas", "ornas", "arna", "erna", "orna", "ades", "ande",
        "aren", "ens", "ets", "ade", "en", "et", "ar", "er", "or", "na", "s", "n", "a", "e",
    ];
    const SHORTEST: usize = 4;
    let fits = |end: &&&str| word.len() >= end.len() + SHORTEST && word.ends_with(**end);
    ENDS.iter().find(fits).map_or(word, |end| &word[..word.len() - end.len()]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_units() {
        let check = |text: &str, expected: &[(Unit, &str)]| {
            let found = facts(text);
            let found: Vec<(Unit, &str)> =
                found.iter().map(|fact| (fact.unit, fact.value.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Avgiften är 1 250 kr per hushåll.", &[(Unit::Money, "1250")]);
        check("Det tar högst tio veckor.", &[(Unit::Weeks, "10")]);
        check("Kontaktcenter har öppet kl. 8–16.30.", &[(Unit::Open, "8.00-16.30")]);
        check("Vi har öppet 8.00–16.30.", &[(Unit::Open, "8.00-16.30")]);
        check("Ring 0303-70 30 00.", &[(Unit::Phone, "0303703000")]);
        check("Ring +46 303-70 30 00.", &[(Unit::Phone, "0303703000")]);
        check("Barn 35 kr, vuxen 65 kr.", &[]);
        check("Avgiften höjs med 2,5 procent.", &[(Unit::Percent, "2,5")]);
        check("Planen antogs 2019.", &[]);
        check("Vi har öppet klockan 8–17.", &[(Unit::Open, "8.00-17.00")]);
        check("Vi har öppet kl 8 till 17.", &[(Unit::Open, "8.00-17.00")]);
        check("Öppet mån–fre 8–16.30.", &[(Unit::Open, "8.00-16.30")]);
        check("Ring måndag till torsdag 8.30–12.", &[(Unit::Open, "8.30-12.00")]);
        check("Ansök senast den 10 december.", &[(Unit::Date, "12-10")]);
        check("Vi firar den 10 december.", &[]);
        check("| Vem | Kronor |\n| --- | --- |\n| Vuxen | 75 |", &[(Unit::Money, "75")]);
        check(
            "| Vem | Dag (kr) | Natt (kr) |\n| --- | --- | --- |\n| Vuxen | 1 075 | 20 |",
            &[(Unit::Money, "1075"), (Unit::Money, "20")],
        );
        check(
            "| Vuxen | 65 kr |\n| --- | --- |\n| Barn | 35 kr |",
            &[(Unit::Money, "65"), (Unit::Money, "35")],
        );
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("avgiften", "avgifter"),
            ("kärl", "kärlen"),
            ("hushållets", "hushållen"),
            ("bygglovet", "bygglov"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} {other}");
        }
        assert_ne!(stems("simhallen"), stems("ishallen"));
    }
}

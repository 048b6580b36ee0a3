//! The words of time, Swedish and English, as tables. What they mean together is for the rules.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Weekday;
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::token::{Kind, Token, has_dots, without_dots};

/// Names of this many letters or more are known in spite of one slip of the finger.
const LONG: usize = 6;

/// Words in their own right that are one slip from a name in these tables.
const ORDINARY: &[&str] = &[
    "mandat",
    "semester",
    "mandar",
    "fredad",
    "fridag",
    "fredat",
    "augusta",
    "sundry",
    "helgdag",
    "vardag",
    "vårdag",
    "midsommars",
    "decembers",
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("måndag måndagen måndan månda måndagn monday", Mon),
    ("tisdag tisdagen tisdan tisda tuesday", Tue),
    ("onsdag onsdagen onsdan onsda wednesday", Wed),
    ("torsdag torsdagen torsdan torsda thursday", Thu),
    ("fredag fredagen fredan freda friday", Fri),
    ("lördag lördagen lördan lörda saturday", Sat),
    ("söndag söndagen söndan sönda sunday", Sun),
];

/// Short forms that are no other word. They are taken letter by letter: "man" is not "mån".
const SHORT_WEEKDAYS: &[(&str, Weekday)] = &[("tis", Tue), ("ons", Wed), ("tors", Thu), ("fre", Fri), ("lör", Sat), ("sön", Sun)];

/// Short forms that are other words too, taken only where a weekday is expected; Swedish and English apart, for "next to" is no Thursday.
const DOUBTFUL_SWEDISH: &[(&str, Weekday)] = &[("mån", Mon), ("ti", Tue), ("to tor", Thu), ("lö", Sat), ("sö", Sun)];
const DOUBTFUL_ENGLISH: &[(&str, Weekday)] =
    &[("mon", Mon), ("tue tues", Tue), ("wed weds", Wed), ("thu thur thurs", Thu), ("fri", Fri), ("sat", Sat), ("sun", Sun)];

const PAST_WEEKDAYS: &[(&str, Weekday)] =
    &[("måndags", Mon), ("tisdags", Tue), ("onsdags", Wed), ("torsdags", Thu), ("fredags", Fri), ("lördags", Sat), ("söndags", Sun)];

const EVERY_WEEKDAY: &[(&str, Weekday)] = &[
    ("måndagar måndagarna måndar mondays", Mon),
    ("tisdagar tisdagarna tisdar tuesdays", Tue),
    ("onsdagar onsdagarna onsdar wednesdays", Wed),
    ("torsdagar torsdagarna torsdar thursdays", Thu),
    ("fredagar fredagarna fredar fridays", Fri),
    ("lördagar lördagarna lördar saturdays", Sat),
    ("söndagar söndagarna söndar sundays", Sun),
];

const MONTHS: &[(&str, u32)] = &[
    ("januari january jan", 1),
    ("februari february feb febr", 2),
    ("mars march mar", 3),
    ("april apr", 4),
    ("maj may", 5),
    ("juni june jun", 6),
    ("juli july jul", 7),
    ("augusti august aug", 8),
    ("september sep sept", 9),
    ("oktober october okt oct", 10),
    ("november nov", 11),
    ("december dec", 12),
];

const UNITS: &[(&str, u32)] = &[
    ("en ett one", 1),
    ("två two", 2),
    ("tre three", 3),
    ("fyra four", 4),
    ("fem five", 5),
    ("sex six", 6),
    ("sju seven", 7),
    ("åtta eight", 8),
    ("nio nine", 9),
];

const NUMBERS: &[(&str, u32)] = &[
    ("noll zero", 0),
    ("tio ten", 10),
    ("elva eleven", 11),
    ("tolv twelve", 12),
    ("tretton thirteen", 13),
    ("fjorton fourteen", 14),
    ("femton fifteen", 15),
    ("sexton sixteen", 16),
    ("sjutton seventeen", 17),
    ("arton eighteen", 18),
    ("nitton nineteen", 19),
    ("tjugo tjuge twenty", 20),
    ("trettio tretti thirty", 30),
    ("fyrtio fyrti forty", 40),
    ("femtio femti fifty", 50),
];

const UNIT_ORDINALS: &[(&str, u32)] = &[
    ("första förste first", 1),
    ("andra andre second", 2),
    ("tredje third", 3),
    ("fjärde fourth", 4),
    ("femte fifth", 5),
    ("sjätte sixth", 6),
    ("sjunde seventh", 7),
    ("åttonde eighth", 8),
    ("nionde ninth", 9),
];

const ORDINALS: &[(&str, u32)] = &[
    ("tionde tenth", 10),
    ("elfte eleventh", 11),
    ("tolfte twelfth", 12),
    ("trettonde thirteenth", 13),
    ("fjortonde fourteenth", 14),
    ("femtonde fifteenth", 15),
    ("sextonde sixteenth", 16),
    ("sjuttonde seventeenth", 17),
    ("artonde eighteenth", 18),
    ("nittonde nineteenth", 19),
    ("tjugonde twentieth", 20),
    ("trettionde thirtieth", 30),
];

/// How a question about what has been begins.
pub(super) const PAST_QUESTIONS: &str = "var ni|va ni|hade ni|var det öppet|var det stängt|var de öppet|var de stängt|\
        varför var|were you|was it|did you";

/// Small words after which a bare number before them can still be a clock time: they are nothing that is counted.
const AFTER_A_NUMBER: &[&str] = &[
    "eller",
    "å",
    "och",
    "då",
    "är",
    "e",
    "ä",
    "har",
    "kan",
    "går",
    "så",
    "om",
    "för",
    "på",
    "i",
    "innan",
    "efter",
    "före",
    "till",
    "tills",
    "vid",
    "hos",
    "er",
    "ni",
    "jag",
    "man",
    "finns",
    "öppet",
    "öppna",
    "öppen",
    "stängt",
    "stänger",
    "öppnar",
    "bemannat",
    "blir",
    "ok",
    "okej",
    "funkar",
    "passar",
    "nu",
    "idag",
    "ida",
    "imorgon",
    "imorn",
    "imorrn",
    "ikväll",
    "tack",
    "hej",
    "också",
    "oxå",
    "är",
    "det",
    "de",
    "när",
    "vad",
    "va",
    "hinner",
    "kommer",
    "ska",
    "skall",
    "hur",
    "svarar",
    "som",
    "men",
    "fast",
    "prick",
    "ungefär",
    "nästa",
    "denna",
    "redan",
    "bara",
    "or",
    "and",
    "is",
    "are",
    "do",
    "can",
    "will",
    "would",
    "then",
    "on",
    "in",
    "at",
    "today",
    "tomorrow",
    "tonight",
    "please",
    "pls",
    "to",
    "until",
    "open",
    "closed",
    "fm",
    "em",
    "am",
    "pm",
    "oclock",
    "tiden",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "imorgon",
    "sharp",
    "if",
    "i",
    "but",
    "när",
    "fortfarande",
];

/// Things that a number written like a date can count.
const COUNTED: &[&str] = &[
    "dl", "timme", "timmar", "tim", "personer", "procent", "kr", "kronor", "liter", "av", "delar", "meter", "kg", "poäng", "kvm", "år",
    "st",
];

/// What is called by a number: the number after it is a name.
const NUMBERED: &[&str] = &[
    "kapitel", "kap", "avsnitt", "punkt", "version", "paragraf", "steg", "nr", "nummer", "sid", "sida", "sidan", "del", "betyg", "rum",
    "linje", "buss", "hus", "port", "chapter", "section", "page", "version", "number", "room", "line", "årskurs", "klass", "åk",
];

struct Table<T> {
    exact: HashMap<String, T>,
    /// Without dots, for names of [`LONG`] letters or more.
    long: Vec<(String, T)>,
}

impl<T: Copy + PartialEq> Table<T> {
    fn new(rows: &[(&str, T)]) -> Self {
        let mut table = Self { exact: HashMap::new(), long: Vec::new() };
        for (words, value) in rows {
            for word in words.split(' ') {
                table.add(word, *value);
            }
        }
        table
    }

    /// A word as it is, without dots, and with aa, ae and oe for å, ä and ö.
    fn add(&mut self, word: &str, value: T) {
        let doubled = word.replace('å', "aa").replace('ä', "ae").replace('ö', "oe");
        let plain = without_dots(word);
        // Spoken forms ("lördan", "månda") are themselves slips enough.
        if plain.len() >= LONG && !plain.ends_with("dan") && !plain.ends_with("da") {
            self.long.push((plain.clone(), value));
        }
        for spelling in [word.to_owned(), plain, doubled] {
            self.exact.insert(spelling, value);
        }
    }

    fn get(&self, token: &Token) -> Option<T> {
        self.exact.get(&token.text).copied().filter(|_| token.kind == Kind::Word)
    }

    /// As [`Self::get`], and a long name in spite of one slip, where only one name is that near.
    fn get_roughly(&self, token: &Token) -> Option<T> {
        if let Some(value) = self.get(token) {
            return Some(value);
        }
        let mut near = self.long.iter().filter(|(name, _)| is_slip_of(token, name)).map(|&(_, value)| value);
        let first = near.next()?;
        near.all(|value| value == first).then_some(first)
    }
}

/// Whether `token` is `name` (without dots) but for one letter left out, put in, changed or swapped. The first letter is seldom the wrong one.
pub(super) fn is_slip_of(token: &Token, name: &str) -> bool {
    if !token.may_be(name) {
        return false;
    }
    let letters = token.text.chars().count();
    if token.kind != Kind::Word || letters.abs_diff(name.len()) > 1 || name.len() < LONG {
        return false;
    }
    let written = without_dots(&token.text);
    !ORDINARY.iter().any(|&word| word == token.text || (!has_dots(&token.text) && without_dots(word) == written))
        && !is_plural_or_past(token)
        && strsim::osa_distance(&written, name) <= 1
}

/// "fredagar" and "fredags" are words of their own, not "fredagen" misspelt.
fn is_plural_or_past(token: &Token) -> bool {
    every_weekday(token).is_some() || past_weekday(token).is_some()
}

pub(super) fn weekday(token: &Token) -> Option<Weekday> {
    static TABLE: LazyLock<Table<Weekday>> = LazyLock::new(|| Table::new(WEEKDAYS));
    TABLE.get_roughly(token).or_else(|| letter_by_letter(SHORT_WEEKDAYS, token))
}

/// "to", "mån" where a Swedish weekday is expected.
pub(super) fn doubtful_swedish(token: &Token) -> Option<Weekday> {
    letter_by_letter(DOUBTFUL_SWEDISH, token)
}

/// "sun", "fri" where an English weekday is expected.
pub(super) fn doubtful_english(token: &Token) -> Option<Weekday> {
    letter_by_letter(DOUBTFUL_ENGLISH, token)
}

fn letter_by_letter(table: &[(&str, Weekday)], token: &Token) -> Option<Weekday> {
    table.iter().find(|(words, _)| words.split(' ').any(|word| word == token.text)).map(|&(_, day)| day)
}

pub(super) fn past_weekday(token: &Token) -> Option<Weekday> {
    static TABLE: LazyLock<Table<Weekday>> = LazyLock::new(|| Table::new(PAST_WEEKDAYS));
    TABLE.get(token)
}

pub(super) fn every_weekday(token: &Token) -> Option<Weekday> {
    static TABLE: LazyLock<Table<Weekday>> = LazyLock::new(|| Table::new(EVERY_WEEKDAY));
    TABLE.get(token)
}

/// A weekday written together with what follows it ("lördagkväll", "fredagseftermiddag"): the day and the rest.
pub(super) fn weekday_with_rest(token: &Token) -> Option<(Weekday, &str)> {
    WEEKDAYS.iter().find_map(|&(words, day)| {
        let name = words.split(' ').next()?;
        let plain = without_dots(name);
        let rest = token.text.strip_prefix(name).or_else(|| token.text.strip_prefix(&plain))?;
        (!rest.is_empty()).then(|| (day, rest.strip_prefix('s').unwrap_or(rest)))
    })
}

pub(super) fn month(token: &Token) -> Option<u32> {
    static TABLE: LazyLock<Table<u32>> = LazyLock::new(|| Table::new(MONTHS));
    TABLE.get_roughly(token)
}

/// A number in words, 0–59.
pub(super) fn cardinal(token: &Token) -> Option<u32> {
    static TABLE: LazyLock<Table<u32>> = LazyLock::new(|| {
        let mut table = Table::new(NUMBERS);
        for (words, value) in UNITS {
            words.split(' ').for_each(|word| table.add(word, *value));
            for (tens, ten) in NUMBERS.iter().filter(|(_, ten)| ten % 10 == 0 && *ten >= 20) {
                for (ten_word, word) in tens.split(' ').flat_map(|ten| words.split(' ').map(move |word| (ten, word))) {
                    table.add(&format!("{ten_word}{word}"), ten + value);
                }
            }
        }
        table
    });
    TABLE.get(token)
}

/// An ordinal in words, 1–39.
pub(super) fn ordinal(token: &Token) -> Option<u32> {
    static TABLE: LazyLock<Table<u32>> = LazyLock::new(|| {
        let mut table = Table::new(ORDINALS);
        for (words, value) in UNIT_ORDINALS {
            for word in words.split(' ') {
                table.add(word, *value);
                for ten in ["tjugo", "tjuge", "twenty"] {
                    table.add(&format!("{ten}{word}"), 20 + value);
                }
                for ten in ["trettio", "tretti", "thirty"] {
                    table.add(&format!("{ten}{word}"), 30 + value);
                }
            }
        }
        table
    });
    TABLE.get(token)
}

pub(super) fn may_follow_number(token: &Token) -> bool {
    AFTER_A_NUMBER.iter().any(|word| token.is(word))
}

pub(super) fn is_numbered(token: &Token) -> bool {
    NUMBERED.iter().any(|word| token.is(word))
}

pub(super) fn is_counted(token: &Token) -> bool {
    COUNTED.iter().any(|word| token.is(word))
}

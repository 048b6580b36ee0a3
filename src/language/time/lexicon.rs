//! The words of time, Swedish and English, as tables. What they mean together is for the rules.

use std::sync::LazyLock;

use chrono::Weekday;
use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::phrases::{ByKey, Key, Phrases, spellings};
use super::slip::Slip;
use super::token::{Token, without_dots};

pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("måndag måndagen måndan månda måndagn måndax monday", Mon),
    ("tisdag tisdagen tisdan tisda tisdax tuesday", Tue),
    ("onsdag onsdagen onsdan onsda onsdax wednesday", Wed),
    ("torsdag torsdagen torsdan torsda tosda torsdax thursday", Thu),
    ("fredag fredagen fredan freda fredax friday", Fri),
    ("lördag lördagen lördan lörda lördax saturday", Sat),
    ("söndag söndagen söndan sönda söndax sunday", Sun),
];

/// Short forms that are no other word. They are taken letter by letter: "man" is not "mån".
const SHORT_WEEKDAYS: &[(&str, Weekday)] = &[
    ("månd", Mon),
    ("tis tisd", Tue),
    ("ons onsd", Wed),
    ("tors torsd thurs", Thu),
    ("fre", Fri),
    ("lör lörd", Sat),
    ("sön sönd", Sun),
];

/// Short forms that are other words too, taken only where a weekday is expected; Swedish and English apart, for "next to" is no Thursday.
const DOUBTFUL_SWEDISH: &[(&str, Weekday)] =
    &[("mån", Mon), ("ti", Tue), ("to tor", Thu), ("fred", Fri), ("lö", Sat), ("sö", Sun)];
const DOUBTFUL_ENGLISH: &[(&str, Weekday)] = &[
    ("mon", Mon),
    ("tue tues", Tue),
    ("wed weds", Wed),
    ("thu thur", Thu),
    ("fri", Fri),
    ("sat", Sat),
    ("sun", Sun),
];

const PAST_WEEKDAYS: &[(&str, Weekday)] = &[
    ("måndags", Mon),
    ("tisdags", Tue),
    ("onsdags", Wed),
    ("torsdags", Thu),
    ("fredags", Fri),
    ("lördags", Sat),
    ("söndags", Sun),
];

const EVERY_WEEKDAY: &[(&str, Weekday)] = &[
    ("måndagar måndagarna måndar mondays", Mon),
    ("tisdagar tisdagarna tisdar tuesdays", Tue),
    ("onsdagar onsdagarna onsdar wednesdays", Wed),
    ("torsdagar torsdagarna torsdar thursdays", Thu),
    ("fredagar fredagarna fredar fridays", Fri),
    ("lördagar lördagarna lördar saturdays", Sat),
    ("söndagar söndagarna söndar sundays", Sun),
];

pub(super) const MONTHS: &[(&str, u32)] = &[
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
    ("åtta åtte eight", 8),
    ("nio nie nine", 9),
];

const NUMBERS: &[(&str, u32)] = &[
    ("noll zero", 0),
    ("tio tie ten", 10),
    ("elva elve eleven", 11),
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
    ("sjätte sjette sixth", 6),
    ("sjunde seventh", 7),
    ("åttonde eighth", 8),
    ("nionde ninth", 9),
];

const ORDINALS: &[(&str, u32)] = &[
    ("tionde tiende tenth", 10),
    ("elfte eleventh", 11),
    ("tolfte tolte twelfth", 12),
    ("trettonde trettende thirteenth", 13),
    ("fjortonde fjortende fourteenth", 14),
    ("femtonde femtende fifteenth", 15),
    ("sextonde sixteenth", 16),
    ("sjuttonde seventeenth", 17),
    ("artonde eighteenth", 18),
    ("nittonde nineteenth", 19),
    ("tjugonde twentieth", 20),
    ("trettionde thirtieth", 30),
];

/// How a question about what has been begins.
pub(super) static PAST_QUESTIONS: Phrases = Phrases::new(
    "var ni|va ni|hade ni|öppnade ni|stängde ni|hade kontaktcenter|hade receptionen|hade växeln|hade kommunhuset|\
        var kontaktcenter öppet|var receptionen öppen|var växeln öppen|var kommunhuset öppet|var det öppet|var det stängt|var de öppet|var de stängt|va det öppet|va det stängt|va de öppet|va de stängt|\
        varför var|were you|was it|did you",
);

/// What begins like [`PAST_QUESTIONS`] and asks what would be possible.
pub(super) static POLITE_QUESTIONS: Phrases = Phrases::new(
    "hade ni kunnat|hade ni haft|hade ni möjlighet|hade ni möjligtvis|hade ni möjligen|hade ni velat|hade ni tid",
);

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
    "dl", "timme", "timmar", "tim", "personer", "procent", "kr", "kronor", "liter", "av", "delar",
    "meter", "kg", "poäng", "kvm", "år", "st",
];

/// What is called by a number: the number after it is a name.
const NUMBERED: &[&str] = &[
    "kapitel", "kap", "avsnitt", "punkt", "version", "paragraf", "steg", "nr", "nummer", "sid",
    "sida", "sidan", "del", "betyg", "rum", "linje", "buss", "hus", "port", "chapter", "section",
    "page", "version", "number", "room", "line", "årskurs", "klass", "åk",
];

/// What a word means by itself, each as one of several readings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meanings {
    weekday: Option<Weekday>,
    past_weekday: Option<Weekday>,
    every_weekday: Option<Weekday>,
    doubtful_swedish: Option<Weekday>,
    doubtful_english: Option<Weekday>,
    month: Option<u32>,
    cardinal: Option<u32>,
    ordinal: Option<u32>,
    may_follow_number: bool,
    is_numbered: bool,
    is_counted: bool,
    /// Days from today.
    slip_of_day: Option<i64>,
}

impl Meanings {
    /// Names of days and months, in spite of a slip.
    pub fn or_by_slip(self, slip: &Slip) -> Self {
        Self {
            weekday: self.weekday.or(slip.weekday),
            month: self.month.or(slip.month),
            slip_of_day: slip.day,
            ..self
        }
    }
}

/// What the word with this fingerprint means.
pub(super) fn meanings(word: Key) -> Meanings {
    static KNOWN: LazyLock<ByKey<Meanings>> = LazyLock::new(known);
    KNOWN.get(&word).copied().unwrap_or_default()
}

/// Words and what is noted of each.
fn note<T: Copy>(
    known: &mut ByKey<Meanings>,
    table: &[(&str, T)],
    keys: fn(&str) -> Vec<Key>,
    set: fn(&mut Meanings, T),
) {
    for &(words, value) in table {
        for key in words.split(' ').flat_map(keys) {
            set(known.entry(key).or_default(), value);
        }
    }
}

fn as_written(word: &str) -> Vec<Key> {
    vec![Key::of(word)]
}

fn known() -> ByKey<Meanings> {
    let mut known = ByKey::default();
    // The short forms first: of two readings as a weekday the full name's holds.
    note(&mut known, SHORT_WEEKDAYS, as_written, |word, day| word.weekday = Some(day));
    note(&mut known, WEEKDAYS, spellings, |word, day| word.weekday = Some(day));
    note(&mut known, PAST_WEEKDAYS, spellings, |word, day| word.past_weekday = Some(day));
    note(&mut known, EVERY_WEEKDAY, spellings, |word, day| word.every_weekday = Some(day));
    note(&mut known, DOUBTFUL_SWEDISH, as_written, |word, day| word.doubtful_swedish = Some(day));
    note(&mut known, DOUBTFUL_ENGLISH, as_written, |word, day| word.doubtful_english = Some(day));
    note(&mut known, MONTHS, spellings, |word, month| word.month = Some(month));
    note(&mut known, NUMBERS, spellings, |word, number| word.cardinal = Some(number));
    note(&mut known, UNITS, spellings, |word, number| word.cardinal = Some(number));
    note(&mut known, ORDINALS, spellings, |word, number| word.ordinal = Some(number));
    note(&mut known, UNIT_ORDINALS, spellings, |word, number| word.ordinal = Some(number));
    let tens = NUMBERS.iter().filter(|(_, ten)| ten % 10 == 0 && *ten >= 20);
    for (ten_words, ten) in tens {
        for ten_word in ten_words.split(' ') {
            note_joined(&mut known, ten_word, *ten);
        }
    }
    let marked = |known: &mut ByKey<Meanings>, words: &[&str], mark: fn(&mut Meanings)| {
        for key in words.iter().flat_map(|word| spellings(word)) {
            mark(known.entry(key).or_default());
        }
    };
    marked(&mut known, AFTER_A_NUMBER, |word| word.may_follow_number = true);
    marked(&mut known, NUMBERED, |word| word.is_numbered = true);
    marked(&mut known, COUNTED, |word| word.is_counted = true);
    known
}

/// "tjugofem" and "tjugofemte".
fn note_joined(known: &mut ByKey<Meanings>, ten_word: &str, ten: u32) {
    let keys = |word: &str| spellings(&format!("{ten_word}{word}"));
    for &(words, unit) in UNITS {
        words
            .split(' ')
            .flat_map(keys)
            .for_each(|key| known.entry(key).or_default().cardinal = Some(ten + unit));
    }
    for &(words, unit) in UNIT_ORDINALS.iter().filter(|_| ten <= 30) {
        words
            .split(' ')
            .flat_map(keys)
            .for_each(|key| known.entry(key).or_default().ordinal = Some(ten + unit));
    }
}

pub(super) fn weekday(token: &Token) -> Option<Weekday> {
    token.meanings.weekday
}

/// "to", "mån" where a Swedish weekday is expected.
pub(super) fn doubtful_swedish(token: &Token) -> Option<Weekday> {
    token.meanings.doubtful_swedish
}

/// "sun", "fri" where an English weekday is expected.
pub(super) fn doubtful_english(token: &Token) -> Option<Weekday> {
    token.meanings.doubtful_english
}

pub(super) fn past_weekday(token: &Token) -> Option<Weekday> {
    token.meanings.past_weekday
}

pub(super) fn every_weekday(token: &Token) -> Option<Weekday> {
    token.meanings.every_weekday
}

/// A weekday written together with what follows it ("lördagkväll", "fredagseftermiddag"): the day and the rest.
pub(super) fn weekday_with_rest(token: &Token) -> Option<(Weekday, &str)> {
    const SHORTEST: usize = "måndag".len();
    if token.text.len() < SHORTEST {
        return None;
    }
    static NAMES: LazyLock<Vec<(String, Weekday)>> = LazyLock::new(|| {
        let names =
            WEEKDAYS.iter().filter_map(|&(words, day)| Some((words.split(' ').next()?, day)));
        names.flat_map(|(name, day)| [(name.to_owned(), day), (without_dots(name), day)]).collect()
    });
    NAMES.iter().find_map(|(name, day)| {
        let rest = token.text.strip_prefix(name.as_str())?;
        (!rest.is_empty()).then(|| (*day, rest.strip_prefix('s').unwrap_or(rest)))
    })
}

pub(super) fn month(token: &Token) -> Option<u32> {
    token.meanings.month
}

/// A number in words, 0–59.
pub(super) fn cardinal(token: &Token) -> Option<u32> {
    token.meanings.cardinal
}

/// As [`cardinal`], of a part of a token ("halv|fem").
pub(super) fn cardinal_of(part: &str) -> Option<u32> {
    meanings(Key::of(part)).cardinal
}

/// An ordinal in words, 1–39.
pub(super) fn ordinal(token: &Token) -> Option<u32> {
    token.meanings.ordinal
}

/// "imorgn": how many days from today, where a name of a day is misspelt.
pub(super) fn slip_of_day(token: &Token) -> Option<i64> {
    token.meanings.slip_of_day
}

pub(super) fn may_follow_number(token: &Token) -> bool {
    token.meanings.may_follow_number
}

pub(super) fn is_numbered(token: &Token) -> bool {
    token.meanings.is_numbered
}

pub(super) fn is_counted(token: &Token) -> bool {
    token.meanings.is_counted
}

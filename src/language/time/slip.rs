//! Long names in spite of one slip of the finger: a letter left out, put in, changed or swapped. The first letter is seldom the wrong one.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Weekday;

use super::lexicon::{self, MONTHS, WEEKDAYS};
use super::phrases::{ByKey, Key};
use super::token::{Token, without_dot, without_dots};
use super::{event, relative};

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

/// Names in phrases are known so from this many letters on: "påsken" and "masken" must be spelt right.
const LONG_IN_PHRASE: usize = 7;

/// What a word may be with one slip.
#[derive(Debug, Default)]
pub(super) struct Slip {
    pub weekday: Option<Weekday>,
    pub month: Option<u32>,
    /// Days from today.
    pub day: Option<i64>,
    /// Words of names of days and seasons.
    pub names: Vec<Key>,
}

#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    Weekday(Weekday),
    Month(u32),
    Day(i64),
    Name(Key),
}

struct Name {
    /// Without dots.
    plain: String,
    /// Its letters, a bit each: a slip changes two of them at most, which is quicker to see than the distance is to reckon.
    letters: u32,
    meaning: Meaning,
}

/// By first letter and count of letters.
type Names = HashMap<(char, usize), Vec<Name>>;

pub(super) fn read(token: &Token) -> Slip {
    let letters = token.text.chars().count();
    let mut slip = Slip::default();
    if !(LONG - 1..=LONGEST).contains(&letters) || is_a_word_of_its_own(token) {
        return slip;
    }
    let meanings = near(token, letters);
    slip.weekday = only(
        meanings
            .iter()
            .filter_map(|&found| if let Meaning::Weekday(day) = found { Some(day) } else { None }),
    );
    slip.month =
        only(meanings.iter().filter_map(|&found| {
            if let Meaning::Month(month) = found { Some(month) } else { None }
        }));
    slip.day = meanings
        .iter()
        .find_map(|&found| if let Meaning::Day(days) = found { Some(days) } else { None });
    slip.names = meanings
        .iter()
        .filter_map(|&found| if let Meaning::Name(key) = found { Some(key) } else { None })
        .collect();
    slip
}

/// The longest name has fewer letters.
const LONGEST: usize = 30;

/// The one value that all are.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn near(token: &Token, letters: usize) -> Vec<Meaning> {
    static NAMES: LazyLock<Names> = LazyLock::new(names);
    let Some(first) = token.text.chars().next().map(without_dot) else {
        return Vec::new();
    };
    let mut likely = (letters - 1..=letters + 1)
        .filter_map(|length| NAMES.get(&(first, length)))
        .flatten()
        .peekable();
    if likely.peek().is_none() {
        return Vec::new();
    }
    let written = without_dots(&token.text);
    let bits = letter_bits(&written);
    likely
        .filter(|name| {
            (name.letters ^ bits).count_ones() <= 2
                && strsim::osa_distance(&written, &name.plain) <= 1
        })
        .map(|name| name.meaning)
        .collect()
}

fn letter_bits(word: &str) -> u32 {
    word.chars().fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 32))
}

fn names() -> Names {
    let mut names = Names::new();
    let mut add = |word: &str, meaning: Meaning| {
        let plain = without_dots(word);
        let Some(first) = plain.chars().next() else { return };
        names.entry((first, plain.chars().count())).or_default().push(Name {
            letters: letter_bits(&plain),
            plain,
            meaning,
        });
    };
    let is_long = |word: &str| word.chars().count() >= LONG;
    // Spoken forms ("lördan", "månda") are themselves slips enough.
    let is_name = |word: &str| is_long(word) && !word.ends_with("dan") && !word.ends_with("da");
    for &(words, day) in WEEKDAYS {
        words
            .split(' ')
            .filter(|word| is_name(word))
            .for_each(|word| add(word, Meaning::Weekday(day)));
    }
    for &(words, month) in MONTHS {
        words
            .split(' ')
            .filter(|word| is_name(word))
            .for_each(|word| add(word, Meaning::Month(month)));
    }
    for &(word, days) in relative::LONG {
        add(word, Meaning::Day(days));
    }
    for word in event::NAMES.words().filter(|word| word.chars().count() >= LONG_IN_PHRASE) {
        add(word, Meaning::Name(Key::of(word)));
    }
    names
}

/// Words in their own right; also "fredagar" and "fredags", which are not "fredagen" misspelt.
fn is_a_word_of_its_own(token: &Token) -> bool {
    static WORDS: LazyLock<ByKey<()>> = LazyLock::new(|| {
        let keys = ORDINARY.iter().flat_map(|word| [Key::of(word), Key::of(&without_dots(word))]);
        keys.map(|key| (key, ())).collect()
    });
    lexicon::every_weekday(token).is_some()
        || lexicon::past_weekday(token).is_some()
        || WORDS.contains_key(&token.key)
}

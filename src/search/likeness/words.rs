//! Words as they are compared: their stems without dots, how much each tells, and which of them are nearly the same.

use std::collections::{HashMap, HashSet};

use strsim::osa_distance;

use crate::model::language::Language;
use crate::search::analysis::fold;
use crate::search::query::Reader;

/// A word with fewer letters than this is itself or another one: a slip of the finger cannot be told from it.
const SHORTEST_SLIP: usize = 4;
/// The share of a word that may be mistyped is what is left of 1.
const SLIP: f32 = 0.7;
/// A word that stands in so many messages is no misspelling.
const KNOWN: u32 = 3;
/// A part of a compound has at least so many letters ("kärl" in "sopkärl").
const SHORTEST_PART: usize = 4;
/// What a part of a compound is worth at least; the more of it the part is, the more.
const PART: f32 = 0.4;

/// How much each word tells: learnt from what residents write, where "kommun" stands everywhere.
#[derive(Default)]
pub struct Rarity {
    /// In how many texts a word stands.
    texts: HashMap<String, u32>,
    all: u32,
}

impl Rarity {
    pub fn learn<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let reader = Reader::new();
        let mut rarity = Rarity::default();
        for text in texts {
            rarity.all += 1;
            let both = [Language::Swedish, Language::English].into_iter().flat_map(|language| stems(&reader, text, language));
            for stem in both.collect::<HashSet<String>>() {
                *rarity.texts.entry(stem).or_insert(0) += 1;
            }
        }
        rarity
    }

    /// Whether residents use the word: then it is meant, and no slip for another.
    pub(super) fn knows(&self, stem: &str) -> bool {
        self.texts.get(stem).is_some_and(|texts| *texts >= KNOWN)
    }

    /// Greater than 0, and greater the fewer texts have the word.
    pub(super) fn weight(&self, stem: &str) -> f32 {
        let having = self.texts.get(stem).copied().unwrap_or(0) as f32;
        // Squared, so that what is asked about outweighs what is asked of it ("ansöka", "tid").
        (1.0 + ((self.all as f32 + 1.0) / (having + 1.0)).ln()).powi(2)
    }
}

/// The telling words of a text, each once.
pub(super) fn stems(reader: &Reader, text: &str, language: Language) -> Vec<String> {
    let reading = if language == Language::Swedish { reader.swedish(text) } else { reader.english(text) };
    let mut seen = HashSet::new();
    reading.words.into_iter().map(|word| fold(&word.stem).to_string()).filter(|stem| seen.insert(stem.clone())).collect()
}

/// All words of some texts, by number.
#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    /// Which words have three letters in a row, counting a blank before and after.
    grams: HashMap<[char; 3], Vec<u32>>,
}

impl Vocabulary {
    pub(super) fn number(&mut self, word: String) -> u32 {
        if let Some(known) = self.numbers.get(&word) {
            return *known;
        }
        let number = self.words.len() as u32;
        for gram in grams(&word) {
            self.grams.entry(gram).or_default().push(number);
        }
        self.words.push(word.clone());
        self.numbers.insert(word, number);
        number
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// The words that are this one, or nearly so, with how much of it they are (0 to 1). `slips`: the word may be misspelt.
    pub(super) fn near(&self, word: &str, slips: bool) -> Vec<(u32, f32)> {
        let mut shared: HashMap<u32, usize> = HashMap::new();
        let grams = grams(word);
        for number in grams.iter().filter_map(|gram| self.grams.get(gram)).flatten() {
            *shared.entry(*number).or_insert(0) += 1;
        }
        let likeness = |number: u32| self.words.get(number as usize).map_or(0.0, |other| likeness(word, other, slips));
        // Whatever is nearly the same shares a good part of the letters in a row.
        let enough = |shared: usize| 4 * shared >= grams.len().min(8);
        let near = shared.into_iter().filter(|(_, shared)| enough(*shared)).map(|(number, _)| (number, likeness(number)));
        near.filter(|(_, likeness)| *likeness > 0.0).collect()
    }
}

fn grams(word: &str) -> HashSet<[char; 3]> {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    padded.windows(3).filter_map(|window| window.try_into().ok()).collect()
}

/// 1 for the same word, less for a slip of the finger or a part of a compound, 0 for another word.
fn likeness(a: &str, b: &str, slips: bool) -> f32 {
    if a == b {
        return 1.0;
    }
    let (lengths, digits) = ((a.chars().count(), b.chars().count()), a.chars().chain(b.chars()).any(char::is_numeric));
    let (short, long) = (lengths.0.min(lengths.1), lengths.0.max(lengths.1));
    if digits || short < SHORTEST_SLIP {
        return 0.0;
    }
    let slip = 1.0 - osa_distance(a, b) as f32 / long as f32;
    if slips && slip >= SLIP && a.chars().next() == b.chars().next() {
        return slip;
    }
    let (part, whole) = if lengths.0 < lengths.1 { (a, b) } else { (b, a) };
    let stands = short >= SHORTEST_PART && (whole.starts_with(part) || whole.ends_with(part));
    if stands { PART + (1.0 - PART) * short as f32 / long as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_compounds_are_nearly_the_same_and_other_words_are_not() {
        for (a, b, near) in [
            ("bygglov", "bygglov", true),
            ("bygglov", "byglov", true),
            ("bygglov", "bygglovsansok", true),
            ("sopkarl", "karl", true),
            ("bil", "mil", false),
            ("sop", "sopkarl", false),
            ("vecka 14", "vecka 15", false),
            ("bibliotek", "badhus", false),
        ] {
            let found = likeness(a, b, true);
            assert_eq!(found > 0.4, near, "{a} {b}: {found}");
            assert_eq!(found, likeness(b, a, true), "{a} {b}");
        }
    }

    #[test]
    fn a_word_that_everybody_uses_tells_less() {
        let rarity = Rarity::learn(["sopor i kommunen", "bygglov i kommunen", "skola i kommunen"].into_iter());
        assert!(rarity.weight("kommun") < rarity.weight("bygglov"));
        assert!(rarity.weight("bygglov") < rarity.weight("aldrig"));
    }
}

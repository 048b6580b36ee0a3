//! Whether a message in Latin letters is in one of the languages that have a card, or in another that is neither Swedish nor English.
//!
//! Every word speaks for or against: a word of a card for its language, a word that the examples have against all, and any other by its letter
//! triples, weighed against how Swedish or English they look. A name or a loan word says little, and one word alone nothing unless a card has it.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::detect::{Learnt, WordCounts};
use super::hashed::Hashed;
use super::words::{fold, words};
use crate::model::knowledge::LanguageCard;
use crate::model::language::{Language, LanguageCode};

/// Added to every count, so that a triple that was never seen is not impossible.
const SMOOTHING: f32 = 0.1;
/// Different triples that there may be, about.
const TRIPLES: f32 = 6_000.0;
/// What the triples of one word may weigh against and for a language.
const WORD: (f32, f32) = (-3.0, 4.0);
/// A word of the language's card.
const CARD: f32 = 3.0;
/// A word of the card that Swedish or English have too.
const SHARED: f32 = 1.0;
/// A word that Swedish or English have: long ones tell more.
const OURS: f32 = 3.0;
const OURS_SHORT: f32 = 2.0;
const SHORT: usize = 3;
/// What a message must weigh to be in another language.
const MARGIN: f32 = 2.5;
/// How much more than the next language it must weigh where no card has any of its words.
const LEAD: f32 = 1.5;
/// More words tell nothing more.
const READ: usize = 40;

/// Words that only languages without a card have: Albanian, Hungarian, Dutch, Italian, Lithuanian, Portuguese, Estonian, Latvian.
const WITHOUT_CARD: &str = "kur ku kam nevojë për ndihmë jeni hapur cili është numri çfarë ju faleminderit përshëndetje mirë unë dhe nuk hapni mbyllni hapeni \
    hol mikor hogyan köszönöm szeretnék segítség kell nyitva vannak zárva kérem ik wanneer zijn jullie het een niet hoe waar wat kunnen graag dank \
    goedemorgen bent quando siete aperti chiusi dove vorrei bisogno aiuto grazie sono come cosa parlare ciao kada dirbate yra ačiū labas kaip reikia \
    pagalbos estão abertos obrigado preciso ajuda onde fica vocês falar millal olete avatud kus kuidas tere tänan abi vaja palun lūdzu paldies kad strādājat";

pub struct ForeignWords {
    languages: Vec<LanguageCode>,
    /// By word, on the cards of which of the languages it stands.
    on_cards: HashMap<String, Vec<usize>>,
    without_card: HashSet<&'static str>,
}

/// How likely each language makes letter triples, as log-probabilities: those with a card, then Swedish and English.
#[derive(Serialize, Deserialize)]
pub struct Likelihoods {
    /// By triple, its row.
    rows: Hashed<u32>,
    /// By row, one number a language.
    likelihoods: Vec<f32>,
    /// Of a triple that none has.
    unseen: Vec<f32>,
}

impl Likelihoods {
    /// `swedish` and `english`: the words of the examples.
    pub fn learn(cards: &[LanguageCard], swedish: &WordCounts, english: &WordCounts) -> Self {
        let of_cards = latin(cards).map(|card| count(vocabulary(card).iter()));
        let counts: Vec<Hashed<f32>> =
            of_cards.chain([count(swedish.keys()), count(english.keys())]).collect();
        let totals: Vec<f32> = counts
            .iter()
            .map(|counts| counts.values().sum::<f32>() + SMOOTHING * TRIPLES)
            .collect();
        let likelihood = |triple: Option<&u64>| -> Vec<f32> {
            let seen = |counts: &Hashed<f32>| {
                triple.and_then(|triple| counts.get(triple)).copied().unwrap_or_default()
            };
            counts
                .iter()
                .zip(&totals)
                .map(|(counts, total)| ((seen(counts) + SMOOTHING) / total).ln())
                .collect()
        };
        let triples: HashSet<&u64> = counts.iter().flat_map(Hashed::keys).collect();
        Likelihoods {
            likelihoods: triples.iter().flat_map(|triple| likelihood(Some(triple))).collect(),
            rows: triples.into_iter().copied().zip(0..).collect(),
            unseen: likelihood(None),
        }
    }

    fn of(&self, triple: u64) -> &[f32] {
        let row = self.rows.get(&triple).map(|row| *row as usize * self.unseen.len());
        row.and_then(|start| self.likelihoods.get(start..start + self.unseen.len()))
            .unwrap_or(&self.unseen)
    }
}

/// What a message weighs as one language.
#[derive(Clone, Copy)]
struct Weight {
    language: Option<LanguageCode>,
    weight: f32,
    /// How many of its words stand on the card.
    on_card: usize,
}

impl ForeignWords {
    pub fn new(cards: &[LanguageCard], learnt: &Learnt) -> Self {
        let known = latin(cards).filter_map(|card| Some((LanguageCode::parse(&card.code)?, card)));
        let known: Vec<(LanguageCode, &LanguageCard)> = known.collect();
        ForeignWords {
            on_cards: on_cards(known.iter().map(|(_, card)| *card)),
            languages: known.into_iter().map(|(code, _)| code).collect(),
            without_card: WITHOUT_CARD
                .split(' ')
                .filter(|word| learnt.odds(word).is_none())
                .collect(),
        }
    }

    /// The language, if it is another.
    pub fn read(&self, learnt: &Learnt, words: &[String]) -> Option<Language> {
        let words: Vec<(&str, Option<f32>)> =
            words.iter().take(READ).map(|word| (word.as_str(), learnt.odds(word))).collect();
        let unknown = words.iter().filter(|(_, ours)| ours.is_none()).count();
        if unknown == 0 {
            return None;
        }
        let (best, next) = two_heaviest(self.weigh(&learnt.likelihoods, &words));
        let elsewhere = self.weigh_without_card(&words);
        if elsewhere >= MARGIN && elsewhere > best.weight - 2.0 {
            return Some(Language::Unknown);
        }
        let tells = best.weight > MARGIN && (best.on_card > 0 || unknown > 1);
        let leads = best.on_card > 0 || best.weight - next >= LEAD;
        tells.then(|| best.language.filter(|_| leads).map_or(Language::Unknown, Language::Other))
    }

    fn weigh(&self, likelihoods: &Likelihoods, words: &[(&str, Option<f32>)]) -> Vec<Weight> {
        let start = |code: &LanguageCode| Weight { language: Some(*code), weight: 0.0, on_card: 0 };
        let mut weights: Vec<Weight> = self.languages.iter().map(start).collect();
        for &(word, ours) in words {
            let cards = self.on_cards.get(word).map_or(&[][..], Vec::as_slice);
            match ours {
                Some(strength) => {
                    let against = against(word, strength);
                    for (at, weight) in weights.iter_mut().enumerate() {
                        weight.weight += if cards.contains(&at) { SHARED } else { against };
                    }
                }
                None => {
                    let by_triples = self.by_triples(likelihoods, word).into_iter().enumerate();
                    for (weight, (at, by_triples)) in weights.iter_mut().zip(by_triples) {
                        let is_on_card = cards.contains(&at);
                        weight.weight +=
                            if is_on_card { by_triples.max(0.0) + CARD } else { by_triples };
                        weight.on_card += usize::from(is_on_card);
                    }
                }
            }
        }
        weights
    }

    /// For each language with a card how much likelier than in Swedish and English the word is.
    fn by_triples(&self, likelihoods: &Likelihoods, word: &str) -> Vec<f32> {
        let mut sums = vec![0.0; likelihoods.unseen.len()];
        for triple in triples(word) {
            let likelihoods = likelihoods.of(triple);
            sums.iter_mut().zip(likelihoods).for_each(|(sum, likelihood)| *sum += likelihood);
        }
        let (foreign, ours) = sums.split_at(self.languages.len());
        let ours = ours.iter().copied().fold(f32::MIN, f32::max);
        foreign.iter().map(|likelihood| (likelihood - ours).clamp(WORD.0, WORD.1)).collect()
    }

    fn weigh_without_card(&self, words: &[(&str, Option<f32>)]) -> f32 {
        let weigh = |&(word, ours): &(&str, Option<f32>)| match ours {
            Some(strength) => against(word, strength),
            None if self.without_card.contains(word) => CARD,
            None => 0.0,
        };
        words.iter().map(weigh).sum()
    }
}

fn against(word: &str, strength: f32) -> f32 {
    if word.chars().count() > SHORT { -OURS } else { -(0.5 + strength.abs() / 2.0).min(OURS_SHORT) }
}

fn two_heaviest(weights: Vec<Weight>) -> (Weight, f32) {
    let none = Weight { language: None, weight: f32::MIN, on_card: 0 };
    weights.into_iter().fold((none, f32::MIN), |(best, next), weight| {
        if weight.weight > best.weight {
            (weight, best.weight)
        } else {
            (best, next.max(weight.weight))
        }
    })
}

/// The words of the cards, also as they are typed without marks.
fn on_cards<'a>(cards: impl Iterator<Item = &'a LanguageCard>) -> HashMap<String, Vec<usize>> {
    let mut on_cards: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, card) in cards.enumerate() {
        for word in card.words.iter().flat_map(|word| [word.clone(), fold(word)]) {
            let cards = on_cards.entry(word).or_default();
            if cards.last() != Some(&at) {
                cards.push(at);
            }
        }
    }
    on_cards
}

fn vocabulary(card: &LanguageCard) -> HashSet<String> {
    let placeholders = ["phone", "email", "hours"];
    card.words
        .iter()
        .cloned()
        .chain(words(&card.text).filter(|word| !placeholders.contains(&word.as_str())))
        .collect()
}

fn count<'a>(vocabulary: impl Iterator<Item = &'a String>) -> Hashed<f32> {
    let mut counts: Hashed<f32> = Hashed::default();
    for triple in vocabulary.flat_map(|word| triples(word)) {
        *counts.entry(triple).or_default() += 1.0;
    }
    counts
}

/// The cards of languages in Latin letters.
fn latin(cards: &[LanguageCard]) -> impl Iterator<Item = &LanguageCard> {
    let first = |card: &&LanguageCard| card.words.iter().flat_map(|word| word.chars()).next();
    cards.iter().filter(move |card| first(card).is_some_and(super::detect::is_latin))
}

/// Each letter with its neighbours, the word's ends among them, as one number spread over all bits.
pub(super) fn triples(word: &str) -> impl Iterator<Item = u64> {
    /// What a character takes, and three of them.
    const CHARACTER: u32 = 21;
    const THREE: u64 = (1 << (3 * CHARACTER)) - 1;
    let padded = std::iter::once(' ').chain(word.chars().take(40)).chain([' ']);
    let pushed = |triple: &mut u64, letter: char| {
        *triple = (*triple << CHARACTER | u64::from(letter)) & THREE;
        Some(triple.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    };
    padded.scan(0, pushed).skip(2)
}

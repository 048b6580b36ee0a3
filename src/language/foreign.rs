//! Whether a message in Latin letters is in one of the languages that have a card, or in another that is neither Swedish nor English.
//!
//! Every word speaks for or against: a word of a card for its language, a word that the examples have against all, and any other by its letter
//! triples, weighed against how Swedish or English they look. A name or a loan word says little, and one word alone nothing unless a card has it.

use std::collections::{HashMap, HashSet};

use super::words::{fold, words};
use crate::model::knowledge::LanguageCard;
use crate::model::language::{Language, LanguageCode};

type Triple = [char; 3];

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
    languages: Vec<(LanguageCode, HashSet<String>)>,
    /// For each triple how much likelier each language makes it than Swedish and English do, as log-probabilities: the languages', then those two.
    likelihoods: HashMap<Triple, Vec<f32>>,
    unseen: Vec<f32>,
    without_card: HashSet<&'static str>,
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
    /// `swedish` and `english`: the words of the examples.
    pub fn learn(
        cards: &[LanguageCard],
        swedish: &HashSet<String>,
        english: &HashSet<String>,
    ) -> Self {
        let latin = |card: &&LanguageCard| {
            card.words
                .iter()
                .flat_map(|word| word.chars())
                .next()
                .is_some_and(super::detect::is_latin)
        };
        let cards: Vec<&LanguageCard> = cards.iter().filter(latin).collect();
        let mut vocabularies: Vec<HashSet<String>> =
            cards.iter().map(|card| vocabulary(card)).collect();
        vocabularies.extend([swedish.clone(), english.clone()]);
        let counts: Vec<HashMap<Triple, f32>> = vocabularies.iter().map(count).collect();
        let totals: Vec<f32> = counts
            .iter()
            .map(|counts| counts.values().sum::<f32>() + SMOOTHING * TRIPLES)
            .collect();
        let likelihood = |triple: Option<&Triple>| -> Vec<f32> {
            let seen = |counts: &HashMap<Triple, f32>| {
                triple.and_then(|triple| counts.get(triple)).copied().unwrap_or_default()
            };
            counts
                .iter()
                .zip(&totals)
                .map(|(counts, total)| ((seen(counts) + SMOOTHING) / total).ln())
                .collect()
        };
        let triples: HashSet<&Triple> = counts.iter().flat_map(HashMap::keys).collect();
        ForeignWords {
            likelihoods: triples
                .into_iter()
                .map(|triple| (*triple, likelihood(Some(triple))))
                .collect(),
            unseen: likelihood(None),
            languages: cards
                .iter()
                .filter_map(|card| Some((LanguageCode::parse(&card.code)?, on_card(card))))
                .collect(),
            without_card: WITHOUT_CARD
                .split(' ')
                .filter(|word| !swedish.contains(*word) && !english.contains(*word))
                .collect(),
        }
    }

    /// The language, if it is another. `ours`: how strongly a word is Swedish or English, if the examples have it.
    pub fn read(&self, words: &[String], ours: impl Fn(&str) -> Option<f32>) -> Option<Language> {
        let words: Vec<(&str, Option<f32>)> =
            words.iter().take(READ).map(|word| (word.as_str(), ours(word))).collect();
        let unknown = words.iter().filter(|(_, ours)| ours.is_none()).count();
        if unknown == 0 {
            return None;
        }
        let (best, next) = two_heaviest(self.weigh(&words));
        let elsewhere = self.weigh_without_card(&words);
        if elsewhere >= MARGIN && elsewhere > best.weight - 2.0 {
            return Some(Language::Unknown);
        }
        let tells = best.weight > MARGIN && (best.on_card > 0 || unknown > 1);
        let leads = best.on_card > 0 || best.weight - next >= LEAD;
        tells.then(|| best.language.filter(|_| leads).map_or(Language::Unknown, Language::Other))
    }

    fn weigh(&self, words: &[(&str, Option<f32>)]) -> Vec<Weight> {
        let start = |(code, _): &(LanguageCode, HashSet<String>)| Weight {
            language: Some(*code),
            weight: 0.0,
            on_card: 0,
        };
        let mut weights: Vec<Weight> = self.languages.iter().map(start).collect();
        for &(word, ours) in words {
            let by_triples = self.by_triples(word);
            for ((weight, (_, card)), by_triples) in
                weights.iter_mut().zip(&self.languages).zip(by_triples)
            {
                weight.weight += match (ours, card.contains(word)) {
                    (Some(_), true) => SHARED,
                    (Some(strength), false) => against(word, strength),
                    (None, true) => by_triples.max(0.0) + CARD,
                    (None, false) => by_triples,
                };
                weight.on_card += usize::from(ours.is_none() && card.contains(word));
            }
        }
        weights
    }

    /// For each language with a card how much likelier than in Swedish and English the word is.
    fn by_triples(&self, word: &str) -> Vec<f32> {
        let mut sums = vec![0.0; self.unseen.len()];
        for triple in triples(word) {
            let likelihoods = self.likelihoods.get(&triple).unwrap_or(&self.unseen);
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

/// The card's words, also as they are typed without marks.
fn on_card(card: &LanguageCard) -> HashSet<String> {
    card.words.iter().flat_map(|word| [word.clone(), fold(word)]).collect()
}

fn vocabulary(card: &LanguageCard) -> HashSet<String> {
    let placeholders = ["phone", "email", "hours"];
    card.words
        .iter()
        .cloned()
        .chain(words(&card.text).filter(|word| !placeholders.contains(&word.as_str())))
        .collect()
}

fn count(vocabulary: &HashSet<String>) -> HashMap<Triple, f32> {
    let mut counts = HashMap::new();
    for triple in vocabulary.iter().flat_map(|word| triples(word)) {
        *counts.entry(triple).or_insert(0.0) += 1.0;
    }
    counts
}

/// Each letter with its neighbours, the word's ends among them.
pub(super) fn triples(word: &str) -> Vec<Triple> {
    let padded: Vec<char> =
        std::iter::once(' ').chain(word.chars().take(40)).chain([' ']).collect();
    padded.windows(3).filter_map(|window| window.try_into().ok()).collect()
}

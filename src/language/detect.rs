//! Which language a message is written in.
//!
//! Swedish and English are told apart by the words and letter triples of the examples in the knowledge folder (naive Bayes), so that one
//! English word or a name in a Swedish message does not tip it. Other languages show by their script, or by their words (`foreign`). What tells
//! little keeps the language of the conversation.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::foreign::{ForeignWords, Likelihoods, triples};
use super::hashed::{Hashed, hash};
use super::words::words;
use crate::model::knowledge::{Knowledge, LanguageCard};
use crate::model::language::{Language, LanguageCode, ReplyLanguage};

/// What a word or letter triple may weigh at most, as log-odds.
const MOST: f32 = 4.0;
/// A known language stays unless the message says more than this against it; a single word seldom does ("ok", "info").
const LOYALTY: f32 = 1.5;
const LOYALTY_TO_ONE_WORD: f32 = 2.6;
/// What a word may weigh by its letters alone: names and loan words ("paracetamol") never decide.
const BY_LETTERS: f32 = 0.6;

/// Tells languages apart by what was learnt and by the cards.
pub struct LanguageModel {
    learnt: Learnt,
    foreign: ForeignWords,
    cards: Vec<LanguageCard>,
}

/// What is learnt from the texts and examples of the knowledge folder. Words are known by their hashes.
#[derive(Serialize, Deserialize)]
pub struct Learnt {
    /// Log-odds of Swedish over English.
    words: Hashed<f32>,
    triples: Hashed<f32>,
    pub(super) likelihoods: Likelihoods,
}

impl Learnt {
    pub fn of(knowledge: &Knowledge) -> Self {
        let [sv, en] = texts(knowledge).map(|texts| word_counts(&texts));
        let [sv_words, en_words] = [&sv, &en].map(|words| {
            words.iter().map(|(word, count)| (hash(word), *count)).collect::<Hashed<u32>>()
        });
        Learnt {
            words: log_odds(&sv_words, &en_words),
            triples: log_odds(&triple_counts(&sv), &triple_counts(&en)),
            likelihoods: Likelihoods::learn(&knowledge.cards, &sv, &en),
        }
    }

    /// How strongly a word is Swedish or English, if the texts have it.
    pub(super) fn odds(&self, word: &str) -> Option<f32> {
        self.words.get(&hash(word)).copied()
    }
}

/// What a model is learnt from, for a fingerprint.
pub fn learnt_from(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    let cards = knowledge.cards.iter().flat_map(|card| {
        [card.code.as_str(), &card.text].into_iter().chain(card.words.iter().map(String::as_str))
    });
    // The mark between the lists keeps a text of one from being taken for one of the next.
    texts(knowledge).into_iter().flat_map(|texts| texts.into_iter().chain(["\u{1}"])).chain(cards)
}

impl LanguageModel {
    pub fn learn(knowledge: &Knowledge) -> Self {
        LanguageModel::new(&knowledge.cards, Learnt::of(knowledge))
    }

    pub fn new(cards: &[LanguageCard], learnt: Learnt) -> Self {
        LanguageModel { foreign: ForeignWords::new(cards, &learnt), learnt, cards: cards.to_vec() }
    }

    /// `previous` is the language of the conversation so far: a message that tells little ("ok?") keeps it.
    pub fn detect(&self, text: &str, previous: Option<ReplyLanguage>) -> Language {
        if let Some(language) = self.by_script(text) {
            return language;
        }
        let words: Vec<String> =
            words(text).filter(|word| word.chars().all(char::is_alphabetic)).take(200).collect();
        if let Some(language) =
            self.foreign.read(&self.learnt, &words).or_else(|| self.by_statistics(&words))
        {
            return language;
        }
        let loyalty = if words.len() == 1 { LOYALTY_TO_ONE_WORD } else { LOYALTY };
        let prior = match previous {
            Some(ReplyLanguage::Swedish) | None => loyalty,
            Some(ReplyLanguage::English) => -loyalty,
        };
        let score: f32 = words.iter().map(|word| self.word_score(word)).sum();
        if score + prior >= 0.0 { Language::Swedish } else { Language::English }
    }

    fn word_score(&self, word: &str) -> f32 {
        let letters = if word.contains(['å', 'ä', 'ö']) { 2.0 } else { 0.0 };
        match self.learnt.odds(word) {
            Some(odds) => odds + letters,
            None => {
                let odds: f32 =
                    triples(word).filter_map(|triple| self.learnt.triples.get(&triple)).sum();
                (odds / 4.0).clamp(-BY_LETTERS, BY_LETTERS) + letters
            }
        }
    }

    /// A message mostly in another script than ours.
    fn by_script(&self, text: &str) -> Option<Language> {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let foreign = text.chars().filter(|c| c.is_alphabetic() && !is_latin(*c)).count();
        if foreign == 0 || foreign * 2 < letters {
            return None;
        }
        let has = |range: std::ops::RangeInclusive<char>| {
            text.chars().filter(|c| range.contains(c)).count() * 2 > foreign
        };
        let code = if has('\u{600}'..='\u{6ff}') {
            let persian = text.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']);
            self.by_words(text, &["ar", "fa"]).unwrap_or(if persian { "fa" } else { "ar" })
        } else if has('\u{400}'..='\u{4ff}') {
            let ukrainian = text.contains(['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ']);
            self.by_words(text, &["uk", "ru"]).unwrap_or(if ukrainian { "uk" } else { "ru" })
        } else if has('\u{1200}'..='\u{137f}') {
            "ti"
        } else if has('\u{e00}'..='\u{e7f}') {
            "th"
        } else if has('\u{4e00}'..='\u{9fff}') {
            "zh"
        } else {
            return Some(Language::Unknown);
        };
        let known = self.cards.iter().any(|card| card.code == code);
        Some(LanguageCode::parse(code).filter(|_| known).map_or(Language::Unknown, Language::Other))
    }

    /// The one of the languages whose card has most of the message's words, if one has.
    fn by_words(&self, text: &str, codes: &[&'static str]) -> Option<&'static str> {
        let words: Vec<String> = words(text).collect();
        let hits = |code: &str| {
            self.cards
                .iter()
                .find(|card| card.code == code)
                .map_or(0, |card| words.iter().filter(|word| card.words.contains(word)).count())
        };
        let best = codes.iter().copied().max_by_key(|code| hits(code))?;
        let tied = codes.iter().any(|code| *code != best && hits(code) == hits(best));
        (hits(best) > 0 && !tied).then_some(best)
    }

    /// A longer message of words that neither language has: the `whatlang` crate's letter statistics, where it is sure.
    fn by_statistics(&self, words: &[String]) -> Option<Language> {
        let known = words.iter().filter(|word| self.learnt.odds(word).is_some()).count();
        let strange = words.len() >= 5 && known * 4 < words.len();
        let guess = strange
            .then(|| whatlang::detect(&words.join(" ")))
            .flatten()
            .filter(whatlang::Info::is_reliable)?;
        let code = match guess.lang() {
            whatlang::Lang::Swe | whatlang::Lang::Eng => return None,
            whatlang::Lang::Fin => "fi",
            whatlang::Lang::Pol => "pl",
            whatlang::Lang::Deu => "de",
            whatlang::Lang::Spa => "es",
            whatlang::Lang::Fra => "fr",
            whatlang::Lang::Tur => "tr",
            whatlang::Lang::Hrv | whatlang::Lang::Srp => "bs",
            whatlang::Lang::Ron => "ro",
            whatlang::Lang::Vie => "vi",
            _ => "",
        };
        let known = self.cards.iter().any(|card| card.code == code);
        Some(LanguageCode::parse(code).filter(|_| known).map_or(Language::Unknown, Language::Other))
    }
}

pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | 'ª' | 'º')
}

/// The Swedish texts, and the English ones.
fn texts(knowledge: &Knowledge) -> [Vec<&str>; 2] {
    let (mut sv, mut en): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for article in &*knowledge.articles {
        sv.extend(article.swedish_questions().chain(&article.keywords).map(String::as_str));
        sv.push(&article.body);
        en.extend(article.english_questions().map(String::as_str));
        if let Some(english) = &article.english {
            en.push(&english.summary);
        }
    }
    for group in &knowledge.examples {
        sv.extend(group.sv.iter().map(String::as_str));
        en.extend(group.en.iter().map(String::as_str));
    }
    [sv, en]
}

/// By word, how often it stands anywhere.
pub(super) type WordCounts = HashMap<String, u32>;

fn word_counts(texts: &[&str]) -> WordCounts {
    let mut counts = WordCounts::new();
    for word in texts.iter().flat_map(|text| words(text)) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn triple_counts(words: &WordCounts) -> Hashed<u32> {
    let mut counts: Hashed<u32> = Hashed::default();
    for (word, count) in words {
        triples(word).for_each(|triple| *counts.entry(triple).or_default() += count);
    }
    counts
}

/// Log-odds with add-one-half smoothing, relative to how much text each side has.
fn log_odds(sv: &Hashed<u32>, en: &Hashed<u32>) -> Hashed<f32> {
    let total = |counts: &Hashed<u32>| {
        counts.values().map(|count| u64::from(*count)).sum::<u64>() as f32 + 1.0
    };
    let (all_sv, all_en) = (total(sv), total(en));
    let share = |counts: &Hashed<u32>, item: &u64, all: f32| {
        (counts.get(item).copied().unwrap_or(0) as f32 + 0.5) / all
    };
    let odds = |item: &u64| (share(sv, item, all_sv) / share(en, item, all_en)).ln();
    sv.keys().chain(en.keys()).map(|item| (*item, odds(item).clamp(-MOST, MOST))).collect()
}

//! The n-grams of a message's words, cut once for all that they are looked up in.

use super::analysis::Grams;
use super::forward;
use super::query::Reading;
use crate::language::hashed::Hashed;

/// So many n-grams of a query are looked at, in the order of its words.
const MOST_GRAMS: usize = 600;

/// The n-grams of a reading's words, to be looked up in several rankings.
pub(super) struct WordGrams {
    /// Each once.
    pub grams: Vec<String>,
    /// By word, the places of its own in these.
    pub of_words: Vec<Vec<usize>>,
}

impl WordGrams {
    pub(super) fn of(reading: &Reading) -> Self {
        let mut all = WordGrams { grams: Vec::new(), of_words: Vec::new() };
        let mut known: Hashed<usize> = Hashed::default();
        for word in &reading.words {
            let mut places = Vec::with_capacity(word.surface.len());
            for gram in Grams::of(&word.surface).iter() {
                let hash = forward::hash(0, gram.as_bytes());
                match known.get(&hash) {
                    Some(place) => places.push(*place),
                    None if all.grams.len() >= MOST_GRAMS => {}
                    None => {
                        places.push(all.grams.len());
                        known.insert(hash, all.grams.len());
                        all.grams.push(gram.to_owned());
                    }
                }
            }
            all.of_words.push(places);
        }
        all
    }
}

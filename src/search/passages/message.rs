//! The words of a message, by their n-grams.

use super::{HASHES, MOST_WORDS, grams_of};
use crate::search::query::Reading;

/// The words of a message, to be compared with those of passages.
pub(in crate::search) struct Message {
    /// By word, how much it tells.
    pub(super) weights: Vec<f32>,
    /// The sum of these.
    pub(super) weight: f32,
    /// By word, how many n-grams it has.
    pub(super) counts: Vec<u16>,
    /// Which word has an n-gram, ascending.
    pub(super) grams: Vec<(u16, u8)>,
    /// A bit for each n-gram that any has: most have none, and a bit is quicker to see.
    bits: Box<[u64; HASHES / 64]>,
}

impl Message {
    /// `weights`: how rare each word of the reading is.
    pub(in crate::search) fn of(reading: &Reading, weights: &[f32]) -> Self {
        let mut words: Vec<(Vec<u16>, f32)> = reading
            .words
            .iter()
            .zip(weights)
            .map(|(word, weight)| (grams_of(&word.surface), *weight))
            .filter(|(grams, _)| !grams.is_empty())
            .collect();
        words.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        words.truncate(MOST_WORDS);
        let numbered = words.iter().zip(0u8..);
        let mut grams: Vec<(u16, u8)> = numbered
            .flat_map(|((grams, _), word)| grams.iter().map(move |gram| (*gram, word)))
            .collect();
        grams.sort_unstable();
        let mut bits = Box::new([0; HASHES / 64]);
        for (gram, _) in &grams {
            bits[usize::from(gram / 64)] |= 1 << (gram % 64);
        }
        let weights: Vec<f32> = words.iter().map(|(_, weight)| *weight).collect();
        Message {
            bits,
            grams,
            counts: words.iter().map(|(grams, _)| grams.len() as u16).collect(),
            weight: weights.iter().sum(),
            weights,
        }
    }

    pub(super) fn has(&self, gram: u16) -> bool {
        self.bits[usize::from(gram / 64)] & 1 << (gram % 64) != 0
    }

    /// The words that have an n-gram.
    pub(super) fn words_with(&self, gram: u16) -> impl Iterator<Item = usize> + '_ {
        let first = self.grams.partition_point(|(other, _)| *other < gram);
        let from = self.grams.iter().skip(first);
        from.take_while(move |(other, _)| *other == gram).map(|(_, word)| usize::from(*word))
    }
}

//! The words of a message, by their n-grams.

use super::{HASHES, MOST_FORMS, MOST_WORDS, grams_of};
use crate::search::query::{Reading, SYNONYM, Word};

/// The words of a message, to be compared with those of passages.
pub(in crate::search) struct Message {
    /// By word, how much it tells.
    pub(super) weights: Vec<f32>,
    /// The sum of these.
    pub(super) weight: f32,
    /// The words themselves, and those that mean the same.
    pub(super) forms: Vec<Form>,
    /// Which form has an n-gram, ascending.
    pub(super) grams: Vec<(u16, u8)>,
    /// A bit for each n-gram that any has: most have none, and a bit is quicker to see.
    bits: Box<[u64; HASHES / 64]>,
}

/// A word, or one that means the same.
pub(super) struct Form {
    /// Which word of the message.
    pub word: usize,
    /// How much of the word it is.
    pub share: f32,
    /// How many n-grams it has.
    pub grams: u16,
}

impl Message {
    /// `weights`: how rare each word of the reading is.
    pub(in crate::search) fn of(reading: &Reading, weights: &[f32]) -> Self {
        let words = reading.words.iter().zip(weights);
        let mut words: Vec<(&Word, f32)> = words.map(|(word, weight)| (word, *weight)).collect();
        words.retain(|(word, _)| !grams_of(&word.surface).is_empty());
        words.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        words.truncate(MOST_WORDS);
        let own = words.iter().enumerate().map(|(at, (word, _))| (at, 1.0, &word.surface));
        let synonyms = words.iter().enumerate().flat_map(|(at, (word, _))| {
            word.synonyms.iter().map(move |synonym| (at, SYNONYM, &synonym.surface))
        });
        let (mut forms, mut grams, mut bits) = (Vec::new(), Vec::new(), Box::new([0; HASHES / 64]));
        for ((word, share, surface), number) in own.chain(synonyms).take(MOST_FORMS).zip(0u8..) {
            let own = grams_of(surface);
            forms.push(Form { word, share, grams: own.len() as u16 });
            for gram in &own {
                bits[usize::from(gram / 64)] |= 1 << (gram % 64);
            }
            grams.extend(own.into_iter().map(|gram| (gram, number)));
        }
        grams.sort_unstable();
        let weights: Vec<f32> = words.iter().map(|(_, weight)| *weight).collect();
        Message { weight: weights.iter().sum(), weights, forms, grams, bits }
    }

    pub(super) fn has(&self, gram: u16) -> bool {
        self.bits[usize::from(gram / 64)] & 1 << (gram % 64) != 0
    }

    /// The forms that have an n-gram.
    pub(super) fn forms_with(&self, gram: u16) -> impl Iterator<Item = usize> + '_ {
        let first = self.grams.partition_point(|(other, _)| *other < gram);
        let from = self.grams.iter().skip(first);
        from.take_while(move |(other, _)| *other == gram).map(|(_, form)| usize::from(*form))
    }
}

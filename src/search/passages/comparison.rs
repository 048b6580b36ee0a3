//! How like the words of passages are to those of a message.

use super::{MOST_FORMS, MOST_WORDS, Message, Passages};
use crate::language::hashed::Hashed;
use crate::model::hit::Alike;

/// The titles stand first.
const TITLES: usize = 2;
/// Where more words than this share an n-gram with the message, those of candidates are looked at one by one: they are fewer.
const MOST_MARKED: usize = 20_000;

/// A message and the words of one index: each is compared once.
pub(in crate::search) struct Comparison<'a> {
    message: &'a Message,
    passages: &'a Passages,
    /// A bit for each word that shares an n-gram with the message. Most do not, and a bit is quicker to see than a table.
    alike: Vec<u64>,
    /// A bit for each word of which that is known; `None` where it is known of all.
    looked_at: Option<Vec<u64>>,
    /// By number of a word that does, where its likenesses to the message's words start.
    places: Hashed<usize>,
    likenesses: Vec<f32>,
}

impl<'a> Comparison<'a> {
    pub(in crate::search) fn new(message: &'a Message, passages: &'a Passages) -> Self {
        let different = message.grams.chunk_by(|(one, _), (other, _)| one == other);
        let different = different.filter_map(|same| same.first().map(|(gram, _)| *gram));
        let words = passages.words.div_ceil(64);
        let mut comparison = Comparison {
            message,
            passages,
            alike: vec![0; words],
            looked_at: None,
            places: Hashed::default(),
            likenesses: Vec::new(),
        };
        if different.clone().map(|gram| passages.having(gram).len()).sum::<usize>() > MOST_MARKED {
            comparison.looked_at = Some(vec![0; words]);
        } else {
            for word in different.flat_map(|gram| passages.having(gram)) {
                mark(&mut comparison.alike, u32::from_le_bytes(*word));
            }
        }
        comparison
    }

    /// How much the message is like a document.
    pub(in crate::search) fn of(&mut self, document: u32) -> Alike {
        let mut alike = Alike::default();
        if self.message.weights.is_empty() {
            return alike;
        }
        let passages = self.passages;
        for (place, passage) in passages.of(document).enumerate() {
            let words = passages.words(passage);
            if place < TITLES {
                let (has, had) = self.shares(words);
                alike.passage = alike.passage.max(has);
                if has >= alike.title_has {
                    (alike.title_has, alike.title_had) = (has, had);
                }
            } else {
                alike.passage = alike.passage.max(self.share_of_message(words));
            }
        }
        alike
    }

    /// How much of the message a passage has, and of the passage the message, 0 to 1.
    fn shares(&mut self, words: &[[u8; 4]]) -> (f32, f32) {
        let (mut had, mut all) = (0.0, 0.0);
        for word in words.iter().map(|word| u32::from_le_bytes(*word)) {
            let most = self.likenesses(word).iter().copied().fold(0.0, f32::max);
            let weight = self.passages.weight(word);
            had += weight * most;
            all += weight;
        }
        (self.share_of_message(words), share(had, all))
    }

    fn share_of_message(&mut self, words: &[[u8; 4]]) -> f32 {
        let mut nearest = [0.0f32; MOST_WORDS];
        let mut any = false;
        for word in words.iter().map(|word| u32::from_le_bytes(*word)) {
            if !self.is_alike(word) {
                continue;
            }
            any = true;
            for (nearest, likeness) in nearest.iter_mut().zip(self.likenesses(word)) {
                *nearest = nearest.max(*likeness);
            }
        }
        if !any {
            return 0.0;
        }
        let message = self.message;
        let has: f32 =
            message.weights.iter().zip(nearest).map(|(weight, near)| weight * near).sum();
        share(has, message.weight)
    }

    fn is_alike(&mut self, word: u32) -> bool {
        if let Some(looked_at) = &mut self.looked_at
            && !is_marked(looked_at, word)
        {
            mark(looked_at, word);
            if self.passages.grams(word).any(|gram| self.message.has(gram)) {
                mark(&mut self.alike, word);
            }
        }
        is_marked(&self.alike, word)
    }

    /// How like a word of the index is to each word of the message; nothing if to none.
    fn likenesses(&mut self, word: u32) -> &[f32] {
        if !self.is_alike(word) {
            return &[];
        }
        let start = match self.places.get(&key(word)) {
            Some(start) => *start,
            None => self.compare(word),
        };
        self.likenesses.get(start..start + self.message.weights.len()).unwrap_or_default()
    }

    fn compare(&mut self, word: u32) -> usize {
        let mut shared = [0u16; MOST_FORMS];
        let mut count = 0u16;
        for gram in self.passages.grams(word) {
            count += 1;
            if self.message.has(gram) {
                self.message.forms_with(gram).for_each(|form| shared[form] += 1);
            }
        }
        let start = self.likenesses.len();
        self.places.insert(key(word), start);
        self.likenesses.resize(start + self.message.weights.len(), 0.0);
        let likenesses = &mut self.likenesses[start..];
        for (form, shared) in self.message.forms.iter().zip(shared) {
            let dice = 2.0 * f32::from(shared) / f32::from(count + form.grams);
            likenesses[form.word] = likenesses[form.word].max(form.share * dice);
        }
        start
    }
}

fn mark(bits: &mut [u64], word: u32) {
    if let Some(bits) = bits.get_mut(word as usize / 64) {
        *bits |= 1u64 << (word % 64);
    }
}

fn is_marked(bits: &[u64], word: u32) -> bool {
    bits.get(word as usize / 64).is_some_and(|bits| bits & 1 << (word % 64) != 0)
}

/// The number spread over all bits, for a table that takes its keys as hashes.
fn key(word: u32) -> u64 {
    u64::from(word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}

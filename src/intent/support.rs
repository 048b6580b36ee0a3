//! Whether a message's own words support a kind: how much of it the examples of that kind have ever said.
//!
//! A classifier has to choose among its kinds and does so by what little it knows of a message. A message most of whose telling words no example of the
//! kind has asks for something else, however much the rest of it looks alike ("var gör jag av trasiga skor" is no question of where the centre is).

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::examples::Example;
use super::features::{CLOCK, DAY, hash, words};
use crate::model::topic::TopicKind;

/// A word counts as known in part when this share of its n-grams stands in words of the kind.
const PART: f32 = 0.6;
/// A shorter word has its n-grams in many others by chance ("Anna" in "annan").
const SHORTEST_PART: usize = 6;
/// Characters in an n-gram, counting the blank before and after a word.
const GRAM: usize = 4;

/// The words and n-grams that the examples of a kind have, and how rare each word is among all examples.
#[derive(Clone, Serialize, Deserialize)]
pub struct Support {
    kinds: Vec<(TopicKind, HashSet<u64>)>,
    /// By word: in how many examples it stands.
    documents: HashMap<u64, u32>,
    examples: u32,
}

impl Support {
    pub fn learn(examples: &[Example]) -> Self {
        let mut kinds: HashMap<TopicKind, HashSet<u64>> = HashMap::new();
        let mut documents: HashMap<u64, u32> = HashMap::new();
        for example in examples {
            let known = kinds.entry(example.topic.kind()).or_default();
            let mut seen = HashSet::new();
            for word in words(&example.text) {
                let key = hash(b'w', word.chars());
                if seen.insert(key) {
                    *documents.entry(key).or_default() += 1;
                }
                known.insert(key);
                known.extend(grams(&word));
            }
        }
        let mut kinds: Vec<(TopicKind, HashSet<u64>)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, _)| *kind);
        Support { kinds, documents, examples: examples.len() as u32 }
    }

    /// The share of the text's words, weighed by how rare they are, that the kind's examples know: 0 to 1; 1 for a text without words.
    pub fn of(&self, text: &str, kind: TopicKind) -> f32 {
        let Ok(at) = self.kinds.binary_search_by_key(&kind, |(kind, _)| *kind) else { return 0.0 };
        let known = &self.kinds[at].1;
        let (mut supported, mut all) = (0.0, 0.0);
        for word in words(text) {
            let key = hash(b'w', word.chars());
            let weight = self.weight_for(kind, &word, key);
            all += weight;
            supported += weight * if known.contains(&key) { 1.0 } else { part_known(known, &word) };
        }
        if all > 0.0 { supported / all } else { 1.0 }
    }

    /// Of a question of hours, the days and clock times named tell most.
    fn weight_for(&self, kind: TopicKind, word: &str, key: u64) -> f32 {
        match word {
            DAY | CLOCK if kind == TopicKind::Hours => (1.0 + self.examples as f32).ln(),
            _ => self.weight(key),
        }
    }

    fn weight(&self, word: u64) -> f32 {
        let having = self.documents.get(&word).copied().unwrap_or_default();
        ((1.0 + self.examples as f32) / (1.0 + having as f32)).ln()
    }
}

/// The share of a word's n-grams that are known, if it is great enough to be the same word in another form.
fn part_known(known: &HashSet<u64>, word: &str) -> f32 {
    if word.chars().count() < SHORTEST_PART {
        return 0.0;
    }
    let grams: Vec<u64> = grams(word).collect();
    let share =
        grams.iter().filter(|gram| known.contains(gram)).count() as f32 / grams.len().max(1) as f32;
    if share >= PART { share } else { 0.0 }
}

fn grams(word: &str) -> impl Iterator<Item = u64> {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    let hashes: Vec<u64> =
        padded.windows(GRAM).map(|gram| hash(b'g', gram.iter().copied())).collect();
    hashes.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::About;
    use crate::model::topic::{Details, Topic};

    fn support() -> Support {
        let example = |text: &str, topic| Example { text: text.to_owned(), topic };
        Support::learn(&[
            example("var ligger ni", Topic::Contact(Details::VISIT)),
            example("vart skickar jag brev", Topic::Contact(Details::POST)),
            example("när öppnar ni", Topic::Hours(About::NextOpen)),
            example("var lämnar jag batterier", Topic::Errand),
        ])
    }

    #[test]
    fn a_kind_is_supported_by_words_that_its_examples_have() {
        let check = |text: &str, kind, supported: bool| {
            assert_eq!(support().of(text, kind) > 0.5, supported, "{text} {kind:?}")
        };
        check("var ligger ni", TopicKind::Contact, true);
        check("vart skickade jag brev", TopicKind::Contact, true);
        check("var gör jag av trasiga skor", TopicKind::Contact, false);
        check("när öppnar ni", TopicKind::Contact, false);
        check("var ligger ni", TopicKind::Smalltalk, false);
        check("brevo", TopicKind::Contact, false);
        check("?", TopicKind::Hours, true);
    }
}

//! Whether a message's own words support a kind: how much of it the examples of that kind have ever said.
//!
//! A classifier has to choose among its kinds and does so by what little it knows of a message. A message most of whose telling words no example of the
//! kind has asks for something else, however much the rest of it looks alike ("var gör jag av trasiga skor" is no question of where the centre is).

use serde::{Deserialize, Serialize};

use super::examples::Example;
use super::features::{CLOCK, DAY, hash, words};
use crate::language::hashed::Hashed;
use crate::model::topic::TopicKind;

/// A word counts as known in part when this share of its n-grams stands in words of the kind.
const PART: f32 = 0.6;
/// A word that so many examples have is a word of its own, and no form of one that is known.
const OF_ITS_OWN: f32 = 3.0;
/// A shorter word has its n-grams in many others by chance ("Anna" in "annan").
const SHORTEST_PART: usize = 6;
/// A word in a greater share of all examples, and in more than so many, tells of nothing by itself. As it is written: "dö" is not the English "do".
const COMMON: f32 = 0.01;
const FEW: f32 = 50.0;
/// A word that examples of contact have less than so often, beside how often all others do, does not speak for contact: "my telephone's battery is empty" makes
/// no question about batteries one of where the centre is. For every kind at once 0.3 and 0.7 were tried; the latter costs follow-ups.
const OTHERS: f32 = 0.3;
/// Characters in an n-gram, counting the blank before and after a word.
const GRAM: usize = 4;

/// The words and n-grams that the examples of each kind have, and how rare each word is among all examples.
#[derive(Clone, Serialize, Deserialize)]
pub struct Support {
    /// By word or n-gram, a bit for each kind whose examples have it, in the order of [`TopicKind::ALL`].
    known: Hashed<u16>,
    /// A bit for each kind that has examples.
    kinds: u16,
    /// By word: in how many examples it stands.
    documents: Hashed<u32>,
    examples: u32,
    /// The words that people say whatever they speak of, ascending.
    common: Vec<u64>,
}

/// One word of a text.
struct Word {
    /// How much it tells, and how much of a question of hours or of contact details.
    weight: f32,
    weight_of_hours: f32,
    weight_of_contact: f32,
    /// A bit for each kind that knows it.
    known: u16,
    /// The same of its n-grams, where it is long enough to be known in part.
    grams: Vec<u16>,
}

/// In how many examples of one kind each word stands.
#[derive(Default)]
struct Own {
    documents: Hashed<u32>,
    examples: u32,
}

impl Own {
    /// Counts an example; `words`: each of its words once.
    fn count(&mut self, words: Vec<u64>) {
        self.examples += 1;
        for word in words {
            *self.documents.entry(word).or_default() += 1;
        }
    }
}

impl Support {
    pub fn learn(examples: &[Example]) -> Self {
        let mut support = Support {
            known: Hashed::default(),
            kinds: 0,
            documents: Hashed::default(),
            examples: examples.len() as u32,
            common: common(examples),
        };
        let mut contact = Own::default();
        for example in examples {
            support.kinds |= bit(example.topic.kind());
            let words = words(&example.text);
            let mut keys: Vec<u64> = words.iter().map(|word| hash(b'w', word.chars())).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in &keys {
                *support.documents.entry(*key).or_default() += 1;
            }
            if example.topic.kind() == TopicKind::Contact {
                contact.count(keys);
            }
        }
        for example in examples {
            let kind = example.topic.kind();
            for word in words(&example.text) {
                let key = hash(b'w', word.chars());
                if kind != TopicKind::Contact || support.speaks_for(&contact, key) {
                    support.note(&word, key, bit(kind));
                }
            }
        }
        support
    }

    /// Whether the examples counted have a word often enough beside how often all others do.
    fn speaks_for(&self, own: &Own, word: u64) -> bool {
        let having = own.documents.get(&word).copied().unwrap_or_default() as f32;
        let others = self.examples as f32 - own.examples as f32;
        let share_of_others = (self.documents_with(word) - having) / others.max(1.0);
        having / own.examples.max(1) as f32 >= OTHERS * share_of_others
    }

    /// What is known of a word is known of its n-grams.
    fn note(&mut self, word: &str, key: u64, kind: u16) {
        let known = self.known.entry(key).or_default();
        if *known & kind != 0 {
            return;
        }
        *known |= kind;
        for key in grams(word) {
            *self.known.entry(key).or_default() |= kind;
        }
    }

    /// By kind, the share of the text's words, weighed by how rare they are, that its examples know: 0 to 1; 1 for a text without words. No emergency
    /// is told in nothing but words that people say whatever they speak of.
    pub fn of(&self, text: &str) -> Vec<(TopicKind, f32)> {
        let words: Vec<Word> = words(text).iter().map(|word| self.word(word)).collect();
        let kinds = TopicKind::ALL.into_iter();
        // "Och min med" tells of nothing, however often it is said of somebody in danger.
        let tells_nothing = self.tells_of_nothing(text);
        let is_out =
            |kind| self.kinds & bit(kind) == 0 || (kind == TopicKind::Emergency && tells_nothing);
        let of = |kind| if is_out(kind) { 0.0 } else { share(&words, kind) };
        kinds.map(|kind| (kind, of(kind))).collect()
    }

    /// Whether the text has nothing but words that people say whatever they speak of.
    pub fn tells_of_nothing(&self, text: &str) -> bool {
        let mut words = as_written(text).peekable();
        words.peek().is_some() && words.all(|word| self.common.binary_search(&word).is_ok())
    }

    fn word(&self, word: &str) -> Word {
        let key = hash(b'w', word.chars());
        let known = |key: u64| self.known.get(&key).copied().unwrap_or_default();
        let weight = self.weight(key);
        let having = self.documents_with(key);
        // "Vart ska de" asks for the address of whatever else is named.
        let is_common = having > least_common(self.examples as usize);
        // Of a question of hours, the days and clock times named tell most.
        let of_time = matches!(word, DAY | CLOCK);
        Word {
            weight,
            weight_of_hours: if of_time { (1.0 + self.examples as f32).ln() } else { weight },
            weight_of_contact: if is_common { 0.0 } else { weight },
            known: known(key),
            grams: if word.chars().count() < SHORTEST_PART || having >= OF_ITS_OWN {
                Vec::new()
            } else {
                grams(word).map(known).collect()
            },
        }
    }

    fn weight(&self, word: u64) -> f32 {
        ((1.0 + self.examples as f32) / (1.0 + self.documents_with(word))).ln()
    }

    fn documents_with(&self, word: u64) -> f32 {
        self.documents.get(&word).copied().unwrap_or_default() as f32
    }
}

/// In more examples than these a word tells of nothing by itself.
fn least_common(examples: usize) -> f32 {
    (COMMON * examples as f32).max(FEW)
}

/// The words that stand in many examples, ascending.
fn common(examples: &[Example]) -> Vec<u64> {
    let mut documents: Hashed<u32> = Hashed::default();
    for example in examples {
        let mut words: Vec<u64> = as_written(&example.text).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            *documents.entry(word).or_default() += 1;
        }
    }
    let least = least_common(examples.len());
    let common = documents.into_iter().filter(|(_, having)| *having as f32 > least);
    let mut common: Vec<u64> = common.map(|(word, _)| word).collect();
    common.sort_unstable();
    common
}

/// The words of a text in lower case, with the marks over their letters.
fn as_written(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| hash(b'w', word.chars().flat_map(char::to_lowercase)))
}

fn bit(kind: TopicKind) -> u16 {
    let place = TopicKind::ALL.iter().position(|known| *known == kind);
    place.map_or(0, |place| 1 << place)
}

fn share(words: &[Word], kind: TopicKind) -> f32 {
    let bit = bit(kind);
    let (mut supported, mut all) = (0.0, 0.0);
    for word in words {
        let weight = match kind {
            TopicKind::Hours => word.weight_of_hours,
            TopicKind::Contact => word.weight_of_contact,
            _ => word.weight,
        };
        all += weight;
        supported += weight * if word.known & bit != 0 { 1.0 } else { part_known(word, bit) };
    }
    if all > 0.0 { supported / all } else { 1.0 }
}

/// The share of a word's n-grams that are known, if it is great enough to be the same word in another form.
fn part_known(word: &Word, bit: u16) -> f32 {
    let known = word.grams.iter().filter(|gram| **gram & bit != 0).count();
    let share = known as f32 / word.grams.len().max(1) as f32;
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
    use crate::model::topic::{Details, Emergency, Topic};

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
    fn no_emergency_is_told_in_words_that_tell_of_nothing() {
        let of = |topic| move |text: &str| Example { text: text.to_owned(), topic };
        let emergency = of(Topic::Emergency(Emergency::ViolenceAtHome));
        let often = vec!["och min man slår mig med en sko"; 60];
        let seldom = ["min man hotar mig", "min man vill dö"];
        let english = vec!["do you open"; 60].into_iter().map(of(Topic::Hours(About::NextOpen)));
        let examples: Vec<Example> =
            often.into_iter().chain(seldom).map(emergency).chain(english).collect();
        let support = Support::learn(&examples);
        let check = |text: &str, supported: bool| {
            let share = support.of(text).into_iter().find(|(of, _)| *of == TopicKind::Emergency);
            assert_eq!(share.unwrap().1 > 0.5, supported, "{text}")
        };
        check("och min med", false);
        check("min man hotar mig", true);
        check("och min man dö", true);
    }

    #[test]
    fn a_word_that_others_have_far_more_often_does_not_speak_for_contact() {
        let example = |text: &str, topic| Example { text: text.to_owned(), topic };
        let phone = "batteriet tar slut, vad har ni för nummer";
        let support = |others: usize| {
            let mut errands = vec![example("vart lämnar jag batteriet", Topic::Errand); others];
            errands.extend(vec![example("hur söker jag plats", Topic::Errand); 100]);
            let mut examples = vec![example(phone, Topic::Contact(Details::PHONE)); 4];
            examples.extend(vec![example("numret till er", Topic::Contact(Details::PHONE)); 96]);
            examples.extend(errands);
            contact_in("batteriet", &examples)
        };
        assert_eq!(support(5), 1.0);
        assert_eq!(support(30), 0.0);
    }

    #[test]
    fn a_word_that_others_say_is_no_form_of_one_that_is_known() {
        let example = |text: &str, topic| Example { text: text.to_owned(), topic };
        let support = |others: usize| {
            let mut examples = vec![example("vad är adressen", Topic::Contact(Details::VISIT)); 3];
            examples.extend(vec![example("adressens byte", Topic::Errand); others]);
            contact_in("adressens", &examples)
        };
        assert!(support(0) > 0.5);
        assert_eq!(support(3), 0.0);
    }

    #[test]
    fn words_that_tell_of_nothing_do_not_ask_for_contact_details() {
        let example = |text: &str, topic| Example { text: text.to_owned(), topic };
        let mut examples = vec![example("vart ska de", Topic::Contact(Details::VISIT)); 60];
        examples.push(example("vart ska brevet", Topic::Contact(Details::POST)));
        examples.push(example("lämpa batterier", Topic::Errand));
        assert_eq!(contact_in("vart ska batterier", &examples), 0.0);
        assert_eq!(contact_in("vart ska brevet", &examples), 1.0);
        assert_eq!(contact_in("vart ska de", &examples), 1.0);
    }

    fn contact_in(text: &str, examples: &[Example]) -> f32 {
        let of = Support::learn(examples).of(text);
        of.into_iter().find(|(kind, _)| *kind == TopicKind::Contact).unwrap().1
    }

    #[test]
    fn a_kind_is_supported_by_words_that_its_examples_have() {
        let check = |text: &str, kind, supported: bool| {
            let share = support().of(text).into_iter().find(|(of, _)| *of == kind).unwrap().1;
            assert_eq!(share > 0.5, supported, "{text} {kind:?}")
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

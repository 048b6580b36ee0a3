//! How much a message and single passages of a document (titles, sentences) are alike, word by word.
//!
//! A whole text may have all words of a message somewhere; that one sentence has most of them says more. Words are compared by
//! their n-grams (Dice's coefficient), so that another form, a compound or a misspelt word counts in part.
//!
//! Bytes, so that a file can be mapped: how many documents, passages and different words there are (u32 each); by document, and
//! one more, its first passage (u32); by passage, and one more, its first word (u32); by different word, and one more, its first
//! n-gram (u32); by hash of an n-gram, and one more, the first of the words that have it (u32); the words of the passages, by number
//! (u32); the words that have an n-gram (u32); hashes of the words' n-grams (u16); by different word, how much it tells (u8).
//! A document's first passage is its title, its second its English title.

mod comparison;
mod message;

use std::collections::HashMap;
use std::ops::Range;

use tantivy::directory::OwnedBytes;
use tantivy::tokenizer::TextAnalyzer;

use super::analysis::{Analyzer, Grams};
use super::document::{Corpus, Document};
use super::forward::hash;
use crate::language::words::prose_sentences;
use crate::model::language::Language;

pub(super) use comparison::Comparison;
pub(super) use message::Message;

/// So many passages of a document are compared; what follows in a book says little of what it is about.
const MOST_PASSAGES: usize = 200;
/// So many words of a message are compared, those that tell most.
const MOST_WORDS: usize = 24;
/// So many words of a message and others that mean the same are compared.
const MOST_FORMS: usize = 96;
/// A word this frequent tells half of what a rare one does (smooth inverse frequency; Arora, Liang and Ma 2017).
const HALF: f32 = 1e-3;

/// The passages of all documents, as laid out.
pub(super) struct Passages {
    bytes: OwnedBytes,
    documents: usize,
    passages: usize,
    /// Different words.
    words: usize,
    /// Where the words of the passages, those that have an n-gram, the n-grams and the weights start, in bytes.
    words_at: usize,
    having_at: usize,
    grams_at: usize,
    weights_at: usize,
}

/// There are so many hashes of n-grams.
const HASHES: usize = 1 << 16;

/// Lays out the passages of all documents.
pub(super) fn lay_out(corpus: &Corpus) -> Vec<u8> {
    let mut vocabulary = Vocabulary::new();
    let (mut first_passages, mut first_words, mut words) = (vec![0u32], vec![0u32], Vec::new());
    for document in &corpus.documents {
        for (text, language) in passages(document).take(MOST_PASSAGES) {
            words.extend(vocabulary.numbers(text, language));
            first_words.push(words.len() as u32);
        }
        first_passages.push(first_words.len() as u32 - 1);
    }
    let (mut first_grams, mut grams) = (vec![0u32], Vec::new());
    for word in &vocabulary.words {
        grams.extend(grams_of(word));
        first_grams.push(grams.len() as u32);
    }
    let (first_having, having) = invert(&first_grams, &grams);
    let counts = [corpus.documents.len(), first_words.len() - 1, vocabulary.words.len()];
    let counts = counts.into_iter().map(|count| count as u32);
    let firsts = first_passages.into_iter().chain(first_words).chain(first_grams);
    let numbers = counts.chain(firsts).chain(first_having).chain(words).chain(having);
    let mut bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
    bytes.extend(grams.into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(vocabulary.weights());
    bytes
}

/// By n-gram, the words that have it: where they start, and the words.
fn invert(first_grams: &[u32], grams: &[u16]) -> (Vec<u32>, Vec<u32>) {
    let mut firsts = vec![0u32; HASHES + 1];
    grams.iter().for_each(|gram| firsts[usize::from(*gram) + 1] += 1);
    for gram in 0..HASHES {
        firsts[gram + 1] += firsts[gram];
    }
    let mut next = firsts.clone();
    let mut having = vec![0; grams.len()];
    for (word, range) in (0..).zip(first_grams.array_windows()) {
        let [from, to] = range.map(|at| at as usize);
        for gram in &grams[from..to] {
            let place = &mut next[usize::from(*gram)];
            having[*place as usize] = word;
            *place += 1;
        }
    }
    (firsts, having)
}

/// The titles, then keywords and sentences. Example questions are units of their own, and there are hundreds.
fn passages(document: &Document) -> impl Iterator<Item = (&str, Language)> {
    let titles = [(&document.title, Language::Swedish), (&document.en_title, Language::English)];
    let keywords = document.keywords.iter().map(|keyword| (keyword, Language::Swedish));
    let body = document.telling(0..document.body.len());
    titles
        .into_iter()
        .chain(keywords)
        .map(|(text, language)| (text.as_str(), language))
        .chain(body.flat_map(|text| sentences(text, Language::Swedish)))
        .chain(sentences(&document.en_summary, Language::English))
}

fn sentences(text: &str, language: Language) -> impl Iterator<Item = (&str, Language)> {
    prose_sentences(text).into_iter().filter_map(move |range| Some((text.get(range)?, language)))
}

/// The n-grams of a word, each once, as short hashes: that two are taken for one another is rare, and no ranking notices.
fn grams_of(word: &str) -> Vec<u16> {
    let grams = Grams::of(word);
    let mut hashes: Vec<u16> = grams.iter().map(|gram| hash(0, gram.as_bytes()) as u16).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The different words of all passages, as written in lower case, without function words.
struct Vocabulary {
    swedish: TextAnalyzer,
    english: TextAnalyzer,
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    /// By word, how often it stands anywhere.
    counts: Vec<u32>,
}

impl Vocabulary {
    fn new() -> Self {
        Vocabulary {
            swedish: Analyzer::Stems.build(),
            english: Analyzer::EnglishStems.build(),
            numbers: HashMap::new(),
            words: Vec::new(),
            counts: Vec::new(),
        }
    }

    /// The words of a passage, each once.
    fn numbers(&mut self, text: &str, language: Language) -> Vec<u32> {
        let analyzer =
            if language == Language::English { &mut self.english } else { &mut self.swedish };
        let mut numbers = Vec::new();
        let mut stream = analyzer.token_stream(text);
        while stream.advance() {
            let token = stream.token();
            let Some(word) = text.get(token.offset_from..token.offset_to) else { continue };
            let word = word.to_lowercase();
            let number = match self.numbers.get(&word) {
                Some(number) => *number,
                None => {
                    self.words.push(word.clone());
                    self.counts.push(0);
                    self.numbers.insert(word, self.words.len() as u32 - 1);
                    self.words.len() as u32 - 1
                }
            };
            self.counts[number as usize] += 1;
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    fn weights(&self) -> impl Iterator<Item = u8> + '_ {
        let all: u32 = self.counts.iter().sum();
        self.counts.iter().map(move |count| {
            let share = *count as f32 / all.max(1) as f32;
            (255.0 * HALF / (HALF + share)).round().max(1.0) as u8
        })
    }
}

impl Passages {
    /// `None` when the bytes cannot be the passages of so many documents.
    pub(super) fn new(bytes: OwnedBytes, documents: usize) -> Option<Self> {
        let number = |at: usize| {
            Some(u32::from_le_bytes(bytes.get(4 * at..4 * at + 4)?.try_into().ok()?) as usize)
        };
        let (passages, words) = (number(1)?, number(2)?);
        let first_gram = 3 + documents + 1 + passages + 1;
        let first_having = first_gram + words + 1;
        let words_at = 4 * (first_having + HASHES + 1);
        let having_at = words_at + 4 * number(first_gram.checked_sub(1)?)?;
        let all_grams = number(first_having.checked_sub(1)?)?;
        let grams_at = having_at + 4 * all_grams;
        let weights_at = grams_at + 2 * all_grams;
        let is_whole = number(0)? == documents && bytes.len() == weights_at + words;
        is_whole.then_some(Passages {
            bytes,
            documents,
            passages,
            words,
            words_at,
            having_at,
            grams_at,
            weights_at,
        })
    }

    /// The passages of a document, by number.
    fn of(&self, document: u32) -> Range<usize> {
        let first = 3 + document as usize;
        self.number(first)..self.number(first + 1)
    }

    /// The words of a passage, by number, as they are laid out.
    fn words(&self, passage: usize) -> &[[u8; 4]] {
        let first = 3 + self.documents + 1 + passage;
        let range = self.number(first)..self.number(first + 1);
        let bytes = self.words_at + 4 * range.start..self.words_at + 4 * range.end;
        self.slice(bytes).as_chunks().0
    }

    /// The words that have an n-gram, as they are laid out.
    fn having(&self, gram: u16) -> &[[u8; 4]] {
        let first = 3 + self.documents + 1 + self.passages + 1 + self.words + 1 + usize::from(gram);
        let range = self.number(first)..self.number(first + 1);
        let bytes = self.having_at + 4 * range.start..self.having_at + 4 * range.end;
        self.slice(bytes).as_chunks().0
    }

    fn grams(&self, word: u32) -> impl Iterator<Item = u16> + '_ {
        let first = 3 + self.documents + 1 + self.passages + 1 + word as usize;
        let range = self.number(first)..self.number(first + 1);
        let bytes = self.grams_at + 2 * range.start..self.grams_at + 2 * range.end;
        self.slice(bytes).as_chunks().0.iter().map(|gram| u16::from_le_bytes(*gram))
    }

    /// How much a word tells, 0 to 1: the rarer, the more.
    fn weight(&self, word: u32) -> f32 {
        let known = (word as usize) < self.words;
        let weight = self.bytes.get(self.weights_at + word as usize).filter(|_| known);
        weight.map_or(0.0, |weight| f32::from(*weight) / 255.0)
    }

    fn number(&self, at: usize) -> usize {
        let bytes = self.slice(4 * at..4 * at + 4).as_chunks().0;
        bytes.first().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }

    fn slice(&self, range: Range<usize>) -> &[u8] {
        self.bytes.as_slice().get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hit::Alike;
    use crate::search::query::Reader;

    fn documents() -> Vec<Document> {
        let document = |title: &str, body: &str| Document {
            title: title.into(),
            body: body.into(),
            ..Document::default()
        };
        vec![
            document("Sopor och avfall", "Lämna farligt avfall på återvinningscentralen."),
            document("Biblioteket", "# Öppet\n\nLåna böcker. Vi har avfall. Centralen är farlig."),
            Document::default(),
        ]
    }

    fn compare(text: &str) -> Vec<Alike> {
        let corpus = Corpus { documents: documents(), examples: Vec::new() };
        let passages = Passages::new(OwnedBytes::new(lay_out(&corpus)), 3).unwrap();
        let reading = Reader::new().swedish(text);
        let message = Message::of(&reading, &vec![1.0; reading.words.len()]);
        let mut comparison = Comparison::new(&message, &passages);
        (0..3).map(|document| comparison.of(document)).collect()
    }

    #[test]
    fn one_sentence_that_has_most_of_a_message_counts_more_than_many_that_have_some() {
        let alike = compare("farligt avfall återvinningscentralen");
        assert!(alike[0].passage > 0.99 && alike[1].passage < 0.5, "{alike:?}");
    }

    #[test]
    fn another_form_of_a_word_counts_in_part() {
        let check = |text: &str, least: f32, most: f32| {
            let title = compare(text)[1].title_has;
            assert!((least..=most).contains(&title), "{text}: {title}");
        };
        check("biblioteket", 1.0, 1.0);
        check("bibliotek", 0.7, 0.99);
        check("bibliotkeet", 0.3, 0.9);
        check("sopor", 0.0, 0.0);
    }

    #[test]
    fn a_title_asked_for_in_its_own_words_is_all_of_it() {
        let alike = compare("Sopor och avfall")[0];
        assert!(alike.title_has > 0.99 && alike.title_had > 0.99, "{alike:?}");
        assert_eq!(compare("xqzw"), [Alike::default(); 3]);
        assert_eq!(compare(""), [Alike::default(); 3]);
    }

    #[test]
    fn no_other_bytes_are_taken_for_passages() {
        let bytes = lay_out(&Corpus { documents: documents(), examples: Vec::new() });
        let open = |bytes: &[u8], documents| {
            Passages::new(OwnedBytes::new(bytes.to_vec()), documents).is_some()
        };
        assert!(open(&bytes, 3));
        assert!(!open(&bytes, 2));
        assert!(!open(&bytes[..bytes.len() - 1], 3));
        assert!(!open(&[], 3));
    }
}

//! What is looked for, before the engine's terms are known.

use std::collections::{HashMap, HashSet};

use tantivy::tokenizer::TextAnalyzer;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::analysis::{Analyzer, fold, has_diacritic, undo_digraphs};
use crate::language::function_words::{is_question_word, is_question_word_without_dots};
use crate::model::language::Language;

/// A message is read this far, in bytes: more than Telegram's longest (4096 characters, at most four bytes each).
const LONGEST_TEXT: usize = 16 * 1024;

/// So many different words of a message are looked for; a long letter with a question inside has about a hundred.
const MOST_WORDS: usize = 160;

/// What a word that means the same counts beside the word itself. Flat from 0.3 to 0.5 on all sets; at 0.7 other texts come first too often.
pub(super) const SYNONYM: f32 = 0.5;

/// Endings that the stemmer leaves on many nouns ("förskolan", "brottet").
const DEFINITE: [&str; 2] = ["an", "et"];

/// One search. The text is a resident's own: it is read as words, never as a query language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub text: String,
    /// Swedish asks the Swedish texts; any other language asks the English ones first, and the Swedish ones too.
    pub language: Language,
    /// The most hits to give.
    pub limit: usize,
}

impl Query {
    pub fn swedish(text: impl Into<String>, limit: usize) -> Self {
        Query { text: text.into(), language: Language::Swedish, limit }
    }
}

/// A word of the query that says what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub stem: String,
    /// Lower-cased, as written.
    pub surface: String,
    /// The word with aa, ae and oe undone, where they may stand for å, ä and ö.
    pub undone: Option<Undone>,
    /// The word is not as written, but with its digraphs undone and folded.
    pub folded: bool,
    /// Words that mean the same.
    pub synonyms: Vec<Synonym>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Synonym {
    pub stem: String,
    /// Lower-cased, as written.
    pub surface: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Undone {
    pub stem: String,
    pub surface: String,
}

/// A query as words in one language, each once, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub words: Vec<Word>,
    /// Nothing in the message has a dot or a ring, so its a and o may stand for å, ä and ö.
    pub without_dots: bool,
}

/// By stem, the words that mean the same.
#[derive(Debug, Default)]
struct Synonyms(HashMap<String, Vec<Synonym>>);

impl Synonyms {
    fn of(&self, stem: &str) -> &[Synonym] {
        let known = |stem: &str| self.0.get(stem).map(Vec::as_slice);
        let indefinite = || DEFINITE.iter().find_map(|ending| known(stem.strip_suffix(ending)?));
        known(stem).or_else(indefinite).unwrap_or_default()
    }
}

/// Turns messages into readings with the analyzers that the index was built with.
pub(super) struct Reader {
    swedish: TextAnalyzer,
    english: TextAnalyzer,
    synonyms: Synonyms,
}

impl Reader {
    pub(super) fn new() -> Self {
        Reader {
            swedish: Analyzer::Stems.build(),
            english: Analyzer::EnglishStems.build(),
            synonyms: Synonyms::default(),
        }
    }

    /// One that knows groups of words that mean the same.
    pub(super) fn with_synonyms(groups: &[Vec<String>]) -> Self {
        let mut reader = Reader::new();
        let mut synonyms: HashMap<String, Vec<Synonym>> = HashMap::new();
        for group in groups {
            let mut words: Vec<Synonym> = Vec::new();
            for surface in group.iter().map(|word| word.to_lowercase()) {
                let Some(stem) = first_stem(&mut reader.swedish, &surface) else { continue };
                if !words.iter().any(|word| word.stem == stem) {
                    words.push(Synonym { stem, surface });
                }
            }
            for word in &words {
                let known = synonyms.entry(word.stem.clone()).or_default();
                for other in words.iter().filter(|other| other.stem != word.stem) {
                    // Two groups may have words of one stem.
                    if !known.iter().any(|known| known.stem == other.stem) {
                        known.push(other.clone());
                    }
                }
            }
        }
        reader.synonyms = Synonyms(synonyms);
        reader
    }

    pub(super) fn swedish(&self, text: &str) -> Reading {
        let text = clean(text);
        let without_dots = !has_diacritic(&text);
        let all = words(&mut self.swedish.clone(), &text);
        let asks = |word: &Word| {
            is_question_word(&word.surface, false)
                || (without_dots && is_question_word_without_dots(&word.surface))
        };
        let mut words = without(all, asks);
        for word in &mut words {
            word.synonyms = self.synonyms.of(&word.stem).to_vec();
        }
        if without_dots {
            let mut analyzer = self.swedish.clone();
            for word in &mut words {
                word.undone = undo_digraphs(&word.surface).and_then(|surface| {
                    let stem = first_stem(&mut analyzer, &surface)?;
                    Some(Undone { stem: fold(&stem), surface })
                });
            }
        }
        Reading { words, without_dots }
    }

    /// A message in another language as words that Swedish texts may have, by themselves or by those that mean the same.
    pub(super) fn foreign(&self, text: &str) -> Reading {
        let reading = self.swedish(text);
        let tells_nothing = |word: &Word| {
            is_question_word(&word.surface, true)
                || first_stem(&mut self.english.clone(), &word.surface).is_none()
        };
        Reading { words: without(reading.words, tells_nothing), ..reading }
    }

    pub(super) fn english(&self, text: &str) -> Reading {
        let text = clean(text);
        let all = words(&mut self.english.clone(), &text);
        Reading {
            words: without(all, |word| is_question_word(&word.surface, true)),
            without_dots: false,
        }
    }
}

/// The part that is read, lower-cased and in composed form.
fn clean(text: &str) -> String {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lower = text[..end].to_lowercase();
    if is_nfc(&lower) { lower } else { lower.nfc().collect() }
}

/// A question of question words alone ("hur gör man?") is asked with them rather than not at all.
fn without(all: Vec<Word>, asks: impl Fn(&Word) -> bool) -> Vec<Word> {
    let telling: Vec<Word> = all.iter().filter(|word| !asks(word)).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

fn words(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Word> {
    let mut seen = HashSet::new();
    let mut words = Vec::new();
    let mut stream = analyzer.token_stream(text);
    while words.len() < MOST_WORDS && stream.advance() {
        let token = stream.token();
        let Some(surface) = text.get(token.offset_from..token.offset_to) else {
            continue;
        };
        if seen.insert(token.text.clone()) {
            words.push(Word {
                stem: token.text.clone(),
                surface: surface.to_owned(),
                undone: None,
                folded: false,
                synonyms: Vec::new(),
            });
        }
    }
    words
}

fn first_stem(analyzer: &mut TextAnalyzer, word: &str) -> Option<String> {
    let mut stream = analyzer.token_stream(word);
    stream.advance().then(|| stream.token().text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(text: &str) -> String {
        let reading = Reader::new().swedish(text);
        reading.words.into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_message_is_read_as_the_words_it_is_about() {
        for (text, expected) in [
            ("", ""),
            ("?!", ""),
            ("Hej! Vad kostar BYGGLOV för en carport? Mvh Åsa", "kostar bygglov carport åsa"),
            ("nar oppnar ni", "oppnar"),
            ("När öppnar far?", "öppnar far"),
            ("Hur gör man?", "gör"),
            ("title:(bygglov OR \"*\") AND NOT +a^9", "title bygglov or and not a 9"),
            ("bygglov, Bygglov och bygglov", "bygglov"),
            ("o\u{308}ppettider", "öppettider"),
        ] {
            assert_eq!(surfaces(text), expected, "{text}");
        }
    }

    #[test]
    fn digraphs_are_undone_only_in_messages_without_dots() {
        let reader = Reader::new();
        let undone = |text: &str| {
            reader.swedish(text).words[0].undone.as_ref().map(|undone| undone.surface.clone())
        };
        assert_eq!(undone("oeppettider"), Some("oppettider".into()));
        assert_eq!(undone("poesi på biblioteket, går det"), None);
    }

    #[test]
    fn an_endless_message_is_read_in_part() {
        let endless: String = (0..40_000).map(|n| format!("ord{n} ")).collect();
        assert_eq!(Reader::new().swedish(&endless).words.len(), MOST_WORDS);
        assert!(Reader::new().swedish(&"å".repeat(100_000)).words.is_empty());
    }
}

//! What is indexed of an article.

use std::fmt;
use std::ops::Range;

use super::schema::Part;
use crate::language::words::{headings, sections};
use crate::model::article::Article;
use crate::model::language::Language;

/// Everything that an index is built from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    pub documents: Vec<Document>,
    /// Messages that are no document's: they tell how rare a word is in what residents write, and what is asked that no document answers.
    pub examples: Vec<Example>,
}

impl Corpus {
    /// The documents that have example questions.
    pub(super) fn taught(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|document| document.is_taught())
    }

    /// Which of an index' rows, `all` in number, belong to which part.
    pub(super) fn parts(&self, all: u32) -> [(Part, Range<u32>); 4] {
        let whole = self.documents.len() as u32;
        let taught = whole + self.taught().count() as u32;
        let sections = taught
            + self.documents.iter().map(|document| document.sections().count() as u32).sum::<u32>();
        [
            (Part::Whole, 0..whole),
            (Part::Taught, whole..taught),
            (Part::Sections, taught..sections),
            (Part::Units, sections..all),
        ]
    }
}

/// A message that is no document's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub text: String,
    pub language: Language,
}

/// A short text of a document's, found by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    pub text: &'a str,
    pub kind: UnitKind,
    pub language: Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    Title,
    Heading,
    /// How residents ask for it, as an editor wrote it.
    Question,
    Keyword,
}

/// A text to find. Only `id`, and one of `title` and `body`, need content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Unique within an index; an article's id, or any id of a retrieval set.
    pub id: String,
    pub title: String,
    pub body: String,
    /// How residents ask for it, in Swedish.
    pub questions: Vec<String>,
    pub keywords: Vec<String>,
    pub en_title: String,
    pub en_summary: String,
    pub en_questions: Vec<String>,
    /// Parts of the body that say nothing of it, as byte ranges, in order: they are not searched.
    pub left_out: Vec<Range<usize>>,
}

impl Document {
    /// The Swedish texts of the whole, each as often as it is to count. Example questions are units of their own: with hundreds of them an article
    /// would seem to be about everything.
    pub(super) fn swedish(&self) -> impl Iterator<Item = &str> {
        // A title says in a few words what a body says in hundreds: it counts twice.
        let titles = [self.title.as_str(), &self.title].into_iter();
        let body = self.telling(0..self.body.len());
        titles.chain(body).chain(self.keywords.iter().map(String::as_str))
    }

    /// What is searched of a part of the body.
    pub(super) fn telling(&self, part: Range<usize>) -> impl Iterator<Item = &str> {
        let mut at = part.start;
        let ends = self.left_out.iter().cloned().chain(std::iter::once(part.end..part.end));
        ends.filter_map(move |left_out| {
            let piece = self.body.get(at..left_out.start.min(part.end));
            at = at.max(left_out.end);
            piece
        })
    }

    /// The English texts of the whole, each as often as it is to count.
    pub(super) fn english(&self) -> impl Iterator<Item = &str> {
        [&self.en_title, &self.en_title, &self.en_summary].into_iter().map(String::as_str)
    }

    /// The sections of a body that has several.
    pub(super) fn sections(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let sections = sections(&self.body);
        let several = sections.len() > 1;
        sections.into_iter().filter(move |_| several)
    }

    pub(super) fn is_taught(&self) -> bool {
        !self.questions.is_empty() || !self.en_questions.is_empty()
    }

    /// The short texts that are found by themselves, the title first.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        let swedish = |kind| move |text| Unit { text, kind, language: Language::Swedish };
        let english = |kind| move |text| Unit { text, kind, language: Language::English };
        let title = std::iter::once(self.title.as_str()).map(swedish(UnitKind::Title));
        let headings = headings(&self.body).map(swedish(UnitKind::Heading));
        let questions = self.questions.iter().map(String::as_str).map(swedish(UnitKind::Question));
        let keywords = self.keywords.iter().map(String::as_str).map(swedish(UnitKind::Keyword));
        let en_title = std::iter::once(self.en_title.as_str())
            .filter(|title| !title.is_empty())
            .map(english(UnitKind::Title));
        let en_questions =
            self.en_questions.iter().map(String::as_str).map(english(UnitKind::Question));
        title.chain(headings).chain(questions).chain(keywords).chain(en_title).chain(en_questions)
    }

    fn hash_into(&self, hasher: &mut blake3::Hasher) {
        let mut text = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        for part in [&self.id, &self.title, &self.body, &self.en_title, &self.en_summary] {
            text(part);
        }
        for range in &self.left_out {
            text(&format!("{range:?}"));
        }
        for list in [&self.questions, &self.keywords, &self.en_questions] {
            text(&list.len().to_string());
            list.iter().for_each(|part| text(part));
        }
    }
}

impl From<&Article> for Document {
    fn from(article: &Article) -> Self {
        let english = article.english.clone().unwrap_or_default();
        Document {
            id: article.id.as_str().to_owned(),
            title: article.title.clone(),
            body: article.body.clone(),
            questions: article.swedish_questions().cloned().collect(),
            keywords: article.keywords.clone(),
            en_title: english.title,
            en_summary: english.summary,
            en_questions: article.english_questions().cloned().collect(),
            left_out: Vec::new(),
        }
    }
}

/// What an index was built from: the documents in their order, and the version of schema and analyzers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(super::schema::VERSION.as_bytes());
        hasher.update(&(corpus.documents.len() as u64).to_le_bytes());
        corpus.documents.iter().for_each(|document| document.hash_into(&mut hasher));
        for example in &corpus.examples {
            hasher.update(&(example.text.len() as u64).to_le_bytes());
            hasher.update(example.text.as_bytes());
            hasher.update(&[u8::from(example.language == Language::Swedish)]);
        }
        // 128 bits are plenty against accident, and keep the folder's name readable.
        Fingerprint(hasher.finalize().to_hex()[..32].to_owned())
    }

    /// Whether `name` could be the name of an index folder.
    pub(super) fn looks_like(name: &str) -> bool {
        name.len() == 32 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str, questions: &[&str], keywords: &[&str]) -> Document {
        let own = |list: &[&str]| list.iter().map(|s| s.to_string()).collect();
        Document {
            id: "a".into(),
            title: title.into(),
            questions: own(questions),
            keywords: own(keywords),
            ..Document::default()
        }
    }

    #[test]
    fn the_fingerprint_tells_apart_what_differs_only_in_where_it_stands() {
        let of = |documents: &[Document]| {
            Fingerprint::of(&Corpus { documents: documents.to_vec(), examples: Vec::new() })
        };
        let base = of(&[document("ab", &["c", "d"], &[])]);
        assert_eq!(base, of(&[document("ab", &["c", "d"], &[])]));
        for other in [
            document("a", &["bc", "d"], &[]),
            document("ab", &["c"], &["d"]),
            document("ab", &["d", "c"], &[]),
            document("ab", &["cd"], &[]),
        ] {
            assert_ne!(base, of(&[other]));
        }
        assert_ne!(base, of(&[]));
        assert!(Fingerprint::looks_like(&base.to_string()));
    }
}

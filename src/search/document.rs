//! What is indexed of an article.

use std::fmt;
use std::ops::Range;

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
        let questions = (self.questions.iter(), self.en_questions.iter());
        units([&self.title, &self.en_title], &self.body, questions, &self.keywords)
    }
}

/// The units that an article's document has, in the same order.
pub fn units_of(article: &Article) -> impl Iterator<Item = Unit<'_>> {
    let en_title = article.english.as_ref().map_or("", |english| &english.title);
    let questions = (article.swedish_questions(), article.english_questions());
    units([&article.title, en_title], &article.body, questions, &article.keywords)
}

/// Titles and questions in Swedish, then English.
fn units<'a>(
    [title, en_title]: [&'a str; 2],
    body: &'a str,
    (questions, en_questions): (impl Iterator<Item = &'a String>, impl Iterator<Item = &'a String>),
    keywords: &'a [String],
) -> impl Iterator<Item = Unit<'a>> {
    let swedish = |kind| move |text| Unit { text, kind, language: Language::Swedish };
    let english = |kind| move |text| Unit { text, kind, language: Language::English };
    let en_title = Some(en_title).filter(|title| !title.is_empty());
    std::iter::once(title)
        .map(swedish(UnitKind::Title))
        .chain(headings(body).map(swedish(UnitKind::Heading)))
        .chain(questions.map(String::as_str).map(swedish(UnitKind::Question)))
        .chain(keywords.iter().map(String::as_str).map(swedish(UnitKind::Keyword)))
        .chain(en_title.into_iter().map(english(UnitKind::Title)))
        .chain(en_questions.map(String::as_str).map(english(UnitKind::Question)))
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

/// What an index is known by, and what it needs not have written down: made without the documents, which take longer to make than an index to open.
pub struct Outline {
    pub(super) fingerprint: Fingerprint,
    /// By document.
    pub(super) ids: Vec<String>,
    /// The documents that have example questions.
    pub(super) taught: Vec<u32>,
}

impl Outline {
    pub fn of<'a>(
        articles: impl Iterator<Item = &'a Article>,
        examples: impl Iterator<Item = (&'a str, Language)>,
    ) -> Self {
        Outline::gathered(articles.map(Texts::from), examples)
    }

    pub(super) fn of_corpus(corpus: &Corpus) -> Self {
        let examples =
            corpus.examples.iter().map(|example| (example.text.as_str(), example.language));
        Outline::gathered(corpus.documents.iter().map(Texts::from), examples)
    }

    fn gathered<'a>(
        documents: impl Iterator<Item = Texts<'a>>,
        examples: impl Iterator<Item = (&'a str, Language)>,
    ) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(super::schema::VERSION.as_bytes());
        let (mut ids, mut taught) = (Vec::new(), Vec::new());
        for document in documents {
            document.hash_into(&mut hasher);
            if document.is_taught() {
                taught.push(ids.len() as u32);
            }
            ids.push(document.id.to_owned());
        }
        hasher.update(&(ids.len() as u64).to_le_bytes());
        for (text, language) in examples {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
            hasher.update(&[u8::from(language == Language::Swedish)]);
        }
        // 128 bits are plenty against accident, and keep the folder's name readable.
        let fingerprint = Fingerprint(hasher.finalize().to_hex()[..32].to_owned());
        Outline { fingerprint, ids, taught }
    }
}

/// All that is indexed of a document, where it stands. What of it is left out follows from all of them.
struct Texts<'a> {
    id: &'a str,
    single: [&'a str; 4],
    questions: Vec<&'a str>,
    keywords: &'a [String],
    en_questions: Vec<&'a str>,
}

impl Texts<'_> {
    fn is_taught(&self) -> bool {
        !self.questions.is_empty() || !self.en_questions.is_empty()
    }

    fn hash_into(&self, hasher: &mut blake3::Hasher) {
        let mut text = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        text(self.id);
        self.single.iter().for_each(|part| text(part));
        let keywords: Vec<&str> = self.keywords.iter().map(String::as_str).collect();
        for list in [&self.questions, &keywords, &self.en_questions] {
            text(&list.len().to_string());
            list.iter().for_each(|part| text(part));
        }
    }
}

impl<'a> From<&'a Article> for Texts<'a> {
    fn from(article: &'a Article) -> Self {
        let english = article.english.as_ref();
        let english = english.map_or(["", ""], |english| [&english.title, &english.summary]);
        Texts {
            id: article.id.as_str(),
            single: [&article.title, &article.body, english[0], english[1]],
            questions: article.swedish_questions().map(String::as_str).collect(),
            keywords: &article.keywords,
            en_questions: article.english_questions().map(String::as_str).collect(),
        }
    }
}

impl<'a> From<&'a Document> for Texts<'a> {
    fn from(document: &'a Document) -> Self {
        Texts {
            id: &document.id,
            single: [&document.title, &document.body, &document.en_title, &document.en_summary],
            questions: document.questions.iter().map(String::as_str).collect(),
            keywords: &document.keywords,
            en_questions: document.en_questions.iter().map(String::as_str).collect(),
        }
    }
}

/// Of all that an index was built from, and of the version of schema and analyzers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
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
            let corpus = Corpus { documents: documents.to_vec(), examples: Vec::new() };
            Outline::of_corpus(&corpus).fingerprint
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

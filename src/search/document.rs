//! What is indexed of an article.

use std::fmt;

use crate::model::article::Article;

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
}

impl Document {
    /// The Swedish texts, each as often as it is to count.
    pub(super) fn swedish(&self) -> impl Iterator<Item = &str> {
        // A title says in a few words what a body says in hundreds: it counts twice.
        [&self.title, &self.title, &self.body].into_iter().chain(&self.questions).chain(&self.keywords).map(String::as_str)
    }

    /// The English texts, each as often as it is to count.
    pub(super) fn english(&self) -> impl Iterator<Item = &str> {
        [&self.en_title, &self.en_title, &self.en_summary].into_iter().chain(&self.en_questions).map(String::as_str)
    }

    fn hash_into(&self, hasher: &mut blake3::Hasher) {
        let mut text = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        for part in [&self.id, &self.title, &self.body, &self.en_title, &self.en_summary] {
            text(part);
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
        }
    }
}

/// What an index was built from: the documents in their order, and the version of schema and analyzers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(super::schema::VERSION.as_bytes());
        hasher.update(&(documents.len() as u64).to_le_bytes());
        documents.iter().for_each(|document| document.hash_into(&mut hasher));
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
        Document { id: "a".into(), title: title.into(), questions: own(questions), keywords: own(keywords), ..Document::default() }
    }

    #[test]
    fn the_fingerprint_tells_apart_what_differs_only_in_where_it_stands() {
        let base = Fingerprint::of(&[document("ab", &["c", "d"], &[])]);
        assert_eq!(base, Fingerprint::of(&[document("ab", &["c", "d"], &[])]));
        for other in [
            document("a", &["bc", "d"], &[]),
            document("ab", &["c"], &["d"]),
            document("ab", &["d", "c"], &[]),
            document("ab", &["cd"], &[]),
        ] {
            assert_ne!(base, Fingerprint::of(&[other]));
        }
        assert_ne!(base, Fingerprint::of(&[]));
        assert!(Fingerprint::looks_like(&base.to_string()));
    }
}

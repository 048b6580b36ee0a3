//! A text of the municipality's, with what an editor has written to make it findable.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `a–z 0–9 -`, 1 to 48 characters; [`ArticleId::parse`] is the only way to make one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(Arc<str>);

impl ArticleId {
    /// The longest id, in characters (all ASCII, so bytes too): it has to fit Telegram's 64-byte callback data.
    pub const MAX: usize = 48;

    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX).contains(&text.len());
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (fits && plain).then(|| ArticleId(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        ArticleId::parse(&text).ok_or_else(|| serde::de::Error::custom("not an article id"))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleKind {
    /// The introduction of the strategic plan.
    Plan,
    /// One of the plan's focus areas.
    FocusArea,
    /// A question that staff have answered.
    Faq,
    /// Any other text.
    Page,
}

impl ArticleKind {
    /// Whether it is a part of the strategic plan, which tells aims, and neither hours nor prices.
    pub fn is_of_plan(self) -> bool {
        matches!(self, ArticleKind::Plan | ArticleKind::FocusArea)
    }
}

/// One article of `knowledge/articles/`, or one FAQ entry of staff's.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub id: ArticleId,
    pub title: String,
    pub kind: ArticleKind,
    /// Where the text comes from, as residents read it.
    pub origin: Option<String>,
    /// When somebody last checked the text against its origin.
    pub checked: Option<NaiveDate>,
    /// The last day the text claims to hold for.
    pub valid_until: Option<NaiveDate>,
    /// How residents ask for it as a whole, in Swedish.
    pub questions: Vec<String>,
    /// How they ask for single sentences of it.
    pub passages: Vec<Passage>,
    pub keywords: Vec<String>,
    pub english: Option<English>,
    /// The editors' summary in plain language; not the municipality's own words.
    pub plain: Option<String>,
    pub page: PageFacts,
    /// The municipality's text, verbatim; paragraphs are separated by an empty line.
    pub body: String,
}

impl Article {
    /// A FAQ entry of which no more is known.
    pub fn faq(id: ArticleId, title: impl Into<String>, body: impl Into<String>) -> Self {
        Article {
            id,
            title: title.into(),
            kind: ArticleKind::Faq,
            origin: None,
            checked: None,
            valid_until: None,
            questions: Vec::new(),
            passages: Vec::new(),
            keywords: Vec::new(),
            page: PageFacts::default(),
            english: None,
            plain: None,
            body: body.into(),
        }
    }

    /// All Swedish example questions.
    pub fn swedish_questions(&self) -> impl Iterator<Item = &String> {
        self.questions.iter().chain(self.passages.iter().flat_map(|passage| &passage.questions))
    }

    /// All English example questions.
    pub fn english_questions(&self) -> impl Iterator<Item = &String> {
        let whole = self.english.iter().flat_map(|english| &english.questions);
        whole.chain(self.passages.iter().flat_map(|passage| &passage.english))
    }
}

/// What is known of the page that a text was taken from; nothing of a text that is no page's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    pub url: Option<String>,
    /// Where it stands on its site, outermost first.
    pub section: Vec<String>,
    /// When it says itself that it was changed last.
    pub updated: Option<NaiveDate>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// ISO 639 code of the language that it is written in.
    pub language: Option<String>,
    /// Of title and text as an import wrote them.
    pub hash: Option<String>,
}

impl PageFacts {
    /// The same, as known on a day: a date that is yet to come tells nothing.
    pub fn updated_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.updated.filter(|updated| *updated <= today)
    }
}

/// Example questions that one sentence of the body answers.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Passage {
    /// Where the sentence begins in the body, in bytes.
    pub start: usize,
    pub questions: Vec<String>,
    pub english: Vec<String>,
}

/// The unofficial English part of an article.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct English {
    pub title: String,
    pub summary: String,
    pub questions: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_is_yet_to_come_tells_nothing_of_a_page() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let page = PageFacts { updated: Some(day("2026-03-14")), ..PageFacts::default() };
        assert_eq!(page.updated_by(day("2026-03-14")), page.updated);
        assert_eq!(page.updated_by(day("2026-03-13")), None);
    }
}

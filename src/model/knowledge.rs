//! All that `knowledge/` holds, validated.

use super::article::{Article, ArticleId};
use super::contact::{Bilingual, Contact};
use super::cue::CuePhrases;
use super::time::{About, SchoolBreaks};
use super::topic::{Details, Emergency, FollowUp, Smalltalk, Topic, named};

/// The municipality's folder. Its parts are plain data: what to make of them is the other modules' matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    /// In the order they are shown in: by `order` in their front matter, then by file name.
    pub articles: Vec<Article>,
    pub contact: Contact,
    pub words: Words,
    pub examples: Vec<ExampleGroup>,
    pub authorities: Vec<Authority>,
    pub cards: Vec<LanguageCard>,
    /// How people answer, correct themselves and ask on.
    pub moves: Vec<CuePhrases>,
    pub school_breaks: SchoolBreaks,
}

impl Knowledge {
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.articles.iter().find(|article| article.id == *id)
    }
}

/// `words.toml`: what residents call things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Places and services that have hours and addresses of their own: a question about them is not about the contact centre.
    pub other_places: Vec<String>,
    /// What residents call the contact centre itself.
    pub own_places: Vec<String>,
}

/// What kind of message the examples of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ExampleKind {
    Overview,
    Contact,
    Hours,
    Handover,
    Smalltalk,
    Emergency,
    /// Asks on about what was just said.
    FollowUps,
    /// Errands that this assistant's sources say nothing of.
    Errands,
}

/// A group of example messages in `examples/<kind>.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleGroup {
    pub kind: ExampleKind,
    /// The sub-kind: `closes`, `phone+email`, `fire` …
    pub name: String,
    pub sv: Vec<String>,
    pub en: Vec<String>,
}

/// The group of `examples/emergency.toml` that holds what only sounds acute.
pub const NOT_EMERGENCY: &str = "not-emergency";

impl ExampleGroup {
    /// What its messages are about; `None` for a name that the program has no use for.
    pub fn topic(&self) -> Option<Topic> {
        match self.kind {
            ExampleKind::Overview => Some(Topic::Overview),
            ExampleKind::Handover => Some(Topic::Handover),
            ExampleKind::Errands => Some(Topic::Errand),
            ExampleKind::FollowUps => named(&FollowUp::NAMES, &self.name).map(Topic::FollowUp),
            ExampleKind::Contact => Details::parse(&self.name).map(Topic::Contact),
            ExampleKind::Hours => named(&About::NAMES, &self.name).map(Topic::Hours),
            ExampleKind::Smalltalk => named(&Smalltalk::NAMES, &self.name).map(Topic::Smalltalk),
            ExampleKind::Emergency if self.name == NOT_EMERGENCY => Some(Topic::Errand),
            ExampleKind::Emergency => named(&Emergency::NAMES, &self.name).map(Topic::Emergency),
        }
    }
}

/// Another authority, and the words that mark a matter as its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Authority {
    pub name: String,
    pub url: Option<String>,
    pub phone: Option<String>,
    pub matters: Bilingual,
    pub words: Vec<String>,
}

/// The short card for a language that replies are not written in.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageCard {
    /// ISO 639-1.
    pub code: String,
    pub name: String,
    /// `{phone}`, `{email}` and `{hours}` stand for the contact centre's own.
    pub text: String,
    /// The language's weekdays, Monday first; `None` where the card shows the Swedish ones.
    pub weekdays: Option<[String; 7]>,
    /// Common words of the language that neither Swedish nor English has: they tell it apart in short messages.
    pub words: Vec<String>,
}

//! All that `knowledge/` holds, validated.

use std::collections::HashMap;
use std::ops::Deref;

use super::article::{Article, ArticleId, ArticleKind};
use super::contact::{Bilingual, Contact};
use super::cue::CuePhrases;
use super::time::{About, SchoolBreaks};
use super::topic::{Details, Emergency, FollowUp, Smalltalk, Topic, named};

/// The municipality's folder. Its parts are plain data: what to make of them is the other modules' matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    /// In the order they are shown in: by `order` in their front matter, then by file name.
    pub articles: Articles,
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
        self.articles.get(*self.articles.by_id.get(id)?)
    }

    /// The focus areas in their order.
    pub fn areas(&self) -> impl Iterator<Item = &Article> {
        self.articles.areas.iter().filter_map(|place| self.articles.get(*place))
    }

    /// The introduction of the plan.
    pub fn plan(&self) -> Option<&Article> {
        self.articles.get(self.articles.plan?)
    }
}

/// Articles in an order, and where those stand that every reply asks for: there may be tens of thousands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Articles {
    all: Vec<Article>,
    by_id: HashMap<ArticleId, usize>,
    areas: Vec<usize>,
    plan: Option<usize>,
}

impl From<Vec<Article>> for Articles {
    fn from(all: Vec<Article>) -> Self {
        let of_kind = |kind: ArticleKind| {
            let articles = all.iter().enumerate();
            articles.filter(move |(_, article)| article.kind == kind).map(|(place, _)| place)
        };
        let mut by_id = HashMap::with_capacity(all.len());
        for (place, article) in all.iter().enumerate() {
            by_id.entry(article.id.clone()).or_insert(place);
        }
        Articles {
            by_id,
            areas: of_kind(ArticleKind::FocusArea).collect(),
            plan: of_kind(ArticleKind::Plan).next(),
            all,
        }
    }
}

impl Deref for Articles {
    type Target = [Article];

    fn deref(&self) -> &[Article] {
        &self.all
    }
}

impl IntoIterator for Articles {
    type Item = Article;
    type IntoIter = std::vec::IntoIter<Article>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
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
    /// What is said while an emergency stands.
    AfterEmergency,
}

impl ExampleKind {
    /// Each kind, by the name of its file.
    pub const NAMES: [(&'static str, ExampleKind); ExampleKind::AfterEmergency as usize + 1] = [
        ("overview", ExampleKind::Overview),
        ("contact", ExampleKind::Contact),
        ("hours", ExampleKind::Hours),
        ("handover", ExampleKind::Handover),
        ("smalltalk", ExampleKind::Smalltalk),
        ("emergency", ExampleKind::Emergency),
        ("follow-ups", ExampleKind::FollowUps),
        ("errands", ExampleKind::Errands),
        ("after-emergency", ExampleKind::AfterEmergency),
    ];
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
/// The groups of `examples/after-emergency.toml`.
pub const OVER: &str = "over";
pub const GOING_ON: &str = "going-on";

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
            ExampleKind::AfterEmergency => None,
        }
    }

    /// Of what is said after an emergency, whether it tells that it is over; `None` for other groups.
    pub fn is_over(&self) -> Option<bool> {
        let groups = [(OVER, true), (GOING_ON, false)];
        let is_after = self.kind == ExampleKind::AfterEmergency;
        named(&groups, &self.name).filter(|_| is_after)
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

//! A reply as facts and blocks of text, before anything is rendered.

use chrono::NaiveDate;

use super::action::Button;
use super::article::ArticleId;
use super::hit::Hit;
use super::language::Language;
use super::time::HoursReport;
use super::topic::{name_of, named};

/// The kinds of reply; `questions/README.md` fixes the names.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum ReplyKind {
    Answer,
    /// Asks which of several articles is meant.
    Choose,
    Overview,
    Contact,
    Hours,
    Handover,
    Smalltalk,
    Emergency,
    Unknown,
}

impl ReplyKind {
    /// Every kind, by the name that stands for it outside the program; [`ReplyKind::Unknown`] is the last.
    pub const NAMES: [(&'static str, ReplyKind); ReplyKind::Unknown as usize + 1] = [
        ("answer", ReplyKind::Answer),
        ("choose", ReplyKind::Choose),
        ("overview", ReplyKind::Overview),
        ("contact", ReplyKind::Contact),
        ("hours", ReplyKind::Hours),
        ("handover", ReplyKind::Handover),
        ("smalltalk", ReplyKind::Smalltalk),
        ("emergency", ReplyKind::Emergency),
        ("unknown", ReplyKind::Unknown),
    ];

    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, &self)
    }

    /// `None`: no kind has that name.
    pub fn of(name: &str) -> Option<Self> {
        named(&Self::NAMES, name)
    }
}

/// What the assistant says to one message. No markup: each edge renders the blocks in its own way and escapes there.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub kind: ReplyKind,
    /// The language of the message replied to.
    pub language: Language,
    pub blocks: Vec<Block>,
    /// Rows of buttons.
    pub buttons: Vec<Vec<Button>>,
    /// The ranking of articles for the message, whatever the kind.
    pub articles: Vec<Hit>,
    /// The quotation: one contiguous piece of an article's body, letter for letter.
    pub passage: Option<String>,
    pub source: Option<Source>,
    /// The articles offered by name, in order.
    pub offers: Vec<ArticleId>,
    /// How likely the first of [`Reply::articles`] was held to answer the message, 0 to 1; absent where nothing was judged.
    pub confidence: Option<f32>,
    pub hours: Option<HoursReport>,
}

impl Reply {
    /// For whoever did not ask now: what staff announce is for those who do.
    #[must_use]
    pub fn without_notices(mut self) -> Self {
        self.blocks.retain(|block| !matches!(block, Block::Notice(_)));
        self
    }

    /// One with nothing in it yet but its blocks.
    pub fn new(kind: ReplyKind, language: Language, blocks: Vec<Block>) -> Self {
        Reply {
            kind,
            language,
            blocks,
            buttons: Vec::new(),
            articles: Vec::new(),
            passage: None,
            source: None,
            offers: Vec::new(),
            confidence: None,
            hours: None,
        }
    }
}

/// Where a quotation comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub title: String,
    pub origin: Option<String>,
    pub url: Option<String>,
    pub updated: Option<NaiveDate>,
    pub checked: Option<NaiveDate>,
    pub valid_until: Option<NaiveDate>,
}

/// A piece of a reply. Texts are plain: no markup of any kind, line breaks allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What staff announce on top of replies, as they wrote it.
    Notice(String),
    Heading(String),
    Text(String),
    /// The municipality's own words.
    Quote(String),
    List(Vec<String>),
    /// A detail that can be tapped or copied.
    Phone {
        label: String,
        number: String,
        /// The same with the country's code, where it has one.
        dialled: Option<String>,
    },
    Email {
        label: String,
        address: String,
    },
    Address {
        label: String,
        lines: Vec<String>,
    },
    Link {
        label: String,
        url: String,
    },
    /// Provenance and other small print.
    Note(String),
}

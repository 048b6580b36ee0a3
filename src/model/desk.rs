//! The contact centre's desk: what staff add, what they have begun, and what their buttons do.

use serde::{Deserialize, Serialize};

use super::article::{Article, ArticleId};
use super::case::Origin;
use super::contact::Exception;
use super::incoming::{Attachment, File};

/// Everything that staff have added and that holds at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Additions {
    /// Their kind is [`super::article::ArticleKind::Faq`]; each has the day it was written or checked.
    pub faq: Vec<Article>,
    /// Oldest first: of two for one day the last holds. They win over the folder's own.
    pub exceptions: Vec<Exception>,
    /// As staff wrote them, in Swedish; oldest first.
    pub notices: Vec<String>,
}

/// Staff have paused the assistant. Stored as JSON; fields may be added with `#[serde(default)]`, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// What residents are told meanwhile; empty: the usual words.
    pub text: String,
    pub by: String,
    /// Milliseconds since 1970.
    pub since_ms: i64,
}

/// An article or FAQ entry that says much the same as a text that is about to be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    pub article: ArticleId,
    pub title: String,
    /// 0 to 1; 1 is the same question with the same answer.
    pub similarity: f32,
}

/// How well one FAQ entry fits a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub entry: ArticleId,
    /// 0 to 1: how much the message and the entry's nearest question say the same, each measured by what is left of it.
    pub asked: f32,
    /// 0 to 1: the share of the message, by weight, that stands anywhere in the entry.
    pub covered: f32,
}

/// What the nearest question weighs beside all that stands in the entry; chosen on the paraphrases of `tests/faq`.
const ASKED: f32 = 0.6;

impl Fit {
    /// 0 to 1: what entries are ranked by, and what decides whether one is the answer.
    pub fn score(&self) -> f32 {
        ASKED * self.asked + (1.0 - ASKED) * self.covered
    }
}

/// A question and its answer, on the way to becoming a FAQ entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub question: String,
    pub answer: String,
}

/// What somebody has begun and not yet finished. Stored as JSON; fields may be added with `#[serde(default)]`, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Draft {
    /// What the resident wrote for staff, until they agree to what is stored.
    FirstMessage {
        message_id: i32,
        text: String,
        attachment: Option<Attachment>,
        #[serde(default)]
        file: Option<File>,
        #[serde(default)]
        media_group: Option<String>,
        #[serde(default)]
        forwarded_from: Option<String>,
    },
    /// The resident was asked whether they want to write to staff: what they write meanwhile is for staff.
    ConsentAsked { origin: Origin },
    /// A message that staff forwarded; its text is the question of the entry it may become.
    Forwarded { question: String },
    /// The author's next message is the answer. `reviews`: the newest question of the group it answers.
    AwaitsAnswer { question: String, reviews: Option<i64> },
    /// The author's next message is the entry's new text.
    AwaitsText { article: ArticleId },
    /// Shown as it will read; saved at the press of a button.
    Look { pairs: Vec<Pair>, reviews: Option<i64>, replaces: Option<ArticleId> },
}

impl Draft {
    /// Whether the author's next message belongs to it.
    pub fn waits(&self) -> bool {
        matches!(
            self,
            Draft::AwaitsAnswer { .. } | Draft::AwaitsText { .. } | Draft::ConsentAsked { .. }
        )
    }
}

/// What a button of staff's does. Stored as JSON in the outbox; variants and fields are never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StaffAction {
    /// Turns what was forwarded into the question of an entry.
    SaveForwarded {
        draft: i64,
    },
    SaveLook {
        draft: i64,
    },
    DiscardDraft {
        draft: i64,
    },
    ListEntries {
        page: u16,
    },
    ShowEntry(ArticleId),
    EditEntry(ArticleId),
    RemoveEntry(ArticleId),
    /// Back to the entry's state before this one.
    UndoEntry {
        version: i64,
        entry: ArticleId,
    },
    /// Names the newest question of a group of unanswered ones.
    AnswerGroup {
        question: i64,
    },
    NotOurs {
        question: i64,
    },
    HideGroup {
        question: i64,
    },
    NextGroups {
        page: u16,
    },
    RemoveException {
        id: i64,
    },
}

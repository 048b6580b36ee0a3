//! The contact centre's desk: what staff add, what they have begun, and what their buttons do.

use serde::{Deserialize, Serialize};

use super::article::{Article, ArticleId};
use super::case::Origin;
use super::contact::Exception;
use super::id::{DraftId, MessageId, QuestionId};
use super::incoming::{Attachment, File, Received};

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

impl Additions {
    /// An entry of staff's.
    pub fn entry(&self, id: &ArticleId) -> Option<&Article> {
        self.faq.iter().find(|entry| entry.id == *id)
    }
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
    /// Waits until the resident agrees to what is stored.
    FirstMessage(FirstMessage),
    /// The resident was asked whether they want to write to staff: what they write meanwhile is for staff.
    ConsentAsked { origin: Origin },
    /// A message that staff forwarded; its text is the question of the entry it may become.
    Forwarded { question: String },
    /// The author's next message is the answer. `reviews`: the newest question of the group it answers.
    AwaitsAnswer { question: String, reviews: Option<QuestionId> },
    /// The author's next message is the entry's new text.
    AwaitsText { article: ArticleId },
    /// Shown as it will read; saved at the press of a button.
    Look { pairs: Vec<Pair>, reviews: Option<QuestionId>, replaces: Option<ArticleId> },
}

impl Draft {
    /// Whether the author's next message belongs to it.
    pub fn waits(&self) -> bool {
        matches!(
            self,
            Draft::AwaitsAnswer { .. } | Draft::AwaitsText { .. } | Draft::ConsentAsked { .. }
        )
    }

    /// Whether it is an answer to this question, begun by staff; a group of questions has the words of one of them.
    pub fn is_about(&self, asked: QuestionId, text: &str) -> bool {
        match self {
            Draft::AwaitsAnswer { question, reviews } => {
                *reviews == Some(asked) || question == text
            }
            Draft::Look { pairs, reviews, .. } => {
                *reviews == Some(asked) || pairs.iter().any(|pair| pair.question == text)
            }
            Draft::FirstMessage(_)
            | Draft::ConsentAsked { .. }
            | Draft::Forwarded { .. }
            | Draft::AwaitsText { .. } => false,
        }
    }
}

/// What a resident has written for staff before there is a case to put it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstMessage {
    pub message_id: MessageId,
    /// Masked.
    pub text: String,
    pub attachment: Option<Attachment>,
    #[serde(default)]
    pub file: Option<File>,
    #[serde(default)]
    pub media_group: Option<String>,
    #[serde(default)]
    pub forwarded_from: Option<String>,
}

impl FirstMessage {
    /// A message of words alone.
    pub fn words(message_id: MessageId, text: String) -> Self {
        FirstMessage {
            message_id,
            text,
            attachment: None,
            file: None,
            media_group: None,
            forwarded_from: None,
        }
    }

    /// What was written, with `words` as its text. `None`: there is nothing in it that staff could read.
    pub fn of_message(message: &Received, words: &str) -> Option<Self> {
        let has_content = !words.is_empty() || message.attachment.is_some();
        has_content.then(|| FirstMessage {
            attachment: message.attachment,
            file: message.file.clone(),
            media_group: message.media_group.clone(),
            forwarded_from: message.forwarded_from.clone(),
            ..FirstMessage::words(message.message_id, words.to_owned())
        })
    }

    /// Whether both are parts of one album.
    pub fn is_part_with(&self, other: &FirstMessage) -> bool {
        self.media_group.is_some() && self.media_group == other.media_group
    }
}

/// What a button of staff's does. Stored as JSON in the outbox; variants and fields are never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StaffAction {
    /// Turns what was forwarded into the question of an entry.
    SaveForwarded {
        draft: DraftId,
    },
    SaveLook {
        draft: DraftId,
    },
    DiscardDraft {
        draft: DraftId,
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
        question: QuestionId,
    },
    NotOurs {
        question: QuestionId,
    },
    HideGroup {
        question: QuestionId,
    },
    NextGroups {
        page: u16,
    },
    RemoveException {
        id: i64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_that_an_older_version_stored_is_read() {
        for (stored, expected) in [
            (
                r#"{"FirstMessage":{"message_id":5,"text":"Hej","attachment":null}}"#,
                Draft::FirstMessage(FirstMessage::words(MessageId::new(5), "Hej".into())),
            ),
            (
                r#"{"AwaitsAnswer":{"question":"När?","reviews":7}}"#,
                Draft::AwaitsAnswer { question: "När?".into(), reviews: Some(QuestionId::new(7)) },
            ),
        ] {
            assert_eq!(serde_json::from_str::<Draft>(stored).unwrap(), expected, "{stored}");
        }
    }
}

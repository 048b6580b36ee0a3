//! What is remembered of a question and of a case's course, for review and statistics. All texts are masked.

use super::article::ArticleId;
use super::id::{ChatId, MessageId, QuestionId};
use super::reply::ReplyKind;

/// One question and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Given by the store; [`QuestionId::UNSTORED`] in a question that is yet to be written.
    pub id: QuestionId,
    pub chat: ChatId,
    pub message_id: MessageId,
    /// Masked.
    pub text: String,
    pub kind: ReplyKind,
    /// What the assistant said, as plain text.
    pub answer: String,
    /// The article quoted.
    pub article: Option<ArticleId>,
    /// ISO 639-1, or `und`.
    pub language: String,
    /// Milliseconds since 1970.
    pub asked_ms: i64,
    /// Asked while the centre was closed.
    pub outside_hours: bool,
    /// What the resident said; `None`: nothing.
    pub helpful: Option<bool>,
    pub review: Review,
}

/// What staff made of a question. The numbers are those in the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Review {
    #[default]
    Open = 0,
    Answered = 1,
    NotOurs = 2,
    Hidden = 3,
}

/// A case's course. Times are milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseTimes {
    pub opened_ms: i64,
    /// When an employee first answered.
    pub first_answer_ms: Option<i64>,
    /// `None`: it is open.
    pub closed_ms: Option<i64>,
    /// Whether it helped, as the resident said at the end.
    pub helped: Option<bool>,
}

//! What becomes of what is sent, in our own words.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::case::CaseNumber;
use super::id::{ChatId, EntryId, MessageId, ThreadId};
use super::incoming::Incoming;
use super::outgoing::Outgoing;

/// What must stay in order: one chat, or one forum topic of it. Everything else may overtake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lane {
    pub chat: ChatId,
    pub thread: Option<ThreadId>,
}

/// The chat itself, outside its topics.
impl From<ChatId> for Lane {
    fn from(chat: ChatId) -> Self {
        Lane { chat, thread: None }
    }
}

impl From<&Incoming> for Lane {
    fn from(update: &Incoming) -> Self {
        Lane { chat: update.chat, thread: update.thread }
    }
}

impl From<&Outgoing> for Lane {
    fn from(outgoing: &Outgoing) -> Self {
        Lane { chat: outgoing.chat, thread: outgoing.thread }
    }
}

/// What a request belongs to, so that its fate can be noted there. Stored as JSON beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Regarding {
    /// A reply to the message with this id in the same chat: kept, so that an edited question gets its reply edited.
    Question { message_id: MessageId },
    /// Said unasked, or in place of what could not be sent: nothing is said in its place in turn.
    Remark,
    /// What waits for staff when the centre opens.
    Digest,
    /// Which cases have waited for staff for too long, where they are so many that it is one message.
    Reminders { cases: Vec<CaseNumber> },
    /// The forum topic of a case.
    CaseTopic { case: CaseNumber },
    /// The card of a case.
    CaseCard { case: CaseNumber },
    /// Something said in the topic of a case, besides the card and the messages.
    CaseNote { case: CaseNumber },
    /// What a message of a case was changed to, on its way to the other side.
    CaseEdit { case: CaseNumber, entry: EntryId },
    /// A message of a case on its way to the other side; of an album, the first: the others' entries follow on it.
    CaseMessage { case: CaseNumber, entry: EntryId },
}

impl Regarding {
    /// The case that it belongs to.
    pub fn case(&self) -> Option<CaseNumber> {
        match self {
            Regarding::Question { .. }
            | Regarding::Remark
            | Regarding::Digest
            | Regarding::Reminders { .. } => None,
            Regarding::CaseTopic { case }
            | Regarding::CaseCard { case }
            | Regarding::CaseNote { case }
            | Regarding::CaseEdit { case, .. }
            | Regarding::CaseMessage { case, .. } => Some(*case),
        }
    }
}

/// What came back for an effect that was carried out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentMessage {
    /// The messages made, in order; several for an album, none for a request that makes none.
    pub message_ids: Vec<MessageId>,
    /// The place made by [`super::outgoing::Effect::OpenPlace`].
    pub thread: Option<ThreadId>,
    /// How many of the messages to be carried are not among them.
    pub left_out: usize,
    /// The channel's own name of a recording that was uploaded: sending it again needs no upload.
    pub kept_as: Option<String>,
}

impl SentMessage {
    /// One message, as most requests make it.
    pub fn message(id: MessageId) -> Self {
        SentMessage { message_ids: vec![id], ..SentMessage::default() }
    }
}

/// Why an effect was not carried out, by what is to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendError {
    /// This chat waits so long; no other does.
    RetryAfter(Duration),
    /// A fault, a reset, a time-out, a garbled response: worth the same again, later.
    Transient(String),
    /// Never repeated unchanged.
    Permanent(String),
    /// The recipient takes no content of this kind.
    Unwanted(String),
    /// The resident blocked the assistant, or the group removed it.
    Blocked,
    /// The group has another id now.
    Migrated { to: ChatId },
    /// The topic was deleted or closed.
    TopicGone,
}

/// What finally became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    Sent(SentMessage),
    /// Refused for good, with the channel's reason.
    Refused(String),
    /// The recipient takes no content of this kind.
    Unwanted(String),
    Blocked,
    TopicGone,
    /// Tried in vain for as long as it made sense.
    Expired,
}

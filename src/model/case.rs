//! Cases: a resident's matter with staff, from the first message to the last; and the messages in it.

use serde::{Deserialize, Serialize};

use super::id::{ChatId, EntryId, MessageId, ThreadId, UserId};
use super::incoming::{Attachment, File};
use super::language::ReplyLanguage;
use super::log::CaseTimes;

pub use super::id::CaseNumber;

/// A case. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub number: CaseNumber,
    /// The resident's chat.
    pub chat: ChatId,
    /// The resident's first name, as the channel gave it.
    pub name: String,
    pub language: ReplyLanguage,
    pub open: bool,
    pub origin: Origin,
    /// Where staff find it; `None`: nowhere yet, or its topic was deleted.
    pub place: Option<CasePlace>,
    /// The card's message in the topic.
    pub card: Option<MessageId>,
    /// The first employee who answered.
    pub owner: Option<Staff>,
    pub opened_ms: i64,
    pub first_answer_ms: Option<i64>,
    pub last_resident_ms: Option<i64>,
    pub last_staff_ms: Option<i64>,
    pub reminded_ms: Option<i64>,
    pub closed_ms: Option<i64>,
    pub closed_by: Option<ClosedBy>,
    /// What the resident said at the end.
    pub helped: Option<bool>,
}

impl From<&Case> for CaseTimes {
    fn from(case: &Case) -> Self {
        CaseTimes {
            opened_ms: case.opened_ms,
            first_answer_ms: case.first_answer_ms,
            closed_ms: case.closed_ms,
            helped: case.helped,
        }
    }
}

impl Case {
    /// A case that is being opened.
    pub fn new(
        number: CaseNumber,
        chat: ChatId,
        name: &str,
        language: ReplyLanguage,
        origin: Origin,
        opened_ms: i64,
    ) -> Self {
        Case {
            number,
            chat,
            name: name.to_owned(),
            language,
            open: true,
            origin,
            place: None,
            card: None,
            owner: None,
            opened_ms,
            first_answer_ms: None,
            last_resident_ms: Some(opened_ms),
            last_staff_ms: None,
            reminded_ms: None,
            closed_ms: None,
            closed_by: None,
            helped: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedBy {
    Resident,
    Staff,
}

/// Where staff find a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CasePlace {
    /// A forum topic of its own.
    Topic(ThreadId),
    /// The group itself: it has no topics, or the bot may not make any. Staff reply to the case's messages.
    Group,
}

impl CasePlace {
    /// The thread that a message there is addressed to.
    pub fn thread(self) -> Option<ThreadId> {
        match self {
            CasePlace::Topic(thread) => Some(thread),
            CasePlace::Group => None,
        }
    }
}

/// An employee, by the id that the channel gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    pub id: UserId,
    /// As it was shown then.
    pub name: String,
}

/// A message in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub chat: ChatId,
    pub message_id: MessageId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseMessage {
    pub id: EntryId,
    pub case: CaseNumber,
    pub direction: Direction,
    /// The employee who wrote it.
    pub author: Option<Staff>,
    /// Masked; the caption, where there is other content.
    pub text: String,
    /// What there was beside the text.
    pub attachment: Option<Attachment>,
    /// What the channel calls that.
    pub file: Option<File>,
    /// The album it is part of.
    pub media_group: Option<String>,
    /// Where it was forwarded from; empty: from a place that is not named.
    pub forwarded_from: Option<String>,
    pub source: Place,
    /// Where it arrived.
    pub target: Option<Place>,
    pub state: Carriage,
    pub at_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    FromResident = 0,
    FromStaff = 1,
    /// A note that stays inside.
    Note = 2,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carriage {
    OnItsWay = 0,
    Delivered = 1,
    Failed = 2,
    /// Never meant to go anywhere.
    Kept = 3,
    /// Held, as the other side cannot be reached; whoever wrote it was told.
    Held = 4,
}

/// How a resident came to write to staff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// `/personal`.
    #[default]
    Command,
    /// The button under a reply of the assistant's.
    Button,
}

impl Origin {
    pub fn name(self) -> &'static str {
        match self {
            Origin::Command => "command",
            Origin::Button => "button",
        }
    }

    pub fn named(name: &str) -> Self {
        match name {
            "button" => Origin::Button,
            _ => Origin::Command,
        }
    }
}

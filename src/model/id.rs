//! What chats, topics, people, messages and updates are called by their channel, and what we number ourselves.
//!
//! All are whole numbers and none may be taken for another. They are made from bare numbers where a channel, the database or the settings
//! give one, or the store counts the next, and taken apart for those and for the log.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident($number:ty);)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name($number);

        impl $name {
            pub const fn new(number: $number) -> Self {
                $name(number)
            }

            pub const fn number(self) -> $number {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;

            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map($name)
            }
        }
    )*};
}

ids! {
    /// Where people write: one person's chat with the assistant, or a group.
    ChatId(i64);
    /// A topic of a group. Telegram's begin at 1.
    ThreadId(i32);
    /// Somebody who writes: a person, a bot, or a group or channel in whose name somebody does.
    UserId(i64);
    /// A message in its chat.
    MessageId(i32);
    /// An update, of all that a channel has ever given.
    UpdateId(i64);
    /// What a case is called, by residents and by staff: counted from 1.
    CaseNumber(i64);
    /// A message of a case: greater than any before; those of an album follow on each other.
    EntryId(i64);
    /// What somebody has begun and not yet finished.
    DraftId(i64);
    /// A question in the log.
    QuestionId(i64);
}

impl ChatId {
    /// Of an update of an unknown kind, which names no chat; no channel has a chat 0.
    pub const NOWHERE: ChatId = ChatId(0);

    /// Whoever is alone with the assistant there: channels call both the same.
    pub const fn person(self) -> UserId {
        UserId(self.0)
    }
}

impl UserId {
    /// Where this person is alone with the assistant.
    pub const fn chat(self) -> ChatId {
        ChatId(self.0)
    }
}

impl QuestionId {
    /// Of one that is yet to be written: the store gives it its number.
    pub const UNSTORED: QuestionId = QuestionId(0);
}

impl UpdateId {
    pub const fn next(self) -> UpdateId {
        UpdateId(self.0.saturating_add(1))
    }
}

impl EntryId {
    /// Of a message that has not been given its number yet.
    pub const UNNUMBERED: EntryId = EntryId(0);

    /// The one that is so many behind this one, as in an album.
    pub const fn after(self, parts: usize) -> EntryId {
        EntryId(self.0 + parts as i64)
    }
}

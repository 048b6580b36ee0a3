//! What came in, as our own closed event: converted and masked once, at the door, then stored.

use serde::{Deserialize, Serialize};

use super::id::{ChatId, MessageId, ThreadId, UpdateId, UserId};
use super::outgoing::Press;

/// One update. Stored as JSON in the inbox; fields may be added with `#[serde(default)]`, never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    pub update_id: UpdateId,
    /// Where a reply goes; inline queries have the sender's own chat here.
    pub chat: ChatId,
    pub chat_kind: ChatKind,
    /// The forum topic, where there is one.
    pub thread: Option<ThreadId>,
    pub from: Option<Sender>,
    pub event: Event,
}

#[cfg(test)]
impl Incoming {
    /// Of no meaning, in chat 1.
    pub fn numbered(update_id: i64) -> Self {
        Incoming {
            update_id: UpdateId::new(update_id),
            chat: ChatId::new(1),
            chat_kind: ChatKind::Private,
            thread: None,
            from: None,
            event: Event::Other("poll".to_owned()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChatKind {
    Private,
    Group,
    Channel,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    pub id: UserId,
    pub is_bot: bool,
    /// First name, as Telegram gives it: never trusted, always escaped.
    pub name: String,
    /// IETF tag of the sender's app, for instance `sv` or `pt-br`.
    pub language_code: Option<String>,
    /// Writes as the group itself (an anonymous administrator) or as a channel.
    pub anonymous: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Message(Received),
    /// A message that was changed after it was sent.
    Edited(Received),
    /// A choice was pressed. `press` is the channel's name of it, for the answer; without a `choice` it is none of ours.
    Press {
        press: String,
        message_id: MessageId,
        choice: Option<Press>,
    },
    /// The same, as versions before [`Event::Press`] stored it.
    Button {
        callback_id: String,
        message_id: MessageId,
        data: String,
    },
    Inline {
        query_id: String,
        query: String,
    },
    /// Somebody closed a case's place by the channel's own means.
    PlaceClosed,
    /// Somebody opened it again in that way.
    PlaceReopened,
    /// The bot's own standing in the chat changed.
    Membership(Membership),
    /// The group became a supergroup with another id.
    Migrated {
        to: ChatId,
    },
    /// A kind that calls for nothing; kept and counted. Holds Telegram's name of the kind.
    Other(String),
}

impl Event {
    /// All that [`Event::kind`] says.
    pub const KINDS: [&str; 8] =
        ["message", "edit", "press", "inline", "place closed", "membership", "migrated", "other"];

    /// What kind of thing came in, for logs and metrics: one of few words, and nothing of what it says.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Message(_) => "message",
            Event::Edited(_) => "edit",
            Event::Press { .. } | Event::Button { .. } => "press",
            Event::Inline { .. } => "inline",
            Event::PlaceClosed => "place closed",
            Event::PlaceReopened => "place reopened",
            Event::Membership(_) => "membership",
            Event::Migrated { .. } => "migrated",
            Event::Other(_) => "other",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Membership {
    Member,
    Administrator,
    /// Left, kicked, or (in a private chat) blocked.
    Gone,
}

/// A message that has come in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Received {
    pub message_id: MessageId,
    /// Masked. The caption, for content that is not text.
    pub text: String,
    /// The content beside the text, where there is any.
    pub attachment: Option<Attachment>,
    /// What the channel calls that content.
    #[serde(default)]
    pub file: Option<File>,
    /// Parts of one album share this.
    pub media_group: Option<String>,
    /// The message replied to, where it is in this chat.
    pub reply_to: Option<MessageId>,
    /// Where the message was forwarded from, as shown to people ("Anna", "Kanalen X"); masked. Empty: forwarded, from an unknown place.
    pub forwarded_from: Option<String>,
    /// What it replies to in another chat, or the passage of it that the sender has chosen.
    #[serde(default)]
    pub quoted: Option<Quoted>,
    /// Names and numbers in the content that must not be passed on as they are, masked: the content itself stays behind.
    #[serde(default)]
    pub withheld: Option<String>,
    /// When it was sent, by Telegram's clock; milliseconds since 1970. `None`: an older version stored it.
    #[serde(default)]
    pub sent_ms: Option<i64>,
    /// The chat is private, or the message names the bot (`@name`, `/command@name`), or replies to one of its messages: it speaks only then.
    pub addressed: bool,
}

/// A passage of another chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// Masked.
    pub text: String,
    /// Who wrote it, as shown to people; masked. Empty: not known.
    pub from: String,
}

/// Names of content in the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// To fetch it by; may be another each time.
    pub id: String,
    /// The same as long as it is the same content.
    pub unique: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attachment {
    Photo,
    Voice,
    Video,
    Document,
    Sticker,
    Location,
    Contact,
    /// Any other content.
    Other,
}

/// The bot's standing in staff's group, as far as cases need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupStanding {
    /// Never added, left, removed, or not allowed to write.
    NotThere,
    /// Reads only what is addressed to it.
    Member,
    /// May read everything, but the group has no topics.
    NoTopics,
    /// May read everything, but not make topics.
    MayNotMakeTopics,
    /// Nothing is missing.
    Ready,
}

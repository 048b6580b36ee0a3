//! What is to be done in a chat: said, changed, carried. Stored in the transaction of what it follows from, and sent from there.
//!
//! Invariant: no markup, no limits and no addresses of any channel: each renders and cuts in its own way, where it sends.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::desk::StaffAction;
use super::id::{ChatId, MessageId, ThreadId};
use super::incoming::Attachment;
use super::language::ReplyLanguage;
use super::rich::Rich;

/// One thing to be done, in order within its chat. Stored as JSON in the outbox; fields may be added with `#[serde(default)]`, never renamed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Outgoing {
    pub chat: ChatId,
    pub thread: Option<ThreadId>,
    pub effect: Effect,
    pub urgency: Urgency,
}

/// As it is stored by this version, or was by those before effects, which stored a channel's own request.
#[derive(Deserialize)]
struct Stored {
    chat: ChatId,
    thread: Option<ThreadId>,
    effect: Option<Effect>,
    request: Option<serde_json::Value>,
    urgency: Urgency,
}

impl TryFrom<Stored> for Outgoing {
    type Error = &'static str;

    fn try_from(stored: Stored) -> Result<Self, Self::Error> {
        let Stored { chat, thread, effect, request, urgency } = stored;
        let effect = effect.or(request.map(Effect::Native)).ok_or("neither effect nor request")?;
        Ok(Outgoing { chat, thread, effect, urgency })
    }
}

/// Who goes first where a limit is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Urgency {
    /// What a person waits for.
    Message,
    /// Cards, counters.
    Card,
    /// Digests and reminders.
    Digest,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// Text with choices under it.
    Say {
        saying: Saying,
        reply_to: Option<MessageId>,
    },
    /// Takes the place of messages said before, in their order; what there is more of follows.
    Replace {
        messages: Vec<MessageId>,
        saying: Saying,
    },
    /// Answers the press of a choice, with a short notice or without.
    AnswerPress {
        press: String,
        notice: Option<String>,
    },
    /// Answers on offer to a query that was typed elsewhere. `personal`: for whoever asked alone.
    Offer {
        query: String,
        offers: Vec<Offer>,
        personal: bool,
    },
    /// The text spoken.
    Speak {
        text: String,
        language: ReplyLanguage,
    },
    /// A message from another chat, under a line that says who wrote it.
    Carry(Carried),
    /// Messages with their content; `caption` is what then stands under them.
    Copy {
        from_chat: ChatId,
        message_ids: Vec<MessageId>,
        reply_to: Option<MessageId>,
        caption: Caption,
    },
    /// The text of a message that was carried is another now. Refused where the channel cannot change it in its place.
    ChangeCarried {
        message_id: MessageId,
        attachment: Option<Attachment>,
        line: String,
        before: String,
        after: String,
    },
    /// A place on a map; degrees.
    Map {
        latitude: f64,
        longitude: f64,
        title: String,
        address: String,
    },
    Picture {
        png: Vec<u8>,
    },
    /// A place of its own for a case, in staff's group.
    OpenPlace {
        name: String,
    },
    ClosePlace {
        thread: ThreadId,
    },
    ReopenPlace {
        thread: ThreadId,
    },
    /// A request as a version before effects stored it, in the form of its channel.
    Native(serde_json::Value),
}

/// What is said: text, and choices under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    pub text: Rich,
    /// Rows.
    pub choices: Vec<Vec<Choice>>,
    /// Cut to what one message takes, in place of several messages.
    pub is_one_message: bool,
}

impl From<Rich> for Saying {
    fn from(text: Rich) -> Self {
        Saying { text, ..Saying::default() }
    }
}

impl Saying {
    pub fn plain(text: &str) -> Self {
        Rich::new().plain(text).into()
    }

    pub fn say(self, reply_to: Option<MessageId>) -> Effect {
        Effect::Say { saying: self, reply_to }
    }

    pub fn replace(self, messages: Vec<MessageId>) -> Effect {
        Effect::Replace { messages, saying: self }
    }
}

/// A choice under a message: always with a text label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub label: String,
    pub press: Press,
}

/// What happens when a choice is pressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Press {
    Resident(Action),
    Staff(StaffAction),
    /// Opens an address.
    Open(String),
}

/// One answer on offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is about; the first offer of each counts.
    pub about: Action,
    pub title: String,
    pub description: String,
    /// What is sent when it is picked; cut to one message.
    pub text: Rich,
}

/// A message on its way to the other side of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Who wrote it.
    pub line: String,
    /// Masked; of an album, the texts of all parts.
    pub text: String,
    pub attachment: Option<Attachment>,
    /// Where it was written; of an album, every part.
    pub from_chat: ChatId,
    pub message_ids: Vec<MessageId>,
    /// The message on the other side that this one answers.
    pub reply_to: Option<MessageId>,
}

/// What stands under a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caption {
    /// As in the original.
    #[default]
    Kept,
    /// Of one message only.
    Text(Rich),
    Removed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again_and_so_is_what_older_versions_stored() {
        let say = Saying { text: Rich::new().bold("Hej"), ..Saying::default() }
            .say(Some(MessageId::new(3)));
        let outgoing = Outgoing {
            chat: ChatId::new(5),
            thread: Some(ThreadId::new(7)),
            effect: say,
            urgency: Urgency::Card,
        };
        let json = serde_json::to_string(&outgoing).unwrap();
        assert_eq!(serde_json::from_str::<Outgoing>(&json).unwrap(), outgoing);

        let old =
            r#"{"chat":5,"thread":null,"request":{"CloseTopic":{"thread":7}},"urgency":"Message"}"#;
        let request = serde_json::json!({"CloseTopic": {"thread": 7}});
        assert_eq!(serde_json::from_str::<Outgoing>(old).unwrap().effect, Effect::Native(request));
        assert!(serde_json::from_str::<Outgoing>(r#"{"chat":5,"urgency":"Message"}"#).is_err());
    }
}

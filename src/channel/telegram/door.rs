//! The door: one update, as Telegram's JSON, becomes one closed event of ours, masked, once.
//!
//! Reads the JSON itself instead of teloxide's `Update`, which drops kinds it does not know and loses a whole message for one field that
//! is not as expected. Here a field that is missing or malformed loses that field; what is left with nothing to act on is
//! [`Event::Other`], and still has its id.

mod content;
mod fields;
mod links;
mod message;

use serde_json::Value;
use thiserror::Error;

use super::callback;
use crate::language::masking::Masking;
use crate::language::words;
use crate::model::id::{ChatId, ThreadId, UserId};
use crate::model::incoming::{ChatKind, Event, Incoming, Membership, Sender};
use fields::Fields as _;

/// The bot's own account, from `getMe`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: UserId,
    /// Without `@`; Telegram compares it without regard to case.
    pub username: String,
}

/// Without an id an update can be neither told from others nor confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an update without a whole number as its update_id")]
pub struct NoUpdateId;

/// Turns updates into events.
#[derive(Clone, Debug)]
pub struct Door {
    account: Account,
    masking: Masking,
}

/// What is said in a topic that somebody closes, or opens again.
const TOPIC_CLOSED: &str = "forum_topic_closed";
const TOPIC_REOPENED: &str = "forum_topic_reopened";

/// The longest name of a person or chat that is kept, and the most that is told of content that stays behind, in characters.
const NAME_MAX: usize = 64;
const WITHHELD_MAX: usize = 300;

/// The longest name of a kind that is kept, in characters.
const KIND_MAX: usize = 64;

impl Door {
    pub fn new(account: Account, masking: Masking) -> Self {
        Door { account, masking }
    }

    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The event of one update; every update that has an id has one.
    pub fn admit(&self, update: &Value) -> Result<Incoming, NoUpdateId> {
        let update_id = update.id("update_id").ok_or(NoUpdateId)?;
        let (kind, body) = kind(update);
        let place = Whereabouts::of(body);
        let event = match &place {
            Some(place) => self.event(kind, body, place),
            None => None,
        };
        let place = place.unwrap_or(Whereabouts::NOWHERE);
        Ok(Incoming {
            update_id,
            chat: place.chat,
            chat_kind: place.kind,
            thread: place.thread,
            from: self.sender(body),
            event: event.unwrap_or_else(|| other(kind)),
        })
    }

    fn event(&self, kind: &str, body: &Value, place: &Whereabouts) -> Option<Event> {
        match kind {
            "message" => message::event(self, body, place, Event::Message),
            "edited_message" => message::event(self, body, place, Event::Edited),
            "callback_query" => button(body),
            "inline_query" => self.inline(body),
            "my_chat_member" => membership(body),
            _ => None,
        }
    }

    fn inline(&self, body: &Value) -> Option<Event> {
        Some(Event::Inline {
            query_id: body.text("id")?.to_owned(),
            query: self.masking.stored(body.text("query")?),
        })
    }

    /// What somebody calls themselves, masked: on one line, and without what steers how other text is shown. Empty where nothing else is in it.
    fn name(&self, name: &str) -> String {
        let name = words::clean(name).replace('\n', " ");
        let name: String = self.masking.stored(&name).chars().take(NAME_MAX).collect();
        name.trim().to_owned()
    }

    /// What is told in content, masked, where it must not be passed on as it is.
    fn withheld(&self, told: &str) -> Option<String> {
        let masked = self.masking.stored(told);
        (masked != told)
            .then(|| words::clean(&masked).replace('\n', ", ").chars().take(WITHHELD_MAX).collect())
    }

    /// Whoever writes: a person, a bot, or a group or channel in whose name somebody writes.
    fn sender(&self, body: &Value) -> Option<Sender> {
        if let Some(chat) = body.object("sender_chat") {
            return Some(Sender {
                id: chat.id("id")?,
                is_bot: false,
                name: self.name(chat.text("title").unwrap_or_default()),
                language_code: None,
                anonymous: true,
            });
        }
        let from = body.object("from")?;
        Some(Sender {
            id: from.id("id")?,
            is_bot: from.flag("is_bot"),
            name: self.name(from.text("first_name").unwrap_or_default()),
            language_code: from.text("language_code").map(str::to_owned),
            anonymous: false,
        })
    }
}

/// Where an update belongs.
struct Whereabouts {
    chat: ChatId,
    kind: ChatKind,
    thread: Option<ThreadId>,
}

impl Whereabouts {
    /// For updates that belong to no chat.
    const NOWHERE: Whereabouts =
        Whereabouts { chat: ChatId::NOWHERE, kind: ChatKind::Channel, thread: None };

    fn of(body: &Value) -> Option<Whereabouts> {
        let message = body.object("message").unwrap_or(body);
        let Some(chat) = message.object("chat") else {
            // Inline queries come from no chat: the sender's own is meant.
            let chat = body.object("from")?.id("id")?;
            return Some(Whereabouts { chat, kind: ChatKind::Private, thread: None });
        };
        let kind = match chat.text("type")? {
            "private" => ChatKind::Private,
            "group" | "supergroup" => ChatKind::Group,
            "channel" => ChatKind::Channel,
            _ => return None,
        };
        // Outside forums the thread is only a chain of replies, and sending to it fails.
        let in_topic = message.flag("is_topic_message");
        Some(Whereabouts {
            chat: chat.id("id")?,
            kind,
            thread: message.id("message_thread_id").filter(|_| in_topic),
        })
    }
}

/// The kind's name and its content: Telegram gives an update at most one besides its id.
fn kind(update: &Value) -> (&str, &Value) {
    update
        .as_object()
        .and_then(|fields| fields.iter().find(|(name, _)| *name != "update_id"))
        .map_or(("", &Value::Null), |(name, body)| (name.as_str(), body))
}

fn other(kind: &str) -> Event {
    match kind {
        TOPIC_CLOSED => Event::PlaceClosed,
        TOPIC_REOPENED => Event::PlaceReopened,
        kind => Event::Other(kind.chars().take(KIND_MAX).collect()),
    }
}

/// A button under a message of ours. One without `data`, or with data that is not ours, still waits for an answer.
fn button(body: &Value) -> Option<Event> {
    Some(Event::Press {
        press: body.text("id")?.to_owned(),
        message_id: body.object("message")?.id("message_id")?,
        choice: callback::pressed(body.text("data").unwrap_or_default()),
    })
}

fn membership(body: &Value) -> Option<Event> {
    let member = body.object("new_chat_member")?;
    let membership = match member.text("status")? {
        "creator" | "administrator" => Membership::Administrator,
        "member" => Membership::Member,
        "restricted" if member.flag("is_member") => Membership::Member,
        "restricted" | "left" | "kicked" => Membership::Gone,
        _ => return None,
    };
    Some(Event::Membership(membership))
}

#[cfg(test)]
mod tests;

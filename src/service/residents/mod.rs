//! What residents' messages, buttons and inline queries bring: decided here, written and sent by the pipe.

mod buttons;
mod commands;
mod handover;
mod inline;
mod paused;
mod undelivered;
mod words;

use chrono::NaiveDateTime;

use std::sync::Arc;

use super::brain::Brain;
use super::desk::Desk;
use super::letters;
use crate::desk::arrival::meant_at;
use crate::desk::command::Command;
use crate::desk::span::local;
use crate::model::conversation::Context;
use crate::model::delivery::Lane;
use crate::model::id::{ChatId, ThreadId, UserId};
use crate::model::incoming::{ChatKind, Event, Incoming, Membership, Received};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Press;
use crate::model::privacy::Privacy;
use crate::pipe::Outcome;
use crate::store::{Conversation, Decided, Letter, Store, StoreError};
use crate::wording::{Args, Message};

/// Serves everybody who is not handed over to staff.
pub struct Residents {
    pub brain: Brain,
    pub store: Store,
    /// The bot's own, without `@`.
    pub username: String,
    /// Whether texts can be read aloud.
    pub speaks: bool,
    pub privacy: Privacy,
    /// Where residents reach staff; `None`: by phone and e-mail only.
    pub desk: Option<Arc<Desk>>,
}

/// The chat that an update comes from, as it is now.
struct Chat {
    id: ChatId,
    kind: ChatKind,
    /// Who wrote or pressed.
    by: Option<UserId>,
    thread: Option<ThreadId>,
    conversation: Conversation,
    /// Staff do not get what is written here.
    is_barred: bool,
    is_paused: bool,
    /// What the message before left behind.
    context: Option<Context>,
    language: ReplyLanguage,
    now: NaiveDateTime,
}

impl Residents {
    pub async fn handle(&self, update: &Incoming, decided: Decided) -> Result<Outcome, StoreError> {
        let Decided { pause, is_barred, .. } = decided;
        let chat = Chat { is_barred, is_paused: pause.is_some(), ..self.chat(update).await? };
        if let Some(pause) = &pause
            && let Some(outcome) = self.paused(&chat, update, pause).await?
        {
            return Ok(outcome);
        }
        match &update.event {
            Event::Message(message) if self.is_meant(update, message) => {
                self.message(&chat, update, message).await
            }
            Event::Edited(message) if self.is_meant(update, message) => {
                self.edited(&chat, update, message).await
            }
            Event::Press { press, message_id, choice: Some(Press::Resident(action)) } => {
                self.button(&chat, update, (press, *message_id), action.clone()).await
            }
            Event::Press { press, .. } | Event::Button { callback_id: press, .. } => {
                Ok(self.noticed(&chat, press, Some(Message::OldButton), Outcome::default()))
            }
            Event::Inline { query_id, query } => Ok(self.inline(&chat, query_id, query).await),
            // Staff hear nothing from whoever is barred.
            Event::Membership(_) if chat.is_barred => Ok(Outcome::default()),
            Event::Membership(membership) => self.membership_changed(update, *membership).await,
            Event::Message(_)
            | Event::Edited(_)
            | Event::PlaceClosed
            | Event::PlaceReopened
            | Event::Migrated { .. }
            | Event::Other(_) => Ok(Outcome::default()),
        }
    }

    pub fn apology(&self, update: &Incoming) -> Vec<Letter> {
        let Event::Message(message) = &update.event else {
            return Vec::new();
        };
        if !self.is_meant(update, message) {
            return Vec::new();
        }
        let assistant = self.brain.assistant();
        let phone = assistant.knowledge.contact.phone.as_str();
        let text = assistant.wording.say(
            ReplyLanguage::Swedish,
            Message::Apology,
            &[("phone", phone.into())],
        );
        letters::plain(update, &text, Some(message.message_id))
    }

    /// One word to whoever writes more than anybody reads.
    pub(super) async fn flooded(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        let chat = self.chat(update).await?;
        let assistant = self.brain.assistant();
        let phone = assistant.knowledge.contact.phone.as_str();
        let text = self.say(&chat, Message::FloodWarning, &[("phone", phone.into())]);
        let letters = letters::plain(&chat, &text, None);
        Ok(Outcome::say(letters))
    }

    async fn chat(&self, update: &Incoming) -> Result<Chat, StoreError> {
        let conversation = self.store.conversation(update.chat).await?;
        // In a group what somebody else asked is nothing to lean on; what an older version stored is forgotten.
        let by = update.from.as_ref().map(|from| from.id);
        let context =
            conversation.understanding.clone().and_then(|stored| Context::from_stored(stored, by));
        let app = update.from.as_ref().and_then(|from| from.language_code.as_deref());
        let spoken = context.as_ref().map(|context| context.language);
        let guessed =
            app.map(|code| ReplyLanguage::from_code(code).unwrap_or(ReplyLanguage::English));
        Ok(Chat {
            id: update.chat,
            kind: update.chat_kind,
            by,
            thread: update.thread,
            language: conversation.language.or(spoken).or(guessed).unwrap_or_default(),
            conversation,
            is_barred: false,
            is_paused: false,
            context,
            now: self.meant_at(update),
        })
    }

    /// When the message of an update came in; milliseconds since 1970.
    pub(super) fn arrived(&self, update: &Incoming) -> i64 {
        match &update.event {
            Event::Message(message) | Event::Edited(message) => self.brain.arrived(message.sent_ms),
            _ => self.brain.now_ms(),
        }
    }

    /// The moment that the words of an update are meant from, in local time.
    fn meant_at(&self, update: &Incoming) -> NaiveDateTime {
        let now = self.brain.local_now();
        local(self.arrived(update), self.brain.zone()).map_or(now, |sent| meant_at(sent, now))
    }

    /// In a group only what is addressed to the bot: a command of its own is, unless it names another.
    fn is_meant(&self, update: &Incoming, message: &Received) -> bool {
        match update.chat_kind {
            ChatKind::Private => true,
            ChatKind::Group => {
                let command = self.brain.command(&message.text, &self.username);
                message.addressed || matches!(command, Some(Command::Id | Command::Resident(_)))
            }
            ChatKind::Channel => false,
        }
    }

    async fn membership_changed(
        &self,
        update: &Incoming,
        membership: Membership,
    ) -> Result<Outcome, StoreError> {
        match &self.desk {
            Some(desk) if update.chat_kind == ChatKind::Private => {
                desk.resident_standing(update.chat, membership).await
            }
            _ => Ok(Outcome::default()),
        }
    }

    fn say(&self, chat: &Chat, message: Message, args: &Args<'_>) -> String {
        self.brain.assistant().wording.say(chat.language, message, args)
    }
}

impl From<&Chat> for Lane {
    fn from(chat: &Chat) -> Self {
        Lane { chat: chat.id, thread: chat.thread }
    }
}

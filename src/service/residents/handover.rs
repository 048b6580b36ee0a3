//! From the assistant to staff: what residents write there, and when it is for them.

use super::{Chat, Residents};
use crate::desk::reopening::{After, Heard, goes_on, is_recent};
use crate::model::action::Action;
use crate::model::command::ResidentCommand;
use crate::model::desk::Origin;
use crate::model::incoming::{ChatKind, Incoming, Message};
use crate::model::reply::{Reply, ReplyKind};
use crate::service::desk::{Desk, FirstMessage, Resident};
use crate::service::letters;
use crate::service::pipe::Outcome;
use crate::store::{Case, ClosedBy, Place, StoreError};
use crate::telegram::command::{self, Command};
use crate::wording::Message as Wording;

impl Residents {
    /// `/personal`, or the button for it. Without a desk: phone and e-mail.
    pub(super) async fn person(
        &self,
        chat: &Chat,
        update: &Incoming,
        first: Option<FirstMessage>,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let Some(desk) = &self.desk else {
            let (reply, remembered) = self.pressed(chat, &Action::Person);
            let letters = letters::reply(chat.id, chat.thread, self.rendered(reply), None, false);
            return Ok(Outcome { writes: remembered.into_iter().collect(), letters });
        };
        let refused = match update.chat_kind {
            _ if desk.employee(update.from.as_ref()).is_some() => Some(Wording::PersonIsStaff),
            ChatKind::Private => None,
            ChatKind::Group | ChatKind::Channel => Some(Wording::PersonInGroup),
        };
        match refused {
            Some(message) => {
                let text = self.say(chat, message, &[("username", self.username.as_str().into())]);
                Ok(super::words::sent(letters::plain(chat.id, chat.thread, &text, None)))
            }
            None => desk.person(&self.resident(chat, update), first, origin).await,
        }
    }

    pub(super) async fn consented(&self, chat: &Chat, update: &Incoming, agreed: bool, origin: Origin) -> Result<Outcome, StoreError> {
        match &self.desk {
            Some(desk) if update.chat_kind == ChatKind::Private => desk.consented(&self.resident(chat, update), agreed, origin).await,
            _ => Ok(Outcome::default()),
        }
    }

    pub(super) async fn helped(&self, chat: &Chat, case: i64, helped: bool) -> Result<(Option<Wording>, Outcome), StoreError> {
        let noted = match &self.desk {
            Some(desk) => desk.helped(chat.id, case, helped).await?,
            None => None,
        };
        Ok(match noted {
            Some(outcome) => (Some(Wording::CaseHelpedThanks), outcome),
            None => (Some(Wording::OldButton), Outcome::default()),
        })
    }

    /// `/avsluta`.
    pub(super) async fn ended(&self, chat: &Chat, message: &Message) -> Result<Outcome, StoreError> {
        let ended = match &self.desk {
            Some(desk) => desk.ended(chat.id).await?,
            None => None,
        };
        Ok(ended.unwrap_or_else(|| self.replied(chat, message, self.sentence(chat, Wording::NothingToEnd))))
    }

    /// What a resident writes while a case is open, or goes on with after it was closed. `None`: it is for the assistant.
    pub(super) async fn to_staff(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Message,
        text: &str,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| update.chat_kind == ChatKind::Private) else {
            return Ok(None);
        };
        let Some(case) = self.store.newest_case(chat.id).await? else { return Ok(None) };
        if !case.open {
            return self.after(desk, chat, update, message, text, &case).await;
        }
        let mut outcome = desk.wrote(&case, message).await?;
        // Whoever is in danger is told what to do at once, whoever reads the case when.
        if !text.is_empty() {
            let (reply, _) = self.answer(chat, text).await;
            if reply.kind == ReplyKind::Emergency {
                outcome.letters.extend(letters::reply(chat.id, chat.thread, self.rendered(reply), None, false));
            }
        }
        Ok(Some(outcome))
    }

    async fn after(
        &self,
        desk: &Desk,
        chat: &Chat,
        update: &Incoming,
        message: &Message,
        text: &str,
        case: &Case,
    ) -> Result<Option<Outcome>, StoreError> {
        if !is_recent(case.closed_ms, self.brain.now_ms()) {
            return Ok(None);
        }
        let after = if case.closed_by == Some(ClosedBy::Resident) { After::Resident } else { After::Staff };
        // A picture without words asks the assistant nothing.
        let heard = match text {
            "" => Heard::Kind(ReplyKind::Unknown),
            text if self.brain.assistant().takes_leave(text, chat.now) => Heard::Leave,
            text => Heard::Kind(self.answer(chat, text).await.0.kind),
        };
        if !goes_on(after, heard) {
            return Ok(None);
        }
        let resident = self.resident(chat, update);
        if !resident.consented {
            let first = self.first_message(message, &message.text);
            return desk.person(&resident, first, Origin::Command).await.map(Some);
        }
        let mut outcome = desk.reopen(&resident, case).await?;
        outcome.join(desk.wrote(case, message).await?);
        Ok(Some(outcome))
    }

    /// A message of a case that was edited. `None`: it is none.
    pub(super) async fn changed_for_staff(&self, update: &Incoming, message: &Message) -> Result<Option<Outcome>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| update.chat_kind == ChatKind::Private) else {
            return Ok(None);
        };
        let text = match command::parse(&message.text, &self.username) {
            None => message.text.clone(),
            Some(Command::Resident(ResidentCommand::Person(words))) => words,
            Some(_) => return Ok(None),
        };
        desk.changed(Place { chat: update.chat, message_id: message.message_id }, &text).await
    }

    /// What stands behind `/personal` is the first message; what was attached goes along.
    pub(super) fn first_message(&self, message: &Message, words: &str) -> Option<FirstMessage> {
        let is_message = !words.is_empty() || message.attachment.is_some();
        is_message.then(|| FirstMessage { message_id: message.message_id, text: words.to_owned(), attachment: message.attachment })
    }

    /// Under a miss, where staff will read it: to be told when they have answered.
    pub(super) fn with_tell_me(&self, chat: &Chat, message_id: i32, mut reply: Reply) -> Reply {
        if self.desk.is_some() && reply.kind == ReplyKind::Unknown && chat.id > 0 {
            reply.buttons.push(vec![self.button_of(chat, Wording::ButtonTellMe, Action::TellMe { message_id })]);
        }
        reply
    }

    fn resident(&self, chat: &Chat, update: &Incoming) -> Resident {
        Resident {
            chat: chat.id,
            name: update.from.as_ref().map_or_else(String::new, |from| from.name.clone()),
            language: chat.language,
            consented: chat.conversation.consent_ms.is_some(),
            retention_days: self.privacy.retention_days,
        }
    }
}

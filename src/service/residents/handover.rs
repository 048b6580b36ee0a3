//! From the assistant to staff: what residents write there, and when it is for them.

use super::{Chat, Residents};
use crate::desk::at_once::Arrival;
use crate::desk::consent::{self, Meanwhile};
use crate::desk::reopening::{After, Heard, asks, goes_on, is_recent};
use crate::model::action::Action;
use crate::model::command::ResidentCommand;
use crate::model::desk::Origin;
use crate::model::incoming::{ChatKind, Incoming, Message};
use crate::model::reply::{Reply, ReplyKind};
use crate::service::desk::{Desk, FirstMessage, Resident};
use crate::service::letters;
use crate::service::pipe::Outcome;
use crate::store::{Case, ClosedBy, Letter, Place, StoreError};
use crate::telegram::command::{self, Command};
use crate::telegram::keyboard::keyboard;
use crate::telegram::markup::Rich;
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

    pub(super) async fn consented(
        &self,
        chat: &Chat,
        update: &Incoming,
        agreed: bool,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        match &self.desk {
            Some(desk) if update.chat_kind == ChatKind::Private => {
                desk.consented(&self.resident(chat, update), agreed, origin).await
            }
            _ => Ok(Outcome::default()),
        }
    }

    pub(super) async fn helped(
        &self,
        chat: &Chat,
        case: i64,
        helped: bool,
    ) -> Result<(Option<Wording>, Outcome), StoreError> {
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
    pub(super) async fn ended(
        &self,
        chat: &Chat,
        message: &Message,
    ) -> Result<Outcome, StoreError> {
        let ended = match &self.desk {
            Some(desk) => desk.ended(chat.id).await?,
            None => None,
        };
        Ok(ended.unwrap_or_else(|| {
            self.replied(chat, message, self.sentence(chat, Wording::NothingToEnd))
        }))
    }

    /// What a resident writes while a case is open, while they are asked whether they want one, or after it was closed. `None`: it is for the
    /// assistant.
    pub(super) async fn to_staff(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Message,
        text: &str,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| update.chat_kind == ChatKind::Private)
        else {
            return Ok(None);
        };
        let newest = self.store.newest_case(chat.id).await?;
        if let Some(case) = newest.as_ref().filter(|case| case.open) {
            return self.in_open_case(desk, chat, message, text, case).await.map(Some);
        }
        if let Some(origin) = desk.consent_asked(chat.id).await? {
            return self.before_consent(desk, chat, update, message, text, origin).await;
        }
        match newest {
            Some(case) => self.after(desk, chat, update, message, text, &case).await,
            None => Ok(None),
        }
    }

    async fn in_open_case(
        &self,
        desk: &Desk,
        chat: &Chat,
        message: &Message,
        text: &str,
        case: &Case,
    ) -> Result<Outcome, StoreError> {
        let mut outcome = desk.wrote(case, message).await?;
        let reply = if text.is_empty() { None } else { Some(self.answer(chat, text).await.0) };
        let arrival = Arrival {
            kind: reply.as_ref().map(|reply| reply.kind),
            open: self.brain.assistant().hours().status(self.brain.local_now()).open,
            staff_wrote_ms: case.last_staff_ms,
            now_ms: self.brain.now_ms(),
        };
        if let Some(reply) = reply.filter(|_| arrival.is_answered()) {
            outcome.letters.extend(letters::reply(
                chat.id,
                chat.thread,
                self.rendered(reply),
                None,
                false,
            ));
        }
        if arrival.is_confirmed() && !self.is_later_part(case, message).await? {
            outcome.letters.extend(desk.confirmed(case, chat.language, message.message_id));
        }
        Ok(outcome)
    }

    /// Whether another part of the same album was there before.
    async fn is_later_part(&self, case: &Case, message: &Message) -> Result<bool, StoreError> {
        match &message.media_group {
            Some(group) => Ok(!self.store.album(case.number, group).await?.is_empty()),
            None => Ok(false),
        }
    }

    /// Words in place of a press decide; what is written besides waits for the decision.
    async fn before_consent(
        &self,
        desk: &Desk,
        chat: &Chat,
        update: &Incoming,
        message: &Message,
        text: &str,
        origin: Origin,
    ) -> Result<Option<Outcome>, StoreError> {
        let resident = self.resident(chat, update);
        if let Some(agreed) = consent::spoken(text) {
            return desk.consented(&resident, agreed, origin).await.map(Some);
        }
        let Some(first) = self.first_message(message, &message.text) else { return Ok(None) };
        let meanwhile = consent::meanwhile(self.heard(chat, text).await);
        if meanwhile == Meanwhile::Assistants {
            return Ok(None);
        }
        let mut outcome = desk.kept_for_consent(&resident, first, origin).await?;
        if meanwhile == Meanwhile::WaitsAnswered {
            let reply = self.rendered(self.answer(chat, text).await.0);
            outcome.letters.splice(0..0, letters::reply(chat.id, chat.thread, reply, None, false));
        }
        Ok(Some(outcome))
    }

    /// What the assistant makes of a message. A picture without words asks it nothing.
    async fn heard(&self, chat: &Chat, text: &str) -> Heard {
        match text {
            "" => Heard::Kind(ReplyKind::Unknown),
            text if self.brain.assistant().takes_leave(text, chat.now) => Heard::Leave,
            text => Heard::Kind(self.answer(chat, text).await.0.kind),
        }
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
        let after =
            if case.closed_by == Some(ClosedBy::Resident) { After::Resident } else { After::Staff };
        let heard = self.heard(chat, text).await;
        if !goes_on(after, heard, asks(text)) {
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
    pub(super) async fn changed_for_staff(
        &self,
        update: &Incoming,
        message: &Message,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| update.chat_kind == ChatKind::Private)
        else {
            return Ok(None);
        };
        let text = match command::parse(&message.text, &self.username) {
            None => message.text.clone(),
            Some(Command::Resident(ResidentCommand::Person(words))) => words,
            Some(_) => return Ok(None),
        };
        let place = Place { chat: update.chat, message_id: message.message_id };
        match desk.changed(place, &text).await? {
            Some(outcome) => Ok(Some(outcome)),
            None => desk.changed_before_consent(place, &text).await,
        }
    }

    /// What stands behind `/personal` is the first message; what was attached goes along.
    pub(super) fn first_message(&self, message: &Message, words: &str) -> Option<FirstMessage> {
        let is_message = !words.is_empty() || message.attachment.is_some();
        is_message.then(|| FirstMessage {
            message_id: message.message_id,
            text: words.to_owned(),
            attachment: message.attachment,
            media_group: message.media_group.clone(),
            forwarded_from: message.forwarded_from.clone(),
        })
    }

    /// The button for a person stands under a reply: the question that was answered there goes along, where it tells staff of the errand.
    pub(super) async fn person_about(
        &self,
        chat: &Chat,
        update: &Incoming,
        question: Option<i32>,
    ) -> Result<Outcome, StoreError> {
        let asked = match question {
            Some(message_id) => self.store.question_of(chat.id, message_id).await?,
            None => None,
        };
        let first = asked
            .filter(|asked| consent::goes_along(asked.kind))
            .map(|asked| FirstMessage::words(asked.message_id, asked.text));
        self.person(chat, update, first, Origin::Button).await
    }

    /// An answer did not help: a person is one tap away, and knows what was asked. Nothing where they have one already.
    pub(super) async fn after_no_help(
        &self,
        chat: &Chat,
        message_id: i32,
    ) -> Result<Vec<Letter>, StoreError> {
        let question = self.store.question_replied_to(chat.id, message_id).await?;
        let is_open = self.store.newest_case(chat.id).await?.is_some_and(|case| case.open);
        if chat.id < 0 || is_open {
            return Ok(Vec::new());
        }
        let action =
            question.map_or(Action::Person, |message_id| Action::PersonAbout { message_id });
        let keys = keyboard(&[vec![self.button_of(chat, Wording::ButtonPerson, action)]], "");
        let text = Rich::new().plain(&self.say(chat, Wording::UnhelpfulPerson, &[]));
        Ok(letters::with_keys(chat.id, chat.thread, &text, keys))
    }

    /// Under a miss, where staff will read it: to be told when they have answered.
    pub(super) fn with_tell_me(&self, chat: &Chat, message_id: i32, mut reply: Reply) -> Reply {
        if self.desk.is_some() && reply.kind == ReplyKind::Unknown && chat.id > 0 {
            reply.buttons.push(vec![self.button_of(
                chat,
                Wording::ButtonTellMe,
                Action::TellMe { message_id },
            )]);
        }
        reply
    }

    fn resident(&self, chat: &Chat, update: &Incoming) -> Resident {
        Resident {
            chat: chat.id,
            name: update.from.as_ref().map_or_else(String::new, |from| from.name.clone()),
            language: chat.language,
            consented: chat.conversation.consent_ms.is_some(),
            arrived_ms: self.arrived(update),
            retention_days: self.privacy.retention_days,
        }
    }
}

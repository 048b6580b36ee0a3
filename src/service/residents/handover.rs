//! From the assistant to staff: what residents write there, and when it is for them.

use super::{Chat, Residents};
use crate::desk::case::event::Wrote;
use crate::desk::case::reopening::asks;
use crate::desk::case::{Known, consent};
use crate::desk::command::Command;
use crate::model::action::Action;
use crate::model::case::{CaseNumber, Origin};
use crate::model::command::ResidentCommand;
use crate::model::desk::FirstMessage;
use crate::model::id::MessageId;
use crate::model::incoming::{ChatKind, Incoming, Received};
use crate::model::reply::{Reply, ReplyKind};
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::service::desk::{Heard, Resident};
use crate::service::letters;
use crate::store::{Letter, Place, StoreError};
use crate::wording::Message;

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
            return Ok(self.pressed_alone(chat, &Action::Person));
        };
        let refused = match update.chat_kind {
            _ if desk.employee(update.from.as_ref()).is_some() => Some(Message::PersonIsStaff),
            ChatKind::Private => None,
            ChatKind::Group | ChatKind::Channel => Some(Message::PersonInGroup),
        };
        match refused {
            None if chat.is_barred => Ok(Outcome::say(desk.barred(chat.id, chat.language))),
            Some(message) => {
                let text = self.say(chat, message, &[("username", self.username.as_str().into())]);
                Ok(Outcome::say(letters::plain(chat, &text, None)))
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
            Some(desk) if chat.is_barred => Ok(Outcome::say(desk.barred(chat.id, chat.language))),
            Some(desk) if update.chat_kind == ChatKind::Private => {
                desk.consented(&self.resident(chat, update), agreed, origin).await
            }
            _ => Ok(Outcome::default()),
        }
    }

    pub(super) async fn helped(
        &self,
        chat: &Chat,
        case: CaseNumber,
        helped: bool,
    ) -> Result<(Option<Message>, Outcome), StoreError> {
        let noted = match &self.desk {
            Some(desk) => desk.helped(chat.id, case, helped).await?,
            None => None,
        };
        Ok(match noted {
            Some(outcome) => (Some(Message::CaseHelpedThanks), outcome),
            None => (Some(Message::OldButton), Outcome::default()),
        })
    }

    /// `/avsluta`.
    pub(super) async fn ended(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
    ) -> Result<Outcome, StoreError> {
        let ended = match &self.desk {
            Some(desk) => desk.ended(&self.resident(chat, update)).await?,
            None => None,
        };
        Ok(ended.unwrap_or_else(|| {
            self.replied(chat, message, self.sentence(chat, Message::NothingToEnd))
        }))
    }

    /// What a resident writes while a case is open, while they are asked whether they want one, or after it was closed. `None`: it is for the
    /// assistant.
    pub(super) async fn to_staff(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
        text: &str,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| update.chat_kind == ChatKind::Private)
        else {
            return Ok(None);
        };
        let resident = self.resident(chat, update);
        let newest = desk.newest_case_of(&resident).await?;
        if !newest.known.may_be_for_staff() {
            return Ok(None);
        }
        if chat.is_barred {
            let told = newest.known.is_open().then(|| desk.barred(chat.id, chat.language));
            return Ok(told.map(Outcome::say));
        }
        let heard = self.heard(chat, text, &newest.known).await;
        desk.resident_wrote(&resident, newest, update, message, heard).await
    }

    /// What the assistant makes of a message. A picture without words asks it nothing.
    async fn heard(&self, chat: &Chat, text: &str, known: &Known) -> Heard {
        let assistant = self.brain.assistant();
        let agrees = consent::spoken(text);
        let is_answer = agrees.is_some() && !known.is_open() && known.asked.is_some();
        let reply = match text {
            "" => None,
            _ if is_answer || chat.is_paused => None,
            text => Some(self.answer(chat, text).await.0),
        };
        let wrote = Wrote {
            kind: reply.as_ref().map(|reply| reply.kind),
            takes_leave: !text.is_empty() && assistant.takes_leave(text, chat.now),
            agrees,
            asks: asks(text),
            has_content: false,
            is_later_part: false,
            has_written: false,
            centre_is_open: assistant.hours().status(self.brain.local_now()).open,
            now_ms: self.brain.now_ms(),
        };
        let reply = reply.map(|reply| self.said(chat, reply)).unwrap_or_default();
        Heard { wrote, reply }
    }

    /// A message of a case that was edited. `None`: it is none.
    pub(super) async fn changed_for_staff(
        &self,
        update: &Incoming,
        message: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| update.chat_kind == ChatKind::Private)
        else {
            return Ok(None);
        };
        let text = match self.brain.command(&message.text, &self.username) {
            None => message.text.clone(),
            Some(Command::Resident(ResidentCommand::Person(words))) => words,
            Some(_) => return Ok(None),
        };
        let place = Place { chat: update.chat, message_id: message.message_id };
        match desk.changed(place, &text, message).await? {
            Some(outcome) => Ok(Some(outcome)),
            None => desk.changed_before_consent(place, &text).await,
        }
    }

    /// The button for a person stands under a reply: the question that was answered there goes along, where it tells staff of the errand.
    pub(super) async fn person_about(
        &self,
        chat: &Chat,
        update: &Incoming,
        question: Option<MessageId>,
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
        message_id: MessageId,
    ) -> Result<Vec<Letter>, StoreError> {
        let question = self.store.question_replied_to(chat.id, message_id).await?;
        let is_open = self.store.newest_case(chat.id).await?.is_some_and(|case| case.open);
        if chat.kind == ChatKind::Group || is_open {
            return Ok(Vec::new());
        }
        let action =
            question.map_or(Action::Person, |message_id| Action::PersonAbout { message_id });
        let keys =
            letters::choices(&[vec![self.button_of(chat, Message::ButtonPerson, action)]], "");
        let text = Rich::new().plain(&self.say(chat, Message::UnhelpfulPerson, &[]));
        Ok(letters::with_choices(chat, &text, keys))
    }

    /// Under a miss, where staff will read it: to be told when they have answered.
    pub(super) fn with_tell_me(
        &self,
        chat: &Chat,
        message_id: MessageId,
        mut reply: Reply,
    ) -> Reply {
        if self.desk.is_some() && reply.kind == ReplyKind::Unknown && chat.kind == ChatKind::Private
        {
            reply.buttons.push(vec![self.button_of(
                chat,
                Message::ButtonTellMe,
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

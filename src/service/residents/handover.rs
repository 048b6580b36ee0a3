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
use crate::model::language::ReplyLanguage;
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
        if chat.is_barred || !newest.known.may_be_for_staff() {
            return Ok(None);
        }
        let heard = self.heard(chat, text, &newest.known).await;
        let carriable = desk.carriable(message, ReplyLanguage::Swedish);
        let wrote = desk.resident_wrote(&resident, newest, update, &carriable, heard).await?;
        Ok(wrote.map(|mut outcome| {
            outcome.letters.extend(desk.word_of_withheld(chat.id, message, chat.language));
            outcome
        }))
    }

    /// What the assistant makes of a message. A picture without words asks it nothing.
    async fn heard(&self, chat: &Chat, text: &str, known: &Known) -> Heard {
        let assistant = self.brain.assistant();
        let agrees = consent::spoken(text);
        let is_answer = agrees.is_some() && !known.is_open() && known.asked.is_some();
        let reply = match text {
            "" => None,
            _ if is_answer => None,
            text => Some(self.answer(chat, text).await.0),
        };
        let reply = reply.filter(|reply| !chat.is_paused || reply.kind == ReplyKind::Emergency);
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
        chat: &Chat,
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
        let written = Received { text, ..message.clone() };
        let message = desk.carriable(&written, ReplyLanguage::Swedish);
        let place = Place { chat: update.chat, message_id: message.message_id };
        let changed = match chat.is_barred {
            true => desk.changed_while_barred(place, &message, chat.language).await?,
            false => desk.changed(place, &message).await?,
        };
        let changed = match changed {
            Some(outcome) => Some(outcome),
            None => desk.changed_before_consent(place, &message.text).await?,
        };
        match changed {
            Some(mut outcome) if outcome != Outcome::default() => {
                outcome.letters.extend(desk.word_of_withheld(chat.id, &written, chat.language));
                Ok(Some(self.with_emergency(chat, &written.text, outcome).await))
            }
            changed => Ok(changed),
        }
    }

    /// What follows from words that are for staff, behind what the assistant says to an emergency in them.
    pub(super) async fn with_emergency(
        &self,
        chat: &Chat,
        words: &str,
        mut outcome: Outcome,
    ) -> Outcome {
        if let Some(reply) = self.emergency(chat, words).await {
            outcome.letters.splice(0..0, self.said(chat, reply));
        }
        outcome
    }

    /// What the assistant says to an emergency that these words tell of by themselves. `None`: they tell of none.
    pub(super) async fn emergency(&self, chat: &Chat, words: &str) -> Option<Reply> {
        if words.is_empty() {
            return None;
        }
        let alone = Chat { context: None, conversation: chat.conversation.clone(), ..*chat };
        let (reply, _) = self.answer(&alone, words).await;
        (reply.kind == ReplyKind::Emergency).then_some(reply)
    }

    /// Told behind what the assistant says, while staff may still seem to be there.
    pub(super) async fn word_of_barring(&self, chat: &Chat) -> Result<Vec<Letter>, StoreError> {
        let Some(desk) = self.desk.as_ref().filter(|_| chat.is_barred) else {
            return Ok(Vec::new());
        };
        let is_open = self.store.newest_case(chat.id).await?.is_some_and(|case| case.open);
        Ok(if is_open { desk.barred(chat.id, chat.language) } else { Vec::new() })
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

    /// As staff read it.
    fn name_of(&self, update: &Incoming) -> String {
        let name = update.from.as_ref().map_or("", |from| from.name.as_str());
        match name {
            "" => {
                let wording = &self.brain.assistant().wording;
                wording.say(ReplyLanguage::Swedish, Message::Nameless, &[])
            }
            name => name.to_owned(),
        }
    }

    fn resident(&self, chat: &Chat, update: &Incoming) -> Resident {
        Resident {
            chat: chat.id,
            name: self.name_of(update),
            language: chat.language,
            consented: chat.conversation.consent_ms.is_some(),
            arrived_ms: self.arrived(update),
            retention_days: self.privacy.retention_days,
        }
    }
}

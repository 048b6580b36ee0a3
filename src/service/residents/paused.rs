//! While staff have paused the assistant: residents get the pause's words. Emergencies, staff, and what residents decide about their own data go on.

use super::{Chat, Residents};
use crate::desk::command::Command;
use crate::desk::pausing::{button_goes_on, command_goes_on};
use crate::model::desk::Pause;
use crate::model::incoming::{Event, Incoming, Received};
use crate::model::outgoing::{Effect, Press};
use crate::model::reply::ReplyKind;
use crate::model::rich::shortened;
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Letter, StoreError};
use crate::wording::Message;

/// Shown over a press: Telegram takes 200 characters.
const NOTICE_MAX: usize = 190;

impl Residents {
    /// `None`: it goes its usual way.
    pub(super) async fn paused(
        &self,
        chat: &Chat,
        update: &Incoming,
        pause: &Pause,
    ) -> Result<Option<Outcome>, StoreError> {
        match &update.event {
            Event::Message(message) if self.is_meant(update, message) => {
                self.message_paused(chat, update, message, pause).await
            }
            Event::Edited(message) if self.is_meant(update, message) => {
                self.edited_paused(chat, update, message).await
            }
            Event::Press { choice: Some(Press::Resident(action)), .. }
                if button_goes_on(action) =>
            {
                Ok(None)
            }
            Event::Press { press, choice: Some(_), .. } => {
                let text = shortened(&self.pause_words(chat, pause), NOTICE_MAX);
                let answer = letters::answer_press(chat, press, Some(text));
                Ok(Some(Outcome::say(vec![answer])))
            }
            Event::Inline { query_id, .. } => {
                let offer =
                    Effect::Offer { query: query_id.clone(), offers: Vec::new(), personal: false };
                let letter = Letter::from(letters::outgoing(chat, offer));
                Ok(Some(Outcome::say(vec![letter])))
            }
            _ => Ok(None),
        }
    }

    async fn message_paused(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
        pause: &Pause,
    ) -> Result<Option<Outcome>, StoreError> {
        let text = self.without_own_name(&message.text);
        match self.brain.command(&text, &self.username) {
            Some(Command::Id) => return Ok(None),
            Some(Command::Resident(command)) if command_goes_on(&command) => {
                return Ok(None);
            }
            Some(Command::Resident(_)) => {}
            Some(Command::Staff(_) | Command::Unknown(_)) | None => {
                if let Some(outcome) = self.to_staff(chat, update, message, &text).await? {
                    return Ok(Some(outcome));
                }
                let (reply, _) = self.answer(chat, &text).await;
                if reply.kind == ReplyKind::Emergency {
                    let mut outcome = self.replied(chat, message, reply);
                    outcome.letters.extend(self.word_of_barring(chat).await?);
                    return Ok(Some(outcome));
                }
            }
        }
        let said = self.pause_words(chat, pause);
        let mut letters = letters::plain(chat, &said, Some(message.message_id));
        letters.extend(self.word_of_barring(chat).await?);
        Ok(Some(Outcome::say(letters)))
    }

    /// What becomes an emergency by an edit is answered as one that is written.
    async fn edited_paused(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
    ) -> Result<Option<Outcome>, StoreError> {
        if let Some(outcome) = self.changed_for_staff(chat, update, message).await? {
            return Ok(Some(outcome));
        }
        let text = self.without_own_name(&message.text);
        Ok(match self.emergency(chat, &text).await {
            Some(_) => None,
            None => Some(Outcome::default()),
        })
    }

    /// Staff's own words or the usual ones, and how to reach somebody.
    fn pause_words(&self, chat: &Chat, pause: &Pause) -> String {
        let said = match pause.text.as_str() {
            "" => self.say(chat, Message::PausedUsual, &[]),
            text => text.to_owned(),
        };
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        let args =
            [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
        format!("{said}\n{}", self.say(chat, Message::PausedWays, &args))
    }
}

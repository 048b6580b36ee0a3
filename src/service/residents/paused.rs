//! While staff have paused the assistant: residents get the pause's words. Emergencies, staff, and what residents decide about their own data go on.

use super::{Chat, Residents};
use crate::desk::command::Command;
use crate::model::action::Action;
use crate::model::command::ResidentCommand;
use crate::model::desk::Pause;
use crate::model::incoming::{Event, Incoming, Message};
use crate::model::outgoing::{Effect, Press};
use crate::model::reply::ReplyKind;
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Letter, StoreError};
use crate::wording::Message as Wording;

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
                Ok(Some(self.changed_for_staff(update, message).await?.unwrap_or_default()))
            }
            Event::Press { choice: Some(Press::Resident(action)), .. } if goes_on(action) => {
                Ok(None)
            }
            Event::Press { press, choice: Some(_), .. } => {
                let text: String = self.pause_words(chat, pause).chars().take(NOTICE_MAX).collect();
                let answer = letters::answer_press(chat.id, chat.thread, press, Some(text));
                Ok(Some(super::words::sent(vec![answer])))
            }
            Event::Inline { query_id, .. } => {
                let offer =
                    Effect::Offer { query: query_id.clone(), offers: Vec::new(), personal: false };
                let letter = Letter::from(letters::outgoing(chat.id, chat.thread, offer));
                Ok(Some(super::words::sent(vec![letter])))
            }
            _ => Ok(None),
        }
    }

    async fn message_paused(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Message,
        pause: &Pause,
    ) -> Result<Option<Outcome>, StoreError> {
        let text = self.without_own_name(&message.text);
        match self.brain.command(&text, &self.username) {
            Some(Command::Id) => return Ok(None),
            Some(Command::Resident(command)) if is_for_staff_or_oneself(&command) => {
                return Ok(None);
            }
            Some(_) => {}
            None => {
                if let Some(outcome) = self.to_staff(chat, update, message, &text).await? {
                    return Ok(Some(outcome));
                }
                let (reply, _) = self.answer(chat, &text).await;
                if reply.kind == ReplyKind::Emergency {
                    return Ok(Some(self.replied(chat, message, reply)));
                }
            }
        }
        let said = self.pause_words(chat, pause);
        let letters = letters::plain(chat.id, chat.thread, &said, Some(message.message_id));
        Ok(Some(super::words::sent(letters)))
    }

    /// Staff's own words or the usual ones, and how to reach somebody.
    fn pause_words(&self, chat: &Chat, pause: &Pause) -> String {
        let said = match pause.text.as_str() {
            "" => self.say(chat, Wording::PausedUsual, &[]),
            text => text.to_owned(),
        };
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        let args =
            [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
        format!("{said}\n{}", self.say(chat, Wording::PausedWays, &args))
    }
}

fn is_for_staff_or_oneself(command: &ResidentCommand) -> bool {
    matches!(
        command,
        ResidentCommand::Person(_)
            | ResidentCommand::End
            | ResidentCommand::Language(_)
            | ResidentCommand::Privacy
            | ResidentCommand::Erase
    )
}

/// Buttons that bring nothing that the assistant knows.
fn goes_on(action: &Action) -> bool {
    matches!(
        action,
        Action::Person
            | Action::PersonAbout { .. }
            | Action::Consent { .. }
            | Action::Helped { .. }
            | Action::Rate { .. }
            | Action::TellMe { .. }
            | Action::SetLanguage(_)
            | Action::Privacy
            | Action::Erase { .. }
    )
}

//! A reply that Telegram does not take: whoever waits for it is told in another way.

use super::Residents;
use crate::model::delivery::{Delivery, Regarding};
use crate::model::outgoing::Request;
use crate::service::letters;
use crate::service::pipe::Outcome;
use crate::store::{Letter, StoreError, StoredLetter};
use crate::telegram::markup::Rich;
use crate::wording::Message as Wording;

/// The resident's own settings take no voice messages (Telegram's error of that name).
const NO_VOICE: &str = "VOICE_MESSAGES_FORBIDDEN";

impl Residents {
    /// What follows from what became of a reply. What is said here in its place has nothing following from it in turn.
    pub async fn settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        let why = match (&letter.regarding, delivery) {
            (None | Some(Regarding::Question { .. }), Delivery::Refused(why)) => why.as_str(),
            (None | Some(Regarding::Question { .. }), Delivery::Expired) => "",
            _ => return Ok(Outcome::default()),
        };
        let (chat, thread) = (letter.outgoing.chat, letter.outgoing.thread);
        let letters = match (&letter.outgoing.request, &letter.regarding) {
            (Request::Voice { language, .. }, _) => {
                let message = if why.contains(NO_VOICE) {
                    Wording::VoiceRefused
                } else {
                    Wording::VoiceMissing
                };
                let text = self.brain.assistant().wording.say(*language, message, &[]);
                letters::sent(chat, thread, &Rich::new().plain(&text), None)
            }
            // A message that can no longer be changed: the new text follows as one of its own.
            (Request::Edit { html, keyboard, .. }, regarding) => {
                let request = Request::Send {
                    html: html.clone(),
                    keyboard: keyboard.clone(),
                    reply_to: None,
                };
                let anew = Letter::from(letters::outgoing(chat, thread, request));
                vec![Letter { regarding: regarding.clone(), ..anew }]
            }
            (Request::Send { .. }, Some(Regarding::Question { .. })) => {
                self.apologised(chat, thread).await?
            }
            _ => Vec::new(),
        };
        Ok(Outcome { writes: Vec::new(), letters })
    }

    async fn apologised(&self, chat: i64, thread: Option<i32>) -> Result<Vec<Letter>, StoreError> {
        let language = self.store.conversation(chat).await?.language.unwrap_or_default();
        let assistant = self.brain.assistant();
        let phone = assistant.knowledge.contact.phone.as_str();
        let text = assistant.wording.say(language, Wording::Apology, &[("phone", phone.into())]);
        Ok(letters::sent(chat, thread, &Rich::new().plain(&text), None))
    }
}

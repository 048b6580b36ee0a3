//! A reply that the channel does not take: whoever waits for it is told in another way.

use super::Residents;
use crate::model::delivery::{Delivery, Lane, Regarding, SentMessage};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Effect;
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Letter, StoreError, StoredLetter, Write};
use crate::wording::Message;

impl Residents {
    /// What follows from what became of a reply. What is said here in its place has nothing following from it in turn.
    pub async fn settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        if let (Delivery::Sent(sent), Effect::Speak { text, language }) =
            (delivery, &letter.outgoing.effect)
        {
            return Ok(Outcome::write(kept(text, *language, sent)));
        }
        let is_reply = matches!(letter.regarding, None | Some(Regarding::Question { .. }));
        let has_failed =
            matches!(delivery, Delivery::Refused(_) | Delivery::Unwanted(_) | Delivery::Expired);
        if !is_reply || !has_failed {
            return Ok(Outcome::default());
        }
        let to = Lane::from(&letter.outgoing);
        let letters = match (&letter.outgoing.effect, &letter.regarding) {
            (Effect::Speak { language, .. }, _) => {
                let message = match delivery {
                    Delivery::Unwanted(_) => Message::VoiceRefused,
                    _ => Message::VoiceMissing,
                };
                let text = self.brain.assistant().wording.say(*language, message, &[]);
                letters::plain(to, &text, None)
            }
            // A message that can no longer be changed: the new text follows as one of its own.
            (Effect::Replace { saying, .. }, regarding) => {
                let anew = letters::outgoing(to, saying.clone().say(None));
                vec![Letter { regarding: regarding.clone(), ..Letter::from(anew) }]
            }
            (Effect::Say { .. } | Effect::Native(_), Some(Regarding::Question { .. })) => {
                self.apologise(to).await?
            }
            _ => Vec::new(),
        };
        Ok(Outcome::say(letters))
    }

    async fn apologise(&self, to: Lane) -> Result<Vec<Letter>, StoreError> {
        let language = self.store.conversation(to.chat).await?.language.unwrap_or_default();
        let assistant = self.brain.assistant();
        let phone = assistant.knowledge.contact.phone.as_str();
        let text = assistant.wording.say(language, Message::Apology, &[("phone", phone.into())]);
        Ok(letters::plain(to, &text, None))
    }
}

/// Each text is spoken once: the channel has it from then on.
fn kept(text: &str, language: ReplyLanguage, sent: &SentMessage) -> Vec<Write> {
    let kept = sent.kept_as.iter().map(|kept_as| Write::Voice {
        text: text.to_owned(),
        language,
        kept_as: kept_as.clone(),
    });
    kept.collect()
}

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
        // What becomes of cards, topics and messages of a case, and of a digest, is the desk's.
        let is_said = matches!(
            letter.regarding,
            None | Some(Regarding::Question { .. } | Regarding::CaseNote { .. })
        );
        let why = match delivery {
            Delivery::Refused(why) | Delivery::Unwanted(why) => why.as_str(),
            Delivery::Expired => "",
            Delivery::Sent(_) | Delivery::Blocked | Delivery::TopicGone => {
                return Ok(Outcome::default());
            }
        };
        if !is_said {
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
                letters::remark(to, text)
            }
            // A message that can no longer be changed: the new text follows as one of its own.
            (Effect::Replace { saying, .. }, regarding) => {
                let anew = letters::outgoing(to, saying.clone().say(None));
                vec![Letter { regarding: regarding.clone(), ..Letter::from(anew) }]
            }
            (Effect::Say { .. } | Effect::Native(_), _) => self.apologise(to, why).await?,
            _ => Vec::new(),
        };
        Ok(Outcome::say(letters))
    }

    /// `why`: the channel's reason, which staff are told; empty where it gave none.
    async fn apologise(&self, to: Lane, why: &str) -> Result<Vec<Letter>, StoreError> {
        if let Some(desk) = &self.desk
            && desk.is_staffs(to.chat).await?
        {
            return Ok(desk.not_answered(to, why));
        }
        let language = self.store.conversation(to.chat).await?.language.unwrap_or_default();
        let assistant = self.brain.assistant();
        let phone = assistant.knowledge.contact.phone.as_str();
        let text = assistant.wording.say(language, Message::Apology, &[("phone", phone.into())]);
        Ok(letters::remark(to, text))
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

//! Between the wish for a person and the consent: what is asked, and what is written meanwhile.

use super::{Desk, Resident, letters};
use crate::model::action::{Action, Button};
use crate::model::case::{Origin, Place};
use crate::model::desk::{Draft, FirstMessage};
use crate::model::id::{ChatId, DraftId};
use crate::model::outgoing::Choice;
use crate::model::rich::{Rich, shortened};
use crate::pipe::Outcome;
use crate::store::{DraftWrite, StoreError, StoredDraft, Write};
use crate::wording::Message;

/// So much of what goes along is shown, in characters.
const SHOWN: usize = 300;

impl Desk {
    /// Says what is stored, and what goes along; asks whether that is wanted.
    pub(super) async fn ask_consent(
        &self,
        resident: &Resident,
        shown: Option<&FirstMessage>,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let assistant = self.brain.assistant();
        let args = [
            ("days", resident.retention_days.to_string().into()),
            ("municipality", assistant.knowledge.contact.municipality.as_str().into()),
        ];
        let mut text = self.say(resident.language, Message::ConsentAsk, &args);
        if let Some(first) = shown {
            let shown = shortened(&first.text, SHOWN);
            let along =
                self.say(resident.language, Message::ConsentGoesAlong, &[("text", shown.into())]);
            text = format!("{along}\n\n{text}");
        }
        let keys = self.consent_keys(resident, origin);
        let asked = self.save_draft(resident.chat, Draft::ConsentAsked { origin }).await?;
        let letters = letters::with_choices(resident.chat, text, keys);
        Ok(Outcome { writes: vec![asked], letters })
    }

    fn consent_keys(&self, resident: &Resident, origin: Origin) -> Vec<Vec<Choice>> {
        let button = |message, agreed| Button {
            label: self.say(resident.language, message, &[]),
            action: Action::Consent { agreed, origin },
        };
        letters::choices(
            &[
                vec![button(Message::ButtonConsent, true)],
                vec![button(Message::ButtonNoConsent, false)],
            ],
            "",
        )
    }

    async fn save_draft(&self, chat: ChatId, draft: Draft) -> Result<Write, StoreError> {
        let id = self.next_draft().await?;
        let draft = StoredDraft { id, chat, thread: None, author: chat.person(), draft };
        Ok(Write::Draft(DraftWrite::Save(draft)))
    }

    pub(super) async fn keep_message(
        &self,
        resident: &Resident,
        first: Option<&FirstMessage>,
    ) -> Result<Outcome, StoreError> {
        match first {
            Some(first) => {
                let draft = Draft::FirstMessage(first.clone());
                Ok(Outcome::write([self.save_draft(resident.chat, draft).await?]))
            }
            None => Ok(Outcome::default()),
        }
    }

    /// What is written while the question stands waits for the answer.
    pub(super) fn confirm_kept(&self, resident: &Resident, origin: Origin) -> Outcome {
        let text = Rich::new().plain(&self.say(resident.language, Message::ConsentKept, &[]));
        let keys = self.consent_keys(resident, origin);
        Outcome::say(letters::with_choices(resident.chat, &text, keys))
    }

    pub(super) fn forget_drafts(&self, ids: &[DraftId]) -> Outcome {
        let forget = |id: &DraftId| Write::Draft(DraftWrite::Forget { id: *id });
        Outcome::write(ids.iter().map(forget))
    }

    /// What waits for the consent was changed. `None`: it is nothing of that.
    pub async fn changed_before_consent(
        &self,
        place: Place,
        new: &str,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut waiting = self.store.first_messages(place.chat).await?.into_iter();
        let changed = waiting.find(|(_, first)| first.message_id == place.message_id);
        Ok(changed.map(|(id, first)| {
            // The channel tells of changes too where there was none.
            if first.text == new {
                return Outcome::default();
            }
            let draft = Draft::FirstMessage(FirstMessage { text: new.to_owned(), ..first });
            Outcome::write([Write::Draft(DraftWrite::Change { id, draft })])
        }))
    }
}

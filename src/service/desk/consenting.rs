//! Between the wish for a person and the consent: what is asked, and what is written meanwhile.

use super::effects::written;
use super::{Desk, Resident, letters, said};
use crate::model::action::{Action, Button};
use crate::model::case::{Origin, Place};
use crate::model::desk::Draft;
use crate::model::incoming::{Attachment, File, Message as Written};
use crate::model::outgoing::Choice;
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{Counter, DraftWrite, StoreError, StoredDraft, Write};
use crate::wording::Message;

/// So much of what goes along is shown, in characters.
const SHOWN: usize = 300;

/// What a resident has written before there is a case to put it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstMessage {
    pub message_id: i32,
    /// Masked.
    pub text: String,
    pub attachment: Option<Attachment>,
    pub file: Option<File>,
    pub media_group: Option<String>,
    pub forwarded_from: Option<String>,
}

impl FirstMessage {
    /// A message of words alone.
    pub fn words(message_id: i32, text: String) -> Self {
        FirstMessage {
            message_id,
            text,
            attachment: None,
            file: None,
            media_group: None,
            forwarded_from: None,
        }
    }

    pub(super) fn is_part_with(&self, other: &FirstMessage) -> bool {
        self.media_group.is_some() && self.media_group == other.media_group
    }

    pub(super) fn draft(self) -> Draft {
        let FirstMessage { message_id, text, attachment, file, media_group, forwarded_from } = self;
        Draft::FirstMessage { message_id, text, attachment, file, media_group, forwarded_from }
    }

    pub(super) fn of(draft: Draft) -> Option<Self> {
        match draft {
            Draft::FirstMessage {
                message_id,
                text,
                attachment,
                file,
                media_group,
                forwarded_from,
            } => Some(FirstMessage {
                message_id,
                text,
                attachment,
                file,
                media_group,
                forwarded_from,
            }),
            _ => None,
        }
    }
}

impl FirstMessage {
    /// What was written, with `words` as its text. `None`: there is nothing in it that staff could read.
    pub fn of_message(message: &Written, words: &str) -> Option<Self> {
        let has_content = !words.is_empty() || message.attachment.is_some();
        has_content.then(|| FirstMessage {
            message_id: message.message_id,
            text: words.to_owned(),
            attachment: message.attachment,
            file: message.file.clone(),
            media_group: message.media_group.clone(),
            forwarded_from: message.forwarded_from.clone(),
        })
    }
}

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
            let shown: String = first.text.chars().take(SHOWN).collect();
            let along =
                self.say(resident.language, Message::ConsentGoesAlong, &[("text", shown.into())]);
            text = format!("{along}\n\n{text}");
        }
        let keys = self.consent_keys(resident, origin);
        let asked = self.save_draft(resident.chat, Draft::ConsentAsked { origin }).await?;
        let letters = letters::with_choices(resident.chat, None, &Rich::new().plain(&text), keys);
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

    async fn save_draft(&self, chat: i64, draft: Draft) -> Result<Write, StoreError> {
        let id = self.store.next(Counter::Draft).await?;
        let draft = StoredDraft { id, chat, thread: None, author: chat, draft };
        Ok(Write::Draft(DraftWrite::Save(draft)))
    }

    pub(super) async fn keep_message(
        &self,
        resident: &Resident,
        first: Option<&FirstMessage>,
    ) -> Result<Outcome, StoreError> {
        match first {
            Some(first) => self.save_draft(resident.chat, first.clone().draft()).await.map(written),
            None => Ok(Outcome::default()),
        }
    }

    /// What is written while the question stands waits for the answer.
    pub(super) fn confirm_kept(&self, resident: &Resident, origin: Origin) -> Outcome {
        let text = Rich::new().plain(&self.say(resident.language, Message::ConsentKept, &[]));
        let keys = self.consent_keys(resident, origin);
        said(letters::with_choices(resident.chat, None, &text, keys))
    }

    pub(super) fn forget_drafts(&self, ids: &[i64]) -> Outcome {
        let forget = |id: &i64| Write::Draft(DraftWrite::Forget { id: *id });
        Outcome { writes: ids.iter().map(forget).collect(), letters: Vec::new() }
    }

    /// What waits for the consent was changed. `None`: it is nothing of that.
    pub async fn changed_before_consent(
        &self,
        place: Place,
        new: &str,
    ) -> Result<Option<Outcome>, StoreError> {
        for stored in self.store.first_messages(place.chat).await? {
            let Some(first) =
                FirstMessage::of(stored.draft).filter(|first| first.message_id == place.message_id)
            else {
                continue;
            };
            let draft = FirstMessage { text: new.to_owned(), ..first }.draft();
            return Ok(Some(written(Write::Draft(DraftWrite::Change { id: stored.id, draft }))));
        }
        Ok(None)
    }
}

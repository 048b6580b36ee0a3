//! Between the wish for a person and the consent: what is asked, and what is written meanwhile.

use super::{Desk, letters, said};
use crate::desk::consent;
use crate::model::action::{Action, Button};
use crate::model::desk::{Draft, Origin};
use crate::model::incoming::Attachment;
use crate::model::outgoing::Key;
use crate::service::desk::Resident;
use crate::service::pipe::Outcome;
use crate::store::{
    Case, CaseMessage, CaseMessageWrite, CaseWrite, Counter, Direction, DraftWrite, Place,
    StoreError, StoredDraft, Write,
};
use crate::telegram::keyboard::keyboard;
use crate::telegram::markup::Rich;
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
    pub media_group: Option<String>,
    pub forwarded_from: Option<String>,
}

impl FirstMessage {
    /// A message of words alone.
    pub fn words(message_id: i32, text: String) -> Self {
        FirstMessage { message_id, text, attachment: None, media_group: None, forwarded_from: None }
    }

    fn is_part_with(&self, other: &FirstMessage) -> bool {
        self.media_group.is_some() && self.media_group == other.media_group
    }

    fn draft(self) -> Draft {
        let FirstMessage { message_id, text, attachment, media_group, forwarded_from } = self;
        Draft::FirstMessage { message_id, text, attachment, media_group, forwarded_from }
    }

    fn of(draft: Draft) -> Option<Self> {
        match draft {
            Draft::FirstMessage { message_id, text, attachment, media_group, forwarded_from } => {
                Some(FirstMessage { message_id, text, attachment, media_group, forwarded_from })
            }
            _ => None,
        }
    }
}

impl Desk {
    /// Says what is stored, and what goes along; asks whether that is wanted.
    pub(super) async fn ask_consent(
        &self,
        resident: &Resident,
        first: Option<FirstMessage>,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let assistant = self.brain.assistant();
        let args = [
            ("days", resident.retention_days.to_string().into()),
            ("municipality", assistant.knowledge.contact.municipality.as_str().into()),
        ];
        let mut text = self.say(resident.language, Message::ConsentAsk, &args);
        if let Some(first) = first.as_ref().filter(|_| origin == Origin::Button) {
            let shown: String = first.text.chars().take(SHOWN).collect();
            let along =
                self.say(resident.language, Message::ConsentGoesAlong, &[("text", shown.into())]);
            text = format!("{along}\n\n{text}");
        }
        let id = self.store.next(Counter::Draft).await?;
        let mut writes = vec![self.kept(resident.chat, id, Draft::ConsentAsked { origin })];
        if let Some(first) = first
            && !self.waits_already(resident.chat, first.message_id).await?
        {
            let id = self.store.next(Counter::Draft).await?;
            writes.push(self.kept(resident.chat, id, first.draft()));
        }
        let keys = self.consent_keys(resident, origin);
        Ok(Outcome {
            writes,
            letters: letters::with_keys(resident.chat, None, &Rich::new().plain(&text), keys),
        })
    }

    fn consent_keys(&self, resident: &Resident, origin: Origin) -> Vec<Vec<Key>> {
        let button = |message, agreed| Button {
            label: self.say(resident.language, message, &[]),
            action: Action::Consent { agreed, origin },
        };
        keyboard(
            &[
                vec![button(Message::ButtonConsent, true)],
                vec![button(Message::ButtonNoConsent, false)],
            ],
            "",
        )
    }

    fn kept(&self, chat: i64, id: i64, draft: Draft) -> Write {
        Write::Draft(DraftWrite::Save(StoredDraft { id, chat, thread: None, author: chat, draft }))
    }

    async fn waits_already(&self, chat: i64, message_id: i32) -> Result<bool, StoreError> {
        let waiting = self.store.first_messages(chat).await?.into_iter();
        Ok(waiting
            .filter_map(|stored| FirstMessage::of(stored.draft))
            .any(|waiting| waiting.message_id == message_id))
    }

    /// How the resident came to be asked, while the question stands.
    pub async fn consent_asked(&self, chat: i64) -> Result<Option<Origin>, StoreError> {
        let since_ms = consent::stands_since(self.brain.now_ms());
        let asked = self.store.waiting_draft(chat, chat, None, since_ms).await?;
        Ok(asked.and_then(|stored| match stored.draft {
            Draft::ConsentAsked { origin } => Some(origin),
            _ => None,
        }))
    }

    /// What is written while the question stands waits for the answer. The parts of an album are confirmed once.
    pub async fn kept_for_consent(
        &self,
        resident: &Resident,
        first: FirstMessage,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let waiting = self.store.first_messages(resident.chat).await?.into_iter();
        let is_later_part = waiting
            .filter_map(|stored| FirstMessage::of(stored.draft))
            .any(|waiting| waiting.is_part_with(&first));
        let id = self.store.next(Counter::Draft).await?;
        let mut outcome = Outcome {
            writes: vec![self.kept(resident.chat, id, first.draft())],
            letters: Vec::new(),
        };
        if !is_later_part {
            let text = Rich::new().plain(&self.say(resident.language, Message::ConsentKept, &[]));
            outcome.letters =
                letters::with_keys(resident.chat, None, &text, self.consent_keys(resident, origin));
        }
        Ok(outcome)
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
            let change = Write::Draft(DraftWrite::Change { id: stored.id, draft });
            return Ok(Some(Outcome { writes: vec![change], letters: Vec::new() }));
        }
        Ok(None)
    }

    /// The resident has agreed to what is stored, or not.
    pub async fn consented(
        &self,
        resident: &Resident,
        agreed: bool,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        if let Some(case) = self.store.newest_case(resident.chat).await?.filter(|case| case.open) {
            return self.already(resident, &case, None).await;
        }
        let waiting = self.store.first_messages(resident.chat).await?;
        let asked = self.store.waiting_draft(resident.chat, resident.chat, None, 0).await?;
        let forget = |stored: &StoredDraft| Write::Draft(DraftWrite::Forget { id: stored.id });
        let forgotten: Vec<Write> = waiting.iter().chain(&asked).map(forget).collect();
        if !agreed {
            return Ok(Outcome { writes: forgotten, ..self.refused(resident) });
        }
        let written: Vec<FirstMessage> =
            waiting.into_iter().filter_map(|stored| FirstMessage::of(stored.draft)).collect();
        let agreed = Resident { consented: true, ..resident.clone() };
        let mut outcome = self.begin_with(&agreed, origin, &written).await?;
        outcome.writes.insert(0, Write::Consent { chat: resident.chat });
        outcome.writes.extend(forgotten);
        Ok(outcome)
    }

    fn refused(&self, resident: &Resident) -> Outcome {
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        let args =
            [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
        let text = self.say(resident.language, Message::ConsentRefused, &args);
        said(letters::sent(resident.chat, None, &Rich::new().plain(&text), None))
    }

    /// What was written before there was a case goes into it; an album goes whole.
    pub(super) async fn wrote_first(
        &self,
        case: &Case,
        written: &[FirstMessage],
        at_ms: i64,
    ) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        let mut outcome = Outcome::default();
        for parts in written.chunk_by(FirstMessage::is_part_with) {
            let first = self.entries(parts.len() as i64).await?;
            let messages: Vec<CaseMessage> =
                (first..).zip(parts).map(|(id, part)| message_of(case, id, part, at_ms)).collect();
            outcome.letters.extend(self.sendings(case, group, &messages, None));
            outcome.writes.extend(
                messages
                    .into_iter()
                    .map(|message| Write::CaseMessage(CaseMessageWrite::Add(message))),
            );
        }
        if !written.is_empty() {
            outcome.writes.push(Write::Case(CaseWrite::ResidentWrote { number: case.number }));
        }
        Ok(outcome)
    }
}

fn message_of(case: &Case, id: i64, first: &FirstMessage, at_ms: i64) -> CaseMessage {
    CaseMessage {
        id,
        case: case.number,
        direction: Direction::FromResident,
        author: None,
        text: first.text.clone(),
        attachment: first.attachment,
        media_group: first.media_group.clone(),
        forwarded_from: first.forwarded_from.clone(),
        source: Place { chat: case.chat, message_id: first.message_id },
        target: None,
        state: crate::store::Carriage::OnItsWay,
        at_ms,
    }
}

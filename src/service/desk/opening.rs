//! From the wish for a person to an open case: the consent, the receipt, the topic and its card.

use super::{Desk, letters, said, to_case};
use crate::answer::compose::{self, Facts};
use crate::desk::reopening;
use crate::model::action::{Action, Button};
use crate::model::delivery::Regarding;
use crate::model::desk::{Draft, Origin};
use crate::model::incoming::{Attachment, Message as Incoming};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Outgoing, Request, Urgency};
use crate::service::pipe::Outcome;
use crate::store::{Case, CaseWrite, Counter, DraftWrite, Letter, StoreError, StoredDraft, Write};
use crate::telegram::keyboard::keyboard;
use crate::telegram::markup::Rich;
use crate::wording::Message;

/// Who writes to staff, alone with the assistant.
#[derive(Clone, Debug)]
pub struct Resident {
    pub chat: i64,
    /// First name, as Telegram gives it.
    pub name: String,
    pub language: ReplyLanguage,
    pub consented: bool,
    pub retention_days: u32,
}

/// What a resident has written before there is a case to put it in.
#[derive(Clone, Debug)]
pub struct FirstMessage {
    pub message_id: i32,
    pub text: String,
    pub attachment: Option<Attachment>,
}

impl Desk {
    /// The resident wants a person: a case is opened, once they know what that means.
    pub async fn person(&self, resident: &Resident, first: Option<FirstMessage>, origin: Origin) -> Result<Outcome, StoreError> {
        let newest = self.store.newest_case(resident.chat).await?;
        match newest {
            Some(case) if case.open => self.already(resident, &case, first).await,
            _ if !resident.consented => self.ask_consent(resident, first, origin).await,
            _ => {
                let (mut outcome, case) = self.begin(resident, origin, first.is_some()).await?;
                if let Some(first) = first {
                    outcome.join(self.wrote_first(&case, &first).await?);
                }
                Ok(outcome)
            }
        }
    }

    /// A case for a resident who has none open: the one closed of late, or a new one.
    async fn begin(&self, resident: &Resident, origin: Origin, has_written: bool) -> Result<(Outcome, Case), StoreError> {
        match self.store.newest_case(resident.chat).await? {
            Some(case) if reopening::is_recent(case.closed_ms, self.brain.now_ms()) => Ok((self.reopen(resident, &case).await?, case)),
            _ => self.open_case(resident, origin, has_written).await,
        }
    }

    async fn already(&self, resident: &Resident, case: &Case, first: Option<FirstMessage>) -> Result<Outcome, StoreError> {
        if let Some(first) = first {
            return self.wrote_first(case, &first).await;
        }
        let text = self.say(resident.language, Message::CaseAlready, &[("number", case.number.to_string().into())]);
        Ok(said(letters::sent(resident.chat, None, &Rich::new().plain(&text), None)))
    }

    async fn ask_consent(&self, resident: &Resident, first: Option<FirstMessage>, origin: Origin) -> Result<Outcome, StoreError> {
        let assistant = self.brain.assistant();
        let args = [
            ("days", resident.retention_days.to_string().into()),
            ("municipality", assistant.knowledge.contact.municipality.as_str().into()),
        ];
        let text = self.say(resident.language, Message::ConsentAsk, &args);
        let button =
            |message, agreed| Button { label: self.say(resident.language, message, &[]), action: Action::Consent { agreed, origin } };
        let keys = keyboard(&[vec![button(Message::ButtonConsent, true)], vec![button(Message::ButtonNoConsent, false)]], "");
        let mut writes = Vec::new();
        if let Some(first) = first {
            let id = self.store.next(Counter::Draft).await?;
            let draft = Draft::FirstMessage { message_id: first.message_id, text: first.text, attachment: first.attachment };
            let stored = StoredDraft { id, chat: resident.chat, thread: None, author: resident.chat, draft };
            writes.push(Write::Draft(DraftWrite::Save(stored)));
        }
        Ok(Outcome { writes, letters: letters::with_keys(resident.chat, None, &Rich::new().plain(&text), keys) })
    }

    /// The resident has agreed to what is stored, or not.
    pub async fn consented(&self, resident: &Resident, agreed: bool, origin: Origin) -> Result<Outcome, StoreError> {
        if let Some(case) = self.store.newest_case(resident.chat).await?.filter(|case| case.open) {
            return self.already(resident, &case, None).await;
        }
        let waiting = self.store.first_messages(resident.chat).await?;
        let forget: Vec<Write> = waiting.iter().map(|stored| Write::Draft(DraftWrite::Forget { id: stored.id })).collect();
        if !agreed {
            let assistant = self.brain.assistant();
            let contact = &assistant.knowledge.contact;
            let args = [("phone", contact.phone.as_str().into()), ("email", contact.email.as_str().into())];
            let text = self.say(resident.language, Message::ConsentRefused, &args);
            let letters = letters::sent(resident.chat, None, &Rich::new().plain(&text), None);
            return Ok(Outcome { writes: forget, letters });
        }
        let written = waiting.into_iter().filter_map(|stored| match stored.draft {
            Draft::FirstMessage { message_id, text, attachment } => Some(FirstMessage { message_id, text, attachment }),
            _ => None,
        });
        let agreed = Resident { consented: true, ..resident.clone() };
        let written: Vec<FirstMessage> = written.collect();
        let (mut outcome, case) = self.begin(&agreed, origin, !written.is_empty()).await?;
        for first in written {
            outcome.join(self.wrote_first(&case, &first).await?);
        }
        outcome.writes.insert(0, Write::Consent { chat: resident.chat });
        outcome.writes.extend(forget);
        Ok(outcome)
    }

    async fn open_case(&self, resident: &Resident, origin: Origin, has_written: bool) -> Result<(Outcome, Case), StoreError> {
        let number = self.store.next(Counter::Case).await?;
        let now_ms = self.brain.now_ms();
        let case = Case::new(number, resident.chat, &resident.name, resident.language, origin, now_ms);
        let receipt = if has_written { Message::CaseReceiptWritten } else { Message::CaseReceipt };
        let open = CaseWrite::Open { number, chat: case.chat, name: case.name.clone(), language: case.language, origin };
        let mut outcome = Outcome { writes: vec![Write::Case(open)], letters: self.receipt(&case, receipt) };
        outcome.letters.extend(self.place(&case).await?);
        Ok((outcome, case))
    }

    /// Opens the case again: its topic too, where it has one.
    pub async fn reopen(&self, resident: &Resident, case: &Case) -> Result<Outcome, StoreError> {
        let mut outcome = self.reopened(case).await?;
        let language = resident.language;
        outcome.letters.extend(self.receipt(&Case { language, ..case.clone() }, Message::CaseReopened));
        Ok(outcome)
    }

    async fn wrote_first(&self, case: &Case, first: &FirstMessage) -> Result<Outcome, StoreError> {
        let message = Incoming {
            message_id: first.message_id,
            text: first.text.clone(),
            attachment: first.attachment,
            media_group: None,
            reply_to: None,
            forwarded_from: None,
            addressed: true,
        };
        self.wrote(case, &message).await
    }

    /// Number, time of arrival, and when somebody will read it (förvaltningslagen 22 §); out of hours with ways to help oneself.
    fn receipt(&self, case: &Case, message: Message) -> Vec<Letter> {
        let assistant = self.brain.assistant();
        let facts = assistant.facts(self.brain.local_now(), case.language);
        let arrived = self.dated(case.language, |dates| format!("{} {}", dates.date(dates.now.date()), dates.moment(dates.now)));
        let open = facts.hours.status(facts.now).open;
        let when = if open { Message::CaseReadOpen } else { Message::CaseReadClosed };
        let status = compose::status_sentence(&facts);
        let when = self.say(case.language, when, &[("status", status.into())]);
        let args = [("number", case.number.to_string().into()), ("arrived", arrived.into()), ("when", when.into())];
        let text = Rich::new().plain(&self.say(case.language, message, &args));
        let keys = if open { Vec::new() } else { self.self_help(&facts) };
        letters::with_keys(case.chat, None, &text, keys)
    }

    fn self_help(&self, facts: &Facts<'_>) -> Vec<Vec<crate::model::outgoing::Key>> {
        let button = |message, action| Button { label: self.say(facts.language, message, &[]), action };
        let rows = [
            vec![button(Message::ButtonFocusAreas, Action::FocusAreas), button(Message::ButtonHours, Action::Hours)],
            vec![button(Message::ButtonContact, Action::Contact)],
        ];
        keyboard(&rows, &facts.knowledge.contact.map)
    }

    /// A topic for a case that has lost its place, or never got one, unless one is under way; the card is anew too, unless one is held.
    pub(super) async fn place_again(&self, case: &Case) -> Result<Vec<Letter>, StoreError> {
        let topic = Regarding::CaseTopic { case: case.number };
        if !self.store.waiting_regarding(&topic).await?.is_empty() {
            return Ok(Vec::new());
        }
        let mut letters = self.place(case).await?;
        let card = Regarding::CaseCard { case: case.number };
        if !self.store.waiting_regarding(&card).await?.is_empty() {
            letters.retain(|letter| letter.regarding.as_ref() != Some(&card));
        }
        Ok(letters)
    }

    /// A topic for the case, and the card in it.
    pub(super) async fn place(&self, case: &Case) -> Result<Vec<Letter>, StoreError> {
        self.place_in(self.group().await?, case).await
    }

    pub(super) async fn place_in(&self, group: i64, case: &Case) -> Result<Vec<Letter>, StoreError> {
        let name = format!("{} · {}", case.number, case.name);
        let open = Outgoing { chat: group, thread: None, request: Request::OpenTopic { name }, urgency: Urgency::Message };
        let open = Letter::from(open).regarding(Regarding::CaseTopic { case: case.number });
        let card = self.card(case).await?.send(None);
        let card = to_case(group, case.number, card, Urgency::Card).regarding(Regarding::CaseCard { case: case.number });
        Ok(vec![open, card])
    }
}

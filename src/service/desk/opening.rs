//! From the wish for a person to an open case: the receipt, the topic and its card.

use super::consenting::FirstMessage;
use super::{Desk, letters, said, to_case};
use crate::answer::compose::{self, Facts};
use crate::desk::reopening;
use crate::desk::span::local;
use crate::model::action::{Action, Button};
use crate::model::delivery::Regarding;
use crate::model::desk::Origin;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Outgoing, Request, Urgency};
use crate::service::pipe::Outcome;
use crate::store::{Case, CaseWrite, Counter, Letter, Place, StoreError, Write};
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
    /// When what they do now came in; milliseconds since 1970.
    pub arrived_ms: i64,
    pub retention_days: u32,
}

impl Desk {
    /// The resident wants a person: a case is opened, once they know what that means.
    pub async fn person(
        &self,
        resident: &Resident,
        first: Option<FirstMessage>,
        origin: Origin,
    ) -> Result<Outcome, StoreError> {
        let first = self.unless_known(resident.chat, first).await?;
        let newest = self.store.newest_case(resident.chat).await?;
        match newest {
            Some(case) if case.open => self.already(resident, &case, first).await,
            _ if !resident.consented => self.ask_consent(resident, first, origin).await,
            _ => self.begin_with(resident, origin, first.as_slice()).await,
        }
    }

    /// What staff have already does not go to them again, however often a button is pressed.
    async fn unless_known(
        &self,
        chat: i64,
        first: Option<FirstMessage>,
    ) -> Result<Option<FirstMessage>, StoreError> {
        let Some(first) = first else { return Ok(None) };
        let known =
            self.store.case_message_from(Place { chat, message_id: first.message_id }).await?;
        Ok(known.is_none().then_some(first))
    }

    /// A case with what was written for it.
    pub(super) async fn begin_with(
        &self,
        resident: &Resident,
        origin: Origin,
        written: &[FirstMessage],
    ) -> Result<Outcome, StoreError> {
        let (mut outcome, case) = self.begin(resident, origin, !written.is_empty()).await?;
        outcome.join(self.wrote_first(&case, written, resident.arrived_ms).await?);
        Ok(outcome)
    }

    /// A case for a resident who has none open: the one closed of late, or a new one.
    async fn begin(
        &self,
        resident: &Resident,
        origin: Origin,
        has_written: bool,
    ) -> Result<(Outcome, Case), StoreError> {
        match self.store.newest_case(resident.chat).await? {
            Some(case) if reopening::is_recent(case.closed_ms, self.brain.now_ms()) => {
                Ok((self.reopen(resident, &case).await?, case))
            }
            _ => self.open_case(resident, origin, has_written).await,
        }
    }

    pub(super) async fn already(
        &self,
        resident: &Resident,
        case: &Case,
        first: Option<FirstMessage>,
    ) -> Result<Outcome, StoreError> {
        if let Some(first) = first {
            return self.wrote_first(case, &[first], resident.arrived_ms).await;
        }
        let text = self.say(
            resident.language,
            Message::CaseAlready,
            &[("number", case.number.to_string().into())],
        );
        Ok(said(letters::sent(resident.chat, None, &Rich::new().plain(&text), None)))
    }

    async fn open_case(
        &self,
        resident: &Resident,
        origin: Origin,
        has_written: bool,
    ) -> Result<(Outcome, Case), StoreError> {
        let number = self.store.next(Counter::Case).await?;
        let case = Case::new(
            number,
            resident.chat,
            &resident.name,
            resident.language,
            origin,
            resident.arrived_ms,
        );
        let receipt = if has_written { Message::CaseReceiptWritten } else { Message::CaseReceipt };
        let (name, language) = (case.name.clone(), case.language);
        let open = CaseWrite::Open {
            number,
            chat: case.chat,
            name,
            language,
            origin,
            opened_ms: case.opened_ms,
        };
        let mut outcome = Outcome {
            writes: vec![Write::Case(open)],
            letters: self.receipt(&case, receipt, resident.arrived_ms),
        };
        outcome.letters.extend(self.place(&case).await?);
        Ok((outcome, case))
    }

    /// Opens the case again: its topic too, where it has one.
    pub async fn reopen(&self, resident: &Resident, case: &Case) -> Result<Outcome, StoreError> {
        let mut outcome = self.reopened(case).await?;
        let language = resident.language;
        outcome.letters.extend(self.receipt(
            &Case { language, ..case.clone() },
            Message::CaseReopened,
            resident.arrived_ms,
        ));
        Ok(outcome)
    }

    /// Number, time of arrival, and when somebody will read it (förvaltningslagen 22 §); out of hours with ways to help oneself.
    fn receipt(&self, case: &Case, message: Message, arrived_ms: i64) -> Vec<Letter> {
        let assistant = self.brain.assistant();
        let facts = assistant.facts(self.brain.local_now(), case.language);
        let arrived = self.dated(case.language, |dates| {
            let at = local(arrived_ms, self.brain.zone()).unwrap_or(dates.now);
            format!("{} {}", dates.date(at.date()), dates.clock_time(at.time()))
        });
        let open = facts.hours.status(facts.now).open;
        let when = if open { Message::CaseReadOpen } else { Message::CaseReadClosed };
        let status = compose::status_sentence(&facts);
        let when = self.say(case.language, when, &[("status", status.into())]);
        let args = [
            ("number", case.number.to_string().into()),
            ("arrived", arrived.into()),
            ("when", when.into()),
        ];
        let text = Rich::new().plain(&self.say(case.language, message, &args));
        let keys = if open { Vec::new() } else { self.self_help(&facts) };
        letters::with_keys(case.chat, None, &text, keys)
    }

    fn self_help(&self, facts: &Facts<'_>) -> Vec<Vec<crate::model::outgoing::Key>> {
        let button =
            |message, action| Button { label: self.say(facts.language, message, &[]), action };
        let rows = [
            vec![
                button(Message::ButtonFocusAreas, Action::FocusAreas),
                button(Message::ButtonHours, Action::Hours),
            ],
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

    pub(super) async fn place_in(
        &self,
        group: i64,
        case: &Case,
    ) -> Result<Vec<Letter>, StoreError> {
        let name = format!("{} · {}", case.number, case.name);
        let open = Outgoing {
            chat: group,
            thread: None,
            request: Request::OpenTopic { name },
            urgency: Urgency::Message,
        };
        let open = Letter::from(open).regarding(Regarding::CaseTopic { case: case.number });
        let card = self.card(case).await?.send(None);
        let card = to_case(group, case.number, card, Urgency::Card)
            .regarding(Regarding::CaseCard { case: case.number });
        Ok(vec![open, card])
    }
}

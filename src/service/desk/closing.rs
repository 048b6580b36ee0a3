//! The end of a case, by either side, the question whether it helped, and its reopening.

use super::{Desk, letters, note};
use crate::model::action::{Action, Button};
use crate::model::delivery::Regarding;
use crate::model::desk::CasePlace;
use crate::model::outgoing::{Outgoing, Request, Urgency};
use crate::service::pipe::Outcome;
use crate::store::{Case, CaseWrite, ClosedBy, Letter, Staff, StoreError, Write};
use crate::telegram::keyboard::keyboard;
use crate::telegram::markup::Rich;
use crate::wording::Message;

impl Desk {
    /// `/stang` by an employee.
    pub(super) async fn closed_by_staff(
        &self,
        case: &Case,
        by: &Staff,
    ) -> Result<Outcome, StoreError> {
        let args = [("number", case.number.to_string().into()), ("by", by.name.as_str().into())];
        let here = self.tell(Message::StaffClosed, &args);
        let mut outcome =
            self.closed(case, ClosedBy::Staff, &here, Message::CaseClosedByStaff).await?;
        let what = case.number.to_string();
        outcome.writes.push(Write::Audit {
            by: by.clone(),
            action: "case closed".to_owned(),
            what,
        });
        Ok(outcome)
    }

    /// `/avsluta` by the resident. `None`: there is nothing to end.
    pub async fn ended(&self, chat: i64) -> Result<Option<Outcome>, StoreError> {
        let Some(case) = self.store.newest_case(chat).await?.filter(|case| case.open) else {
            return Ok(None);
        };
        let here = self
            .tell(Message::StaffClosedByResident, &[("number", case.number.to_string().into())]);
        self.closed(&case, ClosedBy::Resident, &here, Message::CaseClosedByResident).await.map(Some)
    }

    async fn closed(
        &self,
        case: &Case,
        by: ClosedBy,
        to_staff: &str,
        to_resident: Message,
    ) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        let number = case.number.to_string();
        let closed = Case { open: false, closed_by: Some(by), ..case.clone() };
        let text = [
            self.say(case.language, to_resident, &[("number", number.into())]),
            self.say(case.language, Message::CaseHelpedAsk, &[]),
        ];
        let mut letters = letters::with_keys(
            case.chat,
            None,
            &Rich::new().plain(&text.join("\n\n")),
            self.helped_keys(case),
        );
        // As a part of the case it is not taken back by /radera.
        for letter in &mut letters {
            letter.regarding = Some(Regarding::CaseNote { case: case.number });
        }
        letters.extend(note(group, case, to_staff, None));
        letters.extend(self.card_again(&closed).await?);
        letters.extend(topic(group, case, |thread| Request::CloseTopic { thread }));
        Ok(Outcome {
            writes: vec![Write::Case(CaseWrite::Close { number: case.number, by })],
            letters,
        })
    }

    fn helped_keys(&self, case: &Case) -> Vec<Vec<crate::model::outgoing::Key>> {
        let button = |message, helped| Button {
            label: self.say(case.language, message, &[]),
            action: Action::Helped { case: case.number, helped },
        };
        keyboard(
            &[vec![button(Message::ButtonHelped, true), button(Message::ButtonNotHelped, false)]],
            "",
        )
    }

    /// What the resident thought of it; somebody else's case is none of theirs.
    pub async fn helped(
        &self,
        chat: i64,
        number: i64,
        helped: bool,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(case) = self.store.case(number).await?.filter(|case| case.chat == chat) else {
            return Ok(None);
        };
        Ok(Some(Outcome {
            writes: vec![Write::Case(CaseWrite::Helped { number: case.number, helped })],
            letters: Vec::new(),
        }))
    }

    /// The case is open again: its topic, or a new one where that has gone.
    pub(super) async fn reopened(&self, case: &Case) -> Result<Outcome, StoreError> {
        let group = self.group().await?;
        let open = Case { open: true, closed_by: None, ..case.clone() };
        let mut letters: Vec<Letter> =
            topic(group, case, |thread| Request::ReopenTopic { thread }).into_iter().collect();
        match case.place {
            Some(_) => letters.extend(self.card_again(&open).await?),
            None => letters.extend(self.place_again(&open).await?),
        }
        let text = self.tell(Message::StaffReopened, &[("number", case.number.to_string().into())]);
        letters.extend(note(group, case, &text, None));
        Ok(Outcome {
            writes: vec![Write::Case(CaseWrite::Reopen { number: case.number })],
            letters,
        })
    }
}

/// A request about the topic itself, behind what has been said in it.
fn topic(group: i64, case: &Case, request: impl Fn(i32) -> Request) -> Option<Letter> {
    let Some(CasePlace::Topic(thread)) = case.place else { return None };
    Some(Letter::from(Outgoing {
        chat: group,
        thread: Some(thread),
        request: request(thread),
        urgency: Urgency::Message,
    }))
}

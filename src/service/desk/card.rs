//! The card of a case: who, in which language, how they came here, whose case it is, and what the assistant had answered.

use super::{Desk, to_case};
use crate::desk::span::local;
use crate::model::case::Origin;
use crate::model::delivery::Regarding;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Saying, Urgency};
use crate::model::rich::{Rich, shortened};
use crate::store::{Case, ClosedBy, Letter, Question, StoreError};
use crate::wording::Message;

/// So many of the assistant's last answers stand on a card, and so much of each, in characters.
const ANSWERS: i64 = 3;
const SHOWN: usize = 501;

impl Desk {
    pub(super) async fn card(&self, case: &Case) -> Result<Saying, StoreError> {
        let asked = self.store.last_questions(case.chat, ANSWERS).await?;
        let asked: Vec<Question> =
            asked.into_iter().filter(|question| question.asked_ms <= case.opened_ms).collect();
        let mut card = Rich::new()
            .bold(&self.tell(Message::CardHeading, &[("number", case.number.to_string().into())]));
        for line in [self.who(case), self.origin(case), self.owner(case), self.state(case)] {
            card = card.plain("\n").plain(&line);
        }
        if !asked.is_empty() {
            card = card.plain("\n\n").plain(&self.tell(Message::CardAnswers, &[]));
        }
        for question in &asked {
            card = card
                .plain("\n")
                .bold(&shortened(&question.text, SHOWN))
                .plain("\n")
                .quote(&shortened(&question.answer, SHOWN));
        }
        let card = card.plain("\n\n").italic(&self.tell(Message::CardHelp, &[]));
        Ok(Saying { is_one_message: true, ..card.into() })
    }

    /// The card as it is now, in place of what was shown. `None`: it is not there to be changed.
    pub(super) async fn card_again(&self, case: &Case) -> Result<Option<Letter>, StoreError> {
        let Some(message_id) = case.card else { return Ok(None) };
        let edit = self.card(case).await?.replace(vec![message_id]);
        let letter = to_case(self.group().await?, case.number, edit, Urgency::Card);
        Ok(Some(letter.regarding(Regarding::CaseCard { case: case.number })))
    }

    fn who(&self, case: &Case) -> String {
        let args = [("name", case.name.as_str().into()), ("language", case.language.code().into())];
        self.tell(Message::CardWho, &args)
    }

    fn origin(&self, case: &Case) -> String {
        let message = match case.origin {
            Origin::Command => Message::CardByCommand,
            Origin::Button => Message::CardByButton,
        };
        let opened = self.dated(ReplyLanguage::Swedish, |dates| {
            let at = local(case.opened_ms, self.brain.zone()).unwrap_or(dates.now);
            format!("{} {}", dates.date(at.date()), dates.clock(at.time()))
        });
        self.tell(message, &[("opened", opened.into())])
    }

    fn owner(&self, case: &Case) -> String {
        match &case.owner {
            Some(owner) => self.tell(Message::CardOwner, &[("name", owner.name.as_str().into())]),
            None => self.tell(Message::CardNoOwner, &[]),
        }
    }

    fn state(&self, case: &Case) -> String {
        match (case.open, case.closed_by) {
            (true, _) => self.tell(Message::CardOpen, &[]),
            (false, Some(ClosedBy::Resident)) => self.tell(Message::CardClosedByResident, &[]),
            (false, _) => self.tell(Message::CardClosed, &[]),
        }
    }

    /// `måndag 23 november kl. 8.05`, in Swedish.
    pub(super) fn moment(&self, ms: i64) -> String {
        self.dated(ReplyLanguage::Swedish, |dates| {
            dates.moment(local(ms, self.brain.zone()).unwrap_or(dates.now))
        })
    }
}

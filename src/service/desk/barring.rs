//! `/blockera`, `/avblockera` and `/blockerade`: residents whose messages staff do not get any more.
//!
//! The assistant goes on answering them, and staff may still write to them: an authority can be reached (förvaltningslagen 7 §), but nobody has to be
//! threatened in a chat. They are told, and told how else to reach staff.

use super::{Desk, letters};
use crate::desk::case::event::Change;
use crate::desk::case::messages;
use crate::desk::command::Which;
use crate::model::audit::AuditAction;
use crate::model::case::{Case, Place};
use crate::model::id::ChatId;
use crate::model::incoming::{Incoming, Received};
use crate::model::language::ReplyLanguage;
use crate::pipe::Outcome;
use crate::store::{Barred, Letter, Staff, StoreError, Write};
use crate::wording::Message;

impl Desk {
    /// `/blockera` in a case.
    pub(super) async fn bar(
        &self,
        update: &Incoming,
        case: &Case,
        by: &Staff,
        reason: &str,
    ) -> Result<Outcome, StoreError> {
        if self.store.is_barred(case.chat).await? {
            return Ok(self.about(update, case, Message::StaffBarredAlready));
        }
        let barred = Barred {
            chat: case.chat,
            name: case.name.clone(),
            case: case.number,
            reason: reason.to_owned(),
            by: by.clone(),
            at_ms: self.brain.now_ms(),
        };
        let mut outcome = self.about(update, case, Message::StaffBarred);
        let what = format!("{} {reason}", case.number);
        outcome.writes =
            vec![Write::Bar(barred), self.audit(by, AuditAction::ResidentBarred, what.trim())];
        outcome.letters.extend(self.to_resident(case, Message::Barred));
        Ok(outcome)
    }

    /// `/avblockera` in a case, or with a case's number anywhere.
    pub(super) async fn unbar(
        &self,
        update: &Incoming,
        here: Option<&Case>,
        by: &Staff,
        which: Which,
    ) -> Result<Outcome, StoreError> {
        let case = match which {
            Which::Here => here.cloned(),
            Which::Case(number) => self.store.case(number).await?,
            Which::Unclear => None,
        };
        let Some(case) = &case else { return self.list_barred(update).await };
        if !self.store.is_barred(case.chat).await? {
            return Ok(self.about(update, case, Message::StaffNotBarred));
        }
        let mut outcome = self.about(update, case, Message::StaffUnbarred);
        let unbarred = self.audit(by, AuditAction::ResidentUnbarred, &case.number.to_string());
        outcome.writes = vec![Write::Unbar { chat: case.chat }, unbarred];
        outcome.letters.extend(self.to_resident(case, Message::Unbarred));
        Ok(outcome)
    }

    /// `/blockerade`.
    pub(super) async fn list_barred(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        let barred = self.store.barred().await?;
        if barred.is_empty() {
            return Ok(self.answer(update, None, &self.tell(Message::StaffBarredNone, &[])));
        }
        let row = |barred: &Barred| {
            let args = [
                ("number", barred.case.to_string().into()),
                ("name", barred.name.as_str().into()),
                ("since", self.moment(barred.at_ms).into()),
                ("by", barred.by.name.as_str().into()),
                ("reason", barred.reason.as_str().into()),
            ];
            self.tell(Message::StaffBarredRow, &args).trim_end().to_owned()
        };
        let count = [("count", barred.len().to_string().into())];
        let mut lines = vec![self.tell(Message::StaffBarredHeading, &count)];
        lines.extend(barred.iter().map(row));
        lines.push(self.tell(Message::StaffBarredHow, &[]));
        Ok(self.answer(update, None, &lines.join("\n")))
    }

    /// What a resident is told who is barred, and writes to staff all the same.
    pub fn barred(&self, chat: ChatId, language: ReplyLanguage) -> Vec<Letter> {
        letters::sent(chat, self.say_with_contact(language, Message::Barred, &[]), None)
    }

    /// What a barred resident changes in a message of a case stays with staff as it was. `None`: it is no message of a case.
    pub async fn changed_while_barred(
        &self,
        place: Place,
        new: &Received,
        language: ReplyLanguage,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(old) = self.store.case_message_from(place).await? else { return Ok(None) };
        Ok(Some(match messages::change(&old, &new.text, new.file.as_ref()) {
            Change::Nothing => Outcome::default(),
            Change::Words | Change::Content => Outcome::say(self.barred(place.chat, language)),
        }))
    }

    fn to_resident(&self, case: &Case, message: Message) -> Vec<Letter> {
        letters::remark(case.chat, self.say_with_contact(case.language, message, &[]))
    }

    fn about(&self, update: &Incoming, case: &Case, message: Message) -> Outcome {
        let args =
            [("name", case.name.as_str().into()), ("number", case.number.to_string().into())];
        self.answer(update, None, &self.tell(message, &args))
    }
}

//! What staff do besides cases, in their group or alone with the assistant: commands and buttons.

use super::{Desk, letters};
use crate::desk::command::Staff;
use crate::model::audit::AuditAction;
use crate::model::desk::{Draft, StaffAction};
use crate::model::id::MessageId;
use crate::model::incoming::{Event, Incoming, Received};
use crate::model::log::Review;
use crate::model::outgoing::Press;
use crate::pipe::Outcome;
use crate::store::{Staff as Employee, StoreError};
use crate::wording::Message;

impl Desk {
    /// An employee writes alone with the assistant. `None`: as a resident would.
    pub async fn alone(
        &self,
        update: &Incoming,
        by: &Employee,
    ) -> Result<Option<Outcome>, StoreError> {
        let Event::Message(message) = &update.event else { return Ok(None) };
        match self.command(message) {
            None => self.staff_words(update, by, message).await,
            Some(_) => match self.staff_command(message) {
                Some(command) => self.staff_commands(update, by, message, command).await.map(Some),
                None => Ok(None),
            },
        }
    }

    pub(super) async fn staff_commands(
        &self,
        update: &Incoming,
        by: &Employee,
        message: &Received,
        command: Staff,
    ) -> Result<Outcome, StoreError> {
        match command {
            Staff::Faq(text) => self.faq(update, by, &text).await,
            Staff::Unanswered => self.unanswered(update, 0).await,
            Staff::Statistics(days) => self.statistics(update, days).await,
            Staff::Notice(notice) => self.notice(update, by, &notice).await,
            Staff::Exception(text) => Ok(self.exception(update, by, &text)),
            Staff::Exceptions => self.exceptions(update).await,
            Staff::Barred => self.list_barred(update).await,
            Staff::Unbar(which) => self.unbar(update, None, by, which).await,
            Staff::Pause(text) => Ok(self.pause(update, by, &text)),
            Staff::Resume => self.resume(update, by).await,
            Staff::Close | Staff::Note(_) | Staff::Bar(_) => Ok(self.answer(
                update,
                Some(message.message_id),
                &self.tell(Message::StaffWhichCase, &[]),
            )),
        }
    }

    /// A button of staff's. `None`: it is none.
    pub async fn pressed(&self, update: &Incoming) -> Result<Option<Outcome>, StoreError> {
        let Event::Press { press, choice: Some(Press::Staff(action)), message_id } = &update.event
        else {
            return Ok(None);
        };
        let answer = |notice| letters::answer_press(update, press, notice);
        let Some(by) = self.employee(update.from.as_ref()) else {
            return Ok(Some(Outcome::say(vec![answer(Some(self.tell(Message::StaffOnly, &[])))])));
        };
        let done = self.done(update, &by, *message_id, action.clone()).await?;
        let notice = done.is_none().then(|| self.tell(Message::StaffButtonOld, &[]));
        let mut outcome = done.unwrap_or_default();
        outcome.letters.insert(0, answer(notice));
        Ok(Some(outcome))
    }

    /// What a button does. `None`: what it was for is gone or done.
    async fn done(
        &self,
        update: &Incoming,
        by: &Employee,
        message_id: MessageId,
        action: StaffAction,
    ) -> Result<Option<Outcome>, StoreError> {
        if needs_words(&action) && self.is_in_case(update).await? {
            return Ok(Some(self.answer(update, None, &self.tell(Message::StaffNotInCase, &[]))));
        }
        match action {
            StaffAction::SaveForwarded { draft } => self.forwarded_saved(update, by, draft).await,
            StaffAction::SaveLook { draft } => self.save(update, by, draft).await,
            StaffAction::DiscardDraft { draft } => self.discarded(update, draft).await,
            StaffAction::ListEntries { page } => {
                Ok(Some(Outcome::say(self.listed(update, page).await?)))
            }
            StaffAction::ShowEntry(entry) => self.entry_shown(update, &entry).await,
            StaffAction::EditEntry(entry) => {
                if self.brain.assistant().additions().entry(&entry).is_none() {
                    return Ok(None);
                }
                self.awaited(update, by, Draft::AwaitsText { article: entry }).await.map(Some)
            }
            StaffAction::RemoveEntry(entry) => self.entry_removed(update, by, &entry).await,
            StaffAction::UndoEntry { version, entry } => {
                self.entry_undone(update, by, &entry, version).await
            }
            StaffAction::AnswerGroup { question } => {
                self.group_answered(update, by, question).await
            }
            StaffAction::NotOurs { question } => {
                let not_ours = (Review::NotOurs, AuditAction::QuestionNotOurs);
                self.group_put_away(update, by, message_id, question, not_ours).await
            }
            StaffAction::HideGroup { question } => {
                let hidden = (Review::Hidden, AuditAction::QuestionHidden);
                self.group_put_away(update, by, message_id, question, hidden).await
            }
            StaffAction::NextGroups { page } => self.unanswered(update, page).await.map(Some),
            StaffAction::RemoveException { id } => {
                self.exception_removed(update, by, message_id, id).await
            }
        }
    }

    async fn is_in_case(&self, update: &Incoming) -> Result<bool, StoreError> {
        match update.thread {
            Some(thread) => Ok(self.store.case_of_topic(thread).await?.is_some()),
            None => Ok(false),
        }
    }
}

/// The employee's next message would be taken for what the button asks for; in a case it goes to the resident.
fn needs_words(action: &StaffAction) -> bool {
    matches!(
        action,
        StaffAction::SaveForwarded { .. }
            | StaffAction::EditEntry(_)
            | StaffAction::AnswerGroup { .. }
    )
}

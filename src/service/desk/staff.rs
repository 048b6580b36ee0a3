//! What staff do besides cases: commands, buttons, forwarded messages, in their group or alone with the assistant.

use super::{Desk, letters, said};
use crate::model::desk::StaffAction;
use crate::model::incoming::{Event, Incoming, Message as Written};
use crate::service::pipe::Outcome;
use crate::store::{Staff as Employee, StoreError};
use crate::telegram::callback;
use crate::telegram::command::Staff;
use crate::wording::Message;

impl Desk {
    /// An employee writes alone with the assistant. `None`: as a resident would.
    pub async fn alone(&self, update: &Incoming, by: &Employee) -> Result<Option<Outcome>, StoreError> {
        let Event::Message(message) = &update.event else { return Ok(None) };
        match self.staff_command(message) {
            Some(Staff::Close | Staff::Note(_)) => {
                Ok(Some(self.answer(update, Some(message.message_id), &self.tell(Message::StaffWhichCase, &[]))))
            }
            Some(command) => self.staff_commands(update, by, message, command).await.map(Some),
            None => self.staff_words(update, by, message).await,
        }
    }

    pub(super) async fn staff_commands(
        &self,
        update: &Incoming,
        by: &Employee,
        message: &Written,
        command: Staff,
    ) -> Result<Outcome, StoreError> {
        let _ = (by, command);
        Ok(self.answer(update, Some(message.message_id), "…"))
    }

    /// Words that are no command: the rest of something begun, or a message that was forwarded.
    pub(super) async fn staff_words(&self, update: &Incoming, by: &Employee, message: &Written) -> Result<Option<Outcome>, StoreError> {
        let _ = (update, by, message);
        Ok(None)
    }

    /// A button of staff's. `None`: it is none.
    pub async fn pressed(&self, update: &Incoming) -> Result<Option<Outcome>, StoreError> {
        let Event::Button { callback_id, data, .. } = &update.event else { return Ok(None) };
        let Ok(action) = callback::decode::<StaffAction>(data) else { return Ok(None) };
        let answer = |notice| letters::answer_press(update.chat, update.thread, callback_id, notice);
        let Some(by) = self.employee(update.from.as_ref()) else {
            return Ok(Some(said(vec![answer(Some(self.tell(Message::StaffOnly, &[])))])));
        };
        let _ = (by, action);
        Ok(Some(said(vec![answer(None)])))
    }
}

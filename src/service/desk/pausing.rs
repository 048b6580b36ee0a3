//! `/paus` and `/fortsatt`: the assistant says nothing of its own, as when what it knows has turned out to be wrong. Cases go on.

use super::{Desk, letters};
use crate::model::audit::AuditAction;
use crate::model::desk::Pause;
use crate::model::incoming::Incoming;
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{Staff, StoreError, Write};
use crate::wording::Message;

impl Desk {
    pub(super) fn pause(&self, update: &Incoming, by: &Staff, text: &str) -> Outcome {
        let usual = || self.tell(Message::PausedUsual, &[]);
        let said = if text.is_empty() { usual() } else { text.to_owned() };
        let told =
            Rich::new().plain(&self.tell(Message::StaffPaused, &[])).plain("\n").quote(&said);
        let pause =
            Pause { text: text.to_owned(), by: by.name.clone(), since_ms: self.brain.now_ms() };
        tracing::warn!("staff have paused the assistant");
        Outcome {
            writes: vec![Write::Pause(Some(pause)), self.audit(by, AuditAction::Paused, text)],
            letters: letters::sent(update, &told, None),
        }
    }

    pub(super) async fn resume(
        &self,
        update: &Incoming,
        by: &Staff,
    ) -> Result<Outcome, StoreError> {
        if self.store.pause().await?.is_none() {
            return Ok(self.answer(update, None, &self.tell(Message::StaffNotPaused, &[])));
        }
        tracing::warn!("staff have ended the pause");
        let mut outcome = self.answer(update, None, &self.tell(Message::StaffResumed, &[]));
        outcome.writes = vec![Write::Pause(None), self.audit(by, AuditAction::Resumed, "")];
        Ok(outcome)
    }
}

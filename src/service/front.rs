//! Who an update is for: the desk or the assistant.

use std::sync::Arc;

use super::additions;
use super::desk::Desk;
use super::flood::{Flood, Hearing};
use super::metrics::Metrics;
use super::residents::Residents;
use crate::model::delivery::Delivery;
use crate::model::incoming::{ChatKind, Event, Incoming, Membership};
use crate::pipe::{Ended, Handler, Outcome};
use crate::store::{Letter, StoreError, StoredLetter, Write};

/// Whether people are asked to write less.
#[derive(Debug, Default)]
pub enum FloodLimit {
    /// For bulk tests.
    #[default]
    Off,
    Kept(Flood),
}

/// The pipe's handler: the desk first, and what is not for it to the assistant.
pub struct Front {
    pub residents: Residents,
    /// `None`: no staff group is configured.
    pub desk: Option<Arc<Desk>>,
    pub metrics: Metrics,
    pub flood: FloodLimit,
}

impl Handler for Front {
    async fn handle(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        if update.from.as_ref().is_some_and(|from| from.is_bot)
            || update.chat_kind == ChatKind::Channel
        {
            return Ok(Outcome::default());
        }
        if let Some(outcome) = self.stemmed(update).await? {
            return Ok(outcome);
        }
        let Residents { store, brain, .. } = &self.residents;
        let decided = store.decided(update.chat).await?;
        additions::catch_up(store, brain, decided.desk_revision).await;
        let at_the_desk = match &self.desk {
            Some(desk) => self.at(desk, update).await?,
            None => None,
        };
        match at_the_desk {
            Some(outcome) => Ok(outcome),
            None => self.residents.handle(update, decided).await,
        }
    }

    fn apology(&self, update: &Incoming) -> Vec<Letter> {
        match &self.desk {
            Some(desk)
                if update.chat_kind == ChatKind::Group
                    && desk.employee(update.from.as_ref()).is_some() =>
            {
                desk.apology(update)
            }
            _ => self.residents.apology(update),
        }
    }

    fn watched(&self, update: &Incoming, ended: &Ended) {
        self.metrics.note(update, ended);
    }

    fn reachability(&self, update: &Incoming, is_blocked: bool) -> Option<Write> {
        let chat = update.chat;
        match update.event {
            Event::Membership(Membership::Gone) => Some(Write::Blocked { chat, blocked: true }),
            // A query is written in some other chat.
            Event::Inline { .. } | Event::Other(_) => None,
            Event::Migrated { to } if update.chat_kind != ChatKind::Private => {
                Some(Write::Migrated { from: chat, to })
            }
            _ => is_blocked.then_some(Write::Blocked { chat, blocked: false }),
        }
    }

    async fn settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        let mut outcome = match &self.desk {
            Some(desk) => desk.settled(letter, delivery).await?,
            None => Outcome::default(),
        };
        outcome.join(self.residents.settled(letter, delivery).await?);
        Ok(outcome)
    }
}

impl Front {
    /// What becomes of an update whose sender writes more than anybody reads. `None`: it is heard. Staff are always.
    async fn stemmed(&self, update: &Incoming) -> Result<Option<Outcome>, StoreError> {
        let from = update.from.as_ref();
        let is_staffs = match &self.desk {
            Some(desk) => desk.employee(from).is_some() || update.chat == desk.settings.group,
            None => false,
        };
        let is_somebodys = match update.event {
            // Whoever blocks the assistant and lets it in again is heard in their case each time.
            Event::Membership(_) => update.chat_kind == ChatKind::Private,
            Event::Migrated { .. }
            | Event::PlaceClosed
            | Event::PlaceReopened
            | Event::Other(_) => false,
            Event::Message(_)
            | Event::Edited(_)
            | Event::Press { .. }
            | Event::Button { .. }
            | Event::Inline { .. } => true,
        };
        let FloodLimit::Kept(flood) = &self.flood else { return Ok(None) };
        if is_staffs || !is_somebodys {
            return Ok(None);
        }
        let who = from.map_or(update.chat.person(), |from| from.id);
        Ok(match flood.hear(who, update.update_id, self.residents.arrived(update)) {
            Hearing::Heard => None,
            Hearing::Warned => {
                tracing::warn!(
                    update = update.update_id.number(),
                    "somebody writes more than is read: warned, and not heard until they pause"
                );
                Some(self.residents.flooded(update).await?)
            }
            Hearing::Silence => Some(Outcome::default()),
        })
    }

    async fn at(&self, desk: &Desk, update: &Incoming) -> Result<Option<Outcome>, StoreError> {
        if let Some(outcome) = desk.pressed(update).await? {
            return Ok(Some(outcome));
        }
        if update.chat_kind == ChatKind::Group {
            // A sending may have found the group's new id before the group told it.
            let told_late = matches!(update.event, Event::Migrated { .. })
                && update.chat == desk.settings.group;
            return if told_late || update.chat == desk.group().await? {
                desk.in_group(update).await
            } else {
                Ok(None)
            };
        }
        match (&update.event, desk.employee(update.from.as_ref())) {
            (Event::Message(_), Some(by)) => desk.alone(update, &by).await,
            _ => Ok(None),
        }
    }
}

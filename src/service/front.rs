//! Who an update is for: the desk or the assistant.

use std::sync::Arc;

use super::additions;
use super::desk::Desk;

use super::residents::Residents;
use crate::model::delivery::Delivery;
use crate::model::incoming::{ChatKind, Event, Incoming, Membership};
use crate::pipe::{Handler, Outcome};
use crate::store::{Letter, StoreError, StoredLetter, Write};

/// The pipe's handler: the desk first, and what is not for it to the assistant.
pub struct Front {
    pub residents: Residents,
    /// `None`: no staff group is configured.
    pub desk: Option<Arc<Desk>>,
}

impl Handler for Front {
    async fn handle(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        if update.from.as_ref().is_some_and(|from| from.is_bot)
            || update.chat_kind == ChatKind::Channel
        {
            return Ok(Outcome::default());
        }
        additions::catch_up(&self.residents.store, &self.residents.brain).await;
        let at_the_desk = match &self.desk {
            Some(desk) => self.at(desk, update).await?,
            None => None,
        };
        match (at_the_desk, &update.event) {
            (Some(outcome), _) => Ok(outcome),
            (None, Event::Migrated { to }) => Ok(Outcome {
                writes: vec![Write::Migrated { from: update.chat, to: *to }],
                letters: Vec::new(),
            }),
            (None, _) => self.residents.handle(update).await,
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

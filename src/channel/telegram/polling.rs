//! Long polling: asks for updates, has them stored, and confirms them by asking for the next.

use std::future::Future;
use std::time::Duration;

use serde_json::Value;
use tracing::warn;

use super::client::{BotApi, CallError};
use super::door::Door;
use super::intake::{Intake, admit};
use super::reach::{Fatal, Reach, asked_for};
use crate::model::id::UpdateId;

/// How long the last confirmation may take when stopping. Without it the last updates come once more, and are known.
const FAREWELL: Duration = Duration::from_secs(1);

/// Receives until `stop`, or until Telegram refuses the token. Updates being stored at that moment are stored first.
pub async fn poll<I: Intake>(
    api: &BotApi,
    door: &Door,
    intake: &I,
    stop: impl Future<Output = ()>,
) -> Result<(), Fatal> {
    tokio::pin!(stop);
    let mut polling = Polling::new(api, door, intake);
    loop {
        let batch = tokio::select! {
            biased;
            () = &mut stop => break,
            batch = api.updates(polling.offset) => batch,
        };
        let Some(wait) = polling.take(batch).await? else {
            continue;
        };
        tokio::select! {
            () = &mut stop => break,
            () = tokio::time::sleep(wait) => {}
        }
    }
    if let Some(offset) = polling.offset {
        // Whether it arrives is of no consequence.
        let _ = tokio::time::timeout(FAREWELL, api.confirm(offset)).await;
    }
    Ok(())
}

struct Polling<'a, I> {
    api: &'a BotApi,
    door: &'a Door,
    intake: &'a I,
    /// The first id that is not stored. `None`: everything stored is confirmed. Never kept longer than that, because Telegram starts at a
    /// random id after a quiet week, and one below the offset would never come.
    offset: Option<UpdateId>,
    telegram: Reach,
    store: Reach,
}

impl<'a, I: Intake> Polling<'a, I> {
    fn new(api: &'a BotApi, door: &'a Door, intake: &'a I) -> Self {
        Polling {
            api,
            door,
            intake,
            offset: None,
            telegram: Reach::new("receiving from Telegram"),
            store: Reach::new("storing updates"),
        }
    }

    /// Gives how long to wait before asking again, where something failed.
    async fn take(
        &mut self,
        batch: Result<Vec<Value>, CallError>,
    ) -> Result<Option<Duration>, Fatal> {
        match batch {
            Ok(batch) => {
                self.telegram.worked();
                Ok(self.store(&batch).await)
            }
            Err(CallError::Unauthorized) => Err(Fatal::Unauthorized),
            Err(error) => {
                if matches!(&error, CallError::Conflict(reason) if reason.contains("webhook")) {
                    warn!("a webhook receives this bot's updates: taking it away");
                    // Where that fails too, the next request says why.
                    let _ = self.api.delete_webhook().await;
                }
                let wait = self.telegram.failed(&error);
                Ok(Some(asked_for(&error).unwrap_or(wait)))
            }
        }
    }

    async fn store(&mut self, batch: &[Value]) -> Option<Duration> {
        if batch.is_empty() {
            self.offset = None;
            return None;
        }
        let (updates, next) = admit(self.door, batch);
        let Some(next) = next else {
            // Only updates without an id: asking at once would give them at once.
            return Some(super::reach::delay(4));
        };
        match self.intake.accept(updates).await {
            Ok(()) => {
                self.store.worked();
                self.offset = Some(next);
                None
            }
            Err(error) => Some(self.store.failed(&error)),
        }
    }
}

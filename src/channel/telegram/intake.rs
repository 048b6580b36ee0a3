//! Where updates go once they are events: the same for long polling and for the webhook.

use std::error::Error;
use std::future::Future;

use serde_json::Value;
use tracing::warn;

use super::door::Door;
use crate::model::id::UpdateId;
use crate::model::incoming::Incoming;

/// Stores events. What it has accepted is confirmed to Telegram, and comes again only where that confirmation is lost.
pub trait Intake: Send + Sync + 'static {
    type Error: Error + Send;

    /// Returns when all of them would survive a `kill -9`.
    fn accept(
        &self,
        updates: Vec<Incoming>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// The events of a batch, and the id behind the last of them. What has no id can be neither stored nor confirmed, and is said.
pub(super) fn admit(door: &Door, batch: &[Value]) -> (Vec<Incoming>, Option<UpdateId>) {
    let admitted = batch.iter().filter_map(|update| match door.admit(update) {
        Ok(incoming) => Some(incoming),
        Err(error) => {
            warn!("left out {error}");
            None
        }
    });
    let admitted: Vec<Incoming> = admitted.collect();
    let last = admitted.iter().map(|incoming| incoming.update_id).max();
    (admitted, last.map(UpdateId::next))
}

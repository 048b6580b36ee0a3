//! What the service does besides serving: what staff have added, vectors, and erasing what is too old.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch as flag;

use super::additions;
use super::brain::Brain;
use super::settings::ServeSettings;
use crate::embedding::{self, Engine};
use crate::store::{Purged, Retention, Store, StoreError};

/// How often what is too old is erased.
const PURGE_EVERY: Duration = Duration::from_secs(3600);

/// What staff have added, and vectors: for as long as the service runs, whoever leads.
pub(super) fn start(
    settings: &ServeSettings,
    store: &Store,
    engine: Option<&Arc<Engine>>,
    brain: &Brain,
    stopping: &flag::Receiver<bool>,
) {
    spawn_until(stopping, additions::keep_fresh(store.clone(), brain.clone()));
    if let Some(engine) = engine {
        let keep = embedding::keep(engine.clone(), settings.index.clone(), brain.clone());
        spawn_until(stopping, keep);
    }
}

/// Erases what is too old, until `over`.
pub(super) fn purge(
    settings: &ServeSettings,
    store: &Store,
    brain: &Brain,
    over: &flag::Receiver<bool>,
) {
    // A clock that was set knows nothing of what is old.
    if settings.at.is_none() {
        spawn_until(over, purge_hourly(store.clone(), brain.clone(), settings.retention));
    }
}

async fn purge_hourly(store: Store, brain: Brain, retention: Retention) {
    let mut every = tokio::time::interval(PURGE_EVERY);
    loop {
        every.tick().await;
        if let Err(error) = erase(&store, retention, brain.now_ms()).await {
            tracing::warn!(%error, "could not erase what is too old; trying again in an hour");
        }
    }
}

/// Erases what is too old, from the database's files too.
async fn erase(store: &Store, retention: Retention, now_ms: i64) -> Result<(), StoreError> {
    let purged = store.purge(retention, now_ms).await?;
    if purged == Purged::default() {
        return Ok(());
    }
    tracing::info!(?purged, "erased what was too old");
    store.scrub().await
}

/// Works until it is done, or the service stops.
pub(super) fn spawn_until(
    stopping: &flag::Receiver<bool>,
    work: impl Future<Output = ()> + Send + 'static,
) {
    let stopping = stopping.clone();
    tokio::spawn(async move {
        tokio::select! { () = work => {}, () = stopped(stopping) => {} }
    });
}

pub(super) async fn stopped(mut stopping: flag::Receiver<bool>) {
    // An error means that the sender is gone, and so is the service.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

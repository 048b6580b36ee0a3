//! What the service does besides serving: what staff have added, vectors, and erasing what is too old.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch as flag;

use super::additions;
use super::brain::Brain;
use super::erasing_clock::ErasingClock;
use super::settings::ServeSettings;
use crate::embedding::{self, Engine};
use crate::store::{Purged, Retention, Store, StoreError, Write};

/// How often what is too old is erased.
const PURGE_EVERY: Duration = Duration::from_secs(3600);

/// The setting that says what the clock said when it was last looked at what is too old.
const CLOCK: &str = "erasing_clock";

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
        if let Err(error) = erase_by(&store, retention, brain.now_ms()).await {
            tracing::warn!(%error, "could not erase what is too old; trying again in an hour");
        }
    }
}

/// Erases what is too old by a clock that is to be believed.
async fn erase_by(store: &Store, retention: Retention, now_ms: i64) -> Result<(), StoreError> {
    let last = store.setting(CLOCK).await?.and_then(|last| ErasingClock::parse(&last));
    let clock = ErasingClock::seen(last, now_ms);
    let noted = Write::Setting { key: CLOCK.to_owned(), value: clock.stored() };
    store.write(&[noted], now_ms).await?;
    if !clock.is_believed() {
        tracing::warn!(
            "the clock is more than a day ahead of what it last said: it was set, or the service did not run. Nothing is erased until it has gone on so for a day"
        );
        return Ok(());
    }
    erase(store, retention, now_ms).await
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

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * 3600 * 1000;

    /// The clock goes a month ahead, and is set right again.
    #[tokio::test]
    async fn a_clock_that_is_ahead_for_an_hour_erases_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("a.db").display());
        let store = Store::open(&url).await.unwrap();
        let now_ms = 1_795_420_800_000;
        store.write(&[Write::Question(question(now_ms))], now_ms).await.unwrap();
        for (days, left) in [(0, 1), (40, 1), (0, 1), (1, 1), (40, 1), (41, 0)] {
            erase_by(&store, Retention::default(), now_ms + days * DAY_MS).await.unwrap();
            let questions = store.counts().await.unwrap().questions;
            assert_eq!(questions, left, "after {days} days by the clock");
        }
    }

    fn question(asked_ms: i64) -> crate::model::log::Question {
        use crate::model::id::{ChatId, MessageId, QuestionId};
        crate::model::log::Question {
            id: QuestionId::UNSTORED,
            chat: ChatId::new(9),
            message_id: MessageId::new(1),
            text: "hej".to_owned(),
            kind: crate::model::reply::ReplyKind::Smalltalk,
            answer: "hej".to_owned(),
            article: None,
            language: "sv".to_owned(),
            asked_ms,
            outside_hours: false,
            helpful: None,
            review: crate::model::log::Review::Open,
        }
    }
}

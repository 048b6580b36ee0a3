//! What the service does besides serving: what staff have added, vectors, and erasing what is too old.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch as flag;

use super::additions;
use super::brain::Brain;
use super::erasing_clock::ErasingClock;
use super::settings::ServeSettings;
use super::tasks::{Task, Tasks};
use crate::embedding::{self, Engine};
use crate::model::backoff::Backoff;
use crate::store::{Purged, Retention, Store, StoreError, Unscrubbed, Write};

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
    (tasks, stopping): (&Tasks, &flag::Receiver<bool>),
) {
    let (kept, known) = (store.clone(), brain.clone());
    let fresh = move || additions::keep_fresh(kept.clone(), known.clone());
    tasks.keep(Task::Additions, stopping, fresh);
    if let Some(engine) = engine {
        let (engine, index, brain) = (engine.clone(), settings.index.clone(), brain.clone());
        let keep = move || embedding::keep(engine.clone(), index.clone(), brain.clone());
        tasks.keep(Task::Vectors, stopping, keep);
    }
}

/// Erases what is too old, and cleans the database's files of all that was erased, until `over`.
pub(super) fn erase(
    settings: &ServeSettings,
    store: &Store,
    brain: &Brain,
    (tasks, over): (&Tasks, &flag::Receiver<bool>),
) {
    let (retention, erased) = (settings.retention, store.clone());
    tasks.keep(Task::Scrubbing, over, move || keep_scrubbing(erased.clone()));
    // A clock that was set knows nothing of what is old.
    if settings.at.is_none() {
        let (store, brain) = (store.clone(), brain.clone());
        let purge = move || purge_hourly(store.clone(), brain.clone(), retention);
        tasks.keep(Task::Erasing, over, purge);
    }
}

/// How often it is looked whether something was erased.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Cleaning keeps others from writing for as long as it takes: it rests so many times as long, so that whoever asks to be erased again and again costs
/// them little.
const REST: u32 = 20;
/// After failures: somebody reads, or the database is away.
const PAUSES: Backoff = Backoff { first: Duration::from_secs(1), longest: Duration::from_secs(60) };

/// Cleans the database's files of what was erased, as often as it takes. What is to be done stands in the store.
async fn keep_scrubbing(store: Store) {
    let mut failures = 0u32;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        // Where the database does not answer, others say so.
        let Ok(unscrubbed) = store.unscrubbed().await else { continue };
        if unscrubbed.is_empty() {
            continue;
        }
        let began = Instant::now();
        match scrub_all(&store, unscrubbed).await {
            Ok(()) => {
                if std::mem::take(&mut failures) > 0 {
                    tracing::info!("what was erased is gone from the database's files too");
                }
                tokio::time::sleep(began.elapsed() * REST).await;
            }
            // Of an outage others tell; it may be over by the time it is looked for.
            Err(StoreError::ReadOnlyServer | StoreError::Unreachable(_)) => {}
            Err(_) if !store.takes_writes().await => {}
            Err(error) => {
                if failures == 0 {
                    tracing::warn!(%error, "what was erased may still be readable in the database's files; tried until it is not");
                }
                failures = failures.saturating_add(1);
                tokio::time::sleep(PAUSES.after(failures)).await;
            }
        }
    }
}

async fn scrub_all(store: &Store, unscrubbed: Vec<Unscrubbed>) -> Result<(), StoreError> {
    for erased in unscrubbed {
        store.scrub(erased).await?;
    }
    Ok(())
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
    let purged = store.purge(retention, now_ms).await?;
    if purged != Purged::default() {
        tracing::info!(?purged, "erased what was too old");
    }
    Ok(())
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

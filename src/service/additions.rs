//! What staff add takes effect for the next message, whoever wrote it: the desk or an import on the command line; or the clock that ends a notice,
//! within a second.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use tokio::sync::Mutex;

use super::brain::Brain;
use crate::assistant::StartError;
use crate::model::article::Article;
use crate::model::desk::Additions;
use crate::store::{FaqEntry, Store, StoreError};

/// How often the store is asked for changes while no message comes.
const EVERY: Duration = Duration::from_millis(500);
/// Exceptions are known for so long after their day.
const REMEMBERED: Days = Days::new(366);

/// Why additions did not take effect.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("the additions could not be taken up: {0}")]
    Panicked(#[from] tokio::task::JoinError),
}

/// What of the store the assistant of the moment knows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    revision: i64,
    /// Those that hold: one may begin to, or end, without a change.
    notices: Vec<i64>,
}

/// The place where a brain keeps it; locked while additions are read, so that older ones never take the place of newer.
pub(super) type Remembered = Mutex<Option<Known>>;

/// Everything that staff have added and that holds at a moment; `zone` is the centre's.
pub async fn read(store: &Store, now: DateTime<Utc>, zone: Tz) -> Result<Additions, StoreError> {
    let from = now
        .with_timezone(&zone)
        .date_naive()
        .checked_sub_days(REMEMBERED)
        .unwrap_or(NaiveDate::MIN);
    Ok(Additions {
        faq: store.faq().await?.into_iter().map(|entry| dated(entry, zone)).collect(),
        exceptions: by_age(store.exceptions(from).await?),
        notices: store
            .notices(now.timestamp_millis())
            .await?
            .into_iter()
            .map(|notice| notice.text)
            .collect(),
    })
}

/// Takes up what has changed in the store; true if anything had. Costs two small queries where nothing has.
pub async fn refresh(store: &Store, brain: &Brain) -> Result<bool, RefreshError> {
    let mut known = brain.remembered().lock().await;
    let now = brain.now();
    let notices = store.notices(now.timestamp_millis()).await?;
    let found = Known {
        revision: store.desk_revision().await?,
        notices: notices.iter().map(|notice| notice.id).collect(),
    };
    if known.as_ref() == Some(&found) {
        return Ok(false);
    }
    // Read after its revision: what is written in between is read again at the next look.
    let additions = read(store, now, brain.zone()).await?;
    let adding = brain.clone();
    tokio::task::spawn_blocking(move || adding.add(additions)).await??;
    *known = Some(found);
    Ok(true)
}

/// Takes up what staff have written up to this revision, so that the next message that is handled finds it in force.
pub(super) async fn catch_up(store: &Store, brain: &Brain, revision: i64) {
    let known = brain.remembered().lock().await.as_ref().map(|known| known.revision);
    if known == Some(revision) {
        return;
    }
    if let Err(error) = refresh(store, brain).await {
        // The regular look says it aloud.
        tracing::debug!(%error, "a message is handled with what was known of staff's additions");
    }
}

/// Refreshes every second until dropped.
pub async fn keep_fresh(store: Store, brain: Brain) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        every.tick().await;
        match refresh(&store, &brain).await {
            Ok(changed) => {
                if changed {
                    tracing::info!(
                        entries = brain.assistant().additions().faq.len(),
                        "took up what staff have added"
                    );
                }
                failing = false;
            }
            Err(error) => {
                if !failing {
                    tracing::warn!(%error, "what staff have added cannot be read; the assistant goes on with what it knows");
                }
                failing = true;
            }
        }
    }
}

/// The entry with the day it was written, where it has no other date.
fn dated(entry: FaqEntry, zone: Tz) -> Article {
    let written = DateTime::from_timestamp_millis(entry.changed_ms)
        .map(|at| at.with_timezone(&zone).date_naive());
    Article { checked: entry.article.checked.or(written), ..entry.article }
}

/// The newest last, whatever their days.
fn by_age(mut stored: Vec<crate::store::StoredException>) -> Vec<crate::model::contact::Exception> {
    stored.sort_by_key(|exception| exception.id);
    stored.into_iter().map(|stored| stored.exception).collect()
}

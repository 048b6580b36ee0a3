//! What has to outlive the process: SQLite or PostgreSQL through sqlx's Any driver, one set of queries for both.
//!
//! Invariant: nothing in here knows Telegram, and nothing decides. Whatever arrives is already masked. All that belongs together is written through one
//! [`WriteTransaction`]; one process writes to a database at a time.

mod backup;
mod barred;
mod case;
mod case_message;
mod claim;
mod connect;
mod conversation;
mod counts;
mod draft;
mod erase;
mod error;
mod faq;
mod held;
mod inbox;
mod letter;
mod notice;
mod numbers;
mod outbox;
mod question;
mod seen;
mod setting;
mod staff;
mod voice;
mod write;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::any::AnyConnectOptions;
use sqlx::{Any, AnyConnection, AnyPool, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use connect::{Address, Engine};

pub use backup::BackupError;
pub use barred::Barred;
pub use case::CaseWrite;
pub use case_message::CaseMessageWrite;
pub use claim::Claim;
pub use conversation::Conversation;
pub use counts::Counts;
pub use draft::{DraftWrite, StoredDraft};
pub use erase::{Erasable, Purged, Retention};
pub use error::StoreError;
pub use faq::{FaqEntry, FaqWrite};
pub use inbox::{HandledState, WaitingUpdate};
pub use letter::{Letter, QueuedLetter, StoredLetter, Track};
pub use notice::{Notice, NoticeWrite, StoredException};
pub use setting::Counter;
pub use staff::Deed;
pub use voice::voice_hash;
pub use write::{Write, Written};

pub use crate::model::case::{Carriage, Case, CaseMessage, ClosedBy, Direction, Place, Staff};
pub use crate::model::log::{Question, Review};

pub(crate) use held::{held_letters, release_letter};
pub(crate) use inbox::{begin_update, finish_update, set_update_aside, take_update};
pub(crate) use outbox::{post_letter, reschedule_letter, settle_letter};
pub(crate) use setting::count;
pub(crate) use write::apply;

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    engine: Engine,
    options: AnyConnectOptions,
    place: Arc<str>,
    /// SQLite has one writer at a time: in here they queue, instead of polling for the file's lock.
    turn: Arc<Mutex<()>>,
    /// So many commits succeed without anybody learning of it, as when a server goes away at that moment.
    #[cfg(test)]
    pub(crate) unacknowledged: Arc<std::sync::atomic::AtomicU32>,
}

impl Store {
    /// Opens the database at `url` (`sqlite://FILE`, `postgres://…`); makes an SQLite file and the tables where they are not there.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let store = Self::connect(url, true).await?;
        connect::migrate(&store.pool).await.map_err(|error| error.at(&store.place))?;
        Ok(store)
    }

    /// Opens a database that is there and up to date; never makes or changes one.
    pub async fn open_existing(url: &str) -> Result<Self, StoreError> {
        let store = Self::connect(url, false).await.map_err(|error| match error {
            StoreError::Open { place, cause } => StoreError::Open {
                place,
                cause: match *cause {
                    StoreError::CannotOpen => Box::new(StoreError::Missing),
                    _ => cause,
                },
            },
            other => other,
        })?;
        connect::require_current(&store.pool).await.map_err(|error| error.at(&store.place))?;
        Ok(store)
    }

    async fn connect(url: &str, serve: bool) -> Result<Self, StoreError> {
        let address = Address::parse(url, serve)?;
        let pool = address.connect(serve).await.map_err(|error| error.at(&address.place))?;
        Ok(Store {
            pool,
            engine: address.engine,
            options: address.options,
            place: address.place.into(),
            turn: Arc::default(),
            #[cfg(test)]
            unacknowledged: Arc::default(),
        })
    }

    /// Where the database is, without user and password.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Begins a transaction that will write. All of them begin here: on SQLite one that reads first and writes later would find the file locked.
    pub async fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        match self.engine {
            Engine::Sqlite => {
                let turn = self.turn.clone().lock_owned().await;
                Ok(WriteTransaction {
                    inner: self.pool.begin_with("BEGIN IMMEDIATE").await?,
                    _turn: Some(turn),
                    #[cfg(test)]
                    unacknowledged: self.unacknowledged.clone(),
                })
            }
            Engine::Postgres => Ok(WriteTransaction {
                inner: self.pool.begin().await?,
                _turn: None,
                #[cfg(test)]
                unacknowledged: self.unacknowledged.clone(),
            }),
        }
    }

    /// Whether a write can begin now.
    pub async fn takes_writes(&self) -> bool {
        // What every write begins with; rolled back.
        let tried = async {
            let mut tx = self.begin_write().await?;
            count(&mut tx, Counter::Pipe, 0).await
        };
        matches!(tokio::time::timeout(connect::PATIENCE, tried).await, Ok(Ok(_)))
    }

    /// Waits for what runs and closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A transaction that writes; rolled back unless committed.
pub struct WriteTransaction {
    inner: Transaction<'static, Any>,
    // Released after `inner` is dropped: fields drop in this order.
    _turn: Option<OwnedMutexGuard<()>>,
    #[cfg(test)]
    unacknowledged: Arc<std::sync::atomic::AtomicU32>,
}

impl WriteTransaction {
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        #[cfg(test)]
        tests::lose(&self.unacknowledged)?;
        Ok(())
    }
}

impl Deref for WriteTransaction {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.inner
    }
}

impl DerefMut for WriteTransaction {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}

/// PostgreSQL's TEXT takes every character but NUL, which no message needs.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// Topics as stored: 0 where there is none (Telegram's ids begin at 1).
fn stored_thread(thread: Option<i32>) -> i64 {
    thread.map_or(0, i64::from)
}

fn loaded_thread(thread: i64) -> Option<i32> {
    i32::try_from(thread).ok().filter(|id| *id != 0)
}

/// Message ids are stored as BIGINT, as all numbers are; Telegram's fit 32 bits.
fn loaded_message(id: i64) -> Option<i32> {
    i32::try_from(id).ok()
}

#[cfg(test)]
mod tests;

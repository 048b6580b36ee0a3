//! What has to outlive the process: SQLite or PostgreSQL through sqlx's Any driver, one set of queries for both.
//!
//! Invariant: nothing in here knows Telegram, and nothing decides. Whatever arrives is already masked. All that belongs together is written through one
//! [`WriteTransaction`]. Several processes may write to one PostgreSQL database: see `lease.rs`.

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
mod lease;
mod letter;
mod migrations;
mod notice;
mod numbers;
mod outbox;
mod question;
mod scrub;
mod seen;
mod setting;
mod staff;
mod voice;
mod write;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;

use sqlx::any::{AnyConnectOptions, AnyRow};
use sqlx::pool::PoolConnection;
use sqlx::query::{Query, QueryAs, QueryScalar};
use sqlx::{Any, AnyConnection, AnyPool, Encode, FromRow, IntoArguments, Transaction, Type};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::model::id::ThreadId;
use connect::{Address, Engine, Renewed, Sessions};

pub use backup::BackupError;
pub use barred::{Barred, Decided};
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
pub use lease::{
    EXPIRY, EXPIRY_WITHOUT_SESSION, Fence, LeaseConnection, LeaseState, Renewal, Standby,
};
pub use letter::{Letter, QueuedLetter, StoredLetter, Track};
pub use notice::{Notice, NoticeWrite, StoredException};
pub use scrub::{Erased, Unscrubbed};
pub use setting::Counter;
pub use staff::Deed;
pub use voice::voice_hash;
pub use write::{Write, Written};

pub use crate::model::case::{Carriage, Case, CaseMessage, ClosedBy, Direction, Place, Staff};
pub use crate::model::log::{Question, Review};

pub(crate) use held::{held_letters, release_letter};
pub(crate) use inbox::{begin_update, finish_update, set_update_aside, take_update};
pub(crate) use lease::take_numbers;
pub(crate) use outbox::{post_letter, reschedule_letter, settle_letter};
pub(crate) use setting::count;
pub(crate) use write::apply;

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    engine: Engine,
    sessions: Sessions,
    options: AnyConnectOptions,
    place: Arc<str>,
    /// SQLite's, if it has one.
    file: Option<Arc<Path>>,
    renewed: Renewed,
    /// Of the lease that this is written under; `None`: whoever writes needs none.
    fence: Option<Fence>,
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
        connect::migrate(&store).await.map_err(|error| error.at(&store.place))?;
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
        connect::require_current(&store).await.map_err(|error| error.at(&store.place))?;
        Ok(store)
    }

    async fn connect(url: &str, serve: bool) -> Result<Self, StoreError> {
        let address = Address::parse(url, serve)?;
        let renewed = Renewed::default();
        let pool = address.connect(serve, &renewed).await;
        let pool = pool.map_err(|error| error.at(&address.place))?;
        Ok(Store {
            pool,
            engine: address.engine,
            sessions: address.sessions,
            options: address.options,
            place: address.place.into(),
            file: address.file.map(Arc::from),
            renewed,
            fence: None,
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
                inner: self.pool.begin_with(self.sessions.begin()).await?,
                _turn: None,
                #[cfg(test)]
                unacknowledged: self.unacknowledged.clone(),
            }),
        }
    }

    /// A connection to ask one thing of the database.
    async fn read(&self) -> Result<Reader, StoreError> {
        Ok(match self.sessions {
            Sessions::Own => Reader::Plain(self.pool.acquire().await?),
            // A question is prepared and asked in two messages, which have to meet the same session.
            shared @ Sessions::Shared => Reader::Whole(self.pool.begin_with(shared.begin()).await?),
        })
    }

    async fn all<T, A>(&self, query: QueryAs<'_, Any, T, A>) -> Result<Vec<T>, StoreError>
    where
        T: Send + Unpin + for<'r> FromRow<'r, AnyRow>,
        A: IntoArguments<Any> + Send,
    {
        Ok(query.fetch_all(&mut *self.read().await?).await?)
    }

    async fn optional<T, A>(&self, query: QueryAs<'_, Any, T, A>) -> Result<Option<T>, StoreError>
    where
        T: Send + Unpin + for<'r> FromRow<'r, AnyRow>,
        A: IntoArguments<Any> + Send,
    {
        Ok(query.fetch_optional(&mut *self.read().await?).await?)
    }

    /// The one column of all rows.
    async fn scalars<T, A>(&self, query: QueryScalar<'_, Any, T, A>) -> Result<Vec<T>, StoreError>
    where
        T: Send + Unpin,
        (T,): for<'r> FromRow<'r, AnyRow>,
        A: IntoArguments<Any> + Send,
    {
        Ok(query.fetch_all(&mut *self.read().await?).await?)
    }

    async fn scalar<T, A>(&self, query: QueryScalar<'_, Any, T, A>) -> Result<Option<T>, StoreError>
    where
        T: Send + Unpin,
        (T,): for<'r> FromRow<'r, AnyRow>,
        A: IntoArguments<Any> + Send,
    {
        Ok(query.fetch_optional(&mut *self.read().await?).await?)
    }

    /// Whether a write can begin now.
    pub async fn takes_writes(&self) -> bool {
        // What every write begins with; rolled back.
        let tried = async {
            let mut tx = self.begin_write().await?;
            count(&mut tx, Counter::Pipe, 0).await
        };
        match tokio::time::timeout(connect::PATIENCE, tried).await {
            Ok(Ok(_)) => true,
            Ok(Err(error)) => {
                self.renew_connections_after(&error);
                false
            }
            Err(_) => false,
        }
    }

    /// Where this error shows that connections are stale, replaces them, so that the next try succeeds.
    pub fn renew_connections_after(&self, error: &StoreError) {
        if matches!(error, StoreError::ReadOnlyServer) {
            self.renew_connections();
        }
    }

    /// Replaces each connection when it is next used. After a server was read-only, sessions that began meanwhile stay so.
    pub fn renew_connections(&self) {
        self.renewed.now();
    }

    /// Waits for what runs and closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A connection that reads.
enum Reader {
    Plain(PoolConnection<Any>),
    Whole(Transaction<'static, Any>),
}

impl Deref for Reader {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        match self {
            Reader::Plain(connection) => connection,
            Reader::Whole(transaction) => transaction,
        }
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        match self {
            Reader::Plain(connection) => connection,
            Reader::Whole(transaction) => transaction,
        }
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

async fn execute<A>(db: &mut AnyConnection, query: Query<'_, Any, A>) -> Result<(), StoreError>
where
    A: IntoArguments<Any> + Send,
{
    query.execute(db).await?;
    Ok(())
}

/// Carries out a statement for each of these rows; `$1` is its id.
async fn of_each<I>(db: &mut AnyConnection, sql: &'static str, ids: &[I]) -> Result<(), StoreError>
where
    I: for<'i> Encode<'i, Any> + Type<Any> + Copy + Send + Sync + 'static,
{
    for id in ids {
        execute(db, sqlx::query(sql).bind(*id)).await?;
    }
    Ok(())
}

/// As a topic is stored where there is none: Telegram's begin at 1.
const NO_THREAD: ThreadId = ThreadId::new(0);

fn stored_thread(thread: Option<ThreadId>) -> ThreadId {
    thread.unwrap_or(NO_THREAD)
}

fn loaded_thread(thread: ThreadId) -> Option<ThreadId> {
    (thread != NO_THREAD).then_some(thread)
}

#[cfg(test)]
mod tests;

//! The lease: of all instances on a PostgreSQL database the one that holds it handles and sends.
//!
//! Everything goes by the database's clock and by rows, so that it holds through a pooler that shares sessions, where advisory locks and LISTEN do not.
//! Two things make it safe. Whoever takes the lease writes a higher number, the fence, into the row that every writer of the pipe locks first: a
//! former holder's writes find another number there, and are refused. And a transaction that is left open ends by itself before the lease does
//! ([`super::Store::begin_write`]), so that a process that hangs in one keeps nobody out.

use std::time::Duration;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::connect::{Engine, Sessions};
use super::setting::Counter;
use super::{Store, StoreError, WriteTransaction};

/// A lease that was not renewed for so long is anybody's: its holder hangs, or is cut off.
pub const EXPIRY: Duration = Duration::from_secs(6);
/// The same where the holder's session has ended: it was killed. Longer than two renewals, as a pooler ends sessions of those who live.
pub const EXPIRY_WITHOUT_SESSION: Duration = Duration::from_millis(1500);
/// Whoever has asked for the lease within this time is taken to stand by.
const STANDING_BY: Duration = Duration::from_secs(3);
/// No answer within this time is a failure: a connection that was cut off says nothing.
const PATIENCE: Duration = Duration::from_secs(2);

macro_rules! now_ms {
    () => {
        "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"
    };
}
macro_rules! started_ms {
    () => {
        "CAST(EXTRACT(EPOCH FROM backend_start) * 1000 AS BIGINT)"
    };
}
/// Sets which session it is that renews.
macro_rules! this_session {
    () => {
        concat!(
            "renewed_ms = ",
            now_ms!(),
            ", session = pg_backend_pid(), session_ms = COALESCE((SELECT ",
            started_ms!(),
            " FROM pg_stat_activity WHERE pid = pg_backend_pid()), 0)"
        )
    };
}
/// Whether the lease may be taken; $1 and $2: [`EXPIRY`] and [`EXPIRY_WITHOUT_SESSION`] in milliseconds.
macro_rules! is_free {
    () => {
        concat!(
            "(held = 0 OR renewed_ms < ",
            now_ms!(),
            " - $1 OR (renewed_ms < ",
            now_ms!(),
            " - $2 AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = session AND ",
            started_ms!(),
            " = session_ms)))"
        )
    };
}

/// Which holder it is, of all there ever were: the later, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fence(pub(super) i64);

/// Whether another may stand by for a holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standby {
    /// It receives by webhook: others store what they receive, and take over.
    Allowed,
    /// It polls: Telegram gives each update to one of those who ask.
    Refused,
}

/// How the lease stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaseState {
    pub is_free: bool,
    pub fence: Fence,
    pub standby: Standby,
    /// By the database's clock; the same fence with a later time here is a holder that lives.
    pub renewed_ms: i64,
}

/// What became of a renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    Kept { is_awaited: bool },
    Lost,
}

/// A connection of its own, so that no work in hand keeps a renewal waiting.
#[derive(Debug)]
pub struct LeaseConnection {
    options: AnyConnectOptions,
    sessions: Sessions,
    connection: Option<AnyConnection>,
}

fn ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl Store {
    /// `None`: no lease is needed, as one process alone may use the database.
    pub fn lease_connection(&self) -> Option<LeaseConnection> {
        match self.engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(LeaseConnection {
                options: self.options.clone(),
                sessions: self.sessions,
                connection: None,
            }),
        }
    }

    /// Whether somebody holds the lease. In a transaction nobody gets it, or gives it back, until that ends.
    pub(super) async fn is_leased(&self, db: &mut AnyConnection) -> Result<bool, StoreError> {
        if self.engine == Engine::Sqlite {
            return Ok(false);
        }
        let there: Option<String> =
            sqlx::query_scalar("SELECT CAST(to_regclass('leases') AS TEXT)")
                .fetch_one(&mut *db)
                .await?;
        if there.is_none() {
            return Ok(false);
        }
        let sql = concat!(
            "SELECT CASE WHEN ",
            is_free!(),
            " THEN 0 ELSE 1 END FROM leases WHERE name = 'serve' FOR UPDATE"
        );
        let held: Option<i32> = sqlx::query_scalar(sql)
            .bind(ms(EXPIRY))
            .bind(ms(EXPIRY_WITHOUT_SESSION))
            .fetch_optional(db)
            .await?;
        Ok(held == Some(1))
    }

    /// The same database, for the holder of a lease: what is written through it is refused once somebody else has the lease.
    pub fn fenced(&self, fence: Option<Fence>) -> Store {
        Store { fence, ..self.clone() }
    }

    /// Begins a transaction that is refused where this store is fenced and somebody else has the lease.
    pub(super) async fn begin_fenced(&self) -> Result<WriteTransaction, StoreError> {
        let mut tx = self.begin_write().await?;
        take_numbers(&mut tx, 0, self.fence).await?;
        Ok(tx)
    }
}

/// Takes numbers for updates and letters, and with them the turn to write: until the transaction ends nobody else gets any. So whoever sees a number
/// sees all before it.
pub(crate) async fn take_numbers(
    db: &mut AnyConnection,
    many: u32,
    fence: Option<Fence>,
) -> Result<i64, StoreError> {
    let Some(Fence(fence)) = fence else {
        return super::setting::count(db, Counter::Pipe, many).await;
    };
    let last: Option<i64> = sqlx::query_scalar(
        "UPDATE counters SET value = value + $1 WHERE name = $2 AND fence = $3 RETURNING value",
    )
    .bind(i64::from(many))
    .bind(Counter::Pipe.name())
    .bind(fence)
    .fetch_optional(db)
    .await?;
    Ok(last.ok_or(StoreError::Deposed)? - i64::from(many) + 1)
}

impl LeaseConnection {
    /// How the lease stands.
    pub async fn look(&mut self) -> Result<LeaseState, StoreError> {
        self.ask(async |db| {
            let sql = concat!(
                "SELECT CASE WHEN ",
                is_free!(),
                " THEN 1 ELSE 0 END, fence, alone, renewed_ms FROM leases WHERE name = 'serve'"
            );
            let (is_free, fence, alone, renewed_ms): (i32, i64, i64, i64) = sqlx::query_as(sql)
                .bind(ms(EXPIRY))
                .bind(ms(EXPIRY_WITHOUT_SESSION))
                .fetch_one(db)
                .await?;
            let standby = if alone == 0 { Standby::Allowed } else { Standby::Refused };
            Ok(LeaseState { is_free: is_free == 1, fence: Fence(fence), standby, renewed_ms })
        })
        .await
    }

    /// Takes the lease where it is free. Waits for the transactions of whoever had it, and lets none of theirs through from then on.
    pub async fn take(&mut self, standby: Standby) -> Result<Option<Fence>, StoreError> {
        self.ask(async move |db| {
            let sql = concat!(
                "UPDATE leases SET fence = fence + 1, held = 1, alone = $3, ",
                this_session!(),
                " WHERE name = 'serve' AND ",
                is_free!(),
                " RETURNING fence"
            );
            let taken: Option<i64> = sqlx::query_scalar(sql)
                .bind(ms(EXPIRY))
                .bind(ms(EXPIRY_WITHOUT_SESSION))
                .bind(i64::from(standby == Standby::Refused))
                .fetch_optional(&mut *db)
                .await?;
            if let Some(fence) = taken {
                sqlx::query(
                    "INSERT INTO counters (name, value, fence) VALUES ($1, 0, $2)
                     ON CONFLICT (name) DO UPDATE SET fence = excluded.fence",
                )
                .bind(Counter::Pipe.name())
                .bind(fence)
                .execute(&mut *db)
                .await?;
            }
            Ok(taken.map(Fence))
        })
        .await
    }

    /// Says that whoever holds this fence lives.
    pub async fn renew(&mut self, Fence(fence): Fence) -> Result<Renewal, StoreError> {
        self.ask(async move |db| {
            let sql = concat!(
                "UPDATE leases SET ",
                this_session!(),
                " WHERE name = 'serve' AND fence = $1 AND held = 1 RETURNING CASE WHEN waited_ms > ",
                now_ms!(),
                " - $2 THEN 1 ELSE 0 END"
            );
            let awaited: Option<i32> = sqlx::query_scalar(sql)
                .bind(fence)
                .bind(ms(STANDING_BY))
                .fetch_optional(db)
                .await?;
            Ok(awaited
                .map_or(Renewal::Lost, |awaited| Renewal::Kept { is_awaited: awaited == 1 }))
        })
        .await
    }

    /// Gives the lease back, for whoever stands by.
    pub async fn release(&mut self, Fence(fence): Fence) -> Result<(), StoreError> {
        self.ask(async move |db| {
            sqlx::query("UPDATE leases SET held = 0 WHERE name = 'serve' AND fence = $1")
                .bind(fence)
                .execute(db)
                .await?;
            Ok(())
        })
        .await
    }

    /// Says that somebody stands by.
    pub async fn announce_standby(&mut self) -> Result<(), StoreError> {
        self.ask(async |db| {
            let sql = concat!("UPDATE leases SET waited_ms = ", now_ms!(), " WHERE name = 'serve'");
            sqlx::query(AssertSqlSafe(sql)).execute(db).await?;
            Ok(())
        })
        .await
    }

    /// Asks on a connection that stands, or on a new one. What fails or hangs is asked anew by whoever wants to know.
    async fn ask<T>(
        &mut self,
        question: impl AsyncFnOnce(&mut AnyConnection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let asked = tokio::time::timeout(PATIENCE, async {
            let mut connection = match self.connection.take() {
                Some(connection) => connection,
                None => self.options.connect().await?,
            };
            // Whole, so that a holder that hangs in the middle leaves nothing locked.
            let mut tx = connection.begin_with(self.sessions.begin()).await?;
            let answer = question(&mut tx).await?;
            tx.commit().await?;
            self.connection = Some(connection);
            Ok(answer)
        });
        asked.await.unwrap_or_else(|_| Err(StoreError::Unreachable("no answer in time".to_owned())))
    }
}

//! What was erased is made unreadable in the database's files too; what is still to be done of it is noted with the erasure, so that no restart forgets it.
//!
//! SQLite overwrites what it frees at once (`secure_delete`), but its log keeps what was written until it is cut. PostgreSQL keeps dead rows until a table
//! is vacuumed, and even then the bytes of some in the free space of a page: only a table that is written anew has none of them.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::connect::Engine;
use super::setting::{Counter, count};
use super::{Store, StoreError, Write};

/// What something was erased from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// What is known of chats.
    Chats,
    /// Cases with their messages, and what staff did. These grow for years, and little is erased from them.
    Records,
}

/// Erasures after which the files have not been cleaned: all up to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unscrubbed {
    pub from: Erased,
    number: i64,
}

impl Erased {
    const ALL: [Erased; 2] = [Erased::Chats, Erased::Records];

    fn counter(self) -> Counter {
        match self {
            Erased::Chats => Counter::ChatErasure,
            Erased::Records => Counter::RecordErasure,
        }
    }

    /// The setting that says after which erasure the files were cleaned.
    fn scrubbed(self) -> &'static str {
        match self {
            Erased::Chats => "chats_scrubbed",
            Erased::Records => "records_scrubbed",
        }
    }

    fn tables(self) -> &'static [&'static str] {
        match self {
            Erased::Chats => &[
                "inbox",
                "outbox",
                "questions",
                "replies",
                "conversations",
                "drafts",
                "unsent",
                "albums",
            ],
            Erased::Records => &["cases", "case_messages", "audit"],
        }
    }
}

/// Notes that something is erased, in the transaction that erases it.
pub(super) async fn note_erasure(db: &mut AnyConnection, from: Erased) -> Result<(), StoreError> {
    count(db, from.counter(), 1).await.map(drop)
}

/// How long the writing anew of a table waits for whoever uses it: all others wait behind it meanwhile.
const LOCK_PATIENCE: &str = "SET LOCAL lock_timeout = '500ms'";
/// How long SQLite waits for readers to leave the log, in milliseconds: nobody writes meanwhile.
const READERS_PATIENCE: &str = "PRAGMA busy_timeout = 200";
const USUAL_PATIENCE: &str = "PRAGMA busy_timeout = 5000";
/// Whether a session still sees what was there before the last erasure: its rows are then written anew with the others. The counter's row was last changed by
/// the transaction that erased. Of other users' sessions only a superuser learns.
const IS_SEEN: &str = "SELECT COUNT(*) FROM pg_stat_activity AS other, counters
     WHERE counters.name = $1 AND other.datname = current_database() AND other.pid <> pg_backend_pid()
     AND age(other.backend_xmin) >= age(counters.xmin)";

impl Store {
    /// What was erased and may still be readable in the files. Where they have never been cleaned, an earlier version may have left something.
    pub async fn unscrubbed(&self) -> Result<Vec<Unscrubbed>, StoreError> {
        let mut all = Vec::new();
        for from in Erased::ALL {
            let erased = sqlx::query_scalar("SELECT value FROM counters WHERE name = $1");
            let erased: Option<i64> = self.scalar(erased.bind(from.counter().name())).await?;
            let scrubbed = self.setting(from.scrubbed()).await?.and_then(|text| text.parse().ok());
            let number = erased.unwrap_or(0);
            if scrubbed.is_none_or(|scrubbed: i64| scrubbed < number) {
                all.push(Unscrubbed { from, number });
            }
        }
        Ok(all)
    }

    /// Makes this unreadable in the database's files. Fails where somebody still reads it: then it is to be tried again.
    pub async fn scrub(&self, erased: Unscrubbed) -> Result<(), StoreError> {
        match self.engine {
            Engine::Sqlite => self.cut_log().await?,
            Engine::Postgres => self.write_anew(erased.from).await?,
        }
        let done = Write::Setting {
            key: erased.from.scrubbed().to_owned(),
            value: erased.number.to_string(),
        };
        self.write(&[done], 0).await.map(drop)
    }

    async fn cut_log(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let mut connection = self.read().await?;
        sqlx::raw_sql(READERS_PATIENCE).execute(&mut *connection).await?;
        let cut: Result<(i64, i64, i64), sqlx::Error> =
            sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
        sqlx::raw_sql(USUAL_PATIENCE).execute(&mut *connection).await?;
        match cut? {
            (0, _, _) => Ok(()),
            _ => Err(StoreError::StillRead),
        }
    }

    /// One table after the other, each in a transaction of its own, which VACUUM FULL would not bear, and a pooler that shares sessions asks for.
    async fn write_anew(&self, from: Erased) -> Result<(), StoreError> {
        for table in from.tables() {
            let anew = format!("{LOCK_PATIENCE}; CLUSTER {table} USING {table}_pkey");
            let mut tx = self.begin_write().await?;
            sqlx::raw_sql(AssertSqlSafe(anew)).execute(&mut *tx).await?;
            let seen: i64 =
                sqlx::query_scalar(IS_SEEN).bind(from.counter().name()).fetch_one(&mut *tx).await?;
            tx.commit().await?;
            if seen > 0 {
                return Err(StoreError::StillRead);
            }
        }
        Ok(())
    }
}

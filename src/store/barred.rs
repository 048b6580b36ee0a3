//! Residents whose messages staff do not get, until staff take it back. `/radera` leaves it: else it would undo it.

use sqlx::AnyConnection;

use super::setting::Counter;
use super::{Staff, Store, StoreError, execute, setting, storable};
use crate::model::desk::Pause;
use crate::model::id::{CaseNumber, ChatId, UserId};

/// Whom staff have barred, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    pub chat: ChatId,
    /// As it was shown in the case.
    pub name: String,
    /// The case in which staff did it.
    pub case: CaseNumber,
    pub reason: String,
    pub by: Staff,
    pub at_ms: i64,
}

pub(super) async fn bar(db: &mut AnyConnection, barred: &Barred) -> Result<(), StoreError> {
    let sql = "INSERT INTO barred (chat, name, case_number, reason, author, author_name, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (chat) DO UPDATE SET reason = excluded.reason, author = excluded.author,
             author_name = excluded.author_name, at_ms = excluded.at_ms";
    let query = sqlx::query(sql)
        .bind(barred.chat)
        .bind(storable(&barred.name))
        .bind(barred.case)
        .bind(storable(&barred.reason))
        .bind(barred.by.id)
        .bind(storable(&barred.by.name))
        .bind(barred.at_ms);
    execute(db, query).await
}

pub(super) async fn unbar(db: &mut AnyConnection, chat: ChatId) -> Result<(), StoreError> {
    let sql = "DELETE FROM barred WHERE chat = $1";
    execute(db, sqlx::query(sql).bind(chat)).await
}

/// What staff have decided, as far as it concerns one chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The assistant is paused.
    pub pause: Option<Pause>,
    /// Staff get nothing from this chat.
    pub is_barred: bool,
    /// See [`Store::desk_revision`].
    pub desk_revision: i64,
}

impl Store {
    pub async fn is_barred(&self, chat: ChatId) -> Result<bool, StoreError> {
        let sql = "SELECT chat FROM barred WHERE chat = $1";
        let found: Option<i64> = self.scalar(sqlx::query_scalar(sql).bind(chat)).await?;
        Ok(found.is_some())
    }

    /// What staff have decided that holds for a chat at this moment. One query, as it is asked for each update.
    pub async fn decided(&self, chat: ChatId) -> Result<Decided, StoreError> {
        let sql = "SELECT (SELECT value FROM settings WHERE key = $1), (SELECT COUNT(*) FROM barred WHERE chat = $2),
             (SELECT value FROM counters WHERE name = $3)";
        let (pause, barred, desk_revision): (Option<String>, i64, Option<i64>) =
            sqlx::query_as(sql)
                .bind(setting::PAUSE)
                .bind(chat)
                .bind(Counter::DeskRevision.name())
                .fetch_one(&mut *self.read().await?)
                .await?;
        let desk_revision = desk_revision.unwrap_or_default();
        Ok(Decided { pause: setting::read_pause(pause), is_barred: barred > 0, desk_revision })
    }

    /// All of them, the newest last.
    pub async fn barred(&self) -> Result<Vec<Barred>, StoreError> {
        type Row = (ChatId, String, CaseNumber, String, UserId, String, i64);
        let sql = "SELECT chat, name, case_number, reason, author, author_name, at_ms FROM barred ORDER BY at_ms, chat";
        let rows: Vec<Row> = self.all(sqlx::query_as(sql)).await?;
        let barred = |(chat, name, case, reason, id, author, at_ms)| Barred {
            chat,
            name,
            case,
            reason,
            by: Staff { id, name: author },
            at_ms,
        };
        Ok(rows.into_iter().map(barred).collect())
    }
}

//! Residents whose messages staff do not get, until staff take it back. `/radera` leaves it: else it would undo it.

use sqlx::AnyConnection;

use super::{Staff, Store, StoreError, setting, storable};
use crate::model::case::CaseNumber;
use crate::model::desk::Pause;

/// Whom staff have barred, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    pub chat: i64,
    /// As it was shown in the case.
    pub name: String,
    /// The case in which staff did it.
    pub case: CaseNumber,
    pub reason: String,
    pub by: Staff,
    pub at_ms: i64,
}

pub(super) async fn bar(db: &mut AnyConnection, barred: &Barred) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO barred (chat, name, case_number, reason, author, author_name, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (chat) DO UPDATE SET reason = excluded.reason, author = excluded.author,
             author_name = excluded.author_name, at_ms = excluded.at_ms",
    )
    .bind(barred.chat)
    .bind(storable(&barred.name))
    .bind(barred.case.0)
    .bind(storable(&barred.reason))
    .bind(barred.by.id)
    .bind(storable(&barred.by.name))
    .bind(barred.at_ms)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn unbar(db: &mut AnyConnection, chat: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM barred WHERE chat = $1").bind(chat).execute(db).await?;
    Ok(())
}

impl Store {
    pub async fn is_barred(&self, chat: i64) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar("SELECT chat FROM barred WHERE chat = $1")
            .bind(chat)
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.is_some())
    }

    /// What staff have decided that holds for a chat at this moment: whether the assistant is paused, and whether the chat is barred. One query, as it is
    /// asked for each update.
    pub async fn restrictions(&self, chat: i64) -> Result<(Option<Pause>, bool), StoreError> {
        let (pause, barred): (Option<String>, i64) = sqlx::query_as(
            "SELECT (SELECT value FROM settings WHERE key = $1), (SELECT COUNT(*) FROM barred WHERE chat = $2)",
        )
        .bind(setting::PAUSE)
        .bind(chat)
        .fetch_one(&self.pool)
        .await?;
        Ok((setting::read_pause(pause), barred > 0))
    }

    /// All of them, the newest last.
    pub async fn barred(&self) -> Result<Vec<Barred>, StoreError> {
        type Row = (i64, String, i64, String, i64, String, i64);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT chat, name, case_number, reason, author, author_name, at_ms FROM barred ORDER BY at_ms, chat",
        )
        .fetch_all(&self.pool)
        .await?;
        let barred = |(chat, name, case, reason, id, author, at_ms)| Barred {
            chat,
            name,
            case: CaseNumber(case),
            reason,
            by: Staff { id, name: author },
            at_ms,
        };
        Ok(rows.into_iter().map(barred).collect())
    }
}

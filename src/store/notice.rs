//! What staff announce: notices on top of replies, and exceptions to the opening hours.

use chrono::NaiveDate;
use sqlx::AnyConnection;

use super::{Counter, Staff, Store, StoreError, execute, setting, storable};
use crate::model::contact::Exception;
use crate::model::id::UserId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: i64,
    pub text: String,
    pub from_ms: i64,
    /// When it ends by itself.
    pub until_ms: Option<i64>,
    pub author: Staff,
}

/// An exception as staff wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredException {
    pub id: i64,
    pub exception: Exception,
    pub author: Staff,
    pub created_ms: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum NoticeWrite {
    Add {
        text: String,
        until_ms: Option<i64>,
        author: Staff,
    },
    /// All notices end.
    EndAll,
    AddException {
        exception: Exception,
        author: Staff,
    },
    RemoveException {
        id: i64,
    },
}

pub(super) async fn apply(
    db: &mut AnyConnection,
    write: &NoticeWrite,
    now_ms: i64,
) -> Result<(), StoreError> {
    setting::desk_changed(db).await?;
    match write {
        NoticeWrite::Add { text, until_ms, author } => {
            let id = setting::count(db, Counter::Notice, 1).await?;
            let sql = "INSERT INTO notices (id, text, from_ms, until_ms, author, author_name) VALUES ($1, $2, $3, $4, $5, $6)";
            let query = sqlx::query(sql)
                .bind(id)
                .bind(storable(text))
                .bind(now_ms)
                .bind(*until_ms)
                .bind(author.id)
                .bind(storable(&author.name));
            execute(db, query).await?;
        }
        NoticeWrite::EndAll => {
            let sql = "UPDATE notices SET until_ms = $1 WHERE until_ms IS NULL OR until_ms > $2";
            execute(db, sqlx::query(sql).bind(now_ms).bind(now_ms)).await?;
        }
        NoticeWrite::AddException { exception, author } => {
            add_exception(db, exception, author, now_ms).await?;
        }
        NoticeWrite::RemoveException { id } => {
            let sql = "DELETE FROM exceptions WHERE id = $1";
            execute(db, sqlx::query(sql).bind(*id)).await?;
        }
    }
    Ok(())
}

async fn add_exception(
    db: &mut AnyConnection,
    exception: &Exception,
    author: &Staff,
    now_ms: i64,
) -> Result<(), StoreError> {
    let open = serde_json::to_string(&exception.open)
        .map_err(|error| StoreError::content("exceptions", error))?;
    let id = setting::count(db, Counter::Exception, 1).await?;
    let sql = "INSERT INTO exceptions (id, day, open, reason, author, author_name, created_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let query = sqlx::query(sql)
        .bind(id)
        .bind(exception.date.to_string())
        .bind(open)
        .bind(storable(&exception.reason))
        .bind(author.id)
        .bind(storable(&author.name))
        .bind(now_ms);
    execute(db, query).await
}

impl Store {
    /// The notices that hold at a moment, oldest first.
    pub async fn notices(&self, now_ms: i64) -> Result<Vec<Notice>, StoreError> {
        let sql = "SELECT id, text, from_ms, until_ms, author, author_name FROM notices
             WHERE from_ms <= $1 AND (until_ms IS NULL OR until_ms > $2) ORDER BY id";
        let rows: Vec<(i64, String, i64, Option<i64>, UserId, String)> =
            self.all(sqlx::query_as(sql).bind(now_ms).bind(now_ms)).await?;
        let notice = |(id, text, from_ms, until_ms, author, name)| Notice {
            id,
            text,
            from_ms,
            until_ms,
            author: Staff { id: author, name },
        };
        Ok(rows.into_iter().map(notice).collect())
    }

    /// The exceptions from a day on, by day and then by age: of two for one day the newer holds.
    pub async fn exceptions(&self, from: NaiveDate) -> Result<Vec<StoredException>, StoreError> {
        let sql = "SELECT id, day, open, reason, author, author_name, created_ms FROM exceptions
             WHERE day >= $1 ORDER BY day, id";
        let rows: Vec<(i64, String, String, String, UserId, String, i64)> =
            self.all(sqlx::query_as(sql).bind(from.to_string())).await?;
        let content = |why: &dyn std::fmt::Display| StoreError::content("exceptions", why);
        rows.into_iter()
            .map(|(id, day, open, reason, author, name, created_ms)| {
                Ok(StoredException {
                    id,
                    exception: Exception {
                        date: day.parse().map_err(|error| content(&error))?,
                        open: serde_json::from_str(&open).map_err(|error| content(&error))?,
                        reason,
                    },
                    author: Staff { id: author, name },
                    created_ms,
                })
            })
            .collect()
    }
}

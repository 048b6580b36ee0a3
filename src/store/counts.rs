//! How much there is of what, for the health page and metrics.

use super::{Store, StoreError};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub updates_waiting: i64,
    pub updates_failed: i64,
    pub letters_waiting: i64,
    pub letters_refused: i64,
    /// Those of cases that have no place in staff's group, or cannot be sent there for now.
    pub letters_held: i64,
    /// Milliseconds since 1970 when the oldest letter that waits was posted.
    pub oldest_letter_ms: Option<i64>,
    pub conversations: i64,
    pub blocked: i64,
    pub questions: i64,
    pub cases_open: i64,
    /// Residents whom staff have barred.
    pub barred: i64,
    pub is_paused: bool,
}

impl Store {
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let count = async |sql: &'static str| -> Result<i64, StoreError> {
            Ok(sqlx::query_scalar(sql).fetch_one(&mut *self.read().await?).await?)
        };
        Ok(Counts {
            updates_waiting: count("SELECT COUNT(*) FROM inbox WHERE state = 0").await?,
            updates_failed: count("SELECT COUNT(*) FROM inbox WHERE state = 2").await?,
            letters_waiting: count("SELECT COUNT(*) FROM outbox WHERE state = 0").await?,
            letters_refused: count("SELECT COUNT(*) FROM outbox WHERE state = 2").await?,
            letters_held: count("SELECT COUNT(*) FROM outbox WHERE state = 4").await?,
            oldest_letter_ms: sqlx::query_scalar(
                "SELECT MIN(created_ms) FROM outbox WHERE state = 0",
            )
            .fetch_one(&mut *self.read().await?)
            .await?,
            conversations: count("SELECT COUNT(*) FROM conversations").await?,
            blocked: count("SELECT COUNT(*) FROM conversations WHERE blocked = 1").await?,
            questions: count("SELECT COUNT(*) FROM questions").await?,
            cases_open: count("SELECT COUNT(*) FROM cases WHERE state = 0").await?,
            barred: count("SELECT COUNT(*) FROM barred").await?,
            is_paused: self.pause().await?.is_some(),
        })
    }
}

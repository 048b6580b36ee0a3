//! What is remembered of a chat from one message to the next.

use sqlx::AnyConnection;

use super::{Store, StoreError};
use crate::model::language::ReplyLanguage;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversation {
    /// Chosen with `/sprak`; `None`: as the resident writes.
    pub language: Option<ReplyLanguage>,
    /// What the last message was understood as, for "and tomorrow?".
    pub understanding: Option<serde_json::Value>,
    /// The resident blocked the bot and has not written since.
    pub blocked: bool,
    /// When the resident agreed to a hand-over; milliseconds since 1970.
    pub consent_ms: Option<i64>,
}

impl Store {
    /// A chat that is not known yet has the default conversation.
    pub async fn conversation(&self, chat: i64) -> Result<Conversation, StoreError> {
        type Row = (Option<String>, Option<String>, i64, Option<i64>);
        let row: Option<Row> = sqlx::query_as("SELECT language, understanding, blocked, consent_ms FROM conversations WHERE chat = $1")
            .bind(chat)
            .fetch_optional(&self.pool)
            .await?;
        let Some((language, understanding, blocked, consent_ms)) = row else {
            return Ok(Conversation::default());
        };
        Ok(Conversation {
            language: language.as_deref().and_then(ReplyLanguage::from_code),
            // What cannot be read is forgotten: the next message then stands for itself.
            understanding: understanding.and_then(|json| serde_json::from_str(&json).ok()),
            blocked: blocked != 0,
            consent_ms,
        })
    }

    /// The chats that blocked the bot.
    pub async fn blocked_chats(&self) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT chat FROM conversations WHERE blocked = 1")
            .fetch_all(&self.pool)
            .await?)
    }
}

pub(super) async fn set_language(
    db: &mut AnyConnection,
    chat: i64,
    language: Option<ReplyLanguage>,
    now_ms: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO conversations (chat, language, blocked, updated_ms) VALUES ($1, $2, 0, $3)
         ON CONFLICT (chat) DO UPDATE SET language = excluded.language, updated_ms = excluded.updated_ms",
    )
    .bind(chat)
    .bind(language.map(ReplyLanguage::code))
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn set_understanding(
    db: &mut AnyConnection,
    chat: i64,
    understanding: Option<&serde_json::Value>,
    now_ms: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO conversations (chat, understanding, blocked, updated_ms) VALUES ($1, $2, 0, $3)
         ON CONFLICT (chat) DO UPDATE SET understanding = excluded.understanding, updated_ms = excluded.updated_ms",
    )
    .bind(chat)
    .bind(understanding.map(serde_json::Value::to_string))
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn set_blocked(
    db: &mut AnyConnection,
    chat: i64,
    blocked: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO conversations (chat, blocked, updated_ms) VALUES ($1, $2, $3)
         ON CONFLICT (chat) DO UPDATE SET blocked = excluded.blocked, updated_ms = excluded.updated_ms",
    )
    .bind(chat)
    .bind(i64::from(blocked))
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn set_consent(
    db: &mut AnyConnection,
    chat: i64,
    now_ms: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO conversations (chat, blocked, consent_ms, updated_ms) VALUES ($1, 0, $2, $3)
         ON CONFLICT (chat) DO UPDATE SET consent_ms = excluded.consent_ms, updated_ms = excluded.updated_ms",
    )
    .bind(chat)
    .bind(now_ms)
    .bind(now_ms)
    .execute(db)
    .await?;
    Ok(())
}

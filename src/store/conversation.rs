//! What is remembered of a chat from one message to the next.

use sqlx::{Any, AnyConnection, Encode, Type};

use super::{Store, StoreError, execute};
use crate::model::id::ChatId;
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
    pub async fn conversation(&self, chat: ChatId) -> Result<Conversation, StoreError> {
        type Row = (Option<String>, Option<String>, i64, Option<i64>);
        let sql = "SELECT language, understanding, blocked, consent_ms FROM conversations WHERE chat = $1";
        let row: Option<Row> = self.optional(sqlx::query_as(sql).bind(chat)).await?;
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
    pub async fn blocked_chats(&self) -> Result<Vec<ChatId>, StoreError> {
        let sql = "SELECT chat FROM conversations WHERE blocked = 1";
        self.scalars(sqlx::query_scalar(sql)).await
    }
}

/// Sets one column of what is remembered of a chat, which may be the first there is of it.
macro_rules! remember {
    ($column:literal) => {
        concat!(
            "INSERT INTO conversations (chat, ",
            $column,
            ", blocked, updated_ms) VALUES ($1, $2, 0, $3)
             ON CONFLICT (chat) DO UPDATE SET ",
            $column,
            " = excluded.",
            $column,
            ", updated_ms = excluded.updated_ms"
        )
    };
}

async fn set<V>(
    db: &mut AnyConnection,
    sql: &'static str,
    chat: ChatId,
    value: V,
    now_ms: i64,
) -> Result<(), StoreError>
where
    V: Encode<'static, Any> + Type<Any> + Send + 'static,
{
    execute(db, sqlx::query(sql).bind(chat).bind(value).bind(now_ms)).await
}

pub(super) async fn set_language(
    db: &mut AnyConnection,
    chat: ChatId,
    language: Option<ReplyLanguage>,
    now_ms: i64,
) -> Result<(), StoreError> {
    set(db, remember!("language"), chat, language.map(ReplyLanguage::code), now_ms).await
}

pub(super) async fn set_understanding(
    db: &mut AnyConnection,
    chat: ChatId,
    understanding: Option<&serde_json::Value>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let json = understanding.map(serde_json::Value::to_string);
    set(db, remember!("understanding"), chat, json, now_ms).await
}

pub(super) async fn set_blocked(
    db: &mut AnyConnection,
    chat: ChatId,
    blocked: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO conversations (chat, blocked, updated_ms) VALUES ($1, $2, $3)
         ON CONFLICT (chat) DO UPDATE SET blocked = excluded.blocked, updated_ms = excluded.updated_ms";
    set(db, sql, chat, i64::from(blocked), now_ms).await
}

pub(super) async fn set_consent(
    db: &mut AnyConnection,
    chat: ChatId,
    now_ms: i64,
) -> Result<(), StoreError> {
    set(db, remember!("consent_ms"), chat, now_ms, now_ms).await
}

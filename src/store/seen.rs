//! What was seen of messages that nothing else remembers: lines of staff's that were not sent, albums that were replied to.

use sqlx::AnyConnection;

use super::{Place, Store, StoreError, execute};
use crate::model::id::ChatId;

/// A text as it is told from others; the text itself is not kept.
fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

pub(super) async fn note_unsent(
    db: &mut AnyConnection,
    place: Place,
    text: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO unsent (chat, message_id, hash, at_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (chat, message_id) DO UPDATE SET hash = excluded.hash, at_ms = excluded.at_ms";
    let query =
        sqlx::query(sql).bind(place.chat).bind(place.message_id).bind(hash(text)).bind(now_ms);
    execute(db, query).await
}

pub(super) async fn note_album(
    db: &mut AnyConnection,
    chat: ChatId,
    media_group: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO albums (chat, media_group, at_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    execute(db, sqlx::query(sql).bind(chat).bind(media_group).bind(now_ms)).await
}

impl Store {
    /// Whether staff were told that this text was not sent; `None`: they were told nothing of this message.
    pub async fn was_unsent(&self, place: Place, text: &str) -> Result<Option<bool>, StoreError> {
        let sql = "SELECT hash FROM unsent WHERE chat = $1 AND message_id = $2";
        let known: Option<String> =
            self.scalar(sqlx::query_scalar(sql).bind(place.chat).bind(place.message_id)).await?;
        Ok(known.map(|known| known == hash(text)))
    }

    /// Whether another part of this album was replied to.
    pub async fn album_seen(&self, chat: ChatId, media_group: &str) -> Result<bool, StoreError> {
        let sql = "SELECT at_ms FROM albums WHERE chat = $1 AND media_group = $2";
        let found: Option<i64> =
            self.scalar(sqlx::query_scalar(sql).bind(chat).bind(media_group)).await?;
        Ok(found.is_some())
    }
}

//! Voice messages that the channel already has: each text is spoken once.

use sqlx::AnyConnection;

use super::{Store, StoreError, execute};
use crate::model::language::ReplyLanguage;

/// The name of a spoken text: a hash of its language and its words.
pub fn voice_hash(text: &str, language: ReplyLanguage) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(language.code().as_bytes());
    hasher.update(b"\n");
    hasher.update(text.as_bytes());
    hasher.finalize().to_hex().to_string()
}

pub(super) async fn keep(
    db: &mut AnyConnection,
    hash: &str,
    file_id: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO voices (hash, file_id, made_ms) VALUES ($1, $2, $3)
         ON CONFLICT (hash) DO UPDATE SET file_id = excluded.file_id, made_ms = excluded.made_ms";
    execute(db, sqlx::query(sql).bind(hash).bind(file_id).bind(now_ms)).await
}

impl Store {
    /// The channel's name of a text already spoken; see [`voice_hash`].
    pub async fn voice(
        &self,
        text: &str,
        language: ReplyLanguage,
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT file_id FROM voices WHERE hash = $1";
        self.scalar(sqlx::query_scalar(sql).bind(voice_hash(text, language))).await
    }
}

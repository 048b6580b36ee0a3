//! The question log: masked, for review and statistics, erased when its days are over.

use sqlx::AnyConnection;

use super::{Store, StoreError, loaded_message, storable};
use crate::model::article::ArticleId;
use crate::model::language::ReplyLanguage;
use crate::model::log::{Question, Review};
use crate::model::reply::ReplyKind;

fn loaded_review(number: i64) -> Review {
    match number {
        1 => Review::Answered,
        2 => Review::NotOurs,
        3 => Review::Hidden,
        _ => Review::Open,
    }
}

pub(super) async fn log(db: &mut AnyConnection, question: &Question) -> Result<(), StoreError> {
    // One process writes, so the next number is the same in both statements' eyes.
    sqlx::query(
        "INSERT INTO questions (id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, tell,
             answer)
         SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11 FROM questions",
    )
    .bind(question.chat)
    .bind(i64::from(question.message_id))
    .bind(storable(&question.text))
    .bind(kind_name(question.kind))
    .bind(question.article.as_ref().map(ArticleId::as_str))
    .bind(storable(&question.language))
    .bind(question.asked_ms)
    .bind(i64::from(question.outside_hours))
    .bind(question.helpful.map(i64::from))
    .bind(question.review as i64)
    .bind(storable(&question.answer))
    .execute(db)
    .await?;
    Ok(())
}

/// Notes what the resident thought of the newest answer from this article.
pub(super) async fn rate(
    db: &mut AnyConnection,
    chat: i64,
    article: &ArticleId,
    helpful: bool,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE questions SET helpful = $1 WHERE id = (SELECT MAX(id) FROM questions WHERE chat = $2 AND article = $3)")
        .bind(i64::from(helpful))
        .bind(chat)
        .bind(article.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that the resident wants to be told when staff have answered.
pub(super) async fn tell_later(
    db: &mut AnyConnection,
    chat: i64,
    message_id: i32,
    language: ReplyLanguage,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE questions SET tell = 1, tell_language = $1 WHERE chat = $2 AND message_id = $3",
    )
    .bind(language.code())
    .bind(chat)
    .bind(i64::from(message_id))
    .execute(db)
    .await?;
    Ok(())
}

/// The residents of these questions have been told.
pub(super) async fn told(db: &mut AnyConnection, ids: &[i64]) -> Result<(), StoreError> {
    for id in ids {
        sqlx::query("UPDATE questions SET tell = 0, review = 1 WHERE id = $1")
            .bind(*id)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// What was remembered of the conversation when this message was asked.
pub(super) async fn asked_in(
    db: &mut AnyConnection,
    chat: i64,
    message_id: i32,
    understanding: Option<&serde_json::Value>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE questions SET asked_in = $1 WHERE chat = $2 AND message_id = $3")
        .bind(understanding.map(serde_json::Value::to_string))
        .bind(chat)
        .bind(i64::from(message_id))
        .execute(db)
        .await?;
    Ok(())
}

/// Of an edited question the log keeps the newest wording only.
pub(super) async fn forget(
    db: &mut AnyConnection,
    chat: i64,
    message_id: i32,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM questions WHERE chat = $1 AND message_id = $2")
        .bind(chat)
        .bind(i64::from(message_id))
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn review(
    db: &mut AnyConnection,
    ids: &[i64],
    review: Review,
) -> Result<(), StoreError> {
    for id in ids {
        sqlx::query("UPDATE questions SET review = $1 WHERE id = $2")
            .bind(review as i64)
            .bind(*id)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Reply kinds are stored by the names of the machine-readable reply.
fn kind_name(kind: ReplyKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

type Row =
    (i64, i64, i64, String, String, Option<String>, String, i64, i64, Option<i64>, i64, String);

fn from_row(row: Row) -> Result<Question, StoreError> {
    let (
        id,
        chat,
        message_id,
        text,
        kind,
        article,
        language,
        asked_ms,
        outside,
        helpful,
        review,
        answer,
    ) = row;
    Ok(Question {
        id,
        chat,
        message_id: loaded_message(message_id).unwrap_or_default(),
        text,
        answer,
        kind: serde_json::from_value(serde_json::Value::String(kind))
            .map_err(|error| StoreError::content("questions", error))?,
        article: article.as_deref().and_then(ArticleId::parse),
        language,
        asked_ms,
        outside_hours: outside != 0,
        helpful: helpful.map(|value| value != 0),
        review: loaded_review(review),
    })
}

impl Store {
    /// Questions asked in a span of time (milliseconds since 1970, the end not included), oldest first.
    pub async fn questions(&self, from_ms: i64, to_ms: i64) -> Result<Vec<Question>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, answer
             FROM questions WHERE asked_ms >= $1 AND asked_ms < $2 ORDER BY asked_ms, id",
        )
        .bind(from_ms)
        .bind(to_ms)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(from_row).collect()
    }

    /// Questions that were not answered or not found helpful and that staff have not dealt with, newest first.
    pub async fn open_questions(&self, since_ms: i64) -> Result<Vec<Question>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, answer
             FROM questions WHERE asked_ms >= $1 AND review = 0 AND (kind = 'unknown' OR helpful = 0)
             ORDER BY asked_ms DESC, id DESC",
        )
        .bind(since_ms)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(from_row).collect()
    }

    /// A resident's newest questions, oldest first.
    pub async fn last_questions(&self, chat: i64, many: i64) -> Result<Vec<Question>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, answer
             FROM questions WHERE chat = $1 ORDER BY asked_ms DESC, id DESC LIMIT $2",
        )
        .bind(chat)
        .bind(many)
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().rev().map(from_row).collect()
    }

    /// The newest question of a chat; `message_id`: the one that this message asked.
    pub async fn question_of(
        &self,
        chat: i64,
        message_id: i32,
    ) -> Result<Option<Question>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, answer
             FROM questions WHERE chat = $1 AND message_id = $2 ORDER BY id DESC LIMIT 1",
        )
        .bind(chat)
        .bind(i64::from(message_id))
        .fetch_optional(&self.pool)
        .await?;
        row.map(from_row).transpose()
    }

    /// What was remembered of the conversation when this message was asked.
    pub async fn asked_in(
        &self,
        chat: i64,
        message_id: i32,
    ) -> Result<Option<serde_json::Value>, StoreError> {
        let sql = "SELECT asked_in FROM questions WHERE chat = $1 AND message_id = $2 ORDER BY id DESC LIMIT 1";
        let found: Option<Option<String>> = sqlx::query_scalar(sql)
            .bind(chat)
            .bind(i64::from(message_id))
            .fetch_optional(&self.pool)
            .await?;
        // What an older version stored may be unreadable; then nothing was said before.
        Ok(found.flatten().and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// The message that a reply of ours answered.
    pub async fn question_replied_to(
        &self,
        chat: i64,
        reply: i32,
    ) -> Result<Option<i32>, StoreError> {
        let found: Option<i64> =
            sqlx::query_scalar("SELECT question FROM replies WHERE chat = $1 AND message_id = $2 ORDER BY sent_ms DESC LIMIT 1")
                .bind(chat)
                .bind(i64::from(reply))
                .fetch_optional(&self.pool)
                .await?;
        Ok(found.and_then(loaded_message))
    }

    /// The questions whose residents want to be told of an answer, and the language to tell them in; oldest first.
    pub async fn untold_questions(&self) -> Result<Vec<(Question, ReplyLanguage)>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, answer
             FROM questions WHERE tell = 1 AND review = 0 ORDER BY id",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut questions = Vec::with_capacity(rows.len());
        for row in rows {
            let question = from_row(row)?;
            let language = self.tell_language(&question).await?;
            questions.push((question, language));
        }
        Ok(questions)
    }

    async fn tell_language(&self, question: &Question) -> Result<ReplyLanguage, StoreError> {
        let chosen: Option<Option<String>> =
            sqlx::query_scalar("SELECT tell_language FROM questions WHERE id = $1")
                .bind(question.id)
                .fetch_optional(&self.pool)
                .await?;
        Ok(chosen.flatten().as_deref().and_then(ReplyLanguage::from_code).unwrap_or(match question
            .language
            .as_str()
        {
            "sv" => ReplyLanguage::Swedish,
            _ => ReplyLanguage::English,
        }))
    }
}

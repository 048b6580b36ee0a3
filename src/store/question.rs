//! The question log: masked, for review and statistics, erased when its days are over.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row};

use super::{Store, StoreError, execute, of_each, storable};
use crate::model::article::ArticleId;
use crate::model::id::{ChatId, MessageId, QuestionId};
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
    let sql = "INSERT INTO questions (id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, tell,
             answer)
         SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11 FROM questions";
    let query = sqlx::query(sql)
        .bind(question.chat)
        .bind(question.message_id)
        .bind(storable(&question.text))
        .bind(question.kind.name())
        .bind(question.article.as_ref().map(ArticleId::as_str))
        .bind(storable(&question.language))
        .bind(question.asked_ms)
        .bind(i64::from(question.outside_hours))
        .bind(question.helpful.map(i64::from))
        .bind(question.review as i64)
        .bind(storable(&question.answer));
    execute(db, query).await
}

/// Notes what the resident thought of the newest answer from this article.
pub(super) async fn rate(
    db: &mut AnyConnection,
    chat: ChatId,
    article: &ArticleId,
    helpful: bool,
) -> Result<(), StoreError> {
    let sql = "UPDATE questions SET helpful = $1 WHERE id = (SELECT MAX(id) FROM questions WHERE chat = $2 AND article = $3)";
    let query = sqlx::query(sql).bind(i64::from(helpful)).bind(chat).bind(article.as_str());
    execute(db, query).await
}

/// Notes that the resident wants to be told when staff have answered.
pub(super) async fn tell_later(
    db: &mut AnyConnection,
    chat: ChatId,
    message_id: MessageId,
    language: ReplyLanguage,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE questions SET tell = 1, tell_language = $1 WHERE chat = $2 AND message_id = $3";
    execute(db, sqlx::query(sql).bind(language.code()).bind(chat).bind(message_id)).await
}

/// The residents of these questions have been told.
pub(super) async fn told(db: &mut AnyConnection, ids: &[QuestionId]) -> Result<(), StoreError> {
    of_each(db, "UPDATE questions SET tell = 0, review = 1 WHERE id = $1", ids).await
}

/// What was remembered of the conversation when this message was asked.
pub(super) async fn asked_in(
    db: &mut AnyConnection,
    chat: ChatId,
    message_id: MessageId,
    understanding: Option<&serde_json::Value>,
) -> Result<(), StoreError> {
    let sql = "UPDATE questions SET asked_in = $1 WHERE chat = $2 AND message_id = $3";
    let query = sqlx::query(sql)
        .bind(understanding.map(serde_json::Value::to_string))
        .bind(chat)
        .bind(message_id);
    execute(db, query).await
}

/// Of an edited question the log keeps the newest wording only.
pub(super) async fn forget(
    db: &mut AnyConnection,
    chat: ChatId,
    message_id: MessageId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM questions WHERE chat = $1 AND message_id = $2";
    execute(db, sqlx::query(sql).bind(chat).bind(message_id)).await
}

pub(super) async fn review(
    db: &mut AnyConnection,
    ids: &[QuestionId],
    review: Review,
) -> Result<(), StoreError> {
    for id in ids {
        let sql = "UPDATE questions SET review = $1 WHERE id = $2";
        execute(db, sqlx::query(sql).bind(review as i64).bind(*id)).await?;
    }
    Ok(())
}

macro_rules! questions {
    ($which:literal) => {
        concat!(
            "SELECT id, chat, message_id, text, kind, article, language, asked_ms, outside_hours, helpful, review, answer, tell_language FROM questions ",
            $which
        )
    };
}

impl FromRow<'_, AnyRow> for Question {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let kind: String = row.try_get("kind")?;
        let kind = ReplyKind::of(&kind)
            .ok_or_else(|| sqlx::Error::Decode(format!("no kind of reply: {kind}").into()))?;
        let article: Option<String> = row.try_get("article")?;
        let helpful: Option<i64> = row.try_get("helpful")?;
        Ok(Question {
            id: row.try_get("id")?,
            chat: row.try_get("chat")?,
            message_id: row.try_get("message_id")?,
            text: row.try_get("text")?,
            answer: row.try_get("answer")?,
            kind,
            article: article.as_deref().and_then(ArticleId::parse),
            language: row.try_get("language")?,
            asked_ms: row.try_get("asked_ms")?,
            outside_hours: row.try_get::<i64, _>("outside_hours")? != 0,
            helpful: helpful.map(|value| value != 0),
            review: loaded_review(row.try_get("review")?),
        })
    }
}

impl Store {
    /// Questions asked in a span of time (milliseconds since 1970, the end not included), oldest first.
    pub async fn questions(&self, from_ms: i64, to_ms: i64) -> Result<Vec<Question>, StoreError> {
        let sql = questions!("WHERE asked_ms >= $1 AND asked_ms < $2 ORDER BY asked_ms, id");
        self.all(sqlx::query_as(sql).bind(from_ms).bind(to_ms)).await
    }

    /// Questions that were not answered or not found helpful and that staff have not dealt with, newest first.
    pub async fn open_questions(&self, since_ms: i64) -> Result<Vec<Question>, StoreError> {
        let sql = questions!(
            "WHERE asked_ms >= $1 AND review = 0 AND (kind = 'unknown' OR helpful = 0)
             ORDER BY asked_ms DESC, id DESC"
        );
        self.all(sqlx::query_as(sql).bind(since_ms)).await
    }

    /// A resident's newest questions, oldest first.
    pub async fn last_questions(
        &self,
        chat: ChatId,
        many: i64,
    ) -> Result<Vec<Question>, StoreError> {
        let sql = questions!("WHERE chat = $1 ORDER BY asked_ms DESC, id DESC LIMIT $2");
        let mut questions: Vec<Question> =
            self.all(sqlx::query_as(sql).bind(chat).bind(many)).await?;
        questions.reverse();
        Ok(questions)
    }

    /// The newest question of a chat; `message_id`: the one that this message asked.
    pub async fn question_of(
        &self,
        chat: ChatId,
        message_id: MessageId,
    ) -> Result<Option<Question>, StoreError> {
        let sql = questions!("WHERE chat = $1 AND message_id = $2 ORDER BY id DESC LIMIT 1");
        self.optional(sqlx::query_as(sql).bind(chat).bind(message_id)).await
    }

    /// What was remembered of the conversation when this message was asked.
    pub async fn asked_in(
        &self,
        chat: ChatId,
        message_id: MessageId,
    ) -> Result<Option<serde_json::Value>, StoreError> {
        let sql = "SELECT asked_in FROM questions WHERE chat = $1 AND message_id = $2 ORDER BY id DESC LIMIT 1";
        let found: Option<Option<String>> =
            self.scalar(sqlx::query_scalar(sql).bind(chat).bind(message_id)).await?;
        // What an older version stored may be unreadable; then nothing was said before.
        Ok(found.flatten().and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// The message that a reply of ours answered.
    pub async fn question_replied_to(
        &self,
        chat: ChatId,
        reply: MessageId,
    ) -> Result<Option<MessageId>, StoreError> {
        let sql = "SELECT question FROM replies WHERE chat = $1 AND message_id = $2 ORDER BY sent_ms DESC LIMIT 1";
        self.scalar(sqlx::query_scalar(sql).bind(chat).bind(reply)).await
    }

    /// The questions whose residents want to be told of an answer, and the language to tell them in; oldest first.
    pub async fn untold_questions(&self) -> Result<Vec<(Question, ReplyLanguage)>, StoreError> {
        let rows = sqlx::query(questions!("WHERE tell = 1 AND review = 0 ORDER BY id"))
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(|row| Ok(untold(row)?)).collect()
    }
}

/// A question, and the language in which its resident asked to be told; where that is not known, the language it was asked in.
fn untold(row: &AnyRow) -> Result<(Question, ReplyLanguage), sqlx::Error> {
    let question = Question::from_row(row)?;
    let chosen: Option<String> = row.try_get("tell_language")?;
    let chosen = ReplyLanguage::from_code(chosen.as_deref().unwrap_or(&question.language));
    Ok((question, chosen.unwrap_or(ReplyLanguage::English)))
}

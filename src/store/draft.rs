//! What somebody has begun and not yet finished: kept over a restart, forgotten when it is done or old.

use sqlx::AnyConnection;

use super::{Store, StoreError, execute, loaded_thread, stored_thread};
use crate::model::desk::{Draft, FirstMessage};
use crate::model::id::{ChatId, DraftId, QuestionId, ThreadId, UserId};

/// A draft and where its author works on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// [`super::Counter::Draft`]'s next.
    pub id: DraftId,
    pub chat: ChatId,
    pub thread: Option<ThreadId>,
    /// The user's id.
    pub author: UserId,
    pub draft: Draft,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftWrite {
    /// One that waits for its author's next message takes the place of any other that does, in the same chat and topic.
    Save(StoredDraft),
    Forget {
        id: DraftId,
    },
    /// What was begun is something else now.
    Change {
        id: DraftId,
        draft: Draft,
    },
}

pub(super) async fn apply(
    db: &mut AnyConnection,
    write: &DraftWrite,
    now_ms: i64,
) -> Result<(), StoreError> {
    match write {
        DraftWrite::Save(draft) => save(db, draft, now_ms).await,
        DraftWrite::Change { id, draft } => {
            let content = serde_json::to_string(draft)
                .map_err(|error| StoreError::content("drafts", error))?;
            let sql = "UPDATE drafts SET content = $1 WHERE id = $2";
            execute(db, sqlx::query(sql).bind(content).bind(*id)).await
        }
        DraftWrite::Forget { id } => {
            let sql = "DELETE FROM drafts WHERE id = $1";
            execute(db, sqlx::query(sql).bind(*id)).await
        }
    }
}

/// What staff have begun on a question of this chat holds its words, in a chat of theirs.
pub(super) async fn forget_about_questions_of(
    db: &mut AnyConnection,
    chat: ChatId,
) -> Result<(), StoreError> {
    let asked: Vec<(QuestionId, String)> =
        sqlx::query_as("SELECT id, text FROM questions WHERE chat = $1")
            .bind(chat)
            .fetch_all(&mut *db)
            .await?;
    if asked.is_empty() {
        return Ok(());
    }
    let begun: Vec<(DraftId, String)> =
        sqlx::query_as("SELECT id, content FROM drafts").fetch_all(&mut *db).await?;
    for (id, content) in begun {
        let Ok(draft) = serde_json::from_str::<Draft>(&content) else { continue };
        if asked.iter().any(|(question, text)| draft.is_about(*question, text)) {
            apply(db, &DraftWrite::Forget { id }, 0).await?;
        }
    }
    Ok(())
}

async fn save(db: &mut AnyConnection, draft: &StoredDraft, now_ms: i64) -> Result<(), StoreError> {
    let content = serde_json::to_string(&draft.draft)
        .map_err(|error| StoreError::content("drafts", error))?;
    if draft.draft.waits() {
        let sql =
            "DELETE FROM drafts WHERE author = $1 AND chat = $2 AND thread = $3 AND waits = 1";
        let query =
            sqlx::query(sql).bind(draft.author).bind(draft.chat).bind(stored_thread(draft.thread));
        execute(db, query).await?;
    }
    let sql = "INSERT INTO drafts (id, chat, thread, author, waits, content, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let query = sqlx::query(sql)
        .bind(draft.id)
        .bind(draft.chat)
        .bind(stored_thread(draft.thread))
        .bind(draft.author)
        .bind(i64::from(draft.draft.waits()))
        .bind(content)
        .bind(now_ms);
    execute(db, query).await
}

type Row = (DraftId, ChatId, ThreadId, UserId, String);

fn from_row((id, chat, thread, author, content): Row) -> Result<StoredDraft, StoreError> {
    let draft =
        serde_json::from_str(&content).map_err(|error| StoreError::content("drafts", error))?;
    Ok(StoredDraft { id, chat, thread: loaded_thread(thread), author, draft })
}

impl Store {
    pub async fn draft(&self, id: DraftId) -> Result<Option<StoredDraft>, StoreError> {
        let sql = "SELECT id, chat, thread, author, content FROM drafts WHERE id = $1";
        let row: Option<Row> = self.optional(sqlx::query_as(sql).bind(id)).await?;
        row.map(from_row).transpose()
    }

    /// The draft that the author's next message here belongs to, if it was begun since then (milliseconds since 1970).
    pub async fn waiting_draft(
        &self,
        author: UserId,
        chat: ChatId,
        thread: Option<ThreadId>,
        since_ms: i64,
    ) -> Result<Option<StoredDraft>, StoreError> {
        let sql = "SELECT id, chat, thread, author, content FROM drafts
             WHERE author = $1 AND chat = $2 AND thread = $3 AND waits = 1 AND at_ms >= $4 ORDER BY id DESC LIMIT 1";
        let row: Option<Row> = self
            .optional(
                sqlx::query_as(sql)
                    .bind(author)
                    .bind(chat)
                    .bind(stored_thread(thread))
                    .bind(since_ms),
            )
            .await?;
        row.map(from_row).transpose()
    }

    /// What a resident wrote before agreeing to a hand-over, in its order.
    pub async fn first_messages(
        &self,
        chat: ChatId,
    ) -> Result<Vec<(DraftId, FirstMessage)>, StoreError> {
        let sql = "SELECT id, chat, thread, author, content FROM drafts WHERE chat = $1 AND waits = 0 ORDER BY id";
        let rows: Vec<Row> = self.all(sqlx::query_as(sql).bind(chat)).await?;
        let mut waiting = Vec::new();
        for row in rows {
            if let StoredDraft { id, draft: Draft::FirstMessage(first), .. } = from_row(row)? {
                waiting.push((id, first));
            }
        }
        Ok(waiting)
    }
}

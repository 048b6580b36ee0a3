//! What somebody has begun and not yet finished: kept over a restart, forgotten when it is done or old.

use sqlx::AnyConnection;

use super::{Store, StoreError, loaded_thread, stored_thread};
use crate::model::desk::Draft;

/// A draft and where its author works on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// [`super::Counter::Draft`]'s next.
    pub id: i64,
    pub chat: i64,
    pub thread: Option<i32>,
    /// The user's id.
    pub author: i64,
    pub draft: Draft,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftWrite {
    /// One that waits for its author's next message takes the place of any other that does, in the same chat and topic.
    Save(StoredDraft),
    Forget {
        id: i64,
    },
    /// What was begun is something else now.
    Change {
        id: i64,
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
            sqlx::query("UPDATE drafts SET content = $1 WHERE id = $2")
                .bind(content)
                .bind(*id)
                .execute(db)
                .await?;
            Ok(())
        }
        DraftWrite::Forget { id } => {
            sqlx::query("DELETE FROM drafts WHERE id = $1").bind(*id).execute(db).await?;
            Ok(())
        }
    }
}

async fn save(db: &mut AnyConnection, draft: &StoredDraft, now_ms: i64) -> Result<(), StoreError> {
    let content = serde_json::to_string(&draft.draft)
        .map_err(|error| StoreError::content("drafts", error))?;
    if draft.draft.waits() {
        sqlx::query(
            "DELETE FROM drafts WHERE author = $1 AND chat = $2 AND thread = $3 AND waits = 1",
        )
        .bind(draft.author)
        .bind(draft.chat)
        .bind(stored_thread(draft.thread))
        .execute(&mut *db)
        .await?;
    }
    sqlx::query("INSERT INTO drafts (id, chat, thread, author, waits, content, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(draft.id)
        .bind(draft.chat)
        .bind(stored_thread(draft.thread))
        .bind(draft.author)
        .bind(i64::from(draft.draft.waits()))
        .bind(content)
        .bind(now_ms)
        .execute(db)
        .await?;
    Ok(())
}

type Row = (i64, i64, i64, i64, String);

fn from_row((id, chat, thread, author, content): Row) -> Result<StoredDraft, StoreError> {
    let draft =
        serde_json::from_str(&content).map_err(|error| StoreError::content("drafts", error))?;
    Ok(StoredDraft { id, chat, thread: loaded_thread(thread), author, draft })
}

impl Store {
    pub async fn draft(&self, id: i64) -> Result<Option<StoredDraft>, StoreError> {
        let row: Option<Row> =
            sqlx::query_as("SELECT id, chat, thread, author, content FROM drafts WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
        row.map(from_row).transpose()
    }

    /// The draft that the author's next message here belongs to, if it was begun since then (milliseconds since 1970).
    pub async fn waiting_draft(
        &self,
        author: i64,
        chat: i64,
        thread: Option<i32>,
        since_ms: i64,
    ) -> Result<Option<StoredDraft>, StoreError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, chat, thread, author, content FROM drafts
             WHERE author = $1 AND chat = $2 AND thread = $3 AND waits = 1 AND at_ms >= $4 ORDER BY id DESC LIMIT 1",
        )
        .bind(author)
        .bind(chat)
        .bind(stored_thread(thread))
        .bind(since_ms)
        .fetch_optional(&self.pool)
        .await?;
        row.map(from_row).transpose()
    }

    /// What a resident wrote before agreeing to a hand-over, in its order.
    pub async fn first_messages(&self, chat: i64) -> Result<Vec<StoredDraft>, StoreError> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT id, chat, thread, author, content FROM drafts WHERE chat = $1 AND waits = 0 ORDER BY id")
                .bind(chat)
                .fetch_all(&self.pool)
                .await?;
        let mut drafts = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
        drafts.retain(|stored| matches!(stored.draft, Draft::FirstMessage { .. }));
        Ok(drafts)
    }
}

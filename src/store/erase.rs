//! Forgetting: all of one chat when its resident says so, and everything when its days are over.

use sqlx::AnyConnection;

use super::scrub::{Erased, note_erasure};
use super::{Store, StoreError, draft, execute};
use crate::model::id::ChatId;

/// What is stored of a chat: what `/radera` erases, and what it may not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erasable {
    /// 1 where language, last understanding or consent are remembered.
    pub conversation: i64,
    /// What was written for staff and waits for the consent.
    pub drafts: i64,
    pub questions: i64,
    /// Notes of which message answered which, sent and waiting.
    pub replies: i64,
    /// Cases with staff: public documents, kept.
    pub cases_kept: i64,
}

/// How long what is kept, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The question log, replies that edits find their messages by, drafts, and what the last messages were understood as.
    pub questions: u32,
    /// A chosen language and a consent, after the chat's last message.
    pub conversations: u32,
    /// Closed cases with all that was said, after they were closed. `None`: until somebody decides otherwise; they are public documents.
    pub cases: Option<u32>,
    /// What staff did.
    pub audit: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Retention { questions: 30, conversations: 365, cases: None, audit: 730 }
    }
}

/// How many rows were too old.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    pub questions: u64,
    pub replies: u64,
    pub updates: u64,
    pub letters: u64,
    pub conversations: u64,
    pub cases: u64,
    pub deeds: u64,
}

impl Purged {
    fn of_chats(&self) -> u64 {
        self.questions + self.replies + self.updates + self.letters + self.conversations
    }

    fn of_records(&self) -> u64 {
        self.cases + self.deeds
    }
}

const DAY_MS: i64 = 24 * 3600 * 1000;
/// Handled updates are kept for this long beyond the week in which their ids tell duplicates; settled letters as long.
const TRACE_DAYS: i64 = 8;

impl Store {
    /// What [`super::Write::Erase`] would erase now.
    pub async fn erasable(&self, chat: ChatId) -> Result<Erasable, StoreError> {
        let count = async |sql: &'static str| -> Result<i64, StoreError> {
            Ok(sqlx::query_scalar(sql).bind(chat).fetch_one(&mut *self.read().await?).await?)
        };
        Ok(Erasable {
            conversation: count("SELECT COUNT(*) FROM conversations WHERE chat = $1").await?,
            drafts: count("SELECT COUNT(*) FROM drafts WHERE chat = $1").await?,
            questions: count("SELECT COUNT(*) FROM questions WHERE chat = $1").await?,
            replies: count("SELECT COUNT(*) FROM replies WHERE chat = $1").await?
                + count("SELECT COUNT(*) FROM outbox WHERE chat = $1 AND state = 0").await?,
            cases_kept: count("SELECT COUNT(*) FROM cases WHERE chat = $1").await?,
        })
    }

    /// Erases what is older than it may be.
    pub async fn purge(&self, retention: Retention, now_ms: i64) -> Result<Purged, StoreError> {
        let before = |days: u32| now_ms - i64::from(days) * DAY_MS;
        let old = before(retention.questions);
        let trace = now_ms - TRACE_DAYS * DAY_MS;
        let mut tx = self.begin_write().await?;
        let cases = match retention.cases {
            Some(days) => purge_cases(&mut tx, before(days)).await?,
            None => 0,
        };
        let purged = Purged {
            questions: delete(&mut tx, "DELETE FROM questions WHERE asked_ms < $1", old).await?,
            replies: delete(&mut tx, "DELETE FROM replies WHERE sent_ms < $1", old).await?,
            updates: delete(
                &mut tx,
                "DELETE FROM inbox WHERE received_ms < $1 AND state <> 0",
                trace,
            )
            .await?,
            letters: delete(
                &mut tx,
                "DELETE FROM outbox WHERE settled_ms < $1 AND state <> 0",
                trace,
            )
            .await?,
            conversations: delete(&mut tx, OLD_CONVERSATIONS, before(retention.conversations))
                .await?,
            cases,
            deeds: delete(&mut tx, "DELETE FROM audit WHERE at_ms < $1", before(retention.audit))
                .await?,
        };
        let mut others = 0;
        for (sql, before_ms) in [
            ("DELETE FROM drafts WHERE at_ms < $1", old),
            ("DELETE FROM albums WHERE at_ms < $1", trace),
            ("DELETE FROM unsent WHERE at_ms < $1", old),
            (
                "UPDATE conversations SET understanding = NULL WHERE updated_ms < $1 AND understanding IS NOT NULL",
                old,
            ),
        ] {
            others += delete(&mut tx, sql, before_ms).await?;
        }
        if purged.of_chats() + others > 0 {
            note_erasure(&mut tx, Erased::Chats).await?;
        }
        if purged.of_records() > 0 {
            note_erasure(&mut tx, Erased::Records).await?;
        }
        tx.commit().await?;
        Ok(purged)
    }
}

/// A resident with an open case is no stranger, however long staff take.
const OLD_CONVERSATIONS: &str = "DELETE FROM conversations WHERE updated_ms < $1
     AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.chat = conversations.chat AND cases.state = 0)";

/// Closed cases with their messages, and what is still held for them.
async fn purge_cases(db: &mut AnyConnection, before_ms: i64) -> Result<u64, StoreError> {
    for sql in [
        "DELETE FROM case_messages WHERE case_number IN (SELECT number FROM cases WHERE state = 1 AND closed_ms < $1)",
        "DELETE FROM outbox WHERE topic_of IN (SELECT number FROM cases WHERE state = 1 AND closed_ms < $1) AND state <> 0",
    ] {
        delete(db, sql, before_ms).await?;
    }
    delete(db, "DELETE FROM cases WHERE state = 1 AND closed_ms < $1", before_ms).await
}

async fn delete(
    db: &mut AnyConnection,
    sql: &'static str,
    argument: i64,
) -> Result<u64, StoreError> {
    Ok(sqlx::query(sql).bind(argument).execute(db).await?.rows_affected())
}

/// Erases what is known of a chat but its cases, once what waits for it is withdrawn.
pub(super) async fn erase(db: &mut AnyConnection, chat: ChatId) -> Result<(), StoreError> {
    draft::forget_about_questions_of(db, chat).await?;
    for sql in [
        "DELETE FROM questions WHERE chat = $1",
        "DELETE FROM replies WHERE chat = $1",
        "DELETE FROM conversations WHERE chat = $1",
        "DELETE FROM drafts WHERE chat = $1",
        "DELETE FROM albums WHERE chat = $1",
        "DELETE FROM unsent WHERE chat = $1",
        "DELETE FROM outbox WHERE chat = $1 AND state NOT IN (0, 4)",
        // The ids stay to tell duplicates by; whose they were does not.
        "UPDATE inbox SET chat = 0, thread = 0 WHERE chat = $1 AND state <> 0",
    ] {
        execute(db, sqlx::query(sql).bind(chat)).await?;
    }
    note_erasure(db, Erased::Chats).await
}

//! Letters: stored with what they follow from, sent from here, in order within a chat or topic.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row as _};

use super::letter::{LetterState, QueuedLetter, StoredLetter, Track, urgency_of, urgency_rank};
use super::{
    Store, StoreError, case, case_message, execute, loaded_thread, storable, stored_thread,
};
use crate::model::case::CaseNumber;
use crate::model::delivery::{Delivery, Lane, Regarding, SentMessage};
use crate::model::id::{ChatId, MessageId, ThreadId, UpdateId};

/// Stores a letter; one to a case goes to where staff find that. False: it is held, as there is no such place yet.
pub(crate) async fn post_letter(
    db: &mut AnyConnection,
    letter: &mut StoredLetter,
    due_ms: i64,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let place = match letter.topic_of {
        Some(case) => case::place(db, case).await?,
        None => None,
    };
    if let Some(place) = place {
        letter.outgoing.thread = place.thread();
    }
    let is_held = letter.topic_of.is_some() && place.is_none();
    let state = if is_held { LetterState::Held } else { LetterState::Waiting };
    insert_letter(db, letter, state, due_ms, now_ms).await?;
    Ok(!is_held)
}

async fn insert_letter(
    db: &mut AnyConnection,
    letter: &StoredLetter,
    state: LetterState,
    due_ms: i64,
    now_ms: i64,
) -> Result<(), StoreError> {
    let outgoing = &letter.outgoing;
    let json = |error| StoreError::content("outbox", error);
    let payload = serde_json::to_string(outgoing).map_err(json)?;
    let regarding = letter.regarding.as_ref().map(serde_json::to_string);
    let question = match letter.regarding {
        Some(Regarding::Question { message_id }) => Some(message_id),
        _ => None,
    };
    let sql = "INSERT INTO outbox (id, update_id, part, chat, thread, urgency, messages, payload, regarding, question, state, attempts, created_ms,
             due_ms, topic_of, track, of_case)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15, $16)";
    let query = sqlx::query(sql)
        .bind(letter.id)
        .bind(letter.update_id)
        .bind(letter.part)
        .bind(outgoing.chat)
        .bind(stored_thread(outgoing.thread))
        .bind(urgency_rank(outgoing.urgency))
        .bind(i64::from(letter.messages))
        .bind(payload)
        .bind(regarding.transpose().map_err(json)?)
        .bind(question)
        .bind(state as i64)
        .bind(now_ms)
        .bind(due_ms)
        .bind(letter.topic_of)
        .bind(letter.track as i64)
        .bind(i64::from(
            letter.regarding.as_ref().is_some_and(|regarding| regarding.case().is_some()),
        ));
    execute(db, query).await
}

/// Notes a failed try and when the next is due.
pub(crate) async fn reschedule_letter(
    db: &mut AnyConnection,
    id: i64,
    attempts: u32,
    due_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET attempts = $1, due_ms = $2 WHERE id = $3 AND state = 0";
    execute(db, sqlx::query(sql).bind(i64::from(attempts)).bind(due_ms).bind(id)).await
}

/// Notes what became of a letter and forgets what it said. False: that was noted already.
pub(crate) async fn settle_letter(
    db: &mut AnyConnection,
    letter: &StoredLetter,
    delivery: &Delivery,
    now_ms: i64,
) -> Result<bool, StoreError> {
    if is_kept(letter, delivery) {
        let sql = "UPDATE outbox SET state = $1, attempts = 0 WHERE id = $2 AND state = 0";
        let held = sqlx::query(sql).bind(LetterState::Held as i64).bind(letter.id);
        return Ok(held.execute(&mut *db).await?.rows_affected() > 0);
    }
    let (state, reason) = match delivery {
        Delivery::Sent(_) => (LetterState::Sent, None),
        Delivery::Refused(why) | Delivery::Unwanted(why) => {
            (LetterState::Refused, Some(why.as_str()))
        }
        Delivery::Blocked => (LetterState::Refused, Some("blocked")),
        Delivery::TopicGone => (LetterState::Refused, Some("topic gone")),
        Delivery::Expired => (LetterState::Refused, Some("expired")),
    };
    let message = match delivery {
        Delivery::Sent(sent) => sent.message_ids.first().copied(),
        _ => None,
    };
    let result = sqlx::query(
        "UPDATE outbox SET state = $1, reason = $2, message_id = $3, settled_ms = $4, payload = '' WHERE id = $5 AND state = 0",
    )
    .bind(state as i64)
    .bind(reason.map(storable))
    .bind(message)
    .bind(now_ms)
    .bind(letter.id)
    .execute(&mut *db)
    .await?;
    if result.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(regarding) = &letter.regarding {
        case::note_delivery(db, regarding, delivery).await?;
        case_message::note_delivery(db, letter, delivery).await?;
    }
    if let Delivery::Sent(sent) = delivery {
        note_sent(db, letter, sent, now_ms).await?;
    }
    Ok(true)
}

/// What was said in a case waits for the next place where staff find it. A card is made anew there.
fn is_kept(letter: &StoredLetter, delivery: &Delivery) -> bool {
    // The group itself can be closed too, and is no topic to be made anew.
    let lost = match delivery {
        Delivery::TopicGone => letter.outgoing.thread.is_some(),
        Delivery::Blocked => true,
        _ => false,
    };
    lost && letter.topic_of.is_some()
        && !matches!(letter.regarding, Some(Regarding::CaseCard { .. }))
}

/// Takes back one letter that waits or is held. Gives its id, if it did.
pub(super) async fn recall(
    db: &mut AnyConnection,
    id: i64,
    now_ms: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar("UPDATE outbox SET state = $1, payload = '', settled_ms = $2 WHERE id = $3 AND state IN (0, 4) RETURNING id")
        .bind(LetterState::Withdrawn as i64)
        .bind(now_ms)
        .bind(id)
        .fetch_optional(db)
        .await?)
}

/// A letter's row, but for what is asked for in each query.
pub(super) struct LetterRow {
    id: i64,
    update_id: Option<UpdateId>,
    part: i64,
    payload: String,
    regarding: Option<String>,
    topic_of: Option<CaseNumber>,
    track: i64,
    messages: i64,
}

macro_rules! letter_columns {
    () => {
        "SELECT id, update_id, part, payload, regarding, topic_of, track, messages FROM outbox"
    };
}
pub(super) use letter_columns;

impl FromRow<'_, AnyRow> for LetterRow {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(LetterRow {
            id: row.try_get("id")?,
            update_id: row.try_get("update_id")?,
            part: row.try_get("part")?,
            payload: row.try_get("payload")?,
            regarding: row.try_get("regarding")?,
            topic_of: row.try_get("topic_of")?,
            track: row.try_get("track")?,
            messages: row.try_get("messages")?,
        })
    }
}

impl TryFrom<LetterRow> for StoredLetter {
    type Error = StoreError;

    fn try_from(row: LetterRow) -> Result<Self, StoreError> {
        let json = |error| StoreError::content("outbox", error);
        Ok(StoredLetter {
            id: row.id,
            update_id: row.update_id,
            part: row.part,
            outgoing: serde_json::from_str(&row.payload).map_err(json)?,
            regarding: row
                .regarding
                .as_deref()
                .map(serde_json::from_str)
                .transpose()
                .map_err(json)?,
            topic_of: row.topic_of,
            track: Track::stored(row.track),
            messages: u32::try_from(row.messages).unwrap_or(u32::MAX),
        })
    }
}

async fn note_sent(
    db: &mut AnyConnection,
    letter: &StoredLetter,
    sent: &SentMessage,
    now_ms: i64,
) -> Result<(), StoreError> {
    let Some(Regarding::Question { message_id }) = letter.regarding else {
        return Ok(());
    };
    for id in &sent.message_ids {
        let sql = "INSERT INTO replies (chat, question, message_id, sent_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let query =
            sqlx::query(sql).bind(letter.outgoing.chat).bind(message_id).bind(*id).bind(now_ms);
        execute(db, query).await?;
    }
    Ok(())
}

/// Takes back what waits for a chat, or only what replies to one message of it; never what staff wrote. Gives the ids taken back.
pub(super) async fn withdraw(
    db: &mut AnyConnection,
    chat: ChatId,
    question: Option<MessageId>,
    now_ms: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar(
        "UPDATE outbox SET state = 3, payload = '', settled_ms = $1
         WHERE chat = $2 AND state = 0 AND (question = $3 OR $4 = 1) AND of_case = 0 RETURNING id",
    )
    .bind(now_ms)
    .bind(chat)
    .bind(question)
    .bind(i64::from(question.is_none()))
    .fetch_all(db)
    .await?)
}

impl Store {
    /// All letters that wait to be sent, in the order they were posted.
    pub async fn waiting_letters(&self) -> Result<Vec<QueuedLetter>, StoreError> {
        type Row = (i64, ChatId, ThreadId, i64, i64, i64, i64, i64, i64);
        let sql = "SELECT id, chat, thread, urgency, messages, due_ms, attempts, created_ms, track FROM outbox WHERE state = 0 ORDER BY id";
        let rows: Vec<Row> = self.all(sqlx::query_as(sql)).await?;
        let unsigned = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(rows
            .into_iter()
            .map(|(id, chat, thread, urgency, messages, due_ms, attempts, created_ms, track)| {
                QueuedLetter {
                    id,
                    lane: Lane { chat, thread: loaded_thread(thread) },
                    urgency: urgency_of(urgency),
                    due_ms,
                    attempts: unsigned(attempts),
                    created_ms,
                    messages: unsigned(messages),
                    track: Track::stored(track),
                }
            })
            .collect())
    }

    /// What was sent from `since_ms` on: the chat, how many messages, and when that was known.
    pub async fn sent_since(&self, since_ms: i64) -> Result<Vec<(ChatId, u32, i64)>, StoreError> {
        let sql = "SELECT chat, messages, settled_ms FROM outbox WHERE settled_ms >= $1 AND state = 1 ORDER BY settled_ms";
        let rows: Vec<(ChatId, i64, i64)> = self.all(sqlx::query_as(sql).bind(since_ms)).await?;
        let sent = |(chat, messages, at)| (chat, u32::try_from(messages).unwrap_or(u32::MAX), at);
        Ok(rows.into_iter().map(sent).collect())
    }

    /// Takes a letter that is not understood out of the way; what it says stays for somebody to look at.
    pub async fn set_letter_aside(&self, id: i64, now_ms: i64) -> Result<(), StoreError> {
        let mut tx = self.begin_fenced().await?;
        sqlx::query("UPDATE outbox SET state = 2, reason = 'not understood', settled_ms = $1 WHERE id = $2 AND state = 0")
            .bind(now_ms)
            .bind(id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }

    /// One letter that waits; `None` where it is settled or unknown.
    pub async fn waiting_letter(&self, id: i64) -> Result<Option<StoredLetter>, StoreError> {
        let sql = concat!(letter_columns!(), " WHERE id = $1 AND state = 0");
        let row: Option<LetterRow> = self.optional(sqlx::query_as(sql).bind(id)).await?;
        row.map(StoredLetter::try_from).transpose()
    }

    /// The case that a message of ours was sent for: the line above an album, a note. As long as the letter is remembered.
    pub async fn case_of_sent(
        &self,
        chat: ChatId,
        message_id: MessageId,
    ) -> Result<Option<CaseNumber>, StoreError> {
        let sql = "SELECT topic_of FROM outbox WHERE chat = $1 AND message_id = $2 AND state = 1 AND topic_of IS NOT NULL";
        self.scalar(sqlx::query_scalar(sql).bind(chat).bind(message_id)).await
    }

    /// The letters about this that wait for their time, or are held: none of them is under way.
    pub async fn at_rest_regarding(
        &self,
        regarding: &Regarding,
        now_ms: i64,
    ) -> Result<Vec<i64>, StoreError> {
        let regarding = serde_json::to_string(regarding)
            .map_err(|error| StoreError::content("outbox", error))?;
        let sql = "SELECT id FROM outbox WHERE state = 0 AND regarding = $1 AND due_ms > $2
             UNION ALL SELECT id FROM outbox WHERE state = 4 AND regarding = $3 ORDER BY id";
        self.scalars(sqlx::query_scalar(sql).bind(&regarding).bind(now_ms).bind(&regarding)).await
    }

    /// The letters about this that still wait, or are held.
    pub async fn waiting_regarding(&self, regarding: &Regarding) -> Result<Vec<i64>, StoreError> {
        let regarding = serde_json::to_string(regarding)
            .map_err(|error| StoreError::content("outbox", error))?;
        let sql = "SELECT id FROM outbox WHERE state = 0 AND regarding = $1
             UNION ALL SELECT id FROM outbox WHERE state = 4 AND regarding = $2 ORDER BY id";
        self.scalars(sqlx::query_scalar(sql).bind(&regarding).bind(&regarding)).await
    }

    /// The messages that answered a message of a chat, in the order they were sent.
    pub async fn replies(
        &self,
        chat: ChatId,
        question: MessageId,
    ) -> Result<Vec<MessageId>, StoreError> {
        let sql =
            "SELECT message_id FROM replies WHERE chat = $1 AND question = $2 ORDER BY message_id";
        self.scalars(sqlx::query_scalar(sql).bind(chat).bind(question)).await
    }
}

//! Updates: stored before they are confirmed to Telegram, handled once.

use sqlx::AnyConnection;

use super::{Store, StoreError, execute, loaded_thread, stored_thread};
use crate::model::delivery::Lane;
use crate::model::id::{ChatId, ThreadId, UpdateId};
use crate::model::incoming::Incoming;

/// Update ids restart at random after a week without updates (Bot API, `Update`): an older row with the same id is another update's.
const DEDUPLICATION_MS: i64 = 7 * 24 * 3600 * 1000;

/// An update that waits to be handled; what it says is read when its turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingUpdate {
    pub seq: i64,
    pub lane: Lane,
    /// Starts of the program that it was already waiting at.
    pub attempts: i64,
    /// Times that its handling began after such a start and was not finished.
    pub begun: i64,
}

/// How the handling of an update ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandledState {
    Handled = 1,
    /// The handler panicked, or what it wanted could not be written.
    Failed = 2,
}

/// Stores an update under `seq`. False: it is there already.
pub(crate) async fn take_update(
    db: &mut AnyConnection,
    seq: i64,
    update: &Incoming,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let payload =
        serde_json::to_string(update).map_err(|error| StoreError::content("inbox", error))?;
    let result = sqlx::query(
        "INSERT INTO inbox (seq, update_id, chat, thread, payload, state, attempts, received_ms)
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6)
         ON CONFLICT (update_id) DO UPDATE SET seq = excluded.seq, chat = excluded.chat, thread = excluded.thread,
             payload = excluded.payload, state = 0, attempts = 0, received_ms = excluded.received_ms, handled_ms = NULL
         WHERE inbox.received_ms < $7 AND inbox.state <> 0",
    )
    .bind(seq)
    .bind(update.update_id)
    .bind(update.chat)
    .bind(stored_thread(update.thread))
    .bind(payload)
    .bind(now_ms)
    .bind(now_ms - DEDUPLICATION_MS)
    .execute(db)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Marks an update as handled and forgets what it said. False: it was so already.
pub(crate) async fn finish_update(
    db: &mut AnyConnection,
    seq: i64,
    state: HandledState,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "UPDATE inbox SET state = $1, payload = '', handled_ms = $2 WHERE seq = $3 AND state = 0",
    )
    .bind(state as i64)
    .bind(now_ms)
    .bind(seq)
    .execute(db)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Notes that the handling of an update begins that the program was killed with before.
pub(crate) async fn begin_update(db: &mut AnyConnection, seq: i64) -> Result<(), StoreError> {
    let sql = "UPDATE inbox SET begun = begun + 1 WHERE seq = $1";
    execute(db, sqlx::query(sql).bind(seq)).await
}

/// Keeps the number of an update that cannot be stored, so that it is not asked for again.
pub(crate) async fn set_update_aside(
    db: &mut AnyConnection,
    seq: i64,
    update_id: UpdateId,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO inbox (seq, update_id, chat, thread, payload, state, attempts, received_ms, handled_ms)
         VALUES ($1, $2, 0, 0, '', 2, 0, $3, $4) ON CONFLICT DO NOTHING";
    execute(db, sqlx::query(sql).bind(seq).bind(update_id).bind(now_ms).bind(now_ms)).await
}

/// seq, chat, thread, attempts, begun
type WaitingRow = (i64, ChatId, ThreadId, i64, i64);

fn waiting((seq, chat, thread, attempts, begun): WaitingRow) -> WaitingUpdate {
    WaitingUpdate { seq, lane: Lane { chat, thread: loaded_thread(thread) }, attempts, begun }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

impl Store {
    /// Counts a start of the program at every update that waits.
    pub async fn note_start(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_fenced().await?;
        sqlx::query("UPDATE inbox SET attempts = attempts + 1 WHERE state = 0")
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }

    /// The next updates behind this number that wait to be handled, in the order they came, so many at most; 0: the first.
    pub async fn waiting_updates(
        &self,
        after: i64,
        most: usize,
    ) -> Result<Vec<WaitingUpdate>, StoreError> {
        let sql = "SELECT seq, chat, thread, attempts, begun FROM inbox
             WHERE state = 0 AND seq > $1 ORDER BY seq LIMIT $2";
        let rows: Vec<WaitingRow> =
            self.all(sqlx::query_as(sql).bind(after).bind(limit(most))).await?;
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// The same of one lane, up to a number.
    pub async fn waiting_updates_of(
        &self,
        lane: Lane,
        (after, up_to): (i64, i64),
        most: usize,
    ) -> Result<Vec<WaitingUpdate>, StoreError> {
        let sql = "SELECT seq, chat, thread, attempts, begun FROM inbox
             WHERE state = 0 AND chat = $1 AND thread = $2 AND seq > $3 AND seq <= $4
             ORDER BY seq LIMIT $5";
        let query = sqlx::query_as(sql)
            .bind(lane.chat)
            .bind(stored_thread(lane.thread))
            .bind(after)
            .bind(up_to)
            .bind(limit(most));
        let rows: Vec<WaitingRow> = self.all(query).await?;
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// One update that waits; `None` where it is handled or unknown.
    pub async fn waiting_update(&self, seq: i64) -> Result<Option<Incoming>, StoreError> {
        let sql = "SELECT payload FROM inbox WHERE seq = $1 AND state = 0";
        let payload: Option<String> = self.scalar(sqlx::query_scalar(sql).bind(seq)).await?;
        payload
            .map(|json| {
                serde_json::from_str(&json).map_err(|error| StoreError::content("inbox", error))
            })
            .transpose()
    }
}

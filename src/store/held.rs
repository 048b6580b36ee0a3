//! Letters to a case that staff find nowhere: held until there is a place, and released in the order of the case's messages.

use sqlx::AnyConnection;

use super::letter::{StoredLetter, Track};
use super::outbox::{LetterRow, letter_columns};
use super::{StoreError, case, execute, stored_thread};
use crate::model::case::CaseNumber;
use crate::model::delivery::Regarding;
use crate::model::id::ChatId;

/// What waits for a case is held from now on, but for its card, which is dropped. Gives the ids of what no longer waits.
pub(super) async fn hold(
    db: &mut AnyConnection,
    case: CaseNumber,
    now_ms: i64,
) -> Result<Vec<i64>, StoreError> {
    let cards = "UPDATE outbox SET state = 3, payload = '', settled_ms = $1 WHERE topic_of = $2 AND state IN (0, 4) AND track = $3 RETURNING id";
    let cards: Vec<i64> = sqlx::query_scalar(cards)
        .bind(now_ms)
        .bind(case)
        .bind(Track::Cards as i64)
        .fetch_all(&mut *db)
        .await?;
    let rest = "UPDATE outbox SET state = 4 WHERE topic_of = $1 AND state = 0 RETURNING id";
    let mut held: Vec<i64> = sqlx::query_scalar(rest).bind(case).fetch_all(db).await?;
    held.extend(cards);
    Ok(held)
}

/// The same for every case for which anything waits.
pub(super) async fn hold_all(db: &mut AnyConnection, now_ms: i64) -> Result<Vec<i64>, StoreError> {
    let waiting =
        "SELECT DISTINCT topic_of FROM outbox WHERE state IN (0, 4) AND topic_of IS NOT NULL";
    let cases: Vec<CaseNumber> = sqlx::query_scalar(waiting).fetch_all(&mut *db).await?;
    let mut held = Vec::new();
    for case in cases {
        held.extend(hold(db, case, now_ms).await?);
    }
    Ok(held)
}

/// What is held for a case, in the order in which it is to be read: a message keeps its number however often it was posted, and what was said
/// besides stays behind the message that it followed.
pub(crate) async fn held_letters(
    db: &mut AnyConnection,
    case: CaseNumber,
) -> Result<Vec<StoredLetter>, StoreError> {
    let sql = concat!(letter_columns!(), " WHERE topic_of = $1 AND state = 4 ORDER BY id");
    let rows: Vec<LetterRow> = sqlx::query_as(sql).bind(case).fetch_all(db).await?;
    let mut letters = Vec::with_capacity(rows.len());
    let mut before = None;
    for row in rows {
        let letter = StoredLetter::try_from(row)?;
        if let Some(Regarding::CaseMessage { entry, .. }) = letter.regarding {
            before = Some(entry);
        }
        letters.push((before, letter));
    }
    letters.sort_by_key(|(entry, letter)| (*entry, letter.id));
    Ok(letters.into_iter().map(|(_, letter)| letter).collect())
}

/// Sends what was held, under a new number (`id`) and to where the case is now in staff's `group`. False: it is nowhere.
pub(crate) async fn release_letter(
    db: &mut AnyConnection,
    letter: &mut StoredLetter,
    (id, group): (i64, ChatId),
    now_ms: i64,
) -> Result<bool, StoreError> {
    let Some(place) = (match letter.topic_of {
        Some(case) => case::place(db, case).await?,
        None => None,
    }) else {
        return Ok(false);
    };
    letter.outgoing.thread = place.thread();
    letter.outgoing.chat = group;
    let payload = serde_json::to_string(&letter.outgoing)
        .map_err(|error| StoreError::content("outbox", error))?;
    let sql = "UPDATE outbox SET id = $1, state = 0, attempts = 0, thread = $2, payload = $3, due_ms = $4, created_ms = $5, chat = $6
         WHERE id = $7 AND state = 4";
    let query = sqlx::query(sql)
        .bind(id)
        .bind(stored_thread(letter.outgoing.thread))
        .bind(payload)
        .bind(now_ms)
        .bind(now_ms)
        .bind(group)
        .bind(letter.id);
    execute(db, query).await?;
    letter.id = id;
    Ok(true)
}

//! The messages of a case: which on one side is which on the other, and what they said (masked).

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row};

use super::{Store, StoreError, StoredLetter, execute, of_each, storable};
use crate::model::case::{Carriage, CaseMessage, CaseNumber, Direction, Place, Staff};
use crate::model::delivery::{Delivery, Regarding};
use crate::model::id::{ChatId, EntryId, MessageId, UserId};
use crate::model::incoming::{Attachment, File};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseMessageWrite {
    Add(CaseMessage),
    /// It was edited where it was written.
    Edit {
        source: Place,
        text: String,
    },
    /// Its content was exchanged where it was written.
    Exchange {
        source: Place,
        attachment: Option<Attachment>,
        file: Option<File>,
    },
    /// Turned out to be part of a note: stays inside.
    Keep {
        ids: Vec<EntryId>,
    },
    /// To be sent anew: where it arrived is gone.
    Resend {
        ids: Vec<EntryId>,
    },
    /// Whoever wrote these was told that they wait.
    Held {
        ids: Vec<EntryId>,
    },
}

pub(super) async fn apply(
    db: &mut AnyConnection,
    write: &CaseMessageWrite,
) -> Result<(), StoreError> {
    match write {
        CaseMessageWrite::Add(message) => add(db, message).await,
        CaseMessageWrite::Edit { source, text } => edit(db, *source, text).await,
        CaseMessageWrite::Exchange { source, attachment, file } => {
            exchange(db, *source, *attachment, file.as_ref()).await
        }
        CaseMessageWrite::Keep { ids } => {
            of_each(db, "UPDATE case_messages SET state = 3, direction = 2 WHERE id = $1", ids)
                .await
        }
        CaseMessageWrite::Held { ids } => {
            of_each(db, "UPDATE case_messages SET state = 4 WHERE id = $1 AND state = 0", ids).await
        }
        CaseMessageWrite::Resend { ids } => {
            let sql = "UPDATE case_messages SET state = 0, target_chat = NULL, target_message = NULL WHERE id = $1";
            of_each(db, sql, ids).await
        }
    }
}

async fn edit(db: &mut AnyConnection, source: Place, text: &str) -> Result<(), StoreError> {
    let sql = "UPDATE case_messages SET text = $1 WHERE source_chat = $2 AND source_message = $3";
    let query = sqlx::query(sql).bind(storable(text)).bind(source.chat).bind(source.message_id);
    execute(db, query).await
}

async fn exchange(
    db: &mut AnyConnection,
    source: Place,
    attachment: Option<Attachment>,
    file: Option<&File>,
) -> Result<(), StoreError> {
    let sql = "UPDATE case_messages SET attachment = $1, file_id = $2, file_unique_id = $3 WHERE source_chat = $4 AND source_message = $5";
    let query = sqlx::query(sql)
        .bind(attachment.map(attachment_name))
        .bind(file.map(|file| storable(&file.id)))
        .bind(file.map(|file| storable(&file.unique)))
        .bind(source.chat)
        .bind(source.message_id);
    execute(db, query).await
}

async fn add(db: &mut AnyConnection, message: &CaseMessage) -> Result<(), StoreError> {
    let sql = "INSERT INTO case_messages (id, case_number, direction, author, author_name, text, source_chat, source_message,
             target_chat, target_message, state, at_ms, attachment, media_group, forwarded_from, file_id, file_unique_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    let query = sqlx::query(sql)
        .bind(message.id)
        .bind(message.case)
        .bind(message.direction as i64)
        .bind(message.author.as_ref().map(|author| author.id))
        .bind(message.author.as_ref().map(|author| storable(&author.name)))
        .bind(storable(&message.text))
        .bind(message.source.chat)
        .bind(message.source.message_id)
        .bind(message.target.map(|target| target.chat))
        .bind(message.target.map(|target| target.message_id))
        .bind(message.state as i64)
        .bind(message.at_ms)
        .bind(message.attachment.map(attachment_name))
        .bind(message.media_group.as_deref())
        .bind(message.forwarded_from.as_deref().map(storable))
        .bind(message.file.as_ref().map(|file| storable(&file.id)))
        .bind(message.file.as_ref().map(|file| storable(&file.unique)));
    execute(db, query).await
}

/// Notes where a message arrived, or that it did not. An album's messages arrive in the order of their ids; where the channel left some out
/// nobody knows which, and none counts as arrived.
pub(super) async fn note_delivery(
    db: &mut AnyConnection,
    letter: &StoredLetter,
    delivery: &Delivery,
) -> Result<(), StoreError> {
    let Some(Regarding::CaseMessage { entry, .. }) = &letter.regarding else {
        return Ok(());
    };
    let Delivery::Sent(sent) = delivery else {
        // An album shares its first message's fate.
        let sql = "UPDATE case_messages SET state = 2 WHERE id = $1";
        execute(db, sqlx::query(sql).bind(*entry)).await?;
        return Ok(());
    };
    if sent.left_out > 0 {
        let end = entry.after(sent.message_ids.len() + sent.left_out);
        let sql = "UPDATE case_messages SET state = 2 WHERE id >= $1 AND id < $2";
        execute(db, sqlx::query(sql).bind(*entry).bind(end)).await?;
        return Ok(());
    }
    let chat = letter.outgoing.chat;
    for (part, message) in sent.message_ids.iter().enumerate() {
        let sql = "UPDATE case_messages SET state = 1, target_chat = $1, target_message = $2 WHERE id = $3";
        execute(db, sqlx::query(sql).bind(chat).bind(*message).bind(entry.after(part))).await?;
    }
    Ok(())
}

/// Attachments are stored by the names that they have in the inbox.
fn attachment_name(attachment: Attachment) -> String {
    match serde_json::to_value(attachment) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn attachment_named(name: &str) -> Option<Attachment> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

fn file(id: Option<String>, unique: Option<String>) -> Option<File> {
    Some(File { id: id?, unique: unique? })
}

impl FromRow<'_, AnyRow> for CaseMessage {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let target: (Option<ChatId>, Option<MessageId>) =
            (row.try_get("target_chat")?, row.try_get("target_message")?);
        let author: Option<UserId> = row.try_get("author")?;
        let name: Option<String> = row.try_get("author_name")?;
        Ok(CaseMessage {
            id: row.try_get("id")?,
            case: row.try_get("case_number")?,
            direction: match row.try_get::<i64, _>("direction")? {
                0 => Direction::FromResident,
                1 => Direction::FromStaff,
                _ => Direction::Note,
            },
            author: author.map(|id| Staff { id, name: name.unwrap_or_default() }),
            text: row.try_get("text")?,
            attachment: row
                .try_get::<Option<String>, _>("attachment")?
                .as_deref()
                .and_then(attachment_named),
            file: file(row.try_get("file_id")?, row.try_get("file_unique_id")?),
            media_group: row.try_get("media_group")?,
            forwarded_from: row.try_get("forwarded_from")?,
            source: Place {
                chat: row.try_get("source_chat")?,
                message_id: row.try_get("source_message")?,
            },
            target: target.0.zip(target.1).map(|(chat, message_id)| Place { chat, message_id }),
            state: match row.try_get::<i64, _>("state")? {
                0 => Carriage::OnItsWay,
                1 => Carriage::Delivered,
                2 => Carriage::Failed,
                4 => Carriage::Held,
                _ => Carriage::Kept,
            },
            at_ms: row.try_get("at_ms")?,
        })
    }
}

impl Store {
    /// All messages of a case, in their order.
    pub async fn case_messages(&self, case: CaseNumber) -> Result<Vec<CaseMessage>, StoreError> {
        let sql = "SELECT * FROM case_messages WHERE case_number = $1 ORDER BY id";
        self.all(sqlx::query_as(sql).bind(case)).await
    }

    /// The parts of an album that have come so far, in their order.
    pub async fn album(
        &self,
        case: CaseNumber,
        media_group: &str,
    ) -> Result<Vec<CaseMessage>, StoreError> {
        let sql =
            "SELECT * FROM case_messages WHERE case_number = $1 AND media_group = $2 ORDER BY id";
        self.all(sqlx::query_as(sql).bind(case).bind(media_group)).await
    }

    /// One message of a case, by its number.
    pub async fn case_message(&self, id: EntryId) -> Result<Option<CaseMessage>, StoreError> {
        let sql = "SELECT * FROM case_messages WHERE id = $1";
        self.optional(sqlx::query_as(sql).bind(id)).await
    }

    /// The case message that was written here.
    pub async fn case_message_from(&self, place: Place) -> Result<Option<CaseMessage>, StoreError> {
        self.one_message("SELECT * FROM case_messages WHERE source_chat = $1 AND source_message = $2 ORDER BY id DESC LIMIT 1", place).await
    }

    /// The case message that arrived here.
    pub async fn case_message_at(&self, place: Place) -> Result<Option<CaseMessage>, StoreError> {
        self.one_message("SELECT * FROM case_messages WHERE target_chat = $1 AND target_message = $2 ORDER BY id DESC LIMIT 1", place).await
    }

    async fn one_message(
        &self,
        sql: &'static str,
        place: Place,
    ) -> Result<Option<CaseMessage>, StoreError> {
        self.optional(sqlx::query_as(sql).bind(place.chat).bind(place.message_id)).await
    }
}

//! Cases: a resident's matter with staff, from the first message to the last.

use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Encode, FromRow, Row, Type};

use super::{NO_THREAD, Store, StoreError, storable};
use crate::model::case::{Case, CaseNumber, CasePlace, ClosedBy, Origin, Staff};
use crate::model::delivery::{Delivery, Regarding};
use crate::model::id::{ChatId, MessageId, ThreadId, UserId};
use crate::model::language::ReplyLanguage;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseWrite {
    /// A new case; its number is [`super::Counter::Case`]'s next.
    Open {
        number: CaseNumber,
        chat: ChatId,
        name: String,
        language: ReplyLanguage,
        origin: Origin,
        /// When the resident's wish came in; milliseconds since 1970.
        opened_ms: i64,
    },
    /// The group has no topics, or the bot may make none: staff find the case in the group itself.
    InGroup {
        number: CaseNumber,
    },
    /// What is held for the case goes to where it is now, in the group that staff have now.
    Release {
        number: CaseNumber,
        group: ChatId,
    },
    /// Staff have another group: every case has lost its place, and what waits for one is held.
    AllLost,
    /// The topic is gone, and the card with it; what waits is held. A topic that is made is noted when the letter regarding it is sent.
    TopicLost {
        number: CaseNumber,
    },
    ResidentWrote {
        number: CaseNumber,
    },
    /// The first to answer owns the case.
    StaffAnswered {
        number: CaseNumber,
        by: Staff,
        /// When they wrote; milliseconds since 1970.
        at_ms: i64,
    },
    Reminded {
        number: CaseNumber,
    },
    Close {
        number: CaseNumber,
        by: ClosedBy,
    },
    Reopen {
        number: CaseNumber,
    },
    Helped {
        number: CaseNumber,
        helped: bool,
    },
}

/// [`CaseWrite::Release`] is the outbox's own matter.
pub(super) async fn apply(
    db: &mut AnyConnection,
    write: &CaseWrite,
    now_ms: i64,
) -> Result<(), StoreError> {
    let query = match write {
        CaseWrite::Release { .. } => return Ok(()),
        CaseWrite::AllLost => sqlx::query("UPDATE cases SET topic = NULL, card = NULL"),
        CaseWrite::Open { number, chat, name, language, origin, opened_ms } => sqlx::query(
            "INSERT INTO cases (number, chat, name, language, state, opened_ms, last_resident_ms, origin)
             VALUES ($1, $2, $3, $4, 0, $5, $6, $7)",
        )
        .bind(*number)
        .bind(*chat)
        .bind(storable(name))
        .bind(language.code())
        .bind(*opened_ms)
        .bind(*opened_ms)
        .bind(origin.name()),
        CaseWrite::InGroup { number } => sqlx::query("UPDATE cases SET topic = 0 WHERE number = $1").bind(*number),
        CaseWrite::TopicLost { number } => sqlx::query("UPDATE cases SET topic = NULL, card = NULL WHERE number = $1").bind(*number),
        CaseWrite::ResidentWrote { number } => {
            sqlx::query("UPDATE cases SET last_resident_ms = $1 WHERE number = $2").bind(now_ms).bind(*number)
        }
        CaseWrite::StaffAnswered { number, by, at_ms } => sqlx::query(
            "UPDATE cases SET last_staff_ms = $1, first_answer_ms = COALESCE(first_answer_ms, $2),
                 owner_name = CASE WHEN owner IS NULL THEN $3 ELSE owner_name END, owner = COALESCE(owner, $4) WHERE number = $5",
        )
        .bind(*at_ms)
        .bind(*at_ms)
        .bind(storable(&by.name))
        .bind(by.id)
        .bind(*number),
        CaseWrite::Reminded { number } => sqlx::query("UPDATE cases SET reminded_ms = $1 WHERE number = $2").bind(now_ms).bind(*number),
        CaseWrite::Close { number, by } => {
            sqlx::query("UPDATE cases SET state = 1, closed_ms = $1, closed_by = $2 WHERE number = $3 AND state = 0")
                .bind(now_ms)
                .bind(match by {
                    ClosedBy::Resident => "resident",
                    ClosedBy::Staff => "staff",
                })
                .bind(*number)
        }
        CaseWrite::Reopen { number } => {
            sqlx::query("UPDATE cases SET state = 0, closed_ms = NULL, closed_by = NULL, reminded_ms = NULL WHERE number = $1")
                .bind(*number)
        }
        CaseWrite::Helped { number, helped } => {
            sqlx::query("UPDATE cases SET helped = $1 WHERE number = $2").bind(i64::from(*helped)).bind(*number)
        }
    };
    query.execute(db).await?;
    Ok(())
}

/// Notes the topic or card that a letter made.
pub(super) async fn note_delivery(
    db: &mut AnyConnection,
    regarding: &Regarding,
    delivery: &Delivery,
) -> Result<(), StoreError> {
    let Delivery::Sent(sent) = delivery else {
        return Ok(());
    };
    let message = sent.message_ids.first().copied();
    let query = match (regarding, sent.thread, message) {
        (Regarding::CaseTopic { case }, Some(thread), _) => {
            sqlx::query("UPDATE cases SET topic = $1 WHERE number = $2").bind(thread).bind(*case)
        }
        (Regarding::CaseCard { case }, _, Some(card)) => {
            sqlx::query("UPDATE cases SET card = $1 WHERE number = $2").bind(card).bind(*case)
        }
        _ => return Ok(()),
    };
    query.execute(db).await?;
    Ok(())
}

/// Where a case is, in this transaction.
pub(super) async fn place(
    db: &mut AnyConnection,
    number: CaseNumber,
) -> Result<Option<CasePlace>, StoreError> {
    let topic: Option<Option<ThreadId>> =
        sqlx::query_scalar("SELECT topic FROM cases WHERE number = $1")
            .bind(number)
            .fetch_optional(db)
            .await?;
    Ok(topic.flatten().map(place_stored))
}

/// Where a case is that has a place: the group itself is stored as a topic that there cannot be.
fn place_stored(topic: ThreadId) -> CasePlace {
    match topic {
        NO_THREAD => CasePlace::Group,
        topic => CasePlace::Topic(topic),
    }
}

impl FromRow<'_, AnyRow> for Case {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let owner: Option<UserId> = row.try_get("owner")?;
        let owner_name: Option<String> = row.try_get("owner_name")?;
        let closed_by: Option<String> = row.try_get("closed_by")?;
        let language: String = row.try_get("language")?;
        let name = owner_name.unwrap_or_default();
        Ok(Case {
            number: row.try_get("number")?,
            chat: row.try_get("chat")?,
            name: row.try_get("name")?,
            language: ReplyLanguage::from_code(&language).unwrap_or_default(),
            open: row.try_get::<i64, _>("state")? == 0,
            origin: Origin::named(&row.try_get::<String, _>("origin")?),
            place: row.try_get::<Option<ThreadId>, _>("topic")?.map(place_stored),
            card: row.try_get("card")?,
            owner: owner.map(|id| Staff { id, name }),
            opened_ms: row.try_get("opened_ms")?,
            first_answer_ms: row.try_get("first_answer_ms")?,
            last_resident_ms: row.try_get("last_resident_ms")?,
            last_staff_ms: row.try_get("last_staff_ms")?,
            reminded_ms: row.try_get("reminded_ms")?,
            closed_ms: row.try_get("closed_ms")?,
            closed_by: match closed_by.as_deref() {
                Some("resident") => Some(ClosedBy::Resident),
                Some(_) => Some(ClosedBy::Staff),
                None => None,
            },
            helped: row.try_get::<Option<i64>, _>("helped")?.map(|value| value != 0),
        })
    }
}

impl Store {
    pub async fn case(&self, number: CaseNumber) -> Result<Option<Case>, StoreError> {
        self.one_case("SELECT * FROM cases WHERE number = $1", number).await
    }

    /// A resident's newest case, open or closed.
    pub async fn newest_case(&self, chat: ChatId) -> Result<Option<Case>, StoreError> {
        self.one_case("SELECT * FROM cases WHERE chat = $1 ORDER BY number DESC LIMIT 1", chat)
            .await
    }

    /// The case that a topic once was for: as long as the letters that went there are remembered.
    pub async fn case_of_old_topic(
        &self,
        group: ChatId,
        thread: ThreadId,
    ) -> Result<Option<CaseNumber>, StoreError> {
        let sql = "SELECT MAX(topic_of) FROM outbox WHERE chat = $1 AND thread = $2 AND topic_of IS NOT NULL";
        Ok(self.scalar(sqlx::query_scalar(sql).bind(group).bind(thread)).await?.flatten())
    }

    /// Of all cases for which something is held: their numbers.
    pub async fn cases_held(&self) -> Result<Vec<CaseNumber>, StoreError> {
        let sql = "SELECT DISTINCT topic_of FROM outbox WHERE state = 4 AND topic_of IS NOT NULL";
        self.scalars(sqlx::query_scalar(sql)).await
    }

    /// Since when each open case waits for staff, by number; milliseconds since 1970. A case that staff answered last is not among them.
    pub async fn waiting_since(&self) -> Result<Vec<(CaseNumber, i64)>, StoreError> {
        let sql = "SELECT c.number, MIN(m.at_ms) FROM cases c JOIN case_messages m ON m.case_number = c.number
             WHERE c.state = 0 AND m.direction = 0 AND m.at_ms > COALESCE(c.last_staff_ms, 0) GROUP BY c.number ORDER BY c.number";
        let written: Vec<(CaseNumber, i64)> = self.all(sqlx::query_as(sql)).await?;
        let sql = "SELECT number, opened_ms FROM cases WHERE state = 0 AND last_staff_ms IS NULL";
        let opened: Vec<(CaseNumber, i64)> = self.all(sqlx::query_as(sql)).await?;
        let mut since: std::collections::BTreeMap<CaseNumber, i64> = opened.into_iter().collect();
        since.extend(written);
        Ok(since.into_iter().collect())
    }

    /// The case that a topic of the staff group is for.
    pub async fn case_of_topic(&self, topic: ThreadId) -> Result<Option<Case>, StoreError> {
        self.one_case("SELECT * FROM cases WHERE topic = $1 ORDER BY number DESC LIMIT 1", topic)
            .await
    }

    /// The case whose card this message of the staff group is.
    pub async fn case_of_card(&self, message_id: MessageId) -> Result<Option<Case>, StoreError> {
        self.one_case(
            "SELECT * FROM cases WHERE card = $1 ORDER BY number DESC LIMIT 1",
            message_id,
        )
        .await
    }

    async fn one_case(
        &self,
        sql: &'static str,
        key: impl for<'k> Encode<'k, Any> + Type<Any> + Send + 'static,
    ) -> Result<Option<Case>, StoreError> {
        self.optional(sqlx::query_as(sql).bind(key)).await
    }

    /// All open cases, oldest first.
    pub async fn open_cases(&self) -> Result<Vec<Case>, StoreError> {
        let sql = "SELECT * FROM cases WHERE state = 0 ORDER BY number";
        self.all(sqlx::query_as(sql)).await
    }

    /// Cases opened in a span of time (milliseconds since 1970, the end not included), oldest first.
    pub async fn cases(&self, from_ms: i64, to_ms: i64) -> Result<Vec<Case>, StoreError> {
        let sql = "SELECT * FROM cases WHERE opened_ms >= $1 AND opened_ms < $2 ORDER BY number";
        self.all(sqlx::query_as(sql).bind(from_ms).bind(to_ms)).await
    }

    /// Cases that were open at some moment of a span of time (milliseconds since 1970, the end not included), oldest first.
    pub async fn cases_during(&self, from_ms: i64, to_ms: i64) -> Result<Vec<Case>, StoreError> {
        let sql = "SELECT * FROM cases WHERE opened_ms < $1 AND (closed_ms IS NULL OR closed_ms >= $2) ORDER BY number";
        self.all(sqlx::query_as(sql).bind(to_ms).bind(from_ms)).await
    }
}

//! Cases: a resident's matter with staff, from the first message to the last.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row};

use super::{Store, StoreError, loaded_message, storable};
use crate::model::case::Origin;
use crate::model::case::{Case, CaseNumber, CasePlace, ClosedBy, Staff};
use crate::model::delivery::{Delivery, Regarding};
use crate::model::language::ReplyLanguage;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseWrite {
    /// A new case; its number is [`super::Counter::Case`]'s next.
    Open {
        number: CaseNumber,
        chat: i64,
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
        group: i64,
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
    let message = sent.message_ids.first().copied().map(i64::from);
    let query = match (regarding, sent.thread, message) {
        (Regarding::CaseTopic { case }, Some(thread), _) => {
            sqlx::query("UPDATE cases SET topic = $1 WHERE number = $2")
                .bind(i64::from(thread))
                .bind(*case)
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
    let topic: Option<Option<i64>> =
        sqlx::query_scalar("SELECT topic FROM cases WHERE number = $1")
            .bind(number)
            .fetch_optional(db)
            .await?;
    Ok(topic.flatten().and_then(loaded_message).map(place_stored))
}

/// Telegram's topics begin at 1.
fn place_stored(topic: i32) -> CasePlace {
    match topic {
        0 => CasePlace::Group,
        topic => CasePlace::Topic(topic),
    }
}

impl FromRow<'_, AnyRow> for Case {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let message = |name: &str| -> Result<Option<i32>, sqlx::Error> {
            Ok(row.try_get::<Option<i64>, _>(name)?.and_then(loaded_message))
        };
        let owner: Option<i64> = row.try_get("owner")?;
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
            place: message("topic")?.map(place_stored),
            card: message("card")?,
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
        self.one_case("SELECT * FROM cases WHERE number = $1", number.0).await
    }

    /// A resident's newest case, open or closed.
    pub async fn newest_case(&self, chat: i64) -> Result<Option<Case>, StoreError> {
        self.one_case("SELECT * FROM cases WHERE chat = $1 ORDER BY number DESC LIMIT 1", chat)
            .await
    }

    /// The case that a topic once was for: as long as the letters that went there are remembered.
    pub async fn case_of_old_topic(
        &self,
        group: i64,
        thread: i32,
    ) -> Result<Option<CaseNumber>, StoreError> {
        let sql = "SELECT MAX(topic_of) FROM outbox WHERE chat = $1 AND thread = $2 AND topic_of IS NOT NULL";
        Ok(sqlx::query_scalar(sql)
            .bind(group)
            .bind(i64::from(thread))
            .fetch_one(&self.pool)
            .await?)
    }

    /// Of all cases for which something is held: their numbers.
    pub async fn cases_held(&self) -> Result<Vec<CaseNumber>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT DISTINCT topic_of FROM outbox WHERE state = 4 AND topic_of IS NOT NULL",
        )
        .fetch_all(&self.pool)
        .await?)
    }

    /// Since when each open case waits for staff, by number; milliseconds since 1970. A case that staff answered last is not among them.
    pub async fn waiting_since(&self) -> Result<Vec<(CaseNumber, i64)>, StoreError> {
        let written: Vec<(CaseNumber, i64)> = sqlx::query_as(
            "SELECT c.number, MIN(m.at_ms) FROM cases c JOIN case_messages m ON m.case_number = c.number
             WHERE c.state = 0 AND m.direction = 0 AND m.at_ms > COALESCE(c.last_staff_ms, 0) GROUP BY c.number ORDER BY c.number",
        )
        .fetch_all(&self.pool)
        .await?;
        let opened: Vec<(CaseNumber, i64)> = sqlx::query_as(
            "SELECT number, opened_ms FROM cases WHERE state = 0 AND last_staff_ms IS NULL",
        )
        .fetch_all(&self.pool)
        .await?;
        let mut since: std::collections::BTreeMap<CaseNumber, i64> = opened.into_iter().collect();
        since.extend(written);
        Ok(since.into_iter().collect())
    }

    /// The case that a topic of the staff group is for.
    pub async fn case_of_topic(&self, topic: i32) -> Result<Option<Case>, StoreError> {
        self.one_case(
            "SELECT * FROM cases WHERE topic = $1 ORDER BY number DESC LIMIT 1",
            i64::from(topic),
        )
        .await
    }

    /// The case whose card this message of the staff group is.
    pub async fn case_of_card(&self, message_id: i32) -> Result<Option<Case>, StoreError> {
        self.one_case(
            "SELECT * FROM cases WHERE card = $1 ORDER BY number DESC LIMIT 1",
            i64::from(message_id),
        )
        .await
    }

    async fn one_case(&self, sql: &'static str, key: i64) -> Result<Option<Case>, StoreError> {
        Ok(sqlx::query_as(sql).bind(key).fetch_optional(&self.pool).await?)
    }

    /// All open cases, oldest first.
    pub async fn open_cases(&self) -> Result<Vec<Case>, StoreError> {
        Ok(sqlx::query_as("SELECT * FROM cases WHERE state = 0 ORDER BY number")
            .fetch_all(&self.pool)
            .await?)
    }

    /// Cases opened in a span of time (milliseconds since 1970, the end not included), oldest first.
    pub async fn cases(&self, from_ms: i64, to_ms: i64) -> Result<Vec<Case>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT * FROM cases WHERE opened_ms >= $1 AND opened_ms < $2 ORDER BY number",
        )
        .bind(from_ms)
        .bind(to_ms)
        .fetch_all(&self.pool)
        .await?)
    }

    /// Cases that were open at some moment of a span of time (milliseconds since 1970, the end not included), oldest first.
    pub async fn cases_during(&self, from_ms: i64, to_ms: i64) -> Result<Vec<Case>, StoreError> {
        Ok(sqlx::query_as("SELECT * FROM cases WHERE opened_ms < $1 AND (closed_ms IS NULL OR closed_ms >= $2) ORDER BY number")
            .bind(to_ms)
            .bind(from_ms)
            .fetch_all(&self.pool)
            .await?)
    }
}

//! Who of the staff did what: the audit table.

use sqlx::AnyConnection;

use super::{Store, StoreError, execute, storable};
use crate::model::audit::AuditAction;
use crate::model::case::Staff;
use crate::model::id::UserId;

/// One line of the audit table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    pub at_ms: i64,
    pub by: Staff,
    pub action: AuditAction,
    /// To what: an id, a number, a text.
    pub what: String,
}

pub(super) async fn note(
    db: &mut AnyConnection,
    by: &Staff,
    action: AuditAction,
    what: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit (id, at_ms, who, who_name, action, what)
         SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM audit";
    let query = sqlx::query(sql)
        .bind(now_ms)
        .bind(by.id)
        .bind(storable(&by.name))
        .bind(action.name())
        .bind(storable(what));
    execute(db, query).await
}

impl Store {
    /// What staff did since then, oldest first.
    pub async fn audit(&self, since_ms: i64) -> Result<Vec<Deed>, StoreError> {
        let sql =
            "SELECT at_ms, who, who_name, action, what FROM audit WHERE at_ms >= $1 ORDER BY id";
        let rows: Vec<(i64, UserId, String, String, String)> =
            self.all(sqlx::query_as(sql).bind(since_ms)).await?;
        rows.into_iter().map(deed).collect()
    }
}

fn deed(row: (i64, UserId, String, String, String)) -> Result<Deed, StoreError> {
    let (at_ms, id, name, action, what) = row;
    let unknown = || sqlx::Error::Decode(format!("no audited action is called {action}").into());
    let action = AuditAction::of(&action).ok_or_else(unknown)?;
    Ok(Deed { at_ms, by: Staff { id, name }, action, what })
}

//! Small facts of the program's own: settings by key, counters, groups that moved.

use std::collections::HashMap;

use sqlx::AnyConnection;

use super::{Store, StoreError, execute, storable};
use crate::model::desk::Pause;
use crate::model::id::ChatId;

const MIGRATED: &str = "migrated:";
/// Empty: not paused.
pub(super) const PAUSE: &str = "pause";

/// Numbers that are given once, even where their rows are erased later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    Case,
    CaseMessage,
    /// Updates and letters, in one row: whoever writes takes numbers first, so that instances on one database write one after the other.
    Pipe,
    Notice,
    Draft,
    Exception,
    /// How often something was erased of what is known of chats, and of cases and deeds.
    ChatErasure,
    RecordErasure,
    /// Grows with every change of FAQ entries, notices and exceptions.
    DeskRevision,
}

impl Counter {
    pub(super) fn name(self) -> &'static str {
        match self {
            Counter::Case => "case",
            Counter::CaseMessage => "case message",
            Counter::Pipe => "pipe",
            Counter::Draft => "draft",
            Counter::Notice => "notice",
            Counter::Exception => "exception",
            Counter::ChatErasure => "chat erasure",
            Counter::RecordErasure => "record erasure",
            Counter::DeskRevision => "desk revision",
        }
    }
}

/// Takes numbers in a transaction; gives the first.
pub(crate) async fn count(
    db: &mut AnyConnection,
    counter: Counter,
    many: u32,
) -> Result<i64, StoreError> {
    let many = i64::from(many);
    let last: i64 = sqlx::query_scalar(
        "INSERT INTO counters (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value",
    )
    .bind(counter.name())
    .bind(many)
    .fetch_one(db)
    .await?;
    Ok(last - many + 1)
}

impl Store {
    /// The next number, from 1. One that is not used leaves a gap.
    pub async fn next(&self, counter: Counter) -> Result<i64, StoreError> {
        self.next_of(counter, 1).await
    }

    /// The first of so many numbers that follow on each other.
    pub async fn next_of(&self, counter: Counter, many: u32) -> Result<i64, StoreError> {
        let mut tx = self.begin_write().await?;
        let first = count(&mut tx, counter, many).await?;
        tx.commit().await?;
        Ok(first)
    }

    /// Another number than before: FAQ entries, notices or exceptions have been written since.
    pub async fn desk_revision(&self) -> Result<i64, StoreError> {
        let found = sqlx::query_scalar("SELECT value FROM counters WHERE name = $1")
            .bind(Counter::DeskRevision.name());
        Ok(found.fetch_optional(&mut *self.read().await?).await?.unwrap_or(0))
    }

    /// `None`: the assistant answers.
    pub async fn pause(&self) -> Result<Option<Pause>, StoreError> {
        Ok(read_pause(self.setting(PAUSE).await?))
    }

    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM settings WHERE key = $1";
        self.scalar(sqlx::query_scalar(sql).bind(key)).await
    }

    /// What a group is called now that may have become a supergroup, or was upgraded again.
    pub async fn moved(&self, group: ChatId) -> Result<ChatId, StoreError> {
        let mut now = group;
        // Telegram upgrades a group once; a few steps are for settings written by hand.
        for _ in 0..4 {
            match self.setting(&format!("{MIGRATED}{now}")).await?.and_then(|to| to.parse().ok()) {
                Some(to) if to != now => now = to,
                _ => break,
            }
        }
        Ok(now)
    }

    /// Groups that became supergroups: the old id and the new.
    pub async fn migrations(&self) -> Result<HashMap<ChatId, ChatId>, StoreError> {
        let sql = "SELECT key, value FROM settings WHERE key LIKE 'migrated:%'";
        let rows: Vec<(String, String)> = self.all(sqlx::query_as(sql)).await?;
        let pair = |(key, value): (String, String)| {
            let from = key.strip_prefix(MIGRATED)?.parse().ok()?;
            Some((from, value.parse().ok()?))
        };
        Ok(rows.into_iter().filter_map(pair).collect())
    }
}

/// Tells whoever reads FAQ entries, notices and exceptions that they have changed.
pub(super) async fn desk_changed(db: &mut AnyConnection) -> Result<(), StoreError> {
    count(db, Counter::DeskRevision, 1).await.map(drop)
}

pub(super) async fn set(db: &mut AnyConnection, key: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    execute(db, sqlx::query(sql).bind(storable(key)).bind(storable(value))).await
}

/// What cannot be read pauses nobody: staff see that it answers, and pause it anew.
pub(super) fn read_pause(stored: Option<String>) -> Option<Pause> {
    serde_json::from_str(&stored?).ok()
}

pub(super) async fn set_pause(
    db: &mut AnyConnection,
    pause: Option<&Pause>,
) -> Result<(), StoreError> {
    let json = pause.map(serde_json::to_string).transpose();
    let json = json.map_err(|error| StoreError::content("settings", error))?;
    set(db, PAUSE, &json.unwrap_or_default()).await
}

pub(super) async fn set_migrated(
    db: &mut AnyConnection,
    from: ChatId,
    to: ChatId,
) -> Result<(), StoreError> {
    set(db, &format!("{MIGRATED}{from}"), &to.to_string()).await
}

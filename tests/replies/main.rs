//! Whatever a resident writes, the assistant answers: nothing panics, nothing is empty, and a slip of the finger changes nothing.

mod bad_input;
mod conversation;
mod corrections;
mod emergencies;
mod hours;
mod slips;
mod verbatim;

use std::path::Path;
use std::sync::OnceLock;

use alebot::answer::plain;
use alebot::assistant::{Assistant, Message, RANKED};
use alebot::measure::Row;
use alebot::model::reply::Reply;
use chrono::{NaiveDate, NaiveDateTime};

/// A screenful on a telephone.
const SCREENFUL: usize = 3_000;

/// One assistant for all tests: training its classifier takes seconds.
fn assistant() -> &'static Assistant {
    static ASSISTANT: OnceLock<Assistant> = OnceLock::new();
    ASSISTANT.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replies");
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        Assistant::start(&root.join("knowledge"), &index, today).unwrap().0
    })
}

/// A Monday morning, open.
fn monday() -> NaiveDateTime {
    moment("2026-11-23T10:00")
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn reply(text: &str, at: NaiveDateTime) -> Reply {
    let message = Message { text, at, language: None, top: RANKED, meaning: None };
    assistant().reply(&message, None).0
}

/// The reply, after seeing that it is fit to be sent.
fn fit_reply(text: &str) -> Reply {
    let reply = reply(text, monday());
    let shown = plain::text(&reply);
    let start: String = text.chars().take(80).collect();
    assert!(!shown.trim().is_empty(), "empty reply to {start:?}");
    assert!(!shown.contains("{$"), "a place without a value in the reply to {start:?}:\n{shown}");
    assert!(
        shown.chars().count() <= SCREENFUL,
        "{} characters to {start:?}:\n{shown}",
        shown.chars().count()
    );
    assert!(
        reply.blocks.iter().all(|block| !plain::block_text(block).trim().is_empty()),
        "empty block to {start:?}"
    );
    reply
}

/// The project's own question set.
fn questions() -> Vec<Row> {
    let rows = include_str!("../questions.jsonl");
    rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

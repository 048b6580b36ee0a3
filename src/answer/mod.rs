//! Understanding, hits and hours → what kind of reply it is, and the reply.
//!
//! Invariant: pure. Judging holds no wording and composing makes no decision; no sentence shown to anybody stands here.

pub mod compose;
pub mod dates;
pub mod entry;
mod followup;
pub mod hours_question;
pub mod judge;
mod kinds;
pub mod passage;
pub mod plain;

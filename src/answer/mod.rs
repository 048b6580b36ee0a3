//! Understanding, hits and hours → what kind of reply it is, and the reply.
//!
//! Invariant: pure. Judging holds no wording and composing makes no decision; no sentence shown to anybody stands here.

pub mod asked;
pub mod compose;
pub mod dates;
mod e_service;
pub mod evidence;
mod followup;
pub mod hours_question;
pub mod judge;
pub mod kinds;
pub mod passage;
pub mod plain;
pub mod texts;
pub mod weights;

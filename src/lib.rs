//! Alebot: a Telegram assistant for a Swedish municipality's contact centre.
//!
//! `ARCHITECTURE.md` draws the house: which room does what and which rooms it may use.

pub mod model;
pub mod search;

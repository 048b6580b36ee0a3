//! Alebot: a Telegram assistant for a Swedish municipality's contact centre.
//!
//! `ARCHITECTURE.md` maps the modules: which does what, and which others it may use.

pub mod answer;
pub mod assistant;
pub mod channel;
pub mod cli;
pub mod conversation;
pub mod desk;
pub mod embedding;
pub mod hours;
pub mod import;
pub mod intent;
pub mod knowledge;
pub mod language;
pub mod measure;
pub mod model;
pub mod pipe;
pub mod report;
pub mod search;
pub mod service;
pub mod store;
pub mod training;
pub mod wording;

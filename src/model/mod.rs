//! The vocabulary every module shares: articles, contact details, what was asked, what was found, what is replied.
//!
//! Invariant: nothing in here knows a file, a clock, a network, an engine or a markup language.

pub mod action;
pub mod article;
pub mod asked;
pub mod audit;
pub mod backoff;
pub mod case;
pub mod command;
pub mod contact;
pub mod conversation;
pub mod cue;
pub mod delivery;
pub mod desk;
pub mod hit;
pub mod id;
pub mod import;
pub mod incoming;
pub mod knowledge;
pub mod language;
pub mod log;
pub mod outgoing;
pub mod privacy;
pub mod reply;
pub mod rich;
pub mod time;
pub mod topic;
pub mod understanding;
pub mod verdict;

//! Telegram: what comes in becomes events of ours at the door; what goes out is laid out, rendered and sent from here.
//!
//! Invariant: nothing outside this module knows Telegram's JSON, markup, limits or errors.

mod callback;
mod carrying;
pub mod client;
pub mod door;
mod inline;
pub mod intake;
mod json;
mod keyboard;
mod layout;
pub mod limits;
pub mod links;
mod listed;
pub mod listening;
mod markup;
pub mod polling;
pub mod reach;
mod render;
pub mod request;
pub mod sender;
pub mod voice;
pub mod webhook;

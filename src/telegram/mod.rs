//! Telegram: what comes in becomes events of ours at the door, what goes out is rendered and sent from here.
//!
//! Invariant: nothing outside this room knows Telegram's JSON, markup or errors.

pub mod callback;
pub mod client;
pub mod command;
pub mod deep_link;
pub mod door;
pub mod inline;
pub mod intake;
pub mod keyboard;
pub mod listening;
pub mod markup;
pub mod polling;
pub mod reach;
pub mod render;
pub mod voice;
pub mod webhook;

//! The Telegram channel against the double: what is sent, what comes in, and what happens when Telegram fails.

mod double;

#[path = "telegram/sending.rs"]
mod sending;

#[path = "telegram/groups.rs"]
mod groups;
#[path = "telegram/receiving.rs"]
mod receiving;

#[path = "telegram/voice.rs"]
mod voice;

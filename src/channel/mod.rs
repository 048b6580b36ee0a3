//! The ways to people: Telegram and the terminal. An event comes in, effects go out ([`crate::pipe::Channel`]).

pub mod telegram;
pub mod terminal;

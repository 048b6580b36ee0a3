//! Text → what it says on its face: words, sentences, language, days and clock times, and what must be masked.
//!
//! Invariant: pure, and no opinion about what a message is for.

pub mod detect;
mod digits;
mod foreign;
pub mod function_words;
pub mod hashed;
pub mod masking;
mod personal_number;
pub mod questions;
pub mod time;
pub mod words;

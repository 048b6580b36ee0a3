//! A case as a state machine: what is known of it and what happens decide what follows ([`follow`]).
//!
//! Invariant: pure. Every rule of opening, consent, relaying, owning, closing, reopening, blocking, losing the place and reminding is a row in
//! the table of `tests.rs`.

mod at_once;
pub mod consent;
pub mod effect;
pub mod event;
pub mod messages;
pub mod reopening;
mod rules;
pub mod waiting;

pub use effect::CaseEffect;
pub use event::{CaseEvent, CaseState, Known};
pub use rules::follow;

#[cfg(test)]
mod tests;

//! The contact centre's own rules.
//!
//! Invariant: pure. What was asked and when comes in as records; nothing in here reads a clock, a database or a file.

pub mod announcing;
pub mod arrival;
pub mod case;
pub mod command;
pub mod entries;
pub mod forwarding;
pub mod paging;
pub mod pairs;
pub mod pausing;
pub mod review;
pub mod span;
pub mod statistics;
pub mod telling;

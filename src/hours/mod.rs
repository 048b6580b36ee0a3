//! When the centre is open: the calendar's named days and what follows from them.
//!
//! Invariant: pure. The moment of asking comes in as an argument; nothing in here reads a clock, a file or a setting.

pub mod holidays;
pub mod local;
mod open_time;
mod schedule;

pub use schedule::{Hours, HoursError};

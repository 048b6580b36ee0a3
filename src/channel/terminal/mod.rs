//! The terminal: lines in, replies out.

pub mod session;
pub mod show;

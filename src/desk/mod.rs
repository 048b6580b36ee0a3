//! The contact centre's rules: what needs neither a database nor Telegram to be decided.

pub mod reopening;
pub mod waiting;

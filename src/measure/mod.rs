//! How good are the replies? Scores a set of questions the way `questions/README.md` lays down.

mod gold;
mod table;

pub use gold::{Gold, Row, RowError};
pub use table::Scores;

//! How good are the replies? Scores a set of questions the way `questions/README.md` lays down.

mod gold;
pub mod learning;
mod reliability;
mod table;

pub use gold::{Gold, Row, RowError};
pub use reliability::{Judged, Reliability, ReliabilityReport};
pub use table::Scores;

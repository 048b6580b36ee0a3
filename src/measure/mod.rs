//! How good are the replies? Scores a set of questions the way `questions/README.md` lays down.

mod dialogue;
mod dialogue_table;
mod gold;
pub mod learning;
mod reliability;
mod table;

pub use dialogue::{Turn, judge_turn};
pub use dialogue_table::DialogueScores;
pub use gold::{Gold, Row, RowError};
pub use reliability::{Judged, Reliability, ReliabilityReport};
pub use table::{Scores, Share};

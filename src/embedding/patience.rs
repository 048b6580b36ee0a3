//! How long anybody waits.

use std::time::Duration;

/// How long an engine is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Of a question, all in all.
    pub query: Duration,
    /// For an answer to a batch of passages.
    pub passages: Duration,
    pub connect: Duration,
}

impl Patience {
    /// For measuring: what the engine says counts, and nobody waits.
    pub fn unhurried() -> Self {
        Patience { query: Duration::from_secs(10), ..Patience::default() }
    }
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            query: Duration::from_millis(150),
            passages: Duration::from_secs(60),
            connect: Duration::from_secs(2),
        }
    }
}

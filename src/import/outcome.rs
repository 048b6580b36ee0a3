//! What an import found of each address, before it is decided what to do with it.

use std::collections::{BTreeMap, BTreeSet};

use super::fetch::{Failure, Refusal};
use super::reading::NoArticle;
use super::state::Aside;

/// What is known of one page now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Read: its draft waits.
    Read,
    /// The server says that it is as it was.
    Unchanged,
    /// The server says, or the page itself, that it is not to be had any more.
    Gone(Gone),
    /// It is another page's other address.
    Moved {
        to: String,
    },
    /// Served, and no article.
    NoArticle(NoArticle),
    /// The server says that it is as it was, and then it was no article: why, in Swedish.
    StillNone(String),
    Refused(Refusal),
    /// Nothing is known: it stays as it is.
    Failed(Failure),
    /// Not asked, since the site did not answer.
    NotAsked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// 404 or 410.
    Missing,
    /// noindex.
    Withdrawn,
    /// robots.txt forbids to read it.
    Disallowed,
}

/// What was found of one source.
#[derive(Debug, Default)]
pub struct Found {
    pub outcomes: BTreeMap<String, Outcome>,
    /// Every page that the source names, if it was read whole: what it does not name is gone. `None`: nothing can be said of the others.
    pub listed: Option<BTreeSet<String>>,
    /// What went wrong with the source as a whole, in Swedish.
    pub trouble: Vec<String>,
    /// Addresses that gave no article.
    pub asides: BTreeMap<String, Aside>,
}

/// What is told while it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Pages that are known to be asked for; it grows while links are followed.
    pub of: usize,
    pub done: usize,
    pub read: usize,
    /// Of those read: known from before, and not as they were.
    pub changed: usize,
    pub unchanged: usize,
    pub skipped: usize,
    pub failed: usize,
}

impl Progress {
    /// One that nothing is told of.
    pub fn skip(&mut self) {
        self.done += 1;
        self.skipped += 1;
    }

    pub fn count(&mut self, outcome: &Outcome) {
        self.done += 1;
        match outcome {
            Outcome::Read => self.read += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Gone(_)
            | Outcome::Moved { .. }
            | Outcome::NoArticle(_)
            | Outcome::StillNone(_)
            | Outcome::Refused(_) => self.skipped += 1,
            Outcome::Failed(_) | Outcome::NotAsked => self.failed += 1,
        }
    }
}

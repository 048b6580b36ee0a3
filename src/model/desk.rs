//! What staff add from their desk to what the knowledge folder holds.

use super::article::{Article, ArticleId};
use super::contact::Exception;

/// Everything that staff have added and that holds at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Additions {
    /// Their kind is [`super::article::ArticleKind::Faq`]; each has the day it was written or checked.
    pub faq: Vec<Article>,
    /// Oldest first: of two for one day the last holds. They win over the folder's own.
    pub exceptions: Vec<Exception>,
    /// As staff wrote them, in Swedish; oldest first.
    pub notices: Vec<String>,
}

/// An article or FAQ entry that says much the same as a text that is about to be saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    pub article: ArticleId,
    pub title: String,
    /// 0 to 1; 1 is the same question with the same answer.
    pub similarity: f32,
}

/// How well one FAQ entry fits a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub entry: ArticleId,
    /// 0 to 1: how much the message and the entry's nearest question say the same, each measured by what is left of it.
    pub asked: f32,
    /// 0 to 1: the share of the message, by weight, that stands anywhere in the entry.
    pub covered: f32,
}

/// What the nearest question weighs beside all that stands in the entry; chosen on the paraphrases of `tests/faq`.
const ASKED: f32 = 0.6;

impl Fit {
    /// 0 to 1: what entries are ranked by, and what decides whether one is the answer.
    pub fn score(&self) -> f32 {
        ASKED * self.asked + (1.0 - ASKED) * self.covered
    }
}

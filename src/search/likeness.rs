//! How much short texts say the same: a message and the questions of FAQ entries, two entries and each other.

use std::sync::Arc;

use crate::model::article::Article;
use crate::model::desk::{Fit, Similar};
use crate::model::language::Language;

/// How much each word tells: learnt from what residents write, where "kommun" and "hur" stand everywhere.
#[derive(Default)]
pub struct Rarity {}

impl Rarity {
    pub fn learn<'a>(_texts: impl Iterator<Item = &'a str>) -> Self {
        Rarity {}
    }
}

/// Articles made comparable with messages and with each other. Cheap to search from several threads at once.
pub struct Likeness {}

impl Likeness {
    pub fn of(_rarity: Arc<Rarity>, _articles: &[Article]) -> Self {
        Likeness {}
    }

    /// The entries that have anything of the message, the best first.
    pub fn fits(&self, _text: &str, _language: Language) -> Vec<Fit> {
        Vec::new()
    }

    /// The articles nearest to a question and its answer, the nearest first.
    pub fn similar(&self, _question: &str, _answer: &str, _limit: usize) -> Vec<Similar> {
        Vec::new()
    }
}

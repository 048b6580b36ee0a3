//! Statistics as people read them: text, a table for a spreadsheet, a picture.
//!
//! Invariant: everything is made in memory; where it goes is the caller's matter. No figure is computed here but shares of two that are given.

mod chart;
mod table;
mod text;

pub use chart::ChartError;

use crate::desk::statistics::Statistics;
use crate::model::article::ArticleId;
use crate::model::language::ReplyLanguage;
use crate::model::reply::Block;
use crate::wording::Wording;

/// Statistics, and what is needed to put them into words.
pub struct Report<'a> {
    pub statistics: &'a Statistics,
    pub wording: &'a Wording,
    pub language: ReplyLanguage,
    /// An article's title; one that is gone is called by its id.
    pub title: &'a dyn Fn(&ArticleId) -> Option<String>,
}

impl Report<'_> {
    /// A heading, then lists and small print.
    pub fn text(&self) -> Vec<Block> {
        todo!()
    }

    /// A table with a row a day: RFC 4180, UTF-8. The columns stand in `table.rs`.
    pub fn csv(&self) -> String {
        todo!()
    }

    /// A bar a day as PNG, 1000 × 700 pixels; the same bytes for the same statistics.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        todo!()
    }
}

//! Statistics as people read them: text, a table for a spreadsheet, a picture.
//!
//! Invariant: everything is made in memory; where it goes is the caller's matter. No figure is computed here but shares of two that are given.

mod chart;
mod table;
mod text;

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

pub use chart::ChartError;

use crate::desk::statistics::Statistics;
use crate::model::article::ArticleId;
use crate::model::language::ReplyLanguage;
use crate::wording::{Args, Message, Wording};

/// Statistics, and what is needed to put them into words. [`Report::text`], [`Report::csv`] and [`Report::png`] are the three ways.
pub struct Report<'a> {
    pub statistics: &'a Statistics,
    pub wording: &'a Wording,
    pub language: ReplyLanguage,
    /// An article's title; one that is gone is called by its id.
    pub title: &'a dyn Fn(&ArticleId) -> Option<String>,
}

impl Report<'_> {
    fn say(&self, message: Message, args: &Args<'_>) -> String {
        self.wording.say(self.language, message, args)
    }

    fn name(&self, message: Message) -> String {
        self.say(message, &[])
    }

    /// `23 november 2026`.
    fn date(&self, date: NaiveDate) -> String {
        let month = self.wording.month(self.language, date);
        self.say(
            Message::DatePlain,
            &[("day", number(date.day())), ("month", month.into()), ("year", number(date.year()))],
        )
    }

    fn between(&self, message: Message) -> String {
        let span = self.statistics.span;
        self.say(
            message,
            &[("from", self.date(span.from).into()), ("to", self.date(span.to).into())],
        )
    }

    fn article(&self, id: &ArticleId) -> String {
        (self.title)(id).unwrap_or_else(|| id.to_string())
    }
}

fn number(value: impl ToString) -> Cow<'static, str> {
    value.to_string().into()
}

#[cfg(test)]
mod tests;

//! What was asked and answered in a span of days, in figures.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::span::{Span, local};
use crate::hours::Hours;
use crate::model::article::ArticleId;
use crate::model::log::{CaseTimes, Question};
use crate::model::reply::ReplyKind;

/// The figures of a span of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    pub span: Span,
    /// Every day of the span, in order, also those on which nothing was asked.
    pub days: Vec<Day>,
    /// The sum of the days.
    pub total: Count,
    /// Articles quoted, those most often first; among equals by id.
    pub articles: Vec<(ArticleId, usize)>,
    /// Cases that were open when the span ended.
    pub still_open: usize,
    /// Whether it helped, of the cases closed in the span.
    pub helped: YesNo,
    pub first_answer: FirstAnswer,
}

/// One day's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// A local day in the centre's time zone.
    pub date: NaiveDate,
    pub count: Count,
    /// The article quoted most often that day.
    pub top_article: Option<ArticleId>,
}

/// What is counted of a day, and of all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub kinds: BTreeMap<ReplyKind, usize>,
    /// Questions that came while the centre was closed.
    pub outside_hours: usize,
    /// What residents said of answers.
    pub helpful: YesNo,
    pub cases_opened: usize,
    pub cases_closed: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YesNo {
    pub yes: usize,
    pub no: usize,
}

/// How long residents waited for staff's first answer, of the cases opened in the span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstAnswer {
    /// Cases that nobody has answered.
    pub waiting: usize,
    /// By the clock. `None`: nothing was answered.
    pub all: Option<Quantiles>,
    /// Only the time during which the centre was open.
    pub open: Option<Quantiles>,
}

/// Nearest-rank quantiles: each is one of the values measured. In whole minutes, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantiles {
    pub median: u64,
    /// Nine of ten waited at most so long.
    pub ninetieth: u64,
}

impl Count {
    pub fn questions(&self) -> usize {
        self.kinds.values().sum()
    }

    /// Questions that got a reply of any kind but [`ReplyKind::Unknown`].
    pub fn answered(&self) -> usize {
        self.questions() - self.unanswered()
    }

    pub fn unanswered(&self) -> usize {
        self.kinds.get(&ReplyKind::Unknown).copied().unwrap_or_default()
    }
}

/// The figures of the span; what lies outside it is left out. `cases` are all that were open at some moment of it. Days are local days in `zone`.
pub fn statistics(questions: &[Question], cases: &[CaseTimes], span: Span, hours: &Hours, zone: Tz) -> Statistics {
    todo!()
}

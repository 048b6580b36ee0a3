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
    /// Open cases that nobody has answered.
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

impl Quantiles {
    fn of(mut waited: Vec<TimeDelta>) -> Option<Self> {
        waited.sort_unstable();
        let rank = |percent: usize| {
            waited
                .get((waited.len() * percent).div_ceil(100).saturating_sub(1))
                .copied()
                .map(minutes)
        };
        Some(Quantiles { median: rank(50)?, ninetieth: rank(90)? })
    }
}

/// Begun minutes; a clock that was set back gives none.
fn minutes(time: TimeDelta) -> u64 {
    u64::try_from(time.num_milliseconds()).unwrap_or_default().div_ceil(60_000)
}

impl YesNo {
    fn add(&mut self, said: Option<bool>) {
        self.yes += usize::from(said == Some(true));
        self.no += usize::from(said == Some(false));
    }
}

/// The figures of the span; what lies outside it is left out. `cases` are all that were open at some moment of it. Days are local days in `zone`.
pub fn statistics(
    questions: &[Question],
    cases: &[CaseTimes],
    span: Span,
    hours: &Hours,
    zone: Tz,
) -> Statistics {
    let (from_ms, to_ms) = span.bounds_ms(zone);
    let within = |ms: i64| (from_ms..to_ms).contains(&ms);
    let asked: Vec<&Question> =
        questions.iter().filter(|question| within(question.asked_ms)).collect();
    let opened: Vec<&CaseTimes> = cases.iter().filter(|case| within(case.opened_ms)).collect();
    let days = days(&asked, cases, span, zone);
    let mut helped = YesNo::default();
    cases
        .iter()
        .filter(|case| case.closed_ms.is_some_and(within))
        .for_each(|case| helped.add(case.helped));
    let is_open = |case: &&CaseTimes| {
        case.opened_ms < to_ms && case.closed_ms.is_none_or(|closed| closed >= to_ms)
    };
    Statistics {
        span,
        total: total(&days),
        days,
        articles: by_frequency(asked.iter().copied()),
        still_open: cases.iter().filter(is_open).count(),
        helped,
        first_answer: first_answer(&opened, hours, zone),
    }
}

/// One after another, whatever was asked on them.
fn days(asked: &[&Question], cases: &[CaseTimes], span: Span, zone: Tz) -> Vec<Day> {
    let mut counts: BTreeMap<NaiveDate, (Count, Vec<&Question>)> =
        span.days().map(|date| (date, Default::default())).collect();
    let date = |ms: i64| local(ms, zone).map(|at| at.date());
    for question in asked {
        if let Some((count, asked)) = date(question.asked_ms).and_then(|date| counts.get_mut(&date))
        {
            *count.kinds.entry(question.kind).or_default() += 1;
            count.outside_hours += usize::from(question.outside_hours);
            count.helpful.add(question.helpful);
            asked.push(question);
        }
    }
    for case in cases {
        if let Some((count, _)) = date(case.opened_ms).and_then(|date| counts.get_mut(&date)) {
            count.cases_opened += 1;
        }
        if let Some((count, _)) =
            case.closed_ms.and_then(date).and_then(|date| counts.get_mut(&date))
        {
            count.cases_closed += 1;
        }
    }
    let day = |(date, (count, asked)): (NaiveDate, (Count, Vec<&Question>))| {
        let top_article =
            by_frequency(asked.into_iter()).into_iter().next().map(|(article, _)| article);
        Day { date, count, top_article }
    };
    counts.into_iter().map(day).collect()
}

fn total(days: &[Day]) -> Count {
    let mut total = Count::default();
    for Day { count, .. } in days {
        for (kind, number) in &count.kinds {
            *total.kinds.entry(*kind).or_default() += number;
        }
        total.outside_hours += count.outside_hours;
        total.helpful.yes += count.helpful.yes;
        total.helpful.no += count.helpful.no;
        total.cases_opened += count.cases_opened;
        total.cases_closed += count.cases_closed;
    }
    total
}

/// The articles quoted, those most often first; among equals by id.
fn by_frequency<'a>(asked: impl Iterator<Item = &'a Question>) -> Vec<(ArticleId, usize)> {
    let mut counts: BTreeMap<&ArticleId, usize> = BTreeMap::new();
    for article in asked.filter_map(|question| question.article.as_ref()) {
        *counts.entry(article).or_default() += 1;
    }
    let mut articles: Vec<(ArticleId, usize)> =
        counts.into_iter().map(|(article, count)| (article.clone(), count)).collect();
    articles.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    articles
}

fn first_answer(opened: &[&CaseTimes], hours: &Hours, zone: Tz) -> FirstAnswer {
    let answered: Vec<(i64, i64)> =
        opened.iter().filter_map(|case| Some((case.opened_ms, case.first_answer_ms?))).collect();
    let open =
        |(from, to): &(i64, i64)| Some(hours.open_time(local(*from, zone)?, local(*to, zone)?));
    FirstAnswer {
        waiting: opened
            .iter()
            .filter(|case| case.first_answer_ms.is_none() && case.closed_ms.is_none())
            .count(),
        all: Quantiles::of(
            answered.iter().map(|(from, to)| TimeDelta::milliseconds(to - from)).collect(),
        ),
        open: Quantiles::of(answered.iter().filter_map(open).collect()),
    }
}

#[cfg(test)]
mod tests;

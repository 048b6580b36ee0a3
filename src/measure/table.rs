//! The scores of a run, by kind, with every confusion and every miss.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::gold::Row;
use super::reliability::{Judged, Reliability};
use crate::answer::plain;
use crate::model::article::ArticleId;
use crate::model::reply::{Reply, ReplyKind};

/// Shares are fractions of 1.
#[derive(Debug, Default, Serialize)]
pub struct Scores {
    pub overall: f64,
    pub rows: usize,
    pub right: usize,
    pub kinds: BTreeMap<ReplyKind, Share>,
    /// Answers that show the words a good answer shows, of those that name some; counted apart.
    pub must_quote: Share,
    /// Of the rows that content answers.
    pub answers: Answers,
    /// By tag of the rows that content answers, the share that is right.
    pub tags: BTreeMap<String, Share>,
    /// How far the confidence of answers can be relied on, over the rows that content answers and those that nothing does.
    pub reliability: Reliability,
    pub confusions: BTreeMap<String, usize>,
    pub misses: Vec<Miss>,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    pub right: usize,
    pub rows: usize,
}

/// How rows that content answers fared, and those that nothing answers.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Answers {
    pub rows: usize,
    pub right: usize,
    /// Answered with a text that is not the right one.
    pub wrong: usize,
    /// Right, or with a right one among the titles offered.
    pub right_or_offered: usize,
    pub unknown_rows: usize,
    pub unknown_answered: usize,
}

#[derive(Debug, Serialize)]
pub struct Miss {
    pub id: String,
    pub question: String,
    pub expected: String,
    pub got: String,
}

impl Scores {
    /// Adds one row; those marked ambiguous are left out.
    pub fn add(&mut self, row: &Row, reply: &Reply, judged: Result<(), String>) {
        if row.ambiguous {
            return;
        }
        self.rows += 1;
        if matches!(row.kind, ReplyKind::Answer | ReplyKind::Unknown) {
            self.add_answer(row, reply, judged.is_ok());
        }
        let share = self.kinds.entry(row.kind).or_default();
        share.rows += 1;
        if let Some(quote) = &row.must_quote {
            self.must_quote.rows += 1;
            self.must_quote.right += usize::from(plain::text(reply).contains(quote.as_str()));
        }
        match judged {
            Ok(()) => {
                share.right += 1;
                self.right += 1;
            }
            Err(expected) => {
                if reply.kind != row.kind {
                    *self
                        .confusions
                        .entry(format!("{} → {}", row.kind.name(), reply.kind.name()))
                        .or_insert(0) += 1;
                }
                self.misses.push(Miss {
                    id: row.id.clone(),
                    question: row.question.clone(),
                    expected,
                    got: got(reply),
                });
            }
        }
        self.overall = self.right as f64 / self.rows as f64;
    }

    fn add_answer(&mut self, row: &Row, reply: &Reply, is_right: bool) {
        let is_gold = |id: &ArticleId| row.articles.iter().any(|gold| gold == id.as_str());
        let answered = reply.kind == ReplyKind::Answer;
        let answerable = row.kind == ReplyKind::Answer;
        let answers = &mut self.answers;
        if answerable {
            answers.rows += 1;
            answers.right += usize::from(is_right);
            answers.wrong += usize::from(answered && !is_right);
            answers.right_or_offered += usize::from(is_right || reply.offers.iter().any(is_gold));
            for tag in &row.tags {
                let share = self.tags.entry(tag.clone()).or_default();
                share.rows += 1;
                share.right += usize::from(is_right);
            }
        } else {
            answers.unknown_rows += 1;
            answers.unknown_answered += usize::from(answered);
        }
        let right = reply.articles.first().is_some_and(|hit| is_gold(&hit.article));
        self.reliability.add(Judged {
            probability: reply.confidence.unwrap_or_default(),
            right,
            answerable,
        });
    }
}

/// What was replied, in a few words.
pub(super) fn got(reply: &Reply) -> String {
    let detail = match (&reply.hours, reply.articles.first()) {
        (Some(hours), _) => {
            let days: Vec<String> = hours.days.iter().map(|day| day.date.to_string()).collect();
            let instant = hours.instant.map(|at| at.to_string()).unwrap_or_default();
            format!("{:?} {instant}{}", hours.about, days.join(" "))
        }
        (None, Some(hit)) if reply.kind == ReplyKind::Answer => hit.article.to_string(),
        _ => String::new(),
    };
    format!("{} {detail}", reply.kind.name()).trim().to_owned()
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<12}{:>7}{:>7}{:>9}", "kind", "right", "rows", "share")?;
        for (kind, share) in &self.kinds {
            writeln!(
                f,
                "{:<12}{:>7}{:>7}{:>9.3}",
                kind.name(),
                share.right,
                share.rows,
                share.right as f64 / share.rows.max(1) as f64
            )?;
        }
        writeln!(f, "{:<12}{:>7}{:>7}{:>9.3}", "overall", self.right, self.rows, self.overall)?;
        writeln!(f, "{:<12}{:>7}{:>7}", "must_quote", self.must_quote.right, self.must_quote.rows)?;
        let answers = &self.answers;
        let of = |count: usize, rows: usize| count as f64 / rows.max(1) as f64;
        writeln!(
            f,
            "{:<20}{:>7}{:>9.3}",
            "answered wrongly",
            answers.wrong,
            of(answers.wrong, answers.rows)
        )?;
        writeln!(
            f,
            "{:<20}{:>7}{:>9.3}",
            "right or offered",
            answers.right_or_offered,
            of(answers.right_or_offered, answers.rows)
        )?;
        writeln!(
            f,
            "{:<20}{:>7}{:>9.3}",
            "unknown answered",
            answers.unknown_answered,
            of(answers.unknown_answered, answers.unknown_rows)
        )?;
        writeln!(f, "\nanswers by tag")?;
        for (tag, share) in &self.tags {
            writeln!(
                f,
                "{:<14}{:>7}{:>7}{:>9.3}",
                tag,
                share.right,
                share.rows,
                of(share.right, share.rows)
            )?;
        }
        writeln!(f, "\n{}", self.reliability.report())?;
        if !self.confusions.is_empty() {
            writeln!(f, "confusions")?;
        }
        for (pair, count) in &self.confusions {
            writeln!(f, "{count:>5}  {pair}")?;
        }
        list(&self.misses, f)
    }
}

/// The misses under a heading, where there are any.
pub(super) fn list(misses: &[Miss], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !misses.is_empty() {
        writeln!(f, "\nmisses")?;
    }
    for Miss { id, question, expected, got } in misses {
        writeln!(f, "{id}  {question}\n    expected {expected}, got {got}")?;
    }
    Ok(())
}

//! The scores of a run, by kind, with every confusion and every miss.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::gold::Row;
use crate::answer::plain;
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
    pub confusions: BTreeMap<String, usize>,
    pub misses: Vec<Miss>,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    pub right: usize,
    pub rows: usize,
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
                    *self.confusions.entry(format!("{} → {}", name(row.kind), name(reply.kind))).or_insert(0) += 1;
                }
                self.misses.push(Miss { id: row.id.clone(), question: row.question.clone(), expected, got: got(reply) });
            }
        }
        self.overall = self.right as f64 / self.rows as f64;
    }
}

fn name(kind: ReplyKind) -> String {
    format!("{kind:?}").to_lowercase()
}

/// What was replied, in a few words.
fn got(reply: &Reply) -> String {
    let detail = match (&reply.hours, reply.articles.first()) {
        (Some(hours), _) => {
            let days: Vec<String> = hours.days.iter().map(|day| day.date.to_string()).collect();
            let instant = hours.instant.map(|at| at.to_string()).unwrap_or_default();
            format!("{:?} {instant}{}", hours.about, days.join(" "))
        }
        (None, Some(hit)) if reply.kind == ReplyKind::Answer => hit.article.to_string(),
        _ => String::new(),
    };
    format!("{} {detail}", name(reply.kind)).trim().to_owned()
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<12}{:>7}{:>7}{:>9}", "kind", "right", "rows", "share")?;
        for (kind, share) in &self.kinds {
            writeln!(f, "{:<12}{:>7}{:>7}{:>9.3}", name(*kind), share.right, share.rows, share.right as f64 / share.rows.max(1) as f64)?;
        }
        writeln!(f, "{:<12}{:>7}{:>7}{:>9.3}", "overall", self.right, self.rows, self.overall)?;
        writeln!(f, "{:<12}{:>7}{:>7}", "must_quote", self.must_quote.right, self.must_quote.rows)?;
        if !self.confusions.is_empty() {
            writeln!(f, "\nconfusions")?;
        }
        for (pair, count) in &self.confusions {
            writeln!(f, "{count:>5}  {pair}")?;
        }
        if !self.misses.is_empty() {
            writeln!(f, "\nmisses")?;
        }
        for miss in &self.misses {
            writeln!(f, "{}  {}\n    expected {}, got {}", miss.id, miss.question, miss.expected, miss.got)?;
        }
        Ok(())
    }
}

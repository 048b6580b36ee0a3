//! The scores of a run over dialogues: by what the turns are hard for, and the conversations that are right as a whole.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::dialogue::Turn;
use super::table::{Miss, Share, got, list};
use crate::model::reply::Reply;

/// Shares are fractions of 1.
#[derive(Debug, Default, Serialize)]
pub struct DialogueScores {
    /// Of all turns.
    pub overall: f64,
    pub turns: Share,
    /// By what the turns are hard for.
    pub about: BTreeMap<String, Share>,
    /// Conversations in which every turn is right.
    pub whole: Share,
    pub misses: Vec<Miss>,
    #[serde(skip)]
    conversations: BTreeMap<String, bool>,
}

impl DialogueScores {
    pub fn add(&mut self, turn: &Turn, reply: &Reply, judged: Result<(), String>) {
        let right = judged.is_ok();
        let share = self.about.entry(turn.about.clone()).or_default();
        for share in [share, &mut self.turns] {
            share.rows += 1;
            share.right += usize::from(right);
        }
        *self.conversations.entry(turn.conversation.clone()).or_insert(true) &= right;
        self.whole = Share {
            right: self.conversations.values().filter(|whole| **whole).count(),
            rows: self.conversations.len(),
        };
        self.overall = self.turns.right as f64 / self.turns.rows as f64;
        if let Err(expected) = judged {
            self.misses.push(Miss {
                id: turn.id.clone(),
                question: turn.question.clone(),
                expected,
                got: got(reply),
            });
        }
    }
}

impl fmt::Display for DialogueScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut row = |name: &str, share: Share| {
            writeln!(
                f,
                "{name:<20}{:>6}{:>7}{:>9.3}",
                share.right,
                share.rows,
                share.right as f64 / share.rows.max(1) as f64
            )
        };
        for (about, share) in &self.about {
            row(about, *share)?;
        }
        row("turns", self.turns)?;
        row("whole conversations", self.whole)?;
        list(&self.misses, f)
    }
}

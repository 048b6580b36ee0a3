//! The scores of a part's rows while a query's postings are summed.
//!
//! Of a large part few rows get any score. Those are noted, so that neither clearing nor finding the best looks at all the others.

use super::short_list::{best, best_of};

/// A part with more rows than this is large: so many more than postings are read that most rows get nothing.
const LARGE: usize = 1 << 14;

/// Between two uses all scores are 0.
#[derive(Default)]
pub(super) struct Scores {
    all: Vec<f32>,
    /// In a large part, the rows that have a score.
    scored: Vec<u32>,
    rows: usize,
}

impl Scores {
    /// For a part of so many rows.
    pub(super) fn begin(&mut self, rows: usize) {
        self.rows = rows;
        if self.all.len() < rows {
            self.all.resize(rows, 0.0);
        }
    }

    pub(super) fn is_large(&self) -> bool {
        self.rows > LARGE
    }

    /// Adds to the score of one row; in a large part [`Scores::add_noted`] has to.
    pub(super) fn add(&mut self, row: u32, value: f32) {
        if let Some(score) = self.score(row) {
            *score += value;
        }
    }

    pub(super) fn add_noted(&mut self, row: u32, value: f32) {
        let Some(score) = self.score(row) else { return };
        let is_first = *score == 0.0;
        *score += value;
        if is_first {
            self.scored.push(row);
        }
    }

    /// `None` for a row that the part has not: an earlier part may have had more.
    fn score(&mut self, row: u32) -> Option<&mut f32> {
        self.all.get_mut(..self.rows)?.get_mut(row as usize)
    }

    /// The best rows with their scores, the best first; ends the use.
    pub(super) fn take_best(&mut self, limit: usize) -> Vec<(u32, f32)> {
        if !self.is_large() {
            let scores = self.all.get_mut(..self.rows).unwrap_or_default();
            let found = best(scores, limit);
            scores.fill(0.0);
            return found;
        }
        let mut found = Vec::with_capacity(self.scored.len());
        for row in self.scored.drain(..) {
            // A row is noted again where it was first given nothing; the second time its score is gone.
            let score = std::mem::take(&mut self.all[row as usize]);
            if score > 0.0 {
                found.push((row, score));
            }
        }
        best_of(found, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_part_is_scored_as_a_small_one() {
        let postings =
            (0..3_000u32).map(|n| (n.wrapping_mul(2_654_435_761) % 1_000, (n % 7) as f32));
        let mut scores = Scores::default();
        for limit in [0, 1, 50, 5_000] {
            scores.begin(1_000);
            postings.clone().for_each(|(row, value)| scores.add(row, value));
            let expected = scores.take_best(limit);
            scores.begin(LARGE + 1);
            postings.clone().for_each(|(row, value)| scores.add_noted(row, value));
            assert_eq!(scores.take_best(limit), expected, "{limit}");
            assert!(scores.all.iter().all(|score| *score == 0.0));
        }
    }

    #[test]
    fn a_row_that_the_part_has_not_gets_no_score() {
        let mut scores = Scores::default();
        scores.begin(LARGE + 9);
        assert!(scores.take_best(1).is_empty());
        for rows in [3, LARGE + 1] {
            scores.begin(rows);
            scores.add(rows as u32 + 1, 1.0);
            scores.add_noted(rows as u32 + 1, 1.0);
            assert!(scores.take_best(1).is_empty(), "{rows}");
            assert!(scores.all.iter().all(|score| *score == 0.0));
        }
    }
}

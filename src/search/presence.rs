//! What of a query stands in a document, and how much that weighs.

/// What of a query stands in some row or rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Presence {
    /// By word of the query, 0 to 1.
    pub words: Vec<f32>,
    /// By n-gram of the query, 0 to 1.
    pub grams: Vec<f32>,
}

impl Presence {
    /// What stands in either.
    pub(super) fn or(mut self, other: &Presence) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(own, other)| *own = own.max(*other));
        self.grams.iter_mut().zip(&other.grams).for_each(|(own, other)| *own = own.max(*other));
        self
    }

    /// The summed weight of the n-grams that stand there.
    pub(super) fn gram_weight(&self, weights: &[f32]) -> f32 {
        self.grams.iter().zip(weights).map(|(share, weight)| share * weight).sum()
    }

    pub(super) fn word_weight(&self, weights: &[f32]) -> f32 {
        self.words.iter().zip(weights).map(|(share, weight)| share * weight).sum()
    }

    /// The weight of the heaviest word that does not stand there at all.
    pub(super) fn heaviest_lacking(&self, weights: &[f32]) -> f32 {
        self.words
            .iter()
            .zip(weights)
            .filter(|(share, _)| **share == 0.0)
            .map(|(_, weight)| *weight)
            .fold(0.0, f32::max)
    }
}

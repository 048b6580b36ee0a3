//! Which of all features some examples have, and the place of each among those: what is kept of features needs room for these alone.

use serde::{Deserialize, Serialize};

/// A set of features, each with its place among them.
#[derive(Clone, Serialize, Deserialize)]
pub struct Known {
    /// A bit for each feature.
    bits: Vec<u64>,
    /// By word of the bits, how many features stand before it; and one more, how many there are.
    before: Vec<u32>,
}

impl Known {
    /// `having`: the features that the examples have, in any order and as often as they do; `features`: how many there are in all.
    pub fn of(having: impl Iterator<Item = u32>, features: usize) -> Self {
        let mut bits = vec![0u64; features.div_ceil(64)];
        for feature in having {
            bits[feature as usize / 64] |= 1 << (feature % 64);
        }
        let mut before = vec![0];
        let mut all = 0;
        before.extend(bits.iter().map(|word| {
            all += word.count_ones();
            all
        }));
        Known { bits, before }
    }

    pub fn len(&self) -> usize {
        self.before.last().map_or(0, |all| *all as usize)
    }

    /// The feature's place, if it is one of them.
    pub fn place(&self, feature: u32) -> Option<usize> {
        let word = self.bits.get(feature as usize / 64)?;
        let bit = 1u64 << (feature % 64);
        let before = self.before[feature as usize / 64] + (word & (bit - 1)).count_ones();
        (word & bit != 0).then_some(before as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_feature_has_a_place_in_their_order() {
        let known = Known::of([63, 0, 199, 64, 0].into_iter(), 200);
        assert_eq!(known.len(), 4);
        let places: Vec<Option<usize>> =
            [0, 1, 63, 64, 65, 199, 200, 9_999].map(|feature| known.place(feature)).into();
        assert_eq!(places, [Some(0), None, Some(1), Some(2), None, Some(3), None, None]);
    }
}

//! The weights of the evidence, as `weights.toml` has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::evidence::{Feature, JUDGING, RANKING};
use super::passage;

/// What candidates are ranked and judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub ranking: Linear,
    pub judge: Linear,
}

/// The weight of each feature of a sentence, in the order of [`passage::NAMES`].
pub type PassageWeights = [f32; passage::NAMES.len()];

/// A weighted sum of features, with more to add for candidates that have example questions of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    pub all: Vec<f32>,
    pub taught: Vec<f32>,
}

impl Linear {
    pub fn sum(&self, row: &[f32], is_taught: bool) -> f32 {
        let dot = |weights: &[f32]| -> f32 {
            weights.iter().zip(row).map(|(weight, value)| weight * value).sum()
        };
        dot(&self.all) + if is_taught { dot(&self.taught) } else { 0.0 }
    }

    /// The two halves of what was learnt over rows with their values twice: once for all, once more where taught.
    pub fn of_halves(weights: &[f32]) -> Self {
        let (all, taught) = weights.split_at(weights.len() / 2);
        Linear { all: all.to_vec(), taught: taught.to_vec() }
    }

    /// A row with its values once more where the candidate is taught.
    pub fn halves(row: &[f32], is_taught: bool) -> Vec<f32> {
        let taught = row.iter().map(|value| if is_taught { *value } else { 0.0 });
        row.iter().copied().chain(taught).collect()
    }
}

/// The file's form: by name, the weight for all and what is added for taught ones.
#[derive(Serialize, Deserialize)]
pub struct Sheet {
    pub ranking: Table,
    pub judge: Table,
    /// What tells that a sentence answers.
    pub passage: BTreeMap<String, f32>,
}

#[derive(Serialize, Deserialize)]
pub struct Table {
    pub all: BTreeMap<String, f32>,
    pub taught: BTreeMap<String, f32>,
}

impl Table {
    pub fn of(linear: &Linear, features: &[Feature]) -> Self {
        let named = |weights: &[f32]| {
            features
                .iter()
                .zip(weights)
                .map(|((name, _), weight)| ((*name).to_owned(), *weight))
                .collect()
        };
        Table { all: named(&linear.all), taught: named(&linear.taught) }
    }

    /// A feature that the file does not name weighs nothing; a test holds the two together.
    fn linear(&self, features: &[Feature]) -> Linear {
        let of = |table: &BTreeMap<String, f32>| {
            features.iter().map(|(name, _)| table.get(*name).copied().unwrap_or_default()).collect()
        };
        Linear { all: of(&self.all), taught: of(&self.taught) }
    }
}

impl Sheet {
    pub fn model(&self) -> Model {
        Model { ranking: self.ranking.linear(RANKING), judge: self.judge.linear(JUDGING) }
    }

    fn passage(&self) -> PassageWeights {
        passage::NAMES.map(|name| self.passage.get(name).copied().unwrap_or_default())
    }
}

/// What was learnt with words alone.
pub static WORDS: LazyLock<Model> = LazyLock::new(|| read(WORDS_FILE).model());
/// What was learnt with an embedding engine beside them.
pub static MEANING: LazyLock<Model> =
    LazyLock::new(|| read(include_str!("weights-meaning.toml")).model());
/// What sentences are weighed by. Words alone decide which one answers, so the other file has the same.
pub static PASSAGE: LazyLock<PassageWeights> = LazyLock::new(|| read(WORDS_FILE).passage());

const WORDS_FILE: &str = include_str!("weights.toml");

fn read(text: &str) -> Sheet {
    match toml::from_str(text) {
        Ok(sheet) => sheet,
        // The file is part of the program, and a test reads it.
        Err(error) => unreachable!("weights.toml: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_names_every_feature_and_no_other() {
        for file in [include_str!("weights.toml"), include_str!("weights-meaning.toml")] {
            check_names(&toml::from_str(file).unwrap());
        }
    }

    fn check_names(sheet: &Sheet) {
        let check = |table: &Table, features: &[Feature]| {
            let mut names: Vec<&str> = features.iter().map(|(name, _)| *name).collect();
            names.sort_unstable();
            for weights in [&table.all, &table.taught] {
                assert_eq!(
                    weights.keys().map(String::as_str).collect::<Vec<_>>(),
                    names,
                    "learn the weights anew with `alebot calibrate`"
                );
            }
        };
        check(&sheet.ranking, RANKING);
        check(&sheet.judge, JUDGING);
    }

    #[test]
    fn taught_candidates_have_more_to_add() {
        let linear = Linear::of_halves(&[1.0, 2.0, 10.0, 20.0]);
        assert_eq!((linear.sum(&[1.0, 1.0], false), linear.sum(&[1.0, 1.0], true)), (3.0, 33.0));
        assert_eq!(Linear::halves(&[3.0, 4.0], false), [3.0, 4.0, 0.0, 0.0]);
    }
}

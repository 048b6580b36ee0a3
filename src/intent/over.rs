//! Whether a message after an emergency tells that it is over, learnt from `examples/after-emergency.toml`.
//!
//! Phrases are surer and are looked for first (`conversation/emergency.rs`); what is learnt here only has another question answered again, with the numbers
//! beneath.

use serde::{Deserialize, Serialize};

use super::features::{Family, Vocabulary};
use super::regression::Regression;
use crate::language::words::message_sentences;

/// A message after an emergency, and whether it tells that it is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Aftermath {
    pub text: String,
    pub is_over: bool,
}

pub struct OverModel {
    vocabulary: Vocabulary,
    regression: Regression,
}

/// The same as it is stored.
#[derive(Serialize, Deserialize)]
pub struct StoredOver {
    hashes: Vec<u64>,
    idf: Vec<f32>,
    families: Vec<Family>,
    regression: Regression,
}

impl OverModel {
    /// `None` where there are no examples.
    pub fn learn(examples: &[Aftermath]) -> Option<Self> {
        if examples.is_empty() {
            return None;
        }
        let telling = examples.iter().map(|example| (told(&example.text), example.is_over));
        let telling: Vec<(String, bool)> = telling.filter(|(told, _)| !told.is_empty()).collect();
        let texts = telling.iter().map(|(told, _)| told.as_str());
        let (vocabulary, found) = Vocabulary::learn(texts);
        let rows: Vec<_> = found.iter().map(|found| vocabulary.weighted(found)).collect();
        let labels: Vec<u16> = telling.iter().map(|(_, is_over)| (*is_over).into()).collect();
        let rows: Vec<_> = rows.iter().collect();
        let regression = Regression::train(&rows, &labels, 2, vocabulary.len());
        Some(OverModel { vocabulary, regression })
    }

    /// How likely it is over, 0 to 1.
    pub fn of(&self, text: &str) -> f32 {
        let told = told(text);
        if told.is_empty() {
            return 0.0;
        }
        let row = self.vocabulary.row(&told);
        self.regression.probabilities(&row).get(1).copied().unwrap_or_default()
    }

    pub fn to_stored(&self) -> StoredOver {
        let (hashes, idf, families) = self.vocabulary.parts();
        StoredOver {
            hashes: hashes.to_vec(),
            idf: idf.to_vec(),
            families: families.to_vec(),
            regression: self.regression.clone(),
        }
    }
}

impl From<StoredOver> for OverModel {
    fn from(stored: StoredOver) -> Self {
        OverModel {
            vocabulary: Vocabulary::new(stored.hashes, stored.idf, stored.families),
            regression: stored.regression,
        }
    }
}

/// The sentences that ask nothing: what is asked besides tells nothing of the end.
fn told(text: &str) -> String {
    let telling = message_sentences(text).into_iter().filter(|sentence| !sentence.ends_with('?'));
    telling.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_the_end_is_told_apart_from_what_does_not() {
        let example = |text: &str, is_over| Aftermath { text: text.to_owned(), is_over };
        let examples = [
            example("branden är släckt nu", true),
            example("hon är hittad", true),
            example("allt är lugnt nu, branden är släckt", true),
            example("det brinner fortfarande", false),
            example("vad ska jag göra", false),
            example("ska jag gå ut", false),
        ];
        let model = OverModel::learn(&examples).unwrap();
        for model in [OverModel::from(model.to_stored()), model] {
            assert!(model.of("elden är släckt nu") > 0.5);
            assert!(model.of("ska jag göra något") < 0.5);
            assert_eq!(model.of("är elden släckt nu?"), 0.0);
        }
        assert!(OverModel::learn(&[]).is_none());
    }
}

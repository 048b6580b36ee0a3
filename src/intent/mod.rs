//! Examples → a classifier; a message → how likely each topic is.
//!
//! Two learners look at the same features (words, pairs of words, and character n-grams inside words, tf-idf weighted): a
//! multinomial logistic regression, which weighs what tells topics apart, and the nearest examples, which catch what was
//! written almost like this before. Their mean is steadier than either: `alebot eval tests/questions.jsonl` measures it.
//!
//! Invariant: pure. No topic has a rule of its own here; what to teach stands in `knowledge/`.

mod examples;
mod features;
mod nearest;
mod regression;
mod stored;
mod understand;

pub use examples::{Example, from_knowledge};
pub use stored::{StoredError, VERSION as MODEL_VERSION};
pub use understand::{Reader, mark};

use features::Vocabulary;
use nearest::Nearest;
use regression::Regression;

use crate::model::topic::Topic;

/// The weight of the regression beside the nearest examples.
const REGRESSION_SHARE: f32 = 0.6;

/// A trained classifier.
pub struct IntentModel {
    topics: Vec<Topic>,
    vocabulary: Vocabulary,
    regression: Regression,
    nearest: Nearest,
}

impl IntentModel {
    /// Learns from the examples; the same examples in the same order give the same model.
    pub fn train(examples: &[Example]) -> Self {
        let mut topics: Vec<Topic> = examples.iter().map(|example| example.topic.clone()).collect();
        topics.sort();
        topics.dedup();
        let labels: Vec<u16> =
            examples.iter().map(|example| topics.binary_search(&example.topic).map_or(0, |label| label as u16)).collect();
        let vocabulary = Vocabulary::learn(examples.iter().map(|example| example.text.as_str()));
        let rows: Vec<features::Row> = examples.iter().map(|example| vocabulary.row(&example.text)).collect();
        let regression = Regression::train(&rows, &labels, topics.len(), vocabulary.len());
        let nearest = Nearest::new(rows, labels, vocabulary.len());
        IntentModel { topics, vocabulary, regression, nearest }
    }

    /// Every topic with its probability, likeliest first; the probabilities sum to 1. Time expressions in `text` should have been
    /// replaced by `features::DAY` and its like, as in the examples.
    pub fn classify(&self, text: &str) -> Vec<(Topic, f32)> {
        let row = self.vocabulary.row(text);
        let regression = self.regression.probabilities(&row);
        let nearest = self.nearest.votes(&row, self.topics.len());
        let mut ranked: Vec<(Topic, f32)> = self
            .topics
            .iter()
            .zip(regression.iter().zip(&nearest))
            .map(|(topic, (regression, nearest))| (topic.clone(), REGRESSION_SHARE * regression + (1.0 - REGRESSION_SHARE) * nearest))
            .collect();
        ranked.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        ranked
    }

    /// The nearest examples of a topic, as indices into what the model was trained on, with their similarity (0 to 1).
    pub fn nearest(&self, text: &str, topic: &Topic, count: usize) -> Vec<(usize, f32)> {
        match self.topics.binary_search(topic) {
            Ok(class) => self.nearest.of_class(&self.vocabulary.row(text), class, count),
            Err(_) => Vec::new(),
        }
    }
}

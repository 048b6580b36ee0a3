//! A trained model as bytes, so that it is trained once for each knowledge.

use serde::{Deserialize, Serialize};

use super::IntentModel;
use super::features::Vocabulary;
use super::nearest::Nearest;
use super::regression::Regression;
use crate::model::topic::Topic;

/// Grows when features, learners, the grammar of time or this layout change: an older file is then trained anew.
pub const VERSION: u32 = 3;
const CHECKSUM: usize = 32;

/// Why stored bytes are no model.
#[derive(Debug, thiserror::Error)]
pub enum StoredError {
    #[error("the checksum does not match: the file is damaged or cut short")]
    Damaged,
    #[error("the model was stored by another version of the program")]
    Version,
    #[error("the model cannot be decoded: {0}")]
    Decode(#[from] postcard::Error),
}

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    topics: Vec<Topic>,
    hashes: Vec<u64>,
    idf: Vec<f32>,
    weights: Vec<f32>,
    labels: Vec<u16>,
    postings: Vec<Vec<(u32, f32)>>,
}

impl IntentModel {
    /// The model, followed by the BLAKE3 checksum of what stands before it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StoredError> {
        let stored = Stored {
            version: VERSION,
            topics: self.topics.clone(),
            hashes: self.vocabulary.hashes.clone(),
            idf: self.vocabulary.idf.clone(),
            weights: self.regression.weights.clone(),
            labels: self.nearest.labels.clone(),
            postings: self.nearest.postings.clone(),
        };
        let mut bytes = postcard::to_stdvec(&stored)?;
        let sum = blake3::hash(&bytes);
        bytes.extend_from_slice(sum.as_bytes());
        Ok(bytes)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoredError> {
        let at = bytes.len().checked_sub(CHECKSUM).ok_or(StoredError::Damaged)?;
        let (content, sum) = bytes.split_at(at);
        if blake3::hash(content).as_bytes() != sum {
            return Err(StoredError::Damaged);
        }
        let stored: Stored = postcard::from_bytes(content)?;
        if stored.version != VERSION {
            return Err(StoredError::Version);
        }
        Ok(IntentModel {
            regression: Regression { classes: stored.topics.len(), weights: stored.weights },
            topics: stored.topics,
            vocabulary: Vocabulary { hashes: stored.hashes, idf: stored.idf },
            nearest: Nearest { labels: stored.labels, postings: stored.postings },
        })
    }
}

//! A trained model as bytes, so that it is trained once for each knowledge.

use serde::{Deserialize, Serialize};

use super::IntentModel;
use super::features::{Family, Vocabulary};
use super::nearest::Nearest;
use super::over::{OverModel, StoredOver};
use super::regression::Regression;
use super::support::Support;
use crate::model::topic::Topic;

/// Changes with every source file that decides what is learnt, so that a model learnt by other code is never used. Made by `build.rs`.
pub const CODE: &str = env!("ALEBOT_INTENT_CODE");
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
    code: String,
    topics: Vec<Topic>,
    hashes: Vec<u64>,
    idf: Vec<f32>,
    families: Vec<Family>,
    kinds: Regression,
    within: Vec<Option<Regression>>,
    nearest: Nearest,
    support: Support,
    over: Option<StoredOver>,
}

impl IntentModel {
    pub fn to_bytes(&self) -> Result<Vec<u8>, StoredError> {
        let stored = Stored {
            code: CODE.to_owned(),
            topics: self.topics.clone(),
            hashes: self.vocabulary.parts().0.to_vec(),
            idf: self.vocabulary.parts().1.to_vec(),
            families: self.vocabulary.parts().2.to_vec(),
            kinds: self.kinds.clone(),
            within: self.within.clone(),
            nearest: self.nearest.clone(),
            support: self.support.clone(),
            over: self.over.as_ref().map(OverModel::to_stored),
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
        if stored.code != CODE {
            return Err(StoredError::Version);
        }
        Ok(stored.into_model())
    }
}

impl Stored {
    fn into_model(self) -> IntentModel {
        IntentModel {
            topics: self.topics,
            vocabulary: Vocabulary::new(self.hashes, self.idf, self.families),
            kinds: self.kinds,
            within: self.within,
            nearest: self.nearest,
            support: self.support,
            over: self.over.map(OverModel::from),
        }
    }
}

//! Likeness of meaning: an embedding engine turns texts into vectors, and texts that mean the same get vectors that lie near each other.
//!
//! The engine is another process, reached through the interface that all of them speak (OpenAI's `POST /v1/embeddings`). It is never
//! required: whatever is wrong with it, there is no vector, and the answer comes from words.
//!
//! Invariants: nothing here knows what a text is (article, entry, question). What people write goes to another machine only where the
//! settings say so, and masked. No text and no key stands in a log or an error.

mod answer;
mod breaker;
mod compute;
mod engine;
mod fault;
mod file;
mod keep;
mod patience;
mod settings;
mod text;
mod vector;
mod vectors;

pub use compute::{Computed, Pace, Progress, compute_missing};
pub use engine::{Engine, EngineError, EngineStanding};
pub use fault::EngineFault;
pub use file::{FileState, VectorFile};
pub use keep::{InUse, keep};
pub use patience::Patience;
pub use settings::{EmbeddingSettings, EmbeddingSettingsError};
pub use text::TextHash;
pub use vector::Vector;
pub use vectors::{Nearness, Vectors};

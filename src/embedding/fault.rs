//! What can be wrong with an engine.

use thiserror::Error;

/// Why an engine gave no vectors. Holds nothing of what was asked or answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EngineFault {
    #[error("no answer in time")]
    Slow,
    #[error("cannot be reached; start it, or correct ALEBOT_EMBEDDINGS_URL")]
    Unreachable,
    #[error("went away in the middle of its answer")]
    CutOff,
    #[error("refuses the key ({0}); set ALEBOT_EMBEDDINGS_KEY")]
    Unauthorized(u16),
    #[error("answers {0}")]
    Status(u16),
    #[error(
        "sends the questions on to another address ({0}); set ALEBOT_EMBEDDINGS_URL to the one that answers"
    )]
    Redirected(u16),
    #[error("answers with more than vectors can be")]
    Oversized,
    #[error("does not answer as OpenAI's POST /v1/embeddings does; check ALEBOT_EMBEDDINGS_URL")]
    Garbled,
    #[error("gives {got} vectors for {asked} texts")]
    WrongCount { asked: usize, got: usize },
    #[error(
        "gives vectors of {got} numbers where the model has {expected}; name the model that answers in ALEBOT_EMBEDDINGS_MODEL"
    )]
    WrongDimension { expected: usize, got: usize },
    #[error("gives vectors that are no numbers")]
    NotFinite,
    #[error("gives vectors of zeros")]
    Zero,
    #[error("is left alone for a while")]
    LeftAlone,
}

/// How much one fault says about the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// It was no fault of the engine's.
    None,
    /// It may pass: some in a row count.
    Passing,
    /// The next request would meet it too.
    Lasting,
}

impl EngineFault {
    pub(super) fn weight(self) -> Weight {
        match self {
            EngineFault::LeftAlone => Weight::None,
            EngineFault::Slow | EngineFault::CutOff | EngineFault::Status(429 | 500..) => {
                Weight::Passing
            }
            fault if fault.is_about_the_texts() => Weight::Passing,
            _ => Weight::Lasting,
        }
    }

    /// Whether other texts might be answered: too many, too long, or with something in them that the engine does not take.
    pub(super) fn is_about_the_texts(self) -> bool {
        matches!(self, EngineFault::Status(400 | 413 | 422))
    }
}

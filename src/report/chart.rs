//! The picture.

/// Why there is no picture: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
    #[error("the picture could not be encoded: {0}")]
    Encoding(String),
}

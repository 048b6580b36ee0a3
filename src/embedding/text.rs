//! A text's name: short, and nothing of the text can be read from it.

use std::fmt;

/// The first half of a text's BLAKE3 hash; two texts of a municipality's never share one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextHash([u8; TextHash::LENGTH]);

impl TextHash {
    pub(super) const LENGTH: usize = 16;

    pub fn of(text: &str) -> Self {
        let mut half = [0; TextHash::LENGTH];
        half.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..TextHash::LENGTH]);
        TextHash(half)
    }

    pub(super) fn from_bytes(bytes: [u8; TextHash::LENGTH]) -> Self {
        TextHash(bytes)
    }

    pub(super) fn as_bytes(&self) -> &[u8; TextHash::LENGTH] {
        &self.0
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

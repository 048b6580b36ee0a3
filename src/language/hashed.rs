//! Tables whose keys are hashes already, so that nothing is hashed twice.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table by hash.
pub type Hashed<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// The hash of a text: FNV-1a, 64 bits, the same on every machine.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Takes a number for its own hash.
#[derive(Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

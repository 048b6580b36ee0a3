//! How vectors stand in a file, byte for byte.
//!
//! Header: the format's name (8 bytes), how many numbers a vector has (4, little-endian), the identity's hash (16), a checksum (8).
//! Record: the text's hash (16), the scale (4, a little-endian float), the bytes of the vector, a checksum (8).
//! Checksums are the beginnings of BLAKE3 hashes; a record's is keyed with the header's, so that it belongs to no other file.

use super::super::text::TextHash;
use super::super::vector::{MOST_NUMBERS, Vector};

const NAME: &[u8; 8] = b"ALEVEC01";
const CHECKSUM: usize = 8;

/// The form of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    dimension: usize,
    header: [u8; Layout::HEADER],
}

impl Layout {
    /// Bytes in front of the records.
    pub(super) const HEADER: usize = NAME.len() + size_of::<u32>() + TextHash::LENGTH + CHECKSUM;

    pub(super) fn new(dimension: usize, identity: &str) -> Self {
        let mut start = NAME.to_vec();
        start.extend((dimension as u32).to_le_bytes());
        start.extend(TextHash::of(identity).as_bytes());
        start.extend(checksum(&[&start]));
        let mut header = [0; Layout::HEADER];
        header.copy_from_slice(&start);
        Layout { dimension, header }
    }

    /// `None`: no file of this identity begins so.
    pub(super) fn read(content: &[u8], identity: &str) -> Option<Self> {
        let dimension =
            u32::from_le_bytes(content.get(NAME.len()..NAME.len() + 4)?.try_into().ok()?) as usize;
        let layout =
            (1..=MOST_NUMBERS).contains(&dimension).then(|| Layout::new(dimension, identity))?;
        content.starts_with(&layout.header).then_some(layout)
    }

    pub(super) fn header(&self) -> [u8; Layout::HEADER] {
        self.header
    }

    pub(super) fn dimension(&self) -> usize {
        self.dimension
    }

    /// Bytes of a record.
    pub(super) fn record(&self) -> usize {
        TextHash::LENGTH + size_of::<f32>() + self.dimension + CHECKSUM
    }

    pub(super) fn encode(&self, hash: TextHash, vector: &Vector) -> Vec<u8> {
        let mut record = Vec::with_capacity(self.record());
        record.extend(hash.as_bytes());
        record.extend(vector.scale().to_le_bytes());
        record.extend(vector.bytes().iter().map(|byte| byte.cast_unsigned()));
        record.extend(checksum(&[&self.header, &record]));
        record
    }

    /// `None`: it is damaged, or cut.
    pub(super) fn decode(&self, record: &[u8]) -> Option<(TextHash, Vector)> {
        if record.len() != self.record() {
            return None;
        }
        let (content, sum) = record.split_at(record.len() - CHECKSUM);
        let (hash, rest) = content.split_first_chunk::<{ TextHash::LENGTH }>()?;
        let (scale, bytes) = rest.split_first_chunk::<4>()?;
        if checksum(&[&self.header, content]) != sum {
            return None;
        }
        let bytes: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
        Some((TextHash::from_bytes(*hash), Vector::from_parts(&bytes, f32::from_le_bytes(*scale))?))
    }
}

fn checksum(parts: &[&[u8]]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM]);
    sum
}

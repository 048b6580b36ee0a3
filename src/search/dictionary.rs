//! Where each term of a field stands in its postings, by the term's hash: a query asks for dozens of terms in several fields, and tantivy's own
//! dictionary takes longer to ask than a rare term's postings take to read.
//!
//! Bytes, so that a file can be mapped and nothing is read that is not needed: how many terms there are (u32); by the first bits of a hash, and one
//! more, where the terms start whose hashes begin so (u32); the hashes, ascending (u64); for each how many documents have the term and how many bytes
//! its postings take (u32 each), and where they start (u64).

use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;

/// So many terms begin alike, on average.
const ALIKE: usize = 2;
const HASH: usize = 8;
const ENTRY: usize = 16;

/// Lays out the terms of a field, each with the hash of it.
pub(super) fn lay_out(mut terms: Vec<(u64, TermInfo)>) -> Vec<u8> {
    terms.sort_unstable_by_key(|(hash, _)| *hash);
    let bits = bits(terms.len());
    let mut bytes = (terms.len() as u32).to_le_bytes().to_vec();
    for first in 0..=1u64 << bits {
        let start = terms.partition_point(|(hash, _)| first_bits(*hash, bits) < first);
        bytes.extend((start as u32).to_le_bytes());
    }
    bytes.extend(terms.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
    for (_, info) in &terms {
        bytes.extend(info.doc_freq.to_le_bytes());
        bytes.extend((info.postings_range.len() as u32).to_le_bytes());
        bytes.extend((info.postings_range.start as u64).to_le_bytes());
    }
    bytes
}

/// So many bits of a hash choose where to look.
fn bits(terms: usize) -> u32 {
    (terms / ALIKE).max(1).ilog2()
}

fn first_bits(hash: u64, bits: u32) -> u64 {
    hash.checked_shr(u64::BITS - bits).unwrap_or_default()
}

/// The terms, as laid out.
pub(super) struct Dictionary {
    bytes: OwnedBytes,
    bits: u32,
    /// Where in `bytes` the hashes and what belongs to them start.
    hashes: usize,
    entries: usize,
}

impl Dictionary {
    /// `None` when the bytes cannot be the terms of a field.
    pub(super) fn new(bytes: OwnedBytes) -> Option<Self> {
        let terms = u32::from_le_bytes(*bytes.first_chunk()?) as usize;
        let bits = bits(terms);
        let hashes = 4 + 4 * ((1 << bits) + 1);
        let entries = hashes + HASH * terms;
        let is_whole = bytes.len() == entries + ENTRY * terms;
        is_whole.then_some(Dictionary { bytes, bits, hashes, entries })
    }

    pub(super) fn find(&self, hash: u64) -> Option<TermInfo> {
        let entry = self.entry(hash)?;
        let start = u64::from_le_bytes(*entry.last_chunk()?) as usize;
        let length = u32::from_le_bytes(*entry[4..].first_chunk()?) as usize;
        Some(TermInfo {
            doc_freq: u32::from_le_bytes(*entry.first_chunk()?),
            postings_range: start..start + length,
            positions_range: 0..0,
        })
    }

    /// How many documents have the term.
    pub(super) fn documents(&self, hash: u64) -> u32 {
        let documents = self.entry(hash).and_then(|entry| entry.first_chunk());
        documents.map_or(0, |documents| u32::from_le_bytes(*documents))
    }

    fn entry(&self, hash: u64) -> Option<&[u8; ENTRY]> {
        let starts = self.bytes.get(4..self.hashes)?.as_chunks::<4>().0;
        let first = first_bits(hash, self.bits) as usize;
        let [from, to] = starts.get(first..first + 2)?.first_chunk()?.map(u32::from_le_bytes);
        let hashes = self.bytes.get(self.hashes..self.entries)?.as_chunks::<HASH>().0;
        let alike = hashes.get(from as usize..to as usize)?;
        let place = alike.iter().position(|known| u64::from_le_bytes(*known) == hash)?;
        self.bytes.get(self.entries..)?.as_chunks::<ENTRY>().0.get(from as usize + place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(count: usize) -> Vec<(u64, TermInfo)> {
        let hash = |n: usize| (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let info = |n: usize| TermInfo {
            doc_freq: n as u32,
            postings_range: 3 * n..5 * n,
            positions_range: 0..0,
        };
        (0..count).map(|n| (hash(n), info(n))).collect()
    }

    #[test]
    fn every_term_is_found_and_no_other() {
        for count in [0, 1, 5, 8, 1_000] {
            let dictionary = Dictionary::new(OwnedBytes::new(lay_out(terms(count)))).unwrap();
            for (hash, info) in terms(count) {
                assert_eq!(dictionary.documents(hash), info.doc_freq, "{count}");
                assert_eq!(dictionary.find(hash), Some(info), "{count}");
                assert_eq!(dictionary.find(hash ^ 1), None, "{count}");
            }
            assert_eq!(dictionary.find(0), None, "{count}");
        }
    }

    #[test]
    fn no_other_bytes_are_taken_for_terms() {
        let bytes = lay_out(terms(20));
        let open = |bytes: &[u8]| Dictionary::new(OwnedBytes::new(bytes.to_vec())).is_some();
        assert!(open(&bytes));
        assert!(!open(&bytes[1..]) && !open(&bytes[..bytes.len() - 1]) && !open(&[]));
    }
}

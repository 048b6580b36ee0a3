//! The terms of each document, the other way round than postings: what a short list is scored with.
//!
//! Bytes, so that a file can be mapped and nothing is read that is not needed: for each document, and one more, where its row starts (u32), then the
//! rows. An entry (u32) is 24 bits of the term's hash and 8 bits of its impact, ascending within a row. Two terms of a row share a hash about once
//! in 25 000 rows, and then one of them counts for the other: nothing a ranking notices.

use tantivy::directory::OwnedBytes;

/// Hash of a term, spread over 64 bits (FNV-1a, whose high bits are good enough for short texts once multiplied).
pub(super) fn hash(kind: u8, term: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = term.iter().fold(step(0xcbf2_9ce4_8422_2325, &kind), step);
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What stands for a term in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u32);

impl Key {
    pub(super) fn of(hash: u64) -> Self {
        Key((hash >> 40) as u32)
    }
}

/// A posting on its way into a row; `impact` is 0 to 1.
pub(super) struct Posting {
    pub document: u32,
    pub key: Key,
    pub impact: f32,
}

/// Lays out the rows of all documents. `postings` is called twice with a sink and gives the same postings both times: counted first, they need no
/// memory beyond the result's.
pub(super) fn lay_out<E>(
    documents: usize,
    mut postings: impl FnMut(&mut dyn FnMut(Posting)) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut starts = vec![0u32; documents + 1];
    postings(&mut |posting| starts[posting.document as usize + 1] += 1)?;
    for document in 0..documents {
        starts[document + 1] += starts[document];
    }
    let mut entries = vec![0u32; starts[documents] as usize];
    let mut next = starts.clone();
    postings(&mut |posting| {
        let next = &mut next[posting.document as usize];
        entries[*next as usize] =
            posting.key.0 << 8 | (posting.impact * 255.0).round().clamp(1.0, 255.0) as u32;
        *next += 1;
    })?;
    for row in starts.windows(2) {
        entries[row[0] as usize..row[1] as usize].sort_unstable();
    }
    Ok(starts
        .into_iter()
        .chain(entries)
        .flat_map(u32::to_le_bytes)
        .collect())
}

/// The rows, as laid out.
pub(super) struct Forward {
    bytes: OwnedBytes,
    documents: usize,
}

impl Forward {
    /// None when the bytes cannot be the rows of so many documents.
    pub(super) fn new(bytes: OwnedBytes, documents: usize) -> Option<Self> {
        let forward = Forward { bytes, documents };
        let words = forward.words();
        let end = words
            .get(documents)
            .map(|&end| u32::from_le_bytes(end) as usize)?;
        (words.len() == documents + 1 + end).then_some(forward)
    }

    fn words(&self) -> &[[u8; 4]] {
        self.bytes.as_slice().as_chunks().0
    }

    pub(super) fn row(&self, document: u32) -> Row<'_> {
        let (starts, entries) = self.words().split_at(self.documents + 1);
        let at = |place: usize| {
            starts
                .get(place)
                .map_or(0, |&start| u32::from_le_bytes(start) as usize)
        };
        Row(entries
            .get(at(document as usize)..at(document as usize + 1))
            .unwrap_or_default())
    }
}

/// The terms of one document.
#[derive(Clone, Copy)]
pub(super) struct Row<'a>(&'a [[u8; 4]]);

impl Row<'_> {
    /// The term's impact on the document, 0 to 1; 0 when it has none.
    pub(super) fn impact(self, key: Key) -> f32 {
        let entry = |at: usize| self.0.get(at).map(|&entry| u32::from_le_bytes(entry));
        let sought = key.0 << 8;
        // Hashes are spread evenly, so the place is nearly known.
        let mut at = ((u64::from(key.0) * self.0.len() as u64) >> 24) as usize;
        while at > 0 && entry(at - 1).is_some_and(|entry| entry >= sought) {
            at -= 1;
        }
        while entry(at).is_some_and(|entry| entry < sought) {
            at += 1;
        }
        match entry(at) {
            Some(entry) if entry >> 8 == key.0 => (entry & 0xff) as f32 / 255.0,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_back_what_was_laid_out() {
        let postings = |sink: &mut dyn FnMut(Posting)| {
            for term in 0..500u32 {
                for document in
                    (0..20).filter(|document| term % (document + 1) == 0 && *document != 7)
                {
                    sink(Posting {
                        document,
                        key: Key::of(hash(0, &term.to_le_bytes())),
                        impact: (document as f32 + 1.0) / 20.0,
                    });
                }
            }
            Ok::<(), ()>(())
        };
        let bytes = lay_out(20, postings).unwrap();
        let forward = Forward::new(OwnedBytes::new(bytes.clone()), 20).unwrap();
        for term in 0..600u32 {
            for document in 0..20 {
                let stands = term < 500 && term % (document + 1) == 0 && document != 7;
                let impact = forward
                    .row(document)
                    .impact(Key::of(hash(0, &term.to_le_bytes())));
                let expected = if stands {
                    (document as f32 + 1.0) / 20.0
                } else {
                    0.0
                };
                assert!(
                    (impact - expected).abs() < 0.003,
                    "term {term} in {document}: {impact}"
                );
            }
        }
        assert!(Forward::new(OwnedBytes::new(bytes[..bytes.len() - 4].to_vec()), 20).is_none());
        assert!(Forward::new(OwnedBytes::new(bytes), 21).is_none());
        assert_eq!(forward.row(999).impact(Key::of(1)), 0.0);
    }
}

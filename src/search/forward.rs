//! The terms of each document, the other way round than postings: what a short list is scored with.
//!
//! Bytes, so that a file can be mapped and nothing is read that is not needed: for each document, and one more, where its row starts (u32); then the
//! keys of all rows (u16) and the impacts that belong to them (u8). A row is a hash table with linear probing, five eighths full, so that a look at it
//! costs one line of the processor's cache. Keys are short: once in some ten thousand looks a term is taken for another, which no ranking notices.

use tantivy::directory::OwnedBytes;

/// Hash of a term.
pub(super) fn hash(kind: u8, term: &[u8]) -> u64 {
    let mut hash = HashState::of(kind);
    hash.eat(term);
    hash.finish()
}

/// A hash that can go on: FNV-1a, spread evenly over all 64 bits by MurmurHash3's last step.
#[derive(Clone, Copy)]
pub(super) struct HashState(u64);

impl HashState {
    pub(super) fn of(kind: u8) -> Self {
        let mut state = HashState(0xcbf2_9ce4_8422_2325);
        state.eat(&[kind]);
        state
    }

    pub(super) fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(super) fn finish(self) -> u64 {
        let mut hash = self.0;
        for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
            hash = (hash ^ (hash >> 33)).wrapping_mul(factor);
        }
        hash ^ (hash >> 33)
    }
}

/// What stands for a term in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Where in a row of any length to look first, as a fraction of 2³².
    home: u32,
    /// Never 0: that is an empty place.
    mark: u16,
}

impl Key {
    pub(super) fn of(hash: u64) -> Self {
        Key { home: (hash >> 32) as u32, mark: (hash as u16).max(1) }
    }

    /// The place to look first in a row of so many.
    fn home(self, places: usize) -> usize {
        ((u64::from(self.home) * places as u64) >> 32) as usize
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
        let terms = starts[document + 1];
        starts[document + 1] = starts[document] + if terms > 0 { terms * 8 / 5 + 1 } else { 0 };
    }
    let places = starts[documents] as usize;
    let mut marks = vec![0u16; places];
    let mut impacts = vec![0u8; places];
    postings(&mut |posting| {
        let (from, to) = (
            starts[posting.document as usize] as usize,
            starts[posting.document as usize + 1] as usize,
        );
        let mut at = from + posting.key.home(to - from);
        while marks[at] != 0 {
            at = if at + 1 < to { at + 1 } else { from };
        }
        marks[at] = posting.key.mark;
        impacts[at] = (posting.impact * 255.0).round().clamp(1.0, 255.0) as u8;
    })?;
    let mut bytes = Vec::with_capacity(starts.len() * 4 + places * 3);
    bytes.extend(starts.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend(marks.into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(impacts);
    Ok(bytes)
}

/// The rows, as laid out.
pub(super) struct Forward {
    bytes: OwnedBytes,
    /// Where in `bytes` the keys and the impacts start.
    marks: usize,
    impacts: usize,
}

impl Forward {
    /// None when the bytes cannot be the rows of so many documents.
    pub(super) fn new(bytes: OwnedBytes, documents: usize) -> Option<Self> {
        let marks = (documents + 1) * 4;
        let places = bytes.get(marks - 4..marks)?.try_into().map(u32::from_le_bytes).ok()? as usize;
        let impacts = marks + places * 2;
        (bytes.len() == impacts + places).then_some(Forward { bytes, marks, impacts })
    }

    /// The row of a document; an empty one for a number that is no document's.
    pub(super) fn row(&self, document: u32) -> Row<'_> {
        let bytes = self.bytes.as_slice();
        let row = || {
            let starts = bytes.get(..self.marks)?.as_chunks().0;
            let from = u32::from_le_bytes(*starts.get(document as usize)?) as usize;
            let to = u32::from_le_bytes(*starts.get(document as usize + 1)?) as usize;
            let marks = bytes.get(self.marks + from * 2..self.marks + to * 2)?.as_chunks().0;
            Some(Row { marks, impacts: bytes.get(self.impacts + from..self.impacts + to)? })
        };
        row().unwrap_or(Row { marks: &[], impacts: &[] })
    }
}

/// The terms of one document.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    marks: &'a [[u8; 2]],
    impacts: &'a [u8],
}

impl Row<'_> {
    /// The term's impact on the document, 0 to 1; 0 when it has none.
    pub(super) fn impact(self, key: Key) -> f32 {
        let impact = self.place(key).and_then(|place| self.impacts.get(place));
        impact.map_or(0.0, |&impact| f32::from(impact) / 255.0)
    }

    /// Whether the document has the term.
    pub(super) fn has(self, key: Key) -> bool {
        self.place(key).is_some()
    }

    fn place(self, key: Key) -> Option<usize> {
        let sought = key.mark.to_le_bytes();
        let (before, after) = self.marks.split_at(key.home(self.marks.len()));
        for (part, start) in [(after, before.len()), (before, 0)] {
            if let Some(at) = part.iter().position(|&mark| mark == sought || mark == [0, 0]) {
                return (part.get(at) == Some(&sought)).then_some(start + at);
            }
        }
        None
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
        let mut mistaken = 0;
        for (term, document) in
            (0..600u32).flat_map(|term| (0..20).map(move |document| (term, document)))
        {
            let stands = term < 500 && term % (document + 1) == 0 && document != 7;
            let impact = forward.row(document).impact(Key::of(hash(0, &term.to_le_bytes())));
            let expected = if stands { (document as f32 + 1.0) / 20.0 } else { 0.0 };
            mistaken += usize::from((impact - expected).abs() > 0.003);
        }
        assert!(mistaken <= 3, "{mistaken} of 12000 terms taken for others");
        assert!(Forward::new(OwnedBytes::new(bytes[..bytes.len() - 3].to_vec()), 20).is_none());
        assert!(Forward::new(OwnedBytes::new(bytes), 21).is_none());
        assert_eq!(forward.row(999).impact(Key::of(1)), 0.0);
    }
}

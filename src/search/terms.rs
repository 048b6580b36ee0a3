//! The terms of one way of reading the documents, stems or n-grams: where they stand, how rare they are, how much they say of a document.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};

use super::forward::{Key, Posting, Row, hash};

/// BM25's saturation of repeated terms, and its weight of length. The first is below the usual 1.2, because an n-gram repeats in words that have
/// nothing to do with each other; both lie on a plateau (0.6 to 0.9, 0.5 to 0.75) of the Swedish retrieval sets.
const K1: f32 = 0.8;
const B: f32 = 0.75;

/// The keys of the tables are hashes already.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(0, bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Robertson and Spärck Jones' weight of a term that `having` of `all` rows have: greater than 0, and greater the fewer have it.
pub(super) fn idf(having: u32, all: u32) -> f32 {
    let (having, all) = (having.min(all) as f32, all as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// A field of the index with its dictionary.
struct Channel {
    postings: Arc<InvertedIndexReader>,
    /// Sets the channel's terms apart from the same letters in another.
    kind: u8,
    /// The whole dictionary by hash, for a query asks for dozens of terms; without it tantivy's own is asked.
    table: Option<HashMap<u64, TermInfo, BuildHasherDefault<Hashed>>>,
}

impl Channel {
    fn open(segment: &SegmentReader, field: Field, in_memory: bool) -> tantivy::Result<Self> {
        let mut channel = Channel {
            postings: segment.inverted_index(field)?,
            kind: field.field_id() as u8,
            table: None,
        };
        if in_memory {
            let mut table = HashMap::with_capacity_and_hasher(
                channel.postings.terms().num_terms(),
                BuildHasherDefault::default(),
            );
            channel.each_term(|hash, info| {
                table.insert(hash, info.clone());
                Ok(())
            })?;
            channel.table = Some(table);
        }
        Ok(channel)
    }

    fn each_term(&self, mut each: impl FnMut(u64, &TermInfo) -> io::Result<()>) -> io::Result<()> {
        let mut terms = self.postings.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            each(hash(self.kind, term), info)?;
        }
        Ok(())
    }

    fn find(&self, term: &str) -> io::Result<Place> {
        let hash = hash(self.kind, term.as_bytes());
        let info = match &self.table {
            Some(table) => table.get(&hash).cloned(),
            None => self.postings.terms().get(term.as_bytes())?,
        };
        Ok(Place { key: Key::of(hash), info })
    }

    fn each_posting(
        &self,
        info: &TermInfo,
        cursor: &mut Cursor,
        mut each: impl FnMut(u32, u32),
    ) -> io::Result<()> {
        let postings = match &mut cursor.0 {
            Some(postings) => {
                self.postings.reset_block_postings_from_terminfo(info, postings)?;
                postings
            }
            none => none.insert(
                self.postings
                    .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?,
            ),
        };
        while postings.block_len() > 0 {
            for (&document, &frequency) in postings.docs().iter().zip(postings.freqs()) {
                each(document, frequency);
            }
            postings.advance();
        }
        Ok(())
    }
}

/// Tantivy's buffers for a block of postings, to be used for one term after another: they take longer to make than a rare term takes to read.
#[derive(Default)]
pub(super) struct Cursor(Option<BlockSegmentPostings>);

/// Where a term stands: by its key in the rows of documents, and in the postings, unless it is in no document.
struct Place {
    key: Key,
    info: Option<TermInfo>,
}

/// A term of a query. `exact` is absent for a word that stands for another spelling, `folded` unless the message has no dots.
pub(super) struct Term {
    exact: Option<Place>,
    folded: Option<Place>,
    /// See [`idf`]; set once the term has been looked up in all segments.
    pub idf: f32,
    /// In how many of the segment's rows it stands.
    pub documents: u32,
    /// In how many rows of all segments it stands.
    pub having: u32,
}

impl Term {
    /// The term's impact on the document whose row it is, 0 to 1; 0 where it does not stand.
    pub(super) fn impact(&self, row: Row) -> f32 {
        let at = |place: &Option<Place>| match place {
            Some(Place { key, info: Some(_) }) => row.impact(*key),
            _ => 0.0,
        };
        at(&self.exact) + at(&self.folded)
    }
}

/// Stems or n-grams of one language: the field, what folding changes of it, and the rows' lengths.
pub(super) struct Terms {
    exact: Channel,
    folded: Option<Channel>,
    /// The number that tantivy gives to row 0.
    first: u32,
    /// How many rows have any of the terms.
    filled: u32,
    /// By row, tantivy's code of its length.
    lengths: Vec<u8>,
    /// By code of a length, what BM25 adds to the frequency of a term.
    damping: Vec<f32>,
}

impl Terms {
    /// `rows` are the tantivy documents that have the fields.
    pub(super) fn open(
        segment: &SegmentReader,
        exact: Field,
        folded: Option<Field>,
        rows: Range<u32>,
        in_memory: bool,
    ) -> tantivy::Result<Self> {
        let first = rows.start;
        let lengths = segment.get_fieldnorms_reader(exact)?;
        let lengths: Vec<u8> = rows.map(|document| lengths.fieldnorm_id(document)).collect();
        let exact = Channel::open(segment, exact, in_memory)?;
        let filled = lengths.iter().filter(|code| **code > 0).count() as u32;
        let mean = (exact.postings.total_num_tokens() as f32 / filled.max(1) as f32).max(1.0);
        let damping = (0..=u8::MAX)
            .map(|code| K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(code) as f32 / mean))
            .collect();
        let folded = folded.map(|field| Channel::open(segment, field, in_memory)).transpose()?;
        Ok(Terms { exact, folded, first, filled, lengths, damping })
    }

    pub(super) fn find(&self, exact: Option<&str>, folded: Option<&str>) -> io::Result<Term> {
        let exact = exact.map(|term| self.exact.find(term)).transpose()?;
        let folded = folded
            .zip(self.folded.as_ref())
            .map(|(term, channel)| channel.find(term))
            .transpose()?;
        let places = [&exact, &folded];
        let having = places
            .into_iter()
            .flatten()
            .filter_map(|place| place.info.as_ref())
            .map(|info| info.doc_freq)
            .sum::<u32>();
        Ok(Term { exact, folded, idf: 0.0, documents: having, having })
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u32 {
        self.lengths.len() as u32
    }

    pub(super) fn filled(&self) -> u32 {
        self.filled
    }

    /// By row, the summed weight of its different terms.
    pub(super) fn weights(&self) -> io::Result<Vec<f32>> {
        let mut weights = vec![0.0; self.lengths.len()];
        let mut cursor = Cursor::default();
        self.exact.each_term(|_, info| {
            let idf = idf(info.doc_freq, self.filled);
            self.exact.each_posting(info, &mut cursor, |document, _| {
                if let Some(weight) = weights.get_mut((document - self.first) as usize) {
                    *weight += idf;
                }
            })
        })?;
        Ok(weights)
    }

    fn impact(&self, row: u32, frequency: u32) -> f32 {
        let code = self.lengths.get(row as usize).copied().unwrap_or_default();
        let frequency = frequency as f32;
        frequency / (frequency + self.damping.get(usize::from(code)).copied().unwrap_or(K1))
    }

    /// Adds `weight` × the term's impact (0 to 1: BM25 without idf) to every document that has it.
    pub(super) fn add(
        &self,
        term: &Term,
        weight: f32,
        cursor: &mut Cursor,
        scores: &mut [f32],
    ) -> io::Result<()> {
        let exact = term.exact.as_ref().map(|place| (&self.exact, place));
        let folded = self.folded.as_ref().zip(term.folded.as_ref());
        for (channel, place) in exact.into_iter().chain(folded) {
            let Some(info) = &place.info else { continue };
            channel.each_posting(info, cursor, |document, frequency| {
                let row = document - self.first;
                if let Some(score) = scores.get_mut(row as usize) {
                    *score += weight * self.impact(row, frequency);
                }
            })?;
        }
        Ok(())
    }

    /// Every term of every document.
    pub(super) fn each(&self, sink: &mut dyn FnMut(Posting)) -> io::Result<()> {
        let mut cursor = Cursor::default();
        for channel in std::iter::once(&self.exact).chain(&self.folded) {
            channel.each_term(|hash, info| {
                let key = Key::of(hash);
                channel.each_posting(info, &mut cursor, |document, frequency| {
                    let row = document - self.first;
                    sink(Posting { document: row, key, impact: self.impact(row, frequency) })
                })
            })?;
        }
        Ok(())
    }
}

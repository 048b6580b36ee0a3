//! The terms of one way of reading the documents, stems or n-grams: where they stand, how rare they are, how much they say of a document.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};

use super::dictionary::{self, Dictionary};
use super::forward::{HashState, Key, Posting, Row, hash};
use super::schema::Files;

/// BM25's saturation of repeated terms, and its weight of length. The first is below the usual 1.2, because an n-gram repeats in words that have
/// nothing to do with each other; both lie on a plateau (0.6 to 0.9, 0.5 to 0.75) of the Swedish retrieval sets.
const K1: f32 = 0.8;
const B: f32 = 0.75;

/// Robertson and Spärck Jones' weight of a term that `having` of `all` rows have: greater than 0, and greater the fewer have it.
pub(super) fn idf(having: u32, all: u32) -> f32 {
    idf_of(having.min(all) as f32, all as f32)
}

/// The same of estimates.
pub(super) fn idf_of(having: f32, all: f32) -> f32 {
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// A field of the index with its dictionary.
struct Channel {
    postings: Arc<InvertedIndexReader>,
    /// Sets the channel's terms apart from the same letters in another.
    kind: u8,
    /// Without it nothing can be looked up; an index that is being built has none yet.
    dictionary: Option<Dictionary>,
}

impl Channel {
    fn open(
        segment: &SegmentReader,
        field: Field,
        files: Option<&Files<'_>>,
    ) -> tantivy::Result<Self> {
        Ok(Channel {
            postings: segment.inverted_index(field)?,
            kind: field.field_id() as u8,
            dictionary: files.map(|files| files.dictionary(field)).transpose()?,
        })
    }

    fn each_term(&self, mut each: impl FnMut(u64, &TermInfo) -> io::Result<()>) -> io::Result<()> {
        let mut terms = self.postings.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            each(hash(self.kind, term), info)?;
        }
        Ok(())
    }

    fn find(&self, term: &str) -> Place {
        let hash = hash(self.kind, term.as_bytes());
        Place {
            key: Key::of(hash),
            info: self.dictionary.as_ref().and_then(|dictionary| dictionary.find(hash)),
        }
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
    /// By which it is found in the rows of documents, where any has it.
    pub(super) fn keys(&self) -> Keys {
        let key = |place: &Option<Place>| match place {
            Some(Place { key, info: Some(_) }) => Some(*key),
            _ => None,
        };
        Keys { exact: key(&self.exact), folded: key(&self.folded) }
    }
}

/// The keys of a term as it is written and folded; absent where no document has it so.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    exact: Option<Key>,
    folded: Option<Key>,
}

impl Keys {
    /// The term's impact on the document whose row it is, 0 to 1; 0 where it does not stand.
    pub(super) fn impact(self, row: Row) -> f32 {
        let at = |key: Option<Key>| key.map_or(0.0, |key| row.impact(key));
        at(self.exact) + at(self.folded)
    }

    pub(super) fn stand_in(self, row: Row) -> bool {
        let stands = |key: Option<Key>| key.is_some_and(|key| row.has(key));
        stands(self.exact) || stands(self.folded)
    }
}

/// The hashes of all beginnings of a word, by their lengths in bytes: of hundreds of words that it may stand for each is the end alone to hash.
pub(super) struct Beginnings<'a>(Vec<(&'a Channel, Vec<HashState>)>);

impl Beginnings<'_> {
    /// In how many rows the word stands that begins with so many bytes of this one and goes on with these parts.
    pub(super) fn having(&self, bytes: usize, parts: [&str; 3]) -> u32 {
        let having = |(channel, states): &(&Channel, Vec<HashState>)| {
            let mut state = *states.get(bytes)?;
            parts.iter().for_each(|part| state.eat(part.as_bytes()));
            Some(channel.dictionary.as_ref()?.documents(state.finish()))
        };
        self.0.iter().filter_map(having).sum()
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
    damping: [f32; CODES],
    /// By code of a length, the impact of a term that stands there once, as most do.
    once: [f32; CODES],
}

/// So many codes of lengths there are.
const CODES: usize = 256;

impl Terms {
    /// `rows` are the tantivy documents that have the fields.
    pub(super) fn open(
        segment: &SegmentReader,
        exact: Field,
        folded: Option<Field>,
        rows: Range<u32>,
        files: Option<&Files<'_>>,
    ) -> tantivy::Result<Self> {
        let first = rows.start;
        let lengths = segment.get_fieldnorms_reader(exact)?;
        let lengths: Vec<u8> = rows.map(|document| lengths.fieldnorm_id(document)).collect();
        let exact = Channel::open(segment, exact, files)?;
        let filled = lengths.iter().filter(|code| **code > 0).count() as u32;
        let mean = (exact.postings.total_num_tokens() as f32 / filled.max(1) as f32).max(1.0);
        let mut damping = [0.0; CODES];
        for (code, damping) in (0..=u8::MAX).zip(&mut damping) {
            *damping = K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(code) as f32 / mean);
        }
        let once = damping.map(|damping| 1.0 / (1.0 + damping));
        let folded = folded.map(|field| Channel::open(segment, field, files)).transpose()?;
        Ok(Terms { exact, folded, first, filled, lengths, damping, once })
    }

    pub(super) fn find(&self, exact: Option<&str>, folded: Option<&str>) -> Term {
        let exact = exact.map(|term| self.exact.find(term));
        let folded = folded.zip(self.folded.as_ref()).map(|(term, channel)| channel.find(term));
        let places = [&exact, &folded];
        let having = places
            .into_iter()
            .flatten()
            .filter_map(|place| place.info.as_ref())
            .map(|info| info.doc_freq)
            .sum::<u32>();
        Term { exact, folded, idf: 0.0, documents: having, having }
    }

    /// To look up many words that begin as this one does; folded ones too for a message without dots.
    pub(super) fn beginning_as(&self, word: &str, without_dots: bool) -> Beginnings<'_> {
        let folded = self.folded.iter().filter(|_| without_dots);
        let beginnings = |channel: &Channel| {
            let mut state = HashState::of(channel.kind);
            let mut states = vec![state];
            states.extend(word.as_bytes().iter().map(|byte| {
                state.eat(&[*byte]);
                state
            }));
            states
        };
        let channels = std::iter::once(&self.exact).chain(folded);
        Beginnings(channels.map(|channel| (channel, beginnings(channel))).collect())
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u32 {
        self.lengths.len() as u32
    }

    pub(super) fn filled(&self) -> u32 {
        self.filled
    }

    /// The dictionaries of its fields, laid out.
    pub(super) fn dictionaries(&self) -> io::Result<Vec<(Field, Vec<u8>)>> {
        let laid_out = |channel: &Channel| {
            let mut terms = Vec::with_capacity(channel.postings.terms().num_terms());
            channel.each_term(|hash, info| {
                terms.push((hash, info.clone()));
                Ok(())
            })?;
            Ok((Field::from_field_id(channel.kind.into()), dictionary::lay_out(terms)))
        };
        std::iter::once(&self.exact).chain(&self.folded).map(laid_out).collect()
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
        if frequency == 1 {
            return self.once[usize::from(code)];
        }
        let frequency = frequency as f32;
        frequency / (frequency + self.damping[usize::from(code)])
    }

    /// Gives `add` `weight` × the term's impact (0 to 1: BM25 without idf) for every row that has it.
    pub(super) fn each_share(
        &self,
        term: &Term,
        weight: f32,
        cursor: &mut Cursor,
        mut add: impl FnMut(u32, f32),
    ) -> io::Result<()> {
        let exact = term.exact.as_ref().map(|place| (&self.exact, place));
        let folded = self.folded.as_ref().zip(term.folded.as_ref());
        for (channel, place) in exact.into_iter().chain(folded) {
            let Some(info) = &place.info else { continue };
            channel.each_posting(info, cursor, |document, frequency| {
                let row = document - self.first;
                add(row, weight * self.impact(row, frequency));
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

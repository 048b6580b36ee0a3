//! Scoring: BM25 over stems and over in-word n-grams, weighed together.
//!
//! Both are summed term by term into one array over all documents, straight from tantivy's postings (the classic term-at-a-time order): a query has
//! few words but dozens of n-grams, and for those a flat sum is many times cheaper than a union of dozens of cursors.
//! BM25 as in Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::grams_of;
use super::query::{Reading, Word};

/// BM25's saturation of repeated terms, and its weight of length. The first is below the usual 1.2, because an n-gram repeats in words that have
/// nothing to do with each other; both lie on a plateau (0.6 to 0.9, 0.5 to 0.75) of the Swedish retrieval sets.
const K1: f32 = 0.8;
const B: f32 = 0.75;

/// The share of the stems in a score; the rest are the n-grams'. Flat from 0.2 to 0.4 on the Swedish retrieval sets.
const STEMS: f32 = 0.3;

/// So many n-grams of a query are scored, the rarest first.
const MOST_GRAMS: usize = 400;

/// A word counts as found in part when at least this share of its n-grams, by weight, is.
const PART: f32 = 0.5;

/// One field, ready to be scored.
struct Channel {
    postings: Arc<InvertedIndexReader>,
}

impl Channel {
    fn open(segment: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        Ok(Channel {
            postings: segment.inverted_index(field)?,
        })
    }

    fn find(&self, term: &str) -> io::Result<Option<TermInfo>> {
        self.postings.terms().get(term.as_bytes())
    }

    fn block_postings(&self, info: &TermInfo) -> io::Result<BlockSegmentPostings> {
        self.postings
            .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
    }
}

/// The stems or the n-grams of one language: the field, what folding changes of it, and the documents' lengths.
struct Terms {
    exact: Channel,
    folded: Option<Channel>,
    lengths: FieldNormReader,
    /// By tantivy's code of a length: what BM25 adds to the term's frequency.
    damping: Vec<f32>,
    documents: f32,
}

/// A term of a query where it stands in the index.
struct Lookup {
    exact: Option<TermInfo>,
    folded: Option<TermInfo>,
    idf: f32,
}

impl Terms {
    fn open(segment: &SegmentReader, exact: Field, folded: Option<Field>) -> tantivy::Result<Self> {
        let lengths = segment.get_fieldnorms_reader(exact)?;
        let exact = Channel::open(segment, exact)?;
        let documents = segment.max_doc().max(1) as f32;
        let mean = (exact.postings.total_num_tokens() as f32 / documents).max(1.0);
        let damping = (0..=u8::MAX)
            .map(|code| K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(code) as f32 / mean))
            .collect();
        let folded = folded
            .map(|field| Channel::open(segment, field))
            .transpose()?;
        Ok(Terms {
            exact,
            folded,
            lengths,
            damping,
            documents,
        })
    }

    fn find(&self, exact: Option<&str>, folded: Option<&str>) -> io::Result<Lookup> {
        let exact = exact.map_or(Ok(None), |term| self.exact.find(term))?;
        let folded = match (folded, &self.folded) {
            (Some(term), Some(channel)) => channel.find(term)?,
            _ => None,
        };
        let having = [&exact, &folded]
            .into_iter()
            .flatten()
            .map(|info| info.doc_freq as f32)
            .sum::<f32>()
            .min(self.documents);
        Ok(Lookup {
            exact,
            folded,
            idf: (1.0 + (self.documents - having + 0.5) / (having + 0.5)).ln(),
        })
    }

    /// Each place where the term stands: the channel and what the dictionary says.
    fn places<'a>(
        &'a self,
        lookup: &'a Lookup,
    ) -> impl Iterator<Item = (&'a Channel, &'a TermInfo)> {
        let exact = lookup.exact.as_ref().map(|info| (&self.exact, info));
        exact
            .into_iter()
            .chain(self.folded.as_ref().zip(lookup.folded.as_ref()))
    }

    /// Adds `weight` × BM25 of the term to every document that has it.
    fn add(&self, lookup: &Lookup, weight: f32, scores: &mut [f32]) -> io::Result<()> {
        let weight = weight * lookup.idf;
        for (channel, info) in self.places(lookup) {
            let mut postings = channel.block_postings(info)?;
            while postings.block_len() > 0 {
                for (&document, &frequency) in postings.docs().iter().zip(postings.freqs()) {
                    let Some(score) = scores.get_mut(document as usize) else {
                        continue;
                    };
                    let frequency = frequency as f32;
                    *score += weight * frequency
                        / (frequency + self.damping[self.lengths.fieldnorm_id(document) as usize]);
                }
                postings.advance();
            }
        }
        Ok(())
    }

    /// For each of `documents` (ascending), whether the term stands in it.
    fn stands_in(&self, lookup: &Lookup, documents: &[u32], found: &mut [bool]) -> io::Result<()> {
        found.fill(false);
        for (channel, info) in self.places(lookup) {
            let mut postings = channel.block_postings(info)?;
            for (&document, found) in documents.iter().zip(found.iter_mut()) {
                let at = postings.seek(document);
                *found |= postings.doc(at) == document;
            }
        }
        Ok(())
    }
}

/// Everything that ranks one language's texts.
pub(super) struct Ranking {
    stems: Terms,
    grams: Terms,
}

/// A query's words, looked up.
pub(super) struct Prepared {
    words: Vec<PreparedWord>,
    grams: Vec<Lookup>,
}

struct PreparedWord {
    stem: Lookup,
    /// Places in [`Prepared::grams`].
    grams: Vec<usize>,
}

pub(super) struct RankingFields {
    pub stems: Field,
    pub grams: Field,
    pub folded: Option<(Field, Field)>,
}

impl Ranking {
    pub(super) fn open(segment: &SegmentReader, fields: RankingFields) -> tantivy::Result<Self> {
        Ok(Ranking {
            stems: Terms::open(segment, fields.stems, fields.folded.map(|(stems, _)| stems))?,
            grams: Terms::open(segment, fields.grams, fields.folded.map(|(_, grams)| grams))?,
        })
    }

    pub(super) fn prepare(&self, reading: &Reading) -> io::Result<Prepared> {
        let mut prepared = Prepared {
            words: Vec::new(),
            grams: Vec::new(),
        };
        let mut places = std::collections::HashMap::new();
        let mut stems = HashSet::new();
        for word in &reading.words {
            let (stem, surface, exact) = self.spelling(word)?;
            if !stems.insert(stem.to_owned()) {
                continue;
            }
            let folded = reading.without_dots.then_some(stem);
            let stem = self.stems.find(exact.then_some(stem), folded)?;
            let mut grams = Vec::new();
            for gram in grams_of(surface) {
                let place = match places.get(&gram) {
                    Some(&place) => place,
                    None if prepared.grams.len() >= MOST_GRAMS => continue,
                    None => {
                        let folded = reading.without_dots.then_some(gram.as_str());
                        prepared.grams.push(self.grams.find(Some(&gram), folded)?);
                        places.insert(gram, prepared.grams.len() - 1);
                        prepared.grams.len() - 1
                    }
                };
                grams.push(place);
            }
            prepared.words.push(PreparedWord { stem, grams });
        }
        Ok(prepared)
    }

    /// Of a word and the same with aa, ae and oe undone, the one of which the index knows more n-grams: stem, spelling, whether as written.
    fn spelling<'a>(&self, word: &'a Word) -> io::Result<(&'a str, &'a str, bool)> {
        let Some(undone) = &word.undone else {
            return Ok((&word.stem, &word.surface, true));
        };
        let known = |surface: &str| -> io::Result<f32> {
            let (mut known, mut all) = (0.0, 0.0);
            for gram in grams_of(surface) {
                let lookup = self.grams.find(Some(&gram), Some(&gram))?;
                known += f32::from(u8::from(lookup.exact.is_some() || lookup.folded.is_some()));
                all += 1.0;
            }
            Ok(known / all)
        };
        if known(&undone.surface)? > known(&word.surface)? {
            Ok((&undone.stem, &undone.surface, false))
        } else {
            Ok((&word.stem, &word.surface, true))
        }
    }

    /// Adds `weight` × the query's score to every document. A score is a share of what a document made for the query could reach, so that scores of
    /// two languages can be added.
    pub(super) fn score(
        &self,
        query: &Prepared,
        weight: f32,
        scores: &mut [f32],
    ) -> io::Result<()> {
        let all = |terms: &mut dyn Iterator<Item = &Lookup>| {
            terms
                .map(|lookup| lookup.idf)
                .sum::<f32>()
                .max(f32::MIN_POSITIVE)
        };
        let stems = weight * STEMS / all(&mut query.words.iter().map(|word| &word.stem));
        let grams = weight * (1.0 - STEMS) / all(&mut query.grams.iter());
        for word in &query.words {
            self.stems.add(&word.stem, stems, scores)?;
        }
        for gram in &query.grams {
            self.grams.add(gram, grams, scores)?;
        }
        Ok(())
    }

    /// For each of `documents` (ascending), the share of the query's words, by weight, that it has: a word wholly when it has its stem, in part when
    /// it has most of its n-grams.
    pub(super) fn coverage(&self, query: &Prepared, documents: &[u32]) -> io::Result<Vec<f32>> {
        let mut stands = vec![false; documents.len()];
        let mut gram_stands = vec![false; documents.len() * query.grams.len()];
        for (gram, found) in query
            .grams
            .iter()
            .zip(gram_stands.chunks_exact_mut(documents.len().max(1)))
        {
            self.grams.stands_in(gram, documents, found)?;
        }
        let mut covered = vec![0.0; documents.len()];
        let mut all = 0.0;
        for word in &query.words {
            all += word.stem.idf;
            self.stems.stands_in(&word.stem, documents, &mut stands)?;
            let weight: f32 = word.grams.iter().map(|&gram| query.grams[gram].idf).sum();
            for (place, covered) in covered.iter_mut().enumerate() {
                let found = word
                    .grams
                    .iter()
                    .filter(|&&gram| gram_stands[gram * documents.len() + place]);
                let part = found.map(|&gram| query.grams[gram].idf).sum::<f32>()
                    / weight.max(f32::MIN_POSITIVE);
                *covered += word.stem.idf
                    * if stands[place] {
                        1.0
                    } else if part >= PART {
                        part
                    } else {
                        0.0
                    };
            }
        }
        Ok(covered
            .into_iter()
            .map(|covered: f32| {
                if all > 0.0 {
                    (covered / all).min(1.0)
                } else {
                    0.0
                }
            })
            .collect())
    }
}

//! Scoring: BM25 over stems and over in-word n-grams, weighed together (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009).
//!
//! A query has a handful of stems but dozens of n-grams, and most of those say little: so the rarest terms are summed into one array over all
//! documents, straight from the postings, until a budget is spent; what leads then is scored in full from the documents' own rows. (The "quit"
//! strategy of Moffat & Zobel, "Self-indexing inverted files", 1996.) In a small index the budget covers all terms, and the first sum is the score.

use std::io;

use tantivy::index::SegmentReader;
use tantivy::schema::Field;

use super::analysis::Grams;
use super::forward::{self, Forward};
use super::query::{Reading, Word};
use super::terms::{Cursor, Term, Terms};

/// The share of the stems in a score; the rest are the n-grams'. Flat from 0.2 to 0.4 on the Swedish retrieval sets.
const STEMS: f32 = 0.3;

/// So many n-grams of a query are looked at, in the order of its words.
const MOST_GRAMS: usize = 600;

/// An n-gram in more than half of the documents, and in more than so many, says nothing and is not scored.
const COMMON: u32 = 500;

/// A word counts as found in part when at least this share of its n-grams, by weight, is.
const PART: f32 = 0.5;

/// The fields of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct RankingFields {
    pub stems: Field,
    pub grams: Field,
    /// What folding changes of the stems and of the n-grams.
    pub folded: Option<(Field, Field)>,
}

/// Everything that ranks one language's texts.
pub(super) struct Ranking {
    stems: Terms,
    grams: Terms,
    forward: Forward,
}

/// A query's words, looked up.
pub(super) struct Prepared {
    words: Vec<PreparedWord>,
    grams: Vec<Term>,
    /// What is scored, the rarest first.
    order: Vec<Scored>,
}

struct PreparedWord {
    stem: Term,
    /// Places in [`Prepared::grams`].
    grams: Vec<usize>,
}

/// A term and the most it can add to a score.
struct Scored {
    term: Place,
    documents: u32,
    weight: f32,
}

#[derive(Clone, Copy)]
enum Place {
    /// In [`Prepared::words`].
    Stem(usize),
    /// In [`Prepared::grams`].
    Gram(usize),
}

impl Prepared {
    fn term(&self, place: Place) -> Option<&Term> {
        match place {
            Place::Stem(at) => self.words.get(at).map(|word| &word.stem),
            Place::Gram(at) => self.grams.get(at),
        }
    }

    /// The terms that are left when the first `done` have been scored.
    fn rest(&self, done: usize) -> &[Scored] {
        self.order.get(done..).unwrap_or_default()
    }

    /// What those terms can add to a score at most.
    pub(super) fn rest_at_most(&self, done: usize) -> f32 {
        self.rest(done).iter().map(|scored| scored.weight).sum()
    }
}

/// The rows of all documents in one language, for [`Ranking::open`].
pub(super) fn rows(segment: &SegmentReader, fields: RankingFields) -> tantivy::Result<Vec<u8>> {
    let (stems, grams) = terms(segment, fields, false)?;
    let postings = |sink: &mut dyn FnMut(forward::Posting)| stems.each(sink).and_then(|()| grams.each(sink));
    Ok(forward::lay_out(segment.max_doc() as usize, postings)?)
}

fn terms(segment: &SegmentReader, fields: RankingFields, in_memory: bool) -> tantivy::Result<(Terms, Terms)> {
    let stems = Terms::open(segment, fields.stems, fields.folded.map(|(stems, _)| stems), in_memory)?;
    let grams = Terms::open(segment, fields.grams, fields.folded.map(|(_, grams)| grams), in_memory)?;
    Ok((stems, grams))
}

impl Ranking {
    pub(super) fn open(segment: &SegmentReader, fields: RankingFields, forward: Forward) -> tantivy::Result<Self> {
        let (stems, grams) = terms(segment, fields, true)?;
        Ok(Ranking { stems, grams, forward })
    }

    /// Looks the words up. `weight` is that of this language in the score.
    pub(super) fn prepare(&self, reading: &Reading, weight: f32) -> io::Result<Prepared> {
        let mut prepared = Prepared { words: Vec::with_capacity(reading.words.len()), grams: Vec::new(), order: Vec::new() };
        let letters = reading.words.iter().map(|word| word.surface.len()).sum::<usize>().min(MOST_GRAMS);
        let mut hashes: Vec<u64> = Vec::with_capacity(letters);
        prepared.grams.reserve(letters);
        let mut stems: Vec<&str> = Vec::with_capacity(reading.words.len());
        for word in &reading.words {
            let (stem, surface, as_written) = self.spelling(word)?;
            if stems.contains(&stem) {
                continue;
            }
            stems.push(stem);
            let grams = Grams::of(surface);
            let mut places = Vec::with_capacity(surface.len());
            for gram in grams.iter() {
                let hash = forward::hash(0, gram.as_bytes());
                match hashes.iter().position(|&known| known == hash) {
                    Some(place) => places.push(place),
                    None if hashes.len() >= MOST_GRAMS => {}
                    None => {
                        places.push(hashes.len());
                        hashes.push(hash);
                        prepared.grams.push(self.grams.find(Some(gram), reading.without_dots.then_some(gram))?);
                    }
                }
            }
            let stem = self.stems.find(as_written.then_some(stem), reading.without_dots.then_some(stem))?;
            prepared.words.push(PreparedWord { stem, grams: places });
        }
        prepared.order = self.order(&prepared, weight);
        Ok(prepared)
    }

    fn order(&self, query: &Prepared, weight: f32) -> Vec<Scored> {
        // A score is the share of what a document made for the query could reach, so that scores of two languages can be added.
        let share = |share: f32, all: f32| if all > 0.0 { weight * share / all } else { 0.0 };
        let stem_weight = share(STEMS, query.words.iter().map(|word| word.stem.idf).sum());
        let gram_weight = share(1.0 - STEMS, query.grams.iter().map(|gram| gram.idf).sum());
        let common = COMMON.max(self.grams.documents() / 2);
        let stems = query.words.iter().enumerate().map(|(at, word)| (Place::Stem(at), &word.stem, stem_weight));
        let grams = query.grams.iter().enumerate().map(|(at, gram)| (Place::Gram(at), gram, gram_weight));
        let telling = grams.filter(|(_, gram, _)| gram.documents <= common);
        let found = stems.chain(telling).filter(|(_, term, _)| term.documents > 0);
        let mut order: Vec<Scored> =
            found.map(|(place, term, weight)| Scored { term: place, documents: term.documents, weight: weight * term.idf }).collect();
        order.sort_unstable_by_key(|scored| scored.documents);
        order
    }

    /// Of a word and the same with aa, ae and oe undone, the one of which the index knows more n-grams: stem, spelling, whether as written.
    fn spelling<'a>(&self, word: &'a Word) -> io::Result<(&'a str, &'a str, bool)> {
        let written = (word.stem.as_str(), word.surface.as_str(), true);
        let Some(undone) = &word.undone else {
            return Ok(written);
        };
        let known = |surface: &str| -> io::Result<f32> {
            let grams = Grams::of(surface);
            let mut known = 0.0;
            for gram in grams.iter() {
                known += if self.grams.find(Some(gram), Some(gram))?.documents > 0 { 1.0 } else { 0.0 };
            }
            Ok(known / grams.iter().count().max(1) as f32)
        };
        let undone_is_known = known(&undone.surface)? > known(&word.surface)?;
        Ok(if undone_is_known { (&undone.stem, &undone.surface, false) } else { written })
    }

    /// Adds the scores of the query's terms, the rarest first, until `budget` postings are read. Gives how many terms were.
    pub(super) fn gather(&self, query: &Prepared, budget: u32, scores: &mut [f32]) -> io::Result<usize> {
        let (mut stem_cursor, mut gram_cursor) = (Cursor::default(), Cursor::default());
        let mut left = budget;
        for (done, scored) in query.order.iter().enumerate() {
            if scored.documents > left && done > 0 {
                return Ok(done);
            }
            left = left.saturating_sub(scored.documents);
            let Some(term) = query.term(scored.term) else {
                continue;
            };
            match scored.term {
                Place::Stem(_) => self.stems.add(term, scored.weight, &mut stem_cursor, scores)?,
                Place::Gram(_) => self.grams.add(term, scored.weight, &mut gram_cursor, scores)?,
            }
        }
        Ok(query.order.len())
    }

    /// What the terms after the first `done` add to the score of one document.
    pub(super) fn rest(&self, query: &Prepared, done: usize, document: u32) -> f32 {
        let row = self.forward.row(document);
        query.rest(done).iter().filter_map(|scored| Some(scored.weight * query.term(scored.term)?.impact(row))).sum()
    }

    /// The share of the query's words, by weight, that a document has: a word wholly when it has its stem, in part when it has most of its n-grams.
    pub(super) fn coverage(&self, query: &Prepared, document: u32) -> f32 {
        let row = self.forward.row(document);
        let stands = |term: &Term| term.impact(row) > 0.0;
        let (mut covered, mut all) = (0.0, 0.0);
        for word in &query.words {
            all += word.stem.idf;
            if stands(&word.stem) {
                covered += word.stem.idf;
                continue;
            }
            let (mut found, mut weight) = (0.0, 0.0);
            for gram in word.grams.iter().filter_map(|&place| query.grams.get(place)) {
                weight += gram.idf;
                found += if stands(gram) { gram.idf } else { 0.0 };
            }
            if weight > 0.0 && found / weight >= PART {
                covered += word.stem.idf * found / weight;
            }
        }
        if all > 0.0 { (covered / all).min(1.0) } else { 0.0 }
    }
}

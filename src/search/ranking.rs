//! Scoring: BM25 over stems and over in-word n-grams, weighed together (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009).
//!
//! A query has a handful of stems but dozens of n-grams, and most of those say little: so the rarest terms are summed into one array over all
//! documents, straight from the postings, until a budget is spent; what leads then is scored in full from the documents' own rows. (The "quit"
//! strategy of Moffat & Zobel, "Self-indexing inverted files", 1996.) In a small index the budget covers all terms, and the first sum is the score.

use std::collections::HashMap;
use std::io;

use tantivy::index::SegmentReader;
use tantivy::schema::Field;

use super::analysis::Grams;
use super::forward::{self, Forward};
use super::query::{Reading, Word};
use super::terms::{Term, Terms};

/// The share of the stems in a score; the rest are the n-grams'. Flat from 0.2 to 0.4 on the Swedish retrieval sets.
const STEMS: f32 = 0.3;

/// So many n-grams of a query are looked at, in the order of its words.
const MOST_GRAMS: usize = 600;

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
    stem_weight: f32,
    gram_weight: f32,
}

struct PreparedWord {
    stem: Term,
    /// Places in [`Prepared::grams`].
    grams: Vec<usize>,
}

/// The rows of all documents in one language, for [`Ranking::open`].
pub(super) fn rows(segment: &SegmentReader, fields: RankingFields) -> tantivy::Result<Vec<u8>> {
    let (stems, grams) = terms(segment, fields, false)?;
    let postings =
        |sink: &mut dyn FnMut(forward::Posting)| stems.each(sink).and_then(|()| grams.each(sink));
    Ok(forward::lay_out(segment.max_doc() as usize, postings)?)
}

fn terms(
    segment: &SegmentReader,
    fields: RankingFields,
    in_memory: bool,
) -> tantivy::Result<(Terms, Terms)> {
    let stems = Terms::open(
        segment,
        fields.stems,
        fields.folded.map(|(stems, _)| stems),
        false,
    )?;
    let grams = Terms::open(
        segment,
        fields.grams,
        fields.folded.map(|(_, grams)| grams),
        in_memory,
    )?;
    Ok((stems, grams))
}

impl Ranking {
    pub(super) fn open(
        segment: &SegmentReader,
        fields: RankingFields,
        forward: Forward,
    ) -> tantivy::Result<Self> {
        let (stems, grams) = terms(segment, fields, true)?;
        Ok(Ranking {
            stems,
            grams,
            forward,
        })
    }

    /// Looks the words up. `weight` is that of this language in the score.
    pub(super) fn prepare(&self, reading: &Reading, weight: f32) -> io::Result<Prepared> {
        let mut grams: Vec<Term> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut words: Vec<PreparedWord> = Vec::with_capacity(reading.words.len());
        let mut stems: Vec<&str> = Vec::with_capacity(reading.words.len());
        for word in &reading.words {
            let (stem, surface, as_written) = self.spelling(word)?;
            if stems.contains(&stem) {
                continue;
            }
            stems.push(stem);
            let mut own = Vec::new();
            for gram in Grams::of(surface).iter() {
                let place = match places.get(gram) {
                    Some(&place) => place,
                    None if grams.len() >= MOST_GRAMS => continue,
                    None => {
                        grams.push(
                            self.grams
                                .find(Some(gram), reading.without_dots.then_some(gram))?,
                        );
                        places.insert(gram.to_owned(), grams.len() - 1);
                        grams.len() - 1
                    }
                };
                own.push(place);
            }
            let stem = self.stems.find(
                as_written.then_some(stem),
                reading.without_dots.then_some(stem),
            )?;
            words.push(PreparedWord { stem, grams: own });
        }
        // A score is the share of what a document made for the query could reach, so that scores of two languages can be added.
        let share = |share: f32, all: f32| if all > 0.0 { weight * share / all } else { 0.0 };
        let stem_weight = share(STEMS, words.iter().map(|word| word.stem.idf).sum());
        let gram_weight = share(1.0 - STEMS, grams.iter().map(|gram| gram.idf).sum());
        Ok(Prepared {
            words,
            grams,
            stem_weight,
            gram_weight,
        })
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
                known += if self.grams.find(Some(gram), Some(gram))?.documents > 0 {
                    1.0
                } else {
                    0.0
                };
            }
            Ok(known / grams.iter().count().max(1) as f32)
        };
        let undone_is_known = known(&undone.surface)? > known(&word.surface)?;
        Ok(if undone_is_known {
            (&undone.stem, &undone.surface, false)
        } else {
            written
        })
    }

    /// Adds the scores of the query's terms, the rarest first, until `budget` postings are read. Whether all terms were.
    pub(super) fn gather(
        &self,
        query: &Prepared,
        budget: u32,
        scores: &mut [f32],
    ) -> io::Result<bool> {
        let stems = query
            .words
            .iter()
            .map(|word| (&self.stems, &word.stem, query.stem_weight));
        let grams = query
            .grams
            .iter()
            .map(|gram| (&self.grams, gram, query.gram_weight));
        let mut terms: Vec<(&Terms, &Term, f32)> = stems.chain(grams).collect();
        terms.sort_unstable_by_key(|(_, term, _)| term.documents);
        let mut left = budget;
        for (terms, term, weight) in terms {
            if term.documents > left && left < budget {
                return Ok(false);
            }
            terms.add(term, weight * term.idf, scores)?;
            left = left.saturating_sub(term.documents);
        }
        Ok(true)
    }

    /// The full score of one document.
    pub(super) fn score(&self, query: &Prepared, document: u32) -> f32 {
        let row = self.forward.row(document);
        let impact = |term: &Term| term.idf * term.keys().map(|key| row.impact(key)).sum::<f32>();
        let stems: f32 = query.words.iter().map(|word| impact(&word.stem)).sum();
        let grams: f32 = query.grams.iter().map(impact).sum();
        query.stem_weight * stems + query.gram_weight * grams
    }

    /// The share of the query's words, by weight, that a document has: a word wholly when it has its stem, in part when it has most of its n-grams.
    pub(super) fn coverage(&self, query: &Prepared, document: u32) -> f32 {
        let row = self.forward.row(document);
        let stands = |term: &Term| term.keys().any(|key| row.impact(key) > 0.0);
        let (mut covered, mut all) = (0.0, 0.0);
        for word in &query.words {
            all += word.stem.idf;
            if stands(&word.stem) {
                covered += word.stem.idf;
                continue;
            }
            let (mut found, mut weight) = (0.0, 0.0);
            for gram in word
                .grams
                .iter()
                .filter_map(|&place| query.grams.get(place))
            {
                weight += gram.idf;
                found += if stands(gram) { gram.idf } else { 0.0 };
            }
            if weight > 0.0 && found / weight >= PART {
                covered += word.stem.idf * found / weight;
            }
        }
        if all > 0.0 {
            (covered / all).min(1.0)
        } else {
            0.0
        }
    }
}

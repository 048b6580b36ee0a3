//! Scoring: BM25 over stems and over in-word n-grams, weighed together (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009).
//!
//! A query has a handful of stems but dozens of n-grams, and most of those say little: so the rarest terms are summed into one array over all
//! documents, straight from the postings, until a budget is spent; what leads then is scored in full from the documents' own rows. (The "quit"
//! strategy of Moffat & Zobel, "Self-indexing inverted files", 1996.) In a small index the budget covers all terms, and the first sum is the score.

use std::io;
use std::ops::Range;

use tantivy::index::SegmentReader;
use tantivy::schema::Field;

use super::analysis::Grams;
use super::forward::{self, Forward};
use super::presence::Presence;
use super::query::{Reading, SYNONYM};
use super::schema::Files;
use super::terms::{Beginnings, Cursor, Keys, Term, Terms, idf, idf_of};
use super::word_grams::WordGrams;

/// The share of the stems in a score; the rest are the n-grams'. Flat from 0.2 to 0.4 on the Swedish retrieval sets.
const STEMS: f32 = 0.3;

/// An n-gram in more than half of the documents, and in more than so many, says nothing and is not scored.
const COMMON: u32 = 500;

/// How much of a word a text with a synonym of it has.
const SYNONYM_COVERS: f32 = 0.8;

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
    /// Those of the n-grams that stand in any document, by place.
    standing: Vec<(usize, Keys)>,
    /// What is scored, the rarest first.
    order: Vec<Scored>,
}

struct PreparedWord {
    stem: Term,
    synonyms: Vec<Term>,
    /// Places in [`Prepared::grams`].
    grams: Vec<usize>,
}

/// A term and the most it can add to a score.
struct Scored {
    term: Place,
    documents: u32,
    weight: f32,
    /// The same by how rare the term is in this part alone; see [`weigh_among`].
    among: f32,
    keys: Keys,
}

#[derive(Clone, Copy)]
enum Place {
    /// In [`Prepared::words`].
    Stem(usize),
    /// In the synonyms of one of [`Prepared::words`].
    Synonym(usize, usize),
    /// In [`Prepared::grams`].
    Gram(usize),
}

impl Prepared {
    fn term(&self, place: Place) -> Option<&Term> {
        match place {
            Place::Stem(at) => self.words.get(at).map(|word| &word.stem),
            Place::Synonym(at, nth) => self.words.get(at).and_then(|word| word.synonyms.get(nth)),
            Place::Gram(at) => self.grams.get(at),
        }
    }

    /// By n-gram, its weight by how rare it is in the one ranking that it was looked up in, of which so many rows are filled.
    pub(super) fn own_gram_weights(&self, filled: u32) -> Vec<f32> {
        self.grams.iter().map(|gram| idf(gram.documents, filled)).collect()
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

/// What [`Ranking::open`] needs, laid out when an index is built.
pub(super) struct LaidOut {
    /// The rows of all documents in one language.
    pub rows: Vec<u8>,
    /// By field.
    pub dictionaries: Vec<(Field, Vec<u8>)>,
    /// By row, the summed weight of its n-grams (f32).
    pub gram_weights: Vec<u8>,
}

pub(super) fn lay_out(
    segment: &SegmentReader,
    fields: RankingFields,
    rows: Range<u32>,
) -> tantivy::Result<LaidOut> {
    let count = rows.len();
    let (stems, grams) = terms(segment, fields, rows, None)?;
    let postings =
        |sink: &mut dyn FnMut(forward::Posting)| stems.each(sink).and_then(|()| grams.each(sink));
    Ok(LaidOut {
        rows: forward::lay_out(count, postings)?,
        dictionaries: stems.dictionaries()?.into_iter().chain(grams.dictionaries()?).collect(),
        gram_weights: grams.weights()?.into_iter().flat_map(f32::to_le_bytes).collect(),
    })
}

fn terms(
    segment: &SegmentReader,
    fields: RankingFields,
    rows: Range<u32>,
    files: Option<&Files<'_>>,
) -> tantivy::Result<(Terms, Terms)> {
    let (folded_stems, folded_grams) = fields.folded.unzip();
    let stems = Terms::open(segment, fields.stems, folded_stems, rows.clone(), files)?;
    Ok((stems, Terms::open(segment, fields.grams, folded_grams, rows, files)?))
}

/// Gives each word of a reading the spelling of which the rankings know more n-grams: as written, or with aa, ae and oe undone.
pub(super) fn choose_spelling(reading: &mut Reading, rankings: &[&Ranking]) {
    for word in &mut reading.words {
        let Some(undone) = word.undone.take() else { continue };
        if known(rankings, &undone.surface) > known(rankings, &word.surface) {
            (word.stem, word.surface) = (undone.stem, undone.surface);
            word.folded = true;
        }
    }
}

/// The share of a word's n-grams that any of the rankings knows.
fn known(rankings: &[&Ranking], surface: &str) -> f32 {
    let grams = Grams::of(surface);
    let is_known = |gram: &&str| {
        rankings.iter().any(|ranking| ranking.grams.find(Some(gram), Some(gram)).documents > 0)
    };
    grams.iter().filter(is_known).count() as f32 / grams.iter().count().max(1) as f32
}

/// Weighs the terms of one reading that was looked up in a part of each segment, by weights that hold for all parts. `rows` is how many rows the part
/// has in all segments.
pub(super) fn weigh(prepared: &mut [Prepared], weights: &Weights, rows: u32) {
    let Some(first) = prepared.first() else { return };
    let places: Vec<Place> = first.places().collect();
    for place in places {
        let having = prepared
            .iter()
            .filter_map(|prepared| prepared.term(place))
            .map(|term| term.documents)
            .sum();
        let weight = match place {
            Place::Stem(at) => weights.words.get(at),
            Place::Gram(at) => weights.grams.get(at),
            Place::Synonym(at, _) => weights.words.get(at),
        };
        for term in prepared.iter_mut().filter_map(|prepared| prepared.term_mut(place)) {
            (term.idf, term.having) = (weight.copied().unwrap_or_default(), having);
        }
    }
    for prepared in prepared {
        prepared.order = prepared.ordered(rows, |term| term.idf);
    }
}

/// So many texts are imagined among a part's own, in which a word is as common as everywhere: of nine texts nobody can tell what is rare.
const IMAGINED: f32 = 100.0;

/// Weighs the terms of a reading, after [`weigh`], once more by how rare they are in that part alone, of which `filled` rows in all segments have anything
/// in them: what is rare in residents' messages may be what all texts speak of.
pub(super) fn weigh_among(prepared: &mut [Prepared], filled: u32, rows: u32) {
    let rarity = |term: &Term| {
        // The share of all rows that have the term, as its weight tells it.
        let everywhere = (-term.idf).exp();
        idf_of(term.having as f32 + IMAGINED * everywhere, filled as f32 + IMAGINED)
    };
    for prepared in prepared {
        let among = prepared.ordered(rows, rarity);
        let of_each = prepared.order.iter_mut().zip(among);
        of_each.for_each(|(scored, among)| scored.among = among.weight);
    }
}

impl Prepared {
    fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let stems = (0..self.words.len()).map(Place::Stem);
        let synonyms = self.words.iter().enumerate().flat_map(|(at, word)| {
            (0..word.synonyms.len()).map(move |nth| Place::Synonym(at, nth))
        });
        stems.chain(synonyms).chain((0..self.grams.len()).map(Place::Gram))
    }

    fn term_mut(&mut self, place: Place) -> Option<&mut Term> {
        match place {
            Place::Stem(at) => self.words.get_mut(at).map(|word| &mut word.stem),
            Place::Synonym(at, nth) => {
                self.words.get_mut(at).and_then(|word| word.synonyms.get_mut(nth))
            }
            Place::Gram(at) => self.grams.get_mut(at),
        }
    }

    /// What is scored, the rarest first.
    fn ordered(&self, rows: u32, rarity: impl Fn(&Term) -> f32) -> Vec<Scored> {
        // A score is the share of what a document made for the query could reach, so that scores of two languages compare.
        let share = |share: f32, all: f32| if all > 0.0 { share / all } else { 0.0 };
        let stem_weight = share(STEMS, self.words.iter().map(|word| rarity(&word.stem)).sum());
        let gram_weight = share(1.0 - STEMS, self.grams.iter().map(&rarity).sum());
        let common = COMMON.max(rows / 2);
        let mut order: Vec<Scored> = Vec::with_capacity(self.words.len() + self.grams.len());
        for place in self.places() {
            let Some(term) = self.term(place).filter(|term| term.documents > 0) else { continue };
            let weight = match place {
                Place::Stem(_) => stem_weight * rarity(term),
                Place::Synonym(at, _) => {
                    let Some(word) = self.words.get(at) else { continue };
                    let grams = word.grams.iter().filter_map(|gram| self.grams.get(*gram));
                    let grams: f32 = grams.map(&rarity).sum();
                    SYNONYM * (stem_weight * rarity(&word.stem) + gram_weight * grams)
                }
                Place::Gram(_) if term.having > common => continue,
                Place::Gram(_) => gram_weight * rarity(term),
            };
            order.push(Scored {
                term: place,
                documents: term.documents,
                weight,
                among: 0.0,
                keys: term.keys(),
            });
        }
        order.sort_unstable_by_key(|scored| scored.documents);
        order
    }
}

impl Ranking {
    /// `rows` are the tantivy documents that it ranks.
    pub(super) fn open(
        segment: &SegmentReader,
        fields: RankingFields,
        rows: Range<u32>,
        forward: Forward,
        files: &Files<'_>,
    ) -> tantivy::Result<Self> {
        let (stems, grams) = terms(segment, fields, rows, Some(files))?;
        Ok(Ranking { stems, grams, forward })
    }

    pub(super) fn rows(&self) -> u32 {
        self.grams.rows()
    }

    /// In how many rows a stem stands.
    pub(super) fn having(&self, stem: &str, without_dots: bool) -> u32 {
        self.stems.find(Some(stem), without_dots.then_some(stem)).documents
    }

    /// To look up many stems that begin as this one does.
    pub(super) fn stems_beginning_as(&self, stem: &str, without_dots: bool) -> Beginnings<'_> {
        self.stems.beginning_as(stem, without_dots)
    }

    /// How many rows have anything in them.
    pub(super) fn filled(&self) -> u32 {
        self.grams.filled()
    }

    /// Looks the words up; [`weigh`] has to follow.
    pub(super) fn look_up(&self, reading: &Reading, grams: &WordGrams) -> Prepared {
        let folded = |term| reading.without_dots.then_some(term);
        let stem = |stem| self.stems.find(Some(stem), folded(stem));
        let words = reading.words.iter().zip(&grams.of_words).map(|(word, grams)| PreparedWord {
            stem: self.stems.find((!word.folded).then_some(&word.stem), folded(&word.stem)),
            synonyms: word.synonyms.iter().map(|synonym| stem(&synonym.stem)).collect(),
            grams: grams.clone(),
        });
        let terms = grams.grams.iter().map(|gram| self.grams.find(Some(gram), folded(gram)));
        let terms: Vec<Term> = terms.collect();
        let standing = terms.iter().enumerate().filter(|(_, gram)| gram.documents > 0);
        Prepared {
            words: words.collect(),
            standing: standing.map(|(place, gram)| (place, gram.keys())).collect(),
            grams: terms,
            order: Vec::new(),
        }
    }

    /// Gives `add` what each of the query's terms, the rarest first, adds to the score of each row, until `budget` postings are read. Gives how many
    /// terms were.
    pub(super) fn gather(
        &self,
        query: &Prepared,
        budget: u32,
        mut add: impl FnMut(u32, f32),
    ) -> io::Result<usize> {
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
                Place::Stem(_) | Place::Synonym(..) => {
                    self.stems.each_share(term, scored.weight, &mut stem_cursor, &mut add)?
                }
                Place::Gram(_) => {
                    self.grams.each_share(term, scored.weight, &mut gram_cursor, &mut add)?
                }
            }
        }
        Ok(query.order.len())
    }

    /// What the terms after the first `done` add to the score of one document.
    pub(super) fn rest(&self, query: &Prepared, done: usize, document: u32) -> f32 {
        let row = self.forward.row(document);
        query.rest(done).iter().map(|scored| scored.weight * scored.keys.impact(row)).sum()
    }

    /// The score of one document by how rare the terms are in this part alone.
    pub(super) fn among(&self, query: &Prepared, document: u32) -> f32 {
        let row = self.forward.row(document);
        query.order.iter().map(|scored| scored.among * scored.keys.impact(row)).sum()
    }

    /// Which of the query's n-grams stand in a row, and how much of each of its words.
    pub(super) fn presence(&self, query: &Prepared, row: u32) -> Presence {
        let row = self.forward.row(row);
        let mut grams = vec![0.0; query.grams.len()];
        for (place, keys) in &query.standing {
            grams[*place] = if keys.stand_in(row) { 1.0 } else { 0.0 };
        }
        let stands = |term: &Term| term.documents > 0 && term.keys().stand_in(row);
        let words =
            query.words.iter().map(|word| word_share(query, word, &grams, stands)).collect();
        for word in query.words.iter().filter(|word| word.synonyms.iter().any(stands)) {
            for gram in &word.grams {
                grams[*gram] = f32::max(grams[*gram], SYNONYM_COVERS);
            }
        }
        Presence { words, grams }
    }

    /// The summed weights of the query's n-grams that stand in a row, by each of two lists of weights.
    pub(super) fn shared(&self, query: &Prepared, row: u32, weights: [&[f32]; 2]) -> [f32; 2] {
        let row = self.forward.row(row);
        let mut sums = [0.0; 2];
        for (place, keys) in &query.standing {
            if keys.stand_in(row) {
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum += weights.get(*place).copied().unwrap_or_default();
                }
            }
        }
        sums
    }
}

/// How much of one word stands in a row: 1 for its stem, less for a synonym or most of its n-grams, 0 for a word that is not there.
fn word_share(
    query: &Prepared,
    word: &PreparedWord,
    present: &[f32],
    stands: impl Fn(&Term) -> bool,
) -> f32 {
    if stands(&word.stem) {
        return 1.0;
    }
    let (mut found, mut weight) = (0.0, 0.0);
    for &place in &word.grams {
        let idf = query.grams.get(place).map_or(0.0, |gram| gram.idf);
        weight += idf;
        found += idf * present.get(place).copied().unwrap_or_default();
    }
    let part = if weight > 0.0 && found / weight >= PART { found / weight } else { 0.0 };
    let synonym = if word.synonyms.iter().any(stands) { SYNONYM_COVERS } else { 0.0 };
    part.max(synonym)
}

/// How much the words and n-grams of a query weigh, by how rare they are in several parts together.
#[derive(Clone, Debug, Default)]
pub(super) struct Weights {
    pub words: Vec<f32>,
    pub grams: Vec<f32>,
    /// The sums of these.
    pub all_words: f32,
    pub all_grams: f32,
    /// The words as written, in the order of their weights.
    surfaces: Vec<String>,
}

impl Weights {
    /// `parts`: the query as it was looked up in some parts of all segments, and how many rows with anything in them those have together.
    pub(super) fn of(parts: &[&Prepared], rows: u32, surfaces: Vec<String>) -> Self {
        let Some(first) = parts.first() else { return Weights::default() };
        let having = |place: Place| -> u32 {
            let terms = parts.iter().filter_map(|prepared| prepared.term(place));
            terms.map(|term| term.documents).sum()
        };
        // A word that stands nowhere is as rare as those that mean the same.
        let word = |(at, word): (usize, &PreparedWord)| {
            let synonyms = (0..word.synonyms.len()).map(|nth| having(Place::Synonym(at, nth)));
            match having(Place::Stem(at)) {
                0 => idf(synonyms.max().unwrap_or_default(), rows),
                having => idf(having, rows),
            }
        };
        let words: Vec<f32> = first.words.iter().enumerate().map(word).collect();
        let grams = (0..first.grams.len()).map(|at| idf(having(Place::Gram(at)), rows));
        let grams: Vec<f32> = grams.collect();
        Weights {
            all_words: words.iter().sum(),
            all_grams: grams.iter().sum(),
            words,
            grams,
            surfaces,
        }
    }

    /// The word that weighs most, with its weight.
    pub(super) fn heaviest_word(&self) -> Option<(f32, &str)> {
        let words = self
            .words
            .iter()
            .zip(&self.surfaces)
            .filter(|(_, word)| word.chars().any(char::is_alphabetic));
        words.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(weight, word)| (*weight, word.as_str()))
    }

    pub(super) fn heaviest(&self) -> f32 {
        self.words.iter().copied().fold(0.0, f32::max)
    }
}

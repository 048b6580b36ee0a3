//! The index in use: documents in, hits out.

use std::cmp::Ordering;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tantivy::directory::RamDirectory;
use tantivy::{Index, ReloadPolicy};

use super::analysis;
use super::document::Document;
use super::folder::{self, Opened};
use super::query::{Query, Reader};
use super::ranking::{Ranking, RankingFields};
use super::schema::{self, Fields};
use crate::model::article::ArticleId;
use crate::model::hit::Hit;
use crate::model::language::Language;

/// The share of the English texts in the score of a message that is not Swedish; the Swedish texts have the rest.
const ENGLISH: f32 = 0.7;

/// The engine itself failed; nothing a resident or an editor did.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search engine failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    #[error("the index was built without its one segment")]
    NoSegment,
}

/// One document found, best first in any list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'a> {
    pub id: &'a str,
    /// 0 to 1, greater is better: the share of what a document made for the query could reach.
    pub score: f32,
    /// 0 to 1: the weight of the query's words that stand in the document over the weight of all of them.
    pub coverage: f32,
}

/// Documents made findable. Cheap to search from several threads at once.
pub struct SearchIndex {
    ids: Vec<String>,
    reader: Reader,
    /// Absent when there are no documents.
    rankings: Option<Rankings>,
    /// Score arrays of past searches, to be used again.
    spare: Mutex<Vec<Vec<f32>>>,
}

struct Rankings {
    swedish: Ranking,
    english: Ranking,
}

impl SearchIndex {
    /// Opens the index of exactly these documents below `dir`, or builds it there; without a usable `dir` it is built in memory.
    pub fn open_or_build(dir: &Path, documents: &[Document]) -> Result<Opened, SearchError> {
        folder::open_or_build(dir, documents)
    }

    pub fn in_memory(documents: &[Document]) -> Result<Self, SearchError> {
        let index = schema::build(Box::new(RamDirectory::create()), documents)?;
        Self::over(index, documents)
    }

    /// The index that stands in `directory`, which was built from `documents`.
    pub(super) fn open(
        directory: tantivy::directory::MmapDirectory,
        documents: &[Document],
    ) -> Result<Self, SearchError> {
        Self::over(Index::open(directory)?, documents)
    }

    fn over(mut index: Index, documents: &[Document]) -> Result<Self, SearchError> {
        index.set_tokenizers(analysis::analyzers());
        let ids = documents
            .iter()
            .map(|document| document.id.clone())
            .collect();
        let rankings = if documents.is_empty() {
            None
        } else {
            Some(Rankings::open(&index)?)
        };
        Ok(SearchIndex {
            ids,
            reader: Reader::new(),
            rankings,
            spare: Mutex::default(),
        })
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The articles that the query may be about, best first; documents whose ids are no articles' are left out.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let hit = |found: Found| {
            Some(Hit {
                article: ArticleId::parse(found.id)?,
                score: found.score,
                coverage: found.coverage,
            })
        };
        self.find(query).into_iter().filter_map(hit).collect()
    }

    /// The documents that the query may be about, best first.
    pub fn find(&self, query: &Query) -> Vec<Found<'_>> {
        let Some(rankings) = &self.rankings else {
            return Vec::new();
        };
        let mut scores = self
            .spare
            .lock()
            .map(|mut spare| spare.pop())
            .ok()
            .flatten()
            .unwrap_or_default();
        scores.clear();
        scores.resize(self.ids.len(), 0.0);
        let found = rankings
            .rank(&self.reader, query, &mut scores)
            .unwrap_or_else(|error| {
                // The files were verified when they were opened, and are mapped: only a failing disk comes here.
                tracing::error!(%error, "the index cannot be read");
                Vec::new()
            });
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(scores);
        }
        found
            .into_iter()
            .filter_map(|(document, score, coverage)| {
                Some(Found {
                    id: self.ids.get(document as usize)?,
                    score,
                    coverage,
                })
            })
            .collect()
    }
}

impl Rankings {
    fn open(index: &Index) -> Result<Self, SearchError> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let [segment] = searcher.segment_readers() else {
            return Err(SearchError::NoSegment);
        };
        let (_, fields): (_, Fields) = schema::schema();
        let swedish = RankingFields {
            stems: fields.stems,
            grams: fields.grams,
            folded: Some((fields.folded_stems, fields.folded_grams)),
        };
        let english = RankingFields {
            stems: fields.en_stems,
            grams: fields.en_grams,
            folded: None,
        };
        Ok(Rankings {
            swedish: Ranking::open(segment, swedish)?,
            english: Ranking::open(segment, english)?,
        })
    }

    /// Documents by number, with score and coverage, best first.
    fn rank(
        &self,
        reader: &Reader,
        query: &Query,
        scores: &mut [f32],
    ) -> io::Result<Vec<(u32, f32, f32)>> {
        let english = if query.language == Language::Swedish {
            0.0
        } else {
            ENGLISH
        };
        let in_swedish = self.swedish.prepare(&reader.swedish(&query.text))?;
        self.swedish.score(&in_swedish, 1.0 - english, scores)?;
        let in_english = if english > 0.0 {
            Some(self.english.prepare(&reader.english(&query.text))?)
        } else {
            None
        };
        if let Some(prepared) = &in_english {
            self.english.score(prepared, english, scores)?;
        }
        let best = best(scores, query.limit);
        let mut documents: Vec<u32> = best.iter().map(|&(document, _)| document).collect();
        documents.sort_unstable();
        let mut coverage = self.swedish.coverage(&in_swedish, &documents)?;
        if let Some(prepared) = &in_english {
            let other = self.english.coverage(prepared, &documents)?;
            coverage
                .iter_mut()
                .zip(other)
                .for_each(|(one, other)| *one = one.max(other));
        }
        let covered = |document: u32| {
            documents
                .binary_search(&document)
                .ok()
                .and_then(|at| coverage.get(at))
                .copied()
                .unwrap_or(0.0)
        };
        Ok(best
            .into_iter()
            .map(|(document, score)| (document, score, covered(document)))
            .collect())
    }
}

/// The `limit` best documents, those of equal score in their order.
fn best(scores: &[f32], limit: usize) -> Vec<(u32, f32)> {
    let order = |a: &(u32, f32), b: &(u32, f32)| {
        b.1.partial_cmp(&a.1)
            .unwrap_or(Ordering::Equal)
            .then(a.0.cmp(&b.0))
    };
    let mut found: Vec<(u32, f32)> = (0..)
        .zip(scores.iter().copied())
        .filter(|&(_, score)| score > 0.0)
        .collect();
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, order);
    }
    found.truncate(limit);
    found.sort_unstable_by(order);
    found
}

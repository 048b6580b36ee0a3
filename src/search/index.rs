//! The index in use: documents in, hits out.

use std::io;
use std::path::Path;
use std::sync::Mutex;

use tantivy::directory::RamDirectory;
use tantivy::{Directory, Index, TantivyError};

use super::analysis;
use super::document::Document;
use super::folder::{self, Opened};
use super::forward::Forward;
use super::query::{Query, Reader};
use super::ranking::{Ranking, RankingFields};
use super::schema;
use super::short_list::{best, complete};
use crate::model::article::ArticleId;
use crate::model::hit::Hit;
use crate::model::language::Language;

/// The share of the English texts in the score of a message that is not Swedish; the Swedish texts have the rest.
const ENGLISH: f32 = 0.7;

/// So many postings are read in each language before a short list is made. On the Swedish retrieval sets a tenth of it, and half the list, cost nothing
/// in accuracy@1 and 0.003 in nDCG@10.
const BUDGET: u32 = 5_000;

/// How many documents are scored in full when not all postings were read.
const SHORT_LIST: usize = 50;

/// The engine itself failed; nothing a resident or an editor did.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search engine failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    #[error("the index lacks a part that it was built with")]
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
    pub(super) fn open(directory: tantivy::directory::MmapDirectory, documents: &[Document]) -> Result<Self, SearchError> {
        Self::over(Index::open(directory)?, documents)
    }

    fn over(mut index: Index, documents: &[Document]) -> Result<Self, SearchError> {
        index.set_tokenizers(analysis::analyzers());
        let ids = documents.iter().map(|document| document.id.clone()).collect();
        let rankings = if documents.is_empty() { None } else { Some(Rankings::open(&index)?) };
        Ok(SearchIndex { ids, reader: Reader::new(), rankings, spare: Mutex::default() })
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The articles that the query may be about, best first; documents whose ids are no articles' are left out.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let hit = |found: Found| Some(Hit { article: ArticleId::parse(found.id)?, score: found.score, coverage: found.coverage });
        self.find(query).into_iter().filter_map(hit).collect()
    }

    /// The documents that the query may be about, best first.
    pub fn find(&self, query: &Query) -> Vec<Found<'_>> {
        let Some(rankings) = &self.rankings else {
            return Vec::new();
        };
        let mut scores = self.spare.lock().map(|mut spare| spare.pop()).ok().flatten().unwrap_or_default();
        scores.clear();
        scores.resize(self.ids.len(), 0.0);
        let found = rankings.rank(&self.reader, query, &mut scores).unwrap_or_else(|error| {
            // The files were verified when they were opened, and are mapped: only a failing disk comes here.
            tracing::error!(%error, "the index cannot be read");
            Vec::new()
        });
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(scores);
        }
        found
            .into_iter()
            .filter_map(|(document, score, coverage)| Some(Found { id: self.ids.get(document as usize)?, score, coverage }))
            .collect()
    }
}

impl Rankings {
    fn open(index: &Index) -> Result<Self, SearchError> {
        let (_, fields) = schema::schema();
        let segment = schema::only_segment(index)?.ok_or(SearchError::NoSegment)?;
        let open = |(fields, file): (RankingFields, &Path)| {
            let bytes = index.directory().open_read(file).map_err(TantivyError::from)?.read_bytes().map_err(TantivyError::from)?;
            let forward = Forward::new(bytes, segment.max_doc() as usize).ok_or(SearchError::NoSegment)?;
            Ok::<_, SearchError>(Ranking::open(&segment, fields, forward)?)
        };
        let [swedish, english] = fields.rankings();
        Ok(Rankings { swedish: open(swedish)?, english: open(english)? })
    }

    /// Documents by number, with score and coverage, best first.
    fn rank(&self, reader: &Reader, query: &Query, scores: &mut [f32]) -> io::Result<Vec<(u32, f32, f32)>> {
        let english = if query.language == Language::Swedish { 0.0 } else { ENGLISH };
        let mut asked = vec![(&self.swedish, self.swedish.prepare(&reader.swedish(&query.text), 1.0 - english)?)];
        if english > 0.0 {
            asked.push((&self.english, self.english.prepare(&reader.english(&query.text), english)?));
        }
        let mut done = Vec::with_capacity(asked.len());
        for (ranking, prepared) in &asked {
            done.push(ranking.gather(prepared, BUDGET, scores)?);
        }
        let rest_at_most: f32 = asked.iter().zip(&done).map(|((_, prepared), &done)| prepared.rest_at_most(done)).sum();
        let rest =
            |document: u32| asked.iter().zip(&done).map(|((ranking, prepared), &done)| ranking.rest(prepared, done, document)).sum::<f32>();
        let found = if rest_at_most > 0.0 {
            complete(&best(scores, query.limit.max(SHORT_LIST)), query.limit, rest_at_most, rest)
        } else {
            best(scores, query.limit)
        };
        let coverage = |document: u32| asked.iter().map(|(ranking, prepared)| ranking.coverage(prepared, document)).fold(0.0, f32::max);
        Ok(found.into_iter().map(|(document, score)| (document, score, coverage(document))).collect())
    }
}

#[cfg(test)]
mod tests;

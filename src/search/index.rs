//! The index in use: documents in, candidates out.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::{Directory, Index, SegmentReader, TantivyError};

use super::analysis;
use super::document::Corpus;
use super::folder::{self, Opened};
use super::forward::Forward;
use super::passages::Passages;
use super::ranking::{Ranking, RankingFields};
use super::schema::{self, Part, PartFields};
use crate::model::language::Language;

/// The engine itself failed; nothing a resident or an editor did.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search engine failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    #[error("the index cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("the index lacks a part that it was built with")]
    NoSegment,
}

/// Documents made findable: those of the knowledge folder, or staff's FAQ entries. Cheap to search from several threads at once.
pub struct SearchIndex {
    pub(super) ids: Vec<String>,
    /// By id, a document's number.
    pub(super) by_id: HashMap<String, u32>,
    /// By unit, its document's number; units of no document's have a number beyond the last.
    pub(super) owners: Vec<u32>,
    /// By document, its first unit.
    pub(super) first_units: Vec<u32>,
    /// By document, its first section; one more, for the end of the last.
    pub(super) first_sections: Vec<u32>,
    /// By row of what was taught, the document's number.
    pub(super) taught: Vec<u32>,
    /// Absent when there is nothing in it.
    pub(super) rankings: Option<Rankings>,
    pub(super) passages: Option<Passages>,
}

pub(super) struct Rankings {
    pub whole: Languages,
    pub taught: Languages,
    pub sections: Languages,
    pub units: Languages,
    /// By unit, the summed weight of its n-grams, Swedish and English.
    pub unit_weights: [Vec<f32>; 2],
}

/// The rankings of one part, by language.
pub(super) struct Languages {
    pub swedish: Ranking,
    pub english: Ranking,
}

impl Languages {
    pub fn of(&self, language: Language) -> &Ranking {
        if language == Language::English { &self.english } else { &self.swedish }
    }
}

impl SearchIndex {
    /// Opens the index of exactly this corpus below `dir`, or builds it there; without a usable `dir` it is built in memory.
    pub fn open_or_build(dir: &Path, corpus: &Corpus) -> Result<Opened, SearchError> {
        folder::open_or_build(dir, corpus)
    }

    pub fn in_memory(corpus: &Corpus) -> Result<Self, SearchError> {
        let index = schema::build(Box::new(RamDirectory::create()), corpus)?;
        Self::over(index, corpus)
    }

    /// The index that stands in `directory`, which was built from `corpus`.
    pub(super) fn open(
        directory: tantivy::directory::MmapDirectory,
        corpus: &Corpus,
    ) -> Result<Self, SearchError> {
        Self::over(Index::open(directory)?, corpus)
    }

    fn over(mut index: Index, corpus: &Corpus) -> Result<Self, SearchError> {
        index.set_tokenizers(analysis::analyzers());
        let ids: Vec<String> =
            corpus.documents.iter().map(|document| document.id.clone()).collect();
        let by_id = ids.iter().cloned().zip(0..).collect();
        let (mut owners, mut first_units) =
            (Vec::new(), Vec::with_capacity(corpus.documents.len()));
        for (number, document) in (0..).zip(&corpus.documents) {
            first_units.push(owners.len() as u32);
            owners.extend(document.units().map(|_| number));
        }
        owners.resize(owners.len() + corpus.examples.len(), corpus.documents.len() as u32);
        let taught: Vec<u32> = (0..)
            .zip(&corpus.documents)
            .filter(|(_, document)| document.is_taught())
            .map(|(number, _)| number)
            .collect();
        let mut first_sections = vec![0];
        for document in &corpus.documents {
            first_sections.push(
                first_sections.last().copied().unwrap_or_default()
                    + document.sections().count() as u32,
            );
        }
        let rankings = if owners.is_empty() { None } else { Some(Rankings::open(&index, corpus)?) };
        let passages = match rankings {
            None => None,
            Some(_) => {
                let bytes = read(&index, Path::new(schema::PASSAGES))?;
                Some(Passages::new(bytes, ids.len()).ok_or(SearchError::NoSegment)?)
            }
        };
        Ok(SearchIndex {
            ids,
            by_id,
            owners,
            first_units,
            first_sections,
            taught,
            rankings,
            passages,
        })
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The sections of a document, by number.
    pub(super) fn sections_of(&self, document: u32) -> Range<u32> {
        let at = |document: usize| self.first_sections.get(document).copied().unwrap_or_default();
        at(document as usize)..at(document as usize + 1)
    }

    /// The units of a document, by number.
    pub(super) fn units_of(&self, document: u32) -> Range<u32> {
        let from = self.first_units.get(document as usize).copied().unwrap_or_default();
        let all = self.owners.partition_point(|owner| *owner <= document) as u32;
        from..self.first_units.get(document as usize + 1).copied().unwrap_or(all)
    }
}

impl Rankings {
    fn open(index: &Index, corpus: &Corpus) -> Result<Self, SearchError> {
        let (_, fields) = schema::schema();
        let segment = schema::only_segment(index)?.ok_or(SearchError::NoSegment)?;
        let [whole, taught, sections, units] = corpus
            .parts(segment.max_doc())
            .map(|(part, rows)| Languages::open(index, &segment, fields.of(part), part, rows));
        let units = units?;
        let unit_weights = [units.swedish.gram_weights()?, units.english.gram_weights()?];
        Ok(Rankings { whole: whole?, taught: taught?, sections: sections?, units, unit_weights })
    }
}

impl Languages {
    fn open(
        index: &Index,
        segment: &SegmentReader,
        fields: PartFields,
        part: Part,
        rows: Range<u32>,
    ) -> Result<Self, SearchError> {
        let open = |fields: RankingFields, file: &PathBuf| {
            let forward =
                Forward::new(read(index, file)?, rows.len()).ok_or(SearchError::NoSegment)?;
            Ok::<_, SearchError>(Ranking::open(segment, fields, rows.clone(), forward)?)
        };
        let [swedish, english] = part.files();
        Ok(Languages {
            swedish: open(fields.swedish, &swedish)?,
            english: open(fields.english, &english)?,
        })
    }
}

fn read(index: &Index, file: &Path) -> Result<OwnedBytes, SearchError> {
    let file = index.directory().open_read(file).map_err(TantivyError::from)?;
    Ok(file.read_bytes()?)
}

#[cfg(test)]
mod tests;

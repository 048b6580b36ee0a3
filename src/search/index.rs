//! The index in use: documents in, candidates out.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::{Index, SegmentReader};

use super::analysis;
use super::document::{Corpus, Outline};
use super::folder::{self, Opened};
use super::forward::Forward;
use super::layout::Layout;
use super::passages::Passages;
use super::ranking::{Ranking, RankingFields};
use super::schema::{self, Files, Part, PartFields};
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
    pub(super) layout: Layout,
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
    /// By unit, the summed weight of its n-grams (f32), Swedish and English.
    unit_weights: [OwnedBytes; 2],
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
    /// Opens the index of exactly this outline's corpus below `dir`, or builds it there; without a usable `dir` it is built in memory.
    pub fn open_or_build(
        dir: &Path,
        outline: Outline,
        corpus: &dyn Fn() -> Corpus,
    ) -> Result<Opened, SearchError> {
        folder::open_or_build(dir, outline, corpus)
    }

    pub fn in_memory(corpus: &Corpus) -> Result<Self, SearchError> {
        let index = schema::build(Box::new(RamDirectory::create()), corpus)?;
        Self::over(index, &Outline::of_corpus(corpus))
    }

    /// The index that stands in `directory`, which was built from the corpus of the outline.
    pub(super) fn open(
        directory: tantivy::directory::MmapDirectory,
        outline: &Outline,
    ) -> Result<Self, SearchError> {
        Self::over(Index::open(directory)?, outline)
    }

    fn over(mut index: Index, outline: &Outline) -> Result<Self, SearchError> {
        index.set_tokenizers(analysis::analyzers());
        let files = Files(&index);
        let layout = files.layout(outline)?.ok_or(SearchError::NoSegment)?;
        let (mut rankings, mut passages) = (None, None);
        if !layout.owners.is_empty() {
            rankings = Some(Rankings::open(&files, &layout)?);
            let bytes = files.read(Path::new(schema::PASSAGES))?;
            let known = Passages::new(bytes, outline.ids.len());
            passages = Some(known.ok_or(SearchError::NoSegment)?);
        }
        Ok(SearchIndex {
            by_id: outline.ids.iter().cloned().zip(0..).collect(),
            ids: outline.ids.clone(),
            layout,
            taught: outline.taught.clone(),
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
}

impl Rankings {
    fn open(files: &Files<'_>, layout: &Layout) -> Result<Self, SearchError> {
        let (_, fields) = schema::schema();
        let segment = schema::only_segment(files.0)?.ok_or(SearchError::NoSegment)?;
        let [whole, taught, sections, units] = layout
            .parts()
            .map(|(part, rows)| Languages::open(files, &segment, fields.of(part), part, rows));
        Ok(Rankings {
            whole: whole?,
            taught: taught?,
            sections: sections?,
            units: units?,
            unit_weights: files.unit_weights()?,
        })
    }

    /// The summed weight of a unit's n-grams.
    pub(super) fn unit_weight(&self, language: Language, unit: u32) -> f32 {
        let [swedish, english] = &self.unit_weights;
        let weights = if language == Language::English { english } else { swedish };
        let weight = weights.as_chunks().0.get(unit as usize);
        weight.map_or(0.0, |weight| f32::from_le_bytes(*weight))
    }
}

impl Languages {
    fn open(
        files: &Files<'_>,
        segment: &SegmentReader,
        fields: PartFields,
        part: Part,
        rows: Range<u32>,
    ) -> Result<Self, SearchError> {
        let open = |fields: RankingFields, file: &PathBuf| {
            let forward =
                Forward::new(files.read(file)?, rows.len()).ok_or(SearchError::NoSegment)?;
            Ok::<_, SearchError>(Ranking::open(segment, fields, rows.clone(), forward, files)?)
        };
        let [swedish, english] = part.files();
        Ok(Languages {
            swedish: open(fields.swedish, &swedish)?,
            english: open(fields.english, &english)?,
        })
    }
}

#[cfg(test)]
mod tests;

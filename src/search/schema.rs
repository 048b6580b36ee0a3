//! The fields of the index, and documents on their way into it.

use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tantivy::directory::{Directory, OwnedBytes, TerminatingWrite};
use tantivy::schema::{
    Field, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, SegmentReader, TantivyDocument, TantivyError};
use unicode_normalization::UnicodeNormalization;

use super::analysis::{self, Analyzer};
use super::dictionary::Dictionary;
use super::document::{Corpus, Document, Outline};
use super::layout::{self, Layout};
use super::passages;
use super::ranking::{self, RankingFields};
use crate::model::language::Language;

/// Changes with every source file that decides what stands in an index, so that one built the old way is never used. Made by `build.rs`.
pub(super) const VERSION: &str = env!("ALEBOT_SEARCH_CODE");

/// Enough for the hash table of the one segment; what does not fit grows it.
const WRITER_MEMORY: usize = 64 << 20;

/// The file of the words that passages have.
pub(super) const PASSAGES: &str = "passages.words";
/// The file of which rows belong to which document.
const LAYOUT: &str = "documents.layout";
/// The files of the summed weights of units' n-grams, Swedish and English.
const UNIT_WEIGHTS: [&str; 2] = ["unit.sv.weights", "unit.en.weights"];

/// Which texts a group of fields holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The text of a document with its title and keywords, one row each.
    Whole,
    /// The same with all example questions, one row for each document that has some. They stand apart from the whole: with hundreds of them an article
    /// would seem to be about everything.
    Taught,
    /// The sections of documents that have several, each with the title in front.
    Sections,
    /// Short texts: titles, headings, example questions, keywords; then the examples that are no document's.
    Units,
}

impl Part {
    /// What the names of its fields and files begin with.
    fn name(self) -> &'static str {
        match self {
            Part::Whole => "whole",
            Part::Taught => "taught",
            Part::Sections => "section",
            Part::Units => "unit",
        }
    }

    /// The files that hold its rows, Swedish and English.
    pub(super) fn files(self) -> [PathBuf; 2] {
        ["sv", "en"].map(|language| PathBuf::from(format!("{}.{language}.rows", self.name())))
    }
}

/// One field for every way of reading a text. Nothing is stored: a hit is the row's number, and the documents are at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartFields {
    pub swedish: RankingFields,
    pub english: RankingFields,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub whole: PartFields,
    pub taught: PartFields,
    pub sections: PartFields,
    pub units: PartFields,
}

impl Fields {
    pub(super) fn of(&self, part: Part) -> PartFields {
        match part {
            Part::Whole => self.whole,
            Part::Taught => self.taught,
            Part::Sections => self.sections,
            Part::Units => self.units,
        }
    }
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let whole = add_fields(&mut builder, Part::Whole);
    let taught = add_fields(&mut builder, Part::Taught);
    let sections = add_fields(&mut builder, Part::Sections);
    let units = add_fields(&mut builder, Part::Units);
    (builder.build(), Fields { whole, taught, sections, units })
}

fn add_fields(builder: &mut SchemaBuilder, part: Part) -> PartFields {
    let mut field = |analyzer: Analyzer| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(analyzer.name())
            .set_index_option(IndexRecordOption::WithFreqs);
        builder.add_text_field(
            &format!("{}_{}", part.name(), analyzer.name()),
            TextOptions::default().set_indexing_options(indexing),
        )
    };
    let folded = Some((field(Analyzer::FoldedStems), field(Analyzer::FoldedGrams)));
    PartFields {
        swedish: RankingFields {
            stems: field(Analyzer::Stems),
            grams: field(Analyzer::Grams),
            folded,
        },
        english: RankingFields {
            stems: field(Analyzer::EnglishStems),
            grams: field(Analyzer::EnglishGrams),
            folded: None,
        },
    }
}

/// Builds the index of a corpus in an empty directory: one segment, in which first the documents stand in their order, then those with example
/// questions again, then the units.
pub(super) fn build(directory: Box<dyn Directory>, corpus: &Corpus) -> tantivy::Result<Index> {
    let (schema, fields) = schema();
    let builder = Index::builder().schema(schema).tokenizers(analysis::analyzers());
    // The ordinary writer may cut segments anywhere and merge them in any order; this one keeps the order it is given.
    let mut writer =
        builder.single_segment_index_writer::<TantivyDocument>(directory, WRITER_MEMORY)?;
    for document in &corpus.documents {
        let mut row = TantivyDocument::default();
        document.swedish().for_each(|text| add_text(&mut row, fields.whole.swedish, text));
        document.english().for_each(|text| add_text(&mut row, fields.whole.english, text));
        writer.add_document(row)?;
    }
    for document in corpus.taught() {
        let mut row = TantivyDocument::default();
        document
            .swedish()
            .chain(document.questions.iter().map(String::as_str))
            .for_each(|text| add_text(&mut row, fields.taught.swedish, text));
        document
            .english()
            .chain(document.en_questions.iter().map(String::as_str))
            .for_each(|text| add_text(&mut row, fields.taught.english, text));
        writer.add_document(row)?;
    }
    for document in &corpus.documents {
        for section in document.sections() {
            let mut row = TantivyDocument::default();
            std::iter::once(document.title.as_str())
                .chain(document.telling(section))
                .for_each(|text| add_text(&mut row, fields.sections.swedish, text));
            writer.add_document(row)?;
        }
    }
    let units =
        corpus.documents.iter().flat_map(Document::units).map(|unit| (unit.text, unit.language));
    for (text, language) in
        units.chain(corpus.examples.iter().map(|example| (example.text.as_str(), example.language)))
    {
        let fields =
            if language == Language::Swedish { fields.units.swedish } else { fields.units.english };
        let mut row = TantivyDocument::default();
        add_text(&mut row, fields, text);
        writer.add_document(row)?;
    }
    let index = writer.finalize()?;
    write_file(&index, Path::new(PASSAGES), &passages::lay_out(corpus))?;
    let laid_out = layout::lay_out(corpus);
    write_file(&index, Path::new(LAYOUT), &laid_out)?;
    let layout = Layout::new(&laid_out, corpus.documents.len(), corpus.taught().count());
    if let (Some(segment), Some(layout)) = (only_segment(&index)?, layout) {
        for (part, rows) in layout.parts() {
            write_part(&index, &segment, fields.of(part), part, rows)?;
        }
    }
    Ok(index)
}

fn add_text(row: &mut TantivyDocument, fields: RankingFields, text: &str) {
    if text.is_empty() {
        return;
    }
    let text: String = text.nfc().collect();
    row.add_text(fields.stems, &text);
    row.add_text(fields.grams, &text);
    if let Some((stems, grams)) = fields.folded {
        row.add_text(stems, &text);
        row.add_text(grams, &text);
    }
}

fn write_part(
    index: &Index,
    segment: &SegmentReader,
    fields: PartFields,
    part: Part,
    rows: Range<u32>,
) -> tantivy::Result<()> {
    let fields = [fields.swedish, fields.english].into_iter();
    for ((fields, file), weights) in fields.zip(part.files()).zip(UNIT_WEIGHTS) {
        let laid_out = ranking::lay_out(segment, fields, rows.clone())?;
        write_file(index, &file, &laid_out.rows)?;
        for (field, dictionary) in laid_out.dictionaries {
            write_file(index, &dictionary_file(&index.schema(), field), &dictionary)?;
        }
        if part == Part::Units {
            write_file(index, Path::new(weights), &laid_out.gram_weights)?;
        }
    }
    Ok(())
}

fn dictionary_file(schema: &Schema, field: Field) -> PathBuf {
    PathBuf::from(format!("{}.terms", schema.get_field_name(field)))
}

/// What was written beside tantivy's own files.
pub(super) struct Files<'a>(pub &'a Index);

impl Files<'_> {
    pub(super) fn read(&self, file: &Path) -> tantivy::Result<OwnedBytes> {
        let file = self.0.directory().open_read(file)?;
        Ok(file.read_bytes()?)
    }

    pub(super) fn layout(&self, outline: &Outline) -> tantivy::Result<Option<Layout>> {
        let bytes = self.read(Path::new(LAYOUT))?;
        Ok(Layout::new(&bytes, outline.ids.len(), outline.taught.len()))
    }

    pub(super) fn unit_weights(&self) -> tantivy::Result<[OwnedBytes; 2]> {
        let [swedish, english] = UNIT_WEIGHTS.map(|file| self.read(Path::new(file)));
        Ok([swedish?, english?])
    }

    pub(super) fn dictionary(&self, field: Field) -> tantivy::Result<Dictionary> {
        let file = dictionary_file(&self.0.schema(), field);
        let damaged = || TantivyError::InternalError(format!("{} is damaged", file.display()));
        Dictionary::new(self.read(&file)?).ok_or_else(damaged)
    }
}

fn write_file(index: &Index, file: &Path, bytes: &[u8]) -> tantivy::Result<()> {
    let mut writer = index.directory().open_write(file)?;
    writer.write_all(bytes)?;
    Ok(writer.terminate()?)
}

/// The one segment of an index that [`build`] made; none when it holds no document.
pub(super) fn only_segment(index: &Index) -> tantivy::Result<Option<SegmentReader>> {
    // Not by way of a reader: that one wants to write a lock file, and an index may lie on a read-only disk.
    let segments = index.searchable_segments()?;
    segments.first().map(SegmentReader::open).transpose()
}

//! The fields of the index, and documents on their way into it.

use std::io::Write;
use std::path::Path;

use tantivy::directory::{Directory, TerminatingWrite};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, SegmentReader, TantivyDocument};
use unicode_normalization::UnicodeNormalization;

use super::analysis::{self, Analyzer};
use super::document::Document;
use super::ranking::{self, RankingFields};

/// Raise it whenever fields, analyzers or stop words change, so that an index built the old way is not used.
pub(super) const VERSION: &str = "alebot search 1";

/// Enough for the hash table of the one segment; what does not fit grows it.
const WRITER_MEMORY: usize = 64 << 20;

/// One field for every way of reading a text. Nothing is stored: a hit is the document's number, and the documents are at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub stems: Field,
    pub grams: Field,
    /// The stems that folding å, ä and ö changes, folded; nothing else.
    pub folded_stems: Field,
    /// The n-grams that folding å, ä and ö changes, folded; nothing else.
    pub folded_grams: Field,
    pub en_stems: Field,
    pub en_grams: Field,
}

impl Fields {
    /// The fields of each language, and the file that holds the rows of the documents in it.
    pub(super) fn rankings(&self) -> [(RankingFields, &'static Path); 2] {
        let folded = Some((self.folded_stems, self.folded_grams));
        let swedish = RankingFields { stems: self.stems, grams: self.grams, folded };
        let english = RankingFields { stems: self.en_stems, grams: self.en_grams, folded: None };
        [(swedish, Path::new("swedish.rows")), (english, Path::new("english.rows"))]
    }
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let mut field = |analyzer: Analyzer| {
        let indexing = TextFieldIndexing::default().set_tokenizer(analyzer.name()).set_index_option(IndexRecordOption::WithFreqs);
        builder.add_text_field(analyzer.name(), TextOptions::default().set_indexing_options(indexing))
    };
    let fields = Fields {
        stems: field(Analyzer::Stems),
        grams: field(Analyzer::Grams),
        folded_stems: field(Analyzer::FoldedStems),
        folded_grams: field(Analyzer::FoldedGrams),
        en_stems: field(Analyzer::EnglishStems),
        en_grams: field(Analyzer::EnglishGrams),
    };
    (builder.build(), fields)
}

/// Builds the index of `documents` in an empty directory: one segment, in which the number of a document is its place in the list.
pub(super) fn build(directory: Box<dyn Directory>, documents: &[Document]) -> tantivy::Result<Index> {
    let (schema, fields) = schema();
    let builder = Index::builder().schema(schema).tokenizers(analysis::analyzers());
    // The ordinary writer may cut segments anywhere and merge them in any order; this one keeps the order it is given.
    let mut writer = builder.single_segment_index_writer::<TantivyDocument>(directory, WRITER_MEMORY)?;
    for document in documents {
        let mut row = TantivyDocument::default();
        for text in document.swedish().filter(|text| !text.is_empty()) {
            let text: String = text.nfc().collect();
            for field in [fields.stems, fields.grams, fields.folded_stems, fields.folded_grams] {
                row.add_text(field, &text);
            }
        }
        for text in document.english().filter(|text| !text.is_empty()) {
            let text: String = text.nfc().collect();
            row.add_text(fields.en_stems, &text);
            row.add_text(fields.en_grams, &text);
        }
        writer.add_document(row)?;
    }
    let index = writer.finalize()?;
    if let Some(segment) = only_segment(&index)? {
        for (fields, file) in fields.rankings() {
            let mut writer = index.directory().open_write(file)?;
            writer.write_all(&ranking::rows(&segment, fields)?)?;
            writer.terminate()?;
        }
    }
    Ok(index)
}

/// The one segment of an index that [`build`] made; none when it holds no document.
pub(super) fn only_segment(index: &Index) -> tantivy::Result<Option<SegmentReader>> {
    // Not by way of a reader: that one wants to write a lock file, and an index may lie on a read-only disk.
    let segments = index.searchable_segments()?;
    segments.first().map(SegmentReader::open).transpose()
}

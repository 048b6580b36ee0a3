//! Which rows of an index belong to which document: written when it is built, so that no text has to be divided again to open it.
//!
//! Bytes: how many documents and how many examples there are (u32 each), then for each document how many units and how many sections (u32 each).

use std::ops::Range;

use super::document::Corpus;
use super::schema::Part;

/// Which rows belong to which document.
pub(super) struct Layout {
    documents: u32,
    taught: u32,
    /// By unit, its document's number; units of no document's have a number beyond the last.
    pub owners: Vec<u32>,
    /// By document, its first unit; one more, for the end of the last.
    first_units: Vec<u32>,
    /// The same of its sections.
    first_sections: Vec<u32>,
}

/// Lays out the counts of a corpus.
pub(super) fn lay_out(corpus: &Corpus) -> Vec<u8> {
    let counts = corpus
        .documents
        .iter()
        .flat_map(|document| [document.units().count() as u32, document.sections().count() as u32]);
    let all = [corpus.documents.len() as u32, corpus.examples.len() as u32];
    all.into_iter().chain(counts).flat_map(u32::to_le_bytes).collect()
}

impl Layout {
    /// `None` when the bytes cannot be the counts of so many documents. `taught`: how many of them have example questions.
    pub(super) fn new(bytes: &[u8], documents: usize, taught: usize) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        let numbers: Vec<u32> = numbers.iter().map(|number| u32::from_le_bytes(*number)).collect();
        let ([all, examples], counts) = numbers.split_first_chunk()?;
        let counts = counts.as_chunks::<2>().0;
        if !rest.is_empty() || *all as usize != documents || counts.len() != documents {
            return None;
        }
        let (mut owners, mut first_units, mut first_sections) = (Vec::new(), vec![0], vec![0]);
        for (document, [units, sections]) in (0..).zip(counts) {
            owners.extend(std::iter::repeat_n(document, *units as usize));
            first_units.push(owners.len() as u32);
            first_sections.push(first_sections.last()? + sections);
        }
        owners.extend(std::iter::repeat_n(*all, *examples as usize));
        Some(Layout { documents: *all, taught: taught as u32, owners, first_units, first_sections })
    }

    /// Which of an index' rows belong to which part.
    pub(super) fn parts(&self) -> [(Part, Range<u32>); 4] {
        let whole = self.documents;
        let taught = whole + self.taught;
        let sections = taught + self.first_sections.last().copied().unwrap_or_default();
        [
            (Part::Whole, 0..whole),
            (Part::Taught, whole..taught),
            (Part::Sections, taught..sections),
            (Part::Units, sections..sections + self.owners.len() as u32),
        ]
    }

    /// The sections of a document, by number.
    pub(super) fn sections_of(&self, document: u32) -> Range<u32> {
        between(&self.first_sections, document)
    }

    /// The units of a document, by number.
    pub(super) fn units_of(&self, document: u32) -> Range<u32> {
        between(&self.first_units, document)
    }
}

fn between(firsts: &[u32], document: u32) -> Range<u32> {
    let at = |place: usize| firsts.get(place).copied().unwrap_or_default();
    at(document as usize)..at(document as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::language::Language;
    use crate::search::{Document, Example};

    #[test]
    fn rows_are_found_by_document_and_part() {
        let document = |body: &str, questions: &[&str]| Document {
            title: "Titel".into(),
            body: body.into(),
            questions: questions.iter().map(|text| (*text).to_owned()).collect(),
            ..Document::default()
        };
        let corpus = Corpus {
            documents: vec![document("Kort.", &[]), document("Ett.\n\n# Två\n\nTre.", &["Fyra?"])],
            examples: vec![Example { text: "Fem.".into(), language: Language::Swedish }],
        };
        let bytes = lay_out(&corpus);
        let layout = Layout::new(&bytes, 2, 1).unwrap();
        assert_eq!(layout.owners, [0, 1, 1, 1, 2]);
        assert_eq!((layout.units_of(0), layout.units_of(1)), (0..1, 1..4));
        assert_eq!((layout.sections_of(0), layout.sections_of(1)), (0..0, 0..2));
        let rows: Vec<Range<u32>> = layout.parts().into_iter().map(|(_, rows)| rows).collect();
        assert_eq!(rows, [0..2, 2..3, 3..5, 5..10]);
        assert!(Layout::new(&bytes, 3, 1).is_none());
        assert!(Layout::new(&bytes[1..], 2, 1).is_none());
    }
}

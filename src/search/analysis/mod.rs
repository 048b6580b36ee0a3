//! From text to terms: every analyzer of the index, registered in one place.

mod folding;
mod grams;

use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
    TextAnalyzerBuilder, TokenizerManager,
};

pub(super) use folding::{fold, has_diacritic, undo_digraphs};
pub(super) use grams::Grams;

use crate::language::function_words;
use folding::FoldedFilter;
use grams::GramFilter;

/// Longer words, in bytes, are addresses, keys or noise, and are left out.
const LONGEST_WORD: usize = 64;

/// A way of reading a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Analyzer {
    /// Swedish stems, without function words.
    Stems,
    /// Character n-grams inside words, without function words.
    Grams,
    FoldedStems,
    FoldedGrams,
    EnglishStems,
    EnglishGrams,
}

impl Analyzer {
    pub(super) const ALL: [Analyzer; 6] = [
        Analyzer::Stems,
        Analyzer::Grams,
        Analyzer::FoldedStems,
        Analyzer::FoldedGrams,
        Analyzer::EnglishStems,
        Analyzer::EnglishGrams,
    ];

    /// The name of the analyzer and of the field it is for.
    pub(super) fn name(self) -> &'static str {
        match self {
            Analyzer::Stems => "stems",
            Analyzer::Grams => "grams",
            Analyzer::FoldedStems => "folded_stems",
            Analyzer::FoldedGrams => "folded_grams",
            Analyzer::EnglishStems => "en_stems",
            Analyzer::EnglishGrams => "en_grams",
        }
    }

    pub(super) fn build(self) -> TextAnalyzer {
        let stemmer = |language| Stemmer::new(language);
        match self {
            Analyzer::Stems => {
                words(function_words::SWEDISH).filter(stemmer(Language::Swedish)).build()
            }
            Analyzer::Grams => words(function_words::SWEDISH).filter(GramFilter).build(),
            Analyzer::FoldedStems => words(function_words::SWEDISH)
                .filter(stemmer(Language::Swedish))
                .filter(FoldedFilter)
                .build(),
            Analyzer::FoldedGrams => {
                words(function_words::SWEDISH).filter(GramFilter).filter(FoldedFilter).build()
            }
            Analyzer::EnglishStems => {
                words(function_words::ENGLISH).filter(stemmer(Language::English)).build()
            }
            Analyzer::EnglishGrams => words(function_words::ENGLISH).filter(GramFilter).build(),
        }
    }
}

/// Lower-cased words that are not stop words. The text is expected in Unicode's composed form (NFC).
fn words(stop_words: &[&str]) -> TextAnalyzerBuilder {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(StopWordFilter::remove(stop_words.iter().map(|word| word.to_string())))
        .dynamic()
}

/// All analyzers under their names. Tantivy does not store them with an index: they are registered at every opening.
pub(super) fn analyzers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    for analyzer in Analyzer::ALL {
        manager.register(analyzer.name(), analyzer.build());
    }
    manager
}

//! What the knowledge folder makes findable.

use crate::intent::kind_examples;
use crate::model::knowledge::Knowledge;
use crate::search::{Corpus, Document, Example, Outline, leave_out_boilerplate};

/// What an index of the corpus is known by.
pub(super) fn outline(knowledge: &Knowledge) -> Outline {
    let examples = kind_examples(knowledge).map(|(text, _, language)| (text, language));
    Outline::of(knowledge.articles.iter(), examples)
}

/// All that is found; the examples of other kinds tell how rare words are in what residents write.
pub(super) fn corpus(knowledge: &Knowledge) -> Corpus {
    let examples = kind_examples(knowledge)
        .map(|(text, _, language)| Example { text: text.to_owned(), language });
    let mut documents: Vec<Document> = knowledge.articles.iter().map(Document::from).collect();
    leave_out_boilerplate(&mut documents);
    Corpus { documents, examples: examples.collect() }
}

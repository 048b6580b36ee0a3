//! Search and evidence: what the articles and entries hold of a message, ranked and judged.

use super::Assistant;
use crate::answer::asked;
use crate::answer::evidence::{self, JUDGED};
use crate::answer::judge::is_example;
use crate::answer::kinds::Kinds;
use crate::answer::weights;
use crate::embedding::Vector;
use crate::model::asked::AskedSet;
use crate::model::hit::{Candidate, Found};
use crate::model::understanding::Understanding;
use crate::search::{Near, Query};

impl Assistant {
    /// What the understanding's text finds among articles and entries, ranked and judged.
    pub fn search(
        &self,
        understanding: &Understanding,
        top: usize,
        meaning: Option<&Vector>,
    ) -> Found {
        let near = self.near(meaning);
        let model = if near.is_empty() { &weights::WORDS } else { &weights::MEANING };
        let appraised = |text: &str| {
            let kinds = Kinds::weighed(understanding);
            let mut found = self.candidates(understanding, text, top, &near);
            evidence::rank(model, understanding, &kinds, &mut found);
            self.note_lacking(text, found.candidates.iter_mut().take(JUDGED));
            evidence::estimate(&model.judge, understanding, &kinds, &mut found);
            found
        };
        let whole = appraised(&understanding.text);
        // A story around a question has words of its own: where the sentences that ask are answered more surely by themselves, they count.
        match understanding.asking() {
            Some(asking) if !whole.candidates.iter().any(is_example) => {
                surer(whole, appraised(&asking))
            }
            _ => whole,
        }
    }

    /// The articles by likeness of meaning, the nearest first; none where no engine compared them.
    pub fn near(&self, meaning: Option<&Vector>) -> Vec<Near> {
        let near = self
            .meanings
            .as_ref()
            .zip(meaning)
            .and_then(|(meanings, vector)| meanings.near(vector));
        near.unwrap_or_default()
    }

    /// What [`Assistant::search`] finds, before it is ranked and judged.
    pub fn candidates(
        &self,
        understanding: &Understanding,
        text: &str,
        top: usize,
        near: &[Near],
    ) -> Found {
        self.searcher.search_beside(
            &Query { text: text.to_owned(), language: understanding.language, limit: top },
            near,
        )
    }

    /// Looks which of the kinds of thing that the text asks for the candidates do not tell.
    pub fn note_lacking<'a>(
        &self,
        text: &str,
        candidates: impl Iterator<Item = &'a mut Candidate>,
    ) {
        let asked = asked::asked_in(text);
        for candidate in candidates {
            let article = self.article(&candidate.article);
            candidate.lacks = article
                .map_or(AskedSet::default(), |article| asked::lacking(&asked, &article.body));
        }
    }
}

/// The one whose first candidate is likelier to answer.
fn surer(a: Found, b: Found) -> Found {
    let probability =
        |found: &Found| found.candidates.first().map_or(0.0, |candidate| candidate.probability);
    if probability(&b) > probability(&a) { b } else { a }
}

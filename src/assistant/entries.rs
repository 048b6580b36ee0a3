//! Staff's FAQ entries beside the folder's articles: which of them fit a message, and which say much the same as a new one.

use std::sync::Arc;

use super::Assistant;
use crate::intent::from_knowledge;
use crate::model::desk::{Fit, Similar};
use crate::model::hit::Hit;
use crate::model::understanding::Understanding;
use crate::model::verdict::Verdict;
use crate::search::{Likeness, Rarity};

/// An entry that fits wholly is ranked as high as an article can be.
const HIGHEST: f32 = 1.0 + super::SEARCH_SHARE;
/// So many entries are looked at in a message.
const MOST: usize = 10;

/// From this similarity on staff are told that an article or entry says much the same already.
pub const ALIKE: f32 = 0.6;

/// What comparing texts needs of the folder alone.
pub(super) struct KnowledgeLikeness {
    pub(super) rarity: Arc<Rarity>,
    articles: Likeness,
}

impl Assistant {
    /// The FAQ entries and articles nearest to a question and its answer, the nearest first, at most `limit`; from [`ALIKE`] on they say
    /// much the same. One that is being edited is among them, under its own id.
    pub fn similar(&self, question: &str, answer: &str, limit: usize) -> Vec<Similar> {
        let mut all = self.likeness().articles.similar(question, answer, limit);
        all.extend(self.entries.iter().flat_map(|entries| entries.similar(question, answer, limit)));
        all.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        all.truncate(limit);
        all
    }

    pub(super) fn likeness(&self) -> &KnowledgeLikeness {
        self.likeness.get_or_init(|| {
            let examples = from_knowledge(&self.knowledge, str::to_owned);
            let rarity = Arc::new(Rarity::learn(examples.iter().map(|example| example.text.as_str())));
            KnowledgeLikeness { articles: Likeness::of(rarity.clone(), &self.knowledge.articles), rarity }
        })
    }

    /// The entries that fit the message or one of its questions, best first. A long letter asks in one of its sentences.
    pub(super) fn fits(&self, understanding: &Understanding) -> Vec<Fit> {
        let Some(entries) = &self.entries else { return Vec::new() };
        let asking = understanding.parts.iter().filter(|part| part.text.ends_with('?'));
        let texts = std::iter::once(&understanding.text).chain(asking.map(|part| &part.text));
        let mut all: Vec<Fit> = texts.flat_map(|text| entries.fits(text, understanding.language)).collect();
        all.sort_by(|a, b| b.score().total_cmp(&a.score()));
        let mut best: Vec<Fit> = Vec::new();
        for fit in all {
            if !best.iter().any(|better| better.entry == fit.entry) {
                best.push(fit);
            }
            if best.len() == MOST {
                break;
            }
        }
        best
    }
}

/// Articles and entries in one list, at most `top`, the one that answers first.
pub(super) fn ranked(mut hits: Vec<Hit>, fits: &[Fit], verdict: &Verdict, top: usize) -> Vec<Hit> {
    hits.extend(fits.iter().map(|fit| Hit { article: fit.entry.clone(), score: HIGHEST * fit.score(), coverage: fit.covered }));
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    if let Verdict::Answer { article, .. } = verdict
        && let Some(at) = hits.iter().position(|hit| hit.article == *article)
    {
        let most = hits.first().map_or(0.0, |best| best.score);
        let answering = hits.remove(at);
        hits.insert(0, Hit { score: most.max(answering.score), ..answering });
    }
    hits.truncate(top);
    hits
}

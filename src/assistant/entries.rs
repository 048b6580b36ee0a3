//! Which articles and FAQ entries say much the same as a text, and which of an article's example questions are near to a message.

use super::Assistant;
use crate::embedding::Vector;
use crate::model::article::{Article, ArticleId};
use crate::model::desk::Similar;
use crate::model::hit::{Candidate, Found, Likened};
use crate::model::language::Language;
use crate::search::{Query, UnitKind, units_of};

/// From this similarity on staff are told that an article or entry says much the same already.
pub const ALIKE: f32 = 0.575;
/// What the better of question and answer weighs where two entries are compared; the other has the rest.
const BETTER: f32 = 0.8;
/// So many example questions near a message help to find the sentence that answers it.
const LIKENED: usize = 7;

impl Assistant {
    /// The FAQ entries and articles nearest to a question and its answer, the nearest first, at most `limit`; from [`ALIKE`] on they say
    /// much the same. One that is being edited is among them, under its own id.
    pub fn similar(&self, question: &str, answer: &str, limit: usize) -> Vec<Similar> {
        let search = |text: &str| {
            self.searcher
                .search(&Query { text: text.to_owned(), language: Language::Swedish, limit })
                .candidates
        };
        let (asked, answered) = (search(question), search(answer));
        let of = |candidates: &[Candidate], id: &ArticleId, of: fn(&Candidate) -> f32| {
            candidates.iter().find(|candidate| candidate.article == *id).map_or(0.0, of)
        };
        let mut all: Vec<Similar> = Vec::new();
        for candidate in asked.iter().chain(&answered) {
            if all.iter().any(|similar| similar.article == candidate.article) {
                continue;
            }
            let Some(article) = self.article(&candidate.article) else { continue };
            let same_question = of(&asked, &article.id, same_question);
            let same_answer = of(&answered, &article.id, |candidate| candidate.covered_words)
                * length_ratio(answer, &article.body);
            let similarity = BETTER * same_question.max(same_answer)
                + (1.0 - BETTER) * same_question.min(same_answer);
            all.push(Similar {
                article: article.id.clone(),
                title: article.title.clone(),
                similarity,
            });
        }
        all.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        all.truncate(limit);
        all
    }
}

impl Assistant {
    /// The title of what asks much the same as a question in other words, by its vector.
    pub fn same_in_meaning(&self, question: &Vector, except: Option<&ArticleId>) -> Option<String> {
        let same = self.meanings()?.same(question, except)?;
        self.article(&same).map(|article| article.title.clone())
    }
}

/// How much a question and the candidate's nearest unit say the same: the harmonic mean of what each has of the other.
fn same_question(candidate: &Candidate) -> f32 {
    let f = |covers: f32, covered: f32| {
        if covers + covered > 0.0 { 2.0 * covers * covered / (covers + covered) } else { 0.0 }
    };
    f(candidate.unit_covers, candidate.unit_covered)
        .max(f(candidate.title_covers, candidate.title_covered))
}

/// A short answer whose words all stand in a long text does not say the same.
fn length_ratio(a: &str, b: &str) -> f32 {
    let (a, b) = (a.split_whitespace().count() as f32, b.split_whitespace().count() as f32);
    if a.max(b) > 0.0 { a.min(b) / a.max(b) } else { 0.0 }
}

impl Assistant {
    /// The article's own example questions that are near the message.
    pub fn likened<'a>(&self, article: &'a Article, found: &Found) -> Vec<Likened<'a>> {
        let candidate = found.candidates.iter().find(|candidate| candidate.article == article.id);
        candidate.map_or_else(Vec::new, |candidate| likened(article, &candidate.near, LIKENED))
    }
}

/// The example questions among an article's units near to a message (by number, with their score), the nearest first.
fn likened<'a>(article: &'a Article, near: &[(u32, f32)], most: usize) -> Vec<Likened<'a>> {
    let units: Vec<(UnitKind, &str)> =
        units_of(article).map(|unit| (unit.kind, unit.text)).collect();
    let mut likened = Vec::new();
    for (number, similarity) in near {
        let Some((UnitKind::Question, text)) = units.get(*number as usize) else { continue };
        let (text, answered_at) = example(article, text);
        if let Some(text) = text {
            likened.push(Likened { text, similarity: *similarity, answered_at });
        }
        if likened.len() == most {
            break;
        }
    }
    likened
}

/// The article's own copy of an example question, and where the sentence begins that an editor says answers it.
fn example<'a>(article: &'a Article, text: &str) -> (Option<&'a str>, Option<usize>) {
    for passage in &article.passages {
        if let Some(own) = passage.questions.iter().chain(&passage.english).find(|own| *own == text)
        {
            return (Some(own), Some(passage.start));
        }
    }
    (
        article
            .swedish_questions()
            .chain(article.english_questions())
            .find(|own| *own == text)
            .map(String::as_str),
        None,
    )
}

//! What speaks for a candidate being the answer to a message, as named numbers, and what they add up to.
//!
//! Candidates are ranked by one weighted sum, and the first is judged by another, which becomes the probability that it answers. The weights are
//! learnt by `alebot calibrate` and stand in `weights.toml` under the names given here. An article with example questions of its own has more to show
//! than a page that nobody has written any for: each sum has weights for all candidates, and more to add for such.

use std::cmp::Ordering;

use super::kinds::Kinds;
use super::weights::{Linear, Model};
use crate::model::asked::Asked;
use crate::model::hit::{Alike, Candidate, Found};
use crate::model::language::Language;
use crate::model::understanding::Understanding;

/// A named number: what stands in the file of weights, and how it is found.
pub type Feature = (&'static str, fn(&View<'_>) -> f32);

/// A candidate in its surroundings.
pub struct View<'a> {
    pub understanding: &'a Understanding,
    pub kinds: &'a Kinds,
    pub found: &'a Found,
    pub candidate: &'a Candidate,
    /// The greatest scores of any candidate.
    best: Best,
    /// How far its rank score is ahead of the second and the fifth, and its share of all (softmax).
    margins: Margins,
}

#[derive(Clone, Copy, Default)]
struct Best {
    whole: f32,
    whole_among: f32,
    section: f32,
    taught: f32,
    alike: Alike,
    /// See [`meaning`].
    meaning: f32,
    second_meaning: f32,
}

#[derive(Clone, Copy, Default)]
struct Margins {
    second: f32,
    fifth: f32,
    share: f32,
}

/// So many of the best are judged: as many as are offered at most.
pub const JUDGED: usize = 3;
/// The most that a margin counts.
const WIDEST: f32 = 5.0;

/// What candidates are ranked by.
pub const RANKING: &[Feature] = &[
    ("whole", |view| view.candidate.whole),
    ("whole_of_best", |view| ratio(view.candidate.whole, view.best.whole)),
    ("whole_among", |view| view.candidate.whole_among),
    ("whole_among_of_best", |view| ratio(view.candidate.whole_among, view.best.whole_among)),
    ("section", |view| view.candidate.section_score),
    ("section_of_best", |view| ratio(view.candidate.section_score, view.best.section)),
    ("taught", |view| view.candidate.taught),
    ("taught_of_best", |view| ratio(view.candidate.taught, view.best.taught)),
    ("votes", |view| view.candidate.votes),
    ("covered_words", |view| view.candidate.covered_words),
    ("covered_grams", |view| view.candidate.covered_grams),
    ("unit_both", |view| both(view.candidate.unit_covers, view.candidate.unit_covered)),
    ("lacking", |view| view.candidate.lacking),
    ("alike_title", |view| view.candidate.alike.title_has),
    ("alike_title_had", |view| view.candidate.alike.title_had),
    ("alike_title_of_best", |view| view.candidate.alike.title_has - view.best.alike.title_has),
    ("alike_passage", |view| view.candidate.alike.passage),
    ("alike_passage_of_best", |view| view.candidate.alike.passage - view.best.alike.passage),
    ("content", |view| view.kinds.answer),
    ("errand", |view| view.kinds.errand),
    ("meaning", |view| meaning(view)),
    ("meaning_of_best", |view| meaning(view) - view.best.meaning),
];

/// What the first of them is judged by.
pub const JUDGING: &[Feature] = &[
    ("always", |_| 1.0),
    ("covered_words", |view| view.candidate.covered_words),
    ("covered_grams", |view| view.candidate.covered_grams),
    ("lacking", |view| view.candidate.lacking),
    ("title_covers", |view| view.candidate.title_covers),
    ("title_covered", |view| view.candidate.title_covered),
    ("unit_covers", |view| view.candidate.unit_covers),
    ("unit_covered", |view| view.candidate.unit_covered),
    ("whole", |view| view.candidate.whole),
    ("whole_among", |view| view.candidate.whole_among),
    ("section", |view| view.candidate.section_score),
    ("unit", |view| view.candidate.unit),
    ("sectioned", |view| flag(view.candidate.section.is_some())),
    ("votes", |view| view.candidate.votes),
    ("taught", |view| view.candidate.taught),
    ("alike_title", |view| view.candidate.alike.title_has),
    ("alike_title_had", |view| view.candidate.alike.title_had),
    ("alike_passage", |view| view.candidate.alike.passage),
    ("alike_passage_of_best", |view| view.candidate.alike.passage - view.best.alike.passage),
    ("content", |view| view.kinds.answer),
    ("errand", |view| view.kinds.errand),
    ("claim", |view| claim(view)),
    ("errand_uncovered", |view| view.kinds.errand * (1.0 - view.candidate.covered_words)),
    ("foreign", |view| view.found.foreign),
    ("foreign_votes", |view| view.found.foreign_votes),
    ("english", |view| flag(view.understanding.language == Language::English)),
    ("log_words", |view| (1.0 + view.found.words as f32).ln()),
    ("authority", |view| flag(view.understanding.mentions.authority.is_some())),
    ("other_place", |view| {
        flag(view.understanding.mentions.other_place && !view.understanding.mentions.own_place)
    }),
    ("rarest", |view| view.found.rarest / 10.0),
    ("lacks_number", |view| lacks(view, Asked::Number)),
    ("lacks_price", |view| lacks(view, Asked::Price)),
    ("lacks_moment", |view| lacks(view, Asked::Moment)),
    ("lacks_duration", |view| lacks(view, Asked::Duration)),
    ("lacks_way", |view| lacks(view, Asked::Way)),
    ("lacks_place", |view| lacks(view, Asked::Place)),
    ("margin_second", |view| view.margins.second),
    ("margin_fifth", |view| view.margins.fifth),
    ("share", |view| view.margins.share),
    ("meaning", |view| meaning(view)),
    ("meaning_cosine", |view| {
        view.candidate.meaning.map_or(0.0, |meaning| 10.0 * (meaning.cosine - 0.85))
    }),
    ("meaning_ahead", |view| meaning(view) - view.best.second_meaning),
    ("meaning_of_best", |view| meaning(view) - view.best.meaning),
];

/// The numbers of every candidate that ranking looks at.
pub fn ranking_rows(understanding: &Understanding, kinds: &Kinds, found: &Found) -> Vec<Vec<f32>> {
    let best = best(found);
    let view = |candidate| View {
        understanding,
        kinds,
        found,
        candidate,
        best,
        margins: Margins::default(),
    };
    found.candidates.iter().map(|candidate| values(RANKING, &view(candidate))).collect()
}

/// Orders the candidates by `model`, best first; their scores are then what they were ordered by.
pub fn rank(model: &Model, understanding: &Understanding, kinds: &Kinds, found: &mut Found) {
    let rows = ranking_rows(understanding, kinds, found);
    for (candidate, row) in found.candidates.iter_mut().zip(rows) {
        candidate.score = model.ranking.sum(&row, candidate.is_taught);
    }
    found.candidates.sort_by(|a, b| b.score.partial_cmp(&a.score).unwrap_or(Ordering::Equal));
}

/// The numbers that the candidate at `place` of the ranking is judged by.
pub fn judging_row(
    understanding: &Understanding,
    kinds: &Kinds,
    found: &Found,
    place: usize,
) -> Option<(Vec<f32>, bool)> {
    let candidate = found.candidates.get(place)?;
    let view = View {
        understanding,
        kinds,
        found,
        candidate,
        best: best(found),
        margins: margins(found, place),
    };
    Some((values(JUDGING, &view), candidate.is_taught))
}

/// Gives the first of the ranked candidates, which may be answered with or offered, their probability.
pub fn estimate(judge: &Linear, understanding: &Understanding, kinds: &Kinds, found: &mut Found) {
    for place in 0..found.candidates.len().min(JUDGED) {
        let probability = probability(judge, understanding, kinds, found, place);
        if let Some(candidate) = found.candidates.get_mut(place) {
            candidate.probability = probability;
        }
    }
}

/// How likely the candidate at `place` of the ranking is to answer, 0 to 1.
pub fn probability(
    judge: &Linear,
    understanding: &Understanding,
    kinds: &Kinds,
    found: &Found,
    place: usize,
) -> f32 {
    judging_row(understanding, kinds, found, place)
        .map_or(0.0, |(row, taught)| 1.0 / (1.0 + (-judge.sum(&row, taught)).exp()))
}

fn values(features: &[Feature], view: &View<'_>) -> Vec<f32> {
    features.iter().map(|(_, value)| value(view)).collect()
}

fn best(found: &Found) -> Best {
    found.candidates.iter().fold(Best::default(), |best, candidate| {
        let near = nearness(candidate);
        Best {
            whole: best.whole.max(candidate.whole),
            whole_among: best.whole_among.max(candidate.whole_among),
            section: best.section.max(candidate.section_score),
            taught: best.taught.max(candidate.taught),
            alike: Alike {
                title_has: best.alike.title_has.max(candidate.alike.title_has),
                title_had: best.alike.title_had.max(candidate.alike.title_had),
                passage: best.alike.passage.max(candidate.alike.passage),
            },
            meaning: best.meaning.max(near),
            second_meaning: best.second_meaning.max(near.min(best.meaning)),
        }
    })
}

fn margins(found: &Found, place: usize) -> Margins {
    let own = found.candidates.get(place).map_or(0.0, |candidate| candidate.score);
    let others: Vec<f32> = found
        .candidates
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, other)| other.score)
        .collect();
    let ahead = |other: usize| {
        others.get(other).map_or(WIDEST, |score| (own - score).clamp(-WIDEST, WIDEST))
    };
    let all: f32 =
        found.candidates.iter().map(|candidate| (candidate.score - own).min(20.0).exp()).sum();
    Margins { second: ahead(0), fifth: ahead(3), share: if all > 0.0 { 1.0 / all } else { 0.0 } }
}

fn ratio(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// The harmonic mean: high only where both are.
fn both(a: f32, b: f32) -> f32 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// How near in meaning: the z-score over its usual reach; 0 where no engine compared.
fn meaning(view: &View<'_>) -> f32 {
    nearness(view.candidate)
}

fn nearness(candidate: &Candidate) -> f32 {
    candidate.meaning.map_or(0.0, |meaning| meaning.z / 4.0)
}

/// How surely the message is of a kind that is no content, as far as its words support it.
fn claim(view: &View<'_>) -> f32 {
    view.kinds
        .likeliest_claim()
        .map_or(0.0, |(kind, probability)| probability * view.understanding.supports(kind))
}

fn lacks(view: &View<'_>, asked: Asked) -> f32 {
    flag(view.candidate.lacks.has(asked))
}

fn flag(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

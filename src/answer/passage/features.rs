//! What tells that a sentence answers a question: named numbers, weighed by what `alebot calibrate` has learnt.

use std::ops::Range;

use super::Search;
use super::likeness::{AskedWords, FoundWords, TextWords};
use crate::answer::asked;
use crate::language::words::heading;
use crate::model::hit::Likened;

/// The names of the features, in the order of a [`Row`].
pub const NAMES: [&str; 12] = [
    "words",
    "heading",
    "words_or_heading",
    "section",
    "neighbours",
    "density",
    "length",
    "opening",
    "section_opening",
    "asked_kind",
    "likened",
    "told",
];

/// The features of one sentence.
pub type Row = [f32; NAMES.len()];

/// A word that every sentence has still weighs this much.
const LEAST_WEIGHT: f32 = 0.05;

/// A sentence and the section that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub range: Range<usize>,
    /// Sections are counted from 0, the one before the first heading.
    pub section: usize,
}

/// The sentences without headings, each in its section; and the heading of each section.
pub fn divide(body: &str, sentences: Vec<Range<usize>>) -> (Vec<Sentence>, Vec<&str>) {
    let (mut divided, mut headings) = (Vec::new(), vec![""]);
    for range in sentences {
        match heading(&body[range.clone()]) {
            Some(words) => headings.push(words),
            None => divided.push(Sentence { range, section: headings.len() - 1 }),
        }
    }
    (divided, headings)
}

/// The features of each sentence.
pub fn rows(search: &Search<'_>, sentences: &[Sentence], headings: &[&str]) -> Vec<Row> {
    let asked = AskedWords::of(search.question);
    let texts =
        TextWords::of(sentences.iter().map(|sentence| &search.body[sentence.range.clone()]));
    let found = texts.found(&asked);
    let weights = weights(&found, asked.len());
    let share = |found: &[f32]| share(found, &weights);
    let headings = TextWords::of(headings.iter().copied()).found(&asked);
    let headings: Vec<Vec<f32>> = headings.into_iter().map(|found| found.likenesses).collect();
    let sections = sections(sentences, &found, &headings);
    let kinds = asked::asked_in(search.question);
    let likened = likened(search, &texts);
    let told = told(sentences, search.likened);
    let row = |at: usize| -> Row {
        let sentence = &sentences[at];
        let text = &search.body[sentence.range.clone()];
        let FoundWords { likenesses: own, count } = &found[at];
        let heading = &headings[sentence.section];
        let before = at.checked_sub(1).and_then(|before| sentences.get(before));
        let opens = before.is_none_or(|before| before.section != sentence.section);
        let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(|other| {
            sentences.get(*other).is_some_and(|other| other.section == sentence.section)
        });
        let neighbours = neighbours
            .fold(vec![0.0; own.len()], |all, other| most(&all, &found[other].likenesses));
        let is_of_kind = kinds.iter().any(|kind| asked::answers(*kind, text));
        [
            share(own),
            share(heading),
            share(&most(own, heading)),
            share(&sections[sentence.section]),
            share(&neighbours),
            sum(own, &weights) / (*count as f32).sqrt().max(1.0),
            (text.chars().count() as f32).ln_1p(),
            flag(at == 0),
            flag(opens),
            flag(is_of_kind),
            likened[at],
            told[at],
        ]
    };
    (0..sentences.len()).map(row).collect()
}

/// How much each word of the question tells the sentences apart: the fewer have it, the more.
fn weights(found: &[FoundWords], words: usize) -> Vec<f32> {
    let having = |word: usize| found.iter().map(|found| found.likenesses[word]).sum::<f32>();
    let rarity = |word| ((found.len() as f32 + 1.0) / (having(word) + 0.5)).ln();
    (0..words).map(|word| rarity(word).max(LEAST_WEIGHT)).collect()
}

/// For each section how like its nearest word is to each of the question's.
fn sections(sentences: &[Sentence], found: &[FoundWords], headings: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let mut sections = headings.to_vec();
    for (sentence, found) in sentences.iter().zip(found) {
        sections[sentence.section] = most(&sections[sentence.section], &found.likenesses);
    }
    sections
}

/// How much of what others asked almost like this each sentence has, near ones counting more.
fn likened(search: &Search<'_>, sentences: &TextWords) -> Vec<f32> {
    let mut shares = vec![0.0; sentences.len()];
    let untold: Vec<&Likened<'_>> =
        search.likened.iter().filter(|example| example.answered_at.is_none()).collect();
    for example in &untold {
        let asked = AskedWords::of(example.text);
        let found = sentences.found(&asked);
        let weights = weights(&found, asked.len());
        for (all, found) in shares.iter_mut().zip(&found) {
            *all += share(&found.likenesses, &weights) / untold.len() as f32;
        }
    }
    shares
}

/// The share of the nearest examples that each sentence answers, as editors have said, near ones counting more; all 0 where none is told.
fn told(sentences: &[Sentence], likened: &[Likened<'_>]) -> Vec<f32> {
    let weight = |example: &Likened<'_>| example.similarity.powi(2);
    let told = || likened.iter().filter(|example| example.answered_at.is_some());
    let all: f32 = told().map(weight).sum();
    let of = |sentence: &Sentence| -> f32 {
        told().filter(|example| example.answered_at == Some(sentence.range.start)).map(weight).sum()
    };
    sentences.iter().map(|sentence| of(sentence) / all.max(f32::MIN_POSITIVE)).collect()
}

fn most(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a.max(*b)).collect()
}

fn sum(found: &[f32], weights: &[f32]) -> f32 {
    found.iter().zip(weights).map(|(found, weight)| found * weight).sum()
}

fn share(found: &[f32], weights: &[f32]) -> f32 {
    let all: f32 = weights.iter().sum();
    if all > 0.0 { sum(found, weights) / all } else { 0.0 }
}

fn flag(is_so: bool) -> f32 {
    f32::from(u8::from(is_so))
}

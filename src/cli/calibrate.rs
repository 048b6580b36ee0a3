//! `alebot calibrate`: learn the judge's weights from question sets.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::meaning::Meaning;
use super::{Failure, Settings, clock, eval};
use crate::answer::evidence::{self, JUDGING, RANKING};
use crate::answer::kinds::Kinds;
use crate::answer::passage;
use crate::answer::weights::{Linear, Model, Sheet, Table};
use crate::assistant::Assistant;
use crate::embedding::Patience;
use crate::measure::learning::{self, Group};
use crate::measure::{Judged, Reliability, Row, Share};
use crate::model::article::ArticleId;
use crate::model::hit::Found;
use crate::model::reply::ReplyKind;
use crate::model::understanding::Understanding;

/// So many candidates of each message are learnt from.
const CANDIDATES: usize = 20;
/// Learnt on nine tenths, tried on the tenth: what is printed was never seen.
const FOLDS: usize = 10;
/// The pull of every weight towards 0. Both are flat around these by the curves that the command prints.
const RANKING_PULL: f64 = 1e-3;
const JUDGE_PULL: f64 = 5e-4;
/// Each set weighs as much as so many messages, whatever its size: else the greatest would decide alone.
const SET_WEIGHT: f64 = 200.0;

#[derive(Args)]
pub struct Calibrate {
    /// Frågesamlingar, var och en med den kunskapsmapp som den frågar: MAPP=FIL
    #[arg(value_name = "MAPP=FIL", required = true)]
    sets: Vec<Set>,
    /// Skriv vikterna hit
    #[arg(long, value_name = "FIL")]
    output: Option<PathBuf>,
}

/// A knowledge folder and the questions asked of it.
#[derive(Clone, Debug)]
struct Set {
    knowledge: PathBuf,
    questions: PathBuf,
}

impl FromStr for Set {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (knowledge, questions) = text.split_once('=').ok_or(
            "skriv kunskapsmappen, ett likhetstecken och frågefilen: knowledge=fragor.jsonl",
        )?;
        Ok(Set { knowledge: knowledge.into(), questions: questions.into() })
    }
}

/// A message, read and searched.
struct Case {
    set: usize,
    kind: ReplyKind,
    /// Of a message that content answers; empty for any other.
    gold: Vec<String>,
    understanding: Understanding,
    kinds: Kinds,
    found: Found,
    weight: f64,
    /// The sentences of the text that answers, each with whether the answering words stand in it.
    sentences: Option<Group>,
}

impl Calibrate {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let mut cases = Vec::new();
        for (number, set) in self.sets.iter().enumerate() {
            cases.extend(read_set(settings, set, number)?);
        }
        let mut out = io::stdout().lock();
        for (number, reliability) in cross_validate(&cases, self.sets.len()).iter().enumerate() {
            let set = &self.sets[number];
            let sentences = cross_validate_sentences(&cases, number);
            writeln!(
                out,
                "{}={}\n{}answering sentence first: {} of {}\n",
                set.knowledge.display(),
                set.questions.display(),
                reliability.report(),
                sentences.right,
                sentences.rows,
            )?;
        }
        let all: Vec<&Case> = cases.iter().collect();
        let model = learn(&all);
        let sheet = Sheet {
            ranking: Table::of(&model.ranking, RANKING),
            judge: Table::of(&model.judge, JUDGING),
            passage: passage::NAMES
                .map(str::to_owned)
                .into_iter()
                .zip(learn_sentences(&all))
                .collect(),
        };
        let text = format!(
            "{}{}",
            self.heading(),
            toml::to_string(&sheet).map_err(|error| Failure::Told(error.to_string()))?
        );
        match &self.output {
            Some(path) => fs::write(path, text).map_err(|error| {
                Failure::Told(format!("{} går inte att skriva: {error}", path.display()))
            }),
            None => Ok(write!(out, "{text}")?),
        }
    }

    /// The command that made the weights, as it was given.
    fn heading(&self) -> String {
        let sets: String = self
            .sets
            .iter()
            .map(|set| {
                format!(" \\\n#     {}={}", set.knowledge.display(), set.questions.display())
            })
            .collect();
        format!(
            "# What the evidence weighs; see `evidence.rs` for the names. Made by\n#   alebot calibrate{sets}\n\n"
        )
    }
}

/// All rows: those with an answer, those that nothing answers, and those of other kinds, which no content answers either.
fn read_set(settings: &Settings, set: &Set, number: usize) -> Result<Vec<Case>, Failure> {
    let (assistant, _) = Assistant::start(
        &set.knowledge,
        &settings.index.join(format!("calibrate-{number}")),
        clock::today(),
    )?;
    let (assistant, meaning) = Meaning::beside(settings, assistant, Patience::unhurried())?;
    let rows: Vec<Row> = eval::questions(&set.questions)?;
    let asked: Vec<Row> = rows.into_iter().filter(|row| !row.ambiguous).collect();
    let weight = SET_WEIGHT / asked.len().max(1) as f64;
    asked
        .into_iter()
        .map(|row| {
            let wished = clock::parse(&row.at)
                .map_err(|message| Failure::Told(format!("{}: at: {message}", row.id)))?;
            let at = clock::local(Some(wished), assistant.knowledge.contact.hours.time_zone);
            let understanding = assistant.understand(&row.question, at);
            let near = assistant
                .near(meaning.as_ref().and_then(|meaning| meaning.of(&row.question)).as_ref());
            let mut found =
                assistant.candidates(&understanding, &understanding.text, CANDIDATES, &near);
            assistant.note_lacking(&understanding.text, found.candidates.iter_mut());
            let sentences = sentences(&assistant, &row, &found, weight);
            let gold = if row.kind == ReplyKind::Answer { row.articles } else { Vec::new() };
            Ok(Case {
                set: number,
                kind: row.kind,
                gold,
                kinds: Kinds::weighed(&understanding),
                sentences,
                understanding,
                found,
                weight,
            })
        })
        .collect()
}

/// The sentences of the first text that has the words which a good answer shows; `None` where a question names none.
fn sentences(assistant: &Assistant, row: &Row, found: &Found, weight: f64) -> Option<Group> {
    let wanted = row.must_quote.as_deref()?;
    let text = row
        .articles
        .iter()
        .filter_map(|id| assistant.article(&ArticleId::parse(id)?))
        .find(|article| article.body.contains(wanted))?;
    let starts = text.body.find(wanted)?;
    let candidates = passage::candidates(&passage::Search {
        body: &text.body,
        section: 0..text.body.len(),
        question: &row.question,
        likened: &assistant.likened(text, found),
    });
    let has =
        |range: &Range<usize>| text.body[range.clone()].contains(wanted) || range.contains(&starts);
    let rows = candidates.into_iter().map(|(range, row)| (row.to_vec(), has(&range))).collect();
    Some(Group { rows, weight })
}

fn learn_sentences(cases: &[&Case]) -> Vec<f32> {
    let groups: Vec<&Group> = cases.iter().filter_map(|case| case.sentences.as_ref()).collect();
    learning::learn_ranking(&groups, RANKING_PULL)
}

/// How often the sentence that weights put first, which were learnt without it, has the answering words.
fn cross_validate_sentences(cases: &[Case], set: usize) -> Share {
    let mut share = Share::default();
    for fold in 0..FOLDS {
        let weights = learn_sentences(&unseen_by(fold, cases));
        let sum = |row: &[f32]| -> f32 { row.iter().zip(&weights).map(|(a, b)| a * b).sum() };
        let tried = cases.iter().skip(fold).step_by(FOLDS).filter(|case| case.set == set);
        for group in tried.filter_map(|case| case.sentences.as_ref()) {
            let first = group.rows.iter().max_by(|(a, _), (b, _)| sum(a).total_cmp(&sum(b)));
            share.rows += 1;
            share.right += usize::from(first.is_some_and(|(_, right)| *right));
        }
    }
    share
}

/// The cases that a fold is not tried on.
fn unseen_by(fold: usize, cases: &[Case]) -> Vec<&Case> {
    let others = cases.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
    others.map(|(_, case)| case).collect()
}

/// By set, what models that have not seen a message say of it.
fn cross_validate(cases: &[Case], sets: usize) -> Vec<Reliability> {
    let mut reliabilities = vec![Reliability::default(); sets];
    for fold in 0..FOLDS {
        let model = learn(&unseen_by(fold, cases));
        for case in cases.iter().skip(fold).step_by(FOLDS) {
            if matches!(case.kind, ReplyKind::Answer | ReplyKind::Unknown) {
                reliabilities[case.set].add(judged(&model, case));
            }
        }
    }
    reliabilities
}

fn judged(model: &Model, case: &Case) -> Judged {
    let mut found = case.found.clone();
    evidence::rank(model, &case.understanding, &case.kinds, &mut found);
    Judged {
        probability: evidence::probability(
            &model.judge,
            &case.understanding,
            &case.kinds,
            &found,
            0,
        ),
        right: found.candidates.first().is_some_and(|candidate| case.is_right(candidate)),
        answerable: !case.gold.is_empty(),
    }
}

fn learn(cases: &[&Case]) -> Model {
    let groups: Vec<Group> = cases.iter().map(|case| case.ranking_group()).collect();
    let ranking = Linear::of_halves(&learning::learn_ranking(
        &groups.iter().collect::<Vec<_>>(),
        RANKING_PULL,
    ));
    let unjudged = Model { ranking, judge: Linear { all: Vec::new(), taught: Vec::new() } };
    let groups: Vec<Group> =
        cases.iter().filter_map(|case| case.judging_group(&unjudged)).collect();
    let judge =
        Linear::of_halves(&learning::learn_judge(&groups.iter().collect::<Vec<_>>(), JUDGE_PULL));
    Model { judge, ..unjudged }
}

impl Case {
    fn is_right(&self, candidate: &crate::model::hit::Candidate) -> bool {
        self.gold.iter().any(|gold| gold == candidate.article.as_str())
    }

    fn ranking_group(&self) -> Group {
        let rows = evidence::ranking_rows(&self.understanding, &self.kinds, &self.found);
        let rows = self.found.candidates.iter().zip(rows);
        let rows = rows.map(|(candidate, row)| {
            (Linear::halves(&row, candidate.is_taught), self.is_right(candidate))
        });
        Group { rows: rows.collect(), weight: self.weight }
    }

    fn judging_group(&self, model: &Model) -> Option<Group> {
        let mut found = self.found.clone();
        evidence::rank(model, &self.understanding, &self.kinds, &mut found);
        let (row, taught) = evidence::judging_row(&self.understanding, &self.kinds, &found, 0)?;
        let right = found.candidates.first().is_some_and(|candidate| self.is_right(candidate));
        Some(Group { rows: vec![(Linear::halves(&row, taught), right)], weight: self.weight })
    }
}

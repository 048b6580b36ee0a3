//! Measuring the engine alone, on a retrieval set in BEIR form (Thakur et al. 2021): `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::document::{Corpus, Document};
use super::index::{SearchError, SearchIndex};
use super::meaning::Meanings;
use super::merging::merge;
use super::query::Query;
use super::searcher::Searcher;
use crate::embedding::{Vector, Vectors};
use crate::model::article::ArticleId;

/// How deep a ranking is looked at.
const DEPTH: usize = 10;
/// How deep the rankings by words are that meaning is added to.
const MERGED: usize = 100;

/// What a retrieval set says of the engine; shares are fractions of 1, means over all queries that have a judgement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct BeirReport {
    pub documents: usize,
    pub queries: usize,
    #[serde(rename = "accuracy@1")]
    pub accuracy_at_1: f64,
    #[serde(rename = "mrr@10")]
    pub mrr_at_10: f64,
    #[serde(rename = "ndcg@10")]
    pub ndcg_at_10: f64,
    #[serde(rename = "recall@10")]
    pub recall_at_10: f64,
    pub index_seconds: f64,
    /// Searched one after another on one thread.
    pub queries_per_second: f64,
}

/// Why a retrieval set cannot be measured.
#[derive(Debug, thiserror::Error)]
pub enum BeirError {
    #[error("{}: {source}; a retrieval set is a folder with corpus.jsonl, queries.jsonl and qrels.tsv", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}:{line}: {source}", path.display())]
    Json { path: PathBuf, line: usize, source: serde_json::Error },
    #[error("{}:{line}: expected a query's id, a document's id and a number, with tabs between", path.display())]
    Judgement { path: PathBuf, line: usize },
    #[error("{}: no query of queries.jsonl is judged here", path.display())]
    Nothing { path: PathBuf },
    #[error(transparent)]
    Engine(#[from] SearchError),
}

#[derive(Deserialize)]
struct CorpusLine {
    #[serde(rename = "_id")]
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct QueryLine {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

/// By query, the documents that answer it and how well (greater than 0).
type Judgements = HashMap<String, HashMap<String, u32>>;

/// What gives vectors: of the passages of a set, and of each query; `None` where words alone are compared.
pub trait Comparing {
    fn vectors(&self, texts: &Arc<[String]>) -> Vectors;
    fn query(&self, text: &str) -> Option<Vector>;
}

/// Indexes the set in `dir` in memory, searches all its judged queries and scores the rankings.
pub fn evaluate(dir: &Path, comparing: Option<&dyn Comparing>) -> Result<BeirReport, BeirError> {
    let corpus: Vec<CorpusLine> = json_lines(&dir.join("corpus.jsonl"))?;
    let queries: Vec<QueryLine> = json_lines(&dir.join("queries.jsonl"))?;
    let qrels = dir.join("qrels.tsv");
    let judgements = judgements(&qrels)?;
    let queries: Vec<&QueryLine> =
        queries.iter().filter(|query| judgements.contains_key(&query.id)).collect();
    if queries.is_empty() {
        return Err(BeirError::Nothing { path: qrels });
    }

    let document = |line: CorpusLine| Document {
        id: line.id,
        title: line.title,
        body: line.text,
        ..Document::default()
    };
    let corpus =
        Corpus { documents: corpus.into_iter().map(document).collect(), examples: Vec::new() };
    let started = Instant::now();
    let searcher = Searcher::new(Arc::new(SearchIndex::in_memory(&corpus)?), &[]);
    let index_seconds = started.elapsed().as_secs_f64();

    let meanings = comparing.map(|comparing| (comparing, meanings_of(&corpus, comparing)));
    let started = Instant::now();
    let rankings: Vec<Vec<String>> = queries
        .iter()
        .map(|query| {
            let near = meanings
                .as_ref()
                .and_then(|(comparing, meanings)| meanings.near(&comparing.query(&query.text)?));
            let depth = if near.is_some() { MERGED } else { DEPTH };
            let words = searcher.documents(&Query::swedish(query.text.as_str(), depth));
            let ids = merge(&words, near.as_deref().unwrap_or_default(), DEPTH);
            ids.into_iter().map(str::to_owned).collect()
        })
        .collect();
    let search_seconds = started.elapsed().as_secs_f64();

    let mut report = BeirReport {
        documents: corpus.documents.len(),
        queries: queries.len(),
        index_seconds,
        ..BeirReport::default()
    };
    for (query, ranking) in queries.iter().zip(&rankings) {
        if let Some(relevant) = judgements.get(&query.id) {
            let ranking: Vec<&str> = ranking.iter().map(String::as_str).collect();
            report.add(&ranking, relevant);
        }
    }
    let count = queries.len() as f64;
    for share in [
        &mut report.accuracy_at_1,
        &mut report.mrr_at_10,
        &mut report.ndcg_at_10,
        &mut report.recall_at_10,
    ] {
        *share /= count;
    }
    report.queries_per_second = count / search_seconds.max(f64::MIN_POSITIVE);
    Ok(report)
}

fn meanings_of(corpus: &Corpus, comparing: &dyn Comparing) -> Meanings {
    let texts = corpus.documents.iter().filter_map(|document| {
        Some((ArticleId::parse(&document.id)?, document.title.as_str(), document.body.as_str()))
    });
    let meanings = Meanings::of_texts(texts);
    let vectors = comparing.vectors(meanings.texts());
    meanings.with(vectors)
}

impl BeirReport {
    /// Adds one query's figures to the sums; gains and discounts as in trec_eval (linear gain).
    fn add(&mut self, ranking: &[&str], relevant: &HashMap<String, u32>) {
        let gains: Vec<f64> = ranking
            .iter()
            .take(DEPTH)
            .map(|id| relevant.get(*id).copied().map_or(0.0, f64::from))
            .collect();
        let discounted = |gains: &[f64]| {
            gains
                .iter()
                .enumerate()
                .map(|(rank, gain)| gain / (rank as f64 + 2.0).log2())
                .sum::<f64>()
        };
        let mut ideal: Vec<f64> = relevant.values().copied().map(f64::from).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        ideal.truncate(DEPTH);
        let first = gains.iter().position(|&gain| gain > 0.0);
        self.accuracy_at_1 += if first == Some(0) { 1.0 } else { 0.0 };
        self.mrr_at_10 += first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        self.ndcg_at_10 += discounted(&gains) / discounted(&ideal);
        self.recall_at_10 +=
            gains.iter().filter(|&&gain| gain > 0.0).count() as f64 / relevant.len() as f64;
    }
}

fn read(path: &Path) -> Result<String, BeirError> {
    fs::read_to_string(path).map_err(|source| BeirError::File { path: path.to_owned(), source })
}

fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, BeirError> {
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|source| BeirError::Json {
            path: path.to_owned(),
            line: at + 1,
            source,
        })
    };
    read(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

/// Reads `qrels.tsv`; its first line may be a heading, and judgements of 0 or less say nothing here.
fn judgements(path: &Path) -> Result<Judgements, BeirError> {
    let mut judgements = Judgements::new();
    for (at, line) in read(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = || BeirError::Judgement { path: path.to_owned(), line: at + 1 };
        let parts: Vec<&str> = line.split('\t').collect();
        let &[query, document, score] = parts.as_slice() else {
            return Err(wrong());
        };
        match score.trim().parse::<i64>() {
            Ok(score) if score > 0 => {
                let score = u32::try_from(score).map_err(|_| wrong())?;
                judgements.entry(query.to_owned()).or_default().insert(document.to_owned(), score);
            }
            Ok(_) => {}
            Err(_) if at == 0 => {}
            Err(_) => return Err(wrong()),
        }
    }
    Ok(judgements)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ranking: &[&str], relevant: &[(&str, u32)], expected: [f64; 4]) {
        let mut report = BeirReport::default();
        report.add(ranking, &relevant.iter().map(|&(id, gain)| (id.to_owned(), gain)).collect());
        let reached =
            [report.accuracy_at_1, report.mrr_at_10, report.ndcg_at_10, report.recall_at_10];
        assert!(
            reached
                .iter()
                .zip(expected)
                .all(|(reached, expected)| (reached - expected).abs() < 1e-4),
            "{ranking:?}: {reached:?}"
        );
    }

    #[test]
    fn figures_are_those_of_trec_eval() {
        check(&["a", "b"], &[("a", 1)], [1.0, 1.0, 1.0, 1.0]);
        check(&["b", "a"], &[("a", 1)], [0.0, 0.5, 0.6309, 1.0]);
        check(&["b", "c"], &[("a", 1)], [0.0, 0.0, 0.0, 0.0]);
        check(&["a", "c", "b"], &[("a", 1), ("b", 1)], [1.0, 1.0, 0.9197, 1.0]);
        // Graded: 1 + 2/log2(3) of 2 + 1/log2(3).
        check(&["a", "b"], &[("a", 1), ("b", 2)], [1.0, 1.0, 0.8597, 1.0]);
        check(
            &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"],
            &[("a", 1)],
            [0.0, 0.0, 0.0, 0.0],
        );
    }

    #[test]
    #[ignore = "measures the sets in ALEBOT_BEIR, a list of folders"]
    fn measure() {
        for dir in std::env::var("ALEBOT_BEIR").unwrap_or_default().split_whitespace() {
            println!(
                "{dir}: {}",
                serde_json::to_string(&evaluate(Path::new(dir), None).unwrap()).unwrap()
            );
        }
    }
}

//! The engine beside a plain one-field, stemmed BM25 query of tantivy's on the same articles, at 1 000 and at 100 000 of them.
//!
//! `cargo bench --bench search` prints the ratio of the two before criterion's figures. `ALEBOT_BENCH_ARTICLES` (numbers with spaces between)
//! measures other sizes. `ALEBOT_BENCH_WRITES` is a folder to write texts and questions to, for `beside.py`.

mod plain;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use alebot::search::{self, Corpus, Query, SearchIndex};
use criterion::Criterion;
use serde_json::json;

use plain::{Generator, LIMIT, Plain};

fn mean(queries: &[String], mut search: impl FnMut(&str) -> usize) -> Duration {
    let started = Instant::now();
    for query in queries {
        black_box(search(query));
    }
    started.elapsed() / queries.len() as u32
}

fn compare(criterion: &mut Criterion, count: usize) {
    let mut generator = Generator::new();
    let articles = generator.articles(count);
    let queries = generator.queries(&articles);
    if let Ok(folder) = std::env::var("ALEBOT_BENCH_WRITES") {
        let texts = articles.iter().map(|article| {
            format!("{} {} {}", article.title, article.body, article.questions.join(" "))
        });
        write(&folder, "documents", texts);
        write(&folder, "questions", queries.iter().cloned());
    }
    let started = Instant::now();
    let corpus = Corpus { documents: articles.clone(), examples: Vec::new() };
    let engine = search::Searcher::new(Arc::new(SearchIndex::in_memory(&corpus).unwrap()), &[]);
    let built = started.elapsed();
    let plain = Plain::new(&articles);
    let ask = |text: &str| engine.documents(&Query::swedish(text, LIMIT)).len();

    // Alternating rounds, and the best of each, so that another process's load does not fall on one side.
    let rounds: Vec<(Duration, Duration)> =
        (0..15).map(|_| (mean(&queries, ask), mean(&queries, |text| plain.search(text)))).collect();
    let ours = rounds.iter().map(|round| round.0).min().unwrap();
    let theirs = rounds.iter().map(|round| round.1).min().unwrap();
    println!(
        "{count} articles, built in {built:.1?}: engine {ours:.1?}, plain {theirs:.1?}, ratio {:.2}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );

    let mut group = criterion.benchmark_group(format!("{count} articles"));
    let mut turn = queries.iter().cycle();
    group.bench_function("engine", |bencher| bencher.iter(|| turn.next().map(|text| ask(text))));
    group.bench_function("plain", |bencher| {
        bencher.iter(|| turn.next().map(|text| plain.search(text)))
    });
    group.finish();
}

fn write(folder: &str, name: &str, texts: impl Iterator<Item = String>) {
    let file = File::create(Path::new(folder).join(format!("{name}.jsonl"))).unwrap();
    let mut file = BufWriter::new(file);
    texts.for_each(|text| writeln!(file, "{}", json!({ "text": text })).unwrap());
    file.flush().unwrap();
}

fn main() {
    let sizes = std::env::var("ALEBOT_BENCH_ARTICLES").unwrap_or_else(|_| "1000 100000".into());
    let mut criterion = Criterion::default().configure_from_args();
    for size in sizes.split_whitespace() {
        compare(&mut criterion, size.parse().expect("ALEBOT_BENCH_ARTICLES holds numbers"));
    }
    criterion.final_summary();
}

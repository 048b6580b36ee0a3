//! A floor under the search engine, on a small retrieval set made up for this test (`tests/retrieval`): thirty texts as a municipality could have
//! written them, and thirty messages with other inflections, compounds, slips and spellings.

use std::path::Path;

use alebot::search::beir::{BeirError, evaluate};

#[test]
fn the_engine_does_not_fall_below_what_it_reached() {
    let report = evaluate(Path::new("tests/retrieval"), None).unwrap();
    assert_eq!((report.documents, report.queries), (30, 30));
    assert!(report.accuracy_at_1 >= 0.9, "{report:?}");
    assert!(report.ndcg_at_10 >= 0.94, "{report:?}");
    assert!(report.recall_at_10 >= 0.96, "{report:?}");
}

#[test]
fn a_report_has_the_names_that_eval_prints() {
    let report =
        serde_json::to_value(evaluate(Path::new("tests/retrieval"), None).unwrap()).unwrap();
    for name in
        ["accuracy@1", "mrr@10", "ndcg@10", "recall@10", "index_seconds", "queries_per_second"]
    {
        assert!(report[name].is_f64(), "{name}: {report}");
    }
}

/// A folder with these files, and what is wrong with it.
fn check(corpus: &str, queries: &str, qrels: &str, expected: &str) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("corpus.jsonl", corpus), ("queries.jsonl", queries), ("qrels.tsv", qrels)]
    {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let error = evaluate(dir.path(), None).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_is_wrong_with_a_set_is_told_by_file_and_line() {
    let (corpus, queries, qrels) = (
        r#"{"_id": "d", "text": "bygglov"}"#,
        r#"{"_id": "q", "text": "lov"}"#,
        "query-id\tcorpus-id\tscore\nq\td\t1\n",
    );
    check("{}", queries, qrels, "corpus.jsonl:1: missing field `_id`");
    check(corpus, &format!("{queries}\n\nnonsense"), qrels, "queries.jsonl:3: ");
    check(corpus, queries, "q\td\t1\nq d 1\n", "qrels.tsv:2: ");
    check(corpus, queries, "q\td\t1\nq\td\tone\n", "qrels.tsv:2: ");
    check(
        corpus,
        queries,
        "query-id\tcorpus-id\tscore\nother\td\t1\n",
        "no query of queries.jsonl is judged",
    );
    check(corpus, queries, "q\td\t0\n", "no query of queries.jsonl is judged");
    let missing = evaluate(Path::new("tests/nowhere"), None).unwrap_err();
    assert!(matches!(missing, BeirError::File { .. }), "{missing}");
}

//! With an embedding engine.

use std::process::Output;

use super::databases::runtime;
use super::engine_double::{EngineDouble, Fault};
use super::{command, index, knowledge, said};

/// `alebot index`, on a copy of the index without vectors of others.
fn indexed(folder: &std::path::Path, engine: &str) -> Output {
    let mut index = command(&knowledge(), folder, &["index"]);
    // A proxy is another machine: what goes to an engine on this one must not pass it.
    let proxy = "http://127.0.0.1:9";
    index
        .env("ALEBOT_EMBEDDINGS_URL", engine)
        .env("http_proxy", proxy)
        .env("ALL_PROXY", proxy)
        .output()
        .unwrap()
}

fn copied_index() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(index()).unwrap().flatten() {
        // The classifier, so that it need not be trained; the rest is built in no time.
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    folder
}

#[test]
fn index_computes_every_vector_once() {
    let runtime = runtime();
    let engine = runtime.block_on(EngineDouble::start());
    let folder = copied_index();
    let first = indexed(folder.path(), &engine.address);
    assert!(first.status.success(), "{}", said(&first.stderr));
    assert!(said(&first.stdout).contains(" vektorer."), "{}", said(&first.stdout));
    let asked = engine.texts().len();
    assert!(asked > 100);
    let second = indexed(folder.path(), &engine.address);
    assert_eq!(said(&first.stdout), said(&second.stdout));
    assert_eq!(engine.texts().len(), asked + 1, "one text shows that the model is the same");
}

#[test]
fn an_engine_that_fails_is_told_of_and_stops_nothing() {
    let runtime = runtime();
    let engine = runtime.block_on(EngineDouble::start());
    engine.fails(Fault::Body("hej"));
    let folder = copied_index();
    let output = indexed(folder.path(), &engine.address);
    assert!(output.status.success());
    assert!(
        said(&output.stderr).contains("embeddingmotorn ger inga vektorer"),
        "{}",
        said(&output.stderr)
    );
    assert!(said(&output.stdout).contains(" 0 vektorer."), "{}", said(&output.stdout));
}

#[test]
fn an_engine_on_another_machine_is_refused_unless_somebody_has_said_so() {
    let output = indexed(index(), "http://moln.example:8000");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output.stderr).contains("ALEBOT_EMBEDDINGS_REMOTE=yes"),
        "{}",
        said(&output.stderr)
    );
}

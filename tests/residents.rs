//! What residents see on Telegram: the dialogues in `tests/dialogues/telegram`, played against the whole process on each database.

mod databases;
mod double;
mod process;

#[path = "residents/script.rs"]
mod script;
#[path = "residents/stage.rs"]
mod stage;

use std::path::{Path, PathBuf};

use databases::{on_each_database, runtime};

fn dialogues() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/telegram");
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    // One of them alone: DIALOGUE=hours cargo test --test residents
    let only = std::env::var("DIALOGUE").unwrap_or_default();
    paths.retain(|path| path.to_string_lossy().contains(&only));
    paths.sort();
    paths
}

#[test]
fn dialogues_go_as_written() {
    let mut faults = Vec::new();
    for path in dialogues() {
        let found = std::cell::RefCell::new(Vec::new());
        on_each_database(|url| {
            let played = runtime().block_on(stage::play(&path, url));
            found.borrow_mut().extend(played);
        });
        faults.extend(found.into_inner());
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

//! With an embedding engine beside it: vectors in the background, and answers whatever the engine does.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{PATIENCE, QUESTION, World, runtime};
use crate::databases::on_sqlite;
use crate::engine_double::EngineDouble;
use crate::process::{Database, Folder, OPEN, Program};

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A service with an engine, its page of figures at this port, and an index of its own, which the vectors lie beside.
async fn world(url: &str, engine: &EngineDouble, port: u16, folder: &Folder) -> World {
    let double = super::Double::start().await;
    let program =
        Program::with_knowledge(&double.address(), url, &folder.knowledge(), &folder.index());
    let program = program
        .env("ALEBOT_EMBEDDINGS_URL", &engine.address)
        .env("ALEBOT_FIGURES", format!("127.0.0.1:{port}"))
        .at(OPEN);
    World {
        running: program.start(),
        database: Database::open(url).await,
        double,
        url: url.to_owned(),
    }
}

/// Waits until the page of figures has these words.
async fn until_figures_say(port: u16, words: &str) -> String {
    let start = Instant::now();
    loop {
        let page = match reqwest::get(format!("http://127.0.0.1:{port}/figures")).await {
            Ok(page) => page.text().await.unwrap(),
            Err(_) => String::new(),
        };
        if page.contains(words) {
            return page;
        }
        assert!(start.elapsed() < PATIENCE, "{words:?} is not in {page:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// "vectors: 12 of 40"
fn counted(page: &str) -> (usize, usize) {
    let (_, counts) = page.split_once("vectors: ").unwrap();
    let (known, all) = counts.trim().split_once(" of ").unwrap();
    (known.parse().unwrap(), all.parse().unwrap())
}

async fn until_all_are_known(port: u16) -> usize {
    let start = Instant::now();
    loop {
        let (known, all) = counted(&until_figures_say(port, "vectors: ").await);
        if known == all && all > 0 {
            return all;
        }
        assert!(start.elapsed() < 2 * PATIENCE, "{known} of {all}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn files_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, |entries| entries.count())
}

#[test]
fn vectors_are_computed_in_the_background_and_follow_the_knowledge() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let (engine, port, folder) = (EngineDouble::start().await, free_port(), Folder::new());
            let mut world = world(url, &engine, port, &folder).await;
            world.double.text(1, QUESTION);
            world.answered(1, 1).await;
            let before = until_all_are_known(port).await;
            assert_eq!(files_in(&folder.index().join("vectors")), 1);
            folder.write("articles/simhallen.md", SWIMMING);
            let start = Instant::now();
            while until_all_are_known(port).await == before {
                assert!(start.elapsed() < PATIENCE, "the new article has no units");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert!(engine.texts().iter().any(|text| text.contains("Vattnet håller 28 grader.")));
            world.quiet().await;
        });
    });
}

const SWIMMING: &str = "+++\nid = \"simhallen\"\ntitle = \"Simhallen\"\nkind = \"page\"\n+++\nVattnet håller 28 grader.\n";

#[test]
fn an_engine_that_dies_costs_no_answer_and_is_told_of_once() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let (engine, port, folder) = (EngineDouble::start().await, free_port(), Folder::new());
            engine.fails(crate::engine_double::Fault::Status(401));
            let mut world = world(url, &engine, port, &folder).await;
            until_figures_say(port, "left alone: refuses the key").await;
            for chat in 1..=20 {
                world.double.text(chat, QUESTION);
            }
            for chat in 1..=20 {
                world.answered(chat, 1).await;
            }
            assert_eq!(world.running.said("left alone"), 1, "{}", world.running.log());
            engine.is_mended();
            until_all_are_known(port).await;
            until_figures_say(port, "embedding engine: asked").await;
            assert_eq!(world.running.said("the embedding engine is back"), 1);
            world.quiet().await;
        });
    });
}

//! Knowledge that somebody changes while it runs.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{PATIENCE, World};
use crate::databases::{on_sqlite, runtime};
use crate::double::Double;
use crate::process::{Database, Folder, OPEN, Program};

pub async fn world(folder: &Folder, url: &str) -> World {
    world_of(&folder.knowledge(), folder, url).await
}

/// The same with knowledge from elsewhere.
async fn world_of(knowledge: &Path, folder: &Folder, url: &str) -> World {
    let double = Double::start().await;
    let program = Program::with_knowledge(&double.address(), url, knowledge, &folder.index());
    World {
        running: program.at(OPEN).start(),
        database: Database::open(url).await,
        double,
        url: url.to_owned(),
    }
}

impl World {
    /// Asks, and gives what is shown.
    async fn ask(&mut self, text: &str) -> String {
        self.double.text(1, text);
        self.quiet().await;
        self.double.shown(1).pop().unwrap_or_default()
    }

    /// Asks again and again until the reply has these words.
    async fn until_it_says(&mut self, question: &str, words: &str) {
        let start = Instant::now();
        while !self.ask(question).await.contains(words) {
            assert!(start.elapsed() < PATIENCE, "{question} still does not bring {words:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[test]
fn a_changed_number_is_told_without_a_restart() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let folder = Folder::new();
            let mut world = world(&folder, url).await;
            assert!(world.ask("/kontakt").await.contains("0303-70 30 00"));
            folder.replace("contact.toml", "0303-70 30 00", "0303-70 31 11");
            world.until_it_says("/kontakt", "0303-70 31 11").await;
        });
    });
}

#[test]
fn what_changes_in_the_folder_below_is_said_by_the_one_above() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let folder = Folder::new();
            let mut world = world_of(&folder.of_another(), &folder, url).await;
            assert!(world.ask("/malen").await.contains("Färdplanen har tre mål"));
            assert!(world.ask("hur mår du?").await.contains("mår varken bra eller dåligt"));
            folder.replace("wording/sv.ftl", "mår varken bra eller dåligt", "mår som maskiner mår");
            world.until_it_says("hur mår du?", "mår som maskiner mår").await;
        });
    });
}

#[test]
fn a_new_article_is_known_without_a_restart() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let folder = Folder::new();
            let mut world = world(&folder, url).await;
            assert!(!world.ask("/start gratis-cykelpump").await.contains("Kommunhuset har en cykelpump"));
            let article = "+++\nid = \"gratis-cykelpump\"\ntitle = \"Cykelpump\"\nkind = \"faq\"\nquestions = [\"var finns en cykelpump?\"]\n+++\nKommunhuset har en cykelpump vid entrén.\n";
            folder.write("articles/cykelpump.md", article);
            world.until_it_says("/start gratis-cykelpump", "har en cykelpump").await;
            world.until_it_says("var finns en cykelpump?", "har en cykelpump").await;
            folder.remove("articles/cykelpump.md");
            world.until_it_says("/start gratis-cykelpump", "inget svar på").await;
            let reply = world.ask("var finns en cykelpump?").await;
            assert!(!reply.contains("har en cykelpump"), "{reply}");
            assert_eq!(world.running.said("panicked"), 0);
        });
    });
}

#[test]
fn a_folder_that_is_exchanged_is_watched_from_then_on() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let folder = Folder::new();
            let mut world = world(&folder, url).await;
            assert!(world.ask("/kontakt").await.contains("0303-70 30 00"));
            folder.exchange(|next| next.replace("contact.toml", "0303-70 30 00", "0303-70 31 11"));
            world.until_it_says("/kontakt", "0303-70 31 11").await;
            tokio::time::sleep(Duration::from_secs(1)).await;
            folder.replace("contact.toml", "0303-70 31 11", "0303-70 32 22");
            world.until_it_says("/kontakt", "0303-70 32 22").await;
        });
    });
}

#[test]
fn broken_knowledge_leaves_the_old_and_is_told() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let folder = Folder::new();
            let mut world = world(&folder, url).await;
            assert!(world.ask("/kontakt").await.contains("0303-70 30 00"));
            folder.replace("contact.toml", "phone = \"0303-70 30 00\"", "phone = ");
            let told = || world.running.log().contains("contact.toml").then_some(());
            world.double.until("the fault told", told).await;
            assert!(world.ask("/kontakt").await.contains("0303-70 30 00"));
            folder.replace("contact.toml", "phone = ", "phone = \"0303-70 32 22\"");
            world.until_it_says("/kontakt", "0303-70 32 22").await;
        });
    });
}

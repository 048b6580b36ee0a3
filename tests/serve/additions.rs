//! What staff add while it runs, from wherever it is written.

use std::process::Command;
use std::time::Duration;

use alebot::knowledge::{faq_file, wording};
use alebot::model::contact::Exception;
use alebot::model::id::UserId;
use alebot::store::{FaqWrite, NoticeWrite, Staff, Store, Write};
use serde_json::json;

use super::knowledge::world as knowledge_world;
use super::{PATIENCE, World, in_each_world, on_each_database, runtime};
use crate::databases::on_sqlite;
use crate::process::{Folder, index, knowledge};

fn author() -> Staff {
    Staff { id: UserId::new(71), name: "Anna".to_owned() }
}

impl World {
    async fn until_said(&mut self, question: &str, said: impl Fn(&str) -> bool) {
        let start = std::time::Instant::now();
        loop {
            self.double.text(1, question);
            self.quiet().await;
            let shown = self.double.shown(1).pop().unwrap_or_default();
            if said(&shown) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{question} still brings {shown:?}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

#[test]
fn an_import_beside_a_running_service_is_known_to_it() {
    on_each_database(|url| {
        runtime().block_on(async {
            let mut world = World::start(url).await;
            world
                .until_said("var finns en cykelpump?", |shown| {
                    !shown.is_empty() && !shown.contains("Vid dörren")
                })
                .await;
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("pump.md"), PUMP).unwrap();
            let imported = Command::new(env!("CARGO_BIN_EXE_alebot"))
                .env_clear()
                .env("ALEBOT_DATABASE", url)
                .args([
                    "--knowledge".as_ref(),
                    knowledge().as_os_str(),
                    "--index".as_ref(),
                    index().as_os_str(),
                ])
                .args(["faq".as_ref(), "import".as_ref(), folder.path().as_os_str()])
                .output()
                .unwrap();
            assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
            world.until_said("var finns en cykelpump?", |shown| shown.contains("Vid dörren")).await;
            world.until_said("/start faq-pump", |shown| shown.contains("Vid dörren")).await;
        });
    });
}

#[test]
fn a_notice_that_ends_by_itself_vanishes() {
    in_each_world(async |mut world| {
        let store = Store::open(&world.url).await.unwrap();
        // The service's clock stands at OPEN; the store's rows carry its time.
        let now = alebot_now();
        let until_ms = Some(now + 8_000);
        let notice = NoticeWrite::Add {
            text: "Vattnet är avstängt.".to_owned(),
            until_ms,
            author: author(),
        };
        store.write(&[Write::Notice(notice)], now - 1_000).await.unwrap();
        world.until_said("hej", |shown| shown.starts_with("Vattnet är avstängt.")).await;
        world.until_said("hej", |shown| !shown.contains("Vattnet")).await;
    });
}

#[test]
fn an_exception_holds_at_once_and_is_taken_back_at_once() {
    in_each_world(async |mut world| {
        let store = Store::open(&world.url).await.unwrap();
        let exception = Exception {
            date: "2026-05-12".parse().unwrap(),
            open: Vec::new(),
            reason: "Strömavbrott".to_owned(),
        };
        store
            .write(&[Write::Notice(NoticeWrite::AddException { exception, author: author() })], 1)
            .await
            .unwrap();
        world.until_said("öppet nu?", |shown| shown.contains("Strömavbrott")).await;
        let id = store.exceptions("2026-01-01".parse().unwrap()).await.unwrap()[0].id;
        store.write(&[Write::Notice(NoticeWrite::RemoveException { id })], 2).await.unwrap();
        world.until_said("öppet nu?", |shown| shown.contains("har öppet nu")).await;
    });
}

const PUMP: &str = "+++\nid = \"faq-pump\"\ntitle = \"Var finns en cykelpump?\"\nkind = \"faq\"\n+++\nVid dörren.\n";

/// Staff's entry about the pump, in the store.
fn pump() -> Write {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pump.md"), PUMP).unwrap();
    let wording = wording(&knowledge()).unwrap();
    let read = faq_file::read(folder.path(), &Default::default(), &wording);
    let mut read = read.map(|read| read.entries).unwrap();
    Write::Faq(FaqWrite::Save { article: Box::new(read.remove(0)), author: None })
}

#[test]
fn entries_outlive_changed_knowledge() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            store.write(&[pump()], 1).await.unwrap();
            let folder = Folder::new();
            let mut world = knowledge_world(&folder, url).await;
            world.until_said("var finns en cykelpump?", |shown| shown.contains("Vid dörren")).await;
            folder.replace("contact.toml", "0303-70 30 00", "0303-70 31 11");
            world.until_said("/kontakt", |shown| shown.contains("0303-70 31 11")).await;
            world.until_said("var finns en cykelpump?", |shown| shown.contains("Vid dörren")).await;
        });
    });
}

#[test]
fn entries_are_offered_in_any_chat_and_notices_are_not() {
    in_each_world(async |mut world| {
        let store = Store::open(&world.url).await.unwrap();
        let notice = NoticeWrite::Add {
            text: "Vattnet är avstängt.".to_owned(),
            until_ms: None,
            author: author(),
        };
        store.write(&[pump(), Write::Notice(notice)], 1).await.unwrap();
        world
            .until_said("var finns en cykelpump?", |shown| {
                shown.contains("Vattnet") && shown.contains("Vid dörren")
            })
            .await;
        let from = json!({"id": 1, "is_bot": false, "first_name": "Anna", "language_code": "sv"});
        world.double.update(json!({"inline_query": {"id": "7", "from": from, "query": "var finns en cykelpump", "offset": ""}}));
        let calls = world.double.wait_for("answerInlineQuery", 1).await;
        let results = calls[0].params["results"].clone();
        let results =
            results.as_str().map_or(results.clone(), |text| serde_json::from_str(text).unwrap());
        assert_eq!(results[0]["title"], "Var finns en cykelpump?", "{results}");
        let shown = results.to_string();
        assert!(shown.contains("Vid dörren.") && !shown.contains("Vattnet"), "{shown}");
    });
}

/// The moment that the service's clock was set to at its start, a few seconds ago.
fn alebot_now() -> i64 {
    chrono::NaiveDateTime::parse_from_str("2026-05-12T08:00", "%Y-%m-%dT%H:%M")
        .unwrap()
        .and_utc()
        .timestamp_millis()
}

//! What staff add while it runs, from wherever it is written.

use std::process::Command;
use std::time::Duration;

use alebot::model::contact::Exception;
use alebot::store::{NoticeWrite, Staff, Store, Write};

use super::{PATIENCE, World, in_each_world, on_each_database, runtime};
use crate::process::{index, knowledge};

fn author() -> Staff {
    Staff { id: 71, name: "Anna".to_owned() }
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
            world.until_said("var finns en cykelpump?", |shown| !shown.is_empty() && !shown.contains("Vid dörren")).await;
            let folder = tempfile::tempdir().unwrap();
            let entry = "+++\nid = \"faq-pump\"\ntitle = \"Var finns en cykelpump?\"\nkind = \"faq\"\n+++\nVid dörren.\n";
            std::fs::write(folder.path().join("pump.md"), entry).unwrap();
            let imported = Command::new(env!("CARGO_BIN_EXE_alebot"))
                .env_clear()
                .env("ALEBOT_DATABASE", url)
                .args(["--knowledge".as_ref(), knowledge().as_os_str(), "--index".as_ref(), index().as_os_str()])
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
        let notice = NoticeWrite::Add { text: "Vattnet är avstängt.".to_owned(), until_ms, author: author() };
        store.write(&[Write::Notice(notice)], now - 1_000).await.unwrap();
        world.until_said("hej", |shown| shown.starts_with("Vattnet är avstängt.")).await;
        world.until_said("hej", |shown| !shown.contains("Vattnet")).await;
    });
}

#[test]
fn an_exception_holds_at_once_and_is_taken_back_at_once() {
    in_each_world(async |mut world| {
        let store = Store::open(&world.url).await.unwrap();
        let exception = Exception { date: "2026-05-12".parse().unwrap(), open: Vec::new(), reason: "Strömavbrott".to_owned() };
        store.write(&[Write::Notice(NoticeWrite::AddException { exception, author: author() })], 1).await.unwrap();
        world.until_said("öppet nu?", |shown| shown.contains("Strömavbrott")).await;
        let id = store.exceptions("2026-01-01".parse().unwrap()).await.unwrap()[0].id;
        store.write(&[Write::Notice(NoticeWrite::RemoveException { id })], 2).await.unwrap();
        world.until_said("öppet nu?", |shown| shown.contains("har öppet nu")).await;
    });
}

/// The moment that the service's clock was set to at its start, a few seconds ago.
fn alebot_now() -> i64 {
    chrono::NaiveDateTime::parse_from_str("2026-05-12T08:00", "%Y-%m-%dT%H:%M").unwrap().and_utc().timestamp_millis()
}

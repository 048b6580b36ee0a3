//! A case from the consent to its reopening, killed at each request of it in turn: each time everything is there in the end.

use std::cell::Cell;
use std::time::Duration;

use tokio::time::Instant;

use super::cases::{EVA, GROUP, desk, topics};
use crate::databases::{on_each_database, runtime};
use crate::double::{Double, Fault, Held};
use crate::process::{Database, OPEN, Running};

const ANNA: i64 = 1;
const PATIENCE: Duration = Duration::from_secs(30);

struct Run {
    url: String,
    double: Double,
    running: Running,
    killed: bool,
}

impl Run {
    /// Waits until this gives something, and kills the service when it is to be killed.
    async fn until<T>(&mut self, what: &str, found: impl Fn(&Double) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if !self.killed && self.double.has_struck() {
                self.killed = true;
                // The request has come; now it is carried out, and nobody learns of it.
                tokio::time::sleep(Duration::from_millis(20)).await;
                self.running.kill();
                self.running = desk(&self.double, &self.url).at("2026-05-12T10:05").start();
            }
            if let Some(found) = found(&self.double) {
                return found;
            }
            assert!(Instant::now() < end, "waited in vain for {what}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn press(&mut self, label: &str) {
        let key = |held: &Held| {
            let keys = held.keyboard["inline_keyboard"]
                .as_array()?
                .iter()
                .flat_map(|row| row.as_array().into_iter().flatten());
            let key = keys.into_iter().find(|key| key["text"] == label)?;
            Some((held.id, key["callback_data"].as_str()?.to_owned()))
        };
        let (message, data) =
            self.until(label, |double| double.all_held(ANNA).iter().rev().find_map(key)).await;
        self.double.press(ANNA, i32::try_from(message).unwrap(), &data);
    }

    async fn shown(&mut self, chat: i64, words: &str) {
        let is_there = |held: &Held| held.own && held.text.contains(words);
        self.until(words, |double| double.all_held(chat).iter().any(is_there).then_some(())).await;
    }

    /// Everything that a case has, once; a kill may come at any moment of it.
    async fn play(&mut self) {
        self.double.text(ANNA, "/personal Ett");
        self.press("Ja, skriv till personalen").await;
        self.shown(GROUP, "· ärende 1\nEtt").await;
        self.double.text(ANNA, "Två");
        self.shown(GROUP, "· ärende 1\nTvå").await;
        for text in ["Svar ett", "Svar två", "/stang"] {
            let thread = topics(&self.double).last().unwrap().0;
            self.double.text_in_topic(GROUP, thread, EVA, text);
        }
        self.shown(ANNA, "Svar två").await;
        self.shown(ANNA, "Fick du hjälp?").await;
        self.double.text(ANNA, "Tre, mopeden är trasig");
        self.shown(GROUP, "· ärende 1\nTre").await;
        self.double.text(ANNA, "/avsluta");
        self.shown(GROUP, "avslutat av invånaren").await;
    }
}

/// Which of these came, in order, without what came again at once.
fn order(double: &Double, chat: i64, wanted: &[&'static str]) -> Vec<&'static str> {
    let held = double.all_held(chat).into_iter().filter(|held| held.own);
    let mut came: Vec<&str> = held
        .filter_map(|held| wanted.iter().copied().find(|words| held.text.contains(words)))
        .collect();
    came.dedup();
    came
}

/// Gives whether there was anything to be killed at.
async fn killed_at(url: &str, request: usize) -> bool {
    let double = Double::start().await;
    let running = desk(&double, url).at(OPEN).start();
    let mut database = Database::open(url).await;
    // Until the bot is there, so that every run counts alike.
    double.until("it to receive", || (double.polls() > 0).then_some(())).await;
    double.strike(request, Fault::Unanswered(Duration::from_secs(60)));
    let mut run = Run { url: url.to_owned(), double, running, killed: false };
    run.play().await;
    database.quiet(&run.double, PATIENCE).await;
    for (chat, wanted) in [
        (
            ANNA,
            &[
                "Vill du skriva",
                "Ärende 1 kom in",
                "Svar ett",
                "Svar två",
                "har avslutat ärende 1",
                "öppet igen",
                "är avslutat, och nu",
            ][..],
        ),
        (
            GROUP,
            &[
                "· ärende 1\nEtt",
                "· ärende 1\nTvå",
                "avslutat av Resident",
                "· ärende 1\nTre",
                "avslutat av invånaren.",
            ][..],
        ),
    ] {
        assert_eq!(
            order(&run.double, chat, wanted),
            wanted,
            "killed at request {request}, in {chat}"
        );
    }
    let cards = run
        .double
        .all_held(GROUP)
        .into_iter()
        .filter(|held| held.text.contains("skriver på svenska"))
        .count();
    assert!((1..=2).contains(&cards), "killed at request {request}: {cards} cards");
    assert_eq!(
        database.number("SELECT COUNT(*) FROM cases").await,
        1,
        "killed at request {request}"
    );
    assert_eq!(
        database.number("SELECT COUNT(*) FROM outbox WHERE state IN (2, 4)").await,
        0,
        "killed at request {request}: refused or held"
    );
    assert!(run.double.malformed().is_empty(), "{:?}", run.double.malformed());
    run.killed
}

#[test]
fn a_case_killed_at_any_request_is_whole_in_the_end() {
    crate::process::index();
    let (requests, ended) = (Cell::new(0), Cell::new(false));
    while !ended.get() {
        on_each_database(|url| {
            let killed = runtime().block_on(killed_at(url, requests.get()));
            ended.set(!killed);
        });
        requests.set(requests.get() + 1);
    }
    assert!(requests.get() > 16, "a case took {} requests only", requests.get() - 1);
}

//! Fifty residents at once through the twenty messages a minute that Telegram lets a group have.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::Instant;

use super::cases::{GROUP, consented, desk, topics};
use crate::databases::{on_each_database, runtime};
use crate::double::{Call, Double, Held};
use crate::process::{Database, Running};

const RESIDENTS: i64 = 50;
/// Telegram's, for a group.
const A_MINUTE: usize = 20;
/// Writes so much before the others come that the minute is used up.
const TALKER: i64 = 500;
const PATIENCE: Duration = Duration::from_secs(30);

/// A minute goes by in a moment: the service, which counts by its own watch and was killed, starts again.
async fn next_minute(double: &Double, url: &str, running: &mut Running, at: &str) {
    double.forget_sent();
    *running = desk(double, url).env("ALEBOT_LIMITS", "telegram").at(at).start();
}

fn in_group(double: &Double) -> Vec<Held> {
    double.all_held(GROUP).into_iter().filter(|held| held.own).collect()
}

/// Waits until so many messages are in the group, and then whether there will be more.
async fn settled(double: &Double, count: usize) {
    let end = Instant::now() + PATIENCE;
    while in_group(double).len() < count && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
}

/// Of what waits for the group: what residents wrote, and cards.
const MESSAGES: &str =
    "SELECT COUNT(*) FROM outbox WHERE state = 0 AND chat < 0 AND regarding LIKE '%CaseMessage%'";
const CARDS: &str =
    "SELECT COUNT(*) FROM outbox WHERE state = 0 AND chat < 0 AND regarding LIKE '%CaseCard%'";

async fn waiting(database: &mut Database, what: &'static str) -> usize {
    usize::try_from(database.number(what).await).unwrap()
}

fn is_message(held: &Held) -> bool {
    held.text.contains("· ärende")
}

fn is_digest(held: &Held) -> bool {
    held.text.starts_with("Väntar på svar:")
}

fn is_card(held: &Held) -> bool {
    held.text.contains("skriver på svenska.")
}

async fn crowd(url: &str) {
    let double = Double::start().await;
    double.limits(true);
    let mut running =
        desk(&double, url).env("ALEBOT_LIMITS", "telegram").at("2026-05-12T07:50").start();
    let mut database = Database::open(url).await;
    consented(&double, TALKER, "/personal Jag först").await;
    for number in 2..=A_MINUTE {
        double.text(TALKER, &format!("Och {number}"));
    }
    settled(&double, A_MINUTE).await;
    assert_eq!(in_group(&double).len(), A_MINUTE, "no more than Telegram takes");
    for chat in 1..=RESIDENTS {
        double.text(chat, &format!("/personal Fråga {chat}"));
    }
    for chat in 1..=RESIDENTS {
        consented(&double, chat, "").await;
    }
    double
        .until("a topic for everybody", || {
            (topics(&double).len() > RESIDENTS as usize).then_some(())
        })
        .await;
    double.until("all handled", || (double.pending() == 0).then_some(())).await;
    let waited = in_group(&double).len();
    assert_eq!(waited, A_MINUTE, "the minute is not over");

    let (mut minutes, mut told) = (0, false);
    while database.waiting().await > 0 {
        minutes += 1;
        assert!(minutes < 10, "it goes on and on");
        let before = in_group(&double).len();
        running.kill();
        let messages = waiting(&mut database, MESSAGES).await;
        let cards = waiting(&mut database, CARDS).await;
        next_minute(&double, url, &mut running, &format!("2026-05-12T08:0{minutes}")).await;
        settled(&double, before + A_MINUTE.min(messages + cards)).await;
        let came = in_group(&double).split_off(before);
        let count = |what: fn(&Held) -> bool| came.iter().filter(|held| what(held)).count();
        assert!(came.len() <= A_MINUTE, "{} messages in a minute", came.len());
        assert!(
            count(is_message) >= messages.min(A_MINUTE),
            "minute {minutes}: a resident's message waited for something else"
        );
        assert!(
            count(is_digest) == 0 || cards + messages < A_MINUTE,
            "minute {minutes}: a card waited for the digest"
        );
        told |= count(is_digest) > 0;
    }
    assert!(told, "staff were not told what waits");
    let is_digest = |call: &&Call| {
        call.params["text"].as_str().is_some_and(|text| text.contains("Väntar på svar:"))
    };
    let digest = double
        .calls_of("sendMessage")
        .iter()
        .find(is_digest)
        .map(|call| call.params["text"].to_string())
        .unwrap();
    let links = digest.matches("href=\\\"https://t.me/c/1/").count();
    // The kill may have hit the last topic while it was made.
    assert!(links as i64 >= RESIDENTS, "a link to each topic: {digest}");
    // A kill while a topic is made leaves one behind that nobody uses.
    let names: BTreeSet<String> = topics(&double).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names.len() as i64, RESIDENTS + 1);
    for name in names {
        let threads: Vec<i64> = topics(&double)
            .into_iter()
            .filter(|(_, other)| *other == name)
            .map(|(thread, _)| thread.into())
            .collect();
        let here = in_group(&double)
            .into_iter()
            .filter(|held| held.thread.is_some_and(|thread| threads.contains(&thread)));
        let (cards, messages): (Vec<Held>, Vec<Held>) = here.partition(is_card);
        let chat = name.rsplit(' ').next().unwrap();
        let written = if chat == TALKER.to_string() { A_MINUTE } else { 1 };
        assert_eq!((cards.len(), messages.len()), (1, written), "the topic {name}");
        assert!(
            messages.iter().all(|held| held.text.starts_with(&format!("Resident {chat} ·"))),
            "{messages:?}"
        );
    }
    let too_many: Vec<_> = double
        .calls()
        .into_iter()
        .filter(|call| call.refused.as_ref().is_some_and(|why| why.starts_with("Too")))
        .collect();
    assert!(too_many.is_empty(), "Telegram had to refuse {} requests", too_many.len());
    assert!(double.malformed().is_empty(), "{:?}", double.malformed());
}

#[test]
fn messages_go_before_cards_and_cards_before_the_digest() {
    crate::process::index();
    on_each_database(|url| runtime().block_on(crowd(url)));
}

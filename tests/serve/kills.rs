//! `kill -9` at random moments of a run, many times, and then an account of every update.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{PATIENCE, World};
use crate::databases::{on_each_database, runtime};
use crate::process::{OPEN, Program};

const UPDATES: i64 = 300;
const CHATS: i64 = 40;
const KILLS: i64 = 12;
/// How long Telegram takes to answer: longer than any machine takes to handle what is offered, so that a kill finds messages under way.
const LATENCY: Duration = Duration::from_millis(60);

/// Each asks for the chat's id, so that no answer depends on another.
fn question(update: i64) -> String {
    format!("/id fråga {update}")
}

#[test]
fn after_kills_at_any_moment_every_update_is_handled_once() {
    for seed in [1, 2] {
        on_each_database(|url| runtime().block_on(account(url, seed)));
    }
}

/// One run with kills, and the account of it.
async fn account(url: &str, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut world = World::start(url).await;
    world.double.latency(LATENCY);
    let mut offered = HashSet::new();
    let mut waiting = 0;
    let mut surplus: HashMap<i64, usize> = HashMap::new();
    for kill in 0..KILLS {
        let asked_before = world.double.polls();
        world
            .double
            .until("it to receive", || (world.double.polls() > asked_before).then_some(()))
            .await;
        for update in kill * UPDATES / KILLS..(kill + 1) * UPDATES / KILLS {
            offered.insert(world.double.text(1 + update % CHATS, &question(update)));
        }
        tokio::time::sleep(Duration::from_millis(random.random_range(0..100))).await;
        world.running.kill();
        // What was on its way when the process died still arrives.
        tokio::time::sleep(2 * LATENCY).await;
        waiting += world.database.waiting().await;
        for chat in 1..=CHATS {
            let settled = world.database.settled(chat).await;
            let more = world.double.shown(chat).len() - settled;
            let before = surplus.insert(chat, more).unwrap_or_default();
            assert!(
                more <= before + 1,
                "{chat} will get {} answers twice after one kill",
                more - before
            );
        }
        world.running = Program::new(&world.double.address(), url).at(OPEN).start();
    }
    world.database.quiet(&world.double, PATIENCE).await;
    eprintln!("seed {seed}: {waiting} rows waited at {KILLS} kills");
    assert!(waiting > 0, "no kill found anything in hand");

    let handled = world.database.numbers("SELECT update_id FROM inbox WHERE state = 1").await;
    assert_eq!(handled.len(), offered.len(), "each is stored once");
    assert_eq!(handled.into_iter().collect::<HashSet<i64>>(), offered, "none is lost");
    assert_eq!(
        world.database.number("SELECT COUNT(*) FROM outbox WHERE state <> 1").await,
        0,
        "each letter is sent"
    );
    let mut doubled = 0;
    for chat in 1..=CHATS {
        let asked = (0..UPDATES).filter(|update| 1 + update % CHATS == chat).count();
        let answers = world.double.shown(chat).len();
        assert!(answers >= asked, "{chat} asked {asked} times and got {answers} answers");
        doubled += answers - asked;
    }
    eprintln!("seed {seed}: {doubled} answers came twice");
    assert!(world.double.refused().is_empty());
}

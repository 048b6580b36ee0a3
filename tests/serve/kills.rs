//! `kill -9` at random moments of a run, many times, and then an account of every update.

use std::collections::HashSet;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{PATIENCE, World};
use crate::databases::{on_each_database, runtime};
use crate::process::{OPEN, Program};

const UPDATES: i64 = 300;
const CHATS: i64 = 40;
const KILLS: usize = 12;

/// Each update asks for an id of its own, so that its answer is known from all others.
fn question(update: i64) -> String {
    format!("/id fråga {update}")
}

#[test]
fn after_kills_at_any_moment_every_update_is_handled_once() {
    on_each_database(|url| {
        for seed in [1, 2] {
            runtime().block_on(account(url, seed));
        }
    });
}

/// What the double has seen of one run.
async fn account(url: &str, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut world = World::start(url).await;
    let before = world.database.number("SELECT COUNT(*) FROM inbox").await;
    let offered: HashSet<i64> = (0..UPDATES).map(|update| world.double.text(1 + update % CHATS, &question(update))).collect();
    let mut in_flight = 0;
    for _ in 0..KILLS {
        // Telegram takes its time, so that a kill finds something under way.
        tokio::time::sleep(Duration::from_millis(random.random_range(20..400))).await;
        world.running.kill();
        in_flight += world.database.waiting().await;
        world.running = Program::new(&world.double.address(), url).at(OPEN).start();
    }
    world.database.quiet(&world.double, 2 * PATIENCE).await;

    let handled = world.database.numbers("SELECT update_id FROM inbox WHERE state = 1").await;
    let handled: HashSet<i64> = handled.into_iter().collect();
    assert!(offered.is_subset(&handled), "lost: {:?}", offered.difference(&handled));
    let rows = world.database.number("SELECT COUNT(*) FROM inbox").await;
    assert_eq!(rows - before, UPDATES, "each is stored once");
    let letters = "SELECT COUNT(*) FROM outbox WHERE state <> 1";
    assert_eq!(world.database.number(letters).await, 0, "each letter is sent");

    let mut doubled = 0;
    for chat in 1..=CHATS {
        let asked = (0..UPDATES).filter(|update| 1 + update % CHATS == chat).count();
        let answers = world.double.shown(chat).len();
        assert!(answers >= asked, "seed {seed}: {chat} asked {asked} times and got {answers} answers");
        doubled += answers - asked;
        assert!(answers - asked <= KILLS, "{chat} got more than one twice a kill");
    }
    eprintln!("seed {seed}: {doubled} answers came twice, {in_flight} rows waited at {KILLS} kills");
    assert!(world.double.refused().is_empty());
}

//! How much the whole service bears: `cargo bench --bench serve`. Against the project's own Bot API double, on SQLite, or on PostgreSQL where
//! `DATABASE_URL` names a server.
//!
//! Prints the time from the start to the first request for updates; updates a second taken in, stored, answered and sent without limits; how
//! long a reply takes at 20 a second within Telegram's limits; and the resident memory after each.

#[path = "../tests/databases/mod.rs"]
mod databases;
#[path = "../tests/double/mod.rs"]
mod double;
#[path = "../tests/process/mod.rs"]
mod process;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use databases::{on_each_database, runtime};
use double::Double;
use process::{Database, OPEN, Program, Running};

/// What residents ask, by turns.
const QUESTIONS: [&str; 8] = [
    "har ni öppet nu?",
    "vad säger planen om lust att lära?",
    "har ni öppet på lördag?",
    "vilket telefonnummer har ni?",
    "jag vill prata med en människa",
    "what are your opening hours?",
    "hej",
    "vilka fokusområden har kommunen?",
];
const BULK: usize = 10_000;
const CHATS: usize = 1_000;
const PACED: usize = 600;
const PACE: Duration = Duration::from_millis(50);
const STARTS: usize = 10;

fn main() {
    process::index();
    // A database for each: every double counts its updates from the same number.
    measure("From start to ready", async |url| ready(&url).await);
    measure("As many as come", async |url| bulk(&url).await);
    measure("Twenty a second within Telegram's limits", async |url| paced(&url).await);
}

fn measure(what: &str, of: impl AsyncFn(String)) {
    println!("{what}");
    on_each_database(|url| {
        println!(" on {}", url.split(':').next().unwrap_or_default());
        runtime().block_on(of(url.to_owned()));
    });
}

fn chat(update: usize) -> i64 {
    1 + i64::try_from(update % CHATS).unwrap_or_default()
}

/// From spawning the process to its first request for updates.
async fn ready(url: &str) {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let double = Double::start().await;
        let start = Instant::now();
        let running = Program::new(&double.address(), url).start();
        while double.polls() == 0 {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        times.push(start.elapsed());
        if times.len() == STARTS {
            println!("  resident memory when ready: {}", mebibytes(&running));
        }
    }
    times.sort_unstable();
    println!(
        "  ready after {:?} (median of {STARTS}; slowest {:?})",
        times[STARTS / 2],
        times[STARTS - 1]
    );
}

/// As many as come, without limits.
async fn bulk(url: &str) {
    let double = Double::start().await;
    let running = Program::new(&double.address(), url).at(OPEN).start();
    let mut database = Database::open(url).await;
    double.text(1, QUESTIONS[0]);
    database.quiet(&double, Duration::from_secs(30)).await;
    double.outage(true);
    for update in 0..BULK {
        double.text(chat(update), QUESTIONS[update % QUESTIONS.len()]);
    }
    let start = Instant::now();
    double.outage(false);
    while double.sent() < BULK + 1 {
        assert!(start.elapsed() < Duration::from_secs(300), "{} of {BULK} sent", double.sent());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = start.elapsed();
    println!(
        "  {BULK} updates answered in {took:.2?}: {:.0} a second",
        BULK as f64 / took.as_secs_f64()
    );
    println!("  resident memory after that: {}", mebibytes(&running));
    assert!(double.refused().is_empty());
}

/// Twenty a second, each from somebody else, within Telegram's limits.
async fn paced(url: &str) {
    let double = Double::start().await;
    let running =
        Program::new(&double.address(), url).env("ALEBOT_LIMITS", "telegram").at(OPEN).start();
    let mut database = Database::open(url).await;
    double.text(1, QUESTIONS[0]);
    database.quiet(&double, Duration::from_secs(30)).await;
    let mut offered = HashMap::new();
    let mut beat = tokio::time::interval(PACE);
    for update in 0..PACED {
        beat.tick().await;
        let chat = 10_000 + chat(update);
        offered.insert(chat, Instant::now());
        double.text(chat, QUESTIONS[update % QUESTIONS.len()]);
    }
    database.quiet(&double, Duration::from_secs(30)).await;
    let mut times: Vec<Duration> = offered
        .iter()
        .filter_map(|(chat, at)| Some(double.first_sent(*chat)?.duration_since(*at)))
        .collect();
    assert_eq!(times.len(), PACED, "not all were answered");
    times.sort_unstable();
    let share = |of: usize| times[(PACED * of / 100).min(PACED - 1)];
    println!(
        "  half within {:.1?}, 99 in 100 within {:.1?}, all within {:.1?}",
        share(50),
        share(99),
        times[PACED - 1]
    );
    println!("  resident memory after that: {}", mebibytes(&running));
}

fn mebibytes(running: &Running) -> String {
    format!("{:.1} MiB", running.resident_kib() as f64 / 1024.0)
}

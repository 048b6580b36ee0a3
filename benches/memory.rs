//! Whether memory stays flat: `cargo bench --bench memory`. Ten minutes (`ALEBOT_BENCH_MINUTES`) at 30 updates a second, on SQLite, and on PostgreSQL
//! where `DATABASE_URL` names a server.
//!
//! Prints the resident memory in each quarter, and fails where the last is more than five in a hundred above the second.

#[path = "../tests/databases/mod.rs"]
mod databases;
#[path = "../tests/double/mod.rs"]
mod double;
#[path = "../tests/process/mod.rs"]
mod process;

use std::time::Duration;

use databases::{on_each_database, runtime};
use double::Double;
use process::{Database, OPEN, Program};

const QUESTIONS: [&str; 6] = [
    "har ni öppet nu?",
    "vad säger planen om lust att lära?",
    "har ni öppet på lördag?",
    "vilket telefonnummer har ni?",
    "what are your opening hours?",
    "hej",
];
const MINUTES: u32 = 10;
const A_SECOND: u32 = 30;
const CHATS: i64 = 5_000;

fn main() {
    process::index();
    let minutes = std::env::var("ALEBOT_BENCH_MINUTES").ok().and_then(|text| text.parse().ok());
    on_each_database(|url| {
        println!("on {}", url.split(':').next().unwrap_or_default());
        runtime().block_on(measure(url, minutes.unwrap_or(MINUTES)));
    });
}

async fn measure(url: &str, minutes: u32) {
    let double = Double::start().await;
    let running = Program::new(&double.address(), url).at(OPEN).start();
    let mut database = Database::open(url).await;
    let mut beat = tokio::time::interval(Duration::from_secs(1) / A_SECOND);
    let updates = i64::from(minutes * 60 * A_SECOND);
    let mut samples: Vec<u64> = Vec::new();
    for update in 0..updates {
        beat.tick().await;
        let question = QUESTIONS[usize::try_from(update).unwrap_or_default() % QUESTIONS.len()];
        // A chat comes back after some thousand others.
        double.text(1 + update % CHATS, question);
        if update % i64::from(A_SECOND) == 0 {
            samples.push(running.resident_kib());
        }
    }
    database.quiet(&double, Duration::from_secs(60)).await;
    let quarters: Vec<f64> = samples.chunks(samples.len().div_ceil(4)).map(mean).collect();
    let shown: Vec<String> =
        quarters.iter().map(|kib| format!("{:.1} MiB", kib / 1024.0)).collect();
    println!("  {updates} updates; resident memory in each quarter: {}", shown.join(", "));
    if let [_, second, _, last] = quarters[..] {
        assert!(last <= second * 1.05, "memory grows");
    }
}

fn mean(samples: &[u64]) -> f64 {
    samples.iter().sum::<u64>() as f64 / samples.len().max(1) as f64
}

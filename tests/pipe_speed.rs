//! How much goes through the pipe: `cargo test --release --test pipe_speed -- --ignored --nocapture`.

mod databases;
#[allow(dead_code, reason = "shared with tests/pipe.rs")]
mod pipe_world;

use std::time::{Duration, Instant};

use alebot::store::Store;
use databases::{on_each_database, runtime};
use pipe_world::{World, eventually, update};

/// Updates a second in, stored, handled, written and sent to a sender that takes no time, from chats that each wait for their own order only.
#[test]
#[ignore = "a measurement"]
fn updates_a_second() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().logging_questions();
            let pipe = world.start(&store).await;
            let start = Instant::now();
            let total = 5000;
            for batch in 0..total / 100 {
                let updates = (0..100).map(|n| update(batch * 100 + n, n + 1, "hej"));
                pipe.accept(updates.collect()).await.unwrap();
            }
            let stored = start.elapsed();
            eventually(|| world.sent().len() == total as usize).await;
            let sent = start.elapsed();
            pipe.stop(Duration::from_secs(10)).await;
            let rate = total as f64 / sent.as_secs_f64();
            println!(
                "{url}: {total} stored after {stored:?}, sent after {sent:?}: {rate:.0} a second"
            );
        });
    });
}

/// From the moment an update is handed in until its reply is at the sender, at 500 a second, one at a time as a webhook brings them.
#[test]
#[ignore = "a measurement"]
fn milliseconds_from_update_to_reply() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().logging_questions();
            let pipe = std::sync::Arc::new(world.start(&store).await);
            let mut ticks = tokio::time::interval(Duration::from_millis(2));
            let mut begun = Vec::new();
            for n in 0..2500 {
                ticks.tick().await;
                begun.push(Instant::now());
                let pipe = pipe.clone();
                tokio::spawn(async move { pipe.accept(vec![update(n, n % 500 + 1, "hej")]).await });
            }
            eventually(|| world.sent().len() == begun.len()).await;
            let mut waits: Vec<Duration> = world
                .sent()
                .iter()
                .map(|sent| {
                    let number: usize = sent.text.trim_start_matches("reply ").parse().unwrap();
                    sent.at - begun[number]
                })
                .collect();
            waits.sort_unstable();
            let share = |part: f64| waits[(waits.len() as f64 * part) as usize];
            println!(
                "{url}: median {:?}, 99 in 100 {:?}, worst {:?}",
                share(0.5),
                share(0.99),
                share(0.9999)
            );
        });
    });
}

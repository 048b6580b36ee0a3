//! More waits than is known in memory at once.

use std::time::Duration;

use alebot::pipe::{Mandate, PipeSettings};
use alebot::store::Store;

use super::databases::{on_each_database, runtime};
use super::pipe_world::{World, eventually, eventually_async, seeds, update};

/// So few updates are known at once that every way around the window is taken.
pub fn narrow() -> PipeSettings {
    PipeSettings { window: 24, ..PipeSettings::default() }
}

#[test]
fn after_an_outage_all_that_waits_is_handled_once_and_in_order_though_few_are_known_at_once() {
    on_each_database(|url| {
        for seed in seeds() {
            runtime().block_on(async {
                let store = Store::open(url).await.unwrap();
                let world = World::new().with_random_delays(seed).with_settings(narrow());
                let pipe = World::open(&store);
                let base = seed * 10_000;
                // One chat has much more than all others.
                let chat = |n: i64| if n % 2 == 0 { 100 } else { n % 7 };
                let waiting = (1..=400).map(|n| update(base + n, chat(n), "hej"));
                assert_eq!(pipe.accept(waiting.collect()).await.unwrap(), 400);
                world.lead(&pipe, Mandate::sole()).await;
                // What comes meanwhile, and what Telegram sends again.
                for n in 401..=500 {
                    let new =
                        [update(base + n, chat(n), "hej"), update(base + n - 300, chat(n), "hej")];
                    assert_eq!(pipe.accept(new.into()).await.unwrap(), 1);
                }
                eventually(|| world.sent().len() >= 500).await;
                pipe.stop(Duration::from_secs(5)).await;
                world.assert_in_order();
                assert_eq!((world.handled().len(), world.sent().len()), (500, 500));
                assert_eq!(store.counts().await.unwrap().updates_waiting, 0);
                store.close().await;
            });
        }
    });
}

#[test]
fn a_chat_with_more_waiting_than_is_known_at_once_stalls_no_other() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().with_settings(narrow());
            let pipe = World::open(&store);
            pipe.accept((1..=200).map(|n| update(n, 1, "slow")).collect()).await.unwrap();
            pipe.accept(vec![update(201, 2, "hej")]).await.unwrap();
            world.lead(&pipe, Mandate::sole()).await;
            pipe.accept(vec![update(202, 3, "hej")]).await.unwrap();
            let answered = |chat| world.sent().iter().any(|sent| sent.chat == chat);
            eventually(|| answered(2) && answered(3)).await;
            let slow = world.handled().iter().filter(|(chat, _)| *chat == 1).count();
            assert!(slow < 10, "{slow} of the other chat were handled before");
        });
    });
}

#[test]
fn a_stop_that_has_time_finishes_all_that_waits() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().with_settings(narrow());
            let pipe = World::open(&store);
            pipe.accept((1..=300).map(|n| update(n, n % 20, "hej")).collect()).await.unwrap();
            world.lead(&pipe, Mandate::sole()).await;
            pipe.stop(Duration::from_secs(60)).await;
            let counts = store.counts().await.unwrap();
            assert_eq!((counts.updates_waiting, counts.letters_waiting), (0, 0));
            world.assert_in_order();
        });
    });
}

/// Whoever does not know whether its commit came through reads all anew.
#[test]
fn connections_that_break_while_much_waits_lose_nothing_and_double_nothing() {
    on_each_database(|url| {
        if !url.starts_with("postgres") {
            return;
        }
        let name = format!("alebot_breaking_windows_{}", std::process::id());
        let named = format!("{url}&application_name={name}");
        let world = World::new().with_random_delays(5).with_settings(narrow());
        runtime().block_on(async {
            let store = Store::open(&named).await.unwrap();
            let pipe = World::open(&store);
            pipe.accept((1..=300).map(|n| update(n, n % 5 + 1, "hej")).collect()).await.unwrap();
            world.lead(&pipe, Mandate::sole()).await;
            let breaking = tokio::task::spawn_blocking({
                let url = url.to_owned();
                move || {
                    for _ in 0..10 {
                        std::thread::sleep(Duration::from_millis(60));
                        super::execute(&url, &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"));
                    }
                }
            });
            for n in 301..=400 {
                pipe.accept(vec![update(n, n % 5 + 1, "hej")]).await.unwrap();
            }
            breaking.await.unwrap();
            eventually_async(async || {
                let counts = store.counts().await;
                counts.is_ok_and(|counts| counts.updates_waiting + counts.letters_waiting == 0)
            })
            .await;
            world.assert_in_order();
            assert_eq!(world.sent().len(), 400);
        });
    });
}

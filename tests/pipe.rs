//! The durable pipe on both databases, with a handler and a sender made for each test.

#[path = "pipe/computing.rs"]
mod computing;
mod databases;
#[allow(dead_code, reason = "shared with tests/pipe_delivery.rs")]
mod pipe_world;
#[path = "pipe/refused.rs"]
mod refused;
mod small_disk;
#[path = "pipe/windows.rs"]
mod windows;

use std::time::Duration;

use alebot::model::delivery::SendError;
use alebot::pipe::PipeError;
use alebot::store::{Store, Write};
use databases::{execute, on_each_database, on_sqlite, runtime};
use pipe_world::{World, eventually, eventually_async, seeds, update};
use small_disk::SmallDisk;

#[test]
fn every_update_is_handled_once_and_answered_in_order() {
    on_each_database(|url| {
        for seed in seeds() {
            runtime().block_on(async {
                let store = Store::open(url).await.unwrap();
                let first = seed * 10_000;
                let world = World::new().with_random_delays(seed);
                let pipe = world.start(&store).await;
                for batch in 0..30 {
                    let updates = (0..10).map(|n| update(first + batch * 10 + n, n % 7, "hej"));
                    assert_eq!(pipe.accept(updates.collect()).await.unwrap(), 10);
                }
                let again = vec![update(first + 3, 3, "hej"), update(first + 300, 3, "hej")];
                assert_eq!(pipe.accept(again).await.unwrap(), 1, "one of the two is known");
                eventually(|| world.sent().len() == 301).await;
                pipe.stop(Duration::from_secs(5)).await;
                world.assert_in_order();
                assert_eq!(world.handled().len(), 301);
                assert_eq!(store.counts().await.unwrap().letters_waiting, 0);
                store.close().await;
            });
        }
    });
}

#[test]
fn a_slow_chat_stalls_no_other() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "slow"), update(2, 1, "hej"), update(3, 2, "hej")])
                .await
                .unwrap();
            eventually(|| world.sent().len() == 1).await;
            assert_eq!(world.sent()[0].chat, 2);
            eventually(|| world.sent().len() == 3).await;
            world.assert_in_order();
        });
    });
}

#[test]
fn a_panic_is_apologised_for_and_the_next_update_is_handled() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "panic"), update(2, 1, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == 2).await;
            assert_eq!(world.texts(), ["sorry 1", "reply 2"]);
            assert_eq!(store.counts().await.unwrap().updates_failed, 1);
        });
    });
}

/// Makes one setting unwritable, as a fault of the program would.
fn make_a_setting_unwritable(url: &str) {
    let url = url.to_owned();
    std::thread::spawn(move || execute(&url, "CREATE UNIQUE INDEX one_value ON settings (value)"))
        .join()
        .unwrap();
}

#[test]
fn what_cannot_be_written_is_apologised_for_and_harms_no_other() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            make_a_setting_unwritable(url);
            let pipe = world.start(&store).await;
            let updates = (1..=9).map(|n| update(n, n, if n == 5 { "unwritable" } else { "hej" }));
            pipe.accept(updates.collect()).await.unwrap();
            eventually(|| world.sent().len() == 9).await;
            let mut texts = world.texts();
            texts.sort();
            assert_eq!(texts.iter().filter(|text| text.starts_with("reply")).count(), 8);
            assert_eq!(texts.last().unwrap(), "sorry 5");
        });
    });
}

#[test]
fn a_locked_database_is_waited_for() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let other = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            let holding = other.begin_write().await.unwrap();
            let accepting = pipe.accept(vec![update(1, 1, "hej")]);
            tokio::pin!(accepting);
            let early = tokio::time::timeout(Duration::from_secs(6), &mut accepting).await;
            assert!(early.is_err(), "stored in a locked database");
            drop(holding);
            assert_eq!(accepting.await.unwrap(), 1);
            eventually(|| world.sent().len() == 1).await;
        });
    });
}

#[test]
fn a_stop_finishes_what_is_in_hand_and_takes_nothing_more() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(9, SendError::RetryAfter(Duration::from_secs(60)));
            let pipe = world.start(&store).await;
            let updates = vec![update(1, 1, "slow"), update(2, 2, "hej"), update(3, 9, "hej")];
            pipe.accept(updates).await.unwrap();
            let begun = std::time::Instant::now();
            pipe.stop(Duration::from_secs(10)).await;
            assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
            assert_eq!(world.sent().len(), 2);
            let counts = store.counts().await.unwrap();
            assert_eq!((counts.updates_waiting, counts.letters_waiting), (0, 1));
        });
    });
}

#[test]
fn a_stop_is_over_in_time_whatever_hangs() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "hang"), update(2, 2, "hej")]).await.unwrap();
            let begun = std::time::Instant::now();
            pipe.stop(Duration::from_secs(1)).await;
            assert!(begun.elapsed() < Duration::from_millis(1300), "{:?}", begun.elapsed());
            assert_eq!(store.counts().await.unwrap().updates_waiting, 1);
        });
    });
}

/// The runtime is dropped at random moments, as a kill would, and the store opened again: each update has been handled exactly once, each reply
/// sent at least once, in order, and twice at most where one was under way.
#[test]
fn a_crash_at_any_moment_loses_nothing() {
    const CHATS: i64 = 5;
    const KILLS: usize = 8;
    on_each_database(|url| {
        let world = World::new().with_random_delays(7).logging_questions();
        // What was given, and what of it was confirmed, up to these.
        let (mut given, mut next) = (1, 1);
        let mut kills = 0;
        loop {
            let runtime = runtime();
            let finished = runtime.block_on(async {
                let store = Store::open(url).await.unwrap();
                let pipe = world.start(&store).await;
                // Long enough that none is in hand at three kills, after which it is set aside, on a busy machine too.
                let life = Duration::from_millis(50 + world.random(100));
                let living = async {
                    loop {
                        let counts = store.counts().await.unwrap();
                        let waiting = counts.updates_waiting + counts.letters_waiting;
                        // Telegram repeats what was not confirmed.
                        let repeats = next < given;
                        // However fast the machine is, there is work at each of the kills.
                        if repeats || (kills < KILLS && waiting < 50) {
                            given = given.max(next + 10);
                            let batch: Vec<_> =
                                (next..given).map(|n| update(n, n % CHATS + 1, "hej")).collect();
                            pipe.accept(batch).await.unwrap();
                            next = given;
                        } else if waiting == 0 {
                            return;
                        } else {
                            tokio::time::sleep(Duration::from_millis(5)).await;
                        }
                    }
                };
                tokio::time::timeout(life, living).await.is_ok()
            });
            runtime.shutdown_background();
            if finished {
                break;
            }
            kills += 1;
            assert!(kills < 1000, "it never gets through");
        }
        let updates = next - 1;
        world.assert_in_order_with_doubles(kills * CHATS as usize, updates as usize);
        let logged = self::runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            store.questions(0, i64::MAX).await.unwrap()
        });
        let mut handled: Vec<i32> =
            logged.iter().map(|question| question.message_id.number()).collect();
        handled.sort_unstable();
        assert_eq!(handled, (1..=updates as i32).collect::<Vec<_>>(), "after {kills} kills");
    });
}

/// PostgreSQL goes away in the middle of everything, again and again, so that nobody knows whether a commit came through.
#[test]
fn connections_that_break_lose_nothing_and_double_nothing_written() {
    on_each_database(|url| {
        if !url.starts_with("postgres") {
            return;
        }
        let name = format!("alebot_breaking_{}", std::process::id());
        let named = format!("{url}&application_name={name}");
        let world = World::new().with_random_delays(3).logging_questions();
        let logged = runtime().block_on(async {
            let store = Store::open(&named).await.unwrap();
            let pipe = world.start(&store).await;
            let breaking = tokio::task::spawn_blocking({
                let url = url.to_owned();
                move || {
                    for _ in 0..25 {
                        std::thread::sleep(Duration::from_millis(40));
                        execute(&url, &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'"));
                    }
                }
            });
            for batch in 0..50 {
                let updates = (0..10).map(|n| update(batch * 10 + n, n % 5 + 1, "hej"));
                pipe.accept(updates.collect()).await.unwrap();
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            breaking.await.unwrap();
            eventually_async(async || store.counts().await.is_ok_and(|counts| counts.updates_waiting + counts.letters_waiting == 0)).await;
            store.questions(0, i64::MAX).await.unwrap()
        });
        let mut handled: Vec<i32> =
            logged.iter().map(|question| question.message_id.number()).collect();
        handled.sort_unstable();
        assert_eq!(handled, (0..500).collect::<Vec<_>>());
        world.assert_in_order();
        assert_eq!(world.sent().len(), 500);
    });
}

#[test]
fn a_full_disk_is_waited_for() {
    let Some(disk) = SmallDisk::mount(2048) else { return };
    runtime().block_on(async {
        let url = format!("sqlite://{}", disk.path().join("alebot.db").display());
        let store = Store::open(&url).await.unwrap();
        let world = World::new();
        let pipe = world.start(&store).await;
        pipe.accept(vec![update(1, 1, "hej")]).await.unwrap();
        eventually(|| world.sent().len() == 1).await;
        disk.fill();
        let long = "å".repeat(40_000);
        let accepting = pipe.accept((2..10).map(|n| update(n, n, &long)).collect());
        tokio::pin!(accepting);
        let early = tokio::time::timeout(Duration::from_secs(3), &mut accepting).await;
        assert!(early.is_err(), "stored on a full disk: {early:?}");
        let error = store
            .write(&[Write::Setting { key: long.clone(), value: long.repeat(4) }], 1)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("free some space"), "{error}");
        disk.free();
        assert_eq!(accepting.await.unwrap(), 8);
        eventually(|| world.sent().len() == 9).await;
    });
}

#[test]
fn nothing_is_taken_after_the_stop_began() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = std::sync::Arc::new(world.start(&store).await);
            pipe.close();
            let result = pipe.accept(vec![update(1, 1, "hej")]).await;
            assert!(matches!(result, Err(PipeError::Stopping)));
        });
    });
}

#[test]
fn two_instances_on_one_database_lose_nothing() {
    on_each_database(|url| {
        runtime().block_on(async {
            let (one, other) = (Store::open(url).await.unwrap(), Store::open(url).await.unwrap());
            let (here, there) =
                (World::new().logging_questions(), World::new().logging_questions());
            let (pipe, second) = (here.start(&one).await, there.start(&other).await);
            for batch in 0..40 {
                let updates = |first: i64| {
                    (0..5).map(|n| update(first + batch * 5 + n, 1 + n, "thrice")).collect()
                };
                let (a, b) = tokio::join!(pipe.accept(updates(1000)), second.accept(updates(5000)));
                assert_eq!((a.unwrap(), b.unwrap()), (5, 5));
            }
            eventually(|| here.sent().len() == 600 && there.sent().len() == 600).await;
            let counts = one.counts().await.unwrap();
            assert_eq!(
                (counts.updates_waiting, counts.updates_failed, counts.questions),
                (0, 0, 400)
            );
            // Three letters follow from each update.
            here.assert_in_order_with_doubles(400, 200);
            there.assert_in_order_with_doubles(400, 200);
        });
    });
}

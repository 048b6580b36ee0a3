//! The durable pipe on both databases, with a handler and a sender made for each test.

mod databases;
mod pipe_world;

use std::time::Duration;

use alebot::model::delivery::{Delivery, Regarding, SendError};
use alebot::model::language::ReplyLanguage;
use alebot::model::outgoing::{Outgoing, Request};
use alebot::service::pipe::{Outcome, PipeError, PipeSettings};
use alebot::store::{
    Carriage, CaseMessage, CaseMessageWrite, CaseWrite, Direction, Letter, Place, Store, Write,
};
use databases::{execute, on_each_database, on_sqlite, runtime};
use pipe_world::{World, eventually, seeds, text, update};

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
                assert_eq!(
                    pipe.accept(again).await.unwrap(),
                    1,
                    "one of the two is known"
                );
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
            pipe.accept(vec![
                update(1, 1, "slow"),
                update(2, 1, "hej"),
                update(3, 2, "hej"),
            ])
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
            pipe.accept(vec![update(1, 1, "panic"), update(2, 1, "hej")])
                .await
                .unwrap();
            eventually(|| world.sent().len() == 2).await;
            assert_eq!(world.texts(), ["sorry 1", "reply 2"]);
            assert_eq!(store.counts().await.unwrap().updates_failed, 1);
        });
    });
}

#[test]
fn what_cannot_be_written_is_apologised_for_and_harms_no_other() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            execute_check(url);
            let pipe = world.start(&store).await;
            let updates = (1..=9).map(|n| update(n, n, if n == 5 { "unwritable" } else { "hej" }));
            pipe.accept(updates.collect()).await.unwrap();
            eventually(|| world.sent().len() == 9).await;
            let mut texts = world.texts();
            texts.sort();
            assert_eq!(
                texts
                    .iter()
                    .filter(|text| text.starts_with("reply"))
                    .count(),
                8
            );
            assert_eq!(texts.last().unwrap(), "sorry 5");
        });
    });
}

#[test]
fn topics_cards_and_case_messages_are_noted_where_they_arrive() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            let open = CaseWrite::Open {
                number: 4,
                chat: 5,
                name: "Kim".to_owned(),
                language: ReplyLanguage::Swedish,
            };
            let message = |id: i64| {
                Write::CaseMessage(CaseMessageWrite::Add(CaseMessage {
                    id,
                    case: 4,
                    direction: Direction::FromResident,
                    author: None,
                    text: "hej".to_owned(),
                    source: Place {
                        chat: 5,
                        message_id: 1,
                    },
                    target: None,
                    state: Carriage::OnItsWay,
                    at_ms: 1,
                }))
            };
            world.fail(-8, SendError::TopicGone);
            let topic = Outgoing {
                request: Request::OpenTopic {
                    name: "Kim".to_owned(),
                },
                ..text(-9, "")
            };
            let letter = |chat, regarding| Letter::from(text(chat, "hej 1")).regarding(regarding);
            let outcome = Outcome {
                writes: vec![Write::Case(open), message(10), message(11)],
                letters: vec![
                    Letter::from(topic).regarding(Regarding::CaseTopic { case: 4 }),
                    letter(-9, Regarding::CaseCard { case: 4 }),
                    letter(-9, Regarding::CaseMessage { case: 4, entry: 10 }),
                    letter(-8, Regarding::CaseMessage { case: 4, entry: 11 }),
                ],
            };
            pipe.post(outcome).await.unwrap();
            eventually_async(async || store.counts().await.unwrap().letters_waiting == 0).await;
            let case = store.case(4).await.unwrap().unwrap();
            assert_eq!(case.topic, Some(900));
            assert_eq!(store.case_of_topic(900).await.unwrap().unwrap().number, 4);
            assert!(case.card.is_some());
            let carried = store.case_messages(4).await.unwrap();
            assert_eq!(carried[0].state, Carriage::Delivered);
            assert_eq!(carried[0].target.unwrap().chat, -9);
            assert_eq!(carried[1].state, Carriage::Failed);
            assert!(world.fates().contains(&Delivery::TopicGone));
        });
    });
}

/// Makes one setting unwritable, as a fault of the program would.
fn execute_check(url: &str) {
    let url = url.to_owned();
    std::thread::spawn(move || execute(&url, "CREATE UNIQUE INDEX one_value ON settings (value)"))
        .join()
        .unwrap();
}

#[test]
fn a_429_holds_its_own_chat_only() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(1, SendError::RetryAfter(Duration::from_millis(600)));
            let pipe = world.start(&store).await;
            pipe.accept(vec![
                update(1, 1, "hej"),
                update(2, 1, "hej"),
                update(3, 2, "hej"),
            ])
            .await
            .unwrap();
            eventually(|| world.sent().len() == 1).await;
            assert_eq!(world.sent()[0].chat, 2);
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert_eq!(
                world.tries(1),
                1,
                "nothing else goes to that chat meanwhile"
            );
            eventually(|| world.sent().len() == 3).await;
            world.assert_in_order();
        });
    });
}

#[test]
fn a_429_in_one_topic_holds_the_whole_group() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(-5, SendError::RetryAfter(Duration::from_millis(600)));
            let pipe = world.start(&store).await;
            let in_topic = |thread| Outgoing {
                thread: Some(thread),
                ..text(-5, "hej 1")
            };
            let post = async |thread| {
                let letters = vec![in_topic(thread).into()];
                pipe.post(Outcome {
                    letters,
                    ..Outcome::default()
                })
                .await
                .unwrap();
            };
            post(1).await;
            eventually(|| world.tries(-5) == 1).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
            post(2).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(world.tries(-5), 1, "a 429 was answered with more");
            eventually(|| world.sent().len() == 2).await;
        });
    });
}

#[test]
fn faults_that_pass_are_tried_again_and_refusals_are_not() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(1, SendError::Transient("502".to_owned()));
            world.fail(2, SendError::Permanent("can't parse entities".to_owned()));
            let pipe = world.start(&store).await;
            let updates = vec![
                update(1, 1, "hej"),
                update(2, 2, "hej"),
                update(3, 2, "hej"),
            ];
            pipe.accept(updates).await.unwrap();
            eventually(|| world.sent().len() == 2).await;
            assert_eq!((world.tries(1), world.tries(2)), (2, 2));
            assert_eq!(world.texts(), ["reply 3", "reply 1"]);
            assert_eq!(store.counts().await.unwrap().letters_refused, 1);
        });
    });
}

#[test]
fn a_chat_that_blocked_the_bot_is_left_alone_until_it_writes() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(1, SendError::Blocked);
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "thrice")]).await.unwrap();
            eventually(|| world.fates().len() == 3).await;
            assert_eq!(world.tries(1), 1, "what waited was dropped");
            assert!(world.fates().iter().all(|fate| *fate == Delivery::Blocked));
            assert!(store.conversation(1).await.unwrap().blocked);
            let unasked = Outcome {
                letters: vec![text(1, "news").into()],
                ..Outcome::default()
            };
            pipe.post(unasked).await.unwrap();
            eventually(|| world.fates().len() == 4).await;
            assert_eq!(world.tries(1), 1);

            pipe.accept(vec![update(2, 1, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == 1).await;
            assert!(!store.conversation(1).await.unwrap().blocked);
        });
    });
}

#[test]
fn a_group_that_moved_is_followed_with_all_that_waits() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(-5, SendError::Migrated { to: -1005 });
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, -5, "thrice")]).await.unwrap();
            eventually(|| world.sent().len() == 3).await;
            assert!(world.sent().iter().all(|sent| sent.chat == -1005));
            assert_eq!(world.texts(), ["reply 1", "reply 1 b", "reply 1 c"]);
            pipe.stop(Duration::from_secs(2)).await;
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(2, -5, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == 4).await;
            assert_eq!(world.sent()[3].chat, -1005, "known after a restart too");
        });
    });
}

#[test]
fn what_follows_from_a_delivery_is_written_with_it() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().answering_settled();
            let pipe = world.start(&store).await;
            let topic = Letter::from(text(-9, "open")).regarding(Regarding::CaseTopic { case: 4 });
            pipe.post(Outcome {
                letters: vec![topic],
                ..Outcome::default()
            })
            .await
            .unwrap();
            eventually(|| world.sent().len() == 2).await;
            assert_eq!(world.texts(), ["open", "card of 4"]);
        });
    });
}

#[test]
fn an_edited_question_finds_its_replies_and_takes_back_what_waits() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "thrice")]).await.unwrap();
            eventually(|| world.sent().len() == 3).await;
            eventually_async(async || store.replies(1, 1).await.unwrap().len() == 3).await;

            world.fail(1, SendError::RetryAfter(Duration::from_millis(400)));
            pipe.accept(vec![update(2, 1, "thrice")]).await.unwrap();
            eventually(|| world.tries(1) == 4).await;
            let taken_back = Write::Withdraw {
                chat: 1,
                question: 2,
            };
            let new = Letter::reply(text(1, "better"), 2);
            pipe.post(Outcome {
                writes: vec![taken_back],
                letters: vec![new],
            })
            .await
            .unwrap();
            eventually(|| world.sent().len() == 4).await;
            tokio::time::sleep(Duration::from_millis(600)).await;
            assert_eq!(world.texts()[3..], ["better"]);
            assert_eq!(store.counts().await.unwrap().letters_waiting, 0);
        });
    });
}

async fn eventually_async(condition: impl AsyncFn() -> bool) {
    for _ in 0..500 {
        if condition().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come about");
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
            let updates = vec![
                update(1, 1, "slow"),
                update(2, 2, "hej"),
                update(3, 9, "hej"),
            ];
            pipe.accept(updates).await.unwrap();
            let begun = std::time::Instant::now();
            pipe.stop(Duration::from_secs(10)).await;
            assert!(
                begun.elapsed() < Duration::from_secs(3),
                "{:?}",
                begun.elapsed()
            );
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
            pipe.accept(vec![update(1, 1, "hang"), update(2, 2, "hej")])
                .await
                .unwrap();
            let begun = std::time::Instant::now();
            pipe.stop(Duration::from_secs(1)).await;
            assert!(
                begun.elapsed() < Duration::from_millis(1300),
                "{:?}",
                begun.elapsed()
            );
            assert_eq!(store.counts().await.unwrap().updates_waiting, 1);
        });
    });
}

/// The runtime is dropped at random moments, as a kill would, and the store opened again: each update has been handled exactly once, each reply
/// sent at least once, in order, and twice at most where one was under way.
#[test]
fn a_crash_at_any_moment_loses_nothing() {
    const CHATS: i64 = 5;
    const UPDATES: i64 = 250;
    on_each_database(|url| {
        let world = World::new().with_random_delays(7).logging_questions();
        let mut next = 1;
        let mut kills = 0;
        loop {
            let runtime = runtime();
            let finished = runtime.block_on(async {
                let store = Store::open(url).await.unwrap();
                let pipe = world.start(&store).await;
                let life = Duration::from_millis(20 + world.random(60));
                let living = async {
                    while next <= UPDATES {
                        let end = (next + 10).min(UPDATES + 1);
                        let batch: Vec<_> = (next..end)
                            .map(|n| update(n, n % CHATS + 1, "hej"))
                            .collect();
                        // Telegram repeats what was not confirmed.
                        pipe.accept(batch).await.unwrap();
                        next = end;
                    }
                    loop {
                        let counts = store.counts().await.unwrap();
                        if counts.updates_waiting == 0 && counts.letters_waiting == 0 {
                            return;
                        }
                        tokio::time::sleep(Duration::from_millis(5)).await;
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
        world.assert_in_order_with_doubles(kills * CHATS as usize, UPDATES as usize);
        let logged = self::runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            store.questions(0, i64::MAX).await.unwrap()
        });
        let mut handled: Vec<i32> = logged.iter().map(|question| question.message_id).collect();
        handled.sort_unstable();
        assert_eq!(
            handled,
            (1..=UPDATES as i32).collect::<Vec<_>>(),
            "after {kills} kills"
        );
        assert!(kills > 3, "only {kills} kills: nothing was tested");
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
            eventually_async(async || {
                store.counts().await.is_ok_and(|counts| counts.updates_waiting + counts.letters_waiting == 0)
            })
            .await;
            store.questions(0, i64::MAX).await.unwrap()
        });
        let mut handled: Vec<i32> = logged.iter().map(|question| question.message_id).collect();
        handled.sort_unstable();
        assert_eq!(handled, (0..500).collect::<Vec<_>>());
        world.assert_in_order();
        assert_eq!(world.sent().len(), 500);
    });
}

/// `mount -t tmpfs -o size=1m none /mnt/small && ALEBOT_SMALL_DISK=/mnt/small cargo test --test pipe full_disk -- --ignored`
#[test]
#[ignore = "needs a small disk"]
fn a_full_disk_is_waited_for() {
    let folder = std::path::PathBuf::from(std::env::var("ALEBOT_SMALL_DISK").unwrap());
    let ballast = folder.join("ballast");
    runtime().block_on(async {
        let url = format!("sqlite://{}", folder.join("alebot.db").display());
        let store = Store::open(&url).await.unwrap();
        let world = World::new();
        let pipe = world.start(&store).await;
        pipe.accept(vec![update(1, 1, "hej")]).await.unwrap();
        eventually(|| world.sent().len() == 1).await;
        let _ = std::fs::write(&ballast, vec![0; 10_000_000]);
        let long = "å".repeat(40_000);
        let accepting = pipe.accept((2..10).map(|n| update(n, n, &long)).collect());
        tokio::pin!(accepting);
        let early = tokio::time::timeout(Duration::from_secs(3), &mut accepting).await;
        assert!(early.is_err(), "stored on a full disk: {early:?}");
        let error = store
            .write(
                &[Write::Setting {
                    key: long.clone(),
                    value: long.repeat(4),
                }],
                1,
            )
            .await
            .unwrap_err();
        assert!(error.to_string().contains("free some space"), "{error}");
        std::fs::remove_file(&ballast).unwrap();
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
fn telegrams_limits_are_kept() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().with_settings(PipeSettings::default());
            let pipe = world.start(&store).await;
            let letters = (0..5).map(|n| text(1, &format!("{n}")).into());
            let others = (0..60).map(|n| text(100 + n, "hej").into());
            let letters = letters.chain(others).collect();
            pipe.post(Outcome {
                letters,
                ..Outcome::default()
            })
            .await
            .unwrap();
            eventually(|| world.sent().len() == 65).await;
            world.assert_at_most(30, Duration::from_secs(1), None);
            world.assert_at_most(3, Duration::from_secs(1), Some(1));
        });
    });
}

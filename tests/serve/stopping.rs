//! A signal ends it: nothing new is received, what is in hand is finished, and the next start has nothing to make good.

use std::time::{Duration, Instant};

use super::{QUESTION, World, in_each_world};
use crate::databases::{on_each_database, on_sqlite, runtime};
use crate::double::{Double, Fault};
use crate::process::{Database, OPEN, Program};

const TEN_SECONDS: Duration = Duration::from_secs(10);

#[test]
fn at_a_signal_what_was_received_is_answered() {
    for signal in ["-TERM", "-INT"] {
        in_each_world(async |mut world| {
            for chat in 1..=40 {
                world.double.text(chat, QUESTION);
            }
            world.answered(1, 1).await;
            world.running.signal(signal);
            assert_eq!(world.running.exit_within(TEN_SECONDS), Some(0));
            let answered = (1..=40).filter(|chat| world.answers(*chat) == 1).count();
            let waiting = world.database.waiting().await;
            assert_eq!((answered, waiting), (40 - world.double.pending(), 0));
            assert_eq!(world.running.said("ERROR"), 0);
        });
    }
}

#[test]
fn what_a_stop_leaves_the_next_start_finishes() {
    on_each_database(|url| {
        runtime().block_on(async {
            let mut world = World::start(url).await;
            world.double.text(1, QUESTION);
            world.quiet().await;
            // Telegram takes nothing while it stops.
            for _ in 0..200 {
                world.double.fault("sendMessage", Fault::Gateway);
            }
            for chat in 2..=20 {
                world.double.text(chat, QUESTION);
            }
            let taken = || (world.double.pending() == 0).then_some(());
            world.double.until("all of it taken", taken).await;
            let start = Instant::now();
            world.running.terminate();
            assert_eq!(world.running.exit_within(TEN_SECONDS), Some(0));
            eprintln!("stopped within {:?}", start.elapsed());
            world.double.heal();

            let _next = Program::new(&world.double.address(), url).at(OPEN).start();
            for chat in 1..=20 {
                world.answered(chat, 1).await;
            }
            world.quiet().await;
            for chat in 1..=20 {
                assert_eq!(world.answers(chat), 1, "resident {chat}");
            }
        });
    });
}

#[test]
fn it_stops_while_telegram_hangs() {
    in_each_world(async |mut world| {
        world.double.fault("sendMessage", Fault::Hang(Duration::from_secs(60)));
        world.double.text(1, QUESTION);
        let taken = || (world.double.pending() == 0).then_some(());
        world.double.until("the question taken", taken).await;
        world.double.outage(true);
        world.running.terminate();
        assert_eq!(world.running.exit_within(TEN_SECONDS), Some(0));
        assert!(world.database.waiting().await > 0, "the answer waits for the next start");
    });
}

#[test]
fn it_stops_while_telegram_was_never_reached() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let double = Double::start().await;
            double.outage(true);
            let mut running = Program::new(&double.address(), url).start();
            Database::open(url).await;
            running.terminate();
            assert_eq!(running.exit_within(TEN_SECONDS), Some(0));
        });
    });
}

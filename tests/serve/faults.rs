//! Telegram fails on sending: each time, what the resident sees.

use std::time::{Duration, Instant};

use super::{QUESTION, in_each_world};
use crate::double::Fault;

fn too_many(seconds: u64) -> Fault {
    Fault::Error {
        code: 429,
        description: "Too Many Requests: retry after 1",
        retry_after: Some(seconds),
    }
}

fn broken() -> Fault {
    Fault::Error { code: 500, description: "Internal Server Error", retry_after: None }
}

#[test]
fn after_a_429_the_answer_comes_once_and_nobody_else_waits() {
    in_each_world(async |world| {
        world.double.fault("sendMessage", too_many(3));
        let start = Instant::now();
        world.double.text(1, QUESTION);
        // The first request is the one that is refused.
        let tried = || (world.running.said("too many requests") > 0).then_some(());
        world.double.until("the refusal", tried).await;
        world.double.text(2, QUESTION);
        world.answered(2, 1).await;
        assert_eq!(world.answers(1), 0, "answered before Telegram allows it");
        world.answered(1, 1).await;
        assert!(start.elapsed() >= Duration::from_secs(3));
        assert_eq!((world.answers(1), world.answers(2)), (1, 1));
    });
}

#[test]
fn whatever_breaks_a_request_the_answer_comes_once() {
    in_each_world(async |mut world| {
        let faults = [
            broken(),
            Fault::Error { code: 404, description: "Not Found", retry_after: None },
            Fault::Reset,
            Fault::Garbage,
            Fault::Gateway,
            Fault::Hang(Duration::from_secs(1)),
        ];
        for (chat, fault) in (1..).zip(faults) {
            world.double.fault("sendMessage", fault.clone());
            world.double.text(chat, QUESTION);
            world.answered(chat, 1).await;
            world.quiet().await;
            assert_eq!(world.answers(chat), 1, "{fault:?}");
        }
        assert!(world.double.refused().is_empty());
    });
}

#[test]
fn an_answer_whose_receipt_is_lost_comes_twice_at_most() {
    in_each_world(async |mut world| {
        world.double.fault("sendMessage", Fault::Lost);
        world.double.text(1, QUESTION);
        world.answered(1, 2).await;
        world.quiet().await;
        assert_eq!(world.answers(1), 2);
    });
}

#[test]
fn a_request_that_hangs_holds_up_its_own_chat_alone() {
    in_each_world(async |world| {
        // As long as the service waits for an answer, and no shorter.
        world.double.fault("sendMessage", Fault::Hang(Duration::from_secs(60)));
        let polls = world.double.polls();
        world.double.text(1, QUESTION);
        world
            .double
            .until("the question taken", || (world.double.polls() > polls + 1).then_some(()))
            .await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let start = Instant::now();
        for chat in 2..12 {
            world.double.text(chat, QUESTION);
        }
        for chat in 2..12 {
            world.answered(chat, 1).await;
        }
        assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
        assert_eq!(world.answers(1), 0);
        let end = Instant::now() + Duration::from_secs(25);
        while world.answers(1) == 0 && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(world.answers(1), 1);
    });
}

#[test]
fn whoever_blocks_the_bot_is_left_alone_until_they_write_again() {
    in_each_world(async |mut world| {
        world.double.block(1, true);
        world.double.text(1, QUESTION);
        world.double.text(1, QUESTION);
        world.quiet().await;
        let tries = world.double.calls_of("sendMessage").len();
        assert!((1..=2).contains(&tries), "{tries} requests to somebody who blocks the bot");
        let blocked = "SELECT COUNT(*) FROM conversations WHERE chat = 1 AND blocked = 1";
        assert_eq!(world.database.number(blocked).await, 1);

        world.double.block(1, false);
        world.double.text(1, QUESTION);
        world.quiet().await;
        assert_eq!(world.answers(1), 1);
        assert_eq!(world.database.number(blocked).await, 0);
    });
}

#[test]
fn an_outage_delays_answers_and_loses_none() {
    in_each_world(async |mut world| {
        world.double.text(1, QUESTION);
        world.quiet().await;
        world.double.outage(true);
        for chat in 1..=20 {
            world.double.text(chat, QUESTION);
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        world.double.outage(false);
        world.quiet().await;
        assert_eq!(world.answers(1), 2);
        for chat in 2..=20 {
            assert_eq!(world.answers(chat), 1, "resident {chat}");
        }
        assert!(world.double.refused().is_empty());
    });
}

#[test]
fn a_group_that_has_moved_gets_its_reply_where_it_is_now() {
    in_each_world(async |mut world| {
        world.double.fault("sendMessage", Fault::Migrated(-2002));
        world.double.text_in_topic(-2001, 5, 1, "/oppettider@kontaktcenter_test_bot");
        world.quiet().await;
        assert_eq!(world.double.shown(-2001).len(), 0);
        assert_eq!(world.double.shown(-2002).len(), 1);
    });
}

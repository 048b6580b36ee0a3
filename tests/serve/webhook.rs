//! The same service, fed by Telegram itself.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::{QUESTION, World};
use crate::databases::{on_each_database, on_sqlite, runtime};
use crate::process::{OPEN, Program};

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn by_webhook(program: Program, port: u16) -> Program {
    program
        .env("ALEBOT_WEBHOOK_URL", format!("http://127.0.0.1:{port}/telegram"))
        .env("ALEBOT_WEBHOOK_SECRET", "secret-of-the-test")
        .env("ALEBOT_LISTEN", format!("127.0.0.1:{port}"))
}

#[test]
fn what_telegram_posts_is_answered_once_even_after_a_kill() {
    on_each_database(|url| {
        runtime().block_on(async {
            let port = free_port();
            let mut world = World::start_with(url, |program| by_webhook(program, port)).await;
            for chat in 1..=60 {
                world.double.text(chat, QUESTION);
            }
            world.answered(10, 1).await;
            world.running.kill();
            world.running =
                by_webhook(Program::new(&world.double.address(), url).at(OPEN), port).start();
            world.quiet().await;
            for chat in 1..=60 {
                assert!(
                    (1..=2).contains(&world.answers(chat)),
                    "{chat} got {} answers",
                    world.answers(chat)
                );
            }
            assert!(world.double.refused().is_empty());
        });
    });
}

/// So many connections with half a header, each opened anew once it is closed, until the task is aborted.
async fn half_headers(port: u16, many: usize) {
    let hold = || async move {
        loop {
            if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)).await {
                let _ = stream.write_all(b"POST /telegram HTTP/1.1\r\nHost: a").await;
                let _ = stream.read_to_end(&mut Vec::new()).await;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    let mut open = JoinSet::new();
    (0..many).for_each(|_| drop(open.spawn(hold())));
    open.join_all().await;
}

#[test]
fn connections_that_ask_nothing_keep_nobody_out_and_hold_up_no_stop() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let port = free_port();
            let mut world = World::start_with(url, |program| by_webhook(program, port)).await;
            world.double.text(1, QUESTION);
            world.quiet().await;
            let idle = tokio::spawn(half_headers(port, 1100));
            tokio::time::sleep(Duration::from_secs(2)).await;
            for chat in 2..12 {
                let start = Instant::now();
                world.double.text(chat, QUESTION);
                world.answered(chat, 1).await;
                assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
            }
            let health = reqwest::get(format!("http://127.0.0.1:{port}/healthz")).await.unwrap();
            assert_eq!(health.status(), 200);
            assert_eq!(world.running.said("too many connections"), 1);
            world.running.terminate();
            assert_eq!(world.running.exit_within(Duration::from_secs(10)), Some(0));
            idle.abort();
        });
    });
}

#[test]
fn whoever_watches_it_sees_its_health_and_nobody_elses_posts_are_taken() {
    on_each_database(|url| {
        runtime().block_on(async {
            let port = free_port();
            let mut world = World::start_with(url, |program| by_webhook(program, port)).await;
            world.double.text(1, QUESTION);
            world.answered(1, 1).await;
            world.quiet().await;
            let client = reqwest::Client::new();
            let health = client.get(format!("http://127.0.0.1:{port}/health")).send().await.unwrap();
            assert_eq!(health.status(), 200);
            assert_eq!(health.text().await.unwrap(), "ok\n", "nothing of anybody");
            for path in ["figures", "metrics"] {
                assert_eq!(client.get(format!("http://127.0.0.1:{port}/{path}")).send().await.unwrap().status(), 404);
            }
            let forged = client
                .post(format!("http://127.0.0.1:{port}/telegram"))
                .header("x-telegram-bot-api-secret-token", "guessed")
                .body(r#"{"update_id": 1, "message": {"message_id": 1, "chat": {"id": 9, "type": "private"}, "text": "hej"}}"#);
            assert!(forged.send().await.unwrap().status().is_client_error());
            world.quiet().await;
            assert!(world.double.shown(9).is_empty());
        });
    });
}

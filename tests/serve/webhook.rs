//! The same service, fed by Telegram itself.

use std::net::TcpListener;

use super::{QUESTION, World};
use crate::databases::{on_each_database, runtime};
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

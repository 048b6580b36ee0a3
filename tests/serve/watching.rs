//! What whoever watches the service sees: health, readiness, metrics and the log.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{PATIENCE, QUESTION, World, in_each_world, on_each_database, runtime};
use crate::databases::execute;
use crate::double::Fault;

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn page(port: u16, path: &str) -> (u16, String) {
    match reqwest::get(format!("http://127.0.0.1:{port}/{path}")).await {
        Ok(page) => (page.status().as_u16(), page.text().await.unwrap()),
        Err(_) => (0, String::new()),
    }
}

/// Waits until a page has this status and these words.
async fn until(port: u16, path: &str, status: u16, words: &str) -> String {
    let start = Instant::now();
    loop {
        let (is, text) = page(port, path).await;
        if is == status && text.contains(words) {
            return text;
        }
        assert!(start.elapsed() < PATIENCE, "{path}: {is} {text}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Runs a test on each database, with a port for whoever watches.
fn watched(body: impl AsyncFn(World, u16)) {
    on_each_database(|url| {
        runtime().block_on(async {
            let port = free_port();
            let settings =
                |program: crate::Program| program.env("ALEBOT_FIGURES", port.to_string());
            body(World::start_with(url, settings).await, port).await;
        });
    });
}

#[test]
fn it_is_ready_while_telegram_and_the_database_are_there() {
    watched(async |world, port| {
        let ready = until(port, "readyz", 200, "role: leading").await;
        assert_eq!(
            ready,
            "database: ok\nindex: ok\ntelegram: ok\nrole: leading\nembedding engine: none\n"
        );
        world.double.outage(true);
        until(port, "readyz", 503, "telegram: does not answer").await;
        assert_eq!(page(port, "healthz").await, (200, "ok\n".to_owned()), "it is alive");
        world.double.outage(false);
        until(port, "readyz", 200, "telegram: ok").await;

        let slow = "Too Many Requests: retry after 600";
        world.double.fault(
            "sendMessage",
            Fault::Error { code: 429, description: slow, retry_after: Some(600) },
        );
        world.double.text(9, QUESTION);
        until(port, "readyz", 200, "telegram: ok, wants to be left alone for 5").await;
        let text = until(port, "metrics", 200, "alebot_telegram_rest_seconds 5").await;
        assert!(text.contains("alebot_telegram_up 1.0"), "{text}");

        let url = world.url.clone();
        let rename = async |from: &str, to: &str| {
            let (url, sql) = (url.clone(), format!("ALTER TABLE {from} RENAME TO {to}"));
            tokio::task::spawn_blocking(move || execute(&url, &sql)).await.unwrap();
        };
        rename("counters", "counters_away").await;
        until(port, "readyz", 503, "database: takes no writes").await;
        rename("counters_away", "counters").await;
        until(port, "readyz", 200, "database: ok").await;
        world.double.text(1, QUESTION);
        world.answered(1, 1).await;
    });
}

/// The names of metrics in a text, without what the format adds to them.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = text.split(|c| !is_name(c)).filter(|word| word.starts_with("alebot_"));
    names
        .map(|name| name.trim_end_matches("_bucket").trim_end_matches("_total").to_owned())
        .collect()
}

#[test]
fn what_was_done_is_counted_and_alerts_and_dashboard_name_what_there_is() {
    watched(async |mut world, port| {
        let before = "alebot_updates_total{kind=\"message\",outcome=\"answered\"} 3";
        for chat in 1..=3 {
            world.double.text(chat, QUESTION);
        }
        world.quiet().await;
        let text = until(port, "metrics", 200, before).await;
        for line in [
            "alebot_letters_sent_total 3",
            "alebot_updates_taken_total 3",
            "alebot_update_seconds_count 3",
            "alebot_telegram_up 1.0",
            // There before anything has failed: an alert sees the first increase.
            "alebot_updates_total{kind=\"message\",outcome=\"failed\"} 0",
            "alebot_updates_total{kind=\"press\",outcome=\"failed\"} 0",
            "alebot_letters_expired_total 0",
            "alebot_letters_held 0.0",
            "# EOF",
        ] {
            assert!(text.lines().any(|said| said == line), "{line} is not in {text}");
        }
        let said = metrics_in(&text);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/monitoring");
        for file in ["alerts.yml", "dashboard.json"] {
            let asked = metrics_in(&std::fs::read_to_string(folder.join(file)).unwrap());
            assert!(!asked.is_empty());
            let mut unknown = asked.difference(&said).filter(|name| *name != "alebot_engine_up");
            assert_eq!(unknown.next(), None, "{file} asks for it, and nobody tells it");
        }
    });
}

#[test]
fn every_update_has_a_line_in_the_log_and_nothing_that_anybody_wrote() {
    in_each_world(async |mut world| {
        world.double.text(1, "min granne Rumpnisse bullrar, 0701234567");
        world.double.text(2, QUESTION);
        world.quiet().await;
        let start = Instant::now();
        while world.running.said("update handled") < 2 {
            assert!(start.elapsed() < PATIENCE, "{}", world.running.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let log = world.running.log();
        let lines: Vec<Value> =
            log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        let handled: Vec<&Value> =
            lines.iter().filter(|line| line["message"] == "update handled").collect();
        assert_eq!(handled.len(), 2, "{log}");
        for line in handled {
            assert_eq!((&line["kind"], &line["outcome"]), (&"message".into(), &"answered".into()));
            assert!(
                line["ms"].is_u64() && line["update"].is_i64() && line["letters"] == 1,
                "{line}"
            );
        }
        assert!(!log.contains("Rumpnisse") && !log.contains("0701234567"), "{log}");
    });
}

#[test]
fn nothing_that_anybody_wrote_is_logged_at_any_level() {
    on_each_database(|url| {
        runtime().block_on(async {
            let mut world =
                World::start_with(url, |program| program.env("RUST_LOG", "trace")).await;
            // A private chat has the number of its person.
            let resident = 770_077_007;
            let error = |code, description| Fault::Error { code, description, retry_after: None };
            for fault in [
                error(
                    400,
                    "Bad Request: can't parse entities: Unsupported start tag \"Rumpnisse\"",
                ),
                error(500, "Internal Server Error"),
                error(429, "Too Many Requests: retry after 1"),
                error(403, "Forbidden: bot was blocked by the user"),
            ] {
                world.double.fault_in(resident, "sendMessage", fault);
            }
            for text in
                ["min granne Rumpnisse bullrar", "/personal Rumpnisse igen", "hej", "/radera"]
            {
                world.double.text(resident, text);
                world.quiet().await;
            }
            let log = world.running.log();
            assert!(log.contains("not delivered") && log.contains("sent again later"), "{log}");
            for told in ["Rumpnisse", "770077007"] {
                assert_eq!(log.lines().find(|line| line.contains(told)), None);
            }
        });
    });
}

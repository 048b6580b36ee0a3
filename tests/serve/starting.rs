//! How it starts, and what it says where it cannot.

use std::fs::Permissions;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::time::Duration;

use super::{QUESTION, World, in_each_world};
use crate::databases::{on_sqlite, runtime};
use crate::double::{Double, Fault};
use crate::process::{Database, Program, index, knowledge};

/// Starts it, and expects exit code 1 with one line that has these words.
async fn refuses(database: &str, settings: impl FnOnce(Program) -> Program, words: &[&str]) {
    let double = Double::start().await;
    let mut running = settings(Program::new(&double.address(), database)).start();
    assert_eq!(running.exit_within(Duration::from_secs(20)), Some(1), "{words:?}");
    let log = running.log();
    let told: Vec<&str> = log.lines().filter(|line| !line.starts_with('{')).collect();
    assert_eq!(told.len(), 1, "not one line: {log}");
    for word in words {
        assert!(told[0].contains(word), "{word:?} is not in {:?}", told[0]);
    }
    assert!(!log.contains("panicked"), "{log}");
}

fn on_sqlite_each(body: impl AsyncFn(String)) {
    on_sqlite(|url| runtime().block_on(body(url.to_owned())));
}

#[test]
fn a_token_that_is_missing_malformed_or_refused_ends_it() {
    on_sqlite_each(async |url| {
        refuses(&url, |p| p.env("TELOXIDE_TOKEN", ""), &["TELOXIDE_TOKEN", "@BotFather"]).await;
        refuses(&url, |p| p.env("TELOXIDE_TOKEN", "hemlig"), &["TELOXIDE_TOKEN", "@BotFather"])
            .await;
        refuses(&url, |p| p.env("TELOXIDE_TOKEN", "1:REFUSED"), &["TELOXIDE_TOKEN"]).await;
    });
}

#[test]
fn a_taken_port_and_a_wrong_address_end_it() {
    on_sqlite_each(async |url| {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        refuses(&url, |p| p.env("ALEBOT_LISTEN", &address), &[&address]).await;
        refuses(&url, |p| p.env("ALEBOT_LISTEN", "dörren"), &["ALEBOT_LISTEN", "dörren"]).await;
        refuses(&url, |p| p.env("TELOXIDE_API_URL", "telegram"), &["TELOXIDE_API_URL"]).await;
    });
}

#[test]
fn a_database_that_cannot_be_used_ends_it() {
    on_sqlite_each(async |url| {
        let file = url.strip_prefix("sqlite://").unwrap();
        std::fs::write(file, "No database, but a text that somebody left here.".repeat(100))
            .unwrap();
        refuses(&url, |p| p, &["database"]).await;
        refuses("sqlite:///there/is/no/such/folder/a.db", |p| p, &["folder"]).await;
        refuses("postgres://ale:hemligt@127.0.0.1:1/x", |p| p, &["PostgreSQL", "127.0.0.1:1"])
            .await;
        refuses("oracle://x", |p| p, &["ALEBOT_DATABASE"]).await;
    });
}

#[test]
fn knowledge_that_cannot_be_used_ends_it() {
    on_sqlite_each(async |url| {
        let empty = tempfile::tempdir().unwrap();
        let double = Double::start().await;
        let mut running =
            Program::with_knowledge(&double.address(), &url, empty.path(), index()).start();
        assert_eq!(running.exit_within(Duration::from_secs(20)), Some(1));
        assert!(running.log().contains("contact.toml"), "{}", running.log());
    });
}

#[test]
fn the_files_of_an_earlier_version_become_their_owners_only() {
    on_sqlite_each(async |url| {
        let file = url.strip_prefix("sqlite://").unwrap();
        let paths = ["", "-wal", "-shm", ".lock"].map(|suffix| format!("{file}{suffix}"));
        // One that has everything beside it that a killed service leaves.
        let mut world = World::start(&url).await;
        world.double.text(1, QUESTION);
        world.quiet().await;
        world.running.kill();
        for path in &paths {
            std::fs::set_permissions(path, Permissions::from_mode(0o644)).unwrap();
        }
        world.running = Program::new(&world.double.address(), &url).start();
        world.double.text(1, QUESTION);
        world.quiet().await;
        for path in &paths {
            let mode = std::fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{path}");
        }
    });
}

#[test]
fn whoever_runs_it_as_root_is_warned() {
    on_sqlite_each(async |url| {
        let mut world = World::start(&url).await;
        world.double.text(1, QUESTION);
        world.quiet().await;
        let is_root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
        assert_eq!(world.running.said("running as root"), usize::from(is_root));
    });
}

#[test]
fn telegram_unreachable_at_start_is_tried_again_and_told_once() {
    on_sqlite_each(async |url| {
        let double = Double::start().await;
        for _ in 0..3 {
            double.fault("getMe", Fault::Reset);
        }
        double.fault("getMe", Fault::Garbage);
        double.text(1, QUESTION);
        let running = Program::new(&double.address(), &url).start();
        let mut database = Database::open(&url).await;
        database.quiet(&double, super::PATIENCE).await;
        assert_eq!(double.shown(1).len(), 1);
        assert_eq!(running.warned("alebot::channel::telegram::reach"), 1, "{}", running.log());
    });
}

#[test]
fn what_telegram_shows_of_the_bot_is_set_in_both_languages() {
    in_each_world(async |world: World| {
        world.double.wait_for("setChatMenuButton", 1).await;
        let commands = world.double.calls_of("setMyCommands");
        for language in [None, Some("en")] {
            let of_language =
                |call: &&crate::double::Call| call.params["language_code"].as_str() == language;
            let private = commands
                .iter()
                .filter(of_language)
                .find(|call| call.params["scope"]["type"] == "all_private_chats");
            let names = private.unwrap().params["commands"].to_string();
            for name in
                ["oppettider", "kontakt", "fokusomraden", "personal", "avsluta", "sprak", "radera"]
            {
                assert!(names.contains(name), "{name} in {names}");
            }
            for method in ["setMyDescription", "setMyShortDescription"] {
                let set = world.double.calls_of(method);
                assert_eq!(set.iter().filter(of_language).count(), 1, "{method} {language:?}");
            }
        }
        assert!(world.double.refused().is_empty());
    });
}

#[test]
fn no_secret_is_ever_said() {
    on_sqlite_each(async |url| {
        let double = Double::start().await;
        double.fault("getMe", Fault::Reset);
        double.fault("getUpdates", Fault::Garbage);
        double.fault("sendMessage", Fault::Gateway);
        double.text(1, QUESTION);
        let running = Program::new(&double.address(), &url)
            .env("TELOXIDE_TOKEN", "7000:VERY-SECRET")
            .env("RUST_LOG", "debug")
            .start();
        let mut database = Database::open(&url).await;
        database.quiet(&double, super::PATIENCE).await;
        let log = running.log();
        assert!(!log.contains("VERY-SECRET"), "{log}");
        assert!(knowledge().exists());
    });
}

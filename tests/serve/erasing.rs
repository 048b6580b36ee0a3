//! What is erased is gone from the database's files too, however long somebody is in the way.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection as _};

use super::{PATIENCE, World, on_each_database, runtime};
use crate::databases::{execute, number};

const SECRET: &str = "Rumpnisse";

/// Whether the secret stands in the database's files. `None`: only a superuser of PostgreSQL may read those.
async fn is_readable(url: &str) -> Option<bool> {
    let Some(file) = url.strip_prefix("sqlite://") else {
        let url = url.to_owned();
        return tokio::task::spawn_blocking(move || is_readable_on_postgres(&url)).await.unwrap();
    };
    let holds = |suffix: &&str| {
        let bytes = std::fs::read(format!("{file}{suffix}")).unwrap_or_default();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    };
    Some(["", "-wal"].iter().any(holds))
}

fn is_readable_on_postgres(url: &str) -> Option<bool> {
    let superuser = "SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user AND rolsuper";
    if number(url, superuser) == 0 {
        eprintln!("not a superuser: what is in PostgreSQL's files is not looked at");
        return None;
    }
    execute(url, "CHECKPOINT");
    let found = format!(
        "WITH own AS (SELECT oid, reltoastrelid FROM pg_class
             WHERE relnamespace = current_schema()::text::regnamespace)
         SELECT COUNT(*) FROM pg_class WHERE oid IN (SELECT oid FROM own UNION SELECT reltoastrelid FROM own)
         AND pg_relation_filepath(oid) IS NOT NULL
         AND position('{SECRET}'::bytea IN pg_read_binary_file(pg_relation_filepath(oid), 0, 100000000, true)) > 0"
    );
    Some(number(url, &found) > 0)
}

/// Somebody who has begun to read, and sees what was there then.
struct Reader(AnyConnection);

impl Reader {
    async fn begin(url: &str) -> Reader {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        let begin = match url.starts_with("postgres") {
            true => "BEGIN ISOLATION LEVEL REPEATABLE READ",
            false => "BEGIN",
        };
        for sql in [begin, "SELECT COUNT(*) FROM settings"] {
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        }
        Reader(connection)
    }

    async fn end(mut self) {
        sqlx::raw_sql("ROLLBACK").execute(&mut self.0).await.unwrap();
    }
}

/// The desk's, so that words wait for the consent.
async fn world(url: &str) -> World {
    let with_desk = |program: crate::Program| {
        program.env("ALEBOT_STAFF_CHAT", "-1001").env("ALEBOT_STAFF", "901")
    };
    World::start_with(url, with_desk).await
}

/// Erases what somebody reads meanwhile, until the log tells that it may still be readable.
async fn erase_while_read(url: &str) -> (World, Reader) {
    let mut world = world(url).await;
    let mut reader = None;
    write_and_erase(&mut world, async || reader = Some(Reader::begin(url).await)).await;
    until_said(&world, FAILED).await;
    (world, reader.unwrap())
}

/// Writes something that waits for the consent, and erases it.
async fn write_and_erase(world: &mut World, meanwhile: impl AsyncFnOnce()) {
    world.double.text(1, &format!("/personal min hemliga granne {SECRET}"));
    world.quiet().await;
    assert_ne!(is_readable(&world.url).await, Some(false), "nothing to erase");
    meanwhile().await;
    world.double.text(1, "/radera");
    world.quiet().await;
    let question = world.double.all_held(1).pop().unwrap();
    assert!(question.text.starts_with("Vill du radera"), "{}", question.text);
    world.double.press(1, i32::try_from(question.id).unwrap(), "1aE");
    world.quiet().await;
}

async fn until_gone(world: &World) {
    let start = Instant::now();
    while is_readable(&world.url).await == Some(true) {
        assert!(start.elapsed() < 2 * PATIENCE, "it is still there: {}", world.running.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn until_said(world: &World, words: &str) {
    let start = Instant::now();
    while world.running.said(words) == 0 {
        assert!(start.elapsed() < 2 * PATIENCE, "{words}: {}", world.running.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// One at a time: a reader of one is in the way of all others on the same PostgreSQL database.
fn alone_on_each_database(body: impl Fn(&str)) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    on_each_database(body);
}

const FAILED: &str = "what was erased may still be readable";
const DONE: &str = "what was erased is gone from the database's files too";

#[test]
fn what_is_erased_before_the_consent_is_gone_from_the_files_too() {
    alone_on_each_database(|url| {
        runtime().block_on(async {
            let mut world = world(url).await;
            write_and_erase(&mut world, async || {}).await;
            until_gone(&world).await;
            assert_eq!(world.running.said(FAILED), 0, "{}", world.running.log());
        });
    });
}

#[test]
fn files_that_somebody_reads_are_cleaned_once_they_do_not_and_the_log_says_so_once() {
    alone_on_each_database(|url| {
        runtime().block_on(async {
            let (world, reader) = erase_while_read(url).await;
            // Tried again meanwhile.
            tokio::time::sleep(Duration::from_secs(4)).await;
            assert_ne!(is_readable(url).await, Some(false), "nobody was in the way");
            reader.end().await;
            until_said(&world, DONE).await;
            assert_ne!(is_readable(url).await, Some(true));
            assert_eq!((world.running.said(FAILED), world.running.said(DONE)), (1, 1));
        });
    });
}

#[test]
fn a_service_that_was_killed_before_it_could_clean_the_files_does_so_at_the_next_start() {
    alone_on_each_database(|url| {
        runtime().block_on(async {
            let (mut world, reader) = erase_while_read(url).await;
            world.running.kill();
            assert_ne!(is_readable(url).await, Some(false), "nobody was in the way");
            reader.end().await;
            let started = crate::Program::new(&world.double.address(), url).at(crate::OPEN).start();
            until_gone(&world).await;
            drop(started);
        });
    });
}

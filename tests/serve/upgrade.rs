//! What was stored by the first version, and what is copied while the service runs.

use alebot::model::id::{CaseNumber, ChatId, MessageId};
use alebot::store::{Place, Store};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection};

use super::{PATIENCE, QUESTION, World, on_each_database, runtime};
use crate::databases::on_sqlite;
use crate::double::Double;
use crate::process::{Database, OPEN, Program};

/// A database as the first version left it: a question that waits to be handled, a letter that waits to be sent, a case with a message.
async fn of_the_first_version(url: &str) {
    sqlx::any::install_default_drivers();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let all = Migrator::new(folder).await.unwrap();
    let first = all.iter().filter(|migration| migration.version == 1).cloned().collect();
    let url = match url.strip_prefix("sqlite:") {
        Some(file) => format!("sqlite:{file}?mode=rwc"),
        None => url.to_owned(),
    };
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    Migrator::with_migrations(first).run(&mut connection).await.unwrap();
    for sql in STORED {
        sqlx::query(*sql).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

const STORED: &[&str] = &[
    r#"INSERT INTO inbox (seq, update_id, chat, thread, payload, state, attempts, received_ms) VALUES (7, 500, 1, 0,
       '{"update_id":500,"chat":1,"chat_kind":"Private","thread":null,"from":{"id":1,"is_bot":false,"name":"Anna","language_code":"sv","anonymous":false},
         "event":{"Message":{"message_id":5,"text":"har ni öppet nu?","attachment":null,"media_group":null,"reply_to":null,"forwarded_from":null,"addressed":true}}}',
       0, 0, 1778572000000)"#,
    r#"INSERT INTO outbox (id, update_id, part, chat, thread, urgency, messages, payload, state, attempts, created_ms, due_ms) VALUES (9, NULL, 0, 2, 0, 0, 1,
       '{"chat":2,"thread":null,"request":{"Send":{"html":"Hej från <b>förr</b>.","keyboard":[],"reply_to":null}},"urgency":"Message"}',
       0, 0, 1778572000000, 1778572000000)"#,
    "INSERT INTO conversations (chat, language, blocked, consent_ms, updated_ms) VALUES (3, 'en', 0, 5, 5)",
    "INSERT INTO cases (number, chat, name, language, state, topic, opened_ms) VALUES (4, 3, 'Kim', 'en', 0, 12, 5)",
    "INSERT INTO case_messages (id, case_number, direction, text, source_chat, source_message, state, at_ms) VALUES (20, 4, 0, 'Hello', 3, 8, 1, 6)",
    "INSERT INTO counters (name, value) VALUES ('case', 4)",
];

#[test]
fn what_the_first_version_stored_is_kept_handled_and_sent() {
    on_each_database(|url| {
        runtime().block_on(async {
            of_the_first_version(url).await;
            let double = Double::start().await;
            let running = Program::new(&double.address(), url).at(OPEN).start();
            let database = Database::open(url).await;
            let mut world = World { running, double, url: url.to_owned(), database };
            world.answered(1, 1).await;
            let sent = || (world.double.shown(2) == ["Hej från förr."]).then_some(());
            world.double.until("the letter of the first version", sent).await;
            world.quiet().await;
            let store = Store::open(url).await.unwrap();
            let case = store.case(CaseNumber::new(4)).await.unwrap().unwrap();
            assert_eq!((case.open, &*case.name, case.place.is_some()), (true, "Kim", true));
            let place = Place { chat: ChatId::new(3), message_id: MessageId::new(8) };
            assert_eq!(store.case_message_from(place).await.unwrap().unwrap().text, "Hello");
            assert_eq!(store.conversation(ChatId::new(3)).await.unwrap().consent_ms, Some(5));
            assert_eq!(store.next(alebot::store::Counter::Case).await.unwrap(), 5);
            assert_eq!(world.running.said("ERROR"), 0, "{}", world.running.log());
        });
    });
}

#[test]
fn a_backup_of_a_running_service_is_one_moment_of_it() {
    on_each_database(|url| {
        runtime().block_on(async {
            let mut world = World::start(url).await;
            world.double.text(1, QUESTION);
            world.quiet().await;
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("copy.jsonl").display().to_string();
            for chat in 2..=60 {
                world.double.text(chat, QUESTION);
            }
            world.answered(5, 1).await;
            assert_eq!(run("backup", &file, url), Some(0));
            world.quiet().await;
            for chat in 1..=60 {
                assert_eq!(world.answers(chat), 1, "{chat} while the backup was made");
            }
            on_sqlite(|copy| {
                runtime_of_its_own(restored_and_running(copy.to_owned(), file.clone()));
            });
        });
    });
}

/// The test's own runtime is in the middle of something.
fn runtime_of_its_own(work: impl Future<Output = ()> + Send + 'static) {
    std::thread::spawn(move || runtime().block_on(work)).join().unwrap();
}

/// Every update that was taken before the copy is in it, and handled or about to be: each resident has their one question.
async fn restored_and_running(copy: String, file: String) {
    assert_eq!(run("restore", &file, &copy), Some(0));
    let double = Double::start().await;
    let _running = Program::new(&double.address(), &copy).at(OPEN).start();
    let mut database = Database::open(&copy).await;
    database.quiet(&double, PATIENCE).await;
    let taken = database.number("SELECT COUNT(*) FROM inbox").await;
    let asked = database.number("SELECT COUNT(DISTINCT chat) FROM questions").await;
    assert!(taken >= 5 && taken == asked, "{taken} updates, {asked} questions");
    assert_eq!(database.number("SELECT COUNT(*) FROM outbox WHERE state NOT IN (1)").await, 0);
}

fn run(command: &str, file: &str, url: &str) -> Option<i32> {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_alebot"))
        .args([command, file])
        .env("ALEBOT_DATABASE", url)
        .status();
    program.unwrap().code()
}

//! Hard use: databases that fail, instances that meet, clocks that are wrong.

use std::time::Duration;

use alebot::model::id::{ChatId, MessageId, QuestionId, UserId};
use alebot::model::language::ReplyLanguage;
use alebot::store::{Store, Write};

use super::{ANSWER, QUESTION, World, in_each_world, on_each_database, runtime};
use crate::databases::execute;
use crate::double::{Double, Fault};
use crate::process::{Database, OPEN, Program};

#[test]
fn a_second_service_that_polls_on_one_database_is_refused() {
    in_each_world(async |mut world| {
        world.double.text(1, QUESTION);
        world.quiet().await;
        let mut second = Program::new(&world.double.address(), &world.url).at(OPEN).start();
        assert_eq!(second.exit_within(Duration::from_secs(20)), Some(1));
        assert_eq!(
            second.said("another Alebot is running on this database"),
            1,
            "{}",
            second.log()
        );
        world.double.text(2, QUESTION);
        world.quiet().await;
        assert_eq!((world.answers(1), world.answers(2)), (1, 1));
    });
}

#[test]
fn whatever_is_away_for_a_while_nothing_is_lost() {
    for table in ["inbox", "outbox", "questions", "conversations"] {
        in_each_world(async |mut world| {
            world.double.text(1, QUESTION);
            world.quiet().await;
            let rename = async |from: String, to: String| {
                let url = world.url.clone();
                let sql = format!("ALTER TABLE {from} RENAME TO {to}");
                tokio::task::spawn_blocking(move || execute(&url, &sql)).await.unwrap();
            };
            rename(table.to_owned(), format!("{table}_away")).await;
            for chat in 2..=12 {
                world.double.text(chat, QUESTION);
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
            rename(format!("{table}_away"), table.to_owned()).await;
            for chat in 2..=12 {
                world.answered(chat, 1).await;
            }
            world.quiet().await;
            for chat in 1..=12 {
                assert_eq!(world.answers(chat), 1, "resident {chat}, without {table}");
            }
        });
    }
}

#[test]
fn a_clock_that_was_set_erases_nothing() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            store.write(&[Write::Question(old_question())], 1).await.unwrap();
            let double = Double::start().await;
            let mut database = Database::open(url).await;
            let _running = Program::new(&double.address(), url).at("2030-05-14T10:00").start();
            double.text(1, "vad heter du?");
            database.quiet(&double, super::PATIENCE).await;
            tokio::time::sleep(Duration::from_millis(500)).await;
            assert_eq!(
                database.number("SELECT COUNT(*) FROM questions WHERE asked_ms = 5").await,
                1
            );
        });
    });
}

fn old_question() -> alebot::store::Question {
    alebot::store::Question {
        id: QuestionId::UNSTORED,
        chat: ChatId::new(9),
        message_id: MessageId::new(1),
        text: "hej".to_owned(),
        kind: alebot::model::reply::ReplyKind::Smalltalk,
        answer: "hej".to_owned(),
        article: None,
        language: ReplyLanguage::Swedish.code().to_owned(),
        asked_ms: 5,
        outside_hours: false,
        helpful: None,
        review: alebot::store::Review::Open,
    }
}

#[test]
fn a_wait_without_end_is_bounded_and_holds_nobody_else_up() {
    in_each_world(async |mut world| {
        let forever = Fault::Error {
            code: 429,
            description: "Too Many Requests",
            retry_after: Some(u64::MAX),
        };
        world.double.fault("sendMessage", forever);
        world.double.text(1, QUESTION);
        world
            .double
            .until("the refusal", || (world.running.said("too many requests") > 0).then_some(()))
            .await;
        world.double.text(2, QUESTION);
        world.answered(2, 1).await;
        let due = "SELECT MAX(due_ms - created_ms) FROM outbox WHERE chat = 1 AND state = 0";
        let wait = world.database.number(due).await;
        assert!((3_600_000..3_660_000).contains(&wait), "{wait}");
        assert_eq!(world.running.said("panicked"), 0);
    });
}

#[test]
fn a_flood_gets_one_warning_and_costs_nobody_else_an_answer() {
    on_each_database(|url| {
        runtime().block_on(async {
            let limits = |program: Program| program.env("ALEBOT_LIMITS", "1000,1000,1000");
            let mut world = World::start_with(url, limits).await;
            for number in 0..300 {
                world.double.text(1, QUESTION);
                if number % 100 == 99 {
                    world.double.text(2 + number / 100, QUESTION);
                }
            }
            world.quiet().await;
            let shown = world.double.shown(1);
            let warned: Vec<&String> =
                shown.iter().filter(|text| text.starts_with("Nu kommer det fler")).collect();
            assert_eq!(warned.len(), 1, "{shown:?}");
            assert!((30..60).contains(&world.answers(1)), "{}", world.answers(1));
            for chat in 2..=4 {
                assert_eq!(world.answers(chat), 1, "resident {chat}");
            }
        });
    });
}

#[test]
fn the_question_log_has_no_phone_number_or_address_of_residents() {
    in_each_world(async |mut world| {
        world.double.text(1, "ring mig på 070-123 45 67 eller mejla anna@exempel.se");
        world.double.text(1, "och i morgon då?");
        world.quiet().await;
        let store = Store::open(&world.url).await.unwrap();
        let logged = store.last_questions(ChatId::new(1), 10).await.unwrap();
        assert_eq!(logged.len(), 2);
        assert_eq!(logged[0].text, "ring mig på •••-••• •• •• eller mejla ••••@•••••••.••");
        for sql in [
            "SELECT COUNT(*) FROM questions WHERE asked_in LIKE '%45 67%' OR text LIKE '%45 67%'",
            "SELECT COUNT(*) FROM questions WHERE asked_in LIKE '%exempel%'",
        ] {
            assert_eq!(world.database.number(sql).await, 0, "{sql}");
        }
    });
}

#[test]
fn what_staff_save_is_known_to_the_next_message() {
    in_each_world(async |mut world| {
        world.double.text(1, QUESTION);
        world.quiet().await;
        let store = Store::open(&world.url).await.unwrap();
        let author = alebot::store::Staff { id: UserId::new(71), name: "Anna".to_owned() };
        let exception = alebot::model::contact::Exception {
            date: "2026-05-12".parse().unwrap(),
            open: Vec::new(),
            reason: "Strömavbrott".to_owned(),
        };
        for chat in 2..8 {
            let add = alebot::store::NoticeWrite::AddException {
                exception: exception.clone(),
                author: author.clone(),
            };
            store.write(&[Write::Notice(add)], 1).await.unwrap();
            world.double.text(chat, QUESTION);
            world.quiet().await;
            let shown = world.double.shown(chat);
            assert!(shown[0].contains("Strömavbrott"), "{shown:?}");
            let id = store.exceptions("2026-01-01".parse().unwrap()).await.unwrap()[0].id;
            store
                .write(&[Write::Notice(alebot::store::NoticeWrite::RemoveException { id })], 2)
                .await
                .unwrap();
            world.double.text(chat, QUESTION);
            world.quiet().await;
            assert!(world.double.shown(chat)[1].contains(ANSWER));
        }
    });
}

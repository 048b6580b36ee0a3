//! Letters to a case: held while staff find it nowhere, released in the order of its messages, on both databases.

use alebot::model::case::{CaseNumber, CasePlace, Origin};
use alebot::model::delivery::{Regarding, SendError};
use alebot::model::id::{ChatId, EntryId, ThreadId};
use alebot::model::language::ReplyLanguage;
use alebot::model::outgoing::{Effect, Outgoing, Urgency};
use alebot::pipe::Outcome;
use alebot::store::{CaseWrite, Letter, Store, Write};

use crate::databases::{on_each_database, runtime};
use crate::pipe_world::{World, eventually, eventually_async, text};

const GROUP: i64 = -9;
const CASE: CaseNumber = CaseNumber::new(4);

fn open() -> Write {
    let (name, language) = ("Kim".to_owned(), ReplyLanguage::Swedish);
    Write::Case(CaseWrite::Open {
        number: CASE,
        chat: ChatId::new(5),
        name,
        language,
        origin: Origin::Button,
        opened_ms: 0,
    })
}

fn message(entry: i64) -> Letter {
    let letter = Letter::from(text(GROUP, &format!("message {entry}"))).in_topic_of(CASE);
    letter.regarding(Regarding::CaseMessage { case: CASE, entry: EntryId::new(entry) })
}

fn note(words: &str) -> Letter {
    Letter::from(text(GROUP, words)).in_topic_of(CASE).regarding(Regarding::CaseNote { case: CASE })
}

fn card() -> Letter {
    let card = Outgoing { urgency: Urgency::Card, ..text(GROUP, "card") };
    Letter::from(card).in_topic_of(CASE).regarding(Regarding::CaseCard { case: CASE })
}

fn topic() -> Letter {
    let open = Outgoing { effect: Effect::OpenPlace { name: "Kim".to_owned() }, ..text(GROUP, "") };
    Letter::from(open).regarding(Regarding::CaseTopic { case: CASE })
}

fn case(write: CaseWrite) -> Outcome {
    Outcome { writes: vec![Write::Case(write)], letters: Vec::new() }
}

fn letters(letters: Vec<Letter>) -> Outcome {
    Outcome { writes: Vec::new(), letters }
}

const RELEASE: CaseWrite = CaseWrite::Release { number: CASE, group: ChatId::new(GROUP) };

async fn nothing_waits(store: &Store) {
    eventually_async(async || store.counts().await.unwrap().letters_waiting == 0).await;
}

#[test]
fn what_is_written_before_there_is_a_topic_waits_for_it_and_keeps_its_order() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.post(Outcome { writes: vec![open()], letters: vec![message(1), message(2)] })
                .await
                .unwrap();
            pipe.post(case(RELEASE)).await.unwrap();
            nothing_waits(&store).await;
            assert!(world.texts().is_empty(), "it goes nowhere while staff find the case nowhere");
            assert_eq!(store.cases_held().await.unwrap(), [CASE]);
            pipe.post(letters(vec![topic()])).await.unwrap();
            eventually_async(async || {
                store.case(CASE).await.unwrap().unwrap().place
                    == Some(CasePlace::Topic(ThreadId::new(900)))
            })
            .await;
            pipe.post(Outcome { letters: vec![message(3)], ..case(RELEASE) }).await.unwrap();
            eventually(|| world.sent().len() == 3).await;
            assert_eq!(world.texts(), ["message 1", "message 2", "message 3"]);
            assert!(store.cases_held().await.unwrap().is_empty());
        });
    });
}

#[test]
fn a_deleted_topic_loses_nothing_and_what_was_not_seen_comes_first() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.post(Outcome { writes: vec![open()], letters: vec![topic()] }).await.unwrap();
            eventually_async(async || store.case(CASE).await.unwrap().unwrap().place.is_some())
                .await;
            world.fail(GROUP, SendError::TopicGone);
            pipe.post(letters(vec![message(3)])).await.unwrap();
            eventually_async(async || !store.cases_held().await.unwrap().is_empty()).await;
            // As the desk does: the topic is lost; the card, and what had arrived in it unseen, are posted anew.
            let lost = case(CaseWrite::TopicLost { number: CASE });
            pipe.post(Outcome {
                letters: vec![card(), message(1), message(2), note("closed")],
                ..lost
            })
            .await
            .unwrap();
            pipe.post(letters(vec![message(4)])).await.unwrap();
            nothing_waits(&store).await;
            assert!(world.texts().is_empty());
            pipe.post(case(CaseWrite::InGroup { number: CASE })).await.unwrap();
            pipe.post(case(RELEASE)).await.unwrap();
            eventually(|| world.sent().len() == 6).await;
            let texts: Vec<String> =
                world.texts().into_iter().filter(|text| text != "card").collect();
            assert_eq!(texts, ["message 1", "message 2", "closed", "message 3", "message 4"]);
        });
    });
}

#[test]
fn a_kill_between_receipt_and_topic_costs_nothing() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            {
                let pipe = world.start(&store).await;
                pipe.post(Outcome { writes: vec![open()], letters: vec![message(1), note("n")] })
                    .await
                    .unwrap();
                // Dropped without a stop, as by kill -9.
            }
            let pipe = world.start(&store).await;
            pipe.post(Outcome {
                letters: vec![message(2)],
                ..case(CaseWrite::InGroup { number: CASE })
            })
            .await
            .unwrap();
            pipe.post(case(RELEASE)).await.unwrap();
            eventually(|| world.sent().len() == 3).await;
            let mut texts = world.texts();
            texts.sort();
            assert_eq!(texts, ["message 1", "message 2", "n"]);
        });
    });
}

#[test]
fn a_group_that_has_removed_the_bot_gets_everything_when_it_is_back() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.post(Outcome {
                writes: vec![open(), Write::Case(CaseWrite::InGroup { number: CASE })],
                letters: vec![],
            })
            .await
            .unwrap();
            world.fail(GROUP, SendError::Blocked);
            pipe.post(letters(vec![message(1), message(2)])).await.unwrap();
            eventually_async(async || store.counts().await.unwrap().letters_waiting == 0).await;
            assert!(world.texts().is_empty());
            let back = Write::Blocked { chat: ChatId::new(GROUP), blocked: false };
            pipe.post(Outcome {
                writes: vec![back, Write::Case(RELEASE)],
                letters: vec![message(3)],
            })
            .await
            .unwrap();
            eventually(|| world.sent().len() == 3).await;
            assert_eq!(world.texts(), ["message 1", "message 2", "message 3"]);
        });
    });
}

//! What becomes of letters: faults, limits, blocks, groups that move, edits, cases; on both databases.

#[allow(dead_code, reason = "shared with the other tests of the store")]
#[path = "pipe_delivery/cases.rs"]
mod cases;
mod databases;
#[allow(dead_code, reason = "shared with tests/pipe.rs")]
mod pipe_world;

use std::time::Duration;

use alebot::channel::telegram::limits::TelegramLimits;
use alebot::model::case::{CaseNumber, CasePlace, Origin};
use alebot::model::delivery::{Delivery, Regarding, SendError};
use alebot::model::id::{ChatId, EntryId, MessageId, ThreadId};
use alebot::model::language::ReplyLanguage;
use alebot::model::outgoing::{Effect, Outgoing};
use alebot::pipe::{Outcome, PipeSettings};
use alebot::store::{
    Carriage, CaseMessage, CaseMessageWrite, CaseWrite, Direction, Letter, Place, Store, Write,
};
use databases::{on_each_database, on_sqlite, runtime};
use pipe_world::{World, eventually, eventually_async, text, update};

const TEN: EntryId = EntryId::new(10);
const ELEVEN: EntryId = EntryId::new(11);
const TOPIC: ThreadId = ThreadId::new(900);

#[test]
fn topics_cards_and_case_messages_are_noted_where_they_arrive() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            let open = CaseWrite::Open {
                number: CaseNumber::new(4),
                chat: ChatId::new(5),
                name: "Kim".to_owned(),
                language: ReplyLanguage::Swedish,
                origin: Origin::Command,
                opened_ms: 0,
            };
            let message = |id: EntryId| {
                Write::CaseMessage(CaseMessageWrite::Add(CaseMessage {
                    id,
                    case: CaseNumber::new(4),
                    direction: Direction::FromResident,
                    author: None,
                    text: "hej".to_owned(),
                    attachment: None,
                    file: None,
                    media_group: None,
                    forwarded_from: None,
                    source: Place { chat: ChatId::new(5), message_id: MessageId::new(1) },
                    target: None,
                    state: Carriage::OnItsWay,
                    at_ms: 1,
                }))
            };
            world.fail(-8, SendError::TopicGone);
            let topic =
                Outgoing { effect: Effect::OpenPlace { name: "Kim".to_owned() }, ..text(-9, "") };
            let letter = |chat, regarding| Letter::from(text(chat, "hej 1")).regarding(regarding);
            let outcome = Outcome {
                writes: vec![Write::Case(open), message(TEN), message(ELEVEN)],
                letters: vec![
                    Letter::from(topic)
                        .regarding(Regarding::CaseTopic { case: CaseNumber::new(4) }),
                    letter(-9, Regarding::CaseCard { case: CaseNumber::new(4) }),
                    letter(-9, Regarding::CaseMessage { case: CaseNumber::new(4), entry: TEN }),
                    letter(-8, Regarding::CaseMessage { case: CaseNumber::new(4), entry: ELEVEN }),
                ],
            };
            pipe.post(outcome).await.unwrap();
            eventually_async(async || store.counts().await.unwrap().letters_waiting == 0).await;
            let case = store.case(CaseNumber::new(4)).await.unwrap().unwrap();
            assert_eq!(case.place, Some(CasePlace::Topic(TOPIC)));
            assert_eq!(
                store.case_of_topic(TOPIC).await.unwrap().unwrap().number,
                CaseNumber::new(4)
            );
            assert!(case.card.is_some());
            let carried = store.case_messages(CaseNumber::new(4)).await.unwrap();
            assert_eq!(carried[0].state, Carriage::Delivered);
            assert_eq!(carried[0].target.unwrap().chat, ChatId::new(-9));
            assert_eq!(carried[1].state, Carriage::Failed);
            assert!(world.fates().contains(&Delivery::TopicGone));
        });
    });
}

#[test]
fn a_429_holds_its_own_chat_only() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(1, SendError::RetryAfter(Duration::from_millis(600)));
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "hej"), update(2, 1, "hej"), update(3, 2, "hej")])
                .await
                .unwrap();
            eventually(|| world.sent().len() == 1).await;
            assert_eq!(world.sent()[0].chat, 2);
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert_eq!(world.tries(1), 1, "nothing else goes to that chat meanwhile");
            eventually(|| world.sent().len() == 3).await;
            world.assert_in_order();
        });
    });
}

#[test]
fn a_429_in_one_topic_holds_the_whole_group() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(-5, SendError::RetryAfter(Duration::from_millis(600)));
            let pipe = world.start(&store).await;
            let in_topic =
                |thread| Outgoing { thread: Some(ThreadId::new(thread)), ..text(-5, "hej 1") };
            let post = async |thread| {
                let letters = vec![in_topic(thread).into()];
                pipe.post(Outcome { letters, ..Outcome::default() }).await.unwrap();
            };
            post(1).await;
            eventually(|| world.tries(-5) == 1).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
            post(2).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(world.tries(-5), 1, "a 429 was answered with more");
            eventually(|| world.sent().len() == 2).await;
        });
    });
}

#[test]
fn faults_that_pass_are_tried_again_and_refusals_are_not() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(1, SendError::Transient("502".to_owned()));
            world.fail(2, SendError::Permanent("can't parse entities".to_owned()));
            let pipe = world.start(&store).await;
            let updates = vec![update(1, 1, "hej"), update(2, 2, "hej"), update(3, 2, "hej")];
            pipe.accept(updates).await.unwrap();
            eventually(|| world.sent().len() == 2).await;
            assert_eq!((world.tries(1), world.tries(2)), (2, 2));
            assert_eq!(world.texts(), ["reply 3", "reply 1"]);
            assert_eq!(store.counts().await.unwrap().letters_refused, 1);
        });
    });
}

#[test]
fn a_letter_expires_only_while_others_go_through() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let give_up_after = Duration::from_secs(1);
            let settings = PipeSettings { give_up_after, ..PipeSettings::default() };
            let world = World::new().with_settings(settings);
            let pipe = world.start(&store).await;
            [1, 2].iter().for_each(|chat| world.take_away(*chat, true));
            pipe.accept(vec![update(1, 1, "hej"), update(2, 2, "hej")]).await.unwrap();
            tokio::time::sleep(3 * give_up_after).await;
            assert_eq!(world.fates(), [], "given up in an outage");

            world.take_away(2, false);
            eventually(|| world.texts() == ["reply 2"]).await;
            for number in 3.. {
                if world.fates().contains(&Delivery::Expired) {
                    break;
                }
                pipe.accept(vec![update(number, 2, "hej")]).await.unwrap();
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            world.take_away(1, false);
            pipe.accept(vec![update(1000, 1, "hej")]).await.unwrap();
            eventually(|| world.texts().contains(&"reply 1000".to_owned())).await;
            let expired = world.fates().iter().filter(|fate| **fate == Delivery::Expired).count();
            assert_eq!(expired, 1);
            assert!(!world.texts().contains(&"reply 1".to_owned()));
        });
    });
}

#[test]
fn a_chat_that_blocked_the_bot_is_left_alone_until_it_writes() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(1, SendError::Blocked);
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "thrice")]).await.unwrap();
            eventually(|| world.fates().len() == 3).await;
            assert_eq!(world.tries(1), 1, "what waited was dropped");
            assert!(world.fates().iter().all(|fate| *fate == Delivery::Blocked));
            assert!(store.conversation(ChatId::new(1)).await.unwrap().blocked);
            let unasked = Outcome { letters: vec![text(1, "news").into()], ..Outcome::default() };
            pipe.post(unasked).await.unwrap();
            eventually(|| world.fates().len() == 4).await;
            assert_eq!(world.tries(1), 1);

            pipe.accept(vec![update(2, 1, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == 1).await;
            assert!(!store.conversation(ChatId::new(1)).await.unwrap().blocked);
        });
    });
}

#[test]
fn a_group_that_moved_is_followed_with_all_that_waits() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            world.fail(-5, SendError::Migrated { to: ChatId::new(-1005) });
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, -5, "thrice")]).await.unwrap();
            eventually(|| world.sent().len() == 3).await;
            assert!(world.sent().iter().all(|sent| sent.chat == -1005));
            assert_eq!(world.texts(), ["reply 1", "reply 1 b", "reply 1 c"]);
            pipe.stop(Duration::from_secs(2)).await;
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(2, -5, "hej")]).await.unwrap();
            eventually(|| world.sent().len() == 4).await;
            assert_eq!(world.sent()[3].chat, -1005, "known after a restart too");
        });
    });
}

#[test]
fn what_follows_from_a_delivery_is_written_with_it() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new().answering_settled();
            let pipe = world.start(&store).await;
            let topic = Letter::from(text(-9, "open"))
                .regarding(Regarding::CaseTopic { case: CaseNumber::new(4) });
            pipe.post(Outcome { letters: vec![topic], ..Outcome::default() }).await.unwrap();
            eventually(|| world.sent().len() == 2).await;
            assert_eq!(world.texts(), ["open", "card of 4"]);
        });
    });
}

#[test]
fn an_edited_question_finds_its_replies_and_takes_back_what_waits() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let world = World::new();
            let pipe = world.start(&store).await;
            pipe.accept(vec![update(1, 1, "thrice")]).await.unwrap();
            eventually(|| world.sent().len() == 3).await;
            eventually_async(async || {
                store.replies(ChatId::new(1), MessageId::new(1)).await.unwrap().len() == 3
            })
            .await;

            world.fail(1, SendError::RetryAfter(Duration::from_millis(400)));
            pipe.accept(vec![update(2, 1, "thrice")]).await.unwrap();
            eventually(|| world.tries(1) == 4).await;
            let taken_back = Write::Withdraw { chat: ChatId::new(1), question: MessageId::new(2) };
            let new = Letter::reply(text(1, "better"), MessageId::new(2));
            pipe.post(Outcome { writes: vec![taken_back], letters: vec![new] }).await.unwrap();
            eventually(|| world.sent().len() == 4).await;
            tokio::time::sleep(Duration::from_millis(600)).await;
            assert_eq!(world.texts()[3..], ["better"]);
            assert_eq!(store.counts().await.unwrap().letters_waiting, 0);
        });
    });
}

#[test]
fn telegrams_limits_are_kept() {
    on_sqlite(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let limits = TelegramLimits::DOCUMENTED.into();
            let world =
                World::new().with_settings(PipeSettings { limits, ..PipeSettings::default() });
            let pipe = world.start(&store).await;
            let letters = (0..5).map(|n| text(1, &format!("{n}")).into());
            let others = (0..60).map(|n| text(100 + n, "hej").into());
            let letters = letters.chain(others).collect();
            pipe.post(Outcome { letters, ..Outcome::default() }).await.unwrap();
            eventually(|| world.sent().len() == 65).await;
            world.assert_at_most(30, Duration::from_secs(1), None);
            world.assert_at_most(3, Duration::from_secs(1), Some(1));
        });
    });
}

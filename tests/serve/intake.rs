//! What comes in is broken, huge, foreign or not to be had: the residents around it are answered.

use serde_json::{Value, json};

use super::{QUESTION, World, in_each_world};
use crate::double::Fault;

/// Updates that a bot must survive.
fn odd() -> Vec<Value> {
    let chat = json!({"id": 900, "type": "private", "first_name": "X"});
    let from = json!({"id": 900, "is_bot": false, "first_name": "X"});
    let message = |fields: Value| {
        let mut message = json!({"message_id": 1, "date": 1, "chat": chat, "from": from});
        for (name, value) in fields.as_object().into_iter().flatten() {
            message[name] = value.clone();
        }
        json!({"message": message})
    };
    vec![
        json!({}),
        json!({"message": null}),
        json!({"message": 7}),
        json!({"message": {"message_id": "7"}}),
        json!({"update_id": "text", "message": {"text": QUESTION}}),
        json!({"update_id": -5, "poll_answer": {}}),
        json!({"kind_from_the_future": {"chat": chat, "from": from}}),
        message(json!({"text": 7})),
        message(json!({"text": ["a"]})),
        message(json!({"message_id": 99_999_999_999_i64, "text": "hej"})),
        message(json!({"chat": {"id": "x", "type": "private"}, "text": "hej"})),
        message(json!({"chat": {"id": 900, "type": "planet"}, "text": "hej"})),
        message(
            json!({"entities": [{"type": "mention", "offset": -1, "length": 99}], "text": "@"}),
        ),
        message(
            json!({"from": {"id": 901, "is_bot": true, "first_name": "Bot"}, "text": QUESTION}),
        ),
        json!({"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -900, "type": "channel", "title": "K"}, "text": QUESTION}}),
        json!({"callback_query": {"id": "c", "from": from}}),
        json!({"callback_query": {"id": "c", "from": from, "inline_message_id": "i", "data": "1ah"}}),
        json!({"inline_query": {"id": "i", "from": from}}),
        json!({"my_chat_member": {"chat": chat}}),
    ]
}

/// Texts that somebody may send; each gets some reply.
fn odd_texts() -> Vec<String> {
    let nested = format!("{}{}", "(".repeat(2000), ")".repeat(2000));
    vec![
        "?".repeat(4096),
        "öppet på fredag ".repeat(256),
        "😀".repeat(2048),
        "\u{202e}\u{0}\u{feff}".to_owned(),
        "'; DROP TABLE inbox; --".to_owned(),
        "{ $phone } %s {0} ${HOME}".to_owned(),
        "../../etc/passwd".to_owned(),
        "title:* AND (body:\"".to_owned(),
        "2026-99-99 25:61".to_owned(),
        nested,
    ]
}

#[test]
fn odd_updates_in_the_middle_of_a_batch_harm_nobody() {
    in_each_world(async |mut world| {
        world.double.outage(true);
        for (chat, update) in (1..).zip(odd()) {
            world.double.text(chat, QUESTION);
            world.double.update(update);
        }
        world.double.outage(false);
        world.double.text(500, QUESTION);
        world.answered(500, 1).await;
        for chat in (1..).take(odd().len()) {
            world.answered(chat, 1).await;
        }
        let replies = world.double.shown(900).len();
        assert!(replies <= 3, "{:?}", world.double.shown(900));
        assert_eq!(world.double.shown(-900).len(), 0);
        assert_eq!(world.running.said("panicked"), 0);
        healthy(&mut world).await;
    });
}

#[test]
fn whatever_somebody_writes_gets_a_reply_that_telegram_takes() {
    in_each_world(async |mut world| {
        let texts = odd_texts();
        for (chat, text) in (1..).zip(&texts) {
            world.double.text(chat, text);
        }
        world.quiet().await;
        for (chat, text) in (1..).zip(&texts) {
            assert!(!world.double.shown(chat).is_empty(), "no reply to {text:?}");
        }
        healthy(&mut world).await;
    });
}

#[test]
fn whatever_breaks_receiving_every_question_is_answered_once() {
    in_each_world(async |mut world| {
        let error =
            |code, description, retry_after| Fault::Error { code, description, retry_after };
        let faults = [
            Fault::Reset,
            Fault::Garbage,
            Fault::Gateway,
            error(500, "Internal Server Error", None),
            error(429, "Too Many Requests: retry after 1", Some(1)),
            error(409, "Conflict: terminated by other getUpdates request", None),
            Fault::Lost,
        ];
        for (chat, fault) in (1..).zip(faults) {
            world.double.fault("getUpdates", fault.clone());
            world.double.text(chat, QUESTION);
            world.answered(chat, 1).await;
            world.quiet().await;
            assert_eq!(world.answers(chat), 1, "{fault:?}");
        }
        healthy(&mut world).await;
    });
}

#[test]
fn an_update_that_comes_twice_is_answered_once() {
    in_each_world(async |mut world| {
        let id = world.double.text(1, QUESTION);
        world.quiet().await;
        let mut again = json!({"message": {"message_id": 101, "date": 1, "text": QUESTION,
            "chat": {"id": 1, "type": "private"}, "from": {"id": 1, "is_bot": false, "first_name": "A"}}});
        again["update_id"] = id.into();
        world.double.update(again);
        world.quiet().await;
        assert_eq!(world.answers(1), 1);
        healthy(&mut world).await;
    });
}

async fn healthy(world: &mut World) {
    assert!(world.double.refused().is_empty(), "{:?}", world.double.refused());
    let failed = "SELECT COUNT(*) FROM inbox WHERE state = 2";
    assert_eq!(world.database.number(failed).await, 0);
    assert_eq!(world.running.said("ERROR"), 0);
}

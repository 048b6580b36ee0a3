use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::action::Action;
use crate::model::id::{MessageId, UpdateId};
use crate::model::incoming::{Attachment, Received};
use crate::model::outgoing::Press;

const BOT: i64 = 7000;

fn door() -> Door {
    let account = Account { id: UserId::new(BOT), username: "Ale_Bot".into() };
    Door::new(account, Masking::new(["0303-70 30 00"]))
}

fn admit(kind: &str, body: Value) -> Incoming {
    door().admit(&json!({"update_id": 9, kind: body})).unwrap()
}

/// A message in a private chat (a positive id) or a forum, with these fields added.
fn message_json(chat: i64, fields: Value) -> Value {
    let kind = if chat > 0 { "private" } else { "supergroup" };
    let mut message = json!({
        "message_id": 5, "date": 1, "chat": {"id": chat, "type": kind},
        "from": {"id": 1, "is_bot": false, "first_name": "Anna", "language_code": "sv"},
    });
    for (name, value) in fields.as_object().unwrap() {
        message[name] = value.clone();
    }
    message
}

fn event(chat: i64, fields: Value) -> Event {
    admit("message", message_json(chat, fields)).event
}

fn message(chat: i64, fields: Value) -> Received {
    match event(chat, fields) {
        Event::Message(message) => message,
        event => panic!("no message: {event:?}"),
    }
}

#[test]
fn a_private_message_keeps_all_that_is_acted_on() {
    let incoming = admit("message", message_json(1, json!({"text": "Hej, 850101-1236"})));
    let expected = Incoming {
        update_id: UpdateId::new(9),
        chat: ChatId::new(1),
        chat_kind: ChatKind::Private,
        thread: None,
        from: Some(Sender {
            id: UserId::new(1),
            is_bot: false,
            name: "Anna".into(),
            language_code: Some("sv".into()),
            anonymous: false,
        }),
        event: Event::Message(Received {
            message_id: MessageId::new(5),
            text: "Hej, ••••••-••••".into(),
            attachment: None,
            file: None,
            media_group: None,
            reply_to: None,
            forwarded_from: None,
            quoted: None,
            withheld: None,
            sent_ms: Some(1000),
            addressed: true,
        }),
    };
    assert_eq!(incoming, expected);
}

#[test]
fn an_edited_message_is_told_from_a_new_one() {
    let incoming = admit("edited_message", message_json(1, json!({"text": "Hej!"})));
    assert!(matches!(incoming.event, Event::Edited(message) if message.text == "Hej!"));
}

#[test]
fn a_thread_counts_only_in_a_forum() {
    let thread = |fields| admit("message", message_json(-1, fields)).thread;
    assert_eq!(
        thread(json!({"text": "a", "message_thread_id": 7, "is_topic_message": true})),
        Some(ThreadId::new(7))
    );
    assert_eq!(thread(json!({"text": "a", "message_thread_id": 7})), None);
    assert_eq!(thread(json!({"text": "a"})), None);
}

#[test]
fn in_groups_the_bot_is_addressed_by_name_command_or_reply() {
    let addressed = |fields| message(-1, fields).addressed;
    let named = |kind: &str, text: &str, offset: usize, length: usize| {
        addressed(
            json!({"text": text, "entities": [{"type": kind, "offset": offset, "length": length}]}),
        )
    };
    let reply = |from: i64| json!({"message_id": 3, "chat": {"id": -1}, "from": {"id": from}});
    assert!(named("mention", "😀 @ale_bot hej", 3, 8));
    assert!(named("bot_command", "/hjalp@Ale_Bot", 0, 14));
    assert!(addressed(
        json!({"text": "du", "entities": [{"type": "text_mention", "offset": 0, "length": 2, "user": {"id": BOT}}]})
    ));
    assert!(addressed(
        json!({"caption": "@ale_bot", "photo": [], "caption_entities": [{"type": "mention", "offset": 0, "length": 8}]})
    ));
    assert!(addressed(json!({"text": "ja", "reply_to_message": reply(BOT)})));

    assert!(!addressed(json!({"text": "ja", "reply_to_message": reply(2)})));
    assert!(!named("mention", "@ale_bot2 hej", 0, 9));
    assert!(!named("bot_command", "/hjalp", 0, 6));
    assert!(!named("mention", "@ale_bot", 5, 8));
    assert!(!named("url", "@ale_bot", 0, 8));
    assert!(!addressed(json!({"text": "@ale_bot"})));
}

#[test]
fn a_message_in_a_topic_is_no_reply_to_its_opening() {
    let in_topic = |reply: Value| {
        message(
            -1,
            json!({"text": "a", "message_thread_id": 7, "is_topic_message": true, "reply_to_message": reply}),
        )
    };
    let opening = in_topic(
        json!({"message_id": 7, "chat": {"id": -1}, "from": {"id": BOT}, "forum_topic_created": {"name": "x"}}),
    );
    assert_eq!((opening.reply_to, opening.addressed), (None, false));
    let answer = in_topic(json!({"message_id": 8, "chat": {"id": -1}, "from": {"id": BOT}}));
    assert_eq!((answer.reply_to, answer.addressed), (Some(MessageId::new(8)), true));
}

#[test]
fn content_beside_text_is_named() {
    for (fields, attachment, text) in [
        (json!({"photo": [{}], "caption": "se 850101-1236"}), Attachment::Photo, "se ••••••-••••"),
        (json!({"voice": {}}), Attachment::Voice, ""),
        (json!({"animation": {}, "document": {}}), Attachment::Video, ""),
        (json!({"document": {}}), Attachment::Document, ""),
        (json!({"sticker": {}}), Attachment::Sticker, ""),
        (json!({"venue": {}, "location": {}}), Attachment::Location, ""),
        (json!({"contact": {}}), Attachment::Contact, ""),
        (json!({"poll": {}}), Attachment::Other, ""),
    ] {
        let message = message(1, fields);
        assert_eq!((message.attachment, &*message.text), (Some(attachment), text));
    }
    let file = |fields| message(1, fields).file.map(|file| format!("{} {}", file.id, file.unique));
    let named = json!({"document": {"file_id": "D1", "file_unique_id": "d"}});
    assert_eq!(file(named).as_deref(), Some("D1 d"));
    let size = |id: &str| json!({"file_id": id, "file_unique_id": "p"});
    let sizes = json!({"photo": [size("small"), size("large")]});
    assert_eq!(file(sizes).as_deref(), Some("large p"));
    for nameless in [json!({"photo": []}), json!({"venue": {"file_id": 7}})] {
        assert_eq!(file(nameless), None);
    }
    let part = message(1, json!({"photo": [], "media_group_id": "77"}));
    assert_eq!(part.media_group.as_deref(), Some("77"));
}

#[test]
fn forwards_name_their_origin() {
    let origin =
        |origin: Value| message(1, json!({"text": "a", "forward_origin": origin})).forwarded_from;
    let names = [
        (
            json!({"type": "user", "sender_user": {"first_name": "Anna", "last_name": "Ek"}}),
            "Anna Ek",
        ),
        (json!({"type": "hidden_user", "sender_user_name": "Bo"}), "Bo"),
        (json!({"type": "chat", "sender_chat": {"title": "Grannar"}}), "Grannar"),
        (json!({"type": "channel", "chat": {"title": "Kanalen"}}), "Kanalen"),
        (json!({"type": "from_the_future"}), ""),
    ];
    for (json, name) in names {
        assert_eq!(origin(json).as_deref(), Some(name));
    }
    assert_eq!(message(1, json!({"text": "a"})).forwarded_from, None);
}

#[test]
fn a_passage_of_another_chat_comes_along_with_where_it_is_from() {
    let quoted = |fields: Value| {
        let quoted = message(1, fields).quoted?;
        Some(format!("{}: {}", quoted.from, quoted.text))
    };
    let origin = json!({"type": "channel", "chat": {"title": "Kanalen"}});
    let quote = json!({"text": "Ring 850101-1236", "position": 0});
    assert_eq!(
        quoted(json!({"text": "a", "external_reply": {"origin": origin}, "quote": quote}))
            .as_deref(),
        Some("Kanalen: Ring ••••••-••••")
    );
    assert_eq!(
        quoted(json!({"text": "a", "external_reply": {}, "quote": {"text": "b"}})).as_deref(),
        Some(": b")
    );
    // A quotation of this chat is known by the message it replies to.
    assert_eq!(quoted(json!({"text": "a", "quote": {"text": "b"}})), None);
    assert_eq!(quoted(json!({"text": "a", "external_reply": {"origin": origin}})), None);
}

#[test]
fn content_with_a_number_in_it_that_is_masked_stays_behind() {
    for (fields, withheld) in [
        (
            json!({"document": {"file_name": "850101-1236 intyg.pdf"}}),
            Some("••••••-•••• intyg.pdf"),
        ),
        (json!({"document": {"file_name": "intyg 2026.pdf"}}), None),
        (json!({"video": {"file_name": "850101-1236.mp4"}}), Some("••••••-••••.mp4")),
        (json!({"audio": {"title": "850101-1236", "performer": "Bo"}}), Some("••••••-••••, Bo")),
        (json!({"contact": {"first_name": "Bo", "phone_number": "0303-703000"}}), None),
        (
            json!({"contact": {"first_name": "Bo", "vcard": "NOTE:850101-1236"}}),
            Some("Bo, NOTE:••••••-••••"),
        ),
        (
            json!({"venue": {"title": "Hos 850101-1236", "address": "Storgatan 1"}, "location": {}}),
            Some("Hos ••••••-••••, Storgatan 1"),
        ),
        (
            json!({"poll": {"question": "Vem?", "options": [{"text": "850101-1236"}]}}),
            Some("Vem?, ••••••-••••"),
        ),
        (json!({"photo": []}), None),
    ] {
        assert_eq!(message(1, fields.clone()).withheld.as_deref(), withheld, "{fields}");
    }
}

#[test]
fn a_name_is_one_line_and_turns_no_other_text_round() {
    let name = |name: &str| {
        let fields = json!({"text": "a", "from": {"id": 3, "first_name": name}});
        admit("message", message_json(1, fields)).from.unwrap().name
    };
    for (given, expected) in [
        ("Anna", "Anna"),
        ("Anna\nÄrende 2 är avslutat", "Anna Ärende 2 är avslutat"),
        ("Anna\u{2028}\u{2029}Ek", "Anna Ek"),
        ("\u{202e}ann\u{2066}A\u{200b}", "annA"),
        ("\u{0}\u{7}\u{200f}", ""),
        ("  Anna \t  Ek  ", "Anna Ek"),
        ("850101-1236", "••••••-••••"),
    ] {
        assert_eq!(name(given), expected, "{given:?}");
    }
    assert_eq!(name(&"å".repeat(300)), "å".repeat(64));
    let forwarded = json!({"text": "a", "forward_origin": {"type": "hidden_user", "sender_user_name": "Bo\n\u{202e}Ek"}});
    assert_eq!(message(1, forwarded).forwarded_from.as_deref(), Some("Bo Ek"));
}

#[test]
fn anonymous_administrators_are_nobodys_id() {
    let fields = json!({"text": "a", "from": {"id": 1087968824, "is_bot": true, "first_name": "Group"},
        "sender_chat": {"id": -1, "type": "supergroup", "title": "Personal"}});
    let sender = admit("message", message_json(-1, fields)).from.unwrap();
    assert_eq!(
        (sender.id, sender.is_bot, sender.anonymous, &*sender.name),
        (UserId::new(-1), false, true, "Personal")
    );
}

#[test]
fn other_bots_are_known_as_bots() {
    let fields = json!({"text": "a", "from": {"id": 3, "is_bot": true, "first_name": "Bot"}});
    assert!(admit("message", message_json(-1, fields)).from.unwrap().is_bot);
}

#[test]
fn a_button_is_answered_in_its_topic() {
    let press = json!({"id": "77", "from": {"id": 1}, "chat_instance": "1", "data": "1ah", "message":
        {"message_id": 6, "date": 0, "chat": {"id": -1, "type": "supergroup"}, "message_thread_id": 7, "is_topic_message": true,
         "from": {"id": BOT, "is_bot": true}}});
    let incoming = admit("callback_query", press);
    let place = (incoming.chat, incoming.thread, incoming.from.unwrap().id);
    assert_eq!(place, (ChatId::new(-1), Some(ThreadId::new(7)), UserId::new(1)));
    let choice = Some(Press::Resident(Action::Hours));
    assert_eq!(
        incoming.event,
        Event::Press { press: "77".to_owned(), message_id: MessageId::new(6), choice }
    );
}

#[test]
fn inline_queries_belong_to_their_sender() {
    let query = json!({"id": "q", "from": {"id": 4, "first_name": "A"}, "query": "öppet 850101-1236", "offset": ""});
    let incoming = admit("inline_query", query);
    assert_eq!((incoming.chat, incoming.chat_kind), (ChatId::new(4), ChatKind::Private));
    let (query_id, query) = ("q".to_owned(), "öppet ••••••-••••".to_owned());
    assert_eq!(incoming.event, Event::Inline { query_id, query });
}

#[test]
fn the_bots_own_standing_is_followed() {
    for (member, expected) in [
        (json!({"status": "kicked"}), Membership::Gone),
        (json!({"status": "left"}), Membership::Gone),
        (json!({"status": "restricted", "is_member": false}), Membership::Gone),
        (json!({"status": "restricted", "is_member": true}), Membership::Member),
        (json!({"status": "member"}), Membership::Member),
        (json!({"status": "administrator"}), Membership::Administrator),
    ] {
        let change = json!({"chat": {"id": 1, "type": "private"}, "from": {"id": 1}, "new_chat_member": member});
        assert_eq!(admit("my_chat_member", change).event, Event::Membership(expected));
    }
}

#[test]
fn a_group_that_moves_says_where_to() {
    assert_eq!(
        event(-1, json!({"migrate_to_chat_id": -1002})),
        Event::Migrated { to: ChatId::new(-1002) }
    );
}

#[test]
fn what_calls_for_nothing_is_kept_by_name() {
    let other = |name: &str| Event::Other(name.into());
    assert_eq!(event(-1, json!({"new_chat_members": []})), other("new_chat_members"));
    assert_eq!(event(-1, json!({"forum_topic_closed": {}})), Event::PlaceClosed);
    assert_eq!(event(-1, json!({"forum_topic_reopened": {}})), Event::PlaceReopened);
    assert_eq!(event(-1, json!({"from_the_future": {}})), other("from_the_future"));
    assert_eq!(event(1, json!({"text": "a", "via_bot": {"id": BOT}})), other("via_bot"));
    assert_eq!(event(1, json!({"text": 5})), other("message"));
    assert_eq!(event(1, json!({"text": "a", "message_id": "x"})), other("message"));
    assert_eq!(event(1, json!({"text": "a", "chat": {"id": 1}})), other("message"));
    let post = json!({"message_id": 1, "chat": {"id": -2, "type": "channel"}, "text": "a"});
    let incoming = admit("channel_post", post);
    assert_eq!((incoming.chat_kind, incoming.event), (ChatKind::Channel, other("channel_post")));
    assert_eq!(admit("from_the_future", json!([1])).event, other("from_the_future"));
    assert_eq!(door().admit(&json!({"update_id": 1})).unwrap().event, other(""));
}

#[test]
fn only_an_update_without_an_id_is_refused() {
    for update in [json!({}), json!(null), json!([]), json!({"update_id": "9"})] {
        assert_eq!(door().admit(&update), Err(NoUpdateId));
    }
}

/// JSON of any shape, with the field names that the door looks for.
fn any_json() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "message",
        "callback_query",
        "my_chat_member",
        "inline_query",
        "chat",
        "from",
        "id",
        "type",
        "text",
        "entities",
        "offset",
        "length",
        "message_id",
        "reply_to_message",
        "forward_origin",
        "new_chat_member",
        "status",
        "photo",
        "data",
        "query",
        "is_topic_message",
        "message_thread_id",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["private", "supergroup", "mention", "kicked", "å😀"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(names.clone(), inner, 0..6).prop_map(|fields| fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn every_update_with_an_id_is_admitted(
        body in any_json(), kind in prop::sample::select(vec!["message", "callback_query", "my_chat_member", "inline_query", "x"]),
    ) {
        let incoming = door().admit(&json!({"update_id": 3, kind: body})).unwrap();
        prop_assert_eq!(incoming.update_id, UpdateId::new(3));
    }
}

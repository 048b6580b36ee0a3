//! The double refuses in groups what Telegram refuses there.

use serde_json::{Value, json};

use super::double::{BOT, Double, Fault, GroupKind, Standing, TopicState};

const GROUP: i64 = -100;

async fn ask(double: &Double, method: &str, params: Value) -> Value {
    let request = reqwest::Client::new()
        .post(format!("{}/bot1:T/{method}", double.address()))
        .header("content-type", "application/json");
    let answer = request.body(params.to_string()).send().await.unwrap();
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

/// What Telegram has against it; nothing: it is carried out.
async fn refusal(double: &Double, method: &str, params: Value) -> String {
    let answer = ask(double, method, params).await;
    answer["description"]
        .as_str()
        .unwrap_or_default()
        .trim_start_matches("Bad Request: ")
        .to_owned()
}

#[tokio::test]
async fn topics_need_a_forum_and_the_right_to_make_them() {
    let without = Standing::Administrator { manages_topics: false };
    for (kind, standing, expected) in [
        (GroupKind::Forum, Standing::FULL, ""),
        (GroupKind::Forum, without, "not enough rights to create a topic"),
        (GroupKind::Forum, Standing::Member, "not enough rights to create a topic"),
        (GroupKind::Supergroup, Standing::FULL, "the chat is not a forum"),
        (GroupKind::Basic, Standing::FULL, "the chat is not a forum"),
        (GroupKind::Forum, Standing::Kicked, "Forbidden: bot was kicked from the supergroup chat"),
        (GroupKind::Forum, Standing::Stranger, "chat not found"),
    ] {
        let double = Double::start().await;
        double.group(GROUP, kind, standing);
        let refused =
            refusal(&double, "createForumTopic", json!({"chat_id": GROUP, "name": "1 · Anna"}))
                .await;
        assert_eq!(refused, expected, "{kind:?} {standing:?}");
    }
}

#[tokio::test]
async fn the_bot_can_ask_what_kind_of_group_it_is_and_what_it_may_do_there() {
    let double = Double::start().await;
    double.group(GROUP, GroupKind::Basic, Standing::Administrator { manages_topics: false });
    let chat = ask(&double, "getChat", json!({"chat_id": GROUP})).await;
    assert_eq!((&chat["result"]["type"], chat["result"].get("is_forum")), (&json!("group"), None));
    let member = ask(&double, "getChatMember", json!({"chat_id": GROUP, "user_id": BOT})).await;
    assert_eq!(member["result"]["status"], "administrator");
    assert_eq!(member["result"]["can_manage_topics"], false);
    double.stand(GROUP, &json!({"id": 1, "is_bot": false, "first_name": "X"}), Standing::Member);
    assert_eq!(
        ask(&double, "getChatMember", json!({"chat_id": GROUP, "user_id": BOT})).await["result"]["status"],
        "member"
    );
    assert_eq!(double.pending(), 1, "the bot hears of its new standing");
}

#[tokio::test]
async fn a_topic_takes_messages_while_it_is_there() {
    let double = Double::start().await;
    double.group(GROUP, GroupKind::Forum, Standing::FULL);
    let somebody = json!({"id": 1, "is_bot": false, "first_name": "X"});
    let made = ask(&double, "createForumTopic", json!({"chat_id": GROUP, "name": "1"})).await;
    let thread = i32::try_from(made["result"]["message_thread_id"].as_i64().unwrap()).unwrap();
    let send = |thread: i32| json!({"chat_id": GROUP, "message_thread_id": thread, "text": "Hej"});
    let turn = |thread: i32| json!({"chat_id": GROUP, "message_thread_id": thread});
    assert_eq!(refusal(&double, "sendMessage", send(thread)).await, "");
    assert_eq!(
        refusal(&double, "sendMessage", send(thread + 50)).await,
        "message thread not found"
    );
    assert_eq!(refusal(&double, "sendMessage", send(1)).await, "message thread not found");
    assert_eq!(refusal(&double, "closeForumTopic", turn(thread)).await, "");
    assert_eq!(refusal(&double, "closeForumTopic", turn(thread)).await, "TOPIC_NOT_MODIFIED");
    double.stand(GROUP, &somebody, Standing::Member);
    assert_eq!(refusal(&double, "sendMessage", send(thread)).await, "TOPIC_CLOSED");
    assert_eq!(refusal(&double, "reopenForumTopic", turn(thread)).await, "");
    assert_eq!(refusal(&double, "sendMessage", send(thread)).await, "");
    double.turn_topic(GROUP, thread, TopicState::Deleted, &somebody);
    assert_eq!(refusal(&double, "sendMessage", send(thread)).await, "message thread not found");
    assert_eq!(refusal(&double, "reopenForumTopic", turn(thread)).await, "TOPIC_ID_INVALID");
}

#[tokio::test]
async fn copies_keep_their_captions_or_get_new_ones() {
    let double = Double::start().await;
    let album = |id: i32, caption: &str| {
        json!({"message": {
            "message_id": id, "date": 1, "chat": {"id": 1, "type": "private"}, "photo": [], "caption": caption, "media_group_id": "a",
        }})
    };
    let (first, second) = (double.next_message(), double.next_message());
    double.update(album(first, "ett"));
    double.update(album(second, "två"));
    let copy = |more: Value| {
        let mut params = json!({"chat_id": 2, "from_chat_id": 1});
        for (field, value) in more.as_object().unwrap() {
            params[field] = value.clone();
        }
        params
    };
    for (method, params) in [
        ("copyMessage", copy(json!({"message_id": first}))),
        (
            "copyMessage",
            copy(json!({"message_id": first, "caption": "<b>ny</b>", "parse_mode": "HTML"})),
        ),
        ("copyMessages", copy(json!({"message_ids": [first, second]}))),
        ("copyMessages", copy(json!({"message_ids": [first, second], "remove_caption": true}))),
    ] {
        assert_eq!(refusal(&double, method, params).await, "");
    }
    let shown: Vec<String> = double.all_held(2).into_iter().map(|held| held.text).collect();
    assert_eq!(shown, ["ett", "ny", "ett", "två", "", ""]);
    assert_eq!(double.all_held(2)[0].copy_of, Some((1, first.into())));
    double.delete(1, first.into());
    assert_eq!(
        refusal(&double, "copyMessage", copy(json!({"message_id": first}))).await,
        "message to copy not found"
    );
}

#[tokio::test]
async fn edits_need_a_message_of_the_bots_with_something_to_change() {
    let double = Double::start().await;
    double.text(1, "Hej");
    let sent = ask(&double, "sendMessage", json!({"chat_id": 1, "text": "Hej"})).await["result"]["message_id"].as_i64().unwrap();
    let photo = ask(&double, "sendPhoto", json!({"chat_id": 1, "photo": "f", "caption": "Hej"}))
        .await["result"]["message_id"]
        .as_i64();
    let photo = photo.unwrap();
    for (method, message, field, text, expected) in [
        ("editMessageText", sent, "text", "Hej!", ""),
        ("editMessageText", sent, "text", "Hej!", "message is not modified"),
        (
            "editMessageCaption",
            sent,
            "caption",
            "Hej!",
            "there is no caption in the message to edit",
        ),
        ("editMessageText", photo, "text", "Hej!", "there is no text in the message to edit"),
        ("editMessageCaption", photo, "caption", "Hej!", ""),
        ("editMessageText", sent + 50, "text", "Hej!", "message to edit not found"),
        ("editMessageText", sent - 1, "text", "Hej!", "message can't be edited"),
    ] {
        let refused =
            refusal(&double, method, json!({"chat_id": 1, "message_id": message, field: text}))
                .await;
        assert_eq!(refused.split(':').next().unwrap(), expected, "{method} {message}");
    }
}

#[tokio::test]
async fn a_group_that_moves_says_where_to() {
    let double = Double::start().await;
    double.group(GROUP, GroupKind::Basic, Standing::FULL);
    double.upgrade(
        GROUP,
        GROUP - 1,
        GroupKind::Forum,
        &json!({"id": 1, "is_bot": false, "first_name": "X"}),
    );
    let answer = ask(&double, "sendMessage", json!({"chat_id": GROUP, "text": "Hej"})).await;
    assert_eq!(answer["parameters"]["migrate_to_chat_id"], GROUP - 1);
    assert_eq!(
        refusal(&double, "sendMessage", json!({"chat_id": GROUP - 1, "text": "Hej"})).await,
        ""
    );
    assert_eq!(double.pending(), 2, "the bot is told in both groups");
}

#[tokio::test]
async fn a_fault_can_be_meant_for_one_chat() {
    let double = Double::start().await;
    double.fault_in(
        2,
        "sendMessage",
        Fault::Error { code: 500, description: "oj", retry_after: None },
    );
    assert_eq!(refusal(&double, "sendMessage", json!({"chat_id": 1, "text": "Hej"})).await, "");
    assert_eq!(refusal(&double, "sendMessage", json!({"chat_id": 2, "text": "Hej"})).await, "oj");
}

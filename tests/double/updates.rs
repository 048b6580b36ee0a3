//! Updates as Telegram makes them.

use serde_json::{Value, json};

/// The bot's id and name.
pub const BOT: i64 = 7000;
pub const ACCOUNT: &str = "kontaktcenter_test_bot";

pub fn bot() -> Value {
    json!({"id": BOT, "is_bot": true, "first_name": "Kontaktcenter", "username": ACCOUNT})
}

pub fn chat(id: i64) -> Value {
    if id < 0 {
        json!({"id": id, "type": "supergroup", "title": "Kontaktcenter", "is_forum": true})
    } else {
        json!({"id": id, "type": "private", "first_name": format!("Resident {id}")})
    }
}

fn user(id: i64) -> Value {
    json!({"id": id, "is_bot": false, "first_name": format!("Resident {id}"), "language_code": "sv"})
}

fn message(message_id: i32, chat_id: i64, thread: Option<i32>) -> Value {
    let mut message = json!({"message_id": message_id, "date": 1, "chat": chat(chat_id)});
    if let Some(thread) = thread {
        message["message_thread_id"] = thread.into();
        message["is_topic_message"] = true.into();
    }
    message
}

pub fn text(message_id: i32, chat: i64, thread: Option<i32>, from: i64, text: &str) -> Value {
    let mut message = message(message_id, chat, thread);
    message["from"] = user(from);
    message["text"] = text.into();
    if text.starts_with('/') {
        let length = text.split_whitespace().next().unwrap_or_default().encode_utf16().count();
        message["entities"] = json!([{"type": "bot_command", "offset": 0, "length": length}]);
    }
    json!({"message": message})
}

pub fn press(chat: i64, message_id: i32, data: &str) -> Value {
    let mut message = message(message_id, chat, None);
    message["from"] = bot();
    json!({"callback_query": {
        "id": format!("press{message_id}"), "from": user(chat), "chat_instance": "1", "message": message, "data": data,
    }})
}

/// The bot's standing in a chat has changed.
pub fn standing(chat: &Value, from: &Value, old: &Value, new: &Value) -> Value {
    json!({"my_chat_member": {"chat": chat, "from": from, "date": 1, "old_chat_member": old, "new_chat_member": new}})
}

/// A message that Telegram itself writes: the group has moved, a topic is closed.
pub fn service(
    message_id: i32,
    chat: &Value,
    thread: Option<i32>,
    from: &Value,
    body: Value,
) -> Value {
    let mut message = json!({"message_id": message_id, "date": 1, "chat": chat, "from": from});
    if let Some(thread) = thread {
        message["message_thread_id"] = thread.into();
        message["is_topic_message"] = true.into();
    }
    for (field, value) in body.as_object().into_iter().flatten() {
        message[field] = value.clone();
    }
    json!({"message": message})
}

/// In the text of an update: what [`as_posted`] puts in its place cannot be written down with `serde_json`.
pub const HALF_A_PAIR: &str = "<half of a surrogate pair>";
pub const NESTED: &str = "<nested>";

/// An answer with updates, or an update, with what no `Value` can hold.
pub fn as_posted(json: &str) -> String {
    let nested = format!("{}{}", "[".repeat(500), "]".repeat(500));
    json.replace(HALF_A_PAIR, "\\ud83d").replace(&format!("\"{NESTED}\""), &nested)
}

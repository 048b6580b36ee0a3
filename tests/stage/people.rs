//! What people do, as Telegram's updates.

use serde_json::{Value, json};

use crate::double::{ACCOUNT, BOT, Held};

/// Content that dialogues name.
pub const KINDS: [&str; 10] = [
    "photo",
    "voice",
    "video",
    "document",
    "sticker",
    "location",
    "contact",
    "venue",
    "numbered-document",
    "numbered-contact",
];

/// Employees; everybody else is a resident or an outsider.
pub const STAFF: [(&str, i64); 2] = [("eva", 901), ("per", 902)];

pub fn person(id: i64, name: &str, app: &str) -> Value {
    let mut letters = name.chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    json!({"id": id, "is_bot": false, "first_name": capital.chain(letters).collect::<String>(), "language_code": app})
}

pub fn bot() -> Value {
    json!({"id": BOT, "is_bot": true, "first_name": "Kontaktcenter", "username": ACCOUNT})
}

/// Fields of a message in which somebody writes in the group's name.
pub fn anonymous(group: &Value) -> Value {
    json!({
        "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"},
        "sender_chat": group,
    })
}

/// Where a message stands.
pub struct Spot {
    pub chat: Value,
    pub thread: Option<i32>,
}

impl Spot {
    /// A message as Telegram gives it; `body` has its own fields.
    pub fn message(&self, message_id: i32, from: &Value, body: &Value) -> Value {
        let mut message =
            json!({"message_id": message_id, "date": 1, "chat": self.chat, "from": from});
        if let Some(thread) = self.thread {
            message["message_thread_id"] = thread.into();
            message["is_topic_message"] = true.into();
            // In a topic everything that replies to nothing else replies to its beginning.
            let opening = json!({"message_id": thread, "date": 1, "chat": self.chat, "from": bot(), "forum_topic_created": {"name": "…", "icon_color": 7_322_096}});
            message["reply_to_message"] = opening;
        }
        for (field, value) in body.as_object().into_iter().flatten() {
            message[field] = value.clone();
        }
        let entities = entities(message["text"].as_str().unwrap_or_default());
        if !entities.is_empty() {
            message["entities"] = entities.into();
        }
        message
    }

    /// The field of a message that says to what it replies.
    pub fn reply_to(&self, held: &Held, from: &Value) -> Value {
        let mut before = json!({"message_id": held.id, "date": 1, "chat": self.chat, "from": from, "text": held.text});
        if let Some(thread) = self.thread {
            before["message_thread_id"] = thread.into();
            before["is_topic_message"] = true.into();
        }
        before
    }
}

pub fn press(id: &str, from: &Value, message: Value, data: &str) -> Value {
    json!({"callback_query": {"id": id, "from": from, "chat_instance": "1", "message": message, "data": data}})
}

/// The command at the start and the bot's own name anywhere, as Telegram marks them.
fn entities(text: &str) -> Vec<Value> {
    let length = |text: &str| text.encode_utf16().count();
    let mut entities = Vec::new();
    if text.starts_with('/') {
        let command = text.split_whitespace().next().unwrap_or_default();
        entities.push(json!({"type": "bot_command", "offset": 0, "length": length(command)}));
    }
    let name = format!("@{ACCOUNT}");
    if let Some(at) = text.find(&name).filter(|_| !text.starts_with('/')) {
        entities.push(
            json!({"type": "mention", "offset": length(&text[..at]), "length": length(&name)}),
        );
    }
    entities
}

pub fn content(kind: &str) -> Value {
    let file = json!({"file_id": "f", "file_unique_id": "u", "file_size": 1000});
    let with = |fields: Value| {
        let mut file = file.clone();
        for (field, value) in fields.as_object().into_iter().flatten() {
            file[field] = value.clone();
        }
        file
    };
    match kind {
        "photo" => json!({"photo": [with(json!({"width": 90, "height": 90}))]}),
        "voice" => json!({"voice": with(json!({"duration": 3}))}),
        "video" => json!({"video": with(json!({"duration": 3, "width": 90, "height": 90}))}),
        "document" => json!({"document": file}),
        "numbered-document" => {
            json!({"document": with(json!({"file_name": "19121212-1212 intyg.pdf"}))})
        }
        "numbered-contact" => {
            json!({"contact": {"phone_number": "0700000000", "first_name": "19121212-1212"}})
        }
        "sticker" => {
            let looks = json!({"type": "regular", "width": 1, "height": 1, "is_animated": false, "is_video": false});
            json!({"sticker": with(looks)})
        }
        "location" => json!({"location": {"latitude": 57.9, "longitude": 12.1}}),
        "contact" => json!({"contact": {"phone_number": "0700000000", "first_name": "Bo"}}),
        // Messages that nobody writes: somebody pins, joins, renames.
        service => json!({service: true}),
    }
}

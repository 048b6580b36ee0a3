//! The messages that Telegram remembers: what may be edited, copied and replied to.

use serde_json::{Value, json};

use super::html;
use super::methods::Refused;
use super::world::State;

/// A message as last shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub chat: i64,
    pub id: i64,
    pub thread: Option<i64>,
    /// By the bot.
    pub own: bool,
    /// `text`, `photo`, `voice`, … as Telegram names the field.
    pub kind: String,
    /// The text or caption to see, without markup.
    pub text: String,
    pub keyboard: Value,
    /// The message that is replied to, where it was still there.
    pub reply_to: Option<i64>,
    /// What it is a copy of: chat and message.
    pub copy_of: Option<(i64, i64)>,
    pub media_group: Option<String>,
}

/// Content that has a caption. The other kinds have none.
const CAPTIONED: [&str; 6] = ["photo", "video", "animation", "audio", "document", "voice"];
const BARE: [&str; 7] = ["sticker", "video_note", "location", "venue", "contact", "poll", "dice"];

/// Tests copy and edit messages from before the double's time; what those said it does not know.
const BEFORE: i64 = 100;

impl Held {
    fn has_caption(&self) -> bool {
        CAPTIONED.contains(&self.kind.as_str())
    }
}

/// A message that somebody writes or changes, as its update has it. One without anything that can be copied is not held.
pub fn of_update(update: &Value) -> Option<Held> {
    let message = update.get("message").or(update.get("edited_message"))?;
    let kinds = ["text"].into_iter().chain(CAPTIONED).chain(BARE);
    let kind = kinds.into_iter().find(|kind| message.get(kind).is_some())?;
    let text = message["text"].as_str().or(message["caption"].as_str());
    Some(Held {
        chat: message["chat"]["id"].as_i64()?,
        id: message["message_id"].as_i64()?,
        thread: message["message_thread_id"].as_i64(),
        own: false,
        kind: kind.to_owned(),
        text: text.unwrap_or_default().to_owned(),
        keyboard: Value::Null,
        reply_to: message["reply_to_message"]["message_id"].as_i64(),
        copy_of: None,
        media_group: message["media_group_id"].as_str().map(str::to_owned),
    })
}

/// `sendMessage`, `sendPhoto`, …: remembered, and given as Telegram gives it.
pub fn send(state: &mut State, name: &str, params: &Value) -> Result<Value, Refused> {
    let kind = match name {
        "sendMessage" => "text".to_owned(),
        other => other.trim_start_matches("send").to_lowercase(),
    };
    let held = made(state, params, kind, seen(params).unwrap_or_default())?;
    Ok(show(state, held))
}

pub fn copy(state: &mut State, params: &Value) -> Result<Value, Refused> {
    let from = original(state, params, &params["message_id"])
        .ok_or_else(|| Refused::bad("message to copy not found"))?;
    let text = if from.has_caption() { seen(params).unwrap_or(from.text) } else { from.text };
    let mut held = made(state, params, from.kind, text)?;
    held.copy_of = Some((from.chat, from.id));
    let shown = show(state, held);
    Ok(json!({"message_id": shown["message_id"]}))
}

/// What is not there is left out.
pub fn copy_several(state: &mut State, params: &Value) -> Result<Value, Refused> {
    let ids = params["message_ids"].as_array().into_iter().flatten();
    let from: Vec<Held> = ids.filter_map(|id| original(state, params, id)).collect();
    if from.is_empty() {
        return Err(Refused::bad("there are no messages to copy"));
    }
    let without_caption = params["remove_caption"] == true;
    let mut copies = Vec::new();
    for from in from {
        let text = if without_caption && from.has_caption() { String::new() } else { from.text };
        let mut held = made(state, params, from.kind, text)?;
        held.copy_of = Some((from.chat, from.id));
        held.media_group = from.media_group;
        let shown = show(state, held);
        copies.push(json!({"message_id": shown["message_id"]}));
    }
    Ok(copies.into())
}

fn original(state: &State, params: &Value, id: &Value) -> Option<Held> {
    let (chat, id) = (params["from_chat_id"].as_i64()?, id.as_i64()?);
    let unknown = || {
        let before = Held {
            chat,
            id,
            thread: None,
            own: false,
            kind: "text".to_owned(),
            text: String::new(),
            ..blank()
        };
        (id <= BEFORE).then_some(before)
    };
    state.held.get(&(chat, id)).cloned().or_else(unknown)
}

fn blank() -> Held {
    Held {
        chat: 0,
        id: 0,
        thread: None,
        own: true,
        kind: String::new(),
        text: String::new(),
        keyboard: Value::Null,
        reply_to: None,
        copy_of: None,
        media_group: None,
    }
}

/// The text or caption that a request has, as it will be seen.
fn seen(params: &Value) -> Option<String> {
    let text = params["text"].as_str().or(params["caption"].as_str())?;
    let is_html = params.get("parse_mode").is_some();
    Some(if is_html { html::visible(text).unwrap_or_default() } else { text.to_owned() })
}

fn made(state: &mut State, params: &Value, kind: String, text: String) -> Result<Held, Refused> {
    let chat = params["chat_id"].as_i64().unwrap_or_default();
    let reply_to = reply(state, chat, &params["reply_parameters"])?;
    let id = i64::from(state.next_message());
    state.messages += 1;
    state.first_sent.entry(chat).or_insert_with(std::time::Instant::now);
    let keyboard = params["reply_markup"].clone();
    let thread = params["message_thread_id"].as_i64();
    Ok(Held { chat, id, thread, kind, text, keyboard, reply_to, ..blank() })
}

fn reply(state: &State, chat: i64, parameters: &Value) -> Result<Option<i64>, Refused> {
    let Some(id) = parameters["message_id"].as_i64() else { return Ok(None) };
    if id <= BEFORE || state.held.contains_key(&(chat, id)) {
        return Ok(Some(id));
    }
    match parameters["allow_sending_without_reply"].as_bool() {
        Some(true) => Ok(None),
        _ => Err(Refused::bad("message to be replied not found")),
    }
}

fn show(state: &mut State, held: Held) -> Value {
    let message = message(state, &held);
    state.held.insert((held.chat, held.id), held);
    message
}

/// `editMessageText`, `editMessageCaption`, `editMessageReplyMarkup`.
pub fn edit(state: &mut State, name: &str, params: &Value) -> Result<Value, Refused> {
    let key = (
        params["chat_id"].as_i64().unwrap_or_default(),
        params["message_id"].as_i64().unwrap_or_default(),
    );
    let before = Held { chat: key.0, id: key.1, kind: "before".to_owned(), ..blank() };
    let known = state.held.get(&key).cloned().or_else(|| (key.1 <= BEFORE).then_some(before));
    let mut held = known.ok_or_else(|| Refused::bad("message to edit not found"))?;
    if !held.own {
        return Err(Refused::bad("message can't be edited"));
    }
    let fits = match name {
        "editMessageText" => ["text", "before"].contains(&held.kind.as_str()),
        "editMessageCaption" => held.has_caption() || held.kind == "before",
        _ => true,
    };
    if !fits {
        let what = if name == "editMessageText" { "text" } else { "caption" };
        return Err(Refused::bad(&format!("there is no {what} in the message to edit")));
    }
    let old = (held.text.clone(), held.keyboard.clone());
    if name != "editMessageReplyMarkup" {
        held.text = seen(params).unwrap_or_default();
    }
    held.keyboard = params["reply_markup"].clone();
    if old == (held.text.clone(), held.keyboard.clone()) {
        let words = "message is not modified: specified new message content and reply markup are exactly the same";
        return Err(Refused::bad(words));
    }
    Ok(show(state, held))
}

/// As Telegram writes a message of the bot's.
fn message(state: &State, held: &Held) -> Value {
    let mut message = json!({"message_id": held.id, "from": super::updates::bot(), "chat": super::groups::chat(state, held.chat), "date": 1});
    match held.kind.as_str() {
        "text" | "before" => message["text"] = held.text.as_str().into(),
        "voice" => {
            message["voice"] = json!({"file_id": format!("voice{}", held.id), "file_unique_id": "v", "duration": 1})
        }
        kind => {
            message[kind] = json!({});
            message["caption"] = held.text.as_str().into();
        }
    }
    if let Some(thread) = held.thread {
        message["message_thread_id"] = thread.into();
        message["is_topic_message"] = true.into();
    }
    if !held.keyboard.is_null() {
        message["reply_markup"] = held.keyboard.clone();
    }
    // Telegram's messages have fields that no library knows yet.
    message["field_from_the_future"] = json!({"x": 1});
    message
}

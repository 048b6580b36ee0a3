//! What Telegram does on a request.

use serde_json::{Value, json};

use super::updates::{bot, chat};
use super::world::State;
use super::{checks, html};

/// Telegram's refusal.
pub struct Refused {
    pub code: u16,
    pub description: String,
    pub retry_after: Option<u64>,
}

pub fn carry_out(state: &mut State, name: &str, params: &Value) -> Result<Value, Refused> {
    let refused = |code, description: String| Err(Refused { code, description, retry_after: None });
    if let Some(words) = checks::refusal(name, params) {
        return refused(400, format!("Bad Request: {words}"));
    }
    let to = params["chat_id"].as_i64().unwrap_or_default();
    let is_message = name.starts_with("send") || name.starts_with("copy");
    if is_message && state.blocked.contains(&to) {
        return refused(403, "Forbidden: bot was blocked by the user".to_owned());
    }
    let thread = params["message_thread_id"].as_i64().and_then(|id| i32::try_from(id).ok());
    if thread.is_some_and(|thread| thread == 1 || state.gone.contains(&(to, thread))) {
        return refused(400, "Bad Request: message thread not found".to_owned());
    }
    if state.limits
        && is_message
        && name != "sendChatAction"
        && let Some(seconds) = state.wait_for(to)
    {
        return Err(Refused { code: 429, description: format!("Too Many Requests: retry after {seconds}"), retry_after: Some(seconds) });
    }
    if name == "editMessageText" {
        let key = (to, params["message_id"].as_i64().unwrap_or_default());
        let new = json!([params["text"], params["reply_markup"]]);
        if state.texts.insert(key, new.clone()) == Some(new) {
            return refused(400, "Bad Request: message is not modified".to_owned());
        }
    }
    Ok(answer(state, name, params, to))
}

fn answer(state: &mut State, name: &str, params: &Value, to: i64) -> Value {
    match name {
        "getMe" => bot(),
        "getChatMember" => {
            json!({"status": "administrator", "user": {"id": params["user_id"], "is_bot": false, "first_name": "X"}})
        }
        "setWebhook" => {
            let text = |name: &str| params[name].as_str().unwrap_or_default().to_owned();
            state.webhook = Some((text("url"), text("secret_token")));
            true.into()
        }
        "deleteWebhook" => {
            state.webhook = None;
            true.into()
        }
        "createForumTopic" => json!({
            "message_thread_id": state.next_message(), "name": params["name"], "icon_color": 7_322_096,
        }),
        "copyMessage" => json!({"message_id": state.next_message()}),
        "copyMessages" => {
            let copies = params["message_ids"].as_array().map_or(0, Vec::len);
            (0..copies).map(|_| json!({"message_id": state.next_message()})).collect()
        }
        "editMessageText" => message(params["message_id"].clone(), to, params),
        name if name.starts_with("send") && name != "sendChatAction" => {
            let id = state.next_message();
            state.messages += 1;
            state.first_sent.entry(to).or_insert_with(std::time::Instant::now);
            let key = (to, i64::from(id));
            state.texts.insert(key, json!([params["text"], params["reply_markup"]]));
            let mut message = message(id.into(), to, params);
            if name == "sendVoice" {
                message["voice"] = json!({"file_id": format!("voice{id}"), "file_unique_id": "v", "duration": 1});
            }
            message
        }
        _ => true.into(),
    }
}

fn message(id: Value, to: i64, params: &Value) -> Value {
    let mut message = json!({"message_id": id, "from": bot(), "chat": chat(to), "date": 1});
    if let Some(text) = params["text"].as_str() {
        message["text"] = html::visible(text).unwrap_or_default().into();
    }
    for field in ["message_thread_id", "reply_markup"] {
        if let Some(value) = params.get(field) {
            message[field] = value.clone();
        }
    }
    // Telegram's messages have fields that no library knows yet.
    message["field_from_the_future"] = json!({"x": 1});
    message
}

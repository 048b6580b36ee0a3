//! What Telegram does on a request.

use serde_json::{Value, json};

use super::groups::{self, TopicState};
use super::updates::bot;
use super::world::State;
use super::{checks, messages};

/// Telegram's refusal.
pub struct Refused {
    pub code: u16,
    pub description: String,
    pub retry_after: Option<u64>,
    pub migrate_to_chat_id: Option<i64>,
    /// The request itself is wrong, whatever the state of the world.
    pub malformed: bool,
}

impl Refused {
    pub fn new(code: u16, description: String) -> Self {
        Refused { code, description, retry_after: None, migrate_to_chat_id: None, malformed: false }
    }

    pub fn bad(words: &str) -> Self {
        Refused::new(400, format!("Bad Request: {words}"))
    }

    pub fn moved(to: i64) -> Self {
        Refused {
            migrate_to_chat_id: Some(to),
            ..Refused::bad("group chat was upgraded to a supergroup chat")
        }
    }

    fn malformed(words: &str) -> Self {
        Refused { malformed: true, ..Refused::bad(words) }
    }

    fn too_many(seconds: u64) -> Self {
        let words = format!("Too Many Requests: retry after {seconds}");
        Refused { retry_after: Some(seconds), ..Refused::new(429, words) }
    }
}

pub fn carry_out(state: &mut State, name: &str, params: &Value) -> Result<Value, Refused> {
    if let Some(words) = checks::refusal(name, params) {
        return Err(Refused::malformed(&words));
    }
    if let Some(refused) = groups::barred(state, name, params) {
        return Err(refused);
    }
    let to = params["chat_id"].as_i64().unwrap_or_default();
    let is_message =
        (name.starts_with("send") || name.starts_with("copy")) && name != "sendChatAction";
    if state.limits && is_message {
        let count = params["message_ids"].as_array().map_or(1, Vec::len);
        if let Some(seconds) = state.wait_for(to, count) {
            return Err(Refused::too_many(seconds));
        }
    }
    answer(state, name, params, to)
}

fn answer(state: &mut State, name: &str, params: &Value, to: i64) -> Result<Value, Refused> {
    match name {
        "getMe" => Ok(bot()),
        "getChat" => Ok(groups::full_chat(state, to)),
        "getChatMember" => Ok(groups::member(state, to, &params["user_id"])),
        "setWebhook" => {
            let text = |name: &str| params[name].as_str().unwrap_or_default().to_owned();
            state.webhook = Some((text("url"), text("secret_token")));
            Ok(true.into())
        }
        "deleteWebhook" => {
            state.webhook = None;
            Ok(true.into())
        }
        "getWebhookInfo" => {
            let url = state.webhook.as_ref().map_or("", |(url, _)| url);
            Ok(
                json!({"url": url, "has_custom_certificate": false, "pending_update_count": state.queue.len()}),
            )
        }
        "createForumTopic" => {
            groups::create_topic(state, to, params["name"].as_str().unwrap_or_default())
        }
        "closeForumTopic" => groups::turn_topic(state, params, TopicState::Closed),
        "reopenForumTopic" => groups::turn_topic(state, params, TopicState::Open),
        "copyMessage" => messages::copy(state, params),
        "copyMessages" => messages::copy_several(state, params),
        name if name.starts_with("editMessage") => messages::edit(state, name, params),
        "sendChatAction" => Ok(true.into()),
        name if name.starts_with("send") => messages::send(state, name, params),
        _ => Ok(true.into()),
    }
}

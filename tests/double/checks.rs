//! What Telegram refuses: 400 with its words.

use serde_json::Value;

use super::html;

/// Method, required parameters, and allowed ones in groups.
type Method = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const METHODS: [Method; 28] = [
    ("getMe", &[], &[]),
    ("getUpdates", &[], &[&["offset", "limit", "timeout", "allowed_updates"]]),
    (
        "setWebhook",
        &["url"],
        &[&["secret_token", "allowed_updates", "max_connections", "drop_pending_updates"]],
    ),
    ("deleteWebhook", &[], &[&["drop_pending_updates"]]),
    ("getWebhookInfo", &[], &[]),
    ("sendMessage", &["chat_id", "text"], &[SEND, TEXT]),
    ("editMessageText", &["chat_id", "message_id", "text"], &[TEXT, &["reply_markup"]]),
    ("editMessageCaption", &["chat_id", "message_id"], &[CAPTION, &["reply_markup"]]),
    ("editMessageReplyMarkup", &["chat_id", "message_id"], &[&["reply_markup"]]),
    ("deleteMessage", &["chat_id", "message_id"], &[]),
    ("answerCallbackQuery", &["callback_query_id"], &[&["text", "show_alert", "cache_time"]]),
    (
        "answerInlineQuery",
        &["inline_query_id", "results"],
        &[&["is_personal", "cache_time", "next_offset", "button"]],
    ),
    ("sendVoice", &["chat_id", "voice"], &[SEND, CAPTION, &["duration"]]),
    ("sendPhoto", &["chat_id", "photo"], &[SEND, CAPTION]),
    ("sendDocument", &["chat_id", "document"], &[SEND, CAPTION]),
    ("sendVenue", &["chat_id", "latitude", "longitude", "title", "address"], &[SEND]),
    ("copyMessage", &["chat_id", "from_chat_id", "message_id"], &[SEND, CAPTION]),
    (
        "copyMessages",
        &["chat_id", "from_chat_id", "message_ids"],
        &[&["message_thread_id", "disable_notification", "remove_caption"]],
    ),
    ("createForumTopic", &["chat_id", "name"], &[&["icon_color"]]),
    ("closeForumTopic", &["chat_id", "message_thread_id"], &[]),
    ("reopenForumTopic", &["chat_id", "message_thread_id"], &[]),
    ("sendChatAction", &["chat_id", "action"], &[&["message_thread_id"]]),
    ("setMyCommands", &["commands"], &[&["scope", "language_code"]]),
    ("setMyDescription", &[], &[&["description", "language_code"]]),
    ("setMyShortDescription", &[], &[&["short_description", "language_code"]]),
    ("setChatMenuButton", &[], &[&["chat_id", "menu_button"]]),
    ("getChat", &["chat_id"], &[]),
    ("getChatMember", &["chat_id", "user_id"], &[]),
];

const SEND: &[&str] = &[
    "message_thread_id",
    "reply_parameters",
    "reply_markup",
    "disable_notification",
    "protect_content",
];
const TEXT: &[&str] = &["parse_mode", "entities", "link_preview_options"];
const CAPTION: &[&str] = &["caption", "parse_mode", "caption_entities"];

/// These are whole numbers wherever they stand.
const NUMBERS: [&str; 5] =
    ["chat_id", "from_chat_id", "message_id", "message_thread_id", "user_id"];

/// The method's name as Telegram writes it.
pub fn method(name: &str) -> Option<&'static str> {
    let known = METHODS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name));
    known.map(|(known, ..)| *known)
}

/// Why these parameters are refused.
pub fn refusal(name: &str, params: &Value) -> Option<String> {
    parameters(name, params)
        .or_else(|| text(params, "text", 4096, params.get("parse_mode").is_some()))
        .or_else(|| text(params, "caption", 1024, params.get("parse_mode").is_some()))
        .or_else(|| keyboard(params))
        .or_else(|| special(name, params))
}

fn parameters(name: &str, params: &Value) -> Option<String> {
    let (_, required, optional) = METHODS.iter().find(|(known, ..)| *known == name)?;
    let missing = required.iter().find(|name| params.get(**name).is_none());
    if let Some(missing) = missing {
        return Some(format!("missing required parameter {missing}"));
    }
    let given = params.as_object().into_iter().flatten();
    given.filter_map(|(name, value)| wrong(name, value, required, optional)).next()
}

fn wrong(name: &str, value: &Value, required: &[&str], optional: &[&[&str]]) -> Option<String> {
    if !required.contains(&name) && !optional.concat().contains(&name) {
        Some(format!("unknown parameter {name}"))
    } else if value.is_null() || (NUMBERS.contains(&name) && !value.is_i64()) {
        Some(format!("{name}: wrong type"))
    } else {
        None
    }
}

fn text(params: &Value, field: &str, max: usize, is_html: bool) -> Option<String> {
    let text = params.get(field)?.as_str().unwrap_or_default();
    let shown = match html::visible(text) {
        Err(error) if is_html => return Some(format!("can't parse entities: {error}")),
        Ok(shown) if is_html => shown,
        _ => text.to_owned(),
    };
    let units = shown.trim().encode_utf16().count();
    if field == "text" && units == 0 {
        return Some("message text is empty".to_owned());
    }
    (units > max).then(|| format!("message is too long ({units})"))
}

fn keyboard(params: &Value) -> Option<String> {
    let rows = params.pointer("/reply_markup/inline_keyboard")?.as_array()?;
    let keys = rows.iter().filter_map(Value::as_array).flatten();
    keys.filter_map(|key| {
        let label = key["text"].as_str().unwrap_or_default();
        let press = key.get("callback_data").or(key.get("url"));
        let length = press.and_then(Value::as_str).unwrap_or_default().len();
        let limit = if key.get("url").is_some() { 2048 } else { 64 };
        if label.trim().is_empty() {
            Some("Text buttons are unallowed in the inline keyboard".to_owned())
        } else if (1..=limit).contains(&length) {
            None
        } else {
            Some("BUTTON_DATA_INVALID".to_owned())
        }
    })
    .next()
}

fn special(name: &str, params: &Value) -> Option<String> {
    let length = |field: &str| params[field].as_str().map_or(0, |text| text.chars().count());
    let refused = |wrong: bool, words: &str| wrong.then(|| words.to_owned());
    match name {
        "answerCallbackQuery" => refused(length("text") > 200, "MESSAGE_TOO_LONG"),
        "createForumTopic" => refused(!(1..=128).contains(&length("name")), "TOPIC_TITLE_EMPTY"),
        "setMyDescription" => refused(length("description") > 512, "description is too long"),
        "setMyShortDescription" => {
            refused(length("short_description") > 120, "description is too long")
        }
        "answerInlineQuery" => {
            let results = params["results"].as_array().map_or(51, Vec::len);
            refused(results > 50, "RESULTS_TOO_MUCH")
        }
        "copyMessages" => {
            let ids: Vec<i64> = params["message_ids"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_i64)
                .collect();
            let increasing = ids.windows(2).all(|pair| pair[0] < pair[1]);
            refused(!increasing || !(1..=100).contains(&ids.len()), "message identifiers are wrong")
        }
        "sendVoice" => refused(length("voice") == 0, "there is no voice in the request"),
        "sendPhoto" => refused(length("photo") == 0, "there is no photo in the request"),
        "sendDocument" => refused(length("document") == 0, "there is no document in the request"),
        _ => None,
    }
}

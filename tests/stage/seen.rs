//! What the bot shows, as dialogues tell it.

use serde_json::Value;

use super::script::{Expect, fits};
use crate::double::{Call, Double, Held, visible};

/// Something the bot has done for people to see.
#[derive(Clone, Debug)]
pub struct Seen {
    pub chat: i64,
    pub thread: Option<i64>,
    pub what: What,
    pub text: String,
    /// The message replied to.
    pub reply_to: Option<Held>,
    pub keyboard: Value,
    pub message_id: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Says,
    Edits,
    /// Content of these kinds.
    Shows(Vec<String>),
    /// Holds the id of the press.
    Notices(String),
    Offers,
    Opens,
    Closes,
    Reopens,
}

/// What goes its own way: the order between two of these is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Message,
    Edit,
    Notice,
    Topic,
}

impl Seen {
    /// `None`: nothing to see.
    pub fn of(call: &Call, double: &Double) -> Option<Self> {
        let result = call.result.as_ref()?;
        let field = |name: &str| call.params[name].as_i64();
        let chat = field("chat_id").unwrap_or_default();
        let what = what(call, double, chat)?;
        let ids = result.as_array().and_then(|copies| copies.first()).unwrap_or(result);
        let message_id = ids["message_id"].as_i64();
        let held = message_id.and_then(|id| double.held(chat, id));
        let thread = match what {
            What::Opens => result["message_thread_id"].as_i64(),
            // An edit names no topic; the message stands in one.
            _ => field("message_thread_id").or(held.as_ref().and_then(|held| held.thread)),
        };
        // What was said then: the message may have been changed since.
        let said = call.params.get("text").or(call.params.get("caption")).and_then(Value::as_str);
        let text = match (&what, said) {
            (What::Opens, _) => call.params["name"].as_str().unwrap_or_default().to_owned(),
            (What::Offers, _) => titles(&call.params["results"]),
            (_, Some(said)) if call.params.get("parse_mode").is_some() => {
                visible(said).unwrap_or_default()
            }
            (_, Some(said)) => said.to_owned(),
            (_, None) => held.map(|held| held.text).unwrap_or_default(),
        };
        let reply_to = call.params.pointer("/reply_parameters/message_id").and_then(Value::as_i64);
        let reply_to = reply_to.and_then(|id| double.held(chat, id));
        Some(Seen {
            chat,
            thread,
            what,
            text,
            reply_to,
            keyboard: call.params["reply_markup"].clone(),
            message_id,
        })
    }

    pub fn class(&self) -> Class {
        match self.what {
            What::Says | What::Shows(_) | What::Offers => Class::Message,
            What::Edits => Class::Edit,
            What::Notices(_) => Class::Notice,
            What::Opens | What::Closes | What::Reopens => Class::Topic,
        }
    }

    pub fn is_as(&self, expected: &Expect) -> bool {
        match expected {
            Expect::Says(text) | Expect::Card(text) | Expect::May(text) => {
                self.what == What::Says && fits(text, &self.text)
            }
            Expect::Replies { to, text } => {
                let asked = self
                    .reply_to
                    .as_ref()
                    .is_some_and(|held| to.as_ref().is_none_or(|to| fits(to, &held.text)));
                self.what == What::Says && asked && fits(text, &self.text)
            }
            Expect::Edits(text) => self.what == What::Edits && fits(text, &self.text),
            Expect::Shows { kinds, caption } => {
                self.what == What::Shows(kinds.clone()) && fits(caption, &self.text)
            }
            Expect::Notices(text) => {
                matches!(self.what, What::Notices(_)) && fits(text, &self.text)
            }
            Expect::Offers(titles) => self.what == What::Offers && fits(titles, &self.text),
            Expect::Opens(name) => self.what == What::Opens && fits(name, &self.text),
            Expect::Closes => self.what == What::Closes,
            Expect::Reopens => self.what == What::Reopens,
            Expect::Keys(_) | Expect::Logs(_) | Expect::Nothing => false,
        }
    }

    /// In the words of a dialogue.
    pub fn told(&self) -> String {
        let verb = match &self.what {
            What::Says if self.reply_to.is_some() => "gets a reply".to_owned(),
            What::Says => "gets".to_owned(),
            What::Edits => "gets an edit".to_owned(),
            What::Shows(kinds) => format!("gets {}", kinds.join(" ")),
            What::Notices(_) => "notices".to_owned(),
            What::Offers => "is offered".to_owned(),
            What::Opens => "opens".to_owned(),
            What::Closes => "closes".to_owned(),
            What::Reopens => "reopens".to_owned(),
        };
        let text = self.text.replace('\n', "\n  ");
        let keys = labels(&self.keyboard);
        if keys == "none" {
            format!("{verb}: {text}")
        } else {
            format!("{verb}: {text}\n  keys: {keys}")
        }
    }
}

impl Expect {
    /// `None`: any.
    pub fn class(&self) -> Option<Class> {
        match self {
            Expect::Says(_)
            | Expect::Card(_)
            | Expect::May(_)
            | Expect::Replies { .. }
            | Expect::Shows { .. }
            | Expect::Offers(_) => Some(Class::Message),
            Expect::Edits(_) => Some(Class::Edit),
            Expect::Notices(_) => Some(Class::Notice),
            Expect::Opens(_) | Expect::Closes | Expect::Reopens => Some(Class::Topic),
            Expect::Keys(_) | Expect::Logs(_) | Expect::Nothing => None,
        }
    }
}

fn what(call: &Call, double: &Double, chat: i64) -> Option<What> {
    let kind =
        |message: &Value| double.held(chat, message["message_id"].as_i64()?).map(|held| held.kind);
    let result = call.result.as_ref()?;
    Some(match call.method.as_str() {
        "sendChatAction" => return None,
        "sendMessage" => What::Says,
        // A copied text is a message like any other.
        "copyMessage" => match kind(result)?.as_str() {
            "text" => What::Says,
            kind => What::Shows(vec![kind.to_owned()]),
        },
        "copyMessages" => What::Shows(result.as_array()?.iter().filter_map(kind).collect()),
        "answerCallbackQuery" => {
            call.params.get("text")?;
            What::Notices(call.params["callback_query_id"].as_str()?.to_owned())
        }
        "answerInlineQuery" => What::Offers,
        "createForumTopic" => What::Opens,
        "closeForumTopic" => What::Closes,
        "reopenForumTopic" => What::Reopens,
        method if method.starts_with("edit") => What::Edits,
        method => What::Shows(vec![method.strip_prefix("send")?.to_lowercase()]),
    })
}

fn titles(results: &Value) -> String {
    let results = results.as_array().into_iter().flatten();
    results.filter_map(|result| result["title"].as_str()).collect::<Vec<_>>().join(", ")
}

pub fn keys(keyboard: &Value) -> impl Iterator<Item = &Value> {
    let rows = keyboard["inline_keyboard"].as_array().into_iter().flatten();
    rows.filter_map(Value::as_array).flatten()
}

pub fn labels(keyboard: &Value) -> String {
    let labels: Vec<String> = keys(keyboard)
        .map(|key| format!("[{}]", key["text"].as_str().unwrap_or_default()))
        .collect();
    if labels.is_empty() {
        return "none".to_owned();
    }
    labels.join(" ")
}

//! Requests to Telegram, rendered: what effects become where they are sent.
//!
//! Versions before effects stored these as JSON; what they left in the outbox is still read.

use serde::{Deserialize, Serialize};

use crate::model::id::{ChatId, MessageId, ThreadId};
use crate::model::language::ReplyLanguage;

/// One request, and where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressed {
    pub chat: ChatId,
    pub thread: Option<ThreadId>,
    pub request: Request,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Telegram HTML, at most 4096 UTF-16 units after parsing.
    Send {
        html: String,
        keyboard: Vec<Vec<Key>>,
        reply_to: Option<MessageId>,
    },
    Edit {
        message_id: MessageId,
        html: String,
        keyboard: Vec<Vec<Key>>,
    },
    /// Answers a button press; the text is shown as a short notice, to 200 characters.
    AnswerButton {
        callback_id: String,
        text: Option<String>,
    },
    /// The results of an inline query, as Telegram's JSON.
    AnswerInline {
        query_id: String,
        results: serde_json::Value,
        personal: bool,
    },
    /// A voice message of a text; made when it is sent, and kept.
    Voice {
        text: String,
        language: ReplyLanguage,
        keyboard: Vec<Vec<Key>>,
    },
    /// Copies messages with their content (ids strictly increasing).
    Copy {
        from_chat: ChatId,
        message_ids: Vec<MessageId>,
        reply_to: Option<MessageId>,
        #[serde(default)]
        caption: Caption,
    },
    Venue {
        latitude: f64,
        longitude: f64,
        title: String,
        address: String,
    },
    Photo {
        png: Vec<u8>,
        caption_html: String,
    },
    OpenTopic {
        name: String,
    },
    CloseTopic {
        thread: ThreadId,
    },
    ReopenTopic {
        thread: ThreadId,
    },
    /// Changes what stands under a picture or a file.
    EditCaption {
        message_id: MessageId,
        html: String,
    },
}

/// What stands under a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caption {
    /// As in the original.
    #[default]
    Kept,
    /// Telegram HTML, at most 1024 UTF-16 units after parsing; of one message only.
    Html(String),
    Removed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub label: String,
    pub press: Press,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Press {
    /// Callback data, 1 to 64 bytes.
    Data(String),
    Url(String),
}

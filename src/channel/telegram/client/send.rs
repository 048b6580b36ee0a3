//! Sending: each of our requests as one of Telegram's.

use reqwest::multipart::Part;
use serde_json::{Value, json};
use teloxide::payloads::{self, SendMessageSetters as _};
use teloxide::types::{
    self, CallbackQueryId, FileId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile,
    ParseMode, ReplyMarkup, ReplyParameters,
};

use super::error::CallError;
use super::{BotApi, chat_of, message_of, topic};
use crate::channel::telegram::layout::copied;
use crate::channel::telegram::markup::no_preview;
use crate::channel::telegram::request::{Addressed, Caption, Key, Press, Request};
use crate::model::delivery::{SendError, SentMessage};
use crate::model::id::{MessageId, ThreadId};

/// What a voice message is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recording {
    /// OGG with Opus, to 50 MB.
    Ogg(Vec<u8>),
    /// One that Telegram already has.
    FileId(String),
}

/// A notice on a button press is cut to this, in UTF-16 units.
const NOTICE_MAX: usize = 200;
/// A topic's name is cut to this, in characters.
const TOPIC_NAME_MAX: usize = 128;
/// How long Telegram may give the same results to the same inline query, in seconds. They hold what is open now, so not long.
const INLINE_CACHE: u32 = 60;
/// The topic "General" is addressed without its number; with it Telegram finds no thread.
const GENERAL: ThreadId = ThreadId::new(1);

impl BotApi {
    /// Carries out one request. `recording` is for voice messages only, and has to be there for them.
    pub async fn send(
        &self,
        outgoing: &Addressed,
        recording: Option<&Recording>,
    ) -> Result<SentMessage, SendError> {
        let chat = chat_of(outgoing.chat);
        let thread = outgoing.thread.filter(|thread| *thread != GENERAL);
        let place = Address { chat, thread };
        let result = match &outgoing.request {
            Request::Send { html, keyboard, reply_to } => {
                self.call(&text(place, html, keyboard, *reply_to)?).await
            }
            Request::Edit { message_id, html, keyboard } => {
                return self.edit(place, *message_id, html, keyboard).await;
            }
            Request::AnswerButton { callback_id, text } => {
                let mut payload =
                    payloads::AnswerCallbackQuery::new(CallbackQueryId(callback_id.clone()));
                payload.text = text.as_deref().map(|text| shortened(text, NOTICE_MAX));
                self.call(&payload).await
            }
            Request::AnswerInline { query_id, results, personal } => {
                self.inline(query_id, results, *personal).await
            }
            Request::Voice { keyboard, .. } => self.voice(place, recording, keyboard).await,
            Request::Copy { from_chat, message_ids, reply_to, caption } => {
                let from = chat_of(*from_chat);
                self.copy(place, from, message_ids, *reply_to, caption).await
            }
            Request::Venue { latitude, longitude, title, address } => {
                let mut payload =
                    payloads::SendVenue::new(chat, *latitude, *longitude, title, address);
                payload.message_thread_id = thread.map(topic);
                self.call(&payload).await
            }
            Request::Photo { png, caption_html } => self.photo(place, png, caption_html).await,
            Request::OpenTopic { name } => {
                let name: String = name.chars().take(TOPIC_NAME_MAX).collect();
                self.call(&payloads::CreateForumTopic::new(chat, name)).await
            }
            Request::CloseTopic { thread } => {
                let closed = self.call(&payloads::CloseForumTopic::new(chat, topic(*thread))).await;
                already(closed, "topic_not_modified")
            }
            Request::ReopenTopic { thread } => {
                let reopened =
                    self.call(&payloads::ReopenForumTopic::new(chat, topic(*thread))).await;
                already(reopened, "topic_not_modified")
            }
            Request::EditCaption { message_id, html } => {
                return self.edit_caption(place, *message_id, html).await;
            }
        };
        Ok(made(&result?, copied(&outgoing.request)))
    }

    /// An edit that changes nothing is an error to Telegram, and done to us.
    async fn edit(
        &self,
        place: Address,
        message_id: MessageId,
        html: &str,
        keyboard: &[Vec<Key>],
    ) -> Result<SentMessage, SendError> {
        let mut payload = payloads::EditMessageText::new(place.chat, message_of(message_id), html);
        payload.parse_mode = Some(ParseMode::Html);
        payload.link_preview_options = Some(no_preview());
        payload.reply_markup = markup(keyboard)?;
        already(self.call(&payload).await, "message is not modified")?;
        Ok(SentMessage::message(message_id))
    }

    async fn edit_caption(
        &self,
        place: Address,
        message_id: MessageId,
        html: &str,
    ) -> Result<SentMessage, SendError> {
        let mut payload = payloads::EditMessageCaption::new(place.chat, message_of(message_id));
        payload.caption = Some(html.to_owned());
        payload.parse_mode = Some(ParseMode::Html);
        already(self.call(&payload).await, "message is not modified")?;
        Ok(SentMessage::message(message_id))
    }

    async fn inline(
        &self,
        query_id: &str,
        results: &Value,
        personal: bool,
    ) -> Result<Value, CallError> {
        let payload = json!({
            "inline_query_id": query_id,
            "results": results,
            "is_personal": personal,
            "cache_time": if personal { 0 } else { INLINE_CACHE },
        });
        self.post("answerInlineQuery", &payload, self.patience.answer).await
    }

    async fn voice(
        &self,
        place: Address,
        recording: Option<&Recording>,
        keyboard: &[Vec<Key>],
    ) -> Result<Value, CallError> {
        let Some(recording) = recording else {
            return Err(CallError::permanent("sendVoice: nothing was recorded".to_owned()));
        };
        let file_id = match recording {
            Recording::FileId(file_id) => file_id.clone(),
            Recording::Ogg(_) => String::new(),
        };
        let voice = InputFile::file_id(FileId(file_id));
        let mut payload = payloads::SendVoice::new(place.chat, voice);
        payload.message_thread_id = place.thread.map(topic);
        payload.reply_markup = markup(keyboard)?.map(ReplyMarkup::InlineKeyboard);
        match recording {
            Recording::FileId(_) => self.call(&payload).await,
            Recording::Ogg(ogg) => {
                let file = file(ogg, "svar.ogg", "audio/ogg")?;
                self.upload("sendVoice", &payload, ("voice", file)).await
            }
        }
    }

    /// `copyMessages` keeps albums together and cannot reply; `copyMessage` can.
    async fn copy(
        &self,
        place: Address,
        from_chat: types::ChatId,
        message_ids: &[MessageId],
        reply_to: Option<MessageId>,
        caption: &Caption,
    ) -> Result<Value, CallError> {
        if let [message_id] = message_ids {
            let mut payload =
                payloads::CopyMessage::new(place.chat, from_chat, message_of(*message_id));
            payload.message_thread_id = place.thread.map(topic);
            payload.reply_parameters = reply_to.map(reply);
            match caption {
                Caption::Kept => {}
                Caption::Html(html) => {
                    payload.caption = Some(html.clone());
                    payload.parse_mode = Some(ParseMode::Html);
                }
                Caption::Removed => payload.caption = Some(String::new()),
            }
            return self.call(&payload).await;
        }
        let message_ids = message_ids.iter().copied().map(message_of);
        let mut payload = payloads::CopyMessages::new(place.chat, from_chat, message_ids);
        payload.message_thread_id = place.thread.map(topic);
        payload.remove_caption = (*caption != Caption::Kept).then_some(true);
        self.call(&payload).await
    }

    async fn photo(&self, place: Address, png: &[u8], caption: &str) -> Result<Value, CallError> {
        let photo = InputFile::file_id(FileId(String::new()));
        let mut payload = payloads::SendPhoto::new(place.chat, photo);
        payload.message_thread_id = place.thread.map(topic);
        if !caption.is_empty() {
            payload.caption = Some(caption.to_owned());
            payload.parse_mode = Some(ParseMode::Html);
        }
        let file = file(png, "bild.png", "image/png")?;
        self.upload("sendPhoto", &payload, ("photo", file)).await
    }
}

#[derive(Clone, Copy)]
struct Address {
    chat: types::ChatId,
    thread: Option<ThreadId>,
}

fn text(
    place: Address,
    html: &str,
    keyboard: &[Vec<Key>],
    reply_to: Option<MessageId>,
) -> Result<payloads::SendMessage, CallError> {
    let mut payload = payloads::SendMessage::new(place.chat, html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    payload.message_thread_id = place.thread.map(topic);
    payload.reply_parameters = reply_to.map(reply);
    payload.reply_markup = markup(keyboard)?.map(ReplyMarkup::InlineKeyboard);
    Ok(payload)
}

/// A reply to a message that is gone is still a message.
fn reply(message_id: MessageId) -> ReplyParameters {
    ReplyParameters::new(message_of(message_id)).allow_sending_without_reply()
}

fn markup(keyboard: &[Vec<Key>]) -> Result<Option<InlineKeyboardMarkup>, CallError> {
    let button = |key: &Key| match &key.press {
        Press::Data(data) => Ok(InlineKeyboardButton::callback(&key.label, data)),
        Press::Url(address) => match address.parse() {
            Ok(url) => Ok(InlineKeyboardButton::url(&key.label, url)),
            Err(_) => {
                Err(CallError::permanent(format!("a button with {address:?} as its address")))
            }
        },
    };
    let rows = keyboard
        .iter()
        .map(|row| row.iter().map(button).collect())
        .collect::<Result<Vec<Vec<_>>, _>>()?;
    Ok((!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows)))
}

fn file(bytes: &[u8], name: &'static str, kind: &str) -> Result<Part, CallError> {
    Part::bytes(bytes.to_vec())
        .file_name(name)
        .mime_str(kind)
        .map_err(|error| CallError::unsendable(name, &error.to_string()))
}

/// What was to be reached is so already.
fn already(result: Result<Value, CallError>, words: &str) -> Result<Value, CallError> {
    match result {
        Err(CallError::Refused(SendError::Permanent(reason)))
            if reason.to_lowercase().contains(words) =>
        {
            Ok(Value::Null)
        }
        result => result,
    }
}

/// Reads no more of the answer than is needed: whatever else it holds, the message is sent.
fn made(result: &Value, copied: usize) -> SentMessage {
    let number =
        |value: &Value, name: &str| -> Option<i32> { value.get(name)?.as_i64()?.try_into().ok() };
    let several = result.as_array().map_or(&[][..], Vec::as_slice);
    let message_ids: Vec<MessageId> = std::iter::once(result)
        .chain(several)
        .filter_map(|message| number(message, "message_id").map(MessageId::new))
        .collect();
    SentMessage {
        // A message in a topic has this too.
        thread: number(result, "message_thread_id")
            .filter(|_| message_ids.is_empty())
            .map(ThreadId::new),
        // It leaves out what it cannot copy, without a word (<https://core.telegram.org/bots/api#copymessages>).
        left_out: copied.saturating_sub(message_ids.len()),
        message_ids,
        kept_as: result.pointer("/voice/file_id").and_then(Value::as_str).map(str::to_owned),
    }
}

fn shortened(text: &str, max: usize) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= max
        })
        .collect()
}

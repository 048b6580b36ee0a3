//! Replies as letters to one chat.

use crate::model::action::Action;
use crate::model::outgoing::{Key, Outgoing, Request, Urgency};
use crate::model::reply::Reply;
use crate::store::Letter;
use crate::telegram::markup::Rich;
use crate::telegram::render::{self, Rendered};

/// The reply's messages. `question`: the message they answer, so that an edited question gets its reply edited.
pub fn reply(
    chat: i64,
    thread: Option<i32>,
    rendered: Vec<Rendered>,
    question: Option<i32>,
    quoted: bool,
) -> Vec<Letter> {
    rendered
        .into_iter()
        .enumerate()
        .map(|(part, message)| {
            let reply_to = question.filter(|_| quoted && part == 0);
            let outgoing = outgoing(chat, thread, message.send(reply_to));
            match question {
                Some(question) => Letter::reply(outgoing, question),
                None => Letter::from(outgoing),
            }
        })
        .collect()
}

/// A sentence of ours without buttons.
pub fn plain(chat: i64, thread: Option<i32>, text: &str, question: Option<i32>) -> Vec<Letter> {
    reply(chat, thread, render::messages(&Rich::new().plain(text)), question, false)
}

/// A text of ours, as a reply to a message or not.
pub fn sent(chat: i64, thread: Option<i32>, text: &Rich, mut reply_to: Option<i32>) -> Vec<Letter> {
    let messages = render::messages(text).into_iter();
    messages
        .map(|message| Letter::from(outgoing(chat, thread, message.send(reply_to.take()))))
        .collect()
}

/// A text of ours with buttons under its last message.
pub fn with_keys(chat: i64, thread: Option<i32>, text: &Rich, keys: Vec<Vec<Key>>) -> Vec<Letter> {
    let mut messages = render::messages(text);
    if let Some(last) = messages.last_mut() {
        last.keyboard = keys;
    }
    messages
        .into_iter()
        .map(|message| Letter::from(outgoing(chat, thread, message.send(None))))
        .collect()
}

/// A press is answered, or the app shows it as waiting; the notice is shown over the message.
pub fn answer_press(
    chat: i64,
    thread: Option<i32>,
    callback_id: &str,
    notice: Option<String>,
) -> Letter {
    let request = Request::AnswerButton { callback_id: callback_id.to_owned(), text: notice };
    Letter::from(outgoing(chat, thread, request))
}

/// The reply rendered; where nothing can be spoken, without the buttons for it.
pub fn rendered(mut reply: Reply, map: &str, speaks: bool) -> Vec<Rendered> {
    if !speaks {
        for row in &mut reply.buttons {
            row.retain(|button| !matches!(button.action, Action::Listen { .. }));
        }
    }
    render::render(&reply, map)
}

pub fn outgoing(chat: i64, thread: Option<i32>, request: Request) -> Outgoing {
    Outgoing { chat, thread, request, urgency: Urgency::Message }
}

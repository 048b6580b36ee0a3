//! What is said to one chat, as letters.

use crate::model::action::{Action, Button};
use crate::model::outgoing::{Choice, Effect, Outgoing, Press, Saying, Urgency};
use crate::model::reply::Reply;
use crate::model::rich::Rich;
use crate::store::Letter;

/// A reply. `question`: the message it answers, so that an edited question gets its reply edited.
pub fn reply(
    chat: i64,
    thread: Option<i32>,
    saying: Saying,
    question: Option<i32>,
    quoted: bool,
) -> Vec<Letter> {
    let outgoing = outgoing(chat, thread, saying.say(question.filter(|_| quoted)));
    vec![match question {
        Some(question) => Letter::reply(outgoing, question),
        None => Letter::from(outgoing),
    }]
}

/// A sentence of ours without choices.
pub fn plain(chat: i64, thread: Option<i32>, text: &str, question: Option<i32>) -> Vec<Letter> {
    reply(chat, thread, Saying::plain(text), question, false)
}

/// A text of ours, as a reply to a message or not.
pub fn sent(chat: i64, thread: Option<i32>, text: &Rich, reply_to: Option<i32>) -> Vec<Letter> {
    vec![Letter::from(outgoing(chat, thread, Saying::from(text.clone()).say(reply_to)))]
}

/// A text of ours with choices under it.
pub fn with_choices(
    chat: i64,
    thread: Option<i32>,
    text: &Rich,
    choices: Vec<Vec<Choice>>,
) -> Vec<Letter> {
    let saying = Saying { choices, ..Saying::from(text.clone()) };
    vec![Letter::from(outgoing(chat, thread, saying.say(None)))]
}

/// A press is answered, or the app shows it as waiting; the notice is shown over the message.
pub fn answer_press(chat: i64, thread: Option<i32>, press: &str, notice: Option<String>) -> Letter {
    Letter::from(outgoing(chat, thread, Effect::AnswerPress { press: press.to_owned(), notice }))
}

/// The reply as it is said; where nothing can be spoken, without the choices for it.
pub fn saying(mut reply: Reply, map: &str, speaks: bool) -> Saying {
    if !speaks {
        for row in &mut reply.buttons {
            row.retain(|button| !matches!(button.action, Action::Listen { .. }));
        }
    }
    let choices = choices(&reply.buttons, map);
    Saying { choices, ..Rich::from(reply.blocks.as_slice()).into() }
}

/// Rows of choices; `map` is the address that the map's opens.
pub fn choices(rows: &[Vec<Button>], map: &str) -> Vec<Vec<Choice>> {
    let press = |action: &Action| match action {
        Action::Map => Press::Open(map.to_owned()),
        Action::Open { url } => Press::Open(url.clone()),
        action => Press::Resident(action.clone()),
    };
    let choice =
        |button: &Button| Choice { label: button.label.clone(), press: press(&button.action) };
    rows.iter().map(|row| row.iter().map(choice).collect()).collect()
}

pub fn outgoing(chat: i64, thread: Option<i32>, effect: Effect) -> Outgoing {
    Outgoing { chat, thread, effect, urgency: Urgency::Message }
}

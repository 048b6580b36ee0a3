//! What is said to one chat, as letters.

use crate::model::action::{Action, Button};
use crate::model::delivery::{Lane, Regarding};
use crate::model::id::MessageId;
use crate::model::outgoing::{Choice, Effect, Outgoing, Press, Saying, Urgency};
use crate::model::reply::Reply;
use crate::model::rich::Rich;
use crate::store::Letter;

/// A reply. `question`: the message it answers, so that an edited question gets its reply edited.
pub fn reply(
    to: impl Into<Lane>,
    saying: Saying,
    question: Option<MessageId>,
    quoted: bool,
) -> Vec<Letter> {
    let outgoing = outgoing(to, saying.say(question.filter(|_| quoted)));
    vec![match question {
        Some(question) => Letter::reply(outgoing, question),
        None => Letter::from(outgoing),
    }]
}

/// A sentence of ours without choices.
pub fn plain(to: impl Into<Lane>, text: &str, question: Option<MessageId>) -> Vec<Letter> {
    reply(to, Saying::plain(text), question, false)
}

/// A text of ours, as a reply to a message or not.
pub fn sent(
    to: impl Into<Lane>,
    text: impl Into<Rich>,
    reply_to: Option<MessageId>,
) -> Vec<Letter> {
    vec![Letter::from(outgoing(to, Saying::from(text.into()).say(reply_to)))]
}

/// A text that nobody has asked for, or that stands in place of another: where it cannot be sent, nothing is said of that.
pub fn remark(to: impl Into<Lane>, text: impl Into<Rich>) -> Vec<Letter> {
    let said = sent(to, text, None).into_iter();
    said.map(|letter| letter.regarding(Regarding::Remark)).collect()
}

/// A text of ours with choices under it.
pub fn with_choices(
    to: impl Into<Lane>,
    text: impl Into<Rich>,
    choices: Vec<Vec<Choice>>,
) -> Vec<Letter> {
    let saying = Saying { choices, ..Saying::from(text.into()) };
    vec![Letter::from(outgoing(to, saying.say(None)))]
}

/// A press is answered, or the app shows it as waiting; the notice is shown over the message.
pub fn answer_press(to: impl Into<Lane>, press: &str, notice: Option<String>) -> Letter {
    Letter::from(outgoing(to, Effect::AnswerPress { press: press.to_owned(), notice }))
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

pub fn outgoing(to: impl Into<Lane>, effect: Effect) -> Outgoing {
    let Lane { chat, thread } = to.into();
    Outgoing { chat, thread, effect, urgency: Urgency::Message }
}

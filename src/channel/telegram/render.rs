//! One effect → one request: Telegram HTML, keyboards, results of inline queries.

use super::keyboard::keyboard;
use super::markup::{CAPTION_MAX, TEXT_MAX, html_start};
use super::request::{self, Request};
use super::{carrying, inline};
use crate::model::outgoing::{Caption, Effect};

/// Why an effect is none that Telegram could carry out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrenderable {
    #[error("the change does not fit where the message is")]
    Change,
    #[error("to be taken apart before it is sent")]
    Whole,
    #[error("a stored request is not understood: {0}")]
    Stored(String),
}

pub fn render(effect: &Effect) -> Result<Request, Unrenderable> {
    Ok(match effect {
        Effect::Say { saying, reply_to } => Request::Send {
            html: html_start(&saying.text, TEXT_MAX),
            keyboard: keyboard(&saying.choices),
            reply_to: *reply_to,
        },
        Effect::Replace { messages, saying } => {
            let [message_id] = messages[..] else { return Err(Unrenderable::Whole) };
            let html = html_start(&saying.text, TEXT_MAX);
            Request::Edit { message_id, html, keyboard: keyboard(&saying.choices) }
        }
        Effect::AnswerPress { press, notice } => {
            Request::AnswerButton { callback_id: press.clone(), text: notice.clone() }
        }
        Effect::Offer { query, offers, personal } => {
            inline::answer(query.clone(), offers, *personal)
        }
        Effect::Speak { text, language } => {
            Request::Voice { text: text.clone(), language: *language, keyboard: Vec::new() }
        }
        Effect::Copy { from_chat, message_ids, reply_to, caption } => Request::Copy {
            from_chat: *from_chat,
            message_ids: message_ids.clone(),
            reply_to: *reply_to,
            caption: rendered_caption(caption),
        },
        Effect::ChangeCarried { message_id, attachment, line, before, after } => {
            carrying::change(*message_id, *attachment, line, before, after)
                .ok_or(Unrenderable::Change)?
        }
        Effect::Map { latitude, longitude, title, address } => Request::Venue {
            latitude: *latitude,
            longitude: *longitude,
            title: title.clone(),
            address: address.clone(),
        },
        Effect::Picture { png } => Request::Photo { png: png.clone(), caption_html: String::new() },
        Effect::OpenPlace { name } => Request::OpenTopic { name: name.clone() },
        Effect::ClosePlace { thread } => Request::CloseTopic { thread: *thread },
        Effect::ReopenPlace { thread } => Request::ReopenTopic { thread: *thread },
        Effect::Native(stored) => serde_json::from_value(stored.clone())
            .map_err(|error| Unrenderable::Stored(error.to_string()))?,
        Effect::Carry(_) => return Err(Unrenderable::Whole),
    })
}

fn rendered_caption(caption: &Caption) -> request::Caption {
    match caption {
        Caption::Kept => request::Caption::Kept,
        Caption::Removed => request::Caption::Removed,
        Caption::Text(text) => request::Caption::Html(html_start(text, CAPTION_MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::MessageId;
    use crate::model::outgoing::Saying;
    use crate::model::reply::Block;
    use crate::model::rich::Rich;

    #[test]
    fn blocks_stand_one_under_the_other() {
        let blocks = [
            Block::Heading("Kontaktcenter".into()),
            Block::Text("Vi svarar & hjälper.".into()),
            Block::Quote("Här\när <vi>.".into()),
            Block::List(vec!["ett".into(), "två".into()]),
            Block::Phone {
                label: "Telefon".into(),
                number: "0303-70 30 00".into(),
                dialled: Some("+46303703000".into()),
            },
            Block::Email { label: "E-post:".into(), address: "kommun@ale.se".into() },
            Block::Link {
                label: "Karta".into(),
                url: "https://www.openstreetmap.org/search?query=x".into(),
            },
            Block::Address {
                label: "Besök".into(),
                lines: vec!["Ledetvägen 6".into(), "Alafors".into()],
            },
            Block::Note("Källa: planen.".into()),
        ];
        let text = Saying::from(super::super::markup::spelled_out(&Rich::from(&blocks[..])));
        let Ok(Request::Send { html, .. }) = render(&text.say(None)) else { panic!() };
        assert_eq!(
            html,
            "<b>Kontaktcenter</b>\nVi svarar &amp; hjälper.\n\n<blockquote>Här\när &lt;vi&gt;.</blockquote>\n\n• ett\n• två\n\n\
             Telefon: 0303-70 30 00 (+46303703000)\nE-post: kommun@ale.se\n\
             <a href=\"https://www.openstreetmap.org/search?query=x\">Karta</a>\n\n\
             Besök:\nLedetvägen 6\nAlafors\n\n<i>Källa: planen.</i>"
        );
    }

    #[test]
    fn a_request_of_an_older_version_is_sent_as_it_was_stored() {
        let stored =
            serde_json::json!({"Send": {"html": "<b>Hej</b>", "keyboard": [], "reply_to": 3}});
        let html = "<b>Hej</b>".to_owned();
        let send = Request::Send { html, keyboard: Vec::new(), reply_to: Some(MessageId::new(3)) };
        assert_eq!(render(&Effect::Native(stored)), Ok(send));
        assert!(render(&Effect::Native(serde_json::json!({"Sing": {}}))).is_err());
    }
}

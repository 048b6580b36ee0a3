//! A message of a case as Telegram carries it: what was written under a line that says by whom; what is no text, copied.

use super::markup::{CAPTION_MAX, TEXT_MAX};
use super::request::Request;
use super::{layout, markup};
use crate::model::id::MessageId;
use crate::model::incoming::Attachment;
use crate::model::outgoing::{Caption, Carried, Effect, Saying};
use crate::model::rich::Rich;

/// What is sent, in order.
pub(super) fn effects(carried: &Carried) -> Vec<Effect> {
    let copy = |caption, reply_to| Effect::Copy {
        from_chat: carried.from_chat,
        message_ids: carried.message_ids.clone(),
        reply_to,
        caption,
    };
    let text = text(&carried.line, &carried.text);
    let is_alone = carried.message_ids.len() == 1;
    match carried.attachment {
        Some(attachment)
            if is_alone
                && has_caption(attachment, &carried.text)
                && text.units() <= CAPTION_MAX =>
        {
            vec![copy(Caption::Text(text), carried.reply_to)]
        }
        attachment => {
            let mut effects = layout::said(&Saying::from(text), carried.reply_to);
            if attachment.is_some() {
                // The caption as it was written is not masked: it stands in the line above instead.
                let caption =
                    if carried.text.is_empty() { Caption::Kept } else { Caption::Removed };
                effects.push(copy(caption, None));
            }
            effects
        }
    }
}

/// The change of a message in its place. `None`: its words do not fit, or have moved between the copy and the line above it.
pub(super) fn change(
    message_id: MessageId,
    attachment: Option<Attachment>,
    line: &str,
    before: &str,
    after: &str,
) -> Option<Request> {
    let content = text(line, after);
    let fits = |max| text(line, before).units() <= max && content.units() <= max;
    match attachment {
        None if fits(TEXT_MAX) => {
            let html = markup::html_start(&content, TEXT_MAX);
            Some(Request::Edit { message_id, html, keyboard: Vec::new() })
        }
        Some(kind)
            if fits(CAPTION_MAX) && has_caption(kind, before) && has_caption(kind, after) =>
        {
            let html = markup::html_start(&content, CAPTION_MAX);
            Some(Request::EditCaption { message_id, html })
        }
        _ => None,
    }
}

/// Who wrote, and under it what.
fn text(line: &str, text: &str) -> Rich {
    let rich = Rich::new().bold(line);
    if text.is_empty() { rich } else { rich.plain("\n").plain(text) }
}

/// Whether Telegram shows a caption under it. A round video message, which has none, cannot be told from a video without a caption.
fn has_caption(attachment: Attachment, text: &str) -> bool {
    match attachment {
        Attachment::Photo | Attachment::Voice | Attachment::Document => true,
        Attachment::Video => !text.is_empty(),
        Attachment::Sticker | Attachment::Location | Attachment::Contact | Attachment::Other => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ChatId;

    fn content(text: &str, attachment: Option<Attachment>) -> Carried {
        Carried {
            line: "Anna".to_owned(),
            text: text.to_owned(),
            attachment,
            from_chat: ChatId::new(5),
            message_ids: vec![MessageId::new(7)],
            reply_to: Some(MessageId::new(3)),
        }
    }

    fn kinds(content: &Carried) -> Vec<String> {
        let number = |id: &MessageId| id.number();
        let kind = |effect: &Effect| match effect {
            Effect::Say { saying, reply_to } => {
                let html = markup::html_start(&saying.text, TEXT_MAX);
                format!("send {html} {:?}", reply_to.as_ref().map(number))
            }
            Effect::Copy { caption: Caption::Text(text), reply_to, .. } => {
                let html = markup::html_start(text, CAPTION_MAX);
                format!("copy {html} {:?}", reply_to.as_ref().map(number))
            }
            Effect::Copy { caption, message_ids, .. } => {
                let ids: Vec<i32> = message_ids.iter().map(number).collect();
                format!("copy {caption:?} {ids:?}")
            }
            effect => format!("{effect:?}"),
        };
        effects(content).iter().map(kind).collect()
    }

    #[test]
    fn whoever_wrote_stands_above_every_kind_of_message() {
        let check = |text: &str, attachment, expected: &[&str]| {
            assert_eq!(kinds(&content(text, attachment)), expected, "{attachment:?}")
        };
        check("Hej <du>", None, &["send <b>Anna</b>\nHej &lt;du&gt; Some(3)"]);
        check("Se & hör", Some(Attachment::Photo), &["copy <b>Anna</b>\nSe &amp; hör Some(3)"]);
        check("", Some(Attachment::Voice), &["copy <b>Anna</b> Some(3)"]);
        check("", Some(Attachment::Video), &["send <b>Anna</b> Some(3)", "copy Kept [7]"]);
        check("", Some(Attachment::Sticker), &["send <b>Anna</b> Some(3)", "copy Kept [7]"]);
        check(
            "191212••••",
            Some(Attachment::Other),
            &["send <b>Anna</b>\n191212•••• Some(3)", "copy Removed [7]"],
        );
    }

    #[test]
    fn a_caption_too_long_with_the_line_stands_above_the_copy() {
        let text = "ord ".repeat(256);
        let kinds = kinds(&content(text.trim(), Some(Attachment::Document)));
        assert_eq!(kinds.len(), 2);
        assert_eq!(kinds[1], "copy Removed [7]");
    }

    #[test]
    fn an_album_is_copied_whole_below_its_line() {
        let album = Carried {
            message_ids: [7, 8, 9].map(MessageId::new).to_vec(),
            ..content("Bilder", Some(Attachment::Photo))
        };
        assert_eq!(kinds(&album), ["send <b>Anna</b>\nBilder Some(3)", "copy Removed [7, 8, 9]"]);
    }
}

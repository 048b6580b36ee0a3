//! A message of a case as requests to the other side: what was written under a line that says by whom; what is no text, copied.

use crate::model::incoming::Attachment;
use crate::model::outgoing::{Caption, Request};
use crate::store::CaseMessage;
use crate::telegram::markup::{CAPTION_MAX, Rich};
use crate::telegram::render;

/// What is carried.
pub(super) struct Content<'a> {
    /// Masked.
    pub text: &'a str,
    pub attachment: Option<Attachment>,
    /// Where it was written; of an album, every part.
    pub chat: i64,
    pub message_ids: Vec<i32>,
}

/// What stands under the parts of an album, and where they are: Telegram takes them in increasing order only.
pub(super) fn together(parts: &[CaseMessage]) -> (String, Vec<i32>) {
    let texts: Vec<&str> =
        parts.iter().map(|part| part.text.as_str()).filter(|text| !text.is_empty()).collect();
    let mut message_ids: Vec<i32> = parts.iter().map(|part| part.source.message_id).collect();
    message_ids.sort_unstable();
    (texts.join("\n"), message_ids)
}

/// The requests, in order. `line` says who wrote; `reply_to` is the message on the other side that this one answers.
pub(super) fn requests(
    line: &str,
    content: &Content<'_>,
    mut reply_to: Option<i32>,
) -> Vec<Request> {
    let copy = |caption, reply_to| Request::Copy {
        from_chat: content.chat,
        message_ids: content.message_ids.clone(),
        reply_to,
        caption,
    };
    let text = text(line, content.text);
    let alone = content.message_ids.len() == 1;
    match content.attachment {
        Some(attachment)
            if alone && has_caption(attachment, content.text) && text.units() <= CAPTION_MAX =>
        {
            let html = text.html(CAPTION_MAX).concat();
            vec![copy(Caption::Html(html), reply_to)]
        }
        attachment => {
            let mut requests: Vec<Request> = render::messages(&text)
                .into_iter()
                .map(|message| message.send(reply_to.take()))
                .collect();
            if attachment.is_some() {
                // The caption as it was written is not masked: it stands in the line above instead.
                let caption =
                    if content.text.is_empty() { Caption::Kept } else { Caption::Removed };
                requests.push(copy(caption, None));
            }
            requests
        }
    }
}

/// Who wrote, and under it what.
pub(super) fn text(line: &str, text: &str) -> Rich {
    let rich = Rich::new().bold(line);
    if text.is_empty() { rich } else { rich.plain("\n").plain(text) }
}

/// Whether Telegram shows a caption under it. A round video message, which has none, cannot be told from a video without a caption.
pub(super) fn has_caption(attachment: Attachment, text: &str) -> bool {
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

    fn content(text: &str, attachment: Option<Attachment>) -> Content<'_> {
        Content { text, attachment, chat: 5, message_ids: vec![7] }
    }

    fn kinds(content: &Content<'_>) -> Vec<String> {
        let kind = |request: &Request| match request {
            Request::Send { html, reply_to, .. } => format!("send {html} {reply_to:?}"),
            Request::Copy { caption: Caption::Html(html), reply_to, .. } => {
                format!("copy {html} {reply_to:?}")
            }
            Request::Copy { caption, message_ids, .. } => {
                format!("copy {caption:?} {message_ids:?}")
            }
            request => format!("{request:?}"),
        };
        requests("Anna", content, Some(3)).iter().map(kind).collect()
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
        let album =
            Content { message_ids: vec![7, 8, 9], ..content("Bilder", Some(Attachment::Photo)) };
        assert_eq!(kinds(&album), ["send <b>Anna</b>\nBilder Some(3)", "copy Removed [7, 8, 9]"]);
    }
}

//! Text with styles as Telegram HTML: the one place where anything is escaped for Telegram.
//!
//! Invariant: each piece of a text is well-formed HTML by itself.
//! Limits and tags: <https://core.telegram.org/bots/api#html-style>.

mod cut;

use reqwest::Url;
use teloxide::types::LinkPreviewOptions;
use teloxide::utils::html;

use crate::model::rich::{Rich, Style};

/// The most that one message shows, in UTF-16 units after parsing.
pub const TEXT_MAX: usize = 4096;
/// The most that stands under a picture or a voice message.
pub const CAPTION_MAX: usize = 1024;

/// The text as Telegram HTML, in as many pieces as it takes with at most `limit` UTF-16 units to see in each: cut at paragraphs, else
/// lines, else sentences, else words, else characters. White space at a cut is dropped; no piece is blank.
#[cfg(test)]
fn html(text: &Rich, limit: usize) -> Vec<String> {
    pieces(text, limit).iter().map(html_of).collect()
}

/// The beginning of the text, as much as fits into one piece; empty for a blank text.
pub fn html_start(text: &Rich, limit: usize) -> String {
    pieces(text, limit).first().map(html_of).unwrap_or_default()
}

/// The same pieces, not yet rendered. What Telegram has no style for stands in them as text.
pub fn pieces(text: &Rich, limit: usize) -> Vec<Rich> {
    let text = spelled_out(text);
    cut::pieces(text.visible(), limit).into_iter().map(|piece| text.slice(piece)).collect()
}

/// Phone numbers with the country's code; addresses that Telegram does not open as text behind their label.
pub fn spelled_out(text: &Rich) -> Rich {
    text.runs(0..text.visible().len()).fold(Rich::new(), |rich, (text, style)| match style {
        // Phones make both forms tappable, Telegram on a computer only the latter; `tel:` links are not allowed in messages.
        Some(Style::Dialled(number)) => rich.plain(text).plain(&format!(" ({number})")),
        Some(Style::Phone) => rich.plain(text),
        Some(Style::Link(address)) => match web_address(address) {
            Some(url) => rich.styled(Style::Link(url.into()), text),
            None => rich.plain(text).plain(" ").plain(address),
        },
        Some(style) => rich.styled(style.clone(), text),
        None => rich.plain(text),
    })
}

fn html_of(piece: &Rich) -> String {
    let runs = piece.runs(0..piece.visible().len());
    runs.map(|(text, style)| style.map_or_else(|| html::escape(text), |style| tagged(style, text)))
        .collect()
}

fn tagged(style: &Style, text: &str) -> String {
    match style {
        Style::Bold => html::bold(&html::escape(text)),
        Style::Italic => html::italic(&html::escape(text)),
        Style::Quote => html::blockquote(&html::escape(text)),
        // A parsed address has no quotation mark left that could end the attribute.
        Style::Link(address) => html::link(address, text),
        Style::Phone | Style::Dialled(_) => html::escape(text),
    }
}

/// An address that Telegram opens from a link or a button.
pub(super) fn web_address(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// No message of ours shows a preview of what it links to.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

#[cfg(test)]
mod tests;

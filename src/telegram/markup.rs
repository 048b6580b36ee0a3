//! Text with styles, and the one place where anything is escaped for Telegram.
//!
//! Invariant: styles never nest, so that a text can be cut anywhere and each piece is well-formed HTML by itself.
//! Limits and tags: <https://core.telegram.org/bots/api#html-style>.

mod cut;

use std::ops::Range;

use reqwest::Url;
use teloxide::types::LinkPreviewOptions;
use teloxide::utils::html;

/// The most that one message shows, in UTF-16 units after parsing.
pub const TEXT_MAX: usize = 4096;
/// The most that stands under a picture or a voice message.
pub const CAPTION_MAX: usize = 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    Bold,
    Italic,
    Quote,
    Link(Url),
}

/// Plain text, some of it in a style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rich {
    text: String,
    /// In order, not overlapping.
    marks: Vec<(Range<usize>, Style)>,
}

impl Rich {
    pub fn new() -> Self {
        Rich::default()
    }

    #[must_use]
    pub fn plain(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    #[must_use]
    pub fn styled(mut self, style: Style, text: &str) -> Self {
        let start = self.text.len();
        self.text.push_str(text);
        // Telegram refuses nothing here, but an empty tag says nothing either.
        if !text.trim().is_empty() {
            self.marks.push((start..self.text.len(), style));
        }
        self
    }

    #[must_use]
    pub fn bold(self, text: &str) -> Self {
        self.styled(Style::Bold, text)
    }

    #[must_use]
    pub fn italic(self, text: &str) -> Self {
        self.styled(Style::Italic, text)
    }

    #[must_use]
    pub fn quote(self, text: &str) -> Self {
        self.styled(Style::Quote, text)
    }

    /// A link; where the address is none that Telegram opens, the address stands as text behind the label.
    #[must_use]
    pub fn link(self, label: &str, address: &str) -> Self {
        match web_address(address) {
            Some(url) => self.styled(Style::Link(url), label),
            None => self.plain(label).plain(" ").plain(address),
        }
    }

    /// The text that readers see.
    pub fn visible(&self) -> &str {
        &self.text
    }

    /// How long it shows, in UTF-16 units.
    pub fn units(&self) -> usize {
        self.text.encode_utf16().count()
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text as Telegram HTML, in as many pieces as it takes with at most `limit` UTF-16 units to see in each: cut at paragraphs, else
    /// lines, else sentences, else words, else characters. White space at a cut is dropped; no piece is blank.
    pub fn html(&self, limit: usize) -> Vec<String> {
        cut::pieces(&self.text, limit).into_iter().map(|piece| self.html_of(piece)).collect()
    }

    /// The beginning of the text, as much as fits into one piece; empty for a blank text.
    pub fn html_start(&self, limit: usize) -> String {
        self.html(limit).into_iter().next().unwrap_or_default()
    }

    fn html_of(&self, piece: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = piece.start;
        for (span, style) in &self.marks {
            let (start, end) = (span.start.max(piece.start), span.end.min(piece.end));
            if start >= end {
                continue;
            }
            out.push_str(&html::escape(&self.text[at..start]));
            out.push_str(&tagged(style, &self.text[start..end]));
            at = end;
        }
        out.push_str(&html::escape(&self.text[at..piece.end]));
        out
    }
}

fn tagged(style: &Style, text: &str) -> String {
    match style {
        Style::Bold => html::bold(&html::escape(text)),
        Style::Italic => html::italic(&html::escape(text)),
        Style::Quote => html::blockquote(&html::escape(text)),
        // A parsed address has no quotation mark left that could end the attribute.
        Style::Link(url) => html::link(url.as_str(), text),
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

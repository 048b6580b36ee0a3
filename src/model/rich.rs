//! Text with styles, without any markup: each channel shows the styles in its own way and escapes there.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::reply::Block;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    Bold,
    Italic,
    Quote,
    /// Opens this address.
    Link(String),
    /// A phone number, to be tapped.
    Phone,
    /// A phone number; holds the same with the country's code.
    Dialled(String),
}

/// Plain text, some of it in a style. Styles never nest, so that a text can be cut anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rich {
    text: String,
    /// In order, not overlapping; in bytes.
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

    #[must_use]
    pub fn link(self, label: &str, address: &str) -> Self {
        self.styled(Style::Link(address.to_owned()), label)
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

    /// The part of the text between two places, in bytes, with what is left of its styles.
    #[must_use]
    pub fn slice(&self, part: Range<usize>) -> Rich {
        self.runs(part).fold(Rich::new(), |rich, (text, style)| match style {
            Some(style) => rich.styled(style.clone(), text),
            None => rich.plain(text),
        })
    }

    /// The pieces of a part of the text, each with its style, in order; none is empty.
    pub fn runs(&self, part: Range<usize>) -> impl Iterator<Item = (&str, Option<&Style>)> {
        let mut runs = Vec::new();
        let mut at = part.start;
        for (span, style) in &self.marks {
            let (start, end) = (span.start.max(part.start), span.end.min(part.end));
            if start < end {
                runs.push((&self.text[at..start], None));
                runs.push((&self.text[start..end], Some(style)));
                at = end;
            }
        }
        runs.push((&self.text[at..part.end], None));
        runs.into_iter().filter(|(text, _)| !text.is_empty())
    }
}

impl From<&Rich> for Rich {
    fn from(text: &Rich) -> Self {
        text.clone()
    }
}

impl From<&str> for Rich {
    fn from(text: &str) -> Self {
        Rich::new().plain(text)
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        Rich::new().plain(&text)
    }
}

/// The beginning of a text, of at most so many characters, with "…" at its end where something was left out.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// The same of a text put on one line.
pub fn shortened_on_one_line(text: &str, most: usize) -> String {
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), most)
}

/// The blocks one under the other.
impl From<&[Block]> for Rich {
    fn from(blocks: &[Block]) -> Self {
        let mut text = Rich::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            if let Some(before) = before {
                text = text.plain(between(before, block));
            }
            text = push(text, block);
            before = Some(block);
        }
        text
    }
}

/// Details stand line by line, and a heading stands with what it heads.
fn between(before: &Block, block: &Block) -> &'static str {
    let is_detail = |block: &Block| {
        matches!(block, Block::Phone { .. } | Block::Email { .. } | Block::Link { .. })
    };
    match (before, block) {
        (Block::Heading(_), _) => "\n",
        (before, block) if is_detail(before) && is_detail(block) => "\n",
        (Block::Note(_), Block::Note(_)) => "\n",
        _ => "\n\n",
    }
}

fn push(text: Rich, block: &Block) -> Rich {
    match block {
        Block::Heading(heading) | Block::Notice(heading) => text.bold(heading),
        Block::Text(plain) => text.plain(plain),
        Block::Quote(quote) => text.quote(quote),
        Block::Note(note) => text.italic(note),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("• {item}")).collect();
            text.plain(&items.join("\n"))
        }
        Block::Phone { label, number, dialled } => {
            let style = dialled.clone().map_or(Style::Phone, Style::Dialled);
            detail(text, label).styled(style, number)
        }
        Block::Email { label, address } => detail(text, label).plain(address),
        Block::Address { label, lines } => {
            let text = if label.trim().is_empty() { text } else { text.plain(label).plain(":\n") };
            text.plain(&lines.join("\n"))
        }
        Block::Link { label, url } => text.link(label, url),
    }
}

fn detail(text: Rich, label: &str) -> Rich {
    match label.trim().trim_end_matches(':') {
        "" => text,
        label => text.plain(label).plain(": "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_keeps_what_is_left_of_the_styles() {
        let rich = Rich::new().plain("ab").bold("cdef").plain("gh").italic("ij");
        let slice = rich.slice(3..9);
        assert_eq!(slice, Rich::new().bold("def").plain("gh").italic("i"));
        assert_eq!(rich.slice(0..rich.visible().len()), rich);
    }
}

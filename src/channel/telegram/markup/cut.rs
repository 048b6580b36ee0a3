//! Where to cut a text that is too long for one message.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The pieces of a text, in bytes, each at most `limit` UTF-16 units (at least 2) and none blank.
pub(super) fn pieces(text: &str, limit: usize) -> Vec<Range<usize>> {
    let limit = limit.max(2);
    let mut pieces = Vec::new();
    let mut rest = trimmed(text, 0..text.len());
    while !rest.is_empty() {
        let window = rest.start..rest.start + fitting(&text[rest.clone()], limit);
        let end = if window.end == rest.end {
            rest.end
        } else {
            window.start + best(&text[window.clone()], &text[window.end..rest.end])
        };
        pieces.push(trimmed(text, rest.start..end));
        rest = trimmed(text, end..rest.end);
    }
    pieces
}

/// Telegram drops white space around a message; so do we, before it is counted.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let inner = &text[span.clone()];
    let start = span.start + (inner.len() - inner.trim_start().len());
    let end = span.end - (inner.len() - inner.trim_end().len());
    start..end.max(start)
}

/// How many bytes fit.
fn fitting(text: &str, limit: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > limit {
            return at;
        }
    }
    text.len()
}

/// The best place to cut within the window that has to be cut, in bytes, more than 0.
fn best(window: &str, after: &str) -> usize {
    // A paragraph that ends early would leave a message with a heading alone.
    let early = window.len() / 4;
    let enough = |at: &usize| *at > early;
    let ends_here = after.starts_with(char::is_whitespace);
    let paragraph = || window.rfind("\n\n").filter(enough);
    let line = || window.rfind('\n').filter(enough);
    let sentence = || {
        let starts = window.split_sentence_bound_indices().map(|(at, _)| at);
        starts.last().filter(enough)
    };
    let word = || {
        let space = window.rfind(char::is_whitespace).filter(enough);
        if ends_here { Some(window.len()) } else { space }
    };
    paragraph()
        .or_else(line)
        .or_else(sentence)
        .or_else(word)
        .unwrap_or_else(|| character(window, after))
}

/// The last place that tears no accent or emoji apart, or else the last between two code points.
fn character(window: &str, after: &str) -> usize {
    // Whether the window's last cluster goes on behind it shows only with what follows.
    let first = after.chars().next().map_or(0, char::len_utf8);
    let joined = [window, &after[..first]].concat();
    joined
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .rfind(|at| (1..=window.len()).contains(at))
        .unwrap_or(window.len())
}

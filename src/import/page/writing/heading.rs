//! What is written as a heading.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::super::head::flat;
use super::super::outline::selector;
use super::Writer;
use crate::import::block::{Block, BlockKind, letters};

/// What a heading says. Where it was not closed, the text that follows it stands in it too, and is none of it.
pub fn heading_text(heading: ElementRef<'_>, cut: &HashSet<NodeId>) -> String {
    let mut writer = Writer::new(cut, None);
    writer.heading(heading, 1);
    writer.out.into_iter().next().map(|block| block.text).unwrap_or_default()
}

impl Writer<'_> {
    pub(super) fn heading(&mut self, element: ElementRef<'_>, level: u8) {
        self.end_line();
        let mut inner = Writer::new(self.cut, self.base);
        (inner.level, inner.card, inner.names) = (level, self.card, true);
        inner.children(element);
        inner.end_line();
        let mut parts = inner.out.into_iter();
        let Some(mut first) = parts.next() else { return };
        let mut rest: Vec<Block> = parts.collect();
        let is_text = |block: &Block| !block.text.contains(" → http");
        if is_one_line(element, &first, rest.iter().filter(|block| is_text(block))) {
            rest.retain(|part| {
                if is_text(part) {
                    first.text.push_str(&format!(" {}", part.text));
                    first.linked += part.linked;
                }
                !is_text(part)
            });
        }
        let text = without_signs(&flat(&first.text));
        self.out.push(Block { kind: BlockKind::Heading(level), text, is_contents: false, ..first });
        self.out.extend(rest);
    }
}

/// A heading that was closed has one line, whatever it is made of.
fn is_one_line<'b>(
    element: ElementRef<'_>,
    first: &'b Block,
    rest: impl Iterator<Item = &'b Block> + Clone,
) -> bool {
    /// Letters of the longest such heading.
    const LINE: usize = 80;
    let is_closed = !["h1", "h2", "h3", "h4", "h5", "h6"].contains(&element.value().name())
        || element.select(selector("p,ul,ol,dl,table,section,article")).next().is_none();
    let all = rest.chain([first]);
    is_closed
        && all.clone().all(|block| !matches!(block.kind, BlockKind::List | BlockKind::Table))
        && all.map(|block| letters(&block.text)).sum::<usize>() <= LINE
}

/// The signs that show what folds out, and the mark of a link to the heading itself.
fn without_signs(heading: &str) -> String {
    const SIGNS: [&str; 14] =
        ["+", "−", "–", "▼", "▾", "▸", "►", "›", "»", "#", "¶", "⌄", "˅", "🔗"];
    let mut text = heading.trim();
    while let Some((rest, _)) = text.rsplit_once(' ').filter(|(_, last)| SIGNS.contains(last)) {
        text = rest.trim_end();
    }
    while let Some((_, rest)) = text.split_once(' ').filter(|(first, _)| SIGNS.contains(first)) {
        text = rest.trim_start();
    }
    text.to_owned()
}

pub(super) fn is_in_heading(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).take(3).any(|above| {
        ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"].contains(&above.value().name())
    })
}

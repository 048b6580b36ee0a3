//! HTML → its tree, as far as pages go.
//!
//! A reader of HTML takes time that grows with the square of how deep elements nest, and memory with the product of marks that are left open (`<b>`) and of
//! the paragraphs after them, each of which gets them all again; and what walks the tree goes down as deep on its stack. So the page is read in pieces, with
//! a look at the tree after each.

use ego_tree::iter::Edge;
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

/// Bytes that are read between two looks.
const PIECE: usize = 2048;
/// Deeper than pages nest.
const DEEPEST: usize = 256;
/// More nodes than a page has that says what it says once.
const NODES_A_BYTE: usize = 2;
const NODES: usize = 10_000;

/// `None`: it nests or multiplies as no page does.
pub fn parse(text: &str) -> Option<Html> {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        parser.process(StrTendril::from(piece));
        rest = behind;
        if is_too_much(&parser.tokenizer.sink.sink.0.borrow(), text.len()) {
            return None;
        }
    }
    Some(parser.finish()).filter(|html| !is_too_deep(html))
}

/// As of the place that is being read.
fn is_too_much(html: &Html, bytes: usize) -> bool {
    let mut nodes = html.tree.nodes();
    let depth = nodes.next_back().map_or(0, |last| last.ancestors().count());
    depth > DEEPEST || nodes.len() > NODES + NODES_A_BYTE * bytes
}

fn is_too_deep(html: &Html) -> bool {
    let mut depth = 0_usize;
    html.tree.root().traverse().any(|edge| {
        match edge {
            Edge::Open(_) => depth += 1,
            Edge::Close(_) => depth -= 1,
        }
        depth > DEEPEST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_has_is_not_read_to_its_end() {
        let check = |text: String, expected: bool| {
            let start = std::time::Instant::now();
            assert_eq!(parse(&text).is_some(), expected, "{}", text.get(..60).unwrap_or(&text));
            assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
        };
        let marks: String = (0..200).map(|number| format!("<b id={number}>")).collect();
        check(String::new(), true);
        check("<p>Ord<br>".repeat(20_000), true);
        check("<ul><li>a<li>b</ul>".repeat(20_000), true);
        check("<div>".repeat(200), true);
        check("å".repeat(PIECE), true);
        check("<div>".repeat(100_000), false);
        check("<ul><li>".repeat(100_000), false);
        check("<b></i>".repeat(100_000), false);
        check("<b><script></b></script>".repeat(100_000), false);
        check("<div><p title='</div>'>".repeat(100_000), false);
        check(format!("<p>{marks}{}", "<p>a".repeat(100_000)), false);
    }
}

//! Elements → blocks. The words stay letter for letter; of the markup only what a reader sees the text by: headings, lists, tables, line breaks.

mod heading;
mod rows;

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};
use url::Url;

use super::folding::{self, Tabs};
use super::head::{flat, text_of};
use super::marks::Marks;
use super::outline::{is_layout, selector};
use super::service;
use crate::import::block::{Block, BlockKind, letters};
pub use heading::heading_text;
use heading::is_in_heading;

/// Elements that begin a line of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "search",
];

/// Writes the blocks below `root`, in order. `base` is what links are relative to.
pub fn blocks(
    root: ElementRef<'_>,
    cut: &HashSet<NodeId>,
    tabs: &Tabs,
    base: Option<&Url>,
) -> Vec<Block> {
    let mut writer = Writer::new(cut, base);
    writer.tabs = Some(tabs);
    writer.children(root);
    writer.end_line();
    writer.out
}

/// The text that gathers until a block ends.
#[derive(Default)]
struct Line {
    text: String,
    linked: usize,
    links: usize,
    anchors: usize,
    services: Vec<String>,
}

struct Writer<'a> {
    cut: &'a HashSet<NodeId>,
    base: Option<&'a Url>,
    tabs: Option<&'a Tabs>,
    out: Vec<Block>,
    line: Line,
    /// So many lines have ended.
    ended: usize,
    /// Of the last heading that the page itself has.
    level: u8,
    /// Inside an anchor that is around blocks.
    card: bool,
    /// Inside a heading: its words stay beside the address that they lead to.
    names: bool,
}

impl<'a> Writer<'a> {
    fn new(cut: &'a HashSet<NodeId>, base: Option<&'a Url>) -> Self {
        Writer {
            cut,
            base,
            tabs: None,
            out: Vec::new(),
            line: Line::default(),
            ended: 0,
            level: 1,
            card: false,
            names: false,
        }
    }
}

impl Writer<'_> {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            self.node(child);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>) {
        if let Some(text) = node.value().as_text() {
            self.line.text.push_str(text);
        } else if let Some(element) = ElementRef::wrap(node) {
            if !self.cut.contains(&element.id()) {
                self.element(element);
            } else if element.value().name() == "form" {
                self.service_of(element);
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if let Some(caption) = self.tabs.and_then(|tabs| tabs.caption(element)) {
            let own = element.select(selector("h1,h2,h3,h4,h5,h6")).next().map(text_of);
            self.end_line();
            if own.is_none_or(|own| own.to_lowercase() != caption.to_lowercase()) {
                let level = self.below();
                self.push(BlockKind::Heading(level), caption.to_owned(), &Line::default());
            }
        }
        match name {
            "br" => self.line.text.push('\u{2028}'),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.heading(element, level);
                // The heading of something that folds out says nothing of the level of what comes next.
                if !element.descendent_elements().any(|it| it.attr("aria-expanded").is_some()) {
                    self.level = level;
                }
            }
            "summary" | "legend" => self.heading(element, self.below()),
            "dt" if folding::folds(element) => self.heading(element, self.below()),
            "ul" | "ol" | "menu" | "dir" if !has_blocks(element, self.cut) => self.list(element),
            "dl" if !folding::folds(element) => self.pairs(element),
            "table" if !is_layout(element) => self.table(element),
            "a" if !folding::is_caption(element) => self.link(element),
            "button" => self.button(element),
            "form" => {
                self.end_line();
                self.children(element);
                self.end_line();
                self.service_of(element);
            }
            "pre" => {
                self.end_line();
                let text = element.text().collect::<String>().trim().replace("\r\n", "\n");
                self.push(BlockKind::Paragraph, text, &Line::default());
            }
            "time" => self.children(element),
            _ if folding::is_caption(element) => self.heading(element, self.below()),
            _ if BLOCKS.contains(&name) => {
                self.end_line();
                self.children(element);
                self.end_line();
            }
            _ => self.children(element),
        }
    }

    /// The level of a heading that the page marks as something to fold out.
    fn below(&self) -> u8 {
        (self.level + 1).min(6)
    }

    /// All text below as one line, whatever it stands in.
    fn inline(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                self.line.text.push_str(text);
            } else if let Some(child) =
                ElementRef::wrap(child).filter(|it| !self.cut.contains(&it.id()))
            {
                let name = child.value().name();
                let apart = BLOCKS.contains(&name);
                if name == "br" || apart {
                    self.line.text.push('\u{2028}');
                }
                if name == "a" {
                    self.link(child)
                } else if name == "button" && !holds_text(child) && !is_in_heading(child) {
                    continue;
                } else {
                    self.inline(child)
                }
                if apart {
                    self.line.text.push('\u{2028}');
                }
            }
        }
    }

    fn link(&mut self, element: ElementRef<'_>) {
        // An anchor around blocks is a card: its parts stay apart.
        let holds_blocks =
            element.descendent_elements().skip(1).any(|it| BLOCKS.contains(&it.value().name()));
        if holds_blocks {
            self.end_line();
            let outer = std::mem::replace(&mut self.card, true);
            self.children(element);
            self.end_line();
            self.card = outer;
            self.service_of(element);
            return;
        }
        let (mut start, mut before) = (self.line.text.len(), self.line.linked);
        let ended = self.ended;
        for child in element.children() {
            self.node(child);
        }
        if self.ended != ended {
            // Something inside has ended the line in which the anchor began.
            (start, before) = (0, 0);
        }
        let text = flat(&self.line.text[start..]);
        let Some(href) = element.attr("href").map(str::trim).filter(|href| !href.is_empty()) else {
            return;
        };
        // A telephone number is no way to another page.
        if !service::is_contact(href) {
            self.line.linked = before + letters(&text);
        }
        self.line.links += 1;
        if href.starts_with('#') {
            self.line.anchors += 1;
        } else if let Some(address) = service::named_address(href, &text) {
            self.line.text.push_str(&format!(" ({address})"));
        } else if let Some(url) =
            self.base.map_or_else(|| Url::parse(href), |base| base.join(href)).ok()
            && service::is_service(&text, &url, self.base, &Marks::of(element.value()))
        {
            self.line.services.push(format!("{text} → {url}"));
        }
    }

    /// What only does something is no text; what folds something out is its heading; what holds a page's text was not closed.
    fn button(&mut self, element: ElementRef<'_>) {
        if is_in_heading(element) || holds_text(element) {
            self.children(element);
        } else if folding::is_caption(element) {
            self.heading(element, self.below());
        }
    }

    /// The row of a card or a form that leads to an e-service.
    fn service_of(&mut self, element: ElementRef<'_>) {
        let Some(row) = service::of_whole(element, self.base) else { return };
        self.end_line();
        let words = row.split(" → ").next().unwrap_or_default();
        let is_last = |block: &Block| block.text == words && block.level().is_none();
        if self.out.last().is_some_and(is_last) {
            self.out.pop();
        }
        self.push(BlockKind::Paragraph, row, &Line::default());
    }

    fn end_line(&mut self) {
        self.ended += 1;
        let line = std::mem::take(&mut self.line);
        let text = lines(&line.text);
        let is_all_service = !self.names
            && line.services.len() == 1
            && line
                .services
                .first()
                .is_some_and(|service| service.starts_with(&format!("{text} → ")));
        if !is_all_service {
            self.push(BlockKind::Paragraph, text, &line);
        }
        for service in &line.services {
            self.push(BlockKind::Paragraph, service.clone(), &Line::default());
        }
    }

    fn push(&mut self, kind: BlockKind, text: String, line: &Line) {
        if text.chars().any(char::is_alphanumeric) {
            let is_contents = line.links > 0 && line.links == line.anchors;
            let linked = if self.card { letters(&text) } else { line.linked };
            let is_contents = is_contents && linked * 5 >= letters(&text) * 4;
            self.out.push(Block { kind, text, linked, is_contents });
        }
    }
}

/// A paragraph's lines: blanks folded, the page's own line breaks kept.
fn lines(text: &str) -> String {
    let lines = text.split('\u{2028}').map(flat).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// What no button has that was closed.
fn holds_text(button: ElementRef<'_>) -> bool {
    button.select(selector("p,ul,ol,dl,table,h1,h2,h3,h4,h5,h6")).next().is_some()
}

/// A list whose items are made of headings, tables or several paragraphs is cards rather than a list.
fn has_blocks(list: ElementRef<'_>, cut: &HashSet<NodeId>) -> bool {
    let is_block = |it: ElementRef<'_>| {
        ["h1", "h2", "h3", "h4", "h5", "h6", "table", "details", "article"]
            .contains(&it.value().name())
            || folding::is_caption(it)
            || it.attr("role") == Some("tabpanel")
    };
    list.descendent_elements().skip(1).any(|it| is_block(it) && !cut.contains(&it.id()))
}

//! Elements → blocks. The words stay letter for letter; of the markup only what a reader sees the text by: headings, lists, tables, line breaks.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};
use url::Url;

use super::head::{flat, text_of};
use super::marks::Marks;
use super::outline::is_layout;
use super::service;
use super::table;
use crate::import::block::{Block, BlockKind, letters};

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
pub fn blocks(root: ElementRef<'_>, cut: &HashSet<NodeId>, base: Option<&Url>) -> Vec<Block> {
    let mut writer = Writer::new(cut, base);
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
    out: Vec<Block>,
    line: Line,
    /// So many lines have ended.
    ended: usize,
    /// Of the last heading that the page itself has.
    level: u8,
    /// Inside an anchor that is around blocks.
    card: bool,
}

impl<'a> Writer<'a> {
    fn new(cut: &'a HashSet<NodeId>, base: Option<&'a Url>) -> Self {
        Writer {
            cut,
            base,
            out: Vec::new(),
            line: Line::default(),
            ended: 0,
            level: 1,
            card: false,
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
        } else if let Some(element) =
            ElementRef::wrap(node).filter(|it| !self.cut.contains(&it.id()))
        {
            self.element(element);
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
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
            "dt" if folds(element) => self.heading(element, self.below()),
            "ul" | "ol" | "menu" | "dir" if !has_blocks(element, self.cut) => self.list(element),
            "dl" if !folds(element) => self.pairs(element),
            "table" if !is_layout(element) => self.table(element),
            "a" => self.link(element),
            "button" => self.button(element),
            "pre" => {
                self.end_line();
                let text = element.text().collect::<String>().trim().replace("\r\n", "\n");
                self.push(BlockKind::Paragraph, text, &Line::default());
            }
            "time" => self.children(element),
            _ if opens_a_panel(element) => self.heading(element, self.below()),
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

    fn heading(&mut self, element: ElementRef<'_>, level: u8) {
        self.end_line();
        let mut inner = Writer::new(self.cut, None);
        inner.inline(element);
        let text = flat(&inner.line.text.replace('\u{2028}', " "));
        self.push(BlockKind::Heading(level), text, &inner.line);
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
        self.line.linked = before + letters(&text);
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

    /// What only does something is no text; what folds something out is its heading.
    fn button(&mut self, element: ElementRef<'_>) {
        let in_heading = element.ancestors().filter_map(ElementRef::wrap).take(3).any(|above| {
            ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"].contains(&above.value().name())
        });
        if in_heading {
            self.children(element);
        } else if opens_a_panel(element) {
            self.heading(element, self.below());
        }
    }

    fn end_line(&mut self) {
        self.ended += 1;
        let line = std::mem::take(&mut self.line);
        let text = lines(&line.text);
        let is_all_service = line.services.len() == 1
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

    fn list(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let mut rows = Vec::new();
        let mut sum = Line::default();
        self.items(element, 0, &mut rows, &mut sum);
        self.push(BlockKind::List, rows.join("\n"), &sum);
    }

    fn items(
        &mut self,
        list: ElementRef<'_>,
        depth: usize,
        rows: &mut Vec<String>,
        sum: &mut Line,
    ) {
        let mut number =
            list.attr("start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
        let ordered = list.value().name() == "ol";
        for item in list.child_elements().filter(|item| !self.cut.contains(&item.id())) {
            if ["ul", "ol"].contains(&item.value().name()) {
                self.items(item, depth + 1, rows, sum);
                continue;
            }
            let mut nested: Vec<ElementRef<'_>> = Vec::new();
            let line = self.item(item, &mut nested);
            let text = with_services(&line);
            if text.chars().any(char::is_alphanumeric) {
                let mark = if ordered { format!("{number}. ") } else { "- ".to_owned() };
                rows.push(format!("{}{mark}{text}", "  ".repeat(depth)));
                number += 1;
            }
            sum.linked += line.linked;
            sum.links += line.links;
            sum.anchors += line.anchors;
            for inner in nested {
                self.items(inner, depth + 1, rows, sum);
            }
        }
    }

    /// An item's own text on one line, and the lists inside it.
    fn item<'e>(&self, item: ElementRef<'e>, nested: &mut Vec<ElementRef<'e>>) -> Line {
        let mut within: HashSet<NodeId> = self.cut.clone();
        for list in
            item.descendent_elements().filter(|it| ["ul", "ol"].contains(&it.value().name()))
        {
            let is_outer = !list
                .ancestors()
                .take_while(|above| above.id() != item.id())
                .any(|above| within.contains(&above.id()));
            if is_outer && within.insert(list.id()) {
                nested.push(list);
            }
        }
        let mut inner = Writer::new(&within, self.base);
        inner.inline(item);
        let mut line = inner.line;
        line.text = flat(&line.text);
        line
    }

    fn pairs(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let mut rows: Vec<String> = Vec::new();
        let mut sum = Line::default();
        let parts = element.descendent_elements().filter(|part| {
            ["dt", "dd"].contains(&part.value().name()) && !self.cut.contains(&part.id())
        });
        for part in parts {
            let line = self.item(part, &mut Vec::new());
            let text = with_services(&line);
            sum.linked += line.linked;
            sum.links += line.links;
            match rows.last_mut().filter(|_| part.value().name() == "dd") {
                Some(row) if row.ends_with(':') => row.push_str(&format!(" {text}")),
                Some(row) => row.push_str(&format!(", {text}")),
                None => rows.push(format!("- {}:", text.trim_end_matches(':'))),
            }
        }
        rows.iter_mut().for_each(|row| row.truncate(row.trim_end_matches(':').len()));
        self.push(BlockKind::List, rows.join("\n"), &sum);
    }

    fn table(&mut self, element: ElementRef<'_>) {
        self.end_line();
        if let Some(caption) = element.child_elements().find(|it| it.value().name() == "caption") {
            self.push(BlockKind::Paragraph, text_of(caption), &Line::default());
        }
        let mut sum = Line::default();
        let cell = |cell: ElementRef<'_>| {
            let line = self.item(cell, &mut Vec::new());
            let lists =
                cell.descendent_elements().filter(|it| it.value().name() == "li").map(text_of);
            let mut parts: Vec<String> = vec![with_services(&line)];
            parts.extend(lists);
            parts.retain(|part| !part.is_empty());
            (parts.join("; "), line.linked)
        };
        let written = table::markdown(element, self.cut, cell);
        sum.linked = written.linked;
        self.push(BlockKind::Table, written.text, &sum);
    }
}

/// `Ansök om bygglov → https://…` in place of the words alone, where they are all of it.
fn with_services(line: &Line) -> String {
    match line.services.as_slice() {
        [] => line.text.clone(),
        [one] if one.starts_with(&format!("{} → ", line.text)) => one.clone(),
        several => {
            let links: Vec<&str> =
                several.iter().filter_map(|it| it.rsplit_once(" → ")).map(|(_, url)| url).collect();
            format!("{} → {}", line.text, links.join(" → "))
        }
    }
}

/// A paragraph's lines: blanks folded, the page's own line breaks kept.
fn lines(text: &str) -> String {
    let lines = text.split('\u{2028}').map(flat).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Inside something that folds out.
fn folds(element: ElementRef<'_>) -> bool {
    let own = Marks::of(element.value()).folds_out();
    own || element.parent().and_then(ElementRef::wrap).is_some_and(|parent| {
        parent.value().name() == "dl" && Marks::of(parent.value()).folds_out()
    })
}

/// A button, or something made into one, that shows and hides what comes next.
fn opens_a_panel(element: ElementRef<'_>) -> bool {
    let has = |name: &str| element.attr(name).is_some();
    let folds = has("aria-expanded")
        || element.attr("role") == Some("tab")
        || element.attr("data-toggle") == Some("collapse")
        || element.attr("data-bs-toggle") == Some("collapse");
    let is_pressed = has("aria-controls")
        || element.value().name() == "button"
        || element.attr("role") == Some("button")
        || folds;
    folds
        && is_pressed
        && !element
            .descendent_elements()
            .skip(1)
            .any(|it| ["p", "ul", "ol", "table", "h2", "h3", "h4"].contains(&it.value().name()))
}

/// A list whose items are made of headings, tables or several paragraphs is cards rather than a list.
fn has_blocks(list: ElementRef<'_>, cut: &HashSet<NodeId>) -> bool {
    let is_block = |it: ElementRef<'_>| {
        ["h1", "h2", "h3", "h4", "h5", "h6", "table", "details", "article"]
            .contains(&it.value().name())
            || (it.value().name() == "button" && opens_a_panel(it))
            || it.attr("role") == Some("tabpanel")
    };
    list.descendent_elements().skip(1).any(|it| is_block(it) && !cut.contains(&it.id()))
}

//! What is written in rows: lists, pairs, tables.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::super::head::{flat, text_of};
use super::super::table;
use super::{Line, Writer};
use crate::import::block::BlockKind;

impl Writer<'_> {
    pub(super) fn list(&mut self, element: ElementRef<'_>) {
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
            // Several e-services have a row each, by which they are found.
            if line.services.len() > 1 {
                let indent = "  ".repeat(depth + 1);
                rows.extend(line.services.iter().map(|service| format!("{indent}- {service}")));
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

    pub(super) fn pairs(&mut self, element: ElementRef<'_>) {
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

    pub(super) fn table(&mut self, element: ElementRef<'_>) {
        self.end_line();
        if let Some(caption) = element.child_elements().find(|it| it.value().name() == "caption") {
            self.push(BlockKind::Paragraph, text_of(caption), &Line::default());
        }
        let mut sum = Line::default();
        let mut services: Vec<String> = Vec::new();
        let cell = |cell: ElementRef<'_>| {
            let line = self.item(cell, &mut Vec::new());
            services.extend(line.services.iter().cloned());
            let lists =
                cell.descendent_elements().filter(|it| it.value().name() == "li").map(text_of);
            let mut parts: Vec<String> = vec![line.text];
            parts.extend(lists);
            parts.retain(|part| !part.is_empty());
            (parts.join("; "), line.linked)
        };
        let written = table::markdown(element, self.cut, cell);
        sum.linked = written.linked;
        self.push(BlockKind::Table, written.text, &sum);
        for service in services {
            self.push(BlockKind::Paragraph, service, &Line::default());
        }
    }
}

/// `Ansök om bygglov → https://…` in place of the words alone, where they are all of it.
fn with_services(line: &Line) -> String {
    match line.services.as_slice() {
        [] => line.text.clone(),
        [one] if one.starts_with(&format!("{} → ", line.text)) => one.clone(),
        [one] => match one.rsplit_once(" → ") {
            Some((_, url)) => format!("{} → {url}", line.text),
            None => line.text.clone(),
        },
        _ => line.text.clone(),
    }
}

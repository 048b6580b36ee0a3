//! A table of a page → rows between bars.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

/// A written table.
pub struct Written {
    pub text: String,
    /// Letters in links.
    pub linked: usize,
}

/// Wider spans than this are a mistake of the page.
const WIDEST: usize = 50;

/// Rows of equal length, the first as the table's head. What spans several rows or columns stands in each of them, so that a row tells all by itself.
pub fn markdown(
    table: ElementRef<'_>,
    cut: &HashSet<NodeId>,
    mut cell_text: impl FnMut(ElementRef<'_>) -> (String, usize),
) -> Written {
    let mut linked = 0;
    let mut rows: Vec<Vec<String>> = Vec::new();
    // What hangs down from rows above: column, rows left, text.
    let mut hanging: Vec<(usize, usize, String)> = Vec::new();
    let own = table
        .descendent_elements()
        .filter(|it| it.value().name() == "tr" && !cut.contains(&it.id()));
    let mut own: Vec<ElementRef<'_>> = own.filter(|row| is_of(*row, table)).collect();
    // A foot may be written above the rows that it is shown below.
    own.sort_by_key(|row| {
        let part = row.parent().and_then(ElementRef::wrap);
        part.is_some_and(|part| part.value().name() == "tfoot")
    });
    for row in own {
        let mut cells: Vec<String> = Vec::new();
        let mut below: Vec<(usize, usize, String)> = Vec::new();
        let of_row = row.child_elements().filter(|it| ["td", "th"].contains(&it.value().name()));
        for cell in of_row.filter(|it| !cut.contains(&it.id())) {
            take_hanging(&mut cells, &mut hanging);
            let (text, letters) = cell_text(cell);
            linked += letters;
            let text = text.replace('|', "/").replace('\n', " ");
            let span = |name: &str| {
                cell.attr(name)
                    .and_then(|it| it.trim().parse::<usize>().ok())
                    .unwrap_or(1)
                    .clamp(1, WIDEST)
            };
            let (wide, high) = (span("colspan"), span("rowspan"));
            for at in 0..wide {
                let text = if at == 0 || high > 1 { text.clone() } else { String::new() };
                if high > 1 {
                    below.push((cells.len(), high - 1, text.clone()));
                }
                cells.push(text);
            }
        }
        take_hanging(&mut cells, &mut hanging);
        hanging.retain_mut(|(_, left, _)| {
            *left = left.saturating_sub(1);
            *left > 0
        });
        hanging.extend(below);
        hanging.sort_by_key(|(column, ..)| *column);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(cells);
        }
    }
    Written { text: joined(&rows), linked }
}

/// The row belongs to this table, not to one inside it.
fn is_of(row: ElementRef<'_>, table: ElementRef<'_>) -> bool {
    let nearest =
        row.ancestors().filter_map(ElementRef::wrap).find(|it| it.value().name() == "table");
    nearest.is_some_and(|nearest| nearest.id() == table.id())
}

fn take_hanging(cells: &mut Vec<String>, hanging: &mut [(usize, usize, String)]) {
    while let Some((_, _, text)) =
        hanging.iter().find(|(column, left, _)| *column == cells.len() && *left > 0)
    {
        cells.push(text.clone());
    }
}

fn joined(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let padded = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(width);
            format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
    }
    lines.join("\n")
}

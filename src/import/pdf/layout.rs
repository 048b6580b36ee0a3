//! The spans of a page → its text in the order it is read: columns one after the other, lines joined into paragraphs, larger letters as headings.

use super::spans::{ON_A_LINE, Span};
use crate::import::text::{begins_row, joined};

/// How a document is set: what is ordinary in it.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Of the letters that most of the text has, in points.
    size: f64,
    /// Of the letters of headings, the largest first.
    headings: Vec<f64>,
}

/// Letters larger than the text's by this are a heading.
const HEADING: f64 = 1.12;
/// Longer than a heading is.
const LONGEST_HEADING: usize = 120;
/// Lines farther from each other, in sizes of their letters, are two paragraphs.
const FARTHEST: f64 = 2.2;
/// So many lines on both sides of a gap are columns, if they are as long as text is.
const COLUMN: usize = 3;
const TEXT: usize = 18;

impl Setting {
    pub fn of(pages: &[Vec<Span>]) -> Self {
        let mut sizes: Vec<(f64, usize)> = Vec::new();
        for span in pages.iter().flatten() {
            let count = span.text.chars().count();
            match sizes.iter_mut().find(|(size, _)| (*size - span.size).abs() < 0.3) {
                Some((_, sum)) => *sum += count,
                None => sizes.push((span.size, count)),
            }
        }
        let size = sizes.iter().max_by_key(|(_, count)| *count).map_or(10.0, |(size, _)| *size);
        let mut headings: Vec<f64> =
            sizes.into_iter().map(|(size, _)| size).filter(|it| *it >= size * HEADING).collect();
        headings.sort_by(|a, b| b.total_cmp(a));
        Setting { size, headings }
    }

    /// 1 to 3.
    fn level(&self, line: &Line) -> Option<usize> {
        let is_heading = line.size >= self.size * HEADING
            && line.text.chars().count() <= LONGEST_HEADING
            && line.text.chars().any(char::is_alphabetic);
        let rank = self.headings.iter().position(|size| line.size > size - 0.3);
        is_heading.then(|| rank.map_or(3, |rank| (rank + 1).min(3)))
    }
}

/// A line of a column: spans beside each other.
#[derive(Clone, Debug)]
struct Line {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    text: String,
    /// The parts of a line that gaps part: the cells of a table.
    cells: usize,
}

/// The text of a page, with empty lines between paragraphs.
pub fn text(mut spans: Vec<Span>, setting: &Setting) -> String {
    spans.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut parts = Vec::new();
    read(&spans, 3, setting, &mut parts);
    parts.join("\n\n")
}

/// Reads what stands beside each other as columns where a gap runs down between lines of text; `depth` is how often a column may be parted again.
fn read(spans: &[Span], depth: usize, setting: &Setting, parts: &mut Vec<String>) {
    let Some(bands) = (depth > 0).then(|| columns(spans)).flatten() else {
        parts.extend(paragraphs(&lines(spans), setting));
        return;
    };
    for band in bands {
        match band {
            Band::Whole(spans) => parts.extend(paragraphs(&lines(&spans), setting)),
            Band::Parted(left, right) => {
                read(&left, depth - 1, setting, parts);
                read(&right, depth - 1, setting, parts);
            }
        }
    }
}

enum Band {
    Whole(Vec<Span>),
    Parted(Vec<Span>, Vec<Span>),
}

/// The bands of a page by the gap that parts most of it. `None`: no gap does.
fn columns(spans: &[Span]) -> Option<Vec<Band>> {
    let mut starts: Vec<f64> = Vec::new();
    for span in spans {
        if !starts.iter().any(|start| (start - span.left).abs() < 2.0) {
            starts.push(span.left);
        }
    }
    let parted = |at: f64| {
        let bands = bands(spans, at - 1.0);
        let count = |band: &Band| match band {
            Band::Whole(_) => 0,
            Band::Parted(left, right) => left.len() + right.len(),
        };
        (bands.iter().map(count).sum::<usize>(), bands)
    };
    let best = starts.into_iter().map(parted).max_by_key(|(count, _)| *count)?;
    (best.0 > 0).then_some(best.1)
}

/// From the top down: a span across the gap ends a band.
fn bands(spans: &[Span], gap: f64) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut beside: Vec<Span> = Vec::new();
    let mut whole: Vec<Span> = Vec::new();
    let end = |beside: &mut Vec<Span>, whole: &mut Vec<Span>, bands: &mut Vec<Band>| {
        let (left, right): (Vec<Span>, Vec<Span>) =
            std::mem::take(beside).into_iter().partition(|span| span.left < gap);
        if is_column(&left) && is_column(&right) {
            if !whole.is_empty() {
                bands.push(Band::Whole(std::mem::take(whole)));
            }
            bands.push(Band::Parted(left, right));
        } else {
            whole.extend(left);
            whole.extend(right);
        }
    };
    for span in spans {
        if span.left < gap && span.right > gap {
            end(&mut beside, &mut whole, &mut bands);
            whole.push(span.clone());
        } else {
            beside.push(span.clone());
        }
    }
    end(&mut beside, &mut whole, &mut bands);
    if !whole.is_empty() {
        bands.push(Band::Whole(whole));
    }
    bands
}

/// Several lines, most of them as long as those of a text: cells of a table are shorter.
fn is_column(spans: &[Span]) -> bool {
    let long = spans.iter().filter(|span| span.text.chars().count() >= TEXT).count();
    spans.len() >= COLUMN && long * 2 >= spans.len()
}

fn lines(spans: &[Span]) -> Vec<Line> {
    let mut rows: Vec<Vec<&Span>> = Vec::new();
    let mut spans: Vec<&Span> = spans.iter().collect();
    spans.sort_by(|a, b| a.y.total_cmp(&b.y));
    for span in spans {
        let row = rows.last_mut().filter(|row| {
            row.first().is_some_and(|first| {
                (first.y - span.y).abs() <= first.size.max(span.size) * ON_A_LINE
            })
        });
        match row {
            Some(row) => row.push(span),
            None => rows.push(vec![span]),
        }
    }
    rows.into_iter().map(line).collect()
}

fn line(mut row: Vec<&Span>) -> Line {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut cells = 1;
    let mut text = String::new();
    let mut end: Option<f64> = None;
    for span in &row {
        if let Some(end) = end {
            cells += usize::from(span.left - end > span.size * 1.5);
            if span.left - end > span.size * 0.1 {
                text.push(' ');
            }
        }
        text.push_str(&span.text);
        end = Some(span.right);
    }
    let of = |length: fn(&Span) -> f64| row.iter().map(move |span| length(span));
    Line {
        left: of(|span| span.left).fold(f64::INFINITY, f64::min),
        right: of(|span| span.right).fold(0.0, f64::max),
        y: of(|span| span.y).fold(f64::INFINITY, f64::min),
        size: of(|span| span.size).fold(0.0, f64::max),
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        cells,
    }
}

fn paragraphs(lines: &[Line], setting: &Setting) -> Vec<String> {
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(0.0, f64::max);
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let level = setting.level(line);
        match before.zip(parts.last_mut()) {
            Some((before, part)) if goes_on(before, line, left, right) => {
                if begins_row(&line.text) || before.cells > 1 || line.cells > 1 {
                    part.push('\n');
                    part.push_str(&line.text);
                } else {
                    joined(part, &line.text);
                }
            }
            _ => {
                let marks = level.map(|level| format!("{} ", "#".repeat(level)));
                parts.push(format!("{}{}", marks.unwrap_or_default(), line.text));
            }
        }
        before = Some(line);
    }
    parts
}

/// Whether a line is of the same paragraph, list or table as the one before it.
fn goes_on(before: &Line, line: &Line, left: f64, right: f64) -> bool {
    let is_same_size = (before.size - line.size).abs() <= before.size * 0.08;
    let is_near = line.y - before.y <= before.size.max(line.size) * FARTHEST;
    let ends_sentence = before.text.ends_with(['.', '!', '?', ':']);
    let is_short = before.right < left + (right - left) * 0.75;
    let is_indented = line.left > before.left + line.size * 0.8 && before.left <= left + 1.0;
    // The first line of a paragraph may stand farther in, and so may all of a row of a list after its mark.
    let begins = ends_sentence && (is_short || is_indented) && !begins_row(&line.text);
    is_same_size && is_near && !begins
}

//! A PDF's text.

mod layout;
mod spans;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use chrono::NaiveDate;
use pdf_extract::Document;
use regex::Regex;

use super::dates;
use super::pattern::regex;
use layout::Setting;
use spans::{Span, Spans};

/// Why a PDF gives no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    #[error("PDF-filen är skadad eller låst")]
    Unreadable,
    #[error("PDF-filen har ingen text, bara bilder")]
    NoText,
}

/// The title that the file gives itself, and its text with empty lines between paragraphs.
pub struct Pdf {
    pub title: Option<String>,
    pub text: String,
    /// The pages that could not be read, counted from 1.
    pub left_out: Vec<u32>,
    /// When a program wrote the file, as it says: last, and first.
    pub written: Vec<NaiveDate>,
}

/// Reads a PDF. A damaged one makes the crate panic here and there: that is caught. A page that cannot be read is left out, and named.
pub fn read(bytes: &[u8]) -> Result<Pdf, PdfError> {
    let opened = catch_unwind(AssertUnwindSafe(|| open(bytes)));
    let document = opened.ok().flatten().ok_or(PdfError::Unreadable)?;
    let numbers: Vec<u32> =
        catch_unwind(AssertUnwindSafe(|| document.get_pages().into_keys().collect()))
            .map_err(|_| PdfError::Unreadable)?;
    let mut left_out = Vec::new();
    let mut pages: Vec<Vec<Span>> = Vec::new();
    for number in numbers {
        match page(&document, number) {
            Some(page) => pages.push(page),
            None => left_out.push(number),
        }
    }
    if pages.is_empty() {
        return Err(PdfError::Unreadable);
    }
    let text = whole(pages);
    if !text.chars().any(char::is_alphabetic) {
        return Err(PdfError::NoText);
    }
    let info = |key: &[u8]| catch_unwind(AssertUnwindSafe(|| info(&document, key))).ok().flatten();
    let written = [b"ModDate".as_slice(), b"CreationDate"].into_iter().filter_map(info);
    Ok(Pdf {
        title: info(b"Title").and_then(|title| usable(&title)),
        text,
        left_out,
        written: written.filter_map(|written| day(&written)).collect(),
    })
}

fn open(bytes: &[u8]) -> Option<Document> {
    let mut document = Document::load_mem(bytes).ok()?;
    // Many are locked against changes only, and open without a password.
    if document.is_encrypted() {
        document.decrypt("").ok()?;
    }
    Some(document)
}

fn page(document: &Document, number: u32) -> Option<Vec<Span>> {
    let read = || {
        let mut spans = Spans::default();
        pdf_extract::output_doc_page(document, &mut spans, number).ok()?;
        Some(spans.into_spans())
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Pages one after the other, without the lines at their edges that stand on most of them: the document's name, the page's number.
fn whole(pages: Vec<Vec<Span>>) -> String {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let mut lines: Vec<String> =
            at_edges(page).into_iter().map(|at| without_numbers(&page[at].text)).collect();
        lines.sort();
        lines.dedup();
        lines.into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    }
    let several = pages.len() > 1;
    let is_repeated = |line: &str| {
        counts
            .get(&without_numbers(line))
            .is_some_and(|count| several && count * 2 > pages.len() && *count > 1)
    };
    let kept: Vec<Vec<Span>> = pages
        .iter()
        .map(|page| {
            let edges = at_edges(page);
            let is_left = |(at, span): &(usize, &Span)| {
                !(edges.contains(at)
                    && (is_repeated(&span.text) || (several && is_page_number(&span.text))))
            };
            page.iter().enumerate().filter(is_left).map(|(_, span)| span.clone()).collect()
        })
        .collect();
    let setting = Setting::of(&kept);
    let texts = kept.into_iter().map(|page| layout::text(page, &setting));
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The spans of the two outermost lines at the top and at the bottom.
fn at_edges(page: &[Span]) -> Vec<usize> {
    let mut heights: Vec<f64> = page.iter().map(|span| span.y).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let Some(last) = heights.len().checked_sub(1) else { return Vec::new() };
    let (top, bottom) = (heights[1.min(last)], heights[last.saturating_sub(1)]);
    let is_edge = |span: &Span| span.y < top + 3.0 || span.y > bottom - 3.0;
    page.iter().enumerate().filter(|(_, span)| is_edge(span)).map(|(at, _)| at).collect()
}

fn is_page_number(line: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)^\W*(sid(a|an)?|s|page)?\W*\d{1,3}(\W*(av|of|/|\()\W*\d{1,3}\W*)?\W*$")
    });
    NUMBER.is_match(line)
}

/// "Sida 3 (12)" is the same on every page.
fn without_numbers(line: &str) -> String {
    line.trim()
        .chars()
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect::<String>()
        .replace("##", "#")
}

/// What the file says of itself under a key.
fn info(document: &Document, key: &[u8]) -> Option<String> {
    let info = document.trailer.get(b"Info").ok()?.as_reference().ok()?;
    let value = document.get_dictionary(info).ok()?.get(key).ok()?;
    Some(decoded(value.as_str().ok()?))
}

/// `D:20260314101500+01'00'` (ISO 32000-1, 7.9.4).
fn day(written: &str) -> Option<NaiveDate> {
    let digits = written.trim_start_matches("D:");
    dates::date(digits.get(..8)?)
}

fn usable(title: &str) -> Option<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // Programs put the file's name there, or nothing of use.
    let lower = title.to_lowercase();
    let is_file =
        [".doc", ".docx", ".pdf", ".indd", ".xls", ".ppt"].iter().any(|end| lower.contains(end));
    let is_name = lower.starts_with("microsoft ")
        || ["untitled", "anonymous", "unspecified", "namnlös", "dokument1"]
            .contains(&lower.trim_matches(['(', ')']))
        || title.contains('_')
        || !title.contains(char::is_alphabetic);
    (!is_file && !is_name && title.chars().count() <= 150).then_some(title)
}

/// A text string of PDF: UTF-16 or UTF-8 with a mark, or else nearly Latin-1 (ISO 32000-1, 7.9.2.2).
fn decoded(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned()
        }
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Span> {
        let span = |(at, text): (usize, &&str)| Span {
            left: 60.0,
            right: 60.0 + 6.0 * text.chars().count() as f64,
            y: 40.0 * (at + 1) as f64,
            size: 12.0,
            text: (*text).to_owned(),
        };
        lines.iter().enumerate().map(span).collect()
    }

    #[test]
    fn what_stands_at_the_edge_of_every_page_is_left_out() {
        let pages = vec![
            page(&["Taxa 2026", "Avgiften är 100 kr.", "75", "Moms ingår.", "Sida 1 (3)"]),
            page(&["Taxa 2026", "Den höjs inte.", "2"]),
            page(&["Taxa 2026", "Taxan gäller ett år.", "Sida 3 (3)"]),
        ];
        assert_eq!(
            whole(pages),
            "Avgiften är 100 kr.\n\n75\n\nMoms ingår.\n\nDen höjs inte.\n\nTaxan gäller ett år."
        );
    }

    #[test]
    fn a_file_says_when_it_was_written() {
        assert_eq!(day("D:20260314101500+01'00'"), "2026-03-14".parse().ok());
        assert_eq!(day("D:2026"), None);
        assert_eq!(day("i går, någon gång"), None);
    }

    #[test]
    fn what_is_no_pdf_is_told() {
        for bytes in [
            b"".as_slice(),
            b"%PDF-1.4",
            b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>",
            b"hej",
        ] {
            assert!(read(bytes).is_err());
        }
    }
}

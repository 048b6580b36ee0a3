//! A PDF's text.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::text::unwrapped;

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
}

/// Reads a PDF. A damaged one makes the crate panic here and there: that is caught.
pub fn read(bytes: &[u8]) -> Result<Pdf, PdfError> {
    let pages =
        catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem_by_pages(bytes)));
    let pages = pages.map_err(|_| PdfError::Unreadable)?.map_err(|_| PdfError::Unreadable)?;
    let text = joined(&pages);
    if !text.chars().any(char::is_alphabetic) {
        return Err(PdfError::NoText);
    }
    let title = catch_unwind(AssertUnwindSafe(|| title(bytes))).ok().flatten();
    Ok(Pdf { title, text })
}

/// Pages one after the other, without the lines at their edges that stand on most of them: the document's name, the page's number.
fn joined(pages: &[String]) -> String {
    let edges = |page: &str| -> Vec<String> {
        let lines: Vec<&str> =
            page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let count = lines.len();
        lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at < 2 || at + 2 >= count)
            .map(|(_, line)| without_numbers(line))
            .collect()
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let mut lines = edges(page);
        lines.sort();
        lines.dedup();
        lines.into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    }
    let is_repeated = |line: &str| {
        pages.len() > 1
            && counts
                .get(&without_numbers(line))
                .is_some_and(|count| count * 2 > pages.len() && *count > 1)
    };
    let kept = pages.iter().map(|page| {
        let at_edge = edges(page);
        let lines = page.lines().map(str::trim).filter(|line| {
            let is_number = line.chars().all(|c| c.is_ascii_digit()) && !line.is_empty();
            !(is_number || (is_repeated(line) && at_edge.contains(&without_numbers(line))))
        });
        unwrapped(&lines.collect::<Vec<_>>().join("\n")).trim().to_owned()
    });
    kept.filter(|page| !page.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// "Sida 3 (12)" is the same on every page.
fn without_numbers(line: &str) -> String {
    line.trim()
        .chars()
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect::<String>()
        .replace("##", "#")
}

fn title(bytes: &[u8]) -> Option<String> {
    let document = pdf_extract::Document::load_mem(bytes).ok()?;
    let info = document.trailer.get(b"Info").ok()?.as_reference().ok()?;
    let title = document.get_dictionary(info).ok()?.get(b"Title").ok()?;
    let title = decoded(title.as_str().ok()?);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    // Programs put the file's name there.
    let is_file = [".doc", ".docx", ".pdf", ".indd", ".xls", ".ppt"]
        .iter()
        .any(|end| title.to_lowercase().contains(end));
    let is_name = title.starts_with("Microsoft ")
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

    #[test]
    fn what_stands_at_the_edge_of_every_page_is_left_out() {
        let page = |number: u8, text: &str| format!("Taxa 2026\n\n{text}\n\nSida {number} (3)\n");
        let pages = [
            page(1, "Avgiften är 100 kr."),
            page(2, "Den höjs inte."),
            page(3, "Taxan gäller ett år."),
        ];
        assert_eq!(joined(&pages), "Avgiften är 100 kr.\n\nDen höjs inte.\n\nTaxan gäller ett år.");
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

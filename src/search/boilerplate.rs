//! Paragraphs that stand on many pages of a site (a cookie notice, "Hjälpte informationen dig?") say nothing of any of them.

use std::collections::HashMap;
use std::ops::Range;

use super::document::Document;

/// A paragraph is boilerplate if so many documents have it, and at least one in so many of all. Pages on one subject share a
/// paragraph with a few neighbours, and there it tells something.
const DOCUMENTS: usize = 5;
const ONE_IN: usize = 20;

/// Leaves such paragraphs out of what is searched.
pub fn leave_out_boilerplate(documents: &mut [Document]) {
    let mut having: HashMap<String, usize> = HashMap::new();
    for document in documents.iter() {
        let mut own: Vec<String> =
            paragraphs(&document.body).map(|range| words(&document.body[range])).collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|paragraph| *having.entry(paragraph).or_default() += 1);
    }
    let enough = DOCUMENTS.max(documents.len().div_ceil(ONE_IN));
    having.retain(|_, count| *count >= enough);
    if having.is_empty() {
        return;
    }
    for document in documents {
        let body = &document.body;
        document.left_out = paragraphs(body)
            .filter(|range| having.contains_key(&words(&body[range.clone()])))
            .collect();
    }
}

/// Paragraphs with the blank line after them; a heading stays, for it divides sections.
fn paragraphs(body: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    body.split_inclusive("\n\n")
        .map(move |paragraph| {
            let from = at;
            at += paragraph.len();
            (paragraph, from..at)
        })
        .filter(|(paragraph, _)| !paragraph.trim().is_empty() && !paragraph.starts_with('#'))
        .map(|(_, range)| range)
}

/// Where the lines break makes no other text of a paragraph.
fn words(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str = "Vi använder\nkakor.\n\n";

    fn left_out(pages: usize, with_notice: usize) -> Vec<String> {
        let mut documents: Vec<Document> = (0..pages)
            .map(|n| {
                let notice = if n < with_notice { NOTICE } else { "" };
                Document {
                    body: format!("Sida {n} om något.\n\n{notice}Slutet på sida {n}."),
                    ..Document::default()
                }
            })
            .collect();
        leave_out_boilerplate(&mut documents);
        let texts = documents.iter().flat_map(|document| {
            document.left_out.iter().map(|range| document.body[range.clone()].to_owned())
        });
        texts.collect()
    }

    #[test]
    fn a_paragraph_on_many_pages_is_left_out_of_all_of_them() {
        let check = |pages, with_notice, expected: usize| {
            assert_eq!(
                left_out(pages, with_notice),
                vec![NOTICE; expected],
                "{with_notice} of {pages}"
            );
        };
        check(10, 4, 0);
        check(10, 5, 5);
        check(200, 9, 0);
        check(200, 10, 10);
        check(0, 0, 0);
    }
}

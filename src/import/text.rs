//! Plain text → blocks: a page saved as text, and the pages of a PDF.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{self, Block, BlockKind};
use super::dates::{self, Stated};
use super::pattern::regex;
use super::phrases;

/// A text that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// What a file says: one text, or an opening and the texts that it introduces.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    pub stated: Vec<Stated>,
    pub first: Text,
    pub others: Vec<Text>,
}

/// Longer lines are no headings.
const HEADING: usize = 80;

static LIST_MARK: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:[-•*–·▪●o]|\d{1,2}[.)])\s+"));

/// Reads a text whose paragraphs are separated by empty lines. `known` are details that stand in `contact.toml`: in a collection they are left there.
pub fn read(text: &str, known: &[String]) -> Texts {
    let text = text.replace("\r\n", "\n").replace(['\u{feff}', '\u{ad}'], "");
    let stated = dates::stated(text.lines().map(str::trim).filter(|line| !line.is_empty()));
    let blocks = without_clutter(paragraphs(&text));
    let mut blocks = blocks.into_iter().peekable();
    let title = match blocks.peek() {
        Some(first) if first.level().is_some() => {
            blocks.next().map(|block| block.text).unwrap_or_default()
        }
        Some(first) => first.text.lines().next().unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let blocks: Vec<Block> = blocks.collect();
    match collection(&blocks) {
        Some(opening) => {
            let others = split(&blocks[opening..], known);
            Texts { stated, first: Text { title, blocks: blocks[..opening].to_vec() }, others }
        }
        None => Texts {
            stated,
            first: Text { title, blocks: block::without_empty_headings(blocks) },
            others: Vec::new(),
        },
    }
}

/// How many blocks open a collection: "Våra fokusområden:" and then nothing but headings with a text each.
fn collection(blocks: &[Block]) -> Option<usize> {
    let opening = blocks.iter().position(|block| block.level().is_some())?;
    let introduces = blocks[..opening].last().is_some_and(|last| {
        last.kind == BlockKind::Paragraph
            && last.text.ends_with(':')
            && last.text.chars().count() <= HEADING
    });
    let headings = blocks[opening..].iter().filter(|block| block.level().is_some()).count();
    (introduces && headings >= 2).then_some(opening)
}

fn split(blocks: &[Block], known: &[String]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for block in blocks {
        match block.level() {
            Some(_) => texts.push(Text { title: block.text.clone(), blocks: Vec::new() }),
            None => {
                if let Some(text) = texts.last_mut().filter(|_| !is_known(&block.text, known)) {
                    text.blocks.push(block.clone());
                }
            }
        }
    }
    texts.retain(|text| !text.blocks.is_empty() && !phrases::is_related(&text.title));
    texts
}

/// Every line is a detail that is known, or the label above one.
fn is_known(paragraph: &str, known: &[String]) -> bool {
    const LABELS: [&str; 8] = [
        "besöksadress",
        "postadress",
        "telefon",
        "e-post",
        "öppettider",
        "adress",
        "kontakt",
        "hitta till oss",
    ];
    let says = |line: &str| {
        let line = line.to_lowercase();
        LABELS.contains(&line.trim_end_matches(':'))
            || known.iter().any(|known| line.contains(&known.to_lowercase()))
    };
    let hours = || paragraph.to_lowercase().starts_with("öppettider");
    !known.is_empty() && (hours() || paragraph.lines().all(says))
}

fn without_clutter(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept = Vec::new();
    for mut block in blocks {
        let lines: Vec<&str> =
            block.text.lines().filter(|line| !phrases::is_clutter(line)).collect();
        let text = lines.join("\n");
        let is_date = block.text.lines().count() == 1
            && dates::date(&text).is_some()
            && block::letters(&text) < 24;
        if !text.is_empty() && !is_date && !phrases::is_related(&text) {
            block.text = text;
            kept.push(block);
        }
    }
    kept
}

fn paragraphs(text: &str) -> Vec<Block> {
    let mut groups: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match groups.last_mut() {
            Some(group) if !line.is_empty() => group.push(line),
            _ => groups.push(Vec::new()),
        }
    }
    groups.retain(|group| !group.is_empty());
    let count = groups.len();
    groups.iter().enumerate().flat_map(|(at, group)| block_of(group, at + 1 == count)).collect()
}

fn block_of(lines: &[&str], is_last: bool) -> Vec<Block> {
    let [first, rest @ ..] = lines else { return Vec::new() };
    if let Some(heading) = crate::language::words::heading(first) {
        let level = first.len() - first.trim_start_matches('#').len();
        let mut blocks = vec![Block::new(BlockKind::Heading(level as u8), heading.to_owned())];
        blocks.extend(block_of(rest, is_last));
        return blocks;
    }
    if lines.iter().all(|line| LIST_MARK.is_match(line)) {
        let rows: Vec<String> = lines.iter().map(|line| row(line)).collect();
        return vec![Block::new(BlockKind::List, rows.join("\n"))];
    }
    if rest.is_empty() && !is_last && is_heading(first) {
        return vec![Block::new(BlockKind::Heading(2), (*first).to_owned())];
    }
    vec![Block::new(BlockKind::Paragraph, lines.join("\n"))]
}

/// A bullet of any kind is written as one; a number stays.
fn row(line: &str) -> String {
    if line.starts_with(|c: char| c.is_ascii_digit()) {
        return line.to_owned();
    }
    format!("- {}", LIST_MARK.replace(line, ""))
}

/// A short line by itself that ends no sentence and begins like a name.
fn is_heading(line: &str) -> bool {
    let begins = line.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    begins
        && line.chars().count() <= HEADING
        && line.chars().any(char::is_alphabetic)
        && !line.ends_with(['.', ':', ',', ';', '?', '!'])
        && line.chars().filter(char::is_ascii_digit).count() * 3 <= line.chars().count()
        && !line.contains('@')
}

/// Whether a line begins a row of a list.
pub fn begins_row(line: &str) -> bool {
    LIST_MARK.is_match(line)
}

/// Adds a line that was broken by its width only. A word divided at the line's end is one again; "e-tjänst" and "för- och eftermiddag" keep their hyphen.
pub fn joined(text: &mut String, next: &str) {
    if text.ends_with('\u{ad}') {
        text.pop();
    } else if text.ends_with(['-', '\u{2010}']) {
        let word = text.trim_end_matches(['-', '\u{2010}']);
        let part = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_and = ["och ", "eller ", "samt "].iter().any(|word| next.starts_with(word));
        let is_divided = part.ends_with(char::is_lowercase)
            && part.chars().count() > 1
            && next.starts_with(char::is_lowercase);
        if is_and || part.is_empty() {
            text.push(' ');
        } else if is_divided {
            text.truncate(word.len());
        }
    } else {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_saved_as_text_is_one_text_with_its_headings() {
        let texts = read(
            "Vinlunda kommuns logga\nLyssna på sidan Lyssna\n\nSophämtning\n\nVi hämtar sopor.\n\nAvgifter\n\n- 190 liter: 1 250 kr\n• 370 liter: 2 100 kr\n\nSidan uppdaterades 14 mars 2026\n",
            &[],
        );
        assert_eq!(texts.first.title, "Sophämtning");
        assert_eq!(
            block::body(&texts.first.blocks),
            "Vi hämtar sopor.\n\n## Avgifter\n\n- 190 liter: 1 250 kr\n- 370 liter: 2 100 kr"
        );
        let stated = Stated::until("2026-03-14".parse().unwrap(), &texts.stated);
        assert_eq!(stated.updated, "2026-03-14".parse().ok());
        assert!(texts.others.is_empty());
    }

    #[test]
    fn lines_broken_by_width_are_whole_again() {
        let check = |line: &str, next: &str, expected: &str| {
            let mut text = line.to_owned();
            joined(&mut text, next);
            assert_eq!(text, expected);
        };
        check("Avgiften be-", "stäms av nämnden.", "Avgiften bestäms av nämnden.");
        check("Avgiften be\u{ad}", "stäms", "Avgiften bestäms");
        check("Avgiften be\u{2010}", "stäms", "Avgiften bestäms");
        check("Använd vår e-", "tjänst", "Använd vår e-tjänst");
        check("på för-", "och eftermiddagen", "på för- och eftermiddagen");
        check("linjen Ale-", "Göteborg", "linjen Ale-Göteborg");
        check("mellan 10 -", "12 grader", "mellan 10 - 12 grader");
        check("Vi hämtar", "sopor.", "Vi hämtar sopor.");
    }
}

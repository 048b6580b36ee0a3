//! A text's parts, in order: what a page, a PDF and a plain text all come to before they are an article.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// 1 to 6; 1 is the page's own title.
    Heading(u8),
    Paragraph,
    List,
    Table,
}

/// One part, as it stands in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    /// Markdown without marks inside a line: the words are the page's own, letter for letter.
    pub text: String,
    /// How many characters of the text stand in links.
    pub linked: usize,
    /// Nothing but links to places on the same page.
    pub is_contents: bool,
}

impl Block {
    pub fn new(kind: BlockKind, text: String) -> Self {
        Block { kind, text, linked: 0, is_contents: false }
    }

    pub fn level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading(level) => Some(level),
            BlockKind::Paragraph | BlockKind::List | BlockKind::Table => None,
        }
    }

    /// Nearly all of it is links: a menu, a list of related pages.
    pub fn is_links(&self) -> bool {
        // The address of an e-service, written beside its words, is none of them.
        let said: usize = self
            .text
            .lines()
            .map(|line| letters(line.split(" → http").next().unwrap_or(line)))
            .sum();
        self.linked > 0 && self.linked * 5 >= said * 4
    }
}

/// The characters that are no blanks and no marks of a list.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The article's text: blocks with an empty line between, headings from the second level.
pub fn body(blocks: &[Block]) -> String {
    let written = blocks.iter().map(|block| match block.kind {
        BlockKind::Heading(level) => {
            format!("{} {}", "#".repeat(usize::from(level.clamp(2, 6))), block.text)
        }
        BlockKind::Paragraph | BlockKind::List | BlockKind::Table => block.text.clone(),
    });
    written.collect::<Vec<_>>().join("\n\n")
}

/// A heading with nothing below it says nothing; of two in a row the first one stays only if it is above the second.
pub fn without_empty_headings(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.into_iter().rev() {
        let is_empty = block.level().is_some_and(|level| match kept.last() {
            None => true,
            Some(next) => next.level().is_some_and(|next| next <= level),
        });
        if !is_empty {
            kept.push(block);
        }
    }
    kept.reverse();
    kept
}

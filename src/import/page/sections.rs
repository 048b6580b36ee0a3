//! Which of the blocks inside a page's content are content.

use crate::import::block::{self, Block};
use crate::import::phrases;

/// Without the title, controls, facts of the page itself, tables of contents, and sections of links to other pages.
pub fn content(blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let same = |text: &str| {
        text.eq_ignore_ascii_case(title) || text.to_lowercase() == title.to_lowercase()
    };
    let mut title_seen = false;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let is_title = !title_seen && block.level().is_some() && same(&block.text);
        title_seen |= is_title;
        if is_title || block.is_contents || is_clutter(&block) {
            continue;
        }
        kept.push(block);
    }
    let kept = block::without_empty_headings(without_related(kept));
    levelled(kept)
}

fn is_clutter(block: &Block) -> bool {
    block.text.lines().all(phrases::is_clutter)
}

/// Leaves out the sections under "Relaterad information" and the like: all that is links there, or little else.
fn without_related(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let end = blocks[at..].iter().skip(1).position(|next| next.level().is_some());
        let end = end.map_or(blocks.len(), |length| at + 1 + length);
        let below = &blocks[at + 1..end];
        let heads = block.level().is_some() || is_label(block);
        let links_only = !below.is_empty() && below.iter().all(Block::is_links);
        if heads
            && phrases::is_related(&block.text)
            && (links_only || below.is_empty() || is_mostly_links(below))
        {
            at = after_cards(&blocks, at, end);
        } else if heads && phrases::is_more(&block.text) && links_only {
            at = end;
        } else if heads
            && phrases::is_more(&block.text)
            && block.level().is_none()
            && below.first().is_some_and(Block::is_links)
        {
            at += 2;
        } else {
            kept.push(block.clone());
            at += 1;
        }
    }
    kept
}

/// A line that is used as a heading: "Läs mer:".
fn is_label(block: &Block) -> bool {
    block.text.chars().count() <= 60 && !block.text.contains('\n') && block.linked == 0
}

fn is_mostly_links(blocks: &[Block]) -> bool {
    let all: usize = blocks.iter().map(|block| block::letters(&block.text)).sum();
    let linked: usize = blocks.iter().map(|block| block.linked).sum();
    linked * 10 >= all * 4
}

/// Below a heading for related pages come cards, each with a deeper heading that is a link.
fn after_cards(blocks: &[Block], heading: usize, mut end: usize) -> usize {
    let level = blocks[heading].level().unwrap_or(6);
    while let Some(card) =
        blocks.get(end).filter(|card| card.level().is_some_and(|it| it > level) && card.is_links())
    {
        debug_assert!(card.level().is_some());
        let next = blocks[end..].iter().skip(1).position(|next| next.level().is_some());
        end = next.map_or(blocks.len(), |length| end + 1 + length);
    }
    end
}

/// The outermost heading inside a text is of the second level: the first is the title's.
fn levelled(mut blocks: Vec<Block>) -> Vec<Block> {
    use crate::import::block::BlockKind;
    for block in &mut blocks {
        if let BlockKind::Heading(1) = block.kind {
            block.kind = BlockKind::Heading(2);
        }
    }
    blocks
}

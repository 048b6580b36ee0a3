//! Which of the blocks inside a page's content are content.

use crate::import::block::{self, Block, BlockKind};
use crate::import::phrases;

/// Without the title, controls, facts of the page itself, tables of contents, and sections of links to other pages.
pub fn content(blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let same = |text: &str| text.to_lowercase() == title.to_lowercase();
    let is_about_site = phrases::is_about_site(title);
    let title_at = blocks.iter().position(|block| block.level().is_some() && same(&block.text));
    let begins = beginning(&blocks, title_at);
    let mut last = None;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        // Above the title stand ways to other pages.
        let is_way = title_at.is_some_and(|title| at < title) && block.is_links();
        let follows_kept = at > 0 && last == Some(at - 1);
        let said = Said {
            block,
            above: kept.last().filter(|_| follows_kept),
            below: blocks.get(at + 1),
            is_about_site,
        };
        if at < begins || title_at == Some(at) || is_way || block.is_contents || said.is_clutter() {
            continue;
        }
        kept.push(said.without_facts());
        last = Some(at);
    }
    let kept = without_related(kept);
    levelled(block::without_empty_headings(with_cards_as_rows(kept)))
}

/// Above the page's own heading stand notices of the site's, unless most of the text does.
fn beginning(blocks: &[Block], title_at: Option<usize>) -> usize {
    let said = |blocks: &[Block]| blocks.iter().map(|block| block::letters(&block.text)).sum();
    let Some(at) = title_at.filter(|at| blocks[*at].level() == Some(1)) else { return 0 };
    let (above, below): (usize, usize) = (said(&blocks[..at]), said(&blocks[at..]));
    if above < below { at } else { 0 }
}

/// A block between its neighbours.
struct Said<'a> {
    block: &'a Block,
    /// The block just above, if that is content.
    above: Option<&'a Block>,
    below: Option<&'a Block>,
    is_about_site: bool,
}

impl Said<'_> {
    fn is_clutter(&self) -> bool {
        let is_way_back = |line: &str| self.block.is_links() && phrases::is_way_back(line);
        let mut lines = self.block.text.lines();
        lines.all(|line| self.is_clutter_line(line) || is_way_back(line))
            && !self.is_named_below()
            && !self.answers()
    }

    fn is_clutter_line(&self, line: &str) -> bool {
        phrases::is_control(line) || (!self.is_about_site && phrases::says_cookies(line))
    }

    /// A heading, or a label that is no link, of what is said below it.
    fn is_named_below(&self) -> bool {
        let text = &self.block.text;
        let Some(below) = self.below else { return false };
        let is_said = !below.is_links() && !below.text.lines().all(phrases::is_clutter);
        match (self.block.level(), below.level()) {
            (Some(own), Some(other)) => other > own && phrases::is_name(text),
            (Some(_), None) => is_said && phrases::is_name(text),
            // "E-post", and the address below.
            (None, None) => {
                is_said
                    && self.block.linked == 0
                    && phrases::is_label(text)
                    && below.text.contains(|c: char| c == '@' || c.is_ascii_digit())
            }
            (None, Some(_)) => false,
        }
    }

    /// "Nej." below a question that the page itself asks.
    fn answers(&self) -> bool {
        phrases::is_yes_or_no(&self.block.text)
            && self.above.is_some_and(|above| above.level().is_some())
    }

    /// A paragraph of several lines without those that the page says of itself.
    fn without_facts(&self) -> Block {
        let mut block = self.block.clone();
        if block.kind == BlockKind::Paragraph && block.text.contains('\n') {
            let lines = block.text.lines().filter(|line| !phrases::is_page_fact(line));
            block.text = lines.collect::<Vec<_>>().join("\n");
        }
        block
    }
}

/// Headings that are links with nothing below are rows of a list: cards of the pages that a page leads to.
fn with_cards_as_rows(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut after_card = false;
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let next = rest.peek().map(|next| next.level());
        let is_card = block.is_links()
            && block.level().is_some_and(|level| {
                level > 1 && next.is_none_or(|next| next.is_some_and(|next| next <= level))
            });
        if !is_card {
            kept.push(block);
        } else if let Some(list) = kept.last_mut().filter(|_| after_card) {
            list.text.push_str(&format!("\n- {}", block.text));
            list.linked += block.linked;
        } else {
            let text = format!("- {}", block.text);
            kept.push(Block { kind: BlockKind::List, text, ..block });
        }
        after_card = is_card;
    }
    kept
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
        let (is_related, is_more) =
            (phrases::is_related(&block.text), phrases::is_more(&block.text));
        let left_out =
            if heads && is_related && (links_only || below.is_empty() || is_mostly_links(below)) {
                Some(after_cards(&blocks, at, end))
            } else if heads && is_more && links_only {
                Some(end)
            } else if heads
                && is_more
                && block.level().is_none()
                && below.first().is_some_and(Block::is_links)
            {
                Some(at + 2)
            } else {
                None
            };
        match left_out {
            Some(end) => {
                kept.extend(blocks[at + 1..end].iter().filter_map(services));
                at = end;
            }
            None => {
                kept.push(block.clone());
                at += 1;
            }
        }
    }
    kept
}

/// Of a list of links the rows that lead to e-services.
fn services(block: &Block) -> Option<Block> {
    let rows = block.text.lines().filter(|row| row.contains(" → http"));
    let text = rows.collect::<Vec<_>>().join("\n");
    (!text.is_empty() && block.level().is_none()).then(|| Block {
        linked: 0,
        text,
        ..block.clone()
    })
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
    for block in &mut blocks {
        if let BlockKind::Heading(1) = block.kind {
            block.kind = BlockKind::Heading(2);
        }
    }
    blocks
}

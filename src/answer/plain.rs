//! A reply as plain text: what the terminal shows and the machine-readable reply holds.

use crate::model::reply::{Block, Reply};

/// The blocks, an empty line between them; lines that belong together stay together.
pub fn text(reply: &Reply) -> String {
    let mut out = String::new();
    let mut previous: Option<&Block> = None;
    for block in &reply.blocks {
        out.push_str(between(previous, block));
        out.push_str(&block_text(block));
        previous = Some(block);
    }
    out
}

/// What parts a block from the one before it.
pub fn between(previous: Option<&Block>, block: &Block) -> &'static str {
    match previous {
        None => "",
        Some(previous) if is_detail(previous) && is_detail(block) => "\n",
        Some(_) => "\n\n",
    }
}

pub fn block_text(block: &Block) -> String {
    match block {
        Block::Notice(text) | Block::Heading(text) | Block::Text(text) | Block::Note(text) => {
            text.clone()
        }
        Block::Quote(text) => format!("”{text}”"),
        Block::List(rows) => {
            rows.iter().map(|row| format!("• {row}")).collect::<Vec<_>>().join("\n")
        }
        Block::Phone { label, number, .. } => format!("{label}: {number}"),
        Block::Email { label, address } => format!("{label}: {address}"),
        Block::Address { label, lines } => format!("{label}: {}", lines.join(", ")),
        Block::Link { label, url } => format!("{label}: {url}"),
    }
}

fn is_detail(block: &Block) -> bool {
    matches!(
        block,
        Block::Phone { .. } | Block::Email { .. } | Block::Address { .. } | Block::Link { .. }
    )
}

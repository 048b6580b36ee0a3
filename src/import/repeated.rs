//! What stands on so many pages that it belongs to the site rather than to any of them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::block::Block;
use super::pattern::regex;

/// Fewer pages than this tell nothing.
const FEWEST: usize = 5;

/// From so many pages on, what nearly all of them say is the site's, whoever it tells to call: a foot of the page, a notice of a burst pipe.
const MANY: usize = 20;

/// Who to call or write to is content, if it stands on fewer pages than that.
static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\S@\S+\.\S|\b0\d{1,3}[-–/ ]?\d{2,3}[ ]?\d{2}|\b\d{3} ?\d{2} [A-ZÅÄÖ]|→ http")
});

/// How often each block stands on the pages of a source.
#[derive(Clone, Debug, Default)]
pub struct Repeated {
    counts: HashMap<u32, usize>,
    pages: usize,
}

impl Repeated {
    /// Counts the blocks of one more page.
    pub fn count(&mut self, fingerprints: impl IntoIterator<Item = u32>) {
        self.pages += 1;
        let own: HashSet<u32> = fingerprints.into_iter().collect();
        own.into_iter().for_each(|print| *self.counts.entry(print).or_default() += 1);
    }

    /// Whether a block stands on at least half of the pages, or on nearly all.
    pub fn has(&self, block: &Block) -> bool {
        let count = self.counts.get(&fingerprint(&block.text)).copied().unwrap_or_default();
        let is_on_all = self.pages >= MANY && count * 5 >= self.pages * 4;
        block.level().is_none()
            && count >= FEWEST
            && count * 2 >= self.pages
            && (is_on_all || !CONTACT.is_match(&block.text))
    }
}

pub fn fingerprint(text: &str) -> u32 {
    let hash = blake3::hash(text.trim().as_bytes());
    let [a, b, c, d, ..] = *hash.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

/// Of every block that may be repeated.
pub fn fingerprints(blocks: &[Block]) -> Vec<u32> {
    let texts = blocks.iter().filter(|block| block.level().is_none());
    texts.map(|block| fingerprint(&block.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::BlockKind;

    #[test]
    fn what_half_of_the_pages_say_is_the_sites_and_contact_details_are_not() {
        let paragraph = |text: &str| Block::new(BlockKind::Paragraph, text.to_owned());
        let mut repeated = Repeated::default();
        for page in 0..10 {
            let mut blocks =
                vec![paragraph(&format!("Sida {page}")), paragraph("Ring 0123-45 00 00.")];
            if page % 2 == 0 {
                blocks.push(paragraph("Vattnet är avstängt i dag."));
            }
            if page < 4 {
                blocks.push(paragraph("Avgiften är 100 kr."));
            }
            repeated.count(fingerprints(&blocks));
        }
        assert!(repeated.has(&paragraph("Vattnet är avstängt i dag.")));
        for content in ["Avgiften är 100 kr.", "Sida 1", "Ring 0123-45 00 00."] {
            assert!(!repeated.has(&paragraph(content)), "{content}");
        }
    }

    #[test]
    fn a_number_to_call_that_nearly_all_of_many_pages_give_is_the_sites() {
        let paragraph = |text: &str| Block::new(BlockKind::Paragraph, text.to_owned());
        let mut repeated = Repeated::default();
        for page in 0..30 {
            let mut blocks = vec![paragraph("Vattenläcka. Ring 0123-45 00 00.")];
            if page % 2 == 0 {
                blocks.push(paragraph("Bygglovsenheten, 0123-45 11 11"));
            }
            repeated.count(fingerprints(&blocks));
        }
        assert!(repeated.has(&paragraph("Vattenläcka. Ring 0123-45 00 00.")));
        assert!(!repeated.has(&paragraph("Bygglovsenheten, 0123-45 11 11")));
    }
}

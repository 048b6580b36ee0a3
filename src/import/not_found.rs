//! What a site shows where there is no page: asked for once, at an address that cannot exist, so that the same is known again where a server calls it a page.

use std::collections::HashSet;

use url::Url;

use super::address;
use super::draft::Draft;

/// The site's page for addresses that do not exist.
#[derive(Clone, Debug)]
pub struct NotFound {
    title: String,
    /// Its texts, without the address that was asked for.
    texts: HashSet<String>,
    /// Where it sends on to.
    landed: Option<Url>,
}

/// An address below a folder that nobody has made.
pub fn impossible(start: &Url, folder: &str) -> Option<Url> {
    let folder = folder.trim_end_matches('/');
    start.join(&format!("{folder}/{:016x}", rand::random::<u64>())).ok()
}

impl NotFound {
    /// By what came of asking for `asked`; none where nothing was shown that could be taken for a page.
    pub fn of(asked: &Url, landed: &Url, draft: Option<&Draft>) -> Option<Self> {
        let landed = Some(address::known_as(landed)).filter(|landed| landed != asked);
        let texts = draft.map(|draft| texts(draft, asked)).unwrap_or_default();
        let title = draft.map(|draft| without(&draft.title, asked)).unwrap_or_default();
        (landed.is_some() || !texts.is_empty()).then_some(NotFound {
            title,
            texts: texts.into_iter().collect(),
            landed,
        })
    }

    /// Whether an address that was asked for ended where impossible ones end.
    pub fn is_there(&self, landed: &Url) -> bool {
        self.landed.as_ref().is_some_and(|own| own.path() == landed.path())
    }

    /// Whether a page is this one: the same title and mostly the same text, or no other text at all.
    pub fn is(&self, draft: &Draft) -> bool {
        let Some(url) = draft.url.as_deref().and_then(|url| Url::parse(url).ok()) else {
            return false;
        };
        let texts = texts(draft, &url);
        let letters =
            |texts: &[&String]| texts.iter().map(|text| text.chars().count()).sum::<usize>();
        let all: Vec<&String> = texts.iter().collect();
        let common: Vec<&String> = texts.iter().filter(|text| self.texts.contains(*text)).collect();
        let (all, common) = (letters(&all), letters(&common));
        let is_same_title = without(&draft.title, &url) == self.title;
        common > 0 && (common == all || (is_same_title && common * 2 >= all))
    }
}

fn texts(draft: &Draft, url: &Url) -> Vec<String> {
    draft.blocks.iter().map(|block| without(&block.text, url)).collect()
}

/// A text without the address of its page: many say which address was not found.
fn without(text: &str, url: &Url) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let mut text = text.replace(url.as_str(), "");
    for part in [url.path(), last] {
        if part.len() > 1 {
            text = text.replace(part, "");
        }
    }
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::{Block, BlockKind};

    fn draft(url: &str, title: &str, texts: &[&str]) -> Draft {
        let block = |text: &&str| Block::new(BlockKind::Paragraph, (*text).to_owned());
        Draft {
            url: Some(url.to_owned()),
            title: title.to_owned(),
            blocks: texts.iter().map(block).collect(),
            ..Draft::default()
        }
    }

    #[test]
    fn the_page_for_no_page_is_known_again_at_any_address() {
        let asked = Url::parse("https://ale.se/00ff00ff00ff00ff").unwrap();
        let shown = draft(
            asked.as_str(),
            "Här tog vägen slut",
            &["Adressen /00ff00ff00ff00ff leder ingenstans.", "Prova menyn eller ring oss."],
        );
        let known = NotFound::of(&asked, &asked, Some(&shown)).unwrap();
        let check = |title: &str, texts: &[&str], expected: bool| {
            let page = draft("https://ale.se/skola", title, texts);
            assert_eq!(known.is(&page), expected, "{title} {texts:?}");
        };
        let hint = "Prova menyn eller ring oss.";
        check("Här tog vägen slut", &["Adressen /skola leder ingenstans.", hint], true);
        check("Här tog vägen slut", &["Adressen /skola leder ingenstans.", hint, "Skola"], true);
        check("Skola", &["Adressen /skola leder ingenstans.", hint], true);
        check("Skola", &["Skolan börjar i augusti.", hint], false);
        check("Här tog vägen slut", &["En vandring längs ån, med karta och bilder.", hint], false);
        check("Skola", &[], false);
    }

    #[test]
    fn an_address_may_also_be_known_by_where_it_ends() {
        let asked = Url::parse("https://ale.se/00ff").unwrap();
        let end = Url::parse("https://ale.se/fel?fran=/00ff").unwrap();
        let known = NotFound::of(&asked, &end, None).unwrap();
        assert!(known.is_there(&Url::parse("https://ale.se/fel?fran=/skola").unwrap()));
        assert!(!known.is_there(&Url::parse("https://ale.se/skola").unwrap()));
        assert!(NotFound::of(&asked, &asked, None).is_none());
    }
}

//! HTML → the page's content, and what it says of itself.
//!
//! Invariant: pure, and the words that come out stand in the page, letter for letter.

mod folding;
mod head;
mod marks;
mod outline;
mod parsing;
mod sections;
mod service;
mod table;
mod writing;

use std::collections::HashSet;

use chrono::NaiveDate;
use scraper::{Html, Selector};
use url::Url;

use super::block::{self, Block, BlockKind};
use super::dates::{self, Stated};
use super::no_page;
use folding::Tabs;
pub use head::Permission;

/// A page, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub title: String,
    /// What the window is called, with the site's name.
    pub window: Option<String>,
    pub section: Vec<String>,
    /// What its lines say of its age, then JSON-LD, then `meta`: what comes first counts, if it can be.
    pub dates: Vec<Stated>,
    /// ISO 639 code that the page declares.
    pub language: Option<String>,
    pub canonical: Option<Url>,
    pub permission: Permission,
    pub blocks: Vec<Block>,
    /// Every address that the page links to and that may be followed.
    pub links: Vec<Url>,
    /// Addresses of the content itself, and documents listed beside it.
    pub content_links: Vec<Link>,
}

/// A link inside the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub url: Url,
    pub text: String,
}

/// Why a page that was served is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPage {
    /// It says that it is not there.
    NotFound,
    /// It says that the site has a bad day.
    OutOfOrder,
    /// No text is left when menus and the like are taken away.
    Empty,
}

/// A page's address where it has none: links are then nowhere.
const NOWHERE: &str = "about:blank";

/// Reads a page; `cut` are selectors for what is no content on this site.
pub fn read(text: &str, address: Option<&Url>, cut: &[Selector]) -> Page {
    let html = parsing::parse(text).unwrap_or_else(|| Html::parse_document(""));
    let heading = head::heading(&html);
    let outline = outline::outline(&html, heading, cut);
    let base = base(&html, address);
    let written = written(&outline, heading, base.as_ref());
    let lines = writing::blocks(html.root_element(), &HashSet::new(), &Tabs::default(), None);
    let timed = outline::all(&html, "time[datetime]").into_iter();
    let timed: Vec<String> = timed
        .filter_map(|time| {
            let around = time.parent().and_then(scraper::ElementRef::wrap).map(head::text_of)?;
            Some(format!("{around} {}", time.attr("datetime")?))
        })
        .collect();
    let mut dates = dates::stated(lines.iter().flat_map(|block| block.text.lines()));
    dates.extend(dates::stated(timed.iter().map(String::as_str)));
    dates.extend(head::dates(&html));
    let title = title(&html, heading, &outline.cut, &written);
    let permission = head::permission(&html);
    let nowhere = Url::parse(NOWHERE).ok();
    let links = base.as_ref().map(|base| links(&html, base)).unwrap_or_default();
    let content_links =
        base.as_ref().map(|base| content_links(&html, &outline, base)).unwrap_or_default();
    Page {
        window: head::window_title(&html),
        section: head::section(&html, &title),
        dates,
        language: head::language(&html),
        canonical: base.as_ref().or(nowhere.as_ref()).and_then(|base| head::canonical(&html, base)),
        permission,
        blocks: sections::content(written, &title),
        links: if permission.nofollow { Vec::new() } else { links },
        content_links: if permission.nofollow { Vec::new() } else { content_links },
        title,
    }
}

/// The blocks of the content, with the introduction that stands beside the title where that is outside.
fn written(
    outline: &outline::Outline<'_>,
    heading: Option<scraper::ElementRef<'_>>,
    base: Option<&Url>,
) -> Vec<Block> {
    /// Letters of the shortest introduction.
    const SHORTEST: usize = 20;
    let of = |element| writing::blocks(element, &outline.cut, &outline.tabs, base);
    let title = heading.map(|heading| writing::heading_text(heading, &outline.cut));
    let lead = outline.lead.iter().enumerate().flat_map(|(at, element)| {
        let blocks = of(*element);
        // In the title's own branch, what stands above it is the site's.
        let below = blocks
            .iter()
            .position(|block| block.level().is_some() && Some(&block.text) == title.as_ref());
        let is_title = heading.is_some_and(|heading| heading.id() == element.id());
        let above = below.map_or(if at == 0 && !is_title { blocks.len() } else { 0 }, |at| at + 1);
        blocks.into_iter().skip(above)
    });
    let is_text = |block: &Block| {
        block.kind == BlockKind::Paragraph
            && !block.is_links()
            && block::letters(&block.text) >= SHORTEST
    };
    let mut written: Vec<Block> = lead.filter(is_text).collect();
    written.extend(of(outline.root));
    written
}

/// What the page is called: by its own heading, its window, or else the first heading of its text.
fn title(
    html: &Html,
    heading: Option<scraper::ElementRef<'_>>,
    cut: &HashSet<ego_tree::NodeId>,
    written: &[Block],
) -> String {
    let own = heading.map(|heading| {
        let seen = writing::heading_text(heading, cut);
        if seen.is_empty() { writing::heading_text(heading, &HashSet::new()) } else { seen }
    });
    let first =
        || written.iter().find(|block| block.level().is_some()).map(|block| block.text.clone());
    own.or_else(|| head::title(html)).or_else(first).unwrap_or_default()
}

impl Page {
    /// What the page says of its age; what lies after `today` is a mistake.
    pub fn stated(&self, today: NaiveDate) -> Stated {
        Stated::until(today, &self.dates)
    }

    /// `None`: it is one.
    pub fn is_no_page(&self) -> Option<NoPage> {
        /// A page that says it is not there says little else.
        const SHORT: usize = 900;
        /// Unless its title says it: then it may name other pages to go to.
        const LONG: usize = 4_000;
        let text = block::body(&self.blocks);
        let length = text.chars().count();
        let titles = [Some(self.title.as_str()), self.window.as_deref()];
        let first = self.blocks.iter().take(3).map(|block| block.text.as_str());
        let says = |says: fn(&str) -> bool| {
            (length <= LONG && titles.iter().flatten().any(|title| says(title)))
                || (length <= SHORT
                    && first.clone().any(|text| text.chars().count() <= 200 && says(text)))
        };
        if says(no_page::says_not_found) {
            Some(NoPage::NotFound)
        } else if says(no_page::says_out_of_order)
            || (length <= SHORT && no_page::has_stopped(&self.title, &text))
        {
            Some(NoPage::OutOfOrder)
        } else if text.is_empty() || self.title.is_empty() {
            Some(NoPage::Empty)
        } else {
            None
        }
    }
}

fn base(html: &Html, address: Option<&Url>) -> Option<Url> {
    let address = address?;
    let named = outline::all(html, "base[href]").into_iter().next();
    let named = named.and_then(|base| address.join(base.attr("href")?.trim()).ok());
    Some(named.unwrap_or_else(|| address.clone()))
}

fn links(html: &Html, base: &Url) -> Vec<Url> {
    let anchors = outline::all(html, "a[href], area[href]").into_iter();
    let followed = anchors.filter(|a| !a.attr("rel").unwrap_or_default().contains("nofollow"));
    followed.filter_map(|a| followable(base, a)).collect()
}

/// Where an anchor leads, if that is a page: not what a script or a mail program would do.
fn followable(base: &Url, anchor: scraper::ElementRef<'_>) -> Option<Url> {
    let url = base.join(anchor.attr("href")?.trim()).ok()?;
    matches!(url.scheme(), "http" | "https" | "file").then_some(url)
}

fn content_links(html: &Html, outline: &outline::Outline<'_>, base: &Url) -> Vec<Link> {
    let is_kept = |a: &scraper::ElementRef<'_>| {
        !outline.cut.contains(&a.id())
            && a.ancestors().all(|above| !outline.cut.contains(&above.id()))
            && a.ancestors().any(|above| above.id() == outline.root.id())
    };
    let is_of_site = |a: &scraper::ElementRef<'_>| {
        let mut above = a.ancestors().filter_map(scraper::ElementRef::wrap);
        above.any(|above| ["nav", "header", "footer"].contains(&above.value().name()))
    };
    let link = |a: scraper::ElementRef<'_>| {
        let url = followable(base, a)?;
        // Documents are also listed beside the text.
        let is_beside = || crate::import::address::is_pdf(&url) && !is_of_site(&a);
        (is_kept(&a) || is_beside()).then(|| Link { url: url.clone(), text: head::text_of(a) })
    };
    outline::all(html, "a[href]").into_iter().filter_map(link).collect()
}

#[cfg(test)]
mod tests;

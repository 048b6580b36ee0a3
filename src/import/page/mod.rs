//! HTML → the page's content, and what it says of itself.
//!
//! Invariant: pure, and the words that come out stand in the page, letter for letter.

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

use super::block::{self, Block};
use super::dates;
use super::phrases;
pub use head::Permission;

/// A page, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub title: String,
    pub section: Vec<String>,
    pub updated: Option<NaiveDate>,
    pub checked: Option<NaiveDate>,
    /// ISO 639 code that the page declares.
    pub language: Option<String>,
    pub canonical: Option<Url>,
    pub permission: Permission,
    pub blocks: Vec<Block>,
    /// Every address that the page links to and that may be followed.
    pub links: Vec<Url>,
    /// Addresses of the content itself: what a page is about, beside menus.
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
    let title = heading.map(head::text_of).or_else(|| head::title(&html)).unwrap_or_default();
    let written = writing::blocks(outline.root, &outline.cut, base.as_ref());
    let lines = writing::blocks(html.root_element(), &HashSet::new(), None);
    let timed = outline::all(&html, "time[datetime]").into_iter();
    let timed: Vec<String> = timed
        .filter_map(|time| {
            let around = time.parent().and_then(scraper::ElementRef::wrap).map(head::text_of)?;
            Some(format!("{around} {}", time.attr("datetime")?))
        })
        .collect();
    let stated = dates::stated(lines.iter().flat_map(|block| block.text.lines()))
        .or(dates::stated(timed.iter().map(String::as_str)))
        .or(head::dates(&html));
    let permission = head::permission(&html);
    let nowhere = Url::parse(NOWHERE).ok();
    let links = base.as_ref().map(|base| links(&html, base)).unwrap_or_default();
    let content_links = base.as_ref().map(|base| content_links(&outline, base)).unwrap_or_default();
    Page {
        section: head::section(&html, &title),
        updated: stated.updated.or(stated.published),
        checked: stated.checked,
        language: head::language(&html),
        canonical: base.as_ref().or(nowhere.as_ref()).and_then(|base| head::canonical(&html, base)),
        permission,
        blocks: sections::content(written, &title),
        links: if permission.nofollow { Vec::new() } else { links },
        content_links: if permission.nofollow { Vec::new() } else { content_links },
        title,
    }
}

impl Page {
    /// `None`: it is one.
    pub fn is_no_page(&self) -> Option<NoPage> {
        /// A page that says it is not there says little else.
        const SHORT: usize = 900;
        let text = block::body(&self.blocks);
        let is_short = text.chars().count() <= SHORT;
        let first = self.blocks.iter().take(3).map(|block| block.text.as_str());
        let says = |says: fn(&str) -> bool| {
            is_short
                && (says(&self.title)
                    || first.clone().any(|text| text.chars().count() <= 200 && says(text)))
        };
        if says(phrases::says_not_found) {
            Some(NoPage::NotFound)
        } else if says(phrases::says_out_of_order) {
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

fn content_links(outline: &outline::Outline<'_>, base: &Url) -> Vec<Link> {
    let selector = outline::selector("a[href]");
    let kept = outline.root.select(&selector).filter(|a| {
        !outline.cut.contains(&a.id())
            && !a.ancestors().any(|above| outline.cut.contains(&above.id()))
    });
    let link = |a: scraper::ElementRef<'_>| {
        Some(Link { url: followable(base, a)?, text: head::text_of(a) })
    };
    kept.filter_map(link).collect()
}

#[cfg(test)]
mod tests;

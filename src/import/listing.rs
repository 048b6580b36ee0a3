//! The pages that a site lists itself: its sitemaps, read through.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use url::Url;

use super::fetch::{Answer, Fetcher};
use super::robots::Robots;
use super::sitemap::{self, Sitemap};

/// More files than any site has.
const MOST_FILES: usize = 2_000;

/// What a site lists.
#[derive(Default)]
pub struct Listing {
    pub pages: Vec<Listed>,
    /// Files that could not be read, or not to their end, and why, in Swedish.
    pub trouble: BTreeMap<Url, String>,
    /// Files that the server did not give, and may give another time.
    failed: Vec<Url>,
    /// Addresses that are none, or more files than are read.
    is_cut: bool,
    seen: BTreeSet<Url>,
}

pub struct Listed {
    pub url: Url,
    pub modified: Option<NaiveDate>,
}

impl Listing {
    /// Every file was read to its end.
    pub fn is_whole(&self) -> bool {
        self.trouble.is_empty() && !self.is_cut
    }

    /// Asks once more for the files that the server did not give, and tells the pages that come of it.
    pub async fn again(&mut self, fetcher: &mut Fetcher) -> Vec<Listed> {
        let failed = std::mem::take(&mut self.failed);
        let before = self.pages.len();
        for url in &failed {
            self.trouble.remove(url);
        }
        self.read(failed, fetcher).await;
        self.pages.split_off(before)
    }

    async fn read(&mut self, first: Vec<Url>, fetcher: &mut Fetcher) {
        let mut queue: Vec<Url> = first.into_iter().rev().collect();
        while let Some(url) = queue.pop() {
            let map = match fetcher.get_large(&url, sitemap::LARGEST).await {
                Answer::Served(served) => sitemap::read(&served.bytes),
                answer => {
                    self.miss(url, answer);
                    continue;
                }
            };
            queue.extend(self.take(&url, map));
        }
    }

    fn miss(&mut self, url: Url, answer: Answer) {
        let why = match answer {
            Answer::Served(_) | Answer::NotModified | Answer::Leads => return,
            Answer::Gone => format!("{url} finns inte"),
            Answer::Refused(refusal) => format!("{url} {refusal}"),
            Answer::Failed(failure) => {
                self.failed.push(url.clone());
                format!("{url}: {failure}")
            }
        };
        self.trouble.insert(url, why);
    }

    /// Takes what one file names; other files that it names are still to be read.
    fn take(&mut self, url: &Url, map: Sitemap) -> Vec<Url> {
        if !map.is_whole {
            self.trouble.insert(url.clone(), format!("{url} är trasig eller avbruten"));
        }
        self.pages.extend(map.pages.iter().filter_map(|page| {
            Some(Listed { url: url.join(&page.address).ok()?, modified: page.modified })
        }));
        let mut more = Vec::new();
        for address in map.sitemaps {
            match url.join(&address) {
                Ok(next) if self.seen.len() < MOST_FILES => {
                    if self.seen.insert(next.clone()) {
                        more.push(next);
                    }
                }
                _ => self.is_cut = true,
            }
        }
        more
    }
}

/// Reads the sitemap that is named, or those that robots.txt names, or the one at its usual place. `None`: the site has no sitemap.
pub async fn read(fetcher: &mut Fetcher, start: &Url, robots: &Robots) -> Option<Listing> {
    let (first, is_guessed) = first(start, robots);
    let mut listing = Listing { seen: first.iter().cloned().collect(), ..Listing::default() };
    let mut rest = first;
    if is_guessed && !rest.is_empty() {
        let url = rest.remove(0);
        match fetcher.get_large(&url, sitemap::LARGEST).await {
            Answer::Gone => return None,
            Answer::Served(served) => {
                let map = sitemap::read(&served.bytes);
                // A page that says "not found" comes as a page, too: no sitemap, and no fault.
                if map.pages.is_empty() && map.sitemaps.is_empty() {
                    return None;
                }
                rest = listing.take(&url, map);
            }
            answer => listing.miss(url, answer),
        }
    }
    listing.read(rest, fetcher).await;
    // One that was out of reach while the others were read may be there now.
    let more = listing.again(fetcher).await;
    listing.pages.extend(more);
    Some(listing)
}

/// The sitemaps to begin with, and whether their place is a guess.
fn first(start: &Url, robots: &Robots) -> (Vec<Url>, bool) {
    if is_sitemap(start) {
        return (vec![start.clone()], false);
    }
    let named: Vec<Url> =
        robots.sitemaps().iter().filter_map(|address| start.join(address).ok()).collect();
    if !named.is_empty() {
        return (named, false);
    }
    (start.join("/sitemap.xml").into_iter().collect(), true)
}

fn is_sitemap(url: &Url) -> bool {
    let path = url.path().to_lowercase();
    [".xml", ".xml.gz", ".gz"].iter().any(|end| path.ends_with(end))
        || (path.ends_with(".txt") && path.contains("sitemap"))
}

/// Whether a path lies in a folder: below `/bygga` are `/bygga` and `/bygga/lov`, not `/byggande`.
pub fn is_below(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What the pages of a start address lie below: all of the site for a sitemap.
pub fn folder(start: &Url) -> String {
    if is_sitemap(start) {
        return "/".to_owned();
    }
    let path = start.path();
    let end = path.rfind('/').map_or(0, |at| at + 1);
    let name = &path[end..];
    // `/bygga` is the folder's page, `/bygga/start.html` a page in it.
    if name.contains('.') || name.is_empty() { path[..end].to_owned() } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lie_below_the_start() {
        let check = |url: &str, expected: &str| {
            assert_eq!(folder(&Url::parse(url).unwrap()), expected, "{url}")
        };
        check("https://ale.se", "/");
        check("https://ale.se/bygga", "/bygga");
        check("https://ale.se/bygga/", "/bygga/");
        check("https://ale.se/bygga/start.html", "/bygga/");
        check("https://ale.se/karta/sitemap.xml", "/");
    }

    #[test]
    fn a_folder_is_no_beginning_of_a_name() {
        let check = |path: &str, folder: &str, expected: bool| {
            assert_eq!(is_below(path, folder), expected, "{path} {folder}");
        };
        check("/bygga", "/bygga", true);
        check("/bygga/lov", "/bygga", true);
        check("/bygga", "/bygga/", true);
        check("/bygga/lov", "/bygga/", true);
        check("/byggande", "/bygga", false);
        check("/byggande/lov", "/bygga/", false);
        check("/skola", "/", true);
    }
}

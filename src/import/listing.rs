//! The pages that a site lists itself: its sitemaps, read through.

use std::collections::BTreeSet;

use url::Url;

use super::fetch::{Answer, Fetcher};
use super::robots::Robots;
use super::sitemap;

/// More files than any site has.
const MOST_FILES: usize = 2_000;

pub enum Listing {
    Read {
        pages: Vec<Url>,
        /// Every file was read to its end.
        is_whole: bool,
        /// What was wrong with files, in Swedish.
        trouble: Vec<String>,
    },
    /// The site has no sitemap.
    None,
}

/// Reads the sitemap that is named, or those that robots.txt names, or the one at its usual place.
pub async fn read(fetcher: &mut Fetcher, start: &Url, robots: &Robots) -> Listing {
    let (first, is_guessed) = first(start, robots);
    let mut queue: Vec<Url> = first.into_iter().rev().collect();
    let mut seen: BTreeSet<Url> = queue.iter().cloned().collect();
    let (mut pages, mut trouble) = (Vec::new(), Vec::new());
    let (mut is_whole, mut is_first) = (true, true);
    while let Some(url) = queue.pop() {
        let answer = fetcher.get_large(&url, sitemap::LARGEST).await;
        let map = match answer {
            Answer::Served(served) => sitemap::read(&served.bytes),
            // A page that says "not found" comes as a page, too: no sitemap, and no fault.
            Answer::Gone if is_first && is_guessed => return Listing::None,
            Answer::Gone => {
                trouble.push(format!("{url} finns inte"));
                is_whole = false;
                continue;
            }
            Answer::Failed(failure) => {
                trouble.push(format!("{url}: {failure}"));
                is_whole = false;
                continue;
            }
            Answer::Refused(refusal) => {
                trouble.push(format!("{url} {refusal}"));
                is_whole = false;
                continue;
            }
            Answer::NotModified => continue,
        };
        if is_first && is_guessed && map.pages.is_empty() && map.sitemaps.is_empty() {
            return Listing::None;
        }
        is_first = false;
        if !map.is_whole {
            trouble.push(format!("{url} är trasig eller avbruten"));
            is_whole = false;
        }
        pages.extend(map.pages.iter().filter_map(|page| url.join(&page.address).ok()));
        for address in map.sitemaps {
            match url.join(&address) {
                Ok(next) if seen.len() < MOST_FILES => {
                    if seen.insert(next.clone()) {
                        queue.push(next);
                    }
                }
                _ => is_whole = false,
            }
        }
    }
    Listing::Read { pages, is_whole, trouble }
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
}

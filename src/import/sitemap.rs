//! Sitemaps (sitemaps.org, protocol 0.9): lists of pages, lists of such lists, as XML or plain lines, packed or not.

use std::io::Read;

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{charset, dates};

/// The protocol's own limit of one unpacked file, in bytes.
pub const LARGEST: u64 = 50 * 1024 * 1024;

/// One sitemap file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    pub pages: Vec<Entry>,
    /// Other sitemaps, where this is an index.
    pub sitemaps: Vec<String>,
    /// Read to its end without a fault. Only then is what it does not name gone.
    pub is_whole: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub address: String,
    pub modified: Option<NaiveDate>,
}

/// Reads a sitemap as it was served.
pub fn read(bytes: &[u8]) -> Sitemap {
    let (bytes, is_whole) = unpacked(bytes);
    let text = charset::decode(&bytes, None);
    let map = if text.trim_start().starts_with('<') { xml(&text) } else { lines(&text) };
    Sitemap { is_whole: map.is_whole && is_whole, ..map }
}

/// As far as it can be unpacked, and whether that is all: not where it breaks off or is larger than any sitemap may be.
fn unpacked(bytes: &[u8]) -> (Vec<u8>, bool) {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    if !bytes.starts_with(&GZIP) {
        return (bytes.to_vec(), true);
    }
    let mut out = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(LARGEST).read_to_end(&mut out);
    let is_whole = read.is_ok() && (out.len() as u64) < LARGEST;
    (out, is_whole)
}

fn lines(text: &str) -> Sitemap {
    let addresses = text.lines().map(str::trim).filter(|line| line.starts_with("http"));
    let pages: Vec<Entry> =
        addresses.map(|address| Entry { address: address.to_owned(), modified: None }).collect();
    let is_whole = !pages.is_empty();
    Sitemap { pages, sitemaps: Vec::new(), is_whole }
}

fn xml(text: &str) -> Sitemap {
    let mut reader = Reader::from_str(text);
    // A file that people have edited: `?a=1&b=2` as it stands, a tag closed by another's name.
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut map = Sitemap::default();
    let mut path: Vec<String> = Vec::new();
    let mut entry = Entry { address: String::new(), modified: None };
    let mut content = String::new();
    let mut is_map = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                path.push(local(start.local_name().as_ref()));
                is_map |=
                    matches!(path.last().map(String::as_str), Some("urlset" | "sitemapindex"));
                content.clear();
            }
            Ok(Event::Text(text)) => content.push_str(&text.xml10_content()),
            Ok(Event::CData(data)) => content.push_str(&data.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.xml10_content();
                let known = reference.resolve_char_ref().ok().flatten().map(String::from);
                let known = known.or_else(|| {
                    quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
                });
                content.push_str(&known.unwrap_or_default());
            }
            Ok(Event::End(_)) => {
                let ended = path.pop().unwrap_or_default();
                match (ended.as_str(), path.last().map(String::as_str)) {
                    ("loc", Some("url" | "sitemap")) => {
                        content.trim().clone_into(&mut entry.address)
                    }
                    ("lastmod", Some("url")) => entry.modified = dates::date(content.trim()),
                    ("url", _) => {
                        let address = std::mem::take(&mut entry.address);
                        map.pages.push(Entry { address, modified: entry.modified.take() });
                    }
                    ("sitemap", _) => map.sitemaps.push(std::mem::take(&mut entry.address)),
                    _ => {}
                }
            }
            Ok(Event::Eof) => {
                map.is_whole = is_map && path.is_empty();
                break;
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    map.pages.retain(|page| !page.address.is_empty());
    map.sitemaps.retain(|address| !address.is_empty());
    map
}

fn local(name: &(impl AsRef<[u8]> + ?Sized)) -> String {
    String::from_utf8_lossy(name.as_ref()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const MAP: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://ale.se/a?x=1&amp;y=2</loc><lastmod>2026-03-14T08:00:00+01:00</lastmod><image:image><image:loc>https://ale.se/b.png</image:loc></image:image></url>
<url><loc> <![CDATA[https://ale.se/b]]> </loc></url></urlset>"#;

    fn addresses(map: &Sitemap) -> Vec<&str> {
        map.pages.iter().map(|page| page.address.as_str()).collect()
    }

    #[test]
    fn pages_and_their_dates_are_read_packed_or_not() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(MAP.as_bytes()).unwrap();
        for bytes in [MAP.as_bytes().to_vec(), packed.finish().unwrap()] {
            let map = read(&bytes);
            assert!(map.is_whole);
            assert_eq!(addresses(&map), ["https://ale.se/a?x=1&y=2", "https://ale.se/b"]);
            assert_eq!(map.pages[0].modified, "2026-03-14".parse().ok());
        }
    }

    #[test]
    fn an_index_names_other_sitemaps() {
        let map = read(b"<sitemapindex><sitemap><loc>https://ale.se/s1.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>");
        assert_eq!(map.sitemaps, ["https://ale.se/s1.xml.gz"]);
        assert!(map.pages.is_empty() && map.is_whole);
    }

    #[test]
    fn a_sitemap_that_breaks_off_is_not_whole() {
        for length in [MAP.len() - 1, MAP.len() - 9, MAP.len() / 2, 60] {
            assert!(!read(&MAP.as_bytes()[..length]).is_whole, "{length}");
        }
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(MAP.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        assert!(!read(&packed[..packed.len() - 12]).is_whole);
        assert!(!read(b"<html><body>Ett fel uppstod</body></html>").is_whole);
        assert!(!read(b"").is_whole);
    }

    #[test]
    fn plain_lines_are_a_sitemap_too() {
        let map = read(b"https://ale.se/a\nhttps://ale.se/b\n");
        assert_eq!(addresses(&map), ["https://ale.se/a", "https://ale.se/b"]);
    }
}

//! Names for articles: what an address or a title comes to in letters, digits and hyphens.

use std::collections::BTreeSet;

use url::Url;

use crate::language::words::fold;
use crate::model::article::ArticleId;

/// "Sophämtning & avgifter" → `sophamtning-avgifter`, cut at a hyphen where it is too long for an id.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(&text.to_lowercase()).chars() {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    cut(slug, ArticleId::MAX).to_owned()
}

fn cut(slug: &str, most: usize) -> &str {
    if slug.len() <= most {
        return slug;
    }
    let short = &slug[..most];
    short.rfind('-').filter(|at| *at > most / 2).map_or(short, |at| &short[..at])
}

/// An id that nobody has: of the address's last part where that says something, else of the title.
pub fn choose(url: Option<&str>, title: &str, taken: &BTreeSet<String>) -> String {
    let parts = url.map(parts).unwrap_or_default();
    let by_title = slug(title);
    let last =
        parts.last().filter(|last| last.chars().filter(char::is_ascii_alphabetic).count() >= 3);
    let first = last.cloned().unwrap_or_else(|| by_title.clone());
    let with_parent = parts.len().checked_sub(2).map(|at| slug(&format!("{}-{first}", parts[at])));
    let mut wishes = vec![first.clone()];
    wishes.extend(with_parent);
    wishes.push(by_title);
    let free = wishes.into_iter().find(|wish| !wish.is_empty() && !taken.contains(wish));
    free.unwrap_or_else(|| numbered(if first.is_empty() { "sida" } else { &first }, taken))
}

fn numbered(name: &str, taken: &BTreeSet<String>) -> String {
    let name = cut(name, ArticleId::MAX - 6);
    let wishes = (2..).map(|number: u32| format!("{name}-{number}"));
    wishes.into_iter().find(|wish| !taken.contains(wish)).unwrap_or_default()
}

/// The parts of an address's path, each as a slug, without the ending of a file and without words that every address has.
fn parts(url: &str) -> Vec<String> {
    let path = match Url::parse(url) {
        Ok(url) => url.path().to_owned(),
        Err(_) => url.to_owned(),
    };
    let decoded = path.split('/').map(|part| {
        let bytes = percent(part);
        let name = String::from_utf8_lossy(&bytes).into_owned();
        let ending = [".html", ".htm", ".aspx", ".php", ".pdf", ".txt"]
            .iter()
            .find(|end| name.to_lowercase().ends_with(**end));
        let kept = ending.map_or(name.as_str(), |end| &name[..name.len() - end.len()]);
        // SiteVision puts a key of its own after the name: `avfall.4.18a2f.html`.
        slug(kept.split(".4.").next().unwrap_or(kept))
    });
    decoded
        .filter(|part| {
            !part.is_empty() && !["index", "default", "download"].contains(&part.as_str())
        })
        .collect()
}

fn percent(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let code =
            code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_what_the_address_says_and_nobody_else_has() {
        let check = |url: &str, title: &str, taken: &[&str], expected: &str| {
            let taken = taken.iter().map(|id| (*id).to_owned()).collect();
            let id = choose(Some(url), title, &taken);
            assert_eq!(id, expected, "{url}");
            assert!(ArticleId::parse(&id).is_some(), "{id}");
        };
        check("https://ale.se/bygga/avfall.html", "Avfall", &[], "avfall");
        check("https://ale.se/bygga/avfall", "Sopor", &["avfall"], "bygga-avfall");
        check("https://ale.se/bygga/avfall", "Sopor", &["avfall", "bygga-avfall"], "sopor");
        check(
            "https://ale.se/bygga/avfall",
            "Sopor",
            &["avfall", "bygga-avfall", "sopor"],
            "avfall-2",
        );
        check("https://ale.se/sida/1234", "Öppettider & priser", &[], "oppettider-priser");
        check("https://ale.se/", "Start", &[], "start");
        check("https://ale.se/s%C3%B6k-hj%C3%A4lp/", "x", &[], "sok-hjalp");
        check("https://ale.se/avfall.4.18a2f.html", "x", &[], "avfall");
        check("https://ale.se/", "???", &[], "sida-2");
        check(
            "https://ale.se/sa-har-ansoker-du-om-ekonomiskt-bistand-och-forsorjningsstod",
            "x",
            &[],
            "sa-har-ansoker-du-om-ekonomiskt-bistand-och",
        );
    }
}

//! The e-service that belongs to an answer. Imports write it as a line of its own: `Ansök om bygglov → https://…`.

use std::ops::Range;

/// What stands between an e-service's name and its address.
const ARROW: &str = " → ";

/// The name and the address of the e-service in the section of the quotation; of several the one nearest below it. Where the text has only one, that.
pub fn beside<'a>(body: &'a str, quote: &str, section: Range<usize>) -> Option<(&'a str, &'a str)> {
    let end = body.find(quote).map_or(section.start, |at| at + quote.len());
    let services: Vec<(usize, &str, &str)> = lines(body)
        .filter_map(|(at, line)| named(line).map(|(name, url)| (at, name, url)))
        .collect();
    let inside = services.iter().filter(|(at, ..)| section.contains(at));
    let nearest =
        inside.min_by_key(|(at, ..)| if *at >= end { *at - end } else { body.len() + end - *at });
    let only = services.first().filter(|_| services.len() == 1);
    nearest.or(only).map(|(_, name, url)| (*name, *url)).filter(|(_, url)| !quote.contains(url))
}

/// The name and the address of the e-service that a line is.
pub fn named(line: &str) -> Option<(&str, &str)> {
    line.trim_start()
        .trim_start_matches("- ")
        .split_once(ARROW)
        .filter(|(_, url)| url.starts_with("http") && !url.contains(char::is_whitespace))
}

/// Lines with the byte at which each begins.
fn lines(body: &str) -> impl Iterator<Item = (usize, &str)> {
    body.split('\n').map(move |line| (line.as_ptr() as usize - body.as_ptr() as usize, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_e_service_of_the_quoted_section_is_found() {
        let body = "Om lov.\n\n## Bygglov\n\nDu behöver lov.\n\nAnsök om bygglov → https://e.se/1\n\n## Rivning\n\nRiv med lov.\n\n- Ansök om rivningslov → https://e.se/2";
        let at = |text: &str| body.find(text).unwrap_or_default();
        let check = |quote: &str, section: Range<usize>, expected: Option<(&str, &str)>| {
            assert_eq!(beside(body, quote, section), expected, "{quote}");
        };
        check(
            "Du behöver lov.",
            at("## Bygglov")..at("## Rivning"),
            Some(("Ansök om bygglov", "https://e.se/1")),
        );
        check(
            "Riv med lov.",
            at("## Rivning")..body.len(),
            Some(("Ansök om rivningslov", "https://e.se/2")),
        );
        check("Om lov.", 0..at("## Bygglov"), None);
        check(body, 0..body.len(), None);
        assert_eq!(beside("A.\n\nX → https://e.se/3", "A.", 0..2), Some(("X", "https://e.se/3")));
        assert_eq!(beside("A → B.", "A", 0..6), None);
        assert_eq!(named("  - säg upp → https://e.se/4"), Some(("säg upp", "https://e.se/4")));
    }
}

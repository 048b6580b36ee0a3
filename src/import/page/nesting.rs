//! Whether a text may be given to a reader of HTML, whose time grows with the square of how deep elements nest, and whose memory with the number of marks
//! (`<b>`) that are left open: each paragraph after them gets them all again.
//!
//! Counts tags without reading them as a browser does, so a bound is far above what pages have.

/// Elements that are open at the same time, beyond those that end by themselves.
const OPEN: i64 = 1000;
/// Marks of letters that are open at the same time.
const MARKS: i64 = 40;

const MARK_NAMES: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that have no end tag, or may do without.
const ENDLESS: [&str; 32] = [
    "area", "base", "br", "body", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "path", "rect", "rp",
    "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
];

pub fn is_harmless(text: &str) -> bool {
    let (mut open, mut marks) = (0, 0);
    for (at, _) in text.match_indices('<') {
        let Some((name, by)) = tag(&text[at + 1..]) else { continue };
        open = (open + by).max(0);
        if MARK_NAMES.iter().any(|mark| name.eq_ignore_ascii_case(mark)) {
            marks = (marks + by).max(0);
        }
        if open > OPEN || marks > MARKS {
            return false;
        }
    }
    true
}

/// The name of a tag, and what it adds to the elements that are open. `None`: it is no tag, or adds nothing.
fn tag(rest: &str) -> Option<(&str, i64)> {
    let (rest, by) = match rest.strip_prefix('/') {
        Some(rest) => (rest, -1),
        None => (rest, 1),
    };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (name, behind) = rest.split_at(end);
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && behind.starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
        && !behind.starts_with("/>");
    let ends_itself = ENDLESS.iter().any(|endless| name.eq_ignore_ascii_case(endless));
    (is_tag && !ends_itself).then_some((name, by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_page_has_is_harmful() {
        let check = |text: &str, expected: bool| {
            assert_eq!(is_harmless(text), expected, "{}", text.get(..60).unwrap_or(text))
        };
        check("", true);
        check("<", true);
        check(&"<p>Ord<br>".repeat(10_000), true);
        check(&"<ul><li>a<li>b</ul>".repeat(10_000), true);
        check(&"<table><tr><td>a</table>".repeat(10_000), true);
        check(&"<svg><path d=1 /><g/></svg>".repeat(10_000), true);
        check(&"if (a<b && i<n) x = '<'; ".repeat(10_000), true);
        check(&"</div>".repeat(10_000), true);
        check(&"<div>".repeat(900), true);
        check(&"<div>".repeat(1001), false);
        check(&"<ul><li>".repeat(1001), false);
        check(&"<B\nid=1>".repeat(41), false);
        check(&"<b>ord</b> ".repeat(10_000), true);
    }
}

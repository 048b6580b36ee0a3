//! Bytes of a page → text, whatever the server and the page say of their encoding.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A declaration inside the page stands within so many bytes (HTML Standard, "prescan a byte stream").
const PRESCAN: usize = 1_024;

/// Decodes a page. `content_type` is the header's value. Bytes that are valid UTF-8 and more than ASCII are UTF-8 whatever is declared: no
/// other encoding looks like it by chance, and servers that declare the wrong one are common. What nobody declares is windows-1252, which
/// ISO-8859-1 means on the web.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return marked.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = content_type.and_then(label).or_else(|| within(bytes));
    // It is not all UTF-8, or it would have been read above: one broken letter, or an older encoding.
    let encoding = match declared {
        _ if mostly_utf8(bytes, 3) => UTF_8,
        Some(other) if other != UTF_8 => other,
        Some(_) if mostly_utf8(bytes, 1) => UTF_8,
        _ => WINDOWS_1252,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// More letters of several bytes than `times` the bytes that fit nowhere: in older encodings two letters look like one of several bytes only by chance.
fn mostly_utf8(bytes: &[u8], times: usize) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    let whole = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    whole > broken * times
}

/// `text/html; charset=iso-8859-1`, or the same inside a `meta`.
fn label(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
    Encoding::for_label(&rest.as_bytes()[..end.unwrap_or(rest.len())])
}

fn within(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).into_owned();
    let found = label(&head);
    // A page that can say so in ASCII is in no encoding of two bytes a letter (HTML Standard).
    found.map(|encoding| {
        let name = encoding.name();
        if name.starts_with("UTF-16") { UTF_8 } else { encoding }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_the_encoding_it_is_in() {
        let check = |bytes: &[u8], content_type: Option<&str>, expected: &str| {
            assert_eq!(decode(bytes, content_type), expected, "{content_type:?}");
        };
        check("Öppet".as_bytes(), None, "Öppet");
        check("Öppet".as_bytes(), Some("text/html; charset=ISO-8859-1"), "Öppet");
        check(b"\xd6ppet", Some("text/html; charset=ISO-8859-1"), "Öppet");
        check(b"\xd6ppet", Some("text/html; charset=utf-8"), "Öppet");
        check(b"\xd6ppet", None, "Öppet");
        check(b"<meta charset='macintosh'>\x85ppet", None, "<meta charset='macintosh'>Öppet");
        check(b"\xef\xbb\xbf\xc3\x96ppet", None, "Öppet");
        check(b"\xff\xfe\xd6\x00p\x00", None, "Öp");
        check(b"\xc3\x96ppet \xc3\xa5r \xe5", Some("charset=\"utf-8\""), "Öppet år \u{fffd}");
        let broken = [" Åtta öar är över ån. ".repeat(4).as_bytes(), b"\xe5"].concat();
        let read = [" Åtta öar är över ån. ".repeat(4).as_str(), "\u{fffd}"].concat();
        check(&broken, None, &read);
        check(&broken, Some("text/html; charset=iso-8859-1"), &read);
        check(
            "Öl på ön får åtta".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice(),
            None,
            "Öl på ön får åtta",
        );
        check(b"10 \x80", Some("text/html; charset=iso-8859-1"), "10 €");
    }
}

//! Addresses behind words: what a reader would open stands in the text, or it would be lost where a text is carried on without its entities.

use serde_json::Value;

use super::fields::Fields as _;

/// The text with the address in brackets behind each run of words that hides one.
pub(super) fn with_addresses(text: &str, entities: &[Value]) -> String {
    let mut hidden: Vec<(usize, &str)> =
        entities.iter().filter_map(|entity| behind(text, entity)).collect();
    hidden.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (end, address) in hidden {
        // Entities that share an end, or lie within each other, come one after the other.
        if let Some(piece) = text.get(from..end) {
            out.push_str(piece);
            from = end;
        }
        out.push_str(&format!(" ({address})"));
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Where the words end, in bytes, and the address behind them. `None`: there is none, or it can be read already.
fn behind<'a>(text: &str, entity: &'a Value) -> Option<(usize, &'a str)> {
    let address = entity.text("url").filter(|_| entity.text("type") == Some("text_link"))?;
    let start = usize::try_from(entity.integer("offset")?).ok()?;
    let length = usize::try_from(entity.integer("length")?).ok()?;
    let (start, end) = (byte_at(text, start)?, byte_at(text, start.checked_add(length)?)?);
    let shown = text.get(start..end)?.trim().trim_end_matches('/');
    let bare = |address: &str| {
        address
            .trim_end_matches('/')
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .to_owned()
    };
    (bare(shown) != bare(address)).then_some((end, address))
}

/// The place in bytes of one in UTF-16 units.
fn byte_at(text: &str, units: usize) -> Option<usize> {
    let mut counted = 0;
    for (at, c) in text.char_indices() {
        if counted == units {
            return Some(at);
        }
        counted += c.len_utf16();
    }
    (counted == units).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn link(offset: usize, length: usize, url: &str) -> Value {
        json!({"type": "text_link", "offset": offset, "length": length, "url": url})
    }

    #[test]
    fn a_hidden_address_stands_behind_its_words() {
        let check = |text: &str, entities: &[Value], expected: &str| {
            assert_eq!(with_addresses(text, entities), expected)
        };
        check("Se här.", &[link(3, 3, "https://a.se/x")], "Se här (https://a.se/x).");
        check("🙂 här", &[link(3, 3, "https://a.se")], "🙂 här (https://a.se)");
        check(
            "a b",
            &[link(2, 1, "https://b.se"), link(0, 1, "https://a.se")],
            "a (https://a.se) b (https://b.se)",
        );
        check(
            "här",
            &[link(0, 3, "https://a.se"), link(0, 3, "https://b.se")],
            "här (https://a.se) (https://b.se)",
        );
        check("https://a.se/", &[link(0, 13, "https://a.se")], "https://a.se/");
        check("a.se", &[link(0, 4, "https://a.se/")], "a.se");
        check("här", &[json!({"type": "bold", "offset": 0, "length": 3})], "här");
        check(
            "här",
            &[link(1, 99, "https://a.se"), link(usize::MAX, 2, "x"), json!({"type": "text_link"})],
            "här",
        );
        check("🙂", &[link(1, 1, "https://a.se")], "🙂");
        check("", &[], "");
    }
}

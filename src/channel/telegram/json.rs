//! Reading JSON of which a part may be unreadable: that part is lost, the rest is not.
//!
//! serde_json refuses a whole text for one escape of half a surrogate pair, for one number beyond what a float holds, and for nesting deeper than
//! 128. In a batch of updates that would be everybody's updates, asked for again for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;
use tracing::warn;

/// How deep an unreadable part is looked for; what is below is lost whole. The updates of an answer are two levels down.
const DEEPEST: usize = 16;

/// As text that serde_json can split: what is no UTF-8, half of a surrogate pair or a control character is replaced.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes);
    match repaired(&text) {
        Some(repaired) => Cow::Owned(repaired),
        None => text,
    }
}

/// The value with `null` for what is unreadable in it. `text` is as [`text`] gives it.
pub(super) fn read(text: &str) -> Value {
    read_within(text, DEEPEST)
}

fn read_within(text: &str, deepest: usize) -> Value {
    if let Ok(value) = serde_json::from_str(text) {
        return value;
    }
    let Some(deepest) = deepest.checked_sub(1) else { return Value::Null };
    let part = |part: &RawValue| read_within(part.get(), deepest);
    if let Ok(fields) = serde_json::from_str::<BTreeMap<Cow<str>, &RawValue>>(text) {
        if let Some(number) = fields.get("update_id") {
            warn!(update_id = number.get(), "a part of an update is unreadable and left out");
        }
        let fields = fields.into_iter().map(|(name, value)| (name.into_owned(), part(value)));
        return Value::Object(fields.collect());
    }
    let parts: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
    if parts.is_empty() { Value::Null } else { parts.into_iter().map(part).collect() }
}

/// `None`: nothing is to be replaced.
fn repaired(text: &str) -> Option<String> {
    let mut repaired = String::new();
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(|c: char| c == '\\' || is_refused(c)) {
        at += found;
        let rest = &text[at..];
        let (length, new) = match escaped(rest) {
            None if rest.starts_with('\\') => {
                let next = rest[1..].chars().next().map_or(0, char::len_utf8);
                at += 1 + next;
                continue;
            }
            None => (1, " "),
            Some(0xD800..0xDC00) if matches!(escaped(&rest[6..]), Some(0xDC00..0xE000)) => {
                at += 12;
                continue;
            }
            Some(0xD800..0xE000) => (6, "\\ufffd"),
            Some(_) => {
                at += 6;
                continue;
            }
        };
        repaired.push_str(&text[kept..at]);
        repaired.push_str(new);
        at += length;
        kept = at;
    }
    (kept > 0).then(|| repaired + &text[kept..])
}

/// JSON has them between values only, where a space is the same.
fn is_refused(c: char) -> bool {
    c < ' '
}

/// The number of an escape (`\u00e5`) that the text begins with.
fn escaped(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read_bytes(bytes: &[u8]) -> Value {
        read(&text(bytes))
    }

    #[test]
    fn only_the_unreadable_part_is_lost() {
        for (bytes, expected) in [
            (&br#"{"a":"\ud83d\ude00 \u00e5"}"#[..], json!({"a": "😀 å"})),
            (br#"{"a":"x\ud83d y","b":1}"#, json!({"a": "x\u{fffd} y", "b": 1})),
            (br#"{"a":"\ud83d\ud83d\ude00"}"#, json!({"a": "\u{fffd}😀"})),
            (br#"{"a":"\ude00"}"#, json!({"a": "\u{fffd}"})),
            (br#"{"\ud83d":1,"b":2}"#, json!({"\u{fffd}": 1, "b": 2})),
            (br#"{"a":"\\ud83d"}"#, json!({"a": "\\ud83d"})),
            (b"{\"a\":\"x\xff\n\",\r\n\"b\":1}", json!({"a": "x\u{fffd} ", "b": 1})),
            (br#"[{"a":1e999,"b":2},{"c":3}]"#, json!([{"a": null, "b": 2}, {"c": 3}])),
            (br#"[{"a":1},{"a":"#, Value::Null),
            (b"<html>", Value::Null),
        ] {
            assert_eq!(read_bytes(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn nesting_without_end_loses_what_is_nested() {
        for (open, close) in [("[", "]"), (r#"{"x":"#, "}")] {
            let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
            let read = read_bytes(format!(r#"[{{"a":{deep},"b":2}},3]"#).as_bytes());
            assert_eq!((&read[0]["b"], &read[1]), (&json!(2), &json!(3)));
        }
    }

    proptest! {
        #[test]
        fn what_is_readable_is_read_as_ever(text in "\\PC{0,40}", number in any::<i64>()) {
            let value = json!({"text": text, "list": [number, null, {"a": text}]});
            prop_assert_eq!(read_bytes(value.to_string().as_bytes()), value);
        }

        #[test]
        fn any_bytes_are_read_without_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_bytes(&bytes);
        }

        #[test]
        fn any_escapes_leave_the_rest_readable(escapes in "(\\\\u[dD][89a-fA-F][0-9a-f]{2}|\\\\n|\\\\\\\\|å){0,8}") {
            let read = read_bytes(format!(r#"{{"a":"{escapes}","b":1}}"#).as_bytes());
            prop_assert!(read["a"].is_string(), "{}", read);
            prop_assert_eq!(&read["b"], 1);
        }
    }
}

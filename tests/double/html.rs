//! Telegram's HTML: <https://core.telegram.org/bots/api#html-style>.

const TAGS: [&str; 16] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "span",
    "tg-spoiler",
    "a",
    "code",
    "pre",
    "blockquote",
    "tg-emoji",
];

/// The text to see, or what Telegram has against it.
pub fn visible(html: &str) -> Result<String, String> {
    let mut shown = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        shown.push_str(&rest[..at]);
        let marked = &rest[at + 1..];
        rest = if rest[at..].starts_with('&') {
            entity(marked, &mut shown)?
        } else {
            tag(marked, &mut open)?
        };
    }
    shown.push_str(rest);
    match open.pop() {
        Some(tag) => Err(format!("can't find end tag corresponding to start tag \"{tag}\"")),
        None => Ok(shown),
    }
}

fn entity<'a>(marked: &'a str, shown: &mut String) -> Result<&'a str, String> {
    for (name, c) in [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"')] {
        if let Some(rest) = marked.strip_prefix(name) {
            shown.push(c);
            return Ok(rest);
        }
    }
    Err("unescaped &".to_owned())
}

fn tag<'a>(marked: &'a str, open: &mut Vec<String>) -> Result<&'a str, String> {
    let (tag, rest) = marked.split_once('>').ok_or("unclosed start tag")?;
    if let Some(name) = tag.strip_prefix('/') {
        return match open.pop() {
            Some(opened) if opened == name => Ok(rest),
            _ => Err(format!("unexpected end tag \"{name}\"")),
        };
    }
    let name = tag.split(' ').next().unwrap_or_default();
    if !TAGS.contains(&name) {
        return Err(format!("unsupported start tag \"{name}\""));
    }
    open.push(name.to_owned());
    Ok(rest)
}

//! A text's words.

use unicode_normalization::UnicodeNormalization;

/// The most characters of a message that are read: a screenful of text is some 2 000.
pub const LONGEST: usize = 4_000;

/// A message made fit for reading: composed (NFC), without control and invisible formatting characters, blanks folded, cut at
/// [`LONGEST`] characters. Line breaks stay.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(LONGEST).nfc() {
        let c = if c == '\n' {
            c
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        let blank_again = c == ' ' && (out.is_empty() || out.ends_with([' ', '\n']));
        if !blank_again && (c == '\n' || !c.is_control()) && !invisible(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Characters that steer how text is shown (bidirectional marks, joiners, byte-order mark, tags) and are none themselves.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{ad}')
}

/// Words in lower case; whatever is no letter or digit divides them.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// å ä ö and é without their marks, as people type them who have no such keys.
pub fn fold(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' | 'è' => 'e',
            'ü' => 'u',
            c => c,
        })
        .collect()
}

/// Sentences and lines, trimmed, none empty. An abbreviation's full stop ("kl. 8") does not end one: the next must begin after a blank
/// with something else than a digit or a small letter.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' | '?' | '!' => chars.peek().is_none_or(|(_, next)| !matches!(next, '?' | '!' | ')' | '"' | '”')),
            '.' => ends_at_stop(&text[end..]),
            _ => false,
        };
        if ends {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    sentences.push(&text[start..]);
    sentences.into_iter().map(str::trim).filter(|sentence| sentence.chars().any(char::is_alphanumeric)).collect()
}

fn ends_at_stop(rest: &str) -> bool {
    let mut rest = rest.chars();
    match rest.next() {
        None => true,
        Some(c) if c.is_whitespace() => rest.find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_numeric() && !c.is_lowercase()),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_divided_where_a_reader_would_divide_it() {
        let check = |text: &str, expected: &[&str]| assert_eq!(sentences(text), expected, "{text}");
        check("Hej! Har ni öppet kl. 8? Tack", &["Hej!", "Har ni öppet kl. 8?", "Tack"]);
        check("öppet 16.30 idag", &["öppet 16.30 idag"]);
        check("Hej\n\nVar är ni??\n/Anna", &["Hej", "Var är ni??", "/Anna"]);
        check("...", &[]);
    }

    #[test]
    fn what_cannot_be_seen_is_taken_away() {
        assert_eq!(clean("\u{202e}h\u{200b}ej\u{7}  då\t !"), "hej då !");
        assert_eq!(clean(&"a".repeat(100_000)).len(), LONGEST);
    }
}

//! Words, numbers and signs of a message, each with the bytes it stands on.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::lexicon::{self, Meanings};
use super::phrases::Key;
use super::slip;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Sign,
}

/// One word, run of digits or single sign. Spaces are no tokens, but [`Token::glued`] tells where there was none.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Lower case and composed; words without their apostrophes ("Midsummer's" → "midsummers").
    pub text: String,
    pub span: Range<usize>,
    pub kind: Kind,
    /// Whether it touches the token before it.
    pub glued: bool,
    /// Whether it was written with a capital first letter.
    pub capital: bool,
    pub key: Key,
    pub meanings: Meanings,
    /// The words that `text` may be with one slip of the finger.
    slips: Vec<Key>,
}

impl Token {
    fn new(written: &str, kind: Kind, span: Range<usize>, glued: bool) -> Self {
        let text = match kind {
            Kind::Word => lower(written),
            Kind::Number | Kind::Sign => written.chars().map(plain).collect(),
        };
        let key = Key::of(&text);
        let mut token = Self {
            key,
            meanings: lexicon::meanings(key),
            slips: Vec::new(),
            span,
            kind,
            glued,
            capital: is_capital(written),
            text,
        };
        if kind == Kind::Word {
            let slip = slip::read(&token);
            token.meanings = token.meanings.or_by_slip(&slip);
            token.slips = slip.names;
        }
        token
    }

    /// The fingerprint of what is written, and of what was perhaps meant.
    pub fn likely_keys(&self) -> impl Iterator<Item = Key> {
        std::iter::once(self.key).chain(self.slips.iter().copied())
    }

    /// The value of a run of digits short enough to be a day, a year or a date written in one.
    pub fn number(&self) -> Option<u32> {
        (self.kind == Kind::Number && self.text.len() <= 8).then(|| self.text.parse().ok())?
    }

    /// Whether it is `word`, written out or without its dots ("pa", "paa" for "på").
    pub fn is(&self, word: &str) -> bool {
        self.text == word
            || (self.kind == Kind::Word && !has_dots(&self.text) && is_dotless(&self.text, word))
    }

    pub fn is_sign(&self, signs: &[char]) -> bool {
        self.kind == Kind::Sign && self.text.chars().all(|sign| signs.contains(&sign))
    }
}

pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let goes_on = match kind {
                Kind::Word => {
                    is_word_char(next)
                        || (is_apostrophe(next) && letter_follows(text, at + next.len_utf8()))
                }
                Kind::Number => plain(next).is_ascii_digit(),
                Kind::Sign => false,
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let written = text.get(start..end).unwrap_or_default();
        let glued = tokens.last().is_some_and(|last| last.span.end == start);
        tokens.push(Token::new(written, kind, start..end, glued));
    }
    tokens
}

fn lower(written: &str) -> String {
    if written.is_ascii() {
        return written
            .chars()
            .filter(|&c| !is_apostrophe(c))
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    written.chars().filter(|&c| !is_apostrophe(c)).flat_map(char::to_lowercase).nfc().collect()
}

/// A digit or sign as it is mostly typed: pages and phones put others in dates that look the same, so that no line ends there.
fn plain(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{FE63}' | '－' => '-',
        '\u{2044}' | '\u{2215}' | '／' => '/',
        '\u{2024}' | '．' => '.',
        '\u{2236}' | '：' => ':',
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        c => c,
    }
}

fn is_capital(written: &str) -> bool {
    written.chars().next().is_some_and(char::is_uppercase)
}

fn kind_of(first: char) -> Kind {
    if plain(first).is_ascii_digit() {
        Kind::Number
    } else if is_word_char(first) {
        Kind::Word
    } else {
        Kind::Sign
    }
}

/// Letters, and the combining marks that some keyboards send for å, ä and ö.
fn is_word_char(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '´')
}

fn letter_follows(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic)
}

pub(super) fn has_dots(text: &str) -> bool {
    text.contains(['å', 'ä', 'ö'])
}

/// Whether `written`, which has no dots, is `word` with å as a or aa, ä as a or ae, ö as o or oe.
fn is_dotless(written: &str, word: &str) -> bool {
    let mut rest = written;
    for letter in word.chars() {
        let (plain, doubled) = match letter {
            'å' => ("a", "aa"),
            'ä' => ("a", "ae"),
            'ö' => ("o", "oe"),
            _ => match rest.strip_prefix(letter) {
                Some(after) => {
                    rest = after;
                    continue;
                }
                None => return false,
            },
        };
        match rest.strip_prefix(doubled).or_else(|| rest.strip_prefix(plain)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// `word` without its dots: å and ä as a, ö as o.
pub(super) fn without_dots(word: &str) -> String {
    word.chars().map(without_dot).collect()
}

pub(super) fn without_dot(letter: char) -> char {
    match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        let check = |text, expected: &[&str]| {
            let found: Vec<_> = tokenize(text).into_iter().map(|token| token.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("På Fredag kl.16.30?", &["på", "fredag", "kl", ".", "16", ".", "30", "?"]);
        check("v32 den 15:e", &["v", "32", "den", "15", ":", "e"]);
        check("Midsummer's Eve, 5 o’clock", &["midsummers", "eve", ",", "5", "oclock"]);
        check("pa\u{30a} lo\u{308}rdag", &["på", "lördag"]);
        check("２０２６‑11−28 kl 8∶30", &["2026", "-", "11", "-", "28", "kl", "8", ":", "30"]);
        check("", &[]);
    }

    #[test]
    fn dots_may_be_left_out_but_not_put_on() {
        let check = |written: &str, word, expected| {
            let tokens = tokenize(written);
            assert_eq!(tokens.iter().any(|token| token.is(word)), expected, "{written} as {word}");
        };
        check("lordag", "lördag", true);
        check("loerdag", "lördag", true);
        check("naesta", "nästa", true);
        check("paa", "på", true);
        check("får", "far", false);
        check("lårdag", "lördag", false);
        check("pan", "på", false);
    }
}

//! Groups of digits in a text, and what holds them together. Knows nothing of what the numbers mean.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// A run of digits, as long as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Their values, 0 to 9. Empty: a group that is left alone.
    pub digits: Vec<u8>,
    /// What stands between the group before and this one.
    pub join: Join,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The first group, or other text between the two.
    Apart,
    Blank,
    /// A dash, with or without blanks around it.
    Dash,
    Plus,
    /// The end of a line, with or without blanks around it.
    Line,
    Dot,
    /// Brackets and slashes, as in phone numbers.
    Bracket,
}

/// The zeros of the scripts whose digits are no variants of 0 to 9.
const ZEROS: [char; 14] = [
    '\u{0660}', '\u{06F0}', '\u{07C0}', '\u{0966}', '\u{09E6}', '\u{0A66}', '\u{0AE6}', '\u{0BE6}',
    '\u{0C66}', '\u{0CE6}', '\u{0D66}', '\u{0E50}', '\u{0ED0}', '\u{1040}',
];

/// The value of a digit, whatever its look or its script: what search reads as one (fullwidth, raised, ringed, mathematical) is one here.
pub(super) fn digit(c: char) -> Option<u8> {
    let value = |c: char| c.to_digit(10).and_then(|value| u8::try_from(value).ok());
    if c.is_ascii() {
        return value(c);
    }
    let of_script = |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|d| *d < 10);
    if let Some(digit) = ZEROS.iter().find_map(of_script) {
        return u8::try_from(digit).ok();
    }
    let mut same = Vec::new();
    decompose_compatible(c, |c| same.push(c));
    match same[..] {
        [c] if c.is_ascii() => value(c),
        _ => None,
    }
}

/// A letter that stands for a digit where it stands between digits.
pub(super) fn look_alike(c: char) -> Option<u8> {
    match c {
        'O' | 'o' | '\u{41E}' | '\u{43E}' | '\u{39F}' | '\u{3BF}' => Some(0),
        'l' | 'I' | '\u{406}' | '\u{399}' => Some(1),
        _ => None,
    }
}

pub(super) fn digits_of(text: &str) -> Vec<u8> {
    text.chars().filter_map(digit).collect()
}

/// Takes no room and says nothing: what copying from web pages and chat programs leaves in words. Search does not see it either.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

/// Says nothing between digits: what nobody sees, and markup.
fn is_nothing(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{20E3}' | '*' | '_' | '~' | '`')
}

pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (place, &(at, c)) in chars.iter().enumerate() {
        let Some(value) = digit(c).or_else(|| between_digits(&chars, place)) else { continue };
        let end = at + c.len_utf8();
        let Some(last) = groups.last_mut() else {
            groups.push(Group { span: at..end, digits: vec![value], join: Join::Apart });
            continue;
        };
        let between = between(&text[last.span.end..at]);
        if between.is_empty() {
            last.span.end = end;
            last.digits.push(value);
        } else {
            groups.push(Group { span: at..end, digits: vec![value], join: join(&between) });
        }
    }
    groups
}

/// So many letters in a row may stand for digits.
const LETTERS: usize = 4;

/// The value of a letter that looks like a digit and stands between digits, alone or with others such.
fn between_digits(chars: &[(usize, char)], place: usize) -> Option<u8> {
    let value = look_alike(chars[place].1)?;
    let seen = |c: &&(usize, char)| !is_nothing(c.1);
    let (before, after) = (&chars[..place], &chars[place + 1..]);
    (is_at_digit(before.iter().rev().filter(seen)) && is_at_digit(after.iter().filter(seen)))
        .then_some(value)
}

/// Whether a digit is next, behind a few letters that look like some.
fn is_at_digit<'a>(chars: impl Iterator<Item = &'a (usize, char)>) -> bool {
    let mut chars = chars.map(|(_, c)| *c).take(LETTERS);
    chars.find(|c| look_alike(*c).is_none()).is_some_and(|c| digit(c).is_some())
}

/// What a reader sees between two digits: without what says nothing, and without tags.
fn between(text: &str) -> String {
    let mut seen = String::new();
    let mut rest = text;
    // More than that joins nothing.
    while let Some(c) = rest.chars().next()
        && seen.len() <= LONGEST_TAG
    {
        let tag = rest.find('>').filter(|end| c == '<' && *end <= LONGEST_TAG);
        rest = &rest[tag.map_or(c.len_utf8(), |end| end + 1)..];
        if tag.is_none() && !is_nothing(c) {
            seen.push(c);
        }
    }
    seen
}

const LONGEST_TAG: usize = 16;

fn join(between: &str) -> Join {
    let mut join = Join::Blank;
    for (place, c) in between.chars().enumerate() {
        let sign = match c {
            ' ' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\r' => continue,
            // Beside another sign a line only ends there.
            '\n' if join != Join::Blank && join != Join::Line => continue,
            '\n' => Join::Line,
            '.' | '\u{B7}' => Join::Dot,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Join::Dash,
            '+' => Join::Plus,
            '(' | ')' | '/' => Join::Bracket,
            _ => return Join::Apart,
        };
        let second = !matches!(join, Join::Blank)
            && (join != Join::Line || sign == Join::Line)
            && (join != Join::Bracket || sign == Join::Plus);
        if second || place > 3 {
            return Join::Apart;
        }
        join = sign;
    }
    if between.chars().count() > 4 { Join::Apart } else { join }
}

/// Luhn's check (ISO/IEC 7812-1, annex B): doubles every second digit from the right.
pub(super) fn is_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |sum: u32, digit| sum.saturating_mul(10).saturating_add(u32::from(*digit)))
}

/// `06-12-2026`.
pub(super) fn is_day_month_year(window: &[Group]) -> bool {
    let [day, month, year] = window else {
        return false;
    };
    day.digits.len() == 2
        && month.digits.len() == 2
        && year.digits.len() == 4
        && (1..=31).contains(&number(&day.digits))
        && (1..=12).contains(&number(&month.digits))
}

/// `0800-1630`.
pub(super) fn is_clock(window: &[Group]) -> bool {
    window.iter().all(|group| {
        let [.., tens, ones] = group.digits.as_slice() else {
            return false;
        };
        group.digits.len() == 4 && number(&group.digits) < 2400 && number(&[*tens, *ones]) < 60
    })
}

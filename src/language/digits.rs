//! Groups of digits in a text, and what holds them together. Knows nothing of what the numbers mean.

use std::ops::Range;

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

/// The value of a decimal digit that fills one UTF-16 unit: ASCII, fullwidth, Arabic-Indic, Persian.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
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

pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(value) = digit(c) else { continue };
        let end = at + c.len_utf8();
        if let Some(last) = groups.last_mut()
            && text[last.span.end..at].chars().all(is_invisible)
        {
            last.span.end = end;
            last.digits.push(value);
            continue;
        }
        let join = match groups.last() {
            Some(last) => join(&text[last.span.end..at]),
            None => Join::Apart,
        };
        groups.push(Group { span: at..end, digits: vec![value], join });
    }
    groups
}

fn join(between: &str) -> Join {
    let mut join = Join::Blank;
    let between: String = between.chars().filter(|c| !is_invisible(*c)).collect();
    for (place, c) in between.chars().enumerate() {
        let sign = match c {
            ' ' | '\t' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\r' => continue,
            '\n' => Join::Line,
            '.' | '\u{B7}' => Join::Dot,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Join::Dash,
            '+' => Join::Plus,
            '(' | ')' | '/' => Join::Bracket,
            _ => return Join::Apart,
        };
        let second = join != Join::Blank && (join != Join::Bracket || sign == Join::Plus);
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

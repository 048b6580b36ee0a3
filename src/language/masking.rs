//! Hides what a municipality must not collect: personnummer, samordningsnummer and payment cards, and in logs phone numbers and
//! e-mail addresses too (`public-sector.md`, the row on GDPR).
//!
//! Invariant: a masked text has the length of the original in UTF-16 units, place for place, so that Telegram's offsets still hold.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::digits::{
    Group, Join, digit, digits_of, groups, is_clock, is_day_month_year, is_luhn, look_alike,
};
use super::personal_number;

/// Stands for one hidden UTF-16 unit.
pub const MARK: char = '•';

/// The length of a payment card's number, in digits (ISO/IEC 7812).
const CARD: Range<usize> = 13..20;

/// What is hidden, and the municipality's own numbers and addresses, which are not.
#[derive(Clone, Debug, Default)]
pub struct Masking {
    own_numbers: Vec<Vec<u8>>,
    /// What stands behind the `@` of the municipality's own addresses: all there are its own.
    own_domains: Vec<String>,
}

impl Masking {
    /// `own`: phone numbers, giro numbers and e-mail addresses that the municipality itself publishes, as printed.
    pub fn new<I>(own: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut masking = Masking::default();
        for text in own {
            let text = text.as_ref().trim();
            if domain(text).is_some() {
                masking.own_domains.extend(domain(text));
            } else {
                masking.own_numbers.extend(spellings(digits_of(text)));
            }
        }
        masking
    }

    /// The text as it may be stored and relayed.
    pub fn stored(&self, text: &str) -> String {
        let groups = self.groups(text);
        let mut hidden = personal_number::find(&groups);
        hidden.extend(cards(&groups));
        hide_digits(text, &hidden)
    }

    /// The text as it may stand in a log.
    pub fn logged(&self, text: &str) -> String {
        let text = self.hide_addresses(&self.stored(text));
        let hidden = phones(&text, &self.groups(&text));
        hide_digits(&text, &hidden)
    }

    /// The groups of digits, without those of the municipality's own numbers.
    fn groups(&self, text: &str) -> Vec<Group> {
        let mut groups = groups(text);
        for first in 0..groups.len() {
            for own in &self.own_numbers {
                let Some(last) = spelled(&groups, first, own) else {
                    continue;
                };
                for group in groups.iter_mut().take(last + 1).skip(first) {
                    group.digits.clear();
                }
            }
        }
        groups
    }

    fn hide_addresses(&self, text: &str) -> String {
        static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
            // With what nobody sees in between, and the sign in its other forms.
            const NAME: &str = r"[\w.+%\u{AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{FE00}-\u{FE0F}\u{FEFF}-]+";
            Regex::new(&format!(r"{NAME}[@＠﹫]{NAME}")).expect("a constant pattern")
        });
        ADDRESS
            .replace_all(text, |found: &regex::Captures<'_>| {
                let whole = &found[0];
                let address = whole.trim_end_matches(['.', '-']);
                match domain(address) {
                    Some(domain) if domain.contains('.') && !self.own_domains.contains(&domain) => {
                        whole.chars().map(hide_but_punctuation).collect()
                    }
                    _ => whole.to_owned(),
                }
            })
            .into_owned()
    }
}

/// What stands behind the sign of an address, in lower case.
fn domain(address: &str) -> Option<String> {
    address.rsplit_once(['@', '＠', '﹫']).map(|(_, domain)| domain.to_lowercase())
}

fn hide_but_punctuation(c: char) -> String {
    match c {
        '@' | '＠' | '﹫' | '.' => c.to_string(),
        c if !c.is_alphanumeric() && !matches!(c, '_' | '+' | '%' | '-') => c.to_string(),
        _ => MARK.to_string().repeat(c.len_utf16()),
    }
}

/// A Swedish number is written with a zero in front, or with the country's code.
fn spellings(number: Vec<u8>) -> Vec<Vec<u8>> {
    let abroad = match number.as_slice() {
        [0, rest @ ..] if rest.first().is_some_and(|d| *d != 0) => rest.to_vec(),
        [0, 0, 4, 6, rest @ ..] | [4, 6, rest @ ..] => rest.to_vec(),
        [] => return Vec::new(),
        _ => return vec![number],
    };
    [&[0][..], &[4, 6], &[4, 6, 0], &[0, 0, 4, 6]]
        .iter()
        .map(|prefix| [prefix, abroad.as_slice()].concat())
        .collect()
}

/// The last group of those that, from `first` on, spell exactly this number.
fn spelled(groups: &[Group], first: usize, number: &[u8]) -> Option<usize> {
    let mut rest = number;
    for (i, group) in groups.iter().enumerate().skip(first) {
        if group.digits.is_empty() || (i > first && group.join == Join::Apart) {
            return None;
        }
        rest = rest.strip_prefix(group.digits.as_slice())?;
        if rest.is_empty() {
            return Some(i);
        }
    }
    None
}

/// Payment cards: 13 to 19 digits that Luhn's check accepts, in one piece or in groups like those on the card (4-4-4-4, 4-6-5).
fn cards(groups: &[Group]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for first in 0..groups.len() {
        let mut digits: Vec<u8> = Vec::new();
        for last in first..groups.len() {
            let group = &groups[last];
            let linked = last == first || !matches!(group.join, Join::Apart | Join::Plus);
            if group.digits.is_empty() || !linked {
                break;
            }
            digits.extend(&group.digits);
            if digits.len() >= CARD.end {
                break;
            }
            let window = &groups[first..=last];
            if CARD.contains(&digits.len()) && is_luhn(&digits) && looks_printed(window) {
                found.push(window[0].span.start..group.span.end);
            }
        }
    }
    found
}

/// Keeps lists of dates, phone numbers and years from being read as a card.
fn looks_printed(window: &[Group]) -> bool {
    let [head @ .., _] = window else { return false };
    let grouped_like_a_card = head.iter().all(|group| (3..=6).contains(&group.digits.len()));
    let starts_like_a_card = window[0].digits.first() != Some(&0);
    head.is_empty() || (grouped_like_a_card && starts_like_a_card)
}

/// Phone numbers: from a zero or a plus on, 8 to 15 digits (E.164) in groups.
fn phones(text: &str, groups: &[Group]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let start = groups[first].span.start;
        let international =
            text[..start].ends_with('+') || groups[first].digits.starts_with(&[0, 0]);
        let longest = if international { 15 } else { 11 };
        if !international && groups[first].digits.first() != Some(&0) {
            first += 1;
            continue;
        }
        let mut count = 0;
        let mut end = first;
        for (i, group) in groups.iter().enumerate().skip(first) {
            // With dots and ends of lines only as in 070.123, so that dates and clock times are none.
            let linked = i == first
                || match group.join {
                    Join::Apart | Join::Plus => false,
                    Join::Dot | Join::Line => {
                        groups[first].digits.len() > 2 || text[..start].ends_with('+')
                    }
                    _ => true,
                };
            if !linked || group.digits.is_empty() || count + group.digits.len() > longest {
                break;
            }
            count += group.digits.len();
            end = i + 1;
        }
        let window = &groups[first..end];
        if count >= 8 && !is_day_month_year(window) && !is_clock(window) {
            found.push(start..groups[end - 1].span.end);
            first = end;
        } else {
            first += 1;
        }
    }
    found
}

fn hide_digits(text: &str, hidden: &[Range<usize>]) -> String {
    text.char_indices()
        .map(|(at, c)| {
            let inside = hidden.iter().any(|range| range.contains(&at));
            match inside && (digit(c).is_some() || look_alike(c).is_some()) {
                true => MARK.to_string().repeat(c.len_utf16()),
                false => c.to_string(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;

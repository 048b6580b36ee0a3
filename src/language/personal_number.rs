//! Personnummer and samordningsnummer (folkbokföringslagen 18 §; lag om samordningsnummer): a date of birth, three digits and a check
//! digit. A samordningsnummer has 60 added to the day.

use std::ops::Range;

use chrono::NaiveDate;

use super::digits::{Group, Join, is_clock, is_luhn, number};

/// Where such numbers stand, in bytes: 10 or 12 digits, with `-`, `+`, a blank or nothing before the last four.
pub(super) fn find(groups: &[Group]) -> Vec<Range<usize>> {
    /// The ways to write one, as digits a group; every join but the last has to be of this kind.
    const WAYS: [(&[usize], Join); 17] = [
        (&[10], Join::Apart),
        (&[12], Join::Apart),
        (&[6, 4], Join::Apart),
        (&[8, 4], Join::Apart),
        (&[2, 10], Join::Blank),
        (&[2, 6, 4], Join::Blank),
        (&[4, 2, 2, 4], Join::Dash),
        (&[2, 2, 2, 4], Join::Dash),
        (&[4, 2, 2, 4], Join::Dot),
        (&[2, 2, 2, 4], Join::Dot),
        (&[4, 2, 2, 4], Join::Blank),
        (&[2, 2, 2, 4], Join::Blank),
        (&[4, 2, 2, 4], Join::Bracket),
        (&[2, 2, 2, 4], Join::Bracket),
        (&[4, 2, 6], Join::Dash),
        (&[4, 4, 4], Join::Blank),
        (&[2, 2, 2, 2, 2, 2], Join::Blank),
    ];
    let mut found = Vec::new();
    for first in 0..groups.len() {
        for (lengths, join) in WAYS {
            let Some(window) = groups.get(first..first + lengths.len()) else {
                continue;
            };
            if is_written(window, lengths, join)
                && !is_phone(window, lengths)
                && is_personal_number(&digits(window))
            {
                found.push(window[0].span.start..window[window.len() - 1].span.end);
            }
        }
    }
    found
}

fn is_written(window: &[Group], lengths: &[usize], inner: Join) -> bool {
    window.iter().zip(lengths).enumerate().all(|(place, (group, length))| {
        let joined = match place {
            0 => true,
            _ if place + 1 == lengths.len() => match group.join {
                Join::Dash | Join::Plus => true,
                Join::Apart => false,
                _ => !is_day_and_clock(window),
            },
            _ => group.join == inner,
        };
        joined && group.digits.len() == *length
    })
}

/// `08 12 14 56 78`: ten digits in pairs that begin with a zero are more often a phone number than somebody born in the first ten years of a century.
fn is_phone(window: &[Group], lengths: &[usize]) -> bool {
    lengths.len() > 3 && lengths[0] == 2 && window[0].digits.first() == Some(&0)
}

/// `2026-05-01 1630`: a day of these years and a clock time. Of somebody born then it might be the number, and is more often the time.
fn is_day_and_clock(window: &[Group]) -> bool {
    /// From when on a day is more likely one that is asked about than somebody's birth.
    const RECENT: u32 = 2015;
    match window {
        [year, _, _, clock] if year.digits.len() == 4 => {
            number(&year.digits) >= RECENT && is_clock(std::slice::from_ref(clock))
        }
        [year, _, _, clock] => {
            (15..=40).contains(&number(&year.digits)) && is_clock(std::slice::from_ref(clock))
        }
        _ => false,
    }
}

fn digits(window: &[Group]) -> Vec<u8> {
    window.iter().flat_map(|group| group.digits.iter().copied()).collect()
}

/// Ten digits leave the century open; twelve name it.
fn is_personal_number(digits: &[u8]) -> bool {
    let (century, ten) = match digits.len() {
        10 => (None, digits),
        12 => (Some(number(&digits[..2])), &digits[2..]),
        _ => return false,
    };
    let (year, month, day) = (number(&ten[..2]), number(&ten[2..4]), number(&ten[4..6]));
    let day = if day > 60 { day - 60 } else { day };
    let is_date = |century: u32| {
        i32::try_from(century * 100 + year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .is_some()
    };
    let centuries = 18..=20;
    let plausible = match century {
        Some(century) => centuries.contains(&century) && is_date(century),
        None => centuries.into_iter().any(is_date),
    };
    plausible && is_luhn(ten)
}

//! When a message was written: by its own date, not by when it is handled.

use chrono::NaiveDateTime;

/// A date further back than this says nothing: Telegram keeps updates for a day, and nothing runs for a year unseen. In milliseconds.
const BELIEVED_MS: i64 = 366 * 24 * 3600 * 1000;

/// A message this young came just now: dates have whole seconds, too coarse for the order in which things happen. In milliseconds.
const YOUNG_MS: i64 = 60_000;

/// When a message came in, of which its date says `sent_ms`; milliseconds since 1970.
pub fn arrived(sent_ms: Option<i64>, now_ms: i64) -> i64 {
    sent_ms
        .filter(|sent| (now_ms - BELIEVED_MS..now_ms - YOUNG_MS).contains(sent))
        .unwrap_or(now_ms)
}

/// The moment that a message's words are meant from ("i morgon"), in local time: on another day than today its own, else now, so that "öppet nu?"
/// is answered for the reader.
pub fn meant_at(sent: NaiveDateTime, now: NaiveDateTime) -> NaiveDateTime {
    if sent.date() == now.date() { now } else { sent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_meant_from_the_day_they_were_written() {
        let at = |text: &str| -> NaiveDateTime { text.parse().unwrap() };
        let now = at("2026-05-12T12:31:00");
        for (sent, expected) in [
            ("2026-05-12T05:30:00", "2026-05-12T12:31:00"),
            ("2026-05-11T23:59:58", "2026-05-11T23:59:58"),
        ] {
            assert_eq!(meant_at(at(sent), now), at(expected), "{sent}");
        }
    }

    #[test]
    fn a_message_came_when_its_date_says_unless_that_cannot_be() {
        let now = 2 * BELIEVED_MS;
        for (sent, expected) in [
            (None, now),
            (Some(now - 5), now),
            (Some(now - 2 * YOUNG_MS), now - 2 * YOUNG_MS),
            (Some(now), now),
            (Some(now + 1), now),
            (Some(now - BELIEVED_MS), now - BELIEVED_MS),
            (Some(1000), now),
            (Some(i64::MIN), now),
        ] {
            assert_eq!(arrived(sent, now), expected, "{sent:?}");
        }
    }
}

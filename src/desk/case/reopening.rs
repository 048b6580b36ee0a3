//! When a resident who writes again writes in the same case.

use crate::language::questions;
use crate::model::case::ClosedBy;
use crate::model::reply::ReplyKind;

/// A case that was closed less than this ago is opened again, in milliseconds.
const RECENT_MS: i64 = 24 * 3600 * 1000;

/// Whether a case that was closed then may be opened again.
pub fn is_recent(closed_ms: Option<i64>, now_ms: i64) -> bool {
    closed_ms.is_some_and(|closed| now_ms - closed < RECENT_MS)
}

/// What the assistant makes of a message that comes after a case was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// "Tack så mycket!", "hej då".
    Leave,
    Kind(ReplyKind),
}

/// A few words alone name what is wanted to be known: "öppettider lördag".
const FEW: usize = 3;

/// Whether a message after a case asks something, in place of telling it.
pub fn asks(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.count() <= FEW || questions::asks(text)
}

/// Whether what the resident writes belongs to the case that was just closed.
///
/// Staff have closed it: whoever goes on means them, but for thanks and farewells. The resident has closed it to be back with the assistant, and was
/// promised that staff get what that cannot answer: what it can answer has to ask something (`asks`).
pub fn goes_on(by: ClosedBy, heard: Heard, asks: bool) -> bool {
    match (by, heard) {
        (_, Heard::Leave | Heard::Kind(ReplyKind::Emergency)) => false,
        (ClosedBy::Staff, _)
        | (ClosedBy::Resident, Heard::Kind(ReplyKind::Unknown | ReplyKind::Handover)) => true,
        (ClosedBy::Resident, Heard::Kind(_)) => !asks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_can_be_taken_up_again_for_a_day() {
        let day = 24 * 3600 * 1000;
        for (closed, now, expected) in
            [(Some(0), day - 1, true), (Some(0), day, false), (None, 5, false)]
        {
            assert_eq!(is_recent(closed, now), expected, "{closed:?} {now}");
        }
    }

    #[test]
    fn what_the_assistant_can_answer_stays_with_it_once_the_resident_has_ended() {
        use ReplyKind::*;
        assert!(
            !goes_on(ClosedBy::Staff, Heard::Leave, false)
                && !goes_on(ClosedBy::Resident, Heard::Leave, false)
        );
        for (by, kind, asks, expected) in [
            (ClosedBy::Staff, Unknown, true, true),
            (ClosedBy::Staff, Hours, true, true),
            (ClosedBy::Staff, Smalltalk, false, true),
            (ClosedBy::Staff, Emergency, false, false),
            (ClosedBy::Resident, Smalltalk, true, false),
            (ClosedBy::Resident, Hours, true, false),
            (ClosedBy::Resident, Hours, false, true),
            (ClosedBy::Resident, Contact, false, true),
            (ClosedBy::Resident, Answer, true, false),
            (ClosedBy::Resident, Answer, false, true),
            (ClosedBy::Resident, Unknown, true, true),
            (ClosedBy::Resident, Handover, true, true),
            (ClosedBy::Resident, Emergency, false, false),
        ] {
            assert_eq!(goes_on(by, Heard::Kind(kind), asks), expected, "{by:?} {kind:?} {asks}");
        }
    }

    #[test]
    fn a_few_words_alone_ask() {
        assert!(asks("öppettider lördag") && !asks("skolan har stängt toaletterna igen"));
    }
}

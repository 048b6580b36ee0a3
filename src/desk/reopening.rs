//! When a resident who writes again writes in the same case.

use crate::model::reply::ReplyKind;

/// A case that was closed less than this ago is opened again, in milliseconds.
const RECENT_MS: i64 = 24 * 3600 * 1000;

/// Whether a case that was closed then may be opened again.
pub fn is_recent(closed_ms: Option<i64>, now_ms: i64) -> bool {
    closed_ms.is_some_and(|closed| now_ms - closed < RECENT_MS)
}

/// Who closed the case that a resident writes after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Staff,
    Resident,
}

/// What the assistant makes of a message that comes after a case was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// "Tack så mycket!", "hej då".
    Leave,
    Kind(ReplyKind),
}

/// Whether what the resident writes belongs to the case that was just closed.
///
/// Staff have closed it: whoever goes on means them, but for thanks and farewells. The resident has closed it to be back with the assistant: what that
/// can answer is meant for it.
pub fn goes_on(after: After, heard: Heard) -> bool {
    match (after, heard) {
        (_, Heard::Leave | Heard::Kind(ReplyKind::Emergency)) => false,
        (After::Staff, _) => true,
        (After::Resident, Heard::Kind(kind)) => matches!(kind, ReplyKind::Unknown | ReplyKind::Handover),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_can_be_taken_up_again_for_a_day() {
        let day = 24 * 3600 * 1000;
        for (closed, now, expected) in [(Some(0), day - 1, true), (Some(0), day, false), (None, 5, false)] {
            assert_eq!(is_recent(closed, now), expected, "{closed:?} {now}");
        }
    }

    #[test]
    fn what_the_assistant_can_answer_stays_with_it_once_the_resident_has_ended() {
        use ReplyKind::*;
        assert!(!goes_on(After::Staff, Heard::Leave) && !goes_on(After::Resident, Heard::Leave));
        for (after, kind, expected) in [
            (After::Staff, Unknown, true),
            (After::Staff, Hours, true),
            (After::Staff, Smalltalk, true),
            (After::Staff, Emergency, false),
            (After::Resident, Smalltalk, false),
            (After::Resident, Hours, false),
            (After::Resident, Answer, false),
            (After::Resident, Unknown, true),
            (After::Resident, Handover, true),
            (After::Resident, Emergency, false),
        ] {
            assert_eq!(goes_on(after, Heard::Kind(kind)), expected, "{after:?} {kind:?}");
        }
    }
}

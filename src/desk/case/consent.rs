//! While a resident is asked whether they want to write to staff.

use super::reopening::Heard;
use crate::model::reply::ReplyKind;

/// The question stands this long, in milliseconds: after that what is written is meant for the assistant again.
const STANDS_MS: i64 = 30 * 60 * 1000;

/// Since when a question that still stands was asked, at the earliest; milliseconds since 1970.
pub fn stands_since(now_ms: i64) -> i64 {
    now_ms - STANDS_MS
}

/// Agreement or refusal in words, in place of a press. `None`: the words say something else.
pub fn spoken(text: &str) -> Option<bool> {
    let plain: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.as_str() {
        "ja" | "japp" | "jajamen" | "ja tack" | "ja gärna" | "ja det vill jag" | "jo"
        | "jo tack" | "gärna" | "ok" | "okej" | "yes" | "yes please" | "sure" => Some(true),
        "nej"
        | "nej tack"
        | "nä"
        | "nä tack"
        | "nix"
        | "nej det vill jag inte"
        | "no"
        | "no thanks"
        | "no thank you" => Some(false),
        _ => None,
    }
}

/// What becomes of a message that comes meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// It waits for the answer, to go to staff with it.
    Waits,
    /// It waits, and the assistant says at once what cannot.
    WaitsAnswered,
    /// It is the assistant's alone: what that knows by itself needs no staff.
    Assistants,
}

pub fn meanwhile(heard: Heard) -> Meanwhile {
    match heard {
        Heard::Leave | Heard::Kind(ReplyKind::Hours | ReplyKind::Contact) => Meanwhile::Assistants,
        Heard::Kind(ReplyKind::Emergency) => Meanwhile::WaitsAnswered,
        Heard::Kind(_) => Meanwhile::Waits,
    }
}

/// Whether the question that a resident was answered goes along to staff, as their first message.
pub fn goes_along(kind: ReplyKind) -> bool {
    // Those were answered, and tell staff nothing of the errand.
    !matches!(kind, ReplyKind::Contact | ReplyKind::Hours | ReplyKind::Smalltalk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_words_are_presses() {
        for (text, expected) in [
            ("Ja", Some(true)),
            ("ja tack!", Some(true)),
            ("OK.", Some(true)),
            ("Yes, please", Some(true)),
            ("Nej", Some(false)),
            ("nej, tack", Some(false)),
            ("ja men först en sak", None),
            ("nej, det var gatlampan", None),
            ("", None),
        ] {
            assert_eq!(spoken(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_meanwhile_waits_but_for_what_is_answered_at_once() {
        use ReplyKind::*;
        assert_eq!(meanwhile(Heard::Leave), Meanwhile::Assistants);
        for (kind, expected) in [
            (Unknown, Meanwhile::Waits),
            (Answer, Meanwhile::Waits),
            (Handover, Meanwhile::Waits),
            (Smalltalk, Meanwhile::Waits),
            (Overview, Meanwhile::Waits),
            (Hours, Meanwhile::Assistants),
            (Contact, Meanwhile::Assistants),
            (Emergency, Meanwhile::WaitsAnswered),
        ] {
            assert_eq!(meanwhile(Heard::Kind(kind)), expected, "{kind:?}");
        }
    }

    #[test]
    fn the_question_goes_along_where_it_tells_of_the_errand() {
        use ReplyKind::*;
        for (kind, expected) in [
            (Unknown, true),
            (Answer, true),
            (Choose, true),
            (Overview, true),
            (Handover, true),
            (Emergency, true),
            (Hours, false),
            (Contact, false),
            (Smalltalk, false),
        ] {
            assert_eq!(goes_along(kind), expected, "{kind:?}");
        }
    }
}

//! What a resident hears at once of a message in an open case.

use crate::model::reply::ReplyKind;

/// Staff who wrote this short a time ago are there, whatever the hours say; in milliseconds.
const THERE_MS: i64 = 15 * 60 * 1000;

/// What is known when the message comes.
#[derive(Clone, Copy, Debug)]
pub struct Arrival {
    /// What the assistant would reply; `None`: there are no words.
    pub kind: Option<ReplyKind>,
    /// Whether the centre is open.
    pub open: bool,
    /// When staff last wrote in the case; milliseconds since 1970.
    pub staff_wrote_ms: Option<i64>,
    pub now_ms: i64,
}

impl Arrival {
    fn is_attended(&self) -> bool {
        self.open || self.staff_wrote_ms.is_some_and(|ms| self.now_ms - ms < THERE_MS)
    }

    /// Whether the assistant replies too. Whoever is in danger is told what to do, whoever reads the case when; hours and contact details nobody
    /// has to wait for.
    pub fn is_answered(&self) -> bool {
        match self.kind {
            Some(ReplyKind::Emergency) => true,
            Some(ReplyKind::Hours | ReplyKind::Contact) => !self.is_attended(),
            _ => false,
        }
    }

    /// Whether the resident is told that the message is kept, and when it is read.
    pub fn is_confirmed(&self) -> bool {
        !self.is_attended()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_reads_now_is_confirmed_and_what_cannot_wait_is_answered() {
        use ReplyKind::*;
        const MINUTE: i64 = 60_000;
        for (kind, open, staff_wrote, answered, confirmed) in [
            (Some(Unknown), true, None, false, false),
            (Some(Hours), true, None, false, false),
            (Some(Emergency), true, None, true, false),
            (Some(Unknown), false, None, false, true),
            (Some(Answer), false, None, false, true),
            (Some(Hours), false, None, true, true),
            (Some(Contact), false, None, true, true),
            (Some(Emergency), false, None, true, true),
            (None, false, None, false, true),
            (Some(Unknown), false, Some(5 * MINUTE), false, false),
            (Some(Hours), false, Some(5 * MINUTE), false, false),
            (Some(Unknown), false, Some(20 * MINUTE), false, true),
        ] {
            let now_ms = 100 * MINUTE;
            let arrival =
                Arrival { kind, open, staff_wrote_ms: staff_wrote.map(|ago| now_ms - ago), now_ms };
            assert_eq!(
                (arrival.is_answered(), arrival.is_confirmed()),
                (answered, confirmed),
                "{arrival:?}"
            );
        }
    }
}

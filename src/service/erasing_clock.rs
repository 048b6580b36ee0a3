//! Whether the clock is right enough to erase by. A machine whose clock is set a month ahead, and back an hour later, must not have lost what is a
//! month old.

/// A clock that leaps ahead by more than this is not believed at once.
const LEAP_MS: i64 = 24 * 3600 * 1000;
/// It is believed once it has gone on for so long from there, with nobody setting it right.
const PROOF_MS: i64 = 24 * 3600 * 1000;

/// What the clock said at the last look; kept in the store, so that starting again proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ErasingClock {
    /// Milliseconds since 1970.
    seen_ms: i64,
    /// Where it leapt to, for as long as that is not believed.
    leapt_to_ms: Option<i64>,
}

impl ErasingClock {
    /// The clock as it is seen now, after `last`; `None`: never seen before, so there is nothing to compare it with.
    pub fn seen(last: Option<ErasingClock>, now_ms: i64) -> Self {
        let leapt_to_ms = match last {
            None => None,
            // It was set back: nothing is too old too early by it.
            Some(last) if now_ms < last.seen_ms => None,
            Some(last) if now_ms - last.seen_ms > LEAP_MS => Some(now_ms),
            Some(last) => last.leapt_to_ms.filter(|leapt| now_ms - leapt < PROOF_MS),
        };
        ErasingClock { seen_ms: now_ms, leapt_to_ms }
    }

    /// As [`ErasingClock::stored`] gives it.
    pub fn parse(text: &str) -> Option<Self> {
        let (seen, leapt) = text.split_once(' ')?;
        let leapt_to_ms = match leapt {
            "-" => None,
            leapt => Some(leapt.parse().ok()?),
        };
        Some(ErasingClock { seen_ms: seen.parse().ok()?, leapt_to_ms })
    }

    /// For the store: `1795420800000 -`.
    pub fn stored(self) -> String {
        let leapt = self.leapt_to_ms.map_or_else(|| "-".to_owned(), |ms| ms.to_string());
        format!("{} {leapt}", self.seen_ms)
    }

    pub fn is_believed(self) -> bool {
        self.leapt_to_ms.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks at these hours of the clock, and whether each is believed.
    fn check(what: &str, looks: &[(i64, bool)]) {
        let mut last = None;
        for (hour, expected) in looks {
            let clock = ErasingClock::seen(last, hour * 3600 * 1000);
            assert_eq!(clock.is_believed(), *expected, "{what}: {hour}");
            last = ErasingClock::parse(&clock.stored());
            assert_eq!(last, Some(clock));
        }
    }

    #[test]
    fn a_clock_that_leaps_ahead_is_believed_after_a_day() {
        check("as it goes", &[(0, true), (1, true), (20, true), (44, true)]);
        check("a month ahead and back", &[(0, true), (720, false), (743, false), (1, true)]);
        check("a month off", &[(0, true), (720, false), (721, false), (743, false), (744, true)]);
        check("twice", &[(0, true), (720, false), (1440, false), (1463, false), (1464, true)]);
    }
}

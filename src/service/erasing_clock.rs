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
    /// For as long as that is not believed.
    leap: Option<Leap>,
}

/// Milliseconds since 1970, as the clock said before and after it leapt. Set back a little, it has leapt no less, and not so long ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Leap {
    from_ms: i64,
    to_ms: i64,
}

impl ErasingClock {
    /// The clock as it is seen now, after `last`; `None`: never seen before, so there is nothing to compare it with.
    pub fn seen(last: Option<ErasingClock>, now_ms: i64) -> Self {
        let leap = match last {
            None => None,
            Some(last) if now_ms < last.seen_ms => last
                .leap
                .filter(|leap| now_ms - leap.from_ms > LEAP_MS)
                .map(|leap| Leap { to_ms: now_ms, ..leap }),
            Some(last) if now_ms - last.seen_ms > LEAP_MS => {
                let from_ms = last.leap.map_or(last.seen_ms, |leap| leap.from_ms);
                Some(Leap { from_ms, to_ms: now_ms })
            }
            Some(last) => last.leap.filter(|leap| now_ms - leap.to_ms < PROOF_MS),
        };
        ErasingClock { seen_ms: now_ms, leap }
    }

    /// As [`ErasingClock::stored`] gives it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = text.split(' ');
        let seen_ms = all.next()?.parse().ok()?;
        let leap = match (all.next()?, all.next()) {
            ("-", None) => None,
            (from, Some(to)) => Some(Leap { from_ms: from.parse().ok()?, to_ms: to.parse().ok()? }),
            _ => return None,
        };
        Some(ErasingClock { seen_ms, leap })
    }

    /// For the store: `1795420800000 -`, or with where it leapt from and to in place of the dash.
    pub fn stored(self) -> String {
        match self.leap {
            None => format!("{} -", self.seen_ms),
            Some(Leap { from_ms, to_ms }) => format!("{} {from_ms} {to_ms}", self.seen_ms),
        }
    }

    pub fn is_believed(self) -> bool {
        self.leap.is_none()
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
        check("a month ahead and a little back", &[(0, true), (720, false), (719, false)]);
        check(
            "… and a day on",
            &[(0, true), (720, false), (719, false), (742, false), (743, true)],
        );
        check("twice", &[(0, true), (720, false), (1440, false), (1463, false), (1464, true)]);
    }
}

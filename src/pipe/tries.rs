//! For how long letters have been tried in vain while others were taken.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

/// The letters that are tried in vain. A letter's age says nothing: it may have waited for the service to be started, or for the channel.
#[derive(Debug)]
pub(super) struct Tries {
    /// How long a letter is tried that the channel neither takes nor refuses, counted from when it took others.
    give_up_after: Duration,
    letters: HashMap<i64, InVain>,
    /// When the channel last took or refused any letter.
    answered: Option<Instant>,
}

#[derive(Debug)]
struct InVain {
    last: Instant,
    /// Since when it is tried while others go through.
    alone_since: Option<Instant>,
}

impl Tries {
    pub fn new(give_up_after: Duration) -> Self {
        Tries { give_up_after, letters: HashMap::new(), answered: None }
    }

    /// The channel has taken or refused a letter: it is there.
    pub fn answered(&mut self, now: Instant) {
        self.answered = Some(now);
    }

    /// Notes a try in vain, and says whether it is to be the last. Never so during an outage, nor at the first fault after one: only a letter that
    /// fails while others go through is given up.
    pub fn in_vain(&mut self, letter: i64, now: Instant) -> bool {
        let tried = self.letters.entry(letter).or_insert(InVain { last: now, alone_since: None });
        let others_go = self.answered.is_some_and(|at| at > tried.last);
        tried.last = now;
        if !others_go {
            // So long without any other is an outage: what was counted before it counts no more.
            let is_outage = self.answered.is_none_or(|answered| {
                now.saturating_duration_since(answered) >= self.give_up_after / 2
            });
            if is_outage {
                tried.alone_since = None;
            }
            return false;
        }
        let since = *tried.alone_since.get_or_insert(now);
        now.saturating_duration_since(since) >= self.give_up_after
    }

    pub fn forget(&mut self, letter: i64) {
        self.letters.remove(&letter);
    }

    pub fn shrink(&mut self) {
        self.letters.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Step {
        /// Letter 1 fails; whether it is given up.
        Fails(bool),
        OtherTaken,
    }
    use Step::{Fails, OtherTaken};

    /// Steps at so many hours.
    fn check(what: &str, steps: &[(u64, Step)]) {
        let start = Instant::now();
        let mut tries = Tries::new(Duration::from_secs(24 * 3600));
        for (hour, step) in steps {
            let now = start + Duration::from_secs(hour * 3600);
            match step {
                Fails(expected) => assert_eq!(tries.in_vain(1, now), *expected, "{what}: {hour}"),
                OtherTaken => tries.answered(now),
            }
        }
    }

    #[test]
    fn a_letter_is_given_up_only_while_others_go_through() {
        check("an outage of days", &[(0, Fails(false)), (30, Fails(false)), (60, Fails(false))]);
        check(
            "the first fault after an outage",
            &[(0, Fails(false)), (30, OtherTaken), (31, Fails(false))],
        );
        check(
            "it alone, for a day",
            &[
                (0, OtherTaken),
                (1, Fails(false)),
                (2, OtherTaken),
                (3, Fails(false)),
                (25, OtherTaken),
                (26, Fails(false)),
                (27, OtherTaken),
                (28, Fails(true)),
            ],
        );
        check(
            "it alone, and then an outage",
            &[
                (1, Fails(false)),
                (2, OtherTaken),
                (3, Fails(false)),
                (40, Fails(false)),
                (41, OtherTaken),
                (42, Fails(false)),
            ],
        );
    }

    #[test]
    fn a_letter_that_is_done_with_is_forgotten() {
        let mut tries = Tries::new(Duration::ZERO);
        tries.in_vain(1, Instant::now());
        tries.forget(1);
        assert!(tries.letters.is_empty());
    }
}

//! Whether Telegram answers, as the last requests found it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::CallError;
use crate::model::delivery::SendError;

/// The connection to Telegram's servers. Clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct Line(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// `None`: nothing was asked yet.
    answered: Option<bool>,
    rests_until: Option<Instant>,
    /// When the last answer came, or was given up.
    at: Option<Instant>,
}

impl Line {
    pub(super) fn note<T>(&self, answer: &Result<T, CallError>, now: Instant) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.at = Some(now);
        match answer {
            // Whatever else Telegram says, it says something.
            Err(CallError::Refused(SendError::Transient(_))) => state.answered = Some(false),
            Err(CallError::Refused(SendError::RetryAfter(wait))) => {
                state.answered = Some(true);
                let until = now.checked_add(*wait);
                state.rests_until = state.rests_until.max(until);
            }
            _ => state.answered = Some(true),
        }
    }

    /// For how long nothing has been heard; `None`: nothing ever was.
    pub(super) fn quiet(&self, now: Instant) -> Option<Duration> {
        let at = self.0.lock().unwrap_or_else(PoisonError::into_inner).at;
        at.map(|at| now.saturating_duration_since(at))
    }

    pub fn answers(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).answered == Some(true)
    }

    /// For how long Telegram wants to be left alone, by the longest wait that it asked for.
    pub fn rest(&self, now: Instant) -> Duration {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.rests_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_request_tells_whether_telegram_answers() {
        let (line, now) = (Line::default(), Instant::now());
        let refused = |error| Err::<(), _>(CallError::Refused(error));
        assert!(!line.answers(), "nothing was asked");
        for (answer, expected) in [
            (Ok(()), true),
            (refused(SendError::Transient("no connection".to_owned())), false),
            (refused(SendError::Blocked), true),
            (refused(SendError::Transient("502".to_owned())), false),
            (Err(CallError::Unauthorized), true),
        ] {
            line.note(&answer, now);
            assert_eq!(line.answers(), expected, "{answer:?}");
        }
    }

    #[test]
    fn the_longest_wait_that_was_asked_for_counts_until_it_is_over() {
        let (line, now) = (Line::default(), Instant::now());
        let seconds = Duration::from_secs;
        assert_eq!(line.rest(now), Duration::ZERO);
        for wait in [7, 35, 2] {
            let refused = SendError::RetryAfter(seconds(wait));
            line.note(&Err::<(), _>(CallError::Refused(refused)), now);
        }
        assert_eq!(line.rest(now + seconds(5)), seconds(30));
        assert_eq!(line.rest(now + seconds(40)), Duration::ZERO);
    }
}

//! When an engine is asked, and when it is left alone.
//!
//! A state machine without a clock: the time comes in as the time since any fixed moment.

use std::time::Duration;

use super::fault::{EngineFault, Weight};
use crate::model::backoff::Backoff;

/// So many faults in a row that may pass do not pass.
const PASSING: u32 = 3;
/// How long an engine is left alone.
const RESTS: Backoff = Backoff { first: Duration::from_secs(2), longest: Duration::from_secs(300) };
/// A trial whose outcome nobody told of counts for nothing after this time.
const TRIAL: Duration = Duration::from_secs(5);

/// Whom a request's outcome is about: what was asked before the last change says nothing of the time after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket(u64);

/// What an outcome changed, to be said once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    LeftAlone(EngineFault),
    Back,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Asked {
        /// Those in a row.
        faults: u32,
    },
    LeftAlone {
        until: Duration,
        /// How often in a row.
        times: u32,
        fault: EngineFault,
    },
}

#[derive(Debug)]
pub(super) struct Breaker {
    state: State,
    /// Goes up with every change and every trial.
    round: u64,
}

impl Breaker {
    pub(super) fn new() -> Self {
        Breaker { state: State::Asked { faults: 0 }, round: 0 }
    }

    /// `None`: the engine is left alone. Once it has rested, one request goes through as a trial.
    pub(super) fn ask(&mut self, now: Duration) -> Option<Ticket> {
        if let State::LeftAlone { until, .. } = &mut self.state {
            if now < *until {
                return None;
            }
            *until = now + TRIAL;
            self.round += 1;
        }
        Some(Ticket(self.round))
    }

    pub(super) fn answered(&mut self, ticket: Ticket) -> Option<Change> {
        if ticket.0 != self.round {
            return None;
        }
        let was_left_alone = matches!(self.state, State::LeftAlone { .. });
        self.state = State::Asked { faults: 0 };
        was_left_alone.then(|| {
            self.round += 1;
            Change::Back
        })
    }

    pub(super) fn failed(
        &mut self,
        ticket: Ticket,
        fault: EngineFault,
        now: Duration,
    ) -> Option<Change> {
        if ticket.0 != self.round || fault.weight() == Weight::None {
            return None;
        }
        match &mut self.state {
            State::Asked { faults }
                if fault.weight() == Weight::Passing && *faults + 1 < PASSING =>
            {
                *faults += 1;
                None
            }
            State::Asked { .. } => {
                self.rest(1, fault, now);
                Some(Change::LeftAlone(fault))
            }
            State::LeftAlone { times, .. } => {
                let again = times.saturating_add(1);
                self.rest(again, fault, now);
                None
            }
        }
    }

    fn rest(&mut self, times: u32, fault: EngineFault, now: Duration) {
        self.state = State::LeftAlone { until: now + RESTS.after(times), times, fault };
        self.round += 1;
    }

    /// The fault for which the engine is left alone, if it is.
    pub(super) fn fault(&self) -> Option<EngineFault> {
        match self.state {
            State::Asked { .. } => None,
            State::LeftAlone { fault, .. } => Some(fault),
        }
    }

    /// How long it is left alone yet.
    pub(super) fn rests_for(&self, now: Duration) -> Duration {
        match self.state {
            State::Asked { .. } => Duration::ZERO,
            State::LeftAlone { until, .. } => until.saturating_sub(now),
        }
    }
}

#[cfg(test)]
mod tests;

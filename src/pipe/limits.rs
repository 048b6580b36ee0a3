//! The channel's limits, kept before it refuses.
//!
//! Windows that slide, not `governor`'s leaky bucket: the bucket lets a burst and then its whole rate through, up to twice the limit in one window, and
//! it cannot be asked without being used, which two limits for one message (the chat's, everybody's) need.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use crate::model::id::ChatId;

/// At most so many messages in any span so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub most: u32,
    pub span: Duration,
}

/// How much a channel lets be sent; nothing is limited by default.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// In all.
    pub all: Vec<Rate>,
    /// To one person.
    pub person: Vec<Rate>,
    pub group: Vec<Rate>,
    /// Tells a group from a person by its id; `None`: all are persons.
    pub is_group: Option<fn(ChatId) -> bool>,
}

impl Limits {
    /// The windows that all messages share.
    pub fn overall(&self) -> Windows {
        Windows::new(&self.all)
    }

    /// The windows of one chat.
    pub fn of_chat(&self, chat: ChatId) -> Windows {
        let is_group = self.is_group.is_some_and(|is_group| is_group(chat));
        Windows::new(if is_group { &self.group } else { &self.person })
    }
}

/// A request counts at the channel when it arrives there, between its departure and its response. Until the response is here it is taken to arrive
/// this late, so that a request that hangs does not hold everybody's place for long.
const UNDERWAY: Duration = Duration::from_secs(1);

/// "At most so many in any span so long", several at once.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    spans: Vec<(usize, Duration)>,
    longest: Duration,
    /// When each counts, by ticket.
    log: VecDeque<(u64, Instant)>,
    tickets: u64,
}

impl Windows {
    fn new(rates: &[Rate]) -> Self {
        Windows {
            spans: rates.iter().map(|rate| (rate.most as usize, rate.span)).collect(),
            longest: rates.iter().map(|rate| rate.span).max().unwrap_or_default(),
            ..Windows::default()
        }
    }

    /// The earliest moment at which so many messages may go; `now` or before: at once. More than a window ever admits go when it is empty.
    pub fn free_at(&self, now: Instant, messages: u32) -> Instant {
        let mut times: Vec<Instant> = self.log.iter().map(|(_, at)| *at).collect();
        times.sort_unstable();
        let free_of = |(most, span): &(usize, Duration)| {
            let room = most.saturating_sub(messages as usize);
            // All but the newest `room` must have left the window.
            let leaving = times.len().checked_sub(room + 1)?;
            Some(*times.get(leaving)? + *span)
        };
        let latest = self.spans.iter().filter_map(free_of).max();
        latest.map_or(now, |at| at.max(now))
    }

    /// Counts messages that depart now; the ticket is for [`Windows::arrived`].
    pub fn depart(&mut self, now: Instant, messages: u32) -> u64 {
        self.tickets += 1;
        if !self.spans.is_empty() {
            self.log.retain(|(_, at)| *at + self.longest > now);
            let entry = (self.tickets, now + UNDERWAY);
            self.log.extend(std::iter::repeat_n(entry, messages as usize));
        }
        self.tickets
    }

    /// Counts messages that were sent at this time.
    pub fn count(&mut self, at: Instant, messages: u32) {
        if !self.spans.is_empty() {
            self.log.extend(std::iter::repeat_n((0, at), messages as usize));
        }
    }

    /// The response is here, so it has been counted by now.
    pub fn arrived(&mut self, ticket: u64, now: Instant) {
        for (entry, at) in &mut self.log {
            if *entry == ticket && *at > now {
                *at = now;
            }
        }
    }

    /// Nothing counts any more: forgotten without loss.
    pub fn is_idle(&self, now: Instant) -> bool {
        self.log.iter().all(|(_, at)| *at + self.longest <= now)
    }
}

#[cfg(test)]
impl Limits {
    /// 30 a second in all; to a person three in one second and ten in ten; 20 a minute in a group, of which the ids are negative.
    pub(super) fn of_a_messenger() -> Self {
        let rate = |most, seconds| Rate { most, span: Duration::from_secs(seconds) };
        Limits {
            all: vec![rate(30, 1)],
            person: vec![rate(3, 1), rate(10, 10)],
            group: vec![rate(20, 60)],
            is_group: Some(|chat| chat.number() < 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sends as fast as allowed, each with the response after `latency` ms; gives when each left, in ms.
    fn departures(mut windows: Windows, latency: &[u64]) -> Vec<u64> {
        let start = Instant::now();
        let mut now = start;
        let mut times = Vec::new();
        for wait in latency {
            now = windows.free_at(now, 1);
            times.push((now - start).as_millis() as u64);
            let ticket = windows.depart(now, 1);
            now += Duration::from_millis(*wait);
            windows.arrived(ticket, now);
        }
        times
    }

    #[test]
    fn a_person_gets_three_at_once_and_then_one_a_second() {
        let times = departures(Limits::of_a_messenger().of_chat(ChatId::new(5)), &[0; 12]);
        assert_eq!(times[..3], [0, 0, 0]);
        assert!(times[3] >= 1000);
        assert!(times[10] >= 10_000, "eleven take ten seconds: {times:?}");
    }

    #[test]
    fn an_album_waits_until_all_of_it_fits() {
        let mut windows = Limits::of_a_messenger().of_chat(ChatId::new(-5));
        let now = Instant::now();
        for _ in 0..15 {
            let ticket = windows.depart(now, 1);
            windows.arrived(ticket, now);
        }
        assert_eq!(windows.free_at(now, 5), now);
        assert_eq!(windows.free_at(now, 6), now + Duration::from_secs(60));
        assert_eq!(windows.free_at(now, 100), now + Duration::from_secs(60));
    }

    #[test]
    fn a_request_that_hangs_holds_a_place_for_two_seconds_at_most() {
        let mut windows = Limits::of_a_messenger().overall();
        let now = Instant::now();
        for _ in 0..30 {
            windows.depart(now, 1);
        }
        assert_eq!(windows.free_at(now, 1), now + Duration::from_secs(2));
    }

    proptest! {
        /// Wherever between departure and response it is counted: no window ever sees more than it admits.
        #[test]
        fn no_window_is_ever_overfull(latency in proptest::collection::vec(0u64..900, 1..80), early in any::<bool>()) {
            for (limits, most, span) in [(Limits::of_a_messenger().of_chat(ChatId::new(-1)), 20, 60_000), (Limits::of_a_messenger().of_chat(ChatId::new(1)), 3, 1000), (Limits::of_a_messenger().overall(), 30, 1000)] {
                let left = departures(limits, &latency);
                let counted: Vec<u64> = left.iter().zip(&latency).map(|(at, wait)| if early { *at } else { at + wait }).collect();
                for (index, at) in counted.iter().enumerate() {
                    let within = counted[index..].iter().filter(|other| **other < at + span).count();
                    prop_assert!(within <= most, "{within} within {span} ms from {at}: {counted:?}");
                }
            }
        }
    }
}

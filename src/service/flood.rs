//! Who writes more than anybody reads: one kind word, and then silence until they pause.
//!
//! Pure: the time comes in as an argument. Bounded: of ever so many people only those who wrote last are known.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;

use crate::model::id::{UpdateId, UserId};

/// So many messages may come at once: three albums.
const MOST: i64 = 30;
/// One more is allowed each time after so many milliseconds: thirty a minute for as long as one likes.
const EACH_MS: i64 = 2000;
/// Whoever was warned is heard again once so many are allowed: half a minute of quiet.
const ENOUGH: i64 = 15;
/// So many people are remembered. Whoever is forgotten begins anew.
const PEOPLE: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hearing {
    Heard,
    /// One too many: its sender is told.
    Warned,
    /// They have been told.
    Silence,
}

/// Of one person.
#[derive(Clone, Copy, Debug)]
struct Account {
    /// What is left of it, in milliseconds of allowance.
    allowed_ms: i64,
    at_ms: i64,
    is_silenced: bool,
    last: (Option<UpdateId>, Hearing),
}

#[derive(Debug)]
pub struct Flood(Mutex<LruCache<UserId, Account>>);

impl Default for Flood {
    fn default() -> Self {
        Flood(Mutex::new(LruCache::new(PEOPLE)))
    }
}

impl Flood {
    /// Takes note of an update from somebody. The same update, handled again, is the same.
    pub(super) fn hear(&self, who: UserId, update: UpdateId, now_ms: i64) -> Hearing {
        let mut people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let account = people.get_or_insert_mut(who, || Account {
            allowed_ms: MOST * EACH_MS,
            at_ms: now_ms,
            is_silenced: false,
            last: (None, Hearing::Heard),
        });
        account.hear(update, now_ms)
    }
}

impl Account {
    fn hear(&mut self, update: UpdateId, now_ms: i64) -> Hearing {
        if self.last.0 == Some(update) {
            return self.last.1;
        }
        let passed = now_ms.saturating_sub(self.at_ms).max(0);
        self.at_ms = self.at_ms.max(now_ms);
        self.allowed_ms = self.allowed_ms.saturating_add(passed).min(MOST * EACH_MS);
        if self.allowed_ms >= ENOUGH * EACH_MS {
            self.is_silenced = false;
        }
        let hearing = match self.is_silenced {
            true => Hearing::Silence,
            false if self.allowed_ms >= EACH_MS => Hearing::Heard,
            false => Hearing::Warned,
        };
        self.is_silenced |= hearing == Hearing::Warned;
        self.allowed_ms = self.allowed_ms.saturating_sub(EACH_MS).max(0);
        self.last = (Some(update), hearing);
        hearing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Hearing::{Heard, Silence, Warned};

    /// So many messages, so many milliseconds apart, from a moment on; what became of them, in runs.
    fn check(flood: &Flood, (many, apart): (i64, i64), from: i64, expected: &[(Hearing, usize)]) {
        let mut runs: Vec<(Hearing, usize)> = Vec::new();
        for number in 0..many {
            let at = from + number * apart;
            let hearing = flood.hear(UserId::new(1), UpdateId::new(at * 1000 + number), at);
            match runs.last_mut() {
                Some((last, times)) if *last == hearing => *times += 1,
                _ => runs.push((hearing, 1)),
            }
        }
        assert_eq!(runs, expected, "{many} each {apart} ms");
    }

    #[test]
    fn a_flood_gets_one_warning_and_then_silence_until_it_pauses() {
        let flood = Flood::default();
        check(&flood, (1000, 10), 0, &[(Heard, 30), (Warned, 1), (Silence, 969)]);
        check(&flood, (50, 1000), 10_000, &[(Silence, 50)]);
        check(&flood, (1, 0), 95_000, &[(Heard, 1)]);
        check(&flood, (100, 0), 300_000, &[(Heard, 30), (Warned, 1), (Silence, 69)]);
    }

    #[test]
    fn whoever_writes_as_people_do_is_heard() {
        check(&Flood::default(), (500, 2500), 0, &[(Heard, 500)]);
        check(&Flood::default(), (30, 0), 0, &[(Heard, 30)]);
        // A day's messages that come at once after an outage were not written at once.
        check(&Flood::default(), (200, 400_000), 0, &[(Heard, 200)]);
    }

    #[test]
    fn a_clock_that_goes_back_silences_nobody_for_longer() {
        let flood = Flood::default();
        check(&flood, (10, 0), 1_000_000_000, &[(Heard, 10)]);
        check(&flood, (10, 2500), 0, &[(Heard, 10)]);
    }

    #[test]
    fn one_costs_others_nothing_and_an_update_counts_once() {
        let flood = Flood::default();
        for update in 0..100 {
            flood.hear(UserId::new(1), UpdateId::new(update), 0);
        }
        assert_eq!(flood.hear(UserId::new(2), UpdateId::new(100), 0), Heard);
        let again: Vec<Hearing> =
            (0..40).map(|_| flood.hear(UserId::new(3), UpdateId::new(7), 0)).collect();
        assert_eq!(again, [Heard; 40]);
    }
}

//! Sends letters: in order within a lane, within the channel's limits, again where it may help, and notes what became of each.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::delivery::{LONGEST_WAIT, Report, Sending, UNSURE_PAUSE, deliver};
use super::schedule::{Next, Schedule};
use super::{Channel, Handler, Limits, Outcome, Phase};
use crate::model::id::ChatId;
use crate::store::{QueuedLetter, Store, StoreError, StoredLetter, Write, Written};

/// So many letters wait with what they say; of the others only the number is held.
const AT_HAND: usize = 512;
/// Between two looks for chats that no limit remembers.
const TIDY: Duration = Duration::from_secs(120);

/// Something was committed that concerns letters.
#[derive(Debug)]
pub(super) enum OutboxEvent {
    Posted(QueuedLetter, Option<Arc<StoredLetter>>),
    Written(Written),
}

struct Outbox<H, S> {
    context: Arc<Sending<H, S>>,
    schedule: Schedule,
    at_hand: HashMap<i64, Arc<StoredLetter>>,
    migrated: HashMap<ChatId, ChatId>,
    reports: mpsc::UnboundedSender<Report>,
    under_way: usize,
}

/// What went out lately counts in the limits, whoever sent it: this instance before a restart, or another that led until now.
const COUNTED: Duration = Duration::from_secs(60);

/// A schedule without letters, for limits that what was sent lately counts in.
pub(super) async fn schedule(
    store: &Store,
    limits: &Limits,
    now_ms: i64,
) -> Result<Schedule, StoreError> {
    let mut schedule = Schedule::new(limits.clone());
    let now = Instant::now();
    let counted_ms = i64::try_from(COUNTED.as_millis()).unwrap_or_default();
    for (chat, messages, sent_ms) in store.sent_since(now_ms - counted_ms).await? {
        // By another machine's clock, maybe: what seems to be sent later than now was sent now.
        let ago = Duration::from_millis(u64::try_from(now_ms - sent_ms).unwrap_or_default());
        if let Some(at) = now.checked_sub(ago) {
            schedule.count_sent(chat, messages, at);
        }
    }
    Ok(schedule)
}

/// Starts the task that sends.
pub(super) fn spawn<H: Handler, S: Channel>(
    context: Sending<H, S>,
    most: usize,
    schedule: Schedule,
    migrated: HashMap<ChatId, ChatId>,
    mut events: mpsc::UnboundedReceiver<OutboxEvent>,
    mut phase: watch::Receiver<Phase>,
) -> JoinHandle<()> {
    let (reports_in, mut reports) = mpsc::unbounded_channel();
    let mut outbox = Outbox {
        context: Arc::new(context),
        schedule,
        at_hand: HashMap::new(),
        migrated,
        reports: reports_in,
        under_way: 0,
    };
    tokio::spawn(async move {
        let mut tidied = Instant::now();
        loop {
            let now = *phase.borrow_and_update();
            let wake = match now {
                Phase::Halting => None,
                _ => outbox.send_what_may_go(most),
            };
            let idle = outbox.under_way == 0 && events.is_empty();
            let due = || outbox.schedule.has_due(Instant::now());
            if idle && (now == Phase::Halting || now == Phase::Draining && !due()) {
                let waiting = outbox.schedule.waiting();
                tracing::info!(waiting, "sending ended; what waits goes at the next start");
                return;
            }
            if tidied.elapsed() > TIDY {
                tidied = Instant::now();
                outbox.schedule.forget_idle(tidied);
                outbox.at_hand.shrink_to_fit();
                outbox.context.tries().shrink();
            }
            tokio::select! {
                Some(event) = events.recv() => {
                    outbox.note(event);
                    // What is most urgent is known only once everything is that waits; a start finds all of it here.
                    while let Ok(event) = events.try_recv() {
                        outbox.note(event);
                    }
                }
                Some(report) = reports.recv() => outbox.hear(report),
                () = sleep_until(wake) => {}
                Ok(()) = phase.changed() => {}
            }
        }
    })
}

/// For how long a letter waits that is due then. A clock that was wrong when the letter was put off must not hold it for ever.
fn wait(due_ms: i64, now_ms: i64) -> Duration {
    let ahead = u64::try_from(due_ms.saturating_sub(now_ms)).unwrap_or_default();
    Duration::from_millis(ahead).min(LONGEST_WAIT)
}

async fn sleep_until(moment: Option<Instant>) {
    match moment {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

impl<H: Handler, S: Channel> Outbox<H, S> {
    /// Gives when there is more to send, where that is a matter of time.
    fn send_what_may_go(&mut self, most: usize) -> Option<Instant> {
        if !self.context.mandate.is_sure() {
            // Another instance may be sending all this.
            return Some(Instant::now() + UNSURE_PAUSE);
        }
        while self.under_way < most {
            match self.schedule.next(Instant::now()) {
                Next::Send(letter, ticket) => {
                    self.under_way += 1;
                    let stored = self.at_hand.remove(&letter.id);
                    let context = self.context.clone();
                    let reports = self.reports.clone();
                    tokio::spawn(async move {
                        let report = deliver(&context, letter, stored, ticket, &reports).await;
                        let _ = reports.send(report);
                    });
                }
                Next::At(moment) => return Some(moment),
                Next::Idle => return None,
            }
        }
        None
    }

    fn note(&mut self, event: OutboxEvent) {
        match event {
            OutboxEvent::Posted(mut letter, stored) => {
                if let Some(to) = self.migrated.get(&letter.lane.chat) {
                    letter.lane.chat = *to;
                }
                if let Some(stored) = stored
                    && self.at_hand.len() < AT_HAND
                {
                    self.at_hand.insert(letter.id, stored);
                }
                let due = wait(letter.due_ms, (self.context.clock)());
                self.schedule.push(letter, Instant::now() + due);
            }
            OutboxEvent::Written(written) => {
                self.schedule.withdraw(&written.withdrawn);
                for id in &written.withdrawn {
                    self.at_hand.remove(id);
                    self.context.tries().forget(*id);
                }
                for (chat, blocked) in written.blocked {
                    self.context.blocked.set(chat, blocked);
                }
                for (from, to) in written.migrated {
                    self.redirect(from, to);
                }
            }
        }
    }

    fn redirect(&mut self, from: ChatId, to: ChatId) {
        if from != to {
            self.migrated.insert(from, to);
            self.schedule.migrate(from, to);
        }
    }

    fn hear(&mut self, report: Report) {
        let now = Instant::now();
        match report {
            Report::Arrived(ticket) => self.schedule.arrived(ticket, now),
            Report::Settled(letter) => {
                self.under_way -= 1;
                self.schedule.settled(&letter);
            }
            Report::Again { letter, after, rest } => {
                self.under_way -= 1;
                let chat = letter.lane.chat;
                if rest {
                    self.schedule.pause(chat, now + after);
                }
                self.schedule.again(letter, now + after);
                if let Some(to) = self.migrated.get(&chat) {
                    self.schedule.migrate(chat, *to);
                }
            }
            Report::Moved { letter, to } => {
                self.under_way -= 1;
                let from = letter.lane.chat;
                self.schedule.again(letter, now);
                self.redirect(from, to);
                let writer = self.context.writer.clone();
                tokio::spawn(async move {
                    let moved = Outcome::write([Write::Migrated { from, to }]);
                    if let Err(error) = writer.post(moved).await {
                        tracing::error!(chat = from.number(), %error, "where a group moved was not noted");
                    }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_put_off_by_a_clock_that_was_ahead_waits_an_hour_at_most() {
        const MONTH_MS: i64 = 30 * 24 * 3_600_000;
        for (due_ms, expected) in [
            (-MONTH_MS, Duration::ZERO),
            (0, Duration::ZERO),
            (500, Duration::from_millis(500)),
            (MONTH_MS, LONGEST_WAIT),
            (i64::MAX, LONGEST_WAIT),
        ] {
            assert_eq!(wait(due_ms, 0), expected, "{due_ms}");
        }
    }
}

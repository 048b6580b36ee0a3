//! The one task that writes: whatever is ready while a transaction is under way goes into the next one, so that a sync to disk is shared.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::inbox::Arrival;
use super::outbox::OutboxEvent;
use super::work::{Job, Work, WriterHandle};
use super::{Clock, Outcome, Tally};
use crate::model::case::CaseNumber;
use crate::model::delivery::Lane;
use crate::model::incoming::Incoming;
use crate::store::{
    Counter, Store, StoreError, StoredLetter, WaitingUpdate, WriteTransaction, Written, apply,
    begin_update, count, finish_update, held_letters, post_letter, release_letter,
    reschedule_letter, set_update_aside, settle_letter, take_update,
};

/// The most pieces of work in one transaction: a failing one costs so many repetitions, and nobody waits longer than for these.
const BATCH: usize = 128;
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// So often a write is tried again that met another's.
const COLLISIONS: u32 = 5;

struct Writer {
    store: Store,
    clock: Clock,
    tally: Arc<Tally>,
    arrivals: mpsc::UnboundedSender<Arrival>,
    events: mpsc::UnboundedSender<OutboxEvent>,
}

/// Numbers for the updates and letters of one transaction, from the database: other instances may write to it too.
#[derive(Default)]
struct Numbers {
    next: i64,
    left: u32,
}

impl Numbers {
    /// Takes none at least: that alone makes instances write one after the other.
    async fn take(tx: &mut WriteTransaction, many: u32) -> Result<Self, StoreError> {
        Ok(Numbers { next: count(tx, Counter::Pipe, many).await?, left: many })
    }

    /// The next; more are taken where more is released than was posted.
    async fn give(&mut self, tx: &mut WriteTransaction) -> Result<i64, StoreError> {
        if self.left == 0 {
            *self = Numbers::take(tx, 1).await?;
        }
        let number = self.next;
        self.next += 1;
        self.left -= 1;
        Ok(number)
    }
}

/// What a transaction brings about once it is committed.
#[derive(Default)]
struct Committed {
    numbers: Numbers,
    /// Rows made or changed, by job.
    rows: Vec<usize>,
    duplicates: usize,
    arrivals: Vec<Arrival>,
    events: Vec<OutboxEvent>,
}

/// Starts the writer; what waits in the store is told to the inbox and the outbox at once.
pub(super) async fn spawn_writer(
    store: Store,
    clock: Clock,
    tally: Arc<Tally>,
    arrivals: mpsc::UnboundedSender<Arrival>,
    events: mpsc::UnboundedSender<OutboxEvent>,
) -> Result<(WriterHandle, JoinHandle<()>), StoreError> {
    let mut writer = Writer { store, clock, tally, arrivals, events };
    writer.tell_all_that_waits().await?;
    let (jobs, mut queue) = mpsc::channel::<Job>(BATCH * 4);
    let task = tokio::spawn(async move {
        let mut batch = Vec::with_capacity(BATCH);
        while queue.recv_many(&mut batch, BATCH).await > 0 {
            writer.carry_out(std::mem::take(&mut batch)).await;
        }
    });
    Ok((WriterHandle::new(jobs), task))
}

impl Writer {
    /// Commits a batch; where one job is at fault, the others do not suffer for it.
    async fn carry_out(&mut self, jobs: Vec<Job>) {
        let work: Vec<&Work> = jobs.iter().map(|job| &job.work).collect();
        match self.persist(&work).await {
            Ok(rows) => {
                for (job, rows) in jobs.into_iter().zip(rows) {
                    let _ = job.done.send(Ok(rows));
                }
            }
            Err(error) => {
                let mut fault = (jobs.len() == 1).then_some(error);
                for job in jobs {
                    if let Some(error) = fault.take() {
                        let _ = job.done.send(Err(error));
                        break;
                    }
                    let result = self.persist(&[&job.work]).await;
                    let rows = result.map(|rows| rows.first().copied().unwrap_or_default());
                    let _ = job.done.send(rows);
                }
            }
        }
    }

    /// Tries until it is through, or until it is clear that it never will be.
    async fn persist(&mut self, work: &[&Work]) -> Result<Vec<usize>, StoreError> {
        let mut pause = FIRST_PAUSE;
        let mut collisions = 0;
        loop {
            match self.attempt(work).await {
                Ok(committed) => {
                    let rows = self.announce(committed);
                    self.scrub_after(work);
                    if pause != FIRST_PAUSE {
                        tracing::info!("the database takes writes again");
                        self.catch_up().await;
                    }
                    return Ok(rows);
                }
                Err(error) if error.is_transient() => {
                    if pause == FIRST_PAUSE {
                        tracing::error!(%error, "a write failed and is tried until it succeeds");
                    }
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                // Another instance was quicker: with what it wrote in sight, the same succeeds.
                Err(StoreError::Collision(_)) if collisions < COLLISIONS => collisions += 1,
                Err(error) => return Err(error),
            }
        }
    }

    async fn attempt(&mut self, work: &[&Work]) -> Result<Committed, StoreError> {
        let now_ms = (self.clock)();
        let mut committed = Committed::default();
        let mut tx = self.store.begin_write().await?;
        committed.numbers =
            Numbers::take(&mut tx, work.iter().map(|work| work.numbers()).sum()).await?;
        for work in work {
            let rows = self.perform(&mut tx, work, now_ms, &mut committed).await?;
            committed.rows.push(rows);
        }
        tx.commit().await?;
        Ok(committed)
    }

    async fn perform(
        &mut self,
        tx: &mut WriteTransaction,
        work: &Work,
        now_ms: i64,
        committed: &mut Committed,
    ) -> Result<usize, StoreError> {
        match work {
            Work::Take(updates) => self.take(tx, updates, now_ms, committed).await,
            Work::Finish { seq, update_id, state, outcome } => {
                let first = finish_update(tx, *seq, *state, now_ms).await?;
                if first {
                    self.follow(tx, Some(*update_id), outcome, now_ms, committed).await?;
                }
                Ok(usize::from(first))
            }
            Work::Settle { letter, delivery, outcome } => {
                let first = settle_letter(tx, letter, delivery, now_ms).await?;
                if first {
                    self.follow(tx, letter.update_id, outcome, now_ms, committed).await?;
                }
                Ok(usize::from(first))
            }
            Work::Begin { seq } => {
                begin_update(tx, *seq).await?;
                Ok(1)
            }
            Work::SetAside(update) => {
                let seq = committed.numbers.give(tx).await?;
                set_update_aside(tx, seq, *update, now_ms).await?;
                Ok(1)
            }
            Work::Reschedule { id, attempts, due_ms } => {
                reschedule_letter(tx, *id, *attempts, *due_ms).await?;
                Ok(1)
            }
            Work::Post(outcome) => {
                self.follow(tx, None, outcome, now_ms, committed).await?;
                Ok(1)
            }
        }
    }

    async fn take(
        &mut self,
        tx: &mut WriteTransaction,
        updates: &[Arc<Incoming>],
        now_ms: i64,
        committed: &mut Committed,
    ) -> Result<usize, StoreError> {
        let mut new = 0;
        for update in updates {
            let seq = committed.numbers.give(tx).await?;
            if take_update(tx, seq, update, now_ms).await? {
                new += 1;
                let lane = Lane::from(update.as_ref());
                committed.arrivals.push(Arrival {
                    seq,
                    lane,
                    attempts: 0,
                    begun: 0,
                    update: Some(update.clone()),
                });
            }
        }
        committed.duplicates += updates.len() - new;
        Ok(new)
    }

    /// Writes and posts an outcome.
    async fn follow(
        &mut self,
        tx: &mut WriteTransaction,
        update_id: Option<i64>,
        outcome: &Outcome,
        now_ms: i64,
        committed: &mut Committed,
    ) -> Result<(), StoreError> {
        let mut written = Written::default();
        for write in &outcome.writes {
            apply(tx, write, now_ms, &mut written).await?;
        }
        let released = std::mem::take(&mut written.released);
        if written != Written::default() {
            committed.events.push(OutboxEvent::Written(written));
        }
        for (case, group) in released {
            self.release(tx, case, group, now_ms, committed).await?;
        }
        for (part, letter) in outcome.letters.iter().enumerate() {
            let mut stored = StoredLetter {
                id: committed.numbers.give(tx).await?,
                update_id,
                part: part as i64,
                outgoing: letter.outgoing.clone(),
                regarding: letter.regarding.clone(),
                topic_of: letter.topic_of,
                track: letter.track,
                messages: letter.messages,
            };
            let due_ms = letter.not_before_ms.unwrap_or(now_ms);
            if post_letter(tx, &mut stored, due_ms, now_ms).await? {
                committed.events.push(OutboxEvent::Posted(
                    stored.queued(due_ms, now_ms, 0),
                    Some(Arc::new(stored)),
                ));
            }
        }
        Ok(())
    }

    /// What was held for a case waits again, behind everything that waits already.
    async fn release(
        &mut self,
        tx: &mut WriteTransaction,
        case: CaseNumber,
        group: i64,
        now_ms: i64,
        committed: &mut Committed,
    ) -> Result<(), StoreError> {
        for mut letter in held_letters(tx, case).await? {
            let id = committed.numbers.give(tx).await?;
            if release_letter(tx, &mut letter, (id, group), now_ms).await? {
                committed.events.push(OutboxEvent::Posted(
                    letter.queued(now_ms, now_ms, 0),
                    Some(Arc::new(letter)),
                ));
            }
        }
        Ok(())
    }

    /// What was erased is made unreadable in the files, while the work goes on.
    fn scrub_after(&self, work: &[&Work]) {
        if work.iter().any(|work| work.erases()) {
            let store = self.store.clone();
            tokio::spawn(async move {
                if let Err(error) = store.scrub().await {
                    tracing::warn!(%error, "what was erased may still be readable in the database's files");
                }
            });
        }
    }

    fn announce(&self, committed: Committed) -> Vec<usize> {
        Tally::add(&self.tally.taken, committed.arrivals.len());
        Tally::add(&self.tally.duplicates, committed.duplicates);
        // A closed channel means that the pipe is stopping; the store has it all.
        for arrival in committed.arrivals {
            let _ = self.arrivals.send(arrival);
        }
        for event in committed.events {
            let _ = self.events.send(event);
        }
        committed.rows
    }

    /// After a failure nobody knows whether the last commit was the one that failed: what waits in the store decides.
    async fn catch_up(&mut self) {
        if let Err(error) = self.tell_all_that_waits().await {
            tracing::warn!(%error, "what waits was not read again; it is at the next start");
        }
    }

    async fn tell_all_that_waits(&mut self) -> Result<(), StoreError> {
        for waiting in self.store.waiting_updates().await? {
            let WaitingUpdate { seq, lane, attempts, begun } = waiting;
            let _ = self.arrivals.send(Arrival { seq, lane, attempts, begun, update: None });
        }
        for letter in self.store.waiting_letters().await? {
            let _ = self.events.send(OutboxEvent::Posted(letter, None));
        }
        Ok(())
    }
}

//! The one task that writes: whatever is ready while a transaction is under way goes into the next one, so that a sync to disk is shared.
//!
//! Other instances may store updates in the same database. Every transaction takes its numbers from one row, which stays locked until it is over, so
//! that numbers become visible in their order: whoever knows one finds all before it. Where the numbers of a transaction do not follow on the last
//! that is known, others have written in between, and what they stored is announced first.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

use super::inbox::Arrival;
use super::outbox::OutboxEvent;
use super::work::{Job, Order, Term, Work, WriterHandle};
use super::{Clock, Outcome, Tally};
use crate::model::backoff::Backoff;
use crate::model::delivery::Lane;
use crate::model::id::{CaseNumber, ChatId, UpdateId};
use crate::model::incoming::Incoming;
use crate::store::{
    Fence, Store, StoreError, StoredLetter, WriteTransaction, Written, apply, begin_update,
    finish_update, held_letters, post_letter, release_letter, reschedule_letter, set_update_aside,
    settle_letter, take_numbers, take_update,
};

/// The most pieces of work in one transaction: a failing one costs so many repetitions, and nobody waits longer than for these.
const BATCH: usize = 128;
const PAUSES: Backoff =
    Backoff { first: Duration::from_millis(50), longest: Duration::from_secs(2) };
/// So often a write is tried again that met another's.
const COLLISIONS: u32 = 5;
/// How often it is looked what other instances have stored, or what there was no room for, while this one leads.
const LOOK_EVERY: Duration = Duration::from_millis(100);

struct Writer {
    store: Store,
    clock: Clock,
    tally: Arc<Tally>,
    /// `None`: this instance does not lead.
    term: Option<Term>,
    /// Every update up to this number was announced in this term. Of those behind it, none.
    known: i64,
}

/// Numbers for the updates and letters of one transaction, from the database: other instances may write to it too.
#[derive(Default)]
struct Numbers {
    first: i64,
    next: i64,
    left: u32,
}

impl Numbers {
    /// Takes none at least: that alone makes instances write one after the other.
    async fn take(
        tx: &mut WriteTransaction,
        many: u32,
        fence: Option<Fence>,
    ) -> Result<Self, StoreError> {
        let first = take_numbers(tx, many, fence).await?;
        Ok(Numbers { first, next: first, left: many })
    }

    /// The next; more are taken where more is released than was posted.
    async fn give(&mut self, tx: &mut WriteTransaction) -> Result<i64, StoreError> {
        if self.left == 0 {
            // Of the same transaction, which nobody else gets numbers during.
            *self = Numbers { first: self.first, ..Numbers::take(tx, 1, None).await? };
        }
        let number = self.next;
        self.next += 1;
        self.left -= 1;
        Ok(number)
    }

    fn last(&self) -> i64 {
        self.next - 1 + i64::from(self.left)
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

/// Starts the writer.
pub(super) fn spawn_writer(
    store: Store,
    clock: Clock,
    tally: Arc<Tally>,
) -> (WriterHandle, JoinHandle<()>) {
    let mut writer = Writer { store, clock, tally, term: None, known: 0 };
    let (orders, mut queue) = mpsc::channel::<Order>(BATCH * 4);
    let task = tokio::spawn(async move {
        let mut batch = Vec::with_capacity(BATCH);
        let mut look = interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                received = queue.recv_many(&mut batch, BATCH) => match received {
                    0 => return,
                    _ => writer.obey(std::mem::take(&mut batch)).await,
                },
                _ = look.tick(), if writer.looks() => { writer.look().await; }
            }
        }
    });
    (WriterHandle::new(orders), task)
}

impl Writer {
    async fn obey(&mut self, orders: Vec<Order>) {
        let mut jobs = Vec::with_capacity(orders.len());
        for order in orders {
            match order {
                Order::Write(job) => jobs.push(job),
                Order::Lead { term, begun } => {
                    self.carry_out(std::mem::take(&mut jobs)).await;
                    (self.term, self.known) = (Some(term), 0);
                    let _ = begun.send(self.tell_all_that_waits().await);
                }
            }
        }
        self.carry_out(jobs).await;
    }

    /// Commits a batch; where one job is at fault, the others do not suffer for it.
    async fn carry_out(&mut self, jobs: Vec<Job>) {
        if jobs.len() > 1
            && let Some(fence) = common_fence(&jobs)
            && let Ok(rows) = self.persist(&jobs, fence).await
        {
            for (job, rows) in jobs.into_iter().zip(rows) {
                let _ = job.done.send(Ok(rows));
            }
            return;
        }
        for job in jobs {
            let result = self.persist(std::slice::from_ref(&job), job.fence).await;
            let rows = result.map(|rows| rows.first().copied().unwrap_or_default());
            let _ = job.done.send(rows);
        }
    }

    /// Tries until it is through, or until it is clear that it never will be.
    async fn persist(
        &mut self,
        jobs: &[Job],
        fence: Option<Fence>,
    ) -> Result<Vec<usize>, StoreError> {
        let (mut failures, mut collisions) = (0u32, 0);
        loop {
            match self.attempt(jobs, fence).await {
                Ok(committed) => {
                    let rows = self.announce(committed).await;
                    if failures > 0 {
                        self.store.renew_connections();
                        tracing::info!("the database takes writes again");
                        self.catch_up().await;
                    }
                    return Ok(rows);
                }
                Err(StoreError::Deposed) => {
                    self.step_down(fence);
                    return Err(StoreError::Deposed);
                }
                Err(error) if error.is_transient() => {
                    self.store.renew_connections_after(&error);
                    if failures == 0 {
                        tracing::error!(%error, "a write failed and is tried until it succeeds");
                    }
                    failures = failures.saturating_add(1);
                    tokio::time::sleep(PAUSES.after(failures)).await;
                }
                // Another instance was quicker: with what it wrote in sight, the same succeeds.
                Err(StoreError::Collision(_)) if collisions < COLLISIONS => collisions += 1,
                Err(error) => return Err(error),
            }
        }
    }

    async fn attempt(
        &mut self,
        jobs: &[Job],
        fence: Option<Fence>,
    ) -> Result<Committed, StoreError> {
        let now_ms = (self.clock)();
        let mut committed = Committed::default();
        let many = jobs.iter().map(|job| job.work.numbers()).sum();
        let mut tx = self.store.begin_write().await?;
        committed.numbers = Numbers::take(&mut tx, many, fence).await?;
        for job in jobs {
            let rows = self.perform(&mut tx, &job.work, now_ms, &mut committed).await?;
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
                    self.follow(tx, *update_id, outcome, now_ms, committed).await?;
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
        update_id: Option<UpdateId>,
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
        group: ChatId,
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

    async fn announce(&mut self, committed: Committed) -> Vec<usize> {
        Tally::add(&self.tally.taken, committed.arrivals.len());
        Tally::add(&self.tally.duplicates, committed.duplicates);
        let Some(term) = &self.term else { return committed.rows };
        // A closed channel means that the pipe is stopping; the store has it all.
        for event in committed.events {
            let _ = term.events.send(event);
        }
        let others_wrote = committed.numbers.first > self.known + 1;
        if *term.behind.borrow() {
            // Its turn comes behind what waits before it.
            return committed.rows;
        } else if others_wrote && self.has_company() {
            // What they stored, and what was stored here behind it.
            if !self.look().await {
                return committed.rows;
            }
        } else if term.arrivals.capacity() < committed.arrivals.len() {
            term.behind.send_replace(true);
            return committed.rows;
        } else {
            for arrival in committed.arrivals {
                let _ = term.arrivals.try_send(arrival);
            }
        }
        self.known = self.known.max(committed.numbers.last());
        committed.rows
    }

    /// Whether this instance leads, and others may store updates.
    fn has_company(&self) -> bool {
        let leads = |term: &Term| term.mandate.fence().is_some() && !term.mandate.is_lost();
        self.term.as_ref().is_some_and(leads)
    }

    /// Whether it is to be looked now and then what waits in the store.
    fn looks(&self) -> bool {
        let waits = |term: &Term| *term.behind.borrow() && !term.arrivals.is_closed();
        self.has_company() || self.term.as_ref().is_some_and(waits)
    }

    /// Announces what was stored behind the last known number. False: not all of it, for there is no room, or it cannot be read; nothing behind it is
    /// announced before it is.
    async fn look(&mut self) -> bool {
        match self.tell_updates_that_wait().await {
            Ok(()) => self.term.as_ref().is_none_or(|term| !*term.behind.borrow()),
            Err(error) => {
                tracing::debug!(%error, "what was stored meanwhile was not read yet");
                false
            }
        }
    }

    /// A write was refused because somebody else leads: whoever was handed this term hears of it.
    fn step_down(&mut self, fence: Option<Fence>) {
        if let Some(term) = self.term.take_if(|term| term.mandate.fence() == fence) {
            term.mandate.lose();
        }
    }

    /// After a failure nobody knows whether the last commit was the one that failed: what waits in the store decides.
    async fn catch_up(&mut self) {
        self.known = 0;
        if let Err(error) = self.tell_all_that_waits().await {
            tracing::warn!(%error, "what waits was not read again; it is at the next start");
        }
    }

    async fn tell_all_that_waits(&mut self) -> Result<(), StoreError> {
        self.tell_updates_that_wait().await?;
        let Some(term) = &self.term else { return Ok(()) };
        for letter in self.store.waiting_letters().await? {
            let _ = term.events.send(OutboxEvent::Posted(letter, None));
        }
        Ok(())
    }

    /// As many as there is room for.
    async fn tell_updates_that_wait(&mut self) -> Result<(), StoreError> {
        let Some(term) = &self.term else { return Ok(()) };
        // Until it is known that there are no more.
        term.behind.send_replace(true);
        let room = term.arrivals.capacity();
        if room == 0 {
            return Ok(());
        }
        let waiting = self.store.waiting_updates(self.known, room).await?;
        let is_all = waiting.len() < room;
        for waiting in waiting {
            self.known = waiting.seq;
            let _ = term.arrivals.try_send(waiting.into());
        }
        term.behind.send_replace(!is_all);
        Ok(())
    }
}

/// What all of these are written under. `None`: they belong to different terms, and the older ones are to be refused by themselves.
fn common_fence(jobs: &[Job]) -> Option<Option<Fence>> {
    let mut fences = jobs.iter().filter_map(|job| job.fence);
    let first = fences.next();
    fences.all(|fence| Some(fence) == first).then_some(first)
}

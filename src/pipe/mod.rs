//! The durable pipe: updates are stored, handled once each, and what follows from them is sent, whatever is killed in between.
//!
//! Several instances may take updates in on one database. One of them leads ([`Mandate`]): it handles all updates and sends all letters.
//!
//! Three tasks share the work and only one of them writes: the writer commits everything that is ready in one transaction, the inbox hands
//! updates to the handler lane by lane, the outbox hands letters to the channel within its limits. What waits is known in memory by its number,
//! of updates no more than a window; a start reads the numbers from the store, so a kill loses nothing but the work in hand.
//!
//! Invariant: nothing in here knows what a message means or how it is sent.

mod asking;
mod delivery;
mod inbox;
mod lanes;
pub mod limits;
mod mandate;
mod outbox;
mod schedule;
mod tries;
mod window;
mod work;
mod writer;

use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use crate::model::delivery::{Delivery, SendError, SentMessage};
use crate::model::incoming::Incoming;
use crate::model::outgoing::Outgoing;
use crate::store::{HandledState, Letter, Store, StoreError, StoredLetter, Write};

use inbox::Announced;
pub use limits::{Limits, Rate};
pub use mandate::{Candidate, Mandate};
use work::{Term, WeakWriterHandle, WriterHandle};
use writer::spawn_writer;

/// What follows from an update: written and posted in the transaction that marks the update as handled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Made in this order, before the letters are posted.
    pub writes: Vec<Write>,
    /// Sent in this order within a chat or topic.
    pub letters: Vec<Letter>,
}

impl Outcome {
    /// Writes alone.
    pub fn write(writes: impl IntoIterator<Item = Write>) -> Self {
        Outcome { writes: writes.into_iter().collect(), letters: Vec::new() }
    }

    /// Letters alone.
    pub fn say(letters: Vec<Letter>) -> Self {
        Outcome { writes: Vec::new(), letters }
    }

    /// This, and then that.
    pub fn join(&mut self, other: Outcome) {
        self.writes.extend(other.writes);
        self.letters.extend(other.letters);
    }
}

/// What the pipe carries for. Each call runs in a task of its own: a panic harms nothing but itself.
pub trait Handler: Send + Sync + 'static {
    /// Decides what follows from an update. A transient error is tried again, before anything else of that lane; any other brings the apology.
    fn handle(&self, update: &Incoming)
    -> impl Future<Output = Result<Outcome, StoreError>> + Send;

    /// What the resident gets where [`Handler::handle`] panicked or failed. Called for all updates: none where no reply is due.
    fn apology(&self, update: &Incoming) -> Vec<Letter>;

    /// What an update tells of whether its chat can be written to; `is_blocked`: so far it could not.
    fn reachability(&self, update: &Incoming, is_blocked: bool) -> Option<Write> {
        is_blocked.then_some(Write::Blocked { chat: update.chat, blocked: false })
    }

    /// Decides what follows from what became of a letter; written in the transaction that notes it.
    fn settled(
        &self,
        _letter: &StoredLetter,
        _delivery: &Delivery,
    ) -> impl Future<Output = Result<Outcome, StoreError>> + Send {
        std::future::ready(Ok(Outcome::default()))
    }

    /// Called once an update is done with: for whoever watches.
    fn watched(&self, _update: &Incoming, _ended: &Ended) {}
}

/// How the handling of an update ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub state: HandledState,
    /// How many letters follow from it.
    pub letters: usize,
    /// From the moment that its turn came until what follows was written.
    pub took: Duration,
}

/// A way to people: lays out what is to be said, and says it.
pub trait Channel: Send + Sync + 'static {
    /// What is sent for one effect, in order: each part by itself, and stored so. Pure.
    fn lay_out(&self, outgoing: &Outgoing) -> Vec<Parcel>;

    /// Carries out one part. Has a time-out of its own; what hangs longer counts as [`SendError::Transient`].
    fn send(
        &self,
        outgoing: &Outgoing,
    ) -> impl Future<Output = Result<SentMessage, SendError>> + Send;
}

/// A part of what is to be said, and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    pub outgoing: Outgoing,
    pub cost: Cost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// How many messages it makes, by which limits count; 0: none.
    pub messages: u32,
    /// Whether it goes behind what was said before in its chat or topic, and what is said next waits for it.
    pub waits_for_others: bool,
}

/// Milliseconds since 1970, by the clock that the service goes by (`--at`).
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

#[derive(Clone, Debug)]
pub struct PipeSettings {
    /// Updates handled at the same time, at most.
    pub workers: usize,
    /// Updates known in memory at the same time, about; what waits beyond that is read when its turn comes.
    pub window: usize,
    /// Requests under way at the same time, at most. More than can hang at once.
    pub under_way: usize,
    pub limits: Limits,
    /// How long a letter is tried that the channel neither takes nor refuses while it takes others.
    pub give_up_after: Duration,
    /// How long the handling of one update may take.
    pub deadline: Duration,
    /// For the jitter of retries.
    pub seed: u64,
}

impl Default for PipeSettings {
    fn default() -> Self {
        PipeSettings {
            workers: 32,
            window: 4096,
            under_way: 256,
            limits: Limits::default(),
            give_up_after: Duration::from_secs(24 * 3600),
            deadline: Duration::from_secs(20),
            seed: 0,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum PipeError {
    #[error("the service is stopping")]
    Stopping,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What has gone through since the start, for metrics.
#[derive(Debug, Default)]
pub struct Tally {
    pub taken: AtomicU64,
    pub duplicates: AtomicU64,
    pub handled: AtomicU64,
    pub failed: AtomicU64,
    pub sent: AtomicU64,
    pub refused: AtomicU64,
    /// Of those refused, the ones that were given up.
    pub expired: AtomicU64,
    pub retried: AtomicU64,
}

impl Tally {
    fn add(counter: &AtomicU64, by: usize) {
        counter.fetch_add(by as u64, Ordering::Relaxed);
    }
}

/// How far the stop has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Running,
    /// Finish what waits and end.
    Draining,
    /// Begin nothing new and end.
    Halting,
}

/// The running pipe: it stores what comes in, and handles and sends while it leads.
pub struct Pipe {
    store: Store,
    clock: Clock,
    writer: WriterHandle,
    writing: JoinHandle<()>,
    tally: Arc<Tally>,
    stopping: AtomicBool,
    leading: Mutex<Option<Leading>>,
}

/// What runs while an instance leads.
struct Leading {
    writer: WriterHandle,
    mandate: Mandate,
    inbox_phase: watch::Sender<Phase>,
    outbox_phase: watch::Sender<Phase>,
    inbox: JoinHandle<()>,
    outbox: JoinHandle<()>,
}

/// Posts what follows from no update, for as long as the same instance leads.
#[derive(Clone)]
pub struct Poster(WeakWriterHandle);

impl Poster {
    /// See [`Pipe::post`].
    pub async fn post(&self, outcome: Outcome) -> Result<(), PipeError> {
        match self.0.upgrade() {
            Some(writer) => writer.post(outcome).await,
            None => Err(PipeError::Stopping),
        }
    }
}

impl Pipe {
    /// Opens and leads at once, as the only instance there is; what waits in the store from an earlier run comes first.
    pub async fn start<H: Handler, S: Channel>(
        store: Store,
        handler: Arc<H>,
        sender: Arc<S>,
        settings: PipeSettings,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let pipe = Pipe::open(store, clock);
        pipe.lead(handler, sender, settings, Mandate::sole()).await?;
        Ok(pipe)
    }

    /// Stores what comes in from now on, and leads when it is told to.
    pub fn open(store: Store, clock: Clock) -> Self {
        let tally = Arc::new(Tally::default());
        let (writer, writing) = spawn_writer(store.clone(), clock.clone(), tally.clone());
        Pipe {
            store,
            clock,
            writer,
            writing,
            tally,
            stopping: AtomicBool::new(false),
            leading: Mutex::new(None),
        }
    }

    /// Handles and sends from now on; what waits in the store comes first.
    pub async fn lead<H: Handler, S: Channel>(
        &self,
        handler: Arc<H>,
        sender: Arc<S>,
        settings: PipeSettings,
        mandate: Mandate,
    ) -> Result<Poster, StoreError> {
        let store = self.store.fenced(mandate.fence());
        store.note_start().await?;
        let blocked = delivery::BlockedChats::load(&store).await?;
        let schedule = outbox::schedule(&store, &settings.limits, (self.clock)()).await?;
        let mut migrated = store.migrations().await?;
        migrated.retain(|from, to| from != to);
        let writer = self.writer.clone().under(&mandate).laying_out({
            let channel = sender.clone();
            move |outgoing| channel.lay_out(outgoing)
        });
        // Half of the window waits in lanes, half to be put there.
        let window = settings.window.max(2) / 2;
        let (announced, events) = announce_to(&writer, &mandate, window).await?;
        let poster = Poster(writer.downgrade());
        let context = inbox::Handling {
            store: store.clone(),
            handler: handler.clone(),
            writer: writer.clone(),
            blocked: blocked.clone(),
            tally: self.tally.clone(),
            deadline: settings.deadline,
            alone: tokio::sync::Mutex::default(),
        };
        let (inbox_phase, phase) = watch::channel(Phase::Running);
        let inbox = inbox::spawn(context, (settings.workers, window), announced, phase);
        let context = delivery::Sending::new(
            (store, handler, sender),
            (writer.clone(), mandate.clone()),
            blocked,
            self.tally.clone(),
            self.clock.clone(),
            &settings,
        );
        let (outbox_phase, phase) = watch::channel(Phase::Running);
        let outbox = outbox::spawn(context, settings.under_way, schedule, migrated, events, phase);
        let leading = Leading { writer, mandate, inbox_phase, outbox_phase, inbox, outbox };
        *self.leading() = Some(leading);
        Ok(poster)
    }

    fn leading(&self) -> MutexGuard<'_, Option<Leading>> {
        self.leading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody else leads: what is in hand here ends without being written, and nothing more is sent.
    pub fn step_down(&self) {
        if let Some(leading) = self.leading().take() {
            leading.mandate.lose();
            leading.inbox.abort();
            leading.outbox.abort();
        }
    }

    /// Finishes what is in hand, and gives the lead to whoever stands by. Where somebody does, nothing new is begun; else what is due is sent too.
    /// Over after `grace` at the latest.
    pub async fn hand_over(&self, grace: Duration) {
        let leading = self.leading().take();
        let Some(leading) = leading else { return };
        let mandate = leading.mandate.clone();
        leading.finish(Instant::now(), grace).await;
        mandate.release().await;
    }

    /// Stores updates; when it returns they may be confirmed to the channel. Gives how many were new. Waits while the database takes no writes.
    pub async fn accept(&self, updates: Vec<Incoming>) -> Result<usize, PipeError> {
        if self.stopping.load(Ordering::Acquire) {
            return Err(PipeError::Stopping);
        }
        self.writer.take(updates).await
    }

    /// Writes and posts what follows from no update: a digest, a reminder. Refused while another instance leads.
    pub async fn post(&self, outcome: Outcome) -> Result<(), PipeError> {
        let writer = self.leading().as_ref().map(|leading| leading.writer.clone());
        writer.ok_or(PipeError::Stopping)?.post(outcome).await
    }

    /// Takes no more updates from now on; [`Pipe::stop`] begins with this.
    pub fn close(&self) {
        self.stopping.store(true, Ordering::Release);
    }

    /// The name of a task that has ended though nobody stopped it: nothing is handled or sent any more. `None`: all is well.
    pub fn dead_task(&self) -> Option<&'static str> {
        if self.stopping.load(Ordering::Acquire) {
            return None;
        }
        let leading = self.leading();
        let led = leading.iter().flat_map(|led| [("inbox", &led.inbox), ("outbox", &led.outbox)]);
        led.chain([("writer", &self.writing)])
            .find(|(_, task)| task.is_finished())
            .map(|(name, _)| name)
    }

    /// As if the task that writes had panicked.
    #[cfg(test)]
    pub(crate) fn end_writing(&self) {
        self.writing.abort();
    }

    pub fn tally(&self) -> &Arc<Tally> {
        &self.tally
    }

    /// Takes nothing more in, finishes what is in hand, sends what is due; over after `grace` at the latest. What is left waits in the store.
    pub async fn stop(self, grace: Duration) {
        let start = Instant::now();
        self.close();
        // The last of it for the writes that follow.
        self.hand_over(grace * 9 / 10).await;
        drop(self.writer);
        let mut writing = self.writing;
        if timeout_at(start + grace, &mut writing).await.is_err() {
            tracing::warn!(
                "stopped before the last writes were through; they follow from the store at the next start"
            );
            writing.abort();
        }
    }
}

/// What a writer announces from now on: what waits, and then what comes. Of updates so many that are not taken up yet.
async fn announce_to(
    writer: &WriterHandle,
    mandate: &Mandate,
    window: usize,
) -> Result<(Announced, mpsc::UnboundedReceiver<outbox::OutboxEvent>), StoreError> {
    let (arrivals_in, arrivals) = mpsc::channel(window);
    let (behind_in, behind) = watch::channel(false);
    let (events_in, events) = mpsc::unbounded_channel();
    let term = Term {
        mandate: mandate.clone(),
        arrivals: arrivals_in,
        behind: behind_in,
        events: events_in,
    };
    match writer.lead(term).await {
        Ok(()) => Ok((Announced { arrivals, behind }, events)),
        Err(PipeError::Store(error)) => Err(error),
        Err(PipeError::Stopping) => Err(StoreError::Deposed),
    }
}

impl Leading {
    /// Half for the handlers, the rest for sending.
    async fn finish(self, start: Instant, grace: Duration) {
        let last = match self.mandate.is_awaited() {
            true => Phase::Halting,
            false => Phase::Draining,
        };
        let until = |tenths: u32| start + grace * tenths / 10;
        finish(self.inbox, &self.inbox_phase, last, until(4), until(5)).await;
        finish(self.outbox, &self.outbox_phase, last, until(9), until(10)).await;
    }
}

/// Lets a task drain, or halt at once, until `drained`, then halt until `halted`, then ends it.
async fn finish(
    mut task: JoinHandle<()>,
    phase: &watch::Sender<Phase>,
    first: Phase,
    drained: Instant,
    halted: Instant,
) {
    phase.send_replace(first);
    if timeout_at(drained, &mut task).await.is_ok() {
        return;
    }
    phase.send_replace(Phase::Halting);
    if timeout_at(halted, &mut task).await.is_err() {
        task.abort();
    }
}

#[cfg(test)]
mod tests;

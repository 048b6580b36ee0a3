//! Handles updates: in order within a lane, else in parallel, once each.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::RuntimeFlavor;
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::Instant;

use super::asking::{About, PAUSE, persevere};
use super::delivery::BlockedChats;
use super::window::{Ask, Window};
use super::work::WriterHandle;
use super::{Ended, Handler, Outcome, Phase, PipeError, Tally};
use crate::model::delivery::Lane;
use crate::model::id::UpdateId;
use crate::model::incoming::Incoming;
use crate::store::{HandledState, Store, StoreError, WaitingUpdate};

/// An update that was noted as in hand so often, without ever being done with, is taken to be what kills the program: it is set aside, with an apology,
/// so that it does not silence the bot.
const MOST_KILLS: i64 = 3;
/// What has waited at so many starts may be what ends the program within a moment: from then on it is handled while no other such is, and noted at
/// once, so that the next kill tells which one it was. Before that a kill says nothing of what was in hand for a moment only.
const ALONE_FROM: i64 = 20;
/// What is in hand for so long is noted, whatever is killed then.
const NOTED_AFTER: Duration = Duration::from_secs(1);

/// An update that is stored and waits.
#[derive(Debug)]
pub(super) struct Arrival {
    pub seq: i64,
    pub lane: Lane,
    pub attempts: i64,
    pub begun: i64,
    pub update: Option<Arc<Incoming>>,
}

impl From<WaitingUpdate> for Arrival {
    fn from(waiting: WaitingUpdate) -> Self {
        let WaitingUpdate { seq, lane, attempts, begun } = waiting;
        Arrival { seq, lane, attempts, begun, update: None }
    }
}

impl Arrival {
    fn is_suspect(&self) -> bool {
        self.begun >= MOST_KILLS
    }
}

/// What it takes to hand updates to the handler.
pub(super) struct Handling<H> {
    pub store: Store,
    pub handler: Arc<H>,
    pub writer: WriterHandle,
    pub blocked: BlockedChats,
    pub tally: Arc<Tally>,
    pub deadline: Duration,
    /// Held by the one update of those that may be what kills the program.
    pub alone: Mutex<()>,
}

/// What is announced to the task that hands out work.
pub(super) struct Announced {
    pub arrivals: mpsc::Receiver<Arrival>,
    /// Whether more waits in the store than was announced.
    pub behind: watch::Receiver<bool>,
}

/// Starts the task that hands out work; `window`: how many updates it knows, about.
pub(super) fn spawn<H: Handler>(
    context: Handling<H>,
    (workers, window): (usize, usize),
    announced: Announced,
    mut phase: watch::Receiver<Phase>,
) -> JoinHandle<()> {
    let context = Arc::new(context);
    let Announced { mut arrivals, mut behind } = announced;
    tokio::spawn(async move {
        let (ended_in, mut ended) = mpsc::unbounded_channel::<(Lane, i64)>();
        let (found_in, mut found) = mpsc::unbounded_channel::<(Ask, Vec<Arrival>)>();
        let mut window = Window::new(window);
        loop {
            let now = *phase.borrow_and_update();
            let is_behind = *behind.borrow_and_update();
            while now < Phase::Halting && window.running() < workers {
                let Some((lane, arrival)) = window.begin_next() else {
                    break;
                };
                let context = context.clone();
                let ended = ended_in.clone();
                tokio::spawn(async move {
                    let seq = arrival.seq;
                    work(&context, arrival).await;
                    let _ = ended.send((lane, seq));
                });
            }
            let idle = window.running() == 0;
            let is_all = window.is_empty() && arrivals.is_empty() && !is_behind;
            if now == Phase::Halting && idle || now == Phase::Draining && idle && is_all {
                return;
            }
            let ask = tokio::select! {
                Some((lane, seq)) = ended.recv() => window.done(lane, seq),
                Some((ask, found)) = found.recv() => window.read(ask, found),
                Some(arrival) = arrivals.recv(), if window.has_room() => {
                    window.take(arrival);
                    None
                }
                Ok(()) = phase.changed() => None,
                Ok(()) = behind.changed() => None,
            };
            if let Some(ask) = ask {
                let (store, found) = (context.store.clone(), found_in.clone());
                tokio::spawn(async move {
                    let _ = found.send((ask, read_of_lane(&store, ask).await));
                });
            }
        }
    })
}

/// Tried until the store answers: without it the lane would stand.
async fn read_of_lane(store: &Store, ask: Ask) -> Vec<Arrival> {
    loop {
        match store.waiting_updates_of(ask.lane, (ask.after, ask.up_to), ask.most).await {
            Ok(waiting) => return waiting.into_iter().map(Arrival::from).collect(),
            Err(error) => tracing::debug!(%error, "what waits in a lane was not read yet"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn work<H: Handler>(context: &Handling<H>, arrival: Arrival) {
    let (seq, is_suspect) = (arrival.seq, arrival.is_suspect());
    let alone = match arrival.attempts >= ALONE_FROM {
        true => Some(context.alone.lock().await),
        false => None,
    };
    let began = Instant::now();
    if alone.is_some() && !is_suspect {
        note_in_hand(context, seq).await;
    }
    let update = match arrival.update {
        Some(update) => update,
        None => match read(&context.store, seq).await {
            Ok(Some(update)) => Arc::new(update),
            Ok(None) => return,
            Err(error) => {
                tracing::error!(seq, %error, "a stored update is not understood and is set aside");
                conclude(context, seq, None, HandledState::Failed, Outcome::default()).await;
                return;
            }
        },
    };
    let handled = if is_suspect {
        tracing::error!(
            update = update.update_id.number(),
            "set aside: the program was killed again and again while this was in hand"
        );
        None
    } else {
        handle(context, seq, &update).await
    };
    let (state, mut outcome) = match handled {
        Some(outcome) => (HandledState::Handled, outcome),
        None => (HandledState::Failed, apology(context, &update)),
    };
    let is_blocked = context.blocked.contains(update.chat);
    outcome.writes.extend(context.handler.reachability(&update, is_blocked));
    let (state, letters) = finish(context, seq, &update, state, outcome).await;
    context.handler.watched(&update, &Ended { state, letters, took: began.elapsed() });
}

/// Has an outcome written, or else the apology; gives how it ended, and with how many letters.
async fn finish<H: Handler>(
    context: &Handling<H>,
    seq: i64,
    update: &Incoming,
    state: HandledState,
    outcome: Outcome,
) -> (HandledState, usize) {
    let letters = outcome.letters.len();
    if conclude(context, seq, Some(update.update_id), state, outcome).await {
        return (state, letters);
    }
    // What the handler wanted cannot be written: the resident is told so, and the next update is handled.
    let apology = apology(context, update);
    let letters = apology.letters.len();
    if conclude(context, seq, Some(update.update_id), HandledState::Failed, apology).await {
        return (HandledState::Failed, letters);
    }
    conclude(context, seq, Some(update.update_id), HandledState::Failed, Outcome::default()).await;
    (HandledState::Failed, 0)
}

async fn note_in_hand<H: Handler>(context: &Handling<H>, seq: i64) {
    if let Err(PipeError::Store(error)) = context.writer.begin(seq).await {
        tracing::warn!(seq, %error, "it was not noted that an update is in hand");
    }
}

async fn read(store: &Store, seq: i64) -> Result<Option<Incoming>, StoreError> {
    loop {
        match store.waiting_update(seq).await {
            Err(error) if error.is_transient() => tokio::time::sleep(PAUSE).await,
            result => return result,
        }
    }
}

/// `None`: the handler panicked, failed or took too long.
async fn handle<H: Handler>(
    context: &Handling<H>,
    seq: i64,
    update: &Arc<Incoming>,
) -> Option<Outcome> {
    let ask = || async {
        let (handler, given) = (context.handler.clone(), update.clone());
        let task = tokio::spawn(OffWorkers(Box::pin(async move { handler.handle(&given).await })));
        let handled = within_deadline(context, seq, task).await;
        if handled.is_none() {
            tracing::error!(
                update = update.update_id.number(),
                "set aside: handling took too long"
            );
        }
        handled
    };
    persevere("handling", About::Update(update.update_id), ask).await
}

/// `None`: the deadline is over. Where the store keeps the handler waiting, it waits on.
async fn within_deadline<H: Handler, T>(
    context: &Handling<H>,
    seq: i64,
    mut task: JoinHandle<T>,
) -> Option<Result<T, JoinError>> {
    if let Ok(handled) = tokio::time::timeout(NOTED_AFTER.min(context.deadline), &mut task).await {
        return Some(handled);
    }
    let writer = context.writer.clone();
    // Not waited for: the database may be what keeps the handler waiting.
    tokio::spawn(async move { writer.begin(seq).await });
    loop {
        match tokio::time::timeout(context.deadline, &mut task).await {
            Ok(handled) => return Some(handled),
            Err(_) if !context.store.takes_writes().await => {
                tracing::warn!("handling waits for the database")
            }
            Err(_) => {
                // What waits for something ends here; what computes cannot be stopped.
                task.abort();
                return None;
            }
        }
    }
}

/// A future that computes between its waits: each of its steps gives the thread's other tasks to another thread first.
struct OffWorkers<F>(Pin<Box<F>>);

impl<F: Future> Future for OffWorkers<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> Poll<F::Output> {
        let mut step = || self.0.as_mut().poll(context);
        match tokio::runtime::Handle::current().runtime_flavor() {
            // One thread has nobody to give to.
            RuntimeFlavor::CurrentThread => step(),
            _ => tokio::task::block_in_place(step),
        }
    }
}

fn apology<H: Handler>(context: &Handling<H>, update: &Incoming) -> Outcome {
    let letters = std::panic::catch_unwind(AssertUnwindSafe(|| context.handler.apology(update)));
    Outcome { letters: letters.unwrap_or_default(), writes: Vec::new() }
}

/// False: the outcome can never be written.
async fn conclude<H: Handler>(
    context: &Handling<H>,
    seq: i64,
    update_id: Option<UpdateId>,
    state: HandledState,
    outcome: Outcome,
) -> bool {
    match context.writer.finish(seq, update_id, state, outcome).await {
        Ok(()) => {
            let counter = match state {
                HandledState::Handled => &context.tally.handled,
                HandledState::Failed => &context.tally.failed,
            };
            Tally::add(counter, 1);
            true
        }
        Err(PipeError::Stopping) => true,
        Err(PipeError::Store(error)) => {
            let update = update_id.map(UpdateId::number);
            tracing::error!(update, %error, "what follows from an update cannot be written");
            false
        }
    }
}

//! What there is to write, and how the other tasks hand it to the writer.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use super::inbox::Arrival;
use super::mandate::Mandate;
use super::outbox::OutboxEvent;
use super::{Cost, Outcome, Parcel, PipeError};
use crate::model::delivery::Delivery;
use crate::model::id::UpdateId;
use crate::model::incoming::Incoming;
use crate::model::outgoing::Outgoing;
use crate::store::{Fence, HandledState, Letter, StoreError, StoredLetter, Track};

pub(super) enum Work {
    Take(Vec<Arc<Incoming>>),
    Finish {
        seq: i64,
        update_id: Option<UpdateId>,
        state: HandledState,
        outcome: Outcome,
    },
    Settle {
        letter: Arc<StoredLetter>,
        delivery: Delivery,
        outcome: Outcome,
    },
    Reschedule {
        id: i64,
        attempts: u32,
        due_ms: i64,
    },
    Post(Outcome),
    /// The handling of an update begins that the program was killed with before.
    Begin {
        seq: i64,
    },
    /// An update that cannot be stored: only its number is.
    SetAside(UpdateId),
}

impl Work {
    /// How many updates and letters it makes.
    pub(super) fn numbers(&self) -> u32 {
        let many = match self {
            Work::Take(updates) => updates.len(),
            Work::Finish { outcome, .. } | Work::Settle { outcome, .. } | Work::Post(outcome) => {
                outcome.letters.len()
            }
            Work::SetAside(_) => 1,
            Work::Reschedule { .. } | Work::Begin { .. } => 0,
        };
        u32::try_from(many).unwrap_or(u32::MAX)
    }
}

pub(super) struct Job {
    pub work: Work,
    /// Refused once the lease has another fence; `None`: every instance may.
    pub fence: Option<Fence>,
    /// Told how many rows were new, once committed.
    pub done: oneshot::Sender<Result<usize, StoreError>>,
}

/// What the writer is told, in this order.
pub(super) enum Order {
    Write(Job),
    /// This instance leads from now on.
    Lead {
        term: Term,
        /// Told once all letters that wait have been announced, and the first updates.
        begun: oneshot::Sender<Result<(), StoreError>>,
    },
}

/// Who hears of what is committed, while this instance leads.
pub(super) struct Term {
    pub mandate: Mandate,
    /// Has room for a part of the window; what finds none is announced from the store later.
    pub arrivals: mpsc::Sender<Arrival>,
    /// Whether updates wait in the store that were not announced.
    pub behind: watch::Sender<bool>,
    pub events: mpsc::UnboundedSender<OutboxEvent>,
}

/// What is sent for an effect: see [`super::Channel::lay_out`].
type LayOut = Arc<dyn Fn(&Outgoing) -> Vec<Parcel> + Send + Sync>;

/// Hands work to the writer. Each call returns when its work is committed, or can never be.
#[derive(Clone)]
pub(super) struct WriterHandle {
    orders: mpsc::Sender<Order>,
    lay_out: LayOut,
    fence: Option<Fence>,
}

/// The same, which keeps nobody from stopping.
#[derive(Clone)]
pub(super) struct WeakWriterHandle {
    orders: mpsc::WeakSender<Order>,
    lay_out: LayOut,
    fence: Option<Fence>,
}

impl WeakWriterHandle {
    /// `None`: the writer has stopped.
    pub(super) fn upgrade(&self) -> Option<WriterHandle> {
        Some(WriterHandle {
            orders: self.orders.upgrade()?,
            lay_out: self.lay_out.clone(),
            fence: self.fence,
        })
    }
}

impl WriterHandle {
    pub(super) fn downgrade(&self) -> WeakWriterHandle {
        WeakWriterHandle {
            orders: self.orders.downgrade(),
            lay_out: self.lay_out.clone(),
            fence: self.fence,
        }
    }

    pub(super) fn new(orders: mpsc::Sender<Order>) -> Self {
        let cost = Cost { messages: 1, waits_for_others: true };
        let whole = move |outgoing: &Outgoing| vec![Parcel { outgoing: outgoing.clone(), cost }];
        WriterHandle { orders, lay_out: Arc::new(whole), fence: None }
    }

    /// Lays letters out so before they are stored.
    pub(super) fn laying_out(
        self,
        lay_out: impl Fn(&Outgoing) -> Vec<Parcel> + Send + Sync + 'static,
    ) -> Self {
        WriterHandle { lay_out: Arc::new(lay_out), ..self }
    }

    /// Writes only for as long as this is who leads.
    pub(super) fn under(self, mandate: &Mandate) -> Self {
        WriterHandle { fence: mandate.fence(), ..self }
    }

    /// Tells the writer who hears of what is committed, and has announced what waits: letters, and the first updates.
    pub(super) async fn lead(&self, term: Term) -> Result<(), PipeError> {
        let (begun, result) = oneshot::channel();
        let order = Order::Lead { term, begun };
        self.orders.send(order).await.map_err(|_| PipeError::Stopping)?;
        Ok(result.await.map_err(|_| PipeError::Stopping)??)
    }

    fn laid_out(&self, outcome: Outcome) -> Outcome {
        let Outcome { writes, letters } = outcome;
        let parts = letters.iter().flat_map(|letter| {
            (self.lay_out)(&letter.outgoing).into_iter().map(|parcel| parcel.letter(letter))
        });
        Outcome { writes, letters: parts.collect() }
    }

    async fn run(&self, work: Work) -> Result<usize, PipeError> {
        let (done, result) = oneshot::channel();
        // What comes in may be stored by anybody.
        let fence = match work {
            Work::Take(_) | Work::SetAside(_) => None,
            _ => self.fence,
        };
        let job = Order::Write(Job { work, fence, done });
        self.orders.send(job).await.map_err(|_| PipeError::Stopping)?;
        match result.await.map_err(|_| PipeError::Stopping)? {
            // Whoever leads now has it all to do again: for this instance it is as if it had been stopped.
            Err(StoreError::Deposed) => Err(PipeError::Stopping),
            result => Ok(result?),
        }
    }

    /// Stores updates. One that can never be stored holds up no other: it is set aside with its number.
    pub(super) async fn take(&self, mut updates: Vec<Incoming>) -> Result<usize, PipeError> {
        updates.sort_by_key(|update| update.update_id);
        let updates: Vec<Arc<Incoming>> = updates.into_iter().map(Arc::new).collect();
        match self.run(Work::Take(updates.clone())).await {
            Err(PipeError::Store(error)) if !error.is_transient() => {
                self.take_singly(updates).await
            }
            taken => taken,
        }
    }

    async fn take_singly(&self, updates: Vec<Arc<Incoming>>) -> Result<usize, PipeError> {
        let mut new = 0;
        for update in updates {
            let update_id = update.update_id;
            match self.run(Work::Take(vec![update])).await {
                Err(PipeError::Store(error)) if !error.is_transient() => {
                    tracing::error!(update = update_id.number(), %error, "set aside: an update that cannot be stored");
                    self.run(Work::SetAside(update_id)).await?;
                }
                taken => new += taken?,
            }
        }
        Ok(new)
    }

    pub(super) async fn begin(&self, seq: i64) -> Result<(), PipeError> {
        self.run(Work::Begin { seq }).await.map(drop)
    }

    pub(super) async fn finish(
        &self,
        seq: i64,
        update_id: Option<UpdateId>,
        state: HandledState,
        outcome: Outcome,
    ) -> Result<(), PipeError> {
        let outcome = self.laid_out(outcome);
        let work = Work::Finish { seq, update_id, state, outcome };
        self.run(work).await.map(drop)
    }

    pub(super) async fn settle(
        &self,
        letter: Arc<StoredLetter>,
        delivery: Delivery,
        outcome: Outcome,
    ) -> Result<(), PipeError> {
        let outcome = self.laid_out(outcome);
        let work = Work::Settle { letter, delivery, outcome };
        self.run(work).await.map(drop)
    }

    pub(super) async fn reschedule(
        &self,
        id: i64,
        attempts: u32,
        due_ms: i64,
    ) -> Result<(), PipeError> {
        let work = Work::Reschedule { id, attempts, due_ms };
        self.run(work).await.map(drop)
    }

    pub(super) async fn post(&self, outcome: Outcome) -> Result<(), PipeError> {
        self.run(Work::Post(self.laid_out(outcome))).await.map(drop)
    }
}

impl Parcel {
    /// A part of a letter, as a letter.
    fn letter(self, whole: &Letter) -> Letter {
        Letter {
            outgoing: self.outgoing,
            track: if self.cost.waits_for_others { whole.track } else { Track::Aside },
            messages: self.cost.messages,
            ..whole.clone()
        }
    }
}

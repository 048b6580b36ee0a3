//! What there is to write, and how the other tasks hand it to the writer.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{Outcome, PipeError};
use crate::model::delivery::Delivery;
use crate::model::incoming::Incoming;
use crate::store::{HandledState, StoreError, StoredLetter};

pub(super) enum Work {
    Take(Vec<Arc<Incoming>>),
    Finish { seq: i64, update_id: i64, state: HandledState, outcome: Outcome },
    Settle { letter: Arc<StoredLetter>, delivery: Delivery, outcome: Outcome },
    Reschedule { id: i64, attempts: u32, due_ms: i64 },
    Post(Outcome),
}

pub(super) struct Job {
    pub work: Work,
    /// Told how many rows were new, once committed.
    pub done: oneshot::Sender<Result<usize, StoreError>>,
}

/// Hands work to the writer. Each call returns when its work is committed, or can never be.
#[derive(Clone)]
pub(super) struct WriterHandle {
    pub jobs: mpsc::Sender<Job>,
}

impl WriterHandle {
    async fn run(&self, work: Work) -> Result<usize, PipeError> {
        let (done, result) = oneshot::channel();
        let job = Job { work, done };
        self.jobs.send(job).await.map_err(|_| PipeError::Stopping)?;
        Ok(result.await.map_err(|_| PipeError::Stopping)??)
    }

    pub(super) async fn take(&self, mut updates: Vec<Incoming>) -> Result<usize, PipeError> {
        updates.sort_by_key(|update| update.update_id);
        let updates = updates.into_iter().map(Arc::new).collect();
        self.run(Work::Take(updates)).await
    }

    pub(super) async fn finish(&self, seq: i64, update_id: i64, state: HandledState, outcome: Outcome) -> Result<(), PipeError> {
        let work = Work::Finish { seq, update_id, state, outcome };
        self.run(work).await.map(drop)
    }

    pub(super) async fn settle(&self, letter: Arc<StoredLetter>, delivery: Delivery, outcome: Outcome) -> Result<(), PipeError> {
        let work = Work::Settle { letter, delivery, outcome };
        self.run(work).await.map(drop)
    }

    pub(super) async fn reschedule(&self, id: i64, attempts: u32, due_ms: i64) -> Result<(), PipeError> {
        let work = Work::Reschedule { id, attempts, due_ms };
        self.run(work).await.map(drop)
    }

    pub(super) async fn post(&self, outcome: Outcome) -> Result<(), PipeError> {
        self.run(Work::Post(outcome)).await.map(drop)
    }
}

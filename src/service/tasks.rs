//! What runs beside the handling of messages for as long as the service does. A task that panics is begun again, is counted, and stands in the log.
//!
//! The pipe's own tasks are watched otherwise: without one of those nothing is right, and the service ends ([`super::health::Health::watch`]).

use std::time::Duration;

use tokio::sync::watch as flag;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::metrics::Metrics;
use super::upkeep::stopped;
use crate::model::backoff::Backoff;

/// Between a panic and the next beginning.
const PAUSES: Backoff = Backoff { first: Duration::from_secs(1), longest: Duration::from_secs(60) };
/// What has run for so long has recovered.
const RECOVERED: Duration = Duration::from_secs(600);

/// The tasks beside the pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Takes up what staff have added.
    Additions,
    /// Counts for the figures.
    Counting,
    /// Tries whether the database takes writes.
    Database,
    /// Erases what is too old.
    Erasing,
    /// Imports the municipality's site.
    Importing,
    /// Looks whether staff's group can be written to again.
    Looking,
    /// Sends digests and reminders.
    Rounds,
    /// Cleans the database's files of what was erased.
    Scrubbing,
    /// Asks Telegram something where nothing else does.
    Touch,
    /// Computes vectors.
    Vectors,
}

impl Task {
    pub(super) const ALL: [Task; 10] = [
        Task::Additions,
        Task::Counting,
        Task::Database,
        Task::Erasing,
        Task::Importing,
        Task::Looking,
        Task::Rounds,
        Task::Scrubbing,
        Task::Touch,
        Task::Vectors,
    ];

    /// As metrics and the log name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Task::Additions => "additions",
            Task::Counting => "counting",
            Task::Database => "database",
            Task::Erasing => "erasing",
            Task::Importing => "importing",
            Task::Looking => "looking",
            Task::Rounds => "rounds",
            Task::Scrubbing => "scrubbing",
            Task::Touch => "touch",
            Task::Vectors => "vectors",
        }
    }
}

/// Keeps tasks running. Clones count together.
#[derive(Clone)]
pub(super) struct Tasks {
    metrics: Metrics,
    pauses: Backoff,
}

impl Tasks {
    pub(super) fn new(metrics: Metrics) -> Self {
        Tasks { metrics, pauses: PAUSES }
    }

    /// Starts a task that runs until it ends by itself, or `over`.
    pub(super) fn keep<F>(
        &self,
        task: Task,
        over: &flag::Receiver<bool>,
        begin: impl Fn() -> F + Send + 'static,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let (tasks, over) = (self.clone(), over.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = tasks.keep_beginning(task, begin) => {}
                () = stopped(over) => {}
            }
        });
    }

    async fn keep_beginning<F>(&self, task: Task, begin: impl Fn() -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut panics = 0u32;
        loop {
            let began = Instant::now();
            let mut running = UntilDropped(tokio::spawn(begin()));
            let error = match (&mut running.0).await {
                Err(error) if error.is_panic() => error,
                _ => return,
            };
            if began.elapsed() >= RECOVERED {
                panics = 0;
            }
            panics = panics.saturating_add(1);
            self.metrics.note_panic(task);
            tracing::error!(task = task.name(), %error, "a task has panicked and is begun again");
            tokio::time::sleep(self.pauses.after(panics)).await;
        }
    }
}

/// A task that ends with whoever waits for it.
struct UntilDropped(JoinHandle<()>);

impl Drop for UntilDropped {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    use super::*;

    /// Waits until a task has begun so often.
    async fn begun(times: &AtomicU32, expected: u32) {
        for _ in 0..500 {
            if times.load(SeqCst) >= expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("begun {} times, not {expected}", times.load(SeqCst));
    }

    #[tokio::test]
    async fn a_task_that_panics_is_begun_again_and_shows_in_the_metrics() {
        let metrics = Metrics::default();
        let soon = Duration::from_millis(1);
        let tasks =
            Tasks { metrics: metrics.clone(), pauses: Backoff { first: soon, longest: soon } };
        let times = Arc::new(AtomicU32::new(0));
        let (over, is_over) = flag::channel(false);
        let counted = times.clone();
        tasks.keep(Task::Rounds, &is_over, move || {
            let round = counted.fetch_add(1, SeqCst);
            async move {
                match round {
                    0 | 1 => panic!("as asked"),
                    _ => std::future::pending().await,
                }
            }
        });
        begun(&times, 3).await;
        let page = metrics.counted();
        assert!(page.contains("alebot_task_panics_total{task=\"rounds\"} 2"), "{page}");
        assert!(page.contains("alebot_task_panics_total{task=\"importing\"} 0"), "{page}");
        over.send_replace(true);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(times.load(SeqCst), 3, "it is over");
    }

    #[tokio::test]
    async fn what_runs_ends_with_the_service() {
        let tasks = Tasks::new(Metrics::default());
        let (over, is_over) = flag::channel(false);
        let (held, mut freed) = tokio::sync::mpsc::channel::<()>(1);
        let times = Arc::new(AtomicU32::new(0));
        let counted = times.clone();
        tasks.keep(Task::Erasing, &is_over, move || {
            let (held, counted) = (held.clone(), counted.clone());
            async move {
                let _held = held;
                counted.fetch_add(1, SeqCst);
                std::future::pending().await
            }
        });
        begun(&times, 1).await;
        over.send_replace(true);
        let ended = tokio::time::timeout(Duration::from_secs(5), freed.recv()).await;
        assert_eq!(ended, Ok(None));
    }
}

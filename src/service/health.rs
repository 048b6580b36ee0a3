//! For whoever watches the service: `/health` says that it is alive and nothing else; figures are for the machine it runs on.

use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::sync::watch as flag;

use super::brain::Brain;
use super::serve::PipeIntake;
use crate::embedding::Engine;
use crate::store::{Counts, Store};

/// How often the figures are counted: whoever asks gets them from memory.
const EVERY: Duration = Duration::from_secs(15);
/// How often it is seen whether all tasks live.
const GLANCE: Duration = Duration::from_secs(1);

/// What is known of the service's health.
#[derive(Clone, Debug, Default)]
pub(super) struct Health(Arc<RwLock<Known>>);

#[derive(Debug, Default)]
struct Known {
    counts: Option<Counts>,
    dead_task: Option<&'static str>,
}

impl Health {
    fn known(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// The task that ended without being stopped.
    pub(super) fn dead_task(&self) -> Option<&'static str> {
        self.known().dead_task
    }

    /// Counts now and then, for as long as the service runs.
    pub(super) fn count(&self, store: Store, stopping: flag::Receiver<bool>) {
        let health = self.clone();
        tokio::spawn(async move {
            while !*stopping.borrow() {
                match store.counts().await {
                    Ok(counts) => health.note(|known| known.counts = Some(counts)),
                    Err(error) => tracing::debug!(%error, "the figures cannot be counted"),
                }
                tokio::time::sleep(EVERY).await;
            }
        });
    }

    /// Stops the service where a task that it cannot do without has ended: whoever started it starts it again.
    pub(super) fn watch(&self, pipe: Weak<PipeIntake>, stop: flag::Sender<bool>) {
        let health = self.clone();
        tokio::spawn(async move {
            while let Some(pipe) = pipe.upgrade() {
                if let Some(task) = pipe.dead_task() {
                    tracing::error!(task, "a task has ended that must not: stopping");
                    health.note(|known| known.dead_task = Some(task));
                    stop.send_replace(true);
                    return;
                }
                drop(pipe);
                tokio::time::sleep(GLANCE).await;
            }
        });
    }

    /// `/health`, for anybody.
    pub(super) fn liveness(&self) -> Router {
        Router::new().route("/health", get(alive)).with_state(self.clone())
    }

    /// `/figures`, for this machine.
    pub(super) fn figures(&self, brain: Brain, engine: Option<Arc<Engine>>) -> Router {
        let watched = Watched { health: self.clone(), brain, engine };
        self.liveness().merge(Router::new().route("/figures", get(figures)).with_state(watched))
    }
}

/// What the figures tell of.
#[derive(Clone)]
struct Watched {
    health: Health,
    brain: Brain,
    engine: Option<Arc<Engine>>,
}

impl Watched {
    /// Without the engine the service answers all the same, so nothing of this is a failure of the service.
    fn meaning(&self) -> Option<String> {
        let assistant = self.brain.assistant();
        let vectors = assistant.meanings()?.vectors();
        Some(format!(
            "embedding engine: {}; vectors: {} of {}\n",
            self.engine.as_ref()?.standing(),
            vectors.known(),
            vectors.len()
        ))
    }
}

async fn alive(State(health): State<Health>) -> (StatusCode, &'static str) {
    match health.dead_task() {
        None => (StatusCode::OK, "ok\n"),
        Some(_) => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n"),
    }
}

async fn figures(State(watched): State<Watched>) -> (StatusCode, String) {
    let meaning = watched.meaning().unwrap_or_default();
    match &watched.health.known().counts {
        Some(counts) => (StatusCode::OK, format!("{counts:?}\n{meaning}")),
        None => (StatusCode::SERVICE_UNAVAILABLE, "not counted yet\n".to_owned()),
    }
}

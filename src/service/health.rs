//! For whoever watches the service. In public it says that it is alive, and whether it is ready; what is wrong, and how much there is of what, it says
//! on an address of its own.

use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, Weak};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch as flag;

use super::brain::Brain;
use super::metrics::{FORMAT, Metrics, Sampled};
use super::serve::PipeIntake;
use crate::embedding::{Engine, EngineStanding};
use crate::pipe::Tally;
use crate::store::{Counts, Store};

/// How often the figures are counted: whoever asks gets them from memory.
const COUNT_EVERY: Duration = Duration::from_secs(15);
/// How often it is tried whether the database takes writes.
const TRY_EVERY: Duration = Duration::from_secs(3);
/// How often it is seen whether all tasks live.
const GLANCE: Duration = Duration::from_secs(1);

/// What is known of the service's health. Clones know the same.
#[derive(Clone, Default)]
pub(super) struct Health(Arc<Inner>);

#[derive(Default)]
struct Inner {
    known: RwLock<Known>,
    /// Set once all of it is there.
    running: OnceLock<Watched>,
    role: flag::Sender<Role>,
}

/// What an instance does, of all on a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Starting,
    /// Another leads.
    StandingBy,
    Leading,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Role::Starting => "starting",
            Role::StandingBy => "standing by",
            Role::Leading => "leading",
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Known {
    counts: Option<Counts>,
    takes_writes: bool,
    dead_task: Option<&'static str>,
}

/// What the running service is made of, as far as it is watched.
pub(super) struct Watched {
    pub brain: Brain,
    pub engine: Option<Arc<Engine>>,
    pub channel: Arc<dyn Reachable>,
    pub tally: Arc<Tally>,
    pub metrics: Metrics,
}

/// The channel's server, as the last requests found it.
pub(super) trait Reachable: Send + Sync {
    fn answers(&self) -> bool;

    /// For how long it wants to be left alone.
    fn rest(&self) -> Duration;
}

impl Health {
    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.0.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.0.known.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// The task that ended without being stopped.
    pub(super) fn dead_task(&self) -> Option<&'static str> {
        self.known().dead_task
    }

    /// From now on there is something to be ready.
    pub(super) fn runs(&self, watched: Watched) {
        // It runs once.
        let _ = self.0.running.set(watched);
    }

    pub(super) fn takes_role(&self, role: Role) {
        self.0.role.send_replace(role);
    }

    fn role(&self) -> Role {
        *self.0.role.borrow()
    }

    /// Waits until this instance leads. False: stopped before.
    pub(super) async fn leads(&self, stop: impl Future<Output = ()>) -> bool {
        let mut role = self.0.role.subscribe();
        tokio::select! {
            led = role.wait_for(|role| *role == Role::Leading) => led.is_ok(),
            () = stop => false,
        }
    }

    /// What a page says where this instance stands by: it is as well as one that leads.
    fn said(&self, word: &str) -> String {
        match self.role() {
            Role::StandingBy => format!("{word}, standing by\n"),
            Role::Starting | Role::Leading => format!("{word}\n"),
        }
    }

    /// Counts now and then, for as long as the service runs.
    pub(super) async fn count(self, store: Store) {
        loop {
            match store.counts().await {
                Ok(counts) => self.note(|known| known.counts = Some(counts)),
                Err(error) => tracing::debug!(%error, "the figures cannot be counted"),
            }
            tokio::time::sleep(COUNT_EVERY).await;
        }
    }

    /// Tries the database now and then, for as long as the service runs.
    pub(super) async fn try_database(self, store: Store) {
        loop {
            let takes_writes = store.takes_writes().await;
            self.note(|known| known.takes_writes = takes_writes);
            tokio::time::sleep(TRY_EVERY).await;
        }
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

    /// For anybody: nothing that tells of residents, or of what the service is made of.
    pub(super) fn public(&self) -> Router {
        Router::new()
            .route("/health", get(alive))
            .route("/healthz", get(alive))
            .route("/readyz", get(ready))
            .with_state(self.clone())
    }

    /// For whoever runs it.
    pub(super) fn private(&self) -> Router {
        Router::new()
            .route("/health", get(alive))
            .route("/healthz", get(alive))
            .route("/readyz", get(ready_in_parts))
            .route("/figures", get(figures))
            .route("/metrics", get(metrics))
            .with_state(self.clone())
    }

    /// What the service needs, each with what is to be told of it (`Err`: it is not there).
    fn parts(&self) -> [(&'static str, Result<String, String>); 3] {
        let or = |is_well: bool, fault: &str| match is_well {
            true => Ok("ok".to_owned()),
            false => Err(fault.to_owned()),
        };
        let running = self.0.running.get();
        let takes_writes = self.known().takes_writes;
        [
            ("database", or(takes_writes, "takes no writes")),
            ("index", or(running.is_some(), "being loaded")),
            ("telegram", running.map_or_else(|| Err("not asked yet".to_owned()), reached)),
        ]
    }

    fn is_ready(&self) -> bool {
        self.dead_task().is_none() && self.parts().iter().all(|(_, state)| state.is_ok())
    }
}

/// One chat's letters may have to wait while all others go out, so a rest that Telegram asks for is told and decides nothing.
fn reached(watched: &Watched) -> Result<String, String> {
    let rest = watched.channel.rest();
    match watched.channel.answers() {
        false => Err("does not answer".to_owned()),
        true if !rest.is_zero() => {
            Ok(format!("ok, wants to be left alone for {} s", rest.as_secs().max(1)))
        }
        true => Ok("ok".to_owned()),
    }
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

    fn sampled(&self, known: Known) -> Sampled {
        let oldest_ms = known.counts.and_then(|counts| counts.oldest_letter_ms);
        let waited_ms = oldest_ms.map_or(0, |posted| self.brain.now_ms() - posted);
        Sampled {
            tally: self.tally.clone(),
            oldest_letter: Duration::from_millis(u64::try_from(waited_ms).unwrap_or_default()),
            counts: known.counts,
            database: known.takes_writes,
            leads: false,
            telegram: self.channel.answers(),
            telegram_rest: self.channel.rest(),
            engine: self
                .engine
                .as_ref()
                .map(|engine| matches!(engine.standing(), EngineStanding::Asked)),
            articles: self.brain.assistant().knowledge.articles.len(),
        }
    }
}

async fn alive(State(health): State<Health>) -> (StatusCode, String) {
    match health.dead_task() {
        None => (StatusCode::OK, health.said("ok")),
        Some(_) => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned()),
    }
}

async fn ready(State(health): State<Health>) -> (StatusCode, String) {
    match health.is_ready() {
        true => (StatusCode::OK, health.said("ready")),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n".to_owned()),
    }
}

/// A line a part. The engine has one too and decides nothing: answers come without it.
async fn ready_in_parts(State(health): State<Health>) -> (StatusCode, String) {
    let (status, _) = ready(State(health.clone())).await;
    let mut page = String::new();
    for (name, state) in health.parts() {
        let (Ok(told) | Err(told)) = state;
        page.push_str(&format!("{name}: {told}\n"));
    }
    page.push_str(&format!("role: {}\n", health.role().word()));
    let engine = health.0.running.get().and_then(|watched| watched.engine.as_ref());
    let engine = engine.map_or_else(|| "none".to_owned(), |engine| engine.standing().to_string());
    (status, format!("{page}embedding engine: {engine}\n"))
}

async fn figures(State(health): State<Health>) -> (StatusCode, String) {
    let meaning = health.0.running.get().and_then(Watched::meaning).unwrap_or_default();
    match &health.known().counts {
        Some(counts) => (StatusCode::OK, format!("{counts:?}\n{meaning}")),
        None => (StatusCode::SERVICE_UNAVAILABLE, "not counted yet\n".to_owned()),
    }
}

async fn metrics(State(health): State<Health>) -> Response {
    let Some(watched) = health.0.running.get() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "starting\n").into_response();
    };
    let known = health.known().clone();
    let leads = health.role() == Role::Leading;
    match watched.metrics.text(Sampled { leads, ..watched.sampled(known) }) {
        Ok(page) => ([(header::CONTENT_TYPE, FORMAT)], page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

//! The engine's client: questions within a deadline, passages in batches.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Response, redirect};
use tokio::sync::{Notify, Semaphore};
use tokio::time::{timeout, timeout_at};

use super::answer::{self, Role};
use super::breaker::{Breaker, Change, Ticket};
use super::fault::EngineFault;
use super::patience::Patience;
use super::settings::EmbeddingSettings;
use super::text::TextHash;
use super::vector::Vector;
use crate::language::masking::Masking;
use crate::model::privacy::EnginePlace;

/// So many questions' vectors are remembered; those of 384 numbers take 2 MB.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4096).expect("is not zero");
/// So many questions are asked at once; the others wait within their time. Most engines work at one request at a time.
const AT_ONCE: usize = 4;
/// What is longer is cut: most models read 512 tokens, which is some 1 800 characters of Swedish, and time grows with length.
const LONGEST_QUERY: usize = 600;
const LONGEST_PASSAGE: usize = 1_600;

/// No connections can be made at all.
#[derive(Debug, thiserror::Error)]
#[error("embeddingmotorn kan inte användas: {0}")]
pub struct EngineError(String);

/// How the engine does, for whoever watches the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineStanding {
    Asked,
    LeftAlone(EngineFault),
}

impl fmt::Display for EngineStanding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineStanding::Asked => f.write_str("asked"),
            EngineStanding::LeftAlone(fault) => write!(f, "left alone: {fault}"),
        }
    }
}

/// An embedding engine at an address.
pub struct Engine {
    http: Client,
    settings: EmbeddingSettings,
    patience: Patience,
    /// For what goes to another machine. Knows no number of the municipality's own: those carry no meaning either.
    masking: Masking,
    started: Instant,
    breaker: Mutex<Breaker>,
    remembered: Mutex<LruCache<TextHash, Vector>>,
    /// How many numbers a vector has, once that is known.
    dimension: Mutex<Option<usize>>,
    questions: Semaphore,
    /// Batches of passages under way, which questions may have to wait for.
    batches: AtomicUsize,
    suspect: Notify,
}

impl Engine {
    pub fn new(settings: EmbeddingSettings, patience: Patience) -> Result<Self, EngineError> {
        let builder = Client::builder()
            .connect_timeout(patience.connect)
            // Another address might be another machine.
            .redirect(redirect::Policy::none())
            // Before an engine closes what has been idle, which would look like a fault.
            .pool_idle_timeout(Duration::from_secs(4))
            .tcp_nodelay(true);
        let builder = match settings.place() {
            // A proxy would be another machine, and the machine's list of hosts might send the name elsewhere.
            EnginePlace::ThisMachine => builder.no_proxy().resolve_to_addrs(
                "localhost",
                &[
                    SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                    SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
                ],
            ),
            EnginePlace::Remote => builder,
        };
        Ok(Engine {
            http: builder.build().map_err(|error| EngineError(error.without_url().to_string()))?,
            settings,
            patience,
            masking: Masking::default(),
            started: Instant::now(),
            breaker: Mutex::new(Breaker::new()),
            remembered: Mutex::new(LruCache::new(REMEMBERED)),
            dimension: Mutex::new(None),
            questions: Semaphore::new(AT_ONCE),
            batches: AtomicUsize::new(0),
            suspect: Notify::new(),
        })
    }

    /// What vectors are kept under: those of another model or style are of no use.
    pub fn identity(&self) -> String {
        self.settings.identity()
    }

    pub fn place(&self) -> EnginePlace {
        self.settings.place()
    }

    pub fn standing(&self) -> EngineStanding {
        locked(&self.breaker).fault().map_or(EngineStanding::Asked, EngineStanding::LeftAlone)
    }

    /// A question's vector. `None`, at the latest after [`Patience::query`]: there is none, and the answer comes from words.
    pub async fn embed_query(&self, text: &str) -> Option<Vector> {
        let text = self.sendable(text, LONGEST_QUERY);
        if text.is_empty() {
            return None;
        }
        let hash = TextHash::of(&text);
        if let Some(vector) = locked(&self.remembered).get(&hash) {
            return Some(vector.clone());
        }
        let ticket = locked(&self.breaker).ask(self.now())?;
        let until = tokio::time::Instant::now() + self.patience.query;
        // A question that gets no turn in time says nothing of the engine.
        let _turn = timeout_at(until, self.questions.acquire()).await.ok()?.ok()?;
        let beside_a_batch = self.is_computing();
        let outcome = timeout_at(until, self.request(Role::Query, &[text]))
            .await
            .unwrap_or(Err(EngineFault::Slow));
        let fault = outcome.as_ref().err().copied();
        // Nor does one that our own passages kept waiting.
        if fault != Some(EngineFault::Slow) || !(beside_a_batch || self.is_computing()) {
            self.note(ticket, fault);
        }
        let vector = outcome.ok()?.pop()?;
        locked(&self.remembered).put(hash, vector.clone());
        Some(vector)
    }

    /// The passages' vectors, in their order. Where it was not known how many numbers the model's vectors have, it is now.
    pub async fn embed_passages(&self, texts: &[&str]) -> Result<Vec<Vector>, EngineFault> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let ticket = locked(&self.breaker).ask(self.now()).ok_or(EngineFault::LeftAlone)?;
        let texts: Vec<String> =
            texts.iter().map(|text| self.sendable(text, LONGEST_PASSAGE)).collect();
        let batch = Batch::begin(&self.batches);
        let asking = timeout(self.patience.passages, self.request(Role::Passage, &texts));
        let outcome = asking.await.unwrap_or(Err(EngineFault::Slow));
        drop(batch);
        let fault = outcome.as_ref().err().copied();
        if !fault.is_some_and(EngineFault::is_about_the_texts) {
            self.note(ticket, fault);
        }
        let vectors = outcome?;
        let mut dimension = locked(&self.dimension);
        *dimension = dimension.or(vectors.first().map(Vector::dimension));
        Ok(vectors)
    }

    /// Vectors have so many numbers from now on; `None`: the next one tells.
    pub(super) fn expect(&self, dimension: Option<usize>) {
        *locked(&self.dimension) = dimension;
    }

    /// Forgets questions' vectors: they are another model's.
    pub(super) fn forget(&self) {
        locked(&self.remembered).clear();
    }

    /// How long the engine is left alone yet.
    pub(super) fn rests_for(&self) -> Duration {
        locked(&self.breaker).rests_for(self.now())
    }

    /// Waits until the engine may have become another: it is back, or its vectors are not those of the model.
    pub(super) async fn suspected(&self) {
        self.suspect.notified().await;
    }

    fn is_computing(&self) -> bool {
        self.batches.load(Ordering::Relaxed) > 0
    }

    /// Since the start: the breaker's time.
    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// What the engine gets of a text.
    fn sendable(&self, text: &str, longest: usize) -> String {
        let text = cut(text.trim(), longest);
        match self.settings.place() {
            EnginePlace::ThisMachine => text.to_owned(),
            EnginePlace::Remote => self.masking.logged(text),
        }
    }

    fn note(&self, ticket: Ticket, fault: Option<EngineFault>) {
        let change = match fault {
            None => locked(&self.breaker).answered(ticket),
            Some(fault) => locked(&self.breaker).failed(ticket, fault, self.now()),
        };
        match change {
            None => return,
            Some(Change::LeftAlone(fault)) => {
                tracing::warn!(
                    "the embedding engine is left alone for a while, answers come from words: {fault}"
                )
            }
            Some(Change::Back) => tracing::info!("the embedding engine is back"),
        }
        self.suspect.notify_one();
    }

    async fn request(&self, role: Role, texts: &[String]) -> Result<Vec<Vector>, EngineFault> {
        let request =
            self.http.post(self.settings.endpoint.clone()).header(CONTENT_TYPE, "application/json");
        let request = match &self.settings.key {
            Some(key) => request.bearer_auth(key.secret()),
            None => request,
        };
        let response = request
            .body(answer::body(&self.settings, role, texts))
            .send()
            .await
            .map_err(|error| fault(&error))?;
        accepted(response.status().as_u16())?;
        let body = read(response, answer::most_bytes(texts.len())).await?;
        answer::parse(&body, texts.len(), *locked(&self.dimension))
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("settings", &self.settings)
            .field("standing", &self.standing())
            .finish_non_exhaustive()
    }
}

/// Counts a batch for as long as it is under way, even where its future is dropped.
struct Batch<'a>(&'a AtomicUsize);

impl<'a> Batch<'a> {
    fn begin(batches: &'a AtomicUsize) -> Self {
        batches.fetch_add(1, Ordering::Relaxed);
        Batch(batches)
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What is locked here is whole after every statement, so a panic elsewhere has not spoilt it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// At most so many characters.
fn cut(text: &str, longest: usize) -> &str {
    text.char_indices().nth(longest).map_or(text, |(end, _)| &text[..end])
}

fn accepted(status: u16) -> Result<(), EngineFault> {
    match status {
        200..=299 => Ok(()),
        300..=399 => Err(EngineFault::Redirected(status)),
        401 | 403 => Err(EngineFault::Unauthorized(status)),
        _ => Err(EngineFault::Status(status)),
    }
}

fn fault(error: &reqwest::Error) -> EngineFault {
    match error {
        error if error.is_connect() => EngineFault::Unreachable,
        error if error.is_timeout() => EngineFault::Slow,
        _ => EngineFault::CutOff,
    }
}

/// The body, of at most so many bytes.
async fn read(mut response: Response, most: usize) -> Result<Vec<u8>, EngineFault> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| fault(&error))? {
        if body.len() + chunk.len() > most {
            return Err(EngineFault::Oversized);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

//! Keeps the vectors of the texts in use, for as long as a service runs.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::compute::{Computed, Pace, Progress, compute_missing};
use super::engine::Engine;
use super::file::{FileState, VectorFile};
use super::text::TextHash;
use super::vectors::Vectors;

/// How often it is looked whether the texts in use have changed: what staff save is to be found within a second.
const EVERY: Duration = Duration::from_millis(300);
/// How often the log says how far a computation is.
const SAID_EVERY: Duration = Duration::from_secs(10);
/// How often the engine is asked whether it still is the same model.
const CHECKED_EVERY: Duration = Duration::from_secs(600);
/// After a fault the engine is asked again when it has rested, and not sooner than this.
const AGAIN: Duration = Duration::from_secs(1);

/// Who uses the texts, and gets their vectors.
pub trait InUse: Clone + Send + 'static {
    /// The texts in order: the same [`Arc`] for as long as they are the same.
    fn texts(&self) -> Arc<[String]>;

    /// Takes the vectors of these texts, in their order; called again when more are known, where blocking is allowed.
    fn take(&self, texts: &Arc<[String]>, vectors: Vectors);
}

/// Why a round of computing was over.
enum End {
    /// All is computed.
    Whole,
    /// The texts have changed.
    Changed,
    Fault,
    /// The engine takes none of the texts.
    Refused,
}

/// Computes what is missing now, and what changes make missing, until dropped. Faults are waited out; the engine's own log line says them.
pub async fn keep(engine: Arc<Engine>, index: PathBuf, in_use: impl InUse) {
    let mut held = None;
    loop {
        let texts = in_use.texts();
        let mut file = match held.take() {
            Some(file) => file,
            None => open(&index, engine.identity()).await,
        };
        file = give(file, &texts, &in_use).await;
        let (end, added) = round(&engine, &mut file, &texts, &in_use).await;
        if added {
            file = give(file, &texts, &in_use).await;
        }
        if matches!(end, End::Whole) {
            file = shrink(file, &texts).await;
        }
        // One that cannot be written is all there is; the others are read again when they are needed.
        held = matches!(file.state, FileState::InMemory { .. }).then_some(file);
        wait(&engine, &in_use, &texts, end).await;
    }
}

async fn open(index: &Path, identity: String) -> VectorFile {
    let index = index.to_owned();
    let file = blocking(move || VectorFile::open(&index, &identity)).await;
    match &file.state {
        FileState::Damaged { bytes } => {
            tracing::warn!(bytes, "some vectors were damaged and are computed anew")
        }
        FileState::InMemory { why } => {
            tracing::warn!("vectors cannot be kept beside the index: {why}")
        }
        FileState::Whole | FileState::New => {}
    }
    file
}

async fn give(file: VectorFile, texts: &Arc<[String]>, in_use: &impl InUse) -> VectorFile {
    let (texts, in_use) = (texts.clone(), in_use.clone());
    blocking(move || {
        let vectors = file.gather(texts.iter().map(|text| TextHash::of(text)).collect());
        in_use.take(&texts, vectors);
        file
    })
    .await
}

/// True beside the end: there is more to give.
async fn round(
    engine: &Engine,
    file: &mut VectorFile,
    texts: &Arc<[String]>,
    in_use: &impl InUse,
) -> (End, bool) {
    let known = file.len();
    let begun = Instant::now();
    let mut said = begun;
    let tell = |Progress { done, of }| {
        if said.elapsed() >= SAID_EVERY {
            tracing::info!(done, of, "computing vectors");
            said = Instant::now();
        }
        if Arc::ptr_eq(&in_use.texts(), texts) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    };
    let computed = compute_missing(engine, file, texts, Pace::Background, tell).await;
    match computed {
        Ok(computed) => {
            say(computed, file, begun.elapsed());
            (
                if computed.is_whole { End::Whole } else { End::Changed },
                computed.added > 0 || computed.model_changed,
            )
        }
        Err(fault) if fault.is_about_the_texts() => {
            tracing::warn!("the embedding engine takes no texts, answers come from words: {fault}");
            (End::Refused, false)
        }
        Err(_) => (End::Fault, file.len() != known),
    }
}

fn say(computed: Computed, file: &VectorFile, took: Duration) {
    if computed.model_changed {
        tracing::warn!(
            "the embedding engine answers with another model than before; all vectors are computed anew"
        );
    }
    if computed.refused > 0 {
        tracing::warn!(
            texts = computed.refused,
            "the embedding engine does not take some texts; they are found by words"
        );
    }
    if computed.added > 0 {
        tracing::info!(added = computed.added, seconds = took.as_secs(), "computed vectors");
    }
    if let FileState::InMemory { why } = &file.state {
        tracing::warn!("vectors cannot be kept beside the index: {why}");
    }
}

async fn shrink(mut file: VectorFile, texts: &Arc<[String]>) -> VectorFile {
    let texts = texts.clone();
    blocking(move || {
        let in_use: Vec<TextHash> = texts.iter().map(|text| TextHash::of(text)).collect();
        if let Err(error) = file.shrink(&in_use) {
            tracing::warn!(%error, "vectors that are not in use could not be dropped");
        }
        file
    })
    .await
}

/// Until the texts change, or the engine has to be asked again.
async fn wait(engine: &Engine, in_use: &impl InUse, texts: &Arc<[String]>, end: End) {
    let again = match end {
        End::Whole | End::Refused => CHECKED_EVERY,
        End::Changed => return,
        End::Fault => engine.rests_for().max(AGAIN),
    };
    let changed = async {
        while Arc::ptr_eq(&in_use.texts(), texts) {
            tokio::time::sleep(EVERY).await;
        }
    };
    let suspected = async {
        match end {
            // Its being left alone is what ended the round.
            End::Fault => std::future::pending().await,
            _ => engine.suspected().await,
        }
    };
    tokio::select! {
        () = changed => {}
        () = suspected => {}
        () = tokio::time::sleep(again) => {}
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}

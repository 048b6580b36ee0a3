//! Computes the vectors that are missing, in batches that take as long as they should.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::engine::Engine;
use super::fault::EngineFault;
use super::file::VectorFile;
use super::text::TextHash;

/// The most passages in one request; text-embeddings-inference takes no more unless it is told to.
const LARGEST_BATCH: usize = 32;
/// So many passages refused in a row, without one taken, are no matter of their texts.
const REFUSED: usize = 5;
/// Below this cosine two vectors of one text are of different models. The same model gives above 0.999 whatever its batches and processor.
const SAME_MODEL: f32 = 0.98;

/// How much of the engine's time is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Somebody waits for the whole.
    Foreground,
    /// Questions come first: an engine works at one request at a time, so a batch must be over before a question has waited too long.
    Background,
}

impl Pace {
    /// How long a batch should take.
    fn batch(self) -> Duration {
        match self {
            Pace::Foreground => Duration::from_secs(2),
            Pace::Background => Duration::from_millis(80),
        }
    }
}

/// How far a computation is, in texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
}

/// How a computation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Computed {
    /// So many are new in the file.
    pub added: usize,
    /// The engine takes so many of the texts under no circumstances; they stay without a vector.
    pub refused: usize,
    /// What the file held was another model's and is computed anew.
    pub model_changed: bool,
    /// The caller wanted no more.
    pub is_whole: bool,
}

/// Computes what `file` does not have of `texts`, and adds it there. `tell` hears of every batch, and may end it.
///
/// What is added before a fault stays.
pub async fn compute_missing(
    engine: &Engine,
    file: &mut VectorFile,
    texts: &[String],
    pace: Pace,
    mut tell: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Computed, EngineFault> {
    let model_changed = !is_same_model(engine, file, texts).await?;
    if model_changed {
        file.clear();
        engine.forget();
    }
    engine.expect(file.dimension());
    let missing = file.without_vector(texts);
    let mut computed =
        Computed { added: 0, refused: 0, model_changed, is_whole: missing.is_empty() };
    let mut size = 1;
    let mut rest = missing.as_slice();
    while !rest.is_empty() {
        let batch = &rest[..size.min(rest.len())];
        let begun = Instant::now();
        match engine.embed_passages(batch).await {
            Ok(vectors) => {
                let named: Vec<_> =
                    batch.iter().map(|text| TextHash::of(text)).zip(vectors).collect();
                file.add(&named);
                computed.added += batch.len();
                rest = &rest[batch.len()..];
                size = next_size(batch.len(), begun.elapsed(), pace.batch());
            }
            Err(fault) if fault.is_about_the_texts() && batch.len() > 1 => {
                size = batch.len() / 2;
                continue;
            }
            Err(fault)
                if fault.is_about_the_texts()
                    && (computed.added > 0 || computed.refused < REFUSED) =>
            {
                computed.refused += 1;
                rest = &rest[1..];
            }
            Err(fault) => return Err(fault),
        }
        computed.is_whole = rest.is_empty();
        if tell(Progress { done: missing.len() - rest.len(), of: missing.len() }).is_break() {
            break;
        }
    }
    Ok(computed)
}

/// Asks the engine anew for one of the texts whose vector is known. True too where none is.
async fn is_same_model(
    engine: &Engine,
    file: &VectorFile,
    texts: &[String],
) -> Result<bool, EngineFault> {
    let known =
        texts.iter().find_map(|text| Some((text.as_str(), file.vector(&TextHash::of(text))?)));
    let Some((text, known)) = known else { return Ok(true) };
    // A vector of another length is an answer here and no fault.
    engine.expect(None);
    let found = engine.embed_passages(&[text]).await?;
    Ok(found
        .first()
        .and_then(|found| found.cosine(&known))
        .is_some_and(|cosine| cosine > SAME_MODEL))
}

/// The size of the next batch where one of `size` took so long: at most doubled, since the next texts may be longer.
fn next_size(size: usize, took: Duration, wanted: Duration) -> usize {
    let share = wanted.as_secs_f64() / took.as_secs_f64().max(1e-6);
    ((size as f64 * share) as usize).clamp(1, LARGEST_BATCH.min(size * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_grow_and_shrink_to_take_as_long_as_they_should() {
        let check = |size: usize, took_ms: u64, expected: usize| {
            assert_eq!(
                next_size(size, Duration::from_millis(took_ms), Duration::from_millis(100)),
                expected,
                "{size} in {took_ms} ms"
            );
        };
        check(1, 10, 2);
        check(2, 0, 4);
        check(8, 80, 10);
        check(8, 100, 8);
        check(8, 800, 1);
        check(1, 5_000, 1);
        check(20, 20, 32);
        check(32, 1, 32);
    }
}

//! What the handler says: asked in a task of its own, so that a panic harms nothing but itself, and again for as long as the store does not give what
//! it needs.

use std::time::Duration;

use tokio::task::JoinError;

use super::Outcome;
use crate::model::id::UpdateId;
use crate::store::StoreError;

/// Between two tries.
pub(super) const PAUSE: Duration = Duration::from_millis(200);

/// How a task ended that asked the handler.
pub(super) type Asked = Result<Result<Outcome, StoreError>, JoinError>;

/// What the handler is asked about, for the log.
#[derive(Clone, Copy)]
pub(super) enum About {
    Update(UpdateId),
    Letter(i64),
}

/// What the handler says, or `None` where it failed or panicked, or `ask` gives it up. `what` it was asked is for the log.
pub(super) async fn persevere<F>(what: &str, about: About, ask: impl Fn() -> F) -> Option<Outcome>
where
    F: Future<Output = Option<Asked>>,
{
    let (update, letter) = match about {
        About::Update(update) => (Some(update.number()), None),
        About::Letter(letter) => (None, Some(letter)),
    };
    let mut is_told = false;
    loop {
        match ask().await? {
            Ok(Ok(outcome)) => return Some(outcome),
            Ok(Err(error)) if error.is_transient() => {
                if !std::mem::replace(&mut is_told, true) {
                    tracing::warn!(update, letter, %error, "{what} is tried until it succeeds");
                }
                tokio::time::sleep(PAUSE).await;
            }
            Ok(Err(error)) => {
                tracing::error!(update, letter, %error, "{what} failed");
                return None;
            }
            // The program ends: the store says at the next start what waits.
            Err(ended) if ended.is_cancelled() => std::future::pending().await,
            Err(panic) => {
                tracing::error!(update, letter, %panic, "{what} panicked");
                return None;
            }
        }
    }
}

//! What the service does before it serves: it hears the signal to stop, and loads the assistant.

use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use tokio::sync::watch as flag;

use super::brain::Brain;
use super::settings::ServeSettings;
use crate::assistant::{Assistant, StartError};
use crate::embedding::{EmbeddingSettings, Engine};
use crate::hours::local::existing;
use crate::model::privacy::Privacy;
use crate::search::Meanings;

/// True from the signal on; whoever else must stop the service says so the same way.
pub(super) fn stop_signal(
    stop: impl Future<Output = ()> + Send + 'static,
) -> (flag::Sender<bool>, flag::Receiver<bool>) {
    let (stopping_in, stopping) = flag::channel(false);
    let hearing = stopping_in.clone();
    tokio::spawn(async move {
        stop.await;
        tracing::info!("stopping: finishing what is in hand");
        hearing.send_replace(true);
    });
    (stopping_in, stopping)
}

/// What residents are told of what becomes of their words.
pub(super) fn privacy(settings: &ServeSettings) -> Privacy {
    Privacy {
        retention_days: settings.retention.questions,
        embeddings: settings.embeddings.as_ref().map(EmbeddingSettings::place),
    }
}

/// Loads the knowledge, and sets the clock. `None`: stopped before; where a classifier has to be trained first it takes seconds.
pub(super) async fn load_assistant(
    settings: &ServeSettings,
    engine: Option<Arc<Engine>>,
    stop: impl Future<Output = ()>,
) -> Result<Option<Brain>, StartError> {
    let (knowledge, index) = (settings.knowledge.clone(), settings.index.clone());
    let loading = tokio::task::spawn_blocking(move || {
        Assistant::start(&knowledge, &index, Utc::now().date_naive())
    });
    let loaded = tokio::select! {
        loaded = loading => loaded,
        () = stop => return Ok(None),
    };
    let (assistant, warnings) =
        loaded.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
    let mut assistant = assistant;
    assistant.privacy = privacy(settings);
    let assistant = if settings.embeddings.is_some() {
        assistant.comparing(&Meanings::default())
    } else {
        assistant
    };
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    let zone = assistant.knowledge.contact.hours.time_zone;
    let ahead = settings
        .at
        .map_or(TimeDelta::zero(), |at| existing(at, zone).with_timezone(&Utc) - Utc::now());
    Ok(Some(Brain::new(assistant, ahead, engine)))
}

//! Knowledge changed on disk is taken up within a second of the last write.

use std::path::Path;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

use super::brain::Brain;
use crate::assistant::Assistant;
use crate::knowledge::LoadError;

/// An editor writes a file in several steps: so long must it be quiet.
const QUIET: Duration = Duration::from_millis(300);

/// Watches the folder until `brain`'s last user is gone. The watcher must be kept; dropped, it stops.
pub fn watch(brain: Brain, knowledge: &Path, index: &Path) -> notify::Result<RecommendedWatcher> {
    let (changed_in, mut changed) = mpsc::unbounded_channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // A closed channel means that the service is stopping.
            let _ = changed_in.send(());
        }
    })?;
    watcher.watch(knowledge, RecursiveMode::Recursive)?;
    let (knowledge, index) = (knowledge.to_owned(), index.to_owned());
    tokio::spawn(async move {
        while changed.recv().await.is_some() {
            while let Ok(Some(())) = tokio::time::timeout(QUIET, changed.recv()).await {}
            let (knowledge, index, today) = (knowledge.clone(), index.clone(), brain.local_now().date());
            let loaded = tokio::task::spawn_blocking(move || Assistant::start(&knowledge, &index, today)).await;
            match loaded {
                Ok(Ok((assistant, warnings))) => {
                    for warning in warnings {
                        tracing::warn!("{warning}");
                    }
                    tracing::info!(articles = assistant.knowledge.articles.len(), "took up the changed knowledge");
                    brain.replace(assistant);
                }
                Ok(Err(error)) => say_broken(&error),
                Err(panic) => {
                    tracing::error!(%panic, "reading the changed knowledge failed; the old one stays")
                }
            }
        }
    });
    Ok(watcher)
}

fn say_broken(error: &crate::assistant::StartError) {
    match error {
        crate::assistant::StartError::Knowledge(LoadError::Faulty(faults)) => {
            tracing::error!(count = faults.len(), "the changed knowledge has faults; the old one stays");
            for fault in faults {
                tracing::error!("{fault}");
            }
        }
        other => {
            tracing::error!("the changed knowledge cannot be used, the old one stays: {other}")
        }
    }
}

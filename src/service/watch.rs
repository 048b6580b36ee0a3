//! Knowledge changed on disk is taken up within a second of the last write.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::{Notify, mpsc, watch as flag};

use super::brain::Brain;
use crate::assistant::{Assistant, StartError};
use crate::knowledge::fault::{Fault, Severity};
use crate::knowledge::{self, LoadError};
use crate::model::language::ReplyLanguage;
use crate::wording::Message;

/// An editor writes a file in several steps: so long must it be quiet.
const QUIET: Duration = Duration::from_millis(300);
/// How often it is looked at whether the folder is still the same.
const LOOK: Duration = Duration::from_millis(500);
/// Staff are told so many faults at most; all of them are in the log.
const TOLD_FAULTS: usize = 5;

/// Watches the folder until `stopping`. `told` hears in words when changed knowledge cannot be used.
pub fn watch(
    brain: Brain,
    knowledge: &Path,
    index: &Path,
    told: mpsc::UnboundedSender<String>,
    stopping: flag::Receiver<bool>,
) -> notify::Result<()> {
    let (changed_in, mut changed) = mpsc::unbounded_channel();
    let watcher = watcher(knowledge, changed_in.clone())?;
    tokio::spawn(keep_watching(knowledge.to_owned(), watcher, changed_in, stopping));
    let taking = Arc::new(Taking {
        brain,
        folder: knowledge.to_owned(),
        index: index.to_owned(),
        changes: Mutex::new(0),
        due: Notify::new(),
        told,
    });
    let learning = taking.clone();
    tokio::spawn(async move {
        loop {
            learning.due.notified().await;
            learning.learn().await;
        }
    });
    tokio::spawn(async move {
        while changed.recv().await.is_some() {
            while let Ok(Some(())) = tokio::time::timeout(QUIET, changed.recv()).await {}
            taking.take().await;
        }
    });
    Ok(())
}

fn watcher(
    folder: &Path,
    changed: mpsc::UnboundedSender<()>,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // A closed channel means that the service is stopping.
            let _ = changed.send(());
        }
    })?;
    for folder in knowledge::folders(folder) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// The system watches what was at a path, and goes on watching that when something else is put there: another folder, a link to another release.
/// So it is looked at now and then what is there.
async fn keep_watching(
    folder: PathBuf,
    mut watching: RecommendedWatcher,
    changed: mpsc::UnboundedSender<()>,
    stopping: flag::Receiver<bool>,
) {
    let mut known = identity(&folder);
    while !*stopping.borrow() {
        tokio::time::sleep(LOOK).await;
        let found = identity(&folder);
        if found.is_none() || found == known {
            continue;
        }
        match watcher(&folder, changed.clone()) {
            Ok(new) => {
                tracing::info!("another knowledge folder is in place");
                watching = new;
                known = found;
                let _ = changed.send(());
            }
            Err(error) => tracing::warn!(%error, "the new knowledge folder cannot be watched yet"),
        }
    }
    drop(watching);
}

/// Which folder is at a path. `None`: none, as in the middle of an exchange.
fn identity(folder: &Path) -> Option<(PathBuf, u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let real = folder.canonicalize().ok()?;
    let meta = real.metadata().ok()?;
    Some((real, meta.dev(), meta.ino()))
}

/// Takes changed knowledge up at once with the classifier there is, and again when its own is trained.
struct Taking {
    brain: Brain,
    folder: PathBuf,
    index: PathBuf,
    /// How many were taken up so far: what is learnt of an older one comes too late.
    changes: Mutex<u64>,
    due: Notify,
    told: mpsc::UnboundedSender<String>,
}

impl Taking {
    async fn take(&self) {
        let before = self.brain.assistant();
        let (folder, index, today) = self.asked();
        let loaded =
            tokio::task::spawn_blocking(move || before.renewed(&folder, &index, today)).await;
        if let Ok(Err(error)) = &loaded {
            self.tell(error);
        }
        let Some((assistant, warnings, is_due)) = usable(loaded) else { return };
        for warning in warnings {
            tracing::warn!("{warning}");
        }
        tracing::info!(
            articles = assistant.knowledge.articles.len(),
            "took up the changed knowledge"
        );
        {
            let mut changes = self.changes();
            self.brain.replace(assistant);
            *changes += 1;
        }
        if is_due {
            self.due.notify_one();
        }
    }

    async fn learn(&self) {
        let of = *self.changes();
        let (folder, index, today) = self.asked();
        let learnt =
            tokio::task::spawn_blocking(move || Assistant::start(&folder, &index, today)).await;
        let Some((assistant, _)) = usable(learnt) else { return };
        let changes = self.changes();
        if *changes == of {
            self.brain.replace(assistant);
            tracing::info!("learnt the questions of the changed knowledge");
        }
    }

    /// Held while the assistant is replaced.
    fn changes(&self) -> MutexGuard<'_, u64> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Staff hear of it in their group; a closed channel means that the service is stopping.
    fn tell(&self, error: &StartError) {
        let faults = match error {
            StartError::Knowledge(LoadError::Faulty(faults)) => {
                let errors = faults
                    .iter()
                    .filter(|fault| fault.severity == Severity::Error)
                    .take(TOLD_FAULTS);
                errors.map(Fault::to_string).collect::<Vec<_>>().join("\n")
            }
            other => other.to_string(),
        };
        let assistant = self.brain.assistant();
        let text = assistant.wording.say(
            ReplyLanguage::Swedish,
            Message::KnowledgeBroken,
            &[("faults", faults.into())],
        );
        let _ = self.told.send(text);
    }

    fn asked(&self) -> (PathBuf, PathBuf, NaiveDate) {
        (self.folder.clone(), self.index.clone(), self.brain.local_now().date())
    }
}

/// `None`: it is not, and that was said.
fn usable<T>(loaded: Result<Result<T, StartError>, tokio::task::JoinError>) -> Option<T> {
    match loaded {
        Ok(Ok(loaded)) => return Some(loaded),
        Ok(Err(error)) => say_broken(&error),
        Err(panic) => {
            tracing::error!(%panic, "reading the changed knowledge failed; the old one stays")
        }
    }
    None
}

fn say_broken(error: &StartError) {
    match error {
        StartError::Knowledge(LoadError::Faulty(faults)) => {
            tracing::error!(
                count = faults.len(),
                "the changed knowledge has faults; the old one stays"
            );
            for fault in faults {
                tracing::error!("{fault}");
            }
        }
        other => {
            tracing::error!("the changed knowledge cannot be used, the old one stays: {other}")
        }
    }
}

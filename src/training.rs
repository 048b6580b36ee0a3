//! Where the trained classifier is kept: beside the index, made again when the examples have changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::NaiveDate;

use crate::intent::{Example, IntentModel, MODEL_CODE, mark, training_examples};
use crate::language::time;
use crate::model::knowledge::Knowledge;
use crate::model::time::SchoolBreaks;

const EXTENSION: &str = "intents";
/// A file still in writing after this time was left by a process that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A trained model, and why it could not be kept on disk, if so.
pub struct Trained {
    pub model: IntentModel,
    pub warning: Option<String>,
}

/// Reads the model of this knowledge from `dir`, or trains it and puts it there.
pub fn load_or_train(dir: &Path, knowledge: &Knowledge) -> Trained {
    let path = path(dir, knowledge);
    let damaged = match stored(&path) {
        Ok(Some(model)) => return Trained { model, warning: None },
        Ok(None) => None,
        Err(reason) => {
            Some(format!("{} gick inte att använda ({reason}) och har gjorts om", path.display()))
        }
    };
    let model = IntentModel::train(&marked_examples(knowledge));
    let unkept = store(dir, &path, &model)
        .err()
        .map(|error| format!("{} går inte att spara i: {error}", dir.display()));
    Trained { model, warning: unkept.or(damaged) }
}

/// The model of this knowledge, where `dir` has a whole one.
pub fn load(dir: &Path, knowledge: &Knowledge) -> Option<IntentModel> {
    stored(&path(dir, knowledge)).unwrap_or_default()
}

fn path(dir: &Path, knowledge: &Knowledge) -> PathBuf {
    let examples = training_examples(knowledge, str::to_owned);
    dir.join(format!("{}.{EXTENSION}", fingerprint(&examples, knowledge.school_breaks)))
}

/// The model on disk, if there is one; why not, if it cannot be used.
fn stored(path: &Path) -> Result<Option<IntentModel>, String> {
    match fs::read(path) {
        Ok(bytes) => IntentModel::from_bytes(&bytes).map(Some).map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // No folder to have it in is the index's own fault to tell.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Examples with their words of time marked. The moment does not matter for that, so any will do.
fn marked_examples(knowledge: &Knowledge) -> Vec<Example> {
    let at = NaiveDate::from_ymd_opt(2026, 5, 13)
        .unwrap_or_default()
        .and_hms_opt(10, 0, 0)
        .unwrap_or_default();
    training_examples(knowledge, |text| {
        mark(text, &time::find_beside(knowledge.school_breaks, text, at))
    })
}

/// Of the examples as written: marking them takes far longer than reading a stored model.
fn fingerprint(examples: &[Example], breaks: SchoolBreaks) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MODEL_CODE.as_bytes());
    // They decide which words are marked as a day.
    hasher.update(format!("{breaks:?}\0").as_bytes());
    for example in examples {
        hasher.update(example.text.as_bytes());
        hasher.update(format!("\0{:?}\0", example.topic).as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Written beside and renamed in, so that a kill leaves the old one; models of other examples are removed.
fn store(dir: &Path, path: &Path, model: &IntentModel) -> io::Result<()> {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    fs::create_dir_all(dir)?;
    let bytes = model.to_bytes().map_err(io::Error::other)?;
    let beside = dir.join(format!(
        ".{}-{}.{EXTENSION}",
        std::process::id(),
        WRITTEN.fetch_add(1, Ordering::Relaxed)
    ));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)?;
    for entry in fs::read_dir(dir)?.flatten() {
        if entry.path() != path && is_left_over(&entry) {
            // Whoever still uses it has read it into memory.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Models of other examples; one that is being written belongs to a process that has just started too, unless it was killed long ago.
fn is_left_over(entry: &fs::DirEntry) -> bool {
    let is_model = entry.path().extension().is_some_and(|extension| extension == EXTENSION);
    let in_writing = entry.file_name().to_string_lossy().starts_with('.');
    let age = entry
        .metadata()
        .and_then(|data| data.modified())
        .ok()
        .and_then(|written| written.elapsed().ok());
    is_model && (!in_writing || age.is_some_and(|age| age > ABANDONED))
}

//! Where the trained classifier is kept: beside the index, made again when the examples have changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::intent::{Example, IntentModel, MODEL_VERSION, from_knowledge, mark};
use crate::language::time;
use crate::model::knowledge::Knowledge;

const EXTENSION: &str = "intents";

/// A trained model, and why it could not be kept on disk, if so.
pub struct Trained {
    pub model: IntentModel,
    pub warning: Option<String>,
}

/// Reads the model of this knowledge from `dir`, or trains it and puts it there.
pub fn load_or_train(dir: &Path, knowledge: &Knowledge) -> Trained {
    if let Some(model) = load(dir, knowledge) {
        return Trained { model, warning: None };
    }
    let path = path(dir, knowledge);
    let model = IntentModel::train(&marked_examples(knowledge));
    let warning = store(dir, &path, &model).err().map(|error| format!("{}: {error}", dir.display()));
    Trained { model, warning }
}

/// The model of this knowledge, where `dir` has one.
pub fn load(dir: &Path, knowledge: &Knowledge) -> Option<IntentModel> {
    let path = path(dir, knowledge);
    let read = fs::read(&path).map_err(|error| error.to_string());
    match read.and_then(|bytes| IntentModel::from_bytes(&bytes).map_err(|error| error.to_string())) {
        Ok(model) => return Some(model),
        Err(reason) if path.exists() => {
            tracing::warn!(path = %path.display(), %reason, "stored classifier cannot be used; training it again")
        }
        Err(_) => {}
    }
    None
}

fn path(dir: &Path, knowledge: &Knowledge) -> PathBuf {
    dir.join(format!("{}.{EXTENSION}", fingerprint(&from_knowledge(knowledge, str::to_owned))))
}

/// Examples with their words of time marked. The moment does not matter for that, so any will do.
fn marked_examples(knowledge: &Knowledge) -> Vec<Example> {
    let at = NaiveDate::from_ymd_opt(2026, 5, 13).unwrap_or_default().and_hms_opt(10, 0, 0).unwrap_or_default();
    from_knowledge(knowledge, |text| mark(text, &time::find(text, at)))
}

/// Of the examples as written: marking them takes far longer than reading a stored model.
fn fingerprint(examples: &[Example]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&MODEL_VERSION.to_le_bytes());
    for example in examples {
        hasher.update(example.text.as_bytes());
        hasher.update(format!("\0{:?}\0", example.topic).as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Written beside and renamed in, so that a kill leaves the old one; models of other examples are removed.
fn store(dir: &Path, path: &Path, model: &IntentModel) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let bytes = model.to_bytes().map_err(io::Error::other)?;
    let beside = dir.join(format!(".{}.{EXTENSION}", std::process::id()));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)?;
    for entry in fs::read_dir(dir)?.flatten() {
        let other = entry.path();
        if other != path && other.extension().is_some_and(|extension| extension == EXTENSION) {
            // Whoever still uses it has read it into memory.
            let _ = fs::remove_file(other);
        }
    }
    Ok(())
}

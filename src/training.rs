//! Where the trained classifier, and what tells languages apart, are kept: beside the index, made again when what they were learnt from has changed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::NaiveDate;

use crate::intent::{
    Aftermath, Example, IntentModel, MODEL_CODE, aftermath, mark, training_examples,
};
use crate::language::detect::{LanguageModel, Learnt, learnt_from};
use crate::language::time;
use crate::model::knowledge::Knowledge;
use crate::model::time::SchoolBreaks;

const EXTENSION: &str = "intents";
const LANGUAGES: &str = "languages";
const CHECKSUM: usize = 32;
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
    let model = IntentModel::train(&marked_examples(knowledge), &aftermath(knowledge));
    let unkept = model
        .to_bytes()
        .map_err(io::Error::other)
        .and_then(|bytes| store(dir, &path, &bytes))
        .err()
        .map(|error| format!("{} går inte att spara i: {error}", dir.display()));
    Trained { model, warning: unkept.or(damaged) }
}

/// What tells languages apart in this knowledge, read from `dir` or learnt and put there. With ten thousand pages learning takes longer than all else.
pub fn languages(dir: &Path, knowledge: &Knowledge) -> LanguageModel {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MODEL_CODE.as_bytes());
    for text in learnt_from(knowledge) {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let path = dir.join(format!("{}.{LANGUAGES}", name(&hasher)));
    let learnt = stored_languages(&path).unwrap_or_else(|| {
        let learnt = Learnt::of(knowledge);
        if let Ok(mut bytes) = postcard::to_stdvec(&learnt) {
            let sum = blake3::hash(&bytes);
            bytes.extend_from_slice(sum.as_bytes());
            // That nothing can be kept there is told of the classifier.
            let _ = store(dir, &path, &bytes);
        }
        learnt
    });
    LanguageModel::new(&knowledge.cards, learnt)
}

fn stored_languages(path: &Path) -> Option<Learnt> {
    let bytes = fs::read(path).ok()?;
    let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM)?)?;
    let is_whole = blake3::hash(content).as_bytes() == sum;
    is_whole.then(|| postcard::from_bytes(content).ok())?
}

/// The model of this knowledge, where `dir` has a whole one.
pub fn load(dir: &Path, knowledge: &Knowledge) -> Option<IntentModel> {
    stored(&path(dir, knowledge)).unwrap_or_default()
}

fn path(dir: &Path, knowledge: &Knowledge) -> PathBuf {
    let examples = training_examples(knowledge, str::to_owned);
    let fingerprint = fingerprint(&examples, &aftermath(knowledge), knowledge.school_breaks);
    dir.join(format!("{fingerprint}.{EXTENSION}"))
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
fn fingerprint(examples: &[Example], aftermath: &[Aftermath], breaks: SchoolBreaks) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MODEL_CODE.as_bytes());
    // They decide which words are marked as a day.
    hasher.update(format!("{breaks:?}\0").as_bytes());
    for example in examples {
        hasher.update(example.text.as_bytes());
        hasher.update(format!("\0{:?}\0", example.topic).as_bytes());
    }
    for example in aftermath {
        hasher.update(example.text.as_bytes());
        hasher.update(format!("\0{}\0", example.is_over).as_bytes());
    }
    name(&hasher)
}

/// 128 bits are plenty against accident.
fn name(hasher: &blake3::Hasher) -> String {
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Written beside and renamed in, so that a kill leaves the old one; what was learnt from others is removed.
fn store(dir: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    fs::create_dir_all(dir)?;
    let extension = path.extension().unwrap_or_default();
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let beside = dir.join(format!(".{}-{number}", std::process::id())).with_extension(extension);
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)?;
    for entry in fs::read_dir(dir)?.flatten() {
        if entry.path() != path && is_left_over(&entry, extension) {
            // Whoever still uses it has read it into memory.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// What was learnt from others; a file that is being written belongs to a process that has just started too, unless it was killed long ago.
fn is_left_over(entry: &fs::DirEntry, extension: &OsStr) -> bool {
    let is_model = entry.path().extension() == Some(extension);
    let in_writing = entry.file_name().to_string_lossy().starts_with('.');
    let age = entry
        .metadata()
        .and_then(|data| data.modified())
        .ok()
        .and_then(|written| written.elapsed().ok());
    is_model && (!in_writing || age.is_some_and(|age| age > ABANDONED))
}

//! A folder of saved pages and documents, or one file.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::draft::Drafts;
use super::fetch::Limits;
use super::outcome::{Found, Gone, Outcome, Progress};
use super::reading::{self, Manner, NoArticle};
use crate::model::import::Source;

/// Endings of files that can be read; others are passed by.
const READ: [&str; 8] = ["html", "htm", "xhtml", "aspx", "php", "pdf", "txt", "md"];
/// Deeper folders are a loop or a mistake.
const DEEPEST: usize = 16;

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{} går inte att läsa: {error}", path.display())]
pub struct FilesError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Reads a file, or every file below a folder.
pub fn files(
    source: &Source,
    place: &Path,
    manner: &Manner,
    drafts: &mut Drafts,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<Found, FilesError> {
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| FilesError { path, error }
    };
    let is_folder = fs::metadata(place).map_err(wrong(place))?.is_dir();
    let mut names = Vec::new();
    if is_folder {
        walk(place, Path::new(""), DEEPEST, &mut names)?;
    } else {
        names.extend(place.file_name().map(PathBuf::from));
    }
    let folder = if is_folder { place } else { place.parent().unwrap_or(Path::new("")) };
    names.retain(|name| source.takes(&format!("/{}", name.display())));
    names.sort();
    let mut progress = Progress { of: names.len(), ..Progress::default() };
    let mut found = Found::default();
    let mut listed = BTreeSet::new();
    for name in names.into_iter().take(source.most) {
        let key = name.display().to_string();
        let outcome = read(&folder.join(&name), &key, manner, drafts, &mut listed, &mut found)
            .map_err(wrong(&folder.join(&name)))?;
        progress.count(&outcome);
        found.outcomes.insert(key.clone(), outcome);
        listed.insert(key);
        told(progress);
    }
    for key in &listed {
        found.outcomes.entry(key.clone()).or_insert(Outcome::Read);
    }
    // One file says nothing of the others.
    found.listed = is_folder.then_some(listed);
    Ok(found)
}

fn walk(
    folder: &Path,
    below: &Path,
    depth: usize,
    names: &mut Vec<PathBuf>,
) -> Result<(), FilesError> {
    let here = folder.join(below);
    let wrong = |error| FilesError { path: here.clone(), error };
    for entry in fs::read_dir(&here).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let name = below.join(entry.file_name());
        // A link may lead out of the folder.
        let kind = entry.file_type().map_err(wrong)?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && depth > 0 && !is_hidden {
            walk(folder, &name, depth - 1, names)?;
        } else if kind.is_file() && !is_hidden && is_read(&name) {
            names.push(name);
        }
    }
    Ok(())
}

fn is_read(name: &Path) -> bool {
    let ending = name.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| READ.contains(&ending.as_str()))
}

fn read(
    path: &Path,
    key: &str,
    manner: &Manner,
    drafts: &mut Drafts,
    listed: &mut BTreeSet<String>,
    found: &mut Found,
) -> io::Result<Outcome> {
    let largest = Limits::default().pdf;
    if fs::metadata(path)?.len() > largest {
        return Ok(Outcome::Refused(super::fetch::Refusal::TooLarge(largest)));
    }
    let reading = reading::file(&fs::read(path)?, key, manner);
    found.trouble.extend(reading.trouble);
    match reading.drafts {
        Ok(read) => {
            for draft in read {
                listed.insert(draft.key.clone());
                drafts.push(&draft)?;
            }
            Ok(Outcome::Read)
        }
        Err(NoArticle::NoIndex) => Ok(Outcome::Gone(Gone::Withdrawn)),
        Err(why) => Ok(Outcome::NoArticle(why)),
    }
}

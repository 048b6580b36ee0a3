//! The index on disk: `DIR/<fingerprint>/`, built beside it and renamed in, so that a kill, a second process or a flipped byte leaves either the old
//! index or the new one, never half of one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tantivy::directory::MmapDirectory;

use super::document::{Corpus, Fingerprint, Outline};
use super::index::{SearchError, SearchIndex};
use super::schema;

/// Names every other file with its hash. It is written last: a folder without it is half built.
const MANIFEST: &str = "manifest.json";

/// How many indexes stay: the one in use, and one that another process may just be opening.
const KEPT: usize = 2;

/// Folders of builds that were killed are cleared away after this time.
const ABANDONED: Duration = Duration::from_secs(3600);

/// An index, and how it came to be.
pub struct Opened {
    pub index: SearchIndex,
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It stood on disk and was whole.
    Opened,
    /// There was none of these documents.
    Built,
    /// There was one, but it was damaged.
    Rebuilt { why: String },
    /// The folder cannot be used; the index lives in memory and is built anew at every start.
    InMemory { why: String },
}

/// Why an index on disk cannot be used.
#[derive(Debug, thiserror::Error)]
enum FolderError {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: not what the manifest says", path.display())]
    Changed { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Manifest { path: PathBuf, source: serde_json::Error },
    #[error(transparent)]
    Engine(#[from] SearchError),
}

impl FolderError {
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| FolderError::File { path: path.to_owned(), source }
    }
}

pub(super) fn open_or_build(
    dir: &Path,
    outline: Outline,
    corpus: &dyn Fn() -> Corpus,
) -> Result<Opened, SearchError> {
    let place = dir.join(outline.fingerprint.to_string());
    let damage = if place.exists() {
        match open(&place, &outline) {
            Ok(index) => {
                return Ok(Opened { index, state: State::Opened });
            }
            Err(error) => Some(error.to_string()),
        }
    } else {
        None
    };
    let corpus = corpus();
    match build(dir, &place, &outline, &corpus) {
        Ok(index) => {
            let state = damage.map_or(State::Built, |why| State::Rebuilt { why });
            Ok(Opened { index, state })
        }
        Err(error) => Ok(Opened {
            index: SearchIndex::in_memory(&corpus)?,
            state: State::InMemory { why: error.to_string() },
        }),
    }
}

fn open(place: &Path, outline: &Outline) -> Result<SearchIndex, FolderError> {
    verify(place)?;
    let directory =
        MmapDirectory::open(place).map_err(|error| SearchError::Engine(error.into()))?;
    Ok(SearchIndex::open(directory, outline)?)
}

fn verify(place: &Path) -> Result<(), FolderError> {
    let path = place.join(MANIFEST);
    let text = fs::read(&path).map_err(FolderError::file(&path))?;
    let manifest: BTreeMap<String, String> = serde_json::from_slice(&text)
        .map_err(|source| FolderError::Manifest { path: path.clone(), source })?;
    for (name, hash) in manifest {
        let path = place.join(name);
        if hash_of(&path)? != hash {
            return Err(FolderError::Changed { path });
        }
    }
    Ok(())
}

fn hash_of(path: &Path) -> Result<String, FolderError> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(path).map_err(FolderError::file(path))?;
    io::copy(&mut file, &mut hasher).map_err(FolderError::file(path))?;
    Ok(hasher.finalize().to_hex().to_string())
}

fn build(
    dir: &Path,
    place: &Path,
    outline: &Outline,
    corpus: &Corpus,
) -> Result<SearchIndex, FolderError> {
    fs::create_dir_all(dir).map_err(FolderError::file(dir))?;
    let site = new_site(dir)?;
    let built = fill(&site, corpus).and_then(|()| move_in(&site, place, outline));
    if site.exists() {
        // Failed, or another process was quicker; what is left behind is cleared by a later build.
        let _ = fs::remove_dir_all(&site);
    }
    let index = built?;
    clear_old(dir, place);
    Ok(index)
}

/// A folder of this build's own. The leading dot keeps it from being taken for an index.
fn new_site(dir: &Path) -> Result<PathBuf, FolderError> {
    let mut attempt = 0;
    loop {
        let site = dir.join(format!(".building-{}-{attempt}", std::process::id()));
        match fs::create_dir(&site) {
            Ok(()) => return Ok(site),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 1000 => {
                attempt += 1;
            }
            Err(source) => return Err(FolderError::File { path: site, source }),
        }
    }
}

fn fill(site: &Path, corpus: &Corpus) -> Result<(), FolderError> {
    let directory = MmapDirectory::open(site).map_err(|error| SearchError::Engine(error.into()))?;
    schema::build(Box::new(directory), corpus).map_err(SearchError::Engine)?;
    let mut manifest = BTreeMap::new();
    for entry in fs::read_dir(site).map_err(FolderError::file(site))? {
        let entry = entry.map_err(FolderError::file(site))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Tantivy's lock files are made anew at will.
        if !name.ends_with(".lock") {
            manifest.insert(name, hash_of(&entry.path())?);
        }
    }
    let path = site.join(MANIFEST);
    let text = serde_json::to_vec_pretty(&manifest)
        .map_err(|source| FolderError::Manifest { path: path.clone(), source })?;
    fs::write(&path, text).map_err(FolderError::file(&path))?;
    sync(&path)?;
    sync(site)
}

fn sync(path: &Path) -> Result<(), FolderError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(FolderError::file(path))
}

/// Renames the finished folder to its place. What stands there is another process's if it is whole, and is moved out of the way if it is not.
fn move_in(site: &Path, place: &Path, outline: &Outline) -> Result<SearchIndex, FolderError> {
    let mut moved = fs::rename(site, place);
    if moved.is_err() && place.exists() {
        if let Ok(index) = open(place, outline) {
            return Ok(index);
        }
        let aside = site.with_extension("damaged");
        fs::rename(place, &aside).map_err(FolderError::file(place))?;
        moved = fs::rename(site, place);
        let _ = fs::remove_dir_all(&aside);
        if moved.is_err() {
            return open(place, outline);
        }
    }
    moved.map_err(FolderError::file(place))?;
    open(place, outline)
}

/// Removes all but the newest indexes. One that another process still reads lives on for it: what is mapped outlasts its name.
fn clear_old(dir: &Path, current: &Path) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    let mut old = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let changed =
            entry.metadata().and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let abandoned =
            name.starts_with(".building-") && changed.elapsed().is_ok_and(|age| age > ABANDONED);
        if abandoned {
            let _ = fs::remove_dir_all(entry.path());
        } else if Fingerprint::looks_like(&name) && entry.path() != current {
            old.push((changed, entry.path()));
        }
    }
    old.sort();
    let spared = old.len().saturating_sub(KEPT - 1);
    for (_, path) in &old[..spared] {
        let _ = fs::remove_dir_all(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Document;

    fn corpus(body: &str) -> Corpus {
        let document = Document { id: "a".into(), body: body.into(), ..Document::default() };
        Corpus { documents: vec![document], examples: Vec::new() }
    }

    fn opened(dir: &Path, body: &str) -> Opened {
        let outline = Outline::of_corpus(&corpus(body));
        let opened = open_or_build(dir, outline, &|| corpus(body)).unwrap();
        assert_eq!(opened.index.len(), 1, "whatever its state, it holds the document");
        assert!(opened.index.rankings.is_some());
        opened
    }

    fn indexes(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn an_index_is_built_once_and_then_opened() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("made/on/the/way");
        assert_eq!(opened(&dir, "bygglov").state, State::Built);
        assert_eq!(opened(&dir, "bygglov").state, State::Opened);
        assert_eq!(opened(&dir, "eldning").state, State::Built);
        let empty = || {
            let outline = Outline::of_corpus(&Corpus::default());
            open_or_build(&dir, outline, &Corpus::default).unwrap().state
        };
        assert_eq!(empty(), State::Built);
        assert_eq!(empty(), State::Opened);
    }

    #[test]
    fn damage_to_any_file_is_seen_and_mended() {
        let dir = tempfile::tempdir().unwrap();
        opened(dir.path(), "bygglov");
        let place = dir.path().join(Outline::of_corpus(&corpus("bygglov")).fingerprint.to_string());
        let files = indexes(&place).len();
        assert!(files > 8);
        for (nth, flip) in (0..files).flat_map(|nth| [(nth, true), (nth, false)]) {
            // A file's name may be another in every build; the kinds of files stay.
            let name = indexes(&place).swap_remove(nth);
            let path = place.join(&name);
            if flip {
                let mut bytes = fs::read(&path).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(&path, bytes).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
            assert!(
                matches!(opened(dir.path(), "bygglov").state, State::Rebuilt { .. }),
                "{name} flipped: {flip}"
            );
        }
        assert_eq!(opened(dir.path(), "bygglov").state, State::Opened);
        assert_eq!(indexes(dir.path()).len(), 1, "nothing is left lying about");
    }

    #[test]
    fn without_a_folder_the_index_is_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "in the way").unwrap();
        let State::InMemory { why } = opened(&file, "bygglov").state else {
            panic!("a file is no folder")
        };
        assert!(why.contains("file"), "{why}");
    }

    #[test]
    fn two_that_start_at_once_both_get_an_index() {
        let dir = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            let starts: Vec<_> =
                (0..4).map(|_| scope.spawn(|| opened(dir.path(), "bygglov").state)).collect();
            for start in starts {
                assert!(matches!(start.join().unwrap(), State::Built | State::Opened));
            }
        });
        assert_eq!(indexes(dir.path()).len(), 1);
        assert_eq!(opened(dir.path(), "bygglov").state, State::Opened);
    }

    #[test]
    fn the_newest_two_indexes_stay_and_one_in_use_goes_on_working() {
        let dir = tempfile::tempdir().unwrap();
        let first = opened(dir.path(), "bygglov").index;
        for body in ["eldning", "sopor", "vatten"] {
            opened(dir.path(), body);
        }
        fs::create_dir(dir.path().join("somebody-elses")).unwrap();
        opened(dir.path(), "skola");
        assert_eq!(indexes(dir.path()).len(), KEPT + 1);
        let found = crate::search::Searcher::new(std::sync::Arc::new(first), &[])
            .documents(&crate::search::Query::swedish("bygglov", 5))
            .len();
        assert_eq!(found, 1);
    }

    #[test]
    fn a_build_that_was_killed_leaves_the_old_index_and_does_not_count() {
        let dir = tempfile::tempdir().unwrap();
        opened(dir.path(), "bygglov");
        let site = new_site(dir.path()).unwrap();
        schema::build(Box::new(MmapDirectory::open(&site).unwrap()), &corpus("eldning")).unwrap();
        assert_eq!(opened(dir.path(), "bygglov").state, State::Opened);
        assert_eq!(opened(dir.path(), "eldning").state, State::Built);
    }
}

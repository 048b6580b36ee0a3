//! The folder of pages, exchanged as a whole: a kill at any moment leaves the old set or the new one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::state;

/// Below the knowledge folder.
pub const PAGES: &str = "pages";
/// The set that is being written. Hidden, as all the others: the loader passes them by.
const NEXT: &str = ".pages-next";
/// The set before the last import.
const BEFORE: &str = ".pages-before";
/// Pages that were removed, for whoever wants one back.
const REMOVED: &str = ".pages-removed";
const LOCK: &str = ".import.lock";

/// What went wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("en annan import pågår i {}", .0.display())]
    Busy(PathBuf),
    #[error("det finns ingen tidigare omgång av sidorna att gå tillbaka till")]
    NothingBefore,
    #[error("”{0}” finns inte bland de borttagna sidorna")]
    NotRemoved(String),
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> SetError + '_ {
    |error| SetError::File { path: path.to_owned(), error }
}

/// The folder of pages of one knowledge folder; nobody else changes it while this lives.
pub struct Pages {
    knowledge: PathBuf,
    _lock: File,
}

impl Pages {
    /// Waits for nobody: two imports at a time are a mistake.
    pub fn open(knowledge: &Path) -> Result<Self, SetError> {
        let path = knowledge.join(LOCK);
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(at(&path))?;
        lock.try_lock().map_err(|_| SetError::Busy(knowledge.to_owned()))?;
        let pages = Pages { knowledge: knowledge.to_owned(), _lock: lock };
        pages.recover()?;
        Ok(pages)
    }

    pub fn folder(&self) -> PathBuf {
        self.knowledge.join(PAGES)
    }

    fn hidden(&self, name: &str) -> PathBuf {
        self.knowledge.join(name)
    }

    /// Where folders cannot be exchanged in one step, a kill between two leaves none: the old one is put back.
    fn recover(&self) -> Result<(), SetError> {
        let (pages, before) = (self.folder(), self.hidden(BEFORE));
        if !pages.exists() && before.exists() {
            fs::rename(&before, &pages).map_err(at(&pages))?;
        }
        remove(&self.hidden(NEXT))
    }

    /// Begins a new set with every file of the old one.
    pub fn begin(&self) -> Result<NextSet<'_>, SetError> {
        let folder = self.hidden(NEXT);
        remove(&folder)?;
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let next = NextSet { pages: self, folder };
        if self.folder().is_dir() {
            next.carry(Path::new(""))?;
        }
        Ok(next)
    }

    /// Replaces what is remembered, where no page has changed.
    pub fn remember(&self, bytes: &[u8]) -> Result<(), SetError> {
        let folder = self.folder();
        let (new, path) = (folder.join(".import.json.new"), folder.join(state::FILE));
        fs::write(&new, bytes).map_err(at(&new))?;
        fs::rename(&new, &path).map_err(at(&path))
    }

    /// Puts the set before the last import in the place of this one, and this one in its.
    pub fn undo(&self) -> Result<(), SetError> {
        let (pages, before) = (self.folder(), self.hidden(BEFORE));
        if !before.is_dir() {
            return Err(SetError::NothingBefore);
        }
        exchange(&before, &pages)
    }

    /// Keeps a page that is about to be removed, with its examples.
    pub fn keep_removed(&self, id: &str) -> Result<(), SetError> {
        let kept = self.hidden(REMOVED);
        fs::create_dir_all(&kept).map_err(at(&kept))?;
        for name in [format!("{id}.md"), format!("{id}.examples.toml")] {
            let (from, to) = (self.folder().join(&name), kept.join(&name));
            if from.exists() {
                fs::copy(&from, &to).map_err(at(&to))?;
            }
        }
        Ok(())
    }

    /// The files of a removed page, to be written again.
    pub fn removed(&self, id: &str) -> Result<Vec<(String, Vec<u8>)>, SetError> {
        let kept = self.hidden(REMOVED);
        let names = [format!("{id}.md"), format!("{id}.examples.toml")];
        let files: Vec<(String, Vec<u8>)> = names
            .into_iter()
            .filter_map(|name| Some((name.clone(), fs::read(kept.join(name)).ok()?)))
            .collect();
        if files.is_empty() { Err(SetError::NotRemoved(id.to_owned())) } else { Ok(files) }
    }
}

/// A set that is being written beside the one in use.
pub struct NextSet<'a> {
    pages: &'a Pages,
    folder: PathBuf,
}

impl NextSet<'_> {
    /// Links files rather than copying them: ten thousand unchanged pages cost no writing.
    fn carry(&self, below: &Path) -> Result<(), SetError> {
        let here = self.pages.folder().join(below);
        for entry in fs::read_dir(&here).map_err(at(&here))? {
            let entry = entry.map_err(at(&here))?;
            let name = below.join(entry.file_name());
            let (from, to) = (entry.path(), self.folder.join(&name));
            if from.is_dir() {
                fs::create_dir_all(&to).map_err(at(&to))?;
                self.carry(&name)?;
            } else if name != Path::new(state::FILE) {
                fs::hard_link(&from, &to)
                    .or_else(|_| fs::copy(&from, &to).map(drop))
                    .map_err(at(&to))?;
            }
        }
        Ok(())
    }

    pub fn pages(&self) -> &Pages {
        self.pages
    }

    pub fn remove(&self, name: &str) -> Result<(), SetError> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Writes a file anew: never into one that the old set shares.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SetError> {
        self.remove(name)?;
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(at(&path))
    }

    /// Puts this set in the place of the old one, in one step.
    pub fn commit(self, remembered: &[u8]) -> Result<(), SetError> {
        self.write(state::FILE, remembered)?;
        self.flush()?;
        let (pages, before) = (self.pages.folder(), self.pages.hidden(BEFORE));
        if !pages.exists() {
            return fs::rename(&self.folder, &pages).map_err(at(&pages));
        }
        exchange(&self.folder, &pages)?;
        self.take_over_edits(&pages)?;
        remove(&before)?;
        fs::rename(&self.folder, &before).map_err(at(&before))
    }

    /// A file of examples that somebody saved between the copying and the exchange is newer than its copy.
    fn take_over_edits(&self, pages: &Path) -> Result<(), SetError> {
        for entry in fs::read_dir(&self.folder).map_err(at(&self.folder))?.flatten() {
            let (old, new) = (entry.path(), pages.join(entry.file_name()));
            let is_examples = old.to_string_lossy().ends_with(".examples.toml");
            if is_examples && new.exists() && fs::read(&old).ok() != fs::read(&new).ok() {
                fs::copy(&old, &new).map_err(at(&new))?;
            }
        }
        Ok(())
    }

    /// All on the disk before anything points at it: a power cut leaves whole files, too.
    fn flush(&self) -> Result<(), SetError> {
        let folder = File::open(&self.folder).map_err(at(&self.folder))?;
        #[cfg(target_os = "linux")]
        rustix::fs::syncfs(&folder).map_err(|error| at(&self.folder)(error.into()))?;
        #[cfg(not(target_os = "linux"))]
        folder.sync_all().map_err(at(&self.folder))?;
        Ok(())
    }
}

/// Each folder gets the other's place, in one step where the system has one (Linux, macOS); elsewhere in two, see [`Pages::recover`].
fn exchange(one: &Path, other: &Path) -> Result<(), SetError> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP,
            ) => {}
            Err(error) => return Err(at(other)(error.into())),
        }
    }
    let aside = one.with_file_name(BEFORE);
    let spare = one.with_file_name(".pages-aside");
    let put = if aside == one { &spare } else { &aside };
    remove(put)?;
    fs::rename(other, put).map_err(at(other))?;
    fs::rename(one, other).map_err(at(one))?;
    fs::rename(put, one).map_err(at(put))
}

fn remove(folder: &Path) -> Result<(), SetError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(folder)(error)),
        _ => Ok(()),
    }
}

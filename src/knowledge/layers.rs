//! A municipality's folder over another's: what both say in the same way stands in one of them.
//!
//! How people write and how the assistant speaks may come from the other folder; articles, contact details and names never do.

use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::folder;

pub struct Layers {
    pub own: PathBuf,
    base: Option<PathBuf>,
}

impl Layers {
    pub fn new(own: &Path, base: Option<PathBuf>) -> Self {
        Layers { own: own.to_owned(), base }
    }

    /// The folder that a file is read from: the own, unless only the other has it.
    pub fn of(&self, file: impl AsRef<Path>) -> &Path {
        let has = |dir: &&PathBuf| dir.join(file.as_ref()).exists();
        self.base.as_ref().filter(|base| !has(&&self.own) && has(base)).unwrap_or(&self.own)
    }

    /// Both files of a name that there are, the other folder's first; the own, if there is neither.
    pub fn all(&self, file: &str) -> Vec<PathBuf> {
        let base = self.base.iter().map(|base| base.join(file)).filter(|path| path.exists());
        let own = self.own.join(file);
        let mut all: Vec<PathBuf> = base.collect();
        if all.is_empty() || own.exists() {
            all.push(own);
        }
        all
    }

    /// The files of a folder in it, with the one it stands in; the own in place of the other's of the same name.
    pub fn files(
        &self,
        sub: &str,
        extension: &str,
        faults: &mut Vec<Fault>,
    ) -> Vec<(&Path, PathBuf)> {
        let mut found: Vec<(&Path, PathBuf)> = Vec::new();
        for dir in [Some(&self.own), self.base.as_ref()].into_iter().flatten() {
            if self.base.is_some() && !dir.join(sub).is_dir() {
                continue;
            }
            for file in folder::files(dir, sub, extension, faults) {
                if !found.iter().any(|(_, other)| *other == file) {
                    found.push((dir, file));
                }
            }
        }
        found.sort_by(|(_, a), (_, b)| a.cmp(b));
        found
    }
}

//! Knowledge that a test may change.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{index, knowledge};

/// A copy of the repository's knowledge, and of its index.
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&knowledge(), &folder.path().join("knowledge"));
        copy(index(), &folder.path().join("index"));
        Folder { folder }
    }

    pub fn knowledge(&self) -> PathBuf {
        self.folder.path().join("knowledge")
    }

    pub fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// A folder of another municipality, which shares this one's language.
    pub fn of_another(&self) -> PathBuf {
        let folder = self.folder.path().join("granvik");
        copy(&knowledge().with_file_name("examples").join("granvik"), &folder);
        let settings = fs::read_to_string(folder.join("municipality.toml")).unwrap();
        let settings = settings.replace("../../knowledge", "../knowledge");
        fs::write(folder.join("municipality.toml"), settings).unwrap();
        folder
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.knowledge().join(file), text).unwrap();
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.knowledge().join(file)).unwrap();
    }

    pub fn replace(&self, file: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.knowledge().join(file)).unwrap();
        assert!(text.contains(old), "{old:?} is not in {file}");
        self.write(file, &text.replace(old, new));
    }

    /// Another folder, changed so, takes the place of this one, as when a release is put in place.
    pub fn exchange(&self, change: impl FnOnce(&Folder)) {
        let next = Folder { folder: tempfile::tempdir().unwrap() };
        copy(&self.knowledge(), &next.knowledge());
        change(&next);
        fs::rename(self.knowledge(), self.folder.path().join("before")).unwrap();
        copy(&next.knowledge(), &self.folder.path().join("next"));
        fs::rename(self.folder.path().join("next"), self.knowledge()).unwrap();
    }

    /// `/start lang-text` shows an article of three pages; the last is one paragraph, longer than a message may be.
    pub fn with_a_long_article(self) -> Self {
        let paragraph =
            |word: &str, count| format!("{}{word}.\n\n", format!("{word} ").repeat(count));
        let head = "+++\nid = \"lang-text\"\ntitle = \"En lång text\"\nkind = \"page\"\n+++\n";
        let body =
            [paragraph("Första", 240), paragraph("Andra", 280), paragraph("Tredje", 900)].concat();
        self.write("articles/lang-text.md", &format!("{head}{body}"));
        self
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

//! A page on its way to becoming an article; drafts wait on disk, so that memory does not grow with the site.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::block::Block;
use super::fetch::Validators;

/// What was read of one page, PDF or text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The address, or the file, that it is known by.
    pub key: String,
    /// Where residents find it; none for a file that does not say.
    pub url: Option<String>,
    pub title: String,
    pub section: Vec<String>,
    pub updated: Option<NaiveDate>,
    pub checked: Option<NaiveDate>,
    pub language: Option<String>,
    pub blocks: Vec<Block>,
    pub validators: Validators,
    /// A PDF that was found by a link.
    pub is_document: bool,
    /// PDF files that it links to.
    pub documents: Vec<String>,
    pub links: Vec<String>,
    /// The address that the page calls its own, where that is another than it was served at.
    pub canonical: Option<String>,
    /// The address to ask for, where it is known by another.
    pub asked_as: Option<String>,
    /// When it changed, as the sitemap says.
    pub listed: Option<NaiveDate>,
}

/// Drafts in the order they were read, in a file without a name: it is gone when this is, however the program ends.
pub struct Drafts {
    file: BufWriter<File>,
    count: usize,
}

impl Drafts {
    pub fn new() -> io::Result<Self> {
        let name = format!("alebot-import-{}-{:016x}", std::process::id(), rand::random::<u64>());
        Self::at(&std::env::temp_dir().join(name))
    }

    fn at(path: &Path) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create_new(true).open(path)?;
        fs::remove_file(path)?;
        Ok(Drafts { file: BufWriter::new(file), count: 0 })
    }

    pub fn push(&mut self, draft: &Draft) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, draft)?;
        self.file.write_all(b"\n")?;
        self.count += 1;
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Reads all drafts from the first.
    pub fn each(&mut self, mut with: impl FnMut(Draft) -> io::Result<()>) -> io::Result<()> {
        self.file.flush()?;
        let mut file = self.file.get_ref().try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        for line in BufReader::new(&file).lines() {
            with(serde_json::from_str(&line?)?)?;
        }
        file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_come_back_in_order_as_often_as_they_are_asked_for() {
        let mut drafts = Drafts::new().unwrap();
        let named = |key: &str| Draft { key: key.to_owned(), ..Draft::default() };
        let keys = |drafts: &mut Drafts| {
            let mut keys = Vec::new();
            drafts
                .each(|draft| {
                    keys.push(draft.key);
                    Ok(())
                })
                .unwrap();
            keys
        };
        drafts.push(&named("a")).unwrap();
        assert_eq!(keys(&mut drafts), ["a"]);
        drafts.push(&named("b\nc")).unwrap();
        assert_eq!(keys(&mut drafts), ["a", "b\nc"]);
        assert_eq!(keys(&mut drafts), ["a", "b\nc"]);
    }
}

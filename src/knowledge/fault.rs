//! What is wrong in the knowledge folder, said to the person who edits it.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The knowledge cannot be used.
    Error,
    /// It can be used, but somebody should look.
    Warning,
}

/// One fault: where, and what to write instead, in Swedish.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: PathBuf,
    /// Counted from 1.
    pub line: usize,
    pub severity: Severity,
    pub message: String,
}

impl fmt::Display for Fault {
    /// `file:line: message`, with `varning:` in front of what is no error.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.severity {
            Severity::Error => "",
            Severity::Warning => "varning: ",
        };
        write!(f, "{}:{}: {mark}{}", self.file.display(), self.line, self.message)
    }
}

/// A file's text with the faults found in it so far.
pub struct Sheet<'a> {
    pub file: &'a Path,
    pub text: &'a str,
    faults: Vec<Fault>,
    /// Where lines end, once somebody has asked: a file of thousands of examples asks for each.
    line_ends: OnceCell<Vec<usize>>,
}

impl<'a> Sheet<'a> {
    pub fn new(file: &'a Path, text: &'a str) -> Self {
        Sheet { file, text, faults: Vec::new(), line_ends: OnceCell::new() }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        let ends = self
            .line_ends
            .get_or_init(|| self.text.match_indices('\n').map(|(at, _)| at).collect());
        ends.partition_point(|end| *end < offset) + 1
    }

    pub fn error(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.push(Severity::Error, at, message.into());
    }

    pub fn warning(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.push(Severity::Warning, at, message.into());
    }

    fn push(&mut self, severity: Severity, at: Range<usize>, message: String) {
        let line = self.line(at.start);
        self.faults.push(Fault { file: self.file.to_owned(), line, severity, message });
    }

    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::{article, contact, import, moves, words};

    /// Reads a text as every kind of file there is; gives the faults.
    fn read(text: &str) -> Vec<Fault> {
        let readers: [fn(&mut Sheet<'_>); 7] = [
            |sheet| drop(article::parse(sheet)),
            |sheet| drop(contact::parse(sheet)),
            |sheet| drop(words::words(sheet)),
            |sheet| drop(words::authorities(sheet)),
            |sheet| drop(words::cards(sheet)),
            |sheet| drop(moves::parse(sheet)),
            |sheet| drop(import::parse(sheet)),
        ];
        let mut faults = Vec::new();
        for reader in readers {
            let mut sheet = Sheet::new(Path::new("a"), text);
            reader(&mut sheet);
            faults.extend(sheet.into_faults());
        }
        faults
    }

    const ARTICLE: &str = "+++\nid = \"a\"\ntitle = \"A\"\nkind = \"page\"\nchecked = 2026-01-01\nquestions = [\"B?\"]\n[[passage]]\nquote = \"Ord.\"\n[en]\ntitle = \"A\"\n+++\n# Rubrik\n\nOrd.\n";
    const CONTACT: &str = "municipality = \"A\"\nphone = \"0303-70 30 00\"\nemail = \"a@b.se\"\n[hours]\nrule = \"Mo-Fr 08:00-16:30; PH off\"\ntime_zone = \"Europe/Stockholm\"\n[[exceptions]]\ndate = 2026-12-23\n";

    proptest! {
        #[test]
        fn any_file_is_read_and_every_fault_has_a_line_of_it(text in "(?s).{0,200}|[+\\[\\]=\"'#{},\n a-z0-9:.-]{0,200}") {
            let lines = text.matches('\n').count() + 1;
            prop_assert!(read(&text).iter().all(|fault| (1..=lines).contains(&fault.line)));
        }

        #[test]
        fn a_file_that_was_edited_badly_is_read_too(
            which in prop::sample::select(vec![ARTICLE, CONTACT]), at in 0_usize..300, cut in 0_usize..12, new in "(?s).{0,4}",
        ) {
            let start = at.min(which.len());
            let end = (start + cut).min(which.len());
            let text = format!("{}{new}{}", &which[..start], &which[end..]);
            let lines = text.matches('\n').count() + 1;
            prop_assert!(read(&text).iter().all(|fault| (1..=lines).contains(&fault.line)), "{}", text);
        }
    }
}

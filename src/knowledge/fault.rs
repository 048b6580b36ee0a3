//! What is wrong in the knowledge folder, said to the person who edits it.

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
}

impl<'a> Sheet<'a> {
    pub fn new(file: &'a Path, text: &'a str) -> Self {
        Sheet { file, text, faults: Vec::new() }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1
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

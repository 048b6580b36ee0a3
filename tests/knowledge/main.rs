//! What an editor is told when something in the knowledge folder is wrong.

mod article;
mod contact;
mod guide;
mod municipality;
mod pages;
mod said;
mod whole;
mod words;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use alebot::knowledge::fault::Severity;
use alebot::knowledge::{self, LoadError};
use alebot::wording::Message;
use chrono::NaiveDate;
use tempfile::TempDir;

const ARTICLE: &str = "+++
id = \"lana-lokal\"
title = \"Låna en lokal\"
kind = \"faq\"
checked = 2026-01-10
valid_until = 2027-12-31
questions = [\"hyra lokal\"]

[en]
title = \"Borrow a room\"
+++

Föreningar får låna en lokal.

Boka i receptionen.
";

const CONTACT: &str = "municipality = \"Ale kommun\"
phone = \"0303-70 30 00\"
email = \"kommun@ale.se\"
visit = [\"Ale torg 7, Nödinge\"]
post = [\"449 80 Alafors\"]
[name]
sv = \"Kontaktcenter\"
en = \"the contact centre\"
[hours]
rule = \"Mo-Fr 08:00-16:30; PH off\"
time_zone = \"Europe/Stockholm\"
country = \"SE\"
";

const EXCEPTION: &str = "[[exceptions]]
date = 2026-12-23
open = [\"08:00-12:00\"]
reason = \"Personaldag\"
";

/// A folder in which nothing is wrong, and the changes made to it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Folder(TempDir::new().unwrap());
        folder.write("articles/lana-lokal.md", ARTICLE);
        folder.write("contact.toml", CONTACT);
        folder.write("examples/contact.toml", "[[group]]\nname = \"phone\"\nsv = [\"numret\"]\n");
        for language in ["sv", "en"] {
            folder.write(&format!("wording/{language}.ftl"), wording());
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Every fault as `file:line: message`, the file seen from the folder.
    fn faults(&self) -> Vec<String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let faults = match knowledge::load(self.path(), today) {
            Ok(loaded) => {
                assert!(loaded.warnings.iter().all(|fault| fault.severity == Severity::Warning));
                loaded.warnings
            }
            Err(LoadError::Faulty(faults)) => {
                assert!(faults.iter().any(|fault| fault.severity == Severity::Error));
                faults
            }
            Err(other) => panic!("{other}"),
        };
        let from = format!("{}/", self.path().display());
        faults.iter().map(|fault| fault.to_string().replace(&from, "")).collect()
    }

    fn check(&self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alebot"));
        command.arg("check").arg("--knowledge").arg(self.path());
        command.args(["--at", "2026-11-23T10:00"]).output().unwrap()
    }
}

/// Every message says "ord", but a command needs a name of its own.
fn wording() -> String {
    let line = |message: &Message| match message.id().strip_prefix("command-") {
        Some(command) => format!("{} = {}\n", message.id(), command.replace('-', "_")),
        None => format!("{} = ord\n", message.id()),
    };
    Message::ALL.iter().map(line).collect()
}

/// One article's fault, made by putting `new` for `old` in it.
fn article(old: &str, new: &str, expected: &[&str]) {
    changed("articles/lana-lokal.md", ARTICLE, old, new, expected);
}

fn contact(old: &str, new: &str, expected: &[&str]) {
    changed("contact.toml", CONTACT, old, new, expected);
}

fn changed(file: &str, content: &str, old: &str, new: &str, expected: &[&str]) {
    assert!(content.contains(old), "{old}");
    written(file, content.replacen(old, new, 1), expected);
}

fn written(file: &str, content: impl AsRef<[u8]>, expected: &[&str]) {
    let folder = Folder::new();
    folder.write(file, content.as_ref());
    let expected: Vec<String> = expected.iter().map(|fault| format!("{file}:{fault}")).collect();
    assert_eq!(folder.faults(), expected, "{}", String::from_utf8_lossy(content.as_ref()));
}

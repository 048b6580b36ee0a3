//! The program as a user of Unix tools meets it: exit codes, streams, pipes, colours, and conversations line by line.

#[path = "../databases/mod.rs"]
mod databases;

mod backup;
mod cases;
mod chat;
mod engine;
#[path = "../engine_double/mod.rs"]
mod engine_double;
mod faq;
mod import;
mod municipality;
mod stats;
mod streams;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// A Monday morning, open.
const MONDAY: &str = "2026-11-23T10:00";

fn knowledge() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// The index of the repository's knowledge. Built once: training the classifier takes longer than everything else in a start.
fn index() -> &'static Path {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("index");
        let built = command(&knowledge(), &folder, &["index"]).output().unwrap();
        assert!(built.status.success(), "the index was not built: {}", said(&built.stderr));
        folder
    })
}

/// Nothing of the tester's own environment reaches the program.
fn command(knowledge: &Path, index: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alebot"));
    command.env_clear().stdin(Stdio::null());
    command.arg("--knowledge").arg(knowledge).arg("--index").arg(index).args(arguments);
    command
}

fn alebot(arguments: &[&str]) -> Command {
    command(&knowledge(), index(), arguments)
}

/// Runs it to its end with this on standard input.
fn fed(mut command: Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

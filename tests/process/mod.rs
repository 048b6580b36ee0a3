//! `alebot serve` as a process of its own, the way it runs in service; started, watched, stopped and killed from outside.
//!
//! Each file in `tests/` is a program of its own and uses a part of this.
#![allow(dead_code, unused_imports)]

mod folder;
mod store;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub use folder::Folder;
pub use store::Database;

/// A Tuesday, ten in the morning: the contact centre is open.
pub const OPEN: &str = "2026-05-12T10:00";

/// Made up, in the form of Telegram's tokens.
const TOKEN: &str = "7000:TEST-TOKEN";

pub fn knowledge() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// The index of the repository's knowledge. Built once: training the classifier takes longer than everything else in a start.
pub fn index() -> &'static Path {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("index");
        let built = Command::new(env!("CARGO_BIN_EXE_alebot"))
            .args(["index".as_ref(), "--knowledge".as_ref(), knowledge().as_os_str()])
            .args(["--index".as_ref(), folder.as_os_str()])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "the index was not built: {said}");
        folder
    })
}

/// A service about to be started. Nothing of the tester's own environment reaches it.
pub struct Program {
    command: Command,
}

impl Program {
    pub fn new(api: &str, database: &str) -> Self {
        Program::with_knowledge(api, database, &knowledge(), index())
    }

    pub fn with_knowledge(api: &str, database: &str, knowledge: &Path, index: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alebot"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .env_clear()
            .env("PATH", path)
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELOXIDE_API_URL", api)
            .env("ALEBOT_DATABASE", database)
            .env("ALEBOT_LIMITS", "off")
            .arg("serve")
            .args(["--knowledge".as_ref(), knowledge.as_os_str()])
            .args(["--index".as_ref(), index.as_os_str()]);
        Program { command }
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// With the clock set to this local time.
    pub fn at(mut self, moment: &str) -> Self {
        self.command.args(["--at", moment]);
        self
    }

    pub fn start(mut self) -> Running {
        let folder = tempfile::tempdir().unwrap();
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let child =
            self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        Running { child, folder }
    }
}

/// A service under way; killed when dropped.
pub struct Running {
    child: Child,
    folder: TempDir,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("the service's log:\n{}", self.log());
        }
    }
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has said so far on standard error.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// How many lines of the log have this in them.
    pub fn said(&self, words: &str) -> usize {
        self.log().lines().filter(|line| line.contains(words)).count()
    }

    /// How many warnings of the log come from this module.
    pub fn warned(&self, module: &str) -> usize {
        let log = self.log();
        let lines = log.lines().filter_map(|line| serde_json::from_str(line).ok());
        let is = |line: &serde_json::Value| line["level"] == "WARN" && line["target"] == module;
        lines.filter(is).count()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }

    /// `kill -TERM`.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    pub fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// The exit code, which it must give within this time.
    pub fn exit_within(&mut self, patience: Duration) -> Option<i32> {
        let end = Instant::now() + patience;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("still running after {patience:?}");
    }

    /// Resident memory in KiB, by Linux's own account.
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.unwrap().parse().unwrap()
    }
}

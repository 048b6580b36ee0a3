//! A disk that is soon full, where this process may mount one: in CI it is root.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Unmounted when dropped.
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// With room for so many KiB. `None`, and a line that says so, where none can be mounted.
    pub fn mount(kib: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={kib}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "none"])
            .arg(folder.path())
            .output();
        match mounted {
            Ok(mounted) if mounted.status.success() => {
                note_run();
                Some(SmallDisk(folder))
            }
            _ => {
                eprintln!("no small disk can be mounted here: not tested on a full disk");
                None
            }
        }
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Leaves no room.
    pub fn fill(&self) {
        // Written until there is no more room, which is an error.
        let _ = std::fs::write(self.ballast(), vec![0; 64 << 20]);
    }

    /// Makes room again.
    pub fn free(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

/// `.ci/run` names a file here, and says where no line was added: what a test that passes prints is not shown.
fn note_run() {
    if let Some(path) = std::env::var_os("ALEBOT_SMALL_DISK_RUNS") {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        std::io::Write::write_all(&mut file, b"ran\n").unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a process that was killed a moment ago may still have files open.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

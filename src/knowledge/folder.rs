//! Finding the files of a folder, in an order that does not depend on the machine.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::{Fault, Severity};

/// The deepest folder below `articles/` that is looked into: links in a circle must end somewhere.
const DEEPEST: usize = 8;

/// All files with the extension in `dir/sub` and the folders below, relative to `dir`, sorted.
pub fn files(dir: &Path, sub: &str, extension: &str, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(dir, Path::new(sub), extension, DEEPEST, &mut found, faults);
    found.sort();
    found
}

fn walk(
    dir: &Path,
    sub: &Path,
    extension: &str,
    depth: usize,
    found: &mut Vec<PathBuf>,
    faults: &mut Vec<Fault>,
) {
    let entries = match fs::read_dir(dir.join(sub)) {
        Ok(entries) => entries,
        Err(error) => return faults.push(unreadable(dir.join(sub), &error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let path = sub.join(&name);
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if dir.join(&path).is_dir() {
            if depth > 0 {
                walk(dir, &path, extension, depth - 1, found, faults);
            }
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        } else {
            faults.push(ignored(dir.join(path), extension));
        }
    }
}

/// The file's text as editors see it: without a byte-order mark, and with line breaks of one kind, whatever program saved it.
pub fn read(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    Ok(as_read(&text))
}

pub fn as_read(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n")
}

/// A file that stands where others are read and is not: `artikel.md.txt`, most often.
fn ignored(file: PathBuf, extension: &str) -> Fault {
    Fault {
        file,
        line: 1,
        severity: Severity::Warning,
        message: format!(
            "läses inte, för namnet slutar inte på .{extension}; byt namn på filen, eller ta bort den"
        ),
    }
}

/// A file or folder that is missing, locked, or not UTF-8.
pub fn unreadable(file: PathBuf, error: &io::Error) -> Fault {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "saknas; lägg tillbaka den".to_owned(),
        io::ErrorKind::PermissionDenied => "får inte läsas; ändra rättigheterna".to_owned(),
        io::ErrorKind::InvalidData => "är inte UTF-8; spara filen som UTF-8".to_owned(),
        _ => format!("går inte att läsa ({error})"),
    };
    Fault { file, line: 1, severity: Severity::Error, message }
}

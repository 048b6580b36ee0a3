//! Finding the files of a folder, in an order that does not depend on the machine.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::fault::{Fault, Severity};

/// The deepest folder below `articles/` that is looked into: links in a circle must end somewhere.
const DEEPEST: usize = 8;

/// The longest file that is read, in bytes. The longest of the repository's is a sixteenth of it.
const LONGEST: u64 = 4 << 20;

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

/// The file's text as editors see it: without a byte-order mark, and with line breaks of one kind, whatever program saved it. What is no regular
/// file is not read: a pipe waits for a writer that never comes, and a device may have no end.
pub fn read(path: &Path) -> io::Result<String> {
    let no_file = || io::Error::from(io::ErrorKind::InvalidInput);
    if !fs::metadata(path)?.is_file() {
        return Err(no_file());
    }
    // Another file may have taken its place by now.
    let nonblocking = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let file = File::options().read(true).custom_flags(nonblocking).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(no_file());
    }
    let mut text = String::new();
    file.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
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

/// A file or folder that is missing, locked, not UTF-8, too large or no file at all.
pub fn unreadable(file: PathBuf, error: &io::Error) -> Fault {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "saknas; lägg tillbaka den".to_owned(),
        io::ErrorKind::PermissionDenied => "får inte läsas; ändra rättigheterna".to_owned(),
        io::ErrorKind::InvalidData => "är inte UTF-8; spara filen som UTF-8".to_owned(),
        io::ErrorKind::InvalidInput => "är ingen vanlig fil; ta bort den".to_owned(),
        io::ErrorKind::FileTooLarge => {
            format!("är större än {} MB; dela upp den i flera", LONGEST >> 20)
        }
        _ => format!("går inte att läsa ({error})"),
    };
    Fault { file, line: 1, severity: Severity::Error, message }
}

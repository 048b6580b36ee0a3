//! Fingerprints of the source files that decide what an index and a trained classifier hold: both are made anew when any of them changes, and no
//! version has to be raised by hand.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    const SEARCHING: [&str; 4] =
        ["src/search", "src/language/function_words.rs", "src/language/words.rs", "Cargo.lock"];
    fingerprint("ALEBOT_SEARCH_CODE", &SEARCHING);
    const LEARNING: [&str; 6] =
        ["src/intent", "src/language", "src/hours", "src/model", "src/training.rs", "Cargo.lock"];
    fingerprint("ALEBOT_INTENT_CODE", &LEARNING);
}

fn fingerprint(variable: &str, places: &[&str]) {
    let mut files = Vec::new();
    for place in places {
        println!("cargo:rerun-if-changed={place}");
        gather(Path::new(place), &mut files);
    }
    files.sort();
    let hash = files.iter().fold(OFFSET, |hash, file| {
        let name = file.to_string_lossy().replace('\\', "/");
        eat(eat(hash, name.as_bytes()), &fs::read(file).unwrap_or_default())
    });
    println!("cargo:rustc-env={variable}={hash:016x}");
}

/// The files at or below a place.
fn gather(place: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(place) {
        Ok(entries) => entries.flatten().for_each(|entry| gather(&entry.path(), files)),
        Err(_) => files.push(place.to_owned()),
    }
}

/// FNV-1a, 64 bits.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn eat(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

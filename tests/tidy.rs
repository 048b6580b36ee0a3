//! The house's rules, read off the sources: `ARCHITECTURE.md` draws them, and here they are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use alebot::wording::Message;

/// The rooms, and the rooms each may use. A room that is not listed may not exist.
const MAY_USE: [(&str, &[&str]); 17] = [
    ("model", &[]),
    ("wording", &["model"]),
    ("hours", &["model"]),
    ("language", &["hours", "model"]),
    ("intent", &["language", "model"]),
    ("answer", &["hours", "language", "model", "wording"]),
    ("desk", &["hours", "model", "wording"]),
    ("knowledge", &["hours", "model", "wording"]),
    ("search", &["model"]),
    ("training", &["intent", "language", "model"]),
    ("store", &["model"]),
    ("assistant", &["answer", "hours", "intent", "knowledge", "model", "search", "training", "wording"]),
    ("measure", &["answer", "hours", "model"]),
    ("telegram", &["language", "model"]),
    (
        "service",
        &["answer", "assistant", "desk", "hours", "knowledge", "language", "measure", "model", "store", "telegram", "wording"],
    ),
    (
        "cli",
        &["answer", "assistant", "desk", "hours", "knowledge", "measure", "model", "search", "service", "store", "wording"],
    ),
    ("main", &["cli"]),
];

/// The rooms that know nothing but their arguments, and what they must therefore not name.
const PURE: [&str; 7] = ["model", "language", "hours", "answer", "intent", "wording", "desk"];
const IMPURE: [&str; 17] = [
    "teloxide::",
    "sqlx::",
    "tantivy::",
    "tokio::",
    "axum::",
    "reqwest::",
    "rand::",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "println!",
    "eprintln!",
];

/// Crates that only these rooms know, so that they can be exchanged there.
const KEPT_IN: [(&str, &[&str]); 9] = [
    ("tantivy", &["search"]),
    ("sqlx", &["store"]),
    ("teloxide", &["telegram"]),
    ("reqwest", &["telegram"]),
    ("clap", &["cli"]),
    ("rustyline", &["cli"]),
    ("fluent_bundle", &["wording"]),
    ("opening_hours", &["hours"]),
    ("notify", &["service"]),
];

/// Files that are long because they are tables.
const TABLES: [&str; 1] = ["tests/knowledge.rs"];
const LONGEST: usize = 500;

/// Names that say nothing of what a thing does.
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "helper", "helpers", "manager", "common"];

struct Source {
    path: String,
    /// Without comments, and without the tests at the end of the file.
    code: String,
    lines: usize,
}

impl Source {
    /// `src/answer/judge.rs` → `answer`.
    fn room(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let source = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let path = file.strip_prefix(root).unwrap().display().to_string();
        Source { path, code: code(&text), lines: text.lines().count() }
    };
    files.iter().map(source).collect()
}

fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let without_comment = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    own.lines().map(without_comment).collect::<Vec<_>>().join("\n")
}

/// The program's own code, without its files of tests.
fn program() -> Vec<Source> {
    let is_test = |path: &str| path.ends_with("tests.rs");
    sources("src").into_iter().filter(|source| !is_test(&source.path)).collect()
}

/// The rooms named in `crate::room`, in an ordinary path or in a list of them.
fn used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
            Some((list, _)) => rooms.extend(list.split(',').map(|part| word(part.trim()))),
            None => drop(rooms.insert(word(rest))),
        }
    }
    rooms
}

#[test]
fn a_room_uses_only_the_rooms_it_may() {
    let may: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    for source in program().iter().filter(|source| source.path != "src/lib.rs") {
        let room = source.room();
        let allowed = may.get(room).unwrap_or_else(|| panic!("{}: the room is not drawn in ARCHITECTURE.md", source.path));
        for other in used(&source.code).iter().filter(|other| *other != room) {
            assert!(allowed.contains(&other.as_str()), "{}: {room} may not use {other}", source.path);
        }
    }
}

#[test]
fn no_two_rooms_need_each_other() {
    let may: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    fn below<'a>(room: &'a str, may: &BTreeMap<&'a str, &'a [&'a str]>, seen: &mut BTreeSet<&'a str>) {
        for other in may[room] {
            if seen.insert(other) {
                below(other, may, seen);
            }
        }
    }
    for (room, _) in MAY_USE {
        let mut seen = BTreeSet::new();
        below(room, &may, &mut seen);
        assert!(!seen.contains(room), "{room} stands above itself");
    }
}

#[test]
fn pure_rooms_touch_no_file_no_clock_and_no_network() {
    for source in program().iter().filter(|source| PURE.contains(&source.room())) {
        for name in IMPURE {
            assert!(!source.code.contains(name), "{}: {name} has no place in a pure room", source.path);
        }
    }
}

#[test]
fn a_crate_stays_in_its_room() {
    for source in program() {
        for (name, rooms) in KEPT_IN {
            let named = source.code.contains(&format!("{name}::"));
            assert!(!named || rooms.contains(&source.room()), "{}: {name} belongs in {rooms:?}", source.path);
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for source in ["src", "tests", "benches"].into_iter().flat_map(sources) {
        let is_table = TABLES.contains(&source.path.as_str());
        assert!(is_table || source.lines <= LONGEST, "{} has {} lines", source.path, source.lines);
    }
}

#[test]
fn a_name_says_what_is_inside() {
    for source in ["src", "tests", "benches"].into_iter().flat_map(sources) {
        let mut parts = source.path.trim_end_matches(".rs").split(['/', '_']);
        assert!(!parts.any(|part| EMPTY_NAMES.contains(&part)), "{}: call it by what it does", source.path);
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let code: Vec<String> =
        program().into_iter().filter(|source| source.path != "src/wording/message.rs").map(|source| source.code).collect();
    let said = |name: &str| {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        code.iter().any(|code| code.split(&format!("::{name}")).skip(1).any(ends))
    };
    for message in Message::ALL {
        assert!(said(&format!("{message:?}")), "nothing says {}: remove it from wording/message.rs and knowledge/wording/", message.id());
    }
}

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let text = "use crate::model::reply::Reply;\n// crate::store\nuse crate::{answer, hours::Hours};\n#[cfg(test)]\nmod tests { use crate::cli; }";
    let rooms: Vec<String> = used(&code(text)).into_iter().collect();
    assert_eq!(rooms, ["answer", "hours", "model"]);
}

//! The dependency rules: `ARCHITECTURE.md` has the table of modules, and here the sources are compared with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use alebot::wording::Message;

/// The modules that know nothing but their arguments, and what they must therefore not name.
const PURE: [&str; 9] =
    ["model", "language", "hours", "answer", "intent", "conversation", "wording", "desk", "report"];
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

/// Crates that only these modules know, so that they can be exchanged there.
const KEPT_IN: [(&str, &[&str]); 12] = [
    ("tantivy", &["search"]),
    ("sqlx", &["store"]),
    ("teloxide", &["channel"]),
    ("reqwest", &["channel", "embedding", "import"]),
    ("clap", &["cli"]),
    ("rustyline", &["cli"]),
    ("fluent_bundle", &["wording"]),
    ("opening_hours", &["hours"]),
    ("notify", &["service"]),
    ("plotters", &["report"]),
    ("prometheus_client", &["service"]),
    ("html5ever", &["import"]),
];

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
    /// `src/answer/judge.rs` → `src/answer`.
    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// `src/answer/judge.rs` → `answer`.
    fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
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
    files
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let path = file.strip_prefix(root).unwrap().display().to_string();
        Source { path, code: code(&text), lines: text.lines().count() }
    };
    files(folder).iter().map(source).collect()
}

fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let without_comment = |line: &str| {
        if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() }
    };
    own.lines().map(without_comment).collect::<Vec<_>>().join("\n")
}

/// The program's own code, without its files of tests.
fn program() -> Vec<Source> {
    let is_test = |path: &str| path.ends_with("tests.rs");
    sources("src").into_iter().filter(|source| !is_test(&source.path)).collect()
}

/// The modules named in `crate::module`, in an ordinary path or in a list of them.
fn used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    let mut modules = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
            Some((list, _)) => modules.extend(list.split(',').map(|part| word(part.trim()))),
            None => drop(modules.insert(word(rest))),
        }
    }
    modules
}

/// The table of ARCHITECTURE.md: each module with the modules it may use. A module uses only what stands above it, so no two can need each other.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let mut above = BTreeSet::new();
    let mut modules = BTreeMap::new();
    for row in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let &[module, _, may_use] = cells.as_slice() else {
            panic!("not a module, what lives there, and what it may use: {row}")
        };
        let module =
            module.trim_matches('`').trim_end_matches('/').trim_end_matches(".rs").to_owned();
        let used: BTreeSet<String> = match may_use {
            "nothing of ours" => BTreeSet::new(),
            "the modules above" => above.clone(),
            list => list.split(", ").map(str::to_owned).collect(),
        };
        assert!(
            used.is_subset(&above),
            "{module} may use {used:?}, but only {above:?} stand above it"
        );
        above.insert(module.clone());
        modules.insert(module, used);
    }
    modules
}

#[test]
fn a_module_uses_only_the_modules_it_may() {
    let table = table();
    for source in program()
        .iter()
        .filter(|source| !["src/lib.rs", "src/main.rs"].contains(&source.path.as_str()))
    {
        let module = source.module();
        let allowed = table.get(module).unwrap_or_else(|| {
            panic!("{}: the module is not in the table of ARCHITECTURE.md", source.path)
        });
        for other in used(&source.code).iter().filter(|other| *other != module) {
            assert!(allowed.contains(other), "{}: {module} may not use {other}", source.path);
        }
    }
}

/// Whoever decides what is said does not know how a channel says it.
#[test]
fn only_the_wiring_of_the_service_names_a_channel() {
    const WIRING: [&str; 2] = ["src/service/serve.rs", "src/service/settings.rs"];
    for source in program().iter().filter(|source| source.module() == "service") {
        let is_wiring = WIRING.contains(&source.path.as_str());
        assert!(is_wiring || !used(&source.code).contains("channel"), "{}", source.path);
    }
}

/// What may not stand in the files whose paths begin so.
const KEPT_OUT: [(&str, &[&str]); 7] = [
    ("src/model/", &["parse_mode", "inline_keyboard", "<b>", "<i>", "<a href"]),
    ("src/desk/", &["parse_mode", "inline_keyboard", "<b>", "<i>", "<a href"]),
    ("src/answer/judge.rs", &["wording", "compose"]),
    ("src/answer/evidence.rs", &["wording", "compose"]),
    ("src/answer/passage.rs", &["wording", "compose"]),
    ("src/answer/compose/", &["judge::", "evidence::"]),
    ("src/search/", &["println!", "eprintln!", "QueryParser"]),
];

#[test]
fn what_a_file_must_not_know_is_not_in_it() {
    for source in program() {
        let names = KEPT_OUT.iter().filter(|(path, _)| source.path.starts_with(path));
        for name in names.flat_map(|(_, names)| *names) {
            assert!(!source.code.contains(name), "{}: {name} has no place here", source.path);
        }
    }
}

/// A classifier that was trained by other code is not the one that this code would train.
#[test]
fn what_training_depends_on_is_in_its_fingerprint() {
    let build = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("build.rs")).unwrap();
    let places = build.split("LEARNING: [").nth(1).unwrap().split(';').nth(1).unwrap();
    let hashed = |module: &str| {
        places.contains(&format!("\"src/{module}\""))
            || places.contains(&format!("\"src/{module}.rs\""))
    };
    assert!(hashed("intent") && hashed("training"), "{places}");
    for source in program().iter().filter(|source| hashed(source.module())) {
        for other in used(&source.code).iter().filter(|other| *other != source.module()) {
            assert!(hashed(other), "{} uses {other}, which build.rs does not hash", source.path);
        }
    }
}

#[test]
fn every_module_of_the_table_exists() {
    let there: BTreeSet<String> =
        program().iter().map(|source| source.module().to_owned()).collect();
    for module in table().keys() {
        assert!(
            there.contains(module),
            "{module} is in the table of ARCHITECTURE.md and does not exist"
        );
    }
}

#[test]
fn pure_modules_touch_no_file_no_clock_and_no_network() {
    for source in program().iter().filter(|source| PURE.contains(&source.module())) {
        for name in IMPURE {
            assert!(
                !source.code.contains(name),
                "{}: {name} has no place in a pure module",
                source.path
            );
        }
    }
}

#[test]
fn a_crate_stays_in_its_module() {
    for source in program() {
        for (name, modules) in KEPT_IN {
            let named = source.code.contains(&format!("{name}::"));
            assert!(
                !named || modules.contains(&source.module()),
                "{}: {name} belongs in {modules:?}",
                source.path
            );
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for source in ["src", "tests", "benches"].into_iter().flat_map(sources) {
        assert!(source.lines <= LONGEST, "{} has {} lines", source.path, source.lines);
    }
}

#[test]
fn a_name_says_what_is_inside() {
    for source in ["src", "tests", "benches"].into_iter().flat_map(sources) {
        let mut parts = source.path.trim_end_matches(".rs").split(['/', '_']);
        assert!(
            !parts.any(|part| EMPTY_NAMES.contains(&part)),
            "{}: call it by what it does",
            source.path
        );
    }
}

#[test]
fn each_dependency_says_why_it_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let section = architecture.split("## Dependencies\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let named = |section: &str| -> BTreeSet<String> {
        let first_cell =
            |row: &str| row.trim_start_matches("| ").split(" | ").next().unwrap().to_owned();
        let rows = section.lines().filter(|line| line.starts_with("| ") && !line.contains("---"));
        rows.skip(1)
            .map(first_cell)
            .flat_map(|cell| cell.split(", ").map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let listed = |heading: &str| -> BTreeSet<String> {
        let lines = manifest.lines().skip_while(move |line| *line != heading).skip(1);
        let lines = lines.take_while(|line| !line.starts_with('['));
        lines.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
    };
    assert_eq!(named(section), listed("[dependencies]"));
    for tool in listed("[dev-dependencies]") {
        assert!(
            section.lines().last().unwrap_or_default().contains(&format!("{tool} (")),
            "{tool}"
        );
    }
}

/// A crate that nothing names is built for nothing.
#[test]
fn each_dependency_is_used() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let all: Vec<Source> = ["src", "tests", "benches"].into_iter().flat_map(sources).collect();
    let crates = manifest.lines().skip_while(|line| *line != "[dependencies]");
    let crates = crates.take_while(|line| !line.starts_with("[profile"));
    for name in crates.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name) {
        let name = name.replace('-', "_");
        let uses = [format!("{name}::"), format!("use {name}")];
        let is_used = all.iter().any(|source| uses.iter().any(|it| source.code.contains(it)));
        assert!(is_used, "{name}: nothing uses it");
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let code: Vec<String> = program()
        .into_iter()
        .filter(|source| source.path != "src/wording/message.rs")
        .map(|source| source.code)
        .collect();
    let said = |name: &str| {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        code.iter().any(|code| code.split(&format!("::{name}")).skip(1).any(ends))
    };
    for message in Message::ALL {
        assert!(
            said(&format!("{message:?}")),
            "nothing says {}: remove it from wording/message.rs and knowledge/wording/",
            message.id()
        );
    }
}

/// A place that nobody fills would be read as `{$name}`: what says a message names all of its places, in its file or one beside it.
#[test]
fn what_a_message_has_places_for_is_filled_where_it_is_said() {
    let wording = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/wording/sv.ftl");
    let wording = fs::read_to_string(wording).unwrap();
    let program = program();
    for source in program.iter().filter(|source| source.module() != "wording") {
        let beside = || program.iter().filter(|other| other.folder() == source.folder());
        for message in Message::ALL.iter().filter(|message| says(&source.code, **message)) {
            for place in places(&wording, *message) {
                let named = format!("(\"{place}\"");
                assert!(
                    beside().any(|other| other.code.contains(&named)),
                    "{} says {} and nowhere gives what stands in ${place}",
                    source.path,
                    message.id()
                );
            }
        }
    }
}

fn says(code: &str, message: Message) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    code.split(&format!("Message::{message:?}")).skip(1).any(ends)
}

/// What stands behind a `$` in the lines of a message.
fn places(wording: &str, message: Message) -> BTreeSet<String> {
    let begins = |line: &&str| line.starts_with(&format!("{} =", message.id()));
    let mut lines = wording.lines().skip_while(|line| !begins(line));
    let first = lines.next().into_iter();
    let rest = lines.take_while(|line| line.is_empty() || line.starts_with(' '));
    let name = |part: &str| part.chars().take_while(|c| c.is_alphanumeric()).collect();
    first.chain(rest).flat_map(|line| line.split('$').skip(1)).map(name).collect()
}

/// `docs/security.md` says of each thing which test shows it.
#[test]
fn a_test_that_the_documents_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/security.md")).unwrap();
    let is_test = |name: &&str| name.matches('_').count() > 3 && !name.contains(['/', '.', ' ']);
    let named: Vec<&str> = text.split('`').filter(is_test).collect();
    assert!(named.len() > 15, "{named:?}");
    let mut code = Vec::new();
    for file in files("src").into_iter().chain(files("tests")) {
        code.push(fs::read_to_string(file).unwrap());
    }
    for name in named {
        let head = format!("fn {name}(");
        assert!(code.iter().any(|code| code.contains(&head)), "no test is called {name}");
    }
}

#[test]
fn the_reader_of_sources_sees_what_it_should() {
    let text = "use crate::model::reply::Reply;\n// crate::store\nuse crate::{answer, hours::Hours};\n#[cfg(test)]\nmod tests { use crate::cli; }";
    let modules: Vec<String> = used(&code(text)).into_iter().collect();
    assert_eq!(modules, ["answer", "hours", "model"]);
}

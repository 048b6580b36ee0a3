//! Another municipality is another folder: `examples/granvik` has its own plan, contact details, hours and commands, and nothing of Ale's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Command, MONDAY, command, fed, said};

/// What would be Ale's own, in small letters.
const ALES: [&str; 14] = [
    "ale",
    "ales",
    "alebo",
    "alebor",
    "aleborna",
    "alafors",
    "nödinge",
    "0303",
    "303703000",
    "göteborg",
    "fokusområde",
    "fokusområden",
    "fokusomraden",
    "kontaktcenter",
];

fn granvik() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/granvik")
}

fn alebot(arguments: &[&str]) -> Command {
    command(&granvik(), &Path::new(env!("CARGO_TARGET_TMPDIR")).join("granvik"), arguments)
}

#[track_caller]
fn has_nothing_of_ale(text: &str) {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let found = words.find(|word| ALES.contains(word));
    assert_eq!(found, None, "{text}");
    assert!(!lower.contains("strategiska plan"), "{text}");
}

#[test]
fn another_municipality_checks_asks_and_talks_as_itself() {
    let check = fed(alebot(&["check", "--at", MONDAY]), "");
    assert_eq!(said(&check.stdout), "Inga fel, 0 varningar, 4 artiklar.\n");
    let talk = "Vad är färdplanen?\n/malen\n/oppet\n/oppet på fredag\n/kontakt\n/hjalp\n/integritet\n\
        har ni öppet på sportlovet\njag vill prata med en människa\nvad kostar ett bygglov\n\
        vem är du\nvad kan du\nWhat is the roadmap?\nhow many goals are there\nwhen do you open\n\
        ne zaman açıksınız\nhur många mål har planen\nvilka mål tar upp skolan\nHur gammal är planen?\n\
        /fokusomraden\n";
    let chat = fed(alebot(&["chat", "--at", MONDAY]), talk);
    let chat = said(&chat.stdout);
    for expected in [
        "Färdplanen har tre mål:",
        "Tåget stannar här igen",
        "Servicepunkten har öppet nu, till kl. 17.00.",
        "9.00–15.00",
        "0999-12 34 00",
        "/malen – färdplanens tre mål",
        // The week that this municipality's schools have.
        "1 mars",
        // That command is another municipality's.
        "Det kommandot finns inte.",
    ] {
        assert!(chat.contains(expected), "{expected}\n{chat}");
    }
    has_nothing_of_ale(&chat);
}

#[test]
fn another_municipality_answers_its_own_questions() {
    let questions = granvik().join("questions.jsonl");
    let eval = fed(alebot(&["eval", questions.to_str().unwrap(), "--min", "0.9"]), "");
    assert!(eval.status.success(), "{}{}", said(&eval.stdout), said(&eval.stderr));
    has_nothing_of_ale(&said(&eval.stdout));
    let batch = fed(alebot(&["ask", "--batch", questions.to_str().unwrap()]), "");
    assert!(batch.status.success());
    has_nothing_of_ale(&said(&batch.stdout));
}

#[test]
fn nothing_that_another_municipality_says_is_ales() {
    for file in ["wording/sv.ftl", "wording/en.ftl"] {
        let read = |folder: PathBuf| fs::read_to_string(folder.join(file)).unwrap();
        let (base, own) = (read(super::knowledge()), read(granvik()));
        let mut said = messages(&base);
        said.extend(messages(&own));
        said.values().for_each(|text| has_nothing_of_ale(text));
    }
}

/// Each message of a wording file with its text.
fn messages(text: &str) -> BTreeMap<&str, String> {
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    let mut last = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((id, text)) if !line.starts_with(' ') => {
                last = id;
                messages.insert(id, text.to_owned());
            }
            _ => messages.entry(last).or_default().push_str(line),
        }
    }
    messages
}

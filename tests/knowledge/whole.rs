//! The folder as a whole: its files, all faults at once, and `alebot check`.

use std::fs;
use std::path::Path;
use std::process::Command;

use alebot::knowledge;
use chrono::NaiveDate;

use super::{ARTICLE, CONTACT, EXCEPTION, Folder, written};

#[test]
fn a_folder_without_faults_has_none() {
    assert_eq!(Folder::new().faults(), Vec::<String>::new());
    written("contact.toml", format!("{CONTACT}{EXCEPTION}"), &[]);
}

#[test]
fn files_saved_by_windows_programs_are_read_alike() {
    let folder = Folder::new();
    for file in ["articles/lana-lokal.md", "contact.toml", "wording/sv.ftl"] {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        folder.write(file, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(folder.faults(), Vec::<String>::new());
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let articles = knowledge::load(folder.path(), today).unwrap().knowledge.articles;
    assert_eq!(articles[0].body, "Föreningar får låna en lokal.\n\nBoka i receptionen.");
}

#[test]
fn files_and_folders_that_are_not_there_are_missed() {
    let check = |gone: &str, expected: &[&str]| {
        let folder = Folder::new();
        let path = folder.path().join(gone);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
        assert_eq!(folder.faults(), expected, "{gone}");
    };
    check("contact.toml", &["contact.toml:1: saknas; lägg tillbaka den"]);
    check("wording/en.ftl", &["wording/en.ftl:1: saknas; lägg tillbaka den"]);
    check("articles", &["articles:1: saknas; lägg tillbaka den"]);
    check(
        "articles/lana-lokal.md",
        &["articles:1: här finns ingen artikel; lägg dit minst en fil som slutar på .md"],
    );
}

#[test]
fn a_file_that_would_be_passed_over_is_a_warning() {
    written(
        "articles/ny.md.txt",
        ARTICLE,
        &[
            "1: varning: läses inte, för namnet slutar inte på .md; byt namn på filen, eller ta bort den",
        ],
    );
}

#[test]
fn all_faults_come_at_once_and_a_broken_file_hides_no_other() {
    let folder = Folder::new();
    folder.write(
        "articles/lana-lokal.md",
        ARTICLE
            .replace("faq", "fråga")
            .replace("2026-01-10", "2020-01-10")
            .replace("\"lana-lokal\"", "\"Ö\""),
    );
    folder.write("articles/ny.md", "+++\nid = ny\n+++\n\nHej\n");
    folder.write(
        "contact.toml",
        CONTACT
            .replace("SE", "Sverige")
            .replace("Europe/Stockholm", "Ale")
            .replace("PH off", "röda dagar")
            .replace('@', ""),
    );
    folder.write("words.toml", "synonyms = [[\"bil\"]]\nord = []\n");
    folder.write("wording/sv.ftl", "phone\n");
    fs::remove_file(folder.path().join("wording/en.ftl")).unwrap();
    let places: Vec<String> =
        folder.faults().iter().map(|fault| fault.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(
        places,
        [
            "articles/lana-lokal.md:2",
            "articles/lana-lokal.md:4",
            "articles/lana-lokal.md:5",
            "articles/ny.md:2",
            "contact.toml:3",
            "contact.toml:10",
            "contact.toml:11",
            "contact.toml:12",
            "wording/en.ftl:1",
            "wording/sv.ftl:1",
            "words.toml:1",
            "words.toml:2",
        ]
    );
}

#[test]
fn check_exits_with_1_on_errors_and_0_on_warnings() {
    let folder = Folder::new();
    let done = folder.check();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    folder.write("articles/lana-lokal.md", ARTICLE.replace("2026-01-10", "2020-01-10"));
    let done = folder.check();
    let told = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(0), "{told}");
    assert!(told.contains("articles/lana-lokal.md:5: varning: "), "{told}");
    folder.write("articles/lana-lokal.md", ARTICLE.replace("faq", "fråga"));
    let done = folder.check();
    let told = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1), "{told}");
    assert!(told.contains("articles/lana-lokal.md:4: kind ”fråga” finns inte"), "{told}");
}

#[test]
fn a_folder_that_is_not_there_is_told_with_the_way_out() {
    let done = Command::new(env!("CARGO_BIN_EXE_alebot"))
        .args(["check", "--knowledge", "/finns/inte"])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("/finns/inte finns inte") && told.contains("--knowledge"), "{told}");
}

#[test]
fn the_municipality_s_own_folder_has_warnings_of_age_alone() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let loaded =
        knowledge::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), today).unwrap();
    let aged = |message: &str| {
        message.starts_with("texten gällde") || message.starts_with("texten kontrollerades")
    };
    let other: Vec<_> = loaded.warnings.iter().filter(|fault| !aged(&fault.message)).collect();
    assert!(other.is_empty(), "{other:?}");
}

//! What differs between municipalities, and what one may take from another's folder.

use std::fs;

use alebot::knowledge;
use alebot::model::command::CommandName;
use alebot::model::language::ReplyLanguage;
use alebot::model::time::SchoolBreaks;
use alebot::wording::Message;

use super::{Folder, wording};

fn settings(text: &str, faults: &[&str]) {
    super::written("municipality.toml", text, faults);
}

#[test]
fn what_no_municipality_can_have_is_told() {
    settings("[school_breaks]\nwinter = 7\nautumn = 44\n", &[]);
    settings("[school_breaks]\nwinter = 9\n", &[]);
    settings("[school_breaks]\nwinter = 54\n", &["2: vecka 54 finns inte; skriv 1 till 53"]);
    settings(
        "[school_breaks]\nspring = 14\n",
        &["2: okänt fält ”spring”; de som finns är winter, autumn"],
    );
    super::contact(
        "phone = ",
        "country_code = \"+46\"\nphone = ",
        &["2: landsnumret (country_code) är ett till tre siffror utan plus, som \"46\""],
    );
}

#[test]
fn a_base_that_is_not_there_is_told_with_its_line() {
    let folder = Folder::new();
    folder.write("municipality.toml", "base = \"../borta\"\n");
    let [fault] = &folder.faults()[..] else { panic!("{:?}", folder.faults()) };
    assert!(
        fault.starts_with("municipality.toml:1: mappen ")
            && fault.contains("../borta (base) finns inte"),
        "{fault}"
    );
}

#[test]
fn a_command_that_nobody_could_type_is_told() {
    let check = |old: &str, new: &str, expected: &str| {
        let line = wording().lines().position(|line| line == old).unwrap() + 1;
        let faults = format!("{line}: {expected}");
        super::changed("wording/sv.ftl", &wording(), old, new, &[&faults]);
    };
    let unfit =
        "”command-help” är ett kommandos namn: 1 till 32 tecken av a–z, 0–9 och _, utan snedstreck";
    check("command-help = help", "command-help = hjälp", unfit);
    check("command-help = help", "command-help = /help", unfit);
    check("command-help = help", "command-help = { phone }", unfit);
}

#[test]
fn two_commands_cannot_have_one_name() {
    let folder = Folder::new();
    folder.write("wording/sv.ftl", wording().replace("command-end = end", "command-end = faq"));
    let line = wording().lines().position(|line| line == "command-faq = faq").unwrap() + 1;
    let told = "kommandot ”faq” finns redan; ge ett av dem ett annat namn";
    // Both languages' names are known at once, so the other's is taken too.
    let expected = ["en", "sv"].map(|language| format!("wording/{language}.ftl:{line}: {told}"));
    assert_eq!(folder.faults(), expected);
}

/// A folder over [`Folder::new`], with only what is its own.
fn over_another() -> (Folder, Folder) {
    let (base, own) = (Folder::new(), Folder::new());
    own.write("municipality.toml", format!("base = {:?}\n", base.path()));
    fs::remove_dir_all(own.path().join("wording")).unwrap();
    fs::remove_dir_all(own.path().join("examples")).unwrap();
    (base, own)
}

#[test]
fn what_a_folder_does_not_say_itself_its_base_says() {
    let (base, own) = over_another();
    own.write("wording/sv.ftl", "command-overview = malen\nbye = Adjö.\n");
    let today = "2026-11-23".parse().unwrap();
    let loaded = knowledge::load(own.path(), today).unwrap();
    let say = |message| loaded.wording.say(ReplyLanguage::Swedish, message, &[]);
    assert_eq!((say(Message::Bye), say(Message::Thanks)), ("Adjö.".to_owned(), "ord".to_owned()));
    assert_eq!(loaded.wording.commands.of("målen"), Some(CommandName::Overview));
    assert_eq!(loaded.wording.commands.of("help"), Some(CommandName::Help));
    assert_eq!(loaded.knowledge.examples.len(), 1, "the base's examples");
    assert_eq!(loaded.knowledge.school_breaks, SchoolBreaks::default(), "never the base's");
    assert_eq!(knowledge::folders(own.path()), [own.path(), base.path()]);
    own.write("examples/contact.toml", "");
    let loaded = knowledge::load(own.path(), today).unwrap();
    assert_eq!(loaded.knowledge.examples.len(), 0, "its own file in place of the base's");
}

#[test]
fn a_fault_of_what_is_said_in_another_way_names_the_own_file() {
    let (base, own) = over_another();
    let check = |text: &str, expected: &str| {
        own.write("wording/sv.ftl", text);
        assert_eq!(own.faults(), [format!("wording/sv.ftl:{expected}")]);
    };
    check(
        "# Eget\nfone = ord\n",
        "2: programmet använder inget meddelande som heter ”fone”; ta bort det, eller rätta namnet",
    );
    check(
        "phone = Ring { $nummer }\n",
        "1: ”phone” har ingen uppgift som heter { $nummer }; ta bort den, eller rätta namnet",
    );
    own.write("wording/sv.ftl", "phone = ring\n");
    assert_eq!(own.faults(), [""; 0]);
    base.write("wording/sv.ftl", wording().replace("bye = ord\n", ""));
    let [fault] = &own.faults()[..] else { panic!("{:?}", own.faults()) };
    assert!(fault.contains("/wording/sv.ftl:") && fault.contains("”bye” saknas"), "{fault}");
}

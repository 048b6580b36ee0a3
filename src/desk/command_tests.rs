use proptest::prelude::*;

use super::*;
use crate::model::article::ArticleId;
use crate::model::command::Start;
use crate::model::language::ReplyLanguage;
use crate::wording::Wording;

/// Ale's own.
fn names() -> CommandNames {
    let sv = include_str!("../../knowledge/wording/sv.ftl");
    let en = include_str!("../../knowledge/wording/en.ftl");
    Wording::of(&[(ReplyLanguage::Swedish, sv), (ReplyLanguage::English, en)]).commands
}

fn check(text: &str, expected: Option<Command>) {
    assert_eq!(parse(text, "AleBot", &names()), expected, "{text}");
}

#[test]
fn residents_commands() {
    let check = |text, expected| check(text, Some(Command::Resident(expected)));
    check("/start", ResidentCommand::Start(Start::Plain));
    check("/start lust-att-lara", {
        let id = ArticleId::parse("lust-att-lara").unwrap();
        ResidentCommand::Start(Start::Article(id))
    });
    check("/start ../../etc", ResidentCommand::Start(Start::Unknown));
    check("/hjalp", ResidentCommand::Help);
    check("/Hjälp", ResidentCommand::Help);
    check("/help", ResidentCommand::Help);
    check("/fokusområden", ResidentCommand::Overview);
    check("/oppettider", ResidentCommand::Hours(String::new()));
    check("/oppettider@alebot  på lördag ", ResidentCommand::Hours("på lördag".into()));
    check("/ÖPPETTIDER", ResidentCommand::Hours(String::new()));
    check("/kontakt", ResidentCommand::Contact);
    check("/personal\nJag vill klaga", ResidentCommand::Person("Jag vill klaga".into()));
    check("/avsluta", ResidentCommand::End);
    check("/sprak", ResidentCommand::Language(None));
    check("/språk engelska", ResidentCommand::Language(Some(ReplyLanguage::English)));
    check("/sprak sv", ResidentCommand::Language(Some(ReplyLanguage::Swedish)));
    check("/sprak finska", ResidentCommand::Language(None));
    check("/integritet", ResidentCommand::Privacy);
    check("/privacy", ResidentCommand::Privacy);
    check("/radera", ResidentCommand::Erase);
}

#[test]
fn staffs_commands() {
    let check = |text, expected| check(text, Some(Command::Staff(expected)));
    check("/faq", Staff::Faq(String::new()));
    check("/faq Fråga: A?\nSvar: B.", Staff::Faq("Fråga: A?\nSvar: B.".into()));
    check("/obesvarade", Staff::Unanswered);
    check("/statistik", Staff::Statistics(Some(30)));
    check("/statistik@AleBot 7", Staff::Statistics(Some(7)));
    check("/statistik 366 dagar", Staff::Statistics(Some(366)));
    check("/statistik 367", Staff::Statistics(None));
    check("/statistik 0", Staff::Statistics(None));
    check("/statistik maj", Staff::Statistics(None));
    check("/notis", Staff::Notice(Notice::Show));
    check("/notis Av", Staff::Notice(Notice::Off));
    check("/notis Avstängt vatten", Staff::Notice(Notice::Set("Avstängt vatten".into())));
    check("/avvikelse 2026-12-23 stängt", Staff::Exception("2026-12-23 stängt".into()));
    check("/avvikelser", Staff::Exceptions);
    check("/stäng", Staff::Close);
    check("/not ring tillbaka", Staff::Note("ring tillbaka".into()));
    check("/blockera", Staff::Bar(String::new()));
    check("/Blockera hotar personalen", Staff::Bar("hotar personalen".into()));
    check("/avblockera", Staff::Unbar(Which::Here));
    check("/avblockera 12", Staff::Unbar(Which::Case(CaseNumber::new(12))));
    check("/avblockera #12", Staff::Unbar(Which::Case(CaseNumber::new(12))));
    check("/avblockera Kim", Staff::Unbar(Which::Unclear));
    check("/blockerade", Staff::Barred);
    check("/paus Vi har fel öppettider.", Staff::Pause("Vi har fel öppettider.".into()));
    check("/fortsätt", Staff::Resume);
    check("//ring tillbaka", Staff::Note("ring tillbaka".into()));
    check("// ring tillbaka", Staff::Note("ring tillbaka".into()));
}

#[test]
fn in_a_case_all_is_for_the_resident_but_notes_and_commands() {
    for (text, expected) in [
        ("Hej, vi ordnar det.", InCase::Words(StaffWords::Answer)),
        ("// ring tillbaka", InCase::Words(StaffWords::Note)),
        ("/not ring tillbaka", InCase::Words(StaffWords::Note)),
        ("/stäng", InCase::Words(StaffWords::Close)),
        ("/hjalp", InCase::Words(StaffWords::StrayCommand)),
        ("/dansa nu", InCase::Words(StaffWords::StrayCommand)),
        ("/hjalp@annanbot", InCase::Words(StaffWords::StrayCommand)),
        (" / stäng", InCase::Words(StaffWords::StrayCommand)),
        ("/blockera hot", InCase::Command(Staff::Bar("hot".into()))),
        ("/obesvarade", InCase::Command(Staff::Unanswered)),
    ] {
        assert_eq!(in_case(parse(text, "AleBot", &names()), text), expected, "{text}");
    }
}

#[test]
fn whoever_sets_it_up_asks_for_ids() {
    check("/id@AleBot", Some(Command::Id));
}

#[test]
fn what_is_no_command_of_ours() {
    check("hej /hjalp", None);
    check("/", None);
    check("/ hjalp", None);
    check("/hjalp@annanbot", None);
    check("/@alebot", None);
    check("", None);
    check("/dansa nu", Some(Command::Unknown("dansa".into())));
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser(text in "/?/?\\PC{0,40}", name in "\\PC{0,10}") {
        let names = CommandNames::new([("hjalp", CommandName::Help), ("faq", CommandName::Faq)]);
        let _ = parse(&text, &name, &names);
    }
}

//! Entries as files: whatever is saved comes back as it was.

use std::collections::BTreeSet;
use std::fs;

use alebot::knowledge::faq_file::{Unfit, fitted, read, text};
use alebot::model::article::{Article, ArticleId, English, Passage};
use chrono::NaiveDate;
use proptest::prelude::*;

use super::wording;

/// Letters and whatever a file's form is made of.
fn written() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zåäöA-ZÅÄÖ0-9 ]{0,12}",
        any::<String>().prop_map(|text| text.chars().take(8).collect()),
        prop::sample::select(vec![
            "\n+++\n", "+++", "\"", "'''", "\\", "\\n", "\r\n", "\r", "\n\n", "\n \t\n", " \n",
            "\t", "#", "[en]", "=", "\u{feff}", "\0", "\u{2028}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0..12_000u64)
        .prop_map(|days| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::Days::new(days))
}

fn article() -> impl Strategy<Value = Article> {
    let list = || prop::collection::vec(written(), 0..4);
    let english = (written(), written(), list()).prop_map(|(title, summary, questions)| English {
        title,
        summary,
        questions,
    });
    let texts = (written(), written(), list(), list(), prop::option::of(written()));
    (texts, prop::option::of(date()), prop::option::of(date()), prop::option::of(english)).prop_map(
        |((title, body, questions, keywords, origin), checked, valid_until, english)| Article {
            origin,
            checked,
            valid_until,
            questions,
            keywords,
            english,
            ..Article::faq(ArticleId::parse("faq-prov").unwrap(), title, body)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_fit_to_be_saved_comes_back_from_its_file(article in article()) {
        match fitted(&article) {
            Ok(saved) => {
                let folder = tempfile::tempdir().unwrap();
                fs::write(folder.path().join("a.md"), text(&saved)).unwrap();
                let back = read(folder.path(), &BTreeSet::new(), wording()).map(|read| read.entries).unwrap();
                prop_assert_eq!(&back, std::slice::from_ref(&saved));
                prop_assert_eq!(fitted(&saved), Ok(saved.clone()), "fit stays fit");
                // Nothing but what a reader does not see is changed.
                let seen = |text: &str| text.replace(['\0', '\r'], "").split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert_eq!(seen(&saved.body), seen(&article.body));
            }
            Err(why) => {
                let lacks = |text: &str| text.replace('\0', "").trim().is_empty();
                let english = article.english.as_ref().is_some_and(|english| lacks(&english.title));
                prop_assert!(lacks(&article.title) || lacks(&article.body) || english, "refused without need: {why:?}");
            }
        }
    }
}

#[test]
fn what_a_file_cannot_hold_is_refused_in_words() {
    let whole = Article::faq(ArticleId::parse("faq-prov").unwrap(), "Rubrik", "Svar.");
    let check = |article: Article, why: Unfit| assert_eq!(fitted(&article), Err(why));
    assert_eq!(fitted(&whole), Ok(whole.clone()));
    check(Article { title: " ".to_owned(), ..whole.clone() }, Unfit::NoTitle);
    check(Article { body: "\r\n\t".to_owned(), ..whole.clone() }, Unfit::NoBody);
    check(Article { english: Some(English::default()), ..whole.clone() }, Unfit::NoEnglishTitle);
    check(Article { passages: vec![Passage::default()], ..whole.clone() }, Unfit::Passages);
    let distant = NaiveDate::from_ymd_opt(12_000, 1, 1);
    assert!(matches!(fitted(&Article { checked: distant, ..whole }), Err(Unfit::Unreadable(_))));
}

#[test]
fn a_folder_with_faults_names_each_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, head: &str, body: &str| {
        fs::write(folder.path().join(name), format!("+++\n{head}\n+++\n{body}\n")).unwrap()
    };
    file("a.md", "id = \"egen\"\ntitle = \"A\"\nkind = \"faq\"", "Text.");
    file("b.md", "id = \"b\"\ntitle = \"B\"\nkind = \"page\"", "Text.");
    file(
        "c.md",
        "id = \"c\"\ntitle = \"C\"\nkind = \"faq\"\n[[passage]]\nbegins = \"Text\"",
        "Text.",
    );
    file("d.md", "id = \"c\"\ntitle = \"\"\nkind = \"faq\"", "Text.");
    let own = BTreeSet::from([ArticleId::parse("egen").unwrap()]);
    let Err(faults) = read(folder.path(), &own, wording()) else { panic!("taken as it is") };
    let places: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}:{}", fault.file.file_name().unwrap().display(), fault.line))
        .collect();
    assert_eq!(places, ["a.md:2", "b.md:4", "c.md:5", "d.md:2", "d.md:3"], "{faults:#?}");
}

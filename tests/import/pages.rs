//! A page's content comes out whole and alone, whatever system it stands in.

use alebot::import::block;
use alebot::import::page;
use url::Url;

use crate::contents::CASES;
use crate::templates::{CLUTTER, Content, TEMPLATES};

fn address() -> Url {
    Url::parse("https://www.vinlunda.example/bygga-och-bo/sida").unwrap()
}

#[test]
fn the_content_is_the_same_in_every_frame() {
    let mut wrong = String::new();
    for (name, template) in TEMPLATES {
        for case in &CASES {
            let trail = ["Bygga och bo", "Avfall"];
            let content = Content {
                title: case.title,
                trail: &trail,
                html: case.html,
                updated: "14 mars 2026",
            };
            let page = page::read(&template(&content), Some(&address()), &[]);
            let body = block::body(&page.blocks);
            if page.title != case.title || body != case.body {
                wrong.push_str(&format!(
                    "== {name}: {}\n{body}\n-- expected {}\n{}\n",
                    page.title, case.title, case.body
                ));
            }
            assert!(!CLUTTER.iter().any(|clutter| case.body.contains(clutter)), "{}", case.title);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_page_tells_its_date_place_and_language() {
    for (name, template) in TEMPLATES {
        let content = Content {
            title: "Sophämtning",
            trail: &["Bygga och bo", "Avfall"],
            html: CASES[0].html,
            updated: "14 mars 2026",
        };
        let page = page::read(&template(&content), Some(&address()), &[]);
        let date = page.stated(chrono::NaiveDate::MAX).updated.map(|date| date.to_string());
        let expected = (name != "divs").then(|| "2026-03-14".to_owned());
        assert_eq!(date, expected, "{name}");
        let section: &[&str] = match name {
            "tables" | "divs" => &[],
            "broken" => &["Bygga"],
            _ => &["Bygga och bo", "Avfall"],
        };
        assert_eq!(page.section, section, "{name}");
    }
}

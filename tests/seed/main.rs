//! The strategic plan's page is in `knowledge/` whole: every paragraph that residents read, letter for letter, in exactly one place.

use std::fs;
use std::path::{Path, PathBuf};

use alebot::knowledge;
use alebot::model::article::ArticleKind;
use alebot::model::knowledge::Knowledge;
use chrono::NaiveDate;

/// The page as it was printed on 2018-11-26, without navigation and contact details: headings, each followed by its paragraphs.
const PAGE: &str = include_str!("strategisk-plan.txt");

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

fn knowledge() -> Knowledge {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    knowledge::load(&folder(), today).unwrap().knowledge
}

/// Heading and paragraphs of each part of the page. A heading ends without a full stop, and the kind of mark that ends a sentence.
fn parts() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for paragraph in PAGE.trim().split("\n\n") {
        if paragraph.ends_with(['.', '!', ':']) {
            parts.last_mut().unwrap().1.push(paragraph);
        } else {
            parts.push((paragraph, Vec::new()));
        }
    }
    parts
}

/// How often a text stands in the files of the folder, those for editors and programmers included.
fn places(dir: &Path, text: &str) -> usize {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let count = |path: PathBuf| {
        if path.is_dir() {
            places(&path, text)
        } else {
            fs::read_to_string(path).unwrap().matches(text).count()
        }
    };
    entries.map(count).sum()
}

#[test]
fn the_fixture_is_the_whole_page() {
    let parts = parts();
    assert_eq!(parts.len(), 9, "introduction, seven focus areas, contact centre");
    assert!(parts.iter().all(|(_, paragraphs)| !paragraphs.is_empty()));
}

#[test]
fn every_article_of_the_page_has_its_paragraphs_and_no_others() {
    let knowledge = knowledge();
    for (heading, paragraphs) in parts() {
        let titled: Vec<_> =
            knowledge.articles.iter().filter(|article| article.title == heading).collect();
        assert_eq!(titled.len(), 1, "articles with the title {heading}");
        assert_eq!(titled[0].body.split("\n\n").collect::<Vec<_>>(), paragraphs, "{heading}");
    }
}

#[test]
fn every_paragraph_stands_in_one_place() {
    for (_, paragraphs) in parts() {
        for paragraph in paragraphs {
            assert_eq!(places(&folder(), paragraph), 1, "{paragraph}");
        }
    }
}

#[test]
fn the_focus_areas_come_in_the_order_of_the_page() {
    let areas =
        knowledge().articles.into_iter().filter(|article| article.kind == ArticleKind::FocusArea);
    let order: Vec<String> = areas.map(|article| article.title).collect();
    let page: Vec<&str> = parts().iter().map(|(heading, _)| *heading).collect();
    assert_eq!(order, page[1..8]);
}

#[test]
fn every_article_of_the_page_says_when_the_page_was_checked() {
    let headings: Vec<&str> = parts().iter().map(|(heading, _)| *heading).collect();
    for article in
        knowledge().articles.iter().filter(|article| headings.contains(&article.title.as_str()))
    {
        assert_eq!(article.checked, NaiveDate::from_ymd_opt(2018, 11, 26), "{}", article.title);
    }
}

#[test]
fn contact_details_are_the_printed_ones_and_stand_in_one_place() {
    let contact = knowledge().contact;
    assert_eq!(contact.phone, "0303-70 30 00");
    assert_eq!(contact.email, "kommun@ale.se");
    assert_eq!(contact.visit, ["Kommunhus Nödinge", "Ale torg 7, Nödinge"]);
    assert_eq!(contact.post, ["Ale kommun", "449 80 Alafors"]);
    assert_eq!(contact.hours.expression, "Mo-Fr 08:00-16:30; PH off");
    for detail in [&contact.phone, &contact.email, &contact.visit[1], &contact.post[1]] {
        assert_eq!(places(&folder(), detail), 1, "{detail}");
    }
}

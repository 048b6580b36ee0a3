//! A site as a whole has a bad day.

use alebot::import::merge::Consent;
use alebot::import::run::Options;

use crate::importing::{World, frame, letters, page, paths};
use crate::site::Page;

const KEPT: [&str; 2] = ["/sitemap.xml", "/robots.txt"];

/// What a site may serve in place of all its pages.
fn bad_days() -> Vec<(&'static str, Page)> {
    let stop = |html: &str| Page::html(&frame("Vi målar om", html));
    vec![
        ("one text", stop("<p>Kom tillbaka i kväll.</p>")),
        ("one text with a number", stop("<p>Kom tillbaka i kväll.</p><p>Ring 0123-45 00 00.</p>")),
        ("for good to one page", Page::redirect(301, "/paus")),
        ("for now to one page", Page::redirect(302, "/paus")),
        ("for good to the start", Page::redirect(301, "/")),
        ("502", Page::status(502)),
    ]
}

#[tokio::test]
async fn a_bad_day_of_the_whole_site_removes_nothing() {
    let world = World::of(12).await;
    world.import().await;
    let (before, good) = (world.set(), world.site.pages());
    for (name, bad) in bad_days() {
        world.site.replace_all(&KEPT, &bad);
        world.site.put("/", page("Start"));
        world.site.put(
            "/paus",
            Page::html(&frame("Vi målar om", "<p>Kom tillbaka i kväll, ring 0123-45 00 00.</p>")),
        );
        for day in 0..3 {
            let report = world.import().await;
            assert_eq!(report.removed, [], "{name}, day {day}");
            let after = world.set();
            for (file, text) in &before {
                assert!(after.get(file) == Some(text), "{name}, day {day}: {file}");
            }
        }
        world.site.put_all(good.clone());
        world.import().await;
        world.try_import(world.source(), Consent::Given, Options::default()).await.unwrap();
        assert_eq!(world.set(), before, "{name}, the day after");
    }
}

#[tokio::test]
async fn a_bad_day_that_keeps_the_titles_changes_nothing() {
    let world = World::of(12).await;
    world.import().await;
    let before = world.set();
    for at in 0..12 {
        let html = "<p>Kom tillbaka i kväll.</p><p>Ring 0123-45 00 00.</p>";
        world.site.put(
            &format!("/amne/sida{}", letters(at)),
            Page::html(&frame(&format!("Ämne {}", letters(at)), html)),
        );
    }
    let report = world.import().await;
    assert_eq!((report.changed.len(), report.removed.len()), (0, 0), "{report:?}");
    assert_eq!(world.set(), before);
}

#[tokio::test]
async fn one_broken_part_of_a_site_does_not_hide_the_others() {
    let world = World::new().await;
    let mut listed = Vec::new();
    let mut good = Vec::new();
    for at in 0..18 {
        let path = format!("/bra/sida{}", letters(at));
        world.site.put(&path, page(&format!("Bra {}", letters(at))));
        good.push(path);
    }
    for at in 0..18 {
        let path = format!("/trasig/sida{}", letters(at));
        world.site.put(&path, Page::status(503));
        listed.push(path);
    }
    let (first, last) = good.split_at(2);
    let all = [first, &listed, last].concat();
    world.site.list(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), good);
    assert_eq!(report.failed.len(), 18, "{:?}", report.failed);
}

#[tokio::test]
async fn a_page_that_becomes_a_double_goes_after_the_second_time() {
    let world = World::of(12).await;
    world.import().await;
    world.site.put("/amne/sidaa", page("Ämne b"));
    let first = world.import().await;
    assert_eq!((first.missing.len(), first.removed.len()), (1, 0), "{first:?}");
    let second = world.import().await;
    assert_eq!(paths(&second.removed, &world.site), ["/amne/sidaa"]);
    let third = world.import().await;
    assert!(!third.has_changes() && third.missing.is_empty(), "{third:?}");
}

//! One page with several addresses, and pages that move.

use std::fs;

use alebot::import::report::Report;
use alebot::import::run::{self, ImportError};

use crate::importing::{World, frame, page, paths};
use crate::site::Page;

fn naming(title: &str, canonical: &str) -> Page {
    let html = frame(title, &format!("<p>Det här är sidan om {title}.</p>"));
    let link = format!("<head><link rel=canonical href='{canonical}'>");
    Page::html(&html.replace("<head>", &link))
}

/// What a second import of a site that has not changed reports and asks.
async fn again(world: &World) -> (Report, Vec<String>) {
    world.site.asked();
    let report = world.import().await;
    let asked = world.site.asked().into_iter();
    let pages =
        asked.filter(|asked| !["/robots.txt", "/sitemap.xml"].contains(&asked.path.as_str()));
    let is_impossible =
        |path: &str| path.len() == 17 && path[1..].chars().all(|c| c.is_ascii_hexdigit());
    let pages = pages.filter(|asked| !is_impossible(&asked.path));
    let line = |asked: crate::site::Asked| {
        format!("{}{}", if asked.is_conditional { "if " } else { "" }, asked.path)
    };
    (report, pages.map(line).collect())
}

#[tokio::test]
async fn the_variants_of_a_page_are_one_page_whichever_is_read_first() {
    for order in [["/a?print=1", "/a", "/A/"], ["/a", "/A/", "/a?print=1"]] {
        let world = World::new().await;
        for path in order {
            let served = naming("Avfall", "/a");
            let html = String::from_utf8(served.body).unwrap();
            // A variant for printing has a line more.
            let more = if path.contains("print") { "<p>Utskrift av sidan.</p>" } else { "" };
            let served = Page::html(&html.replace("</main>", &format!("{more}</main>")));
            world.site.put(path, served);
        }
        world.site.list(&order);
        let report = world.import().await;
        assert_eq!(paths(&report.new, &world.site), ["/a"], "{order:?}");
        let (report, _) = again(&world).await;
        assert_eq!((report.has_changes(), report.unchanged), (false, 1), "{report:?}");
    }
}

#[tokio::test]
async fn a_page_is_known_by_what_it_calls_itself_although_nobody_lists_that() {
    let world = World::new().await;
    world.site.put("/avfall/?sida=1", naming("Avfall", "/avfall"));
    world.site.list(&["/avfall/?sida=1"]);
    assert_eq!(paths(&world.import().await.new, &world.site), ["/avfall"]);
    let (report, asked) = again(&world).await;
    assert_eq!((report.unchanged, report.has_changes()), (1, false));
    assert_eq!(asked, ["if /avfall/?sida=1"]);
}

#[tokio::test]
async fn one_page_in_two_places_is_known_by_the_one_that_it_names() {
    let world = World::new().await;
    world.site.put("/trafik/fardtjanst", naming("Färdtjänst", "/omsorg/fardtjanst"));
    let own = frame("Färdtjänst", "<p>Det här är sidan om Färdtjänst, med ett ord till.</p>");
    world.site.put("/omsorg/fardtjanst", Page::html(&own));
    world.site.list(&["/trafik/fardtjanst", "/omsorg/fardtjanst"]);
    assert_eq!(paths(&world.import().await.new, &world.site), ["/omsorg/fardtjanst"]);
    let (report, asked) = again(&world).await;
    assert!(!report.has_changes(), "{report:?}");
    assert_eq!(asked, ["if /trafik/fardtjanst", "if /omsorg/fardtjanst"]);
}

#[tokio::test]
async fn pages_that_all_name_one_address_are_pages_all_the_same() {
    let world = World::new().await;
    for (path, title) in [("/", "Start"), ("/skola", "Skola"), ("/avfall", "Avfall")] {
        world.site.put(path, naming(title, "/"));
    }
    for number in ["12", "13"] {
        world.site.put(&format!("/sida?id={number}"), naming(&format!("Sida {number}"), "/sida"));
    }
    let all = ["/", "/avfall", "/sida?id=12", "/sida?id=13", "/skola"];
    world.site.list(&all);
    assert_eq!(paths(&world.import().await.new, &world.site), all);
    // One of them alone changes.
    world.site.put("/sida?id=13", naming("Sida tretton", "/sida"));
    let report = world.import().await;
    assert_eq!(paths(&report.changed, &world.site), ["/sida?id=13"]);
    assert!(report.new.is_empty() && report.moved.is_empty(), "{report:?}");
}

#[tokio::test]
async fn a_double_stays_one_at_every_import_and_is_asked_for_on_condition() {
    let world = World::new().await;
    world.site.put("/b/lika", page("Lika"));
    world.site.put("/a/lika", page("Lika"));
    world.site.list(&["/b/lika", "/a/lika"]);
    assert_eq!(paths(&world.import().await.new, &world.site), ["/a/lika"]);
    for _ in 0..2 {
        let (report, asked) = again(&world).await;
        assert!(!report.has_changes(), "{report:?}");
        assert_eq!(asked, ["if /b/lika", "if /a/lika"]);
    }
    // What it was a double of changes: then it is a page of its own.
    world.site.put("/a/lika", page("Olika"));
    world.import().await;
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/b/lika"]);
}

#[tokio::test]
async fn a_second_import_costs_one_conditional_request_whatever_the_page_is() {
    let world = World::new().await;
    let site = &world.site;
    site.put("/utan-snedstreck", Page::redirect(301, "/utan-snedstreck/"));
    site.put("/utan-snedstreck/", page("Snedstreck"));
    site.put("/tills-vidare", Page::redirect(302, "/annan/plats"));
    site.put("/annan/plats", page("Tills vidare"));
    site.put("/datum", page("Datum").modified("Tue, 10 Mar 2026 08:00:00 GMT"));
    site.put("/mjuk", Page::html(&frame("Sidan kunde inte hittas", "<p>Sök.</p>")));
    site.put("/hemlig", page("Hemlig").with("x-robots-tag", "noindex"));
    site.put("/lista", Page::bytes(b"{}").with("content-type", "application/json"));
    site.list(&["/utan-snedstreck", "/tills-vidare", "/datum", "/mjuk", "/hemlig", "/lista"]);
    let first = world.import().await;
    assert_eq!((first.new.len(), first.skipped.len()), (3, 3), "{first:?}");
    let (report, asked) = again(&world).await;
    assert_eq!((report.unchanged, report.skipped.len(), report.has_changes()), (3, 3, false));
    assert_eq!(
        asked,
        [
            "if /utan-snedstreck/",
            "if /tills-vidare",
            "if /annan/plats",
            "if /datum",
            "if /mjuk",
            "if /hemlig",
            "if /lista"
        ]
    );
}

#[tokio::test]
async fn a_page_that_moves_keeps_its_examples_however_the_site_tells_it() {
    // With or without a redirect, and with the old address in the sitemap or not.
    let cases: [(&str, Option<u16>, &[&str]); 5] = [
        ("only the new address is listed", Some(301), &["/ny/plats"]),
        ("both are listed, the new one first", Some(308), &["/ny/plats", "/amne/sidaa"]),
        ("both are listed, the old one first", Some(301), &["/amne/sidaa", "/ny/plats"]),
        ("the old one is gone from the sitemap, without a word", None, &["/ny/plats"]),
        ("the old one is still listed, without a word", None, &["/ny/plats", "/amne/sidaa"]),
    ];
    for (name, status, listed) in cases {
        let world = World::of(12).await;
        world.import().await;
        let examples = "keywords = [\"a\"]\n";
        fs::write(world.pages().join("sidaa.examples.toml"), examples).unwrap();
        world.site.put("/ny/plats", page("Ämne a"));
        match status {
            Some(status) => world.site.put("/amne/sidaa", Page::redirect(status, "/ny/plats")),
            None => world.site.remove("/amne/sidaa"),
        }
        let others: Vec<String> =
            (1..12).map(|at| format!("/amne/sida{}", crate::importing::letters(at))).collect();
        let all: Vec<&str> =
            listed.iter().copied().chain(others.iter().map(String::as_str)).collect();
        world.site.list(&all);
        let report = world.import().await;
        assert_eq!(
            (report.moved.len(), report.new.len(), report.removed.len()),
            (1, 0, 0),
            "{name}: {report:?}"
        );
        for _ in 0..2 {
            assert!(!world.import().await.has_changes(), "{name}");
        }
        assert!(world.text("sidaa.md").contains("/ny/plats\""), "{name}");
        assert_eq!(world.text("sidaa.examples.toml"), examples, "{name}");
    }
}

#[tokio::test]
async fn a_page_that_sends_its_readers_on_is_the_page_it_sends_them_to() {
    let world = World::new().await;
    let html = frame("Sidan flyttar", "<p>Du skickas vidare.</p>")
        .replace("<head>", "<head><META content=\"3;URL='/ny'\" http-equiv=Refresh>");
    world.site.put("/gammal", Page::html(&html));
    world.site.put("/ny", page("Ny"));
    let html = frame("Utan skript", "<p>En sida som syns.</p>").replace(
        "<head>",
        "<head><noscript><meta http-equiv=refresh content='0;url=/utan'></noscript>",
    );
    world.site.put("/skript", Page::html(&html));
    world.site.list(&["/gammal", "/skript"]);
    assert_eq!(paths(&world.import().await.new, &world.site), ["/ny", "/skript"]);
    let (report, asked) = again(&world).await;
    assert!(!report.has_changes(), "{report:?}");
    assert_eq!(asked, ["if /gammal", "if /skript", "if /ny"]);
}

#[tokio::test]
async fn links_lead_from_the_base_that_a_page_names() {
    let world = World::new().await;
    let html = frame("Start", "<p>Början.</p><a href='lov'>Lov</a>")
        .replace("<head>", "<head><base href='/bygga/'>");
    world.site.put("/", Page::html(&html));
    world.site.put("/bygga/lov", page("Lov"));
    assert_eq!(paths(&world.import().await.new, &world.site), ["/", "/bygga/lov"]);
}

#[tokio::test]
async fn a_removed_page_comes_back_under_another_id_where_a_page_has_got_its_own() {
    let world = World::of(12).await;
    world.import().await;
    world.site.remove("/amne/sidaa");
    world.import().await;
    world.import().await;
    world.site.put("/annan/sidaa", page("En annan sida"));
    let mut listed: Vec<String> =
        (1..12).map(|at| format!("/amne/sida{}", crate::importing::letters(at))).collect();
    listed.push("/annan/sidaa".to_owned());
    world.site.list(&listed.iter().map(String::as_str).collect::<Vec<_>>());
    world.import().await;
    let other = world.text("sidaa.md");
    assert!(other.contains("/annan/sidaa\""), "{other}");
    assert_eq!(run::restore(world.folder.path(), "sidaa", world.today).unwrap(), "sidaa-2");
    assert_eq!(world.text("sidaa.md"), other);
    let restored = world.text("sidaa-2.md");
    assert!(restored.contains("id = \"sidaa-2\"") && restored.contains("/amne/sidaa\""));
    let again = run::restore(world.folder.path(), "sidaa", world.today);
    assert!(matches!(again, Err(ImportError::There { .. })), "{again:?}");
}

//! Pages that a server serves and that are not there.

use crate::importing::{World, frame, page, paths};
use crate::site::Page;

/// A page for what is not there, in words that nobody has listed.
fn nothing() -> Page {
    let html = "<p>Spåret upphör i skogen.</p><p>Gå gärna till menyn ovan.</p>";
    Page::html(&frame("Vägs ände", html))
}

#[tokio::test]
async fn what_the_site_shows_at_an_impossible_address_is_no_page_anywhere() {
    for status in [200, 404] {
        let world = World::new().await;
        world.site.put_elsewhere(Page { status, ..nothing() });
        world.site.put("/skola", page("Skola"));
        world.site.put("/avfall", nothing());
        world.site.put("/gammal", Page::html(&frame("Gammal", "<p>Gå gärna till menyn ovan.</p>")));
        world.site.list(&["/skola", "/avfall", "/gammal"]);
        let report = world.import().await;
        assert_eq!(paths(&report.new, &world.site), ["/skola"], "{status}");
        assert_eq!(paths(&report.skipped, &world.site), ["/avfall", "/gammal"], "{status}");
    }
}

#[tokio::test]
async fn where_impossible_addresses_end_no_page_is() {
    let world = World::new().await;
    world.site.put_elsewhere(Page::redirect(302, "/hittas?ej=1"));
    world.site.put("/hittas?ej=1", Page::html(&frame("Register", "<p>Välj en bokstav.</p>")));
    world.site.put("/borta", Page::redirect(301, "/hittas?ej=1"));
    world.site.put("/skola", page("Skola"));
    world.site.list(&["/borta", "/skola"]);
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/skola"]);
    assert_eq!(paths(&report.skipped, &world.site), ["/borta"]);
}

#[tokio::test]
async fn a_site_that_shows_its_start_page_everywhere_still_has_a_start_page() {
    let world = World::new().await;
    let start = page("Välkommen till Vinlunda");
    world.site.put_elsewhere(start.clone());
    world.site.put("/", start.clone());
    world.site.put("/nedlagd", start);
    world.site.put("/skola", page("Skola"));
    world.site.list(&["/", "/nedlagd", "/skola"]);
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/", "/skola"]);
}

#[tokio::test]
async fn one_text_that_something_is_missing_on_many_addresses_is_no_page() {
    let world = World::new().await;
    let missing = frame("Ojdå!", "<p>Tyvärr, stigen tar slut. Börja om från startsidan.</p>");
    let shared = frame("Kontakt", "<p>Kontaktcenter svarar på frågor. Ring 0123-45 00 00.</p>");
    for path in ["/a1", "/b1", "/c1"] {
        world.site.put(path, Page::html(&missing));
    }
    for path in ["/a2", "/b2", "/c2"] {
        world.site.put(path, Page::html(&shared));
    }
    world.site.list(&["/a1", "/b1", "/c1", "/a2", "/b2", "/c2"]);
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/a2"], "one text on many pages may be content");
}

#[tokio::test]
async fn what_the_window_calls_itself_counts() {
    let world = World::new().await;
    let html = frame("Vinlunda", "<p>Kommunen har fem tätorter vid ån.</p>");
    let html = html.replace("<title>Vinlunda -", "<title>404 – sidan hittades inte -");
    world.site.put("/borta", Page::html(&html));
    world.site.put("/skola", page("Skola"));
    world.site.list(&["/borta", "/skola"]);
    assert_eq!(paths(&world.import().await.new, &world.site), ["/skola"]);
}

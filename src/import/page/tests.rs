//! Whatever a site serves, reading it ends, in time that grows with the page, and says nothing that is not in it.

use proptest::prelude::*;

use super::*;

#[test]
fn a_button_in_a_link_that_ends_its_line_is_read() {
    let text =
        "<details><summary><p>Se <a href=//x>vår <button aria-expanded=true>karta</button> här</a>";
    assert!(text_of(&read(text, Some(&at_home()), &[])).contains("karta"));
    read("<summary>Ord<a href=//x><button aria-expanded=true>", Some(&at_home()), &[]);
}

fn text_of(page: &Page) -> String {
    page.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn at_home() -> Url {
    Url::parse("https://www.example.se/a/").unwrap()
}

#[test]
fn a_page_that_nests_without_end_is_no_page() {
    for name in ["div", "ul><li", "b", "blockquote", "table><tr><td", "a href=/x", "details"] {
        for depth in [300, 900, 50_000] {
            let text = format!("<h1>Djup</h1>{}slut", format!("<{name}>").repeat(depth));
            let start = std::time::Instant::now();
            let page = read(&text, Some(&at_home()), &[]);
            assert!(page.blocks.len() < 1000, "{name}, {depth}");
            assert!(start.elapsed().as_secs() < 5, "{name}, {depth}: {:?}", start.elapsed());
        }
    }
    let marks: String = (0..2000).map(|number| format!("<b id={number}>")).collect();
    assert!(read(&format!("<p>{marks}{}", "<p>a".repeat(50_000)), None, &[]).blocks.is_empty());
    let shallow = format!("<h1>Grund</h1>{}<p>Vi har öppet.", "<div>".repeat(100));
    assert_eq!(text_of(&read(&shallow, None, &[])), "Vi har öppet.");
}

/// Pieces of pages, whole and broken.
fn html() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<h1>",
        "</h1>",
        "<h2>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td colspan=99999999>",
        "<td rowspan=-1>",
        "</table>",
        "<a href=//x>",
        "<a href='javascript:alert(1)'>",
        "</a>",
        "<script>",
        "</script>",
        "<style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<main>",
        "<nav>",
        "<details><summary>",
        "<base href=::>",
        "<meta charset=utf-7>",
        "<svg><p>",
        "<template>",
        "<time datetime=9999-99-99>",
        "<button aria-expanded=true>",
        "&#0;",
        "&nbsp;",
        "&#x110000;",
        "text ",
        "Ål ",
        "\n",
        "\u{0}",
        "\u{202E}",
    ]);
    prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => "\\PC{0,12}"], 0..60)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_page_is_read_and_has_no_more_text_than_it_was_served_with(text in html()) {
        let page = read(&text, Some(&at_home()), &[]);
        let said = text_of(&page).chars().filter(|c| c.is_alphanumeric()).count();
        // Cells that span others are written in each; addresses of links stand beside their words.
        prop_assert!(said <= 60 * (text.len() + 60), "{} of {}", said, text.len());
        let is_harmless = |url: &Url| matches!(url.scheme(), "http" | "https");
        prop_assert!(page.links.iter().all(is_harmless), "{:?}", page.links);
    }
}

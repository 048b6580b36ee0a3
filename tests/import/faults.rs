//! Pages as they are served, each with something that has made readers of pages lose words or say too many.

use alebot::import::block;
use alebot::import::page;
use url::Url;

/// Reads what stands inside `body` on a page of Vinlunda.
fn read(body: &str) -> page::Page {
    let text = format!(
        "<!doctype html><html lang=sv><head><title>{}</title></head><body>{body}</body></html>",
        "Sophämtning - Vinlunda kommun"
    );
    page::read(&text, Url::parse("https://www.vinlunda.example/avfall/sopor").ok().as_ref(), &[])
}

fn check(name: &str, body: &str, expected: &str) {
    let page = read(body);
    assert_eq!(block::body(&page.blocks), expected, "{name}");
    assert_eq!(page.title, "Sophämtning", "{name}");
}

/// The content between a title and something to read before and after.
fn check_inside(name: &str, html: &str, expected: &str) {
    let body = format!(
        "<main><h1>Sophämtning</h1><p>Vi hämtar dina sopor var fjortonde dag, också på helgdagar.</p>{html}</main>"
    );
    let expected =
        format!("Vi hämtar dina sopor var fjortonde dag, också på helgdagar.\n\n{expected}");
    check(name, &body, expected.trim_end());
}

#[test]
fn what_folds_out_has_its_heading_and_its_text() {
    let one = "## Vad kostar det?\n\nDet kostar 5 000 kronor.";
    for (name, html) in [
        (
            "a heading that is a link to its panel",
            "<h2><a href='#c1' data-toggle='collapse'>Vad kostar det?</a></h2><div id=c1 class=collapse><p>Det kostar 5 000 kronor.</p></div>",
        ),
        (
            "a link as a button",
            "<a role=button aria-expanded=false href='#c1'>Vad kostar det?</a><div id=c1 hidden><p>Det kostar 5 000 kronor.</p></div>",
        ),
        (
            "a button by its class alone",
            "<button class=accordion>Vad kostar det?</button><div class=panel><p>Det kostar 5 000 kronor.</p></div>",
        ),
        (
            "a panel that nothing names",
            "<div><button aria-expanded=false>Vad kostar det?</button><div class=svar hidden><p>Det kostar 5 000 kronor.</p></div></div>",
        ),
        (
            "a title by its class alone",
            "<div class=accordion-item><div class=accordion-title>Vad kostar det? <span aria-hidden=false>+</span></div><div class=accordion-content><p>Det kostar 5 000 kronor.</p></div></div>",
        ),
        (
            "question and answer",
            "<div><div class=faq><p class=question>Vad kostar det?</p><div class=answer><p>Det kostar 5 000 kronor.</p></div></div></div>",
        ),
        (
            "a heading over what a script shows",
            "<h2>Vad kostar det?</h2><div style='display: none'><p>Det kostar 5 000 kronor.</p></div>",
        ),
        (
            "a button around a heading",
            "<button aria-expanded=false><h2>Vad kostar det?</h2></button><div hidden><p>Det kostar 5 000 kronor.</p></div>",
        ),
        (
            "a label of a hidden box",
            "<input type=checkbox id=q1><label for=q1 class=accordion-label>Vad kostar det?</label><div class=accordion-content><p>Det kostar 5 000 kronor.</p></div>",
        ),
    ] {
        check_inside(name, html, one);
    }
    check_inside(
        "tabs far from their panels",
        "<ul class='nav nav-tabs' role=tablist><li><a role=tab href='#t1'>Villa</a></li><li><a role=tab href='#t2' id=b2>Lägenhet</a></li></ul>\
         <div class=tab-content><div role=tabpanel id=t1><p>Ställ ut kärlet.</p></div><div role=tabpanel aria-labelledby=b2 hidden><p>Gå till soprummet.</p></div></div>",
        "## Villa\n\nStäll ut kärlet.\n\n## Lägenhet\n\nGå till soprummet.",
    );
    check_inside(
        "tabs of a script's own",
        "<div class=tabs><div><button class=tab data-tab=a>Villa</button><button class=tab data-tab=b>Lägenhet</button></div>\
         <div class=tab-pane id=a><p>Ställ ut kärlet.</p></div><div class=tab-pane id=b style='display:none'><p>Gå till soprummet.</p></div></div>",
        "## Villa\n\nStäll ut kärlet.\n\n## Lägenhet\n\nGå till soprummet.",
    );
    check_inside(
        "what is hidden and nothing shows",
        "<p hidden>Utkast: taxan höjs.</p><div style='display:none'>Internt.</div><p>Taxan är 100 kr.</p>",
        "Taxan är 100 kr.",
    );
}

#[test]
fn what_was_not_closed_ends_where_the_next_begins() {
    let expected = "Vi hämtar dina sopor var fjortonde dag.\n\n## Avgifter\n\nAvgiften beror på kärlet.\n\n- 190 liter\n- 370 liter";
    for (name, body) in [
        (
            "h1",
            "<div><h1>Sophämtning<p>Vi hämtar dina sopor var fjortonde dag.</p><h2>Avgifter</h2><p>Avgiften beror på kärlet.</p><ul><li>190 liter</li><li>370 liter</li></ul></div>",
        ),
        (
            "h1 and no other heading after",
            "<h1><b>Sophämtning<p>Vi hämtar dina sopor var fjortonde dag.<h2>Avgifter</h2><p>Avgiften beror på kärlet.<ul><li>190 liter<li>370 liter</ul>",
        ),
        (
            "h2",
            "<main><h1>Sophämtning</h1><p>Vi hämtar dina sopor var fjortonde dag.</p><h2>Avgifter<p>Avgiften beror på kärlet.</p><ul><li>190 liter</li><li>370 liter</li></ul></main>",
        ),
        (
            "button",
            "<main><h1>Sophämtning</h1><button>Lyssna<p>Vi hämtar dina sopor var fjortonde dag.</p><h2>Avgifter</h2><p>Avgiften beror på kärlet.</p><ul><li>190 liter</li><li>370 liter</li></ul></main>",
        ),
        (
            "a heading's own paragraph",
            "<main><h1><p>Sophämtning</p></h1><p>Vi hämtar dina sopor var fjortonde dag.</p><h2><span>Avgifter</span> <a href='#avgifter'>#</a></h2><p>Avgiften beror på kärlet.</p><ul><li>190 liter<li>370 liter</ul></main>",
        ),
    ] {
        check(name, body, expected);
    }
    let page = page::read(
        "<title>Vinlunda kommun</title><table><tr><td colspan=2><h1>Vinlunda kommun</h1></td></tr><tr><td><p><a href=/1>Skola</a></p><p><b>Nyheter</b></p></td><td><h1>Sophämtning</h1>Vi hämtar dina sopor.</td></tr></table>",
        None,
        &[],
    );
    assert_eq!(
        (page.title.as_str(), block::body(&page.blocks).as_str()),
        ("Sophämtning", "Vi hämtar dina sopor.")
    );
    let page = page::read(
        "<h1>Sophämtning<p>Vi hämtar.<h2>Ansök<p>Ansök senast i maj. <a href=https://e.vinlunda.example/1>Ansök om kärl</a>",
        None,
        &[],
    );
    assert_eq!(
        block::body(&page.blocks),
        "Vi hämtar.\n\n## Ansök\n\nAnsök senast i maj. Ansök om kärl\n\nAnsök om kärl → https://e.vinlunda.example/1"
    );
    let page = page::read("<h2>Sophämtning</h2><p>Vi hämtar dina sopor.</p>", None, &[]);
    assert_eq!(
        (page.title.as_str(), block::body(&page.blocks).as_str()),
        ("Sophämtning", "Vi hämtar dina sopor.")
    );
}

#[test]
fn the_head_and_the_foot_of_a_site_are_no_content_whatever_they_are_made_of() {
    let text =
        "<h1>Sophämtning</h1><p>Vi hämtar dina sopor var fjortonde dag, också på helgdagar.</p>";
    let expected = "Vi hämtar dina sopor var fjortonde dag, också på helgdagar.";
    for (name, before, after) in [
        (
            "classes",
            "<div class=header><a href='/'>Vinlunda</a><p>Ring oss på 0123-45 00 00 alla dagar.</p></div>",
            "<div class=footer><p>Vinlunda kommun, Storgatan 1, 123 45 Vinlunda</p></div>",
        ),
        (
            "other classes",
            "<div class=topnav><a href='/a'>Avfall</a></div><div id=siteHeader><a href='/'>Vinlunda</a></div>",
            "<div class='page-footer'><p>Telefon 0123-45 00 00</p></div>",
        ),
        (
            "elements in a wrapper",
            "<div><header><a href='/'>Vinlunda</a><p>Ring oss på 0123-45 00 00 alla dagar.</p></header>",
            "<footer><p>Vinlunda kommun, Storgatan 1</p></footer></div>",
        ),
        (
            "a menu",
            "<ul class=mobilmeny><li><a href='/a'>Avfall</a></li></ul><div class=subnav><a href='/b'>Bygga</a></div>",
            "<div class=site-footer>Org.nr 212000-0000</div>",
        ),
    ] {
        check(name, &format!("{before}<div class=c1>{text}</div>{after}"), expected);
    }
}

#[test]
fn content_is_not_cut_by_an_innocent_name() {
    for (class, kept) in [
        ("text no-print", true),
        ("d-print-block", true),
        ("social", true),
        ("login", true),
        ("kris", true),
        ("meny", true),
        ("site-footer", false),
        ("cookie-banner", false),
    ] {
        let text = "Hemtjänsten hjälper dig som har svårt att klara dig själv hemma. Den städar och handlar åt dig.";
        let html = format!("<div class='{class}'><p>{text}</p></div>");
        check_inside(class, &html, if kept { text } else { "" });
    }
    check_inside(
        "labels",
        "<section aria-label='Social omsorg'><p>Hemtjänsten hjälper dig som har svårt att klara dig hemma, varje dag.</p></section>\
         <aside><h2>Kontakt</h2><p><a href='tel:0123450000'>0123-45 00 00</a></p><p><a href='mailto:a@vinlunda.example'>a@vinlunda.example</a></p></aside>",
        "Hemtjänsten hjälper dig som har svårt att klara dig hemma, varje dag.\n\n## Kontakt\n\n0123-45 00 00\n\na@vinlunda.example",
    );
    check_inside(
        "a table with lists in it",
        "<table><tr><td>Måndag</td><td><ul><li>soppa</li><li>bröd</li></ul></td></tr><tr><td>Tisdag</td><td>fisk</td></tr></table>",
        "| Måndag | soppa; bröd |\n| --- | --- |\n| Tisdag | fisk |",
    );
    check_inside(
        "a table's foot above its rows",
        "<table><thead><tr><th>Kärl</th><th>Kr</th></tr></thead><tfoot><tr><td>Med moms</td><td></td></tr></tfoot><tbody><tr><td>190 liter</td><td>75</td></tr></tbody></table>",
        "| Kärl | Kr |\n| --- | --- |\n| 190 liter | 75 |\n| Med moms |  |",
    );
    check_inside(
        "a box with facts that is called as links are",
        "<aside><h2>Mer om kärlen</h2><p>Kärlen är av plast och håller i tio år om de sköts.</p></aside>",
        "## Mer om kärlen\n\nKärlen är av plast och håller i tio år om de sköts.",
    );
    check_inside(
        "a quotation",
        "<blockquote><p>Det går bra.</p><footer>Anna Andersson, renhållare</footer></blockquote>",
        "Det går bra.\n\nAnna Andersson, renhållare",
    );
}

#[test]
fn an_introduction_beside_the_title_is_content() {
    check(
        "a head of the page outside main",
        "<header><a href='/'>Vinlunda</a><nav><a href='/a'>Avfall</a></nav></header>\
         <div class=hero><h1>Sophämtning</h1><p class=ingress>Vi hämtar dina sopor var fjortonde dag.</p></div>\
         <main><p>Avgiften beror på kärlets storlek, och på hur ofta vi kommer till dig.</p></main><footer>Org.nr 1</footer>",
        "Vi hämtar dina sopor var fjortonde dag.\n\nAvgiften beror på kärlets storlek, och på hur ofta vi kommer till dig.",
    );
    check(
        "a trail and a notice above the title",
        "<main><div role=alert><p>Vattenläcka på Storgatan.</p></div><ul><li><a href='/'>Start</a></li><li><a href='/a'>Avfall</a></li></ul><h1>Sophämtning</h1><p>Vi hämtar dina sopor var fjortonde dag.</p></main>",
        "Vi hämtar dina sopor var fjortonde dag.",
    );
}

#[test]
fn a_heading_that_sounds_like_a_control_stays_above_its_text() {
    check_inside(
        "names",
        "<p>Publicerad 2020-01-01</p><p><span>Lyssna</span></p><p>E-post</p><p>b@vinlunda.example</p><h2>E-post</h2><p>a@vinlunda.example</p><h2>Lättläst</h2><p>Vi hämtar sopor.</p><h2>Facebook</h2><h2>Lyssna</h2><a href='/l'>Lyssna</a>\
         <h2>Måste jag sortera?</h2><p>Nej.</p><h2>Har du fått svar på din ansökan?</h2><p>Då kan du börja bygga.</p>",
        "E-post\n\nb@vinlunda.example\n\n## E-post\n\na@vinlunda.example\n\n## Lättläst\n\nVi hämtar sopor.\n\n## Måste jag sortera?\n\nNej.\n\n## Har du fått svar på din ansökan?\n\nDå kan du börja bygga.",
    );
    check_inside(
        "cards without a text",
        "<h2>Avgifter</h2><p>De är olika.</p><a href='/b'><h3>Bygglov</h3></a><a href='/c'><h3>Eldning</h3></a><h2>Hjälpte informationen på sidan dig?</h2><p>Ja</p>",
        "## Avgifter\n\nDe är olika.\n\n- Bygglov\n- Eldning",
    );
    check_inside(
        "facts of the page in a line of a paragraph",
        "<p>Ring oss om du undrar.<br>Sidan uppdaterades kl. 14.05 den 14 mars 2026<br>Senast granskat 3 maj 2025</p>",
        "Ring oss om du undrar.",
    );
    let page = page::read(
        "<main><h1>Kakor på webbplatsen</h1><div class=kakor><p>Vi använder kakor för att räkna besök.</p></div></main><div class=cookie-banner><p>Vi använder kakor.</p></div>",
        None,
        &[],
    );
    assert_eq!(block::body(&page.blocks), "Vi använder kakor för att räkna besök.");
}

#[test]
fn ways_to_an_e_service_are_links_whatever_they_are_made_of() {
    check_inside(
        "a form",
        "<form action='https://e-tjanster.vinlunda.example/1'><p>Du behöver e-legitimation.</p><button>Ansök om kärl</button></form>",
        "Du behöver e-legitimation.\n\nAnsök om kärl → https://e-tjanster.vinlunda.example/1",
    );
    check_inside(
        "a form with fields, a search and a question",
        "<form action='https://e-tjanster.vinlunda.example/2'><input name=a><input type=submit value='Anmäl fel'></form>\
         <form action='/sok'><input name=q><button>Sök på sidan</button></form><form action='/avfall/sopor'><button>Skicka in</button></form>",
        "Anmäl fel → https://e-tjanster.vinlunda.example/2",
    );
    check_inside(
        "a card and a heading",
        "<a class=card href='https://www.vinlunda.example/sjalvservice/3'><h2>Byt kärl</h2><p>Det tar en minut.</p></a><h2><a href='https://boka.example.org/4'>Boka hämtning</a></h2><p>Vi kommer inom tre dagar.</p>",
        "## Byt kärl\n\nDet tar en minut.\n\nByt kärl → https://www.vinlunda.example/sjalvservice/3\n\n## Boka hämtning\n\nBoka hämtning → https://boka.example.org/4\n\nVi kommer inom tre dagar.",
    );
    check_inside(
        "a table and a row with two",
        "<table><tr><th>Kärl</th><th>Gör så här</th></tr><tr><td>190 liter</td><td><a href='https://e-tjanster.vinlunda.example/7'>Beställ</a></td></tr></table>         <ul><li><a href='https://e-tjanster.vinlunda.example/8'>Anmäl</a> eller <a href='https://e-tjanster.vinlunda.example/9'>säg upp</a> hämtning</li></ul>",
        "| Kärl | Gör så här |\n| --- | --- |\n| 190 liter | Beställ |\n\nBeställ → https://e-tjanster.vinlunda.example/7\n\n\
         - Anmäl eller säg upp hämtning\n  - Anmäl → https://e-tjanster.vinlunda.example/8\n  - säg upp → https://e-tjanster.vinlunda.example/9",
    );
    check_inside(
        "beside the text",
        "<aside><h2>E-tjänster och blanketter</h2><ul><li><a href='https://e-tjanster.vinlunda.example/5'>Säg upp kärl</a></li></ul></aside>\
         <h2>Läs mer</h2><ul><li><a href='/a'>Avfall</a></li><li><a href='https://e-tjanster.vinlunda.example/6'>Anmäl kompost</a></li></ul>",
        "## E-tjänster och blanketter\n\n- Säg upp kärl → https://e-tjanster.vinlunda.example/5\n\n- Anmäl kompost → https://e-tjanster.vinlunda.example/6",
    );
}

#[test]
fn documents_beside_the_text_are_found() {
    let page = read(
        "<main><h1>Sophämtning</h1><p>Vi hämtar dina sopor.</p><aside><h2>Relaterat</h2><a href='/taxa.pdf'>Taxa</a><a href='/a'>Avfall</a></aside></main><footer><a href='/f.pdf'>F</a></footer>",
    );
    let links: Vec<&str> = page.content_links.iter().map(|link| link.url.path()).collect();
    assert_eq!(links, ["/taxa.pdf"]);
}

#[test]
fn a_date_of_a_machine_is_read_though_the_data_is_broken_and_not_from_the_future() {
    let read = |head: &str| {
        let page = page::read(&format!("<head>{head}</head><h1>A</h1><p>Text.</p>"), None, &[]);
        page.stated("2026-06-01".parse().unwrap())
            .updated
            .map(|date| date.to_string())
            .unwrap_or_default()
    };
    assert_eq!(
        read(r#"<script type="application/ld+json">{"dateModified": "2026-03-14",}</script>"#),
        "2026-03-14"
    );
    let meta = "<meta property='article:modified_time' content='2026-02-01'>";
    assert_eq!(
        read(&format!(
            r#"<script type="application/ld+json">{{"dateModified": "2062-03-14"}}</script>{meta}"#
        )),
        "2026-02-01"
    );
    let data = |json: &str| format!(r#"<script type="application/ld+json">{json}</script>"#);
    for (json, expected) in [
        (r#"{"dateModified": "2026-06-02"}"#, ""),
        (r#"[{"dateModified": "2026-06-02"}, {"dateModified": "2026-05-30"}]"#, "2026-05-30"),
        (
            r#"{"@graph": [{"dateModified": "2062-01-01"}, {"dateModified": "2026-05-30"}]}"#,
            "2026-05-30",
        ),
        (r#"{"dateModified": "2026-06-01", "datePublished": "2026-07-01"}"#, "2026-06-01"),
    ] {
        assert_eq!(read(&data(json)), expected, "{json}");
    }
    let next = "<p>Sidan uppdaterades 3 maj 2026</p><p>Nästa uppdatering: 1 december 2026</p>";
    let page = page::read(&format!("<h1>A</h1><p>Text.</p>{next}"), None, &[]);
    let stated = page.stated("2026-06-01".parse().unwrap());
    assert_eq!(stated.updated, "2026-05-03".parse().ok());
}

#[test]
fn a_heading_above_what_cannot_be_read_is_left_out() {
    let check = |inside: &str, body: &str| check_inside(inside, inside, body);
    let (map, text) = (
        "<iframe src='https://kartor.vinlunda.example/'></iframe>",
        "<h2>Priser</h2><p>65 kr.</p>",
    );
    let priced = "## Priser\n\n65 kr.";
    for embedded in [
        map,
        "<div class='map'><iframe src='//k'>Din webbläsare visar inte kartan.</iframe></div>",
        "<figure><img src='/k.png' alt='Karta över zonerna'></figure>",
        "<figure><picture><source srcset='/k.webp'><img src='/k.png' alt=''></picture><figcaption> </figcaption></figure>",
        "<video controls><source src='/f.mp4'>Filmen visas inte.</video>",
        "<object data='/k.svg'>Kartan visas inte.</object><embed src='/k.svg'>",
        "<svg><title>Karta</title><text>Karta</text></svg><canvas>Diagram</canvas>",
        "<p>&nbsp;</p><script>rita()</script><noscript>Slå på skript.</noscript>",
    ] {
        check(&format!("<h2>Hitta hit</h2>{embedded}{text}"), priced);
        check(&format!("{text}<h2>Hitta hit</h2><h3>Karta</h3>{embedded}"), priced);
        check(
            &format!(
                "<h2>Hitta hit</h2><h3>Karta</h3>{embedded}<h3>Buss</h3><p>Linje 7.</p>{text}"
            ),
            &format!("## Hitta hit\n\n### Buss\n\nLinje 7.\n\n{priced}"),
        );
        check(&format!("<details><summary>Karta</summary>{embedded}</details>{text}"), priced);
    }
    check(
        &format!(
            "<h2>Hitta hit</h2><figure>{map}<figcaption>Karta över zonerna</figcaption></figure>{text}"
        ),
        &format!("## Hitta hit\n\nKarta över zonerna\n\n{priced}"),
    );
}

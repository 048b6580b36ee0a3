//! What a site lists, what it allows, and what the settings take of it.

use std::io::Write;

use alebot::import::merge::Consent;
use alebot::import::run::Options;
use alebot::model::import::{Pattern, Source, SourcePlace};

use crate::importing::{World, frame, page, paths};
use crate::site::Page;

impl World {
    fn index(&self, files: &[&str]) {
        let named: String = files
            .iter()
            .map(|file| format!("<sitemap><loc>{}{file}</loc></sitemap>", self.site.address))
            .collect();
        let index = format!("<sitemapindex>{named}</sitemapindex>");
        self.site.put("/sitemap.xml", Page::bytes(index.as_bytes()));
    }

    fn urls(&self, paths: &[&str]) -> String {
        let url = |path: &&str| format!("<url><loc>{}{path}</loc></url>", self.site.address);
        paths.iter().map(url).collect()
    }

    fn child(&self, file: &str, paths: &[&str]) {
        let map = format!("<urlset>{}</urlset>", self.urls(paths));
        self.site.put(file, Page::bytes(map.as_bytes()));
    }
}

#[tokio::test]
async fn pages_of_a_dead_sitemap_are_found_by_links() {
    let world = World::new().await;
    world.index(&["/dod.xml", "/levande.xml"]);
    world.child("/levande.xml", &["/bygga"]);
    world.site.put("/", Page::html(&frame("Start", "<p>Hej.</p><a href=/skola>Skola</a>")));
    world.site.put("/bygga", page("Bygga"));
    world.site.put("/skola", Page::html(&frame("Skola", "<p>Om.</p><a href=/skola/mat>M</a>")));
    world.site.put("/skola/mat", page("Mat"));
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/", "/bygga", "/skola", "/skola/mat"]);
    assert_eq!(report.trouble, [format!("{}/dod.xml finns inte", world.site.address)]);
    let again = world.import().await;
    assert_eq!((again.unchanged, again.has_changes()), (4, false), "{again:?}");
}

#[tokio::test]
async fn a_sitemap_that_is_out_of_reach_is_asked_for_again() {
    let world = World::new().await;
    world.index(&["/seg.xml", "/levande.xml"]);
    world.child("/levande.xml", &["/bygga"]);
    world.site.put("/seg.xml", Page::status(503));
    world.site.put("/bygga", page("Bygga"));
    world.site.put("/skola", page("Skola"));
    let (site, urls) = (world.site.clone(), world.urls(&["/skola"]));
    // It is there again while the pages are read.
    world.site.put("/bygga", Page::status(429).with("retry-after", "1"));
    tokio::spawn(async move {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        site.put("/seg.xml", Page::bytes(format!("<urlset>{urls}</urlset>").as_bytes()));
        site.put("/bygga", page("Bygga"));
    });
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/bygga", "/skola"]);
    assert_eq!(report.trouble, Vec::<String>::new());
}

#[tokio::test]
async fn a_sitemap_with_faults_gives_what_it_has() {
    let world = World::new().await;
    world.index(&["/a.xml", "/b.xml.gz"]);
    let map = format!("<urlset>{}</urlset>", world.urls(&["/sok?a=1&b=2", "/skola"]));
    world.site.put("/a.xml", Page::bytes(map.as_bytes()));
    let many: Vec<String> = (0..400).map(|at| format!("/x/{:016x}", at * 7_919)).collect();
    let many: Vec<&str> = ["/lov"].into_iter().chain(many.iter().map(String::as_str)).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    write!(packed, "<urlset>{}</urlset>", world.urls(&many)).unwrap();
    let packed = packed.finish().unwrap();
    world.site.put("/b.xml.gz", Page::bytes(&packed[..packed.len() * 3 / 4]));
    for (path, title) in [("/sok?a=1&b=2", "Sök lov"), ("/skola", "Skola"), ("/lov", "Lov")] {
        world.site.put(path, page(title));
    }
    let report = world.import().await;
    assert_eq!(paths(&report.new, &world.site), ["/lov", "/skola", "/sok?a=1&b=2"]);
    assert_eq!(report.trouble.len(), 1, "{:?}", report.trouble);
}

#[tokio::test]
async fn rules_for_robots_are_kept_in_every_way_of_giving_them() {
    let world = World::new().await;
    let ruled = |rules: &[&str]| {
        rules.iter().fold(page(rules[0]), |page, rule| page.with("x-robots-tag", rule))
    };
    let cases: [(&str, &[&str], bool); 9] = [
        ("/r1", &["noindex"], false),
        ("/r2", &["none"], false),
        ("/r3", &["googlebot: nosnippet", "noindex"], false),
        ("/r4", &["alebot: noindex"], false),
        ("/r5", &["googlebot: noindex, nofollow"], true),
        ("/r6", &["max-snippet: 20, noindex"], false),
        ("/r7", &["nosnippet, noarchive"], true),
        ("/r8", &["googlebot: noindex, alebot: nofollow"], true),
        ("/r9", &["unavailable_after: 25 Jun 2030 15:00:00 PST"], true),
    ];
    for (path, rules, _) in cases {
        world.site.put(path, ruled(rules));
    }
    let meta = |name: &str, content: &str| {
        let html = frame(content, &format!("<p>Sidan säger {name}: {content}.</p>"));
        let meta = format!("<head><META NAME=\"{name}\" CONTENT=\"{content}\">");
        Page::html(&html.replace("<head>", &meta))
    };
    world.site.put("/m1", meta("robots", "NONE"));
    world.site.put("/m2", meta("Alebot", "noindex"));
    world.site.put("/m3", meta("googlebot", "noindex"));
    let pdf = crate::pdf::of(&["Hemlig taxa", "Avgiften är 10 kronor."]);
    world.site.put(
        "/p.pdf",
        Page::bytes(&pdf).with("content-type", "application/pdf").with("x-robots-tag", "noindex"),
    );
    let kept = cases.iter().filter(|(_, _, is_kept)| *is_kept).map(|(path, ..)| *path);
    let expected: Vec<&str> = ["/m3"].into_iter().chain(kept).collect();
    let all: Vec<&str> =
        cases.iter().map(|(path, ..)| *path).chain(["/m1", "/m2", "/m3", "/p.pdf"]).collect();
    world.site.list(&all);
    assert_eq!(paths(&world.import().await.new, &world.site), expected);
}

#[tokio::test]
async fn settings_say_what_is_taken_and_what_is_cut() {
    let world = World::new().await;
    let links = "<p>Om lov.</p><div class=kampanj>Köp nu!</div><a href='/bygga/taxa.pdf'>Taxa (pdf)</a><a href='/bygga/arkiv/gammal.pdf'>Gammal (pdf)</a>";
    world.site.put("/bygga", Page::html(&frame("Bygga", links)));
    for path in ["/bygga/lov", "/bygga/arkiv/lov", "/byggande", "/skola"] {
        world.site.put(path, page(path));
    }
    for path in ["/bygga/taxa.pdf", "/bygga/arkiv/gammal.pdf"] {
        let pdf = crate::pdf::of(&[path, &format!("Avgiften i {path} är 10 kronor.")]);
        world.site.put(path, Page::bytes(&pdf).with("content-type", "application/pdf"));
    }
    let all = ["/bygga", "/bygga/arkiv/lov", "/bygga/lov", "/byggande", "/skola"];
    world.site.list(&all);
    let at = |folder: &str| {
        Source::new(SourcePlace::Site {
            address: format!("{}{folder}", world.site.address),
            follow: false,
        })
    };
    let patterns = |texts: &[&str]| texts.iter().filter_map(|text| Pattern::parse(text)).collect();
    let below = Source { exclude: patterns(&["*/arkiv/"]), ..at("/bygga") };
    let below = Source { cut: vec![".kampanj".to_owned()], ..below };
    let report = world.try_import(below, Consent::Refused, Options::default()).await.unwrap();
    assert_eq!(paths(&report.new, &world.site), ["/bygga", "/bygga/lov", "/bygga/taxa.pdf"]);
    let text = world.text("bygga.md");
    assert!(text.contains("Om lov.") && !text.contains("Köp nu"), "{text}");
    let other = World { folder: tempfile::tempdir().unwrap(), ..world };
    let included = Source { include: patterns(&["/skola", "/byggande"]), ..other.source() };
    let report = other.try_import(included, Consent::Refused, Options::default()).await.unwrap();
    assert_eq!(paths(&report.new, &other.site), ["/byggande", "/skola"]);
}

#[tokio::test]
async fn a_sitemap_tells_when_a_page_changed_that_does_not_tell_itself() {
    let world = World::new().await;
    let dated = "<p>Text.</p><p>Sidan uppdaterades 14 mars 2026</p>";
    world.site.put("/daterad", Page::html(&frame("Daterad", dated)));
    let future = frame("Framtid", "<p>Om framtiden.</p>").replace(
        "<head>",
        "<head><script type='application/ld+json'>{\"dateModified\":\"2031-01-01\"}</script>",
    );
    world.site.put("/framtid", Page::html(&future));
    for (path, title) in [("/tyst", "Tyst"), ("/sen", "Sen"), ("/lika", "Lika")] {
        world.site.put(path, page(title));
    }
    let url = |path: &str, day: &str| {
        format!("<url><loc>{}{path}</loc><lastmod>{day}</lastmod></url>", world.site.address)
    };
    let urls = [
        url("/daterad", "2026-05-05"),
        url("/framtid", "2026-06-06T10:00:00Z"),
        url("/tyst", "2026-07-07"),
        url("/sen", "2031-01-01"),
        url("/lika", "i går"),
    ];
    let map = format!("<urlset>{}</urlset>", urls.concat());
    world.site.put("/sitemap.xml", Page::bytes(map.as_bytes()));
    world.import().await;
    let updated = |name: &str| {
        let text = world.text(name);
        let line = text.lines().find_map(|line| line.strip_prefix("updated = "));
        line.unwrap_or_default().to_owned()
    };
    assert_eq!(updated("daterad.md"), "2026-03-14");
    assert_eq!(updated("framtid.md"), "2026-06-06");
    assert_eq!(updated("tyst.md"), "2026-07-07");
    assert_eq!((updated("sen.md"), updated("lika.md")), (String::new(), String::new()));
    // One day for all is the day of the sitemap.
    let other = World::new().await;
    for path in ["/a", "/b", "/c"] {
        other.site.put(path, page(path));
    }
    let urls = ["/a", "/b", "/c"].map(|path| {
        format!("<url><loc>{}{path}</loc><lastmod>2026-07-07</lastmod></url>", other.site.address)
    });
    let map = format!("<urlset>{}</urlset>", urls.concat());
    other.site.put("/sitemap.xml", Page::bytes(map.as_bytes()));
    let report = other.import().await;
    assert_eq!(report.new.len(), 3);
    for told in report.new {
        assert!(!other.text(&format!("{}.md", told.id)).contains("updated ="), "{told:?}");
    }
}

#[tokio::test]
async fn a_page_without_a_trail_stands_below_the_pages_of_its_address() {
    let world = World::new().await;
    for (path, title) in [
        ("/", "Vinlunda kommun"),
        ("/bygga/", "Bygga och bo"),
        ("/bygga/avfall.html", "Avfall"),
        ("/bygga/avfall/taxa", "Taxa"),
        ("/bygga/lov/index.html", "Bygglov"),
        ("/bygga/lov/rivning", "Rivning"),
    ] {
        world.site.put(path, page(title));
    }
    world.site.list(&["/", "/bygga/", "/bygga/lov/index.html", "/bygga/lov/rivning"]);
    world.import().await;
    let section = |name: &str| {
        let text = world.text(name);
        let list = text.split_once("section = [").and_then(|(_, rest)| rest.split_once(']'));
        let list = list.map(|(list, _)| list.to_owned()).unwrap_or_default();
        list.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(section("rivning.md"), "\"Bygga och bo\", \"Bygglov\",");
    assert_eq!(section("lov.md"), "\"Bygga och bo\",");
    assert_eq!(section("bygga.md"), "");
    // Its parents are known from before.
    let all = ["/", "/bygga/", "/bygga/avfall/taxa", "/bygga/lov/index.html", "/bygga/lov/rivning"];
    world.site.list(&all);
    world.import().await;
    assert_eq!(section("taxa.md"), "\"Bygga och bo\",");
}

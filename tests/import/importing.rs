//! A site, imported again and again: what is read, what is asked for, what is removed and what stays.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use alebot::import::merge::Consent;
use alebot::import::report::{Report, Told};
use alebot::import::run::{self, Import, ImportError, Options};
use alebot::knowledge;
use alebot::model::import::{Source, SourcePlace};
use chrono::NaiveDate;
use tempfile::TempDir;

use crate::site::{Page, Site};

/// A knowledge folder and the site that it is filled from.
pub struct World {
    pub site: Site,
    pub folder: TempDir,
    pub today: NaiveDate,
}

pub fn frame(title: &str, html: &str) -> String {
    format!(
        "<!doctype html><html lang=sv><head><title>{title} - Vinlunda kommun</title></head><body><nav><a href=/>Start</a></nav><main><h1>{title}</h1>{html}</main><footer>Org.nr 212000-0000</footer></body></html>"
    )
}

pub fn page(title: &str) -> Page {
    Page::html(&frame(
        title,
        &format!(
            "<p>Det här är sidan om {}, med en mening som ingen annan sida har.</p>",
            title.to_lowercase()
        ),
    ))
}

impl World {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        World { site: Site::start().await, folder, today: "2026-11-26".parse().unwrap() }
    }

    /// A site of so many pages with its sitemap.
    pub async fn of(count: usize) -> Self {
        let world = World::new().await;
        let paths: Vec<String> =
            (0..count).map(|at| format!("/amne/sida{}", letters(at))).collect();
        for (at, path) in paths.iter().enumerate() {
            world.site.put(path, page(&format!("Ämne {}", letters(at))));
        }
        world.site.list(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        world
    }

    pub fn pages(&self) -> PathBuf {
        self.folder.path().join("pages")
    }

    pub fn source(&self) -> Source {
        Source::new(SourcePlace::Site { address: format!("{}/", self.site.address), follow: false })
    }

    pub async fn try_import(
        &self,
        source: Source,
        consent: Consent<'_>,
        options: Options,
    ) -> Result<Report, ImportError> {
        let settings = knowledge::import_settings(self.folder.path()).unwrap();
        let import = Import {
            knowledge: self.folder.path(),
            settings: &settings,
            contact: None,
            today: self.today,
            options: Options { pause: Some(Duration::ZERO), ..options },
        };
        import.run(&[source], consent, &mut |_| {}).await
    }

    pub async fn import(&self) -> Report {
        self.try_import(self.source(), Consent::Refused, Options::default()).await.unwrap()
    }

    /// One file of the set.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.set().remove(name).unwrap_or_default()).unwrap()
    }

    /// Every file of the set with its bytes.
    pub fn set(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.pages())
    }

    pub fn names(&self) -> Vec<String> {
        self.set().into_keys().filter(|name| name.ends_with(".md")).collect()
    }
}

pub fn letters(at: usize) -> String {
    [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t",
    ][at]
        .to_owned()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.map(|entry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap())
    });
    named.filter(|(name, _)| !name.starts_with('.')).collect()
}

pub fn paths(told: &[Told], site: &Site) -> Vec<String> {
    told.iter().map(|told| told.page.replace(&site.address, "")).collect()
}

#[tokio::test]
async fn a_site_is_read_by_its_sitemap_and_nothing_that_it_forbids() {
    let world = World::new().await;
    let site = &world.site;
    site.put(
        "/robots.txt",
        Page::bytes(
            format!("User-agent: *\nDisallow: /intern/\nSitemap: {}/index.xml\n", site.address)
                .as_bytes(),
        ),
    );
    let index = format!(
        "<sitemapindex><sitemap><loc>{0}/a.xml.gz</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap><sitemap><loc>{0}/index.xml</loc></sitemap></sitemapindex>",
        site.address
    );
    site.put("/index.xml", Page::bytes(index.as_bytes()));
    let urls = |paths: &[&str]| {
        paths
            .iter()
            .map(|path| {
                format!("<url><loc>{}{path}</loc><lastmod>2026-03-14</lastmod></url>", site.address)
            })
            .collect::<String>()
    };
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    write!(
        packed,
        "<urlset>{}</urlset>",
        urls(&["/avfall", "/intern/lista", "/hemlig", "/hemlig2", "/mjuk", "/latin", "/gammal"])
    )
    .unwrap();
    site.put(
        "/a.xml.gz",
        Page::bytes(&packed.finish().unwrap()).with("content-type", "application/gzip"),
    );
    let elsewhere =
        "<url><loc>http://other.example/x</loc></url><url><loc>file:///etc/passwd</loc></url>";
    site.put(
        "/b.xml",
        Page::bytes(
            format!(
                "<urlset>{}{elsewhere}</urlset>",
                urls(&[
                    "/skola?utm_source=x",
                    "/borta",
                    "/trasig",
                    "/stor",
                    "/runt",
                    "/bild.png",
                    "/ut"
                ])
            )
            .as_bytes(),
        ),
    );
    site.put("/avfall", page("Avfall"));
    site.put("/intern/lista", page("Intern lista"));
    site.put(
        "/hemlig",
        Page::html(
            &frame("Hemlig", "<p>Hemligt.</p>")
                .replace("<head>", "<head><meta name=robots content='noindex, follow'>"),
        ),
    );
    site.put("/hemlig2", page("Hemlig två").with("x-robots-tag", "noindex"));
    site.put("/mjuk", Page::html(&frame("Sidan kunde inte hittas", "<p>Prova att söka.</p>")));
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("<html><title>Öppet</title><body><h1>Öppet</h1><p>Vi har öppet på lördagar – även på hösten.</p>");
    site.put("/latin", Page::bytes(&latin).with("content-type", "text/html"));
    site.put("/gammal", Page::redirect(301, "/ny"));
    site.put("/ny", page("Ny adress"));
    site.put("/skola", page("Skola"));
    site.put("/trasig", Page::status(500));
    site.put("/stor", Page::html(&"<p>stor</p>".repeat(600_000)));
    site.put("/runt", Page::redirect(302, "/runt"));
    site.put("/ut", Page::redirect(301, "http://localhost:1/inne"));

    let report = world.import().await;
    assert_eq!(paths(&report.new, site), ["/avfall", "/latin", "/ny", "/skola"]);
    assert_eq!(paths(&report.failed, site), ["/trasig"]);
    assert_eq!(
        paths(&report.skipped, site),
        ["/borta", "/hemlig", "/hemlig2", "/intern/lista", "/mjuk", "/runt", "/stor", "/ut"]
    );
    let asked = site.asked();
    assert!(
        !asked.iter().any(|asked| asked.path.contains("intern") || asked.path.contains("bild")),
        "{asked:?}"
    );
    assert!(asked.iter().all(|asked| asked.agent.starts_with("Alebot/")));
    let latin = String::from_utf8(world.set()["latin.md"].clone()).unwrap();
    assert!(latin.contains("Vi har öppet på lördagar – även på hösten."), "{latin}");
    assert_eq!(report.trouble, Vec::<String>::new());
}

#[tokio::test]
async fn an_import_without_changes_costs_one_conditional_request_a_page_and_writes_no_file() {
    let world = World::of(6).await;
    assert_eq!(world.import().await.new.len(), 6);
    world.site.asked();
    let before = world.set();
    let report = world.import().await;
    assert_eq!((report.unchanged, report.has_changes()), (6, false));
    let asked = world.site.asked();
    let pages: Vec<_> = asked.iter().filter(|asked| asked.path.starts_with("/amne")).collect();
    assert!(pages.len() == 6 && pages.iter().all(|asked| asked.is_conditional), "{asked:?}");
    assert_eq!(world.set(), before);
}

#[tokio::test]
async fn a_changed_page_is_shown_as_a_diff_and_a_dry_run_writes_nothing() {
    let world = World::of(3).await;
    world.import().await;
    let before = world.set();
    world.site.put(
        "/amne/sidaa",
        Page::html(&frame("Ämne a", "<p>Avgiften är 200 kr.</p><p>Ny mening.</p>")),
    );
    let dry = Options { dry_run: true, ..Options::default() };
    let report = world.try_import(world.source(), Consent::Refused, dry).await.unwrap();
    assert_eq!(paths(&report.changed, &world.site), ["/amne/sidaa"]);
    let diff = &report.changed[0].diff;
    assert!(
        diff.contains("\n-Det här är sidan om ämne a") && diff.contains("\n+Avgiften är 200 kr."),
        "{diff}"
    );
    assert_eq!(world.set(), before);
    assert_eq!(world.import().await.changed.len(), 1);
    assert_ne!(world.set(), before);
}

#[tokio::test]
async fn a_page_goes_after_the_second_time_it_is_missing_and_its_examples_with_it() {
    let mut world = World::of(12).await;
    world.import().await;
    let examples = "questions = [\"Vad är ämne a?\"]\n";
    fs::write(world.pages().join("sidaa.examples.toml"), examples).unwrap();
    world.site.remove("/amne/sidaa");
    let first = world.import().await;
    assert_eq!((first.missing.len(), first.removed.len()), (1, 0));
    assert!(world.names().contains(&"sidaa.md".to_owned()));
    world.site.put("/amne/sidab", Page::html(&frame("Ämne b", "<p>Ändrad sida.</p>")));
    let second = world.import().await;
    assert_eq!(paths(&second.removed, &world.site), ["/amne/sidaa"]);
    assert!(!world.set().keys().any(|name| name.starts_with("sidaa")));

    run::restore(world.folder.path(), "sidaa", world.today).unwrap();
    assert_eq!(world.set()["sidaa.examples.toml"], examples.as_bytes());
    world.today = "2027-02-01".parse().unwrap();
    world.import().await;
    world.import().await;
    assert!(world.names().contains(&"sidaa.md".to_owned()), "it was brought back, and stays");
}

#[tokio::test]
async fn examples_beside_a_page_survive_its_changes() {
    let world = World::of(3).await;
    world.import().await;
    fs::write(world.pages().join("sidab.examples.toml"), "keywords = [\"b\"]\n").unwrap();
    world.site.put("/amne/sidab", Page::html(&frame("Ämne b", "<p>Ändrad sida.</p>")));
    assert_eq!(world.import().await.changed.len(), 1);
    assert_eq!(world.set()["sidab.examples.toml"], b"keywords = [\"b\"]\n");
}

#[tokio::test]
async fn a_bad_day_removes_nothing() {
    let world = World::of(12).await;
    world.import().await;
    let before = world.set();
    let good: Page = page("Ämne c");
    for bad in [
        Page::status(503),
        Page::status(500),
        Page::status(403),
        Page::html(&frame("Oj då, något gick fel", "<p>Sidan kunde inte visas.</p>")),
        Page::html(&frame("Sidan finns inte", "<p>404</p>")),
        Page::redirect(302, "/"),
        Page::html(""),
    ] {
        world.site.put("/amne/sidac", bad);
        for _ in 0..3 {
            let report = world.import().await;
            assert_eq!(
                (report.removed.len(), report.missing.len(), report.held.len()),
                (0, 0, 0),
                "{report:?}"
            );
        }
        assert_eq!(world.set(), before);
    }
    world.site.put("/amne/sidac", good);
    // The whole site answers nothing but errors.
    world.site.put("/sitemap.xml", Page::status(503));
    assert_eq!(world.import().await.removed.len(), 0);
    assert_eq!(world.set(), before);
    world.site.put("/robots.txt", Page::status(503));
    assert!(world.try_import(world.source(), Consent::Given, Options::default()).await.is_err());
    assert_eq!(world.set(), before);
}

#[tokio::test]
async fn what_a_whole_sitemap_does_not_name_any_more_goes_and_of_a_half_one_nothing() {
    let world = World::of(12).await;
    world.import().await;
    let all: Vec<String> = (0..12).map(|at| format!("/amne/sida{}", letters(at))).collect();
    let fewer: Vec<&str> = all.iter().skip(1).map(String::as_str).collect();
    world.site.list(&fewer);
    let whole = world.site.clone();
    let half = format!("<urlset><url><loc>{}/amne/sidab</loc></url><url><loc>", world.site.address);
    world.site.put("/sitemap.xml", Page::bytes(half.as_bytes()));
    let report = world.import().await;
    assert_eq!(
        (report.removed.len(), report.held.len(), report.trouble.len()),
        (0, 0, 1),
        "{report:?}"
    );
    whole.list(&fewer);
    assert_eq!(paths(&world.import().await.removed, &world.site), ["/amne/sidaa"]);
}

#[tokio::test]
async fn more_than_a_tenth_is_removed_only_when_somebody_says_yes_and_can_be_undone() {
    let world = World::of(12).await;
    world.import().await;
    let before = world.set();
    world.site.list(&["/amne/sidaa", "/amne/sidab"]);
    let held = world.import().await;
    assert_eq!((held.held.len(), held.removed.len()), (10, 0));
    assert_eq!(world.set(), before);
    let mut asked = Vec::new();
    let mut no = |removals: &alebot::import::plan::Removals, of: usize| {
        asked.push((removals.gone.len(), of));
        false
    };
    world.try_import(world.source(), Consent::Asked(&mut no), Options::default()).await.unwrap();
    assert_eq!(asked, [(10, 12)]);
    let given = world.try_import(world.source(), Consent::Given, Options::default()).await.unwrap();
    assert_eq!(given.removed.len(), 10);
    assert_eq!(world.names(), ["sidaa.md", "sidab.md"]);
    run::undo(world.folder.path()).unwrap();
    assert_eq!(world.set(), before);
    run::undo(world.folder.path()).unwrap();
    assert_eq!(world.names(), ["sidaa.md", "sidab.md"]);
}

#[tokio::test]
async fn a_page_that_moves_keeps_its_id_and_its_examples() {
    let world = World::of(4).await;
    world.import().await;
    fs::write(world.pages().join("sidaa.examples.toml"), "keywords = [\"a\"]\n").unwrap();
    world.site.put("/nytt/namn", page("Ämne a"));
    world.site.put("/amne/sidaa", Page::redirect(301, "/nytt/namn"));
    let report = world.import().await;
    assert_eq!(
        (report.moved.len(), report.removed.len(), report.new.len()),
        (1, 0, 0),
        "{report:?}"
    );
    assert!(
        world.names().contains(&"sidaa.md".to_owned())
            && world.set().contains_key("sidaa.examples.toml")
    );
    let text = String::from_utf8(world.set()["sidaa.md"].clone()).unwrap();
    assert!(text.contains("/nytt/namn\""), "{text}");
    let again = world.import().await;
    assert_eq!(
        (again.moved.len(), again.removed.len(), again.has_changes()),
        (0, 0, false),
        "{again:?}"
    );
}

#[tokio::test]
async fn links_are_followed_below_the_start_and_never_to_another_host() {
    let world = World::new().await;
    let other = Site::start().await;
    let site = &world.site;
    let links = format!(
        "<p>Om bygga.</p><a href='avfall/'>Avfall</a> <a href='/skola'>Skola</a> <a href='{}/x'>Annan</a> <a href='file:///etc/passwd'>fil</a> <a href='mailto:a@b.se'>m</a> <a href='http://169.254.169.254/latest'>moln</a> <a rel=nofollow href='/bygga/nej'>nej</a> <a href='/bygga/kal?m=1'>k</a>",
        other.address
    );
    site.put("/bygga/", Page::html(&frame("Bygga", &links)));
    site.put("/bygga/avfall/", Page::html(&frame("Avfall", "<p>Om avfall.</p><a href='../#topp'>Upp</a><a href='/bygga/ut'>ut</a><a href='taxa.pdf'>Taxa (pdf, 12 kB)</a>")));
    site.put(
        "/bygga/avfall/taxa.pdf",
        Page::bytes(&crate::pdf::of(&["Avfallstaxa 2026", "Avgiften är 1 250 kronor per år."]))
            .with("content-type", "application/pdf"),
    );
    site.put("/bygga/ut", Page::redirect(302, &format!("{}/hemlig", other.address)));
    site.put("/skola", page("Skola"));
    site.put("/bygga/nej", page("Nej"));
    // A calendar without an end.
    for month in 1..400 {
        site.put(
            &format!("/bygga/kal?m={month}"),
            Page::html(&frame(
                &format!("Månad {month}"),
                &format!(
                    "<p>Inget händer månad {month}.</p><a href='/bygga/kal?m={}'>Nästa</a>",
                    month + 1
                ),
            )),
        );
    }
    let source = Source::new(SourcePlace::Site {
        address: format!("{}/bygga/", site.address),
        follow: true,
    });
    let report = world.try_import(source, Consent::Refused, Options::default()).await.unwrap();
    let read = paths(&report.new, site);
    for path in ["/bygga/", "/bygga/avfall/", "/bygga/avfall/taxa.pdf"] {
        assert!(read.contains(&path.to_owned()), "{path}: {read:?}");
    }
    assert!(read.len() < 40 && !read.contains(&"/skola".to_owned()), "{read:?}");
    assert!(!site.asked().iter().any(|asked| asked.path == "/bygga/nej"));
    assert_eq!(other.asked(), []);
    let pdf = String::from_utf8(world.set()["taxa.md"].clone()).unwrap();
    assert!(
        pdf.contains("title = \"Taxa\"") && pdf.contains("Avgiften är 1 250 kronor per år."),
        "{pdf}"
    );
}

#[tokio::test]
async fn an_unlucky_page_is_asked_for_again_and_an_overloaded_server_is_waited_for() {
    let world = World::of(3).await;
    let (site, later) = (world.site.clone(), page("Ämne b"));
    world.site.put("/amne/sidab", Page::status(429).with("retry-after", "1"));
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(500)).await;
        site.put("/amne/sidab", later);
    });
    let report = world.import().await;
    assert_eq!((report.new.len(), report.failed.len()), (3, 0), "{report:?}");
}

#[tokio::test]
async fn what_stands_on_most_pages_is_the_sites() {
    let world = World::new().await;
    let paths: Vec<String> = (0..8).map(|at| format!("/s{}", letters(at))).collect();
    for (at, path) in paths.iter().enumerate() {
        let html = format!(
            "<div><p>Just nu är det köer till kommunens växel.</p></div><p>Ämne {} har en egen mening.</p><p>Ring 0123-45 00 00.</p>",
            letters(at)
        );
        world.site.put(path, Page::html(&frame(&format!("Ämne {}", letters(at)), &html)));
    }
    world.site.list(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    world.import().await;
    for (name, bytes) in world.set() {
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            !text.contains("köer")
                && text.contains("egen mening")
                && text.contains("0123-45 00 00"),
            "{name}: {text}"
        );
    }
}

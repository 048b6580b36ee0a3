//! The seed, a page saved as text, comes out as what `knowledge/` has.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use alebot::import::merge::Consent;
use alebot::import::report::Report;
use alebot::import::run::{Import, Options};
use alebot::knowledge;
use alebot::model::import::{ImportSettings, Source, SourcePlace};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The page as a browser saves it as text: what stands around the content, and the contact details.
fn saved() -> String {
    let page = fs::read_to_string(root("tests/seed/strategisk-plan.txt")).unwrap();
    let page = page.replace("\n\nKontaktcenter\n", "\n\nRelaterad information\n\nKontaktcenter\n");
    format!(
        "Ale kommuns logga\nLyssna på sidan Lyssna\n\n{}\n\nKontaktcenter\nTelefon: 0303-70 30 00\nE-post: kommun@ale.se\n\nBesöksadress\nKommunhus Nödinge\nAle torg 7, Nödinge\n\nPostadress\nAle kommun\n449 80 Alafors\n\nÖppettider\nMåndag-fredag\nkl. 8.00-16.30\n\n> Hitta till kontaktcenterlänk till annan webbplats\n\nSidan kontrollerades av:\n\nden 2018-11-26",
        page.trim()
    )
}

async fn import(folder: &Path) -> Report {
    let file = folder.join("strategisk-plan.txt");
    fs::write(&file, saved()).unwrap();
    let (settings, contact) =
        (ImportSettings::default(), knowledge::contact(&root("knowledge")).unwrap());
    let import = Import {
        knowledge: folder,
        settings: &settings,
        contact: Some(&contact),
        today: "2026-11-26".parse().unwrap(),
        options: Options::default(),
    };
    let source = Source::new(SourcePlace::Files(file));
    import.run(&[source], Consent::Refused, &mut |_| {}).await.unwrap()
}

/// Title and text of every article, by id.
fn texts(folder: &Path) -> BTreeMap<String, (String, String)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let title = text.lines().find_map(|line| line.strip_prefix("title = ")).unwrap().to_owned();
        let checked = text.lines().find(|line| line.starts_with("checked = "));
        assert_eq!(checked, Some("checked = 2018-11-26"), "{}", path.display());
        let body = text.splitn(3, "+++\n").nth(2).unwrap().trim().to_owned();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), (title, body))
    };
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).map(read).collect()
}

#[tokio::test]
async fn the_seed_comes_out_as_the_articles() {
    let folder = tempfile::tempdir().unwrap();
    let report = import(folder.path()).await;
    assert_eq!(report.new.len(), 9);
    assert_eq!(texts(&folder.path().join("pages")), texts(&root("knowledge/articles")));
}

#[tokio::test]
async fn what_the_articles_have_already_is_not_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("articles")).unwrap();
    for entry in fs::read_dir(root("knowledge/articles")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join("articles").join(path.file_name().unwrap())).unwrap();
    }
    let report = import(folder.path()).await;
    assert_eq!((report.new.len(), report.skipped.len()), (0, 9));
    assert!(
        report.skipped.iter().all(|told| told.why.starts_with("texten står redan i articles/"))
    );
}

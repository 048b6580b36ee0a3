//! `pages/` and `import.toml`: what imports write, and what editors write beside.

use alebot::import::check;
use alebot::knowledge;
use alebot::knowledge::page_file::PageFile;

use super::{Folder, guide};

fn page(id: &str, title: &str, body: &str) -> PageFile {
    PageFile {
        id: id.to_owned(),
        title: title.to_owned(),
        url: Some(format!("https://www.vinlunda.example/bygga/{id}")),
        section: vec!["Bygga och bo".to_owned()],
        updated: "2026-03-14".parse().ok(),
        checked: "2026-11-20".parse().unwrap(),
        language: Some("sv".to_owned()),
        body: body.to_owned(),
        ..PageFile::default()
    }
}

impl Folder {
    fn page(&self, file: &PageFile) {
        self.write(&format!("pages/{}.md", file.id), file.text());
    }

    /// What needs a person, as `alebot check` tells it.
    fn concerns(&self) -> Vec<String> {
        let today = "2026-11-23".parse().unwrap();
        let loaded = knowledge::load(self.path(), today).unwrap();
        let faults = check::check(self.path(), &loaded.knowledge, &loaded.import, &[], today);
        let name = |fault: &knowledge::fault::Fault| {
            fault.file.file_name().unwrap().to_string_lossy().into_owned()
        };
        faults
            .iter()
            .map(|fault| format!("{}:{}: {}", name(fault), fault.line, fault.message))
            .collect()
    }
}

#[test]
fn a_page_is_read_as_it_was_written_with_what_stands_beside_it() {
    let folder = Folder::new();
    folder.page(&page(
        "sophamtning",
        "Sophämtning \"hemma\"",
        "Vi hämtar sopor.\n\n## Avgifter\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
    ));
    folder.write(
        "pages/sophamtning.examples.toml",
        "questions = [\"När kommer sopbilen?\"]\nkeywords = [\"sopor\"]\n",
    );
    folder.write("pages/.import.json", "{\"pages\":{}}");
    assert_eq!(folder.faults(), Vec::<String>::new());
    let loaded = knowledge::load(folder.path(), "2026-11-23".parse().unwrap()).unwrap();
    let page = loaded
        .knowledge
        .articles
        .iter()
        .find(|article| article.id.as_str() == "sophamtning")
        .unwrap();
    assert_eq!(
        (page.title.as_str(), page.questions.len(), page.keywords.len()),
        ("Sophämtning \"hemma\"", 1, 1)
    );
    assert_eq!((page.page.language.as_deref(), page.page.section.len()), (Some("sv"), 1));
    assert!(page.body.ends_with("| 1 | 2 |"));
}

#[test]
fn an_edited_page_and_examples_without_a_page_are_told() {
    let folder = Folder::new();
    let mut file = page("bygglov", "Bygglov", "Du behöver lov.");
    let text = file.text().replace("behöver lov", "behöver inget lov");
    file.body = String::new();
    folder.write("pages/bygglov.md", text);
    folder.write("pages/borta.examples.toml", "questions = []\n");
    folder.write("pages/bygglov.examples.toml", "fragor = []\n");
    let faults = folder.faults();
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(
        faults[0].starts_with(
            "pages/borta.examples.toml:1: varning: exemplen hör till en sida som inte finns"
        ),
        "{faults:?}"
    );
    assert!(
        faults[1].starts_with("pages/bygglov.examples.toml:1: okänt fält ”fragor”"),
        "{faults:?}"
    );
    assert!(faults[2].contains("varning: texten är ändrad för hand"), "{faults:?}");
}

#[test]
fn faults_of_the_settings_have_their_line() {
    let folder = Folder::new();
    let check = |text: &str, expected: &str| {
        folder.write("import.toml", text);
        assert_eq!(folder.faults(), [expected], "{text}");
    };
    check(
        "[[source]]\nurl = \"ale.se\"\n",
        "import.toml:2: url ”ale.se” ska vara en webbadress som börjar med https://",
    );
    check(
        "[[source]]\norigin = \"x\"\n",
        "import.toml:1: en källa har antingen url (en webbplats) eller path (en mapp eller fil); skriv en av dem",
    );
    check(
        "[[source]]\npath = \"x\"\npause = -1.0\n",
        "import.toml:3: pause är sekunder mellan två hämtningar, 0 till 600",
    );
    check(
        "[[source]]\npath = \"x\"\ncut = [\"..\"]\n",
        "import.toml:3: cut ”..” är ingen CSS-selektor; skriv till exempel \".sidfot\"",
    );
    check(
        "times = [2026-01-01]\n",
        "import.toml:1: times är klockslag utan citattecken, som 03:30:00",
    );
    check(
        "[[section]]\nunder = \"bygga\"\n",
        "import.toml:2: under ”bygga” ska börja med /, som \"/bygga-och-bo/\"",
    );
}

#[test]
fn the_settings_of_the_guide_are_right() {
    let folder = Folder::new();
    folder.write("import.toml", guide::example("toml", "[[source]]"));
    assert_eq!(folder.faults(), Vec::<String>::new());
    let settings = knowledge::import_settings(folder.path()).unwrap();
    assert_eq!((settings.sources.len(), settings.sections.len(), settings.times.len()), (1, 1, 1));
}

#[test]
fn what_pages_have_against_each_other_is_told_at_its_line() {
    let folder = Folder::new();
    folder.write(
        "import.toml",
        "[[section]]\nunder = \"/bygga/\"\nowner = \"Byggenheten\"\nstale_after_days = 365\n",
    );
    folder.page(&page(
        "bygglov",
        "Bygglov",
        "Inledning.\n\nHandläggningstiden för bygglov är högst tio veckor.",
    ));
    folder.page(&page(
        "fragor",
        "Vanliga frågor om bygglov",
        "Handläggningstiden för ett bygglov är tolv veckor.\n\nAvgiften är 100 kr.",
    ));
    folder.page(&page("simhallen", "Simhallen", "Säsongskort för vuxna kostar 900 kr."));
    folder.page(&page("ishallen", "Ishallen", "Säsongskort för vuxna kostar 700 kr."));
    folder.page(&page(
        "kontakt",
        "Kontakta oss",
        "Kontaktcenter har telefon 0303-11 22 33.\n\nKontaktcenter har öppet kl. 8.00–17.00.",
    ));
    let mut old = page("gammal", "Gammal sida", "Text.");
    old.updated = "2024-01-01".parse().ok();
    folder.page(&old);
    let mut told = folder.concerns();
    told.sort();
    let begins = [
        "bygglov.md:17: ”Handläggningstiden för bygglov är högst tio veckor.” säger emot ”Handläggningstiden för ett bygglov är tolv veckor.” i fragor.md",
        "gammal.md:10: sidan ändrades senast 2024-01-01, för mer än 365 dagar sedan; Byggenheten svarar för den",
        "kontakt.md:15: sidan säger 0303112233 om kontaktcenter, men contact.toml säger 0303-70 30 00",
        "kontakt.md:17: sidan säger 8.00-17.00 om kontaktcenter, men contact.toml säger Mo-Fr 08:00-16:30; PH off",
    ];
    assert_eq!(told.len(), begins.len(), "{told:#?}");
    for (told, begins) in told.iter().zip(begins) {
        assert!(told.starts_with(begins), "{told}\n{begins}");
    }
}

#[test]
fn an_answer_older_than_its_page_is_told() {
    let folder = Folder::new();
    folder.page(&page(
        "lokaler",
        "Låna en lokal",
        "Föreningar får låna en lokal i kommunen varje kväll.",
    ));
    let told = folder.concerns();
    assert_eq!(
        told,
        [
            "lokaler.md:1: sidan ändrades 2026-03-14, efter FAQ-svaret ”lana-lokal” (2026-01-10); se om svaret fortfarande stämmer"
        ]
    );
}

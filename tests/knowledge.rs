//! What an editor is told when something in the knowledge folder is wrong.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use alebot::knowledge::fault::Severity;
use alebot::knowledge::{self, LoadError};
use alebot::wording::Message;
use chrono::NaiveDate;
use tempfile::TempDir;

const ARTICLE: &str = "+++
id = \"lana-lokal\"
title = \"Låna en lokal\"
kind = \"faq\"
checked = 2026-01-10
valid_until = 2027-12-31
questions = [\"hyra lokal\"]

[en]
title = \"Borrow a room\"
+++

Föreningar får låna en lokal.

Boka i receptionen.
";

const CONTACT: &str = "municipality = \"Ale kommun\"
phone = \"0303-70 30 00\"
email = \"kommun@ale.se\"
visit = [\"Ale torg 7, Nödinge\"]
post = [\"449 80 Alafors\"]
[name]
sv = \"Kontaktcenter\"
en = \"the contact centre\"
[hours]
rule = \"Mo-Fr 08:00-16:30; PH off\"
time_zone = \"Europe/Stockholm\"
country = \"SE\"
";

const EXCEPTION: &str = "[[exceptions]]
date = 2026-12-23
open = [\"08:00-12:00\"]
reason = \"Personaldag\"
";

/// A folder in which nothing is wrong, and the changes made to it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Folder(TempDir::new().unwrap());
        folder.write("articles/lana-lokal.md", ARTICLE);
        folder.write("contact.toml", CONTACT);
        folder.write("examples/contact.toml", "[[group]]\nname = \"phone\"\nsv = [\"numret\"]\n");
        for language in ["sv", "en"] {
            folder.write(&format!("wording/{language}.ftl"), &wording());
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Every fault as `file:line: message`, the file seen from the folder.
    fn faults(&self) -> Vec<String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let faults = match knowledge::load(self.path(), today) {
            Ok(loaded) => {
                assert!(loaded.warnings.iter().all(|fault| fault.severity == Severity::Warning));
                loaded.warnings
            }
            Err(LoadError::Faulty(faults)) => {
                assert!(faults.iter().any(|fault| fault.severity == Severity::Error));
                faults
            }
            Err(other) => panic!("{other}"),
        };
        let from = format!("{}/", self.path().display());
        faults.iter().map(|fault| fault.to_string().replace(&from, "")).collect()
    }

    fn check(&self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_alebot"));
        command.arg("check").arg("--knowledge").arg(self.path());
        command.args(["--at", "2026-11-23T10:00"]).output().unwrap()
    }
}

fn wording() -> String {
    Message::ALL.iter().map(|message| format!("{} = ord\n", message.id())).collect()
}

/// One article's fault, made by putting `new` for `old` in it.
fn article(old: &str, new: &str, expected: &[&str]) {
    changed("articles/lana-lokal.md", ARTICLE, old, new, expected);
}

fn contact(old: &str, new: &str, expected: &[&str]) {
    changed("contact.toml", CONTACT, old, new, expected);
}

fn changed(file: &str, content: &str, old: &str, new: &str, expected: &[&str]) {
    assert!(content.contains(old), "{old}");
    written(file, &content.replacen(old, new, 1), expected);
}

fn written(file: &str, content: impl AsRef<[u8]>, expected: &[&str]) {
    let folder = Folder::new();
    folder.write(file, content.as_ref());
    let expected: Vec<String> = expected.iter().map(|fault| format!("{file}:{fault}")).collect();
    assert_eq!(folder.faults(), expected, "{}", String::from_utf8_lossy(content.as_ref()));
}

#[test]
fn a_folder_without_faults_has_none() {
    assert_eq!(Folder::new().faults(), Vec::<String>::new());
    written("contact.toml", format!("{CONTACT}{EXCEPTION}"), &[]);
}

#[test]
fn files_saved_by_windows_programs_are_read_alike() {
    let folder = Folder::new();
    for file in ["articles/lana-lokal.md", "contact.toml", "wording/sv.ftl"] {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        folder.write(file, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(folder.faults(), Vec::<String>::new());
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let articles = knowledge::load(folder.path(), today).unwrap().knowledge.articles;
    assert_eq!(articles[0].body, "Föreningar får låna en lokal.\n\nBoka i receptionen.");
}

#[test]
fn faults_of_an_article_name_their_line() {
    article("kind = \"faq\"", "kind = \"fråga\"", &["4: kind ”fråga” finns inte; skriv plan, focus-area, faq eller page"]);
    article("\"lana-lokal\"", "\"Låna lokal\"", &["2: id ”Låna lokal” får bara ha a–z, 0–9 och bindestreck, 1 till 48 tecken"]);
    article("\"lana-lokal\"", "\"\"", &["2: id ”” får bara ha a–z, 0–9 och bindestreck, 1 till 48 tecken"]);
    article("\"Låna en lokal\"", "\" \"", &["3: rubriken (title) är tom; skriv textens rubrik"]);
    article("id = \"lana-lokal\"\n", "", &["2: fältet ”id” saknas; skriv en rad med id = …"]);
    article(
        "questions =",
        "question =",
        &["7: okänt fält ”question”; de som finns är id, title, kind, order, origin, checked, valid_until, questions, keywords, en"],
    );
    article("title = \"Borrow a room\"\n", "", &["9: den engelska delen [en] saknar title; skriv rubriken på engelska"]);
    article(
        "title = \"Borrow a room\"",
        "titel = \"Borrow a room\"",
        &[
            "9: den engelska delen [en] saknar title; skriv rubriken på engelska",
            "10: okänt fält ”titel”; de som finns är title, summary, questions",
        ],
    );
}

#[test]
fn dates_that_are_none_are_told() {
    let none = "5: datumet finns inte; skriv till exempel 2026-11-23";
    article("checked = 2026-01-10", "checked = 2026-02-30", &[none]);
    article("checked = 2026-01-10", "checked = 2026-13-01", &[none]);
    article("checked = 2026-01-10", "checked = 2026-1-10", &[none]);
    article("checked = 2026-01-10", "checked = \"2026-01-10\"", &["5: fel slags värde; skriv ett datum utan citattecken, som 2026-11-23"]);
    article(
        "checked = 2026-01-10",
        "checked = 2026-01-10T08:00:00",
        &["5: checked är inget datum; skriv till exempel 2026-11-23, utan klockslag"],
    );
    article(
        "valid_until = 2027-12-31",
        "valid_until = 10:00:00",
        &["6: valid_until är inget datum; skriv till exempel 2026-11-23, utan klockslag"],
    );
}

#[test]
fn what_time_has_done_to_a_text_is_a_warning() {
    article(
        "2027-12-31",
        "2026-11-22",
        &["6: varning: texten gällde till och med 2026-11-22; svaren säger det, men se om det finns en nyare"],
    );
    article("2027-12-31", "2026-11-23", &[]);
    article(
        "2026-01-10",
        "2024-11-22",
        &["5: varning: texten kontrollerades senast 2024-11-22, för mer än två år sedan; jämför med källan och ändra checked"],
    );
    article("2026-01-10", "2024-11-23", &[]);
    article("2026-01-10", "2062-01-10", &["5: varning: checked 2062-01-10 har inte varit än; skriv dagen då texten jämfördes med källan"]);
}

#[test]
fn syntax_is_explained_in_swedish() {
    article("\"lana-lokal\"", "lana-lokal", &["2: texten ska stå inom raka citattecken; skriv till exempel \"så här\""]);
    article("\"lana-lokal\"", "”lana-lokal”", &["2: texten ska stå inom raka citattecken; skriv till exempel \"så här\""]);
    article("title = ", "title ", &["3: raden saknar =; skriv namn = värde, eller # först för en anteckning"]);
    article("kind = ", "id = ", &["4: det här står två gånger; ta bort det ena"]);
    article(
        "[\"hyra lokal\"]",
        "[\"hyra lokal\" \"lokal\"]",
        &["7: listan är inte hel; skriv [\"ett\", \"två\"] med komma mellan, och se efter på raden före"],
    );
    article("[\"hyra lokal\"]", "\"hyra lokal\"", &["7: fel slags värde; skriv en lista inom hakparenteser, som [\"ett\", \"två\"]"]);
    article("[\"hyra lokal\"]", "[1]", &["7: fel slags värde; skriv en text inom citattecken"]);
    article("[en]", "[en", &["9: rubriken saknar en hakparentes; skriv till exempel [en]"]);
    article("kind =", "order = \"två\"\nkind =", &["4: fel slags värde; skriv ett helt tal, som 10"]);
}

#[test]
fn an_article_without_frame_or_text_is_told_how_to_get_one() {
    let file = "articles/lana-lokal.md";
    let start = "1: filen ska börja med en rad med bara +++, sedan id, title och kind, sedan en rad till med +++";
    written(file, "Föreningar får låna en lokal.\n", &[start]);
    written(file, "", &[start]);
    written(file, "+++\nid = \"a\"\n", &["1: uppgifterna överst avslutas aldrig; skriv en rad med bara +++ före texten"]);
    written(
        file,
        "+++\nid = \"a\"\ntitle = \"A\"\nkind = \"faq\"\n+++\n\n",
        &["5: artikeln saknar text; skriv kommunens egen text under den andra +++-raden"],
    );
    written(file, b"+++\nid = \"a\"\ntitle = \"\xe5\"\n+++\nHej\n", &["1: är inte UTF-8; spara filen som UTF-8"]);
}

#[test]
fn articles_are_compared_with_each_other() {
    let folder = Folder::new();
    folder.write("articles/mer/ny.md", ARTICLE.replace("Föreningar får", "Alla får"));
    folder.write(
        "articles/trasig.md",
        "+++\nid = \"lana-lokal\"\ntitle = \"Trasig\"\nkind = \"sort\"\n+++\n\n\nFöreningar får\nlåna  en lokal.\n",
    );
    let path = folder.path().display().to_string();
    let faults: Vec<String> = folder.faults().iter().map(|fault| fault.replace(&format!("{path}/"), "")).collect();
    assert_eq!(
        faults,
        [
            "articles/mer/ny.md:2: id ”lana-lokal” finns redan i articles/lana-lokal.md; välj ett annat",
            "articles/mer/ny.md:15: samma stycke står redan i articles/lana-lokal.md:15; låt texten stå på ett enda ställe",
            "articles/trasig.md:2: id ”lana-lokal” finns redan i articles/lana-lokal.md; välj ett annat",
            "articles/trasig.md:4: kind ”sort” finns inte; skriv plan, focus-area, faq eller page",
            "articles/trasig.md:8: samma stycke står redan i articles/lana-lokal.md:13; låt texten stå på ett enda ställe",
        ]
    );
}

#[test]
fn a_paragraph_twice_in_one_article_is_told_too() {
    let folder = Folder::new();
    folder.write("articles/lana-lokal.md", format!("{ARTICLE}\nBoka i receptionen.\n"));
    let faults = folder.faults();
    assert_eq!(
        faults,
        ["articles/lana-lokal.md:17: samma stycke står redan i articles/lana-lokal.md:15; låt texten stå på ett enda ställe"]
    );
}

#[test]
fn files_and_folders_that_are_not_there_are_missed() {
    let check = |gone: &str, expected: &[&str]| {
        let folder = Folder::new();
        let path = folder.path().join(gone);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
        assert_eq!(folder.faults(), expected, "{gone}");
    };
    check("contact.toml", &["contact.toml:1: saknas; lägg tillbaka den"]);
    check("wording/en.ftl", &["wording/en.ftl:1: saknas; lägg tillbaka den"]);
    check("articles", &["articles:1: saknas; lägg tillbaka den"]);
    check("articles/lana-lokal.md", &["articles:1: här finns ingen artikel; lägg dit minst en fil som slutar på .md"]);
}

#[test]
fn a_file_that_would_be_passed_over_is_a_warning() {
    written(
        "articles/ny.md.txt",
        ARTICLE,
        &["1: varning: läses inte, för namnet slutar inte på .md; byt namn på filen, eller ta bort den"],
    );
}

#[test]
fn opening_hours_that_cannot_be_read_say_from_where() {
    let check = |rule: &str, reason: &str| {
        let fault = format!("10: öppettiden ”{rule}” går inte att förstå ({reason}); skriv till exempel Mo-Fr 08:00-16:30; PH off");
        contact("Mo-Fr 08:00-16:30; PH off", rule, &[&fault]);
    };
    check("Må-Fr 8-16", "från ”Må-Fr 8-16”");
    check("Mo-Fr 08.00-16.30", "från ”08.00-16.30”");
    check("Mo-Fr 08:00-16:60", "från ”60”");
    check("Mo-Fr 25:00-26:00", "från ”25:00-26:00”");
    check("", "den är tom");
    contact("Europe/Stockholm", "Sverige", &["11: tidszonen ”Sverige” finns inte; skriv till exempel Europe/Stockholm"]);
    contact("\"SE\"", "\"Sverige\"", &["12: landet ”Sverige” finns inte; skriv landskoden, till exempel SE"]);
}

#[test]
fn contact_details_that_reach_nobody_are_told() {
    contact("0303-70 30 00", "växeln", &["2: telefonnumret (phone) saknar siffror; skriv det som det står på webbplatsen"]);
    contact("kommun@ale.se", "ale.se", &["3: e-postadressen (email) saknar @; skriv till exempel kommun@ale.se"]);
    contact("[\"449 80 Alafors\"]", "[]", &["5: adressen (post) är tom; skriv den rad för rad, inom citattecken"]);
    contact("[name]", "map = \"karta\"\n[name]", &["6: kartlänken (map) ska börja med https://"]);
    contact("en = \"the contact centre\"\n", "", &["6: fältet ”en” saknas; skriv en rad med en = …"]);
    contact(
        "country = \"SE\"\n",
        "country = \"SE\"\n[coordinates]\nlatitude = 1200.5\nlongitude = 57.9\n",
        &["13: koordinaterna ligger utanför jorden; latitude är −90 till 90 och longitude −180 till 180"],
    );
    contact("phone = \"0303-70 30 00\"\n", "", &["1: fältet ”phone” saknas; skriv en rad med phone = …"]);
}

#[test]
fn exceptions_to_the_hours_are_looked_at_one_by_one() {
    let check = |old: &str, new: &str, fault: &str| {
        let content = format!("{CONTACT}{}", EXCEPTION.replace(old, new));
        written("contact.toml", content, &[fault]);
    };
    check("2026-12-23", "2026-12-32", "14: datumet finns inte; skriv till exempel 2026-11-23");
    check("2026-12-23", "2026-12-23T10:00:00", "14: undantagets datum finns inte; skriv till exempel 2026-12-23");
    check("08:00-12:00", "8 till 12", "15: ”8 till 12” är ingen tid; skriv till exempel \"08:00-12:00\"");
    check("08:00-12:00", "12:00-08:00", "15: ”12:00-08:00” är ingen tid; skriv till exempel \"08:00-12:00\"");
    check(
        "\"08:00-12:00\"",
        "\"08:00-12:00\", \"11:00-13:00\"",
        "15: tiderna överlappar eller står i fel ordning; skriv dem i tidsordning",
    );
    check("Personaldag", "", "16: undantaget saknar skäl (reason); skriv det, invånaren får läsa det");
    let twice = format!("{CONTACT}{EXCEPTION}{EXCEPTION}");
    written("contact.toml", twice, &["18: 2026-12-23 har redan ett undantag; skriv alla dagens tider i ett av dem"]);
}

#[test]
fn words_and_examples_that_would_be_lost_are_told() {
    written("words.toml", "synonyms = [\n  [\"bil\"],\n]\n", &["2: en grupp av synonymer behöver minst två ord"]);
    written(
        "words.toml",
        "synonyms = [\n  [\"bil\", \"fordon\"],\n  [\"buss\", \"Fordon\"],\n]\n",
        &["3: ”fordon” står redan i gruppen på rad 2; låt det stå i en av dem"],
    );
    written("words.toml", "synonym = []\n", &["1: okänt fält ”synonym”; de som finns är synonyms, own_places, other_places"]);
    written(
        "examples/emergency.toml",
        "[[group]]\nname = \"fire\"\n\n[[group]]\nname = \"brand\"\nsv = [\"det brinner\"]\n",
        &[
            "5: gruppen ”brand” finns inte; de som finns är fire, illness, poisoning, crime, violence-home, suicide, accident, danger-environment, not-emergency",
        ],
    );
    written(
        "examples/hours.toml",
        "[[group]]\nname = \"now+date\"\n",
        &["2: gruppen ”now+date” finns inte; de som finns är now, closes, next_open, week, date, instant, range"],
    );
    written(
        "examples/contact.toml",
        "[[group]]\nname = \"phone+fax\"\n",
        &["2: gruppen ”phone+fax” finns inte; de som finns är phone, email, visit, post, map, all"],
    );
    written(
        "examples/tider.toml",
        "",
        &["1: ”tider” är ingen sorts meddelande; filerna heter overview, contact, hours, handover, smalltalk, emergency, errands och more"],
    );
    written(
        "authorities.toml",
        "[[authority]]\nname = \"Polisen\"\nurl = \"polisen.se\"\nmatters_sv = \"brott\"\nmatters_en = \"crime\"\nwords = []\n",
        &["3: länken (url) ska börja med https://"],
    );
    written(
        "authorities.toml",
        "[[authority]]\nname = \"Polisen\"\nmatters_sv = \"brott\"\nwords = []\n",
        &["1: fältet ”matters_en” saknas; skriv en rad med matters_en = …"],
    );
    written(
        "languages.toml",
        "[[language]]\ncode = \"fin\"\nname = \"suomi\"\ntext = \"{phone} {email}\"\n",
        &[
            "2: språkkoden ”fin” ska vara två små bokstäver enligt ISO 639-1",
            "4: kortet saknar {hours}, som byts mot kontaktcentrets egen uppgift",
        ],
    );
}

#[test]
fn wording_faults_name_the_message_and_its_line() {
    let check = |old: &str, new: &str, faults: &[&str]| changed("wording/sv.ftl", &wording(), old, new, faults);
    let line = |id: &str| wording().lines().position(|line| line.starts_with(&format!("{id} ="))).unwrap() + 1;
    let last = wording().lines().count();
    let phone = line("phone");
    check("phone = ord\n", "", &[&format!("{}: meddelandet ”phone” saknas; skriv en rad med phone = …", last - 1)]);
    check(
        "phone = ord",
        "fone = ord",
        &[
            &format!("{phone}: programmet använder inget meddelande som heter ”fone”; ta bort det, eller rätta namnet"),
            &format!("{last}: meddelandet ”phone” saknas; skriv en rad med phone = …"),
        ],
    );
    check(
        "phone = ord",
        "phone = ord\nphone = ord",
        &[&format!("{}: meddelandet ”phone” står redan på rad {phone}; ta bort det ena", phone + 1)],
    );
    check("phone = ord", "phone =", &[&format!("{phone}: meddelandet ”phone” har ingen text; skriv den efter =")]);
    check(
        "phone = ord",
        "phone = ord\nen rad till",
        &[&format!("{}: raden går inte att läsa; skriv namn = text, och börja varje ny rad i en text med fyra mellanslag", phone + 1)],
    );
    check("phone = ord", "phone = ord }", &[&format!("{phone}: klamrarna går inte att läsa; skriv till exempel {{ $phone }}")]);
    check(
        "phone = ord",
        "phone = { fone }",
        &[&format!("{phone}: {{ fone }} finns inte; skriv {{ $fone }} om det är en uppgift som assistenten sätter in")],
    );
}

#[test]
fn a_place_that_one_language_lacks_is_told() {
    let check = |sv: &str, en: &str, expected: &[&str]| {
        let folder = Folder::new();
        let with = |text: &str| wording().replacen("apology = ord", &format!("apology = {text}"), 1);
        folder.write("wording/sv.ftl", with(sv));
        folder.write("wording/en.ftl", with(en));
        let line = wording().lines().position(|line| line.starts_with("apology")).unwrap() + 1;
        let expected: Vec<String> = expected.iter().map(|fault| format!("wording/{}", fault.replace('#', &line.to_string()))).collect();
        assert_eq!(folder.faults(), expected, "{sv} / {en}");
    };
    check("ring { $phone }", "phone { $phone }", &[]);
    check("ring", "phone { $phone }", &["sv.ftl:#: ”apology” saknar { $phone }, till skillnad från en.ftl:#; skriv samma i båda"]);
    check("ring { $phone }", "phone", &["en.ftl:#: ”apology” saknar { $phone }, till skillnad från sv.ftl:#; skriv samma i båda"]);
    check(
        "ring { $fone }",
        "phone { $phone }",
        &["sv.ftl:#: ”apology” saknar { $phone } men har { $fone }, till skillnad från en.ftl:#; skriv samma i båda"],
    );
    check("{ $count ->\n    [one] { $phone }\n   *[other] flera\n }", "{ $count } { $phone }", &[]);
}

#[test]
fn all_faults_come_at_once_and_a_broken_file_hides_no_other() {
    let folder = Folder::new();
    folder.write(
        "articles/lana-lokal.md",
        ARTICLE.replace("faq", "fråga").replace("2026-01-10", "2020-01-10").replace("\"lana-lokal\"", "\"Ö\""),
    );
    folder.write("articles/ny.md", "+++\nid = ny\n+++\n\nHej\n");
    folder.write(
        "contact.toml",
        CONTACT.replace("SE", "Sverige").replace("Europe/Stockholm", "Ale").replace("PH off", "röda dagar").replace('@', ""),
    );
    folder.write("words.toml", "synonyms = [[\"bil\"]]\nord = []\n");
    folder.write("wording/sv.ftl", "phone\n");
    fs::remove_file(folder.path().join("wording/en.ftl")).unwrap();
    let places: Vec<String> = folder.faults().iter().map(|fault| fault.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(
        places,
        [
            "articles/lana-lokal.md:2",
            "articles/lana-lokal.md:4",
            "articles/lana-lokal.md:5",
            "articles/ny.md:2",
            "contact.toml:3",
            "contact.toml:10",
            "contact.toml:11",
            "contact.toml:12",
            "wording/en.ftl:1",
            "wording/sv.ftl:1",
            "words.toml:1",
            "words.toml:2",
        ]
    );
}

#[test]
fn check_exits_with_1_on_errors_and_0_on_warnings() {
    let folder = Folder::new();
    let done = folder.check();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    folder.write("articles/lana-lokal.md", ARTICLE.replace("2026-01-10", "2020-01-10"));
    let done = folder.check();
    let told = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(0), "{told}");
    assert!(told.contains("articles/lana-lokal.md:5: varning: "), "{told}");
    folder.write("articles/lana-lokal.md", ARTICLE.replace("faq", "fråga"));
    let done = folder.check();
    let told = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1), "{told}");
    assert!(told.contains("articles/lana-lokal.md:4: kind ”fråga” finns inte"), "{told}");
}

#[test]
fn a_folder_that_is_not_there_is_told_with_the_way_out() {
    let done = Command::new(env!("CARGO_BIN_EXE_alebot")).args(["check", "--knowledge", "/finns/inte"]).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("/finns/inte finns inte") && told.contains("--knowledge"), "{told}");
}

#[test]
fn the_municipality_s_own_folder_has_warnings_of_age_alone() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let loaded = knowledge::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"), today).unwrap();
    let aged = |message: &str| message.starts_with("texten gällde") || message.starts_with("texten kontrollerades");
    let other: Vec<_> = loaded.warnings.iter().filter(|fault| !aged(&fault.message)).collect();
    assert!(other.is_empty(), "{other:?}");
}

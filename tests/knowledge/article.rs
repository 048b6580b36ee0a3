//! What is told of articles, alone and beside each other.

use super::{ARTICLE, Folder, article, written};

#[test]
fn faults_of_an_article_name_their_line() {
    article(
        "kind = \"faq\"",
        "kind = \"fråga\"",
        &["4: kind ”fråga” finns inte; skriv plan, focus-area, faq eller page"],
    );
    article(
        "\"lana-lokal\"",
        "\"Låna lokal\"",
        &["2: id ”Låna lokal” får bara ha a–z, 0–9 och bindestreck, 1 till 48 tecken"],
    );
    article(
        "\"lana-lokal\"",
        "\"\"",
        &["2: id ”” får bara ha a–z, 0–9 och bindestreck, 1 till 48 tecken"],
    );
    article("\"Låna en lokal\"", "\" \"", &["3: rubriken (title) är tom; skriv textens rubrik"]);
    article("id = \"lana-lokal\"\n", "", &["2: fältet ”id” saknas; skriv en rad med id = …"]);
    article(
        "questions =",
        "question =",
        &[
            "7: okänt fält ”question”; de som finns är id, title, kind, order, origin, url, section, updated, owner, language, hash, checked, valid_until, questions, keywords, plain, passage, en",
        ],
    );
    article(
        "title = \"Borrow a room\"\n",
        "",
        &["9: den engelska delen [en] saknar title; skriv rubriken på engelska"],
    );
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
    article(
        "checked = 2026-01-10",
        "checked = \"2026-01-10\"",
        &["5: fel slags värde; skriv ett datum utan citattecken, som 2026-11-23"],
    );
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
        &[
            "6: varning: texten gällde till och med 2026-11-22; svaren säger det, men se om det finns en nyare",
        ],
    );
    article("2027-12-31", "2026-11-23", &[]);
    article(
        "2026-01-10",
        "2024-11-22",
        &[
            "5: varning: texten kontrollerades senast 2024-11-22, för mer än två år sedan; jämför med källan och ändra checked",
        ],
    );
    article("2026-01-10", "2024-11-23", &[]);
    article(
        "2026-01-10",
        "2062-01-10",
        &[
            "5: varning: checked 2062-01-10 har inte varit än; skriv dagen då texten jämfördes med källan",
        ],
    );
}

#[test]
fn syntax_is_explained_in_swedish() {
    article(
        "\"lana-lokal\"",
        "lana-lokal",
        &["2: texten ska stå inom raka citattecken; skriv till exempel \"så här\""],
    );
    article(
        "\"lana-lokal\"",
        "”lana-lokal”",
        &["2: texten ska stå inom raka citattecken; skriv till exempel \"så här\""],
    );
    article(
        "title = ",
        "title ",
        &["3: raden saknar =; skriv namn = värde, eller # först för en anteckning"],
    );
    article("kind = ", "id = ", &["4: det här står två gånger; ta bort det ena"]);
    article(
        "[\"hyra lokal\"]",
        "[\"hyra lokal\" \"lokal\"]",
        &[
            "7: listan är inte hel; skriv [\"ett\", \"två\"] med komma mellan, och se efter på raden före",
        ],
    );
    article(
        "[\"hyra lokal\"]",
        "\"hyra lokal\"",
        &["7: fel slags värde; skriv en lista inom hakparenteser, som [\"ett\", \"två\"]"],
    );
    article("[\"hyra lokal\"]", "[1]", &["7: fel slags värde; skriv en text inom citattecken"]);
    article("[en]", "[en", &["9: rubriken saknar en hakparentes; skriv till exempel [en]"]);
    article(
        "kind =",
        "order = \"två\"\nkind =",
        &["4: fel slags värde; skriv ett helt tal, som 10"],
    );
}

#[test]
fn an_article_without_frame_or_text_is_told_how_to_get_one() {
    let file = "articles/lana-lokal.md";
    let start = "1: filen ska börja med en rad med bara +++, sedan id, title och kind, sedan en rad till med +++";
    written(file, "Föreningar får låna en lokal.\n", &[start]);
    written(file, "", &[start]);
    written(
        file,
        "+++\nid = \"a\"\n",
        &["1: uppgifterna överst avslutas aldrig; skriv en rad med bara +++ före texten"],
    );
    written(
        file,
        "+++\nid = \"a\"\ntitle = \"A\"\nkind = \"faq\"\n+++\n\n",
        &["5: artikeln saknar text; skriv kommunens egen text under den andra +++-raden"],
    );
    written(
        file,
        b"+++\nid = \"a\"\ntitle = \"\xe5\"\n+++\nHej\n",
        &["1: är inte UTF-8; spara filen som UTF-8"],
    );
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
    let faults: Vec<String> =
        folder.faults().iter().map(|fault| fault.replace(&format!("{path}/"), "")).collect();
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
        [
            "articles/lana-lokal.md:17: samma stycke står redan i articles/lana-lokal.md:15; låt texten stå på ett enda ställe"
        ]
    );
}

#[test]
fn a_passage_has_to_begin_in_one_place_of_the_text() {
    let check = |begins: &str, expected: &[&str]| {
        article("\n[en]", &format!("[[passage]]\nbegins = \"{begins}\"\n[en]"), expected)
    };
    check("Boka i", &[]);
    let wrong = |begins: &str| {
        format!(
            "9: ”{begins}” ska stå på ett enda ställe i texten; skriv meningens första ord precis som där, så många att de inte passar på fler"
        )
    };
    check("Boka på", &[&wrong("Boka på")]);
    check("en", &[&wrong("en")]);
    check("", &[&wrong("")]);
}

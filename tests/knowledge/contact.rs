//! What is told of `contact.toml`.

use super::{CONTACT, EXCEPTION, contact, written};

#[test]
fn opening_hours_that_cannot_be_read_say_from_where() {
    let check = |rule: &str, reason: &str| {
        let fault = format!(
            "10: öppettiden ”{rule}” går inte att förstå ({reason}); skriv till exempel Mo-Fr 08:00-16:30; PH off"
        );
        contact("Mo-Fr 08:00-16:30; PH off", rule, &[&fault]);
    };
    check("Må-Fr 8-16", "från ”Må-Fr 8-16”");
    check("Mo-Fr 08.00-16.30", "från ”08.00-16.30”");
    check("Mo-Fr 08:00-16:60", "från ”60”");
    check("Mo-Fr 25:00-26:00", "från ”25:00-26:00”");
    check("", "den är tom");
    let undecided = "10: öppettiden säger varken öppet eller stängt för vissa tider (unknown, eller en kommentar); skriv open eller off";
    contact("Mo-Fr 08:00-16:30; PH off", "Mo-Fr 08:00-16:30 unknown; PH off", &[undecided]);
    let bare = "10: ”PH” utan tider betyder öppet dygnet runt de dagarna; skriv PH off, eller vilka tider som gäller";
    contact("Mo-Fr 08:00-16:30; PH off", "Mo-Fr 08:00-16:30; PH", &[bare]);
    contact(
        "Europe/Stockholm",
        "Sverige",
        &["11: tidszonen ”Sverige” finns inte; skriv till exempel Europe/Stockholm"],
    );
    contact(
        "\"SE\"",
        "\"Sverige\"",
        &["12: landet ”Sverige” finns inte; skriv landskoden, till exempel SE"],
    );
}

#[test]
fn contact_details_that_reach_nobody_are_told() {
    contact(
        "0303-70 30 00",
        "växeln",
        &["2: telefonnumret (phone) saknar siffror; skriv det som det står på webbplatsen"],
    );
    contact(
        "kommun@ale.se",
        "ale.se",
        &["3: e-postadressen (email) saknar @; skriv till exempel kontakt@example.se"],
    );
    contact(
        "[\"449 80 Alafors\"]",
        "[]",
        &["5: adressen (post) är tom; skriv den rad för rad, inom citattecken"],
    );
    contact("[name]", "map = \"karta\"\n[name]", &["6: kartlänken (map) ska börja med https://"]);
    contact(
        "en = \"the contact centre\"\n",
        "",
        &["6: fältet ”en” saknas; skriv en rad med en = …"],
    );
    contact(
        "country = \"SE\"\n",
        "country = \"SE\"\n[coordinates]\nlatitude = 1200.5\nlongitude = 57.9\n",
        &[
            "13: koordinaterna ligger utanför jorden; latitude är −90 till 90 och longitude −180 till 180",
        ],
    );
    contact(
        "phone = \"0303-70 30 00\"\n",
        "",
        &["1: fältet ”phone” saknas; skriv en rad med phone = …"],
    );
}

#[test]
fn exceptions_to_the_hours_are_looked_at_one_by_one() {
    let check = |old: &str, new: &str, fault: &str| {
        let content = format!("{CONTACT}{}", EXCEPTION.replace(old, new));
        written("contact.toml", content, &[fault]);
    };
    check("2026-12-23", "2026-12-32", "14: datumet finns inte; skriv till exempel 2026-11-23");
    check(
        "2026-12-23",
        "2026-12-23T10:00:00",
        "14: undantagets datum finns inte; skriv till exempel 2026-12-23",
    );
    check(
        "08:00-12:00",
        "8 till 12",
        "15: ”8 till 12” är ingen tid; skriv till exempel \"08:00-12:00\"",
    );
    check(
        "08:00-12:00",
        "12:00-08:00",
        "15: ”12:00-08:00” är ingen tid; skriv till exempel \"08:00-12:00\"",
    );
    check(
        "\"08:00-12:00\"",
        "\"08:00-12:00\", \"11:00-13:00\"",
        "15: tiderna överlappar eller står i fel ordning; skriv dem i tidsordning",
    );
    check(
        "Personaldag",
        "",
        "16: undantaget saknar skäl (reason); skriv det, invånaren får läsa det",
    );
    let twice = format!("{CONTACT}{EXCEPTION}{EXCEPTION}");
    written(
        "contact.toml",
        twice,
        &["18: 2026-12-23 har redan ett undantag; skriv alla dagens tider i ett av dem"],
    );
}

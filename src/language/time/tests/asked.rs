//! Which expression is asked about when a message holds several.

use super::{WEDNESDAY, find, main, moment, shown};

fn check(text: &str, expected: &str) {
    let at = moment(WEDNESDAY);
    let found = find(text, at);
    let asked = main(&found, text, at).map(shown).unwrap_or_default();
    assert_eq!(asked, expected, "{text:?}");
}

#[test]
fn the_residents_own_day_is_background() {
    check(
        "Slutar inte förrän 17, har ni öppet senare någon dag i veckan?",
        "every [Mon, Tue, Wed, Thu, Fri, Sat, Sun]",
    );
    check("Jag jobbar till 16. Hinner jag förbi idag?", "2026-05-13");
    check("Ringde igår men kom inte fram, är ni öppna på fredag?", "2026-05-15");
    check("Är ni öppna på fredag? Jag ringde i måndags.", "2026-05-15");
    check("Bussen kommer 15.50, när stänger ni på torsdag", "2026-05-14");
}

#[test]
fn the_sentence_that_asks_is_listened_to() {
    check("Vi kommer hem i juli. Har ni öppet den 15/6?", "2026-06-15");
    check("Har ni öppet den 15/6? Vi åker bort i juli.", "2026-06-15");
    check("öppet nu eller på fredag", "2026-05-15");
}

#[test]
fn the_past_is_asked_about_when_nothing_else_is() {
    check("var ni öppna i lördags?", "2026-05-09");
    check("Ringde er igår", "2026-05-12");
    check("hej", "");
}

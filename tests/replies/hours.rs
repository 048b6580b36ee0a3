//! Questions about days and times, from the words to what is said.

use alebot::answer::plain;
use alebot::model::time::About;

use super::{moment, reply};

#[test]
fn the_day_that_is_meant_is_answered_for() {
    let check = |text: &str, at: &str, about: About, words: &str| {
        let reply = reply(text, moment(at));
        let shown = plain::text(&reply);
        assert_eq!(
            reply.hours.map(|hours| hours.about),
            Some(about),
            "{text:?} asked {at}:\n{shown}"
        );
        assert!(shown.contains(words), "{text:?} asked {at} should say {words:?}:\n{shown}");
    };
    // Before opening, this evening and this afternoon are about the day, not about now.
    check("Har ni öppet ikväll?", "2026-11-23T06:40", About::Date, "23 november");
    check("Har ni öppet idag på eftermiddagen?", "2026-11-23T06:40", About::Date, "8.00–16.30");
    check("Har ni öppet om två arbetsdagar?", "2026-11-27T10:00", About::Date, "1 december");
    check(
        "Hade ni öppet halv nio?",
        "2026-11-23T10:15",
        About::Instant,
        "Ja, kl. 8.30 hade vi öppet.",
    );
    check(
        "Har ni öppet halv nio?",
        "2026-11-23T07:15",
        About::Instant,
        "Ja, kl. 8.30 har vi öppet.",
    );
    check(
        "Har ni öppet onsdag den 24 november?",
        "2026-11-23T10:00",
        About::Date,
        "Obs: 24 november är en tisdag.",
    );
}

#[test]
fn which_day_is_asked_where_its_name_is_not_understood() {
    let check = |text: &str, asks_back: bool| {
        let shown = plain::text(&reply(text, moment("2026-11-23T10:00")));
        assert_eq!(shown.contains("Vilken dag menar du?"), asks_back, "{text:?}:\n{shown}");
    };
    check("Har ni öppet blurpdag kl 11?", true);
    check("Är ni öppna på snurdag klockan 14?", true);
    check("Har ni öppet kl 11?", false);
    check("Har ni öppet fredag kl 11?", false);
}

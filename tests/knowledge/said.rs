//! Every message of the wording, said once with all that it has places for: to be read aloud. After a change that is meant:
//! `INSTA_UPDATE=always cargo test --test knowledge said`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use alebot::knowledge;
use alebot::model::language::ReplyLanguage;
use alebot::wording::{Message, Wording};

/// What stands in a place, in Swedish and in English.
const VALUES: [(&str, &str, &str); 76] = [
    ("all", "4", "4"),
    ("arrived", "i dag kl. 10.05", "today at 10.05"),
    ("author", "Anna", "Anna"),
    ("authority", "Skatteverket", "Skatteverket"),
    ("by", "Anna", "Anna"),
    ("cases", "3", "3"),
    ("centre", "Kontaktcenter", "the contact centre"),
    ("changed", "20 november 2026", "20 November 2026"),
    ("chat", "-1001234567890", "-1001234567890"),
    ("checked", "26 november 2018", "26 November 2018"),
    ("closes", "kl. 16.30", "16.30"),
    ("count", "3", "3"),
    ("date", "2026-12-23", "2026-12-23"),
    ("day", "onsdag 23 december", "Wednesday 23 December"),
    ("days", "30", "30"),
    ("email", "kommun@ale.se", "kommun@ale.se"),
    ("english", "Desire to learn", "Desire to learn"),
    ("fault", "fältet ”title” saknas", "fältet ”title” saknas"),
    ("faults", "contact.toml:3: …", "contact.toml:3: …"),
    ("from", "1 november", "1 November"),
    ("groups", "3", "3"),
    ("help", "Ring 112 nu.", "Call 112 now."),
    ("hours", "2", "2"),
    ("intervals", "8.00–16.30", "8.00–16.30"),
    ("language", "sv", "sv"),
    ("last", "20 november", "20 November"),
    ("line", "Anna, Kontaktcenter", "Anna, the contact centre"),
    ("matters", "folkbokföring", "population registration"),
    ("median", "2 tim 5 min", "2 h 5 min"),
    ("minutes", "5", "5"),
    ("missing", "2", "2"),
    ("moment", "fredag 27 november kl. 15.00", "Friday 27 November at 15.00"),
    ("month", "december", "December"),
    ("most", "366", "366"),
    ("municipality", "Ale kommun", "Ale kommun"),
    ("name", "Bengt", "Bengt"),
    ("names", "suomi, العربية", "suomi, العربية"),
    ("ninetieth", "7 tim 30 min", "7 h 30 min"),
    ("no", "2", "2"),
    ("number", "7", "7"),
    ("opened", "i dag kl. 10.05", "today at 10.05"),
    ("opens", "i morgon kl. 8.00", "tomorrow at 8.00"),
    ("origin", "Strategisk plan, Ale kommuns webbplats", "Strategisk plan, Ale kommuns webbplats"),
    ("page", "2", "2"),
    ("pages", "5", "5"),
    ("part", "när går bussen", "when does the bus leave"),
    ("minutes", "60", "60"),
    ("percent", "75", "75"),
    ("phone", "0303-70 30 00", "0303-70 30 00"),
    ("questions", "3", "3"),
    ("reason", "Personaldag", "Personaldag"),
    ("replies", "3", "3"),
    (
        "row",
        "onsdag 23 december: stängt, Personaldag",
        "Wednesday 23 December: closed, Personaldag",
    ),
    ("rows", "• Avfall: sidan är borta", "• Avfall: sidan är borta"),
    ("since", "måndag 23 november kl. 8.05", "Monday 23 November at 8.05"),
    (
        "status",
        "Kontaktcenter har öppet nu, till kl. 16.30.",
        "The contact centre is open now, until 16.30.",
    ),
    ("subject", "bygglov", "building permits"),
    ("summary", "Good results in school …", "Good results in school …"),
    ("text", "Var lämnar jag grovsopor?", "Where do I leave bulky waste?"),
    ("time", "10.05", "10.05"),
    ("title", "Lust att lära", "Lust att lära"),
    ("to", "30 november", "30 November"),
    ("typed", "25.00", "25.00"),
    ("until", "kl. 16.30", "16.30"),
    ("updated", "14 mars 2026", "14 March 2026"),
    ("user", "71", "71"),
    ("username", "alebot", "alebot"),
    ("value", "12", "12"),
    ("week", "måndag–fredag kl. 8.00–16.30", "Monday–Friday 8.00–16.30"),
    ("weekday", "onsdag", "Wednesday"),
    (
        "when",
        "Kontaktcenter har öppet nu. Någon läser så snart det går.",
        "The contact centre is open now. Somebody reads as soon as possible.",
    ),
    ("whole", "4", "4"),
    ("why", "sidan är borta", "sidan är borta"),
    ("word", "buller", "noise"),
    ("year", "2025", "2025"),
    ("yes", "8", "8"),
];

/// What stands in a place of this message, where it is something else than elsewhere.
const OWN_VALUES: [(&str, &str, &str, &str); 9] = [
    ("week-group", "days", "måndag–fredag", "Monday–Friday"),
    ("overview-lead", "number", "sju", "seven"),
    ("across-count", "number", "sju", "seven"),
    ("across-areas", "number", "Tre", "Three"),
    ("across-texts", "number", "Tre", "Three"),
    ("remark-no-such-choice", "number", "tre", "three"),
    ("stats-share", "part", "3", "3"),
    ("stats-on-day", "date", "12 november", "12 November"),
    ("chart-day", "month", "12", "12"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// A message as it stands in the file, with the lines that belong to it.
fn stated(text: &str, message: Message) -> String {
    let begins = |line: &&str| line.starts_with(&format!("{} =", message.id()));
    let mut lines = text.lines().skip_while(|line| !begins(line));
    let first = lines.next().unwrap_or_default();
    let rest = lines.take_while(|line| line.is_empty() || line.starts_with(' '));
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}

fn places(stated: &str) -> BTreeSet<&str> {
    let word = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    stated.split('$').skip(1).map(|rest| &rest[..word(rest)]).collect()
}

/// A place with what stands in it.
type Filled = (&'static str, Cow<'static, str>);

fn filled(message: Message, places: &BTreeSet<&str>, language: ReplyLanguage) -> Vec<Filled> {
    let own = |place: &str| OWN_VALUES.iter().find(|row| (row.0, row.1) == (message.id(), place));
    let of = |place: &&str| {
        let own = own(place).map(|(_, name, sv, en)| (name, sv, en));
        let general =
            || VALUES.iter().find(|row| row.0 == *place).map(|(name, sv, en)| (name, sv, en));
        let row = own.or_else(general);
        let (name, sv, en) = row.unwrap_or_else(|| panic!("no value for the place {place}"));
        (*name, Cow::from(if language == ReplyLanguage::Swedish { *sv } else { *en }))
    };
    places.iter().map(of).collect()
}

/// The same where all that is counted is one, and the language another.
fn singular(args: &[Filled]) -> Vec<Filled> {
    let one = |(name, value): &Filled| {
        let value = match *name {
            "language" => Cow::from("en"),
            "days" => Cow::from("1"),
            _ if value == "3" => Cow::from("1"),
            _ => value.clone(),
        };
        (*name, value)
    };
    args.iter().map(one).collect()
}

fn said(wording: &Wording, language: ReplyLanguage) -> String {
    let file = folder().join(format!("wording/{}.ftl", language.code()));
    let text = fs::read_to_string(file).unwrap();
    let mut out = String::new();
    for message in Message::ALL {
        let stated = stated(&text, *message);
        let args = filled(*message, &places(&stated), language);
        let mut ways = vec![wording.say(language, *message, &args)];
        if stated.contains("->") {
            ways.push(wording.say(language, *message, &singular(&args)));
        }
        for way in ways {
            assert!(!way.contains(['{', '}']), "{}: {way}", message.id());
            out += &format!("{}: {}\n", message.id(), way.replace('\n', "\n    "));
        }
    }
    out
}

#[test]
fn every_message_can_be_read_aloud() {
    let wording = knowledge::wording(&folder()).unwrap();
    insta::assert_snapshot!("swedish", said(&wording, ReplyLanguage::Swedish));
    insta::assert_snapshot!("english", said(&wording, ReplyLanguage::English));
}

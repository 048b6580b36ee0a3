//! A line of a dialogue → what it means.

use super::script::{Act, Expect, Place, Setup, Step, Turn, Where};
use crate::double::{GroupKind, Standing, TopicState};

/// Takes up a line about the world at the start.
pub fn setup(line: &str, setup: &mut Setup) -> bool {
    if line == "with a long article" {
        setup.has_long_article = true;
    } else if line == "errors in the log" {
        setup.may_log_errors = true;
    } else if let Some(at) = line.strip_prefix("at ") {
        at.clone_into(&mut setup.at);
    } else if let Some(app) = line.strip_prefix("app ") {
        app.clone_into(&mut setup.app);
    } else if let Some(room) = line.strip_prefix("staff in a ").and_then(staff_room) {
        setup.staff = Some(room);
    } else if let Some((name, value)) =
        line.strip_prefix("setting ").and_then(|setting| setting.split_once('='))
    {
        setup.settings.push((name.to_owned(), value.to_owned()));
    } else {
        return false;
    }
    true
}

fn staff_room(words: &str) -> Option<(GroupKind, Standing)> {
    let (kind, standing) = words.split_once(" as ").unwrap_or((words, "administrator"));
    let kind = match kind {
        "forum" => GroupKind::Forum,
        "supergroup" => GroupKind::Supergroup,
        "basic group" => GroupKind::Basic,
        _ => return None,
    };
    Some((kind, self::standing(standing)?))
}

fn standing(words: &str) -> Option<Standing> {
    Some(match words {
        "administrator" => Standing::FULL,
        "administrator without topics" => Standing::Administrator { manages_topics: false },
        "member" => Standing::Member,
        "kicked" => Standing::Kicked,
        "stranger" => Standing::Stranger,
        _ => return None,
    })
}

pub fn step(line: &str) -> Option<Step> {
    if let Some(line) = line.strip_prefix("meanwhile ") {
        return step(line).map(|step| Step::Meanwhile(Box::new(step)));
    }
    if let Some(turn) = turn(line) {
        return Some(Step::World(turn));
    }
    if let Some(words) = line.strip_prefix("log says: ") {
        return Some(Step::Expect {
            place: Where::Anywhere,
            expect: Expect::Logs(words.to_owned()),
        });
    }
    if let Some((place, rest)) = subject(line)
        && let Some(expect) = expect(&place, rest)
    {
        return Some(Step::Expect { place, expect });
    }
    let (who, rest) = line.split_at(line.find([' ', ':'])?);
    let (place, rest) = place(rest)?;
    Some(Step::Act { who: who.to_owned(), place, act: act(rest)? })
}

fn turn(line: &str) -> Option<Turn> {
    let words: Vec<&str> = line.split(' ').collect();
    Some(match words[..] {
        ["time", at] => Turn::Time(at.to_owned()),
        ["wait", seconds] => Turn::Wait(seconds.parse().ok()?),
        ["kill"] => Turn::Kill,
        ["kill", "at", method] => Turn::KillAt(method.to_owned()),
        ["outage", "begins"] => Turn::Outage(true),
        ["outage", "ends"] => Turn::Outage(false),
        ["fault", method, ..] => fault(method, &line["fault ".len() + method.len()..])?,
        ["topic", number, "deleted"] => {
            Turn::Topic { number: number.parse().ok()?, state: TopicState::Deleted, by: None }
        }
        ["topic", number, "closed"] => {
            Turn::Topic { number: number.parse().ok()?, state: TopicState::Closed, by: None }
        }
        ["topic", number, "closed", "by", who] => Turn::Topic {
            number: number.parse().ok()?,
            state: TopicState::Closed,
            by: Some(who.to_owned()),
        },
        ["topic", number, "opened"] => {
            Turn::Topic { number: number.parse().ok()?, state: TopicState::Open, by: None }
        }
        ["bot", "is", ..] => Turn::Stands(standing(line.strip_prefix("bot is ")?)?),
        ["group", "moves"] => Turn::Moves,
        _ => return None,
    })
}

fn fault(method: &str, rest: &str) -> Option<Turn> {
    let (what, place) = match rest.split_once(" in ") {
        Some((what, place)) => (what, Some(subject(place)?.0)),
        None => (rest, None),
    };
    let what = what.split_whitespace().map(str::to_owned).collect();
    Some(Turn::Fault { method: method.to_owned(), what, place })
}

/// Who or what a line is about, and the rest of it.
fn subject(line: &str) -> Option<(Where, &str)> {
    let (first, rest) = line.split_at(line.find([' ', ':']).unwrap_or(line.len()));
    Some(match first {
        "bot" => (Where::Anywhere, rest),
        "group" => (Where::Group, rest),
        "general" => (Where::General, rest),
        "topic" => {
            let rest = rest.trim_start();
            let (number, rest) = rest.split_at(rest.find([' ', ':']).unwrap_or(rest.len()));
            (Where::Topic(number.parse().ok()?), rest)
        }
        name => (Where::With(name.to_owned()), rest),
    })
}

fn expect(place: &Where, rest: &str) -> Option<Expect> {
    if *place == Where::Anywhere {
        return anything(rest);
    }
    match rest {
        " gets nothing" => return Some(Expect::Nothing),
        " closes" => return Some(Expect::Closes),
        " reopens" => return Some(Expect::Reopens),
        _ => {}
    }
    if let Some(asked) = rest.strip_prefix(" gets a reply to ") {
        let (to, text) = quoted(asked)?;
        return Some(Expect::Replies { to: Some(to), text });
    }
    let forms: [Form<Expect>; 8] = [
        (" may get: ", Expect::May),
        (" gets: ", Expect::Says),
        (" gets a card: ", Expect::Card),
        (" gets a reply: ", |text| Expect::Replies { to: None, text }),
        (" gets an edit: ", Expect::Edits),
        (" gets keys: ", Expect::Keys),
        (" notices: ", Expect::Notices),
        (" opens: ", Expect::Opens),
    ];
    spoken(rest, &forms).or_else(|| {
        let (kinds, caption) = content(rest.strip_prefix(" gets ")?)?;
        Some(Expect::Shows { kinds, caption })
    })
}

/// The forms without a place.
fn anything(rest: &str) -> Option<Expect> {
    if rest == " speaks" {
        return Some(Expect::Shows { kinds: vec!["voice".to_owned()], caption: "…".to_owned() });
    }
    let forms: [Form<Expect>; 6] = [
        (": ", Expect::Says),
        (" replies: ", |text| Expect::Replies { to: None, text }),
        (" edits: ", Expect::Edits),
        (" notices: ", Expect::Notices),
        (" offers: ", Expect::Offers),
        (" keys: ", Expect::Keys),
    ];
    spoken(rest, &forms)
}

fn place(rest: &str) -> Option<(Place, &str)> {
    let Some(named) = rest.strip_prefix(" in ") else {
        return Some((Place::Own, rest));
    };
    let (place, rest) = subject(named)?;
    let place = match place {
        Where::Group => Place::Group,
        Where::General => Place::General,
        Where::Topic(number) => Place::Topic(number),
        Where::Anywhere | Where::With(_) => return None,
    };
    Some((place, rest))
}

fn act(rest: &str) -> Option<Act> {
    match rest {
        " blocks" => return Some(Act::Blocks(true)),
        " unblocks" => return Some(Act::Blocks(false)),
        _ => {}
    }
    if let Some(pressed) = rest.strip_prefix(" presses ") {
        return match pressed.strip_prefix("data ") {
            Some(data) => Some(Act::PressesData(data.to_owned())),
            None => Some(Act::Presses(pressed.trim_matches('"').to_owned())),
        };
    }
    if let Some(sent) = rest.strip_prefix(" sends ") {
        let (kinds, caption) = sent.split_once(": ").unwrap_or((sent, ""));
        return Some(Act::Sends {
            kinds: kinds.split(' ').map(str::to_owned).collect(),
            caption: caption.to_owned(),
        });
    }
    if let Some(answer) = rest.strip_prefix(" answers \"") {
        let (to, text) = quoted(&format!("\"{answer}"))?;
        return Some(Act::Answers { to: Some(to), text });
    }
    let forms: [Form<Act>; 7] = [
        (": ", Act::Writes),
        (" answers: ", |text| Act::Answers { to: None, text }),
        (" edits: ", Act::Edits),
        (" exchanges: ", Act::Exchanges),
        (" forwards: ", Act::Forwards),
        (" quotes: ", Act::Quotes),
        (" asks inline: ", Act::AsksInline),
    ];
    spoken(rest, &forms)
}

/// `photo photo: a caption`; `photo:` for none, and `photo` for any.
fn content(words: &str) -> Option<(Vec<String>, String)> {
    let without = words.strip_suffix(':').map(|kinds| (kinds, ""));
    let (kinds, caption) = without.or(words.split_once(": ")).unwrap_or((words, "…"));
    let kinds: Vec<String> = kinds.split(' ').map(str::to_owned).collect();
    kinds
        .iter()
        .all(|kind| super::people::KINDS.contains(&kind.as_str()))
        .then(|| (kinds, caption.to_owned()))
}

/// `"to": text`
fn quoted(words: &str) -> Option<(String, String)> {
    let (to, text) = words.strip_prefix('"')?.split_once("\": ")?;
    Some((to.to_owned(), text.to_owned()))
}

/// How a line goes on, and what the text behind that makes. A text may begin on the line below.
type Form<T> = (&'static str, fn(String) -> T);

fn spoken<T>(rest: &str, forms: &[Form<T>]) -> Option<T> {
    forms.iter().find_map(|(start, make)| {
        let text = rest.strip_prefix(start.trim_end())?;
        let text = text.strip_prefix(['\n', ' '])?;
        Some(make(text.to_owned()))
    })
}

#[test]
fn every_line_of_the_language_is_understood_and_nothing_else() {
    for (line, expected) in [
        ("anna: hej", r#"Act { who: "anna", place: Own, act: Writes("hej") }"#),
        ("eva in topic 12: hej", r#"Act { who: "eva", place: Topic(12), act: Writes("hej") }"#),
        ("eva in general edits: hej", r#"Act { who: "eva", place: General, act: Edits("hej") }"#),
        (
            "eva in general answers \"… vem?\": jag",
            r#"Act { who: "eva", place: General, act: Answers { to: Some("… vem?"), text: "jag" } }"#,
        ),
        (
            "anna sends photo photo: se",
            r#"Act { who: "anna", place: Own, act: Sends { kinds: ["photo", "photo"], caption: "se" } }"#,
        ),
        (
            "meanwhile anna blocks",
            r#"Meanwhile(Act { who: "anna", place: Own, act: Blocks(true) })"#,
        ),
        ("kill at sendMessage", r#"World(KillAt("sendMessage"))"#),
        ("topic 1 deleted", "World(Topic { number: 1, state: Deleted, by: None })"),
        (
            "bot is administrator without topics",
            "World(Stands(Administrator { manages_topics: false }))",
        ),
        (
            "topic 1 gets a reply to \"a\": b",
            r#"Expect { place: Topic(1), expect: Replies { to: Some("a"), text: "b" } }"#,
        ),
        (
            "anna gets photo:",
            r#"Expect { place: With("anna"), expect: Shows { kinds: ["photo"], caption: "" } }"#,
        ),
        ("anna gets:\nhej", r#"Expect { place: With("anna"), expect: Says("hej") }"#),
        ("topic 1 closes", "Expect { place: Topic(1), expect: Closes }"),
        ("bot keys: [Ja]", r#"Expect { place: Anywhere, expect: Keys("[Ja]") }"#),
    ] {
        assert_eq!(step(line).map(|step| format!("{step:?}")).as_deref(), Some(expected), "{line}");
    }
    for line in [
        "anna",
        "anna says hej",
        "anna in topic: hej",
        "topic gets: hej",
        "anna gets gold: hej",
        "eva in attic: hej",
        "kill softly",
    ] {
        assert!(step(line).is_none(), "{line}: {:?}", step(line));
    }
}

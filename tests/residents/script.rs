//! Dialogues as text: who does what, and what the bot shows.
//!
//! ```text
//! # A comment. The first lines may set the moment, the language of the residents' apps, and what else is known.
//! at 2026-05-12T10:00
//! app en
//! with a long article
//!
//! anna: har ni öppet nu?
//! bot: Kontaktcenter har öppet nu … (… stands for any text, runs of spaces and lines for one space)
//! bot keys: [Karta] [Öppettider]       under what it said last; or `none`
//! anna edits: och på lördag?
//! bot edits: …                         a message of its own
//! anna presses "Karta"                 the key with this label that came last
//! anna presses data 0xyz
//! bot notices: …                       the words over a pressed button
//! anna sends photo: a caption
//! anna in group: …                     a group that all share
//! anna answers in group: …             as a reply to the bot's last message there
//! bot replies: …                       as a reply to the message in question
//! anna asks inline: öppettider
//! bot offers: …                        the titles, one after the other
//! bot speaks                           a voice message
//! anna blocks / anna unblocks
//! ```

use std::path::Path;

#[derive(Debug)]
pub struct Script {
    pub at: String,
    pub app: String,
    pub has_long_article: bool,
    /// With their line numbers.
    pub steps: Vec<(usize, Step)>,
}

#[derive(Debug)]
pub enum Step {
    Act { who: String, act: Act },
    Expect(Expect),
}

#[derive(Debug)]
pub enum Act {
    Writes(String),
    WritesInGroup(String),
    AnswersInGroup(String),
    Edits(String),
    Sends { content: String, caption: String },
    Presses(String),
    PressesData(String),
    AsksInline(String),
    Blocks(bool),
}

#[derive(Debug, PartialEq)]
pub enum Expect {
    Says(String),
    Replies(String),
    Edits(String),
    Notices(String),
    Offers(String),
    Keys(String),
    Speaks,
}

impl Script {
    pub fn read(path: &Path) -> Script {
        let text = std::fs::read_to_string(path).unwrap();
        let mut script = Script { at: crate::process::OPEN.to_owned(), app: "sv".to_owned(), has_long_article: false, steps: Vec::new() };
        for (number, line) in joined(&text) {
            if let Some(at) = line.strip_prefix("at ") {
                script.at = at.to_owned();
            } else if line == "with a long article" {
                script.has_long_article = true;
            } else if let Some(app) = line.strip_prefix("app ") {
                script.app = app.to_owned();
            } else {
                let step = step(&line).unwrap_or_else(|| panic!("{}:{number}: not understood: {line}", path.display()));
                script.steps.push((number, step));
            }
        }
        script
    }
}

/// Lines without comments and blank ones; a line that begins with a space goes on from the one before.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match lines.last_mut() {
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            Some((_, before)) if line.starts_with(' ') => {
                before.push('\n');
                before.push_str(line.trim());
            }
            _ => lines.push((number, line.trim_end().to_owned())),
        }
    }
    lines
}

fn step(line: &str) -> Option<Step> {
    let (who, rest) = line.split_at(line.find([' ', ':'])?);
    if who == "bot" {
        return expect(rest).map(Step::Expect);
    }
    Some(Step::Act { who: who.to_owned(), act: act(rest)? })
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
        let (content, caption) = sent.split_once(": ").unwrap_or((sent, ""));
        return Some(Act::Sends { content: content.to_owned(), caption: caption.to_owned() });
    }
    let forms: [Form<Act>; 5] = [
        (": ", Act::Writes),
        (" in group: ", Act::WritesInGroup),
        (" answers in group: ", Act::AnswersInGroup),
        (" edits: ", Act::Edits),
        (" asks inline: ", Act::AsksInline),
    ];
    spoken(rest, &forms)
}

fn expect(rest: &str) -> Option<Expect> {
    if rest == " speaks" {
        return Some(Expect::Speaks);
    }
    let forms: [Form<Expect>; 6] = [
        (": ", Expect::Says),
        (" replies: ", Expect::Replies),
        (" edits: ", Expect::Edits),
        (" notices: ", Expect::Notices),
        (" offers: ", Expect::Offers),
        (" keys: ", Expect::Keys),
    ];
    spoken(rest, &forms)
}

/// How a line goes on, and what the text behind that makes.
type Form<T> = (&'static str, fn(String) -> T);

fn spoken<T>(rest: &str, forms: &[Form<T>]) -> Option<T> {
    forms.iter().find_map(|(start, make)| rest.strip_prefix(start).map(|text| make(text.to_owned())))
}

/// Whether the text is as the pattern says, where `…` stands for any text.
pub fn fits(pattern: &str, text: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (pattern, text) = (plain(pattern), plain(text));
    let mut pieces = pattern.split('…').map(str::trim);
    let Some(mut rest) = pieces.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut last = "";
    let mut open = false;
    for piece in pieces {
        let Some(at) = rest.find(piece) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
        last = piece;
        open = true;
    }
    rest.is_empty() || open && (last.is_empty() || text.ends_with(last))
}

#[test]
fn an_ellipsis_stands_for_any_text() {
    for (pattern, text, expected) in [
        ("Hej!", "Hej!", true),
        ("Hej!", "Hej! Hur är det?", false),
        ("Hej! …", "Hej!\n\nHur är det?", true),
        ("… det?", "Hej! Hur är det, vad är det?", true),
        ("Hej … är … det?", "Hej! Hur är det?", true),
        ("Hej … var … det?", "Hej! Hur är det?", false),
        ("…", "", true),
        ("", "Hej", false),
    ] {
        assert_eq!(fits(pattern, text), expected, "{pattern} / {text}");
    }
}

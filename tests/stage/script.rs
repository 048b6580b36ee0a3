//! Dialogues as text: who does what where, and what the bot shows there.
//!
//! ```text
//! # A comment. A line that begins with a space goes on from the one before. The first lines may set up the world:
//! at 2026-05-12T10:00              the moment at the start; the clock goes on from there
//! app en                           the language of everybody's app
//! with a long article
//! staff in a forum                 staff's group: a forum, a supergroup, a basic group; eva and per are staff
//! staff in a forum as member       the bot's standing there: administrator (unless said), administrator without topics,
//!                                  member, kicked, stranger
//! errors in the log                the service has a reason to log errors
//! setting ALEBOT_REMIND_MINUTES=5  any of the service's environment
//!
//! anna: har ni öppet nu?           somebody writes: alone with the bot,
//! anna in group: …                 in a group that is nobody's,
//! eva in general: …                in staff's group,
//! eva in topic 1: …                in the topic of case 1. Wherever:
//! anna edits: …                    a message is changed, the last one of hers there;
//! anna exchanges: a caption        … and has another picture then;
//! anna answers: …                  … is written as a reply to what the bot showed last there,
//! anna answers "Hej …": …          … or to the last message there, whoever's, that reads so;
//! anna forwards: …                 … comes from somewhere else;
//! anna quotes: …                   … is a reply to a passage of a channel;
//! anna sends photo: a caption      … has other content: photo, voice, video, document, sticker, location, contact;
//!                                  numbered-document, numbered-contact: with a personal number in it;
//! anna sends photo photo: …        … comes as an album;
//! anna presses "Karta"             the key with this label that came last; or `presses data 0xyz`
//! anna asks inline: …
//! anna blocks / anna unblocks
//! meanwhile anna: …                at once, whatever goes on; else everything that follows from what was before is through, and told here
//! anonymous in topic 1: …          an administrator who writes in the group's name
//!
//! time 2026-05-13T08:00            the service is stopped in order and started with this clock
//! wait 2                           so many seconds go by
//! kill                             kill -9, and started again
//! kill at createForumTopic         … once such a request, the next, is carried out, before the service hears of it
//! outage begins / outage ends      nothing answers
//! fault sendMessage 429 2          the next such request fails: 429 and seconds to wait, 500, 400, 403, norights, unwritable, novoice, reset, garbage, hang (not carried out), lost, unanswered (carried out);
//! fault sendMessage 500 in topic 1     … the next to this place (anna, general; topics and general are one chat)
//! topic 1 deleted / closed / opened    by hand, by somebody in the group; closed by eva, or by anonymous
//! bot is kicked                    or another standing in staff's group
//! group moves                      staff's group becomes a forum with another id
//!
//! anna gets: …                     what the bot says in a place (… stands for any text, runs of spaces and lines for one space):
//! general gets: …                  in order within the place, whatever goes on in others
//! topic 1 gets a card: …           … out of turn: cards do not hold up messages, nor the other way round
//! anna may get: …                  … or not: what was on its way when the service was killed
//! topic 1 gets a reply: …          as a reply to somebody's message,
//! topic 1 gets a reply to "Hej": …     … to the last one there that reads so
//! topic 1 gets an edit: …          a message of its own is changed
//! topic 1 gets photo: …            a copy or a picture; `photo photo` for an album
//! anna gets keys: [Ja] [Nej]       under what was told last there; or `none`
//! anna gets nothing                nothing that is not told yet
//! anna notices: …                  the words over a pressed button
//! log says: …                      a line of the service's log has these words
//! topic 1 opens: 1 · Anna          made by the bot; also `topic 1 closes`, `topic 1 reopens`
//!
//! bot: …                           the same without a place, where there is but one: whatever comes first. Also bot replies, bot edits,
//!                                  bot keys, bot notices, bot offers (inline results, by title), bot speaks (a voice message)
//! ```

use std::path::Path;

use super::grammar;
use crate::double::{GroupKind, Standing};

#[derive(Debug)]
pub struct Script {
    pub setup: Setup,
    /// With their line numbers.
    pub steps: Vec<(usize, Step)>,
}

/// The world at the start.
#[derive(Clone, Debug)]
pub struct Setup {
    pub at: String,
    pub app: String,
    pub has_long_article: bool,
    pub staff: Option<(GroupKind, Standing)>,
    pub settings: Vec<(String, String)>,
    pub may_log_errors: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            at: crate::process::OPEN.to_owned(),
            app: "sv".to_owned(),
            has_long_article: false,
            staff: None,
            settings: Vec::new(),
            may_log_errors: false,
        }
    }
}

#[derive(Debug)]
pub enum Step {
    Act { who: String, place: Place, act: Act },
    World(Turn),
    Meanwhile(Box<Step>),
    Expect { place: Where, expect: Expect },
}

/// Where somebody does something.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Alone with the bot.
    Own,
    /// A group that is nobody's.
    Group,
    /// Staff's group, outside topics.
    General,
    /// The topic of the case with this number.
    Topic(u32),
}

#[derive(Debug)]
pub enum Act {
    Writes(String),
    /// `to`: the last message that reads so; none: the bot's last.
    Answers {
        to: Option<String>,
        text: String,
    },
    Edits(String),
    Exchanges(String),
    Forwards(String),
    /// As a reply to a passage of a channel.
    Quotes(String),
    Sends {
        kinds: Vec<String>,
        caption: String,
    },
    Presses(String),
    PressesData(String),
    AsksInline(String),
    Blocks(bool),
}

/// What happens to the service and to Telegram.
#[derive(Debug)]
pub enum Turn {
    Time(String),
    Wait(u64),
    Kill,
    KillAt(String),
    Outage(bool),
    Fault { method: String, what: Vec<String>, place: Option<Where> },
    Topic { number: u32, state: crate::double::TopicState, by: Option<String> },
    Stands(Standing),
    Moves,
}

/// Where the bot shows something.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    Anywhere,
    /// Alone with somebody.
    With(String),
    Group,
    General,
    Topic(u32),
}

#[derive(Debug, PartialEq)]
pub enum Expect {
    Says(String),
    /// Anywhere among what has been said.
    Card(String),
    May(String),
    /// `to`: as the message reads that is replied to; none: any.
    Replies {
        to: Option<String>,
        text: String,
    },
    Edits(String),
    /// Content of these kinds, and its caption.
    Shows {
        kinds: Vec<String>,
        caption: String,
    },
    Notices(String),
    Offers(String),
    Keys(String),
    Logs(String),
    Opens(String),
    Closes,
    Reopens,
    Nothing,
}

impl Script {
    pub fn read(path: &Path) -> Script {
        let text = std::fs::read_to_string(path).unwrap();
        let mut script = Script { setup: Setup::default(), steps: Vec::new() };
        for (number, line) in joined(&text) {
            if script.steps.is_empty() && grammar::setup(&line, &mut script.setup) {
                continue;
            }
            let step = grammar::step(&line)
                .unwrap_or_else(|| panic!("{}:{number}: not understood: {line}", path.display()));
            script.steps.push((number, step));
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
    rest.is_empty() || open && (last.is_empty() || rest.ends_with(last))
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

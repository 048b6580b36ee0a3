//! Conversations in the terminal, as text: `tests/dialogues/terminal/*.txt`.
//!
//! ```text
//! # A comment. The moment of the whole conversation follows.
//! at 2026-11-23T10:00
//!
//! > what is said
//! the reply, as it stands on the screen
//! ```
//!
//! `BLESS=1 cargo test --test cli` writes the replies of today into the files; read the difference before you keep it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use alebot::model::language::ReplyLanguage;
use alebot::wording::{Message, Wording};

use super::{MONDAY, alebot, fed, knowledge, said};

struct Dialogue {
    /// Comments and the moment, as written.
    head: String,
    at: String,
    turns: Vec<Turn>,
}

struct Turn {
    said: String,
    reply: String,
}

impl Dialogue {
    fn parse(text: &str) -> Self {
        let mut parts = text.split("\n>");
        let head = parts.next().unwrap_or_default().trim().to_owned();
        let at = head
            .lines()
            .find_map(|line| line.strip_prefix("at "))
            .expect("the moment, as `at 2026-11-23T10:00`")
            .to_owned();
        let turn = |part: &str| {
            let (said, reply) = part.split_once('\n').unwrap_or((part, ""));
            Turn { said: said.trim().to_owned(), reply: reply.trim().to_owned() }
        };
        Dialogue { head, at, turns: parts.map(turn).collect() }
    }

    /// What is replied today, turn by turn.
    fn replies(&self) -> Vec<String> {
        // A command that does not exist parts the replies; it changes nothing.
        let input: String =
            self.turns.iter().map(|turn| format!("{}\n/{NO_COMMAND}\n", turn.said)).collect();
        let output = fed(alebot(&["chat", "--at", &self.at]), &input);
        assert_eq!((output.status.code(), said(&output.stderr).as_str()), (Some(0), ""));
        let mut all = said(&output.stdout);
        for language in [ReplyLanguage::Swedish, ReplyLanguage::English] {
            all = all.replace(&no_command(language), PARTED);
        }
        let mut replies: Vec<String> =
            all.split(PARTED).map(|reply| reply.trim().to_owned()).collect();
        assert_eq!(replies.pop().as_deref(), Some(""), "{all}");
        replies
    }

    fn written(&self, replies: &[String]) -> String {
        let mut text = format!("{}\n", self.head);
        for (turn, reply) in self.turns.iter().zip(replies) {
            // Cannot fail: a String grows.
            let _ = write!(text, "\n> {}\n{reply}\n", turn.said);
        }
        text
    }
}

const NO_COMMAND: &str = "no-such-command";
const PARTED: &str = "\u{1f}";

/// What is said to a command that does not exist.
fn no_command(language: ReplyLanguage) -> String {
    static WORDING: OnceLock<Wording> = OnceLock::new();
    let wording = WORDING.get_or_init(|| alebot::knowledge::wording(&knowledge()).unwrap());
    wording.say(language, Message::TerminalNoCommand, &[])
}

#[test]
fn conversations_go_as_they_are_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/terminal");
    let mut wrong = String::new();
    let mut turns = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let dialogue = Dialogue::parse(&fs::read_to_string(&path).unwrap());
        let replies = dialogue.replies();
        assert_eq!(replies.len(), dialogue.turns.len(), "{}", path.display());
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, dialogue.written(&replies)).unwrap();
            continue;
        }
        for (turn, reply) in
            dialogue.turns.iter().zip(&replies).filter(|(turn, reply)| turn.reply != **reply)
        {
            let _ = write!(
                wrong,
                "\n{}\n> {}\nexpected:\n{}\ngot:\n{reply}\n",
                path.display(),
                turn.said,
                turn.reply
            );
        }
        turns += replies.len();
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(turns > 0 || std::env::var_os("BLESS").is_some());
}

#[test]
fn what_is_typed_never_steers_the_terminal() {
    let output = fed(
        alebot(&["chat", "--at", MONDAY]),
        "\u{1b}[2J\u{1b}]0;hej\u{7} \u{9b}31m\n/\u{1b}[31m\n/start \u{1b}[2J\n",
    );
    let shown = said(&output.stdout);
    assert!(
        output.status.success() && !shown.contains(|c: char| c.is_control() && c != '\n'),
        "{shown:?}"
    );
}

#[test]
fn whatever_is_typed_gets_a_reply_and_the_conversation_goes_on() {
    let long = "a".repeat(100_000);
    for line in [
        "\u{202e}tfel\u{202c}",
        "0",
        "99999999999999999999",
        "/",
        "//",
        "/ hej",
        "//////",
        "\0",
        &long,
    ] {
        let output = fed(alebot(&["chat", "--at", MONDAY]), &format!("{line}\n/kontakt"));
        let shown = said(&output.stdout);
        let start: String = line.chars().take(20).collect();
        assert!(output.status.success(), "{start:?}: {}", said(&output.stderr));
        let (reply, contact) =
            shown.split_once("\n\nSå når du").unwrap_or_else(|| panic!("{start:?}: {shown}"));
        assert!((1..=1500).contains(&reply.trim().chars().count()), "{start:?}: {reply}");
        assert!(contact.contains("0303-70 30 00"), "{start:?}: {contact}");
    }
}

#[test]
fn bytes_that_are_no_text_are_read_as_well_as_they_can_be() {
    use std::io::Write;
    let mut child = alebot(&["chat", "--at", MONDAY])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"\xff\xfe hej \xc3\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && !output.stdout.is_empty());
}

/// At a terminal of its own, made by `script` (part of every Debian and of util-linux).
#[cfg(target_os = "linux")]
mod terminal {
    use std::io::Write;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use crate::{MONDAY, index, knowledge, said};

    /// What stands on the screen in the end, and the exit code.
    fn screen(keys: &[&str], colours: bool) -> (String, Option<i32>) {
        let program = env!("CARGO_BIN_EXE_alebot");
        let (knowledge, index) = (knowledge(), index());
        let line = format!(
            "'{program}' --knowledge '{}' --index '{}' --at {MONDAY} chat",
            knowledge.display(),
            index.display()
        );
        let mut command = Command::new("script");
        command
            .args(["-qec", &line, "/dev/null"])
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .env_remove("ALEBOT_DATABASE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if !colours {
            command.env("NO_COLOR", "1");
        }
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        for keys in keys {
            // Typed by a person, who reads in between: a terminal throws away what is typed before Ctrl-C.
            std::thread::sleep(Duration::from_secs(2));
            stdin.write_all(keys.as_bytes()).unwrap();
            stdin.flush().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        (said(&output.stdout), output.status.code())
    }

    #[test]
    fn ctrl_d_ends_after_a_welcome_that_says_open_or_closed() {
        let (shown, code) = screen(&["\u{4}"], true);
        assert_eq!(code, Some(0), "{shown}");
        assert!(
            shown.contains("öppet nu, till kl. 16.30")
                && shown.contains("[1]")
                && shown.contains("> "),
            "{shown}"
        );
        assert!(shown.contains("\u{1b}[1m[1]\u{1b}[0m"), "{shown:?}");
    }

    #[test]
    fn no_color_leaves_the_numbers_plain() {
        let (shown, _) = screen(&["\u{4}"], false);
        assert!(shown.contains("[1] ") && !shown.contains("\u{1b}[1m"), "{shown:?}");
    }

    #[test]
    fn ctrl_c_clears_the_line_and_ends_the_second_time() {
        let (shown, code) = screen(&["hal\u{3}", "\u{3}"], false);
        assert_eq!(code, Some(0), "{shown}");
        assert!(shown.contains("Ctrl-C en gång till"), "{shown}");
    }

    #[test]
    fn the_arrow_up_brings_the_last_line_back() {
        let (shown, code) = screen(&["/kontakt\r", "\u{1b}[A\r", "\u{4}"], false);
        assert_eq!(code, Some(0), "{shown}");
        assert_eq!(shown.matches("kommun@ale.se").count(), 2, "{shown}");
    }
}

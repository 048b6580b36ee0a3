//! One conversation: what has been said, which choices are on the screen, which language is spoken.
//!
//! Invariant: knows no terminal and no clock; a line and a moment come in, a reply goes out.

use chrono::NaiveDateTime;

use crate::answer::compose;
use crate::assistant::{Assistant, Message as Asked, RANKED};
use crate::embedding::Vector;
use crate::model::action::{Action, Button};
use crate::model::command::{CommandNames, ResidentCommand, Start};
use crate::model::conversation::Context;
use crate::model::language::ReplyLanguage;
use crate::model::privacy::Privacy;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::wording::{Args, Message};

/// Gives a text's vector; `None` where the engine does not answer.
pub type Meaning = dyn Fn(&str) -> Option<Vector>;

pub struct Session<'a> {
    assistant: &'a Assistant,
    /// Chosen by the resident, or for the whole program.
    language: Option<ReplyLanguage>,
    context: Option<Context>,
    /// What the numbers last shown stand for.
    choices: Vec<Action>,
    privacy: Privacy,
    /// Gives messages' vectors, where an engine is set.
    meaning: Option<&'a Meaning>,
}

/// What a line is, before anything is answered.
#[derive(Debug, PartialEq, Eq)]
enum Line<'l> {
    /// An index into the choices.
    Choice(usize),
    NoChoice,
    Command(ResidentCommand),
    NoCommand,
    Words(&'l str),
}

impl<'l> Line<'l> {
    /// Numbers of three digits and more are no choices: who writes 112 may need help.
    fn read(line: &'l str, choices: usize, names: &CommandNames) -> Self {
        let line = line.trim();
        if let Some(typed) = line.strip_prefix('/') {
            let (name, words) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
            let command = names.of(name).and_then(|name| ResidentCommand::of(name, words));
            return command.map_or(Line::NoCommand, Line::Command);
        }
        match line.parse::<usize>() {
            Ok(number)
                if choices > 0
                    && line.len() <= 2
                    && line.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                number
                    .checked_sub(1)
                    .filter(|at| *at < choices)
                    .map_or(Line::NoChoice, Line::Choice)
            }
            _ => Line::Words(line),
        }
    }
}

impl<'a> Session<'a> {
    pub fn new(
        assistant: &'a Assistant,
        language: Option<ReplyLanguage>,
        privacy: Privacy,
        meaning: Option<&'a Meaning>,
    ) -> Self {
        Session { assistant, language, context: None, choices: Vec::new(), privacy, meaning }
    }

    /// The welcome, and how to go about it here.
    pub fn welcome(&mut self, at: NaiveDateTime) -> Reply {
        let mut welcome = compose::welcome(&self.assistant.facts(at, self.spoken()));
        welcome.blocks.extend(self.notice(at, Message::TerminalHint, &[]).blocks);
        self.offer(welcome, None)
    }

    /// The line was given up; once more ends the conversation.
    pub fn interrupted(&self, at: NaiveDateTime) -> Reply {
        self.notice(at, Message::TerminalInterrupted, &[])
    }

    /// The reply to a line. Its buttons are those that can be chosen by number.
    pub fn hear(&mut self, line: &str, at: NaiveDateTime) -> Reply {
        match Line::read(line, self.choices.len(), &self.assistant.wording.commands) {
            Line::Choice(choice) => match self.choices.get(choice).cloned() {
                Some(action) => self.press(&action, at),
                None => self.no_choice(at),
            },
            Line::NoChoice => self.no_choice(at),
            Line::Command(command) => self.command(&command, at),
            Line::NoCommand => self.notice(at, Message::TerminalNoCommand, &[]),
            Line::Words(text) => self.answer(text, at),
        }
    }

    fn answer(&mut self, text: &str, at: NaiveDateTime) -> Reply {
        let vector = self.meaning.and_then(|meaning| meaning(text));
        let message =
            Asked { text, at, language: self.language, top: RANKED, meaning: vector.as_ref() };
        let (reply, context) = self.assistant.reply(&message, self.context.as_ref());
        self.context = Some(context);
        self.offer(reply, None)
    }

    fn command(&mut self, command: &ResidentCommand, at: NaiveDateTime) -> Reply {
        if let Some(action) = command.action() {
            return self.press(&action, at);
        }
        match command {
            ResidentCommand::Hours(day) => {
                let args = [("day", day.as_str().into())];
                let asked = self.assistant.wording.say(self.spoken(), Message::AskHours, &args);
                self.answer(&asked, at)
            }
            ResidentCommand::Start(Start::Plain | Start::Unknown) => {
                self.context = None;
                self.welcome(at)
            }
            ResidentCommand::Language(_) => {
                self.offer(compose::language_choice(&self.assistant.facts(at, self.spoken())), None)
            }
            ResidentCommand::End => self.notice(at, Message::NothingToEnd, &[]),
            // Nobody reads along here, so a message to staff gets what the command alone gets.
            ResidentCommand::Person(_) => self.press(&Action::Person, at),
            // All others are buttons too.
            _ => self.press(&Action::Help, at),
        }
    }

    fn press(&mut self, action: &Action, at: NaiveDateTime) -> Reply {
        if let Action::SetLanguage(language) = action {
            self.language = Some(*language);
        }
        if let Action::Erase { .. } | Action::Privacy = action {
            return self.privacy(at);
        }
        match self.assistant.press(action, at, self.spoken(), self.privacy, self.context.as_ref()) {
            Some((reply, context)) => {
                self.context = Some(context);
                self.offer(reply, Some(action))
            }
            None => self.no_choice(at),
        }
    }

    fn privacy(&mut self, at: NaiveDateTime) -> Reply {
        let here = self.notice(at, Message::TerminalNothingStored, &[]);
        let mut reply = compose::privacy(&self.assistant.facts(at, self.spoken()), self.privacy);
        let announced =
            reply.blocks.iter().take_while(|block| matches!(block, Block::Notice(_))).count();
        reply.blocks.splice(announced..announced, here.blocks);
        self.offer(reply, None)
    }

    fn no_choice(&self, at: NaiveDateTime) -> Reply {
        self.notice(at, Message::TerminalNoChoice, &[])
    }

    fn notice(&self, at: NaiveDateTime, message: Message, args: &Args<'_>) -> Reply {
        compose::notice(&self.assistant.facts(at, self.spoken()), message, args)
    }

    /// The language of what is said without a question: chosen, or spoken last.
    fn spoken(&self) -> ReplyLanguage {
        self.language.or(self.context.as_ref().map(|context| context.language)).unwrap_or_default()
    }

    /// Keeps the buttons that do something new here, and remembers them; a reply without any leaves the numbers on the screen as they are.
    fn offer(&mut self, mut reply: Reply, pressed: Option<&Action>) -> Reply {
        let handed_over = reply.kind == ReplyKind::Handover;
        for row in &mut reply.buttons {
            row.retain(|Button { action, .. }| {
                let here = !matches!(
                    action,
                    Action::Listen { .. } | Action::Rate { .. } | Action::Open { .. }
                );
                here && Some(action) != pressed && !(handed_over && *action == Action::Person)
            });
        }
        reply.buttons.retain(|row| !row.is_empty());
        if !reply.buttons.is_empty() {
            self.choices =
                reply.buttons.iter().flatten().map(|button| button.action.clone()).collect();
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::command::CommandName;

    #[test]
    fn a_line_is_a_choice_a_command_or_words() {
        let names = CommandNames::new([
            ("hjalp", CommandName::Help),
            ("oppettider", CommandName::Hours),
            ("faq", CommandName::Faq),
        ]);
        let check = |line: &str, choices: usize, expected: Line<'_>| {
            assert_eq!(Line::read(line, choices, &names), expected, "{line}")
        };
        check(" 2 ", 3, Line::Choice(1));
        check("0", 3, Line::NoChoice);
        check("4", 3, Line::NoChoice);
        check("4", 0, Line::Words("4"));
        check("112", 3, Line::Words("112"));
        check("+1", 3, Line::Words("+1"));
        check("/hjälp", 3, Line::Command(ResidentCommand::Help));
        check(
            "/öppettider på lördag",
            3,
            Line::Command(ResidentCommand::Hours("på lördag".into())),
        );
        check("/Anna", 3, Line::NoCommand);
        check("/faq", 3, Line::NoCommand);
        check("", 3, Line::Words(""));
    }
}

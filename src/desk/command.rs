//! Typed commands: `/oppettider@bot lördag` → one closed enum for residents and one for staff. Pure; who may use which is decided elsewhere.

use super::case::event::StaffWords;
use crate::model::command::{CommandName, CommandNames, ResidentCommand};
use crate::model::id::CaseNumber;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Resident(ResidentCommand),
    /// The chat's id and one's own: for setting up.
    Id,
    Staff(Staff),
    /// A command we do not have. Holds its name as typed, without the slash.
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Staff {
    /// `Fråga: … Svar: …`, or nothing.
    Faq(String),
    Unanswered,
    /// Over so many days; `None`: what is typed is no number of days that can be counted.
    Statistics(Option<u32>),
    Notice(Notice),
    /// `2026-12-23 12.00-16.30 stängt Personaldag`.
    Exception(String),
    Exceptions,
    Close,
    /// `/not` or `//`: stays among staff.
    Note(String),
    /// Staff get nothing more from the resident of this case. Holds why, or nothing.
    Bar(String),
    /// Staff get it again.
    Unbar(Which),
    /// Lists whom staff have barred.
    Barred,
    /// The assistant says nothing of its own. Holds what it says instead, or nothing.
    Pause(String),
    Resume,
}

/// Which case is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one that the command is written in.
    Here,
    Case(CaseNumber),
    /// The words name none.
    Unclear,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Asks what the notice is now.
    Show,
    Off,
    Set(String),
}

/// The command in a message. `None`: it is none, or it is another bot's.
pub fn parse(text: &str, username: &str, names: &CommandNames) -> Option<Command> {
    let text = text.trim();
    if let Some(note) = text.strip_prefix("//") {
        return Some(Command::Staff(Staff::Note(note.trim().to_owned())));
    }
    let rest = text.strip_prefix('/')?;
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (typed, argument) = rest.split_at(end);
    let (name, bot) = typed.split_once('@').unwrap_or((typed, username));
    if name.is_empty() || !bot.eq_ignore_ascii_case(username) {
        return None;
    }
    let command = names.of(name).and_then(|command| with_words(command, argument.trim()));
    Some(command.unwrap_or_else(|| Command::Unknown(name.to_owned())))
}

fn with_words(command: CommandName, words: &str) -> Option<Command> {
    if let Some(command) = ResidentCommand::of(command, words) {
        return Some(Command::Resident(command));
    }
    let words = words.to_owned();
    Some(Command::Staff(match command {
        CommandName::Id => return Some(Command::Id),
        CommandName::Faq => Staff::Faq(words),
        CommandName::Unanswered => Staff::Unanswered,
        CommandName::Statistics => Staff::Statistics(days(&words)),
        CommandName::Notice => Staff::Notice(notice(words)),
        CommandName::Exception => Staff::Exception(words),
        CommandName::Exceptions => Staff::Exceptions,
        CommandName::Close => Staff::Close,
        CommandName::Note => Staff::Note(words),
        CommandName::Bar => Staff::Bar(words),
        CommandName::Unbar => Staff::Unbar(which(&words)),
        CommandName::Barred => Staff::Barred,
        CommandName::Pause => Staff::Pause(words),
        CommandName::Resume => Staff::Resume,
        _ => return None,
    }))
}

/// So many days are counted unless others are asked for, and so many at most.
const DAYS: u32 = 30;
pub const DAYS_MAX: u32 = 366;

fn days(words: &str) -> Option<u32> {
    match words.split_whitespace().next() {
        None => Some(DAYS),
        Some(days) => days.parse().ok().filter(|days| (1..=DAYS_MAX).contains(days)),
    }
}

fn which(words: &str) -> Which {
    match words.trim_start_matches('#') {
        "" if words.is_empty() => Which::Here,
        number => number.parse().map_or(Which::Unclear, Which::Case),
    }
}

/// What an employee writes in a case: words for it, or a command besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InCase {
    Words(StaffWords),
    Command(Staff),
}

/// Reads an employee's message in a case; `command` is the one in it.
pub fn in_case(command: Option<Command>, text: &str) -> InCase {
    match command {
        Some(Command::Staff(Staff::Note(_))) => InCase::Words(StaffWords::Note),
        Some(Command::Staff(Staff::Close)) => InCase::Words(StaffWords::Close),
        Some(Command::Staff(command)) => InCase::Command(command),
        Some(Command::Resident(_) | Command::Unknown(_) | Command::Id) => {
            InCase::Words(StaffWords::StrayCommand)
        }
        // A command for another bot, or one mistyped: nobody means that for a resident.
        None if text.trim_start().starts_with('/') => InCase::Words(StaffWords::StrayCommand),
        None => InCase::Words(StaffWords::Answer),
    }
}

fn notice(argument: String) -> Notice {
    match argument.as_str() {
        "" => Notice::Show,
        off if off.to_lowercase() == "av" => Notice::Off,
        _ => Notice::Set(argument),
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;

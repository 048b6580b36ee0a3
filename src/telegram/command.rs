//! Typed commands: `/oppettider@bot lördag` → one closed enum for residents and one for staff. Pure; who may use which is decided elsewhere.

mod listed;

use crate::model::command::{ResidentCommand, plain_name};

pub use listed::{
    Audience, DESCRIPTION_MAX, Listed, SHORT_DESCRIPTION_MAX, description, listed,
    short_description,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Resident(ResidentCommand),
    Staff(Staff),
    /// A command we do not have. Holds its name as typed, without the slash.
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Staff {
    /// `Fråga: … Svar: …`, or nothing.
    Faq(String),
    Unanswered,
    Statistics,
    Notice(Notice),
    /// `2026-12-23 12.00-16.30 stängt Personaldag`.
    Exception(String),
    Exceptions,
    Close,
    /// `/not` or `//`: stays among staff.
    Note(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Asks what the notice is now.
    Show,
    Off,
    Set(String),
}

/// The command in a message. `None`: it is none, or it is another bot's.
pub fn parse(text: &str, username: &str) -> Option<Command> {
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
    let argument = argument.trim();
    let command = match ResidentCommand::named(name, argument) {
        Some(command) => Some(Command::Resident(command)),
        None => staff(&plain_name(name), argument).map(Command::Staff),
    };
    Some(command.unwrap_or_else(|| Command::Unknown(name.to_owned())))
}

fn staff(name: &str, argument: &str) -> Option<Staff> {
    let argument = argument.to_owned();
    Some(match name {
        "faq" => Staff::Faq(argument),
        "obesvarade" => Staff::Unanswered,
        "statistik" => Staff::Statistics,
        "notis" => Staff::Notice(notice(argument)),
        "avvikelse" => Staff::Exception(argument),
        "avvikelser" => Staff::Exceptions,
        "stang" => Staff::Close,
        "not" => Staff::Note(argument),
        _ => return None,
    })
}

fn notice(argument: String) -> Notice {
    match argument.as_str() {
        "" => Notice::Show,
        off if off.to_lowercase() == "av" => Notice::Off,
        _ => Notice::Set(argument),
    }
}

#[cfg(test)]
mod tests;

//! Typed commands: `/oppettider@bot lördag` → one closed enum for residents and one for staff. Pure; who may use which is decided elsewhere.

mod listed;

use super::deep_link::Start;
use crate::model::language::ReplyLanguage;

pub use listed::{
    Audience, DESCRIPTION_MAX, Listed, SHORT_DESCRIPTION_MAX, description, listed,
    short_description,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Resident(Resident),
    Staff(Staff),
    /// A command we do not have. Holds its name as typed, without the slash.
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resident {
    Start(Start),
    Help,
    FocusAreas,
    /// Holds what stands behind it ("lördag"), or nothing.
    Hours(String),
    Contact,
    /// Holds the first message to staff, or nothing.
    Person(String),
    /// Ends the conversation with staff.
    End,
    /// `None`: asks which.
    Language(Option<ReplyLanguage>),
    Privacy,
    Erase,
    /// The chat's id and one's own.
    Id,
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
///
/// Telegram allows only a–z in commands; people type å, ä and ö and capitals all the same.
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
    Some(named(&plain(name), argument.trim()).unwrap_or_else(|| Command::Unknown(name.to_owned())))
}

/// In lower case, without rings and dots.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .replace(['å', 'ä'], "a")
        .replace('ö', "o")
}

fn named(name: &str, argument: &str) -> Option<Command> {
    use Command::{Resident as R, Staff as S};
    let argument = || argument.to_owned();
    Some(match name {
        "start" => R(Resident::Start(Start::parse(&argument()))),
        "hjalp" | "help" => R(Resident::Help),
        "fokusomraden" => R(Resident::FocusAreas),
        "oppettider" => R(Resident::Hours(argument())),
        "kontakt" => R(Resident::Contact),
        "personal" => R(Resident::Person(argument())),
        "avsluta" => R(Resident::End),
        "sprak" => R(Resident::Language(language(&argument()))),
        "integritet" | "privacy" => R(Resident::Privacy),
        "radera" => R(Resident::Erase),
        "id" => R(Resident::Id),
        "faq" => S(Staff::Faq(argument())),
        "obesvarade" => S(Staff::Unanswered),
        "statistik" => S(Staff::Statistics),
        "notis" => S(Staff::Notice(notice(argument()))),
        "avvikelse" => S(Staff::Exception(argument())),
        "avvikelser" => S(Staff::Exceptions),
        "stang" => S(Staff::Close),
        "not" => S(Staff::Note(argument())),
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

fn language(argument: &str) -> Option<ReplyLanguage> {
    match plain(argument).as_str() {
        "svenska" | "swedish" => Some(ReplyLanguage::Swedish),
        "engelska" | "english" => Some(ReplyLanguage::English),
        code => ReplyLanguage::from_code(code),
    }
}

#[cfg(test)]
mod tests;

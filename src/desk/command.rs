//! Typed commands: `/oppettider@bot lördag` → one closed enum for residents and one for staff. Pure; who may use which is decided elsewhere.

use crate::model::command::ResidentCommand;

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
    /// Over so many days, or as many as usual.
    Statistics(String),
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
/// Commands have only a–z; people type å, ä and ö and capitals all the same.
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
    name.to_lowercase().replace(['å', 'ä'], "a").replace('ö', "o")
}

fn named(name: &str, argument: &str) -> Option<Command> {
    use Command::Staff as S;
    if let Some(command) = ResidentCommand::named(name, argument) {
        return Some(Command::Resident(command));
    }
    let argument = || argument.to_owned();
    Some(match name {
        "id" => Command::Id,
        "faq" => S(Staff::Faq(argument())),
        "obesvarade" => S(Staff::Unanswered),
        "statistik" => S(Staff::Statistics(argument())),
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

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;

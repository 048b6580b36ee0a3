//! What commands are called: messages of the wording that channels and the parser read.

use std::collections::BTreeMap;

use super::file::Stated;
use super::{Language, Message, Wording, WordingFault};
use crate::model::command::{CommandName, CommandNames};
use crate::model::language::ReplyLanguage;

/// The longest name that Telegram takes: <https://core.telegram.org/bots/api#botcommand>.
const NAME_MAX: usize = 32;

/// Each command's name, and what the menu says of it.
const COMMANDS: [(CommandName, Message, Message); 24] = [
    (CommandName::Start, Message::CommandStart, Message::MenuStart),
    (CommandName::Help, Message::CommandHelp, Message::MenuHelp),
    (CommandName::Overview, Message::CommandOverview, Message::MenuOverview),
    (CommandName::Hours, Message::CommandHours, Message::MenuHours),
    (CommandName::Contact, Message::CommandContact, Message::MenuContact),
    (CommandName::Person, Message::CommandPerson, Message::MenuPerson),
    (CommandName::End, Message::CommandEnd, Message::MenuEnd),
    (CommandName::Language, Message::CommandLanguage, Message::MenuLanguage),
    (CommandName::Privacy, Message::CommandPrivacy, Message::MenuPrivacy),
    (CommandName::Erase, Message::CommandErase, Message::MenuErase),
    (CommandName::Id, Message::CommandId, Message::MenuId),
    (CommandName::Faq, Message::CommandFaq, Message::MenuFaq),
    (CommandName::Unanswered, Message::CommandUnanswered, Message::MenuUnanswered),
    (CommandName::Statistics, Message::CommandStatistics, Message::MenuStatistics),
    (CommandName::Notice, Message::CommandNotice, Message::MenuNotice),
    (CommandName::Exception, Message::CommandException, Message::MenuException),
    (CommandName::Exceptions, Message::CommandExceptions, Message::MenuExceptions),
    (CommandName::Close, Message::CommandClose, Message::MenuClose),
    (CommandName::Note, Message::CommandNote, Message::MenuNote),
    (CommandName::Bar, Message::CommandBar, Message::MenuBar),
    (CommandName::Unbar, Message::CommandUnbar, Message::MenuUnbar),
    (CommandName::Barred, Message::CommandBarred, Message::MenuBarred),
    (CommandName::Pause, Message::CommandPause, Message::MenuPause),
    (CommandName::Resume, Message::CommandResume, Message::MenuResume),
];

impl Wording {
    /// A command's name, without its slash.
    pub fn command(&self, language: ReplyLanguage, command: CommandName) -> String {
        self.of_command(language, command, |(_, name, _)| name)
    }

    /// What a menu says of a command.
    pub fn command_told(&self, language: ReplyLanguage, command: CommandName) -> String {
        self.of_command(language, command, |(.., told)| told)
    }

    fn of_command(
        &self,
        language: ReplyLanguage,
        command: CommandName,
        message: impl Fn((CommandName, Message, Message)) -> Message,
    ) -> String {
        let of = COMMANDS.into_iter().find(|(name, ..)| *name == command);
        of.map(|of| self.say(language, message(of), &[])).unwrap_or_default()
    }
}

/// What each command may be typed as: its name in any language.
pub(super) fn names(languages: &[Language]) -> CommandNames {
    let rows = COMMANDS.iter().flat_map(|(command, name, _)| {
        languages.iter().filter_map(|(_, stated)| Some((name_in(stated, *name)?, *command)))
    });
    CommandNames::new(rows)
}

fn name_in(file: &BTreeMap<String, Stated>, name: Message) -> Option<&str> {
    file.get(name.id())?.literal.as_deref()
}

/// Names that nobody could type, and those that would mean two commands.
pub(super) fn faults(languages: &[Language]) -> Vec<WordingFault> {
    let mut faults = Vec::new();
    let mut taken: BTreeMap<&str, CommandName> = BTreeMap::new();
    for &(language, ref file) in languages {
        for (command, message, _) in COMMANDS {
            let Some(stated) = file.get(message.id()) else { continue };
            let (layer, line) = (stated.layer, stated.line);
            let mut fault = |message| faults.push(WordingFault { language, layer, line, message });
            match stated.literal.as_deref().filter(|name| can_be_typed(name)) {
                None => fault(format!(
                    "”{}” är ett kommandos namn: 1 till {NAME_MAX} tecken av a–z, 0–9 och _, utan snedstreck",
                    message.id()
                )),
                Some(name) if *taken.entry(name).or_insert(command) != command => {
                    fault(format!("kommandot ”{name}” finns redan; ge ett av dem ett annat namn"))
                }
                Some(_) => {}
            }
        }
    }
    faults
}

fn can_be_typed(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(plain)
}

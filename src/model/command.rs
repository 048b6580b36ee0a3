//! What is typed with a slash: one closed list of commands, for every channel. What they are called stands in the wording.

use std::collections::BTreeMap;

use super::action::Action;
use super::article::ArticleId;
use super::language::ReplyLanguage;

/// A command, whatever it is called in this municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CommandName {
    Start,
    Help,
    Overview,
    Hours,
    Contact,
    Person,
    End,
    Language,
    Privacy,
    Erase,
    Id,
    Faq,
    Unanswered,
    Statistics,
    Notice,
    Exception,
    Exceptions,
    Close,
    Note,
    Bar,
    Unbar,
    Barred,
    Pause,
    Resume,
}

/// What each command is called, in every language of replies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandNames(BTreeMap<String, CommandName>);

impl CommandNames {
    pub fn new<'n>(names: impl IntoIterator<Item = (&'n str, CommandName)>) -> Self {
        CommandNames(names.into_iter().map(|(name, command)| (plain(name), command)).collect())
    }

    /// The command of a name (without its slash). `None`: there is none of that name.
    ///
    /// Channels allow only a–z in commands; people type å, ä and ö and capitals all the same.
    pub fn of(&self, typed: &str) -> Option<CommandName> {
        self.0.get(&plain(typed)).copied()
    }
}

/// A resident's command. Words behind a name are the resident's own: text, never a part of the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResidentCommand {
    Start(Start),
    Help,
    /// What there are texts about.
    Overview,
    /// Holds the day asked for ("lördag"), or nothing.
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
}

/// What stands behind `/start`; a deep link puts an article's id there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Opened by hand.
    Plain,
    Article(ArticleId),
    /// An old link, or one made by somebody else.
    Unknown,
}

impl Start {
    pub fn parse(payload: &str) -> Self {
        match payload.trim() {
            "" => Start::Plain,
            id => ArticleId::parse(id).map_or(Start::Unknown, Start::Article),
        }
    }
}

impl ResidentCommand {
    /// The command and the words behind it. `None`: it is none of residents.
    pub fn of(command: CommandName, words: &str) -> Option<Self> {
        let words = words.trim();
        Some(match command {
            CommandName::Start => ResidentCommand::Start(Start::parse(words)),
            CommandName::Help => ResidentCommand::Help,
            CommandName::Overview => ResidentCommand::Overview,
            CommandName::Hours => ResidentCommand::Hours(words.to_owned()),
            CommandName::Contact => ResidentCommand::Contact,
            CommandName::Person => ResidentCommand::Person(words.to_owned()),
            CommandName::End => ResidentCommand::End,
            CommandName::Language => ResidentCommand::Language(language(words)),
            CommandName::Privacy => ResidentCommand::Privacy,
            CommandName::Erase => ResidentCommand::Erase,
            CommandName::Id
            | CommandName::Faq
            | CommandName::Unanswered
            | CommandName::Statistics
            | CommandName::Notice
            | CommandName::Exception
            | CommandName::Exceptions
            | CommandName::Close
            | CommandName::Note
            | CommandName::Bar
            | CommandName::Unbar
            | CommandName::Barred
            | CommandName::Pause
            | CommandName::Resume => return None,
        })
    }

    /// The button that does the same. `None` where there is none, or where words behind the command make it a question of its own.
    pub fn action(&self) -> Option<Action> {
        match self {
            ResidentCommand::Start(Start::Article(id)) => Some(Action::ShowArticle(id.clone())),
            ResidentCommand::Help => Some(Action::Help),
            ResidentCommand::Overview => Some(Action::FocusAreas),
            ResidentCommand::Hours(day) => day.is_empty().then_some(Action::Hours),
            ResidentCommand::Contact => Some(Action::Contact),
            ResidentCommand::Person(message) => message.is_empty().then_some(Action::Person),
            ResidentCommand::Language(language) => language.map(Action::SetLanguage),
            ResidentCommand::Privacy => Some(Action::Privacy),
            ResidentCommand::Erase => Some(Action::Erase { confirmed: false }),
            ResidentCommand::Start(Start::Plain | Start::Unknown) | ResidentCommand::End => None,
        }
    }
}

/// In lower case, without rings and dots.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['å', 'ä'], "a").replace('ö', "o")
}

fn language(words: &str) -> Option<ReplyLanguage> {
    let words = plain(words);
    ReplyLanguage::named(&words).or_else(|| ReplyLanguage::from_code(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> CommandNames {
        CommandNames::new([
            ("start", CommandName::Start),
            ("hjalp", CommandName::Help),
            ("help", CommandName::Help),
            ("oppettider", CommandName::Hours),
            ("personal", CommandName::Person),
            ("sprak", CommandName::Language),
            ("faq", CommandName::Faq),
        ])
    }

    #[test]
    fn names_are_read_as_people_type_them() {
        for (name, expected) in [
            ("hjalp", Some(CommandName::Help)),
            ("hjälp", Some(CommandName::Help)),
            ("HELP", Some(CommandName::Help)),
            ("Öppettider", Some(CommandName::Hours)),
            ("språk", Some(CommandName::Language)),
            ("hjälpen", None),
            ("", None),
        ] {
            assert_eq!(names().of(name), expected, "/{name}");
        }
    }

    #[test]
    fn the_words_behind_a_command_are_read_with_it() {
        use ResidentCommand as C;
        let article = || Start::Article(ArticleId::parse("lust-att-lara").unwrap());
        for (command, words, expected) in [
            (CommandName::Start, "", Some(C::Start(Start::Plain))),
            (CommandName::Start, "lust-att-lara", Some(C::Start(article()))),
            (CommandName::Start, "Gammal länk", Some(C::Start(Start::Unknown))),
            (CommandName::Help, "mig", Some(C::Help)),
            (CommandName::Hours, " lördag ", Some(C::Hours("lördag".into()))),
            (CommandName::Person, "", Some(C::Person(String::new()))),
            (CommandName::Language, "engelska", Some(C::Language(Some(ReplyLanguage::English)))),
            (CommandName::Language, "sv", Some(C::Language(Some(ReplyLanguage::Swedish)))),
            (CommandName::Language, "klingon", Some(C::Language(None))),
            (CommandName::Faq, "", None),
        ] {
            assert_eq!(ResidentCommand::of(command, words), expected, "{command:?} {words}");
        }
    }

    #[test]
    fn a_command_with_words_of_its_own_is_no_button() {
        let action = |command, words| ResidentCommand::of(command, words)?.action();
        assert_eq!(action(CommandName::Hours, ""), Some(Action::Hours));
        assert_eq!(action(CommandName::Hours, "lördag"), None);
        assert_eq!(action(CommandName::Person, "Hej, jag undrar"), None);
    }
}

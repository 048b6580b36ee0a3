//! What residents type with a slash: one closed list, for Telegram and for the terminal.

use super::action::Action;
use super::article::ArticleId;
use super::language::ReplyLanguage;

/// A resident's command. Words behind a name are the resident's own: text, never a part of the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResidentCommand {
    Start(Start),
    Help,
    FocusAreas,
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
    /// The command of a name (without its slash) and the words behind it. `None`: residents have none of that name.
    ///
    /// Telegram allows only a–z in commands; people type å, ä and ö and capitals all the same.
    pub fn named(name: &str, words: &str) -> Option<Self> {
        let words = words.trim();
        Some(match plain(name).as_str() {
            "start" => ResidentCommand::Start(Start::parse(words)),
            "hjalp" | "help" => ResidentCommand::Help,
            "fokusomraden" => ResidentCommand::FocusAreas,
            "oppettider" => ResidentCommand::Hours(words.to_owned()),
            "kontakt" => ResidentCommand::Contact,
            "personal" => ResidentCommand::Person(words.to_owned()),
            "avsluta" => ResidentCommand::End,
            "sprak" => ResidentCommand::Language(language(words)),
            "integritet" | "privacy" => ResidentCommand::Privacy,
            "radera" => ResidentCommand::Erase,
            _ => return None,
        })
    }

    /// The button that does the same. `None` where there is none, or where words behind the command make it a question of its own.
    pub fn action(&self) -> Option<Action> {
        match self {
            ResidentCommand::Start(Start::Article(id)) => Some(Action::ShowArticle(id.clone())),
            ResidentCommand::Help => Some(Action::Help),
            ResidentCommand::FocusAreas => Some(Action::FocusAreas),
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
    match plain(words).as_str() {
        "svenska" | "swedish" => Some(ReplyLanguage::Swedish),
        "engelska" | "english" => Some(ReplyLanguage::English),
        code => ReplyLanguage::from_code(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_type_them() {
        use ResidentCommand as C;
        for (name, words, expected) in [
            ("start", "", Some(C::Start(Start::Plain))),
            (
                "start",
                "lust-att-lara",
                Some(C::Start(Start::Article(ArticleId::parse("lust-att-lara").unwrap()))),
            ),
            ("start", "Gammal länk", Some(C::Start(Start::Unknown))),
            ("hjälp", "", Some(C::Help)),
            ("HELP", "", Some(C::Help)),
            ("fokusområden", "", Some(C::FocusAreas)),
            ("öppettider", " lördag ", Some(C::Hours("lördag".into()))),
            ("Kontakt", "", Some(C::Contact)),
            ("personal", "", Some(C::Person(String::new()))),
            ("avsluta", "", Some(C::End)),
            ("språk", "engelska", Some(C::Language(Some(ReplyLanguage::English)))),
            ("sprak", "sv", Some(C::Language(Some(ReplyLanguage::Swedish)))),
            ("sprak", "klingon", Some(C::Language(None))),
            ("privacy", "", Some(C::Privacy)),
            ("radera", "", Some(C::Erase)),
            ("faq", "", None),
            ("", "", None),
        ] {
            assert_eq!(ResidentCommand::named(name, words), expected, "/{name} {words}");
        }
    }

    #[test]
    fn a_command_with_words_of_its_own_is_no_button() {
        let action =
            |name, words| ResidentCommand::named(name, words).and_then(|command| command.action());
        assert_eq!(action("oppettider", ""), Some(Action::Hours));
        assert_eq!(action("oppettider", "lördag"), None);
        assert_eq!(action("personal", "Hej, jag undrar"), None);
    }
}

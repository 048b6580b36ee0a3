//! While staff have paused the assistant: what goes on all the same.

use crate::model::action::Action;
use crate::model::command::ResidentCommand;

/// Whether a command brings nothing that the assistant knows: it is for staff, or about what residents decide themselves.
pub fn command_goes_on(command: &ResidentCommand) -> bool {
    match command {
        ResidentCommand::Person(_)
        | ResidentCommand::End
        | ResidentCommand::Language(_)
        | ResidentCommand::Privacy
        | ResidentCommand::Erase => true,
        ResidentCommand::Start(_)
        | ResidentCommand::Help
        | ResidentCommand::Overview
        | ResidentCommand::Hours(_)
        | ResidentCommand::Contact => false,
    }
}

/// The same of a button.
pub fn button_goes_on(action: &Action) -> bool {
    match action {
        Action::Person
        | Action::PersonAbout { .. }
        | Action::Consent { .. }
        | Action::Helped { .. }
        | Action::Rate { .. }
        | Action::TellMe { .. }
        | Action::SetLanguage(_)
        | Action::Privacy
        | Action::Erase { .. } => true,
        Action::ShowArticle(_)
        | Action::ReadAll { .. }
        | Action::Listen { .. }
        | Action::FocusAreas
        | Action::Hours
        | Action::Contact
        | Action::Map
        | Action::Open { .. }
        | Action::Help => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::ArticleId;
    use crate::model::case::Origin;
    use crate::model::command::Start;
    use crate::model::id::{CaseNumber, MessageId};
    use crate::model::language::ReplyLanguage;

    fn article() -> ArticleId {
        ArticleId::parse("parken").unwrap()
    }

    #[test]
    fn a_command_and_the_button_that_does_the_same_go_on_alike() {
        for (command, expected) in [
            (ResidentCommand::Person(String::new()), true),
            (ResidentCommand::Erase, true),
            (ResidentCommand::Privacy, true),
            (ResidentCommand::Help, false),
            (ResidentCommand::Overview, false),
            (ResidentCommand::Hours(String::new()), false),
            (ResidentCommand::Contact, false),
        ] {
            assert_eq!(command_goes_on(&command), expected, "{command:?}");
            assert_eq!(button_goes_on(&command.action().unwrap()), expected, "{command:?}");
        }
        assert!(command_goes_on(&ResidentCommand::End));
        assert!(!command_goes_on(&ResidentCommand::Start(Start::Plain)));
    }

    #[test]
    fn buttons_of_cases_and_of_ones_own_data_go_on_and_those_that_answer_do_not() {
        for (action, expected) in [
            (Action::PersonAbout { message_id: MessageId::new(1) }, true),
            (Action::Consent { agreed: true, origin: Origin::Command }, true),
            (Action::Helped { case: CaseNumber::new(1), helped: false }, true),
            (Action::Rate { article: article(), helpful: true }, true),
            (Action::TellMe { message_id: MessageId::new(1) }, true),
            (Action::SetLanguage(ReplyLanguage::English), true),
            (Action::ShowArticle(article()), false),
            (Action::ReadAll { article: article(), page: 0 }, false),
            (Action::Listen { article: article(), language: ReplyLanguage::Swedish }, false),
            (Action::Map, false),
            (Action::Open { url: "https://example.org/".to_owned() }, false),
        ] {
            assert_eq!(button_goes_on(&action), expected, "{action:?}");
        }
    }
}

//! What Telegram shows about the bot: commands in the menu, and the texts of its profile.

use crate::model::command::CommandName;
use crate::model::contact::Bilingual;
use crate::model::language::ReplyLanguage;
use crate::model::rich::shortened;
use crate::wording::{Message, Wording};

/// The longest description (shown in an empty chat) and short description (shown on the profile), in characters.
pub const DESCRIPTION_MAX: usize = 512;
pub const SHORT_DESCRIPTION_MAX: usize = 120;

/// Who sees a list of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Residents in a chat of their own.
    Private,
    /// Groups, where the bot speaks only when spoken to.
    Group,
    /// The staff group, and staff alone with the bot.
    Staff,
}

const EVERYWHERE: [CommandName; 4] =
    [CommandName::Hours, CommandName::Contact, CommandName::Overview, CommandName::Help];

const PRIVATE: [CommandName; 6] = [
    CommandName::Start,
    CommandName::Person,
    CommandName::End,
    CommandName::Language,
    CommandName::Privacy,
    CommandName::Erase,
];

const STAFF: [CommandName; 14] = [
    CommandName::Faq,
    CommandName::Unanswered,
    CommandName::Statistics,
    CommandName::Notice,
    CommandName::Exception,
    CommandName::Exceptions,
    CommandName::Close,
    CommandName::Note,
    CommandName::Bar,
    CommandName::Unbar,
    CommandName::Barred,
    CommandName::Pause,
    CommandName::Resume,
    CommandName::Id,
];

/// The menu for an audience, in the order it is shown.
pub fn listed(audience: Audience) -> impl Iterator<Item = CommandName> {
    let lists: &[&[CommandName]] = match audience {
        Audience::Private => &[&EVERYWHERE, &PRIVATE],
        Audience::Group => &[&EVERYWHERE],
        Audience::Staff => &[&STAFF, &EVERYWHERE],
    };
    lists.iter().flat_map(|list| list.iter()).copied()
}

/// What stands in an empty chat; names the centre, and says that it is a machine (AI Act, article 50).
pub fn description(wording: &Wording, centre: &Bilingual, language: ReplyLanguage) -> String {
    let text = of_centre(wording, Message::Profile, centre, language);
    shortened(&text, DESCRIPTION_MAX)
}

pub fn short_description(wording: &Wording, centre: &Bilingual, language: ReplyLanguage) -> String {
    let text = of_centre(wording, Message::ProfileShort, centre, language);
    shortened(&text, SHORT_DESCRIPTION_MAX)
}

fn of_centre(
    wording: &Wording,
    message: Message,
    centre: &Bilingual,
    language: ReplyLanguage,
) -> String {
    wording.say(language, message, &[("centre", centre.in_language(language).into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording() -> Wording {
        let sv = include_str!("../../../knowledge/wording/sv.ftl");
        let en = include_str!("../../../knowledge/wording/en.ftl");
        Wording::of(&[(ReplyLanguage::Swedish, sv), (ReplyLanguage::English, en)])
    }

    #[test]
    fn every_listed_command_is_one_telegram_takes_and_we_know() {
        let wording = wording();
        for audience in [Audience::Private, Audience::Group, Audience::Staff] {
            assert!((1..=100).contains(&listed(audience).count()));
            for (command, language) in listed(audience)
                .flat_map(|command| ReplyLanguage::ALL.map(|language| (command, language)))
            {
                let name = wording.command(language, command);
                assert_eq!(wording.commands.of(&name), Some(command), "{name}");
                let told = wording.command_told(language, command).chars().count();
                assert!((3..=256).contains(&told), "{name}");
            }
        }
    }

    #[test]
    fn the_profile_fits_whatever_the_centre_is_called() {
        let long = Bilingual { sv: "Å".repeat(600), en: "Å".repeat(600) };
        for language in ReplyLanguage::ALL {
            let full = description(&wording(), &long, language);
            assert_eq!(full.chars().count(), DESCRIPTION_MAX);
            let short = short_description(&wording(), &long, language);
            assert_eq!(short.chars().count(), SHORT_DESCRIPTION_MAX);
        }
    }
}

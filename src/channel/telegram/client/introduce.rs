//! What Telegram shows about the bot: commands, texts of the profile, the menu.

use teloxide::payloads;
use teloxide::types::{BotCommand, BotCommandScope, MenuButton, Recipient};
use thiserror::Error;

use super::error::CallError;
use super::{BotApi, chat_of};
use crate::channel::telegram::listed::{Audience, description, listed, short_description};
use crate::model::contact::Bilingual;
use crate::model::id::{ChatId, UserId};
use crate::model::language::ReplyLanguage;
use crate::wording::Wording;

/// Where staff write: their group, and each of them alone with the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffChats {
    pub group: Option<ChatId>,
    pub members: Vec<UserId>,
}

/// One of the texts could not be set; the others may have been. The bot works all the same.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot set the bot's {what}: {error}")]
pub struct IntroduceError {
    pub what: &'static str,
    pub error: CallError,
}

impl BotApi {
    /// Sets everything that Telegram shows about the bot, in Swedish for all and in each other language for apps in it.
    /// Goes on after an error; a staff member who has never written to the bot is one.
    pub async fn introduce(
        &self,
        wording: &Wording,
        centre: &Bilingual,
        staff: &StaffChats,
    ) -> Vec<IntroduceError> {
        let mut errors = Vec::new();
        let mut note = |what, result: Result<_, CallError>| {
            errors.extend(result.err().map(|error| IntroduceError { what, error }));
        };
        for language in ReplyLanguage::ALL {
            let code = code(language);
            for (audience, scope) in scopes(staff) {
                let commands = listed(audience).map(|command| {
                    let told = wording.command_told(language, command);
                    BotCommand::new(wording.command(language, command), told)
                });
                let mut payload = payloads::SetMyCommands::new(commands);
                payload.scope = Some(scope);
                payload.language_code.clone_from(&code);
                note("commands", self.call(&payload).await);
            }
            let mut payload = payloads::SetMyDescription::new();
            payload.description = Some(description(wording, centre, language));
            payload.language_code.clone_from(&code);
            note("description", self.call(&payload).await);
            let mut payload = payloads::SetMyShortDescription::new();
            payload.short_description = Some(short_description(wording, centre, language));
            payload.language_code = code;
            note("short description", self.call(&payload).await);
        }
        let mut payload = payloads::SetChatMenuButton::new();
        payload.menu_button = Some(MenuButton::Commands);
        note("menu", self.call(&payload).await);
        errors
    }
}

/// No code: for every language without texts of its own.
fn code(language: ReplyLanguage) -> Option<String> {
    (language != ReplyLanguage::default()).then(|| language.code().to_owned())
}

fn scopes(staff: &StaffChats) -> Vec<(Audience, BotCommandScope)> {
    let members = staff.members.iter().map(|member| member.chat());
    let staff = staff.group.into_iter().chain(members).map(|chat| {
        let chat_id = Recipient::Id(chat_of(chat));
        (Audience::Staff, BotCommandScope::Chat { chat_id })
    });
    [
        (Audience::Private, BotCommandScope::AllPrivateChats),
        (Audience::Group, BotCommandScope::AllGroupChats),
    ]
    .into_iter()
    .chain(staff)
    .collect()
}

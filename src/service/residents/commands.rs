//! The commands residents have. Buttons do the same.

use super::words::sent;
use super::{Chat, Residents, letters};
use crate::answer::compose;
use crate::model::action::{Action, Button};
use crate::model::command::{ResidentCommand as Resident, Start};
use crate::model::incoming::{Incoming, Message};
use crate::model::language::ReplyLanguage;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::service::pipe::Outcome;
use crate::store::{StoreError, Write};
use crate::wording::Message as Wording;

impl Residents {
    pub(super) async fn command(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Message,
        command: Resident,
    ) -> Result<Outcome, StoreError> {
        let pressed = |action| self.pressed(chat, &action);
        let reply = match command {
            Resident::Start(Start::Article(article)) => pressed(Action::ShowArticle(article)),
            Resident::Start(Start::Plain | Start::Unknown) => self.welcome(chat),
            Resident::Help => pressed(Action::Help),
            Resident::FocusAreas => pressed(Action::FocusAreas),
            Resident::Hours(asked) if asked.is_empty() => pressed(Action::Hours),
            Resident::Hours(asked) => self.answer(chat, &format!("öppet {asked}?")).0,
            Resident::Contact => pressed(Action::Contact),
            Resident::Person(_) => pressed(Action::Person),
            Resident::End => self.sentence(chat, Wording::NothingToEnd),
            Resident::Language(None) => self.language_choice(chat),
            Resident::Language(Some(language)) => return Ok(self.language_set(chat, language)),
            Resident::Privacy => pressed(Action::Privacy),
            Resident::Erase => self.erase_question(chat).await?,
            Resident::Id => self.ids(chat, update),
        };
        let rendered = self.rendered(reply);
        Ok(sent(letters::reply(
            chat.id,
            chat.thread,
            rendered,
            Some(message.message_id),
            false,
        )))
    }

    /// What an action brings that has a reply; a button too old to have one gets told so.
    pub(super) fn pressed(&self, chat: &Chat, action: &Action) -> Reply {
        let assistant = self.brain.assistant();
        if *action == Action::Privacy {
            return compose::privacy(
                &assistant.facts(chat.now, chat.language),
                self.retention_days,
            );
        }
        let known =
            !matches!(action, Action::ShowArticle(id) if assistant.knowledge.article(id).is_none());
        let reply = assistant
            .press(action, chat.now, chat.language)
            .filter(|_| known);
        reply.map_or_else(
            || self.sentence(chat, Wording::OldButton),
            |(reply, _)| reply,
        )
    }

    fn welcome(&self, chat: &Chat) -> Reply {
        compose::welcome(&self.brain.assistant().facts(chat.now, chat.language))
    }

    pub(super) fn sentence(&self, chat: &Chat, message: Wording) -> Reply {
        self.reply_of(
            chat,
            vec![Block::Text(self.say(chat, message, &[]))],
            Vec::new(),
        )
    }

    fn reply_of(&self, chat: &Chat, blocks: Vec<Block>, buttons: Vec<Vec<Button>>) -> Reply {
        Reply {
            kind: ReplyKind::Smalltalk,
            language: chat.language.into(),
            blocks,
            buttons,
            articles: Vec::new(),
            passage: None,
            source: None,
            hours: None,
        }
    }

    fn button_of(&self, chat: &Chat, label: Wording, action: Action) -> Button {
        Button {
            label: self.say(chat, label, &[]),
            action,
        }
    }

    fn language_choice(&self, chat: &Chat) -> Reply {
        let buttons = vec![vec![
            self.button_of(
                chat,
                Wording::ButtonSwedish,
                Action::SetLanguage(ReplyLanguage::Swedish),
            ),
            self.button_of(
                chat,
                Wording::ButtonEnglish,
                Action::SetLanguage(ReplyLanguage::English),
            ),
        ]];
        self.reply_of(
            chat,
            vec![Block::Text(self.say(chat, Wording::LanguageAsk, &[]))],
            buttons,
        )
    }

    pub(super) fn language_set(&self, chat: &Chat, language: ReplyLanguage) -> Outcome {
        let text = self
            .brain
            .assistant()
            .wording
            .say(language, Wording::LanguageSet, &[]);
        Outcome {
            writes: vec![Write::Language {
                chat: chat.id,
                language: Some(language),
            }],
            letters: letters::plain(chat.id, chat.thread, &text, None),
        }
    }

    /// Says what there is before anything is erased.
    async fn erase_question(&self, chat: &Chat) -> Result<Reply, StoreError> {
        let stored = self.store.erasable(chat.id).await?;
        let mut blocks = Vec::new();
        let mut buttons = Vec::new();
        if stored.conversation + stored.questions + stored.replies == 0 {
            blocks.push(Block::Text(self.say(chat, Wording::EraseNothing, &[])));
        } else {
            let args = [
                ("questions", stored.questions.to_string().into()),
                ("replies", stored.replies.to_string().into()),
            ];
            blocks.push(Block::Text(self.say(chat, Wording::EraseAsk, &args)));
            buttons.push(vec![self.button_of(
                chat,
                Wording::ButtonErase,
                Action::Erase { confirmed: true },
            )]);
        }
        if stored.cases_kept > 0 {
            blocks.push(Block::Text(self.say(
                chat,
                Wording::EraseCases,
                &[("cases", stored.cases_kept.to_string().into())],
            )));
        }
        Ok(self.reply_of(chat, blocks, buttons))
    }

    pub(super) async fn erase(&self, chat: &Chat) -> Result<Outcome, StoreError> {
        let stored = self.store.erasable(chat.id).await?;
        let args = [
            ("questions", stored.questions.to_string().into()),
            ("replies", stored.replies.to_string().into()),
        ];
        let text = self.say(chat, Wording::Erased, &args);
        Ok(Outcome {
            writes: vec![Write::Erase { chat: chat.id }],
            letters: letters::plain(chat.id, chat.thread, &text, None),
        })
    }

    fn ids(&self, chat: &Chat, update: &Incoming) -> Reply {
        let user = update
            .from
            .as_ref()
            .map_or_else(String::new, |from| from.id.to_string());
        let args = [("chat", chat.id.to_string().into()), ("user", user.into())];
        self.reply_of(
            chat,
            vec![Block::Text(self.say(chat, Wording::Id, &args))],
            Vec::new(),
        )
    }
}

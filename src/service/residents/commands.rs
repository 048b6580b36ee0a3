//! The commands residents have. Buttons do the same.

use super::words::remembered;
use super::{Chat, Residents};
use crate::answer::compose;
use crate::model::action::{Action, Button};
use crate::model::case::Origin;
use crate::model::command::ResidentCommand;
use crate::model::desk::FirstMessage;
use crate::model::incoming::{ChatKind, Incoming, Received};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Effect;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Letter, StoreError, Write};
use crate::wording::Message;

impl Residents {
    pub(super) async fn command(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
        command: ResidentCommand,
    ) -> Result<Outcome, StoreError> {
        match &command {
            ResidentCommand::Person(words) => {
                let first = self.first_message(message, words);
                let mut outcome = self.person(chat, update, first, Origin::Command).await?;
                if let Some(desk) = &self.desk {
                    outcome.letters.extend(desk.word_of_withheld(chat.id, message, chat.language));
                }
                return Ok(self.with_emergency(chat, words, outcome).await);
            }
            ResidentCommand::End => return self.ended(chat, update, message).await,
            _ => {}
        }
        let reply = match (command.action(), command) {
            (Some(Action::SetLanguage(language)), _) => {
                return Ok(self.language_set(chat, language));
            }
            (Some(Action::Erase { .. }), _) => self.erase_question(chat).await?,
            (Some(action), _) => {
                let (reply, remembered) = self.pressed(chat, &action);
                return Ok(Outcome {
                    writes: remembered.into_iter().collect(),
                    ..self.replied(chat, message, reply)
                });
            }
            (None, ResidentCommand::Hours(day)) => {
                let asked = self.say(chat, Message::AskHours, &[("day", day.into())]);
                self.answer(chat, &asked).await.0
            }
            (None, ResidentCommand::Language(_)) => {
                compose::language_choice(&self.brain.assistant().facts(chat.now, chat.language))
            }
            (None, _) => self.welcome(chat),
        };
        Ok(self.replied(chat, message, reply))
    }

    /// The words behind `/personal`, as staff may get them with what came along.
    fn first_message(&self, message: &Received, words: &str) -> Option<FirstMessage> {
        let written = Received { text: words.to_owned(), ..message.clone() };
        let carriable = self.desk.as_ref()?.carriable(&written, ReplyLanguage::Swedish);
        FirstMessage::of_message(&carriable, &carriable.text)
    }

    /// `/id`: the chat's and one's own, for whoever sets the service up.
    pub(super) fn ids(&self, chat: &Chat, update: &Incoming, message: &Received) -> Outcome {
        let user = update.from.as_ref().map_or_else(String::new, |from| from.id.to_string());
        let args = [("chat", chat.id.to_string().into()), ("user", user.into())];
        let text = self.say(chat, Message::Id, &args);
        Outcome::say(letters::plain(chat, &text, Some(message.message_id)))
    }

    pub(super) fn replied(&self, chat: &Chat, message: &Received, reply: Reply) -> Outcome {
        let venue = self.venue(chat, &reply);
        let mut letters =
            letters::reply(chat, self.rendered(reply), Some(message.message_id), false);
        letters.extend(venue);
        Outcome::say(letters)
    }

    /// The place on the channel's own map, under a reply that shows the way; only where an editor has written coordinates.
    pub(super) fn venue(&self, chat: &Chat, reply: &Reply) -> Option<Letter> {
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        let (latitude, longitude) = contact.coordinates?;
        reply.buttons.iter().flatten().find(|button| button.action == Action::Map)?;
        let title = contact.visit.first().cloned().unwrap_or_else(|| contact.municipality.clone());
        let map = Effect::Map {
            latitude,
            longitude,
            title,
            address: contact.visit.last().cloned().unwrap_or_default(),
        };
        Some(Letter::from(letters::outgoing(chat, map)))
    }

    /// What an action brings, and what is to be remembered of it; one without a reply of its own is told to be old.
    pub(super) fn pressed(&self, chat: &Chat, action: &Action) -> (Reply, Option<Write>) {
        let assistant = self.brain.assistant();
        match assistant.press(action, chat.now, chat.language, self.privacy, chat.context.as_ref())
        {
            Some((reply, context)) => (reply, Some(remembered(chat, &context))),
            None => (self.sentence(chat, Message::OldButton), None),
        }
    }

    fn welcome(&self, chat: &Chat) -> Reply {
        compose::welcome(&self.brain.assistant().facts(chat.now, chat.language))
    }

    pub(super) fn sentence(&self, chat: &Chat, message: Message) -> Reply {
        self.reply_of(chat, vec![Block::Text(self.say(chat, message, &[]))], Vec::new())
    }

    fn reply_of(&self, chat: &Chat, blocks: Vec<Block>, buttons: Vec<Vec<Button>>) -> Reply {
        let reply = Reply::new(ReplyKind::Smalltalk, chat.language.into(), blocks);
        Reply { buttons, ..reply }
    }

    pub(super) fn button_of(&self, chat: &Chat, label: Message, action: Action) -> Button {
        Button { label: self.say(chat, label, &[]), action }
    }

    pub(super) fn language_set(&self, chat: &Chat, language: ReplyLanguage) -> Outcome {
        let text = self.brain.assistant().wording.say(language, Message::LanguageChosen, &[]);
        Outcome {
            writes: vec![Write::Language { chat: chat.id, language: Some(language) }],
            letters: letters::plain(chat, &text, None),
        }
    }

    /// Says what there is before anything is erased.
    pub(super) async fn erase_question(&self, chat: &Chat) -> Result<Reply, StoreError> {
        if is_group(chat) {
            let text = self.say(
                chat,
                Message::EraseInGroup,
                &[("username", self.username.as_str().into())],
            );
            return Ok(self.reply_of(chat, vec![Block::Text(text)], Vec::new()));
        }
        let stored = self.store.erasable(chat.id).await?;
        let mut blocks = Vec::new();
        let mut buttons = Vec::new();
        if stored.conversation + stored.drafts + stored.questions + stored.replies == 0 {
            blocks.push(Block::Text(self.say(chat, Message::EraseNothing, &[])));
        } else {
            let args = [
                ("questions", stored.questions.to_string().into()),
                ("replies", stored.replies.to_string().into()),
            ];
            blocks.push(Block::Text(self.say(chat, Message::EraseAsk, &args)));
            buttons.push(vec![self.button_of(
                chat,
                Message::ButtonErase,
                Action::Erase { confirmed: true },
            )]);
        }
        if stored.cases_kept > 0 {
            blocks.push(Block::Text(self.say(
                chat,
                Message::EraseCases,
                &[("cases", stored.cases_kept.to_string().into())],
            )));
        }
        Ok(self.reply_of(chat, blocks, buttons))
    }

    pub(super) async fn erase(&self, chat: &Chat) -> Result<Outcome, StoreError> {
        if is_group(chat) {
            return Ok(Outcome::default());
        }
        let stored = self.store.erasable(chat.id).await?;
        let args = [
            ("questions", stored.questions.to_string().into()),
            ("replies", stored.replies.to_string().into()),
        ];
        let text = self.say(chat, Message::Erased, &args);
        Ok(Outcome {
            writes: vec![Write::Erase { chat: chat.id }],
            letters: letters::plain(chat, &text, None),
        })
    }
}

/// What a group has is everybody's: nobody erases it from there.
fn is_group(chat: &Chat) -> bool {
    chat.kind == ChatKind::Group
}

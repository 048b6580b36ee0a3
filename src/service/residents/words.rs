//! A message in words: a command, a question, or content that cannot be read.

use serde_json::Value;

use super::{Chat, Residents};
use crate::assistant::{Message as Asked, RANKED};
use crate::desk::command::Command;
use crate::desk::span::local;
use crate::embedding::Vector;
use crate::language::masking::Masking;
use crate::model::action::Action;
use crate::model::case::Origin;
use crate::model::conversation::Context;
use crate::model::id::{MessageId, QuestionId};
use crate::model::incoming::{ChatKind, Incoming, Received};
use crate::model::outgoing::Saying;
use crate::model::reply::{Reply, ReplyKind};
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Conversation, Letter, Question, Review, StoreError, Write};
use crate::wording::Message;

impl Residents {
    pub(super) async fn message(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
    ) -> Result<Outcome, StoreError> {
        let text = self.without_own_name(&message.text);
        match self.brain.command(&text, &self.username) {
            Some(Command::Resident(command)) => {
                return self.command(chat, update, message, command).await;
            }
            Some(Command::Id) => return Ok(self.ids(chat, update, message)),
            // Staff's commands are no commands to residents: what they typed is read as words.
            Some(Command::Staff(_) | Command::Unknown(_)) | None => {}
        }
        if let Some(outcome) = self.to_staff(chat, update, message, &text).await? {
            return Ok(outcome);
        }
        let album = message
            .media_group
            .as_ref()
            .map(|group| Write::AlbumSeen { chat: chat.id, media_group: group.clone() });
        if text.is_empty() && message.attachment.is_some() {
            return self.unread(chat, message, album).await;
        }
        let vector = self.brain.embed(&text).await;
        // "Ja" to the offer of a person does what the button under it does.
        let stands_for = self
            .brain
            .assistant()
            .stands_for(&asked(chat, &text, vector.as_ref()), chat.context.as_ref());
        if stands_for == Some(Action::Person) && self.desk.is_some() {
            return self.person(chat, update, None, Origin::Button).await;
        }
        let (reply, context) = self
            .brain
            .assistant()
            .reply(&asked(chat, &text, vector.as_ref()), chat.context.as_ref());
        let mut outcome = self.noted(chat, message, &text, &reply, &context);
        outcome.writes.extend(album);
        let in_group = update.chat_kind == ChatKind::Group;
        let venue = self.venue(chat, &reply);
        let rendered = self.rendered(self.with_tell_me(chat, message.message_id, reply));
        outcome.letters = letters::reply(chat, rendered, Some(message.message_id), in_group);
        outcome.letters.extend(venue);
        outcome.letters.extend(self.word_of_barring(chat).await?);
        Ok(outcome)
    }

    /// Content that cannot be read gets a kind word, an album one in all.
    async fn unread(
        &self,
        chat: &Chat,
        message: &Received,
        album: Option<Write>,
    ) -> Result<Outcome, StoreError> {
        if let Some(group) = &message.media_group
            && self.store.album_seen(chat.id, group).await?
        {
            return Ok(Outcome::default());
        }
        let text = self.say(chat, Message::Attachment, &[]);
        let mut letters = letters::plain(chat, &text, Some(message.message_id));
        letters.extend(self.word_of_barring(chat).await?);
        Ok(Outcome { writes: album.into_iter().collect(), letters })
    }

    /// The reply that was sent is edited; what did not go out yet is withdrawn.
    pub(super) async fn edited(
        &self,
        chat: &Chat,
        update: &Incoming,
        message: &Received,
    ) -> Result<Outcome, StoreError> {
        if let Some(outcome) = self.changed_for_staff(chat, update, message).await? {
            return Ok(outcome);
        }
        let text = self.without_own_name(&message.text);
        if text.is_empty() || self.brain.command(&text, &self.username).is_some() {
            return Ok(Outcome::default());
        }
        let sent = self.store.replies(chat.id, message.message_id).await?;
        match self.store.question_of(chat.id, message.message_id).await? {
            // Telegram tells of edits too where nothing changed, as when somebody reacts to a message.
            Some(asked) if asked.text == self.logged(&text) => return Ok(Outcome::default()),
            // Never replied to, or erased: only what has become an emergency is answered.
            None if sent.is_empty() => {
                let reply = self.emergency(chat, &text).await;
                let replied = |reply| self.replied(chat, message, reply);
                return Ok(reply.map(replied).unwrap_or_default());
            }
            _ => {}
        }
        let chat = &self.as_first_asked(chat, message.message_id).await?;
        let (reply, context) = self.answer(chat, &text).await;
        let mut outcome = self.noted(chat, message, &text, &reply, &context);
        if !self.is_newest(chat, message.message_id).await? {
            outcome.writes.retain(|write| !matches!(write, Write::Understanding { .. }));
        }
        let (chat_id, message_id) = (chat.id, message.message_id);
        outcome.writes.insert(0, Write::Withdraw { chat: chat_id, question: message_id });
        outcome.writes.insert(0, Write::ForgetQuestion { chat: chat_id, message_id });
        let new = self.rendered(self.with_tell_me(chat, message.message_id, reply));
        let replaced = letters::outgoing(chat, new.replace(sent));
        outcome.letters = vec![Letter::reply(replaced, message.message_id)];
        Ok(outcome)
    }

    /// The chat as it was when a message was first asked: an edit is understood in the context of its own time.
    async fn as_first_asked(&self, chat: &Chat, message_id: MessageId) -> Result<Chat, StoreError> {
        let before = self.store.asked_in(chat.id, message_id).await?;
        let context = before.clone().and_then(|stored| Context::from_stored(stored, chat.by));
        let conversation = Conversation { understanding: before, ..chat.conversation.clone() };
        Ok(Chat { conversation, context, ..*chat })
    }

    async fn is_newest(&self, chat: &Chat, message_id: MessageId) -> Result<bool, StoreError> {
        let newest = self.store.last_questions(chat.id, 1).await?;
        Ok(newest.first().is_none_or(|newest| newest.message_id <= message_id))
    }

    pub(super) async fn answer(&self, chat: &Chat, text: &str) -> (Reply, Context) {
        let vector = self.brain.embed(text).await;
        self.brain.assistant().reply(&asked(chat, text, vector.as_ref()), chat.context.as_ref())
    }

    pub(super) fn rendered(&self, reply: Reply) -> Saying {
        let assistant = self.brain.assistant();
        letters::saying(reply, &assistant.knowledge.contact.map, self.speaks)
    }

    /// What is remembered of a question, and what is logged for review.
    fn noted(
        &self,
        chat: &Chat,
        message: &Received,
        text: &str,
        reply: &Reply,
        context: &Context,
    ) -> Outcome {
        let asked_ms = self.brain.arrived(message.sent_ms);
        let asked = local(asked_ms, self.brain.zone()).unwrap_or(chat.now);
        let open = self.brain.assistant().hours().status(asked).open;
        let logged = self.logged(text);
        let article = reply.articles.first().filter(|_| reply.kind == ReplyKind::Answer);
        let question = Question {
            id: QuestionId::UNSTORED,
            chat: chat.id,
            message_id: message.message_id,
            answer: match logged == text {
                true => crate::answer::plain::text(reply),
                false => self.logged(&crate::answer::plain::text(reply)),
            },
            text: logged,
            kind: reply.kind,
            article: article.map(|hit| hit.article.clone()),
            language: reply.language.code().to_owned(),
            asked_ms,
            outside_hours: !open,
            helpful: None,
            review: Review::Open,
        };
        // A command that residents do not have is no question for staff to review.
        let is_logged = !text.starts_with('/');
        let asked_in = Write::AskedIn {
            chat: chat.id,
            message_id: message.message_id,
            understanding: self.logged_context(chat),
        };
        let logged = [Write::Question(question), asked_in].into_iter().filter(|_| is_logged);
        Outcome::write(logged.chain([remembered(chat, context)]))
    }

    /// As it may stand in the log of questions: without phone numbers and addresses but the municipality's own.
    fn logged(&self, text: &str) -> String {
        let assistant = self.brain.assistant();
        let contact = &assistant.knowledge.contact;
        Masking::new([&contact.phone, &contact.email]).logged(text)
    }

    /// What was remembered when the question was asked, for its place beside it in the log: without what was said before, where that had something in
    /// it that the log must not have, and that stands in what was made of it too.
    fn logged_context(&self, chat: &Chat) -> Option<Value> {
        let mut context = chat.conversation.understanding.clone()?;
        let question = context.pointer("/context/said/question").and_then(Value::as_str);
        let is_hidden = question.is_some_and(|question| self.logged(question) != question);
        if let Some(said) = context.pointer_mut("/context/said").filter(|_| is_hidden) {
            *said = Value::Null;
        }
        Some(context)
    }

    /// "@kontaktcenter_bot öppet?" asks "öppet?".
    pub(super) fn without_own_name(&self, text: &str) -> String {
        let name = format!("@{}", self.username.to_lowercase());
        let words = text.split(' ').filter(|word| word.to_lowercase() != name);
        words.collect::<Vec<_>>().join(" ").trim().to_owned()
    }
}

fn asked<'a>(chat: &Chat, text: &'a str, meaning: Option<&'a Vector>) -> Asked<'a> {
    Asked { text, at: chat.now, language: chat.conversation.language, top: RANKED, meaning }
}

pub(super) fn remembered(chat: &Chat, context: &Context) -> Write {
    Write::Understanding { chat: chat.id, understanding: context.to_stored(chat.by) }
}

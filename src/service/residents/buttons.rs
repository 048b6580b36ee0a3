//! Buttons under the assistant's messages. Every press is answered, or the app shows it as waiting.

use super::{Chat, Residents};
use crate::model::action::Action;
use crate::model::article::ArticleId;
use crate::model::id::MessageId;
use crate::model::incoming::Incoming;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Effect;
use crate::model::reply::Reply;
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Letter, StoreError, Write};
use crate::wording::Message;

impl Residents {
    /// `pressed`: the press, and the message under which the button stands.
    pub(super) async fn button(
        &self,
        chat: &Chat,
        update: &Incoming,
        (press, message_id): (&str, MessageId),
        action: Action,
    ) -> Result<Outcome, StoreError> {
        let (notice, outcome) = match action {
            Action::Rate { article, helpful: true } => {
                let rate = Write::Rate { chat: chat.id, article, helpful: true };
                (Some(Message::RatedHelpful), Outcome::write([rate]))
            }
            Action::Rate { article, helpful: false } => {
                let rate = Write::Rate { chat: chat.id, article, helpful: false };
                let letters = self.after_no_help(chat, message_id).await?;
                (Some(Message::RatedUnhelpful), Outcome { writes: vec![rate], letters })
            }
            Action::Helped { case, helped } => self.helped(chat, case, helped).await?,
            Action::TellMe { message_id } => {
                let (chat, language) = (chat.id, chat.language);
                let tell = Write::TellLater { chat, message_id, language };
                (Some(Message::TellMeNoted), Outcome::write([tell]))
            }
            Action::Listen { article, language } => self.listen(chat, &article, language),
            other => (None, self.done(chat, update, message_id, other).await?),
        };
        Ok(self.noticed(chat, press, notice, outcome))
    }

    /// What a button brings that has no notice of its own.
    async fn done(
        &self,
        chat: &Chat,
        update: &Incoming,
        message_id: MessageId,
        action: Action,
    ) -> Result<Outcome, StoreError> {
        match action {
            Action::Erase { confirmed: false } => {
                Ok(Outcome::say(self.said(chat, self.erase_question(chat).await?)))
            }
            Action::Erase { confirmed: true } => self.erase(chat).await,
            Action::SetLanguage(language) => Ok(self.language_set(chat, language)),
            Action::Person => {
                let question = self.store.question_replied_to(chat.id, message_id).await?;
                self.person_about(chat, update, question).await
            }
            Action::PersonAbout { message_id } => {
                self.person_about(chat, update, Some(message_id)).await
            }
            Action::Consent { agreed, origin } => {
                self.consented(chat, update, agreed, origin).await
            }
            Action::ReadAll { ref article, page } if page > 0 => {
                Ok(self.turned(chat, message_id, article, page))
            }
            other => Ok(self.pressed_alone(chat, &other)),
        }
    }

    /// What an action brings, outside any message.
    pub(super) fn pressed_alone(&self, chat: &Chat, action: &Action) -> Outcome {
        let (reply, remembered) = self.pressed(chat, action);
        let letters = self.said(chat, reply);
        Outcome { writes: remembered.into_iter().collect(), letters }
    }

    pub(super) fn said(&self, chat: &Chat, reply: Reply) -> Vec<Letter> {
        letters::reply(chat, self.rendered(reply), None, false)
    }

    /// The next page takes the place of the one before; what does not fit one message follows it.
    fn turned(
        &self,
        chat: &Chat,
        message_id: MessageId,
        article: &ArticleId,
        page: u16,
    ) -> Outcome {
        let (reply, _) = self.pressed(chat, &Action::ReadAll { article: article.clone(), page });
        let page = self.rendered(reply).replace(vec![message_id]);
        Outcome::say(vec![Letter::from(letters::outgoing(chat, page))])
    }

    /// The article as a voice message: its own words in Swedish, the summary in English.
    fn listen(
        &self,
        chat: &Chat,
        article: &ArticleId,
        language: ReplyLanguage,
    ) -> (Option<Message>, Outcome) {
        let assistant = self.brain.assistant();
        let Some(article) = assistant.article(article) else {
            return (Some(Message::OldButton), Outcome::default());
        };
        if !self.speaks {
            return (Some(Message::VoiceMissing), Outcome::default());
        }
        let text = match (&article.english, language) {
            (Some(english), ReplyLanguage::English) => &english.summary,
            _ => &article.body,
        };
        let speak = Effect::Speak { text: text.clone(), language };
        (None, Outcome::say(vec![Letter::from(letters::outgoing(chat, speak))]))
    }

    pub(super) fn noticed(
        &self,
        chat: &Chat,
        press: &str,
        notice: Option<Message>,
        mut outcome: Outcome,
    ) -> Outcome {
        let text = notice.map(|message| {
            self.say(chat, message, &[("days", self.privacy.retention_days.to_string().into())])
        });
        outcome.letters.insert(0, letters::answer_press(chat, press, text));
        outcome
    }
}

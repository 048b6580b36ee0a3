//! Buttons under the assistant's messages. Every press is answered, or the app shows it as waiting.

use super::{Chat, Residents};
use crate::model::action::Action;
use crate::model::article::ArticleId;
use crate::model::incoming::Incoming;
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::Effect;
use crate::pipe::Outcome;
use crate::service::letters;
use crate::store::{Letter, StoreError, Write};
use crate::wording::Message as Wording;

impl Residents {
    /// `pressed`: the press, and the message under which the button stands.
    pub(super) async fn button(
        &self,
        chat: &Chat,
        update: &Incoming,
        (press, message_id): (&str, i32),
        action: Action,
    ) -> Result<Outcome, StoreError> {
        let (notice, outcome) = match action {
            Action::Rate { article, helpful } => {
                let notice = if helpful { Wording::RatedHelpful } else { Wording::RatedUnhelpful };
                let letters =
                    if helpful { Vec::new() } else { self.after_no_help(chat, message_id).await? };
                (
                    Some(notice),
                    Outcome {
                        writes: vec![Write::Rate { chat: chat.id, article, helpful }],
                        letters,
                    },
                )
            }
            Action::Erase { confirmed: false } => {
                let letters = letters::reply(
                    chat.id,
                    chat.thread,
                    self.rendered(self.erase_question(chat).await?),
                    None,
                    false,
                );
                (None, Outcome { writes: Vec::new(), letters })
            }
            Action::Erase { confirmed: true } => (None, self.erase(chat).await?),
            Action::SetLanguage(language) => (None, self.language_set(chat, language)),
            Action::Person => {
                let question = self.store.question_replied_to(chat.id, message_id).await?;
                (None, self.person_about(chat, update, question).await?)
            }
            Action::PersonAbout { message_id } => {
                (None, self.person_about(chat, update, Some(message_id)).await?)
            }
            Action::Consent { agreed, origin } => {
                (None, self.consented(chat, update, agreed, origin).await?)
            }
            Action::Helped { case, helped } => self.helped(chat, case, helped).await?,
            Action::TellMe { message_id } => (
                Some(Wording::TellMeNoted),
                super::writes(vec![Write::TellLater {
                    chat: chat.id,
                    message_id,
                    language: chat.language,
                }]),
            ),
            Action::Listen { article, language } => self.listen(chat, &article, language),
            Action::ReadAll { ref article, page } if page > 0 => {
                (None, self.turned(chat, message_id, article, page))
            }
            other => {
                let (reply, remembered) = self.pressed(chat, &other);
                let rendered = self.rendered(reply);
                let letters = letters::reply(chat.id, chat.thread, rendered, None, false);
                (None, Outcome { writes: remembered.into_iter().collect(), letters })
            }
        };
        Ok(self.noticed(chat, press, notice, outcome))
    }

    /// The next page takes the place of the one before; what does not fit one message follows it.
    fn turned(&self, chat: &Chat, message_id: i32, article: &ArticleId, page: u16) -> Outcome {
        let (reply, _) = self.pressed(chat, &Action::ReadAll { article: article.clone(), page });
        let page = self.rendered(reply).replace(vec![message_id]);
        let letter = Letter::from(letters::outgoing(chat.id, chat.thread, page));
        Outcome { writes: Vec::new(), letters: vec![letter] }
    }

    /// The article as a voice message: its own words in Swedish, the summary in English.
    fn listen(
        &self,
        chat: &Chat,
        article: &ArticleId,
        language: ReplyLanguage,
    ) -> (Option<Wording>, Outcome) {
        let assistant = self.brain.assistant();
        let Some(article) = assistant.article(article) else {
            return (Some(Wording::OldButton), Outcome::default());
        };
        if !self.speaks {
            return (Some(Wording::VoiceMissing), Outcome::default());
        }
        let text = match (&article.english, language) {
            (Some(english), ReplyLanguage::English) => &english.summary,
            _ => &article.body,
        };
        let speak = Effect::Speak { text: text.clone(), language };
        let letter = Letter::from(letters::outgoing(chat.id, chat.thread, speak));
        (None, Outcome { writes: Vec::new(), letters: vec![letter] })
    }

    pub(super) fn noticed(
        &self,
        chat: &Chat,
        press: &str,
        notice: Option<Wording>,
        mut outcome: Outcome,
    ) -> Outcome {
        let text = notice.map(|message| {
            self.say(chat, message, &[("days", self.privacy.retention_days.to_string().into())])
        });
        outcome.letters.insert(0, letters::answer_press(chat.id, chat.thread, press, text));
        outcome
    }
}

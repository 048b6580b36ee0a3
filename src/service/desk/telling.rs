//! "Säg till om det kommer ett svar": kept however the answer was saved, by `/faq`, from a forwarded message or by an import.

use super::{Desk, letters};
use crate::assistant::{Message as Asked, RANKED};
use crate::desk::telling::{is_answered, newest_of_each_chat};
use crate::embedding::Vector;
use crate::model::language::ReplyLanguage;
use crate::model::log::Question;
use crate::model::reply::{Block, Reply};
use crate::pipe::Outcome;
use crate::service::additions;
use crate::store::{Letter, StoreError, Write};
use crate::wording::Message;

impl Desk {
    /// Tells whoever waits for an answer that there is one by now. Looked for once for each change of what staff have added.
    pub(super) async fn tell_answered(&self) -> Result<Outcome, StoreError> {
        let revision = self.store.desk_revision().await?;
        let mut looked = self.told_at.lock().await;
        if *looked == Some(revision) {
            return Ok(Outcome::default());
        }
        let untold = self.store.untold_questions().await?;
        if !untold.is_empty()
            && let Err(error) = additions::refresh(&self.store, &self.brain).await
        {
            tracing::warn!(%error, "whoever waits for an answer is told later");
            return Ok(Outcome::default());
        }
        let answered = self.answered_now(untold).await;
        *looked = Some(revision);
        if answered.is_empty() {
            return Ok(Outcome::default());
        }
        let ids = answered.iter().map(|(question, _)| question.id).collect();
        let told = newest_of_each_chat(answered).into_iter();
        let letters = told
            .flat_map(|(question, (language, reply))| self.told(&question, language, reply))
            .collect();
        Ok(Outcome { writes: vec![Write::Told { ids }], letters })
    }

    /// The questions that an entry of staff's answers now, with the reply.
    async fn answered_now(
        &self,
        untold: Vec<(Question, ReplyLanguage)>,
    ) -> Vec<(Question, (ReplyLanguage, Reply))> {
        let (assistant, now) = (self.brain.assistant(), self.brain.local_now());
        let mut asked = Vec::with_capacity(untold.len());
        for (question, language) in untold {
            let vector = self.brain.embed(&question.text).await;
            asked.push((question, language, vector));
        }
        let looking = tokio::task::spawn_blocking(move || {
            let reply =
                |(question, language, vector): (Question, ReplyLanguage, Option<Vector>)| {
                    let asked = Asked {
                        text: &question.text,
                        at: now,
                        language: Some(language),
                        top: RANKED,
                        meaning: vector.as_ref(),
                    };
                    let reply = assistant.reply(&asked, None).0;
                    is_answered(&reply, &assistant.additions().faq)
                        .then_some((question, (language, reply)))
                };
            asked.into_iter().filter_map(reply).collect()
        });
        looking.await.unwrap_or_default()
    }

    fn told(&self, question: &Question, language: ReplyLanguage, reply: Reply) -> Vec<Letter> {
        let assistant = self.brain.assistant();
        let said = self.say(language, Message::AnswerThere, &[]);
        let mut blocks = vec![Block::Text(said), Block::Heading(question.text.clone())];
        let reply = reply.without_notices();
        blocks.extend(reply.blocks.iter().cloned());
        let reply = Reply { blocks, ..reply };
        letters::reply(
            question.chat,
            letters::saying(reply, &assistant.knowledge.contact.map, false),
            None,
            false,
        )
    }
}

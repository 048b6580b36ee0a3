//! What staff forward, and what they write next: answers to pass on, and the way to a FAQ entry.

use super::saving::Look;
use super::{Desk, letters, said};
use crate::assistant::{Message as Asked, RANKED};
use crate::desk::pairs;
use crate::model::action::Action;
use crate::model::article::ArticleId;
use crate::model::desk::{Draft, Pair, StaffAction};
use crate::model::incoming::{Incoming, Message as Written};
use crate::model::privacy::Privacy;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{Counter, DraftWrite, Staff, StoreError, StoredDraft, Write};
use crate::wording::Message;

/// What an employee was asked to write is waited for so long, in milliseconds: after that a message is a message.
const AWAITED_MS: i64 = 3_600_000;
/// So many answers are offered; another article only if its rank score is so little below the best.
const OFFERED: usize = 3;
const NEARLY: f32 = 2.0;

impl Desk {
    /// Words that are no command: the rest of something begun, or a message that was forwarded. `None`: neither.
    pub(super) async fn staff_words(
        &self,
        update: &Incoming,
        by: &Staff,
        message: &Written,
    ) -> Result<Option<Outcome>, StoreError> {
        let since_ms = self.brain.now_ms() - AWAITED_MS;
        if let Some(waiting) =
            self.store.waiting_draft(by.id, update.chat, update.thread, since_ms).await?
            && !matches!(waiting.draft, Draft::ConsentAsked { .. })
        {
            return self.went_on(update, by, message, waiting).await.map(Some);
        }
        match &message.forwarded_from {
            Some(_) => self.forwarded(update, by, message).await.map(Some),
            None => Ok(None),
        }
    }

    /// The best answers as clean messages, then the offer to save.
    async fn forwarded(
        &self,
        update: &Incoming,
        by: &Staff,
        message: &Written,
    ) -> Result<Outcome, StoreError> {
        if message.text.trim().is_empty() {
            return Ok(self.answer(
                update,
                Some(message.message_id),
                &self.tell(Message::ForwardedEmpty, &[]),
            ));
        }
        if let Ok(pairs) = pairs::parse(&message.text) {
            return self.look(update, by, Look { pairs, reviews: None, replaces: None }).await;
        }
        let (answers, offer) = self.answers(&message.text).await;
        let mut letters = Vec::new();
        for answer in &answers {
            letters.extend(letters::sent(update.chat, update.thread, answer, None));
        }
        let id = self.store.next(Counter::Draft).await?;
        let keys =
            vec![vec![self.key(Message::ButtonSaveFaq, &StaffAction::SaveForwarded { draft: id })]];
        letters.extend(letters::with_choices(
            update.chat,
            update.thread,
            &Rich::new().plain(&self.tell(offer, &[])),
            keys,
        ));
        let draft = self.draft(
            update,
            by,
            id,
            Draft::Forwarded { question: self.published(&message.text) },
        );
        Ok(Outcome { writes: vec![draft], letters })
    }

    /// What a resident would be told, and what else is near, with what is said of them.
    async fn answers(&self, text: &str) -> (Vec<Rich>, Message) {
        let assistant = self.brain.assistant();
        let now = self.brain.local_now();
        let vector = self.brain.embed(text).await;
        let asked = Asked { text, at: now, language: None, top: RANKED, meaning: vector.as_ref() };
        let (reply, _) = assistant.reply(&asked, None);
        // A notice is for whoever asks now, not for whoever gets the message passed on.
        let clean = |reply: &Reply| {
            let blocks: Vec<Block> = reply
                .blocks
                .iter()
                .filter(|block| !matches!(block, Block::Notice(_)))
                .cloned()
                .collect();
            Rich::from(blocks.as_slice())
        };
        let shown = |article: &ArticleId| {
            Some(clean(
                &assistant
                    .press(
                        &Action::ShowArticle(article.clone()),
                        now,
                        reply.language.reply(),
                        Privacy::default(),
                        None,
                    )?
                    .0,
            ))
        };
        match reply.kind {
            ReplyKind::Unknown | ReplyKind::Smalltalk | ReplyKind::Handover => {
                (Vec::new(), Message::ForwardedNothing)
            }
            ReplyKind::Choose => {
                (reply.offers.iter().filter_map(shown).collect(), Message::ForwardedPerhaps)
            }
            ReplyKind::Answer => {
                let best = reply.articles.first().map_or(0.0, |hit| hit.score);
                let others = reply
                    .articles
                    .iter()
                    .skip(1)
                    .filter(|hit| hit.score >= best - NEARLY)
                    .take(OFFERED - 1);
                let others = others.filter_map(|hit| shown(&hit.article));
                (std::iter::once(clean(&reply)).chain(others).collect(), Message::ForwardedOffer)
            }
            _ => (vec![clean(&reply)], Message::ForwardedOffer),
        }
    }

    /// "Spara som FAQ" under what was forwarded: asks for the answer.
    pub(super) async fn forwarded_saved(
        &self,
        update: &Incoming,
        by: &Staff,
        draft: i64,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(StoredDraft { draft: Draft::Forwarded { question }, .. }) =
            self.store.draft(draft).await?
        else {
            return Ok(None);
        };
        self.awaited(update, by, Draft::AwaitsAnswer { question, reviews: None }).await.map(Some)
    }

    /// The employee's next message here is what this draft waits for.
    pub(super) async fn awaited(
        &self,
        update: &Incoming,
        by: &Staff,
        draft: Draft,
    ) -> Result<Outcome, StoreError> {
        let question = match &draft {
            Draft::AwaitsAnswer { question, .. } => Some(question.clone()),
            _ => None,
        };
        let id = self.store.next(Counter::Draft).await?;
        let text = match question {
            Some(question) => Rich::new()
                .plain(&self.tell(Message::FaqAskAnswer, &[]))
                .plain("\n")
                .quote(&question),
            None => Rich::new().plain(&self.tell(Message::FaqAskText, &[])),
        };
        let keys =
            vec![vec![self.key(Message::ButtonDiscard, &StaffAction::DiscardDraft { draft: id })]];
        let letters = letters::with_choices(update.chat, update.thread, &text, keys);
        Ok(Outcome { writes: vec![self.draft(update, by, id, draft)], letters })
    }

    /// The message that was waited for.
    async fn went_on(
        &self,
        update: &Incoming,
        by: &Staff,
        message: &Written,
        waiting: StoredDraft,
    ) -> Result<Outcome, StoreError> {
        if message.text.trim().is_empty() {
            return Ok(self.answer(
                update,
                Some(message.message_id),
                &self.tell(Message::ForwardedEmpty, &[]),
            ));
        }
        let typed = pairs::parse(&message.text).ok();
        let alone = |question: String| Pair { question, answer: message.text.trim().to_owned() };
        let look = match waiting.draft {
            Draft::AwaitsAnswer { question, reviews } => Look {
                pairs: typed.unwrap_or_else(|| vec![alone(question)]),
                reviews,
                replaces: None,
            },
            Draft::AwaitsText { article } => match self.changed_pair(&article, typed, message) {
                Some(pair) => Look { pairs: vec![pair], reviews: None, replaces: Some(article) },
                None => return Ok(self.answer(update, None, &self.tell(Message::OldButton, &[]))),
            },
            Draft::FirstMessage { .. }
            | Draft::ConsentAsked { .. }
            | Draft::Forwarded { .. }
            | Draft::Look { .. } => {
                return Ok(Outcome::default());
            }
        };
        let mut outcome = self.look(update, by, look).await?;
        // Where it does not fit, the next try belongs to it too.
        if !outcome.writes.is_empty() {
            outcome.writes.insert(0, Write::Draft(DraftWrite::Forget { id: waiting.id }));
        }
        Ok(outcome)
    }

    /// The new text of an entry; with its question, where that was typed too.
    fn changed_pair(
        &self,
        id: &ArticleId,
        typed: Option<Vec<Pair>>,
        message: &Written,
    ) -> Option<Pair> {
        let assistant = self.brain.assistant();
        let entry = assistant.additions().faq.iter().find(|entry| entry.id == *id)?;
        let typed = typed.and_then(|pairs| pairs.into_iter().next());
        Some(typed.unwrap_or_else(|| Pair {
            question: entry.title.clone(),
            answer: message.text.trim().to_owned(),
        }))
    }

    /// Whatever was begun is dropped.
    pub(super) async fn discarded(
        &self,
        update: &Incoming,
        draft: i64,
    ) -> Result<Option<Outcome>, StoreError> {
        if self.store.draft(draft).await?.is_none() {
            return Ok(None);
        }
        let mut outcome = said(letters::sent(
            update.chat,
            update.thread,
            &Rich::new().plain(&self.tell(Message::FaqDiscarded, &[])),
            None,
        ));
        outcome.writes.push(Write::Draft(DraftWrite::Forget { id: draft }));
        Ok(Some(outcome))
    }
}

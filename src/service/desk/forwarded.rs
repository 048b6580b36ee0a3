//! What staff forward, and what they write next: answers to pass on, and the way to a FAQ entry.

use super::{Desk, letters};
use crate::assistant::{Message as Asked, RANKED};
use crate::desk::entries::{self, Look};
use crate::desk::forwarding::{Offered, offered};
use crate::desk::pairs;
use crate::model::action::Action;
use crate::model::article::ArticleId;
use crate::model::desk::{Draft, StaffAction};
use crate::model::id::DraftId;
use crate::model::incoming::{Incoming, Received};
use crate::model::privacy::Privacy;
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{DraftWrite, Staff, StoreError, StoredDraft, Write};
use crate::wording::Message;

/// What an employee was asked to write is waited for so long, in milliseconds: after that a message is a message.
const AWAITED_MS: i64 = 3_600_000;

impl Desk {
    /// Words that are no command: the rest of something begun, or a message that was forwarded. `None`: neither.
    pub(super) async fn staff_words(
        &self,
        update: &Incoming,
        by: &Staff,
        message: &Received,
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
        message: &Received,
    ) -> Result<Outcome, StoreError> {
        if message.text.trim().is_empty() {
            return Ok(self.answer_empty(update, message));
        }
        if let Ok(pairs) = pairs::parse(&message.text) {
            return self.look(update, by, Look::of(pairs)).await;
        }
        let (answers, offer) = self.answers(&message.text).await;
        let mut letters = Vec::new();
        for answer in &answers {
            letters.extend(letters::sent(update, answer, None));
        }
        let id = self.next_draft().await?;
        let keys =
            vec![vec![self.key(Message::ButtonSaveFaq, &StaffAction::SaveForwarded { draft: id })]];
        letters.extend(letters::with_choices(update, self.tell(offer, &[]), keys));
        let draft = self.draft(
            update,
            by,
            id,
            Draft::Forwarded { question: self.published(&message.text) },
        );
        Ok(Outcome { writes: vec![draft], letters })
    }

    /// There is nothing in it that could be read.
    fn answer_empty(&self, update: &Incoming, message: &Received) -> Outcome {
        self.answer(update, Some(message.message_id), &self.tell(Message::ForwardedEmpty, &[]))
    }

    /// What a resident would be told, and what else is near, with what is said of them.
    async fn answers(&self, text: &str) -> (Vec<Rich>, Message) {
        let assistant = self.brain.assistant();
        let now = self.brain.local_now();
        let vector = self.brain.embed(text).await;
        let asked = Asked { text, at: now, language: None, top: RANKED, meaning: vector.as_ref() };
        // Passed on to somebody who did not ask now.
        let reply = assistant.reply(&asked, None).0.without_notices();
        let language = reply.language.reply();
        let shown = |article: &ArticleId| {
            let show = Action::ShowArticle(article.clone());
            let (reply, _) = assistant.press(&show, now, language, Privacy::default(), None)?;
            Some(Rich::from(reply.without_notices().blocks.as_slice()))
        };
        match offered(&reply) {
            Offered::Nothing => (Vec::new(), Message::ForwardedNothing),
            Offered::Perhaps(articles) => {
                (articles.iter().filter_map(shown).collect(), Message::ForwardedPerhaps)
            }
            Offered::Reply { beside } => {
                let reply_itself = Rich::from(reply.blocks.as_slice());
                let beside = beside.into_iter().filter_map(shown);
                (std::iter::once(reply_itself).chain(beside).collect(), Message::ForwardedOffer)
            }
        }
    }

    /// "Spara som FAQ" under what was forwarded: asks for the answer.
    pub(super) async fn forwarded_saved(
        &self,
        update: &Incoming,
        by: &Staff,
        draft: DraftId,
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
        let id = self.next_draft().await?;
        let text = match &draft {
            Draft::AwaitsAnswer { question, .. } => Rich::new()
                .plain(&self.tell(Message::FaqAskAnswer, &[]))
                .plain("\n")
                .quote(question),
            _ => Rich::new().plain(&self.tell(Message::FaqAskText, &[])),
        };
        let keys =
            vec![vec![self.key(Message::ButtonDiscard, &StaffAction::DiscardDraft { draft: id })]];
        let letters = letters::with_choices(update, &text, keys);
        Ok(Outcome { writes: vec![self.draft(update, by, id, draft)], letters })
    }

    /// The message that was waited for.
    async fn went_on(
        &self,
        update: &Incoming,
        by: &Staff,
        message: &Received,
        waiting: StoredDraft,
    ) -> Result<Outcome, StoreError> {
        if message.text.trim().is_empty() {
            return Ok(self.answer_empty(update, message));
        }
        let assistant = self.brain.assistant();
        let title = |id: &ArticleId| Some(assistant.additions().entry(id)?.title.clone());
        let Some(look) = entries::answered(waiting.draft, &message.text, title) else {
            return Ok(self.answer(update, None, &self.tell(Message::OldButton, &[])));
        };
        let mut outcome = self.look(update, by, look).await?;
        // Where it does not fit, the next try belongs to it too.
        if !outcome.writes.is_empty() {
            outcome.writes.insert(0, Write::Draft(DraftWrite::Forget { id: waiting.id }));
        }
        Ok(outcome)
    }

    /// Whatever was begun is dropped.
    pub(super) async fn discarded(
        &self,
        update: &Incoming,
        draft: DraftId,
    ) -> Result<Option<Outcome>, StoreError> {
        if self.store.draft(draft).await?.is_none() {
            return Ok(None);
        }
        let mut outcome = self.answer(update, None, &self.tell(Message::FaqDiscarded, &[]));
        outcome.writes.push(Write::Draft(DraftWrite::Forget { id: draft }));
        Ok(Some(outcome))
    }
}

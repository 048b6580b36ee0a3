//! FAQ entries on their way: what staff typed, a look at how it will read, and the saving.

use super::{Desk, letters};
use crate::assistant::ALIKE;
use crate::desk::entries::{self, Look};
use crate::desk::pairs::{self, BadPairs};
use crate::desk::review::group_of;
use crate::desk::telling::newest_of_each_chat;
use crate::knowledge::faq_file::{self, Unfit};
use crate::model::article::{Article, ArticleId};
use crate::model::audit::AuditAction;
use crate::model::desk::{Draft, Pair, StaffAction};
use crate::model::id::{DraftId, QuestionId};
use crate::model::incoming::Incoming;
use crate::model::log::Review;
use crate::model::rich::Rich;
use crate::pipe::Outcome;
use crate::store::{DraftWrite, FaqWrite, Letter, Staff, StoreError, StoredDraft, Write};
use crate::wording::Message;

impl Desk {
    /// `/faq`, alone or with pairs.
    pub(super) async fn faq(
        &self,
        update: &Incoming,
        by: &Staff,
        text: &str,
    ) -> Result<Outcome, StoreError> {
        if text.is_empty() {
            return Ok(Outcome::say(self.listed(update, 0).await?));
        }
        match pairs::parse(text) {
            Ok(pairs) => self.look(update, by, Look::of(pairs)).await,
            Err(BadPairs::None) => Ok(self.answer(update, None, &self.tell(Message::FaqHow, &[]))),
            Err(BadPairs::Incomplete(number)) => Ok(self.answer(
                update,
                None,
                &self.tell(Message::FaqIncomplete, &[("number", number.to_string().into())]),
            )),
        }
    }

    /// Shows how the entries will read, and what they are like, before anything is saved.
    pub(super) async fn look(
        &self,
        update: &Incoming,
        by: &Staff,
        look: Look,
    ) -> Result<Outcome, StoreError> {
        let mut text = Rich::new().plain(&self.tell(Message::FaqLook, &[]));
        for pair in &look.pairs {
            let entry = match self.entry_of(pair, look.replaces.as_ref()) {
                Ok(entry) => entry,
                Err(unfit) => return Ok(self.answer(update, None, &self.unfit(&unfit))),
            };
            text = self.shown(text.plain("\n\n"), &entry);
            if let Some(title) = self.alike(pair, look.replaces.as_ref()).await {
                text = text
                    .plain("\n")
                    .italic(&self.tell(Message::FaqAlike, &[("title", title.into())]));
            }
        }
        let id = self.next_draft().await?;
        let Look { pairs, reviews, replaces } = look;
        let draft = Draft::Look { pairs, reviews, replaces };
        let keys = vec![vec![
            self.key(Message::ButtonSave, &StaffAction::SaveLook { draft: id }),
            self.key(Message::ButtonDiscard, &StaffAction::DiscardDraft { draft: id }),
        ]];
        let letters = letters::with_choices(update, &text, keys);
        Ok(Outcome { writes: vec![self.draft(update, by, id, draft)], letters })
    }

    fn unfit(&self, unfit: &Unfit) -> String {
        unfit.told(&self.brain.assistant().wording)
    }

    pub(super) fn shown(&self, text: Rich, entry: &Article) -> Rich {
        text.bold(&entry.title).plain("\n").quote(&entry.body)
    }

    /// The title of what already says much the same, in the same words or, where an engine is set, in others.
    async fn alike(&self, pair: &Pair, except: Option<&ArticleId>) -> Option<String> {
        let assistant = self.brain.assistant();
        let similar = assistant.similar(&pair.question, &pair.answer, 2);
        let similar = similar
            .into_iter()
            .find(|similar| Some(&similar.article) != except && similar.similarity >= ALIKE);
        if let Some(similar) = similar {
            return Some(similar.title);
        }
        let question = self.brain.embed(&pair.question).await?;
        assistant.same_in_meaning(&question, except)
    }

    /// The entry that a pair makes, as it is stored: dated today.
    fn entry_of(&self, pair: &Pair, replaces: Option<&ArticleId>) -> Result<Article, Unfit> {
        let assistant = self.brain.assistant();
        let before = replaces.and_then(|id| assistant.additions().entry(id));
        let id = match before {
            Some(before) => Some(before.id.clone()),
            None => {
                let question = entries::on_one_line(&pair.question);
                pairs::id(&question, |id| assistant.article(id).is_some())
            }
        };
        let today = self.brain.local_now().date();
        let entry = entries::entry(pair, before, id.ok_or(Unfit::NoTitle)?, today);
        faq_file::fitted(&entry)
    }

    /// Saves what was looked at; the questions it answers are done with, and whoever asked to be told is.
    pub(super) async fn save(
        &self,
        update: &Incoming,
        by: &Staff,
        id: DraftId,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(StoredDraft { draft: Draft::Look { pairs, reviews, replaces }, .. }) =
            self.store.draft(id).await?
        else {
            return Ok(None);
        };
        let mut outcome = Outcome::write([Write::Draft(DraftWrite::Forget { id })]);
        let mut taken: Vec<ArticleId> = Vec::new();
        for pair in &pairs {
            let mut entry = match self.entry_of(pair, replaces.as_ref()) {
                Ok(entry) => entry,
                Err(unfit) => return Ok(Some(self.answer(update, None, &self.unfit(&unfit)))),
            };
            if replaces.is_none() {
                entry.id = self.free_id(&entry, &mut taken).await?;
            }
            let version = self.store.faq_history(&entry.id).await?.len() as i64 + 1;
            outcome.join(self.saved(update, by, entry, version));
        }
        if let (Some(question), Some(pair)) = (reviews, pairs.first()) {
            outcome.join(self.reviewed(question, pair).await?);
        }
        Ok(Some(outcome))
    }

    /// An id that no entry has or had: the history of a removed one is not continued.
    async fn free_id(
        &self,
        entry: &Article,
        taken: &mut Vec<ArticleId>,
    ) -> Result<ArticleId, StoreError> {
        let assistant = self.brain.assistant();
        while let Some(id) =
            pairs::id(&entry.title, |id| taken.contains(id) || assistant.article(id).is_some())
        {
            taken.push(id.clone());
            if self.store.faq_history(&id).await?.is_empty() {
                return Ok(id);
            }
        }
        Ok(entry.id.clone())
    }

    fn saved(&self, update: &Incoming, by: &Staff, entry: Article, version: i64) -> Outcome {
        let text = Rich::new()
            .plain(&self.tell(Message::FaqSaved, &[("title", entry.title.as_str().into())]));
        let keys = vec![vec![self.undo(&entry.id, version)]];
        let audit = self.audit(by, AuditAction::FaqSaved, entry.id.as_str());
        let save = FaqWrite::Save { article: Box::new(entry), author: Some(by.clone()) };
        Outcome {
            writes: vec![audit, Write::Faq(save)],
            letters: letters::with_choices(update, &text, keys),
        }
    }

    /// The questions of a group have their answer.
    async fn reviewed(&self, question: QuestionId, pair: &Pair) -> Result<Outcome, StoreError> {
        let groups = self.open_groups().await?;
        let Some(group) = group_of(&groups, question) else { return Ok(Outcome::default()) };
        let mut untold = self.store.untold_questions().await?;
        untold.retain(|(asked, _)| group.ids.contains(&asked.id));
        let told = untold.iter().map(|(asked, _)| asked.id).collect();
        let mut letters: Vec<Letter> = Vec::new();
        for (asked, language) in newest_of_each_chat(untold) {
            let said = self.say(language, Message::AnswerThere, &[]);
            let text = Rich::new()
                .plain(&said)
                .plain("\n\n")
                .bold(&asked.text)
                .plain("\n")
                .quote(&pair.answer);
            letters.extend(letters::remark(asked.chat, &text));
        }
        let answered = Write::Review { ids: group.ids.clone(), review: Review::Answered };
        Ok(Outcome { writes: vec![answered, Write::Told { ids: told }], letters })
    }
}

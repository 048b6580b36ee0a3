//! FAQ entries that are there: the list, one of them, removal, and the way back; and how staff's buttons are made.

use super::{Desk, letters};
use crate::desk::entries::{self, State, Undone};
use crate::desk::paging::page;
use crate::model::article::ArticleId;
use crate::model::audit::AuditAction;
use crate::model::desk::{Draft, StaffAction};
use crate::model::id::{DraftId, MessageId};
use crate::model::incoming::Incoming;
use crate::model::outgoing::{Choice, Press, Saying};
use crate::model::rich::{Rich, shortened};
use crate::pipe::Outcome;
use crate::store::{DraftWrite, FaqEntry, FaqWrite, Letter, Staff, StoreError, StoredDraft, Write};
use crate::wording::Message;

/// So many entries stand on a page of the list.
const PAGE: usize = 8;
/// A button's label is cut to this, in characters.
const LABEL: usize = 41;

impl Desk {
    /// A page of the list, counted from 0.
    pub(super) async fn listed(
        &self,
        update: &Incoming,
        number: u16,
    ) -> Result<Vec<Letter>, StoreError> {
        let mut entries = self.store.faq().await?;
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.changed_ms));
        if entries.is_empty() {
            let text = Rich::new().plain(&self.tell(Message::FaqNone, &[]));
            return Ok(letters::sent(update, &text, None));
        }
        let page = page(&entries, PAGE, number);
        let mut text = Rich::new()
            .bold(&self.tell(Message::FaqList, &[("count", entries.len().to_string().into())]));
        let mut keys = Vec::new();
        for entry in page.rows {
            text = text.plain("\n").plain(&self.row(entry));
            keys.push(vec![self.key_with(
                &entry.article.title,
                &StaffAction::ShowEntry(entry.article.id.clone()),
            )]);
        }
        if let Some(page) = page.next {
            keys.push(vec![self.key(Message::ButtonNextPage, &StaffAction::ListEntries { page })]);
        }
        Ok(letters::with_choices(update, &text, keys))
    }

    fn row(&self, entry: &FaqEntry) -> String {
        let author = entry.author.as_ref().map_or("–", |author| author.name.as_str());
        let args = [
            ("title", entry.article.title.as_str().into()),
            ("changed", self.moment(entry.changed_ms).into()),
            ("author", author.into()),
        ];
        self.tell(Message::FaqRow, &args)
    }

    /// One entry with what can be done to it. `None`: there is no such entry.
    pub(super) async fn entry_shown(
        &self,
        update: &Incoming,
        id: &ArticleId,
    ) -> Result<Option<Outcome>, StoreError> {
        let history = self.store.faq_history(id).await?;
        let Some(entry) = history.last() else { return Ok(None) };
        let mut text = self.shown(Rich::new(), &entry.article).plain("\n").italic(&self.row(entry));
        let mut keys = vec![vec![self.undo(id, entry.version)]];
        if entry.removed {
            text = text.plain("\n").plain(&self.tell(Message::FaqIsRemoved, &[]));
        } else {
            keys.insert(
                0,
                vec![
                    self.key(Message::ButtonEdit, &StaffAction::EditEntry(id.clone())),
                    self.key(Message::ButtonRemove, &StaffAction::RemoveEntry(id.clone())),
                ],
            );
        }
        Ok(Some(Outcome::say(letters::with_choices(update, &text, keys))))
    }

    pub(super) async fn entry_removed(
        &self,
        update: &Incoming,
        by: &Staff,
        id: &ArticleId,
    ) -> Result<Option<Outcome>, StoreError> {
        let Some(entry) = self.store.faq().await?.into_iter().find(|entry| entry.article.id == *id)
        else {
            return Ok(None);
        };
        let text = Rich::new()
            .plain(&self.tell(Message::FaqRemoved, &[("title", entry.article.title.into())]));
        let keys = vec![vec![self.undo(id, entry.version + 1)]];
        let remove = Write::Faq(FaqWrite::Remove { id: id.clone(), author: Some(by.clone()) });
        let letters = letters::with_choices(update, &text, keys);
        Ok(Some(Outcome {
            writes: vec![remove, self.audit(by, AuditAction::FaqRemoved, id.as_str())],
            letters,
        }))
    }

    /// Back to the state before the one that the button stood under. `None`: another holds by now.
    pub(super) async fn entry_undone(
        &self,
        update: &Incoming,
        by: &Staff,
        id: &ArticleId,
        version: i64,
    ) -> Result<Option<Outcome>, StoreError> {
        let history = self.store.faq_history(id).await?;
        let states: Vec<State> = history.iter().map(state).collect();
        let Some(undone) = entries::undo(&states, version) else { return Ok(None) };
        let (message, before) = match undone {
            Undone::Entry => (Message::FaqUndoneAll, None),
            Undone::Removal(before) => (Message::FaqUndoneRemoval, Some(before)),
            Undone::Change(before) => (Message::FaqUndone, Some(before)),
        };
        let title = history.last().map_or("", |now| now.article.title.as_str());
        let mut text = Rich::new().plain(&self.tell(message, &[("title", title.into())]));
        if let Some(before) = before {
            text = self.shown(text.plain("\n\n"), before);
        }
        let undo = FaqWrite::Undo { id: id.clone(), version, author: Some(by.clone()) };
        let keys = vec![vec![self.undo(id, version + 1)]];
        let writes = vec![Write::Faq(undo), self.audit(by, AuditAction::FaqUndone, id.as_str())];
        Ok(Some(Outcome { writes, letters: letters::with_choices(update, &text, keys) }))
    }

    /// The button that takes this state of an entry back.
    pub(super) fn undo(&self, entry: &ArticleId, version: i64) -> Choice {
        self.key(Message::ButtonUndo, &StaffAction::UndoEntry { version, entry: entry.clone() })
    }

    pub(super) fn draft(&self, update: &Incoming, by: &Staff, id: DraftId, draft: Draft) -> Write {
        Write::Draft(DraftWrite::Save(StoredDraft {
            id,
            chat: update.chat,
            thread: update.thread,
            author: by.id,
            draft,
        }))
    }

    pub(super) fn audit(&self, by: &Staff, action: AuditAction, what: &str) -> Write {
        Write::Audit { by: by.clone(), action, what: what.to_owned() }
    }

    pub(super) fn key(&self, label: Message, action: &StaffAction) -> Choice {
        self.key_with(&self.tell(label, &[]), action)
    }

    pub(super) fn key_with(&self, label: &str, action: &StaffAction) -> Choice {
        Choice { label: shortened(label, LABEL), press: Press::Staff(action.clone()) }
    }

    /// Edits the list a button stood under.
    pub(super) fn replaced(
        &self,
        update: &Incoming,
        message_id: MessageId,
        text: &Rich,
        keys: Vec<Vec<Choice>>,
    ) -> Letter {
        let saying = Saying { text: text.clone(), choices: keys, is_one_message: true };
        Letter::from(letters::outgoing(update, saying.replace(vec![message_id])))
    }
}

fn state(entry: &FaqEntry) -> State<'_> {
    State { article: &entry.article, version: entry.version, removed: entry.removed }
}

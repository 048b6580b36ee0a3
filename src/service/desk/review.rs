//! `/obesvarade`: what the assistant could not answer or was told is no help, and what staff make of it.

use super::{Desk, letters};
use crate::desk::paging::page;
use crate::desk::review::{Group, group_of, groups};
use crate::language::masking::Masking;
use crate::model::audit::AuditAction;
use crate::model::desk::{Draft, StaffAction};
use crate::model::id::{MessageId, QuestionId};
use crate::model::incoming::Incoming;
use crate::model::log::Review;
use crate::model::outgoing::Choice;
use crate::model::rich::{Rich, shortened};
use crate::pipe::Outcome;
use crate::store::{Staff, StoreError, Write};
use crate::wording::Message;

/// So many groups are shown at a time, and so much of each, in characters.
const SHOWN: usize = 5;
const WORDS: usize = 300;

impl Desk {
    pub(super) async fn open_groups(&self) -> Result<Vec<Group>, StoreError> {
        Ok(groups(&self.store.open_questions(0).await?))
    }

    /// A resident's words as others may read them: without phone numbers and addresses too.
    pub(super) fn published(&self, text: &str) -> String {
        let assistant = self.brain.assistant();
        Masking::new([&assistant.knowledge.contact.phone, &assistant.knowledge.contact.email])
            .logged(text)
    }

    pub(super) async fn unanswered(
        &self,
        update: &Incoming,
        page: u16,
    ) -> Result<Outcome, StoreError> {
        let (text, keys) = self.groups_shown(&self.open_groups().await?, page);
        Ok(Outcome::say(letters::with_choices(update, &text, keys)))
    }

    fn groups_shown(&self, groups: &[Group], number: u16) -> (Rich, Vec<Vec<Choice>>) {
        if groups.is_empty() {
            return (Rich::new().plain(&self.tell(Message::ReviewNone, &[])), Vec::new());
        }
        let page = page(groups, SHOWN, number);
        let questions: usize = groups.iter().map(Group::count).sum();
        let heading = [
            ("groups", groups.len().to_string().into()),
            ("questions", questions.to_string().into()),
        ];
        let mut text = Rich::new().bold(&self.tell(Message::ReviewHeading, &heading));
        let mut keys = Vec::new();
        for (number, group) in (1 + page.before..).zip(page.rows) {
            let words = shortened(&self.published(&group.text), WORDS);
            let args = [
                ("number", number.to_string().into()),
                ("count", group.count().to_string().into()),
                ("last", self.moment(group.last_asked_ms).into()),
            ];
            text = text
                .plain("\n\n")
                .plain(&self.tell(Message::ReviewRow, &args))
                .plain("\n")
                .quote(&words);
            keys.push(self.group_keys(number, group));
        }
        if let Some(page) = page.next {
            keys.push(vec![self.key(Message::ButtonNextPage, &StaffAction::NextGroups { page })]);
        }
        (text, keys)
    }

    fn group_keys(&self, number: usize, group: &Group) -> Vec<Choice> {
        let Some(question) = group.ids.first().copied() else { return Vec::new() };
        let actions = [
            (Message::ButtonAnswerGroup, StaffAction::AnswerGroup { question }),
            (Message::ButtonNotOurs, StaffAction::NotOurs { question }),
            (Message::ButtonHide, StaffAction::HideGroup { question }),
        ];
        let args = [("number", number.to_string().into())];
        actions
            .iter()
            .map(|(label, action)| self.key_with(&self.tell(*label, &args), action))
            .collect()
    }

    /// "Skriv svar": the employee's next message is the answer. `None`: the group is dealt with already.
    pub(super) async fn group_answered(
        &self,
        update: &Incoming,
        by: &Staff,
        question: QuestionId,
    ) -> Result<Option<Outcome>, StoreError> {
        let groups = self.open_groups().await?;
        let Some(group) = group_of(&groups, question) else { return Ok(None) };
        let draft =
            Draft::AwaitsAnswer { question: self.published(&group.text), reviews: Some(question) };
        self.awaited(update, by, draft).await.map(Some)
    }

    /// "Inte vår fråga" or "Dölj"; the list goes on without it.
    pub(super) async fn group_put_away(
        &self,
        update: &Incoming,
        by: &Staff,
        message_id: MessageId,
        question: QuestionId,
        (review, action): (Review, AuditAction),
    ) -> Result<Option<Outcome>, StoreError> {
        let mut groups = self.open_groups().await?;
        let Some(ids) = group_of(&groups, question).map(|group| group.ids.clone()) else {
            return Ok(None);
        };
        groups.retain(|group| group.ids != ids);
        let (text, keys) = self.groups_shown(&groups, 0);
        let what = question.to_string();
        Ok(Some(Outcome {
            writes: vec![Write::Review { ids, review }, self.audit(by, action, &what)],
            letters: vec![self.replaced(update, message_id, &text, keys)],
        }))
    }
}

//! Staff's buttons as callback data. A letter that was used once keeps its meaning for good.

use super::{Pressed, Reader, Undecodable, Writer};
use crate::model::desk::StaffAction;

impl Pressed for StaffAction {
    const MODULE: char = 'd';

    fn write(&self, data: &mut Writer) {
        match self {
            StaffAction::SaveForwarded { draft } => drop(data.letter('f').number(draft)),
            StaffAction::SaveLook { draft } => drop(data.letter('s').number(draft)),
            StaffAction::DiscardDraft { draft } => drop(data.letter('x').number(draft)),
            StaffAction::ListEntries { page } => drop(data.letter('l').number(page)),
            StaffAction::ShowEntry(entry) => data.letter('v').article(entry),
            StaffAction::EditEntry(entry) => data.letter('e').article(entry),
            StaffAction::RemoveEntry(entry) => data.letter('r').article(entry),
            StaffAction::UndoEntry { version, entry } => {
                data.letter('u').number(version).article(entry)
            }
            StaffAction::AnswerGroup { question } => drop(data.letter('a').number(question)),
            StaffAction::NotOurs { question } => drop(data.letter('n').number(question)),
            StaffAction::HideGroup { question } => drop(data.letter('h').number(question)),
            StaffAction::NextGroups { page } => drop(data.letter('g').number(page)),
            StaffAction::RemoveException { id } => drop(data.letter('o').number(id)),
        }
    }

    fn read(data: &mut Reader<'_>) -> Result<Self, Undecodable> {
        Ok(match data.letter()? {
            'f' => StaffAction::SaveForwarded { draft: data.number()? },
            's' => StaffAction::SaveLook { draft: data.number()? },
            'x' => StaffAction::DiscardDraft { draft: data.number()? },
            'l' => StaffAction::ListEntries { page: data.number()? },
            'v' => StaffAction::ShowEntry(data.article()?),
            'e' => StaffAction::EditEntry(data.article()?),
            'r' => StaffAction::RemoveEntry(data.article()?),
            'u' => {
                let version = data.number()?;
                StaffAction::UndoEntry { version, entry: data.article()? }
            }
            'a' => StaffAction::AnswerGroup { question: data.number()? },
            'n' => StaffAction::NotOurs { question: data.number()? },
            'h' => StaffAction::HideGroup { question: data.number()? },
            'g' => StaffAction::NextGroups { page: data.number()? },
            'o' => StaffAction::RemoveException { id: data.number()? },
            _ => return Err(Undecodable::Unknown),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{MAX, decode, encode};
    use super::*;
    use crate::model::action::Action;
    use crate::model::article::ArticleId;
    use crate::model::id::{DraftId, QuestionId};

    fn drafts() -> impl Strategy<Value = DraftId> {
        any::<i64>().prop_map(DraftId::new)
    }

    fn questions() -> impl Strategy<Value = QuestionId> {
        any::<i64>().prop_map(QuestionId::new)
    }

    fn actions() -> impl Strategy<Value = StaffAction> {
        let entry = || "[a-z0-9-]{1,48}".prop_filter_map("an id", |id| ArticleId::parse(&id));
        prop_oneof![
            drafts().prop_map(|draft| StaffAction::SaveForwarded { draft }),
            drafts().prop_map(|draft| StaffAction::SaveLook { draft }),
            drafts().prop_map(|draft| StaffAction::DiscardDraft { draft }),
            any::<u16>().prop_map(|page| StaffAction::ListEntries { page }),
            entry().prop_map(StaffAction::ShowEntry),
            entry().prop_map(StaffAction::EditEntry),
            entry().prop_map(StaffAction::RemoveEntry),
            (0..10_000i64, entry())
                .prop_map(|(version, entry)| StaffAction::UndoEntry { version, entry }),
            questions().prop_map(|question| StaffAction::AnswerGroup { question }),
            questions().prop_map(|question| StaffAction::NotOurs { question }),
            questions().prop_map(|question| StaffAction::HideGroup { question }),
            any::<u16>().prop_map(|page| StaffAction::NextGroups { page }),
            any::<i64>().prop_map(|id| StaffAction::RemoveException { id }),
        ]
    }

    proptest! {
        #[test]
        fn every_action_comes_back_fits_and_is_no_residents_button(action in actions()) {
            let data = encode(&action);
            prop_assert!((1..=MAX).contains(&data.len()), "{data}");
            prop_assert_eq!(decode::<Action>(&data), Err(Undecodable::Foreign));
            prop_assert_eq!(decode(&data), Ok(action));
        }
    }
}

//! Questions that wait for staff's review, those worded nearly alike together.

use std::collections::BTreeSet;

use crate::model::log::Question;

/// Questions that are nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The newest wording, masked.
    pub text: String,
    /// Of its questions, the newest first; never empty. A button carries the first.
    pub ids: Vec<i64>,
    /// ISO 639-1, or `und`.
    pub languages: BTreeSet<String>,
    /// When the newest was asked; milliseconds since 1970.
    pub last_asked_ms: i64,
}

impl Group {
    pub fn count(&self) -> usize {
        self.ids.len()
    }
}

/// The questions in groups, in whichever order they come: most asked first, then the newest.
pub fn groups(questions: &[Question]) -> Vec<Group> {
    todo!()
}

/// The group that holds this question, whatever has been asked since.
pub fn group_of(groups: &[Group], question: i64) -> Option<&Group> {
    groups.iter().find(|group| group.ids.contains(&question))
}

//! Questions that wait for staff's review, those worded nearly alike together.

mod likeness;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::QuestionId;
use crate::model::log::Question;
use likeness::Likeness;

/// Questions that are nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The newest wording, masked.
    pub text: String,
    /// Of its questions, the newest first; never empty. A button carries the first.
    pub ids: Vec<QuestionId>,
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
///
/// Wordings are taken from the most frequent on; each joins the first group begun by one that is like it, or begins its own. A group has one
/// wording in its middle, so that small differences do not add up to another question.
pub fn groups(questions: &[Question]) -> Vec<Group> {
    let mut wordings: BTreeMap<Likeness, Vec<&Question>> = BTreeMap::new();
    for question in questions {
        wordings.entry(Likeness::of(&question.text)).or_default().push(question);
    }
    let mut wordings: Vec<(Likeness, Vec<&Question>)> = wordings.into_iter().collect();
    wordings.sort_by_key(|(_, asked)| Reverse(asked.len()));
    let mut groups: Vec<Group> = gathered(wordings).into_iter().filter_map(group).collect();
    groups.sort_by_key(|group| {
        (Reverse(group.count()), Reverse(group.last_asked_ms), Reverse(group.ids.first().copied()))
    });
    groups
}

/// Wordings that are like the first of their group. Only those with the same outline are compared.
fn gathered(wordings: Vec<(Likeness, Vec<&Question>)>) -> Vec<Vec<&Question>> {
    let mut gathered: Vec<Vec<&Question>> = Vec::new();
    let mut begun: BTreeMap<String, Vec<(Likeness, usize)>> = BTreeMap::new();
    for (wording, asked) in wordings {
        let near = wording.outlines().find_map(|outline| {
            let (_, group) =
                begun.get(&outline)?.iter().find(|(first, _)| first.is_like(&wording))?;
            Some(*group)
        });
        match near.and_then(|group| gathered.get_mut(group)) {
            Some(group) => group.extend(asked),
            None => {
                for outline in wording.outlines() {
                    begun.entry(outline).or_default().push((wording.clone(), gathered.len()));
                }
                gathered.push(asked);
            }
        }
    }
    gathered
}

fn group(mut asked: Vec<&Question>) -> Option<Group> {
    asked.sort_by_key(|question| Reverse((question.asked_ms, question.id)));
    let newest = asked.first()?;
    Some(Group {
        text: newest.text.clone(),
        ids: asked.iter().map(|question| question.id).collect(),
        languages: asked.iter().map(|question| question.language.clone()).collect(),
        last_asked_ms: newest.asked_ms,
    })
}

/// The group that holds this question, whatever has been asked since.
pub fn group_of(groups: &[Group], question: QuestionId) -> Option<&Group> {
    groups.iter().find(|group| group.ids.contains(&question))
}

#[cfg(test)]
mod tests;

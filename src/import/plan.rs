//! What is known from before, and what was found → what to remove. Pure.

use std::collections::BTreeMap;

use super::outcome::{Found, Gone, Outcome};
use super::state::PageState;

/// How many imports in a row must say that a page is gone.
const PROOF: u32 = 2;

/// What becomes of the pages that a source had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removals {
    /// With proof: to be taken out.
    pub gone: Vec<(String, Why)>,
    /// Said to be gone for the first time.
    pub missing: Vec<String>,
    /// Known by another address now: the new one takes over the id.
    pub moved: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// 404 or 410 at two imports in a row.
    Missing,
    /// noindex, or forbidden by robots.txt, at two imports in a row.
    Withdrawn,
    /// A list that was read whole does not name it.
    Unlisted,
}

impl Removals {
    /// So many of `before` that somebody has to say yes.
    pub fn are_many(&self, before: usize) -> bool {
        self.gone.len() * 10 > before
    }
}

/// Decides for each page that is known of the source. A page is removed only on proof; whatever is not known for sure leaves it as it is.
pub fn removals(known: &BTreeMap<String, PageState>, found: &Found) -> Removals {
    let mut removals = Removals::default();
    for (key, page) in known.iter().filter(|(_, page)| !page.kept) {
        match found.outcomes.get(key) {
            Some(Outcome::Gone(gone)) => {
                let why = if *gone == Gone::Missing { Why::Missing } else { Why::Withdrawn };
                if page.missing + 1 >= PROOF {
                    removals.gone.push((key.clone(), why));
                } else {
                    removals.missing.push(key.clone());
                }
            }
            Some(Outcome::Moved { to }) if arrived(found, to) => {
                removals.moved.push((key.clone(), to.clone()));
            }
            Some(_) => {}
            None => {
                let is_unlisted = found.listed.as_ref().is_some_and(|listed| !listed.contains(key));
                if is_unlisted && !page.is_document {
                    removals.gone.push((key.clone(), Why::Unlisted));
                }
            }
        }
    }
    removals
}

fn arrived(found: &Found, to: &str) -> bool {
    matches!(found.outcomes.get(to), Some(Outcome::Read | Outcome::Unchanged))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fetch::{Failure, Refusal};
    use crate::import::reading::NoArticle;

    fn known(missing: u32) -> BTreeMap<String, PageState> {
        BTreeMap::from([("a".to_owned(), PageState { missing, ..PageState::default() })])
    }

    fn found(outcome: Option<Outcome>, listed: Option<&[&str]>) -> Found {
        Found {
            outcomes: outcome.map(|outcome| ("a".to_owned(), outcome)).into_iter().collect(),
            listed: listed.map(|listed| listed.iter().map(|key| (*key).to_owned()).collect()),
            trouble: Vec::new(),
        }
    }

    #[test]
    fn a_page_is_removed_on_proof_only() {
        let gone = |outcome: Option<Outcome>, missing: u32, listed: Option<&[&str]>| {
            let removals = removals(&known(missing), &found(outcome, listed));
            removals.gone.first().map(|(_, why)| *why)
        };
        let whole: Option<&[&str]> = Some(&["b"]);
        assert_eq!(gone(Some(Outcome::Gone(Gone::Missing)), 0, None), None);
        assert_eq!(gone(Some(Outcome::Gone(Gone::Missing)), 1, None), Some(Why::Missing));
        assert_eq!(gone(Some(Outcome::Gone(Gone::Withdrawn)), 1, None), Some(Why::Withdrawn));
        assert_eq!(gone(None, 0, whole), Some(Why::Unlisted));
        assert_eq!(gone(None, 0, None), None);
        for unsure in [
            Outcome::Failed(Failure::Status(503)),
            Outcome::Failed(Failure::TimedOut),
            Outcome::NoArticle(NoArticle::SoftMissing),
            Outcome::NoArticle(NoArticle::OutOfOrder),
            Outcome::NoArticle(NoArticle::Empty),
            Outcome::Refused(Refusal::Redirects),
            Outcome::NotAsked,
            Outcome::Read,
            Outcome::Unchanged,
        ] {
            assert_eq!(gone(Some(unsure.clone()), 5, whole), None, "{unsure:?}");
        }
    }

    #[test]
    fn what_somebody_has_brought_back_stays() {
        let mut known = known(5);
        known.values_mut().for_each(|page| page.kept = true);
        assert_eq!(
            removals(&known, &found(Some(Outcome::Gone(Gone::Missing)), None)),
            Removals::default()
        );
    }

    #[test]
    fn more_than_a_tenth_is_many() {
        let removals = |count: usize| Removals {
            gone: vec![("a".to_owned(), Why::Missing); count],
            ..Removals::default()
        };
        assert!(!removals(1).are_many(10) && removals(2).are_many(10) && removals(1).are_many(9));
        assert!(!removals(0).are_many(0));
    }
}

//! What is known from before, and what was found → what to remove. Pure.

use std::collections::BTreeMap;

use super::outcome::{Found, Gone, Outcome};
use super::reading::NoArticle;
use super::state::PageState;

/// How many imports in a row must say that a page is gone.
const PROOF: u32 = 2;
/// An address leads to another, and that to a third; more steps are a circle.
const STEPS: usize = 5;

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

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// 404 or 410 at two imports in a row.
    Missing,
    /// noindex, or forbidden by robots.txt, at two imports in a row.
    Withdrawn,
    /// A list that was read whole does not name it.
    Unlisted,
    /// Another page has the same title and text, at two imports in a row.
    Double,
    /// It leads to a page that is known by itself, at two imports in a row.
    Merged(String),
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
    let mut taken = BTreeMap::new();
    for (key, page) in known.iter().filter(|(_, page)| !page.kept) {
        let is_unlisted =
            !page.is_document && found.listed.as_ref().is_some_and(|listed| !listed.contains(key));
        let mut prove = |why: Why, is_proof: bool| {
            if is_proof || page.missing + 1 >= PROOF {
                removals.gone.push((key.clone(), why));
            } else {
                removals.missing.push(key.clone());
            }
        };
        match found.outcomes.get(key) {
            Some(Outcome::Gone(Gone::Missing)) => prove(Why::Missing, is_unlisted),
            Some(Outcome::Gone(_)) => prove(Why::Withdrawn, false),
            Some(Outcome::NoArticle(NoArticle::Double(_) | NoArticle::Own(_))) => {
                prove(Why::Double, false);
            }
            Some(Outcome::Moved { to }) => match arrived(found, to) {
                Arrived::At(to) if known.contains_key(to) || taken.contains_key(to) => {
                    prove(Why::Merged(to.to_owned()), is_unlisted);
                }
                Arrived::At(to) => {
                    taken.insert(to, key);
                    removals.moved.push((key.clone(), to.to_owned()));
                }
                // Many lead there for the first time: the second time it is believed.
                Arrived::InCrowd => removals.missing.push(key.clone()),
                Arrived::Nowhere => {}
            },
            Some(_) => {}
            None if is_unlisted => prove(Why::Unlisted, true),
            None => {}
        }
    }
    removals
}

enum Arrived<'a> {
    At(&'a str),
    InCrowd,
    Nowhere,
}

/// Where an address leads in the end.
fn arrived<'a>(found: &'a Found, to: &'a str) -> Arrived<'a> {
    let mut at = to;
    for _ in 0..STEPS {
        match found.outcomes.get(at) {
            Some(Outcome::Read | Outcome::Unchanged) => return Arrived::At(at),
            Some(Outcome::Moved { to }) => at = to,
            Some(Outcome::NoArticle(NoArticle::Crowd)) => return Arrived::InCrowd,
            _ => return Arrived::Nowhere,
        }
    }
    Arrived::Nowhere
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fetch::{Failure, Refusal};

    fn known(missing: u32) -> BTreeMap<String, PageState> {
        BTreeMap::from([("a".to_owned(), PageState { missing, ..PageState::default() })])
    }

    fn found(outcome: Option<Outcome>, listed: Option<&[&str]>) -> Found {
        Found {
            outcomes: outcome.map(|outcome| ("a".to_owned(), outcome)).into_iter().collect(),
            listed: listed.map(|listed| listed.iter().map(|key| (*key).to_owned()).collect()),
            ..Found::default()
        }
    }

    #[test]
    fn a_page_is_removed_on_proof_only() {
        let gone = |outcome: Option<Outcome>, missing: u32, listed: Option<&[&str]>| {
            let removals = removals(&known(missing), &found(outcome, listed));
            removals.gone.into_iter().next().map(|(_, why)| why)
        };
        let whole: Option<&[&str]> = Some(&["b"]);
        assert_eq!(gone(Some(Outcome::Gone(Gone::Missing)), 0, None), None);
        assert_eq!(gone(Some(Outcome::Gone(Gone::Missing)), 1, None), Some(Why::Missing));
        assert_eq!(gone(Some(Outcome::Gone(Gone::Withdrawn)), 1, None), Some(Why::Withdrawn));
        let double = Outcome::NoArticle(NoArticle::Double("b".to_owned()));
        assert_eq!(gone(Some(double.clone()), 0, None), None);
        assert_eq!(gone(Some(double), 1, None), Some(Why::Double));
        assert_eq!(gone(None, 0, whole), Some(Why::Unlisted));
        assert_eq!(gone(Some(Outcome::Gone(Gone::Missing)), 0, whole), Some(Why::Missing));
        assert_eq!(gone(None, 0, None), None);
        for unsure in [
            Outcome::Failed(Failure::Status(503)),
            Outcome::Failed(Failure::TimedOut),
            Outcome::NoArticle(NoArticle::SoftMissing),
            Outcome::NoArticle(NoArticle::OutOfOrder),
            Outcome::NoArticle(NoArticle::Empty),
            Outcome::StillNone("har ingen egen text".to_owned()),
            Outcome::Refused(Refusal::Redirects),
            Outcome::NotAsked,
            Outcome::Read,
            Outcome::Unchanged,
        ] {
            assert_eq!(gone(Some(unsure.clone()), 5, whole), None, "{unsure:?}");
        }
    }

    #[test]
    fn a_page_that_moves_to_a_new_address_is_followed_at_once_and_one_that_leads_to_a_known_page_later()
     {
        let page = |missing: u32| PageState { missing, ..PageState::default() };
        let moved = |to: &str| Outcome::Moved { to: to.to_owned() };
        let outcomes = |rows: &[(&str, Outcome)]| Found {
            outcomes: rows.iter().map(|(key, it)| ((*key).to_owned(), it.clone())).collect(),
            ..Found::default()
        };
        let known = |missing: u32| {
            BTreeMap::from([
                ("a".to_owned(), page(missing)),
                ("b".to_owned(), page(missing)),
                ("c".to_owned(), page(0)),
            ])
        };
        let to = |key: &str| key.to_owned();
        let step = outcomes(&[("a", moved("x")), ("x", moved("n")), ("n", Outcome::Read)]);
        assert_eq!(removals(&known(0), &step).moved, [(to("a"), to("n"))]);
        let nowhere = outcomes(&[("a", moved("x")), ("x", moved("a"))]);
        assert_eq!(removals(&known(0), &nowhere), Removals::default());
        let merged = outcomes(&[("a", moved("c")), ("c", Outcome::Unchanged)]);
        assert_eq!(removals(&known(0), &merged).missing, ["a"]);
        assert_eq!(removals(&known(1), &merged).gone, [(to("a"), Why::Merged(to("c")))]);
        let two = outcomes(&[("a", moved("n")), ("b", moved("n")), ("n", Outcome::Read)]);
        let first = removals(&known(0), &two);
        assert_eq!((first.moved, first.missing), (vec![(to("a"), to("n"))], vec![to("b")]));
        let crowd = Outcome::NoArticle(NoArticle::Crowd);
        let crowd = outcomes(&[("a", moved("n")), ("n", crowd)]);
        assert_eq!(removals(&known(0), &crowd).missing, ["a"]);
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

//! What is taken out of the set, held back, or kept under another address.

use std::collections::{BTreeMap, BTreeSet};

use super::{Consent, Merge};
use crate::import::outcome::{Found, Outcome};
use crate::import::plan::{Removals, Why};
use crate::import::report::Told;
use crate::import::set::SetError;
use crate::import::state::PageState;

impl Merge<'_> {
    /// What the outcomes say by themselves; pages that are to be removed are told by what becomes of them.
    pub(super) fn tell(&mut self, found: &Found, removals: &Removals) {
        let gone = removals.gone.iter().map(|(key, _)| key);
        let told_below: BTreeSet<&String> = removals.missing.iter().chain(gone).collect();
        for (key, outcome) in &found.outcomes {
            let told = |why: String| Told { page: key.clone(), why, ..Told::default() };
            match outcome {
                _ if told_below.contains(key) => {}
                Outcome::NoArticle(why) => self.report.skipped.push(told(why.to_string())),
                Outcome::StillNone(why) => self.report.skipped.push(told(why.clone())),
                Outcome::Refused(why) => self.report.skipped.push(told(why.to_string())),
                Outcome::Gone(_) if !self.state.pages.contains_key(key) => {
                    self.report.skipped.push(told("finns inte, eller får inte läsas".to_owned()));
                }
                Outcome::Failed(why) => self.report.failed.push(told(why.to_string())),
                Outcome::NotAsked => self
                    .report
                    .failed
                    .push(told("inte efterfrågad: webbplatsen svarar inte".to_owned())),
                Outcome::Read | Outcome::Unchanged | Outcome::Gone(_) | Outcome::Moved { .. } => {}
            }
        }
        self.report.trouble.extend(found.trouble.iter().cloned());
    }

    /// Removes what is gone, if that is agreed to, and lets pages that have moved keep their ids.
    pub(super) fn hold_or_remove(
        &mut self,
        known: &BTreeMap<String, PageState>,
        removals: &Removals,
        consent: &mut Consent<'_>,
    ) -> Result<(), SetError> {
        for key in &removals.missing {
            if let Some(page) = self.state.pages.get_mut(key) {
                page.missing += 1;
                let id = page.id.clone();
                self.report.missing.push(Told { page: key.clone(), id, ..Told::default() });
            }
        }
        let is_agreed = !removals.are_many(known.len()) || consent.to(removals, known.len());
        for (key, why) in &removals.gone {
            let Some(page) = self.state.pages.get(key) else { continue };
            let id = page.id.clone();
            let told =
                Told { page: key.clone(), id: id.clone(), why: reason(why), ..Told::default() };
            match why {
                _ if !is_agreed => {
                    self.report.held.push(told);
                    continue;
                }
                Why::Merged(_) => self.report.moved.push(told),
                _ => self.report.removed.push(told),
            }
            self.remove(key, &id)?;
        }
        let is_held = |to: &String| {
            !is_agreed && removals.gone.iter().any(|(_, why)| *why == Why::Merged(to.clone()))
        };
        for (from, to) in removals.moved.iter().filter(|(_, to)| !is_held(to)) {
            self.follow(from, to);
        }
        Ok(())
    }

    /// The page is known by its new address from now on. What the server said of the old one holds no longer.
    fn follow(&mut self, from: &str, to: &str) {
        let Some(page) = self.state.pages.remove(from) else { return };
        self.report.moved.push(Told {
            page: from.to_owned(),
            id: page.id.clone(),
            why: format!("till {to}"),
            ..Told::default()
        });
        self.state.pages.insert(to.to_owned(), PageState { missing: 0, asked_as: None, ..page });
    }

    /// Takes a page out; its file is kept beside, with its examples.
    fn remove(&mut self, key: &str, id: &str) -> Result<(), SetError> {
        self.state.pages.remove(key);
        self.taken.remove(id);
        if let Some(next) = self.next()? {
            next.pages().keep_removed(id)?;
            next.remove(&format!("{id}.md"))?;
            next.remove(&format!("{id}.examples.toml"))?;
        }
        Ok(())
    }

    /// Remembers the addresses that gave no article, for as long as anything names them.
    pub(super) fn remember_asides(&mut self, source: &str, found: Found) {
        let pages = &self.state.pages;
        self.state.asides.retain(|key, aside| {
            let leads = aside.leads && aside.to.as_ref().is_some_and(|to| pages.contains_key(to));
            aside.source != source
                || (!found.outcomes.contains_key(key) && (leads || found.listed.is_none()))
        });
        for (key, aside) in found.asides {
            // Whether a text is another page's is to be looked at again when that one has changed.
            let is_stale = aside.to.as_ref().is_some_and(|to| self.changed.contains(to));
            if !is_stale && !pages.contains_key(&key) {
                let aside = super::Aside { source: source.to_owned(), ..aside };
                self.state.asides.insert(key, aside);
            }
        }
    }
}

fn reason(why: &Why) -> String {
    match why {
        Why::Missing => "finns inte längre (404 eller 410)".to_owned(),
        Why::Withdrawn => "får inte längre sparas eller läsas (två gånger)".to_owned(),
        Why::Unlisted => "finns inte längre i webbplatskartan eller mappen".to_owned(),
        Why::Double => "har samma text som en annan sida (två gånger)".to_owned(),
        Why::Merged(to) => format!("till {to}"),
    }
}

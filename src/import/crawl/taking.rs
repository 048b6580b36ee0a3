//! What was served becomes drafts, and leads to more pages.

use tokio::task::{JoinError, JoinSet};
use url::Url;

use super::{Crawl, Job, Purpose, SiteError};
use crate::import::address::known_as;
use crate::import::draft::{Draft, Drafts};
use crate::import::fetch::{Served, Validators};
use crate::import::outcome::{Gone, Outcome};
use crate::import::reading::{self, NoArticle, Reading};
use crate::import::repeated;
use crate::import::state::{self, Aside};

/// A reading, with the job that asked for it.
pub(super) struct Done {
    job: Job,
    /// What it is known by now.
    key: String,
    validators: Validators,
    reading: Reading,
}

/// What is remembered of where a page leads.
struct Kept {
    documents: Vec<String>,
    links: Vec<String>,
}

impl Crawl<'_> {
    pub(super) fn serve(&mut self, job: Job, served: Served, at_work: &mut JoinSet<Done>) {
        let asked = known_as(&job.url);
        let landed = known_as(&served.url);
        let is_sent_on = landed != asked;
        let is_moved = is_sent_on && served.has_moved;
        if job.purpose == Purpose::Unlisted && !is_moved {
            return self.pass();
        }
        let is_sent_home = is_sent_on && landed.path() == "/" && asked.path() != "/";
        let is_nowhere = is_sent_on
            && self.not_found.as_ref().is_some_and(|not_found| not_found.is_there(&landed));
        if is_sent_home || is_nowhere {
            return match job.purpose {
                Purpose::Unlisted => self.pass(),
                _ => self.note(job.key, Outcome::NoArticle(NoArticle::SoftMissing)),
            };
        }
        let mut key = job.url.to_string();
        if is_moved {
            let to = landed.to_string();
            self.lead(&key, &to);
            let is_known = !self.asked.insert(to.clone());
            if job.purpose != Purpose::Unlisted {
                self.list(&to);
            }
            self.found.outcomes.insert(job.key.clone(), Outcome::Moved { to: to.clone() });
            if is_known {
                return self.pass();
            }
            key = to;
        }
        let manner = self.manner.clone();
        at_work.spawn_blocking(move || {
            let validators = served.validators.clone();
            let called = job.called.clone();
            let mut reading = reading::served(served, called, &manner);
            // Where it is sent on for now only, it stays what it was called.
            if let Some(drafts) = reading.drafts.as_mut().ok().filter(|_| is_sent_on && !is_moved) {
                drafts.iter_mut().for_each(|draft| key.clone_into(&mut draft.key));
            }
            Done { job, key, validators, reading }
        });
    }

    /// A listed address leads there: it is listed, too.
    fn list(&mut self, key: &str) {
        if let Some(listed) = &mut self.found.listed
            && listed.insert(key.to_owned())
        {
            let waiting = self.queue.iter_mut().find(|waiting| waiting.key == key);
            if let Some(waiting) = waiting.filter(|it| it.purpose == Purpose::Unlisted) {
                waiting.purpose = Purpose::Page;
            }
        }
    }

    /// Remembers that one address leads to another for good.
    fn lead(&mut self, from: &str, to: &str) {
        let aside = Aside { to: Some(to.to_owned()), leads: true, ..Aside::default() };
        self.found.asides.insert(from.to_owned(), aside);
    }

    pub(super) fn still_leads(&mut self, job: Job) {
        if let Some(aside) = self.site.asides.get(&job.key) {
            self.found.asides.insert(job.key.clone(), aside.clone());
            let to = aside.to.clone().unwrap_or_default();
            self.note(job.key, Outcome::Moved { to });
        }
    }

    pub(super) fn unchanged(&mut self, job: Job) {
        let urls = |list: &[String]| {
            list.iter().filter_map(|url| Url::parse(url).ok()).collect::<Vec<_>>()
        };
        let site = self.site;
        let (documents, links, outcome) = if let Some(page) = site.known.get(&job.key) {
            (urls(&page.documents), urls(&page.links), Outcome::Unchanged)
        } else if let Some(aside) = site.asides.get(&job.key) {
            self.found.asides.insert(job.key.clone(), aside.clone());
            let outcome = Outcome::StillNone(aside.why.clone());
            (urls(&aside.documents), urls(&aside.links), outcome)
        } else {
            return self.pass();
        };
        self.go_on(documents.into_iter().map(|url| (url, None)).collect(), links, job.depth + 1);
        // The parts of one text are as they were, too.
        let parts = format!("{}#", job.key);
        for key in site.known.keys().filter(|key| key.starts_with(&parts)) {
            self.found.outcomes.insert(key.clone(), Outcome::Unchanged);
        }
        self.note(job.key, outcome);
    }

    /// Adds what a page leads to.
    fn go_on(&mut self, documents: Vec<(Url, Option<String>)>, links: Vec<Url>, depth: usize) {
        if self.site.source.documents {
            for (url, called) in documents {
                if self.may_be_asked(&url) && !self.site.source.excludes(&super::path_of(&url)) {
                    self.add(url, depth, called, Purpose::Document);
                }
            }
        }
        if self.follow {
            let wanted: Vec<Url> = links.into_iter().filter(|url| self.wants(url)).collect();
            wanted.into_iter().for_each(|url| self.add(url, depth, None, Purpose::Page));
        }
    }

    /// Keeps the drafts of a reading. A reading that came to its end badly (a panic) is a page that could not be read.
    pub(super) fn take(
        &mut self,
        done: Result<Done, JoinError>,
        drafts: &mut Drafts,
    ) -> Result<(), SiteError> {
        let Ok(Done { job, key, validators, reading }) = done else {
            self.found.trouble.push("en sida gick inte att tolka".to_owned());
            self.progress.count(&Outcome::NotAsked);
            return Ok(());
        };
        self.found.trouble.extend(reading.trouble);
        let links: Vec<Url> = reading.links.iter().map(known_as).collect();
        let documents: Vec<(Url, Option<String>)> = reading
            .documents
            .into_iter()
            .map(|(url, called)| (known_as(&url), Some(called)))
            .collect();
        let followed = links.iter().filter(|url| self.follow && self.wants(url));
        let kept = Kept {
            documents: documents.iter().map(|(url, _)| url.to_string()).collect(),
            links: followed.map(Url::to_string).collect(),
        };
        self.go_on(documents, links, job.depth + 1);
        if let Some(to) = reading.sent_on.filter(|to| self.may_be_asked(to)) {
            let to = known_as(&to);
            let aside = Aside {
                validators,
                why: format!("leder vidare till {to}"),
                to: Some(to.to_string()),
                ..Aside::default()
            };
            self.found.asides.insert(key.clone(), aside);
            self.found.outcomes.insert(key, Outcome::Moved { to: to.to_string() });
            self.pass();
            self.list(to.as_str());
            self.add(to, job.depth + 1, None, Purpose::Page);
            return Ok(());
        }
        let (outcome, why) = match reading.drafts {
            Ok(read) if !self.are_not_found(&key, &read) => {
                return self.keep(&job, &key, read, &kept, drafts);
            }
            Ok(_) => {
                let why = NoArticle::SoftMissing;
                (Outcome::NoArticle(why.clone()), why)
            }
            Err(why @ NoArticle::NoIndex) => (Outcome::Gone(Gone::Withdrawn), why),
            Err(why) => (Outcome::NoArticle(why.clone()), why),
        };
        let aside = Aside {
            validators,
            why: why.to_string(),
            documents: kept.documents,
            links: kept.links,
            ..Aside::default()
        };
        self.found.asides.insert(key.clone(), aside);
        if key != job.key && !self.found.outcomes.contains_key(&job.key) {
            self.found.outcomes.insert(job.key, outcome.clone());
        }
        self.note(key, outcome);
        Ok(())
    }

    /// Whether what was read is what the site shows where there is no page. A site that shows its start page there still has a start page.
    fn are_not_found(&self, key: &str, read: &[Draft]) -> bool {
        let is_start =
            Url::parse(key).is_ok_and(|url| url.path() == "/" || url == *self.site.start);
        let is = |draft: &Draft| self.not_found.as_ref().is_some_and(|page| page.is(draft));
        !is_start && !read.is_empty() && read.iter().all(is)
    }

    fn keep(
        &mut self,
        job: &Job,
        key: &str,
        read: Vec<Draft>,
        kept: &Kept,
        drafts: &mut Drafts,
    ) -> Result<(), SiteError> {
        self.progress.count(&Outcome::Read);
        // It does not call itself what it did before.
        if job.key != key && !self.found.outcomes.contains_key(&job.key) {
            self.found.outcomes.insert(job.key.clone(), Outcome::Moved { to: key.to_owned() });
        }
        let mut has_changed = false;
        for mut draft in read {
            if let Some(listed) = &mut self.found.listed {
                listed.insert(draft.key.clone());
            }
            self.found.outcomes.insert(draft.key.clone(), Outcome::Read);
            let before = self.site.known.get(&draft.key).or(self.site.known.get(&job.key));
            has_changed |= before.is_some_and(|page| {
                page.title != draft.title
                    || page.blocks != state::written(&repeated::fingerprints(&draft.blocks))
            });
            draft.listed = self.modified.get(job.url.as_str()).or(self.modified.get(key)).copied();
            draft.is_document = job.purpose == Purpose::Document;
            draft.documents.clone_from(&kept.documents);
            draft.links.clone_from(&kept.links);
            drafts.push(&draft)?;
        }
        self.progress.changed += usize::from(has_changed);
        Ok(())
    }
}

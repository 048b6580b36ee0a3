//! A site, read: by its sitemap, or by its links.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;

use tokio::task::JoinSet;
use url::Url;

use super::address::{self, known_as};
use super::draft::{Draft, Drafts};
use super::fetch::{Answer, Failure, Fetcher, Served};
use super::listing::{self, Listing};
use super::outcome::{Found, Gone, Outcome, Progress};
use super::reading::{self, Manner, NoArticle, Reading};
use super::robots::Robots;
use super::state::PageState;
use crate::model::import::Source;

/// Pages that are being read at a time, while the next is asked for.
const AT_WORK: usize = 4;
/// So many requests in a row without an answer: the site has a bad day, and is left alone.
const PATIENCE: usize = 12;
/// Links deeper than this below the start are a calendar or a mirror.
const DEEPEST: usize = 24;

/// Why a site was not read at all.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("”{0}” är ingen webbadress")]
    Address(String),
    #[error(
        "{0}/robots.txt går inte att läsa ({1}); då läses inget, för ingen vet vad som är tillåtet. Försök igen senare."
    )]
    Robots(String, String),
    #[error("hämtningen kan inte börja: {0}")]
    Client(#[from] reqwest::Error),
    #[error("en tillfällig fil går inte att använda: {0}")]
    Scratch(#[from] io::Error),
}

/// What is asked for, and why.
struct Job {
    url: Url,
    depth: usize,
    /// The words of the link that led here, for a document.
    called: Option<String>,
    is_document: bool,
    is_retry: bool,
}

/// A reading, with the job that asked for it.
struct Done {
    job: Job,
    moved_from: Option<String>,
    reading: Reading,
}

/// A site to read.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub source: &'a Source,
    pub start: &'a Url,
    /// By its links, whether it has a sitemap or not.
    pub follow: bool,
    /// The pages that earlier imports took from it.
    pub known: &'a BTreeMap<String, PageState>,
}

/// Reads a site: drafts go into `drafts`, what became of each page comes back.
pub async fn site(
    site: Site<'_>,
    fetcher: Fetcher,
    manner: Manner,
    drafts: &mut Drafts,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<Found, SiteError> {
    let Site { source, start, follow, known } = site;
    let mut crawl = Crawl {
        source,
        start,
        known,
        fetcher,
        manner,
        robots: Robots::None,
        queue: VecDeque::new(),
        asked: BTreeSet::new(),
        found: Found::default(),
        progress: Progress::default(),
        silent: 0,
        follow,
    };
    crawl.read_robots().await?;
    crawl.begin().await;
    crawl.read_all(drafts, told).await?;
    Ok(crawl.found)
}

struct Crawl<'a> {
    source: &'a Source,
    start: &'a Url,
    known: &'a BTreeMap<String, PageState>,
    fetcher: Fetcher,
    manner: Manner,
    robots: Robots,
    queue: VecDeque<Job>,
    asked: BTreeSet<String>,
    found: Found,
    progress: Progress,
    /// Requests in a row that nobody answered.
    silent: usize,
    follow: bool,
}

impl Crawl<'_> {
    async fn read_robots(&mut self) -> Result<(), SiteError> {
        let mut url = self.start.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        let unreadable =
            |why: String| SiteError::Robots(self.start.origin().ascii_serialization(), why);
        self.robots = match self.fetcher.get(&url, None, |_| true).await {
            Answer::Served(served) => Robots::parse(&served.bytes),
            Answer::Gone | Answer::NotModified => Robots::None,
            Answer::Failed(Failure::Status(400..=499)) => Robots::None,
            Answer::Failed(failure) => return Err(unreadable(failure.to_string())),
            Answer::Refused(refusal) => return Err(unreadable(format!("den {refusal}"))),
        };
        if let Some(pause) = self.robots.pause().filter(|_| self.source.pause.is_none()) {
            self.fetcher.slow_down(pause);
        }
        Ok(())
    }

    /// What is asked for first: what the sitemaps name, or the start, and what is known from before.
    async fn begin(&mut self) {
        let listing = if self.follow {
            Listing::None
        } else {
            listing::read(&mut self.fetcher, self.start, &self.robots).await
        };
        match listing {
            Listing::Read { pages, is_whole, trouble } => {
                self.found.trouble = trouble;
                let wanted: Vec<Url> = pages.into_iter().filter(|url| self.wants(url)).collect();
                let listed = wanted.iter().map(|url| known_as(url).to_string()).collect();
                // A whole sitemap of somewhere else proves nothing.
                self.found.listed =
                    Some(listed).filter(|listed: &BTreeSet<String>| is_whole && !listed.is_empty());
                if wanted.is_empty() && self.known.is_empty() {
                    self.follow = true;
                    self.add(self.start.clone(), 0, None, false);
                }
                wanted.into_iter().for_each(|url| self.add(url, 0, None, false));
            }
            Listing::None => {
                self.follow = true;
                let start = self.start.clone();
                self.add(start, 0, None, false);
            }
        }
        let is_gone = |key: &String, page: &PageState| {
            !page.is_document
                && self.found.listed.as_ref().is_some_and(|listed| !listed.contains(key))
        };
        let before: Vec<(Url, bool)> = self
            .known
            .iter()
            .filter(|(key, page)| !is_gone(key, page))
            .filter_map(|(key, page)| Some((Url::parse(key).ok()?, page.is_document)))
            .collect();
        for (url, is_document) in before {
            self.add(url, 1, None, is_document);
        }
    }

    /// Below the start, and as the settings say.
    fn wants(&self, url: &Url) -> bool {
        let folder = listing::folder(self.start);
        url.path().starts_with(&folder)
            && self.may_be_asked(url)
            && self.source.takes(&path_of(url))
    }

    fn may_be_asked(&self, url: &Url) -> bool {
        self.fetcher.may_ask(url) && address::is_readable(url)
    }

    fn add(&mut self, url: Url, depth: usize, called: Option<String>, is_document: bool) {
        let url = known_as(&url);
        if self.asked.len() < self.source.most
            && depth <= DEEPEST
            && self.asked.insert(url.to_string())
        {
            self.progress.of += 1;
            self.queue.push_back(Job { url, depth, called, is_document, is_retry: false });
        }
    }

    /// One request at a time; what was served is read while the next is asked for.
    async fn read_all(
        &mut self,
        drafts: &mut Drafts,
        told: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), SiteError> {
        let mut at_work: JoinSet<Done> = JoinSet::new();
        loop {
            while let Some(done) = at_work.try_join_next() {
                self.take(done, drafts)?;
            }
            if at_work.len() >= AT_WORK {
                if let Some(done) = at_work.join_next().await {
                    self.take(done, drafts)?;
                }
            } else if let Some(job) = self.queue.pop_front() {
                self.ask(job, &mut at_work).await;
            } else if let Some(done) = at_work.join_next().await {
                self.take(done, drafts)?;
            } else {
                return Ok(());
            }
            told(self.progress);
        }
    }

    async fn ask(&mut self, job: Job, at_work: &mut JoinSet<Done>) {
        let key = job.url.to_string();
        if self.silent >= PATIENCE {
            return self.note(key, Outcome::NotAsked);
        }
        if !self.robots.allows(&job.url) {
            return self.note(key, Outcome::Gone(Gone::Disallowed));
        }
        let validators = self.known.get(&key).map(|page| page.validators.clone());
        let robots = &self.robots;
        let answer =
            self.fetcher.get(&job.url, validators.as_ref(), |url| robots.allows(url)).await;
        self.silent = match &answer {
            Answer::Failed(
                Failure::TimedOut | Failure::Connection(_) | Failure::Status(500..=599),
            ) => self.silent + 1,
            _ => 0,
        };
        match answer {
            Answer::Served(served) => self.serve(job, *served, at_work),
            Answer::NotModified => self.unchanged(key),
            Answer::Gone => self.note(key, Outcome::Gone(Gone::Missing)),
            Answer::Refused(refusal) => self.note(key, Outcome::Refused(refusal)),
            // A page may have been unlucky: it is asked for once more when all others have been.
            Answer::Failed(_) if !job.is_retry => {
                self.queue.push_back(Job { is_retry: true, ..job })
            }
            Answer::Failed(failure) => self.note(key, Outcome::Failed(failure)),
        }
    }

    fn serve(&mut self, job: Job, served: Served, at_work: &mut JoinSet<Done>) {
        let key = job.url.to_string();
        let landed = known_as(&served.url);
        let was_sent_home = landed.path() == "/" && job.url.path() != "/" && landed != job.url;
        if was_sent_home {
            return self.note(key, Outcome::NoArticle(NoArticle::SoftMissing));
        }
        if landed != job.url && served.has_moved {
            let to = landed.to_string();
            let is_known = !self.asked.insert(to.clone());
            self.found.outcomes.insert(key.clone(), Outcome::Moved { to });
            if is_known {
                return self.progress.count(&Outcome::Moved { to: String::new() });
            }
        }
        let moved_from = served.has_moved.then_some(key);
        let manner = self.manner.clone();
        at_work.spawn_blocking(move || {
            let is_temporary = landed != job.url && moved_from.is_none();
            let called = job.called.clone();
            let mut reading = reading::served(served, called, &manner);
            // Where it is sent on for now only, it stays what it was called.
            if let Some(drafts) = reading.drafts.as_mut().ok().filter(|_| is_temporary) {
                drafts.iter_mut().for_each(|draft| job.url.as_str().clone_into(&mut draft.key));
            }
            Done { job, moved_from, reading }
        });
    }

    fn unchanged(&mut self, key: String) {
        if let Some(page) = self.known.get(&key) {
            let urls = |list: &[String]| {
                list.iter().filter_map(|url| Url::parse(url).ok()).collect::<Vec<_>>()
            };
            let (documents, links) = (urls(&page.documents), urls(&page.links));
            self.go_on(documents.into_iter().map(|url| (url, None)).collect(), links, 1);
        }
        self.note(key, Outcome::Unchanged);
    }

    /// Adds what a page leads to.
    fn go_on(&mut self, documents: Vec<(Url, Option<String>)>, links: Vec<Url>, depth: usize) {
        if self.source.documents {
            for (url, called) in documents {
                if self.may_be_asked(&url) {
                    self.add(url, depth, called, true);
                }
            }
        }
        if self.follow {
            let wanted: Vec<Url> = links.into_iter().filter(|url| self.wants(url)).collect();
            wanted.into_iter().for_each(|url| self.add(url, depth, None, false));
        }
    }

    /// Keeps the drafts of a reading. A reading that came to its end badly (a panic) is a page that could not be read.
    fn take(
        &mut self,
        done: Result<Done, tokio::task::JoinError>,
        drafts: &mut Drafts,
    ) -> Result<(), SiteError> {
        let Ok(Done { job, moved_from, reading }) = done else {
            self.found.trouble.push("en sida gick inte att tolka".to_owned());
            self.progress.count(&Outcome::NotAsked);
            return Ok(());
        };
        let key = job.url.to_string();
        let links: Vec<Url> = reading.links.iter().map(known_as).collect();
        let documents: Vec<(Url, Option<String>)> = reading
            .documents
            .into_iter()
            .map(|(url, called)| (known_as(&url), Some(called)))
            .collect();
        let kept = Kept {
            documents: documents.iter().map(|(url, _)| url.to_string()).collect(),
            links: links
                .iter()
                .filter(|url| self.follow && self.wants(url))
                .map(Url::to_string)
                .collect(),
        };
        self.go_on(documents, links, job.depth + 1);
        match reading.drafts {
            Ok(read) => self.keep(key, read, moved_from, kept, job.is_document, drafts)?,
            Err(NoArticle::NoIndex) => self.note(key, Outcome::Gone(Gone::Withdrawn)),
            Err(why) => self.note(key, Outcome::NoArticle(why)),
        }
        Ok(())
    }

    fn keep(
        &mut self,
        key: String,
        read: Vec<Draft>,
        moved_from: Option<String>,
        kept: Kept,
        is_document: bool,
        drafts: &mut Drafts,
    ) -> Result<(), SiteError> {
        self.progress.count(&Outcome::Read);
        for mut draft in read {
            if draft.key != key && moved_from.is_none() {
                // It names another dress of its address as its own: that is what it is known by.
                let to = draft.key.clone();
                self.found.outcomes.insert(key.clone(), Outcome::Moved { to: to.clone() });
                if !self.asked.insert(to.clone())
                    && self.found.outcomes.get(&to) == Some(&Outcome::Read)
                {
                    continue;
                }
            }
            if let Some(listed) = &mut self.found.listed {
                listed.insert(draft.key.clone());
            }
            self.found.outcomes.insert(draft.key.clone(), Outcome::Read);
            draft.moved_from = moved_from.clone().or((draft.key != key).then(|| key.clone()));
            draft.is_document = is_document;
            draft.documents = kept.documents.clone();
            draft.links = kept.links.clone();
            drafts.push(&draft)?;
        }
        Ok(())
    }

    fn note(&mut self, key: String, outcome: Outcome) {
        self.progress.count(&outcome);
        self.found.outcomes.insert(key, outcome);
    }
}

/// What is remembered of where a page leads.
struct Kept {
    documents: Vec<String>,
    links: Vec<String>,
}

fn path_of(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

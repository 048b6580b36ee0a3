//! A site, read: by its sitemap, or by its links.

mod taking;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;

use chrono::NaiveDate;
use tokio::task::JoinSet;
use url::Url;

use super::address::{self, known_as};
use super::draft::Drafts;
use super::fetch::{Answer, Failure, Fetcher, Validators};
use super::listing::{self, Listed, Listing};
use super::not_found::{self, NotFound};
use super::outcome::{Found, Gone, Outcome, Progress};
use super::reading::{self, Manner};
use super::robots::Robots;
use super::selection;
use super::state::{Aside, PageState};
use crate::model::import::Source;
use taking::Done;

/// Pages that are being read at a time, while the next is asked for.
const AT_WORK: usize = 4;
/// So many requests in a row without an answer: the site has a bad day, and is left alone.
const PATIENCE: usize = 12;
/// Links deeper than this below the start are a calendar or a mirror.
const DEEPEST: usize = 24;
/// So often those that were not asked for are asked after all, when some of them were answered the last time.
const ROUNDS: usize = 4;

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
    /// What it is known by; another address than the one to ask for, where the page names that as its own.
    key: String,
    depth: usize,
    /// The words of the link that led here, for a document.
    called: Option<String>,
    purpose: Purpose,
    is_retry: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Page,
    /// A PDF that pages link to.
    Document,
    /// Known, and in no list any more: only whether it has moved is asked.
    Unlisted,
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
    /// The addresses that gave them none.
    pub asides: &'a BTreeMap<String, Aside>,
}

/// Reads a site: drafts go into `drafts`, what became of each page comes back.
pub async fn site(
    site: Site<'_>,
    fetcher: Fetcher,
    manner: Manner,
    drafts: &mut Drafts,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<Found, SiteError> {
    let asked_as = site.known.iter().filter_map(|(key, page)| {
        page.asked_as.as_ref().map(|asked| (asked.as_str(), key.as_str()))
    });
    let mut crawl = Crawl {
        site,
        asked_as: asked_as.collect(),
        fetcher,
        manner,
        robots: Robots::None,
        not_found: None,
        listing: Listing::default(),
        modified: BTreeMap::new(),
        queue: VecDeque::new(),
        given_up: VecDeque::new(),
        instead: BTreeMap::new(),
        asked: BTreeSet::new(),
        found: Found::default(),
        progress: Progress::default(),
        silent: 0,
        follow: site.follow,
    };
    crawl.read_robots().await?;
    crawl.begin().await;
    crawl.read_all(drafts, told).await?;
    Ok(crawl.finish())
}

struct Crawl<'a> {
    site: Site<'a>,
    /// Address to ask for → the page that is known by another.
    asked_as: BTreeMap<&'a str, &'a str>,
    fetcher: Fetcher,
    manner: Manner,
    robots: Robots,
    not_found: Option<NotFound>,
    listing: Listing,
    /// What the sitemap says of when pages changed, by the address that it names.
    modified: BTreeMap<String, NaiveDate>,
    queue: VecDeque<Job>,
    /// Not asked, since the site did not answer.
    given_up: VecDeque<Job>,
    /// Page → the address that led to it the last time, which is asked for if the page is not there.
    instead: BTreeMap<String, Url>,
    asked: BTreeSet<String>,
    found: Found,
    progress: Progress,
    /// Requests in a row that nobody answered.
    silent: usize,
    follow: bool,
}

impl Crawl<'_> {
    async fn read_robots(&mut self) -> Result<(), SiteError> {
        let start = self.site.start;
        let mut url = start.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        let unreadable = |why: String| SiteError::Robots(start.origin().ascii_serialization(), why);
        self.robots = match self.fetcher.get(&url, None, |_| true).await {
            Answer::Served(served) => Robots::parse(&served.bytes),
            Answer::Gone | Answer::NotModified | Answer::Leads => Robots::None,
            Answer::Failed(Failure::Status(400..=499)) => Robots::None,
            Answer::Failed(failure) => return Err(unreadable(failure.to_string())),
            Answer::Refused(refusal) => return Err(unreadable(format!("den {refusal}"))),
        };
        if let Some(pause) = self.robots.pause().filter(|_| self.site.source.pause.is_none()) {
            self.fetcher.slow_down(pause);
        }
        Ok(())
    }

    /// What is asked for first: what the sitemaps name, or the start, and what is known from before.
    async fn begin(&mut self) {
        self.learn_not_found().await;
        let start = self.site.start;
        let listing = if self.follow {
            None
        } else {
            listing::read(&mut self.fetcher, start, &self.robots).await
        };
        match listing {
            Some(mut listing) => {
                let pages = std::mem::take(&mut listing.pages);
                self.listing = listing;
                let wanted = self.wanted(pages);
                let listed: BTreeSet<String> =
                    wanted.iter().flat_map(|url| self.names_of(url)).collect();
                // A whole sitemap of somewhere else proves nothing.
                self.found.listed = Some(listed).filter(|listed| !listed.is_empty());
                // What a file that cannot be read would have named may be found by links.
                self.follow =
                    !self.listing.is_whole() || (wanted.is_empty() && self.site.known.is_empty());
                wanted.into_iter().for_each(|url| self.add(url, 0, None, Purpose::Page));
            }
            None => self.follow = true,
        }
        if self.follow {
            self.add(start.clone(), 0, None, Purpose::Page);
        }
        let listed = self.found.listed.as_ref().filter(|_| self.listing.is_whole());
        let purpose = |key: &String, page: &PageState| match listed {
            _ if page.is_document => Some(Purpose::Document),
            Some(listed) if !listed.contains(without_part(key)) => {
                (!page.kept).then_some(Purpose::Unlisted)
            }
            _ => Some(Purpose::Page),
        };
        let before: Vec<(Url, Purpose)> = self
            .site
            .known
            .iter()
            .filter_map(|(key, page)| Some((Url::parse(key).ok()?, purpose(key, page)?)))
            .collect();
        for (url, purpose) in before {
            self.add(url, 1, None, purpose);
        }
    }

    /// Asks for an address that cannot exist: what the site shows there is no page, whatever the server says of it.
    async fn learn_not_found(&mut self) {
        let folder = listing::folder(self.site.start);
        let Some(url) = not_found::impossible(self.site.start, &folder) else { return };
        if !self.robots.allows(&url) {
            return;
        }
        let robots = &self.robots;
        if let Some(served) = self.fetcher.get_missing(&url, |url| robots.allows(url)).await {
            let landed = served.url.clone();
            let reading = reading::served(served, None, &self.manner);
            let draft = reading.drafts.ok().and_then(|drafts| drafts.into_iter().next());
            self.not_found = NotFound::of(&url, &landed, draft.as_ref());
        }
    }

    /// Of the pages that a sitemap names, those to take; when each changed is remembered, unless the sitemap says the same of most: then it was the sitemap that changed.
    fn wanted(&mut self, pages: Vec<Listed>) -> Vec<Url> {
        let pages: Vec<Listed> = pages.into_iter().filter(|page| self.wants(&page.url)).collect();
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for day in pages.iter().filter_map(|page| page.modified) {
            *days.entry(day).or_default() += 1;
        }
        let own = |day: &NaiveDate| {
            days.get(day).is_some_and(|count| *count == 1 || count * 2 < pages.len())
        };
        for page in &pages {
            if let Some(day) = page.modified.filter(own) {
                self.modified.insert(known_as(&page.url).to_string(), day);
            }
        }
        pages.into_iter().map(|page| known_as(&page.url)).collect()
    }

    /// Below the start, and as the settings say.
    fn wants(&self, url: &Url) -> bool {
        let folder = listing::folder(self.site.start);
        listing::is_below(url.path(), &folder)
            && self.may_be_asked(url)
            && self.site.source.takes(&path_of(url))
    }

    fn may_be_asked(&self, url: &Url) -> bool {
        self.fetcher.may_ask(url) && address::is_readable(url)
    }

    /// The address to ask for, and what the page is known by: earlier imports may have seen where it leads, or what it calls itself.
    fn resolve(&self, url: &Url) -> (Url, String) {
        let known = |key: &str| self.site.known.get(key).map(|page| (key.to_owned(), page));
        let named = url.as_str();
        // Elsewhere than in another dress of the address a page of its own may stand one day.
        let leads = self.site.asides.get(named).filter(|aside| {
            aside.leads && aside.to.as_ref().is_some_and(|to| selection::are_dresses(named, to))
        });
        let found = known(named)
            .or_else(|| known(self.asked_as.get(named)?))
            .or_else(|| known(leads?.to.as_deref()?));
        let Some((key, page)) = found else { return (url.clone(), named.to_owned()) };
        let address = page.asked_as.as_deref().unwrap_or(&key);
        Url::parse(address).map_or_else(|_| (url.clone(), named.to_owned()), |url| (url, key))
    }

    /// What a listed address may stand for: itself, the page that it is known as, and where it led the last time.
    fn names_of(&self, url: &Url) -> Vec<String> {
        let aside = self.site.asides.get(url.as_str());
        let names =
            [Some(url.to_string()), Some(self.resolve(url).1), aside.and_then(|it| it.to.clone())];
        names.into_iter().flatten().collect()
    }

    fn add(&mut self, url: Url, depth: usize, called: Option<String>, purpose: Purpose) {
        let named = known_as(&url);
        let (url, key) = self.resolve(&named);
        if self.progress.of >= self.site.source.most || depth > DEEPEST {
            return;
        }
        if named != url && self.asked.insert(named.to_string()) && named.as_str() != key {
            self.instead.insert(key.clone(), named);
        }
        if self.asked.insert(url.to_string()) {
            self.progress.of += 1;
            self.queue.push_back(Job { url, key, depth, called, purpose, is_retry: false });
        }
    }

    /// One request at a time; what was served is read while the next is asked for.
    async fn read_all(
        &mut self,
        drafts: &mut Drafts,
        told: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), SiteError> {
        let mut at_work: JoinSet<Done> = JoinSet::new();
        let (mut rounds, mut answered, mut is_listed_again) = (0, true, false);
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
                answered |= self.silent == 0;
            } else if let Some(done) = at_work.join_next().await {
                self.take(done, drafts)?;
            } else if !self.given_up.is_empty() && rounds < ROUNDS && answered {
                (rounds, answered, self.silent) = (rounds + 1, false, 0);
                self.take_up();
            } else if !is_listed_again {
                is_listed_again = true;
                self.list_again().await;
            } else {
                return Ok(());
            }
            told(self.progress);
        }
    }

    /// From the other end, and what has failed before last: what did not answer may have been one part of the site.
    fn take_up(&mut self) {
        let (failed, others): (Vec<Job>, Vec<Job>) =
            self.given_up.drain(..).rev().partition(|job| job.is_retry);
        self.queue = others.into_iter().chain(failed).collect();
    }

    /// Asks once more for sitemaps that the server did not give.
    async fn list_again(&mut self) {
        let pages = self.listing.again(&mut self.fetcher).await;
        let wanted = self.wanted(pages);
        for url in wanted {
            let names = self.names_of(&url);
            self.found.listed.get_or_insert_default().extend(names);
            self.add(url, 0, None, Purpose::Page);
        }
    }

    fn finish(mut self) -> Found {
        for job in std::mem::take(&mut self.given_up) {
            self.note(job.key, Outcome::NotAsked);
        }
        if !self.listing.is_whole() {
            self.found.listed = None;
        }
        self.found.trouble.extend(std::mem::take(&mut self.listing.trouble).into_values());
        self.found
    }

    async fn ask(&mut self, job: Job, at_work: &mut JoinSet<Done>) {
        if self.silent >= PATIENCE {
            return self.given_up.push_back(job);
        }
        if !self.robots.allows(&job.url) {
            return match job.purpose {
                Purpose::Unlisted => self.pass(),
                _ => self.note(job.key, Outcome::Gone(Gone::Disallowed)),
            };
        }
        let validators = self.validators(&job);
        let robots = &self.robots;
        let permitted = |url: &Url| robots.allows(url);
        let answer = match self.expected(&job) {
            Some(expected) => self.fetcher.get_before(&job.url, &expected, permitted).await,
            None => self.fetcher.get(&job.url, validators.as_ref(), permitted).await,
        };
        self.silent = match &answer {
            // Any other status is the page's own fault.
            Answer::Failed(
                Failure::TimedOut | Failure::Connection(_) | Failure::Status(502..=504),
            ) => self.silent + 1,
            _ => 0,
        };
        match answer {
            Answer::Served(served) => self.serve(job, *served, at_work),
            // A page may have been unlucky: it is asked for once more when all others have been.
            Answer::Failed(_) if !job.is_retry => {
                self.queue.push_back(Job { is_retry: true, ..job })
            }
            _ if job.purpose == Purpose::Unlisted => self.pass(),
            Answer::NotModified => self.unchanged(job),
            Answer::Leads => self.still_leads(job),
            Answer::Gone => self.note(job.key, Outcome::Gone(Gone::Missing)),
            Answer::Refused(refusal) => self.note(job.key, Outcome::Refused(refusal)),
            Answer::Failed(failure) => self.note(job.key, Outcome::Failed(failure)),
        }
    }

    /// Where it led the last time: that page is asked for by itself.
    fn expected(&self, job: &Job) -> Option<Url> {
        let aside = self.site.asides.get(&job.key).filter(|aside| aside.leads)?;
        let to = aside.to.as_ref().filter(|to| self.site.known.contains_key(*to))?;
        Url::parse(to).ok()
    }

    /// What the server said of it the last time.
    fn validators(&self, job: &Job) -> Option<Validators> {
        if job.purpose == Purpose::Unlisted {
            return None;
        }
        let known = self.site.known.get(&job.key).map(|page| &page.validators);
        // Where it was put aside for another page's sake, that page has to be there.
        let holds = |aside: &&Aside| {
            !aside.leads && aside.to.as_ref().is_none_or(|to| self.site.known.contains_key(to))
        };
        let aside = || self.site.asides.get(&job.key).filter(holds);
        let validators = known.or_else(|| aside().map(|aside| &aside.validators))?;
        (*validators != Validators::default()).then(|| validators.clone())
    }

    fn note(&mut self, key: String, outcome: Outcome) {
        self.progress.count(&outcome);
        // Where a page is not there any more, the address that led to it may lead to another.
        if matches!(outcome, Outcome::Gone(_) | Outcome::NoArticle(_))
            && let Some(url) = self.instead.remove(&key)
        {
            let (key, purpose) = (url.to_string(), Purpose::Page);
            self.progress.of += 1;
            self.queue.push_back(Job {
                url,
                key,
                depth: 1,
                called: None,
                purpose,
                is_retry: false,
            });
        }
        self.found.outcomes.insert(key, outcome);
    }

    /// Nothing is to be told of it.
    fn pass(&mut self) {
        self.progress.skip();
    }
}

/// Parts of one text are known by its address and their names.
fn without_part(key: &str) -> &str {
    key.split_once('#').map_or(key, |(whole, _)| whole)
}

fn path_of(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

//! One import from its sources to the new set of pages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use scraper::Selector;
use url::Url;

use super::address::{self, Hosts};
use super::crawl::{self, SiteError};
use super::draft::Drafts;
use super::fetch::{Fetcher, Limits, Validators};
use super::files::{self, FilesError};
use super::merge::{self, Consent, Merge};
use super::name;
use super::outcome::{Found, Progress};
use super::reading::Manner;
use super::report::Report;
use super::set::{Pages, SetError};
use super::state::{PageState, State};
use crate::model::contact::Contact;
use crate::model::import::{ImportSettings, Source, SourcePlace};

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Site(#[from] SiteError),
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error(transparent)]
    Set(#[from] SetError),
    #[error("{} går inte att läsa ({error}); ta bort filen för att läsa alla sidor på nytt", path.display())]
    State { path: PathBuf, error: std::io::Error },
    #[error("sidan {id} finns redan: den importeras nu som {now}")]
    There { id: String, now: String },
    #[error("en tillfällig fil går inte att skriva: {0}")]
    Scratch(#[from] std::io::Error),
}

/// How to import.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Shows and writes nothing.
    pub dry_run: bool,
    /// Reads every page anew, whatever the server says of changes.
    pub afresh: bool,
    /// Between two requests, in place of what the source says.
    pub pause: Option<Duration>,
}

/// What an import works with.
pub struct Import<'a> {
    pub knowledge: &'a Path,
    pub settings: &'a ImportSettings,
    pub contact: Option<&'a Contact>,
    pub today: NaiveDate,
    pub options: Options,
}

impl Import<'_> {
    /// Imports the sources, one after the other. A source that cannot be read leaves its pages as they are, and the others are read all the same.
    pub async fn run(
        &self,
        sources: &[Source],
        mut consent: Consent<'_>,
        told: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Report, ImportError> {
        let pages = Pages::open(self.knowledge)?;
        let folder = pages.folder();
        let state = State::read(&folder)
            .map_err(|error| ImportError::State { path: folder.join(super::state::FILE), error })?;
        let (mut taken, own) = merge::own_texts(self.knowledge);
        taken.extend(state.pages.values().map(|page| page.id.clone()));
        let mut merge = Merge {
            pages: &pages,
            settings: self.settings,
            today: self.today,
            state,
            report: Report::default(),
            taken,
            own,
            dry_run: self.options.dry_run,
            changed: BTreeSet::new(),
            next: None,
        };
        let mut failed = None;
        for source in sources {
            let mut drafts = Drafts::new()?;
            match self.read(source, &merge, &mut drafts, told).await {
                Ok(found) => merge.take(
                    &source_name(source),
                    source.origin.as_deref(),
                    found,
                    &mut drafts,
                    &mut consent,
                )?,
                Err(error) if sources.len() == 1 => return Err(error),
                Err(error) => {
                    merge.report.trouble.push(error.to_string());
                    failed = failed.or(Some(error));
                }
            }
        }
        match failed {
            Some(error)
                if merge.report
                    == Report { trouble: merge.report.trouble.clone(), ..Report::default() } =>
            {
                Err(error)
            }
            _ => Ok(merge.commit()?),
        }
    }

    async fn read(
        &self,
        source: &Source,
        merge: &Merge<'_>,
        drafts: &mut Drafts,
        told: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Found, ImportError> {
        let manner = self.manner(source);
        match &source.place {
            SourcePlace::Files(path) => Ok(files::files(source, path, &manner, drafts, told)?),
            SourcePlace::Site { address, follow } => {
                let start = Url::parse(address).map_err(|_| SiteError::Address(address.clone()))?;
                let mut known = merge.known(&source_name(source));
                let mut asides = merge.asides(&source_name(source));
                if self.options.afresh {
                    known.values_mut().for_each(|page| page.validators = Validators::default());
                    asides.clear();
                }
                let fetcher = self.fetcher(source, &start)?;
                let (known, asides, follow) = (&known, &asides, *follow);
                let site = crawl::Site { source, start: &start, follow, known, asides };
                Ok(crawl::site(site, fetcher, manner, drafts, told).await?)
            }
        }
    }

    fn fetcher(&self, source: &Source, start: &Url) -> Result<Fetcher, SiteError> {
        let mut limits = Limits::default();
        if let Some(pause) = self.options.pause.or(source.pause) {
            limits.pause = pause;
        }
        Ok(Fetcher::new(Hosts::of([start]), limits, address::names_private(start))?)
    }

    fn manner(&self, source: &Source) -> Manner {
        let cut = source.cut.iter().filter_map(|selector| Selector::parse(selector).ok()).collect();
        let known = self.contact.map(details).unwrap_or_default();
        Manner { cut: Arc::new(cut), known: Arc::new(known), today: self.today }
    }
}

/// What stands in `contact.toml`.
fn details(contact: &Contact) -> Vec<String> {
    let mut details = vec![contact.phone.clone(), contact.email.clone(), contact.name.sv.clone()];
    details.extend(contact.visit.iter().cloned());
    details.extend(contact.post.iter().cloned());
    details
}

/// What pages remember as their source.
pub fn source_name(source: &Source) -> String {
    match &source.place {
        SourcePlace::Site { address, .. } => {
            Url::parse(address).map_or_else(|_| address.clone(), |url| url.to_string())
        }
        SourcePlace::Files(path) => path.display().to_string(),
    }
}

/// Puts the set of pages before the last import back; doing it twice changes nothing.
pub fn undo(knowledge: &Path) -> Result<(), ImportError> {
    Ok(Pages::open(knowledge)?.undo()?)
}

/// Brings a removed page back with its examples, and tells its id: another than before, where a page has got that since. It stays from then on, whatever the site says.
pub fn restore(knowledge: &Path, id: &str, today: NaiveDate) -> Result<String, ImportError> {
    let pages = Pages::open(knowledge)?;
    let folder = pages.folder();
    let mut state = State::read(&folder)
        .map_err(|error| ImportError::State { path: folder.join(super::state::FILE), error })?;
    let files = pages.removed(id)?;
    let text = files
        .first()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .unwrap_or_default();
    let fact = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let key = fact("url").unwrap_or_else(|| id.to_owned());
    if let Some(page) = state.pages.get(&key) {
        return Err(ImportError::There { id: id.to_owned(), now: page.id.clone() });
    }
    let (mut taken, _) = merge::own_texts(knowledge);
    taken.extend(state.pages.values().map(|page| page.id.clone()));
    let named = name::choose(Some(id), id, &taken);
    let next = pages.begin()?;
    for (file, bytes) in &files {
        let (old, new) = (format!("\nid = \"{id}\"\n"), format!("\nid = \"{named}\"\n"));
        let text = String::from_utf8_lossy(bytes).replacen(&old, &new, 1);
        next.write(&file.replacen(id, &named, 1), text.as_bytes())?;
    }
    let page = PageState {
        id: named.clone(),
        hash: fact("hash").unwrap_or_default(),
        title: fact("title").unwrap_or_default(),
        checked: today,
        kept: true,
        ..PageState::default()
    };
    state.pages.insert(key, page);
    let bytes = state.bytes().map_err(|error| ImportError::State { path: folder, error })?;
    next.commit(&bytes)?;
    Ok(named)
}

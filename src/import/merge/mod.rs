//! Drafts and what is known from before → the files and the memory of the new set.

mod removing;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::Path;

use chrono::{Days, NaiveDate};

use super::draft::{Draft, Drafts};
use super::name;
use super::outcome::{Found, Outcome};
use super::plan::{self, Removals};
use super::repeated::{self, Repeated};
use super::report::{Report, Told, diff};
use super::selection::{self, Beside};
use super::set::{NextSet, Pages, SetError};
use super::state::{self, Aside, PageState, State};
use crate::knowledge::page_file::PageFile;
use crate::model::import::ImportSettings;

/// The date of the last check in a file is renewed when it is so old; more often, and every import would write every file.
const RENEWED_AFTER: Days = Days::new(30);

/// What a merge may not do by itself.
pub enum Consent<'a> {
    /// Asks, with the report so far: `true` removes the pages.
    Asked(&'a mut (dyn FnMut(&Removals, usize) -> bool + Send)),
    Given,
    Refused,
}

impl Consent<'_> {
    fn to(&mut self, removals: &Removals, of: usize) -> bool {
        match self {
            Consent::Asked(ask) => ask(removals, of),
            Consent::Given => true,
            Consent::Refused => false,
        }
    }
}

/// What every merge of one import shares.
pub struct Merge<'a> {
    pub pages: &'a Pages,
    pub settings: &'a ImportSettings,
    pub today: NaiveDate,
    pub state: State,
    pub report: Report,
    /// Ids that are taken: of `articles/`, and of all pages.
    pub taken: BTreeSet<String>,
    /// Texts that `articles/` have already, and who has them.
    pub own: HashMap<String, String>,
    /// `None`: nothing is written.
    pub dry_run: bool,
    /// Pages that are not as they were before this import, or are there no more.
    pub changed: BTreeSet<String>,
    pub(super) next: Option<NextSet<'a>>,
}

impl<'a> Merge<'a> {
    pub fn known(&self, source: &str) -> BTreeMap<String, PageState> {
        let of_source = self.state.pages.iter().filter(|(_, page)| page.source == source);
        of_source.map(|(key, page)| (key.clone(), page.clone())).collect()
    }

    pub fn asides(&self, source: &str) -> BTreeMap<String, Aside> {
        let of_source = self.state.asides.iter().filter(|(_, aside)| aside.source == source);
        of_source.map(|(key, aside)| (key.clone(), aside.clone())).collect()
    }

    /// Takes in what was found of one source.
    pub fn take(
        &mut self,
        source: &str,
        origin: Option<&str>,
        mut found: Found,
        drafts: &mut Drafts,
        consent: &mut Consent<'_>,
    ) -> Result<(), SetError> {
        let known = self.known(source);
        let repeated = repeated_of(&known, &found, drafts).map_err(scratch)?;
        let folder = self.pages.folder();
        let before = |page: &PageState| {
            let text = std::fs::read_to_string(folder.join(format!("{}.md", page.id))).ok()?;
            Some(body_of(&text).to_owned())
        };
        let beside = Beside { known: &known, own: &self.own, repeated: &repeated, before: &before };
        let selection = selection::select(&mut found, drafts, &beside).map_err(scratch)?;
        let removals = plan::removals(&known, &found);
        self.tell(&found, &removals);
        self.hold_or_remove(&known, &removals, consent)?;
        let (mut failed, mut at) = (None, 0);
        drafts
            .each(|draft| {
                if let Some(draft) = selection.take(at, draft).filter(|_| failed.is_none()) {
                    failed = self.take_draft(source, origin, draft, &repeated).err();
                }
                at += 1;
                Ok(())
            })
            .map_err(scratch)?;
        if let Some(error) = failed {
            return Err(error);
        }
        self.keep_unchanged(&known, &found)?;
        self.changed.extend(known.into_keys().filter(|key| !self.state.pages.contains_key(key)));
        self.remember_asides(source, found);
        Ok(())
    }

    fn take_draft(
        &mut self,
        source: &str,
        origin: Option<&str>,
        draft: Draft,
        repeated: &Repeated,
    ) -> Result<(), SetError> {
        let prints = repeated::fingerprints(&draft.blocks);
        let body = selection::body(&draft, repeated);
        let told = Told { page: draft.key.clone(), title: draft.title.clone(), ..Told::default() };
        let before = self.state.pages.get(&draft.key).cloned();
        let id = before.as_ref().map_or_else(|| self.name(&draft), |page| page.id.clone());
        self.taken.insert(id.clone());
        let file = self.file(&draft, &id, origin, body);
        self.put(source, draft, file, before, &prints, told)
    }

    /// An id for a new page; one of several texts of a file is named by its own part of the key.
    fn name(&self, draft: &Draft) -> String {
        let part = draft.key.split_once('#').map(|(_, part)| part);
        let address = part.or(draft.url.as_deref()).unwrap_or(&draft.key);
        name::choose(Some(address), &draft.title, &self.taken)
    }

    fn file(&self, draft: &Draft, id: &str, origin: Option<&str>, body: String) -> PageFile {
        let past = |date: Option<NaiveDate>| date.filter(|date| *date <= self.today);
        let owner = draft
            .url
            .as_deref()
            .and_then(|url| self.settings.section(url))
            .and_then(|section| section.owner.clone());
        PageFile {
            id: id.to_owned(),
            title: draft.title.clone(),
            origin: origin.map(str::to_owned),
            url: draft.url.clone(),
            section: draft.section.clone(),
            updated: past(draft.updated).or(past(draft.listed)),
            checked: past(draft.checked).unwrap_or(self.today),
            owner,
            language: draft.language.clone().or_else(|| language(&body)),
            body,
        }
    }

    fn put(
        &mut self,
        source: &str,
        draft: Draft,
        mut file: PageFile,
        before: Option<PageState>,
        prints: &[u32],
        told: Told,
    ) -> Result<(), SetError> {
        let name = format!("{}.md", file.id);
        let old = std::fs::read_to_string(self.pages.folder().join(&name))
            .ok()
            .filter(|_| before.is_some());
        let hash = file.hash();
        let has_changed = before.as_ref().is_none_or(|page| page.hash != hash) || old.is_none();
        let was_checked = before.as_ref().map(|page| page.checked);
        let is_own_date = draft.checked.is_none_or(|date| date > self.today);
        if let Some(date) = was_checked
            .filter(|date| !has_changed && is_own_date && *date + RENEWED_AFTER > self.today)
        {
            file.checked = date;
        }
        let text = file.text();
        if old.as_deref() != Some(text.as_str())
            && let Some(next) = self.next()?
        {
            next.write(&name, text.as_bytes())?;
        }
        let told = Told { id: file.id.clone(), ..told };
        match (&before, has_changed) {
            (None, _) => self.report.new.push(told),
            (Some(_), true) => {
                self.changed.insert(draft.key.clone());
                let diff = diff(
                    old.as_deref().map(body_of).unwrap_or_default(),
                    &format!("{}\n", file.body),
                );
                self.report.changed.push(Told { diff, ..told });
            }
            (Some(_), false) => self.report.unchanged += 1,
        }
        let changed = if has_changed && before.is_some() {
            Some(self.today)
        } else {
            before.and_then(|page| page.changed)
        };
        let checked = if is_own_date { file.checked } else { self.today };
        let page = PageState {
            id: file.id,
            source: source.to_owned(),
            hash,
            title: file.title,
            asked_as: draft.asked_as,
            validators: draft.validators,
            changed,
            checked,
            blocks: state::written(prints),
            is_document: draft.is_document,
            documents: draft.documents,
            links: draft.links,
            ..PageState::default()
        };
        self.state.pages.insert(draft.key, page);
        Ok(())
    }

    /// Pages of which the server says that they are as they were.
    fn keep_unchanged(
        &mut self,
        known: &BTreeMap<String, PageState>,
        found: &Found,
    ) -> Result<(), SetError> {
        let unchanged =
            known.keys().filter(|key| found.outcomes.get(*key) == Some(&Outcome::Unchanged));
        for key in unchanged {
            let Some(page) = self.state.pages.get_mut(key) else { continue };
            page.missing = 0;
            self.report.unchanged += 1;
            let (id, checked) = (page.id.clone(), page.checked);
            if checked + RENEWED_AFTER <= self.today {
                page.checked = self.today;
                self.renew(&id, checked)?;
            }
        }
        Ok(())
    }

    /// The page was looked at today. A date that the page itself tells is another and stays.
    fn renew(&mut self, id: &str, checked: NaiveDate) -> Result<(), SetError> {
        let (name, today) = (format!("{id}.md"), self.today);
        let Ok(text) = std::fs::read_to_string(self.pages.folder().join(&name)) else {
            return Ok(());
        };
        let (old, new) = (format!("\nchecked = {checked}\n"), format!("\nchecked = {today}\n"));
        match self.next()? {
            Some(next) if text.contains(&old) => {
                next.write(&name, text.replacen(&old, &new, 1).as_bytes())
            }
            _ => Ok(()),
        }
    }

    /// The set that is being written, begun when the first file is. `None`: nothing is to be written.
    fn next(&mut self) -> Result<Option<&NextSet<'a>>, SetError> {
        if self.dry_run {
            return Ok(None);
        }
        if self.next.is_none() {
            self.next = Some(self.pages.begin()?);
        }
        Ok(self.next.as_ref())
    }

    /// Puts the new set in place, or only what is remembered where no file has changed.
    pub fn commit(self) -> Result<Report, SetError> {
        let folder = self.pages.folder();
        let bytes =
            self.state.bytes().map_err(|error| SetError::File { path: folder.clone(), error })?;
        match self.next {
            _ if self.dry_run => {}
            Some(next) => next.commit(&bytes)?,
            None if folder.is_dir() => self.pages.remember(&bytes)?,
            None => {}
        }
        Ok(Report { dry_run: self.dry_run, ..self.report }.in_order())
    }
}

fn scratch(error: io::Error) -> SetError {
    SetError::File { path: std::env::temp_dir(), error }
}

/// The text below the front matter.
pub fn body_of(file: &str) -> &str {
    file.splitn(3, "+++\n").nth(2).map(str::trim_start).unwrap_or_default()
}

fn language(body: &str) -> Option<String> {
    whatlang::detect(body).filter(whatlang::Info::is_reliable).map(|info| match info.lang() {
        whatlang::Lang::Swe => "sv".to_owned(),
        whatlang::Lang::Eng => "en".to_owned(),
        other => other.code().to_owned(),
    })
}

/// Counts what stands on many pages: on those read now, and on those that are as they were.
fn repeated_of(
    known: &BTreeMap<String, PageState>,
    found: &Found,
    drafts: &mut Drafts,
) -> io::Result<Repeated> {
    let mut repeated = Repeated::default();
    if drafts.is_empty() {
        return Ok(repeated);
    }
    for (key, page) in known {
        if found.outcomes.get(key) != Some(&Outcome::Read) {
            repeated.count(page.fingerprints());
        }
    }
    drafts.each(|draft| {
        repeated.count(repeated::fingerprints(&draft.blocks));
        Ok(())
    })?;
    Ok(repeated)
}

/// What `articles/` say already: text → file.
pub fn own_texts(knowledge: &Path) -> (BTreeSet<String>, HashMap<String, String>) {
    let articles = crate::knowledge::own_articles(knowledge);
    let ids = articles.iter().map(|article| article.id.to_string()).collect();
    let texts = articles
        .into_iter()
        .map(|article| (article.body, format!("articles/{}.md", article.id)))
        .collect();
    (ids, texts)
}

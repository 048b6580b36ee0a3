//! The site is imported at the times that `import.toml` names, and staff's group hears of what needs a person.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::{mpsc, watch as flag};

use super::brain::Brain;
use crate::import::check;
use crate::import::merge::Consent;
use crate::import::report::{Report, Told};
use crate::import::run::{Import, ImportError, Options};
use crate::import::schedule;
use crate::knowledge::fault::Severity;
use crate::knowledge::{self, LoadError, Loaded};
use crate::model::language::ReplyLanguage;
use crate::wording::{Message, Wording};

/// How often it is looked whether times have been set where there are none.
const LOOK: Duration = Duration::from_secs(60);
/// Staff are told so many things at most at a time.
const TOLD: usize = 10;

/// A page, and what is to be seen to.
type Row = (String, String);

/// Imports for as long as the service runs. An import writes files; the watched folder takes them up.
pub async fn keep_importing(
    brain: Brain,
    folder: PathBuf,
    told: mpsc::UnboundedSender<String>,
    mut stopping: flag::Receiver<bool>,
) {
    let mut known = BTreeSet::new();
    loop {
        let settings = knowledge::import_settings(&folder).unwrap_or_default();
        let is_set = !settings.times.is_empty() && !settings.sources.is_empty();
        let wait =
            if is_set { schedule::until_next(&settings.times, brain.local_now()) } else { LOOK };
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            // Settings may be changed meanwhile: they are read again before an import, and at least every hour.
            () = tokio::time::sleep(wait.min(Duration::from_secs(3600))) => {}
        }
        if is_set && wait <= Duration::from_secs(3600) {
            tokio::select! {
                _ = stopping.wait_for(|stopping| *stopping) => return,
                text = import(&brain, &folder, &mut known) => {
                    // A closed channel means that the service is stopping.
                    if let Some(text) = text { let _ = told.send(text); }
                }
            }
        }
    }
}

/// One import; what staff are told of it, if anything. `known` is what the one before found: nobody needs to hear it every day.
async fn import(brain: &Brain, folder: &Path, known: &mut BTreeSet<Row>) -> Option<String> {
    let assistant = brain.assistant();
    let today = brain.local_now().date();
    let settings = knowledge::import_settings(folder).ok()?;
    let import = Import {
        knowledge: folder,
        settings: &settings,
        contact: Some(&assistant.knowledge.contact),
        today,
        options: Options::default(),
    };
    // Nobody is there to say yes: many removals are held, and told.
    let imported = import.run(&settings.sources, Consent::Refused, &mut |_| {}).await;
    match imported {
        Ok(report) => {
            tracing::info!("imported the site: {}", report.line());
            let rows = needs(folder, brain, &report);
            let new: Vec<Row> = rows.iter().filter(|row| !known.contains(*row)).cloned().collect();
            *known = rows.into_iter().collect();
            (!new.is_empty()).then(|| text(&assistant.wording, &report.line(), &new))
        }
        Err(error) => {
            tracing::warn!("the site could not be imported: {error}");
            Some(failed(&assistant.wording, &error))
        }
    }
}

fn failed(wording: &Wording, error: &ImportError) -> String {
    wording.say(ReplyLanguage::Swedish, Message::ImportFailed, &[("why", error.to_string().into())])
}

/// What needs a person.
fn needs(folder: &Path, brain: &Brain, report: &Report) -> Vec<Row> {
    let today = brain.local_now().date();
    let mut rows: Vec<Row> = Vec::new();
    for told in report.removed.iter().chain(&report.held).chain(&report.missing) {
        rows.push((told.page.clone(), reason(told)));
    }
    rows.extend(report.trouble.iter().map(|trouble| ("webbplatsen".to_owned(), trouble.clone())));
    let faults = match knowledge::load(folder, today) {
        Ok(Loaded { knowledge, import, .. }) => {
            let assistant = brain.assistant();
            check::check(folder, &knowledge, &import, &assistant.additions().faq, today)
        }
        // What cannot be loaded is not looked through: then that is what needs a person.
        Err(LoadError::Faulty(faults)) => {
            faults.into_iter().filter(|fault| fault.severity == Severity::Error).collect()
        }
        Err(error) => {
            rows.push(("kunskapsmappen".to_owned(), error.to_string()));
            Vec::new()
        }
    };
    let name = |file: &Path| {
        file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    rows.extend(faults.iter().map(|fault| (name(&fault.file), fault.message.clone())));
    rows
}

fn reason(told: &Told) -> String {
    if told.why.is_empty() {
        "finns inte längre på webbplatsen; tas bort om den saknas nästa gång också".to_owned()
    } else {
        told.why.clone()
    }
}

fn text(wording: &Wording, summary: &str, rows: &[Row]) -> String {
    let say = |message, args: &crate::wording::Args<'_>| {
        wording.say(ReplyLanguage::Swedish, message, args)
    };
    let mut lines: Vec<String> = rows
        .iter()
        .take(TOLD)
        .map(|(page, why)| {
            say(Message::ImportRow, &[("page", page.as_str().into()), ("why", why.as_str().into())])
        })
        .collect();
    if rows.len() > TOLD {
        lines.push(say(Message::ImportMore, &[("count", (rows.len() - TOLD).to_string().into())]));
    }
    say(Message::ImportReport, &[("summary", summary.into()), ("rows", lines.join("\n").into())])
}

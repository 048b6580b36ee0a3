//! `alebot check`: every fault in the knowledge folder.

use std::io::Write;

use chrono::NaiveDate;

use super::additions::additions;
use super::{Failure, Settings, clock};
use crate::import::check;
use crate::knowledge::fault::{Fault, Severity};
use crate::knowledge::{self, LoadError, Loaded};

pub fn run(settings: &Settings) -> Result<(), Failure> {
    let today = settings.at.map_or_else(clock::today, |at| at.date());
    let (faults, articles) = match knowledge::load(&settings.knowledge, today) {
        Ok(loaded) => {
            let count = loaded.knowledge.articles.len();
            (with_concerns(settings, loaded, today)?, count)
        }
        Err(LoadError::Faulty(faults)) => (faults, 0),
        Err(other) => return Err(Failure::Told(other.to_string())),
    };
    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    let warnings = faults.len() - errors;
    if errors > 0 {
        writeln!(
            out,
            "{errors} fel, {warnings} varningar. Rätta felen; tills dess används den gamla kunskapen."
        )?;
        return Err(Failure::Silent);
    }
    writeln!(out, "Inga fel, {warnings} varningar, {articles} artiklar.")?;
    Ok(())
}

/// What the pages have against each other, the contact details and staff's answers.
fn with_concerns(
    settings: &Settings,
    loaded: Loaded,
    today: NaiveDate,
) -> Result<Vec<Fault>, Failure> {
    let answers = additions(settings, &loaded.knowledge.contact.hours)?.faq;
    let mut faults = loaded.warnings;
    faults.extend(check::check(
        &settings.knowledge,
        &loaded.knowledge,
        &loaded.import,
        &answers,
        today,
    ));
    faults.sort();
    Ok(faults)
}

//! `alebot check`: every fault in the knowledge folder.

use std::io::Write;

use super::{Failure, Settings, clock};
use crate::knowledge::fault::Severity;
use crate::knowledge::{self, LoadError};

pub fn run(settings: &Settings) -> Result<(), Failure> {
    let today = settings.at.map_or_else(clock::today, |at| at.date());
    let (faults, articles) = match knowledge::load(&settings.knowledge, today) {
        Ok(loaded) => (loaded.warnings, loaded.knowledge.articles.len()),
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

//! `alebot index`: build the index now rather than at the first question.

use std::io::Write;

use super::{Failure, Settings};

pub fn run(settings: &Settings) -> Result<(), Failure> {
    let assistant = settings.assistant()?;
    writeln!(std::io::stdout(), "Indexet i {} är klart: {} artiklar.", settings.index.display(), assistant.knowledge.articles.len())?;
    Ok(())
}

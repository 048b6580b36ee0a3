//! `alebot index`: build the index now rather than at the first question.

use std::io::Write;

use super::meaning::Meaning;
use super::{Failure, Settings};
use crate::embedding::Patience;

pub fn run(settings: &Settings) -> Result<(), Failure> {
    let assistant = settings.assistant_with_additions()?;
    let articles = assistant.knowledge.articles.len();
    let (assistant, _) = Meaning::beside(settings, assistant, Patience::default())?;
    let vectors = assistant.meanings().map(|meanings| meanings.vectors().known());
    let vectors = vectors.map(|known| format!(", {known} vektorer")).unwrap_or_default();
    writeln!(
        std::io::stdout(),
        "Indexet i {} är klart: {articles} artiklar{vectors}.",
        settings.index.display()
    )?;
    Ok(())
}

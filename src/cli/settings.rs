//! The settings that every command takes.

use std::io::{self, Write};
use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::Args;

use super::additions::{additions, with};
use super::{Failure, clock};
use crate::assistant::Assistant;
use crate::embedding::EmbeddingSettings;
use crate::knowledge::{self, Loaded};
use crate::model::language::ReplyLanguage;
use crate::wording::Wording;

#[derive(Args)]
pub struct Settings {
    /// Mappen med kommunens texter
    #[arg(
        long,
        global = true,
        default_value = "knowledge",
        value_name = "MAPP",
        env = "ALEBOT_KNOWLEDGE"
    )]
    pub knowledge: PathBuf,
    /// Mappen för sökindexet
    #[arg(long, global = true, default_value = "index", value_name = "MAPP", env = "ALEBOT_INDEX")]
    pub index: PathBuf,
    /// Låtsas att klockan är så mycket, lokal tid: 2026-12-23T16:20
    #[arg(long, global = true, value_name = "LOKAL_TID", value_parser = clock::parse)]
    pub at: Option<NaiveDateTime>,
    /// Svara på svenska (sv) eller engelska (en) vad frågan än är skriven på
    #[arg(long, global = true, value_name = "SPRÅK", value_parser = language)]
    pub lang: Option<ReplyLanguage>,
}

fn language(code: &str) -> Result<ReplyLanguage, String> {
    ReplyLanguage::from_code(code).ok_or_else(|| "skriv sv eller en".to_owned())
}

impl Settings {
    /// The knowledge alone.
    pub fn knowledge(&self) -> Result<Loaded, Failure> {
        knowledge::load(&self.knowledge, clock::today())
            .map_err(|error| Failure::Told(error.to_string()))
    }

    /// The wording alone, whatever is wrong with the rest.
    pub fn wording(&self) -> Result<Wording, Failure> {
        knowledge::wording(&self.knowledge).map_err(|error| Failure::Told(error.to_string()))
    }

    /// Loads the knowledge; warnings go to standard error.
    pub fn assistant(&self) -> Result<Assistant, Failure> {
        let (assistant, warnings) = Assistant::start(&self.knowledge, &self.index, clock::today())?;
        for warning in warnings {
            // A closed standard error is no reason not to answer.
            let _ = writeln!(io::stderr(), "alebot: varning: {warning}");
        }
        Ok(assistant)
    }

    /// The same with what staff have added, where ALEBOT_DATABASE names a database.
    pub fn assistant_with_additions(&self) -> Result<Assistant, Failure> {
        let assistant = self.assistant()?;
        let additions = additions(self, &assistant.knowledge.contact.hours)?;
        with(assistant, additions)
    }

    /// `None`: no embedding engine is set.
    pub fn embeddings(&self) -> Result<Option<EmbeddingSettings>, Failure> {
        EmbeddingSettings::read(&|name| std::env::var(name).ok())
            .map_err(|error| Failure::Told(error.to_string()))
    }

    /// The moment of asking in the centre's time zone.
    pub fn now(&self, assistant: &Assistant) -> NaiveDateTime {
        clock::local(self.at, assistant.knowledge.contact.hours.time_zone)
    }
}

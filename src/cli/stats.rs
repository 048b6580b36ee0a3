//! `alebot stats`: what was asked and answered.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, Settings, clock};
use crate::answer::plain;
use crate::desk::span::Span;
use crate::desk::statistics::{Statistics, statistics};
use crate::hours::Hours;
use crate::knowledge::Loaded;
use crate::model::article::ArticleId;
use crate::model::contact::OpeningRule;
use crate::model::log::CaseTimes;
use crate::model::reply::Block;
use crate::report::Report;
use crate::service::DATABASE;
use crate::store::{FaqEntry, Store, StoreError};

#[derive(Args)]
pub struct Stats {
    /// Hur många dagar som räknas, till och med i dag; frågor finns bara så länge som de sparas
    #[arg(long, default_value_t = 30, value_name = "DAGAR", value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
    /// Text, en tabell (csv, med semikolon som Excel på svenska vill ha; med --lang en kommatecken) eller en bild (png)
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
    /// Skriv till en fil i stället
    #[arg(long, value_name = "FIL")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Csv,
    Png,
}

impl Stats {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        if self.format == Format::Png && self.output.is_none() && io::stdout().is_terminal() {
            return Err(Failure::Told(
                "en bild kan inte visas i terminalen; skriv --output FIL.png".to_owned(),
            ));
        }
        let Loaded { knowledge, wording, .. } = settings.knowledge()?;
        let rule = &knowledge.contact.hours;
        let span = Span::last(self.days, clock::local(settings.at, rule.time_zone).date());
        let (statistics, faq) = counted(span, rule)?;
        let own = |id: &ArticleId| {
            faq.iter().map(|entry| &entry.article).find(|article| article.id == *id)
        };
        let title = |id: &ArticleId| {
            knowledge.article(id).or_else(|| own(id)).map(|article| article.title.clone())
        };
        let report = Report {
            statistics: &statistics,
            wording: &wording,
            language: settings.lang.unwrap_or_default(),
            title: &title,
        };
        self.write(&self.made(&report)?)
    }

    fn made(&self, report: &Report<'_>) -> Result<Vec<u8>, Failure> {
        match self.format {
            Format::Text => Ok(lines(&report.text()).into_bytes()),
            // Spreadsheets take a table for UTF-8 only where it says so.
            Format::Csv => {
                Ok(format!("{}{}", super::lines::BYTE_ORDER_MARK, report.csv()).into_bytes())
            }
            Format::Png => report.png().map_err(|error| Failure::Told(error.to_string())),
        }
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        match &self.output {
            Some(file) => std::fs::write(file, bytes).map_err(|error| {
                Failure::Told(format!("{} går inte att skriva: {error}", file.display()))
            }),
            None => Ok(io::stdout().lock().write_all(bytes)?),
        }
    }
}

/// The figures from the database, and staff's entries for their titles.
fn counted(span: Span, rule: &OpeningRule) -> Result<(Statistics, Vec<FaqEntry>), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = opened().await?;
        let told = |error: StoreError| Failure::Told(error.to_string());
        let (from_ms, to_ms) = span.bounds_ms(rule.time_zone);
        let questions = store.questions(from_ms, to_ms).await.map_err(told)?;
        let cases = store.cases_during(from_ms, to_ms).await.map_err(told)?;
        let cases: Vec<CaseTimes> = cases.iter().map(CaseTimes::from).collect();
        let mut rule = rule.clone();
        rule.exceptions.extend(
            store
                .exceptions(span.from)
                .await
                .map_err(told)?
                .into_iter()
                .map(|stored| stored.exception),
        );
        let hours = Hours::new(&rule).map_err(|error| Failure::Told(error.to_string()))?;
        let faq = store.faq().await.map_err(told)?;
        store.close().await;
        Ok((statistics(&questions, &cases, span, &hours, rule.time_zone), faq))
    })
}

/// The database that the service writes to; none is made here.
async fn opened() -> Result<Store, Failure> {
    let url = std::env::var("ALEBOT_DATABASE")
        .ok()
        .filter(|url| !url.trim().is_empty())
        .unwrap_or_else(|| DATABASE.to_owned());
    Store::open_existing(url.trim()).await.map_err(|error| match error {
        StoreError::Open { place, cause } if matches!(*cause, StoreError::Missing) => {
            let way_out = "sätt ALEBOT_DATABASE till den databas som alebot serve skriver i, eller starta alebot serve en gång";
            Failure::Told(format!("ingen databas finns i {place}; {way_out}"))
        }
        other => Failure::Told(other.to_string()),
    })
}

/// The blocks as lines, an empty one before each heading but the first and before small print.
fn lines(blocks: &[Block]) -> String {
    let mut text = String::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 && matches!(block, Block::Heading(_) | Block::Note(_)) {
            text.push('\n');
        }
        text.push_str(&plain::block_text(block));
        text.push('\n');
    }
    text
}

//! `alebot eval`: how good are the replies, how good is the search?

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::additions::{additions, with};
use super::meaning::Meaning;
use super::{Failure, Settings, clock};
use crate::assistant::{Message, RANKED};
use crate::embedding::Patience;
use crate::measure::{Gold, Row, RowError, Scores};
use crate::model::desk::Additions;
use crate::search::beir;

#[derive(Args)]
pub struct Eval {
    /// En frågesamling: JSON-rader
    #[arg(value_name = "FIL", required_unless_present = "beir")]
    questions: Option<PathBuf>,
    /// En sökmängd i BEIR-form
    #[arg(long, value_name = "MAPP", conflicts_with = "questions")]
    beir: Option<PathBuf>,
    /// Resultatet som ett JSON-objekt
    #[arg(long)]
    json: bool,
    /// Avsluta med 1 om andelen rätt (med --beir: nDCG@10) är lägre
    #[arg(long, value_name = "ANDEL")]
    min: Option<f64>,
}

impl Eval {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let (reached, result) = match (&self.beir, &self.questions) {
            (Some(dir), _) => self.search(dir)?,
            (None, Some(file)) => self.replies(settings, file)?,
            (None, None) => return Ok(()),
        };
        // The floor holds although nobody may read the result to its end.
        let printed = write!(std::io::stdout().lock(), "{result}");
        match self.min.filter(|min| reached < *min) {
            Some(min) => Err(Failure::Told(format!("{reached:.4} är under golvet {min}"))),
            None => Ok(printed?),
        }
    }

    /// The nDCG@10, and the result as text.
    fn search(&self, dir: &Path) -> Result<(f64, String), Failure> {
        let report = beir::evaluate(dir).map_err(|error| Failure::Told(error.to_string()))?;
        let text = if self.json { serde_json::to_string(&report) } else { serde_json::to_string_pretty(&report) };
        Ok((report.ndcg_at_10, text.unwrap_or_default() + "\n"))
    }

    /// The share of right replies, and the result as text.
    fn replies(&self, settings: &Settings, file: &Path) -> Result<(f64, String), Failure> {
        let rows = read(file).map_err(|error| Failure::Told(error.to_string()))?;
        let (assistant, meaning) = Meaning::beside(settings, settings.assistant()?, Patience::unhurried())?;
        // A notice stands on top of every reply and is no part of what is measured.
        let additions = Additions { notices: Vec::new(), ..additions(settings, &assistant.knowledge.contact.hours)? };
        let assistant = with(assistant, additions)?;
        let gold = Gold { knowledge: &assistant.knowledge, faq: &assistant.additions().faq, hours: assistant.hours() };
        let mut scores = Scores::default();
        for row in &rows {
            let wished = clock::parse(&row.at).map_err(|message| Failure::Told(format!("{}: at: {message}", row.id)))?;
            let at = clock::local(Some(wished), assistant.knowledge.contact.hours.time_zone);
            let vector = meaning.as_ref().and_then(|meaning| meaning.of(&row.question));
            let message = Message { text: &row.question, at, language: settings.lang, top: RANKED, meaning: vector.as_ref() };
            let (reply, _) = assistant.reply(&message, None);
            scores.add(row, &reply, gold.judge(row, at, &reply));
        }
        let text = if self.json { serde_json::to_string(&scores).unwrap_or_default() + "\n" } else { scores.to_string() };
        Ok((scores.overall, text))
    }
}

pub(super) fn read(file: &Path) -> Result<Vec<Row>, RowError> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| RowError { file: name.clone(), line: 1, reason: error.to_string() })?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| RowError { file: name.clone(), line: at + 1, reason: error.to_string() })
        })
        .collect()
}

//! `alebot eval`: how good are the replies, how good is the search?

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDateTime;
use clap::Args;
use serde::de::DeserializeOwned;

use super::additions::{additions, with};
use super::meaning::Meaning;
use super::{Failure, Settings, clock, lines};
use crate::assistant::{Assistant, Message, RANKED};
use crate::embedding::{Patience, Vector, Vectors};
use crate::measure::{DialogueScores, Gold, Row, RowError, Scores, Turn, judge_turn};
use crate::model::conversation::Context;
use crate::model::desk::Additions;
use crate::model::language::ReplyLanguage;
use crate::model::reply::Reply;
use crate::search::beir;

#[derive(Args)]
pub struct Eval {
    /// En samling frågor eller samtal: JSON-rader
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

/// An engine for a retrieval set; the vectors of its passages are kept beside the index like all others.
struct Compared<'a> {
    meaning: &'a Meaning,
    index: &'a Path,
}

impl beir::Comparing for Compared<'_> {
    fn vectors(&self, texts: &Arc<[String]>) -> Vectors {
        self.meaning.vectors(self.index, texts)
    }

    fn query(&self, text: &str) -> Option<Vector> {
        self.meaning.of(text)
    }
}

impl Eval {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let (reached, result) = match (&self.beir, &self.questions) {
            (Some(dir), _) => self.search(settings, dir)?,
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
    fn search(&self, settings: &Settings, dir: &Path) -> Result<(f64, String), Failure> {
        let meaning = Meaning::open(settings.embeddings()?, Patience::unhurried())?;
        let compared = meaning.as_ref().map(|meaning| Compared { meaning, index: &settings.index });
        let report = beir::evaluate(dir, compared.as_ref().map(|it| it as &dyn beir::Comparing))
            .map_err(|error| Failure::Told(error.to_string()))?;
        let text = if self.json {
            serde_json::to_string(&report)
        } else {
            serde_json::to_string_pretty(&report)
        };
        Ok((report.ndcg_at_10, text.unwrap_or_default() + "\n"))
    }

    /// The share of right replies, and the result as text.
    fn replies(&self, settings: &Settings, file: &Path) -> Result<(f64, String), Failure> {
        let text = read(file)?;
        let (assistant, meaning) =
            Meaning::beside(settings, settings.assistant()?, Patience::unhurried())?;
        // A notice stands on top of every reply and is no part of what is measured.
        let additions = Additions {
            notices: Vec::new(),
            ..additions(settings, &assistant.knowledge.contact.hours)?
        };
        let run = Run { assistant: with(assistant, additions)?, meaning, lang: settings.lang };
        if are_dialogues(&text) {
            let scores = run.dialogues(&rows(file, &text)?)?;
            Ok((scores.overall, self.printed(&scores)))
        } else {
            let scores = run.questions(&rows(file, &text)?)?;
            Ok((scores.overall, self.printed(&scores)))
        }
    }

    fn printed(&self, scores: &(impl serde::Serialize + std::fmt::Display)) -> String {
        // Numbers, strings and lists of them always serialize.
        if self.json {
            serde_json::to_string(scores).unwrap_or_default() + "\n"
        } else {
            scores.to_string()
        }
    }
}

/// What is asked, and how.
struct Run {
    assistant: Assistant,
    meaning: Option<Meaning>,
    lang: Option<ReplyLanguage>,
}

impl Run {
    fn questions(&self, rows: &[Row]) -> Result<Scores, Failure> {
        let mut scores = Scores::default();
        for row in rows {
            let at = self.moment(&row.id, &row.at)?;
            let (reply, _) = self.reply(&row.question, at, None);
            scores.add(row, &reply, self.gold().judge(row, at, &reply));
        }
        Ok(scores)
    }

    /// Turns of one conversation share what was said before, as in one chat.
    fn dialogues(&self, turns: &[Turn]) -> Result<DialogueScores, Failure> {
        let mut scores = DialogueScores::default();
        let mut contexts: HashMap<&str, Context> = HashMap::new();
        for turn in turns {
            let at = self.moment(&turn.id, &turn.at)?;
            let (reply, context) =
                self.reply(&turn.question, at, contexts.get(turn.conversation.as_str()));
            contexts.insert(&turn.conversation, context);
            scores.add(turn, &reply, judge_turn(&self.gold(), turn, at, &reply));
        }
        Ok(scores)
    }

    fn reply(&self, text: &str, at: NaiveDateTime, context: Option<&Context>) -> (Reply, Context) {
        let vector = self.meaning.as_ref().and_then(|meaning| meaning.of(text));
        self.assistant.reply(
            &Message { text, at, language: self.lang, top: RANKED, meaning: vector.as_ref() },
            context,
        )
    }

    fn moment(&self, id: &str, at: &str) -> Result<NaiveDateTime, Failure> {
        let wished =
            clock::parse(at).map_err(|message| Failure::Told(format!("{id}: at: {message}")))?;
        Ok(clock::local(Some(wished), self.assistant.knowledge.contact.hours.time_zone))
    }

    fn gold(&self) -> Gold<'_> {
        let assistant = &self.assistant;
        Gold {
            knowledge: &assistant.knowledge,
            faq: &assistant.additions().faq,
            hours: assistant.hours(),
        }
    }
}

/// Dialogues say which conversation a line belongs to.
fn are_dialogues(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    serde_json::from_str(first)
        .is_ok_and(|line: serde_json::Value| line.get("conversation").is_some())
}

/// The rows of a set of questions.
pub(super) fn questions(file: &Path) -> Result<Vec<Row>, Failure> {
    rows(file, &read(file)?)
}

fn read(file: &Path) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| RowError {
        file: file.display().to_string(),
        line: 1,
        reason: error.to_string(),
    };
    let text =
        fs::read_to_string(file).map_err(|error| Failure::Told(unreadable(error).to_string()))?;
    Ok(text.trim_start_matches(lines::BYTE_ORDER_MARK).to_owned())
}

fn rows<T: DeserializeOwned>(file: &Path, text: &str) -> Result<Vec<T>, Failure> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(at, line): (usize, &str)| {
        let unusable = |error: serde_json::Error| RowError {
            file: file.display().to_string(),
            line: at + 1,
            reason: error.to_string(),
        };
        serde_json::from_str(line).map_err(|error| Failure::Told(unusable(error).to_string()))
    };
    lines.map(row).collect()
}

//! `alebot ask`: one reply, or one a line.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use super::meaning::Meaning;
use super::{Failure, Settings, clock, json, lines};
use crate::answer::plain;
use crate::assistant::{Assistant, Message, RANKED};
use crate::embedding::Patience;
use crate::model::conversation::Context;

#[derive(Args)]
pub struct Ask {
    /// Frågan; utan den läses standard in
    question: Vec<String>,
    /// Svaret som en rad JSON
    #[arg(long)]
    json: bool,
    /// JSON-rader in och ut, i ordning; - läser standard in
    #[arg(long, value_name = "FIL", conflicts_with = "question")]
    batch: Option<PathBuf>,
    /// Så många artiklar rangordnas
    #[arg(long, default_value_t = RANKED, value_name = "ANTAL")]
    top: usize,
}

#[derive(Deserialize)]
struct Row {
    id: Value,
    question: String,
    at: Option<String>,
    /// Lines of the same one share what was said before.
    conversation: Option<Value>,
}

/// What each conversation of a batch left behind.
type Contexts = HashMap<String, Context>;

impl Ask {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let (assistant, meaning) =
            Meaning::beside(settings, settings.assistant_with_additions()?, Patience::default())?;
        match &self.batch {
            Some(path) => self.batch(settings, &assistant, meaning.as_ref(), path),
            None => self.single(settings, &assistant, meaning.as_ref()),
        }
    }

    fn single(
        &self,
        settings: &Settings,
        assistant: &Assistant,
        meaning: Option<&Meaning>,
    ) -> Result<(), Failure> {
        let question = if self.question.is_empty() {
            read_all(io::stdin().lock())?
        } else {
            self.question.join(" ")
        };
        let at = settings.now(assistant);
        let vector = meaning.and_then(|meaning| meaning.of(&question));
        let message = Message {
            text: &question,
            at,
            language: settings.lang,
            top: self.top,
            meaning: vector.as_ref(),
        };
        let (reply, _) = assistant.reply(&message, None);
        let mut out = io::stdout().lock();
        if self.json {
            let line = json::line(None, &question, at, &reply, &assistant.wording);
            writeln!(out, "{}", to_json(&line))?;
        } else {
            writeln!(out, "{}", plain::text(&reply))?;
        }
        Ok(())
    }

    fn batch(
        &self,
        settings: &Settings,
        assistant: &Assistant,
        meaning: Option<&Meaning>,
        path: &PathBuf,
    ) -> Result<(), Failure> {
        let input: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(|error| {
                Failure::Told(format!("{} går inte att läsa: {error}", path.display()))
            })?)
        };
        let mut input = BufReader::new(input);
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut bad = 0usize;
        let mut contexts = Contexts::new();
        while let Some(line) = lines::next(&mut input)? {
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_start_matches(lines::BYTE_ORDER_MARK);
            if text.trim().is_empty() {
                continue;
            }
            match self.answer(settings, assistant, meaning, text, &mut contexts) {
                Ok(json) => writeln!(out, "{json}")?,
                Err(wrong) => {
                    bad += 1;
                    writeln!(
                        out,
                        "{}",
                        serde_json::json!({ "id": wrong.id, "error": wrong.message })
                    )?;
                }
            }
        }
        out.flush()?;
        if bad > 0 {
            return Err(Failure::Told(format!(
                "{bad} rader gick inte att besvara; se deras \"error\""
            )));
        }
        Ok(())
    }

    fn answer(
        &self,
        settings: &Settings,
        assistant: &Assistant,
        meaning: Option<&Meaning>,
        line: &str,
        contexts: &mut Contexts,
    ) -> Result<String, BadLine> {
        let value: Value = serde_json::from_str(line).map_err(|error| BadLine {
            id: Value::Null,
            message: format!("raden är inte JSON: {error}"),
        })?;
        let id = value.get("id").cloned().unwrap_or(Value::Null);
        let bad = |message: String| BadLine { id: id.clone(), message };
        let row: Row = serde_json::from_value(value)
            .map_err(|error| bad(format!("raden ska ha id, question och gärna at: {error}")))?;
        let wished = row
            .at
            .as_deref()
            .map(clock::parse)
            .transpose()
            .map_err(|message| bad(format!("at: {message}")))?;
        let at = clock::local(wished.or(settings.at), assistant.knowledge.contact.hours.time_zone);
        let vector = meaning.and_then(|meaning| meaning.of(&row.question));
        let message = Message {
            text: &row.question,
            at,
            language: settings.lang,
            top: self.top,
            meaning: vector.as_ref(),
        };
        let conversation = row.conversation.as_ref().map(Value::to_string);
        let (reply, context) =
            assistant.reply(&message, conversation.as_ref().and_then(|name| contexts.get(name)));
        contexts.extend(conversation.map(|name| (name, context)));
        Ok(to_json(&json::line(Some(&row.id), &row.question, at, &reply, &assistant.wording)))
    }
}

struct BadLine {
    id: Value,
    message: String,
}

fn to_json(line: &json::Line<'_>) -> String {
    // Strings, numbers and lists of them always serialize.
    serde_json::to_string(line).unwrap_or_default()
}

fn read_all(mut input: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    input.by_ref().take(lines::LONGEST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

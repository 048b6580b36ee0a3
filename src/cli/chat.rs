//! `alebot chat`: a conversation in the terminal, or a line in and a reply out.
//!
//! What is typed stays in memory, its history too: people write about themselves.

use std::io::{self, BufReader, IsTerminal, Write};

use clap::Args;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::meaning::Meaning;
use super::{Failure, Settings, lines};
use crate::assistant::Assistant;
use crate::channel::terminal::session::{self, Session};
use crate::channel::terminal::show;
use crate::embedding::Patience;
use crate::model::privacy::Privacy;

const PROMPT: &str = "> ";

#[derive(Args)]
pub struct Chat {
    /// Så många dagar sparas frågor i Telegram, enligt /integritet
    #[arg(
        long,
        hide = true,
        default_value_t = 30,
        value_name = "DAGAR",
        env = "ALEBOT_RETENTION_DAYS"
    )]
    retention_days: u32,
}

impl Chat {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let (mut assistant, meaning) =
            Meaning::beside(settings, settings.assistant_with_additions()?, Patience::default())?;
        let embeddings = settings.embeddings()?.map(|settings| settings.place());
        let privacy = Privacy { retention_days: self.retention_days, embeddings };
        assistant.privacy = privacy;
        let meaning = meaning.map(|engine| move |text: &str| engine.of(text));
        let meaning = meaning.as_ref().map(|meaning| meaning as &session::Meaning);
        let session = Session::new(&assistant, settings.lang, privacy, meaning);
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            converse(session, settings, &assistant)
        } else {
            answer_lines(session, settings, &assistant)
        }
    }
}

/// With a person at a terminal: Ctrl-D ends, Ctrl-C clears the line and ends the second time.
fn converse(
    mut session: Session<'_>,
    settings: &Settings,
    assistant: &Assistant,
) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let mut editor = DefaultEditor::new().map_err(unusable)?;
    show::reply(&mut out, &session.welcome(settings.now(assistant)))?;
    let mut interrupted = false;
    loop {
        match editor.readline(PROMPT) {
            Ok(line) => {
                interrupted = false;
                editor.add_history_entry(&line).map_err(unusable)?;
                writeln!(out)?;
                show::reply(&mut out, &session.hear(&line, settings.now(assistant)))?;
            }
            Err(ReadlineError::Interrupted) if !interrupted => {
                interrupted = true;
                show::reply(&mut out, &session.interrupted(settings.now(assistant)))?;
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => return Ok(writeln!(out)?),
            Err(error) => return Err(unusable(error)),
        }
    }
}

/// Without a terminal: no welcome and no prompt, so that the replies are all there is.
fn answer_lines(
    mut session: Session<'_>,
    settings: &Settings,
    assistant: &Assistant,
) -> Result<(), Failure> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = anstream::stdout();
    while let Some(line) = lines::next(&mut input)? {
        let reply = session.hear(&String::from_utf8_lossy(&line), settings.now(assistant));
        show::reply(&mut out, &reply)?;
        out.flush()?;
    }
    Ok(())
}

fn unusable(error: ReadlineError) -> Failure {
    match error {
        ReadlineError::Io(error) => Failure::Output(error),
        other => Failure::Told(format!("terminalen går inte att använda: {other}")),
    }
}

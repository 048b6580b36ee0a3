//! The command line: one file a command.
//!
//! Invariant: results go to standard output, everything else to standard error; a command's work is done by the other modules.

mod additions;
mod ask;
mod backup;
mod calibrate;
mod cases;
mod chat;
mod check;
mod clock;
mod eval;
mod faq;
mod hours;
mod import;
mod index;
mod json;
mod lines;
mod meaning;
mod serve;
mod settings;
mod stats;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use settings::Settings;

#[derive(Parser)]
#[command(name = "alebot", version, about = "Kommunens assistent: svarar med kommunens egna ord", long_about = None)]
struct Arguments {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Samtala i terminalen
    Chat(chat::Chat),
    /// Ställ en fråga och få ett svar
    Ask(ask::Ask),
    /// Öppet eller stängt, nu eller en viss dag
    Hours(hours::Hours),
    /// Bygg sökindexet
    Index,
    /// Kontrollera allt i kunskapsmappen
    Check,
    /// Mät svaren mot en frågesamling, eller sökmotorn mot en sökmängd
    Eval(eval::Eval),
    /// Lär in domarens vikter av frågesamlingar
    Calibrate(calibrate::Calibrate),
    /// Hämta webbplatsens sidor, dokument och sparade sidor till kunskapsmappen
    Import(import::Import),
    /// Visa, exportera eller importera personalens FAQ-svar i databasen
    Faq(faq::Faq),
    /// Vad som har frågats och besvarats: text, tabell eller bild
    Stats(stats::Stats),
    /// Visa, sök i eller exportera ärenden: för diariet och för den som vill se vad som är sparat
    Cases(cases::Cases),
    /// Kopiera allt som är sparat i databasen till en fil, också medan boten kör
    Backup(backup::Backup),
    /// Lägg tillbaka en kopia i en tom databas
    Restore(backup::Restore),
    /// Kör Telegramboten; inställningarna kommer från miljön, se README
    Serve,
}

/// Why a command did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Said to the user as it stands.
    #[error("{0}")]
    Told(String),
    /// Everything has been said already.
    #[error("")]
    Silent,
    #[error(transparent)]
    Output(#[from] io::Error),
}

impl From<crate::assistant::StartError> for Failure {
    fn from(error: crate::assistant::StartError) -> Self {
        Failure::Told(error.to_string())
    }
}

/// Exit code 0: done; 1: failed; 2: wrong usage (clap's own).
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let settings = &arguments.settings;
    let done = match &arguments.command {
        Command::Chat(chat) => chat.run(settings),
        Command::Ask(ask) => ask.run(settings),
        Command::Hours(hours) => hours.run(settings),
        Command::Index => index::run(settings),
        Command::Check => check::run(settings),
        Command::Eval(eval) => eval.run(settings),
        Command::Calibrate(calibrate) => calibrate.run(settings),
        Command::Import(import) => import.run(settings),
        Command::Faq(faq) => faq.run(settings),
        Command::Stats(stats) => stats.run(settings),
        Command::Cases(cases) => cases.run(settings),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Serve => serve::run(settings),
    };
    let _ = io::stdout().flush();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever closed the pipe has read enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(Failure::Silent) => ExitCode::FAILURE,
        Err(failure) => {
            let _ = writeln!(io::stderr(), "alebot: {failure}");
            ExitCode::FAILURE
        }
    }
}

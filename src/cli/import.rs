//! `alebot import`: pages of a site, documents and saved pages into `knowledge/pages/`.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Failure, Settings, clock};
use crate::import::merge::Consent;
use crate::import::outcome::Progress;
use crate::import::plan::Removals;
use crate::import::report::{Report, Told};
use crate::import::run::{self, Import as Run, ImportError, Options};
use crate::import::schedule;
use crate::knowledge;
use crate::model::import::{ImportSettings, Source, SourcePlace};

/// Pages of each kind that are named in the terminal; `--json` names all.
const NAMED: usize = 20;

#[derive(Args)]
pub struct Import {
    /// En webbadress (webbplats eller webbplatskarta), en mapp eller en fil; utan den läses källorna i import.toml
    #[arg(value_name = "KÄLLA")]
    source: Option<String>,
    /// Följ länkarna nedanför adressen i stället för webbplatskartan
    #[arg(long, requires = "source")]
    follow: bool,
    /// Visa vad som skulle ändras, med ändringarna rad för rad, och skriv inget
    #[arg(long)]
    dry_run: bool,
    /// Ta bort sidor utan att fråga, också när de är många
    #[arg(long)]
    yes: bool,
    /// Läs om alla sidor, också de som servern säger är oförändrade
    #[arg(long)]
    afresh: bool,
    /// Sekunder mellan två hämtningar
    #[arg(long, value_name = "SEKUNDER", value_parser = pause)]
    pause: Option<Duration>,
    /// Allt som hände, som JSON
    #[arg(long)]
    json: bool,
    /// Importera vid klockslagen i import.toml, tills programmet avbryts
    #[arg(long, conflicts_with_all = ["dry_run", "undo", "restore"])]
    watch: bool,
    /// Gå tillbaka till sidorna före den senaste importen
    #[arg(long, conflicts_with_all = ["source", "dry_run", "restore"])]
    undo: bool,
    /// Ta tillbaka en borttagen sida; den tas inte bort igen
    #[arg(long, value_name = "ID", conflicts_with_all = ["source", "dry_run"])]
    restore: Option<String>,
}

fn pause(text: &str) -> Result<Duration, String> {
    let seconds = text
        .replace(',', ".")
        .parse::<f64>()
        .ok()
        .filter(|seconds| (0.0..=600.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "skriv sekunder, 0 till 600".to_owned())
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Failure::Told(error.to_string())
    }
}

impl Import {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let mut out = io::stdout();
        if self.undo {
            run::undo(&settings.knowledge)?;
            writeln!(
                out,
                "Sidorna är som före den senaste importen. Kör samma kommando igen för att ångra."
            )?;
            return Ok(());
        }
        if let Some(id) = &self.restore {
            let named = run::restore(&settings.knowledge, id, clock::today())?;
            writeln!(out, "Sidan {id} är tillbaka och tas inte bort igen.")?;
            if named != *id {
                writeln!(out, "En annan sida heter {id} nu, så den heter {named}.")?;
            }
            return Ok(());
        }
        let import = self.settings(settings)?;
        let sources = self.sources(&import)?;
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        if self.watch {
            return runtime.block_on(self.keep_importing(settings, &import, &sources));
        }
        let report = runtime.block_on(self.once(settings, &import, &sources))?;
        self.tell(&report)
    }

    fn settings(&self, settings: &Settings) -> Result<ImportSettings, Failure> {
        knowledge::import_settings(&settings.knowledge)
            .map_err(|error| Failure::Told(error.to_string()))
    }

    fn sources(&self, settings: &ImportSettings) -> Result<Vec<Source>, Failure> {
        let Some(named) = &self.source else {
            return if settings.sources.is_empty() {
                Err(Failure::Told("skriv en källa (en adress, mapp eller fil), eller lägg källor i knowledge/import.toml".to_owned()))
            } else {
                Ok(settings.sources.clone())
            };
        };
        let is_site = ["http://", "https://"].iter().any(|scheme| named.starts_with(scheme));
        if !is_site && named.contains("://") {
            return Err(Failure::Told(format!(
                "{named}: bara http:// och https:// kan läsas, eller en mapp eller fil"
            )));
        }
        let place = if is_site {
            SourcePlace::Site { address: named.clone(), follow: self.follow }
        } else {
            SourcePlace::Files(PathBuf::from(named))
        };
        let same = |source: &&Source| match (&source.place, &place) {
            (SourcePlace::Site { address, .. }, SourcePlace::Site { address: wanted, .. }) => {
                address.trim_end_matches('/') == wanted.trim_end_matches('/')
            }
            (SourcePlace::Files(path), SourcePlace::Files(wanted)) => path == wanted,
            _ => false,
        };
        let known = settings.sources.iter().find(same).cloned();
        let source = known.map(|known| Source { place: place.clone(), ..known });
        Ok(vec![source.unwrap_or_else(|| Source::new(place))])
    }

    async fn once(
        &self,
        settings: &Settings,
        import: &ImportSettings,
        sources: &[Source],
    ) -> Result<Report, Failure> {
        let contact = knowledge::contact(&settings.knowledge);
        let run = Run {
            knowledge: &settings.knowledge,
            settings: import,
            contact: contact.as_ref(),
            today: settings.at.map_or_else(clock::today, |at| at.date()),
            options: Options { dry_run: self.dry_run, afresh: self.afresh, pause: self.pause },
        };
        let bar = bar();
        let mut told = |progress: Progress| show(&bar, progress);
        let mut ask = |removals: &Removals, of: usize| bar.suspend(|| asks(removals, of));
        let consent = if self.yes {
            Consent::Given
        } else if io::stdin().is_terminal() && !self.dry_run {
            Consent::Asked(&mut ask)
        } else {
            Consent::Refused
        };
        let report = run.run(sources, consent, &mut told).await;
        bar.finish_and_clear();
        Ok(report?)
    }

    async fn keep_importing(
        &self,
        settings: &Settings,
        import: &ImportSettings,
        sources: &[Source],
    ) -> Result<(), Failure> {
        let zone = knowledge::contact(&settings.knowledge)
            .map_or(chrono_tz::Europe::Stockholm, |contact| contact.hours.time_zone);
        loop {
            match self.once(settings, import, sources).await {
                Ok(report) => self.tell(&report)?,
                // The next time may go better.
                Err(failure) => writeln!(io::stderr(), "alebot: {failure}")?,
            }
            let wait = schedule::until_next(&import.times, clock::local(None, zone));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = tokio::signal::ctrl_c() => return Ok(()),
            }
        }
    }

    fn tell(&self, report: &Report) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        if self.json {
            serde_json::to_writer(&mut out, report).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(());
        }
        // In a log one line says it all; what needs a person goes where faults go.
        if self.dry_run || io::stdout().is_terminal() {
            self.name_pages(&mut out, report)?;
        }
        let mut error = io::stderr().lock();
        named(&mut error, "Misslyckade (det som fanns är kvar)", &report.failed)?;
        named(&mut error, "Skulle tas bort", &report.held)?;
        if !report.held.is_empty() {
            writeln!(
                error,
                "De som skulle tas bort är fler än en tiondel, så de är kvar. Kör igen med --yes om de ska bort."
            )?;
        }
        for trouble in &report.trouble {
            writeln!(error, "Obs: {trouble}")?;
        }
        writeln!(out, "{}.", report.line())?;
        Ok(())
    }

    fn name_pages(&self, out: &mut impl Write, report: &Report) -> io::Result<()> {
        named(out, "Nya", &report.new)?;
        named(out, "Ändrade", &report.changed)?;
        if self.dry_run {
            for told in report.changed.iter().filter(|told| !told.diff.is_empty()) {
                writeln!(out, "\n{} ({})\n{}", told.title, told.page, told.diff)?;
            }
        }
        named(out, "Borttagna", &report.removed)?;
        named(out, "Flyttade", &report.moved)?;
        named(out, "Saknas (tas bort om de saknas nästa gång också)", &report.missing)?;
        named(out, "Överhoppade", &report.skipped)
    }
}

/// A heading and the first pages below it.
fn named(out: &mut impl Write, heading: &str, pages: &[Told]) -> io::Result<()> {
    if pages.is_empty() {
        return Ok(());
    }
    writeln!(out, "{heading}:")?;
    for told in pages.iter().take(NAMED) {
        let why = if told.why.is_empty() { String::new() } else { format!(" – {}", told.why) };
        writeln!(out, "  {}{why}", told.page)?;
    }
    if pages.len() > NAMED {
        writeln!(out, "  … och {} till", pages.len() - NAMED)?;
    }
    Ok(())
}

/// Drawn on a terminal only: elsewhere the summary says it all.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} sidor  {msg}");
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

fn show(bar: &ProgressBar, progress: Progress) {
    let Progress { of, done, read, changed, unchanged, skipped, failed } = progress;
    bar.set_length(of as u64);
    bar.set_position(done as u64);
    bar.set_message(format!(
        "{read} lästa, {changed} ändrade, {unchanged} oförändrade, {skipped} överhoppade, {failed} misslyckade"
    ));
}

fn asks(removals: &Removals, of: usize) -> bool {
    let mut error = io::stderr().lock();
    let count = removals.gone.len();
    for (page, _) in removals.gone.iter().take(NAMED) {
        let _ = writeln!(error, "  {page}");
    }
    let _ = write!(error, "Importen skulle ta bort {count} av {of} sidor. Ta bort dem? [j/N] ");
    let _ = error.flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && ["j", "ja", "y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

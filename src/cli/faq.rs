//! `alebot faq`: staff's FAQ entries to and from Markdown.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::{Args, Subcommand};

use super::additions::{database, waited};
use super::{Failure, Settings};
use crate::knowledge::Loaded;
use crate::knowledge::faq_file::{self, Entries};
use crate::knowledge::fault::{Fault, Severity};
use crate::language::masking::Masking;
use crate::model::article::{Article, ArticleId};
use crate::store::{FaqEntry, FaqWrite, Store, StoreError, Write as Change};

#[derive(Args)]
pub struct Faq {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Visa svaren: id, rubrik, datum, vem som skrev
    List,
    /// Skriv varje svar som en fil i samma form som kunskapsmappens artiklar
    Export {
        /// Mappen att skriva i; finns den inte görs den
        #[arg(value_name = "MAPP")]
        dir: PathBuf,
    },
    /// Läs in svar från en mapp: nya och ändrade sparas, alla eller inga
    Import {
        /// Mappen att läsa, med mapparna i den
        #[arg(value_name = "MAPP")]
        dir: PathBuf,
    },
}

impl Faq {
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let url = database().unwrap_or_else(|| crate::service::DATABASE.to_owned());
        match &self.command {
            Command::List => list(&url, settings.knowledge()?.knowledge.contact.hours.time_zone),
            Command::Export { dir } => export(&url, dir, settings),
            Command::Import { dir } => import(&url, dir, settings),
        }
    }
}

/// Opens the database that is there, works with it, and closes it.
fn with_store<T>(
    url: &str,
    work: impl AsyncFnOnce(&Store) -> Result<T, StoreError>,
) -> Result<T, Failure> {
    let worked = waited(async {
        let store = Store::open_existing(url).await?;
        let worked = work(&store).await;
        store.close().await;
        worked
    })?;
    worked.map_err(|error| Failure::Told(error.to_string()))
}

fn list(url: &str, zone: Tz) -> Result<(), Failure> {
    let entries = with_store(url, async |store| store.faq().await)?;
    let mut out = io::stdout().lock();
    for entry in entries {
        let written = DateTime::from_timestamp_millis(entry.changed_ms)
            .unwrap_or_default()
            .with_timezone(&zone)
            .date_naive();
        let author =
            entry.author.map_or_else(|| "import".to_owned(), |author| on_one_line(&author.name));
        writeln!(
            out,
            "{}\t{}\t{written}\t{author}",
            entry.article.id,
            on_one_line(&entry.article.title)
        )?;
    }
    Ok(())
}

/// Tabs and line breaks part columns and rows.
fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn export(url: &str, dir: &Path, settings: &Settings) -> Result<(), Failure> {
    let entries = with_store(url, async |store| store.faq().await)?;
    fs::create_dir_all(dir).map_err(|error| unwritable(dir, &error))?;
    let mut unfit = 0;
    for FaqEntry { article, .. } in &entries {
        match faq_file::fitted(article) {
            Ok(entry) => {
                let file = dir.join(format!("{}.md", entry.id));
                exchange(&file, &faq_file::text(&entry))
                    .map_err(|error| unwritable(&file, &error))?;
            }
            Err(why) => {
                unfit += 1;
                let why = why.told(&settings.wording()?);
                writeln!(io::stderr(), "{}: {why}", article.id)?;
            }
        }
    }
    writeln!(io::stdout(), "{} svar skrivna i {}.", entries.len() - unfit, dir.display())?;
    if unfit > 0 { Err(Failure::Silent) } else { Ok(()) }
}

/// Writes a file as a whole, beside what stands there and then in its place. What stands there and is no regular file stays: through a link another
/// file would be written.
fn exchange(file: &Path, text: &str) -> io::Result<()> {
    if fs::symlink_metadata(file).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::other(
            "där finns en länk eller något annat som inte är en vanlig fil",
        ));
    }
    let beside = file.with_extension("md.new");
    // Left behind by an export that was cut off.
    let _ = fs::remove_file(&beside);
    let mut new = File::create_new(&beside)?;
    let written = new.write_all(text.as_bytes()).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Told(format!("{} går inte att skriva: {error}", path.display()))
}

fn import(url: &str, dir: &Path, settings: &Settings) -> Result<(), Failure> {
    let Loaded { knowledge, wording, .. } = settings.knowledge()?;
    let masking = Masking::new([&knowledge.contact.phone, &knowledge.contact.email]);
    let own: BTreeSet<ArticleId> =
        knowledge.articles.into_iter().map(|article| article.id).collect();
    let Entries { mut entries, warnings } =
        faq_file::read(dir, &own, &wording).map_err(|faults| {
            told(&faults);
            let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
            Failure::Told(format!("{errors} fel; inget är inläst. Rätta dem och försök igen."))
        })?;
    told(&warnings);
    for entry in &mut entries {
        if mask(entry, &masking) {
            writeln!(io::stderr(), "{}: ett person- eller kortnummer är maskerat", entry.id)?;
        }
    }
    let (read, written) = with_store(url, async |store| {
        let known: BTreeMap<ArticleId, Article> = store
            .faq()
            .await?
            .into_iter()
            .map(|entry| (entry.article.id.clone(), entry.article))
            .collect();
        let changed: Vec<Change> =
            entries.iter().filter(|entry| known.get(&entry.id) != Some(entry)).map(saved).collect();
        if !changed.is_empty() {
            store.write(&changed, Utc::now().timestamp_millis()).await?;
        }
        Ok((entries.len(), changed.len()))
    })?;
    writeln!(io::stdout(), "{written} svar inlästa, {} var oförändrade.", read - written)?;
    Ok(())
}

/// Hides numbers of people and cards, as in what staff write in the channel. True: there were some.
fn mask(entry: &mut Article, masking: &Masking) -> bool {
    let mut texts = vec![&mut entry.title, &mut entry.body];
    texts.extend(&mut entry.questions);
    texts.extend(&mut entry.keywords);
    texts.extend(&mut entry.plain);
    if let Some(english) = &mut entry.english {
        texts.extend([&mut english.title, &mut english.summary]);
        texts.extend(&mut english.questions);
    }
    let mut has_hidden = false;
    for text in texts {
        let hidden = masking.stored(text);
        has_hidden |= hidden != *text;
        *text = hidden;
    }
    has_hidden
}

/// Each on a line of its own, for whoever jumps to them in an editor.
fn told(faults: &[Fault]) {
    for fault in faults {
        // A closed standard error changes nothing of what is done.
        let _ = writeln!(io::stderr(), "{fault}");
    }
}

fn saved(entry: &Article) -> Change {
    Change::Faq(FaqWrite::Save { article: Box::new(entry.clone()), author: None })
}

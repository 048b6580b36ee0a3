//! The folder `knowledge/` → validated articles, contact details, words and examples.
//!
//! Invariant: whatever is wrong becomes a [`Fault`] with file and line; nothing here prints, and nothing here is lenient.

mod across;
mod article;
mod contact;
mod double_examples;
pub mod faq_file;
pub mod fault;
mod folder;
mod import;
mod layers;
mod moves;
mod municipality;
pub mod page_file;
mod pages;
mod table;
mod words;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::model::article::Article;
use crate::model::cue::CuePhrases;
use crate::model::import::ImportSettings;
use crate::model::knowledge::{ExampleGroup, ExampleKind, Knowledge, LanguageCard};
use crate::model::language::ReplyLanguage;
use crate::wording::{Wording, WordingFault};
use double_examples::PlacedExample;
use fault::{Fault, Severity, Sheet};
use layers::Layers;
use municipality::Municipality;

/// Knowledge that can be used, and what an editor should look at.
#[derive(Debug)]
pub struct Loaded {
    pub knowledge: Knowledge,
    pub wording: Wording,
    /// Where pages are taken from.
    pub import: ImportSettings,
    pub warnings: Vec<Fault>,
}

/// Why knowledge cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(
        "kunskapsmappen {0} finns inte. Stå i projektets rot, eller peka ut mappen med --knowledge MAPP."
    )]
    Missing(PathBuf),
    /// Every fault found, warnings too, sorted by file and line.
    #[error("{}", list(.0))]
    Faulty(Vec<Fault>),
    /// The hours were found good when the file was read and are not any more: staff's exceptions have been added since.
    #[error("öppettiderna går inte att använda: {0}")]
    Hours(String),
}

/// The errors alone: whoever asks a question has no use for the age of texts.
fn list(faults: &[Fault]) -> String {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
    errors.map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

/// Reads the whole folder. `today` decides what is expired or long unchecked.
pub fn load(dir: &Path, today: NaiveDate) -> Result<Loaded, LoadError> {
    if !dir.is_dir() {
        return Err(LoadError::Missing(dir.to_owned()));
    }
    let mut faults = Vec::new();
    let municipality = municipality(dir, &mut faults);
    let (articles, mut placed) = read_articles(dir, today, &mut faults);
    let contact = required(dir, "contact.toml", &mut faults, contact::parse);
    let import = or_default(optional(dir, "import.toml", &mut faults, import::parse));
    let words = or_default(optional(dir, "words.toml", &mut faults, words::words));
    let authorities =
        or_default(optional(dir, "authorities.toml", &mut faults, words::authorities));
    let Municipality { base, school_breaks } = municipality.unwrap_or_default();
    let layers = Layers::new(dir, base);
    let spoken = spoken(&layers, &mut faults);
    let (examples, of_topics) = read_examples(&layers, &mut faults);
    placed.extend(of_topics);
    faults.extend(double_examples::faults(&placed));
    faults.sort();
    let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
    match (contact, words, authorities, import, spoken) {
        (Some(contact), Some(words), Some(authorities), Some(import), Some(spoken)) if !broken => {
            let Spoken { cards, moves, wording } = spoken;
            let knowledge = Knowledge {
                articles: articles.into(),
                contact,
                words,
                examples,
                authorities,
                cards,
                moves,
                school_breaks,
            };
            Ok(Loaded { knowledge, wording, import, warnings: faults })
        }
        _ => Err(LoadError::Faulty(faults)),
    }
}

/// How people write and how the assistant speaks, besides examples.
struct Spoken {
    cards: Vec<LanguageCard>,
    moves: Vec<CuePhrases>,
    wording: Wording,
}

fn spoken(layers: &Layers, faults: &mut Vec<Fault>) -> Option<Spoken> {
    let (languages, moves) = ("languages.toml", "moves.toml");
    let cards = or_default(optional(layers.of(languages), languages, faults, words::cards));
    let moves = or_default(optional(layers.of(moves), moves, faults, moves::parse));
    let wording = read_wording(layers, faults);
    Some(Spoken { cards: cards?, moves: moves?, wording: wording? })
}

/// `None`: the file is there and cannot be used.
fn municipality(dir: &Path, faults: &mut Vec<Fault>) -> Option<Municipality> {
    let parse = |sheet: &mut Sheet<'_>| municipality::parse(sheet, dir);
    or_default(optional(dir, "municipality.toml", faults, parse))
}

/// The folders that knowledge is read from: `dir`, and the one whose language it shares.
pub fn folders(dir: &Path) -> Vec<PathBuf> {
    let base = municipality(dir, &mut Vec::new()).and_then(|municipality| municipality.base);
    std::iter::once(dir.to_owned()).chain(base).collect()
}

/// The wording alone.
pub fn wording(dir: &Path) -> Result<Wording, LoadError> {
    let mut faults = Vec::new();
    let base = municipality(dir, &mut faults).and_then(|municipality| municipality.base);
    read_wording(&Layers::new(dir, base), &mut faults).ok_or(LoadError::Faulty(faults))
}

/// `import.toml` alone: pages are imported before there is anything else.
pub fn import_settings(dir: &Path) -> Result<ImportSettings, LoadError> {
    if !dir.is_dir() {
        return Err(LoadError::Missing(dir.to_owned()));
    }
    let mut faults = Vec::new();
    match or_default(optional(dir, "import.toml", &mut faults, import::parse)) {
        Some(settings) if faults.is_empty() => Ok(settings),
        _ => Err(LoadError::Faulty(faults)),
    }
}

/// The contact details alone, if they are there and right.
pub fn contact(dir: &Path) -> Option<crate::model::contact::Contact> {
    required(dir, "contact.toml", &mut Vec::new(), contact::parse)
}

/// The articles of `articles/` that can be read, whatever is wrong with others.
pub fn own_articles(dir: &Path) -> Vec<crate::model::article::Article> {
    let mut faults = Vec::new();
    if !dir.join("articles").is_dir() {
        return Vec::new();
    }
    let files = folder::files(dir, "articles", "md", &mut faults);
    let parsed = files
        .iter()
        .filter_map(|file| with_sheet(dir, file, &mut faults, article::parse).flatten());
    parsed.filter_map(|parsed| parsed.article).collect()
}

fn read_articles(
    dir: &Path,
    today: NaiveDate,
    faults: &mut Vec<Fault>,
) -> (Vec<Article>, Vec<PlacedExample>) {
    let files = folder::files(dir, "articles", "md", faults);
    if files.is_empty() && dir.join("articles").is_dir() {
        faults.push(Fault {
            file: dir.join("articles"),
            line: 1,
            severity: Severity::Error,
            message: "här finns ingen artikel; lägg dit minst en fil som slutar på .md".to_owned(),
        });
    }
    let mut parsed = Vec::new();
    for file in files {
        if let Some(Some(article)) = with_sheet(dir, &file, faults, article::parse) {
            parsed.push((dir.join(file), article));
        }
    }
    parsed.extend(pages::read(dir, faults));
    faults.extend(across::faults(&parsed, today));
    parsed.sort_by_key(|(file, article)| (article.order, file.clone()));
    let placed = parsed
        .iter()
        .filter_map(|(file, parsed)| Some((file, parsed, parsed.article.as_ref()?)))
        .flat_map(|(file, parsed, article)| {
            PlacedExample::of_article(article, file, parsed.id.line)
        })
        .collect();
    (parsed.into_iter().filter_map(|(_, parsed)| parsed.article).collect(), placed)
}

fn read_examples(
    layers: &Layers,
    faults: &mut Vec<Fault>,
) -> (Vec<ExampleGroup>, Vec<PlacedExample>) {
    let (mut groups, mut placed) = (Vec::new(), Vec::new());
    for (dir, file) in layers.files("examples", "toml", faults) {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        match words::example_kind(stem) {
            Some(kind) => {
                let (own, examples) =
                    with_sheet(dir, &file, faults, |sheet| words::examples(sheet, kind))
                        .flatten()
                        .unwrap_or_default();
                groups.extend(own);
                placed.extend(examples);
            }
            None => faults.push(Fault {
                file: dir.join(&file),
                line: 1,
                severity: Severity::Error,
                message: format!(
                    "”{stem}” är ingen sorts meddelande; filerna heter {}",
                    ExampleKind::NAMES.map(|(name, _)| name).join(", ")
                ),
            }),
        }
    }
    (groups, placed)
}

fn read_wording(layers: &Layers, faults: &mut Vec<Fault>) -> Option<Wording> {
    let languages =
        ReplyLanguage::ALL.map(|language| (language, WordingFiles::read(layers, language, faults)));
    let texts: Vec<_> =
        languages.iter().map(|(language, files)| (*language, files.texts())).collect();
    match Wording::parse(&texts) {
        Ok(wording) => wording,
        Err(wrong) => {
            for WordingFault { language, layer, line, message } in wrong {
                let of = languages.iter().find(|(other, _)| *other == language);
                let file = of.and_then(|(_, files)| Some(files.0.get(layer)?.0.clone()));
                let file = file.unwrap_or_default();
                faults.push(Fault { file, line, severity: Severity::Error, message });
            }
            None
        }
    }
}

/// The files of a language that can be read, each over those before it, with their texts.
struct WordingFiles(Vec<(PathBuf, String)>);

impl WordingFiles {
    fn read(layers: &Layers, language: ReplyLanguage, faults: &mut Vec<Fault>) -> Self {
        let mut files = Vec::new();
        for path in layers.all(&format!("wording/{}.ftl", language.code())) {
            match folder::read(&path) {
                Ok(text) => files.push((path, text)),
                Err(error) => faults.push(folder::unreadable(path, &error)),
            }
        }
        WordingFiles(files)
    }

    fn texts(&self) -> Vec<&str> {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// Reads one file through `parse`; `None` if it cannot be read at all.
fn with_sheet<T>(
    dir: &Path,
    file: &Path,
    faults: &mut Vec<Fault>,
    parse: impl FnOnce(&mut Sheet<'_>) -> T,
) -> Option<T> {
    let path = dir.join(file);
    match folder::read(&path) {
        Ok(text) => {
            let mut sheet = Sheet::new(&path, &text);
            let value = parse(&mut sheet);
            faults.extend(sheet.into_faults());
            Some(value)
        }
        Err(error) => {
            faults.push(folder::unreadable(path, &error));
            None
        }
    }
}

fn required<T>(
    dir: &Path,
    name: &str,
    faults: &mut Vec<Fault>,
    parse: impl FnOnce(&mut Sheet<'_>) -> Option<T>,
) -> Option<T> {
    with_sheet(dir, Path::new(name), faults, parse).flatten()
}

/// `None` if the file does not exist; `Some(None)` if it does and cannot be used.
fn optional<T>(
    dir: &Path,
    name: &str,
    faults: &mut Vec<Fault>,
    parse: impl FnOnce(&mut Sheet<'_>) -> Option<T>,
) -> Option<Option<T>> {
    dir.join(name).exists().then(|| required(dir, name, faults, parse))
}

/// A file that does not exist says nothing; one that cannot be used stays `None`.
fn or_default<T: Default>(read: Option<Option<T>>) -> Option<T> {
    read.unwrap_or_else(|| Some(T::default()))
}

//! FAQ entries as files of `articles/`, and back: what is written is what the loader reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::article::{self, Parsed};
use super::fault::{Fault, Severity, Sheet};
use super::{across, folder, with_sheet};
use crate::model::article::{Article, ArticleId, ArticleKind, PageFacts};
use crate::model::language::ReplyLanguage;
use crate::wording::{Message, Wording};

/// Why an entry cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    NoTitle,
    NoBody,
    NoEnglishTitle,
    Passages,
    PageFacts,
    /// The loader would read something else than what was written; the fault it finds, if any.
    Unreadable(Option<String>),
}

impl Unfit {
    /// In Swedish, for whoever writes the entry.
    pub fn told(&self, wording: &Wording) -> String {
        let message = match self {
            Unfit::NoTitle => Message::FaqNoTitle,
            Unfit::NoBody => Message::FaqNoAnswer,
            Unfit::NoEnglishTitle => Message::FaqNoEnglishTitle,
            Unfit::Passages => Message::FaqWithPassages,
            Unfit::PageFacts => Message::FaqWithPageFacts,
            Unfit::Unreadable(None) => Message::FaqUnreadable,
            Unfit::Unreadable(Some(fault)) => {
                let args = [("fault", fault.as_str().into())];
                return wording.say(ReplyLanguage::Swedish, Message::FaqFaulty, &args);
            }
        };
        wording.say(ReplyLanguage::Swedish, message, &[])
    }
}

/// The entry as a file would give it back: line breaks of one kind, no blanks around the text, no characters that no database takes.
/// Whatever is saved goes through here first; from then on it can be exported and imported without loss.
pub fn fitted(entry: &Article) -> Result<Article, Unfit> {
    let plain = |text: &str| text.replace('\0', "");
    let body = plain(&entry.body).replace("\r\n", "\n").replace('\r', "");
    let fitted = Article {
        title: plain(&entry.title),
        kind: ArticleKind::Faq,
        body: article::paragraphs_apart(body.trim()),
        ..entry.clone()
    };
    let lacks = [
        (fitted.title.trim().is_empty(), Unfit::NoTitle),
        (fitted.body.is_empty(), Unfit::NoBody),
        (
            fitted.english.as_ref().is_some_and(|english| english.title.trim().is_empty()),
            Unfit::NoEnglishTitle,
        ),
        (!fitted.passages.is_empty(), Unfit::Passages),
        (fitted.page != PageFacts::default(), Unfit::PageFacts),
    ];
    if let Some((_, lack)) = lacks.into_iter().find(|(lacks, _)| *lacks) {
        return Err(lack);
    }
    match reread(&fitted) {
        Ok(read) if read == fitted => Ok(fitted),
        Ok(_) => Err(Unfit::Unreadable(None)),
        Err(fault) => Err(Unfit::Unreadable(fault)),
    }
}

fn reread(entry: &Article) -> Result<Article, Option<String>> {
    let text = folder::as_read(&text(entry));
    let mut sheet = Sheet::new(Path::new(""), &text);
    let parsed = article::parse(&mut sheet).and_then(|parsed| parsed.article);
    let fault = sheet.into_faults().into_iter().next().map(|fault| fault.message);
    match (parsed, fault) {
        (Some(article), None) => Ok(article),
        (_, fault) => Err(fault),
    }
}

/// The file `<id>.md`. Of an entry that is not [`fitted`] the file may say something else.
pub fn text(entry: &Article) -> String {
    let mut out = format!(
        "+++\nid = {}\ntitle = {}\nkind = \"faq\"\n",
        quoted(entry.id.as_str()),
        quoted(&entry.title)
    );
    if let Some(origin) = &entry.origin {
        out.push_str(&format!("origin = {}\n", quoted(origin)));
    }
    for (key, date) in [("checked", entry.checked), ("valid_until", entry.valid_until)] {
        if let Some(date) = date {
            out.push_str(&format!("{key} = {date}\n"));
        }
    }
    if let Some(plain) = &entry.plain {
        out.push_str(&format!("plain = {}\n", quoted(plain)));
    }
    push_list(&mut out, "questions", &entry.questions);
    push_list(&mut out, "keywords", &entry.keywords);
    if let Some(english) = &entry.english {
        out.push_str(&format!(
            "\n[en]\ntitle = {}\nsummary = {}\n",
            quoted(&english.title),
            quoted(&english.summary)
        ));
        push_list(&mut out, "questions", &english.questions);
    }
    format!("{out}+++\n\n{}\n", entry.body)
}

pub(super) fn push_list(out: &mut String, key: &str, list: &[String]) {
    if !list.is_empty() {
        let rows: String = list.iter().map(|text| format!("  {},\n", quoted(text))).collect();
        out.push_str(&format!("{key} = [\n{rows}]\n"));
    }
}

/// A TOML basic string: on one line, whatever it holds.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What a folder holds.
pub struct Entries {
    pub entries: Vec<Article>,
    /// Files that are not read.
    pub warnings: Vec<Fault>,
}

/// All entries of a folder and of those below it, or every fault in them, by file and line. Two entries may share a paragraph; none may have the
/// id of one of the knowledge folder's `own` articles.
pub fn read(
    dir: &Path,
    own: &BTreeSet<ArticleId>,
    wording: &Wording,
) -> Result<Entries, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut parsed: Vec<(PathBuf, Parsed)> = Vec::new();
    for file in folder::files(dir, "", "md", &mut faults) {
        let read = with_sheet(dir, &file, &mut faults, |sheet| entry(sheet, wording));
        if let Some(Some(article)) = read {
            parsed.push((dir.join(file), article));
        }
    }
    faults.extend(across::double_ids(&parsed));
    let taken = |id: &str| own.iter().any(|own| own.as_str() == id);
    faults.extend(parsed.iter().filter(|(_, parsed)| taken(&parsed.id.value)).map(
        |(file, parsed)| Fault {
            file: file.clone(),
            line: parsed.id.line,
            severity: Severity::Error,
            message: format!(
                "id ”{}” är en av kunskapsmappens egna artiklar; välj ett annat",
                parsed.id.value
            ),
        },
    ));
    faults.sort();
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(faults);
    }
    Ok(Entries {
        entries: parsed.into_iter().filter_map(|(_, parsed)| parsed.article).collect(),
        warnings: faults,
    })
}

/// An article that the database can hold.
fn entry(sheet: &mut Sheet<'_>, wording: &Wording) -> Option<Parsed> {
    let mut parsed = article::parse(sheet)?;
    let place = |text: &str, words: &str| text.find(words).map_or(0, |at| at + 1);
    match parsed.article.as_ref().map(|article| (article.kind, fitted(article))) {
        None => {}
        Some((ArticleKind::Faq, Ok(fitted))) => parsed.article = Some(fitted),
        Some((ArticleKind::Faq, Err(unfit))) => {
            let at = place(sheet.text, "\n[[passage]]");
            sheet.error(at..at, unfit.told(wording));
        }
        Some(_) => {
            let at = place(sheet.text, "\nkind");
            sheet.error(at..at, "bara FAQ-svar kan läsas in; skriv kind = \"faq\", eller lägg filen i kunskapsmappen");
        }
    }
    Some(parsed)
}

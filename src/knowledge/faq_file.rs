//! FAQ entries as files of `articles/`, and back: what is written is what the loader reads.

use std::path::{Path, PathBuf};

use super::article::{self, Parsed};
use super::fault::{Fault, Severity, Sheet};
use super::{across, folder, with_sheet};
use crate::model::article::{Article, ArticleKind};

/// Why an entry cannot be kept: in Swedish, for whoever writes it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("Rubriken är tom. Skriv frågan eller en rubrik.")]
    NoTitle,
    #[error("Svaret är tomt. Skriv ett svar.")]
    NoBody,
    #[error("Den engelska delen saknar rubrik. Skriv en på engelska.")]
    NoEnglishTitle,
    #[error("Ett FAQ-svar kan inte ha [[passage]]. Ta bort den delen, eller lägg texten i kunskapsmappen.")]
    Passages,
    /// The loader would read something else than what was written; the fault it finds, if any.
    #[error("Texten går inte att spara som den är{}", .0.as_ref().map_or_else(|| ".".to_owned(), |fault| format!(": {fault}")))]
    Unreadable(Option<String>),
}

/// The entry as a file would give it back: line breaks of one kind, no blanks around the text, no characters that no database takes.
/// Whatever is saved goes through here first; from then on it can be exported and imported without loss.
pub fn fitted(entry: &Article) -> Result<Article, Unfit> {
    let plain = |text: &str| text.replace('\0', "");
    let body = plain(&entry.body).replace("\r\n", "\n");
    let fitted =
        Article { title: plain(&entry.title), kind: ArticleKind::Faq, body: article::paragraphs_apart(body.trim()), ..entry.clone() };
    let lacks = [
        (fitted.title.trim().is_empty(), Unfit::NoTitle),
        (fitted.body.is_empty(), Unfit::NoBody),
        (fitted.english.as_ref().is_some_and(|english| english.title.trim().is_empty()), Unfit::NoEnglishTitle),
        (!fitted.passages.is_empty(), Unfit::Passages),
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
    let mut out = format!("+++\nid = {}\ntitle = {}\nkind = \"faq\"\n", quoted(entry.id.as_str()), quoted(&entry.title));
    if let Some(origin) = &entry.origin {
        out.push_str(&format!("origin = {}\n", quoted(origin)));
    }
    for (key, date) in [("checked", entry.checked), ("valid_until", entry.valid_until)] {
        if let Some(date) = date {
            out.push_str(&format!("{key} = {date}\n"));
        }
    }
    push_list(&mut out, "questions", &entry.questions);
    push_list(&mut out, "keywords", &entry.keywords);
    if let Some(english) = &entry.english {
        out.push_str(&format!("\n[en]\ntitle = {}\nsummary = {}\n", quoted(&english.title), quoted(&english.summary)));
        push_list(&mut out, "questions", &english.questions);
    }
    format!("{out}+++\n\n{}\n", entry.body)
}

fn push_list(out: &mut String, key: &str, list: &[String]) {
    if !list.is_empty() {
        let rows: String = list.iter().map(|text| format!("  {},\n", quoted(text))).collect();
        out.push_str(&format!("{key} = [\n{rows}]\n"));
    }
}

/// A TOML basic string: on one line, whatever it holds.
fn quoted(text: &str) -> String {
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

/// All entries of a folder and of those below it, or every error in them, by file and line. Two entries may share a paragraph.
pub fn read(dir: &Path) -> Result<Vec<Article>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut parsed: Vec<(PathBuf, Parsed)> = Vec::new();
    for file in folder::files(dir, "", "md", &mut faults) {
        if let Some(Some(article)) = with_sheet(dir, &file, &mut faults, entry) {
            parsed.push((dir.join(file), article));
        }
    }
    faults.extend(across::double_ids(&parsed));
    faults.retain(|fault| fault.severity == Severity::Error);
    faults.sort();
    let entries = parsed.into_iter().filter_map(|(_, parsed)| parsed.article).collect();
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// An article that the database can hold.
fn entry(sheet: &mut Sheet<'_>) -> Option<Parsed> {
    let parsed = article::parse(sheet)?;
    if let Some(article) = &parsed.article {
        let at = sheet.text.find("kind").unwrap_or(0);
        if article.kind != ArticleKind::Faq {
            sheet.error(at..at, "bara FAQ-svar kan läsas in; skriv kind = \"faq\", eller lägg filen i kunskapsmappen");
        } else if let Err(unfit) = fitted(article) {
            let at = sheet.text.find("[[passage]]").unwrap_or(0);
            sheet.error(at..at, unfit.to_string());
        }
    }
    Some(parsed)
}

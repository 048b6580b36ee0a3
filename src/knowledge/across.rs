//! What can only be seen with all articles side by side, and what time has done to them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{Months, NaiveDate};

use super::article::Parsed;
use super::fault::{Fault, Severity};

/// A text that nobody has checked for this long is worth a look.
const STALE_AFTER: Months = Months::new(24);

pub fn faults(articles: &[(PathBuf, Parsed)], today: NaiveDate) -> Vec<Fault> {
    let mut faults = double_ids(articles);
    faults.extend(double_texts(articles));
    faults.extend(articles.iter().flat_map(|(file, article)| aged(file, article, today)));
    faults
}

fn double_ids(articles: &[(PathBuf, Parsed)]) -> Vec<Fault> {
    let mut first: HashMap<&str, &Path> = HashMap::new();
    let mut faults = Vec::new();
    for (file, parsed) in articles {
        let id = parsed.article.id.as_str();
        match first.get(id) {
            Some(other) => faults.push(Fault {
                file: file.clone(),
                line: parsed.id_line,
                severity: Severity::Error,
                message: format!("id ”{id}” finns redan i {}; välj ett annat", other.display()),
            }),
            None => {
                first.insert(id, file);
            }
        }
    }
    faults
}

fn double_texts(articles: &[(PathBuf, Parsed)]) -> Vec<Fault> {
    let mut first: HashMap<String, (&Path, usize)> = HashMap::new();
    let mut faults = Vec::new();
    for (file, parsed) in articles {
        let mut line = parsed.body_line;
        for paragraph in parsed.article.body.split("\n\n") {
            let text = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            match first.get(&text) {
                Some((other, other_line)) if !text.is_empty() => faults.push(Fault {
                    file: file.clone(),
                    line,
                    severity: Severity::Error,
                    message: format!("samma stycke står redan i {}:{other_line}; låt texten stå på ett enda ställe", other.display()),
                }),
                _ => {
                    first.insert(text, (file, line));
                }
            }
            line += paragraph.matches('\n').count() + 2;
        }
    }
    faults
}

fn aged(file: &Path, parsed: &Parsed, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut warn = |line, message| faults.push(Fault { file: file.to_owned(), line, severity: Severity::Warning, message });
    if let Some(end) = parsed.article.valid_until.filter(|end| *end < today) {
        warn(parsed.valid_until_line, format!("texten gällde till och med {end}; svaren säger det, men se om det finns en nyare"));
    }
    if let Some(checked) = parsed.article.checked.filter(|checked| *checked + STALE_AFTER < today) {
        warn(
            parsed.checked_line,
            format!("texten kontrollerades senast {checked}, för mer än två år sedan; jämför med källan och ändra checked"),
        );
    }
    faults
}

//! What can only be seen with all articles side by side, and what time has done to them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use chrono::{Months, NaiveDate};

use super::article::Parsed;
use super::fault::{Fault, Severity};
use crate::model::article::ArticleKind;

/// A text that nobody has checked for this long is worth a look.
const STALE_AFTER: Months = Months::new(24);

pub fn faults(articles: &[(PathBuf, Parsed)], today: NaiveDate) -> Vec<Fault> {
    let mut faults = double_ids(articles);
    faults.extend(double_texts(articles));
    faults.extend(articles.iter().flat_map(|(file, article)| aged(file, article, today)));
    faults
}

pub(super) fn double_ids(articles: &[(PathBuf, Parsed)]) -> Vec<Fault> {
    let mut first: HashMap<&str, &Path> = HashMap::new();
    let mut faults = Vec::new();
    for (file, Parsed { id, .. }) in articles {
        match first.get(id.value.as_str()) {
            Some(other) => faults.push(error(
                file,
                id.line,
                format!("id ”{}” finns redan i {}; välj ett annat", id.value, other.display()),
            )),
            None => {
                first.insert(&id.value, file);
            }
        }
    }
    faults
}

/// A paragraph that stands twice. Among the municipality's own texts that is a fault; pages of a site share what stands on all of them, so there it is
/// said once for each paragraph.
fn double_texts(articles: &[(PathBuf, Parsed)]) -> Vec<Fault> {
    let mut places: BTreeMap<String, Vec<Place<'_>>> = BTreeMap::new();
    for (file, parsed) in articles {
        let is_page =
            parsed.article.as_ref().is_some_and(|article| article.kind == ArticleKind::Page);
        for (line, text) in paragraphs(&parsed.body.value, parsed.body.line) {
            places.entry(text).or_default().push(Place { file, line, is_page });
        }
    }
    places.values().flat_map(|places| double_text(places)).collect()
}

struct Place<'a> {
    file: &'a Path,
    line: usize,
    is_page: bool,
}

fn double_text(places: &[Place<'_>]) -> Vec<Fault> {
    let [first, rest @ ..] = places else { return Vec::new() };
    let Some(second) = rest.first() else { return Vec::new() };
    if places.iter().any(|place| place.is_page) {
        let message = format!(
            "samma stycke står på {} ställen, först i {}:{}; det som står på var tjugonde sida, och på minst fem, väger inget i sökningen",
            places.len(),
            first.file.display(),
            first.line
        );
        return vec![Fault {
            file: second.file.to_owned(),
            line: second.line,
            severity: Severity::Warning,
            message,
        }];
    }
    let message = format!(
        "samma stycke står redan i {}:{}; låt texten stå på ett enda ställe",
        first.file.display(),
        first.line
    );
    rest.iter().map(|place| error(place.file, place.line, message.clone())).collect()
}

/// Each paragraph's first line, and its words with single blanks between them: where the lines break makes no other text of it.
fn paragraphs(body: &str, first_line: usize) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut within = false;
    for (line, text) in (first_line..).zip(body.lines()) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match found.last_mut().filter(|_| within) {
            Some((_, paragraph)) if !words.is_empty() => {
                paragraph.push(' ');
                paragraph.push_str(&words);
            }
            None if !words.is_empty() => {
                found.push((line, words));
                within = true;
            }
            _ => within = false,
        }
    }
    found
}

fn error(file: &Path, line: usize, message: String) -> Fault {
    Fault { file: file.to_owned(), line, severity: Severity::Error, message }
}

fn aged(file: &Path, article: &Parsed, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut warn = |line, message| {
        faults.push(Fault { file: file.to_owned(), line, severity: Severity::Warning, message });
    };
    if let Some(end) = article.valid_until.as_ref().filter(|end| end.value < today) {
        warn(
            end.line,
            format!(
                "texten gällde till och med {}; svaren säger det, men se om det finns en nyare",
                end.value
            ),
        );
    }
    if let Some(checked) = &article.checked {
        let date = checked.value;
        if date + STALE_AFTER < today {
            let message = format!(
                "texten kontrollerades senast {date}, för mer än två år sedan; jämför med källan och ändra checked"
            );
            warn(checked.line, message);
        } else if date > today {
            let message = format!(
                "checked {date} har inte varit än; skriv dagen då texten jämfördes med källan"
            );
            warn(checked.line, message);
        }
    }
    faults
}

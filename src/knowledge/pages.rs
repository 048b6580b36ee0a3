//! `pages/`: what imports have written, with the examples that editors have put beside.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::article::{self, Parsed};
use super::fault::{Fault, Severity, Sheet};
use super::table::{self, Keys};
use super::{folder, with_sheet};

/// The end of the name of a file of examples: `sophamtning.examples.toml` stands beside `sophamtning.md`.
const EXAMPLES: &str = ".examples.toml";

static KEYS: Keys = Keys(&[("questions", None), ("keywords", None), ("plain", None)]);

/// What an editor has written about a page.
#[derive(Deserialize)]
struct Beside {
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
    plain: Option<String>,
}

/// The pages of a knowledge folder; none where there is no such folder.
pub fn read(dir: &Path, faults: &mut Vec<Fault>) -> Vec<(PathBuf, Parsed)> {
    if !dir.join("pages").is_dir() {
        return Vec::new();
    }
    let mut own = Vec::new();
    let files = folder::files(dir, "pages", "md", &mut own);
    // Examples stand beside, and are read below.
    faults
        .extend(own.into_iter().filter(|fault| !fault.file.to_string_lossy().ends_with(EXAMPLES)));
    let mut parsed = Vec::new();
    for file in &files {
        if let Some(Some(mut page)) = with_sheet(dir, file, faults, article::parse) {
            take_examples(dir, file, &mut page, faults);
            parsed.push((dir.join(file), page));
        }
    }
    faults.extend(lonely(dir, &files));
    parsed
}

fn take_examples(dir: &Path, page: &Path, parsed: &mut Parsed, faults: &mut Vec<Fault>) {
    let file = page.with_extension(EXAMPLES.trim_start_matches('.'));
    if !dir.join(&file).is_file() {
        return;
    }
    let read = |sheet: &mut Sheet<'_>| {
        let text = sheet.text;
        table::read::<Beside>(sheet, text, 0, &KEYS)
    };
    let Some(Some(beside)) = with_sheet(dir, &file, faults, read) else { return };
    if let Some(article) = &mut parsed.article {
        article.questions.extend(beside.questions);
        article.keywords.extend(beside.keywords);
        article.plain = beside.plain.or(article.plain.take());
    }
}

/// Examples of a page that is gone.
fn lonely(dir: &Path, pages: &[PathBuf]) -> Vec<Fault> {
    let mut ignored = Vec::new();
    let files = folder::files(dir, "pages", "toml", &mut ignored);
    let examples = files.into_iter().filter(|file| file.to_string_lossy().ends_with(EXAMPLES));
    let lonely = examples.filter(|file| {
        let name = file.to_string_lossy();
        let page = PathBuf::from(format!("{}.md", name.trim_end_matches(EXAMPLES)));
        !pages.contains(&page)
    });
    lonely
        .map(|file| Fault {
            file: dir.join(file),
            line: 1,
            severity: Severity::Warning,
            message: "exemplen hör till en sida som inte finns; byt namn på filen efter sidans, eller ta bort den".to_owned(),
        })
        .collect()
}

//! What needs a person, at its place: as faults of `alebot check`, and as lines for staff.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::concerns::{Beside, Concern, concerns};
use super::set::PAGES;
use super::state::State;
use crate::knowledge::fault::{Fault, Severity};
use crate::model::article::{Article, ArticleId, ArticleKind};
use crate::model::import::ImportSettings;
use crate::model::knowledge::Knowledge;
use crate::model::rich::shortened_on_one_line;

/// Characters of a sentence that is named.
const SHOWN: usize = 120;

/// Looks through the imported pages of a knowledge folder. `answers` are staff's own, beside those of the folder.
pub fn check(
    dir: &Path,
    knowledge: &Knowledge,
    settings: &ImportSettings,
    answers: &[Article],
    today: NaiveDate,
) -> Vec<Fault> {
    let changed = changed(dir);
    let pages: Vec<&Article> = knowledge
        .articles
        .iter()
        .filter(|article| article.kind == ArticleKind::Page && article.page.hash.is_some())
        .collect();
    let own = knowledge.articles.iter().filter(|article| article.kind == ArticleKind::Faq);
    let answers: Vec<&Article> = own.chain(answers).collect();
    let beside = Beside {
        contact: &knowledge.contact,
        answers: &answers,
        settings,
        changed: &changed,
        today,
    };
    concerns(&pages, &beside).iter().map(|concern| fault(dir, concern)).collect()
}

/// When imports last saw a page's text change. A memory that cannot be read is told by the import.
fn changed(dir: &Path) -> BTreeMap<ArticleId, NaiveDate> {
    let state = State::read(&dir.join(PAGES)).unwrap_or_default();
    let pages = state.pages.into_values();
    pages.filter_map(|page| Some((ArticleId::parse(&page.id)?, page.changed?))).collect()
}

fn fault(dir: &Path, concern: &Concern) -> Fault {
    let (page, needle, message) = match concern {
        Concern::Contact { page, text, says, known } => (
            page,
            text.as_str(),
            format!(
                "sidan säger {says} om kontaktcenter, men contact.toml säger {known}; rätta den som är fel"
            ),
        ),
        Concern::Pages { page, text, other, other_text } => (
            page,
            text.as_str(),
            format!(
                "”{}” säger emot ”{}” i {other}.md; ta reda på vilken som gäller",
                shortened_on_one_line(text, SHOWN),
                shortened_on_one_line(other_text, SHOWN)
            ),
        ),
        Concern::Stale { page, updated, days, owner } => {
            let who =
                owner.as_ref().map(|owner| format!("; {owner} svarar för den")).unwrap_or_default();
            (
                page,
                "updated = ",
                format!("sidan ändrades senast {updated}, för mer än {days} dagar sedan{who}"),
            )
        }
        Concern::Answer { answer, page, written, changed } => (
            page,
            "",
            format!(
                "sidan ändrades {changed}, efter FAQ-svaret ”{answer}” ({written}); se om svaret fortfarande stämmer"
            ),
        ),
    };
    let file = file(dir, page);
    let line = line(&file, needle);
    Fault { file, line, severity: Severity::Warning, message }
}

fn file(dir: &Path, page: &ArticleId) -> PathBuf {
    dir.join(PAGES).join(format!("{page}.md"))
}

/// The line on which a text begins; the first where it is not found.
fn line(file: &Path, needle: &str) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    let first = needle.lines().next().unwrap_or_default();
    let at = text.find(first).filter(|_| !first.is_empty()).unwrap_or_default();
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

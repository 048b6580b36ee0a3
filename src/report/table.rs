//! Statistics for a spreadsheet: comma-separated values as in RFC 4180, UTF-8, a row a day.
//!
//! | column | what it holds |
//! | --- | --- |
//! | `date` | the local day, `2026-11-23` |
//! | `questions` | all that were asked |
//! | `answered`, `unanswered` | those with a reply of any kind but `unknown`, and the others |
//! | `outside_hours` | those that came while the centre was closed |
//! | `answer` … `unknown` | those with each kind of reply |
//! | `helpful_yes`, `helpful_no` | what residents said of answers |
//! | `cases_opened`, `cases_closed` | cases |
//! | `top_article` | the title of the article quoted most |

use super::Report;
use crate::desk::statistics::Day;
use crate::model::reply::ReplyKind;

/// A spreadsheet takes a cell that begins so for a formula, and runs it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

impl Report<'_> {
    /// A table with a row a day: RFC 4180, UTF-8. The columns stand in `table.rs`.
    pub fn csv(&self) -> String {
        let rows = self.statistics.days.iter().map(|day| self.cells(day));
        std::iter::once(header()).chain(rows).map(|cells| line(&cells)).collect()
    }

    fn cells(&self, day: &Day) -> Vec<String> {
        let count = &day.count;
        let mut numbers =
            vec![count.questions(), count.answered(), count.unanswered(), count.outside_hours];
        numbers.extend(
            ReplyKind::NAMES.map(|(_, kind)| count.kinds.get(&kind).copied().unwrap_or_default()),
        );
        numbers.extend([
            count.helpful.yes,
            count.helpful.no,
            count.cases_opened,
            count.cases_closed,
        ]);
        let mut cells = vec![day.date.to_string()];
        cells.extend(numbers.iter().map(usize::to_string));
        cells.push(day.top_article.as_ref().map(|id| self.article(id)).unwrap_or_default());
        cells
    }
}

fn header() -> Vec<String> {
    let before = ["date", "questions", "answered", "unanswered", "outside_hours"];
    let after = ["helpful_yes", "helpful_no", "cases_opened", "cases_closed", "top_article"];
    before
        .into_iter()
        .chain(ReplyKind::NAMES.map(|(name, _)| name))
        .chain(after)
        .map(str::to_owned)
        .collect()
}

fn line(cells: &[String]) -> String {
    cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// An apostrophe in front keeps a spreadsheet from taking text for a formula.
pub(super) fn cell(text: &str) -> String {
    let harmless = if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() };
    match harmless.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", harmless.replace('"', "\"\"")),
        false => harmless,
    }
}

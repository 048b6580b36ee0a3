//! Statistics for a spreadsheet: separated values as in RFC 4180, UTF-8, a row a day.
//!
//! A spreadsheet takes a file apart at the separator of lists in its user's region: Excel in Swedish puts a row with commas into one cell. So cells are
//! separated by what is usual where the report's language is spoken.
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
use crate::model::language::ReplyLanguage;
use crate::model::reply::ReplyKind;

/// A spreadsheet takes a cell that begins so for a formula, and runs it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

impl Report<'_> {
    /// A table with a row a day: RFC 4180 but for the separator, UTF-8. The columns stand in `table.rs`.
    pub fn csv(&self) -> String {
        let rows = self.statistics.days.iter().map(|day| self.cells(day));
        let separator = separator(self.language);
        std::iter::once(header()).chain(rows).map(|cells| line(&cells, separator)).collect()
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

/// Windows' separator of lists: a semicolon where decimals have a comma.
fn separator(language: ReplyLanguage) -> char {
    match language {
        ReplyLanguage::Swedish => ';',
        ReplyLanguage::English => ',',
    }
}

fn line(cells: &[String], separator: char) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(separator.encode_utf8(&mut [0; 4])) + "\r\n"
}

/// An apostrophe in front keeps a spreadsheet from taking text for a formula. Either separator is quoted, as a program may be set to the other.
pub(super) fn cell(text: &str) -> String {
    let harmless = if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() };
    match harmless.contains([',', ';', '"', '\r', '\n']) {
        true => format!("\"{}\"", harmless.replace('"', "\"\"")),
        false => harmless,
    }
}

//! The dates that a page gives itself: "Sidan uppdaterades 14 mars 2026", "Senast granskad 2025-11-03", and the machine's ways of writing them.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::{Captures, Regex};

use super::pattern::regex;
use super::phrases;

const MONTHS: [(&str, u32); 24] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("maj", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("june", 6),
    ("july", 7),
    ("augusti", 8),
    ("september", 9),
    ("oktober", 10),
    ("december", 12),
];

const DATE: &str = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})[./](\d{1,2})[./](\d{1,2})|(\d{4})(\d{2})(\d{2})\b|(\d{1,2})[./](\d{1,2})[ .,/-]{1,2}(\d{4})|(\d{1,2})(?:\s*(?:st|nd|rd|th|:e))?\s+(?:of\s+)?([\p{L}]{3,9})\.?,?\s+(\d{4})|([\p{L}]{3,9})\.?\s+(\d{1,2}),\s+(\d{4}))";

static ANY: LazyLock<Regex> = LazyLock::new(|| regex(DATE));
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\b(?:(?P<updated>uppdaterad(?:es)?|uppdaterats?|uppdatering(?:en)?|ändrad(?:es)?|ändrats?|ändring(?:en)?|reviderad(?:es)?|reviderats?|last\s+updated|updated|modified)|(?P<checked>(?:fakta)?granskad(?:es)?|(?:fakta)?granskats?|granskning(?:en)?|kontrollerad(?:es)?|kontrollerats?|reviewed|checked)|(?P<published>publicerad(?:es)?|publicerats?|skapad(?:es)?|skapats?|published))\b[^\d]{{0,48}}?(?:\d{{1,2}}[.:]\d{{2}}[^\d]{{1,12}})?(?P<date>{DATE})"
    ))
});

/// What a page states of its own age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    pub updated: Option<NaiveDate>,
    /// When somebody looked at it and found it right.
    pub checked: Option<NaiveDate>,
    pub published: Option<NaiveDate>,
}

impl Stated {
    /// What can be true of several statements on a day: of each kind the first date that is not yet to come. A date in the future was set by a machine, or is
    /// that of the next time.
    pub fn until(today: NaiveDate, statements: &[Stated]) -> Stated {
        let past = |date: Option<NaiveDate>| date.filter(|date| *date <= today);
        statements.iter().fold(Stated::default(), |known, stated| {
            known.or(Stated {
                updated: past(stated.updated),
                checked: past(stated.checked),
                published: past(stated.published),
            })
        })
    }

    /// When the text was last written, as far as it says.
    pub fn written(&self) -> Option<NaiveDate> {
        self.updated.or(self.published)
    }

    /// What this does not know is taken from the other.
    fn or(self, other: Stated) -> Stated {
        Stated {
            updated: self.updated.or(other.updated),
            checked: self.checked.or(other.checked),
            published: self.published.or(other.published),
        }
    }
}

/// The first date in any of the ways they are written: `2026-03-14`, `14 mars 2026`, `14/3 2026`, `20260314`, `March 14, 2026`, an ISO timestamp.
pub fn date(text: &str) -> Option<NaiveDate> {
    ANY.captures_iter(text).find_map(|found| of(&found, 1))
}

/// What a page states: in lines about itself, or, where there are none, in other short ones. "Taxan uppdaterades 1 januari 2024" is about something else.
/// What counts most comes first.
pub fn stated<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Stated> {
    let lines: Vec<&str> = lines.into_iter().collect();
    let own = said(&lines, phrases::is_page_fact);
    if own.is_empty() { said(&lines, |_| true) } else { own }
}

/// What short lines say; a line may be cut in two ("Senast uppdaterad:" and then the date). The last comes first: it stands at the page's end.
fn said(lines: &[&str], counts: impl Fn(&str) -> bool) -> Vec<Stated> {
    /// A longer line is prose, and what it dates is no page.
    const LINE: usize = 160;
    let mut all = Vec::new();
    let is_said = |line: &str| line.chars().count() <= LINE && counts(line);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_said(line)) {
        let next = lines.get(at + 1).filter(|next| next.chars().count() <= LINE);
        let text = match next {
            Some(next) if date(line).is_none() => format!("{line} {next}"),
            _ => (*line).to_owned(),
        };
        for found in STATED.captures_iter(&text) {
            let Some(day) = found.name("date").and_then(|date| self::date(date.as_str())) else {
                continue;
            };
            all.push(if found.name("updated").is_some() {
                Stated { updated: Some(day), ..Stated::default() }
            } else if found.name("checked").is_some() {
                Stated { checked: Some(day), ..Stated::default() }
            } else {
                Stated { published: Some(day), ..Stated::default() }
            });
        }
    }
    all.reverse();
    all
}

/// Year, month and day of whichever way matched; its groups count from `first`.
fn of(found: &Captures<'_>, first: usize) -> Option<NaiveDate> {
    let number =
        |at: usize| found.get(first + at).and_then(|group| group.as_str().parse::<u32>().ok());
    let named = |at: usize| found.get(first + at).and_then(|group| month(group.as_str()));
    let day = |year: u32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
            .filter(|_| (1990..2200).contains(&year))
    };
    for at in [0, 3, 6] {
        if let (Some(y), Some(m), Some(d)) = (number(at), number(at + 1), number(at + 2)) {
            return day(y, m, d);
        }
    }
    if let (Some(d), Some(m), Some(y)) = (number(9), number(10), number(11)) {
        return day(y, m, d);
    }
    if let (Some(d), Some(m), Some(y)) = (number(12), named(13), number(14)) {
        return day(y, m, d);
    }
    day(number(17)?, named(15)?, number(16)?)
}

fn month(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let exact = MONTHS.iter().find(|(month, _)| *month == name);
    let long = || MONTHS.iter().find(|(month, _)| name.starts_with(month) && is_month(&name));
    exact.or_else(long).map(|(_, number)| *number)
}

fn is_month(name: &str) -> bool {
    [
        "januari",
        "februari",
        "mars",
        "april",
        "juni",
        "juli",
        "augusti",
        "september",
        "sept",
        "oktober",
        "november",
        "december",
    ]
    .contains(&name)
        || MONTHS.iter().any(|(month, _)| *month == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_date_is_read_in_every_way_of_writing_it() {
        let check = |text: &str, expected: &str| {
            assert_eq!(date(text), day(expected), "{text}");
        };
        check("14 mars 2026", "2026-03-14");
        check("den 3 maj 2025 kl. 10.30", "2025-05-03");
        check("1 sept. 2025", "2025-09-01");
        check("2026-03-14", "2026-03-14");
        check("2026-3-4", "2026-03-04");
        check("2026-03-14T08:15:00+01:00", "2026-03-14");
        check("2026.03.14", "2026-03-14");
        check("14/3 2026", "2026-03-14");
        check("14.3.2026", "2026-03-14");
        check("14/3-2026", "2026-03-14");
        check("20260314", "2026-03-14");
        check("March 14, 2026", "2026-03-14");
        check("14th of December 2026", "2026-12-14");
        check("31 februari 2026", "");
        check("kl. 8.00-16.30", "");
        check("0303-70 30 00", "");
        check("12 personer 2026", "");
    }

    #[test]
    fn a_page_states_its_dates() {
        let check = |lines: &[&str], updated: &str, checked: &str, published: &str| {
            let expected =
                Stated { updated: day(updated), checked: day(checked), published: day(published) };
            let statements = stated(lines.iter().copied());
            assert_eq!(Stated::until(NaiveDate::MAX, &statements), expected, "{lines:?}");
        };
        check(&["Sidan uppdaterades 14 mars 2026"], "2026-03-14", "", "");
        check(&["Senast granskad den 3 maj 2025"], "", "2025-05-03", "");
        check(&["Senast uppdaterad:", "2026-03-14"], "2026-03-14", "", "");
        check(&["Sidan kontrollerades av:", "den 2018-11-26"], "", "2018-11-26", "");
        check(
            &["Publicerad: 2024-01-02 | Senast ändrad: 2025-02-03 kl. 14:05"],
            "2025-02-03",
            "",
            "2024-01-02",
        );
        check(&["Senast uppdaterad av Anna Andersson, 4 april 2026"], "2026-04-04", "", "");
        check(&["Den uppdaterade planen antogs 3 maj 2020"], "", "", "");
        check(
            &["Publicerad 1 mars 2020", "Uppdaterad 2 mars 2021"],
            "2021-03-02",
            "",
            "2020-03-01",
        );
        check(&["Ring 0303-70 30 00"], "", "", "");
        check(&["Senast ändrat 2026-03-14"], "2026-03-14", "", "");
        check(
            &["Sidan uppdaterades 14 mars 2026", "Taxan uppdaterades 1 januari 2024."],
            "2026-03-14",
            "",
            "",
        );
        check(&["Senast granskat 3 maj 2025"], "", "2025-05-03", "");
        check(&["Senast reviderat: 2025-05-03"], "2025-05-03", "", "");
        check(&["Sidan uppdaterades kl. 14.05 den 14 mars 2026"], "2026-03-14", "", "");
    }

    #[test]
    fn what_is_yet_to_come_is_no_date_of_a_page() {
        let check = |lines: &[&str], updated: &str, published: &str| {
            let known = Stated::until(day("2026-03-14").unwrap(), &stated(lines.iter().copied()));
            assert_eq!(
                (known.updated, known.published),
                (day(updated), day(published)),
                "{lines:?}"
            );
        };
        check(&["Sidan uppdaterades 14 mars 2026"], "2026-03-14", "");
        check(&["Sidan uppdaterades 15 mars 2026"], "", "");
        check(
            &["Senast uppdaterad 1 mars 2026", "Nästa uppdatering 1 juni 2026"],
            "2026-03-01",
            "",
        );
        check(
            &["Publicerad: 2024-01-02 | Senast ändrad: 2062-02-03", "Publicerad: 2027-01-02"],
            "",
            "2024-01-02",
        );
    }
}

//! One file of `articles/`: TOML between `+++` lines, then the municipality's text.

use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::fault::Sheet;
use super::page_file;
use super::table::{self, Keys};
use crate::model::article::{Article, ArticleId, ArticleKind, English, PageFacts, Passage};

const FENCE: &str = "+++";
/// The longest summary in plain language, in characters.
const PLAIN: usize = 400;

static KEYS: Keys = Keys(&[
    ("id", None),
    ("title", None),
    ("kind", None),
    ("order", None),
    ("origin", None),
    ("url", None),
    ("section", None),
    ("updated", None),
    ("owner", None),
    ("language", None),
    ("hash", None),
    ("checked", None),
    ("valid_until", None),
    ("questions", None),
    ("keywords", None),
    ("plain", None),
    ("passage", Some(&Keys(&[("begins", None), ("questions", None), ("en", None)]))),
    ("en", Some(&Keys(&[("title", None), ("summary", None), ("questions", None)]))),
]);

#[derive(Deserialize)]
struct Raw {
    id: Spanned<String>,
    title: Spanned<String>,
    kind: Spanned<String>,
    #[serde(default)]
    order: u32,
    origin: Option<String>,
    url: Option<Spanned<String>>,
    #[serde(default)]
    section: Vec<String>,
    updated: Option<Spanned<Datetime>>,
    owner: Option<String>,
    language: Option<String>,
    hash: Option<Spanned<String>>,
    checked: Option<Spanned<Datetime>>,
    valid_until: Option<Spanned<Datetime>>,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
    plain: Option<Spanned<String>>,
    #[serde(default)]
    passage: Vec<RawPassage>,
    en: Option<Spanned<RawEnglish>>,
}

#[derive(Deserialize)]
struct RawPassage {
    begins: Spanned<String>,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
}

#[derive(Deserialize)]
struct RawEnglish {
    title: Option<String>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    questions: Vec<String>,
}

/// An article, with what the checks across files need to point at it.
pub struct Parsed {
    /// Absent where something is wrong with it; what could be read is compared with the other articles all the same.
    pub article: Option<Article>,
    pub order: u32,
    pub id: Placed<String>,
    pub checked: Option<Placed<NaiveDate>>,
    pub valid_until: Option<Placed<NaiveDate>>,
    /// Trimmed; the line is that of the first words.
    pub body: Placed<String>,
}

/// A value and its line, counted from 1.
pub struct Placed<T> {
    pub value: T,
    pub line: usize,
}

/// Reads one article. Every fault goes to the sheet; `None` if it cannot be read any further.
pub fn parse(sheet: &mut Sheet<'_>) -> Option<Parsed> {
    let (front, body) = split(sheet)?;
    let text = sheet.text;
    let start = front.start;
    let raw: Option<Raw> = table::read(sheet, &text[front], start, &KEYS);
    let body = body_of(sheet, body);
    let raw = raw?;
    let mut front = Front { sheet, start };
    let id = front.id(&raw.id);
    let title = front.title(&raw.title);
    let kind = front.kind(&raw.kind);
    let checked = front.date("checked", &raw.checked);
    let valid_until = front.date("valid_until", &raw.valid_until);
    let plain = raw.plain.and_then(|plain| front.plain(&plain));
    let page = PageFacts {
        url: front.url(raw.url),
        section: raw.section,
        updated: front.date("updated", &raw.updated).map(|date| date.value),
        owner: raw.owner,
        language: raw.language,
        hash: raw.hash.as_ref().map(|hash| hash.get_ref().clone()),
    };
    let english = raw.en.map(|en| front.english(en));
    if let (Some(hash), Some(title), Some(body)) = (&raw.hash, &title, &body) {
        front.edited(hash, title, &body.value);
    }
    let id_line = front.line(&raw.id.span());
    let body = body?;
    let passages =
        raw.passage.into_iter().filter_map(|passage| front.passage(passage, &body.value)).collect();
    let article = id.zip(title).zip(kind).map(|((id, title), kind)| Article {
        id,
        title,
        kind,
        origin: raw.origin,
        checked: checked.as_ref().map(|date| date.value),
        valid_until: valid_until.as_ref().map(|date| date.value),
        questions: raw.questions,
        passages,
        keywords: raw.keywords,
        english,
        plain,
        page,
        body: body.value.clone(),
    });
    Some(Parsed {
        article,
        order: raw.order,
        id: Placed { value: raw.id.into_inner(), line: id_line },
        checked,
        valid_until,
        body,
    })
}

/// The facts above the text, each looked at on its own. Spans count from `start`, the byte where the facts begin.
struct Front<'a, 'b> {
    sheet: &'a mut Sheet<'b>,
    start: usize,
}

impl Front<'_, '_> {
    fn error(&mut self, at: &Range<usize>, message: impl Into<String>) {
        let at = at.start + self.start..at.end + self.start;
        self.sheet.error(at, message);
    }

    fn line(&self, at: &Range<usize>) -> usize {
        self.sheet.line(at.start + self.start)
    }

    fn id(&mut self, raw: &Spanned<String>) -> Option<ArticleId> {
        let id = ArticleId::parse(raw.get_ref());
        if id.is_none() {
            let message = format!(
                "id ”{}” får bara ha a–z, 0–9 och bindestreck, 1 till {} tecken",
                raw.get_ref(),
                ArticleId::MAX
            );
            self.error(&raw.span(), message);
        }
        id
    }

    fn title(&mut self, raw: &Spanned<String>) -> Option<String> {
        let title = raw.get_ref();
        if title.trim().is_empty() {
            self.error(&raw.span(), "rubriken (title) är tom; skriv textens rubrik");
            return None;
        }
        Some(title.clone())
    }

    fn kind(&mut self, raw: &Spanned<String>) -> Option<ArticleKind> {
        let kind = kind_of(raw.get_ref());
        if kind.is_none() {
            let message = format!(
                "kind ”{}” finns inte; skriv plan, focus-area, faq eller page",
                raw.get_ref()
            );
            self.error(&raw.span(), message);
        }
        kind
    }

    fn date(&mut self, field: &str, raw: &Option<Spanned<Datetime>>) -> Option<Placed<NaiveDate>> {
        let raw = raw.as_ref()?;
        let Some(value) = date_of(raw.get_ref()) else {
            let message =
                format!("{field} är inget datum; skriv till exempel 2026-11-23, utan klockslag");
            self.error(&raw.span(), message);
            return None;
        };
        let line = self.line(&raw.span());
        Some(Placed { value, line })
    }

    /// A summary that nobody reads at a glance is no plain language.
    fn plain(&mut self, raw: &Spanned<String>) -> Option<String> {
        let text = raw.get_ref().trim();
        let length = text.chars().count();
        if text.is_empty() {
            self.error(
                &raw.span(),
                "sammanfattningen (plain) är tom; skriv texten med enkla ord, eller ta bort raden",
            );
        } else if length > PLAIN {
            let message = format!(
                "sammanfattningen (plain) har {length} tecken; skriv högst {PLAIN}, i korta meningar"
            );
            self.error(&raw.span(), message);
        }
        (1..=PLAIN).contains(&length).then(|| text.to_owned())
    }

    /// A button leads there, so it has to be an address of the web.
    fn url(&mut self, raw: Option<Spanned<String>>) -> Option<String> {
        let raw = raw?;
        let fits = ["https://", "http://"].iter().any(|scheme| raw.get_ref().starts_with(scheme))
            && !raw.get_ref().contains(char::is_whitespace);
        if !fits {
            self.error(
                &raw.span(),
                format!(
                    "länken (url) ”{}” ska börja med https:// och vara utan blanksteg",
                    raw.get_ref()
                ),
            );
        }
        fits.then(|| raw.into_inner())
    }

    /// The sentence has to be there, and there only once.
    fn passage(&mut self, raw: RawPassage, body: &str) -> Option<Passage> {
        let begins = raw.begins.get_ref().trim();
        let mut places = body.match_indices(begins).map(|(start, _)| start);
        let start = places.next().filter(|_| !begins.is_empty() && places.next().is_none());
        if start.is_none() {
            let message = format!(
                "”{begins}” ska stå på ett enda ställe i texten; skriv meningens första ord precis som där, så många att de inte passar på fler"
            );
            self.error(&raw.begins.span(), message);
        }
        Some(Passage { start: start?, questions: raw.questions, english: raw.en })
    }

    /// What is written into an imported text is gone when its page changes.
    fn edited(&mut self, hash: &Spanned<String>, title: &str, body: &str) {
        if page_file::hash(title, body) != *hash.get_ref() {
            let at = hash.span().start + self.start..hash.span().end + self.start;
            self.sheet.warning(
                at,
                "texten är ändrad för hand och skrivs över när sidan ändras; skriv exempelfrågor i filen bredvid, eller flytta texten till articles/ och ta bort hash",
            );
        }
    }

    fn english(&mut self, raw: Spanned<RawEnglish>) -> English {
        let at = raw.span();
        let english = raw.into_inner();
        let title = english.title.unwrap_or_default();
        if title.trim().is_empty() {
            self.error(&at, "den engelska delen [en] saknar title; skriv rubriken på engelska");
        }
        English { title, summary: english.summary, questions: english.questions }
    }
}

/// The municipality's text, without the empty lines around it.
fn body_of(sheet: &mut Sheet<'_>, at: Range<usize>) -> Option<Placed<String>> {
    let whole = &sheet.text[at.clone()];
    let text = whole.trim();
    if text.is_empty() {
        // The line to write on is the one before the fence's end of line.
        sheet.error(
            at.start.saturating_sub(1)..at.end,
            "artikeln saknar text; skriv kommunens egen text under den andra +++-raden",
        );
        return None;
    }
    let blank = whole.len() - whole.trim_start().len();
    Some(Placed { value: paragraphs_apart(text), line: sheet.line(at.start + blank) })
}

/// A line of blanks parts paragraphs just as an empty one does, for whoever reads it.
pub(super) fn paragraphs_apart(text: &str) -> String {
    let lines = text.split('\n');
    lines.map(|line| if line.trim().is_empty() { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// The byte ranges of the front matter and the body.
fn split(sheet: &mut Sheet<'_>) -> Option<(Range<usize>, Range<usize>)> {
    let text = sheet.text;
    let mut fences = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == FENCE {
            fences.push(offset..offset + line.len());
        } else if fences.is_empty() && !bare.is_empty() {
            break;
        }
        if fences.len() == 2 {
            break;
        }
        offset += line.len();
    }
    match fences.as_slice() {
        [open, close] => Some((open.end..close.start, close.end..text.len())),
        [open] => {
            sheet.error(
                open.clone(),
                "uppgifterna överst avslutas aldrig; skriv en rad med bara +++ före texten",
            );
            None
        }
        _ => {
            sheet.error(0..0, "filen ska börja med en rad med bara +++, sedan id, title och kind, sedan en rad till med +++");
            None
        }
    }
}

fn kind_of(name: &str) -> Option<ArticleKind> {
    Some(match name {
        "plan" => ArticleKind::Plan,
        "focus-area" => ArticleKind::FocusArea,
        "faq" => ArticleKind::Faq,
        "page" => ArticleKind::Page,
        _ => return None,
    })
}

/// TOML's own dates have days 1 to 31; the calendar is stricter.
pub(super) fn date_of(value: &Datetime) -> Option<NaiveDate> {
    let date = value.date.filter(|_| value.time.is_none())?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

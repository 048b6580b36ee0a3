//! One file of `articles/`: TOML between `+++` lines, then the municipality's text.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::fault::Sheet;
use super::table::{self, Keys};
use crate::model::article::{Article, ArticleId, ArticleKind, English};

const FENCE: &str = "+++";

static KEYS: Keys = Keys(&[
    ("id", None),
    ("title", None),
    ("kind", None),
    ("order", None),
    ("origin", None),
    ("checked", None),
    ("valid_until", None),
    ("questions", None),
    ("keywords", None),
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
    checked: Option<Spanned<Datetime>>,
    valid_until: Option<Spanned<Datetime>>,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    keywords: Vec<String>,
    en: Option<Spanned<RawEnglish>>,
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
    pub article: Article,
    pub order: u32,
    /// Lines, from 1.
    pub id_line: usize,
    pub checked_line: usize,
    pub valid_until_line: usize,
    pub body_line: usize,
}

/// Reads one article. Every fault goes to the sheet; `None` if the article cannot be used.
pub fn parse(sheet: &mut Sheet<'_>) -> Option<Parsed> {
    let (front, body) = split(sheet)?;
    let text = sheet.text;
    let raw: Raw = table::read(sheet, &text[front.clone()], front.start, &KEYS)?;
    let start = front.start;
    let place = |span: std::ops::Range<usize>| span.start + start..span.end + start;

    let id = ArticleId::parse(raw.id.get_ref());
    if id.is_none() {
        sheet.error(
            place(raw.id.span()),
            format!("id ”{}” får bara ha a–z, 0–9 och bindestreck, högst {} tecken", raw.id.get_ref(), ArticleId::MAX),
        );
    }
    if raw.title.get_ref().trim().is_empty() {
        sheet.error(place(raw.title.span()), "rubriken (title) är tom; skriv textens rubrik");
    }
    let kind = kind_of(raw.kind.get_ref());
    if kind.is_none() {
        sheet.error(place(raw.kind.span()), format!("kind ”{}” finns inte; skriv plan, focus-area, faq eller page", raw.kind.get_ref()));
    }
    let mut date = |field: &str, value: &Option<Spanned<Datetime>>| {
        let value = value.as_ref()?;
        let date = date_of(value.get_ref());
        if date.is_none() {
            sheet.error(place(value.span()), format!("{field} är inget datum; skriv till exempel 2026-11-23, utan klockslag"));
        }
        date
    };
    let checked = date("checked", &raw.checked);
    let valid_until = date("valid_until", &raw.valid_until);
    let english = raw.en.map(|en| {
        let span = place(en.span());
        let en = en.into_inner();
        if en.title.as_deref().unwrap_or("").trim().is_empty() {
            sheet.error(span, "den engelska delen [en] saknar title; skriv rubriken på engelska");
        }
        English { title: en.title.unwrap_or_default(), summary: en.summary, questions: en.questions }
    });
    let line_of = |value: &Option<Spanned<Datetime>>| value.as_ref().map_or(1, |value| sheet.line(place(value.span()).start));
    let (checked_line, valid_until_line) = (line_of(&raw.checked), line_of(&raw.valid_until));
    let id_line = sheet.line(place(raw.id.span()).start);
    let body_line = sheet.line(body.start);
    let body_text = sheet.text[body.clone()].trim();
    if body_text.is_empty() {
        sheet.error(body, "artikeln saknar text; skriv kommunens egen text under den andra +++-raden");
        return None;
    }
    Some(Parsed {
        article: Article {
            id: id?,
            title: raw.title.into_inner(),
            kind: kind?,
            origin: raw.origin,
            checked,
            valid_until,
            questions: raw.questions,
            keywords: raw.keywords,
            english,
            body: body_text.to_owned(),
        },
        order: raw.order,
        id_line,
        checked_line,
        valid_until_line,
        body_line,
    })
}

/// The byte ranges of the front matter and the body.
fn split(sheet: &mut Sheet<'_>) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let text = sheet.text;
    let mut fences = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches('\u{feff}').trim_end();
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
            sheet.error(open.clone(), "uppgifterna överst avslutas aldrig; skriv en rad med bara +++ före texten");
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

//! `words.toml`, `authorities.toml`, `languages.toml` and `examples/*.toml`: what residents call things, and how they write.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use super::contact::RawBilingual;
use super::double_examples::{PlacedExample, Teaches};
use super::fault::Sheet;
use super::table::{self, Keys};
use crate::model::knowledge::{
    Authority, ExampleGroup, ExampleKind, GOING_ON, LanguageCard, NOT_EMERGENCY, OVER, Words,
};
use crate::model::time::About;
use crate::model::topic::{Details, Emergency, FollowUp, Smalltalk, named};

#[derive(Deserialize)]
struct RawWords {
    #[serde(default)]
    synonyms: Vec<Spanned<Vec<String>>>,
    #[serde(default)]
    own_places: Vec<String>,
    #[serde(default)]
    other_places: Vec<String>,
}

pub fn words(sheet: &mut Sheet<'_>) -> Option<Words> {
    static KEYS: Keys = Keys(&[("synonyms", None), ("own_places", None), ("other_places", None)]);
    let text = sheet.text;
    let raw: RawWords = table::read(sheet, text, 0, &KEYS)?;
    in_one_group(sheet, &raw.synonyms);
    for group in raw.synonyms.iter().filter(|group| group.get_ref().len() < 2) {
        sheet.error(group.span(), "en grupp av synonymer behöver minst två ord");
    }
    for group in &raw.synonyms {
        for word in group.get_ref().iter().filter(|word| word.trim().contains(char::is_whitespace))
        {
            sheet.error(group.span(), format!("”{word}” är flera ord; skriv bara enstaka ord här"));
        }
    }
    let lower = |words: Vec<String>| words.into_iter().map(|word| word.to_lowercase()).collect();
    Some(Words {
        synonyms: raw.synonyms.into_iter().map(|group| lower(group.into_inner())).collect(),
        own_places: lower(raw.own_places),
        other_places: lower(raw.other_places),
    })
}

/// A word of two groups would make all words of both mean the same.
fn in_one_group(sheet: &mut Sheet<'_>, groups: &[Spanned<Vec<String>>]) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for word in group.get_ref().iter().map(|word| word.to_lowercase()) {
            let other = *first.entry(word.clone()).or_insert(at);
            if let Some(other) = groups.get(other).filter(|_| other != at) {
                let line = sheet.line(other.span().start);
                let message =
                    format!("”{word}” står redan i gruppen på rad {line}; låt det stå i en av dem");
                sheet.error(group.span(), message);
            }
        }
    }
}

#[derive(Deserialize)]
struct RawAuthorities {
    #[serde(default)]
    authority: Vec<RawAuthority>,
}

#[derive(Deserialize)]
struct RawAuthority {
    name: String,
    url: Option<Spanned<String>>,
    phone: Option<String>,
    matters_sv: String,
    matters_en: String,
    words: Vec<String>,
}

pub fn authorities(sheet: &mut Sheet<'_>) -> Option<Vec<Authority>> {
    static AUTHORITY: Keys = Keys(&[
        ("name", None),
        ("url", None),
        ("phone", None),
        ("matters_sv", None),
        ("matters_en", None),
        ("words", None),
    ]);
    static KEYS: Keys = Keys(&[("authority", Some(&AUTHORITY))]);
    let text = sheet.text;
    let raw: RawAuthorities = table::read(sheet, text, 0, &KEYS)?;
    let mut all = Vec::new();
    for raw in raw.authority {
        if let Some(url) = raw.url.as_ref().filter(|url| !url.get_ref().starts_with("https://")) {
            sheet.error(url.span(), "länken (url) ska börja med https://");
        }
        all.push(Authority {
            name: raw.name,
            url: raw.url.map(Spanned::into_inner),
            phone: raw.phone,
            matters: RawBilingual { sv: raw.matters_sv, en: raw.matters_en }.into(),
            words: raw.words.into_iter().map(|word| word.to_lowercase()).collect(),
        });
    }
    Some(all)
}

#[derive(Deserialize)]
struct RawCards {
    #[serde(default)]
    language: Vec<RawCard>,
}

#[derive(Deserialize)]
struct RawCard {
    code: Spanned<String>,
    name: String,
    text: Spanned<String>,
    weekdays: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    words: Vec<String>,
}

pub fn cards(sheet: &mut Sheet<'_>) -> Option<Vec<LanguageCard>> {
    static KEYS: Keys = Keys(&[(
        "language",
        Some(&Keys(&[
            ("code", None),
            ("name", None),
            ("text", None),
            ("weekdays", None),
            ("words", None),
        ])),
    )]);
    let text = sheet.text;
    let raw: RawCards = table::read(sheet, text, 0, &KEYS)?;
    let mut all = Vec::new();
    for raw in raw.language {
        for place in ["{phone}", "{email}", "{hours}"] {
            if !raw.text.get_ref().contains(place) {
                sheet.error(
                    raw.text.span(),
                    format!("kortet saknar {place}, som byts mot kontaktcentrets egen uppgift"),
                );
            }
        }
        let code = raw.code.get_ref();
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
            sheet.error(
                raw.code.span(),
                format!("språkkoden ”{code}” ska vara två små bokstäver enligt ISO 639-1"),
            );
        }
        all.push(LanguageCard {
            code: raw.code.into_inner(),
            name: raw.name,
            text: raw.text.into_inner(),
            weekdays: raw.weekdays.and_then(|days| weekdays(sheet, days)),
            words: raw.words.into_iter().map(|word| word.to_lowercase()).collect(),
        });
    }
    Some(all)
}

fn weekdays(sheet: &mut Sheet<'_>, days: Spanned<Vec<String>>) -> Option<[String; 7]> {
    let span = days.span();
    let read = <[String; 7]>::try_from(days.into_inner());
    read.map_err(|days| {
        let number = days.len();
        sheet.error(span, format!("weekdays har {number} dagar; skriv sju, måndag först"));
    })
    .ok()
}

/// The kind that a file of examples is named after; `None` for a name we have no use for.
pub fn example_kind(stem: &str) -> Option<ExampleKind> {
    named(&ExampleKind::NAMES, stem)
}

/// The groups of a file, and each of their examples with its line.
pub fn examples(
    sheet: &mut Sheet<'_>,
    kind: ExampleKind,
) -> Option<(Vec<ExampleGroup>, Vec<PlacedExample>)> {
    let (mut all, mut placed) = (Vec::new(), Vec::new());
    for raw in table::groups(sheet)? {
        let name = raw.name.get_ref();
        let texts =
            |list: &[Spanned<String>]| list.iter().map(|text| text.get_ref().clone()).collect();
        let group =
            ExampleGroup { kind, name: name.clone(), sv: texts(&raw.sv), en: texts(&raw.en) };
        let topic = group.topic().map(Teaches::Topic);
        let teaches = topic.or_else(|| group.is_over().map(Teaches::Over));
        let Some(teaches) = teaches else {
            let known = group_names(kind).join(", ");
            sheet.error(
                raw.name.span(),
                format!("gruppen ”{name}” finns inte; de som finns är {known}"),
            );
            continue;
        };
        placed.extend(raw.sv.iter().chain(&raw.en).map(|text| PlacedExample {
            text: text.get_ref().clone(),
            file: sheet.file.to_owned(),
            line: sheet.line(text.span().start),
            teaches: teaches.clone(),
        }));
        all.push(group);
    }
    Some((all, placed))
}

/// The groups that the program knows what to do with; none where a group's name is only a heading for editors.
fn group_names(kind: ExampleKind) -> Vec<&'static str> {
    fn names<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
        table.iter().map(|(name, _)| *name).collect()
    }
    match kind {
        ExampleKind::Contact => [names(&Details::NAMES), vec!["all"]].concat(),
        ExampleKind::Hours => names(&About::NAMES),
        ExampleKind::Smalltalk => names(&Smalltalk::NAMES),
        ExampleKind::Emergency => [names(&Emergency::NAMES), vec![NOT_EMERGENCY]].concat(),
        ExampleKind::FollowUps => names(&FollowUp::NAMES),
        ExampleKind::AfterEmergency => vec![OVER, GOING_ON],
        _ => Vec::new(),
    }
}

//! `import.toml`: where pages are taken from.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveTime;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::fault::Sheet;
use super::table::{self, Keys};
use crate::model::import::{ImportSettings, Pattern, Section, Source, SourcePlace};

/// A longer pause between two requests, in seconds, is a slip of the pen.
const LONGEST_PAUSE: f64 = 600.0;

static KEYS: Keys = Keys(&[
    ("times", None),
    ("source", Some(&SOURCE)),
    ("section", Some(&Keys(&[("under", None), ("owner", None), ("stale_after_days", None)]))),
]);
static SOURCE: Keys = Keys(&[
    ("url", None),
    ("path", None),
    ("follow", None),
    ("include", None),
    ("exclude", None),
    ("cut", None),
    ("origin", None),
    ("pause", None),
    ("documents", None),
    ("most", None),
]);

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    times: Vec<Spanned<Datetime>>,
    #[serde(default)]
    source: Vec<Spanned<RawSource>>,
    #[serde(default)]
    section: Vec<RawSection>,
}

#[derive(Deserialize)]
struct RawSource {
    url: Option<Spanned<String>>,
    path: Option<Spanned<String>>,
    #[serde(default)]
    follow: bool,
    #[serde(default)]
    include: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    #[serde(default)]
    cut: Vec<Spanned<String>>,
    origin: Option<String>,
    pause: Option<Spanned<f64>>,
    documents: Option<bool>,
    most: Option<u32>,
}

#[derive(Deserialize)]
struct RawSection {
    under: Spanned<String>,
    owner: Option<String>,
    stale_after_days: Option<u32>,
}

/// Paths are relative to the folder of the file.
pub fn parse(sheet: &mut Sheet<'_>) -> Option<ImportSettings> {
    let text = sheet.text;
    let raw: Raw = table::read(sheet, text, 0, &KEYS)?;
    let times = raw.times.iter().filter_map(|time| time_of(sheet, time)).collect();
    let sources = raw.source.into_iter().filter_map(|raw| source(sheet, raw)).collect();
    let sections = raw.section.into_iter().map(|raw| section(sheet, raw)).collect();
    Some(ImportSettings { sources, sections, times })
}

fn time_of(sheet: &mut Sheet<'_>, raw: &Spanned<Datetime>) -> Option<NaiveTime> {
    let value = raw.get_ref();
    let time = value.time.filter(|_| value.date.is_none() && value.offset.is_none());
    let time = time.and_then(|time| {
        NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), time.second.into())
    });
    if time.is_none() {
        sheet.error(raw.span(), "times är klockslag utan citattecken, som 03:30:00");
    }
    time
}

fn source(sheet: &mut Sheet<'_>, raw: Spanned<RawSource>) -> Option<Source> {
    let at = raw.span();
    let raw = raw.into_inner();
    let place = match (raw.url, raw.path) {
        (Some(url), None) => site(sheet, &url, raw.follow)?,
        (None, Some(path)) => {
            let folder = sheet.file.parent().unwrap_or(Path::new(""));
            SourcePlace::Files(folder.join(path.into_inner()))
        }
        _ => {
            sheet.error(at, "en källa har antingen url (en webbplats) eller path (en mapp eller fil); skriv en av dem");
            return None;
        }
    };
    let pause = raw.pause.and_then(|pause| pause_of(sheet, &pause));
    for selector in &raw.cut {
        if scraper::Selector::parse(selector.get_ref()).is_err() {
            let message = format!(
                "cut ”{}” är ingen CSS-selektor; skriv till exempel \".sidfot\"",
                selector.get_ref()
            );
            sheet.error(selector.span(), message);
        }
    }
    Some(Source {
        include: patterns(sheet, "include", &raw.include),
        exclude: patterns(sheet, "exclude", &raw.exclude),
        cut: raw.cut.into_iter().map(Spanned::into_inner).collect(),
        origin: raw.origin,
        pause,
        documents: raw.documents.unwrap_or(true),
        most: raw.most.map_or(Source::MOST, |most| most as usize),
        ..Source::new(place)
    })
}

fn site(sheet: &mut Sheet<'_>, url: &Spanned<String>, follow: bool) -> Option<SourcePlace> {
    let address = url.get_ref();
    let is_web = url::Url::parse(address)
        .is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.host().is_some());
    if !is_web {
        sheet.error(
            url.span(),
            format!("url ”{address}” ska vara en webbadress som börjar med https://"),
        );
        return None;
    }
    Some(SourcePlace::Site { address: address.clone(), follow })
}

fn pause_of(sheet: &mut Sheet<'_>, raw: &Spanned<f64>) -> Option<Duration> {
    let seconds = *raw.get_ref();
    if !(0.0..=LONGEST_PAUSE).contains(&seconds) {
        sheet.error(
            raw.span(),
            format!("pause är sekunder mellan två hämtningar, 0 till {LONGEST_PAUSE}"),
        );
        return None;
    }
    Some(Duration::from_secs_f64(seconds))
}

fn patterns(sheet: &mut Sheet<'_>, key: &str, raw: &[Spanned<String>]) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for raw in raw {
        match Pattern::parse(raw.get_ref()) {
            Some(pattern) => patterns.push(pattern),
            None => sheet.error(
                raw.span(),
                format!(
                    "{key} ”{}” ska börja med / (början av adressen efter värdnamnet) eller *",
                    raw.get_ref()
                ),
            ),
        }
    }
    patterns
}

fn section(sheet: &mut Sheet<'_>, raw: RawSection) -> Section {
    if !raw.under.get_ref().starts_with('/') {
        let message =
            format!("under ”{}” ska börja med /, som \"/bygga-och-bo/\"", raw.under.get_ref());
        sheet.error(raw.under.span(), message);
    }
    Section { under: raw.under.into_inner(), owner: raw.owner, stale_after: raw.stale_after_days }
}

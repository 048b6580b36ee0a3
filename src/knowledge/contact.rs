//! `contact.toml`: how to reach the contact centre, and when.

use chrono::NaiveTime;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::article::date_of;
use super::fault::Sheet;
use super::table::{self, Keys};
use crate::hours::{Hours, HoursError};
use crate::model::contact::{Bilingual, Contact, Exception, OpeningRule};

/// All but letters, digits and what stands inside of numbers and names.
const IN_A_QUERY: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.');

/// A country that a rule can be tried in when its own is unknown.
const KNOWN_COUNTRY: &str = "SE";

static BILINGUAL: Keys = Keys(&[("sv", None), ("en", None)]);
static KEYS: Keys = Keys(&[
    ("municipality", None),
    ("name", Some(&BILINGUAL)),
    ("phone", None),
    ("country_code", None),
    ("email", None),
    ("visit", None),
    ("post", None),
    ("map", None),
    ("coordinates", Some(&Keys(&[("latitude", None), ("longitude", None)]))),
    ("hours", Some(&Keys(&[("rule", None), ("time_zone", None), ("country", None)]))),
    ("exceptions", Some(&Keys(&[("date", None), ("open", None), ("reason", None)]))),
]);

#[derive(Deserialize)]
struct Raw {
    municipality: String,
    name: RawBilingual,
    phone: Spanned<String>,
    country_code: Option<Spanned<String>>,
    email: Spanned<String>,
    visit: Spanned<Vec<String>>,
    post: Spanned<Vec<String>>,
    map: Option<Spanned<String>>,
    coordinates: Option<Spanned<Coordinates>>,
    hours: RawHours,
    #[serde(default)]
    exceptions: Vec<RawException>,
}

#[derive(Deserialize)]
pub(super) struct RawBilingual {
    pub sv: String,
    pub en: String,
}

impl From<RawBilingual> for Bilingual {
    fn from(raw: RawBilingual) -> Self {
        Bilingual { sv: raw.sv, en: raw.en }
    }
}

#[derive(Deserialize)]
struct Coordinates {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
struct RawHours {
    rule: Spanned<String>,
    time_zone: Spanned<String>,
    country: Spanned<String>,
}

#[derive(Deserialize)]
struct RawException {
    date: Spanned<Datetime>,
    open: Vec<Spanned<String>>,
    reason: Spanned<String>,
}

/// Reads the file; every fault goes to the sheet.
pub fn parse(sheet: &mut Sheet<'_>) -> Option<Contact> {
    let text = sheet.text;
    let raw: Raw = table::read(sheet, text, 0, &KEYS)?;
    details(sheet, &raw);
    let exceptions = exceptions(sheet, raw.exceptions);
    let hours = rule(sheet, &raw.hours, exceptions)?;
    let visit = raw.visit.into_inner();
    Some(Contact {
        name: raw.name.into(),
        municipality: raw.municipality,
        phone: raw.phone.into_inner(),
        country_code: raw.country_code.map(Spanned::into_inner),
        email: raw.email.into_inner(),
        map: raw.map.map_or_else(|| map_search(&visit), Spanned::into_inner),
        visit,
        post: raw.post.into_inner(),
        coordinates: raw
            .coordinates
            .map(|place| (place.get_ref().latitude, place.get_ref().longitude)),
        hours,
    })
}

/// What residents would reach nobody with.
fn details(sheet: &mut Sheet<'_>, raw: &Raw) {
    let digits = raw.phone.get_ref().chars().filter(char::is_ascii_digit);
    if digits.count() < 3 {
        sheet.error(
            raw.phone.span(),
            "telefonnumret (phone) saknar siffror; skriv det som det står på webbplatsen",
        );
    }
    if let Some(code) = raw.country_code.as_ref().filter(|code| !is_country_code(code.get_ref())) {
        sheet.error(
            code.span(),
            "landsnumret (country_code) är ett till tre siffror utan plus, som \"46\"",
        );
    }
    if !raw.email.get_ref().contains('@') {
        sheet.error(
            raw.email.span(),
            "e-postadressen (email) saknar @; skriv till exempel kontakt@example.se",
        );
    }
    for (name, lines) in [("visit", &raw.visit), ("post", &raw.post)] {
        if lines.get_ref().iter().all(|line| line.trim().is_empty()) {
            let message =
                format!("adressen ({name}) är tom; skriv den rad för rad, inom citattecken");
            sheet.error(lines.span(), message);
        }
    }
    if let Some(map) = raw.map.as_ref().filter(|map| !map.get_ref().starts_with("https://")) {
        sheet.error(map.span(), "kartlänken (map) ska börja med https://");
    }
    if let Some(place) = &raw.coordinates {
        let Coordinates { latitude, longitude } = place.get_ref();
        if !(-90.0..=90.0).contains(latitude) || !(-180.0..=180.0).contains(longitude) {
            sheet.error(place.span(), "koordinaterna ligger utanför jorden; latitude är −90 till 90 och longitude −180 till 180");
        }
    }
}

/// <https://www.itu.int/rec/T-REC-E.164>: no code begins with a zero.
fn is_country_code(code: &str) -> bool {
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&code.len()) && is_number && !code.starts_with('0')
}

/// The hours, tried out on the engine that will answer from them.
fn rule(sheet: &mut Sheet<'_>, raw: &RawHours, exceptions: Vec<Exception>) -> Option<OpeningRule> {
    let zone = raw.time_zone.get_ref().parse();
    if zone.is_err() {
        let message = format!(
            "tidszonen ”{}” finns inte; skriv till exempel Europe/Stockholm",
            raw.time_zone.get_ref()
        );
        sheet.error(raw.time_zone.span(), message);
    }
    let mut rule = OpeningRule {
        expression: raw.rule.get_ref().clone(),
        // The rule is tried in any zone, so that its own faults are told at once.
        time_zone: zone.unwrap_or(chrono_tz::UTC),
        country: raw.country.get_ref().clone(),
        exceptions,
    };
    let mut tried = Hours::new(&rule);
    if let Err(error @ HoursError::Country(_)) = &tried {
        sheet.error(raw.country.span(), error.to_string());
        rule.country = KNOWN_COUNTRY.to_owned();
        tried = Hours::new(&rule);
    }
    match tried {
        Err(error) => {
            sheet.error(raw.rule.span(), error.to_string());
            None
        }
        Ok(hours) => {
            undecided(sheet, raw, &hours);
            Some(rule)
        }
    }
}

/// What can be read but means something else than whoever wrote it meant.
fn undecided(sheet: &mut Sheet<'_>, raw: &RawHours, hours: &Hours) {
    if hours.leaves_open() {
        let message = "öppettiden säger varken öppet eller stängt för vissa tider (unknown, eller en kommentar); skriv open eller off";
        sheet.error(raw.rule.span(), message);
    }
    let parts = raw.rule.get_ref().split([';', ',']).map(str::trim);
    if let Some(bare) = parts
        .into_iter()
        .find(|part| part.eq_ignore_ascii_case("PH") || part.eq_ignore_ascii_case("SH"))
    {
        let message = format!(
            "”{bare}” utan tider betyder öppet dygnet runt de dagarna; skriv {bare} off, eller vilka tider som gäller"
        );
        sheet.error(raw.rule.span(), message);
    }
}

/// All exceptions that can be used; two for one day contradict each other.
fn exceptions(sheet: &mut Sheet<'_>, raw: Vec<RawException>) -> Vec<Exception> {
    let mut all: Vec<Exception> = Vec::new();
    for raw in raw {
        let at = raw.date.span();
        let Some(exception) = exception(sheet, raw) else {
            continue;
        };
        if all.iter().any(|other| other.date == exception.date) {
            let message = format!(
                "{} har redan ett undantag; skriv alla dagens tider i ett av dem",
                exception.date
            );
            sheet.error(at, message);
        }
        all.push(exception);
    }
    all
}

fn exception(sheet: &mut Sheet<'_>, raw: RawException) -> Option<Exception> {
    let date = date_of(raw.date.get_ref());
    if date.is_none() {
        sheet.error(raw.date.span(), "undantagets datum finns inte; skriv till exempel 2026-12-23");
    }
    let mut open: Vec<(NaiveTime, NaiveTime)> = Vec::new();
    for interval in &raw.open {
        match interval_of(interval.get_ref()) {
            Some((from, to)) if open.last().is_none_or(|(_, end)| *end <= from) => {
                open.push((from, to))
            }
            Some(_) => sheet.error(
                interval.span(),
                "tiderna överlappar eller står i fel ordning; skriv dem i tidsordning",
            ),
            None => sheet.error(
                interval.span(),
                format!(
                    "”{}” är ingen tid; skriv till exempel \"08:00-12:00\"",
                    interval.get_ref()
                ),
            ),
        }
    }
    if raw.reason.get_ref().trim().is_empty() {
        sheet.error(
            raw.reason.span(),
            "undantaget saknar skäl (reason); skriv det, invånaren får läsa det",
        );
    }
    Some(Exception { date: date?, open, reason: raw.reason.into_inner() })
}

/// `08:00-12:00` or `8.00–12.00`.
fn interval_of(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let time = |text: &str| NaiveTime::parse_from_str(&text.trim().replace('.', ":"), "%H:%M").ok();
    let (from, to) = (time(from)?, time(to)?);
    (from < to).then_some((from, to))
}

/// An OpenStreetMap search for the printed address: no coordinates are made up. The last line names street and town.
fn map_search(visit: &[String]) -> String {
    let address = visit.last().map_or("", String::as_str);
    let query = utf8_percent_encode(address, &IN_A_QUERY);
    format!("https://www.openstreetmap.org/search?query={query}")
}

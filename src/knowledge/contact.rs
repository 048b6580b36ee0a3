//! `contact.toml`: how to reach the contact centre, and when.

use chrono::NaiveTime;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::article::date_of;
use super::fault::Sheet;
use super::table::{self, Keys};
use crate::hours::Hours;
use crate::model::contact::{Bilingual, Contact, Exception, OpeningRule};

static BILINGUAL: Keys = Keys(&[("sv", None), ("en", None)]);
static KEYS: Keys = Keys(&[
    ("municipality", None),
    ("name", Some(&BILINGUAL)),
    ("phone", None),
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
    email: Spanned<String>,
    visit: Vec<String>,
    post: Vec<String>,
    map: Option<String>,
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
    if raw.phone.get_ref().chars().filter(char::is_ascii_digit).count() < 3 {
        sheet.error(raw.phone.span(), "telefonnumret (phone) saknar siffror; skriv det som det står på webbplatsen");
    }
    if !raw.email.get_ref().contains('@') {
        sheet.error(raw.email.span(), "e-postadressen (email) saknar @");
    }
    if let Some(place) = &raw.coordinates {
        let Coordinates { latitude, longitude } = place.get_ref();
        if !(-90.0..=90.0).contains(latitude) || !(-180.0..=180.0).contains(longitude) {
            sheet.error(place.span(), "koordinaterna ligger utanför jorden; latitude är −90 till 90 och longitude −180 till 180");
        }
    }
    let time_zone = raw.hours.time_zone.get_ref().parse();
    if time_zone.is_err() {
        sheet.error(
            raw.hours.time_zone.span(),
            format!("tidszonen ”{}” finns inte; skriv till exempel Europe/Stockholm", raw.hours.time_zone.get_ref()),
        );
    }
    let exceptions: Vec<_> = raw.exceptions.into_iter().filter_map(|raw| exception(sheet, raw)).collect();
    let map = raw.map.unwrap_or_else(|| map_search(&raw.visit));
    let rule = OpeningRule {
        expression: raw.hours.rule.get_ref().clone(),
        time_zone: time_zone.ok()?,
        country: raw.hours.country.get_ref().clone(),
        exceptions,
    };
    if let Err(error) = Hours::new(&rule) {
        let span = match error {
            crate::hours::HoursError::Country(_) => raw.hours.country.span(),
            crate::hours::HoursError::Rule { .. } => raw.hours.rule.span(),
        };
        sheet.error(span, error.to_string());
        return None;
    }
    Some(Contact {
        name: raw.name.into(),
        municipality: raw.municipality,
        phone: raw.phone.into_inner(),
        email: raw.email.into_inner(),
        visit: raw.visit,
        post: raw.post,
        map,
        coordinates: raw.coordinates.map(|place| (place.get_ref().latitude, place.get_ref().longitude)),
        hours: rule,
    })
}

fn exception(sheet: &mut Sheet<'_>, raw: RawException) -> Option<Exception> {
    let date = date_of(raw.date.get_ref());
    if date.is_none() {
        sheet.error(raw.date.span(), "undantagets datum finns inte; skriv till exempel 2026-12-23");
    }
    let mut open: Vec<(NaiveTime, NaiveTime)> = Vec::new();
    for interval in &raw.open {
        match interval_of(interval.get_ref()) {
            Some((from, to)) if open.last().is_none_or(|(_, end)| *end <= from) => open.push((from, to)),
            Some(_) => sheet.error(interval.span(), "tiderna överlappar eller står i fel ordning"),
            None => sheet.error(interval.span(), format!("”{}” är ingen tid; skriv till exempel \"08:00-12:00\"", interval.get_ref())),
        }
    }
    if raw.reason.get_ref().trim().is_empty() {
        sheet.error(raw.reason.span(), "undantaget saknar skäl (reason); invånaren får läsa det");
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
    let mut url = String::from("https://www.openstreetmap.org/search?query=");
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

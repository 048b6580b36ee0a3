//! The contact centre: how to reach it, and when.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

/// `knowledge/contact.toml`, validated.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub name: Bilingual,
    pub municipality: String,
    /// As printed by the municipality: `0303-70 30 00`.
    pub phone: String,
    pub email: String,
    /// Lines of the visiting address.
    pub visit: Vec<String>,
    /// Lines of the postal address.
    pub post: Vec<String>,
    /// An OpenStreetMap search for the printed address, or a configured link.
    pub map: String,
    /// Latitude and longitude in degrees (WGS 84), only where an editor has written them.
    pub coordinates: Option<(f64, f64)>,
    pub hours: OpeningRule,
}

/// A text in the two languages of replies.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bilingual {
    pub sv: String,
    pub en: String,
}

/// When the centre is open: the rule, and the days that differ from it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpeningRule {
    /// OpenStreetMap's `opening_hours` syntax, for instance `Mo-Fr 08:00-16:30; PH off`.
    pub expression: String,
    pub time_zone: Tz,
    /// ISO 3166 code of the country whose public holidays `PH` means.
    pub country: String,
    pub exceptions: Vec<Exception>,
}

/// A dated deviation from the rule; it replaces the whole day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub date: NaiveDate,
    /// When the centre is open that day; empty: closed all day. The end is not included.
    pub open: Vec<(NaiveTime, NaiveTime)>,
    pub reason: String,
}

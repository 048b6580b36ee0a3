//! The one place where the command line reads the clock, and how a moment is written.

use chrono::{NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::hours::local::existing;

/// Reads `2026-12-23T16:20` or `2026-12-23T16:20:30`.
pub fn parse(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .map_err(|_| "skriv en lokal tid som 2026-12-23T16:20".to_owned())
}

/// Today, for judging how old a text is; the hour does not matter for that.
pub fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// The wished moment, or now, as local time in `zone`. A local time that daylight saving skips moves forward by the skipped hour.
pub fn local(wished: Option<NaiveDateTime>, zone: Tz) -> NaiveDateTime {
    match wished {
        None => Utc::now().with_timezone(&zone).naive_local(),
        Some(wished) => existing(wished, zone).naive_local(),
    }
}

//! The one place where the command line reads the clock, and how a moment is written.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

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

/// The instant of a local time: the first of a doubled one, and the same distance after the gap of a skipped one.
pub fn existing(local: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
    zone.from_local_datetime(&local)
        .earliest()
        .unwrap_or_else(|| {
            let before = zone
                .from_utc_datetime(&(local - TimeDelta::hours(3)))
                .fixed_offset();
            let utc = local - TimeDelta::seconds(i64::from(before.offset().local_minus_utc()));
            zone.from_utc_datetime(&utc)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_that_do_not_exist_or_exist_twice() {
        let check = |wished: &str, expected: &str| {
            let zone = chrono_tz::Europe::Stockholm;
            assert_eq!(
                local(Some(parse(wished).unwrap()), zone),
                parse(expected).unwrap(),
                "{wished}"
            );
        };
        check("2026-03-29T02:30", "2026-03-29T03:30");
        check("2026-10-25T02:30", "2026-10-25T02:30");
        check("2026-07-01T12:00:05", "2026-07-01T12:00:05");
    }

    #[test]
    fn a_doubled_hour_is_the_first_of_the_two() {
        let twice = existing(
            parse("2026-10-25T02:30").unwrap(),
            chrono_tz::Europe::Stockholm,
        );
        assert_eq!(twice.to_rfc3339(), "2026-10-25T02:30:00+02:00");
    }
}

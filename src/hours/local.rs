//! Local times as instants.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// The instant of a local time: the first of a doubled one, and the same distance after the gap of a skipped one.
pub fn existing(local: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
    zone.from_local_datetime(&local).earliest().unwrap_or_else(|| {
        let before = zone.from_utc_datetime(&(local - TimeDelta::hours(3))).fixed_offset();
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
            let wished = NaiveDateTime::parse_from_str(wished, "%Y-%m-%dT%H:%M").unwrap();
            assert_eq!(existing(wished, chrono_tz::Europe::Stockholm).to_rfc3339(), expected);
        };
        check("2026-03-29T02:30", "2026-03-29T03:30:00+02:00");
        check("2026-10-25T02:30", "2026-10-25T02:30:00+02:00");
        check("2026-07-01T12:00", "2026-07-01T12:00:00+02:00");
    }
}

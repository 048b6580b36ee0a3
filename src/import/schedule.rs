//! When the next import is due.

use std::time::Duration;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

/// Without times of its own an import is due once a day, in the night.
const UNLESS_SET: (u32, u32) = (3, 30);

/// The time from now to the next of these times of day.
pub fn until_next(times: &[NaiveTime], now: NaiveDateTime) -> Duration {
    let unless_set: Vec<NaiveTime> =
        NaiveTime::from_hms_opt(UNLESS_SET.0, UNLESS_SET.1, 0).into_iter().collect();
    let times = if times.is_empty() { &unless_set } else { times };
    let days = [now.date(), now.date() + TimeDelta::days(1)];
    let moments = days.iter().flat_map(|day| times.iter().map(|time| day.and_time(*time)));
    let next = moments.filter(|moment| *moment > now).min();
    next.and_then(|next| (next - now).to_std().ok()).unwrap_or(Duration::from_secs(24 * 3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_time_is_today_or_tomorrow() {
        let time = |text: &str| text.parse::<NaiveTime>().unwrap();
        let check = |times: &[&str], now: &str, minutes: u64| {
            let times: Vec<NaiveTime> = times.iter().map(|text| time(text)).collect();
            let now = NaiveDateTime::parse_from_str(now, "%Y-%m-%d %H:%M").unwrap();
            assert_eq!(
                until_next(&times, now),
                Duration::from_secs(minutes * 60),
                "{times:?} {now}"
            );
        };
        check(&["03:30:00"], "2026-11-26 01:30", 120);
        check(&["03:30:00", "12:00:00"], "2026-11-26 03:30", 8 * 60 + 30);
        check(&["03:30:00"], "2026-11-26 03:31", 24 * 60 - 1);
        check(&[], "2026-12-31 23:30", 4 * 60);
    }
}

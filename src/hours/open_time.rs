//! How long the centre is open in a span of time.

use chrono::{NaiveDateTime, TimeDelta};

use super::Hours;

impl Hours {
    /// The time between two local times during which the centre is open; nothing if the second is not after the first. Local clock times are
    /// subtracted, so that an hour which daylight saving skips or doubles would count wrongly were the centre open at night.
    pub fn open_time(&self, from: NaiveDateTime, to: NaiveDateTime) -> TimeDelta {
        let mut open = TimeDelta::zero();
        let mut at = from;
        while at < to {
            let status = self.status(at);
            // A rule that never changes again holds to the end.
            let until = status
                .closes
                .or(status.opens)
                .filter(|change| *change > at)
                .map_or(to, |change| change.min(to));
            if status.open {
                open += until - at;
            }
            at = until;
        }
        open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::contact::{Exception, OpeningRule};
    use chrono::{NaiveDate, NaiveTime};
    use proptest::prelude::*;

    fn hours(expression: &str) -> Hours {
        let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 12, 23).unwrap();
        let exceptions = vec![Exception {
            date,
            open: vec![(clock(8), clock(12))],
            reason: "Personaldag".to_owned(),
        }];
        Hours::new(&OpeningRule { exceptions, ..OpeningRule::swedish(expression) }).unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn only_the_time_that_the_centre_is_open_counts() {
        let check = |expression: &str, from: &str, to: &str, minutes: i64| {
            assert_eq!(
                hours(expression).open_time(at(from), at(to)).num_minutes(),
                minutes,
                "{expression}: {from} to {to}"
            );
        };
        let weekdays = "Mo-Fr 08:00-16:30; PH off";
        check(weekdays, "2026-11-23 10:00", "2026-11-23 10:20", 20);
        check(weekdays, "2026-11-23 16:00", "2026-11-24 08:15", 45);
        check(weekdays, "2026-11-27 17:00", "2026-11-30 08:00", 0);
        check(weekdays, "2026-11-30 09:00", "2026-11-30 08:00", 0);
        // The day before Christmas Eve closes early; then come Christmas and a weekend.
        check(weekdays, "2026-12-23 11:00", "2026-12-28 09:00", 120);
        check(weekdays, "2026-03-28 00:00", "2026-03-31 00:00", 510);
        check("24/7", "2026-11-23 10:00", "2026-11-25 10:00", 2880);
        check("off", "2026-11-23 10:00", "2026-11-25 10:00", 0);
        check("Mo-Su 22:00-02:00", "2026-11-23 12:00", "2026-11-24 12:00", 240);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn as_many_minutes_count_as_are_open(start in 0i64..525_600, length in 0i64..6_000, part in 0i64..6_000) {
            let hours = hours("Mo-Th 08:00-12:00,13:00-16:30; Fr 08:00-15:00; PH off");
            let from = at("2026-01-01 00:00") + TimeDelta::minutes(start);
            let to = from + TimeDelta::minutes(length);
            let open = (0..length).filter(|minute| hours.status(from + TimeDelta::minutes(*minute)).open).count();
            prop_assert_eq!(hours.open_time(from, to).num_minutes(), open as i64);
            let between = from + TimeDelta::minutes(part.min(length));
            prop_assert_eq!(hours.open_time(from, between) + hours.open_time(between, to), hours.open_time(from, to));
        }
    }
}

//! Which cases wait for staff, and when staff are told of them.

use chrono::NaiveDateTime;

use super::event::Wait;
use crate::hours::Hours;

/// The beginning of the opening hours that a moment lies in. `None`: the centre is closed then.
pub fn opened_at(hours: &Hours, now: NaiveDateTime) -> Option<NaiveDateTime> {
    let day = hours.day(now.date());
    day.intervals
        .iter()
        .find(|(from, to)| (*from..*to).contains(&now.time()))
        .map(|(from, _)| now.date().and_time(*from))
}

/// Whether staff are to be told now of what has waited since the centre was closed. `told`: for which opening they were told last; one that is still to
/// come was noted by a clock that was ahead.
pub fn digest_is_due(
    hours: &Hours,
    now: NaiveDateTime,
    told: Option<NaiveDateTime>,
) -> Option<NaiveDateTime> {
    opened_at(hours, now).filter(|opened| told.is_none_or(|told| told < *opened || told > now))
}

/// How long a case has waited since then, for the rule of reminders. A reminder that is still to come was noted by a clock that was ahead.
pub fn wait(
    hours: &Hours,
    since: NaiveDateTime,
    reminded: Option<NaiveDateTime>,
    now: NaiveDateTime,
    limit_minutes: i64,
) -> Wait {
    Wait {
        open_minutes: hours.open_time(since, now).num_minutes(),
        limit_minutes,
        is_reminded: reminded.is_some_and(|reminded| (since..=now).contains(&reminded)),
        centre_is_open: opened_at(hours, now).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::contact::OpeningRule;

    fn hours() -> Hours {
        Hours::new(&OpeningRule::swedish("Mo-Fr 08:00-16:30; PH off")).unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_digest_is_due_once_an_opening() {
        let hours = hours();
        for (now, told, expected) in [
            ("2026-05-12T07:59:59", None, None),
            ("2026-05-12T08:00:00", None, Some("2026-05-12T08:00:00")),
            ("2026-05-12T09:30:00", Some("2026-05-11T08:00:00"), Some("2026-05-12T08:00:00")),
            ("2026-05-12T09:30:00", Some("2026-05-12T08:00:00"), None),
            ("2026-05-12T16:30:00", None, None),
            ("2026-05-12T09:30:00", Some("2026-06-12T08:00:00"), Some("2026-05-12T08:00:00")),
            ("2026-05-14T09:00:00", None, None),
        ] {
            assert_eq!(
                digest_is_due(&hours, at(now), told.map(at)),
                expected.map(at),
                "{now} {told:?}"
            );
        }
    }

    #[test]
    fn a_wait_counts_while_the_centre_is_open() {
        let hours = hours();
        for (since, reminded, now, open_minutes, is_reminded, centre_is_open) in [
            ("2026-05-12T09:00:00", None, "2026-05-12T09:59:00", 59, false, true),
            ("2026-05-11T16:00:00", None, "2026-05-12T08:10:00", 40, false, true),
            (
                "2026-05-12T09:00:00",
                Some("2026-05-12T10:00:00"),
                "2026-05-12T11:00:00",
                120,
                true,
                true,
            ),
            // A new wait.
            (
                "2026-05-12T10:30:00",
                Some("2026-05-12T10:00:00"),
                "2026-05-12T11:30:00",
                60,
                false,
                true,
            ),
            ("2026-05-12T09:00:00", None, "2026-05-12T18:00:00", 450, false, false),
            (
                "2026-05-12T09:00:00",
                Some("2026-06-12T09:00:00"),
                "2026-05-12T11:00:00",
                120,
                false,
                true,
            ),
        ] {
            let wait = wait(&hours, at(since), reminded.map(at), at(now), 60);
            let expected = Wait { open_minutes, limit_minutes: 60, is_reminded, centre_is_open };
            assert_eq!(wait, expected, "{since} {now}");
        }
    }
}

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

/// So many cases are reminded of one by one, where they are.
const ONE_BY_ONE: usize = 5;

/// How staff are reminded of cases that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminding {
    /// Each where it is.
    EachCase,
    /// All together, in one message to the group.
    Together,
    /// They were reminded of all together a short while ago.
    Later,
}

/// `long`: how many cases have waited for longer than staff are to let them; `last`: when they were last reminded of all together.
pub fn reminding(
    long: usize,
    last: Option<NaiveDateTime>,
    now: NaiveDateTime,
    limit_minutes: i64,
) -> Reminding {
    // A time to come was written by a clock that was wrong.
    let is_recent = |last: NaiveDateTime| {
        (0..limit_minutes).contains(&(now - last).num_minutes()) && last <= now
    };
    match last {
        _ if long <= ONE_BY_ONE => Reminding::EachCase,
        Some(last) if is_recent(last) => Reminding::Later,
        _ => Reminding::Together,
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
    fn many_cases_that_wait_are_one_reminder() {
        for (long, last, expected) in [
            (1, None, Reminding::EachCase),
            (5, Some("2026-05-12T09:59:00"), Reminding::EachCase),
            (6, None, Reminding::Together),
            (1000, None, Reminding::Together),
            (1000, Some("2026-05-12T09:01:00"), Reminding::Later),
            (1000, Some("2026-05-12T09:00:00"), Reminding::Together),
            (1000, Some("2026-06-12T09:00:00"), Reminding::Together),
        ] {
            let last = last.map(at);
            assert_eq!(
                reminding(long, last, at("2026-05-12T10:00:00"), 60),
                expected,
                "{long} {last:?}"
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

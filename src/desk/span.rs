//! A span of whole days.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use crate::hours::local::existing;

/// Whole days in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Span {
    /// So many days, of which the last is `today`; 0 is taken as 1.
    pub fn last(days: u32, today: NaiveDate) -> Self {
        let before = Days::new(u64::from(days.saturating_sub(1)));
        Span { from: today.checked_sub_days(before).unwrap_or(NaiveDate::MIN), to: today }
    }

    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |date| *date <= self.to)
    }

    /// From the first day's midnight to the midnight after the last, the end not included; milliseconds since 1970.
    pub fn bounds_ms(self, zone: Tz) -> (i64, i64) {
        let midnight =
            |date: NaiveDate| existing(date.and_time(NaiveTime::MIN), zone).timestamp_millis();
        (midnight(self.from), midnight(self.to.checked_add_days(Days::new(1)).unwrap_or(self.to)))
    }
}

/// Milliseconds since 1970 as local time; `None` beyond the calendar.
pub fn local(ms: i64, zone: Tz) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp_millis(ms)?.with_timezone(&zone).naive_local())
}

//! Open or closed, at any moment and on any day: the `opening-hours` crate reads the rule, our table names the holidays.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use compact_calendar::CompactCalendar;
use opening_hours::localization::Country;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};

use super::holidays;
use crate::model::contact::OpeningRule;
use crate::model::time::{Day, Reason, Status};

/// Our own table takes over where the crate's ends; past this year nothing is promised.
const LAST_YEAR: i32 = 2200;
/// The years in which days can be answered for.
pub const CALENDAR: std::ops::RangeInclusive<i32> = 1970..=LAST_YEAR;
const SWEDEN: &str = "SE";

/// The opening hours of one rule with its exceptions.
pub struct Hours {
    rule: OpeningHours,
    exceptions: Vec<(NaiveDate, String)>,
    names: bool,
}

/// Why a rule cannot be used; in Swedish, for whoever edits it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    #[error(
        "öppettiden ”{expression}” går inte att förstå ({reason}); skriv till exempel Mo-Fr 08:00-16:30; PH off"
    )]
    Rule { expression: String, reason: String },
    #[error("landet ”{0}” finns inte; skriv landskoden, till exempel SE")]
    Country(String),
}

impl Hours {
    pub fn new(rule: &OpeningRule) -> Result<Self, HoursError> {
        let country: Country =
            rule.country.parse().map_err(|_| HoursError::Country(rule.country.clone()))?;
        let expression = with_exceptions(rule);
        let parsed = expression.parse::<OpeningHours>().map_err(|error| HoursError::Rule {
            expression: rule.expression.clone(),
            reason: misread(&rule.expression, &error.to_string()),
        })?;
        let swedish = rule.country == SWEDEN;
        let holidays = if swedish { prolonged(&country.holidays()) } else { country.holidays() };
        Ok(Hours {
            rule: parsed.with_context(Context::default().with_holidays(holidays)),
            exceptions: rule
                .exceptions
                .iter()
                .map(|exception| (exception.date, exception.reason.clone()))
                .collect(),
            names: swedish,
        })
    }

    /// Whether the calendar reaches this day: beyond it a reply must say that it does not know.
    pub fn knows(&self, date: NaiveDate) -> bool {
        CALENDAR.contains(&date.year())
    }

    /// The closing minute is closed.
    pub fn status(&self, at: NaiveDateTime) -> Status {
        let open = self.rule.is_open(at);
        let change = self.rule.next_change(at);
        let (closes, opens) = if open { (change, None) } else { (None, change) };
        Status { at, open, closes, opens }
    }

    pub fn day(&self, date: NaiveDate) -> Day {
        let intervals = self
            .rule
            .schedule_at(date)
            .into_iter()
            .filter(|range| range.kind == RuleKind::Open)
            .map(|range| {
                (
                    clock(range.range.start.mins_from_midnight()),
                    clock(range.range.end.mins_from_midnight()),
                )
            })
            .collect();
        Day { date, intervals, reason: self.reason(date) }
    }

    /// Whether the rule closes on every public holiday of the coming year that falls on a day on which it opens otherwise.
    pub fn closes_on_holidays(&self, from: NaiveDate) -> bool {
        let holidays: Vec<NaiveDate> =
            from.iter_days().take(366).filter(|date| self.is_holiday(*date)).collect();
        let is_workday = |date: &NaiveDate| date.weekday().number_from_monday() < 6;
        holidays.iter().any(is_workday)
            && holidays
                .iter()
                .all(|date| self.is_excepted(*date) || self.day(*date).intervals.is_empty())
    }

    fn is_holiday(&self, date: NaiveDate) -> bool {
        self.names && holidays::holiday(date).is_some_and(holidays::is_public_holiday)
    }

    fn is_excepted(&self, date: NaiveDate) -> bool {
        self.exceptions.iter().any(|(day, _)| *day == date)
    }

    /// Whether the rule says of some time neither that it is open nor that it is closed.
    pub fn leaves_open(&self) -> bool {
        // A year with every day that a year can have.
        let first = NaiveDate::from_ymd_opt(2028, 1, 1).unwrap_or_default();
        let unknown = |date| {
            self.rule.schedule_at(date).into_iter().any(|range| range.kind == RuleKind::Unknown)
        };
        first.iter_days().take(366).any(unknown)
    }

    /// All days from the first to the last.
    pub fn days(&self, from: NaiveDate, to: NaiveDate) -> Vec<Day> {
        from.iter_days().take_while(|date| *date <= to).map(|date| self.day(date)).collect()
    }

    fn reason(&self, date: NaiveDate) -> Option<Reason> {
        let exception = self.exceptions.iter().rev().find(|(day, _)| *day == date);
        if let Some((_, reason)) = exception {
            return Some(Reason::Exception(reason.clone()));
        }
        let holiday = holidays::holiday(date).filter(|_| self.is_holiday(date))?;
        Some(Reason::Holiday(holiday))
    }
}

/// From where on a rule is not understood. The crate tells it in its message alone, as `line:column` behind an arrow, counted from 1.
fn misread(expression: &str, error: &str) -> String {
    let place = error.trim_start().strip_prefix("--> 1:");
    let column = place
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|column| column.parse::<usize>().ok());
    let rest: String = expression.chars().skip(column.unwrap_or(1).saturating_sub(1)).collect();
    if expression.trim().is_empty() {
        "den är tom".to_owned()
    } else if rest.is_empty() {
        "slutet fattas".to_owned()
    } else {
        format!("från ”{rest}”")
    }
}

/// Dated rules behind the general one override it, by the syntax's own rules. Reasons stay out of the expression: they are text, not syntax.
fn with_exceptions(rule: &OpeningRule) -> String {
    let mut expression = rule.expression.clone();
    for exception in &rule.exceptions {
        let times: Vec<String> = exception
            .open
            .iter()
            .map(|(from, to)| format!("{}-{}", from.format("%H:%M"), to.format("%H:%M")))
            .collect();
        let times = if times.is_empty() { "off".to_owned() } else { times.join(",") };
        expression.push_str(&format!("; {} {times}", exception.date.format("%Y %b %d")));
    }
    expression
}

/// The crate's holidays, and ours for the years its table does not have.
fn prolonged(holidays: &ContextHolidays) -> ContextHolidays {
    let mut public: CompactCalendar = holidays.get_public().clone();
    let last = public.iter().last().map_or(1999, |date| date.year());
    for holiday in (last + 1..=LAST_YEAR).flat_map(holidays::public_holidays) {
        public.insert(holiday);
    }
    ContextHolidays::new(Arc::new(public), Arc::new(holidays.get_school().clone()))
}

/// Minutes from midnight, those past it shown as the day's last minute.
fn clock(minutes: u16) -> NaiveTime {
    let minutes = u32::from(minutes).min(24 * 60 - 1);
    NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::contact::Exception;
    use crate::model::time::Holiday;

    fn rule(exceptions: Vec<Exception>) -> OpeningRule {
        OpeningRule { exceptions, ..OpeningRule::swedish("Mo-Fr 08:00-16:30; PH off") }
    }

    fn hours() -> Hours {
        Hours::new(&rule(Vec::new())).unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn open_and_closed_at_the_edges_of_a_day() {
        let check = |moment: &str, open: bool, change: &str| {
            let status = hours().status(at(moment));
            assert_eq!(
                (status.open, status.opens.or(status.closes)),
                (open, Some(at(change))),
                "{moment}"
            );
        };
        check("2026-11-23 07:59", false, "2026-11-23 08:00");
        check("2026-11-23 08:00", true, "2026-11-23 16:30");
        check("2026-11-23 16:29", true, "2026-11-23 16:30");
        check("2026-11-23 16:30", false, "2026-11-24 08:00");
        check("2026-11-27 17:00", false, "2026-11-30 08:00");
        check("2026-12-23 17:00", false, "2026-12-28 08:00");
        check("2026-03-29 02:30", false, "2026-03-30 08:00");
    }

    #[test]
    fn every_day_the_crate_knows_agrees_with_our_own_table() {
        let hours = hours();
        let known = Country::SE.holidays();
        for year in 2005..=2076 {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            for date in first.iter_days().take_while(|date| date.year() == year) {
                let ours = holidays::holiday(date).is_some_and(holidays::is_public_holiday);
                assert_eq!(known.get_public().contains(date), ours, "{date}");
                let weekend = date.weekday().number_from_monday() > 5;
                assert_eq!(hours.day(date).intervals.is_empty(), ours || weekend, "{date}");
            }
        }
    }

    #[test]
    fn christmas_is_still_a_holiday_after_the_crates_table_has_ended() {
        let christmas = NaiveDate::from_ymd_opt(2081, 12, 25).unwrap();
        assert_eq!(
            hours().day(christmas),
            Day {
                date: christmas,
                intervals: vec![],
                reason: Some(Reason::Holiday(Holiday::ChristmasDay))
            }
        );
        assert!(!hours().knows(NaiveDate::from_ymd_opt(2300, 1, 1).unwrap()));
    }

    #[test]
    fn an_exception_replaces_the_day_and_gives_its_reason() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 23).unwrap();
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
        let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
        let reason = "Personal\"dag\"; Mo off".to_owned();
        let hours = Hours::new(&rule(vec![Exception {
            date,
            open: vec![(eight, noon)],
            reason: reason.clone(),
        }]))
        .unwrap();
        assert_eq!(
            hours.day(date),
            Day { date, intervals: vec![(eight, noon)], reason: Some(Reason::Exception(reason)) }
        );
        assert_eq!(hours.status(at("2026-12-23 12:00")).opens, Some(at("2026-12-28 08:00")));
    }

    fn of(expression: &str) -> Hours {
        Hours::new(&OpeningRule { expression: expression.into(), ..rule(Vec::new()) }).unwrap()
    }

    #[test]
    fn what_is_said_of_holidays_follows_from_the_rule() {
        let from = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        for (expression, expected) in
            [("Mo-Fr 08:00-16:30; PH off", true), ("Mo-Fr 08:00-16:30", false), ("24/7", false)]
        {
            assert_eq!(of(expression).closes_on_holidays(from), expected, "{expression}");
        }
    }

    #[test]
    fn a_state_that_is_neither_open_nor_closed_is_seen() {
        for (expression, expected) in [
            ("Mo-Fr 08:00-16:30; PH off", false),
            ("Mo-Fr 08:00-16:30 unknown", true),
            ("Mo-Fr 08:00-12:00; Sa 10:00-12:00 unknown", true),
            ("24/7", false),
        ] {
            assert_eq!(of(expression).leaves_open(), expected, "{expression}");
        }
    }

    #[test]
    fn a_rule_that_cannot_be_read_says_how_to_write_one() {
        let mut wrong = rule(Vec::new());
        wrong.expression = "måndag till fredag".into();
        let message = Hours::new(&wrong).err().unwrap().to_string();
        assert!(message.contains("Mo-Fr 08:00-16:30"), "{message}");
    }
}

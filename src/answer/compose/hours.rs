//! Open or closed: now, on a day, at a moment, over a range, in general.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::{Facts, bare};
use crate::hours::holidays;
use crate::model::action::Action;
use crate::model::reply::{Block, Reply, ReplyKind};
use crate::model::time::{About, Certainty, Day, HoursReport, Status, TimeExpression};
use crate::model::verdict::HoursQuestion;
use crate::wording::Message;

/// The longest list of days shown one by one; a longer range shows its first days.
const MOST_ROWS: usize = 14;

/// As [`reply`], to a message: where it gave a date a wrong weekday, the right one is told last.
pub fn asked(facts: &Facts<'_>, question: &HoursQuestion, time: Option<&TimeExpression>) -> Reply {
    let mut reply = reply(facts, question);
    let contradicted = time.is_some_and(|time| time.certainty == Certainty::Contradicted);
    let date = match question {
        HoursQuestion::Dates(dates) => dates.first().copied(),
        HoursQuestion::Instant(moment) => Some(moment.date()),
        _ => None,
    };
    if let Some(date) = date.filter(|_| contradicted) {
        let dates = facts.dates();
        let day = date.day().to_string();
        let args = [
            ("day", day.into()),
            ("month", dates.month(date).into()),
            ("weekday", dates.weekday(date).into()),
        ];
        reply.blocks.push(facts.text(Message::DayIsAnother, &args));
    }
    reply
}

pub fn reply(facts: &Facts<'_>, question: &HoursQuestion) -> Reply {
    let status = facts.hours.status(facts.now);
    let report = report(facts, question, &status);
    let mut blocks = Vec::new();
    if report.days.iter().any(|day| !facts.hours.knows(day.date)) {
        blocks.push(facts.text(Message::HoursTooFar, &[]));
    }
    match question {
        HoursQuestion::Closes if !status.open => blocks.extend(week(facts)),
        HoursQuestion::Now | HoursQuestion::Closes => {
            blocks.push(Block::Text(status_sentence(facts)))
        }
        HoursQuestion::NextOpen => blocks.push(Block::Text(next_open(facts, &status))),
        HoursQuestion::Week => blocks.extend(week(facts)),
        HoursQuestion::WhichDay => {
            blocks.extend(week(facts));
            blocks.push(facts.text(Message::HoursUnknownDay, &[]));
        }
        HoursQuestion::Dates(_) => blocks.extend(dates(facts, &report.days)),
        HoursQuestion::Range { from, to } => blocks.extend(range(facts, *from, *to, &report.days)),
        HoursQuestion::Instant(moment) => blocks.extend(instant(facts, *moment)),
    }
    let buttons =
        vec![vec![facts.button(Message::ButtonContact, Action::Contact), facts.person_button()]];
    Reply { buttons, hours: Some(report), ..bare(ReplyKind::Hours, blocks) }
}

/// Open or closed now, and until when: in the welcome, every miss and every hand-over.
pub fn status_sentence(facts: &Facts<'_>) -> String {
    let status = facts.hours.status(facts.now);
    let dates = facts.dates();
    match (status.closes, status.opens) {
        (Some(closes), _) => {
            facts.say(Message::OpenNow, &[("closes", dates.moment(closes).into())])
        }
        (None, Some(opens)) => {
            let opens = dates.moment(opens);
            match facts.hours.day(facts.now.date()).reason {
                Some(reason) => facts.say(
                    Message::ClosedNowReason,
                    &[("reason", dates.reason(&reason).into()), ("opens", opens.into())],
                ),
                None => facts.say(Message::ClosedNow, &[("opens", opens.into())]),
            }
        }
        (None, None) if status.open => facts.say(Message::OpenAlways, &[]),
        (None, None) => facts.say(Message::ClosedForGood, &[]),
    }
}

/// `måndag–fredag 8.00–16.30`, from the rule itself; `weekdays`: their names in another language, Monday first.
pub fn week_plain(facts: &Facts<'_>, weekdays: Option<&[String; 7]>) -> String {
    let dates = facts.dates();
    let weekday = |date: NaiveDate| match weekdays {
        Some(names) => names[date.weekday().num_days_from_monday() as usize].clone(),
        None => dates.weekday(date),
    };
    let mut groups: Vec<(Day, Day)> = Vec::new();
    for day in ordinary_week(facts).into_iter().filter(|day| !day.intervals.is_empty()) {
        match groups.last_mut() {
            Some((_, last))
                if last.intervals == day.intervals && last.date.succ_opt() == Some(day.date) =>
            {
                *last = day
            }
            _ => groups.push((day.clone(), day)),
        }
    }
    let group = |(first, last): &(Day, Day)| {
        let names = if first.date == last.date {
            weekday(first.date)
        } else {
            format!("{}–{}", weekday(first.date), weekday(last.date))
        };
        facts.say(
            Message::WeekGroup,
            &[("days", names.into()), ("intervals", dates.intervals(first).into())],
        )
    };
    groups.iter().map(group).collect::<Vec<_>>().join(", ")
}

/// A Monday to Sunday without holidays or exceptions, to read the rule from; the nearest one within half a year.
fn ordinary_week(facts: &Facts<'_>) -> Vec<Day> {
    let monday =
        facts.now.date() - Days::new(u64::from(facts.now.weekday().num_days_from_monday()));
    let week = |weeks: u64| {
        facts.hours.days(monday + Days::new(7 * weeks), monday + Days::new(7 * weeks + 6))
    };
    (0..26)
        .map(week)
        .find(|days| days.iter().all(|day| day.reason.is_none()))
        .unwrap_or_else(|| week(0))
}

fn report(facts: &Facts<'_>, question: &HoursQuestion, status: &Status) -> HoursReport {
    let now = |about, days| HoursReport {
        about,
        instant: None,
        open: status.open,
        opens: status.opens,
        closes: status.closes,
        days,
    };
    let days = |days: Vec<Day>, about| {
        let first = days.first();
        let on = |clock: Option<chrono::NaiveTime>| {
            first.zip(clock).map(|(day, clock)| day.date.and_time(clock))
        };
        let opens = on(first.and_then(|day| day.intervals.first()).map(|(from, _)| *from));
        let closes = on(first.and_then(|day| day.intervals.last()).map(|(_, to)| *to));
        let next = || {
            first
                .and_then(|day| facts.hours.status(day.date.and_time(chrono::NaiveTime::MIN)).opens)
        };
        HoursReport {
            about,
            instant: None,
            open: opens.is_some(),
            opens: opens.or_else(next),
            closes,
            days,
        }
    };
    match question {
        HoursQuestion::Now => now(About::Now, Vec::new()),
        HoursQuestion::Closes => now(About::Closes, Vec::new()),
        HoursQuestion::NextOpen => now(About::NextOpen, Vec::new()),
        HoursQuestion::Week | HoursQuestion::WhichDay => now(About::Week, Vec::new()),
        HoursQuestion::Dates(dates) => {
            days(dates.iter().map(|date| facts.hours.day(*date)).collect(), About::Date)
        }
        HoursQuestion::Range { from, to } => days(facts.hours.days(*from, *to), About::Range),
        HoursQuestion::Instant(moment) => {
            let status = facts.hours.status(*moment);
            HoursReport {
                about: About::Instant,
                instant: Some(*moment),
                open: status.open,
                opens: status.opens,
                closes: status.closes,
                days: vec![facts.hours.day(moment.date())],
            }
        }
    }
}

fn next_open(facts: &Facts<'_>, status: &Status) -> String {
    let dates = facts.dates();
    match (status.closes, status.opens) {
        (Some(closes), _) => {
            let next = facts
                .hours
                .status(closes)
                .opens
                .map(|opens| dates.moment(opens))
                .unwrap_or_default();
            facts.say(
                Message::OpensNextIsOpen,
                &[("closes", dates.moment(closes).into()), ("opens", next.into())],
            )
        }
        (None, Some(opens)) => {
            facts.say(Message::OpensNext, &[("opens", dates.moment(opens).into())])
        }
        (None, None) if status.open => facts.say(Message::OpenAlways, &[]),
        (None, None) => facts.say(Message::ClosedForGood, &[]),
    }
}

fn week(facts: &Facts<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let status = facts.hours.status(facts.now);
    if !(status.open && status.closes.is_none()) {
        blocks.push(facts.text(Message::WeekHours, &[("week", week_plain(facts, None).into())]));
    }
    if facts.hours.closes_on_holidays(facts.now.date()) {
        blocks.push(facts.text(Message::WeekHolidays, &[]));
    }
    blocks.push(Block::Text(status_sentence(facts)));
    blocks
}

fn dates(facts: &Facts<'_>, days: &[Day]) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        days.iter().map(|day| Block::Text(day_sentence(facts, day))).collect();
    let shortened = |day: &Day| {
        !day.intervals.is_empty()
            && (holidays::holiday(day.date).is_some_and(holidays::may_be_shortened)
                || holidays::is_bridge_day(day.date))
    };
    if days.iter().any(|day| day.reason.is_none() && day.date >= facts.now.date() && shortened(day))
    {
        blocks.push(facts.text(Message::DayMayDiffer, &[]));
    }
    if days.len() > 1 {
        blocks.push(facts.text(Message::BothDays, &[]));
    }
    blocks
}

fn day_sentence(facts: &Facts<'_>, day: &Day) -> String {
    let dates = facts.dates();
    let past = day.date < facts.now.date();
    let named = capitalised(&dates.full_date(day.date));
    let reason = day.reason.as_ref().map(|reason| dates.reason(reason)).unwrap_or_default();
    let message = match (day.intervals.is_empty(), past, reason.is_empty()) {
        (false, true, _) => Message::DayWasOpen,
        (true, true, _) => Message::DayWasClosed,
        (false, false, true) => Message::DayOpen,
        (false, false, false) => Message::DayOpenReason,
        (true, false, true) => Message::DayClosed,
        (true, false, false) => Message::DayClosedReason,
    };
    let args = [
        ("day", named.into()),
        ("intervals", dates.intervals(day).into()),
        ("reason", reason.into()),
    ];
    facts.say(message, &args)
}

fn range(facts: &Facts<'_>, from: NaiveDate, to: NaiveDate, days: &[Day]) -> Vec<Block> {
    let dates = facts.dates();
    if days.iter().all(|day| day.intervals.is_empty()) {
        let last = to.and_time(chrono::NaiveTime::MIN);
        let opens =
            facts.hours.status(last).opens.map(|opens| dates.moment(opens)).unwrap_or_default();
        let reasons: Vec<Block> = days
            .iter()
            .filter(|day| day.reason.is_some())
            .map(|day| Block::Text(day_sentence(facts, day)))
            .take(MOST_ROWS)
            .collect();
        return std::iter::once(facts.text(Message::RangeAllClosed, &[("opens", opens.into())]))
            .chain(reasons)
            .collect();
    }
    let heading = facts.say(
        Message::RangeHeading,
        &[("from", capitalised(&dates.date(from)).into()), ("to", dates.date(to).into())],
    );
    let rows: Vec<String> = days.iter().take(MOST_ROWS).map(|day| row(facts, day)).collect();
    let mut blocks = vec![Block::Text(heading), Block::List(rows)];
    if days.len() > MOST_ROWS {
        blocks.extend(week(facts));
    }
    blocks
}

fn row(facts: &Facts<'_>, day: &Day) -> String {
    let dates = facts.dates();
    let mut name = dates.date(day.date);
    if let Some(reason) = &day.reason {
        name = format!("{name} ({})", dates.reason(reason));
    }
    let message =
        if day.intervals.is_empty() { Message::RangeRowClosed } else { Message::RangeRow };
    facts.say(message, &[("day", name.into()), ("intervals", dates.intervals(day).into())])
}

fn instant(facts: &Facts<'_>, moment: NaiveDateTime) -> Vec<Block> {
    let dates = facts.dates();
    let status = facts.hours.status(moment);
    let said = dates.moment(moment);
    let message = match (status.open, moment < facts.now) {
        (true, false) if status.closes.is_none() => {
            return vec![facts.text(Message::OpenAlways, &[])];
        }
        (true, false) => Message::InstantOpen,
        (false, false) => Message::InstantClosed,
        (true, true) => Message::InstantWasOpen,
        (false, true) => Message::InstantWasClosed,
    };
    let clock = |at: Option<NaiveDateTime>| at.map(|at| dates.clock(at.time())).unwrap_or_default();
    let opens = status.opens.map(|at| dates.moment(at)).unwrap_or_default();
    let args =
        [("moment", said.into()), ("closes", clock(status.closes).into()), ("opens", opens.into())];
    vec![facts.text(message, &args)]
}

/// The first letter made a capital.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

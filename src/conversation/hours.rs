//! "Och på lördag då?", "dagen efter?", "halv fem?", "ni då?": a time, or whose hours, and nothing else.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::{Heard, Move, Turn};
use crate::language::time;
use crate::language::words::{fold, words};
use crate::model::conversation::{Context, Subject};
use crate::model::cue::Cue;
use crate::model::time::{TimeExpression, When};
use crate::model::verdict::HoursQuestion;

/// What may stand beside words of time.
const BESIDE: [Cue; 10] = [
    Cue::DayAfter,
    Cue::DayBefore,
    Cue::Leaning,
    Cue::Until,
    Cue::No,
    Cue::Yes,
    Cue::Back,
    Cue::Same,
    Cue::Meant,
    Cue::Own,
];

pub fn of(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let heard = turn.heard;
    let about_hours = match context.subject() {
        Some(Subject::Elsewhere) => false,
        Some(Subject::Contact(_) | Subject::Staff) => true,
        _ => context.hours.is_some(),
    };
    if heard.has(Cue::Own)
        && heard.only(&[Cue::Own, Cue::Leaning])
        && context.subject() == Some(&Subject::Elsewhere)
    {
        return question(context.dates.clone()).map(Move::Hours);
    }
    if !about_hours {
        return None;
    }
    let times = &turn.heard.times;
    if let Some(question) = counted_from(turn, context, times) {
        return Some(Move::Hours(question));
    }
    let counted = heard.has_any(&[Cue::DayAfter, Cue::DayBefore])
        && heard.only(&[BESIDE.as_slice(), &[Cue::Open]].concat());
    let that_day = heard.has(Cue::ThatDay)
        && heard.has(Cue::Open)
        && !context.dates.is_empty()
        && !heard.has_time();
    if that_day
        && heard.only(
            &[BESIDE.as_slice(), &[Cue::Open, Cue::ThatDay, Cue::StaffWhen, Cue::Until]].concat(),
        )
    {
        return question(context.dates.clone()).map(Move::Hours);
    }
    if !counted && !heard.only(&BESIDE) {
        return clock_number(turn, context).or_else(|| day_number(turn, context));
    }
    let days = days(turn, context, times);
    let clock = times.iter().find_map(|time| clock_of(&time.when));
    match (clock, days.as_slice()) {
        (Some(clock), [day, ..]) => Some(Move::Hours(HoursQuestion::Instant(day.and_time(clock)))),
        (Some(clock), []) => {
            Some(Move::Hours(HoursQuestion::Instant(day_before(context, turn).and_time(clock))))
        }
        (None, [day]) => Some(Move::Hours(at_clock(*day, turn, context))),
        (None, [_, ..]) => question(days).map(Move::Hours),
        (None, []) => (!times.is_empty()).then(|| other(context, times)).flatten().map(Move::Hours),
    }
}

/// "Fredagen därpå", "hela veckan efter det", "torsdagen då": counted from the days last spoken of, not from today.
fn counted_from(
    turn: &Turn<'_>,
    context: &Context,
    times: &[TimeExpression],
) -> Option<HoursQuestion> {
    let heard = turn.heard;
    let last = context.dates.last()?;
    if heard.has_any(&[Cue::DayAfter, Cue::DayBefore])
        || !heard.only(
            &[
                BESIDE.as_slice(),
                &[Cue::WeekAfter, Cue::WeekBefore, Cue::ThatWeek, Cue::SameWeekday, Cue::Open],
            ]
            .concat(),
        )
    {
        return None;
    }
    let mut named: Vec<NaiveDate> = times.iter().filter_map(|time| day_of(&time.when)).collect();
    named.dedup();
    // Of several days one is the other's anchor, or each is asked for.
    if named.len() > 1 {
        return None;
    }
    let named = named.first().copied();
    let after = heard.has(Cue::WeekAfter);
    if heard.has(Cue::SameWeekday) && heard.has_any(&[Cue::WeekAfter, Cue::WeekBefore]) {
        let days = Days::new(7);
        let day = if after { last.checked_add_days(days) } else { last.checked_sub_days(days) };
        return Some(HoursQuestion::Dates(vec![day?]));
    }
    match named {
        // A date with a day and a month is not counted from another: "efter den 15 december".
        Some(_) if turn.understanding.text.contains(|c: char| c.is_ascii_digit()) => None,
        Some(day) if after => {
            let next = last.iter_days().skip(1).find(|other| other.weekday() == day.weekday())?;
            Some(HoursQuestion::Dates(vec![next]))
        }
        Some(day) if heard.has(Cue::WeekBefore) => {
            let earlier = (1..=7).filter_map(|days| last.checked_sub_days(Days::new(days)));
            let day = earlier.into_iter().find(|other| other.weekday() == day.weekday())?;
            Some(HoursQuestion::Dates(vec![day]))
        }
        Some(day) if heard.has(Cue::ThatWeek) || names_that_weekday(turn, times, *last) => {
            let that = weekday_of_week(*last, day.weekday());
            (that >= turn.at.date()).then(|| at_clock(that, turn, context))
        }
        None if after && speaks_of_a_week(heard) => {
            let from = last.week(chrono::Weekday::Mon).last_day().succ_opt()?;
            Some(HoursQuestion::Range { from, to: from.checked_add_days(Days::new(6))? })
        }
        _ => None,
    }
}

/// The day that a weekday means which was spoken of ("tisdagen"), whatever else the message says.
pub fn weekday_spoken_of(turn: &Turn<'_>, context: &Context) -> Option<NaiveDate> {
    let times = &turn.heard.times;
    let last = *context.dates.last().filter(|_| context.hours.is_some())?;
    let named = times.iter().find_map(|time| day_of(&time.when))?;
    let that = weekday_of_week(last, named.weekday());
    (that >= turn.at.date() && names_that_weekday(turn, times, last)).then_some(that)
}

/// "Det blir onsdagen jag kommer", while hours are spoken of: those of that day. What asks, or tells more, is about something else ("hämtas soporna
/// på fredag?").
pub fn day_told(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    const BESIDE_DAY: usize = 1;
    let tells_more = turn.heard.rest(&BESIDE).len() > BESIDE_DAY;
    let asks = turn.understanding.text.contains('?');
    if context.subject() != Some(&Subject::Hours) || tells_more || asks {
        return None;
    }
    let named = || match turn.heard.times.as_slice() {
        [only] => day_of(&only.when),
        _ => None,
    };
    let day = weekday_spoken_of(turn, context).or_else(named)?;
    Some(Move::Hours(at_clock(day, turn, context)))
}

fn weekday_of_week(of: NaiveDate, weekday: chrono::Weekday) -> NaiveDate {
    let days = u64::from(weekday.num_days_from_monday());
    of.week(chrono::Weekday::Mon).first_day() + Days::new(days)
}

/// The day, at the clock time that is named beside it or, with "samma tid", was before.
fn at_clock(day: NaiveDate, turn: &Turn<'_>, context: &Context) -> HoursQuestion {
    let named = turn.heard.times.iter().find_map(|time| clock_of(&time.when));
    match named.or_else(|| same_clock(turn, context)) {
        Some(clock) => HoursQuestion::Instant(day.and_time(clock)),
        None => HoursQuestion::Dates(vec![day]),
    }
}

fn same_clock(turn: &Turn<'_>, context: &Context) -> Option<NaiveTime> {
    const TIME: [&str; 5] = ["tid", "tidpunkt", "klockslag", "klockan", "time"];
    const SAME: [&str; 3] = ["samma", "samme", "same"];
    let says =
        |words: &[&str]| turn.heard.words.iter().any(|word| words.contains(&word.folded.as_str()));
    match &context.hours {
        Some(HoursQuestion::Instant(moment)) if says(&SAME) && says(&TIME) => Some(moment.time()),
        _ => None,
    }
}

/// The weekday of the week spoken of ("fredagen"), which "fredag" is not. What else is named may only be the same day or a clock time.
fn names_that_weekday(turn: &Turn<'_>, times: &[TimeExpression], last: NaiveDate) -> bool {
    const STEMS: [&str; 7] = ["man", "tis", "ons", "tors", "fre", "lor", "son"];
    let is_definite = |word: &str| {
        ["dagen", "dan"]
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(|stem| STEMS.contains(&stem)))
    };
    let bare = |time: &TimeExpression| {
        let span = turn.understanding.text.get(time.span.clone()).unwrap_or_default();
        let mut words = words(span).map(|word| fold(&word)).filter(|word| word != "pa");
        words.next().is_some_and(|word| is_definite(&word))
            && (words.next().is_none() || clock_of(&time.when).is_some())
    };
    let Some(day) = times.iter().find(|time| bare(time)).and_then(|time| day_of(&time.when)) else {
        return false;
    };
    let that = weekday_of_week(last, day.weekday());
    times.iter().filter(|time| !bare(time)).all(|time| match &time.when {
        When::Clock(_) => true,
        other => day_of(other) == Some(that),
    })
}

fn speaks_of_a_week(heard: &Heard) -> bool {
    heard.words.iter().any(|word| ["vecka", "veckan", "week"].contains(&word.folded.as_str()))
}

/// The days named, with "dagen efter" counted from the one before it, or from the day last spoken of.
fn days(turn: &Turn<'_>, context: &Context, times: &[TimeExpression]) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = Vec::new();
    let steps = [(Cue::DayAfter, 1), (Cue::DayBefore, -1)];
    let step = steps
        .into_iter()
        .find_map(|(cue, step)| Some((turn.heard.places(cue).next()?.start, step)));
    let from = step.map_or(usize::MAX, |(word, _)| turn.heard.words[word].span.start);
    // "Dagen efter annandag jul" names its day by itself.
    let anchored = times.iter().find(|time| is_step(time, from) && names_a_day(turn, time));
    if let Some(day) = anchored.and_then(|time| day_of(&time.when)) {
        return vec![day];
    }
    let named = |before: bool| {
        let inside = times
            .iter()
            .filter(move |time| (time.span.start < from) == before && !is_step(time, from));
        inside.filter_map(|time| day_of(&time.when)).collect::<Vec<_>>()
    };
    days.extend(named(true));
    if let Some((_, step)) = step {
        let base = days.last().copied().or_else(|| context.dates.last().copied());
        days.extend(base.and_then(|day| {
            if step > 0 {
                day.checked_add_days(Days::new(1))
            } else {
                day.checked_sub_days(Days::new(1))
            }
        }));
        days.extend(named(false));
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// What the grammar of time makes of "dagen efter" itself.
fn is_step(time: &TimeExpression, from: usize) -> bool {
    time.span.start == from
}

/// Whether the expression has more words than "dagen efter det".
fn names_a_day(turn: &Turn<'_>, time: &TimeExpression) -> bool {
    let inside = |at: &usize| {
        let span = &turn.heard.words[*at].span;
        span.start >= time.span.start && span.end <= time.span.end
    };
    let stepping = |at: usize| {
        let mut places = [Cue::DayAfter, Cue::DayBefore, Cue::Leaning]
            .into_iter()
            .flat_map(|cue| turn.heard.places(cue));
        places.any(|words| words.contains(&at))
    };
    (0..turn.heard.words.len()).filter(inside).any(|at| !stepping(at))
}

fn day_of(when: &When) -> Option<NaiveDate> {
    match when {
        When::Dates(days) => days.first().copied(),
        When::Instant(moment) => Some(moment.date()),
        _ => None,
    }
}

fn clock_of(when: &When) -> Option<NaiveTime> {
    match when {
        When::Clock(clock) => Some(*clock),
        When::Instant(moment) => Some(moment.time()),
        _ => None,
    }
}

/// The day last spoken of, else today.
fn day_before(context: &Context, turn: &Turn<'_>) -> NaiveDate {
    context.dates.first().copied().unwrap_or(turn.at.date())
}

/// A part of the day keeps the days spoken of; what names no day asks for the week.
fn other(context: &Context, times: &[TimeExpression]) -> Option<HoursQuestion> {
    match &times.first()?.when {
        When::Now => Some(HoursQuestion::Now),
        When::Range { from, to } => Some(HoursQuestion::Range { from: *from, to: *to }),
        When::PartOfDay if !context.dates.is_empty() => question(context.dates.clone()),
        When::PartOfDay | When::Recurring(_) => Some(HoursQuestion::Week),
        When::Unresolved => Some(HoursQuestion::WhichDay),
        When::Dates(_) | When::Instant(_) | When::Clock(_) => None,
    }
}

/// Days in a row as a range, others one by one.
fn question(days: Vec<NaiveDate>) -> Option<HoursQuestion> {
    match (days.first().copied()?, days.last().copied()?) {
        (from, to) if days.len() > 2 && (to - from).num_days() + 1 == days.len() as i64 => {
            Some(HoursQuestion::Range { from, to })
        }
        _ => Some(HoursQuestion::Dates(days)),
    }
}

/// "Nej, tre menade jag" after a clock time is a clock time.
fn clock_number(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    if !matches!(context.hours, Some(HoursQuestion::Instant(_))) {
        return None;
    }
    let allowed: Vec<Cue> = BESIDE.into_iter().chain(Cue::PLACES).chain([Cue::Beyond]).collect();
    let number =
        Cue::PLACES.iter().chain([&Cue::Beyond]).find_map(|cue| turn.heard.places(*cue).next())?;
    if !turn.heard.only(&allowed) {
        return None;
    }
    let word = &turn.understanding.text[turn.heard.words[number.start].span.clone()];
    let clock = time::find(&format!("klockan {word}"), turn.at)
        .iter()
        .find_map(|time| clock_of(&time.when))?;
    Some(Move::Hours(HoursQuestion::Instant(day_before(context, turn).and_time(clock))))
}

/// "Och den 27?" after a date is a day of the same month.
fn day_number(turn: &Turn<'_>, context: &Context) -> Option<Move> {
    let [only] = turn.heard.rest_with_time(&BESIDE)[..] else { return None };
    let digits = only.folded.trim_end_matches([':', 'e', 'a']);
    let day = digits.parse::<u32>().ok().filter(|_| digits.len() <= 2)?;
    let spoken_of =
        matches!(context.hours, Some(HoursQuestion::Dates(_) | HoursQuestion::Range { .. }));
    let date = context
        .dates
        .first()?
        .with_day(day)
        .filter(|_| spoken_of && context.subject() == Some(&Subject::Hours))?;
    Some(Move::Hours(HoursQuestion::Dates(vec![date])))
}

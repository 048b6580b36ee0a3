//! What exactly is asked about the hours: the topic's sub-kind and the words of time together.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::judge::hours_topics;
use crate::model::conversation::Context;
use crate::model::time::{About, Certainty, TimeExpression, When};
use crate::model::understanding::Understanding;
use crate::model::verdict::HoursQuestion;

pub fn of(
    understanding: &Understanding,
    at: NaiveDateTime,
    context: Option<&Context>,
) -> HoursQuestion {
    let likely = |wanted: &[About]| -> f32 {
        hours_topics(&understanding.topics)
            .filter(|(about, _)| wanted.contains(about))
            .map(|(_, p)| p)
            .sum()
    };
    let general = likely(&[About::Week]);
    let dated = likely(&[About::Date, About::Range, About::Instant]);
    let Some(time) = &understanding.time else {
        return undated(understanding);
    };
    match &time.when {
        _ if time.certainty == Certainty::UnknownDay => HoursQuestion::WhichDay,
        When::Now => undated(understanding),
        When::Recurring(_) | When::PartOfDay => HoursQuestion::Week,
        When::Unresolved => HoursQuestion::WhichDay,
        When::Instant(moment) => HoursQuestion::Instant(*moment),
        When::Clock(_) if general > dated => HoursQuestion::Week,
        When::Clock(clock) => HoursQuestion::Instant(day_of(*clock, at, context).and_time(*clock)),
        When::Range { from, to } if general > dated && covers_today(*from, *to, at) => {
            HoursQuestion::Week
        }
        When::Range { from, to } => HoursQuestion::Range { from: *from, to: *to },
        When::Dates(dates) => dated_question(understanding, time, dates, at),
    }
}

/// "Idag" says little beside "när stänger ni": then the sub-kind decides. "Ikväll" and "idag efter lunch" are about the day, not about now.
fn dated_question(
    understanding: &Understanding,
    time: &TimeExpression,
    dates: &[NaiveDate],
    at: NaiveDateTime,
) -> HoursQuestion {
    if dates == [at.date()] && time.within.is_none() {
        match undated(understanding) {
            HoursQuestion::Week => {}
            other => return other,
        }
    }
    HoursQuestion::Dates(dates.to_vec())
}

/// The likeliest question among those that name no day.
fn undated(understanding: &Understanding) -> HoursQuestion {
    hours_topics(&understanding.topics)
        .find_map(|(about, _)| match about {
            About::Now => Some(HoursQuestion::Now),
            About::Closes => Some(HoursQuestion::Closes),
            About::NextOpen => Some(HoursQuestion::NextOpen),
            About::Week => Some(HoursQuestion::Week),
            About::Date | About::Instant | About::Range => None,
        })
        .unwrap_or(HoursQuestion::Week)
}

/// A clock time without a day is on the day last spoken of, else today, or tomorrow if it has passed.
fn day_of(clock: chrono::NaiveTime, at: NaiveDateTime, context: Option<&Context>) -> NaiveDate {
    let spoken_of = context.and_then(|context| context.dates.first().copied());
    let next = if clock < at.time() { at.date().checked_add_days(Days::new(1)) } else { None };
    spoken_of.or(next).unwrap_or(at.date())
}

fn covers_today(from: NaiveDate, to: NaiveDate, at: NaiveDateTime) -> bool {
    (from..=to).contains(&at.date())
}

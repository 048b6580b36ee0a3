//! One turn of a dialogue with what a right reply says, and whether a reply is right.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::Gold;
use crate::answer::plain;
use crate::model::reply::{Reply, ReplyKind};
use crate::model::time::{About, Day};

/// A line of a file of dialogues; its form is laid down in `dialogues/README.md`.
#[derive(Clone, Debug, Deserialize)]
pub struct Turn {
    pub conversation: String,
    pub id: String,
    pub question: String,
    pub at: String,
    /// What the turn is hard for.
    #[serde(default = "plain_turn")]
    pub about: String,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    articles: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    hours: Option<HoursGold>,
    #[serde(default)]
    must_say: Vec<Vec<String>>,
    #[serde(default)]
    must_not_say: Vec<String>,
}

fn plain_turn() -> String {
    "plain".to_owned()
}

#[derive(Clone, Debug, Deserialize)]
struct HoursGold {
    about: About,
    date: Option<NaiveDate>,
    instant: Option<NaiveMinute>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// `2026-12-21T16:50`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct NaiveMinute(NaiveDateTime);

impl<'de> Deserialize<'de> for NaiveMinute {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let minute = text.get(..16).unwrap_or(&text);
        NaiveDateTime::parse_from_str(minute, "%Y-%m-%dT%H:%M")
            .map(NaiveMinute)
            .map_err(serde::de::Error::custom)
    }
}

/// `Ok` if the reply has all that the turn states, else what it lacks.
pub fn judge_turn(
    gold: &Gold<'_>,
    turn: &Turn,
    at: NaiveDateTime,
    reply: &Reply,
) -> Result<(), String> {
    let kind = format!("{:?}", reply.kind).to_lowercase();
    if !turn.kinds.is_empty() && !turn.kinds.contains(&kind) {
        return Err(format!("kind {}", turn.kinds.join(" | ")));
    }
    let first = reply.articles.first().map(|hit| hit.article.as_str());
    if reply.kind == ReplyKind::Answer
        && !turn.articles.is_empty()
        && !first.is_some_and(|id| turn.articles.iter().any(|one| one == id))
    {
        return Err(format!("article {}", turn.articles.join(" | ")));
    }
    if let Some(hours) = turn.hours.as_ref().filter(|_| reply.kind == ReplyKind::Hours) {
        judge_hours(gold, hours, at, reply)?;
    }
    let text = plain::text(reply);
    if let Some(field) = turn.fields.iter().find(|field| !gold.has_detail(&text, field)) {
        return Err(format!("detail {field}"));
    }
    let text = flat(&text);
    let says = |wanted: &String| text.contains(&flat(wanted));
    if let Some(group) = turn.must_say.iter().find(|group| !group.iter().any(says)) {
        return Err(format!("says {}", group.join(" | ")));
    }
    turn.must_not_say
        .iter()
        .find(|wrong| says(wrong))
        .map_or(Ok(()), |wrong| Err(format!("does not say {wrong}")))
}

/// Case, kinds of blanks and of hyphens do not count.
fn flat(text: &str) -> String {
    let plain = text.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{2011}', '\u{2013}'], "-");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn judge_hours(
    gold: &Gold<'_>,
    expected: &HoursGold,
    at: NaiveDateTime,
    reply: &Reply,
) -> Result<(), String> {
    let Some(report) = &reply.hours else { return Err("hours".to_owned()) };
    let told = |right: bool, what: String| if right { Ok(()) } else { Err(what) };
    match expected.about {
        About::Week => Ok(()),
        About::Now | About::Closes | About::NextOpen => {
            told(report.open == gold.hours.status(at).open, format!("open or closed at {at}"))
        }
        About::Instant => {
            let moment = expected.instant.map(|minute| minute.0);
            let open = moment.map(|moment| gold.hours.status(moment).open);
            told(report.instant == moment && Some(report.open) == open, format!("{moment:?}"))
        }
        About::Date | About::Range => {
            let (Some(from), Some(to)) =
                (expected.from.or(expected.date), expected.to.or(expected.date))
            else {
                return Err("days".to_owned());
            };
            told(
                same_days(&report.days, &gold.hours.days(from, to), expected.about),
                format!("{from}..{to}"),
            )
        }
    }
}

/// A date is that day alone; of a range the open days count, and one day of it has to be told.
fn same_days(told: &[Day], expected: &[Day], about: About) -> bool {
    let days = |days: &[Day], all: bool| -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = days
            .iter()
            .filter(|day| all || !day.intervals.is_empty())
            .map(|day| day.date)
            .collect();
        days.sort_unstable();
        days
    };
    match about {
        About::Date => days(told, true) == days(expected, true),
        _ => {
            days(told, false) == days(expected, false)
                && told.iter().any(|day| expected.iter().any(|one| one.date == day.date))
        }
    }
}

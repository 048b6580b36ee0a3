//! The machine-readable reply; `questions/README.md` fixes its form.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use crate::answer::plain;
use crate::model::language::ReplyLanguage;
use crate::model::reply::{Reply, ReplyKind};
use crate::model::time::{About, Day, HoursReport, Reason};
use crate::wording::Wording;

#[derive(Serialize)]
pub struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a serde_json::Value>,
    pub question: &'a str,
    pub at: String,
    pub language: &'a str,
    pub kind: ReplyKind,
    pub articles: Vec<Ranked<'a>>,
    pub passage: Option<&'a str>,
    pub source: Option<Source<'a>>,
    pub hours: Option<HoursLine>,
    pub offers: Vec<&'a str>,
    pub text: String,
}

#[derive(Serialize)]
pub struct Ranked<'a> {
    id: &'a str,
    score: f32,
}

#[derive(Serialize)]
pub struct Source<'a> {
    title: &'a str,
    origin: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<NaiveDate>,
    checked: Option<NaiveDate>,
}

#[derive(Serialize)]
pub struct HoursLine {
    pub about: About,
    pub instant: Option<String>,
    pub open: bool,
    pub opens: Option<String>,
    pub closes: Option<String>,
    pub days: Vec<DayLine>,
}

#[derive(Serialize)]
pub struct DayLine {
    pub date: NaiveDate,
    pub intervals: Vec<String>,
    pub reason: Option<String>,
}

pub fn line<'a>(
    id: Option<&'a serde_json::Value>,
    question: &'a str,
    at: NaiveDateTime,
    reply: &'a Reply,
    wording: &Wording,
) -> Line<'a> {
    Line {
        id,
        question,
        at: moment(at),
        language: reply.language.code(),
        kind: reply.kind,
        articles: reply
            .articles
            .iter()
            .map(|hit| Ranked { id: hit.article.as_str(), score: hit.score })
            .collect(),
        passage: reply.passage.as_deref(),
        source: reply.source.as_ref().map(|source| Source {
            title: &source.title,
            origin: source.origin.as_deref(),
            url: source.url.as_deref(),
            updated: source.updated,
            checked: source.checked,
        }),
        hours: reply.hours.as_ref().map(|report| hours(report, wording)),
        offers: reply.offers.iter().map(|id| id.as_str()).collect(),
        text: plain::text(reply),
    }
}

pub fn hours(report: &HoursReport, wording: &Wording) -> HoursLine {
    HoursLine {
        about: report.about,
        instant: report.instant.map(moment),
        open: report.open,
        opens: report.opens.map(moment),
        closes: report.closes.map(moment),
        days: report.days.iter().map(|of| day(of, wording)).collect(),
    }
}

fn day(day: &Day, wording: &Wording) -> DayLine {
    DayLine {
        date: day.date,
        intervals: day
            .intervals
            .iter()
            .map(|(from, to)| format!("{}-{}", from.format("%H:%M"), to.format("%H:%M")))
            .collect(),
        reason: day.reason.as_ref().map(|reason| match reason {
            Reason::Holiday(holiday) => wording.holiday(ReplyLanguage::Swedish, *holiday),
            Reason::Exception(text) => text.clone(),
        }),
    }
}

pub fn moment(at: NaiveDateTime) -> String {
    let seconds = at.format("%S").to_string();
    at.format(if seconds == "00" { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}

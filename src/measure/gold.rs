//! One question with the right reply, and whether a reply is right.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

use crate::answer::plain;
use crate::hours::Hours;
use crate::model::article::{Article, ArticleId, ArticleKind};
use crate::model::knowledge::Knowledge;
use crate::model::reply::{Reply, ReplyKind};
use crate::model::time::About;

#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    pub id: String,
    pub question: String,
    pub at: String,
    pub kind: ReplyKind,
    #[serde(default)]
    pub articles: Vec<String>,
    pub must_quote: Option<String>,
    #[serde(default)]
    pub fields: Vec<String>,
    pub hours: Option<HoursGold>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub ambiguous: bool,
}

#[derive(Clone, Debug, Deserialize)]
pub struct HoursGold {
    about: About,
    date: Option<NaiveDate>,
    instant: Option<String>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// A line of a question set that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct RowError {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub reason: String,
}

/// What rightness is judged against besides the row itself.
pub struct Gold<'a> {
    pub knowledge: &'a Knowledge,
    /// Staff's entries, which may be the right answers too.
    pub faq: &'a [Article],
    pub hours: &'a Hours,
}

const EMERGENCY_NUMBERS: [&str; 5] = ["112", "114 14", "113 13", "1177", "90101"];

impl Gold<'_> {
    /// `Ok` if the reply is right, else what was expected instead.
    pub fn judge(&self, row: &Row, at: NaiveDateTime, reply: &Reply) -> Result<(), String> {
        if reply.kind != row.kind {
            return Err(format!("{:?}", row.kind).to_lowercase());
        }
        let text = plain::text(reply);
        let holds = |wanted: &str| text.contains(wanted);
        match row.kind {
            ReplyKind::Answer => {
                let first = reply.articles.first().map(|hit| hit.article.as_str());
                let right = first.is_some_and(|id| row.articles.iter().any(|gold| gold == id))
                    && self.quotes(reply);
                right.then_some(()).ok_or_else(|| row.articles.join(" | "))
            }
            ReplyKind::Overview => {
                let areas = self
                    .knowledge
                    .articles
                    .iter()
                    .filter(|article| article.kind == ArticleKind::FocusArea);
                let missing: Vec<&str> = areas
                    .map(|article| article.title.as_str())
                    .filter(|title| !holds(title))
                    .collect();
                missing.is_empty().then_some(()).ok_or_else(|| missing.join(", "))
            }
            ReplyKind::Contact => {
                let missing: Vec<&str> = row
                    .fields
                    .iter()
                    .map(String::as_str)
                    .filter(|field| !self.has_detail(&text, field))
                    .collect();
                missing.is_empty().then_some(()).ok_or_else(|| missing.join(", "))
            }
            ReplyKind::Hours => self.judge_hours(row, at, reply, &text),
            ReplyKind::Emergency => EMERGENCY_NUMBERS
                .iter()
                .any(|number| holds(number))
                .then_some(())
                .ok_or_else(|| "a number to call".to_owned()),
            ReplyKind::Unknown => {
                let contact = &self.knowledge.contact;
                (holds(&contact.phone) || holds(&contact.email))
                    .then_some(())
                    .ok_or_else(|| "phone or e-mail".to_owned())
            }
            // Nothing but the kind.
            _ => Ok(()),
        }
    }

    /// The passage is one contiguous piece of the first article's body.
    fn quotes(&self, reply: &Reply) -> bool {
        let of = |id: &ArticleId| {
            self.knowledge.article(id).or_else(|| self.faq.iter().find(|entry| entry.id == *id))
        };
        let article = reply.articles.first().and_then(|hit| of(&hit.article));
        article
            .zip(reply.passage.as_deref())
            .is_some_and(|(article, passage)| article.body.contains(passage))
    }

    pub(super) fn has_detail(&self, text: &str, field: &str) -> bool {
        let contact = &self.knowledge.contact;
        match field {
            "phone" => text.contains(&contact.phone),
            "email" => text.contains(&contact.email),
            "visit" => contact
                .visit
                .last()
                .and_then(|line| line.split(',').next())
                .is_some_and(|street| text.contains(street)),
            "post" => contact.post.last().is_some_and(|line| text.contains(line.as_str())),
            "map" => text.contains("http"),
            _ => false,
        }
    }

    fn judge_hours(
        &self,
        row: &Row,
        at: NaiveDateTime,
        reply: &Reply,
        text: &str,
    ) -> Result<(), String> {
        let (Some(gold), Some(report)) = (&row.hours, &reply.hours) else {
            return Err("hours".to_owned());
        };
        let expected = |right: bool, what: String| if right { Ok(()) } else { Err(what) };
        match gold.about {
            About::Now | About::Closes | About::NextOpen => {
                let status = self.hours.status(at);
                let right = report.open == status.open
                    && (if status.open {
                        report.closes == status.closes
                    } else {
                        report.opens == status.opens
                    });
                expected(right, format!("{:?} at {at}", gold.about))
            }
            About::Week => {
                expected(text.contains("8.00") && text.contains("16.30"), "week".to_owned())
            }
            About::Date => {
                let days = gold.date.map(|date| vec![self.hours.day(date)]).unwrap_or_default();
                let found: Vec<_> =
                    report.days.iter().map(|day| (day.date, &day.intervals)).collect();
                expected(
                    found == days.iter().map(|day| (day.date, &day.intervals)).collect::<Vec<_>>(),
                    format!("{:?}", gold.date),
                )
            }
            About::Range => {
                let (Some(from), Some(to)) = (gold.from, gold.to) else {
                    return Err("range".to_owned());
                };
                let open = |days: &[crate::model::time::Day]| -> Vec<_> {
                    days.iter()
                        .filter(|day| !day.intervals.is_empty())
                        .map(|day| (day.date, day.intervals.clone()))
                        .collect()
                };
                let right = report.about == About::Range || report.about == About::Date;
                expected(
                    right && open(&report.days) == open(&self.hours.days(from, to)),
                    format!("{from}..{to}"),
                )
            }
            About::Instant => {
                let moment = gold
                    .instant
                    .as_deref()
                    .and_then(|text| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok());
                let open = moment.map(|moment| self.hours.status(moment).open);
                expected(
                    report.instant == moment && Some(report.open) == open,
                    format!("{:?}", gold.instant),
                )
            }
        }
    }
}

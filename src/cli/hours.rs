//! `alebot hours`: open now, or on a day?

use std::io::Write;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::additions::additions;
use super::json::{self, HoursLine};
use super::{Failure, Settings, clock};
use crate::answer::compose::{self, Facts};
use crate::answer::plain;
use crate::assistant::rule_with;
use crate::hours::Hours as Schedule;
use crate::knowledge::Loaded;
use crate::model::understanding::Understanding;
use crate::model::verdict::{HoursQuestion, Verdict};

#[derive(Args)]
pub struct Hours {
    /// En viss dag: 2026-12-24
    #[arg(long, value_name = "DATUM")]
    on: Option<NaiveDate>,
    /// Svaret som JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Output {
    at: String,
    #[serde(flatten)]
    hours: HoursLine,
    text: String,
}

impl Hours {
    /// Needs neither index nor classifier: the hours of many moments are asked for one after another.
    pub fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let Loaded { knowledge, wording, .. } = settings.knowledge()?;
        let additions = additions(settings, &knowledge.contact.hours)?;
        let rule = &rule_with(&knowledge.contact.hours, &additions);
        let schedule = Schedule::new(rule).map_err(|error| Failure::Told(error.to_string()))?;
        let now = clock::local(settings.at, rule.time_zone);
        let language = settings.lang.unwrap_or_default();
        let facts = Facts {
            knowledge: &knowledge,
            wording: &wording,
            hours: &schedule,
            additions: &additions,
            now,
            language,
            pointers: Default::default(),
            misses: 0,
            simplified: false,
            privacy: Default::default(),
        };
        let question = self.on.map_or(HoursQuestion::Now, |date| HoursQuestion::Dates(vec![date]));
        let reply =
            compose::compose(&facts, &Verdict::Hours(question), &Understanding::nothing(), &[]);
        let text = plain::text(&reply);
        let mut out = std::io::stdout().lock();
        match reply.hours.as_ref().filter(|_| self.json) {
            Some(report) => {
                let output =
                    Output { at: json::moment(now), hours: json::hours(report, &wording), text };
                writeln!(out, "{}", serde_json::to_string(&output).unwrap_or_default())?;
            }
            None => writeln!(out, "{text}")?,
        }
        Ok(())
    }
}

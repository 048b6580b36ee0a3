//! What the desk does by the clock: one digest when the centre opens, reminders of cases that wait.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::watch;

use super::Desk;
use super::effects::Scene;
use crate::desk::case::CaseEvent;
use crate::desk::case::event::Wait;
use crate::desk::case::waiting::{Reminding, digest_is_due, reminding, wait};
use crate::desk::span::local;
use crate::model::case::CaseNumber;
use crate::model::delivery::Regarding;
use crate::model::outgoing::{Outgoing, Saying, Urgency};
use crate::model::rich::Rich;
use crate::pipe::{Outcome, PipeError};
use crate::service::letters;
use crate::store::{Case, CaseWrite, Letter, StoreError, Write};
use crate::wording::Message;

/// How often the desk looks at the clock.
const EVERY: Duration = Duration::from_secs(5);
/// For which opening staff were told last of what waits, as a setting: a local time.
const TOLD: &str = "desk: digest";
/// When staff were last reminded of many cases together, as a setting: a local time.
const REMINDED: &str = "desk: reminded";
/// So many cases, and so much text in UTF-16 units, are named at most, so that it is one message of a channel's with the links in it: Telegram's
/// have 4096 units and 100 links.
const LISTED: usize = 90;
const LISTED_UNITS: usize = 3_600;

/// Looks at the clock until `stopping`; what is due goes through `post`.
pub async fn keep_round<P, F>(desk: Arc<Desk>, post: P, mut stopping: watch::Receiver<bool>)
where
    P: Fn(Outcome) -> F,
    F: Future<Output = Result<(), PipeError>>,
{
    let mut every = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            _ = every.tick() => {}
        }
        let due = match desk.round().await {
            Ok(due) => due,
            Err(error) => {
                tracing::warn!(%error, "the desk could not look for what waits");
                continue;
            }
        };
        if due != Outcome::default()
            && let Err(error) = post(due).await
        {
            tracing::warn!(%error, "staff could not be told what waits");
        }
    }
}

impl Desk {
    /// What is due now.
    async fn round(&self) -> Result<Outcome, StoreError> {
        // Everything in its place first: whatever was held while nobody looked.
        let writes = self.located().await?;
        if !writes.is_empty() {
            return Ok(Outcome::write(writes));
        }
        let mut outcome = Outcome::default();
        // While nobody would read it nothing of this is said: it is due when the group is back.
        if !self.is_barred().await? {
            outcome = self.reunited().await?;
            let waiting = self.waiting().await?;
            outcome.join(self.digest(&waiting).await?);
            outcome.join(self.reminders(&waiting).await?);
        }
        outcome.join(self.tell_answered().await?);
        Ok(outcome)
    }

    /// The cases that wait for staff, and since when, the oldest first.
    async fn waiting(&self) -> Result<Vec<(Case, i64)>, StoreError> {
        let since: HashMap<CaseNumber, i64> =
            self.store.waiting_since().await?.into_iter().collect();
        let open = self.store.open_cases().await?.into_iter();
        let mut waiting: Vec<(Case, i64)> =
            open.filter_map(|case| since.get(&case.number).map(|ms| (case.clone(), *ms))).collect();
        waiting.sort_by_key(|(case, since_ms)| (*since_ms, case.number));
        Ok(waiting)
    }

    async fn digest(&self, waiting: &[(Case, i64)]) -> Result<Outcome, StoreError> {
        let told = self.moment_noted(TOLD).await?;
        let assistant = self.brain.assistant();
        let Some(opened) = digest_is_due(assistant.hours(), self.brain.local_now(), told) else {
            return Ok(Outcome::default());
        };
        let mut outcome = Outcome::write([noted(TOLD, opened)]);
        let since_before: Vec<&(Case, i64)> =
            waiting.iter().filter(|(_, since_ms)| self.local(*since_ms) < opened).collect();
        if since_before.is_empty() {
            return Ok(outcome);
        }
        let count = ("count", since_before.len().to_string().into());
        let heading = self.tell(Message::DigestHeading, &[count]);
        let digest = self.listed_waiting(&heading, &since_before).await?;
        outcome.letters = vec![digest.regarding(Regarding::Digest)];
        Ok(outcome)
    }

    /// A message to the group that names the first of the cases, with the way to each.
    async fn listed_waiting(
        &self,
        heading: &str,
        waiting: &[&(Case, i64)],
    ) -> Result<Letter, StoreError> {
        let group = self.group().await?;
        let mut text = Rich::new().bold(heading);
        let mut listed = 0;
        for (case, since_ms) in waiting.iter().take(LISTED) {
            let args = [
                ("number", case.number.to_string().into()),
                ("name", case.name.as_str().into()),
                ("since", self.moment(*since_ms).into()),
            ];
            let row = self.tell(Message::DigestRow, &args);
            if text.units() + row.encode_utf16().count() > LISTED_UNITS {
                break;
            }
            text = text.plain("\n");
            let link = case.place.and_then(|place| (self.settings.link)(group, place, case.card));
            text = match link {
                Some(link) => text.link(&row, &link),
                None => text.plain(&row),
            };
            listed += 1;
        }
        if let Some(more) = waiting.len().checked_sub(listed).filter(|more| *more > 0) {
            let more = self.tell(Message::DigestMore, &[("count", more.to_string().into())]);
            text = text.plain("\n").plain(&more);
        }
        let said = letters::outgoing(group, Saying::from(text).say(None));
        Ok(Letter::from(Outgoing { urgency: Urgency::Digest, ..said }))
    }

    async fn reminders(&self, waiting: &[(Case, i64)]) -> Result<Outcome, StoreError> {
        let limit = i64::from(self.settings.remind_minutes);
        let (assistant, now) = (self.brain.assistant(), self.brain.local_now());
        let wait = |(case, since_ms): &(Case, i64)| {
            let reminded = case.reminded_ms.map(|ms| self.local(ms));
            wait(assistant.hours(), self.local(*since_ms), reminded, now, limit)
        };
        let waits: Vec<(&(Case, i64), Wait)> =
            waiting.iter().map(|waiting| (waiting, wait(waiting))).collect();
        let long: Vec<&(Case, i64)> =
            waits.iter().filter(|(_, wait)| wait.is_long()).map(|(waiting, _)| *waiting).collect();
        let due: Vec<&(&(Case, i64), Wait)> =
            waits.iter().filter(|(_, wait)| wait.is_due()).collect();
        if due.is_empty() {
            return Ok(Outcome::default());
        }
        let last = self.moment_noted(REMINDED).await?;
        match reminding(long.len(), last, now, limit) {
            Reminding::Later => Ok(Outcome::default()),
            Reminding::EachCase => {
                let mut outcome = Outcome::default();
                for ((case, since_ms), wait) in due {
                    let scene = Scene { since_ms: *since_ms, ..Scene::default() };
                    let event = CaseEvent::Waited(*wait);
                    outcome.join(self.happened_in(case, &event, &scene).await?);
                }
                Ok(outcome)
            }
            Reminding::Together => {
                let args = [
                    ("count", long.len().to_string().into()),
                    ("minutes", limit.to_string().into()),
                ];
                let heading = self.tell(Message::StaffReminders, &args);
                let cases = due.iter().map(|((case, _), _)| case.number).collect();
                let listed = self.listed_waiting(&heading, &long).await?;
                Ok(Outcome {
                    writes: vec![noted(REMINDED, now)],
                    letters: vec![listed.regarding(Regarding::Reminders { cases })],
                })
            }
        }
    }

    /// A local time that was noted as a setting.
    async fn moment_noted(&self, key: &str) -> Result<Option<NaiveDateTime>, StoreError> {
        Ok(self.store.setting(key).await?.and_then(|noted| noted.parse().ok()))
    }

    fn local(&self, ms: i64) -> NaiveDateTime {
        local(ms, self.brain.zone()).unwrap_or_default()
    }
}

fn noted(key: &str, at: NaiveDateTime) -> Write {
    let value = at.format("%Y-%m-%dT%H:%M:%S").to_string();
    Write::Setting { key: key.to_owned(), value }
}

/// The cases that staff have been reminded of in one message.
pub(super) fn reminded(cases: &[CaseNumber]) -> Vec<Write> {
    let reminded = |number: &CaseNumber| Write::Case(CaseWrite::Reminded { number: *number });
    cases.iter().map(reminded).collect()
}

/// The reminder of many cases has reached nobody.
pub(super) fn reminders_untold() -> Write {
    Write::Setting { key: REMINDED.to_owned(), value: String::new() }
}

/// The digest of this opening has reached nobody.
pub(super) fn digest_untold() -> Write {
    Write::Setting { key: TOLD.to_owned(), value: String::new() }
}

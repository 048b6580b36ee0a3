//! What the desk does by the clock: one digest when the centre opens, reminders of cases that wait.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use tokio::sync::watch;

use super::{Desk, note};
use crate::desk::span::local;
use crate::desk::waiting::{digest_is_due, reminder_is_due};
use crate::model::outgoing::{Outgoing, Urgency};
use crate::service::letters;
use crate::service::pipe::{Outcome, PipeError};
use crate::store::{Case, CaseWrite, Letter, StoreError, Write};
use crate::telegram::markup::Rich;
use crate::telegram::render;
use crate::wording::Message;

/// How often the desk looks at the clock.
const EVERY: Duration = Duration::from_secs(5);
/// For which opening staff were told last of what waits, as a setting: a local time.
const TOLD: &str = "desk: digest";

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
            return Ok(Outcome { writes, letters: Vec::new() });
        }
        let mut outcome =
            if self.is_barred().await? { Outcome::default() } else { self.reunited().await? };
        let waiting = self.waiting().await?;
        outcome.join(self.digest(&waiting).await?);
        outcome.join(self.reminders(&waiting).await?);
        outcome.join(self.tell_answered().await?);
        Ok(outcome)
    }

    /// The cases that wait for staff, and since when, the oldest first.
    async fn waiting(&self) -> Result<Vec<(Case, i64)>, StoreError> {
        let since: HashMap<i64, i64> = self.store.waiting_since().await?.into_iter().collect();
        let open = self.store.open_cases().await?.into_iter();
        let mut waiting: Vec<(Case, i64)> =
            open.filter_map(|case| since.get(&case.number).map(|ms| (case.clone(), *ms))).collect();
        waiting.sort_by_key(|(case, since_ms)| (*since_ms, case.number));
        Ok(waiting)
    }

    async fn digest(&self, waiting: &[(Case, i64)]) -> Result<Outcome, StoreError> {
        let told = self.store.setting(TOLD).await?.and_then(|told| told.parse().ok());
        let assistant = self.brain.assistant();
        let Some(opened) = digest_is_due(assistant.hours(), self.brain.local_now(), told) else {
            return Ok(Outcome::default());
        };
        let noted = Write::Setting {
            key: TOLD.to_owned(),
            value: opened.format("%Y-%m-%dT%H:%M:%S").to_string(),
        };
        let mut outcome = Outcome { writes: vec![noted], letters: Vec::new() };
        let since_before: Vec<&(Case, i64)> =
            waiting.iter().filter(|(_, since_ms)| self.local(*since_ms) < opened).collect();
        if since_before.is_empty() {
            return Ok(outcome);
        }
        let group = self.group().await?;
        let mut text = Rich::new().bold(
            &self.tell(Message::DigestHeading, &[("count", since_before.len().to_string().into())]),
        );
        for (case, since_ms) in since_before {
            let args = [
                ("number", case.number.to_string().into()),
                ("name", case.name.as_str().into()),
                ("since", self.moment(*since_ms).into()),
            ];
            let row = self.tell(Message::DigestRow, &args);
            text = text.plain("\n");
            text = match Desk::link(group, case) {
                Some(link) => text.link(&row, &link),
                None => text.plain(&row),
            };
        }
        let messages = render::messages(&text).into_iter();
        outcome.letters = messages
            .map(|message| Outgoing {
                urgency: Urgency::Digest,
                ..letters::outgoing(group, None, message.send(None))
            })
            .map(Letter::from)
            .collect();
        Ok(outcome)
    }

    async fn reminders(&self, waiting: &[(Case, i64)]) -> Result<Outcome, StoreError> {
        let after = TimeDelta::minutes(i64::from(self.settings.remind_minutes));
        let (assistant, now) = (self.brain.assistant(), self.brain.local_now());
        let mut outcome = Outcome::default();
        for (case, since_ms) in waiting {
            let reminded = case.reminded_ms.map(|ms| self.local(ms));
            if !reminder_is_due(assistant.hours(), self.local(*since_ms), reminded, now, after) {
                continue;
            }
            let args = [
                ("name", case.name.as_str().into()),
                ("number", case.number.to_string().into()),
                ("since", self.moment(*since_ms).into()),
            ];
            let text = self.tell(Message::StaffReminder, &args);
            let mut letters = note(self.group().await?, case, &text, None);
            for letter in &mut letters {
                letter.outgoing.urgency = Urgency::Digest;
            }
            outcome.join(Outcome {
                writes: vec![Write::Case(CaseWrite::Reminded { number: case.number })],
                letters,
            });
        }
        Ok(outcome)
    }

    fn local(&self, ms: i64) -> NaiveDateTime {
        local(ms, self.brain.zone()).unwrap_or_default()
    }
}

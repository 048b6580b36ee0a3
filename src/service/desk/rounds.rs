//! What the desk does by the clock: one digest when the centre opens, reminders of cases that wait.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::watch;

use super::Desk;
use super::effects::Scene;
use crate::desk::case::CaseEvent;
use crate::desk::case::waiting::{digest_is_due, wait};
use crate::desk::span::local;
use crate::model::case::CaseNumber;
use crate::model::outgoing::{Outgoing, Saying, Urgency};
use crate::model::rich::Rich;
use crate::pipe::{Outcome, PipeError};
use crate::service::letters;
use crate::store::{Case, Letter, StoreError, Write};
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
            return Ok(Outcome::write(writes));
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
        let since: HashMap<CaseNumber, i64> =
            self.store.waiting_since().await?.into_iter().collect();
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
        let mut outcome = Outcome::write([noted]);
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
            let link = case.place.and_then(|place| (self.settings.link)(group, place, case.card));
            text = match link {
                Some(link) => text.link(&row, &link),
                None => text.plain(&row),
            };
        }
        let digest = letters::outgoing(group, Saying::from(text).say(None));
        outcome.letters = vec![Letter::from(Outgoing { urgency: Urgency::Digest, ..digest })];
        Ok(outcome)
    }

    async fn reminders(&self, waiting: &[(Case, i64)]) -> Result<Outcome, StoreError> {
        let limit = i64::from(self.settings.remind_minutes);
        let (assistant, now) = (self.brain.assistant(), self.brain.local_now());
        let mut outcome = Outcome::default();
        for (case, since_ms) in waiting {
            let reminded = case.reminded_ms.map(|ms| self.local(ms));
            let wait = wait(assistant.hours(), self.local(*since_ms), reminded, now, limit);
            let scene = Scene { since_ms: *since_ms, ..Scene::default() };
            outcome.join(self.happened_in(case, &CaseEvent::Waited(wait), &scene).await?);
        }
        Ok(outcome)
    }

    fn local(&self, ms: i64) -> NaiveDateTime {
        local(ms, self.brain.zone()).unwrap_or_default()
    }
}

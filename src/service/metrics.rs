//! What is counted, in the text format of Prometheus (OpenMetrics 1.0).
//!
//! Invariant: no label says who somebody is or what they wrote; each has a handful of values.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric, text};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::tasks::Task;
use crate::model::incoming::{Event, Incoming};
use crate::pipe::{Ended, Tally};
use crate::store::{Counts, HandledState};

/// What `Content-Type` calls the format.
pub(super) const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds in seconds: a reply takes milliseconds, an engine that is asked in vain 0.15, a deadline 20.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 20.0];

type Labels = [(&'static str, &'static str); 2];

/// Counted while updates are handled. Clones count together.
#[derive(Clone, Debug)]
pub struct Metrics {
    updates: Family<Labels, Counter>,
    seconds: Histogram,
    panics: Family<[(&'static str, &'static str); 1], Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let updates: Family<Labels, Counter> = Family::default();
        // There from the start: Prometheus sees no increase in a series that begins with its first event.
        for kind in Event::KINDS {
            drop(updates.get_or_create(&[("kind", kind), ("outcome", FAILED)]));
        }
        let metrics =
            Metrics { updates, seconds: Histogram::new(SECONDS), panics: Family::default() };
        for task in Task::ALL {
            drop(metrics.panics_of(task));
        }
        metrics
    }
}

/// What alerts ask for.
const FAILED: &str = "failed";

/// What became of an update, in a word.
fn outcome(ended: &Ended) -> &'static str {
    match ended.state {
        HandledState::Failed => FAILED,
        HandledState::Handled if ended.letters == 0 => "silent",
        HandledState::Handled => "answered",
    }
}

impl Metrics {
    /// Counts an update, and says in the log what became of it: one line each, without anything that somebody wrote.
    pub(super) fn note(&self, update: &Incoming, ended: &Ended) {
        let (kind, outcome) = (update.event.kind(), outcome(ended));
        self.updates.get_or_create(&[("kind", kind), ("outcome", outcome)]).inc();
        self.seconds.observe(ended.took.as_secs_f64());
        let ms = u64::try_from(ended.took.as_millis()).unwrap_or(u64::MAX);
        let (update, letters) = (update.update_id.number(), ended.letters);
        tracing::info!(update, kind, outcome, letters, ms, "update handled");
    }

    /// Counts that a task beside the pipe has panicked.
    pub(super) fn note_panic(&self, task: Task) {
        self.panics_of(task).inc();
    }

    fn panics_of(&self, task: Task) -> impl Deref<Target = Counter> {
        self.panics.get_or_create(&[("task", task.name())])
    }

    /// All that is known, as text.
    pub(super) fn text(&self, sampled: Sampled) -> Result<String, fmt::Error> {
        let mut registry = self.registry();
        registry.register_collector(Box::new(sampled));
        let mut page = String::new();
        text::encode(&mut page, &registry)?;
        Ok(page)
    }

    /// What is counted in here.
    fn registry(&self) -> Registry {
        let mut registry = Registry::with_prefix("alebot");
        registry.register("updates", "Updates done with", self.updates.clone());
        registry.register(
            "task_panics",
            "How often a task beside the pipe had to be begun again",
            self.panics.clone(),
        );
        registry.register(
            "update_seconds",
            "From an update's turn until what follows from it is stored",
            self.seconds.clone(),
        );
        registry
    }

    /// The same without what is looked up.
    #[cfg(test)]
    pub(super) fn counted(&self) -> String {
        let mut page = String::new();
        text::encode(&mut page, &self.registry()).unwrap();
        page
    }
}

/// What is looked up when somebody asks.
#[derive(Debug)]
pub(super) struct Sampled {
    pub tally: Arc<Tally>,
    /// `None`: not counted yet.
    pub counts: Option<Counts>,
    /// For how long the oldest letter has waited.
    pub oldest_letter: Duration,
    pub database: bool,
    /// Of all instances on the database.
    pub leads: bool,
    pub telegram: bool,
    /// For how long Telegram wants to be left alone.
    pub telegram_rest: Duration,
    /// `None`: no engine is set.
    pub engine: Option<bool>,
    pub articles: usize,
}

impl Collector for Sampled {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        for (name, help, counter) in self.counters() {
            let counter = ConstCounter::new(counter.load(Ordering::Relaxed));
            let metric = encoder.encode_descriptor(name, help, None, counter.metric_type())?;
            counter.encode(metric)?;
        }
        for (name, help, value) in self.gauges() {
            let gauge = ConstGauge::new(value);
            let metric = encoder.encode_descriptor(name, help, None, gauge.metric_type())?;
            gauge.encode(metric)?;
        }
        Ok(())
    }
}

impl Sampled {
    fn counters(&self) -> [(&'static str, &'static str, &AtomicU64); 6] {
        let tally = &*self.tally;
        [
            ("updates_taken", "Updates stored", &tally.taken),
            ("updates_duplicate", "Updates that came again", &tally.duplicates),
            ("letters_sent", "Letters that the channel took", &tally.sent),
            ("letters_refused", "Letters that the channel will never take", &tally.refused),
            ("letters_expired", "Letters given up while others went out", &tally.expired),
            ("letters_retried", "Tries that are made again", &tally.retried),
        ]
    }

    fn gauges(&self) -> Vec<(&'static str, &'static str, f64)> {
        let is = |up: bool| if up { 1.0 } else { 0.0 };
        let rest = self.telegram_rest.as_secs_f64();
        let mut gauges = vec![
            ("database_up", "Whether the database takes writes", is(self.database)),
            ("leading", "Whether this instance handles and sends", is(self.leads)),
            ("telegram_up", "Whether Telegram answered the last request", is(self.telegram)),
            ("telegram_rest_seconds", "For how long Telegram wants to be left alone", rest),
            ("articles", "Articles and pages in use", self.articles as f64),
        ];
        if let Some(asked) = self.engine {
            gauges.push(("engine_up", "Whether the embedding engine is asked", is(asked)));
        }
        if let Some(counts) = &self.counts {
            gauges.extend(stored(counts));
            let oldest = self.oldest_letter.as_secs_f64();
            gauges.push(("oldest_letter_seconds", "For how long the oldest letter waits", oldest));
        }
        gauges
    }
}

/// Numbers of rows, as last counted.
fn stored(counts: &Counts) -> [(&'static str, &'static str, f64); 10] {
    [
        ("updates_waiting", "Updates not handled yet", counts.updates_waiting as f64),
        ("updates_set_aside", "Updates that could not be handled", counts.updates_failed as f64),
        ("letters_waiting", "Letters not sent yet", counts.letters_waiting as f64),
        ("letters_held", "Letters held until staff's group takes them", counts.letters_held as f64),
        ("cases_open", "Cases that are open", counts.cases_open as f64),
        ("conversations", "Chats of which something is remembered", counts.conversations as f64),
        ("chats_blocking", "Chats that block the bot", counts.blocked as f64),
        ("chats_barred", "Chats that staff have barred", counts.barred as f64),
        ("questions", "Questions in the log", counts.questions as f64),
        (
            "paused",
            "Whether staff have paused the assistant",
            f64::from(u8::from(counts.is_paused)),
        ),
    ]
}

//! The assistant of the moment: replaced whole when knowledge changes, never half.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::assistant::Assistant;

/// The assistant, and the clock that it goes by. Clones share both.
#[derive(Clone)]
pub struct Brain {
    assistant: Arc<RwLock<Arc<Assistant>>>,
    /// How far the service's clock is ahead of the machine's (`--at`).
    ahead: TimeDelta,
}

impl Brain {
    pub fn new(assistant: Assistant, ahead: TimeDelta) -> Self {
        Brain { assistant: Arc::new(RwLock::new(Arc::new(assistant))), ahead }
    }

    pub fn assistant(&self) -> Arc<Assistant> {
        self.assistant.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replies from now on come from this one; those under way are finished with the old.
    pub fn replace(&self, assistant: Assistant) {
        *self.assistant.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(assistant);
    }

    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.ahead
    }

    /// Local time in the centre's time zone.
    pub fn local_now(&self) -> NaiveDateTime {
        let zone = self.assistant().knowledge.contact.hours.time_zone;
        self.now().with_timezone(&zone).naive_local()
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }
}

//! The assistant of the moment: replaced whole when knowledge changes, never half.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::additions::Remembered;
use crate::assistant::{Assistant, StartError};
use crate::desk::arrival::arrived;
use crate::desk::command::{self, Command};
use crate::embedding::{Engine, InUse, Vector, Vectors};
use crate::model::desk::Additions;

/// The assistant, and the clock that it goes by. Clones share both.
#[derive(Clone)]
pub struct Brain {
    assistant: Arc<RwLock<Arc<Assistant>>>,
    /// Held while the next assistant is made from the one of the moment, so that neither knowledge nor additions are lost in between.
    changing: Arc<Mutex<()>>,
    remembered: Arc<Remembered>,
    /// How far the service's clock is ahead of the machine's (`--at`).
    ahead: TimeDelta,
    /// Gives the vectors of messages, where one is set.
    engine: Option<Arc<Engine>>,
}

impl Brain {
    pub fn new(assistant: Assistant, ahead: TimeDelta, engine: Option<Arc<Engine>>) -> Self {
        Brain {
            assistant: Arc::new(RwLock::new(Arc::new(assistant))),
            changing: Arc::default(),
            remembered: Arc::default(),
            ahead,
            engine,
        }
    }

    /// A message's vector; `None` where no engine is set or it does not answer in time.
    pub async fn embed(&self, text: &str) -> Option<Vector> {
        match &self.engine {
            Some(engine) => engine.embed_query(text).await,
            None => None,
        }
    }

    pub fn assistant(&self) -> Arc<Assistant> {
        self.assistant.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The command in a message to the bot of that name, by what commands are called at the moment.
    pub fn command(&self, text: &str, username: &str) -> Option<Command> {
        command::parse(text, username, &self.assistant().wording.commands)
    }

    /// Replies from now on come from this one, with the additions of the one before; those under way are finished with the old.
    pub fn replace(&self, assistant: Assistant) {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.assistant();
        let additions = before.additions().clone();
        let assistant = assistant.with(additions).unwrap_or_else(|error| {
            tracing::error!("the changed knowledge goes on without what staff have added: {error}");
            assistant
        });
        self.set(match before.meanings() {
            Some(meanings) => assistant.comparing(meanings),
            None => assistant,
        });
    }

    /// Replies from now on know these additions, and no others. Takes some milliseconds, more with many FAQ entries.
    pub fn add(&self, additions: Additions) -> Result<(), StartError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let assistant = self.assistant().with(additions)?;
        self.set(assistant);
        Ok(())
    }

    /// Replies from now on compare meanings by these vectors of these texts, if the texts still are those of the moment.
    pub fn compare(&self, texts: &Arc<[String]>, vectors: Vectors) {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let assistant = self.assistant();
        let Some(meanings) =
            assistant.meanings().filter(|meanings| Arc::ptr_eq(meanings.texts(), texts))
        else {
            return;
        };
        match assistant.with(assistant.additions().clone()) {
            Ok(same) => self.set(same.comparing(&meanings.with(vectors))),
            Err(error) => tracing::error!("vectors could not be taken up: {error}"),
        }
    }

    fn set(&self, assistant: Assistant) {
        *self.assistant.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(assistant);
    }

    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + self.ahead
    }

    /// Local time in the centre's time zone.
    pub fn local_now(&self) -> NaiveDateTime {
        self.now().with_timezone(&self.zone()).naive_local()
    }

    /// The centre's time zone.
    pub fn zone(&self) -> Tz {
        self.assistant().knowledge.contact.hours.time_zone
    }

    pub(super) fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// When a message came in of which its date says `sent_ms`; milliseconds since 1970. A clock that was set elsewhere knows no dates.
    pub fn arrived(&self, sent_ms: Option<i64>) -> i64 {
        arrived(sent_ms.filter(|_| self.ahead.is_zero()), self.now_ms())
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }
}

impl InUse for Brain {
    fn texts(&self) -> Arc<[String]> {
        self.assistant().meanings().map(|meanings| meanings.texts().clone()).unwrap_or_default()
    }

    fn take(&self, texts: &Arc<[String]>, vectors: Vectors) {
        self.compare(texts, vectors);
    }
}

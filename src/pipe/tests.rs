//! Commits that succeed without anybody learning of it: the one fault that cannot be made from outside.

use std::sync::Mutex;
use std::sync::atomic::Ordering::SeqCst;

use super::*;
use crate::model::outgoing::{Effect, Saying, Urgency};

/// Answers every update with its number, and remembers what was sent.
#[derive(Default)]
struct Echo {
    handled: Mutex<Vec<i64>>,
    sent: Mutex<Vec<String>>,
}

impl Handler for Echo {
    async fn handle(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        self.handled.lock().unwrap().push(update.update_id.number());
        let outgoing = Outgoing {
            chat: update.chat,
            thread: None,
            effect: Saying::plain(&update.update_id.to_string()).say(None),
            urgency: Urgency::Message,
        };
        Ok(Outcome::say(vec![outgoing.into()]))
    }

    fn apology(&self, _: &Incoming) -> Vec<Letter> {
        Vec::new()
    }
}

impl Channel for Echo {
    fn lay_out(&self, outgoing: &Outgoing) -> Vec<Parcel> {
        whole(outgoing)
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<SentMessage, SendError> {
        let Effect::Say { saying, .. } = &outgoing.effect else {
            return Err(SendError::Permanent(String::new()));
        };
        self.sent.lock().unwrap().push(saying.text.visible().to_owned());
        Ok(SentMessage::message(crate::model::id::MessageId::new(1)))
    }
}

fn whole(outgoing: &Outgoing) -> Vec<Parcel> {
    let cost = Cost { messages: 1, waits_for_others: true };
    vec![Parcel { outgoing: outgoing.clone(), cost }]
}

#[tokio::test]
async fn a_commit_that_nobody_learns_of_loses_and_doubles_nothing() {
    for window in [2, PipeSettings::default().window] {
        lose_commits(window).await;
    }
}

async fn lose_commits(window: usize) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("alebot.db").display());
    let store = Store::open(&url).await.unwrap();
    let echo = Arc::new(Echo::default());
    let settings = PipeSettings { window, ..PipeSettings::default() };
    let clock: Clock = Arc::new(|| 1_000);
    let pipe =
        Pipe::start(store.clone(), echo.clone(), echo.clone(), settings, clock).await.unwrap();
    let total = 60;
    for n in 1..=total {
        store.unacknowledged.store(u32::from(n % 3 == 0), SeqCst);
        pipe.accept(vec![Incoming::numbered(n)]).await.unwrap();
        // Another, which the handler's or the sender's commit meets.
        store.unacknowledged.store(u32::from(n % 2 == 0), SeqCst);
        tokio::time::sleep(Duration::from_millis((n % 5) as u64)).await;
    }
    store.unacknowledged.store(0, SeqCst);
    pipe.stop(Duration::from_secs(10)).await;
    let expected: Vec<i64> = (1..=total).collect();
    assert_eq!(*echo.handled.lock().unwrap(), expected);
    let sent: Vec<i64> =
        (echo.sent.lock().unwrap().iter()).map(|text| text.parse().unwrap()).collect();
    assert_eq!(sent, expected);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.updates_waiting, counts.letters_waiting), (0, 0));
}

#[tokio::test]
async fn a_task_that_has_ended_shows() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}", folder.path().join("alebot.db").display()))
        .await
        .unwrap();
    let echo = Arc::new(Echo::default());
    let clock: Clock = Arc::new(|| 1_000);
    let pipe =
        Pipe::start(store, echo.clone(), echo, PipeSettings::default(), clock).await.unwrap();
    assert_eq!(pipe.dead_task(), None);
    pipe.leading().as_ref().unwrap().outbox.abort();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(pipe.dead_task(), Some("outbox"));
}

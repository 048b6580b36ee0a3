//! Commits that succeed without anybody learning of it: the one fault that cannot be made from outside.

use std::sync::Mutex;
use std::sync::atomic::Ordering::SeqCst;

use super::*;
use crate::model::id::ChatId;
use crate::model::incoming::Event;
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
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("alebot.db").display());
    let store = Store::open(&url).await.unwrap();
    let echo = Arc::new(Echo::default());
    let settings = PipeSettings { limits: Limits::default(), ..PipeSettings::default() };
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

/// Computes for as long as a message says, in seconds, as understanding would: it cannot be interrupted. Apologises with a minus.
struct Computing;

impl Handler for Computing {
    async fn handle(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        let Event::Other(seconds) = &update.event else { return Ok(Outcome::default()) };
        std::thread::sleep(Duration::from_secs_f64(seconds.parse().unwrap()));
        Ok(Outcome::say(vec![said(update.chat, update.update_id.number())]))
    }

    fn apology(&self, update: &Incoming) -> Vec<Letter> {
        vec![said(update.chat, -update.update_id.number())]
    }
}

fn said(chat: ChatId, number: i64) -> Letter {
    let effect = Saying::plain(&number.to_string()).say(None);
    Outgoing { chat, thread: None, effect, urgency: Urgency::Message }.into()
}

fn computing(update_id: i64, seconds: &str) -> Incoming {
    Incoming {
        chat: ChatId::new(update_id),
        event: Event::Other(seconds.to_owned()),
        ..Incoming::numbered(update_id)
    }
}

fn numbers(echo: &Echo) -> Vec<i64> {
    echo.sent.lock().unwrap().iter().map(|text| text.parse().unwrap()).collect()
}

/// One thread for everything: what computes on it would hold up all else.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_computes_too_long_is_set_aside_and_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}", folder.path().join("alebot.db").display()))
        .await
        .unwrap();
    let echo = Arc::new(Echo::default());
    let settings = PipeSettings {
        limits: Limits::default(),
        deadline: Duration::from_millis(400),
        ..PipeSettings::default()
    };
    let clock: Clock = Arc::new(|| 1_000);
    let pipe = Pipe::start(store.clone(), Arc::new(Computing), echo.clone(), settings, clock)
        .await
        .unwrap();
    pipe.accept(vec![computing(1, "3"), computing(2, "0")]).await.unwrap();
    while numbers(&echo).len() < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(numbers(&echo), [2, -1], "the other is answered first, and whoever waits is told");
    assert_eq!(store.counts().await.unwrap().updates_failed, 1);
}

#[test]
fn an_update_in_hand_at_three_kills_is_set_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("alebot.db").display());
    let echo = Arc::new(Echo::default());
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
    };
    let start = async || {
        let store = Store::open(&url).await.unwrap();
        let settings = PipeSettings { limits: Limits::default(), ..PipeSettings::default() };
        let clock: Clock = Arc::new(|| 1_000);
        Pipe::start(store, Arc::new(Computing), echo.clone(), settings, clock).await.unwrap()
    };
    for kill in 0..3 {
        let runtime = runtime();
        runtime.block_on(async {
            let pipe = start().await;
            if kill == 0 {
                pipe.accept(vec![computing(1, "20"), computing(2, "0")]).await.unwrap();
            }
            // Longer than it takes until what is in hand is noted.
            tokio::time::sleep(Duration::from_millis(1_500)).await;
            std::mem::forget(pipe);
        });
        runtime.shutdown_background();
    }
    let runtime = runtime();
    runtime.block_on(async {
        let _pipe = start().await;
        while numbers(&echo).len() < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    runtime.shutdown_background();
    assert_eq!(numbers(&echo), [2, -1]);
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

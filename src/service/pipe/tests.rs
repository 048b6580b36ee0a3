//! Commits that succeed without anybody learning of it: the one fault that cannot be made from outside.

use std::sync::Mutex;
use std::sync::atomic::Ordering::SeqCst;

use super::*;
use crate::model::incoming::{ChatKind, Event};
use crate::model::outgoing::{Request, Urgency};

/// Answers every update with its number, and remembers what was sent.
#[derive(Default)]
struct Echo {
    handled: Mutex<Vec<i64>>,
    sent: Mutex<Vec<String>>,
}

impl Handler for Echo {
    async fn handle(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        self.handled.lock().unwrap().push(update.update_id);
        let outgoing = Outgoing {
            chat: update.chat,
            thread: None,
            request: Request::Send { html: update.update_id.to_string(), keyboard: Vec::new(), reply_to: None },
            urgency: Urgency::Message,
        };
        Ok(Outcome { writes: Vec::new(), letters: vec![outgoing.into()] })
    }

    fn apology(&self, _: &Incoming) -> Vec<Letter> {
        Vec::new()
    }
}

impl Sender for Echo {
    async fn send(&self, outgoing: &Outgoing) -> Result<SentMessage, SendError> {
        let Request::Send { html, .. } = &outgoing.request else {
            return Err(SendError::Permanent(String::new()));
        };
        self.sent.lock().unwrap().push(html.clone());
        Ok(SentMessage::message(1))
    }
}

fn update(update_id: i64) -> Incoming {
    Incoming { update_id, chat: 1, chat_kind: ChatKind::Private, thread: None, from: None, event: Event::Other(String::new()) }
}

#[tokio::test]
async fn a_commit_that_nobody_learns_of_loses_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("alebot.db").display());
    let store = Store::open(&url).await.unwrap();
    let echo = Arc::new(Echo::default());
    let settings = PipeSettings { limits: Limits::Off, ..PipeSettings::default() };
    let clock: Clock = Arc::new(|| 1_000);
    let pipe = Pipe::start(store.clone(), echo.clone(), echo.clone(), settings, clock).await.unwrap();
    let total = 60;
    for n in 1..=total {
        store.unacknowledged.store(u32::from(n % 3 == 0), SeqCst);
        pipe.accept(vec![update(n)]).await.unwrap();
        // Another, which the handler's or the sender's commit meets.
        store.unacknowledged.store(u32::from(n % 2 == 0), SeqCst);
        tokio::time::sleep(Duration::from_millis((n % 5) as u64)).await;
    }
    store.unacknowledged.store(0, SeqCst);
    pipe.stop(Duration::from_secs(10)).await;
    let expected: Vec<i64> = (1..=total).collect();
    assert_eq!(*echo.handled.lock().unwrap(), expected);
    let sent: Vec<i64> = (echo.sent.lock().unwrap().iter()).map(|text| text.parse().unwrap()).collect();
    assert_eq!(sent, expected);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.updates_waiting, counts.letters_waiting), (0, 0));
}

//! A third channel, a list in memory: the pipe, the store and the service serve it as they serve Telegram, and know nothing of it.

mod databases;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alebot::assistant::Assistant;
use alebot::model::action::Action;
use alebot::model::delivery::{SendError, SentMessage};
use alebot::model::id::{ChatId, MessageId, UpdateId};
use alebot::model::incoming::{ChatKind, Event, Incoming, Received};
use alebot::model::outgoing::{Effect, Outgoing, Press};
use alebot::model::privacy::Privacy;
use alebot::pipe::{Channel, Cost, Parcel, Pipe, PipeSettings};
use alebot::service::{Brain, FloodLimit, Front, Metrics, Residents};
use alebot::store::Store;
use chrono::{NaiveDate, TimeDelta};
use databases::{on_each_database, runtime};

/// Keeps what is said, as a web page would show it; a message takes any length.
#[derive(Default)]
struct Memory {
    said: Mutex<Vec<Effect>>,
}

impl Channel for Memory {
    fn lay_out(&self, outgoing: &Outgoing) -> Vec<Parcel> {
        let cost = Cost { messages: 1, waits_for_others: true };
        vec![Parcel { outgoing: outgoing.clone(), cost }]
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<SentMessage, SendError> {
        let mut said = self.said.lock().unwrap();
        said.push(outgoing.effect.clone());
        Ok(SentMessage::message(MessageId::new(i32::try_from(said.len()).unwrap())))
    }
}

impl Memory {
    /// What was said so far, once there are so many of it.
    async fn said(&self, many: usize) -> Vec<Effect> {
        for _ in 0..2000 {
            let said = self.said.lock().unwrap().clone();
            if said.len() >= many {
                return said;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{many} were awaited: {:?}", self.said.lock().unwrap());
    }
}

fn incoming(update_id: i64, event: Event) -> Incoming {
    Incoming {
        update_id: UpdateId::new(update_id),
        chat: ChatId::new(5),
        chat_kind: ChatKind::Private,
        thread: None,
        from: None,
        event,
    }
}

fn message(number: i32, text: &str) -> Incoming {
    let message = Received {
        message_id: MessageId::new(number),
        text: text.to_owned(),
        attachment: None,
        file: None,
        media_group: None,
        reply_to: None,
        forwarded_from: None,
        quoted: None,
        withheld: None,
        sent_ms: None,
        addressed: true,
    };
    incoming(i64::from(number), Event::Message(message))
}

fn front(store: &Store) -> (Front, Brain) {
    let today = NaiveDate::from_ymd_opt(2026, 5, 12).unwrap();
    let knowledge = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    // The index that the tests of the whole process use too.
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("index");
    let (assistant, _) = Assistant::start(&knowledge, &index, today).unwrap();
    let brain = Brain::new(assistant, TimeDelta::zero(), None);
    let residents = Residents {
        brain: brain.clone(),
        store: store.clone(),
        username: "alebot".to_owned(),
        speaks: false,
        privacy: Privacy::default(),
        desk: None,
    };
    (Front { residents, desk: None, metrics: Metrics::default(), flood: FloodLimit::Off }, brain)
}

/// The words, and the labels of the choices.
fn shown(effect: &Effect) -> (String, Vec<String>) {
    let Effect::Say { saying, .. } = effect else { return (format!("{effect:?}"), Vec::new()) };
    let labels = saying.choices.iter().flatten().map(|choice| choice.label.clone());
    (saying.text.visible().to_owned(), labels.collect())
}

#[test]
fn a_question_and_a_press_are_answered_in_a_channel_that_nothing_knows() {
    on_each_database(|url| {
        runtime().block_on(async {
            let store = Store::open(url).await.unwrap();
            let (front, brain) = front(&store);
            let memory = Arc::new(Memory::default());
            let clock = Arc::new(move || brain.now_ms());
            let settings = PipeSettings::default();
            let pipe =
                Pipe::start(store, Arc::new(front), memory.clone(), settings, clock).await.unwrap();

            pipe.accept(vec![message(1, "vad har ni för telefonnummer")]).await.unwrap();
            let (text, labels) = shown(&memory.said(1).await[0]);
            // The number as it is written, without what only Telegram needs.
            assert!(text.contains("0303-70 30 00") && !text.contains("+46"), "{text}");
            assert!(!labels.is_empty());

            let choice = Some(Press::Resident(Action::FocusAreas));
            let press =
                Event::Press { press: "p".to_owned(), message_id: MessageId::new(1), choice };
            pipe.accept(vec![incoming(2, press)]).await.unwrap();
            let said = memory.said(3).await;
            let answered = Effect::AnswerPress { press: "p".to_owned(), notice: None };
            assert!(said.contains(&answered), "{said:?}");
            assert!(
                said.iter().any(|effect| shown(effect).0.contains("Lust att lära")),
                "{said:?}"
            );
            pipe.stop(Duration::from_secs(5)).await;
        });
    });
}

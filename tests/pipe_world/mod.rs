//! A handler that answers by what it is told, and a sender that fails as it is told; both remember what they did.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use alebot::model::delivery::{Delivery, Regarding, SendError, SentMessage};
use alebot::model::id::{ChatId, MessageId, QuestionId, ThreadId, UpdateId};
use alebot::model::incoming::{ChatKind, Event, Incoming, Received};
use alebot::model::outgoing::{Effect, Outgoing, Saying, Urgency};
use alebot::model::reply::ReplyKind;
use alebot::pipe::{Channel, Cost, Handler, Limits, Mandate, Outcome, Parcel, Pipe, PipeSettings};
use alebot::store::{Letter, Question, Review, Store, StoreError, StoredLetter, Write};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

pub fn seeds() -> std::ops::Range<i64> {
    0..3
}

pub fn update(update_id: i64, chat: i64, text: &str) -> Incoming {
    Incoming {
        update_id: UpdateId::new(update_id),
        chat: ChatId::new(chat),
        chat_kind: match chat > 0 {
            true => ChatKind::Private,
            false => ChatKind::Group,
        },
        thread: None,
        from: None,
        event: Event::Message(Received {
            message_id: MessageId::new(i32::try_from(update_id).unwrap()),
            text: text.to_owned(),
            attachment: None,
            file: None,
            media_group: None,
            reply_to: None,
            forwarded_from: None,
            quoted: None,
            withheld: None,
            sent_ms: None,
            addressed: false,
        }),
    }
}

pub fn text(chat: i64, text: &str) -> Outgoing {
    Outgoing {
        chat: ChatId::new(chat),
        thread: None,
        effect: Saying::plain(text).say(None),
        urgency: Urgency::Message,
    }
}

/// The same, for what has to be asked of the store.
pub async fn eventually_async(condition: impl AsyncFn() -> bool) {
    for _ in 0..1000 {
        if condition().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come about");
}

/// Waits for it, but not for ever.
pub async fn eventually(condition: impl Fn() -> bool) {
    for _ in 0..2000 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it did not come about");
}

#[derive(Clone, Debug)]
pub struct Sent {
    pub chat: i64,
    pub text: String,
    pub at: Instant,
}

#[derive(Default)]
struct Record {
    handled: Vec<(i64, i64)>,
    sent: Vec<Sent>,
    fates: Vec<Delivery>,
    tries: HashMap<i64, usize>,
    failures: HashMap<i64, SendError>,
    away: HashSet<i64>,
    messages: i32,
}

#[derive(Clone)]
pub struct World {
    record: Arc<Mutex<Record>>,
    random: Arc<Mutex<Option<StdRng>>>,
    settings: PipeSettings,
    log: bool,
    answer_settled: bool,
}

impl World {
    pub fn new() -> Self {
        World {
            record: Arc::default(),
            random: Arc::default(),
            settings: PipeSettings { limits: Limits::default(), ..PipeSettings::default() },
            log: false,
            answer_settled: false,
        }
    }

    pub fn with_random_delays(self, seed: i64) -> Self {
        *self.random.lock().unwrap() = Some(StdRng::seed_from_u64(seed as u64));
        self
    }

    pub fn with_settings(mut self, settings: PipeSettings) -> Self {
        self.settings = settings;
        self
    }

    pub fn logging_questions(mut self) -> Self {
        self.log = true;
        self
    }

    pub fn answering_settled(mut self) -> Self {
        self.answer_settled = true;
        self
    }

    pub async fn start(&self, store: &Store) -> Pipe {
        let pipe = World::open(store);
        self.lead(&pipe, Mandate::sole()).await;
        pipe
    }

    /// A pipe that takes in and does not lead.
    pub fn open(store: &Store) -> Pipe {
        let clock = Arc::new(|| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            since.unwrap().as_millis() as i64
        });
        Pipe::open(store.clone(), clock)
    }

    pub async fn lead(&self, pipe: &Pipe, mandate: Mandate) {
        let world = Arc::new(self.clone());
        pipe.lead(world.clone(), world, self.settings.clone(), mandate).await.unwrap();
    }

    /// The next request to this chat fails so.
    pub fn fail(&self, chat: i64, error: SendError) {
        self.record().failures.insert(chat, error);
    }

    /// Every request to this chat fails as in an outage, or no longer does.
    pub fn take_away(&self, chat: i64, away: bool) {
        let mut record = self.record();
        match away {
            true => record.away.insert(chat),
            false => record.away.remove(&chat),
        };
    }

    pub fn random(&self, below: u64) -> u64 {
        match &mut *self.random.lock().unwrap() {
            Some(random) => random.random_range(0..below),
            None => 0,
        }
    }

    async fn delay(&self) {
        let delay = self.random(4);
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap()
    }

    pub fn handled(&self) -> Vec<(i64, i64)> {
        self.record().handled.clone()
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.record().sent.clone()
    }

    pub fn texts(&self) -> Vec<String> {
        self.sent().into_iter().map(|sent| sent.text).collect()
    }

    pub fn fates(&self) -> Vec<Delivery> {
        self.record().fates.clone()
    }

    pub fn tries(&self, chat: i64) -> usize {
        self.record().tries.get(&chat).copied().unwrap_or_default()
    }

    fn by_chat(&self) -> HashMap<i64, Vec<i64>> {
        let mut chats: HashMap<i64, Vec<i64>> = HashMap::new();
        for sent in self.sent() {
            let number = sent.text.split(' ').nth(1).and_then(|word| word.parse().ok());
            chats.entry(sent.chat).or_default().push(number.unwrap());
        }
        chats
    }

    pub fn assert_in_order(&self) {
        for (chat, numbers) in self.by_chat() {
            assert!(numbers.is_sorted_by(|a, b| a < b), "chat {chat}: {numbers:?}");
        }
        let mut last: HashMap<i64, i64> = HashMap::new();
        for (chat, id) in self.handled() {
            assert!(last.insert(chat, id).is_none_or(|before| before < id));
        }
    }

    pub fn assert_in_order_with_doubles(&self, most: usize, distinct: usize) {
        let (mut doubles, mut seen) = (0, 0);
        for (chat, mut numbers) in self.by_chat() {
            let all = numbers.len();
            assert!(numbers.is_sorted(), "chat {chat}: {numbers:?}");
            numbers.dedup();
            doubles += all - numbers.len();
            seen += numbers.len();
        }
        assert_eq!(seen, distinct, "a reply is missing");
        assert!(doubles <= most, "{doubles} doubles, {most} allowed");
    }

    pub fn assert_at_most(&self, most: usize, span: Duration, chat: Option<i64>) {
        let sent = self.sent();
        let times: Vec<Instant> = sent
            .iter()
            .filter(|sent| chat.is_none_or(|chat| chat == sent.chat))
            .map(|sent| sent.at)
            .collect();
        for (index, at) in times.iter().enumerate() {
            let within = times[index..].iter().filter(|other| **other < *at + span).count();
            assert!(within <= most, "{within} in {span:?}");
        }
    }

    fn question(update: &Incoming) -> Question {
        Question {
            id: QuestionId::UNSTORED,
            chat: update.chat,
            message_id: MessageId::new(i32::try_from(update.update_id.number()).unwrap()),
            text: "hej".to_owned(),
            answer: String::new(),
            kind: ReplyKind::Smalltalk,
            article: None,
            language: "sv".to_owned(),
            asked_ms: 1,
            outside_hours: false,
            helpful: None,
            review: Review::Open,
        }
    }
}

impl Handler for World {
    async fn handle(&self, update: &Incoming) -> Result<Outcome, StoreError> {
        let Event::Message(message) = &update.event else {
            return Ok(Outcome::default());
        };
        self.delay().await;
        match message.text.as_str() {
            "slow" => tokio::time::sleep(Duration::from_millis(700)).await,
            "hang" => std::future::pending().await,
            "panic" => panic!("as asked"),
            // As understanding does: it cannot be interrupted.
            text => {
                if let Some(seconds) = text.strip_prefix("compute ") {
                    std::thread::sleep(Duration::from_secs(seconds.parse().unwrap()));
                }
            }
        }
        self.record().handled.push((update.chat.number(), update.update_id.number()));
        let mut outcome = Outcome::default();
        if self.log {
            outcome.writes.push(Write::Question(Self::question(update)));
        }
        if message.text == "unwritable" {
            for key in ["a", "b"] {
                let (key, value) = (key.to_owned(), "same".to_owned());
                outcome.writes.push(Write::Setting { key, value });
            }
        }
        let parts: &[&str] = match message.text.as_str() {
            "thrice" => &["", " b", " c"],
            _ => &[""],
        };
        for part in parts {
            let reply = text(update.chat.number(), &format!("reply {}{part}", update.update_id));
            outcome.letters.push(Letter::reply(reply, message.message_id));
        }
        Ok(outcome)
    }

    fn apology(&self, update: &Incoming) -> Vec<Letter> {
        vec![text(update.chat.number(), &format!("sorry {}", update.update_id)).into()]
    }

    async fn settled(
        &self,
        letter: &StoredLetter,
        delivery: &Delivery,
    ) -> Result<Outcome, StoreError> {
        self.record().fates.push(delivery.clone());
        let mut outcome = Outcome::default();
        if let (true, Some(Regarding::CaseTopic { case })) =
            (self.answer_settled, &letter.regarding)
        {
            let card = text(letter.outgoing.chat.number(), &format!("card of {case}"));
            outcome.letters.push(card.into());
        }
        Ok(outcome)
    }
}

impl Channel for World {
    fn lay_out(&self, outgoing: &Outgoing) -> Vec<Parcel> {
        let opens = matches!(outgoing.effect, Effect::OpenPlace { .. });
        let cost = Cost { messages: u32::from(!opens), waits_for_others: !opens };
        vec![Parcel { outgoing: outgoing.clone(), cost }]
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<SentMessage, SendError> {
        self.delay().await;
        let text = match &outgoing.effect {
            Effect::Say { saying, .. } => saying.text.visible().to_owned(),
            Effect::OpenPlace { .. } => {
                return Ok(SentMessage {
                    thread: Some(ThreadId::new(900)),
                    ..SentMessage::default()
                });
            }
            _ => return Err(SendError::Permanent("not made in these tests".to_owned())),
        };
        let chat = outgoing.chat.number();
        let message = {
            let mut record = self.record();
            *record.tries.entry(chat).or_default() += 1;
            if let Some(error) = record.failures.remove(&chat) {
                return Err(error);
            }
            if record.away.contains(&chat) {
                return Err(SendError::Transient("away".to_owned()));
            }
            record.messages += 1;
            record.sent.push(Sent { chat, text, at: Instant::now() });
            record.messages
        };
        self.delay().await;
        Ok(SentMessage::message(MessageId::new(message)))
    }
}

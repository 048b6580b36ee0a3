//! All that the double remembers.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Notify;

use super::groups::Group;
use super::messages::{self, Held};

/// One request of the bot's.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    pub params: Value,
    /// What it was answered with, if it was carried out.
    pub result: Option<Value>,
    /// Why it was refused.
    pub refused: Option<String>,
    /// Whether it would have been refused whatever the state of the world.
    pub malformed: bool,
}

#[derive(Clone, Debug)]
pub enum Fault {
    /// Telegram's own refusals: 429 with its waiting time in seconds, 403, 5xx.
    Error { code: u16, description: &'static str, retry_after: Option<u64> },
    /// The group has become a supergroup with another id.
    Migrated(i64),
    /// A request that is carried out, and whose answer is lost.
    Lost,
    /// A request that is carried out, and has no answer for so long, then none at all.
    Unanswered(Duration),
    /// No answer for so long, then none at all.
    Hang(Duration),
    /// The connection breaks.
    Reset,
    /// An answer that is none.
    Garbage,
    /// A gateway's own page instead of Telegram's answer.
    Gateway,
}

/// How the methods begin whose work people see.
const SEEN: [&str; 7] = ["send", "copy", "edit", "answer", "create", "close", "reopen"];

#[derive(Default)]
pub struct World {
    state: Mutex<State>,
    /// Something has changed.
    pub changed: Notify,
}

pub struct State {
    pub queue: VecDeque<Value>,
    pub calls: Vec<Call>,
    /// Messages to each chat: how many in all, and when the first was sent.
    pub messages: usize,
    pub first_sent: HashMap<i64, Instant>,
    pub polls: usize,
    /// Of which method, in which chat, what.
    pub faults: Vec<(String, Option<i64>, Fault)>,
    /// What befalls the request that comes so many later, of those that people see something of.
    pub strike: Option<(usize, Fault)>,
    pub outage: bool,
    /// From when a message is sent until the sender hears of it.
    pub latency: Duration,
    pub blocked: HashSet<i64>,
    pub gone: HashSet<(i64, i32)>,
    pub groups: HashMap<i64, Group>,
    /// By chat and message.
    pub held: HashMap<(i64, i64), Held>,
    pub webhook: Option<(String, String)>,
    /// Whether Telegram's limits hold.
    pub limits: bool,
    /// When messages were sent, by chat; in all chats under 0.
    sent: HashMap<i64, VecDeque<Instant>>,
    update_id: i64,
    message_id: i32,
}

impl Default for State {
    fn default() -> Self {
        State {
            queue: VecDeque::new(),
            calls: Vec::new(),
            messages: 0,
            first_sent: HashMap::new(),
            polls: 0,
            faults: Vec::new(),
            strike: None,
            outage: false,
            latency: Duration::ZERO,
            blocked: HashSet::new(),
            gone: HashSet::new(),
            groups: HashMap::new(),
            held: HashMap::new(),
            webhook: None,
            limits: false,
            sent: HashMap::new(),
            update_id: 500_000,
            message_id: 100,
        }
    }
}

impl World {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub fn offer(&self, mut update: Value) -> i64 {
        let mut state = self.lock();
        state.update_id += 1;
        let id = state.update_id;
        // A test may send an update that is broken on purpose.
        if update.is_object() && update.get("update_id").is_none() {
            update["update_id"] = id.into();
        }
        if let Some(held) = messages::of_update(&update) {
            state.held.insert((held.chat, held.id), held);
        }
        state.queue.push_back(update);
        drop(state);
        self.changed.notify_waiters();
        id
    }

    pub fn next_message(&self) -> i32 {
        self.lock().next_message()
    }
}

impl State {
    pub fn next_message(&mut self) -> i32 {
        self.message_id += 1;
        self.message_id
    }

    /// Telegram's limits: 30 messages a second in all, 1 a second in a private chat (bursts of 3 pass), 20 a minute in a group.
    /// Counts so many messages, or gives the seconds to wait.
    pub fn wait_for(&mut self, chat: i64, count: usize) -> Option<u64> {
        let now = Instant::now();
        let second = Duration::from_secs(1);
        let (window, most) = if chat < 0 { (60 * second, 20) } else { (second, 3) };
        for (chat, window, most) in [(0, second, 30), (chat, window, most)] {
            let sent = self.sent.entry(chat).or_default();
            while sent.front().is_some_and(|at| now - *at > window) {
                sent.pop_front();
            }
            if let Some(first) = sent.front().filter(|_| sent.len() + count > most) {
                return Some((window - (now - *first)).as_secs() + 1);
            }
        }
        for chat in [0, chat] {
            self.sent.entry(chat).or_default().extend(std::iter::repeat_n(now, count));
        }
        None
    }

    pub fn forget_sent(&mut self) {
        self.sent.clear();
    }

    pub fn take_fault(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        if SEEN.iter().any(|start| method.starts_with(start)) {
            match self.strike.take() {
                Some((0, fault)) => return Some(fault),
                Some((later, fault)) => self.strike = Some((later - 1, fault)),
                None => {}
            }
        }
        let meant = |name: &str, place: &Option<i64>| {
            name.eq_ignore_ascii_case(method) && (place.is_none() || *place == chat)
        };
        let at = self.faults.iter().position(|(name, place, _)| meant(name, place))?;
        Some(self.faults.remove(at).2)
    }
}

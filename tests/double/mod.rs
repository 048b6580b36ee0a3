//! A Bot API server on loopback, in this process: what Telegram would do, without Telegram.
//!
//! It refuses, as Telegram does, what breaks a limit or is no HTML, keeps updates until they are confirmed, and fails on demand.
//! Each file in `tests/` is a program of its own and uses a part of this.
#![allow(dead_code, unused_imports)]

mod checks;
mod html;
mod http;
mod methods;
mod updates;
mod webhook;
mod world;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use html::visible;
pub use updates::{ACCOUNT, BOT, chat};
use world::World;
pub use world::{Call, Fault};

/// A test that waits longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// The server; stops when dropped.
pub struct Double {
    address: SocketAddr,
    world: Arc<World>,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Double {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Double {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let world = Arc::new(World::default());
        let tasks = vec![tokio::spawn(http::serve(listener, world.clone())), tokio::spawn(webhook::deliver(world.clone()))];
        Double { address, world, tasks }
    }

    /// For `TELOXIDE_API_URL`.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Somebody does something: `{"message": …}`. Gives the update's id.
    pub fn update(&self, update: Value) -> i64 {
        self.world.offer(update)
    }

    /// The id of a message that somebody writes.
    pub fn next_message(&self) -> i32 {
        self.world.next_message()
    }

    /// A resident writes, alone with the bot.
    pub fn text(&self, chat: i64, text: &str) -> i64 {
        self.update(updates::text(self.world.next_message(), chat, None, chat, text))
    }

    /// Somebody writes in a topic of a group.
    pub fn text_in_topic(&self, chat: i64, thread: i32, user: i64, text: &str) -> i64 {
        self.update(updates::text(self.world.next_message(), chat, Some(thread), user, text))
    }

    pub fn press(&self, chat: i64, message_id: i32, data: &str) -> i64 {
        self.update(updates::press(chat, message_id, data))
    }

    /// The next request of this method fails so; called twice, the next two.
    pub fn fault(&self, method: &str, fault: Fault) {
        self.world.lock().faults.push((method.to_owned(), fault));
    }

    /// Takes back all faults that have not come about.
    pub fn heal(&self) {
        self.world.lock().faults.clear();
    }

    /// So long it takes from when a message is sent until the sender hears of it.
    pub fn latency(&self, latency: Duration) {
        self.world.lock().latency = latency;
    }

    /// Nothing answers until the guard says so.
    pub fn outage(&self, on: bool) {
        self.world.lock().outage = on;
    }

    /// Whether Telegram's limits hold; they do not unless asked for.
    pub fn limits(&self, on: bool) {
        self.world.lock().limits = on;
    }

    pub fn block(&self, chat: i64, on: bool) {
        let mut state = self.world.lock();
        if on {
            state.blocked.insert(chat);
        } else {
            state.blocked.remove(&chat);
        }
    }

    pub fn topic_gone(&self, chat: i64, thread: i32) {
        self.world.lock().gone.insert((chat, thread));
    }

    /// Updates that are not confirmed yet.
    pub fn pending(&self) -> usize {
        self.world.lock().queue.len()
    }

    /// The bot's requests so far, without those for updates.
    pub fn calls(&self) -> Vec<Call> {
        self.world.lock().calls.clone()
    }

    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(|call| call.method.eq_ignore_ascii_case(method));
        calls
    }

    /// How many messages were sent, to whomever.
    pub fn sent(&self) -> usize {
        self.world.lock().messages
    }

    pub fn first_sent(&self, chat: i64) -> Option<std::time::Instant> {
        self.world.lock().first_sent.get(&chat).copied()
    }

    /// How often updates were asked for, whatever became of it.
    pub fn polls(&self) -> usize {
        self.world.lock().polls
    }

    /// Requests that were refused as wrong.
    pub fn refused(&self) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(|call| call.refused.as_ref().is_some_and(|words| words.starts_with("Bad Request")));
        calls
    }

    /// The texts shown in a chat so far, in order.
    pub fn shown(&self, chat: i64) -> Vec<String> {
        let calls = self.calls().into_iter();
        calls
            .filter(|call| call.result.is_some() && call.params["chat_id"] == chat)
            .filter_map(|call| Some(html::visible(call.params["text"].as_str()?).unwrap_or_default()))
            .collect()
    }

    /// Waits until there are so many calls of a method that were carried out, and gives them.
    pub async fn wait_for(&self, method: &str, count: usize) -> Vec<Call> {
        self.until(&format!("{count} × {method}"), || {
            let mut calls = self.calls_of(method);
            calls.retain(|call| call.result.is_some());
            (calls.len() >= count).then_some(calls)
        })
        .await
    }

    /// Waits until this gives something.
    pub async fn until<T>(&self, what: &str, mut found: impl FnMut() -> Option<T>) -> T {
        within(what, async {
            loop {
                let changed = self.world.changed.notified();
                if let Some(found) = found() {
                    return found;
                }
                // What is waited for may be the program's own doing, which the double does not hear of.
                let _ = tokio::time::timeout(Duration::from_millis(20), changed).await;
            }
        })
        .await
    }
}

/// Fails the test where this takes too long.
pub async fn within<T>(what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(done) => done,
        Err(_) => panic!("waited in vain for {what}"),
    }
}

//! A Bot API server on loopback, in this process: what Telegram would do, without Telegram.
//!
//! It refuses, as Telegram does, what breaks a limit or is no HTML, keeps updates until they are confirmed, and fails on demand.
//! Each file in `tests/` is a program of its own and uses a part of this.
#![allow(dead_code, unused_imports)]

mod checks;
mod groups;
mod html;
mod http;
mod messages;
mod methods;
mod updates;
mod webhook;
mod world;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use groups::Group;
pub use groups::{GroupKind, Standing, Topic, TopicState};
pub use html::visible;
pub use messages::Held;
pub use updates::{ACCOUNT, BOT, HALF_A_PAIR, NESTED, chat};
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
        let tasks = vec![
            tokio::spawn(http::serve(listener, world.clone())),
            tokio::spawn(webhook::deliver(world.clone())),
        ];
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
        self.world.lock().faults.push((method.to_owned(), None, fault));
    }

    /// The next request of this method in this chat fails so.
    pub fn fault_in(&self, chat: i64, method: &str, fault: Fault) {
        self.world.lock().faults.push((method.to_owned(), Some(chat), fault));
    }

    /// This befalls the request that comes so many later (0: the next), of those that people see something of.
    pub fn strike(&self, later: usize, fault: Fault) {
        self.world.lock().strike = Some((later, fault));
    }

    /// Whether that has come about.
    pub fn has_struck(&self) -> bool {
        self.world.lock().strike.is_none()
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

    /// Of what counts in the limits nothing counts any more, as when a minute has gone by.
    pub fn forget_sent(&self) {
        self.world.lock().forget_sent();
    }

    pub fn block(&self, chat: i64, on: bool) {
        let mut state = self.world.lock();
        if on {
            state.blocked.insert(chat);
        } else {
            state.blocked.remove(&chat);
        }
    }

    /// From now on this group is known: what it does not allow is refused.
    pub fn group(&self, chat: i64, kind: GroupKind, standing: Standing) {
        self.world.lock().groups.insert(chat, Group::new(kind, standing));
    }

    /// Somebody gives the bot another standing in a known group, or removes it.
    pub fn stand(&self, chat: i64, from: &Value, standing: Standing) -> i64 {
        let mut state = self.world.lock();
        let group = state.groups.get_mut(&chat).expect("a known group");
        let old = std::mem::replace(&mut group.standing, standing);
        let change =
            updates::standing(&groups::chat(&state, chat), from, &old.member(), &standing.member());
        drop(state);
        self.update(change)
    }

    /// The bot's, in a known group.
    pub fn standing(&self, chat: i64) -> Option<Standing> {
        self.world.lock().groups.get(&chat).map(|group| group.standing)
    }

    /// A known group becomes a supergroup with another id, as it does when somebody turns topics on.
    pub fn upgrade(&self, chat: i64, to: i64, kind: GroupKind, from: &Value) {
        let mut state = self.world.lock();
        let old = state.groups.get_mut(&chat).expect("a known group");
        old.moved_to = Some(to);
        let standing = old.standing;
        state.groups.insert(to, Group::new(kind, standing));
        let services = [
            (chat, json!({"migrate_to_chat_id": to})),
            (to, json!({"migrate_from_chat_id": chat})),
        ];
        let updates = services.map(|(place, body)| {
            let id = state.next_message();
            updates::service(id, &groups::chat(&state, place), None, from, body)
        });
        drop(state);
        for update in updates {
            self.update(update);
        }
    }

    /// The topics of a known group, oldest first.
    pub fn topics(&self, chat: i64) -> Vec<(i32, Topic)> {
        let state = self.world.lock();
        let group = state.groups.get(&chat).into_iter();
        group.flat_map(|group| group.topics.clone()).collect()
    }

    /// Somebody opens or closes a topic by hand, of which the bot hears, or deletes it, of which it does not.
    pub fn turn_topic(&self, chat: i64, thread: i32, to: TopicState, from: &Value) {
        let mut state = self.world.lock();
        let topic = state.groups.get_mut(&chat).and_then(|group| group.topics.get_mut(&thread));
        topic.expect("a topic of a known group").state = to;
        let what = match to {
            TopicState::Open => "forum_topic_reopened",
            TopicState::Closed => "forum_topic_closed",
            TopicState::Deleted => {
                state
                    .held
                    .retain(|_, held| (held.chat, held.thread) != (chat, Some(thread.into())));
                return;
            }
        };
        let id = state.next_message();
        let group = groups::chat(&state, chat);
        let mut body = json!({what: {}});
        if from["username"] == "GroupAnonymousBot" {
            body["sender_chat"] = group.clone();
        }
        let told = updates::service(id, &group, Some(thread), from, body);
        drop(state);
        self.update(told);
    }

    /// Somebody deletes a message; bots do not hear of it.
    pub fn delete(&self, chat: i64, message_id: i64) {
        self.world.lock().held.remove(&(chat, message_id));
    }

    /// A message as it is shown now.
    pub fn held(&self, chat: i64, message_id: i64) -> Option<Held> {
        self.world.lock().held.get(&(chat, message_id)).cloned()
    }

    /// All that is shown in a chat now, oldest first.
    pub fn all_held(&self, chat: i64) -> Vec<Held> {
        let state = self.world.lock();
        let mut held: Vec<Held> =
            state.held.values().filter(|held| held.chat == chat).cloned().collect();
        held.sort_by_key(|held| held.id);
        held
    }

    /// A `Chat` as it stands in updates.
    pub fn chat(&self, id: i64) -> Value {
        groups::chat(&self.world.lock(), id)
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

    /// The requests after the first so many.
    pub fn calls_from(&self, first: usize) -> Vec<Call> {
        let state = self.world.lock();
        state.calls.get(first..).unwrap_or_default().to_vec()
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
        calls.retain(|call| {
            call.refused.as_ref().is_some_and(|words| words.starts_with("Bad Request"))
        });
        calls
    }

    /// Requests that would have been refused whatever the state of the world.
    pub fn malformed(&self) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(|call| call.malformed);
        calls
    }

    /// The texts shown in a chat so far, in order.
    pub fn shown(&self, chat: i64) -> Vec<String> {
        let calls = self.calls().into_iter();
        calls
            .filter(|call| call.result.is_some() && call.params["chat_id"] == chat)
            .filter_map(|call| {
                Some(html::visible(call.params["text"].as_str()?).unwrap_or_default())
            })
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

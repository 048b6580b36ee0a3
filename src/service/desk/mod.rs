//! The contact-centre desk: cases between a resident and staff, and what staff do in their group or alone with the assistant.
//!
//! Invariant: whatever a person wrote is stored as a message of the case in the transaction that posts it, and goes to the case, never to a topic:
//! where staff find the case is the outbox's matter.

mod album;
mod announcements;
mod arriving;
mod card;
mod carrying;
mod closing;
mod entries;
mod figures;
mod forwarded;
mod group;
mod opening;
mod relay;
mod review;
mod rounds;
mod saving;
mod settled;
mod staff;

pub use opening::{FirstMessage, Resident};
pub use rounds::keep_round;

use std::sync::atomic::{AtomicI64, Ordering};

use super::brain::Brain;
use super::letters;
use super::pipe::Outcome;
use crate::answer::dates::Dates;
use crate::model::incoming::{Incoming, Sender};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Request, Urgency};
use crate::store::{Case, Letter, Staff, Store, StoreError};
use crate::telegram::markup::Rich;
use crate::telegram::render;
use crate::wording::{Args, Message};

/// Telegram takes ten messages in an album (<https://core.telegram.org/bots/api#sendmediagroup>).
const ALBUM_MAX: i64 = 10;

/// What the desk is told to be.
#[derive(Clone, Debug)]
pub struct DeskSettings {
    /// Staff's group, as configured.
    pub group: i64,
    /// Staff, by user id.
    pub staff: Vec<i64>,
    /// Minutes of opening time after which staff are reminded of a case.
    pub remind_minutes: u32,
}

pub struct Desk {
    pub brain: Brain,
    pub store: Store,
    pub settings: DeskSettings,
    /// The bot's own, without `@`.
    pub username: String,
    /// The number of the next message of a case.
    next_entry: AtomicI64,
}

impl Desk {
    pub async fn open(brain: Brain, store: Store, username: &str, settings: DeskSettings) -> Result<Self, StoreError> {
        // An album whose first part came before a restart still has its numbers to itself.
        let next = store.last_case_message().await? + ALBUM_MAX + 1;
        let desk = Desk { brain, store, settings, username: username.to_owned(), next_entry: AtomicI64::new(next) };
        // Before anything is sent: staff may have another group now.
        let located = desk.located().await?;
        desk.store.write(&located, desk.brain.now_ms()).await?;
        Ok(desk)
    }

    /// Staff's group as it is called now: a group that became a supergroup has another id.
    pub async fn group(&self) -> Result<i64, StoreError> {
        self.store.moved(self.settings.group).await
    }

    /// The employee who wrote. `None`: somebody else did, or nobody knows who (an anonymous administrator).
    pub fn employee(&self, from: Option<&Sender>) -> Option<Staff> {
        let from = from.filter(|from| !from.anonymous && self.settings.staff.contains(&from.id))?;
        Some(Staff { id: from.id, name: from.name.clone() })
    }

    /// So many numbers for messages of a case, one after the other; gives the first.
    fn entries(&self, many: i64) -> i64 {
        self.next_entry.fetch_add(many, Ordering::Relaxed)
    }

    fn say(&self, language: ReplyLanguage, message: Message, args: &Args<'_>) -> String {
        self.brain.assistant().wording.say(language, message, args)
    }

    /// To staff, who read Swedish.
    fn tell(&self, message: Message, args: &Args<'_>) -> String {
        self.say(ReplyLanguage::Swedish, message, args)
    }

    /// `8.05`, the time of this moment.
    fn clock(&self, language: ReplyLanguage) -> String {
        self.dated(language, |dates| dates.clock(dates.now.time()))
    }

    /// Days and clock times in words, as of now.
    fn dated<T>(&self, language: ReplyLanguage, said: impl FnOnce(&Dates<'_>) -> T) -> T {
        let assistant = self.brain.assistant();
        said(&Dates { wording: &assistant.wording, language, now: self.brain.local_now() })
    }

    /// A sentence to staff, as a reply where they wrote.
    fn answer(&self, update: &Incoming, reply_to: Option<i32>, text: &str) -> Outcome {
        said(letters::sent(update.chat, update.thread, &Rich::new().plain(text), reply_to))
    }
}

/// A request to where staff find a case.
fn to_case(group: i64, case: i64, request: Request, urgency: Urgency) -> Letter {
    let outgoing = crate::model::outgoing::Outgoing { chat: group, thread: None, request, urgency };
    Letter::from(outgoing).in_topic_of(case)
}

/// A sentence where staff find a case; `reply_to`: the message there that it is about.
fn note(group: i64, case: &Case, text: &str, reply_to: Option<i32>) -> Vec<Letter> {
    let regarding = crate::model::delivery::Regarding::CaseNote { case: case.number };
    let mut reply_to = reply_to;
    let messages = render::messages(&Rich::new().plain(text));
    let requests = messages.into_iter().map(|message| message.send(reply_to.take()));
    requests.map(|request| to_case(group, case.number, request, Urgency::Message).regarding(regarding.clone())).collect()
}

fn said(letters: Vec<Letter>) -> Outcome {
    Outcome { writes: Vec::new(), letters }
}

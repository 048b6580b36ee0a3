//! The contact-centre desk: cases between a resident and staff, and what staff do in their group or alone with the assistant.
//!
//! Invariant: whatever a person wrote is stored as a message of the case in the transaction that posts it, and goes to the case, never to a topic:
//! where staff find the case is the outbox's matter.

mod album;
mod announcements;
mod arriving;
mod barring;
mod card;
mod carriable;
mod consenting;
mod effects;
mod entries;
mod figures;
mod forwarded;
mod group;
mod looking;
mod pausing;
mod places;
mod relay;
mod resident;
mod review;
mod rounds;
mod running;
mod saving;
mod saying;
mod settled;
mod staff;
mod telling;

pub use arriving::StaffGroup;
use looking::keep_looking;
pub use resident::{Heard, Resident};
use rounds::keep_round;
pub use running::start_desk;

use std::ops::Range;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::brain::Brain;
use super::letters;
use crate::answer::dates::Dates;
use crate::model::case::{CaseNumber, CasePlace};
use crate::model::delivery::Lane;
use crate::model::id::{ChatId, DraftId, EntryId, MessageId, UserId};
use crate::model::incoming::{Incoming, Sender};
use crate::model::language::ReplyLanguage;
use crate::model::outgoing::{Effect, Outgoing, Saying, Urgency};
use crate::pipe::Outcome;
use crate::store::{Case, Counter, Letter, Staff, Store, StoreError};
use crate::wording::{Args, Message};

/// So many parts of an album are carried together; another begins after them.
const ALBUM_MAX: i64 = 10;
/// So many numbers for messages of cases are taken from the store at a time.
const NUMBERS: u32 = 200;

/// What the desk is told to be.
#[derive(Clone, Debug)]
pub struct DeskSettings {
    /// Staff's group, as configured.
    pub group: ChatId,
    /// Staff, by user id.
    pub staff: Vec<UserId>,
    /// Minutes of opening time after which staff are reminded of a case.
    pub remind_minutes: u32,
    /// Where a case is, as an address for staff.
    pub link: CaseLink,
}

/// The address of a case in a group, by its place and its card; `None`: there is none.
pub type CaseLink = fn(ChatId, CasePlace, Option<MessageId>) -> Option<String>;

pub struct Desk {
    pub brain: Brain,
    pub store: Store,
    pub settings: DeskSettings,
    /// The bot's own, without `@`.
    pub username: String,
    /// Numbers for the next messages of cases, taken from the store in advance.
    numbers: Mutex<Range<i64>>,
    /// The state of staff's additions for which whoever waits for an answer was last told.
    told_at: Mutex<Option<i64>>,
    /// When it was last said that the group can be written to again.
    back_at: Mutex<Option<Instant>>,
}

impl Desk {
    pub async fn open(
        brain: Brain,
        store: Store,
        username: &str,
        settings: DeskSettings,
    ) -> Result<Self, StoreError> {
        let desk = Desk {
            brain,
            store,
            settings,
            username: username.to_owned(),
            numbers: Mutex::new(0..0),
            told_at: Mutex::default(),
            back_at: Mutex::default(),
        };
        // Before anything is sent: staff may have another group now.
        let located = desk.located().await?;
        desk.store.write(&located, desk.brain.now_ms()).await?;
        Ok(desk)
    }

    /// Staff's group as it is called now: a group that became a supergroup has another id.
    pub async fn group(&self) -> Result<ChatId, StoreError> {
        self.store.moved(self.settings.group).await
    }

    /// Whether it is staff who read what is said in a chat: their group, or one of them alone.
    pub async fn is_staffs(&self, chat: ChatId) -> Result<bool, StoreError> {
        Ok(self.settings.staff.contains(&chat.person()) || chat == self.group().await?)
    }

    /// What staff are told where an answer to them was refused. `why`: the channel's reason; empty where it gave none.
    pub fn not_answered(&self, to: Lane, why: &str) -> Vec<Letter> {
        let text = match why {
            "" => self.tell(Message::StaffNotDeliveredExpired, &[]),
            why => self.tell(Message::StaffNotAnswered, &[("reason", why.into())]),
        };
        letters::remark(to, text)
    }

    /// The employee who wrote. `None`: somebody else did, or nobody knows who (an anonymous administrator).
    pub fn employee(&self, from: Option<&Sender>) -> Option<Staff> {
        let from = from.filter(|from| !from.anonymous && self.settings.staff.contains(&from.id))?;
        Some(Staff { id: from.id, name: from.name.clone() })
    }

    /// So many numbers for messages of a case, one after the other; gives the first. No other instance on the database gets them.
    async fn entries(&self, many: i64) -> Result<EntryId, StoreError> {
        let mut numbers = self.numbers.lock().await;
        if numbers.end - numbers.start < many {
            let taken = NUMBERS.max(u32::try_from(many).unwrap_or(NUMBERS));
            let first = self.store.next_of(Counter::CaseMessage, taken).await?;
            *numbers = first..first + i64::from(taken);
        }
        let first = numbers.start;
        numbers.start += many;
        Ok(EntryId::new(first))
    }

    async fn next_draft(&self) -> Result<DraftId, StoreError> {
        Ok(DraftId::new(self.store.next(Counter::Draft).await?))
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
    fn answer(&self, update: &Incoming, reply_to: Option<MessageId>, text: &str) -> Outcome {
        Outcome::say(letters::sent(update, text, reply_to))
    }
}

/// An effect where staff find a case.
fn to_case(group: ChatId, case: CaseNumber, effect: Effect, urgency: Urgency) -> Letter {
    let outgoing = Outgoing { urgency, ..letters::outgoing(group, effect) };
    Letter::from(outgoing).in_topic_of(case)
}

/// A sentence where staff find a case; `reply_to`: the message there that it is about.
fn note(group: ChatId, case: &Case, text: &str, reply_to: Option<MessageId>) -> Vec<Letter> {
    let regarding = crate::model::delivery::Regarding::CaseNote { case: case.number };
    let note = Saying::plain(text).say(reply_to);
    vec![to_case(group, case.number, note, Urgency::Message).regarding(regarding)]
}

//! A letter, an effect on its way: as the program wants it sent, as it waits, and as it is stored.

use crate::model::case::CaseNumber;
use crate::model::delivery::{Lane, Regarding};
use crate::model::id::{MessageId, UpdateId};
use crate::model::outgoing::{Outgoing, Urgency};

/// An effect as the program wants it carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub outgoing: Outgoing,
    pub regarding: Option<Regarding>,
    /// Milliseconds since 1970 before which it does not go; `None`: at once.
    pub not_before_ms: Option<i64>,
    /// Goes to where staff find this case. As long as that is nowhere, it is held.
    pub topic_of: Option<CaseNumber>,
    pub track: Track,
    /// How many messages it makes in its chat, by which limits count; 0: none. The channel says it.
    pub messages: u32,
}

impl From<Outgoing> for Letter {
    fn from(outgoing: Outgoing) -> Self {
        Letter {
            outgoing,
            regarding: None,
            not_before_ms: None,
            topic_of: None,
            track: Track::Messages,
            messages: 1,
        }
    }
}

impl Letter {
    /// A reply to the message with this id in the same chat.
    pub fn reply(outgoing: Outgoing, question: MessageId) -> Self {
        Letter::from(outgoing).regarding(Regarding::Question { message_id: question })
    }

    /// The card of a case, or a change of it: what else goes there does not wait for it.
    pub fn regarding(mut self, regarding: Regarding) -> Self {
        if let Regarding::CaseCard { .. } = regarding {
            self.track = Track::Cards;
        }
        self.regarding = Some(regarding);
        self
    }

    /// To where staff find this case.
    pub fn in_topic_of(mut self, case: CaseNumber) -> Self {
        self.topic_of = Some(case);
        self
    }

    pub fn not_before(mut self, ms: i64) -> Self {
        self.not_before_ms = Some(ms);
        self
    }
}

/// A letter that waits to be sent; what it says is read when its turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueuedLetter {
    pub id: i64,
    pub lane: Lane,
    pub urgency: Urgency,
    pub due_ms: i64,
    /// Failed tries so far.
    pub attempts: u32,
    pub created_ms: i64,
    /// How many messages it makes in its chat, by which limits count; 0: none.
    pub messages: u32,
    pub track: Track,
}

/// What has become of a letter; the numbers are the column's. Where a query chooses by it the number stands in the query, as in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LetterState {
    Waiting = 0,
    Sent = 1,
    Refused = 2,
    /// Taken back before it went.
    Withdrawn = 3,
    /// Waits until there is a place that it can go to.
    Held = 4,
}

/// Which letters of a chat or topic wait for each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Track {
    /// One after the other, as posted.
    #[default]
    Messages = 0,
    /// Waits for nothing, and nothing for it: answers to presses and queries, topics to be opened.
    Aside = 1,
    /// Cards, which messages do not wait for.
    Cards = 2,
}

impl Track {
    pub(super) fn stored(number: i64) -> Self {
        match number {
            1 => Track::Aside,
            2 => Track::Cards,
            _ => Track::Messages,
        }
    }
}

/// A letter as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredLetter {
    pub id: i64,
    /// The update it follows from.
    pub update_id: Option<UpdateId>,
    /// Its place among what follows from that update.
    pub part: i64,
    pub outgoing: Outgoing,
    pub regarding: Option<Regarding>,
    pub topic_of: Option<CaseNumber>,
    pub track: Track,
    pub messages: u32,
}

impl StoredLetter {
    pub fn queued(&self, due_ms: i64, created_ms: i64, attempts: u32) -> QueuedLetter {
        QueuedLetter {
            id: self.id,
            lane: Lane::from(&self.outgoing),
            urgency: self.outgoing.urgency,
            due_ms,
            attempts,
            created_ms,
            messages: self.messages,
            track: self.track,
        }
    }
}

pub(super) fn urgency_rank(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Message => 0,
        Urgency::Card => 1,
        Urgency::Digest => 2,
    }
}

pub(super) fn urgency_of(rank: i64) -> Urgency {
    match rank {
        0 => Urgency::Message,
        1 => Urgency::Card,
        _ => Urgency::Digest,
    }
}

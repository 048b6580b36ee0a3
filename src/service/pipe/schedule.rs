//! Which letter goes next: in order within a lane, by urgency and in turns between lanes, within the limits, and nobody behind somebody else's wait.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use tokio::time::Instant;

use super::limits::{Limits, Windows};
use crate::model::delivery::Lane;
use crate::store::QueuedLetter;

/// Answers to presses and queries make no message: they count in no limit and wait behind none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Track {
    lane: Lane,
    aside: bool,
}

impl Track {
    fn of(letter: &QueuedLetter) -> Self {
        Track { lane: letter.lane, aside: letter.messages == 0 }
    }
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<(QueuedLetter, Instant)>,
    sending: bool,
    /// The turn at which it was last served.
    served: u64,
}

#[derive(Debug)]
struct Chat {
    windows: Windows,
    /// Telegram said: not before.
    paused: Option<Instant>,
}

/// What to do now.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// Send this; [`Schedule::arrived`] and then [`Schedule::settled`] or [`Schedule::again`] must follow.
    Send(QueuedLetter, Ticket),
    /// Nothing goes before then, unless something changes.
    At(Instant),
    Idle,
}

/// A departure, for the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    chat: i64,
    in_chat: u64,
    in_all: u64,
}

/// Everything that waits to be sent. Knows no task; the time comes in.
#[derive(Debug)]
pub struct Schedule {
    limits: Limits,
    all: Windows,
    chats: HashMap<i64, Chat>,
    queues: HashMap<Track, Queue>,
    /// Heads of queues that may go as far as they know: by urgency, then the lane that has waited longest for a turn, then age.
    ready: BTreeSet<(u8, u64, i64, Track)>,
    /// Heads of queues that wait for a moment.
    later: BTreeSet<(Instant, Track)>,
    held: HashSet<i64>,
    turn: u64,
}

impl Schedule {
    pub fn new(limits: Limits) -> Self {
        Schedule {
            limits,
            all: limits.overall(),
            chats: HashMap::new(),
            queues: HashMap::new(),
            ready: BTreeSet::new(),
            later: BTreeSet::new(),
            held: HashSet::new(),
            turn: 0,
        }
    }

    /// A letter that may go from `due` on. One that is held already is left as it is.
    pub fn push(&mut self, letter: QueuedLetter, due: Instant) {
        if !self.held.insert(letter.id) {
            return;
        }
        let track = Track::of(&letter);
        // A lane that is new has just had its turn, or those that come and go would overtake those that wait.
        let served = self.turn;
        let queue = self.queues.entry(track).or_insert_with(|| Queue { served, ..Queue::default() });
        // Letters come by their numbers, but for those that were under way while their group moved.
        let place = queue.waiting.partition_point(|(other, _)| other.id < letter.id);
        if place > 0 || queue.sending {
            queue.waiting.insert(place, (letter, due));
            return;
        }
        if !queue.waiting.is_empty() {
            self.unlist(track);
        }
        if let Some(queue) = self.queues.get_mut(&track) {
            queue.waiting.push_front((letter, due));
        }
        self.later.insert((due, track));
    }

    /// What goes now. A head whose chat must wait steps aside, so that only its own lanes wait.
    pub fn next(&mut self, now: Instant) -> Next {
        while let Some((at, track)) = self.later.first().copied()
            && at <= now
        {
            self.later.pop_first();
            if let Some(key) = self.key(track) {
                self.ready.insert(key);
            }
        }
        while let Some(key @ (_, _, _, track)) = self.ready.first().copied() {
            let Some((letter, _)) = self.head(track) else {
                self.ready.remove(&key);
                continue;
            };
            if !track.aside {
                let chat = self.chat_free_at(letter.lane.chat, now, letter.messages);
                if chat > now {
                    self.ready.remove(&key);
                    self.later.insert((chat, track));
                    continue;
                }
                let all = self.all.free_at(now, letter.messages);
                if all > now {
                    return Next::At(all);
                }
            }
            self.ready.remove(&key);
            return self.depart(track, letter, now);
        }
        match self.later.first() {
            Some((at, _)) => Next::At(*at),
            None => Next::Idle,
        }
    }

    fn depart(&mut self, track: Track, letter: QueuedLetter, now: Instant) -> Next {
        self.turn += 1;
        if let Some(queue) = self.queues.get_mut(&track) {
            queue.waiting.pop_front();
            queue.sending = true;
            queue.served = self.turn;
        }
        let chat = letter.lane.chat;
        let in_chat = self.chat(chat).windows.depart(now, letter.messages);
        let in_all = self.all.depart(now, letter.messages);
        let ticket = Ticket { chat, in_chat, in_all };
        Next::Send(letter, ticket)
    }

    /// Telegram has answered, whatever it said.
    pub fn arrived(&mut self, ticket: Ticket, now: Instant) {
        self.all.arrived(ticket.in_all, now);
        if let Some(chat) = self.chats.get_mut(&ticket.chat) {
            chat.windows.arrived(ticket.in_chat, now);
        }
    }

    /// The letter is done with; the next of its lane may go.
    pub fn settled(&mut self, letter: &QueuedLetter) {
        self.held.remove(&letter.id);
        let track = Track::of(letter);
        if let Some(queue) = self.queues.get_mut(&track) {
            queue.sending = false;
            match queue.waiting.front() {
                Some((_, due)) => {
                    self.later.insert((*due, track));
                }
                None => {
                    self.queues.remove(&track);
                }
            }
        }
    }

    /// The letter goes again, not before `due`; its lane waits for it.
    pub fn again(&mut self, letter: QueuedLetter, due: Instant) {
        let track = Track::of(&letter);
        let queue = self.queues.entry(track).or_default();
        queue.sending = false;
        queue.waiting.push_front((letter, due));
        self.later.insert((due, track));
    }

    /// Telegram wants nothing in this chat before `until`.
    pub fn pause(&mut self, chat: i64, until: Instant) {
        let chat = self.chat(chat);
        chat.paused = chat.paused.max(Some(until));
    }

    /// These letters are not to go. Those under way are not stopped.
    pub fn withdraw(&mut self, ids: &[i64]) {
        let gone: HashSet<i64> = ids.iter().copied().collect();
        let tracks: Vec<Track> = self
            .queues
            .iter()
            .filter(|(_, queue)| queue.waiting.iter().any(|(letter, _)| gone.contains(&letter.id)))
            .map(|(track, _)| *track)
            .collect();
        for track in tracks {
            self.unlist(track);
            let Some(queue) = self.queues.get_mut(&track) else {
                continue;
            };
            queue.waiting.retain(|(letter, _)| {
                let keep = !gone.contains(&letter.id);
                if !keep {
                    self.held.remove(&letter.id);
                }
                keep
            });
            self.relist(track);
        }
    }

    /// What waits for one chat goes to another: a group became a supergroup.
    pub fn migrate(&mut self, from: i64, to: i64) {
        let tracks: Vec<Track> = self.queues.keys().filter(|track| track.lane.chat == from).copied().collect();
        let mut moved: Vec<(QueuedLetter, Instant)> = Vec::new();
        for track in tracks {
            self.unlist(track);
            if let Some(queue) = self.queues.get_mut(&track) {
                moved.extend(queue.waiting.drain(..));
            }
            self.relist(track);
        }
        moved.sort_by_key(|(letter, _)| letter.id);
        for (mut letter, due) in moved {
            self.held.remove(&letter.id);
            letter.lane.chat = to;
            self.push(letter, due);
        }
    }

    /// Whether something waits that could go at `now`, but for Telegram's limits.
    pub fn has_due(&self, now: Instant) -> bool {
        !self.ready.is_empty()
            || self.queues.iter().any(|(track, queue)| {
                let paused = self.chats.get(&track.lane.chat).and_then(|chat| chat.paused);
                let head = queue.waiting.front();
                head.is_some_and(|(_, due)| *due <= now) && paused.is_none_or(|until| until <= now)
            })
    }

    pub fn waiting(&self) -> usize {
        self.held.len()
    }

    /// Forgets chats that no limit remembers. Called now and then, so that the table does not grow with every resident.
    pub fn forget_idle(&mut self, now: Instant) {
        self.chats.retain(|_, chat| !chat.windows.is_idle(now) || chat.paused.is_some_and(|until| until > now));
        self.chats.shrink_to_fit();
    }

    fn chat(&mut self, id: i64) -> &mut Chat {
        let limits = self.limits;
        self.chats.entry(id).or_insert_with(|| Chat { windows: limits.of_chat(id), paused: None })
    }

    fn chat_free_at(&mut self, id: i64, now: Instant, messages: u32) -> Instant {
        match self.chats.get(&id) {
            Some(chat) => {
                let free = chat.windows.free_at(now, messages);
                chat.paused.map_or(free, |until| free.max(until))
            }
            None => now,
        }
    }

    fn head(&self, track: Track) -> Option<(QueuedLetter, Instant)> {
        let queue = self.queues.get(&track)?;
        (!queue.sending).then(|| queue.waiting.front().copied())?
    }

    fn key(&self, track: Track) -> Option<(u8, u64, i64, Track)> {
        let (letter, _) = self.head(track)?;
        let served = self.queues.get(&track)?.served;
        Some((letter.urgency as u8, served, letter.id, track))
    }

    /// Takes a queue out of the order, before it changes.
    fn unlist(&mut self, track: Track) {
        if let Some(key) = self.key(track) {
            self.ready.remove(&key);
        }
        self.later.retain(|(_, other)| *other != track);
    }

    /// Puts a queue back into the order, after it changed.
    fn relist(&mut self, track: Track) {
        match self.queues.get(&track) {
            Some(queue) if queue.sending => {}
            Some(queue) => match queue.waiting.front() {
                Some((_, due)) => {
                    self.later.insert((*due, track));
                }
                None => {
                    self.queues.remove(&track);
                }
            },
            None => {}
        }
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;

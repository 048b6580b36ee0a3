//! Which letter goes next: in order within a lane, by urgency and in turns between lanes, within the limits, and nobody behind somebody else's wait.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use tokio::time::Instant;

use super::limits::{Limits, Windows};
use crate::model::delivery::Lane;
use crate::model::id::ChatId;
use crate::store::{QueuedLetter, Track};

/// What is sent one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Line {
    lane: Lane,
    track: Track,
}

impl Line {
    fn of(letter: &QueuedLetter) -> Self {
        Line { lane: letter.lane, track: letter.track }
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
    /// The channel said: not before.
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
    chat: ChatId,
    in_chat: u64,
    in_all: u64,
}

/// Everything that waits to be sent. Knows no task; the time comes in.
#[derive(Debug)]
pub struct Schedule {
    limits: Limits,
    all: Windows,
    chats: HashMap<ChatId, Chat>,
    queues: HashMap<Line, Queue>,
    /// Heads of queues that may go as far as they know: by urgency, then the lane that has waited longest for a turn, then age.
    ready: BTreeSet<(u8, u64, i64, Line)>,
    /// Heads of queues that wait for a moment.
    later: BTreeSet<(Instant, Line)>,
    held: HashSet<i64>,
    turn: u64,
}

impl Schedule {
    pub fn new(limits: Limits) -> Self {
        Schedule {
            all: limits.overall(),
            limits,
            chats: HashMap::new(),
            queues: HashMap::new(),
            ready: BTreeSet::new(),
            later: BTreeSet::new(),
            held: HashSet::new(),
            turn: 0,
        }
    }

    /// What went to a chat before this schedule was made counts in its limits.
    pub fn count_sent(&mut self, chat: ChatId, messages: u32, at: Instant) {
        self.all.count(at, messages);
        self.chat(chat).windows.count(at, messages);
    }

    /// A letter that may go from `due` on. One that is held already is left as it is.
    pub fn push(&mut self, letter: QueuedLetter, due: Instant) {
        if !self.held.insert(letter.id) {
            return;
        }
        let line = Line::of(&letter);
        // A lane that is new has just had its turn, or those that come and go would overtake those that wait.
        let served = self.turn;
        let queue = self.queues.entry(line).or_insert_with(|| Queue { served, ..Queue::default() });
        // Letters come by their numbers, but for those that were under way while their group moved.
        let place = queue.waiting.partition_point(|(other, _)| other.id < letter.id);
        if place > 0 || queue.sending {
            queue.waiting.insert(place, (letter, due));
            return;
        }
        if !queue.waiting.is_empty() {
            self.unlist(line);
        }
        if let Some(queue) = self.queues.get_mut(&line) {
            queue.waiting.push_front((letter, due));
        }
        self.later.insert((due, line));
    }

    /// What goes now. A head whose chat must wait steps aside, so that only its own lanes wait.
    pub fn next(&mut self, now: Instant) -> Next {
        while let Some((at, line)) = self.later.first().copied()
            && at <= now
        {
            self.later.pop_first();
            if let Some(key) = self.key(line) {
                self.ready.insert(key);
            }
        }
        while let Some(key @ (_, _, _, line)) = self.ready.first().copied() {
            let Some((letter, _)) = self.head(line) else {
                self.ready.remove(&key);
                continue;
            };
            if letter.messages > 0 {
                let chat = self.chat_free_at(letter.lane.chat, now, letter.messages);
                if chat > now {
                    self.ready.remove(&key);
                    self.later.insert((chat, line));
                    continue;
                }
                let all = self.all.free_at(now, letter.messages);
                if all > now {
                    return Next::At(all);
                }
            }
            self.ready.remove(&key);
            return self.depart(line, letter, now);
        }
        match self.later.first() {
            Some((at, _)) => Next::At(*at),
            None => Next::Idle,
        }
    }

    fn depart(&mut self, line: Line, letter: QueuedLetter, now: Instant) -> Next {
        self.turn += 1;
        if let Some(queue) = self.queues.get_mut(&line) {
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

    /// The channel has answered, whatever it said.
    pub fn arrived(&mut self, ticket: Ticket, now: Instant) {
        self.all.arrived(ticket.in_all, now);
        if let Some(chat) = self.chats.get_mut(&ticket.chat) {
            chat.windows.arrived(ticket.in_chat, now);
        }
    }

    /// The letter is done with; the next of its lane may go.
    pub fn settled(&mut self, letter: &QueuedLetter) {
        self.held.remove(&letter.id);
        let line = Line::of(letter);
        if let Some(queue) = self.queues.get_mut(&line) {
            queue.sending = false;
            match queue.waiting.front() {
                Some((_, due)) => {
                    self.later.insert((*due, line));
                }
                None => {
                    self.queues.remove(&line);
                }
            }
        }
    }

    /// The letter goes again, not before `due`; its lane waits for it.
    pub fn again(&mut self, letter: QueuedLetter, due: Instant) {
        let line = Line::of(&letter);
        let queue = self.queues.entry(line).or_default();
        queue.sending = false;
        queue.waiting.push_front((letter, due));
        self.later.insert((due, line));
    }

    /// The channel wants nothing in this chat before `until`.
    pub fn pause(&mut self, chat: ChatId, until: Instant) {
        let chat = self.chat(chat);
        chat.paused = chat.paused.max(Some(until));
    }

    /// These letters are not to go. Those under way are not stopped.
    pub fn withdraw(&mut self, ids: &[i64]) {
        if ids.is_empty() {
            return;
        }
        let gone: HashSet<i64> = ids.iter().copied().collect();
        let lines: Vec<Line> = self
            .queues
            .iter()
            .filter(|(_, queue)| queue.waiting.iter().any(|(letter, _)| gone.contains(&letter.id)))
            .map(|(line, _)| *line)
            .collect();
        for line in lines {
            self.unlist(line);
            let Some(queue) = self.queues.get_mut(&line) else {
                continue;
            };
            queue.waiting.retain(|(letter, _)| {
                let keep = !gone.contains(&letter.id);
                if !keep {
                    self.held.remove(&letter.id);
                }
                keep
            });
            self.relist(line);
        }
    }

    /// What waits for one chat goes to another: a group became a supergroup.
    pub fn migrate(&mut self, from: ChatId, to: ChatId) {
        let lines: Vec<Line> =
            self.queues.keys().filter(|line| line.lane.chat == from).copied().collect();
        let mut moved: Vec<(QueuedLetter, Instant)> = Vec::new();
        for line in lines {
            self.unlist(line);
            if let Some(queue) = self.queues.get_mut(&line) {
                moved.extend(queue.waiting.drain(..));
            }
            self.relist(line);
        }
        moved.sort_by_key(|(letter, _)| letter.id);
        for (mut letter, due) in moved {
            self.held.remove(&letter.id);
            letter.lane.chat = to;
            self.push(letter, due);
        }
    }

    /// Whether something waits that could go at `now`, but for the limits.
    pub fn has_due(&self, now: Instant) -> bool {
        !self.ready.is_empty()
            || self.queues.iter().any(|(line, queue)| {
                let paused = self.chats.get(&line.lane.chat).and_then(|chat| chat.paused);
                let head = queue.waiting.front();
                head.is_some_and(|(_, due)| *due <= now) && paused.is_none_or(|until| until <= now)
            })
    }

    pub fn waiting(&self) -> usize {
        self.held.len()
    }

    /// Forgets chats that no limit remembers. Called now and then, so that the tables do not grow with every resident.
    pub fn forget_idle(&mut self, now: Instant) {
        self.chats.retain(|_, chat| {
            !chat.windows.is_idle(now) || chat.paused.is_some_and(|until| until > now)
        });
        self.chats.shrink_to_fit();
        self.queues.shrink_to_fit();
        self.held.shrink_to_fit();
    }

    fn chat(&mut self, id: ChatId) -> &mut Chat {
        let limits = &self.limits;
        self.chats.entry(id).or_insert_with(|| Chat { windows: limits.of_chat(id), paused: None })
    }

    fn chat_free_at(&mut self, id: ChatId, now: Instant, messages: u32) -> Instant {
        match self.chats.get(&id) {
            Some(chat) => {
                let free = chat.windows.free_at(now, messages);
                chat.paused.map_or(free, |until| free.max(until))
            }
            None => now,
        }
    }

    fn head(&self, line: Line) -> Option<(QueuedLetter, Instant)> {
        let queue = self.queues.get(&line)?;
        (!queue.sending).then(|| queue.waiting.front().copied())?
    }

    fn key(&self, line: Line) -> Option<(u8, u64, i64, Line)> {
        let (letter, _) = self.head(line)?;
        let served = self.queues.get(&line)?.served;
        Some((letter.urgency as u8, served, letter.id, line))
    }

    /// Takes a queue out of the order, before it changes.
    fn unlist(&mut self, line: Line) {
        if let Some(key) = self.key(line) {
            self.ready.remove(&key);
        }
        self.later.retain(|(_, other)| *other != line);
    }

    /// Puts a queue back into the order, after it changed.
    fn relist(&mut self, line: Line) {
        match self.queues.get(&line) {
            Some(queue) if queue.sending => {}
            Some(queue) => match queue.waiting.front() {
                Some((_, due)) => {
                    self.later.insert((*due, line));
                }
                None => {
                    self.queues.remove(&line);
                }
            },
            None => {}
        }
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;

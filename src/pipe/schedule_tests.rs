//! The order of sending, with a clock moved by hand.

use std::time::Duration;

use super::*;
use crate::model::id::ThreadId;
use crate::model::outgoing::Urgency;
use crate::pipe::limits::Rate;

fn letter(id: i64, chat: i64, thread: Option<i32>, urgency: Urgency) -> QueuedLetter {
    QueuedLetter {
        id,
        lane: Lane { chat: ChatId::new(chat), thread: thread.map(ThreadId::new) },
        urgency,
        due_ms: 0,
        attempts: 0,
        created_ms: 0,
        messages: 1,
        track: Track::Messages,
    }
}

fn message(id: i64, chat: i64) -> QueuedLetter {
    letter(id, chat, None, Urgency::Message)
}

/// So many messages a minute in a group.
fn of_a_group(most: u32) -> Limits {
    let group = vec![Rate { most, span: Duration::from_secs(60) }];
    Limits { group, ..Limits::of_a_messenger() }
}

/// A schedule whose requests are answered at once.
struct Desk {
    schedule: Schedule,
    start: Instant,
    now: Instant,
}

impl Desk {
    fn new(limits: Limits) -> Self {
        let start = Instant::now();
        Desk { schedule: Schedule::new(limits), start, now: start }
    }

    fn push(&mut self, letters: impl IntoIterator<Item = QueuedLetter>) {
        for letter in letters {
            self.schedule.push(letter, self.now);
        }
    }

    /// Sends until nothing waits; gives the ids and the second each left in.
    fn run(&mut self) -> Vec<(i64, u64)> {
        let mut sent = Vec::new();
        loop {
            match self.schedule.next(self.now) {
                Next::Send(letter, ticket) => {
                    sent.push((letter.id, (self.now - self.start).as_secs()));
                    self.schedule.arrived(ticket, self.now);
                    self.schedule.settled(&letter);
                }
                Next::At(at) => {
                    assert!(at > self.now, "waiting for a moment that has passed");
                    self.now = at;
                }
                Next::Idle => return sent,
            }
        }
    }

    fn ids(&mut self) -> Vec<i64> {
        self.run().into_iter().map(|(id, _)| id).collect()
    }
}

#[test]
fn nobody_waits_behind_somebody_elses_429() {
    let mut desk = Desk::new(Limits::of_a_messenger());
    desk.push([message(1, 1), message(2, 1), message(3, 2)]);
    desk.schedule.pause(ChatId::new(1), desk.now + Duration::from_secs(30));
    assert_eq!(desk.run(), [(3, 0), (1, 30), (2, 30)]);
}

#[test]
fn a_lane_waits_for_the_letter_that_is_under_way() {
    let mut desk = Desk::new(Limits::default());
    desk.push([message(1, 1), message(2, 1)]);
    let Next::Send(first, _) = desk.schedule.next(desk.now) else {
        panic!("nothing went");
    };
    assert_eq!(desk.schedule.next(desk.now), Next::Idle);
    let later = desk.now + Duration::from_secs(3);
    desk.schedule.again(first, later);
    assert_eq!(desk.schedule.next(desk.now), Next::At(later));
    assert_eq!(desk.run(), [(1, 3), (2, 3)]);
}

#[test]
fn a_group_shares_its_minute_by_urgency_and_in_turns() {
    let mut desk = Desk::new(of_a_group(2));
    let staff = -100;
    desk.push([
        letter(1, staff, None, Urgency::Digest),
        letter(2, staff, Some(7), Urgency::Card),
        letter(3, staff, Some(8), Urgency::Message),
        letter(4, staff, Some(8), Urgency::Message),
        letter(5, staff, Some(9), Urgency::Message),
    ]);
    assert_eq!(desk.run(), [(3, 0), (5, 0), (4, 60), (2, 60), (1, 120)]);
}

#[test]
fn a_group_at_its_limit_holds_no_resident_up() {
    let mut desk = Desk::new(of_a_group(1));
    desk.push((1..=5).map(|id| letter(id, -100, Some(id as i32), Urgency::Message)));
    desk.push([message(6, 1), message(7, 2)]);
    assert_eq!(desk.run()[..3], [(1, 0), (6, 0), (7, 0)]);
}

#[test]
fn answers_to_presses_wait_for_no_limit() {
    let mut desk = Desk::new(Limits::of_a_messenger());
    desk.push((1..=5).map(|id| message(id, 1)));
    let press = QueuedLetter { messages: 0, track: Track::Aside, ..message(6, 1) };
    desk.push([press]);
    let sent = desk.run();
    assert!(sent.contains(&(6, 0)), "{sent:?}");
}

#[test]
fn a_letter_that_is_due_later_holds_its_lane_only() {
    let mut desk = Desk::new(Limits::default());
    desk.schedule.push(message(1, 1), desk.now + Duration::from_secs(5));
    desk.push([message(2, 1), message(3, 2)]);
    assert_eq!(desk.run(), [(3, 0), (1, 5), (2, 5)]);
}

#[test]
fn what_is_withdrawn_does_not_go_and_holds_nothing_up() {
    let mut desk = Desk::new(Limits::default());
    desk.push([message(1, 1), message(2, 1), message(3, 1), message(4, 2)]);
    desk.schedule.withdraw(&[1, 3, 4, 99]);
    assert_eq!(desk.ids(), [2]);
    assert_eq!(desk.schedule.waiting(), 0);
}

#[test]
fn a_letter_pushed_twice_goes_once() {
    let mut desk = Desk::new(Limits::default());
    desk.push([message(1, 1), message(1, 1)]);
    assert_eq!(desk.ids(), [1]);
}

#[test]
fn what_waits_for_a_group_follows_it_in_order() {
    let mut desk = Desk::new(Limits::default());
    desk.push([
        letter(1, -5, Some(1), Urgency::Message),
        letter(2, -5, None, Urgency::Message),
        letter(3, -5, Some(1), Urgency::Message),
    ]);
    desk.schedule.migrate(ChatId::new(-5), ChatId::new(-100));
    let mut chats = Vec::new();
    while let Next::Send(letter, _) = desk.schedule.next(desk.now) {
        chats.push((letter.id, letter.lane.chat.number()));
        desk.schedule.settled(&letter);
    }
    chats.sort_unstable();
    assert_eq!(chats, [(1, -100), (2, -100), (3, -100)]);
}

#[test]
fn chats_that_are_quiet_are_forgotten() {
    let mut desk = Desk::new(Limits::of_a_messenger());
    desk.push((1..=50).map(|id| message(id, id)));
    desk.run();
    desk.schedule.forget_idle(desk.now + Duration::from_secs(60));
    assert!(desk.schedule.chats.is_empty() && desk.schedule.queues.is_empty());
}

/// Random letters, answers and failures: each lane's letters go in their order, and all of them go.
#[test]
fn order_holds_in_every_lane_whatever_fails() {
    use rand::{Rng, SeedableRng, rngs::StdRng};
    for seed in 0..200 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut desk = Desk::new(Limits::of_a_messenger());
        let mut under_way: Vec<(QueuedLetter, Ticket)> = Vec::new();
        let mut done: Vec<(Lane, i64)> = Vec::new();
        let total = 60;
        let mut id = 0;
        while done.len() < total {
            if id < total as i64 && rng.random_bool(0.5) {
                id += 1;
                let chat = *[1, 2, -9].get(rng.random_range(0..3)).unwrap();
                let thread = (chat < 0).then(|| rng.random_range(1..4));
                desk.push([letter(id, chat, thread, Urgency::Message)]);
            }
            match desk.schedule.next(desk.now) {
                Next::Send(letter, ticket) => {
                    assert!(under_way.iter().all(|(other, _)| other.lane != letter.lane));
                    under_way.push((letter, ticket));
                }
                Next::At(at) => desk.now = at.min(desk.now + Duration::from_secs(2)),
                Next::Idle => {}
            }
            if !under_way.is_empty() && rng.random_bool(0.6) {
                let at = rng.random_range(0..under_way.len());
                let (letter, ticket) = under_way.swap_remove(at);
                desk.schedule.arrived(ticket, desk.now);
                match rng.random_range(0..4) {
                    0 => desk.schedule.again(letter, desk.now + Duration::from_secs(1)),
                    1 => {
                        desk.schedule.pause(letter.lane.chat, desk.now + Duration::from_secs(3));
                        desk.schedule.again(letter, desk.now);
                    }
                    _ => {
                        done.push((letter.lane, letter.id));
                        desk.schedule.settled(&letter);
                    }
                }
            }
        }
        let mut last: HashMap<Lane, i64> = HashMap::new();
        for (lane, id) in done {
            assert!(last.insert(lane, id).is_none_or(|before| before < id), "seed {seed}");
        }
        assert_eq!(desk.schedule.waiting(), 0);
    }
}

//! The updates that are known in memory: so many of all, and of one lane so few that there is room for others. What is beyond waits in the store, and is
//! read when its turn comes. Knows neither tasks nor time nor the store.

use std::collections::{HashMap, HashSet};

use super::inbox::Arrival;
use super::lanes::Lanes;
use crate::model::delivery::Lane;

/// So many updates wait with what they say; of the others only the number is held.
const AT_HAND: usize = 512;
/// One lane may have this part of the window.
const LANES: usize = 16;

/// What is known of the updates that wait.
#[derive(Debug)]
pub(super) struct Window {
    lanes: Lanes<Arrival>,
    /// Numbers of those that wait or are in hand.
    held: HashSet<i64>,
    /// Lanes with more than is known of them.
    beyond: HashMap<Lane, Beyond>,
    most: usize,
}

/// What of a lane waits in the store alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Beyond {
    /// All up to this number is known.
    after: i64,
    up_to: i64,
    is_asked: bool,
}

/// What is to be read of a lane, in the order of numbers: behind `after`, up to `up_to`, so many at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub lane: Lane,
    pub after: i64,
    pub up_to: i64,
    pub most: usize,
}

impl Window {
    /// `most`: how many updates wait in here, about.
    pub(super) fn new(most: usize) -> Self {
        Window {
            lanes: Lanes::default(),
            held: HashSet::new(),
            beyond: HashMap::new(),
            most: most.max(1),
        }
    }

    fn most_of_a_lane(&self) -> usize {
        (self.most / LANES).max(1)
    }

    /// Whether more may be announced.
    pub(super) fn has_room(&self) -> bool {
        self.lanes.queued() < self.most
    }

    pub(super) fn running(&self) -> usize {
        self.lanes.running()
    }

    /// Whether nothing waits, here or in the store, of what was announced.
    pub(super) fn is_empty(&self) -> bool {
        self.lanes.queued() == 0 && self.beyond.is_empty()
    }

    /// Takes in what was announced; whatever is announced twice counts once.
    pub(super) fn take(&mut self, arrival: Arrival) {
        let (seq, lane) = (arrival.seq, arrival.lane);
        if self.held.contains(&seq) {
            return;
        }
        if let Some(beyond) = self.beyond.get_mut(&lane).filter(|beyond| seq > beyond.after) {
            beyond.up_to = beyond.up_to.max(seq);
        } else if self.lanes.queued_in(lane) >= self.most_of_a_lane() {
            let beyond = Beyond { after: seq - 1, up_to: seq, is_asked: false };
            self.beyond.insert(lane, beyond);
        } else {
            self.push(arrival);
        }
    }

    fn push(&mut self, mut arrival: Arrival) {
        if self.held.insert(arrival.seq) {
            if self.lanes.queued() >= AT_HAND {
                arrival.update = None;
            }
            self.lanes.push(arrival.lane, arrival);
        }
    }

    /// See [`Lanes::begin_next`].
    pub(super) fn begin_next(&mut self) -> Option<(Lane, Arrival)> {
        self.lanes.begin_next()
    }

    /// An update is done with. Gives what is to be read now.
    pub(super) fn done(&mut self, lane: Lane, seq: i64) -> Option<Ask> {
        self.held.remove(&seq);
        self.lanes.done(lane);
        if self.held.is_empty() {
            self.lanes.shrink(AT_HAND);
            self.held.shrink_to(AT_HAND);
            self.beyond.shrink_to(AT_HAND);
        }
        self.ask(lane)
    }

    /// What was asked for has been read. Gives what is to be read next.
    pub(super) fn read(&mut self, ask: Ask, found: Vec<Arrival>) -> Option<Ask> {
        let last = found.last().map(|arrival| arrival.seq).filter(|_| found.len() >= ask.most);
        for arrival in found {
            self.push(arrival);
        }
        let known = last.unwrap_or(ask.up_to);
        match self.beyond.get_mut(&ask.lane) {
            Some(beyond) if beyond.up_to > known => {
                (beyond.after, beyond.is_asked) = (known, false);
            }
            _ => drop(self.beyond.remove(&ask.lane)),
        }
        self.ask(ask.lane)
    }

    /// A lane of which all that is known is done with goes on with what the store has of it.
    fn ask(&mut self, lane: Lane) -> Option<Ask> {
        let most = self.most_of_a_lane();
        if self.lanes.queued_in(lane) > 0 {
            return None;
        }
        let beyond = self.beyond.get_mut(&lane).filter(|beyond| !beyond.is_asked)?;
        beyond.is_asked = true;
        Some(Ask { lane, after: beyond.after, up_to: beyond.up_to, most })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::id::ChatId;

    fn lane(chat: i64) -> Lane {
        Lane { chat: ChatId::new(chat), thread: None }
    }

    fn arrival(seq: i64, chat: i64) -> Arrival {
        Arrival { seq, lane: lane(chat), attempts: 0, begun: 0, update: None }
    }

    #[test]
    fn a_lane_with_much_leaves_room_for_others() {
        let mut window = Window::new(32);
        for seq in 1..=1000 {
            assert!(window.has_room());
            window.take(arrival(seq, 1));
        }
        window.take(arrival(1001, 2));
        let begun: Vec<i64> =
            std::iter::from_fn(|| window.begin_next()).map(|(_, arrival)| arrival.seq).collect();
        assert_eq!(begun, [1, 1001]);
    }

    proptest! {
        /// Whatever is announced, done with and read in whatever order, twice too: each update begins once, in its lane's order, and few are known.
        #[test]
        fn each_update_begins_once_and_in_order_however_few_are_known(
            steps in proptest::collection::vec((0i64..4, 0u8..6), 1..300),
            most in 1usize..40,
        ) {
            let mut window = Window::new(most);
            // What waits, by number.
            let mut store: BTreeMap<i64, Lane> = BTreeMap::new();
            let mut asked: Vec<Ask> = Vec::new();
            let mut running: Vec<(Lane, i64)> = Vec::new();
            let mut begun: HashMap<Lane, Vec<i64>> = HashMap::new();
            let (mut last, mut announced) = (0, 0);
            let answer = |window: &mut Window, store: &BTreeMap<i64, Lane>, ask: Ask| {
                let found = store.range(ask.after + 1..=ask.up_to).filter(|(_, lane)| **lane == ask.lane);
                let found = found.take(ask.most).map(|(seq, lane)| arrival(*seq, lane.chat.number()));
                let found = found.collect();
                window.read(ask, found)
            };
            let end = |window: &mut Window, store: &mut BTreeMap<i64, Lane>, ended: (Lane, i64)| {
                store.remove(&ended.1);
                window.done(ended.0, ended.1)
            };
            let mut steps = steps.into_iter();
            loop {
                match steps.next() {
                    Some((chat, 0..3)) => {
                        last += 1;
                        store.insert(last, lane(chat));
                    }
                    Some((at, 3)) if !running.is_empty() => {
                        let ended = running.remove(at as usize % running.len());
                        asked.extend(end(&mut window, &mut store, ended));
                    }
                    Some((at, 4)) if !asked.is_empty() => {
                        let ask = asked.remove(at as usize % asked.len());
                        asked.extend(answer(&mut window, &store, ask));
                    }
                    // As after a failed write.
                    Some((_, 5)) => announced = 0,
                    Some(_) => {}
                    None => {
                        while let Some(ask) = asked.pop() {
                            asked.extend(answer(&mut window, &store, ask));
                        }
                        match running.pop() {
                            Some(ended) => asked.extend(end(&mut window, &mut store, ended)),
                            None if announced == last && window.is_empty() => break,
                            None => {}
                        }
                    }
                }
                while window.has_room() && announced < last {
                    announced = store.range(announced + 1..).next().map_or(last, |(seq, _)| *seq);
                    if let Some(lane) = store.get(&announced) {
                        window.take(arrival(announced, lane.chat.number()));
                    }
                }
                while let Some((lane, arrival)) = window.begin_next() {
                    prop_assert!(running.iter().all(|(other, _)| *other != lane));
                    running.push((lane, arrival.seq));
                    begun.entry(lane).or_default().push(arrival.seq);
                }
                // Each lane may be given what it may have at once.
                prop_assert!(window.lanes.queued() <= most + 4 * window.most_of_a_lane());
            }
            prop_assert!(window.is_empty() && asked.is_empty() && store.is_empty());
            prop_assert_eq!(begun.values().map(Vec::len).sum::<usize>() as i64, last);
            prop_assert!(begun.values().all(|begun| begun.is_sorted_by(|a, b| a < b)));
        }
    }
}

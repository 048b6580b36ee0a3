//! In order within a lane, all else in parallel, fairly: a lane that has had its turn goes to the end of the queue.

use std::collections::{HashMap, VecDeque};

use crate::model::delivery::Lane;

/// Work that waits, by lane. Knows neither tasks nor time.
#[derive(Debug)]
pub struct Lanes<T> {
    /// A lane is in here while it has work waiting or running.
    waiting: HashMap<Lane, VecDeque<T>>,
    /// Lanes with work waiting and none running.
    ready: VecDeque<Lane>,
    running: usize,
    queued: usize,
}

impl<T> Default for Lanes<T> {
    fn default() -> Self {
        Lanes { waiting: HashMap::new(), ready: VecDeque::new(), running: 0, queued: 0 }
    }
}

impl<T> Lanes<T> {
    pub fn push(&mut self, lane: Lane, work: T) {
        self.queued += 1;
        self.waiting
            .entry(lane)
            .or_insert_with(|| {
                self.ready.push_back(lane);
                VecDeque::new()
            })
            .push_back(work);
    }

    /// The next piece of work that may begin; [`Lanes::done`] must be called for its lane when it has ended.
    pub fn begin_next(&mut self) -> Option<(Lane, T)> {
        let lane = self.ready.pop_front()?;
        let work = self.waiting.get_mut(&lane)?.pop_front()?;
        self.running += 1;
        self.queued -= 1;
        Some((lane, work))
    }

    /// The work that ran in this lane has ended.
    pub fn done(&mut self, lane: Lane) {
        self.running -= 1;
        match self.waiting.get(&lane) {
            Some(queue) if !queue.is_empty() => self.ready.push_back(lane),
            _ => {
                self.waiting.remove(&lane);
            }
        }
    }

    /// Gives back what a rush has taken, once it is over.
    pub fn shrink(&mut self, to: usize) {
        self.waiting.shrink_to(to);
        self.ready.shrink_to(to);
    }

    pub fn running(&self) -> usize {
        self.running
    }

    /// How much waits in one lane.
    pub fn queued_in(&self, lane: Lane) -> usize {
        self.waiting.get(&lane).map_or(0, VecDeque::len)
    }

    pub fn queued(&self) -> usize {
        self.queued
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ChatId;
    use proptest::prelude::*;

    fn lane(chat: i64) -> Lane {
        Lane { chat: ChatId::new(chat), thread: None }
    }

    #[test]
    fn a_slow_lane_stalls_no_other() {
        let mut lanes = Lanes::default();
        for work in 0..3 {
            lanes.push(lane(1), work);
        }
        lanes.push(lane(2), 10);
        assert_eq!(lanes.begin_next(), Some((lane(1), 0)));
        assert_eq!(lanes.begin_next(), Some((lane(2), 10)));
        assert_eq!(lanes.begin_next(), None, "the first lane is busy");
        lanes.done(lane(2));
        assert_eq!(lanes.begin_next(), None);
        lanes.done(lane(1));
        assert_eq!(lanes.begin_next(), Some((lane(1), 1)));
    }

    proptest! {
        /// Whatever arrives and ends in whatever order: each piece of work begins once, in its lane's order, one at a time.
        #[test]
        fn order_holds_within_every_lane(steps in proptest::collection::vec((0i64..4, 0u8..3), 1..200)) {
            let mut lanes = Lanes::default();
            let mut pushed = 0usize;
            let mut running: Vec<Lane> = Vec::new();
            let mut begun: HashMap<Lane, Vec<usize>> = HashMap::new();
            let mut run = |lanes: &mut Lanes<usize>, running: &mut Vec<Lane>| {
                while let Some((lane, work)) = lanes.begin_next() {
                    assert!(!running.contains(&lane));
                    running.push(lane);
                    begun.entry(lane).or_default().push(work);
                }
            };
            for (chat, action) in steps {
                if action < 2 {
                    lanes.push(lane(chat), pushed);
                    pushed += 1;
                } else if !running.is_empty() {
                    let ended = running.remove(chat as usize % running.len());
                    lanes.done(ended);
                }
                run(&mut lanes, &mut running);
            }
            while let Some(ended) = running.pop() {
                lanes.done(ended);
                run(&mut lanes, &mut running);
            }
            prop_assert_eq!(begun.values().map(Vec::len).sum::<usize>(), pushed);
            prop_assert!(begun.values().all(|works| works.is_sorted()));
            prop_assert_eq!((lanes.running(), lanes.queued(), lanes.waiting.len()), (0, 0, 0));
        }
    }
}

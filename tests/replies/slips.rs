//! Metamorphic: one letter dropped, doubled or swapped with the next leaves the kind of reply as it was.

use std::collections::BTreeMap;

use alebot::model::reply::ReplyKind;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::{moment, questions, reply};

/// Slips made in each question.
const SLIPS: usize = 9;
/// At least this share of replies keep their kind; one that offers titles in place of an answer does not.
const FLOOR: f64 = 0.89;

#[derive(Clone, Copy, Debug)]
enum Slip {
    Drop,
    Double,
    Swap,
}

/// The text with a slip at the letter with number `at`; `None` where it would change nothing.
fn slipped(text: &str, at: usize, slip: Slip) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    let letter = *chars.get(at).filter(|c| c.is_alphabetic())?;
    match slip {
        Slip::Drop => {
            chars.remove(at);
        }
        Slip::Double => chars.insert(at, letter),
        Slip::Swap => {
            chars.get(at + 1).filter(|next| next.is_alphabetic() && **next != letter)?;
            chars.swap(at, at + 1);
        }
    }
    Some(chars.into_iter().collect())
}

#[derive(Default)]
struct Tally {
    same: usize,
    all: usize,
    flips: Vec<String>,
}

impl Tally {
    fn share(&self) -> f64 {
        self.same as f64 / self.all.max(1) as f64
    }
}

/// By kind of the unharmed question.
fn measure(slips: impl Fn(&str) -> Vec<String>) -> BTreeMap<ReplyKind, Tally> {
    let mut tallies: BTreeMap<ReplyKind, Tally> = BTreeMap::new();
    for row in questions() {
        let at = moment(&row.at);
        let kind = reply(&row.question, at).kind;
        let tally = tallies.entry(kind).or_default();
        for slipped in slips(&row.question) {
            let now = reply(&slipped, at).kind;
            tally.all += 1;
            if now == kind {
                tally.same += 1;
            } else {
                tally.flips.push(format!("{kind:?} → {now:?}: {} → {slipped}", row.question));
            }
        }
    }
    tallies
}

fn total(tallies: &BTreeMap<ReplyKind, Tally>) -> f64 {
    let same: usize = tallies.values().map(|tally| tally.same).sum();
    let all: usize = tallies.values().map(|tally| tally.all).sum();
    same as f64 / all as f64
}

#[test]
fn a_slip_of_the_finger_leaves_the_kind_of_reply() {
    let sample = |text: &str| {
        // A seed of the text's own: another question in the set does not change this one's slips.
        let seed =
            text.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mut random = StdRng::seed_from_u64(seed);
        let letters = text.chars().count();
        let mut made = Vec::new();
        for _ in 0..SLIPS * 20 {
            let slip = [Slip::Drop, Slip::Double, Slip::Swap].choose(&mut random).copied().unwrap();
            made.extend(slipped(text, random.random_range(0..letters), slip));
            if made.len() == SLIPS {
                break;
            }
        }
        made
    };
    let tallies = measure(sample);
    let all: usize = tallies.values().map(|tally| tally.all).sum();
    assert!(all >= 2000, "{all} variants");
    let share = total(&tallies);
    let flips: Vec<&str> =
        tallies.values().flat_map(|tally| &tally.flips).map(String::as_str).collect();
    assert!(share >= FLOOR, "{share:.4} of {all} kept their kind\n{}", flips.join("\n"));
}

/// Every slip in every question, some 30 000: `cargo test --release --test replies -- --ignored --nocapture every_slip`
#[test]
#[ignore = "a measurement; takes a minute in release"]
fn every_slip() {
    let every = |text: &str| {
        let letters = 0..text.chars().count();
        let slips = letters.flat_map(|at| {
            [Slip::Drop, Slip::Double, Slip::Swap].map(|slip| slipped(text, at, slip))
        });
        slips.flatten().collect()
    };
    let tallies = measure(every);
    for (kind, tally) in &tallies {
        tally.flips.iter().for_each(|flip| println!("{flip}"));
        println!("{kind:?}: {}/{} {:.4}", tally.same, tally.all, tally.share());
    }
    println!("all: {:.4}", total(&tallies));
}

use super::*;

const DEAD: EngineFault = EngineFault::Unreachable;
const SLOW: EngineFault = EngineFault::Slow;

/// What happens to an engine, at so many milliseconds, and what is to be seen then.
enum Step {
    /// A request, and its outcome.
    Asked(u64, Result<(), EngineFault>, Option<Change>),
    /// A request that is not let through.
    Refused(u64),
}
use Step::{Asked, Refused};

fn check(steps: &[Step]) {
    let mut breaker = Breaker::new();
    for (nth, step) in steps.iter().enumerate() {
        match step {
            Asked(ms, outcome, expected) => {
                let now = Duration::from_millis(*ms);
                let ticket =
                    breaker.ask(now).unwrap_or_else(|| panic!("step {nth}: left alone at {ms} ms"));
                let change = match outcome {
                    Ok(()) => breaker.answered(ticket),
                    Err(fault) => breaker.failed(ticket, *fault, now),
                };
                assert_eq!(change, *expected, "step {nth}");
            }
            Refused(ms) => assert_eq!(
                breaker.ask(Duration::from_millis(*ms)),
                None,
                "step {nth}: asked at {ms} ms"
            ),
        }
    }
}

#[test]
fn a_dead_engine_is_left_alone_at_once_and_that_is_said_once() {
    check(&[
        Asked(0, Ok(()), None),
        Asked(10, Err(DEAD), Some(Change::LeftAlone(DEAD))),
        Refused(11),
        Refused(2_009),
        Asked(2_010, Err(DEAD), None),
        Refused(2_011),
        Refused(6_009),
        Asked(6_010, Ok(()), Some(Change::Back)),
        Asked(6_011, Ok(()), None),
        Asked(6_012, Err(DEAD), Some(Change::LeftAlone(DEAD))),
    ]);
}

#[test]
fn one_slow_answer_is_none_and_three_in_a_row_are_one() {
    check(&[
        Asked(0, Err(SLOW), None),
        Asked(1, Err(SLOW), None),
        Asked(2, Ok(()), None),
        Asked(3, Err(SLOW), None),
        Asked(4, Err(EngineFault::Status(503)), None),
        Asked(5, Err(SLOW), Some(Change::LeftAlone(SLOW))),
        Refused(6),
    ]);
}

#[test]
fn every_lie_counts_at_once() {
    for fault in [
        EngineFault::Unauthorized(401),
        EngineFault::Status(404),
        EngineFault::Redirected(302),
        EngineFault::Oversized,
        EngineFault::Garbled,
        EngineFault::WrongCount { asked: 1, got: 2 },
        EngineFault::WrongDimension { expected: 384, got: 768 },
        EngineFault::NotFinite,
        EngineFault::Zero,
    ] {
        check(&[Asked(0, Err(fault), Some(Change::LeftAlone(fault))), Refused(1)]);
    }
}

#[test]
fn the_rest_grows_and_is_bounded() {
    let mut breaker = Breaker::new();
    let mut now = Duration::ZERO;
    let mut rests = Vec::new();
    for _ in 0..10 {
        let ticket = breaker.ask(now).unwrap();
        breaker.failed(ticket, DEAD, now);
        rests.push(breaker.rests_for(now).as_secs());
        now += breaker.rests_for(now);
    }
    assert_eq!(rests, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
}

#[test]
fn only_one_request_tries_and_one_that_never_tells_blocks_nobody() {
    check(&[Asked(0, Err(DEAD), Some(Change::LeftAlone(DEAD)))]);
    let mut breaker = Breaker::new();
    let ticket = breaker.ask(Duration::ZERO).unwrap();
    breaker.failed(ticket, DEAD, Duration::ZERO);
    let seconds = Duration::from_secs;
    assert!(breaker.ask(seconds(2)).is_some());
    assert_eq!(breaker.ask(seconds(3)), None);
    assert!(breaker.ask(seconds(7)).is_some());
}

#[test]
fn what_was_under_way_when_the_engine_died_does_not_count_again() {
    let mut breaker = Breaker::new();
    let tickets: Vec<Ticket> = (0..5).map(|_| breaker.ask(Duration::ZERO).unwrap()).collect();
    let changes: Vec<_> =
        tickets.iter().map(|ticket| breaker.failed(*ticket, DEAD, Duration::ZERO)).collect();
    assert_eq!(changes.iter().flatten().count(), 1);
    assert_eq!(breaker.rests_for(Duration::ZERO), RESTS.first);
    assert_eq!(breaker.answered(tickets[0]), None, "nor does a late answer bring it back");
    assert_eq!(breaker.fault(), Some(DEAD));
}

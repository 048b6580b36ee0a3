//! Days, parts of the day and clock times that belong together become one expression.

use std::ops::Range;

use chrono::NaiveTime;

use super::clock::{Reading, clock};
use super::day::day;
use super::phrases::Phrases;
use super::scanner::Scanner;
use super::token::Kind;
use super::{Found, Within, part, unknown};
use crate::model::time::{Certainty, TimeExpression, When};

/// How many words may stand between a day and a part of the day that belong together.
const NEAR: usize = 3;

/// How many days before a time of day, and how many after, it may belong to. No message that people write by hand has more.
const CONSIDERED: usize = 12;

/// Something read from a row of tokens: a day, a part of the day, a clock time, or several of them once joined.
struct Piece {
    tokens: Range<usize>,
    day: Option<Found>,
    part: Option<Within>,
    clock: Option<Reading>,
}

impl Piece {
    fn is_time_only(&self) -> bool {
        self.day.is_none()
    }

    fn distance(&self, other: &Self) -> usize {
        if self.tokens.end <= other.tokens.start {
            other.tokens.start - self.tokens.end
        } else {
            self.tokens.start.saturating_sub(other.tokens.end)
        }
    }

    fn absorb(&mut self, other: Self) {
        self.tokens =
            self.tokens.start.min(other.tokens.start)..self.tokens.end.max(other.tokens.end);
        self.part = self.part.or(other.part);
        self.clock = self.clock.or(other.clock);
    }
}

pub(super) fn expressions(scanner: &Scanner) -> Vec<TimeExpression> {
    let pieces = without_repetition(scanner, pieces(scanner));
    let of_days: Vec<Range<usize>> = pieces
        .iter()
        .filter(|piece| piece.day.is_some())
        .map(|piece| piece.tokens.clone())
        .collect();
    let pieces = attach_times(scanner, join_parts(pieces));
    let is_bare_clock = |piece: &Piece| piece.day.is_none() && piece.clock.is_some();
    let unknown_days = if pieces.iter().any(is_bare_clock) {
        unknown::days(scanner, &of_days)
    } else {
        Vec::new()
    };
    let mut expressions: Vec<_> =
        pieces.into_iter().filter_map(|piece| expression(scanner, piece, &unknown_days)).collect();
    expressions.sort_by_key(|expression| (expression.span.start, expression.span.end));
    expressions
}

/// The longest readings, from left to right.
fn pieces(scanner: &Scanner) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut i = 0;
    while i < scanner.tokens.len() {
        let beside = pieces.last().is_some_and(|last| {
            last.day.is_some()
                && (last.tokens.end == i
                    || (last.tokens.end + 1 == i
                        && scanner.sign(last.tokens.end, &[',', '-', '–']).is_some()))
        });
        match if may_begin(scanner, i) { longest(scanner, i, beside) } else { None } {
            Some(piece) => {
                i = piece.tokens.end.max(i + 1);
                pieces.push(piece);
            }
            None => i += 1,
        }
    }
    pieces
}

/// No expression begins with a sign, but for "@ 16.30".
fn may_begin(scanner: &Scanner, i: usize) -> bool {
    scanner.token(i).is_some_and(|token| token.kind != Kind::Sign || token.is_sign(&['@']))
}

fn longest(scanner: &Scanner, i: usize, beside_a_day: bool) -> Option<Piece> {
    let part = if beside_a_day { part::beside_a_day(scanner, i) } else { part::free(scanner, i) };
    let part = part.map(|(within, end)| Piece {
        tokens: i..end,
        day: None,
        part: Some(within),
        clock: None,
    });
    let clock = clock(scanner, i, beside_a_day).map(|(clock, end)| Piece {
        tokens: i..end,
        day: None,
        part: None,
        clock: Some(clock),
    });
    let day = day(scanner, i).map(|(found, end)| Piece {
        tokens: i..end,
        part: found.within,
        day: Some(found),
        clock: None,
    });
    [part, clock, day].into_iter().flatten().max_by_key(|piece| piece.tokens.end)
}

/// "v 8, öppet hela veckan?" asks about one week: "hela veckan" after another day or period only refers to it.
fn without_repetition(scanner: &Scanner, pieces: Vec<Piece>) -> Vec<Piece> {
    static WHOLE: Phrases = Phrases::new(
        "hela veckan|den veckan|under hela veckan|hela helgen|all week|the whole week",
    );
    let first_day = pieces.iter().position(|piece| piece.day.is_some());
    let refers = |piece: &Piece| scanner.any(piece.tokens.start, &WHOLE) == Some(piece.tokens.end);
    pieces
        .into_iter()
        .enumerate()
        .filter(|(n, piece)| first_day.is_none_or(|first| *n <= first) || !refers(piece))
        .map(|(_, piece)| piece)
        .collect()
}

/// "åtta på kvällen", "på förmiddagen vid 10": a part of the day beside a clock time tells which half is meant.
fn join_parts(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last)
                if last.is_time_only()
                    && piece.is_time_only()
                    && last.distance(&piece) <= 1
                    && last.clock.is_some() != piece.clock.is_some() =>
            {
                last.absorb(piece);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// A clock time goes with the nearest day of the message; a part of the day or a bound only with one beside it.
fn attach_times(scanner: &Scanner, pieces: Vec<Piece>) -> Vec<Piece> {
    let (mut days, times): (Vec<Piece>, Vec<Piece>) =
        pieces.into_iter().partition(|piece| piece.day.is_some());
    let starts: Vec<usize> = days.iter().map(|day| day.tokens.start).collect();
    let mut unattached = Vec::new();
    // Parts of the day first: they tell which half a clock time is in.
    let (clocks, parts): (Vec<Piece>, Vec<Piece>) =
        times.into_iter().partition(|time| time.clock.is_some());
    for time in parts.into_iter().chain(clocks) {
        let next = starts.partition_point(|start| *start < time.tokens.start);
        let around = days.iter_mut().take(next + CONSIDERED).skip(next.saturating_sub(CONSIDERED));
        let nearest =
            around.filter(|day| belongs(scanner, day, &time)).min_by_key(|day| day.distance(&time));
        match nearest {
            Some(day) => day.absorb(time),
            None => unattached.push(time),
        }
    }
    days.extend(unattached);
    days
}

fn belongs(scanner: &Scanner, day: &Piece, time: &Piece) -> bool {
    scanner.count_step();
    let Some(found) = &day.day else { return false };
    let near =
        day.distance(time) <= NEAR && scanner.layout().same_sentence(&day.tokens, &time.tokens);
    let open = day.clock.is_none() && (time.clock.is_some() || day.part.is_none());
    let reach = match (&found.when, time.clock) {
        (When::Now | When::Unresolved | When::Instant(_), _) => false,
        (When::Dates(days), Some(Reading::At(_))) => {
            let is_past = days.iter().all(|day| *day < scanner.today());
            let same = scanner.layout().same_sentence(&day.tokens, &time.tokens);
            near || (same || !is_past)
                && !scanner.layout().is_background(&time.tokens)
                && !scanner.layout().is_background(&day.tokens)
        }
        _ => near,
    };
    open && reach
}

fn expression(scanner: &Scanner, piece: Piece, unknown_days: &[usize]) -> Option<TimeExpression> {
    let span = scanner.token(piece.tokens.start)?.span.start
        ..scanner.token(piece.tokens.end.checked_sub(1)?)?.span.end;
    let clock_within = piece.clock.map(|clock| clock.within(piece.part));
    let within = clock_within.or(piece.part);
    let Some(found) = piece.day else {
        let (when, within) = match piece.clock {
            Some(Reading::At(clock)) => (of_no_day(scanner, clock.time(piece.part)), None),
            _ => (When::PartOfDay, within),
        };
        let sentence = scanner.layout().sentence(&piece.tokens);
        let unknown = unknown_days.get(unknown_days.partition_point(|day| *day < sentence.start));
        let is_unknown = piece.clock.is_some() && unknown.is_some_and(|day| *day < sentence.end);
        let certainty = if is_unknown { Certainty::UnknownDay } else { Certainty::Exact };
        return Some(TimeExpression { span, when, within, certainty });
    };
    let certainty = found.certainty;
    match (&found.when, piece.clock) {
        (When::Dates(days), Some(Reading::At(clock))) if days.len() == 1 => {
            let moment = days.first()?.and_time(clock.time(piece.part));
            Some(TimeExpression { span, when: When::Instant(moment), within: None, certainty })
        }
        _ => Some(TimeExpression { span, when: found.when, within, certainty }),
    }
}

/// A clock time of no named day: in a question about what has been ("hade ni öppet halv nio?") the last there was, else for the caller to decide.
fn of_no_day(scanner: &Scanner, clock: NaiveTime) -> When {
    let today = scanner.today();
    let day = if clock <= scanner.at.time() { Some(today) } else { today.pred_opt() };
    match day {
        Some(day) if scanner.past => When::Instant(day.and_time(clock)),
        _ => When::Clock(clock),
    }
}

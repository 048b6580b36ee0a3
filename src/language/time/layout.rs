//! Where a message's sentences and clauses end, and what stands in them; read once, so that asking costs the same however long it is.

use std::ops::Range;

use super::phrases::Phrases;
use super::scanner::Scanner;

/// Words of being open: the sentence that holds one is the one that asks.
static OPEN: Phrases = Phrases::new(
    "öppet|öppna|öppen|öppnar|öppettider|öppettiderna|stängt|stängda|stänger|\
        bemannat|bemannad|kvällsöppet|lördagsöppet|öppettid|plats|besöka|nå|svarar|\
        hinner|open|opening|closed|close|closes|hours|opens|staffed|jobbar ni|är ni|\
        e ni|har ni|kan jag|kan man|går det|can i|are you|will you|funkar",
);

/// Words that tell of one's own day, or give a reason: what follows them in the clause is background.
static BACKGROUND: Phrases = Phrases::new(
    "jobbar|jobba|slutar|arbetar|pluggar|börjar|eftersom|ringde|mejlade|mailade|\
        skrev|bussen|tåget|flyget|because|work|finish|called|rang|bus|train|flight|\
        sedan|skift|nattpass|bokat|mötet|fick|flyttade",
);

pub(super) struct Layout {
    sentences: Parts,
    clauses: Parts,
    /// How many phrases begin before each token.
    open: Vec<usize>,
    background: Vec<usize>,
}

/// For each token the part it stands in, without the sign that ends it.
struct Parts {
    start: Vec<usize>,
    end: Vec<usize>,
}

impl Parts {
    fn of(length: usize, ends: impl Fn(usize) -> bool) -> Self {
        let is_end: Vec<bool> = (0..length).map(ends).collect();
        let after = |start: &mut usize, i: usize| {
            let here = *start;
            if is_end.get(i).copied().unwrap_or_default() {
                *start = i + 1;
            }
            Some(here)
        };
        let start: Vec<usize> = (0..=length).scan(0, after).collect();
        let before = |end: &mut usize, i: usize| {
            if is_end.get(i).copied().unwrap_or_default() {
                *end = i;
            }
            Some(*end)
        };
        let mut end: Vec<usize> = (0..=length).rev().scan(length, before).collect();
        end.reverse();
        Self { start, end }
    }

    /// From after the nearest end before `tokens` to the nearest one after.
    fn around(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.start.get(tokens.start).copied().unwrap_or_default();
        start..self.end.get(tokens.end).copied().unwrap_or(tokens.end)
    }
}

impl Layout {
    pub fn of(scanner: &Scanner) -> Self {
        let length = scanner.tokens.len();
        let begun = |phrases: &Phrases| {
            let count = |before: &mut usize, i: usize| {
                let here = *before;
                *before += usize::from(scanner.any(i, phrases).is_some());
                Some(here)
            };
            (0..=length).scan(0, count).collect()
        };
        Self {
            sentences: Parts::of(length, |i| ends_sentence(scanner, i)),
            clauses: Parts::of(length, |i| ends_clause(scanner, i)),
            open: begun(&OPEN),
            background: begun(&BACKGROUND),
        }
    }

    pub fn sentence(&self, tokens: &Range<usize>) -> Range<usize> {
        self.sentences.around(tokens)
    }

    /// Whether words of being open begin in a sentence or clause.
    pub fn asks(&self, tokens: &Range<usize>) -> bool {
        holds(&self.open, tokens)
    }

    /// Whether the clause of these tokens tells of the resident's own day and does not ask.
    pub fn is_background(&self, tokens: &Range<usize>) -> bool {
        let clause = self.clauses.around(tokens);
        holds(&self.background, &(clause.start..tokens.start)) && !holds(&self.open, &clause)
    }

    pub fn same_sentence(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        self.sentence(one).end == self.sentence(other).end
    }
}

fn holds(begun: &[usize], tokens: &Range<usize>) -> bool {
    let before = |i: usize| begun.get(i).or(begun.last()).copied().unwrap_or_default();
    tokens.start < tokens.end && before(tokens.start) < before(tokens.end)
}

/// A stop that is no part of an abbreviation or a number.
fn ends_sentence(scanner: &Scanner, i: usize) -> bool {
    let Some(token) = scanner.token(i) else {
        return false;
    };
    if token.is_sign(&['?', '!']) {
        return true;
    }
    let before = i.checked_sub(1).and_then(|before| scanner.token(before));
    let short = before
        .is_some_and(|word| word.text.chars().nth(1).is_none() || word.is("kl") || word.is("ca"));
    token.is_sign(&['.']) && !short && scanner.token(i + 1).is_none_or(|next| !next.glued)
}

fn ends_clause(scanner: &Scanner, i: usize) -> bool {
    let clause_signs = &[',', ';', ':', '–', '(', ')'];
    ends_sentence(scanner, i)
        || scanner.token(i).is_some_and(|token| {
            token.is_sign(clause_signs) && scanner.token(i + 1).is_none_or(|next| !next.glued)
        })
}

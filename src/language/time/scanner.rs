//! A message's tokens and the moment of asking, with the small questions that every rule asks of them.
//!
//! A rule takes the index where it is to begin and gives what it found with the index after it.

#[cfg(test)]
use std::cell::Cell;
use std::cell::OnceCell;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::layout::Layout;
use super::lexicon;
use super::phrases::{Phrases, Table};
use super::token::{Kind, Token};
use crate::hours::holidays::bridge_days;
use crate::model::time::SchoolBreaks;

pub(super) const DASHES: &[char] = &['-', '–', '—'];

/// Signs that join digits into codes, amounts and addresses.
const JOINING: &[char] = &['-', '–', '/', '.', ':', ',', '+', '_', '@', '#'];

pub(super) struct Scanner<'a> {
    pub tokens: &'a [Token],
    pub at: NaiveDateTime,
    pub breaks: SchoolBreaks,
    /// Whether the message speaks of what has been ("var ni öppna …"): days that can be either are then past.
    pub past: bool,
    layout: OnceCell<Layout>,
    bridge_days: OnceCell<Vec<NaiveDate>>,
    /// How often a token, a phrase or a pair of pieces was looked at, so that a test can hold the work to the message's length.
    #[cfg(test)]
    pub steps: Cell<usize>,
}

impl<'a> Scanner<'a> {
    pub fn new(tokens: &'a [Token], at: NaiveDateTime, breaks: SchoolBreaks) -> Self {
        let asks_of_the_past = |i: usize| {
            lexicon::PAST_QUESTIONS.end(tokens, i).is_some()
                && lexicon::POLITE_QUESTIONS.end(tokens, i).is_none()
        };
        let past = (0..tokens.len()).any(asks_of_the_past);
        Self {
            tokens,
            at,
            breaks,
            past,
            layout: OnceCell::new(),
            bridge_days: OnceCell::new(),
            #[cfg(test)]
            steps: Cell::new(0),
        }
    }

    /// The message's sentences and clauses.
    pub fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| Layout::of(self))
    }

    /// The klämdagar of this year and the next.
    pub fn bridge_days(&self) -> &[NaiveDate] {
        let year = self.today().year();
        self.bridge_days
            .get_or_init(|| (year..=year.saturating_add(1)).flat_map(bridge_days).collect())
    }

    pub fn count_step(&self) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + 1);
    }

    pub fn today(&self) -> NaiveDate {
        self.at.date()
    }

    pub fn token(&self, i: usize) -> Option<&'a Token> {
        self.count_step();
        self.tokens.get(i)
    }

    /// The index after the longest of `phrases` that stands at `i`.
    pub fn any(&self, i: usize, phrases: &Phrases) -> Option<usize> {
        self.count_step();
        phrases.end(self.tokens, i)
    }

    /// Past one of `phrases` if it stands at `i`, else `i` itself.
    pub fn skip(&self, i: usize, phrases: &Phrases) -> usize {
        self.any(i, phrases).unwrap_or(i)
    }

    /// What the longest phrase of `table` at `i` means, and the index after it.
    pub fn look_up<T: Copy>(&self, i: usize, table: &Table<T>) -> Option<(T, usize)> {
        self.count_step();
        table.longest(self.tokens, i)
    }

    pub fn sign(&self, i: usize, signs: &[char]) -> Option<usize> {
        self.token(i)?.is_sign(signs).then_some(i + 1)
    }

    /// A sign with no space before it.
    pub fn glued_sign(&self, i: usize, signs: &[char]) -> Option<usize> {
        self.token(i).filter(|token| token.glued)?;
        self.sign(i, signs)
    }

    /// A run of digits that belongs to no longer code ("0303-70 30 00", "E45", "9B", "1.2.3"): its value and its count of digits.
    pub fn number(&self, i: usize) -> Option<(u32, usize)> {
        let token = self.token(i)?;
        Some((token.number()?, token.text.len()))
    }

    pub fn glued_number(&self, i: usize) -> Option<(u32, usize)> {
        self.token(i).filter(|token| token.glued)?;
        self.number(i)
    }

    /// Whether the number at `i` begins on its own, not at the end of a code or of another number ("E45", "0303-70", "12,5").
    pub fn begins_number(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return false;
        };
        let Some(before) = i.checked_sub(1).and_then(|b| self.token(b)) else {
            return true;
        };
        match before.kind {
            Kind::Number => true,
            Kind::Word if token.glued => {
                before.is("kl")
                    || before.is("v")
                    || before.is("halv")
                    || lexicon::month(before).is_some()
            }
            Kind::Word => !lexicon::is_numbered(before),
            Kind::Sign => {
                let joined = token.glued && before.glued && before.is_sign(JOINING);
                !joined && !before.is_sign(&['+', '#', '$', '€', '§'])
            }
        }
    }

    /// Whether the number at `i` comes after another number and a dash ("20–23 juli", "8-16"), where the dash shows no code.
    pub fn follows_dash(&self, i: usize) -> bool {
        let (Some(dash), Some(before)) = (i.checked_sub(1), i.checked_sub(2)) else {
            return false;
        };
        let short = |(value, digits)| digits <= 2 && value <= 59;
        // "18.-20. juni"
        let before =
            if self.sign(before, &['.']).is_some() { before.saturating_sub(1) } else { before };
        self.sign(dash, DASHES).is_some() && self.number(before).is_some_and(short)
    }

    /// Whether a bare number that ends before `i` may be a time: nothing follows that it would count ("17 %", "8 personer", "9B").
    pub fn ends_number(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else {
            return true;
        };
        match token.kind {
            Kind::Number => false,
            Kind::Word => !token.glued && lexicon::may_follow_number(token),
            Kind::Sign => {
                let digit_follows =
                    self.token(i + 1).is_some_and(|next| next.glued && next.kind == Kind::Number);
                let goes_on = token.glued && digit_follows;
                !goes_on && !token.is_sign(&['%', '°', '€', '$', '‰', '½', '²', '+'])
            }
        }
    }
}

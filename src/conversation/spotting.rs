//! Which cues stand in a message, and what is left of it besides.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::language::words::{fold, is_pictograph};
use crate::model::cue::{Cue, CuePhrases};
use crate::model::time::TimeExpression;

/// The most words looked at: a message with more has a subject of its own.
const MOST_WORDS: usize = 60;
/// `*` in a phrase stands for so many words at most.
const GAP: usize = 3;
/// A slip adds or takes away so many bytes at most.
const LONGEST_LETTER: usize = 4;
/// A misspelt word of at least so many letters is still known.
const LONG_WORD: usize = 6;

/// The phrases of all cues, ready to be looked for.
#[derive(Default)]
pub struct Cues {
    /// By the phrase's first word. In their order, so that words which begin alike stand together, and a misspelt one is always taken for the same.
    by_first: BTreeMap<String, Vec<(Cue, Vec<Step>)>>,
}

/// What a phrase goes on with after its first word.
enum Step {
    Word(String),
    Gap,
}

impl Cues {
    pub fn new(groups: &[CuePhrases]) -> Self {
        let mut cues = Cues::default();
        for group in groups {
            for phrase in &group.phrases {
                let mut words = phrase.split_whitespace().flat_map(steps);
                if let Some(Step::Word(first)) = words.next() {
                    cues.by_first.entry(first).or_default().push((group.cue, words.collect()));
                }
            }
        }
        cues
    }

    /// What is heard in a message; `times` are its expressions of time.
    pub fn hear(&self, text: &str, times: &[TimeExpression]) -> Heard {
        let mut words = spoken(text);
        // Other signs than those that say something say nothing.
        words.retain(|word| !is_sign(&word.folded) || self.by_first.contains_key(&word.folded));
        let timed = words
            .iter()
            .map(|word| {
                is_year(word)
                    || times.iter().any(|time| {
                        time.span.start < word.span.end && word.span.start < time.span.end
                    })
            })
            .collect();
        let mut found = Vec::new();
        for at in 0..words.len() {
            for (cue, steps) in self.beginning_with(&words[at].folded) {
                if let Some(end) = follow(steps, &words, at + 1) {
                    found.push((*cue, at..end));
                }
            }
        }
        Heard { words, found, timed, times: times.to_vec() }
    }

    fn beginning_with(&self, word: &str) -> impl Iterator<Item = &(Cue, Vec<Step>)> {
        let exact = self.by_first.get(word);
        exact.or_else(|| self.misspelt(word)).into_iter().flatten()
    }

    fn misspelt(&self, word: &str) -> Option<&Vec<(Cue, Vec<Step>)>> {
        if word.chars().count() < LONG_WORD {
            return None;
        }
        let first = word.chars().next().map(String::from)?;
        let alike = self.by_first.range(first.clone()..);
        alike
            .take_while(|(known, _)| known.starts_with(&first))
            .find(|(known, _)| same_word(known, word))
            .map(|(_, phrases)| phrases)
    }
}

/// "2025" says when, whether or not the grammar of time takes it for a day.
fn is_year(word: &Word) -> bool {
    word.folded.len() == 4
        && word.folded.starts_with("20")
        && word.folded.bytes().all(|byte| byte.is_ascii_digit())
}

fn steps(word: &str) -> Vec<Step> {
    if word == "*" {
        return vec![Step::Gap];
    }
    spoken(word).into_iter().map(|word| Step::Word(word.folded)).collect()
}

/// Where the steps end if they are taken from `at`; a gap takes as few words as it can.
fn follow(steps: &[Step], words: &[Word], at: usize) -> Option<usize> {
    match steps {
        [] => Some(at),
        [Step::Word(expected), rest @ ..] => {
            let word = words.get(at)?;
            if same_word(expected, &word.folded) { follow(rest, words, at + 1) } else { None }
        }
        [Step::Gap, rest @ ..] => (at..=at + GAP).find_map(|next| follow(rest, words, next)),
    }
}

/// The same word, or a long one with a slip in it.
fn same_word(one: &str, other: &str) -> bool {
    one == other
        || (one.chars().next() == other.chars().next()
            && one.len().abs_diff(other.len()) <= LONGEST_LETTER
            && one.chars().count() >= LONG_WORD
            && is_one_slip(one, other))
}

/// Whether two different words differ by one letter put in, left out or changed, or by two neighbours swapped: what is left of them without the
/// beginning and the end that they share is no more than that.
fn is_one_slip(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    let mut rest = (one.clone(), other.clone());
    while let (Some(a), Some(b)) = (one.next(), other.next())
        && a == b
    {
        rest = (one.clone(), other.clone());
    }
    let (mut one, mut other) = rest.clone();
    while let (Some(a), Some(b)) = (one.next_back(), other.next_back())
        && a == b
    {
        rest = (one.clone(), other.clone());
    }
    let (mut one, mut other) = rest;
    match [one.next(), one.next(), one.next(), other.next(), other.next(), other.next()] {
        [Some(_), None, None, Some(_) | None, None, None]
        | [None, None, None, Some(_), None, None] => true,
        [Some(a), Some(b), None, Some(c), Some(d), None] => a == d && b == c,
        _ => false,
    }
}

/// A word of the message.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// In lower case, without rings and dots.
    pub folded: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

fn spoken(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let folded = shorten_runs(&fold(&text[from..at].to_lowercase()));
            words.push(Word { folded, span: from..at });
        }
        if is_pictograph(c) {
            words.push(Word { folded: c.to_string(), span: at..at + c.len_utf8() });
        }
        if words.len() >= MOST_WORDS {
            break;
        }
    }
    words
}

fn is_sign(word: &str) -> bool {
    word.chars().next().is_some_and(is_pictograph)
}

/// "Tackkkk" and "jaaa" are "tack" and "ja": no Swedish or English word has a letter three times in a row.
fn shorten_runs(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let run = |at: usize| letters[at..].iter().take_while(|c| **c == letters[at]).count();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let length = run(at);
        let kept = if length > 2 && letters[at].is_alphabetic() { 1 } else { length };
        out.extend(std::iter::repeat_n(letters[at], kept));
        at += length;
    }
    out
}

/// A message by its cues.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    pub words: Vec<Word>,
    /// Each cue with the words it takes.
    found: Vec<(Cue, Range<usize>)>,
    /// Which words are words of time.
    timed: Vec<bool>,
    /// Its words of time, in order.
    pub times: Vec<TimeExpression>,
}

impl Heard {
    pub fn has(&self, cue: Cue) -> bool {
        self.found.iter().any(|(found, _)| *found == cue)
    }

    pub fn has_any(&self, cues: &[Cue]) -> bool {
        self.found.iter().any(|(found, _)| cues.contains(found))
    }

    /// Whether one of the words is an expression of time.
    pub fn has_time(&self) -> bool {
        self.timed.contains(&true)
    }

    pub fn is_time(&self, at: usize) -> bool {
        self.timed.get(at) == Some(&true)
    }

    /// Where a cue's phrases stand, as ranges of words.
    pub fn places(&self, cue: Cue) -> impl Iterator<Item = &Range<usize>> {
        self.found.iter().filter(move |(found, _)| *found == cue).map(|(_, words)| words)
    }

    /// The words that are neither these cues' nor fillers, nor words of time.
    pub fn rest(&self, cues: &[Cue]) -> Vec<&Word> {
        self.left(cues, true)
    }

    /// The words that are neither these cues' nor fillers.
    pub fn rest_with_time(&self, cues: &[Cue]) -> Vec<&Word> {
        self.left(cues, false)
    }

    /// Whether the message says these cues, and nothing else of its own but words of time.
    pub fn only(&self, cues: &[Cue]) -> bool {
        self.rest(cues).is_empty()
    }

    /// The same, words of time being words of its own too.
    pub fn only_without_time(&self, cues: &[Cue]) -> bool {
        self.left(cues, false).is_empty()
    }

    /// Whether a part of the text says these cues, at least one of them, and nothing else of its own.
    pub fn only_within(&self, text: &str, part: &str, cues: &[Cue]) -> bool {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let inside = |word: &Word| (start..start + part.len()).contains(&word.span.start);
        let said = self
            .found
            .iter()
            .any(|(cue, words)| cues.contains(cue) && inside(&self.words[words.start]));
        said && !self.left(cues, false).into_iter().any(inside)
    }

    fn left(&self, cues: &[Cue], time_is_nothing: bool) -> Vec<&Word> {
        let taken = |at: usize| {
            self.found.iter().any(|(cue, words)| {
                words.contains(&at) && (*cue == Cue::Filler || cues.contains(cue))
            })
        };
        let words = self.words.iter().enumerate();
        words
            .filter(|(at, _)| !(taken(*at) || (time_is_nothing && self.is_time(*at))))
            .map(|(_, word)| word)
            .collect()
    }

    /// Whether the first word that says something belongs to the cue.
    pub fn begins_with(&self, cue: Cue) -> bool {
        let first = (0..self.words.len()).find(|at| {
            !self.found.iter().any(|(found, words)| *found == Cue::Filler && words.contains(at))
        });
        let starts = |at: usize| self.places(cue).any(|words| words.start == at);
        starts(0)
            || first.is_some_and(|at| {
                self.places(cue).any(|words| words.contains(&at) && words.start <= at)
            })
    }

    /// The text without the words of these cues.
    pub fn without(&self, text: &str, cues: &[Cue]) -> String {
        self.without_in(text, text, cues)
    }

    /// The same of a part of the text.
    pub fn without_in(&self, text: &str, part: &str, cues: &[Cue]) -> String {
        let taken = |at: usize| {
            self.found.iter().any(|(cue, words)| words.contains(&at) && cues.contains(cue))
        };
        let mut out = String::new();
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let stop = start + part.len();
        let mut end = start;
        let inside = |word: &Word| word.span.start >= start && word.span.end <= stop;
        for (at, word) in self.words.iter().enumerate().filter(|(_, word)| inside(word)) {
            out.push_str(&text[end..word.span.start]);
            if !taken(at) {
                out.push_str(&text[word.span.clone()]);
            }
            end = word.span.end;
        }
        out.push_str(&text[end..stop]);
        let trimmed = out.trim_matches(|c: char| {
            c.is_whitespace() || [',', '.', '!', ':', ';', '-', '–'].contains(&c)
        });
        trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues() -> Cues {
        let group = |cue, phrases: &[&str]| CuePhrases {
            cue,
            phrases: phrases.iter().map(|phrase| (*phrase).to_owned()).collect(),
        };
        Cues::new(&[
            group(Cue::Filler, &["tack", "du", "kan", "det"]),
            group(Cue::Again, &["en gång till", "upprepa"]),
            group(Cue::No, &["nej", "jag ringer * i stället"]),
        ])
    }

    #[test]
    fn a_message_of_cues_and_fillers_has_nothing_of_its_own() {
        let check = |text: &str, rest: &[&str]| {
            let heard = cues().hear(text, &[]);
            let left: Vec<&str> = heard
                .rest(&[Cue::Again, Cue::No])
                .iter()
                .map(|word| word.folded.as_str())
                .collect();
            assert_eq!(left, rest, "{text}");
        };
        check("Kan du ta det en gång till, tack?", &["ta"]);
        check("kan du upprpa det", &[]);
        check("nej, jag ringer i morgon i stället", &[]);
        check("en gång om året", &["en", "gang", "om", "aret"]);
        check("", &[]);
    }

    #[test]
    fn one_slip_is_a_distance_of_one() {
        let letters = ["", "a", "b", "ö"];
        let words: Vec<String> =
            (0..256).map(|n| (0..4).map(|place| letters[n >> (2 * place) & 3]).collect()).collect();
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other)))
        {
            let expected = strsim::osa_distance(one, other) == 1;
            assert_eq!(is_one_slip(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn what_is_left_keeps_its_form() {
        let heard = cues().hear("Nej, ta numret en gång till!", &[]);
        assert_eq!(
            heard.without("Nej, ta numret en gång till!", &[Cue::No, Cue::Again]),
            "ta numret"
        );
        assert!(heard.begins_with(Cue::No));
    }
}

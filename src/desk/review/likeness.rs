//! When two wordings ask the same: the same words but for order, slips of the finger, blanks inside compounds, and politeness.

use std::collections::BTreeSet;

use crate::language::words::{fold, words};

/// Words that carry no part of a question, in Swedish and English, without the marks on å ä ö. Question words are not among them ("när öppnar
/// simhallen" is not "var ligger simhallen"), nor are those of direction and negation.
const EMPTY: [&str; 66] = [
    "hej", "hejsan", "hallo", "tja", "tjena", "hi", "hello", "tack", "tackar", "snalla", "please",
    "thanks", "thank", "mvh", "vanligen", "undrar", "undra", "wonder", "fraga", "question", "jag",
    "man", "vi", "ni", "du", "dig", "er", "mig", "mina", "min", "mitt", "i", "we", "you", "my",
    "me", "en", "ett", "den", "det", "de", "the", "a", "an", "att", "som", "och", "and", "om",
    "pa", "for", "av", "of", "to", "kan", "can", "skulle", "vill", "ska", "bara", "just", "lite",
    "har", "is", "ar", "do",
];

/// The most words of a message that are compared.
const WORDS: usize = 60;

/// So many slips of the finger are forgiven in a whole wording.
const SLIPS: usize = 3;

/// A wording without what does not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// Sorted, each once.
    words: Vec<String>,
    /// All of them in the order they were written, without blanks: "bygg lov" is "bygglov".
    joined: String,
    letters: Letters,
}

impl Likeness {
    pub fn of(text: &str) -> Self {
        let all: Vec<String> = words(text).map(|word| fold(&word)).take(WORDS).collect();
        let told: Vec<String> =
            all.iter().filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
        let mut written = match (told.is_empty(), all.is_empty()) {
            (false, _) => told,
            (true, false) => all,
            // Signs alone: they are the wording.
            (true, true) => vec![text.trim().to_owned()],
        };
        let mut seen = BTreeSet::new();
        written.retain(|word| seen.insert(word.clone()));
        let joined = written.concat();
        let letters = Letters::of(&joined);
        Likeness { words: seen.into_iter().collect(), joined, letters }
    }

    /// Two wordings that are alike have one of these in common; few others have.
    pub fn outlines(&self) -> impl Iterator<Item = String> + use<> {
        let initials: String = self.words.iter().filter_map(|word| word.chars().next()).collect();
        let numbers: Vec<&str> =
            self.words.iter().map(String::as_str).filter(|word| has_digit(word)).collect();
        [format!("{initials} {}", numbers.join(" ")), self.joined.clone()].into_iter()
    }

    /// Whether each word of one stands for one of the other.
    pub fn is_like(&self, other: &Likeness) -> bool {
        if self.letters.slips_at_least(&other.letters) > SLIPS {
            return false;
        }
        let same = self.joined == other.joined;
        same || self.words.len() == other.words.len()
            && self.slips(other).is_some_and(|slips| slips <= SLIPS)
    }

    /// How many slips make the words of one those of the other; `None`: no number of them.
    fn slips(&self, other: &Likeness) -> Option<usize> {
        let mut left: Vec<&String> =
            other.words.iter().filter(|word| self.words.binary_search(word).is_err()).collect();
        let mut total = 0;
        for word in self.words.iter().filter(|word| other.words.binary_search(word).is_err()) {
            let (at, slips) =
                left.iter().enumerate().find_map(|(at, other)| Some((at, slips(word, other)?)))?;
            left.swap_remove(at);
            total += slips;
        }
        Some(total)
    }
}

/// The letters of a wording, in any order: most that are unlike are known to be without a look at the words. Each of a to z is counted by
/// itself; other letters share its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Letters {
    /// A bit for each letter there is an odd number of.
    odd: u32,
    counts: [u8; 32],
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Letters { odd: 0, counts: [0; 32] };
        for letter in text.chars() {
            let place = letter as usize % letters.counts.len();
            letters.odd ^= 1 << place;
            letters.counts[place] = letters.counts[place].saturating_add(1);
        }
        letters
    }

    /// A slip changes at most two counts, each by one.
    fn slips_at_least(&self, other: &Letters) -> usize {
        let bits = (self.odd ^ other.odd).count_ones() as usize / 2;
        if bits > SLIPS {
            return bits;
        }
        let apart: u32 = self
            .counts
            .iter()
            .zip(other.counts)
            .map(|(own, other)| u32::from(own.abs_diff(other)))
            .sum();
        apart as usize / 2
    }
}

fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// The slips of the finger between two words, if they can be one word.
///
/// The first letter is seldom wrong, and short words with another letter are other words ("Nol", "nov"); numbers are never alike.
fn slips(one: &str, other: &str) -> Option<usize> {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    let forgiven = match one_length.min(other_length) {
        0..=4 => return None,
        5..=8 => 1,
        _ => 2,
    };
    let may_be = one.chars().next() == other.chars().next() && !has_digit(one) && !has_digit(other);
    let near = may_be && one_length.abs_diff(other_length) <= forgiven;
    near.then(|| strsim::osa_distance(one, other)).filter(|slips| *slips <= forgiven)
}

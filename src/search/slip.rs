//! Words with a slip of the finger: a letter too many, too few, another, or two that have changed places (Damerau 1964).

/// A word with fewer letters is itself or another one: a slip cannot be told from it. One with more is hardly a word, and may be thousands of others.
const SHORTEST: usize = 5;
const LONGEST: usize = 30;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzåäöé";

/// What a word may be if it was mistyped once: so much of its beginning (in bytes), and what comes after.
pub(super) struct Slip<'a> {
    pub beginning: usize,
    pub parts: [&'a str; 3],
}

/// Everything that a lower-cased word may be if it was mistyped once; nothing for a short one or one with digits.
pub(super) fn each_slip<'a>(word: &'a str, mut each: impl FnMut(Slip<'a>)) {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let letters = SHORTEST..=LONGEST;
    if !letters.contains(&(starts.len() - 1)) || !word.chars().all(char::is_alphabetic) {
        return;
    }
    let mut with = |beginning: usize, end: usize, [one, other]: [&'a str; 2]| {
        each(Slip { beginning, parts: [one, other, &word[end..]] });
    };
    for ([from, to], next) in starts.array_windows::<2>().zip(1..) {
        with(*from, *to, ["", ""]);
        if let Some(after) = starts.get(next + 1) {
            with(*from, *after, [&word[*to..*after], &word[*from..*to]]);
        }
        alphabet().for_each(|letter| with(*from, *to, [letter, ""]));
    }
    for from in starts {
        alphabet().for_each(|letter| with(from, from, [letter, ""]));
    }
}

impl Slip<'_> {
    /// The whole word.
    pub(super) fn of(&self, word: &str) -> String {
        [&word[..self.beginning], &self.parts.concat()].concat()
    }
}

/// Each of [`LETTERS`] as a text.
fn alphabet() -> impl Iterator<Item = &'static str> {
    LETTERS.char_indices().map(|(at, letter)| &LETTERS[at..at + letter.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(word: &str) -> Vec<String> {
        let mut slips = Vec::new();
        each_slip(word, |slip| slips.push(slip.of(word)));
        slips
    }

    #[test]
    fn one_slip_of_each_kind_is_undone() {
        for mistyped in ["grnöområd", "gönområd", "gröönområd", "grömområd", "rönområd"]
        {
            assert!(slips(mistyped).iter().any(|slip| slip == "grönområd"), "{mistyped}");
        }
        assert!(!slips("grnömråd").iter().any(|slip| slip == "grönområd"), "two slips");
        assert_eq!(slips("måken").len(), 5 + 4 + 5 * 30 + 6 * 30);
    }

    #[test]
    fn short_words_and_numbers_are_what_they_are() {
        assert!(slips("buss").is_empty() && slips("e45an").is_empty());
        assert!(slips(&"o".repeat(LONGEST + 1)).is_empty());
    }
}

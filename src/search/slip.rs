//! Words with a slip of the finger: a letter too many, too few, another, or two that have changed places (Damerau 1964).

/// A word with fewer letters is itself or another one: a slip cannot be told from it.
const SHORTEST: usize = 5;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzåäöé";

/// Everything that a lower-cased word may be if it was mistyped once; nothing for a short one or one with digits.
pub(super) fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST || !letters.iter().all(|letter| letter.is_alphabetic()) {
        return Vec::new();
    }
    let with = |range: std::ops::Range<usize>, middle: &[char]| -> String {
        letters[..range.start].iter().chain(middle).chain(&letters[range.end..]).collect()
    };
    let mut slips = Vec::with_capacity(letters.len() * 64);
    for at in 0..letters.len() {
        slips.push(with(at..at + 1, &[]));
        if let [a, b, ..] = letters[at..] {
            slips.push(with(at..at + 2, &[b, a]));
        }
        slips.extend(LETTERS.chars().map(|letter| with(at..at + 1, &[letter])));
    }
    for at in 0..=letters.len() {
        slips.extend(LETTERS.chars().map(|letter| with(at..at, &[letter])));
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_kind_is_undone() {
        for mistyped in ["grnöområd", "gönområd", "gröönområd", "grömområd", "rönområd"]
        {
            assert!(slips(mistyped).iter().any(|slip| slip == "grönområd"), "{mistyped}");
        }
        assert!(!slips("grnömråd").iter().any(|slip| slip == "grönområd"), "two slips");
    }

    #[test]
    fn short_words_and_numbers_are_what_they_are() {
        assert!(slips("buss").is_empty() && slips("e45an").is_empty());
    }
}

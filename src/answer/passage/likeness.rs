//! How like the words of a text are to those of a question: by the n-grams inside them, so that another form, a compound or a slip counts in part.

use crate::language::function_words::is_untelling;
use crate::language::hashed::{Hashed, hash};
use crate::language::words::{fold, words};

/// Characters in an n-gram, counting the mark before and after a word.
const GRAM: usize = 4;
/// So many words of a question are compared; who writes more tells a story.
const MOST_WORDS: usize = 32;

/// The telling words of a question, each with its n-grams.
pub struct AskedWords(Vec<Vec<Gram>>);

/// An n-gram as a number: two that share one are next to impossible.
type Gram = u64;

impl AskedWords {
    pub fn of(question: &str) -> Self {
        let mut asked = AskedWords(Vec::new());
        let mut seen = Vec::new();
        for word in telling_words(question) {
            if asked.len() == MOST_WORDS || seen.contains(&word) {
                continue;
            }
            asked.0.push(grams(&word));
            seen.push(word);
        }
        asked
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// What a text has of a question.
pub struct FoundWords {
    /// For each word of the question how like the text's nearest word is, 0 to 1 (Dice's coefficient).
    pub likenesses: Vec<f32>,
    /// How many telling words the text has.
    pub count: usize,
}

/// The telling words of some texts, cut once for all questions that they are compared with.
pub struct TextWords {
    /// By different word, how many n-grams it has.
    counts: Vec<u16>,
    by_gram: Hashed<Vec<u32>>,
    /// By text, its words, and how many they were.
    texts: Vec<(Vec<u32>, usize)>,
}

impl TextWords {
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all =
            TextWords { counts: Vec::new(), by_gram: Hashed::default(), texts: Vec::new() };
        let mut numbers: Hashed<u32> = Hashed::default();
        for text in texts {
            let (mut own, mut count) = (Vec::new(), 0);
            for word in telling_words(text) {
                count += 1;
                let number = *numbers.entry(hash(&word)).or_insert_with(|| all.add(&word));
                own.push(number);
            }
            own.sort_unstable();
            own.dedup();
            all.texts.push((own, count));
        }
        all
    }

    /// A word that was not met before; its number.
    fn add(&mut self, word: &str) -> u32 {
        let number = self.counts.len() as u32;
        let grams = grams(word);
        self.counts.push(grams.len() as u16);
        grams.into_iter().for_each(|gram| self.by_gram.entry(gram).or_default().push(number));
        number
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// What each of the texts has of a question.
    pub fn found(&self, asked: &AskedWords) -> Vec<FoundWords> {
        let likenesses = self.likenesses(asked);
        let of_text = |(words, count): &(Vec<u32>, usize)| {
            let mut found = vec![0.0f32; asked.len()];
            for (place, likeness) in
                words.iter().filter_map(|word| likenesses.get(*word as usize)).flatten()
            {
                let found = &mut found[usize::from(*place)];
                *found = found.max(*likeness);
            }
            FoundWords { likenesses: found, count: *count }
        };
        self.texts.iter().map(of_text).collect()
    }

    /// By different word, the words of the question that it is like at all, and how much.
    fn likenesses(&self, asked: &AskedWords) -> Vec<Vec<(u8, f32)>> {
        let mut likenesses = vec![Vec::new(); self.counts.len()];
        let mut shared = vec![0u16; self.counts.len()];
        let mut sharing: Vec<u32> = Vec::new();
        for (place, grams) in (0u8..).zip(&asked.0) {
            for word in grams.iter().filter_map(|gram| self.by_gram.get(gram)).flatten() {
                let shared = &mut shared[*word as usize];
                if *shared == 0 {
                    sharing.push(*word);
                }
                *shared += 1;
            }
            for word in sharing.drain(..).map(|word| word as usize) {
                let shared = f32::from(std::mem::take(&mut shared[word]));
                let dice = 2.0 * shared / (grams.len() as f32 + f32::from(self.counts[word]));
                likenesses[word].push((place, dice));
            }
        }
        likenesses
    }
}

/// The words of a text, folded, without those that tell nothing.
fn telling_words(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text)
        .map(|word| fold(&word))
        .filter(|word| word.chars().nth(1).is_some() || word.chars().all(char::is_numeric))
        .filter(|word| !is_untelling(word))
}

/// Each n-gram of a word once.
fn grams(word: &str) -> Vec<Gram> {
    let padded: Vec<char> = std::iter::once('_').chain(word.chars()).chain(['_']).collect();
    let mut grams: Vec<Gram> = padded.windows(GRAM).map(number).collect();
    if grams.is_empty() {
        let mut short = ['_'; GRAM];
        short.iter_mut().zip(&padded).for_each(|(place, letter)| *place = *letter);
        grams.push(number(&short));
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn number(letters: &[char]) -> Gram {
    letters.iter().fold(0, |number: u64, letter| {
        (number ^ u64::from(*letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(question: &str, text: &str) -> FoundWords {
        let texts = TextWords::of(["annat", text].into_iter());
        texts.found(&AskedWords::of(question)).pop().unwrap()
    }

    #[test]
    fn another_form_of_a_word_counts_in_part() {
        let check = |question: &str, text: &str, least: f32, most: f32| {
            let found = found(question, text).likenesses[0];
            assert!((least..=most).contains(&found), "{question} in {text}: {found}");
        };
        check("avgift", "Avgiften är hög.", 0.5, 0.9);
        check("avgift", "avgift", 1.0, 1.0);
        check("hämtas", "hamtas", 1.0, 1.0);
        check("avgift", "Vägen är hal.", 0.0, 0.0);
    }

    #[test]
    fn words_that_tell_nothing_are_not_compared() {
        assert_eq!(AskedWords::of("vad är det och hur").len(), 0);
        assert_eq!(AskedWords::of("sopor sopor 7").len(), 2);
        let nothing_asked = found("", "text");
        assert_eq!((nothing_asked.likenesses.len(), nothing_asked.count), (0, 1));
    }
}

//! A message → a sparse, weighted row of features.

use std::collections::HashMap;

/// Stands for any words of time that name days, in examples and messages alike.
pub const DAY: &str = "qdayq";
/// Stands for a clock time.
pub const CLOCK: &str = "qclockq";

/// Lengths of the character n-grams, in characters, counting the blank before and after a word.
const GRAMS: std::ops::RangeInclusive<usize> = 3..=5;
/// A feature that stands in one example only tells nothing about others.
const MIN_EXAMPLES: u32 = 2;
/// The most words of a message that are looked at: the rest of a very long one costs time and says little.
const MAX_WORDS: usize = 400;
/// The longest word looked at, in characters.
const MAX_WORD: usize = 40;

/// Feature indices (ascending) and weights; each of the two families (words, n-grams) has length 1.
pub type Row = Vec<(u32, f32)>;

/// Which features there are, and how rare each is. Features are known by a 64-bit hash: a collision among some tens of thousands is
/// next to impossible and would only blur two features.
pub struct Vocabulary {
    /// Ascending; a feature's index is its place here.
    pub(super) hashes: Vec<u64>,
    pub(super) idf: Vec<f32>,
}

#[derive(Clone, Copy, PartialEq)]
enum Family {
    Word,
    Gram,
}

impl Vocabulary {
    pub fn learn<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut documents: HashMap<u64, u32> = HashMap::new();
        let mut order = Vec::new();
        let mut total = 0u32;
        for text in texts {
            total += 1;
            for (hash, _) in counts(text) {
                let seen = documents.entry(hash).or_insert(0);
                *seen += 1;
                if *seen == MIN_EXAMPLES {
                    order.push(hash);
                }
            }
        }
        order.sort_unstable();
        let idf = order
            .iter()
            .map(|hash| ((1.0 + total as f32) / (1.0 + documents[hash] as f32)).ln() + 1.0)
            .collect();
        Vocabulary { hashes: order, idf }
    }

    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// Sublinear term frequency times inverse document frequency (Salton and Buckley 1988), each family normalised to length 1.
    pub fn row(&self, text: &str) -> Row {
        let mut row: Vec<(u32, f32, Family)> = counts(text)
            .into_iter()
            .filter_map(|(hash, (count, family))| {
                let at = self.hashes.binary_search(&hash).ok()?;
                Some((at as u32, (1.0 + (count as f32).ln()) * self.idf[at], family))
            })
            .collect();
        row.sort_unstable_by_key(|(at, ..)| *at);
        for family in [Family::Word, Family::Gram] {
            let length =
                row.iter().filter(|it| it.2 == family).map(|it| it.1 * it.1).sum::<f32>().sqrt();
            if length > 0.0 {
                row.iter_mut().filter(|it| it.2 == family).for_each(|it| it.1 /= length);
            }
        }
        row.into_iter().map(|(at, weight, _)| (at, weight)).collect()
    }
}

fn counts(text: &str) -> HashMap<u64, (u32, Family)> {
    let mut counts = HashMap::new();
    let mut add = |hash: u64, family| counts.entry(hash).or_insert((0, family)).0 += 1;
    let words = words(text);
    for (at, word) in words.iter().enumerate() {
        add(hash(b'w', word.chars()), Family::Word);
        if let Some(next) = words.get(at + 1) {
            add(hash(b'p', word.chars().chain([' ']).chain(next.chars())), Family::Word);
        }
        let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
        for length in GRAMS {
            for gram in padded.windows(length) {
                add(hash(b'g', gram.iter().copied()), Family::Gram);
            }
        }
    }
    counts
}

/// Words in lower case without marks over letters (so that "oppet" and "öppet" meet), digits as 0, no letter more than twice in a row.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MAX_WORDS)
    {
        if is_year(word) || EMERGENCY_NUMBERS.contains(&word) {
            words.push(word.to_owned());
            continue;
        }
        let mut folded = String::new();
        let mut run = 0;
        for c in word.chars().flat_map(char::to_lowercase).take(MAX_WORD) {
            let c = fold(c);
            run = if folded.ends_with(c) { run + 1 } else { 0 };
            if run < 2 {
                folded.push(c);
            }
        }
        words.push(folded);
    }
    words
}

/// Who writes one of these asks for help, or about it.
const EMERGENCY_NUMBERS: [&str; 3] = ["112", "1177", "90101"];

/// A year of ours says more than that a number stands there; other numbers do not.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn fold(c: char) -> char {
    match c {
        'å' | 'ä' | 'à' | 'á' | 'â' => 'a',
        'ö' | 'ø' | 'ó' => 'o',
        'é' | 'è' | 'ê' => 'e',
        'ü' => 'u',
        c if c.is_numeric() => '0',
        c => c,
    }
}

/// FNV-1a, 64 bits: the same on every machine, which a stored model needs.
pub(super) fn hash(family: u8, chars: impl Iterator<Item = char>) -> u64 {
    let mut buffer = [0u8; 4];
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    eat(family);
    for c in chars {
        c.encode_utf8(&mut buffer).bytes().for_each(&mut eat);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_whether_or_not_the_dots_were_typed() {
        assert_eq!(words("ÖPPET på lördag??"), words("oppet pa lordag"));
    }

    #[test]
    fn shouted_letters_are_shortened() {
        assert_eq!(words("hallåååååå"), words("hallåå"));
    }

    #[test]
    fn a_row_has_length_one_in_each_family() {
        let texts = ["när stänger ni", "när öppnar ni", "var ligger ni", "var stänger ni"];
        let row = Vocabulary::learn(texts.into_iter()).row("när stänger ni");
        let length: f32 = row.iter().map(|(_, weight)| weight * weight).sum();
        assert!((length - 2.0).abs() < 1e-4, "{length}");
    }
}

//! A message → a sparse, weighted row of features.

use serde::{Deserialize, Serialize};

/// Stands for any words of time that name days, in examples and messages alike.
pub const DAY: &str = "qdayq";
/// Stands for a clock time.
pub const CLOCK: &str = "qclockq";

/// Lengths of the character n-grams, in characters, counting the blank before and after a word.
const GRAMS: std::ops::RangeInclusive<usize> = 3..=5;
/// A feature that stands in one example only tells nothing about others.
const MIN_EXAMPLES: usize = 2;
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
    hashes: Vec<u64>,
    idf: Vec<f32>,
    families: Vec<Family>,
    /// By the first bits of a hash, where the hashes that begin so start, and one more: few begin alike, for a hash is as good as random.
    starts: Vec<u32>,
}

/// So many bits of a hash choose the part that it is sorted in.
const PART_BITS: u32 = 8;

/// So many bits of a hash choose where to look.
const FIRST_BITS: u32 = 16;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Family {
    Word,
    Gram,
}

/// A feature of a text.
#[derive(Clone, Copy)]
pub struct Feature {
    /// Its index.
    pub at: u32,
    /// How often it stands there.
    pub count: u32,
    pub family: Family,
}

/// A feature at one place of a text that is learnt from: in twelve bytes, for there are millions.
#[derive(Clone, Copy)]
struct Standing {
    /// The halves of its hash.
    hash: [u32; 2],
    /// The text's number, and in the last bit the family.
    text: u32,
}

impl Standing {
    fn new(hash: u64, text: u32, family: Family) -> Self {
        Standing { hash: [(hash >> 32) as u32, hash as u32], text: text << 1 | family as u32 }
    }

    fn hash(&self) -> u64 {
        u64::from(self.hash[0]) << 32 | u64::from(self.hash[1])
    }

    fn text(&self) -> usize {
        self.text as usize >> 1
    }

    fn family(&self) -> Family {
        if self.text & 1 == Family::Word as u32 { Family::Word } else { Family::Gram }
    }
}

impl Vocabulary {
    /// The features of some texts, with those of each text as [`Vocabulary::found`] gives them: cutting and looking up twice would take twice as long.
    ///
    /// Sorted in parts, by the first bits of the hash, each of which fits the processor's cache: a table of all that was found would wait for memory at
    /// each look at it.
    pub fn learn<'a>(texts: impl Iterator<Item = &'a str>) -> (Self, Vec<Vec<Feature>>) {
        let mut parts: Vec<Vec<Standing>> = vec![Vec::new(); 1 << PART_BITS];
        let mut total = 0;
        for text in texts {
            each_feature(text, |hash, family| {
                let part = (hash >> (u64::BITS - PART_BITS)) as usize;
                parts[part].push(Standing::new(hash, total, family));
            });
            total += 1;
        }
        let (mut hashes, mut idf, mut families) = (Vec::new(), Vec::new(), Vec::new());
        let mut found: Vec<Vec<Feature>> = vec![Vec::new(); total as usize];
        for mut part in parts {
            part.sort_unstable_by_key(|standing| (standing.hash(), standing.text));
            for same in part.chunk_by(|one, other| one.hash() == other.hash()) {
                let by_text = || same.chunk_by(|one, other| one.text == other.text);
                let seen = by_text().count();
                let Some(first) = same.first().filter(|_| seen >= MIN_EXAMPLES) else { continue };
                let (at, family) = (hashes.len() as u32, first.family());
                for own in by_text() {
                    let count = own.len() as u32;
                    found[own[0].text()].push(Feature { at, count, family });
                }
                hashes.push(first.hash());
                idf.push(((1.0 + total as f32) / (1.0 + seen as f32)).ln() + 1.0);
                families.push(family);
            }
        }
        // There is room for as many more in what grew by doubling, and it is kept for long.
        hashes.shrink_to_fit();
        idf.shrink_to_fit();
        families.shrink_to_fit();
        (Vocabulary::new(hashes, idf, families), found)
    }

    /// `hashes`: ascending, each with its rarity and family.
    pub(super) fn new(hashes: Vec<u64>, idf: Vec<f32>, families: Vec<Family>) -> Self {
        let mut starts = Vec::with_capacity((1 << FIRST_BITS) + 1);
        for (hash, at) in hashes.iter().zip(0..) {
            let first = (hash >> (u64::BITS - FIRST_BITS)) as usize;
            starts.resize(starts.len().max(first + 1), at);
        }
        starts.resize((1 << FIRST_BITS) + 1, hashes.len() as u32);
        Vocabulary { hashes, idf, families, starts }
    }

    pub(super) fn parts(&self) -> (&[u64], &[f32], &[Family]) {
        (&self.hashes, &self.idf, &self.families)
    }

    pub fn family(&self, at: u32) -> Family {
        self.families[at as usize]
    }

    pub fn idf(&self, at: u32) -> f32 {
        self.idf[at as usize]
    }

    pub fn len(&self) -> usize {
        self.idf.len()
    }

    fn index(&self, hash: u64) -> Option<u32> {
        let first = (hash >> (u64::BITS - FIRST_BITS)) as usize;
        let [from, to] = *self.starts.get(first..first + 2)?.first_chunk()?;
        let alike = self.hashes.get(from as usize..to as usize)?;
        Some(from + alike.iter().position(|known| *known == hash)? as u32)
    }

    /// The known features of a text, ascending.
    pub fn found(&self, text: &str) -> Vec<Feature> {
        let mut found: Vec<(u32, Family)> = Vec::with_capacity(8 * text.len());
        each_feature(text, |hash, family| {
            found.extend(self.index(hash).map(|at| (at, family)));
        });
        found.sort_unstable_by_key(|(at, _)| *at);
        let same = found.chunk_by(|(one, _), (other, _)| one == other);
        let feature = |same: &[(u32, Family)]| {
            let (at, family) = *same.first()?;
            Some(Feature { at, count: same.len() as u32, family })
        };
        same.filter_map(feature).collect()
    }

    /// A feature's weight in a text, before it is normalised: sublinear term frequency times inverse document frequency (Salton and Buckley 1988).
    pub fn weight(&self, feature: &Feature) -> f32 {
        frequency(feature.count) * self.idf(feature.at)
    }

    pub fn row(&self, text: &str) -> Row {
        self.weighted(&self.found(text))
    }

    /// The features of a text with their weights, each family normalised to length 1.
    pub fn weighted(&self, found: &[Feature]) -> Row {
        let lengths = [Family::Word, Family::Gram].map(|family| self.length(found, family));
        let weighted = |feature: &Feature| {
            let length = lengths[feature.family as usize];
            (feature.at, self.weight(feature) / if length > 0.0 { length } else { 1.0 })
        };
        found.iter().map(weighted).collect()
    }

    /// The length of one family's weights.
    pub fn length(&self, found: &[Feature], family: Family) -> f32 {
        let own = found.iter().filter(|feature| feature.family == family);
        own.map(|feature| self.weight(feature).powi(2)).sum::<f32>().sqrt()
    }
}

/// What a feature counts that stands so often in a text.
pub(super) fn frequency(count: u32) -> f32 {
    // Nearly all stand there once.
    if count == 1 { 1.0 } else { 1.0 + (count as f32).ln() }
}

/// Every feature of a text, as often as it stands there.
fn each_feature(text: &str, mut each: impl FnMut(u64, Family)) {
    let words = words(text);
    let mut padded = Vec::new();
    for (at, word) in words.iter().enumerate() {
        each(hash(b'w', word.chars()), Family::Word);
        if let Some(next) = words.get(at + 1) {
            each(hash(b'p', word.chars().chain([' ']).chain(next.chars())), Family::Word);
        }
        padded.clear();
        padded.extend(std::iter::once(' ').chain(word.chars()).chain([' ']));
        for start in 0..padded.len() {
            // A longer n-gram's hash goes on from the shorter one's.
            let mut hash = eat(OFFSET, b'g');
            for (letters, letter) in (1..=*GRAMS.end()).zip(&padded[start..]) {
                hash = eat_char(hash, *letter);
                if GRAMS.contains(&letters) {
                    each(hash, Family::Gram);
                }
            }
        }
    }
}

/// Words in lower case without marks over letters (so that "oppet" and "öppet" meet), digits as 0, no letter more than twice in a row. Whoever laughs laughs
/// alike.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let says = |c: char| c.is_alphanumeric() || LAUGHING.contains(&c);
    for said in text.split(|c: char| !says(c)).filter(|said| !said.is_empty()).take(MAX_WORDS) {
        words.extend(said.split(LAUGHING).filter(|word| !word.is_empty()).map(folded));
        if said.contains(LAUGHING) {
            words.push(LAUGHTER.to_owned());
        }
    }
    words
}

fn folded(word: &str) -> String {
    if is_year(word) || EMERGENCY_NUMBERS.contains(&word) {
        return word.to_owned();
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
    if is_laughter(&folded) { LAUGHTER.to_owned() } else { folded }
}

const LAUGHTER: &str = "haha";
const LAUGHING: [char; 6] = ['😂', '🤣', '😆', '😹', '😅', '😄'];

/// "Hahaha", "hehe", "ahahah".
fn is_laughter(folded: &str) -> bool {
    let has = |letter: char| folded.contains(letter);
    let vowel = folded.chars().find(|letter| ['a', 'e', 'i'].contains(letter));
    folded.len() >= LAUGHTER.len()
        && has('h')
        && vowel.is_some_and(|vowel| folded.chars().all(|letter| letter == 'h' || letter == vowel))
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
    chars.fold(eat(OFFSET, family), eat_char)
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn eat(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn eat_char(hash: u64, letter: char) -> u64 {
    letter.encode_utf8(&mut [0; 4]).bytes().fold(hash, eat)
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
    fn laughing_is_the_same_in_letters_and_in_signs() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text}");
        check("kan inte andas😂😂", &["kan", "inte", "andas", "haha"]);
        check("dör😂hjälp", &["dor", "hjalp", "haha"]);
        check("hahahaha", &["haha"]);
        check("Hehe 🤣", &["haha", "haha"]);
        check("aha", &["aha"]);
        check("han hade", &["han", "hade"]);
    }

    #[test]
    fn what_is_found_while_learning_is_what_is_found_afterwards() {
        let texts = ["när stänger ni ni", "när öppnar ni", "var ligger ni", "", "annat"];
        let (vocabulary, found) = Vocabulary::learn(texts.into_iter());
        let parts = |found: &[Feature]| -> Vec<(u32, u32, Family)> {
            found.iter().map(|feature| (feature.at, feature.count, feature.family)).collect()
        };
        for (text, found) in texts.iter().zip(&found) {
            assert_eq!(parts(found), parts(&vocabulary.found(text)), "{text}");
        }
        assert!(!found[0].is_empty() && found[4].is_empty());
    }

    #[test]
    fn a_row_has_length_one_in_each_family() {
        let texts = ["när stänger ni", "när öppnar ni", "var ligger ni", "var stänger ni"];
        let row = Vocabulary::learn(texts.into_iter()).0.row("när stänger ni");
        let length: f32 = row.iter().map(|(_, weight)| weight * weight).sum();
        assert!((length - 2.0).abs() < 1e-4, "{length}");
    }
}

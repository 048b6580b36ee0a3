//! Lists of phrases and tables of what phrases mean, as trees over the fingerprints of their words: looking one up costs the same however many there are.
//!
//! A word written with å, ä or ö is also known without its dots, as people type it who have no such keys: å as a or aa, ä as a or ae, ö as o or oe.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use super::token::{Token, has_dots};
use crate::language::hashed::AsItIs;

/// A list of phrases where it is used: `phrases!("i dag|idag")`. The tree is made once, when it is first asked.
macro_rules! phrases {
    ($written:literal) => {{
        static PHRASES: $crate::language::time::phrases::Phrases =
            $crate::language::time::phrases::Phrases::new($written);
        &PHRASES
    }};
}
pub(super) use phrases;

/// A word's fingerprint: 64-bit FNV-1a, mixed so that its high bits differ too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Key(u64);

impl Key {
    pub fn of(word: &str) -> Self {
        let fnv = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self((fnv ^ (fnv >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

/// Map by fingerprint, which needs no hashing of its own.
pub(super) type ByKey<T> = HashMap<Key, T, BuildHasherDefault<AsItIs>>;

/// Phrases parted by `|`, their words and signs by single spaces.
pub(super) struct Phrases {
    written: &'static str,
    tree: OnceLock<Tree>,
}

impl Phrases {
    pub const fn new(written: &'static str) -> Self {
        Self { written, tree: OnceLock::new() }
    }

    /// The index after the longest of the phrases that stands at token `i`.
    pub fn end(&self, tokens: &[Token], i: usize) -> Option<usize> {
        let tree = self.tree.get_or_init(|| Tree::of([self.written].into_iter()));
        tree.longest(tokens, i).map(|(_, end)| end)
    }
}

/// What phrases mean: rows of a meaning and its phrases. Of equal phrases the last row's meaning holds.
pub(super) struct Table<T: 'static> {
    rows: &'static [(T, &'static str)],
    tree: OnceLock<Tree>,
}

impl<T: Copy> Table<T> {
    pub const fn new(rows: &'static [(T, &'static str)]) -> Self {
        Self { rows, tree: OnceLock::new() }
    }

    fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| Tree::of(self.rows.iter().map(|&(_, written)| written)))
    }

    pub fn longest(&self, tokens: &[Token], i: usize) -> Option<(T, usize)> {
        let (row, end) = self.tree().longest(tokens, i)?;
        Some((self.rows.get(row)?.0, end))
    }

    /// As [`Self::longest`], where a long word may have one slip of the finger.
    pub fn longest_roughly(&self, tokens: &[Token], i: usize) -> Option<(T, usize)> {
        let (row, end) = self.tree().longest_roughly(tokens, i)?;
        Some((self.rows.get(row)?.0, end))
    }

    /// The words of all phrases.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.rows.iter().flat_map(|(_, written)| written.split(['|', ' ']))
    }
}

#[derive(Default)]
struct Node {
    /// The row whose phrase ends here.
    row: Option<usize>,
    next: Vec<(Key, usize)>,
}

#[derive(Default)]
struct Tree {
    /// One bit for each fingerprint's high byte among the first words: most tokens begin no phrase of most lists, and are told off here.
    firsts: [u64; 4],
    roots: ByKey<usize>,
    nodes: Vec<Node>,
}

fn place(key: Key) -> (usize, u64) {
    let byte = key.0 >> 56;
    (usize::try_from(byte / 64).unwrap_or_default(), 1 << (byte % 64))
}

impl Tree {
    fn of(rows: impl Iterator<Item = &'static str>) -> Self {
        let mut tree = Self::default();
        for (row, written) in rows.enumerate() {
            for phrase in written.split('|') {
                tree.add(phrase, row);
            }
        }
        tree
    }

    fn add(&mut self, phrase: &str, row: usize) {
        let mut words = phrase.split(' ');
        let firsts: Vec<Key> = words.next().map(spellings).unwrap_or_default();
        let mut ends: Vec<usize> = firsts.into_iter().map(|key| self.root(key)).collect();
        for word in words {
            let keys = spellings(word);
            ends = ends
                .into_iter()
                .flat_map(|end| keys.iter().map(move |&key| (end, key)))
                .map(|(end, key)| self.grown(end, key))
                .collect();
        }
        ends.into_iter()
            .filter_map(|end| self.nodes.get_mut(end).map(|node| node.row = Some(row)))
            .for_each(drop);
    }

    fn root(&mut self, key: Key) -> usize {
        let (word, bit) = place(key);
        self.firsts[word] |= bit;
        let nodes = &mut self.nodes;
        *self.roots.entry(key).or_insert_with(|| {
            nodes.push(Node::default());
            nodes.len() - 1
        })
    }

    fn grown(&mut self, from: usize, key: Key) -> usize {
        if let Some(node) = self.step(from, key) {
            return node;
        }
        self.nodes.push(Node::default());
        let new = self.nodes.len() - 1;
        self.nodes[from].next.push((key, new));
        new
    }

    fn start(&self, key: Key) -> Option<usize> {
        let (word, bit) = place(key);
        if self.firsts[word] & bit == 0 {
            return None;
        }
        self.roots.get(&key).copied()
    }

    fn step(&self, from: usize, key: Key) -> Option<usize> {
        self.nodes.get(from)?.next.iter().find(|(next, _)| *next == key).map(|&(_, node)| node)
    }

    /// The row of the longest phrase at `i`, and the index after it.
    fn longest(&self, tokens: &[Token], i: usize) -> Option<(usize, usize)> {
        let mut node = self.start(tokens.get(i)?.key)?;
        let mut found = None;
        let mut end = i + 1;
        loop {
            found = self.nodes.get(node)?.row.map(|row| (row, end)).or(found);
            match tokens.get(end).and_then(|token| self.step(node, token.key)) {
                Some(next) => node = next,
                None => return found,
            }
            end += 1;
        }
    }

    fn longest_roughly(&self, tokens: &[Token], i: usize) -> Option<(usize, usize)> {
        let starts = tokens.get(i)?.likely_keys().filter_map(|key| self.start(key));
        starts.filter_map(|node| self.deepest(node, tokens, i + 1)).max_by_key(|&(_, end)| end)
    }

    fn deepest(&self, node: usize, tokens: &[Token], end: usize) -> Option<(usize, usize)> {
        let keys = tokens.get(end).into_iter().flat_map(Token::likely_keys);
        let further = keys
            .filter_map(|key| self.step(node, key))
            .filter_map(|next| self.deepest(next, tokens, end + 1));
        further
            .max_by_key(|&(_, end)| end)
            .or_else(|| self.nodes.get(node)?.row.map(|row| (row, end)))
    }
}

/// `word` as it is, and in every way to write it without dots.
pub(super) fn spellings(word: &str) -> Vec<Key> {
    let mut keys = vec![Key::of(word)];
    if has_dots(word) {
        keys.extend(dotless(word).iter().map(|spelling| Key::of(spelling)));
    }
    keys
}

fn dotless(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |spellings, letter| {
        let ways: &[&str] = match letter {
            'å' => &["a", "aa"],
            'ä' => &["a", "ae"],
            'ö' => &["o", "oe"],
            _ => {
                return spellings
                    .into_iter()
                    .map(|spelling| spelling + letter.encode_utf8(&mut [0; 4]))
                    .collect();
            }
        };
        spellings
            .iter()
            .flat_map(|spelling| ways.iter().map(move |way| format!("{spelling}{way}")))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    #[test]
    fn the_longest_phrase_is_found_with_and_without_dots() {
        static MEANINGS: Table<char> =
            Table::new(&[('a', "på|på lördag|för"), ('b', "på lördag kväll|for good")]);
        let check = |text: &str, expected: Option<(char, usize)>| {
            assert_eq!(MEANINGS.longest(&tokenize(text), 0), expected, "{text}")
        };
        check("på", Some(('a', 1)));
        check("pa loerdag", Some(('a', 2)));
        check("På lördag kvall!", Some(('b', 3)));
        check("på lördags", Some(('a', 1)));
        check("for", Some(('a', 1)));
        check("for good", Some(('b', 2)));
        check("för good", None.or(Some(('a', 1))));
        check("lördag", None);
        check("", None);
    }

    #[test]
    fn one_letters_fingerprints_differ_in_their_high_byte() {
        let places: std::collections::HashSet<_> =
            ('a'..='z').map(|letter| place(Key::of(&letter.to_string()))).collect();
        assert!(places.len() > 20, "{}", places.len());
    }
}

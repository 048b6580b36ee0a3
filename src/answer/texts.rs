//! Which texts have a word: looked up in the texts themselves, not guessed from what they are about.

use std::ops::Range;

use crate::language::words::{self, fold, words};
use crate::model::article::Article;

/// The sentences of a text, as byte ranges.
pub fn sentences(body: &str) -> Vec<Range<usize>> {
    let range = |sentence: &str| {
        let start = sentence.as_ptr() as usize - body.as_ptr() as usize;
        start..start + sentence.len()
    };
    words::sentences(body).into_iter().map(range).collect()
}

/// Endings of Swedish and English words, the longest first, and how much of a word must be left.
const ENDINGS: [&str; 20] = [
    "arnas", "ernas", "ornas", "arna", "erna", "orna", "ens", "ets", "en", "et", "na", "ar", "or",
    "er", "an", "a", "e", "n", "t", "s",
];
const SHORTEST_STEM: usize = 4;
/// Shorter words of a name say nothing by themselves.
const SHORTEST_WORD: usize = 3;

/// Looks for words in texts, in all their endings and inside compounds.
pub struct Lookup<'a> {
    /// For each word asked for, the stems that count as it.
    wanted: Vec<Vec<String>>,
    synonyms: &'a [Vec<String>],
}

impl<'a> Lookup<'a> {
    /// The words as they stand.
    pub fn literal(name: &str, synonyms: &'a [Vec<String>]) -> Self {
        let wanted = words(name)
            .filter(|word| word.chars().count() >= SHORTEST_WORD)
            .map(|word| both_forms(stem(&word)))
            .collect();
        Lookup { wanted, synonyms }
    }

    /// The words, or any that mean the same.
    pub fn wider(&self) -> Self {
        let wider = |stems: &Vec<String>| -> Vec<String> {
            let alike = self
                .synonyms
                .iter()
                .filter(|group| group.iter().any(|word| stems.contains(&stem(word))));
            stems.iter().cloned().chain(alike.flatten().map(|word| stem(word))).collect()
        };
        Lookup { wanted: self.wanted.iter().map(wider).collect(), synonyms: self.synonyms }
    }

    /// The first sentence of the article's body that has all the words.
    pub fn sentence(&self, article: &Article) -> Option<Range<usize>> {
        sentences(&article.body).into_iter().find(|at| self.is_in(&article.body[at.clone()]))
    }

    pub fn is_in(&self, text: &str) -> bool {
        let text: Vec<String> = words(text).collect();
        let has = |stems: &Vec<String>| {
            stems.iter().any(|stem| text.iter().any(|word| holds(word, stem)))
        };
        !self.wanted.is_empty() && self.wanted.iter().all(has)
    }
}

/// A stem begins the word, or a later part of a compound when it is long enough not to stand there by chance.
fn holds(word: &str, stem: &str) -> bool {
    let inside = stem.chars().count() >= SHORTEST_STEM && word.contains(stem);
    word == stem
        || inside
        || (word.starts_with(stem) && word.chars().count() <= stem.chars().count() + 2)
        || folded_holds(word, stem)
}

/// People write without the dots, too.
fn folded_holds(word: &str, stem: &str) -> bool {
    stem.is_ascii() && stem.chars().count() > SHORTEST_STEM && fold(word).contains(stem)
}

/// "Bullret" and "buller", "vattnet" and "vatten": an e is lost before an ending.
fn both_forms(stem: String) -> Vec<String> {
    let letters: Vec<char> = stem.chars().rev().take(2).collect();
    let is_vowel = |c: &char| "aeiouyåäö".contains(*c);
    match letters.as_slice() {
        [last @ ('l' | 'n' | 'r'), before] if !is_vowel(before) && before != last => {
            let longer = format!("{}e{last}", &stem[..stem.len() - last.len_utf8()]);
            vec![stem, longer]
        }
        _ => vec![stem],
    }
}

/// A word without its ending.
pub fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let fits = |ending: &&&str| {
        word.strip_suffix(**ending).is_some_and(|left| left.chars().count() >= SHORTEST_STEM)
    };
    let ending = ENDINGS.iter().find(fits);
    ending.and_then(|ending| word.strip_suffix(*ending)).unwrap_or(&word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_its_endings_and_compounds() {
        let synonyms = [vec!["skola".to_owned(), "skolan".to_owned(), "schools".to_owned()]];
        let check = |name: &str, text: &str, found: bool| {
            assert_eq!(Lookup::literal(name, &synonyms).is_in(text), found, "{name} in {text}")
        };
        check("hälsa", "en bättre folkhälsa", true);
        check("hälsan", "främjar hälsan.", true);
        check("vatten", "luft- och vattenkvalitet", true);
        check("näringslivet", "mellan kommun och näringsliv", true);
        check("grön ekonomi", "utveckling och grön ekonomi", true);
        check("grön ekonomi", "sociala och ekonomiska fördelar", false);
        check("bullret", "exponeringen för buller", true);
        check("vattnet", "rent vatten", true);
        check("äldre", "alla åldrar", false);
        check("schools", "resultat i skolan", false);
        assert!(Lookup::literal("schools", &synonyms).wider().is_in("resultat i skolan"));
        assert!(!Lookup::literal("", &synonyms).wider().is_in("resultat i skolan"));
    }
}

//! Character n-grams inside a word, its edges marked: `lov` becomes `_lov` and `lov_`.
//!
//! They find compounds from their parts and parts from compounds, inflections that a stemmer misses, and words with a letter too many or too few.

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Characters in an n-gram. Longer ones (5) did as well on authorities' texts but forgive fewer slips; shorter ones (3) confuse more.
const SIZE: usize = 4;

/// The n-grams of one lower-cased word; a word too short to have one is its own, with its edges.
pub(in crate::search) fn grams_of(word: &str) -> impl Iterator<Item = String> {
    let marked: Vec<char> = std::iter::once('_')
        .chain(word.chars())
        .chain(std::iter::once('_'))
        .collect();
    let count = marked.len().saturating_sub(SIZE - 1).max(1);
    (0..count).map(move |start| {
        marked[start..(start + SIZE).min(marked.len())]
            .iter()
            .collect()
    })
}

/// Replaces each word by its n-grams.
#[derive(Clone)]
pub(super) struct GramFilter;

impl TokenFilter for GramFilter {
    type Tokenizer<T: Tokenizer> = GramTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> GramTokenizer<T> {
        GramTokenizer { inner }
    }
}

#[derive(Clone)]
pub(super) struct GramTokenizer<T> {
    inner: T,
}

impl<T: Tokenizer> Tokenizer for GramTokenizer<T> {
    type TokenStream<'a> = GramStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        GramStream {
            words: self.inner.token_stream(text),
            marked: String::new(),
            starts: Vec::new(),
            next: 0,
            token: Token::default(),
        }
    }
}

pub(super) struct GramStream<S> {
    words: S,
    /// The current word with its edges, and where in it each n-gram still to come starts and ends.
    marked: String,
    starts: Vec<(usize, usize)>,
    next: usize,
    token: Token,
}

impl<S: TokenStream> GramStream<S> {
    fn cut(&mut self) {
        let word = self.words.token();
        self.token.clone_from(word);
        self.marked.clear();
        self.marked.push('_');
        self.marked.push_str(&word.text);
        self.marked.push('_');
        self.starts.clear();
        self.next = 0;
        let mut bounds = self
            .marked
            .char_indices()
            .map(|(at, _)| at)
            .chain(std::iter::once(self.marked.len()));
        let ends = bounds.clone().skip(SIZE);
        self.starts.extend(bounds.by_ref().zip(ends));
        if self.starts.is_empty() {
            self.starts.push((0, self.marked.len()));
        }
    }
}

impl<S: TokenStream> TokenStream for GramStream<S> {
    fn advance(&mut self) -> bool {
        if self.next >= self.starts.len() {
            if !self.words.advance() {
                return false;
            }
            self.cut();
        }
        let (from, to) = self.starts[self.next];
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(&self.marked[from..to]);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer};

    use super::*;

    fn check(text: &str, expected: &str) {
        let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(GramFilter)
            .build();
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found.join(" "), expected, "{text}");
        let words = text.to_lowercase();
        let direct: Vec<String> = words.split_whitespace().flat_map(grams_of).collect();
        assert_eq!(direct.join(" "), expected, "{text}, read as a query");
    }

    #[test]
    fn a_word_becomes_its_n_grams_with_marked_edges() {
        check("", "");
        check("ö", "_ö_");
        check("ko", "_ko_");
        check("Lov", "_lov lov_");
        check("åÄö nej", "_åäö åäö_ _nej nej_");
        check("bygglov", "_byg bygg yggl gglo glov lov_");
    }
}

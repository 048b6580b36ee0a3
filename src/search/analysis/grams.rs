//! Character n-grams inside a word, its edges marked: `lov` becomes `_lov` and `lov_`.
//!
//! They find compounds from their parts and parts from compounds, inflections that a stemmer misses, and words with a letter too many or too few.

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Characters in an n-gram. Longer ones (5) did as well on authorities' texts but forgive fewer slips; shorter ones (3) confuse more.
const SIZE: usize = 4;

/// The n-grams of one lower-cased word; a word too short to have one is its own, with its edges.
#[derive(Clone, Debug, Default)]
pub(in crate::search) struct Grams {
    marked: String,
    /// Where in `marked` each n-gram starts and ends.
    bounds: Vec<(usize, usize)>,
}

impl Grams {
    pub(in crate::search) fn of(word: &str) -> Self {
        let mut grams = Grams::default();
        grams.cut(word);
        grams
    }

    pub(in crate::search) fn iter(&self) -> impl Iterator<Item = &str> {
        self.bounds.iter().filter_map(|&(from, to)| self.marked.get(from..to))
    }

    fn cut(&mut self, word: &str) {
        self.marked.clear();
        self.marked.push('_');
        self.marked.push_str(word);
        self.marked.push('_');
        self.bounds.clear();
        let starts =
            self.marked.char_indices().map(|(at, _)| at).chain(std::iter::once(self.marked.len()));
        let ends = starts.clone().skip(SIZE);
        self.bounds.extend(starts.zip(ends));
        if self.bounds.is_empty() {
            self.bounds.push((0, self.marked.len()));
        }
    }
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
            grams: Grams::default(),
            next: 0,
            token: Token::default(),
        }
    }
}

pub(super) struct GramStream<S> {
    words: S,
    /// Those of the current word, and the place of the next to hand out.
    grams: Grams,
    next: usize,
    token: Token,
}

impl<S: TokenStream> TokenStream for GramStream<S> {
    fn advance(&mut self) -> bool {
        while self.next >= self.grams.bounds.len() {
            if !self.words.advance() {
                return false;
            }
            self.token.clone_from(self.words.token());
            self.grams.cut(&self.words.token().text);
            self.next = 0;
        }
        let (from, to) = self.grams.bounds[self.next];
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(&self.grams.marked[from..to]);
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
        let direct: Vec<String> = words
            .split_whitespace()
            .flat_map(|word| Grams::of(word).iter().map(str::to_owned).collect::<Vec<_>>())
            .collect();
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

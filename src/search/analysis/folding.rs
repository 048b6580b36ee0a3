//! Words written without å, ä and ö.
//!
//! The index keeps the letters as they are. Terms that have a dot or a ring stand, folded, in fields of their own, and those are asked only by
//! messages without a single one: who writes "får" does not get "far".

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

fn plain(letter: char) -> Option<char> {
    match letter {
        'å' | 'ä' | 'æ' => Some('a'),
        'ö' | 'ø' => Some('o'),
        'é' | 'è' => Some('e'),
        'ü' => Some('u'),
        _ => None,
    }
}

/// Whether the lower-cased text has a letter that folding changes.
pub(in crate::search) fn has_diacritic(text: &str) -> bool {
    text.chars().any(|letter| plain(letter).is_some())
}

/// The lower-cased text with å and ä as a, ö as o.
pub(in crate::search) fn fold(text: &str) -> String {
    text.chars().map(|letter| plain(letter).unwrap_or(letter)).collect()
}

/// The folded word that `word` is when its aa, ae and oe stand for å, ä and ö; none when it has none of them.
pub(in crate::search) fn undo_digraphs(word: &str) -> Option<String> {
    let undone = word.replace("aa", "a").replace("ae", "a").replace("oe", "o");
    (undone.len() < word.len()).then_some(undone)
}

/// Lets through only terms that folding changes, folded.
#[derive(Clone)]
pub(super) struct FoldedFilter;

impl TokenFilter for FoldedFilter {
    type Tokenizer<T: Tokenizer> = FoldedTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> FoldedTokenizer<T> {
        FoldedTokenizer { inner }
    }
}

#[derive(Clone)]
pub(super) struct FoldedTokenizer<T> {
    inner: T,
}

impl<T: Tokenizer> Tokenizer for FoldedTokenizer<T> {
    type TokenStream<'a> = FoldedStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        FoldedStream { inner: self.inner.token_stream(text), token: Token::default() }
    }
}

pub(super) struct FoldedStream<S> {
    inner: S,
    /// A copy, so that a filter below that hands out several tokens of one word finds its own untouched.
    token: Token,
}

impl<S: TokenStream> TokenStream for FoldedStream<S> {
    fn advance(&mut self) -> bool {
        while self.inner.advance() {
            if has_diacritic(&self.inner.token().text) {
                self.token.clone_from(self.inner.token());
                self.token.text = fold(&self.token.text);
                return true;
            }
        }
        false
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
    use tantivy::tokenizer::{SimpleTokenizer, TextAnalyzer};

    use super::*;

    #[test]
    fn only_words_with_dots_stand_folded() {
        let mut analyzer =
            TextAnalyzer::builder(SimpleTokenizer::default()).filter(FoldedFilter).build();
        let mut stream = analyzer.token_stream("får far på öppettider café kl");
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found, ["far", "pa", "oppettider", "cafe"]);
    }

    #[test]
    fn digraphs_are_undone_only_where_there_are_some() {
        for (word, undone) in [
            ("oeppet", Some("oppet")),
            ("foerskola", Some("forskola")),
            ("aar", Some("ar")),
            ("kaerlek", Some("karlek")),
            ("bygglov", None),
        ] {
            assert_eq!(undo_digraphs(word).as_deref(), undone, "{word}");
        }
    }
}

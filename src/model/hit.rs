//! What the search engine found.

use super::article::ArticleId;

/// An example question near a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likened<'a> {
    pub text: &'a str,
    /// 0 to 1.
    pub similarity: f32,
    /// Where the sentence that answers it begins in the article's body, in bytes, where an editor has said so.
    pub answered_at: Option<usize>,
}

/// One article found for a query, best first in any list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub article: ArticleId,
    /// Comparable within one search only; greater is better.
    pub score: f32,
    /// How much of what was asked the article covers, 0 to 1: the weight of the query's terms found in it over the weight of all of them.
    pub coverage: f32,
}

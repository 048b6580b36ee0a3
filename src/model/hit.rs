//! What the search engine found.

use super::article::ArticleId;

/// One article found for a query, best first in any list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub article: ArticleId,
    /// Comparable within one search only; greater is better.
    pub score: f32,
    /// How much of what was asked the article covers, 0 to 1: the weight of the query's terms found in it over the weight of all of them.
    pub coverage: f32,
}

//! What the search engine found.

use super::article::ArticleId;
use super::asked::AskedSet;

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

/// What was found for a message.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// The nearest example that is no document's, 0 to 1: the share of what a text made for the message could reach.
    pub foreign: f32,
    /// The share of the votes of such examples.
    pub foreign_votes: f32,
    /// How many telling words the message has.
    pub words: usize,
    /// Its rarest word, as written.
    pub subject: Option<String>,
    /// The weight of that word.
    pub rarest: f32,
}

/// How near a text is to a message in meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearness {
    /// Of the angle between the two vectors, -1 to 1.
    pub cosine: f32,
    /// In standard deviations of all units from their mean: a model's cosines all lie close together.
    pub z: f32,
}

/// How much a message and single passages of a document are alike, word by word, each with the word that is most like it. 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alike {
    /// How much of the message the title has, and of the title the message.
    pub title_has: f32,
    pub title_had: f32,
    /// How much of the message the sentence has that has most.
    pub passage: f32,
}

/// A document that may answer. Shares and scores are 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub article: ArticleId,
    /// Whether it has example questions that the classifier has learnt from.
    pub is_taught: bool,
    /// What candidates are ranked by.
    pub score: f32,
    /// How likely it is to answer, 0 to 1; 0 until it is judged.
    pub probability: f32,
    /// The share of what a document made for the message could reach.
    pub whole: f32,
    /// The same with each word nearly as rare as it is among the documents alone, and not among residents' messages too.
    pub whole_among: f32,
    /// The same as `whole` for the section that has most of it, and that section's number; none where the document has but one.
    pub section_score: f32,
    pub section: Option<u32>,
    /// The same as `whole` for the document with its example questions.
    pub taught: f32,
    /// The same for its nearest unit.
    pub unit: f32,
    /// The share of the votes of the nearest units.
    pub votes: f32,
    /// How much of the message the whole document has, by words and by n-grams.
    pub covered_words: f32,
    pub covered_grams: f32,
    /// The weight of the rarest word of the message that the document lacks, over the weight of the message's rarest word.
    pub lacking: f32,
    /// How much of the message the title has, and of the title the message.
    pub title_covers: f32,
    pub title_covered: f32,
    /// The same for the nearest unit.
    pub unit_covers: f32,
    pub unit_covered: f32,
    pub alike: Alike,
    /// The kinds of thing asked for that none of its words tell; none until somebody has looked.
    pub lacks: AskedSet,
    /// How near in meaning its nearest unit is; none where no engine compared them.
    pub meaning: Option<Nearness>,
    /// Units near to the message, by number among the document's own, nearest first, with their score.
    pub near: Vec<(u32, f32)>,
}

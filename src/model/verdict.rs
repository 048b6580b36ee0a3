//! What kind of reply a message gets, decided before anything is worded.

use chrono::{NaiveDate, NaiveDateTime};

use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::language::LanguageCode;
use super::topic::{Details, Emergency, Smalltalk};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// Quote the article; `also` is another that is close.
    Answer {
        article: ArticleId,
        also: Option<ArticleId>,
    },
    /// Several are close: asks which is meant, best first.
    Choose(Vec<ArticleId>),
    /// All of the article that was spoken of.
    More(ArticleId),
    Overview,
    Contact(Details),
    Hours(HoursQuestion),
    Handover,
    Smalltalk(Smalltalk),
    Emergency(Emergency),
    /// A message that may tell of an emergency: what to do if so, and the ways on if not.
    PerhapsAcute(Emergency),
    /// An emergency that is not over: the same numbers, said in other words.
    StillAcute(Emergency),
    /// An article that was quoted, told in another way.
    Told {
        article: ArticleId,
        how: Telling,
    },
    /// What the texts say taken together.
    Across(Across),
    /// A short word that belongs to the conversation itself.
    Remark(Remark),
    Unknown(Miss),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Telling {
    Shorter,
    Simpler,
    /// The sentences that give a reason or a result.
    Why,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Across {
    /// How many focus areas there are.
    Count,
    /// The articles that have a word.
    Speak { of: String, articles: Vec<ArticleId> },
    /// Articles side by side.
    Compare(Vec<ArticleId>),
    /// How old a text is, and how long it claims to hold; `None`: the plan.
    Age(Option<ArticleId>),
    /// Where a text comes from.
    Source(Option<ArticleId>),
    /// What is asked about the texts and stands in none of them.
    Unsaid(Unsaid),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unsaid {
    /// Who wrote it, decides or is responsible.
    Who,
    /// When it was decided.
    Adopted,
    /// What came of it, what it costs.
    Outcome,
    /// None of the texts has this word.
    Word(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// "Nej" to what was offered, or "strunt i det".
    Declined,
    /// "Nej" after an answer: it did not help.
    NotHelped,
    /// "Ja" where nothing was offered.
    NothingOffered,
    /// "Ja" where several things were offered.
    WhichOne,
    /// A choice that is not in the list of so many.
    NoSuchChoice(usize),
    /// "Det var inte det": what was, then?
    Misunderstood,
    /// An emergency is over.
    Relieved,
}

/// What is asked about the hours, with the days found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HoursQuestion {
    Now,
    Closes,
    NextOpen,
    Week,
    /// One day; several where Swedes differ on which is meant, or where several were named.
    Dates(Vec<NaiveDate>),
    Range {
        from: NaiveDate,
        to: NaiveDate,
    },
    Instant(NaiveDateTime),
    /// Words of time that name no day we can find.
    WhichDay,
}

/// Why the assistant does not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Miss {
    /// Nothing was asked: no letters at all.
    Empty,
    /// Written in a language with a card, or in one without.
    Language(Option<LanguageCode>),
    /// Another authority's matter.
    Authority {
        /// An index into the knowledge's authorities.
        at: usize,
        /// A text of ours that may still be what was meant.
        also: Option<ArticleId>,
    },
    /// No text was found that answers it; `subject` is the message's most telling word, as it was written.
    NoAnswer { subject: Option<String> },
}

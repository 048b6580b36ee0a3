//! What kind of reply a message gets, decided before anything is worded.

use chrono::{NaiveDate, NaiveDateTime};

use super::article::ArticleId;
use super::language::LanguageCode;
use super::topic::{Details, Emergency, Smalltalk};

#[derive(Clone, Debug, PartialEq)]
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
    Unknown(Miss),
}

/// What is asked about the hours, with the days found.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub enum Miss {
    /// Nothing was asked: no letters at all.
    Empty,
    /// Written in a language with a card, or in one without.
    Language(Option<LanguageCode>),
    /// Another authority's matter: an index into the knowledge's authorities.
    Authority(usize),
    /// No text was found that answers it; `subject` is the message's most telling word, as it was written.
    NoAnswer { subject: Option<String> },
}

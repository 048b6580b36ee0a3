//! Days and clock times, as asked for and as answered. All are local times in the centre's time zone.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// One expression of time found in a message, resolved against the moment of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands in the message, in bytes.
    pub span: Range<usize>,
    pub when: When,
    /// The part of the day that is meant, where the words say ("på lördag eftermiddag", "efter fem"); the end is not included.
    pub within: Option<(Option<NaiveTime>, Option<NaiveTime>)>,
    pub certainty: Certainty,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// "nu", "just nu".
    Now,
    /// One day, or several where Swedes differ on which is meant ("nästa fredag"), the likeliest first.
    Dates(Vec<NaiveDate>),
    /// Both ends included.
    Range {
        from: NaiveDate,
        to: NaiveDate,
    },
    Instant(NaiveDateTime),
    /// A clock time whose day the words do not say ("halv fem"): the caller decides, from what was said before or from today.
    Clock(NaiveTime),
    /// A part of an unnamed day ("efter fem", "på lunchen"): see [`TimeExpression::within`].
    PartOfDay,
    /// Every such weekday ("på lördagar", "på vardagar"); all seven or none named: in general ("på kvällarna").
    Recurring(Vec<Weekday>),
    /// Words of time that name no day we can find ("häromdagen", "den 31 april").
    Unresolved,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    Exact,
    /// The words leave room ("i början av juni").
    Vague,
    /// The weekday beside a date is not that date's ("tisdag den 3 augusti" of a Monday): the date holds, and a reply says which weekday it is.
    Contradicted,
    /// A clock time that no day was read for, in a sentence with a word that stands for a day and is none that is known ("öppet blurpdag kl 11",
    /// "studiedagen kl 10"): today is not meant, and which day is has to be asked.
    UnknownDay,
}

/// In which ISO weeks the schools here have their breaks; `None`: nobody has said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchoolBreaks {
    pub winter: Option<u32>,
    pub autumn: Option<u32>,
}

/// A day of the Swedish calendar that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holiday {
    NewYearsDay,
    TwelfthNight,
    Epiphany,
    MaundyThursday,
    GoodFriday,
    HolySaturday,
    EasterSunday,
    EasterMonday,
    WalpurgisNight,
    MayDay,
    AscensionDay,
    WhitsunEve,
    WhitSunday,
    WhitMonday,
    NationalDay,
    MidsummersEve,
    MidsummersDay,
    AllSaintsEve,
    AllSaintsDay,
    ChristmasEve,
    ChristmasDay,
    BoxingDay,
    NewYearsEve,
}

/// What a question about the hours is about. `questions/README.md` fixes the names.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Now,
    Closes,
    NextOpen,
    Week,
    Date,
    Instant,
    Range,
}

/// One day's opening hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub date: NaiveDate,
    /// In order; the end is not included. Empty: closed all day.
    pub intervals: Vec<(NaiveTime, NaiveTime)>,
    /// Why the day differs from the rule of its weekday.
    pub reason: Option<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Holiday(Holiday),
    /// A dated exception's reason, as staff wrote it.
    Exception(String),
}

/// Open or closed at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    pub at: NaiveDateTime,
    pub open: bool,
    /// When it closes, if open. `None`: never, by the rule.
    pub closes: Option<NaiveDateTime>,
    /// When it opens next, if closed. `None`: never, by the rule.
    pub opens: Option<NaiveDateTime>,
}

/// The facts of a reply about the hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursReport {
    pub about: About,
    /// The moment asked about, for [`About::Instant`].
    pub instant: Option<NaiveDateTime>,
    /// At the moment of asking for now, closes, next open and week; at the asked moment for an instant; on the first asked day for dates and ranges.
    pub open: bool,
    pub opens: Option<NaiveDateTime>,
    pub closes: Option<NaiveDateTime>,
    pub days: Vec<Day>,
}

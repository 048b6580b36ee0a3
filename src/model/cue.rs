//! The cues of a conversation: groups of phrases by which people answer, correct themselves and ask on.

use super::topic::named;

macro_rules! cues {
    ($($name:ident = $id:literal,)*) => {
        /// A group of `knowledge/moves.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Cue { $($name,)* }

        impl Cue {
            /// The names of the groups.
            pub const NAMES: &'static [(&'static str, Cue)] = &[$(($id, Cue::$name),)*];
        }
    };
}

cues! {
    // Words that say nothing by themselves.
    Filler = "filler",
    // Answers.
    Yes = "yes",
    No = "no",
    First = "choice-1",
    Second = "choice-2",
    Third = "choice-3",
    Fourth = "choice-4",
    Fifth = "choice-5",
    Sixth = "choice-6",
    Seventh = "choice-7",
    Eighth = "choice-8",
    Beyond = "choice-9",
    Middle = "choice-middle",
    Last = "choice-last",
    NextToLast = "choice-next-to-last",
    Next = "choice-next",
    Previous = "choice-previous",
    // The one about …
    Pick = "pick",
    Thanks = "thanks",
    // Once more, and otherwise.
    Again = "again",
    What = "what",
    Shorter = "shorter",
    Simpler = "simpler",
    More = "more",
    Meant = "meant",
    Wrong = "wrong",
    Back = "back",
    AnotherSubject = "another-subject",
    Same = "same",
    // Asking on.
    Why = "why",
    StaffWhen = "staff-when",
    StaffWho = "staff-who",
    Person = "person",
    Insist = "insist",
    Until = "until",
    Open = "open",
    ThatDay = "that-day",
    DayAfter = "day-after",
    DayBefore = "day-before",
    WeekAfter = "week-after",
    WeekBefore = "week-before",
    ThatWeek = "that-week",
    SameWeekday = "same-weekday",
    Own = "own",
    Leaning = "leaning",
    // The texts as a whole.
    Areas = "areas",
    Count = "count",
    Which = "which",
    Speak = "speak",
    Mentioned = "mentioned",
    Named = "named",
    OfThem = "of-them",
    AllAbout = "all-about",
    Compare = "compare",
    Both = "both",
    Plan = "plan",
    Newer = "newer",
    Valid = "valid",
    Checked = "checked",
    Adopted = "adopted",
    Who = "who",
    Outcome = "outcome",
    WeakOutcome = "outcome-weak",
    Source = "source",
    // After an emergency.
    Over = "over",
    TakenBack = "taken-back",
    NotAcute = "not-acute",
    NotOver = "not-over",
    // Which contact detail.
    Phone = "phone",
    Email = "email",
    Visit = "visit",
    Post = "post",
}

impl Cue {
    /// The cue of a group's name.
    pub fn named(name: &str) -> Option<Self> {
        named(Self::NAMES, name)
    }

    /// The places in a list, the first to the eighth.
    pub const PLACES: [Cue; 8] = [
        Cue::First,
        Cue::Second,
        Cue::Third,
        Cue::Fourth,
        Cue::Fifth,
        Cue::Sixth,
        Cue::Seventh,
        Cue::Eighth,
    ];
}

/// A group's phrases: lower case, `*` for at most three words in between.
#[derive(Clone, Debug, PartialEq)]
pub struct CuePhrases {
    pub cue: Cue,
    pub phrases: Vec<String>,
}

//! The messages there are: the closed list behind the wording files.

macro_rules! messages {
    ($($name:ident = $id:literal,)*) => {
        /// A message of `knowledge/wording/*.ftl`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Message { $($name,)* }

        impl Message {
            pub const ALL: &'static [Message] = &[$(Message::$name,)*];

            /// Its name in the files.
            pub fn id(self) -> &'static str {
                match self { $(Message::$name => $id,)* }
            }
        }
    };
}

messages! {
    // The welcome, and what the assistant is.
    Welcome = "welcome",
    WhoAmI = "who-am-i",
    Ability = "ability",
    Thanks = "thanks",
    Bye = "bye",
    Mood = "mood",
    Help = "help",
    // The hours.
    OpenNow = "open-now",
    ClosedNow = "closed-now",
    ClosedNowReason = "closed-now-reason",
    ClosedForGood = "closed-for-good",
    OpensNext = "opens-next",
    OpensNextIsOpen = "opens-next-is-open",
    WeekHours = "week-hours",
    WeekHolidays = "week-holidays",
    DayOpen = "day-open",
    DayClosed = "day-closed",
    DayClosedReason = "day-closed-reason",
    DayOpenReason = "day-open-reason",
    DayWasOpen = "day-was-open",
    DayWasClosed = "day-was-closed",
    DayMayDiffer = "day-may-differ",
    BothDays = "both-days",
    InstantOpen = "instant-open",
    InstantClosed = "instant-closed",
    RangeHeading = "range-heading",
    RangeRow = "range-row",
    RangeRowClosed = "range-row-closed",
    RangeAllClosed = "range-all-closed",
    HoursUnknownDay = "hours-unknown-day",
    HoursTooFar = "hours-too-far",
    // Contact details.
    ContactHeading = "contact-heading",
    Phone = "phone",
    Email = "email",
    Visit = "visit",
    Post = "post",
    Map = "map",
    // Answers.
    AnswerLead = "answer-lead",
    AnswerAlso = "answer-also",
    EnglishSummary = "english-summary",
    SourceChecked = "source-checked",
    SourceExpired = "source-expired",
    FaqDated = "faq-dated",
    SourceTitle = "source-title",
    SourceOrigin = "source-origin",
    OverviewLead = "overview-lead",
    OverviewRow = "overview-row",
    OverviewMore = "overview-more",
    ReadAllHeading = "read-all-heading",
    Page = "page",
    FaqUndated = "faq-undated",
    FaqExpired = "faq-expired",
    FaqAlso = "faq-also",
    // What it does not know.
    Unknown = "unknown",
    UnknownAuthority = "unknown-authority",
    UnknownNear = "unknown-near",
    UnknownEmpty = "unknown-empty",
    UnknownWays = "unknown-ways",
    UnknownTooLong = "unknown-too-long",
    // A person.
    HandoverOpen = "handover-open",
    HandoverClosed = "handover-closed",
    HandoverPublic = "handover-public",
    // Emergencies.
    EmergencyFire = "emergency-fire",
    EmergencyIllness = "emergency-illness",
    EmergencyPoisoning = "emergency-poisoning",
    EmergencyCrime = "emergency-crime",
    EmergencyViolence = "emergency-violence",
    EmergencySuicide = "emergency-suicide",
    EmergencyAccident = "emergency-accident",
    EmergencyEnvironment = "emergency-environment",
    EmergencyMore = "emergency-more",
    // Buttons.
    ButtonReadAll = "button-read-all",
    ButtonNextPage = "button-next-page",
    ButtonListen = "button-listen",
    ButtonHelpful = "button-helpful",
    ButtonUnhelpful = "button-unhelpful",
    ButtonFocusAreas = "button-focus-areas",
    ButtonHours = "button-hours",
    ButtonContact = "button-contact",
    ButtonMap = "button-map",
    ButtonPerson = "button-person",
    ButtonSwedish = "button-swedish",
    ButtonEnglish = "button-english",
    // Languages.
    LanguageChoice = "language-choice",
    LanguageChosen = "language-chosen",
    // Privacy.
    Privacy = "privacy",
    // In Telegram.
    Attachment = "attachment",
    RatedHelpful = "rated-helpful",
    RatedUnhelpful = "rated-unhelpful",
    OldButton = "old-button",
    NothingToEnd = "nothing-to-end",
    EraseAsk = "erase-ask",
    EraseNothing = "erase-nothing",
    Erased = "erased",
    EraseCases = "erase-cases",
    ButtonErase = "button-erase",
    Apology = "apology",
    Id = "id",
    VoiceMissing = "voice-missing",
    KnowledgeBroken = "knowledge-broken",
    // The terminal, where nothing is stored and no staff listens.
    TerminalHint = "terminal-hint",
    TerminalNoChoice = "terminal-no-choice",
    TerminalNoCommand = "terminal-no-command",
    TerminalNothingStored = "terminal-nothing-stored",
    TerminalInterrupted = "terminal-interrupted",
    // Days and their names.
    Weekday1 = "weekday-1",
    Weekday2 = "weekday-2",
    Weekday3 = "weekday-3",
    Weekday4 = "weekday-4",
    Weekday5 = "weekday-5",
    Weekday6 = "weekday-6",
    Weekday7 = "weekday-7",
    Month1 = "month-1",
    Month2 = "month-2",
    Month3 = "month-3",
    Month4 = "month-4",
    Month5 = "month-5",
    Month6 = "month-6",
    Month7 = "month-7",
    Month8 = "month-8",
    Month9 = "month-9",
    Month10 = "month-10",
    Month11 = "month-11",
    Month12 = "month-12",
    DateLong = "date-long",
    DateYear = "date-year",
    Today = "today",
    Tomorrow = "tomorrow",
    Yesterday = "yesterday",
    AtTime = "at-time",
    DayAtTime = "day-at-time",
    Interval = "interval",
}

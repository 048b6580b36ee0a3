//! Days and seasons that have a name, and when they fall.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::{Span, first_from, last_until, month_span, week_span};
use super::phrases::{Phrases, Table};
use super::scanner::Scanner;
use crate::hours::holidays::date_of;
use crate::model::time::{Certainty, Holiday, SchoolBreaks};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Day(Holiday),
    /// 24–26 December.
    Christmas,
    /// Good Friday to Easter Monday.
    Easter,
    /// Monday to Easter Eve, "stilla veckan".
    HolyWeek,
    /// 31 December and 1 January.
    NewYear,
    /// Friday to Sunday.
    Midsummer,
    /// Whitsun Eve and Whit Sunday.
    Whitsun,
    /// 27–30 December.
    Mellandagarna,
    /// The second day of Christmas or of Easter, whichever comes next.
    Annandag,
    Fixed {
        day: u32,
        month: u32,
    },
    /// The first to fourth Sunday of Advent.
    Advent(u64),
    ShroveTuesday,
    MothersDay,
    FathersDay,
    /// The schools' break in a week of winter, which differs from region to region.
    WinterBreak,
    AutumnBreak,
    /// Before or after Easter, as each school has it.
    EasterBreak,
    ChristmasBreak,
    SummerBreak,
    /// Weeks 28–31.
    IndustrialHoliday,
    Months(u32, u32),
}

impl Event {
    /// First and last day in `year`; what reaches over New Year belongs to the year where it begins.
    fn span(self, year: i32, breaks: SchoolBreaks) -> Option<Span> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let easter = date_of(Holiday::EasterSunday, year);
        let days = |from: NaiveDate, length: u64| {
            Some(Span { from, to: from.checked_add_days(Days::new(length - 1))? })
        };
        match self {
            Self::Day(holiday) => days(date_of(holiday, year), 1),
            Self::Christmas => days(day(12, 24)?, 3),
            Self::Easter => days(date_of(Holiday::GoodFriday, year), 4),
            Self::HolyWeek => days(easter.checked_sub_days(Days::new(6))?, 6),
            Self::NewYear => days(day(12, 31)?, 2),
            Self::Midsummer => days(date_of(Holiday::MidsummersEve, year), 3),
            Self::Whitsun => days(date_of(Holiday::WhitsunEve, year), 2),
            Self::Mellandagarna => days(day(12, 27)?, 4),
            Self::Annandag => days(date_of(Holiday::EasterMonday, year), 1),
            Self::Fixed { day: of_month, month } => days(day(month, of_month)?, 1),
            Self::Advent(nth) => days(
                last_until(Weekday::Sun, day(12, 24)?)?
                    .checked_sub_days(Days::new(7 * (4 - nth)))?,
                1,
            ),
            Self::ShroveTuesday => days(easter.checked_sub_days(Days::new(47))?, 1),
            Self::MothersDay => days(last_until(Weekday::Sun, day(5, 31)?)?, 1),
            Self::FathersDay => days(first_from(Weekday::Sun, day(11, 8)?)?, 1),
            Self::WinterBreak => week_span(year, breaks.winter?),
            Self::AutumnBreak => week_span(year, breaks.autumn?),
            Self::EasterBreak => days(easter.checked_sub_days(Days::new(6))?, 12),
            Self::ChristmasBreak => Some(Span {
                from: day(12, 21)?,
                to: NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 8)?,
            }),
            Self::SummerBreak => Some(Span { from: day(6, 15)?, to: day(8, 17)? }),
            Self::IndustrialHoliday => {
                Some(Span { from: week_span(year, 28)?.from, to: week_span(year, 31)?.to })
            }
            Self::Months(first, last) if first <= last => {
                Some(Span { from: day(first, 1)?, to: month_span(year, last)?.to })
            }
            Self::Months(first, last) => {
                Some(Span { from: day(first, 1)?, to: month_span(year.checked_add(1)?, last)?.to })
            }
        }
    }

    /// All that this name stands for in `year`, in order.
    fn spans(self, year: i32, breaks: SchoolBreaks) -> impl DoubleEndedIterator<Item = Span> {
        let christmas = if self == Self::Annandag {
            Self::Day(Holiday::BoxingDay).span(year, breaks)
        } else {
            None
        };
        self.span(year, breaks).into_iter().chain(christmas)
    }

    /// The one that is not over before `from`, or in a message of the past the last that began before it.
    pub fn nearest(self, from: NaiveDate, past: bool, breaks: SchoolBreaks) -> Option<Span> {
        let year = from.year();
        if past {
            let mut years = (year.saturating_sub(8)..=year)
                .rev()
                .flat_map(|year| self.spans(year, breaks).rev());
            return years.find(|span| span.from < from);
        }
        (year.saturating_sub(1)..=year.saturating_add(8))
            .flat_map(|year| self.spans(year, breaks))
            .find(|span| span.to >= from)
    }

    pub fn in_year(self, year: i32, breaks: SchoolBreaks) -> Option<Span> {
        self.spans(year, breaks).last()
    }

    pub fn certainty(self) -> Certainty {
        match self {
            Self::EasterBreak
            | Self::ChristmasBreak
            | Self::SummerBreak
            | Self::IndustrialHoliday
            | Self::Months(..)
            | Self::WinterBreak
            | Self::AutumnBreak => Certainty::Vague,
            _ => Certainty::Exact,
        }
    }
}

/// Names as written, several to a row parted by `|`.
pub(super) static NAMES: Table<Event> = Table::new(&[
    (Event::Day(Holiday::NewYearsDay), "nyårsdagen|nyårsdan|new years day"),
    (Event::Day(Holiday::NewYearsEve), "nyårsafton|nyårsaftonen|nyårsafto|new years eve"),
    (
        Event::Day(Holiday::TwelfthNight),
        "trettondagsafton|trettondagsaftonen|trettondagsafton jul|trettondedagsafton|trettondagafton|twelfth night|epiphany eve",
    ),
    (
        Event::Day(Holiday::Epiphany),
        "trettondagen|trettondan|trettonda|trettondag jul|trettondagen jul|trettondag|trettondedag jul|trettondedagen|trettondedagen jul|trettonhelgen|\
         trettondagshelgen|epiphany",
    ),
    (Event::Day(Holiday::MaundyThursday), "skärtorsdag|skärtorsdagen|skärtorsdan|maundy thursday"),
    (Event::Day(Holiday::GoodFriday), "långfredag|långfredagen|långfredan|långfreda|good friday"),
    (
        Event::Day(Holiday::HolySaturday),
        "påskafton|påskaftonen|easter saturday|easter eve|holy saturday",
    ),
    (
        Event::Day(Holiday::EasterSunday),
        "påskdagen|påskdan|påskdag|påsksöndag|påsksöndagen|easter sunday|easter day",
    ),
    (
        Event::Day(Holiday::EasterMonday),
        "annandag påsk|annandagen påsk|annandan påsk|annan dag påsk|easter monday",
    ),
    (
        Event::Day(Holiday::WalpurgisNight),
        "valborg|valborgsmässoafton|valborgsmässoaftonen|valborgsmässan|valborgsafton|sista april|siste april|walpurgis|walpurgis night|walpurgis eve",
    ),
    (Event::Day(Holiday::MayDay), "första maj|1 : a maj|förste maj|may day|first of may"),
    (
        Event::Day(Holiday::AscensionDay),
        "kristi himmelsfärd|kristi himmelsfärdsdag|kristi himmelsfärdsdagen|kristi himmelfärd|kristi himmelfärds dag|kristi himmelfärdsdag|kristi himmelfärdsdagen|\
         kristihimmelfärd|kristihimmelsfärd|kristihimmelsfärdsdag|kristi himmelsfärds dag|kristi himmels färds dag|himmelsfärdsdagen|himmelsfärdsdag|\
         kristi flygare|kristiflygare|kristi flygaredag|krist flygare|kr himmelsfärd|kr himmelsfärdsdag|ascension|ascension day|ascension thursday",
    ),
    (Event::Day(Holiday::WhitsunEve), "pingstafton|pingstaftonen|whitsun eve"),
    (
        Event::Day(Holiday::WhitSunday),
        "pingst|pingstdagen|pingstdan|pingstsöndagen|whit sunday|pentecost",
    ),
    (
        Event::Day(Holiday::WhitMonday),
        "annandag pingst|annandagen pingst|annandan pingst|whit monday",
    ),
    (
        Event::Day(Holiday::NationalDay),
        "nationaldagen|nationaldan|nationaldag|svenska flaggans dag|national day|swedish national day",
    ),
    (
        Event::Day(Holiday::MidsummersEve),
        "midsommarafton|midsommaraftonen|midsommarafto|midsomarafton|midsummers eve|midsummer eve",
    ),
    (
        Event::Day(Holiday::MidsummersDay),
        "midsommardagen|midsommardan|midsommardag|midsummers day|midsummer day",
    ),
    (
        Event::Day(Holiday::AllSaintsEve),
        "allhelgonaafton|allhelgonaaftonen|alla helgons afton|all saints eve",
    ),
    (
        Event::Day(Holiday::AllSaintsDay),
        "allhelgona|allhelgonadan|allhelgonadagen|alla helgons dag|alla helgons|allahelgons dag|allahelgonsdag|allhelgonahelgen|alla helgona|all saints|all saints day",
    ),
    (
        Event::Day(Holiday::ChristmasEve),
        "julafton|julaftonen|julafto|jula|dopparedan|dopparedagen|dopparda|dopparedan|dopparedag|christmas eve|xmas eve",
    ),
    (Event::Day(Holiday::ChristmasDay), "juldagen|juldan|juldag|christmas day|xmas day"),
    (
        Event::Day(Holiday::BoxingDay),
        "annandag jul|annandagen jul|annandan jul|annan dag jul|annandagjul|boxing day",
    ),
    (Event::Annandag, "annandan|annandag|annandagen"),
    (
        Event::Fixed { day: 23, month: 12 },
        "dan före dan|dagen före dan|dagen före dagen|dan innan dan|lillejulafton|lilla julafton|lillejulaftonen|lille julafton",
    ),
    (
        Event::Mellandagarna,
        "mellandagarna|mellandagar|mellandarna|mellan jul och nyår|mellan jul å nyår|mellan jul & nyår|mellan jul och nyårsafton|mellan jul o nyår|between christmas and new year",
    ),
    (Event::Christmas, "julhelgen|julhelg|juldagarna|julen|julens|julhelgens|christmas|xmas"),
    (
        Event::NewYear,
        "nyår|nyåret|nyårs|nyårets|nyårshelgen|nyårshelgens|nyårshelg|new year|new years",
    ),
    (
        Event::Easter,
        "påsken|påskens|påskhelgens|påskhelgen|påskhelg|påskdagarna|easter|easter weekend",
    ),
    (Event::Whitsun, "pingsten|pingstens|pingsthelgen|pingsthelg|whitsun"),
    (
        Event::Midsummer,
        "midsommar|midsommars|midsommarn|midsommaren|midsommarens|midsommarhelgens|midsommarhelgen|midsommarhelg|midsomar|midsummer|midsummer weekend",
    ),
    (
        Event::Fixed { day: 13, month: 1 },
        "tjugondag knut|tjugondag knuts|tjugondagen|tjugondan|tjugondag|knutdagen|knutsdagen",
    ),
    (Event::Fixed { day: 13, month: 12 }, "lucia|luciadagen|luciadan"),
    (
        Event::Fixed { day: 14, month: 2 },
        "alla hjärtans dag|allahjärtansdag|allahjärtans dag|alla hjärtans|valentines day|valentines",
    ),
    (Event::Fixed { day: 31, month: 10 }, "halloween"),
    (Event::Advent(1), "första advent|1 : a advent|first advent"),
    (Event::Advent(2), "andra advent|2 : a advent|second advent"),
    (Event::Advent(3), "tredje advent|3 : e advent|third advent"),
    (Event::Advent(4), "fjärde advent|4 : e advent|fourth advent"),
    (Event::ShroveTuesday, "fettisdagen|fettisdag|fettisdan|shrove tuesday"),
    (Event::MothersDay, "mors dag|morsdag"),
    (Event::FathersDay, "fars dag|farsdag"),
    (Event::WinterBreak, "sportlovet|sportlov|sportlovsveckan|vinterlovet|winter break"),
    (Event::AutumnBreak, "höstlovet|höstlov|höstlovsveckan|läslovet|autumn break"),
    (Event::EasterBreak, "påsklovet|påsklov|easter break|easter holidays"),
    (Event::HolyWeek, "påskveckan|stilla veckan|dymmelveckan|holy week"),
    (Event::ChristmasBreak, "jullovet|jullov|christmas break|christmas holidays"),
    (Event::SummerBreak, "sommarlovet|sommarlov|summer break|summer holidays"),
    (Event::Months(6, 8), "semestern"),
    (Event::IndustrialHoliday, "industrisemestern|industrisemester"),
]);

/// Names that are something else unless a word of time stands before them ("skjul", "vår kommun").
static AFTER_PREPOSITION: Table<Event> = Table::new(&[
    (Event::Christmas, "jul|jula"),
    (Event::Easter, "påsk"),
    (Event::Months(6, 8), "sommar|sommarn|sommaren|summer|the summer"),
    (Event::Months(9, 11), "höst|hösten|autumn|the autumn"),
    (Event::Months(12, 2), "vinter|vintern|winter|the winter"),
    (Event::Months(3, 5), "vår|våren|spring|the spring"),
]);

static PREPOSITIONS: Phrases = Phrases::new(
    "i|på|till|över|under|efter|före|innan|kring|runt|mot|hela|denna|här|kommande|in|this|during|over|before|after",
);

/// What is wished, not asked about ("god jul", "glad påsk", "gott nytt år").
static WISHES: Phrases = Phrases::new("god|gott|glad|trevlig|skön|fin|happy|merry|bra");

/// Names that had their last one or their own past form ("i julas|förra julen|förra jul").
static PAST: Table<Event> = Table::new(&[
    (Event::Christmas, "i julas|förra julen|förra jul"),
    (Event::Easter, "i påskas|förra påsken|förra påsk"),
    (Event::Months(6, 8), "i somras|förra sommaren|förra sommarn|last summer"),
    (Event::Months(9, 11), "i höstas|förra hösten"),
    (Event::Months(12, 2), "i vintras|förra vintern|last winter"),
    (Event::Months(3, 5), "i våras|förra våren"),
]);

/// The longest name that begins at `i`, and what stands for it.
pub(super) fn event(scanner: &Scanner, i: usize) -> Option<(Event, usize)> {
    let follows = |words: &Phrases| {
        i.checked_sub(1).is_some_and(|before| scanner.any(before, words).is_some())
    };
    let named = NAMES.longest_roughly(scanner.tokens, i);
    let has_year = |end: usize| {
        scanner
            .number(end)
            .is_some_and(|(year, digits)| digits == 4 && (1900..2100).contains(&year))
    };
    let bare = scanner.look_up(i, &AFTER_PREPOSITION);
    let bare = bare
        .filter(|&(_, end)| has_year(end) || follows(&PREPOSITIONS) && scanner.ends_number(end));
    named.into_iter().chain(bare).max_by_key(|&(_, end)| end).filter(|_| !follows(&WISHES))
}

/// The last season that was ("i somras|förra sommaren|förra sommarn|last summer").
pub(super) fn past_event(scanner: &Scanner, i: usize) -> Option<(Event, usize)> {
    scanner.look_up(i, &PAST)
}

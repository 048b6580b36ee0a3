//! Days and seasons that have a name, and when they fall.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::{Span, first_from, last_until, month_span, week_span};
use super::lexicon::is_slip_of;
use super::scanner::Scanner;
use super::token::{Token, without_dots};
use crate::hours::holidays::date_of;
use crate::model::time::{Certainty, Holiday};

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
    /// The centre of the school's winter break in the Gothenburg region: week 7; autumn: week 44.
    BreakOfWeek(u32),
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
    fn span(self, year: i32) -> Option<Span> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let easter = date_of(Holiday::EasterSunday, year);
        let days = |from: NaiveDate, length: u64| Some(Span { from, to: from.checked_add_days(Days::new(length - 1))? });
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
            Self::Advent(nth) => days(last_until(Weekday::Sun, day(12, 24)?)?.checked_sub_days(Days::new(7 * (4 - nth)))?, 1),
            Self::ShroveTuesday => days(easter.checked_sub_days(Days::new(47))?, 1),
            Self::MothersDay => days(last_until(Weekday::Sun, day(5, 31)?)?, 1),
            Self::FathersDay => days(first_from(Weekday::Sun, day(11, 8)?)?, 1),
            Self::BreakOfWeek(week) => week_span(year, week),
            Self::EasterBreak => days(easter.checked_sub_days(Days::new(6))?, 12),
            Self::ChristmasBreak => Some(Span { from: day(12, 21)?, to: NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 8)? }),
            Self::SummerBreak => Some(Span { from: day(6, 15)?, to: day(8, 17)? }),
            Self::IndustrialHoliday => Some(Span { from: week_span(year, 28)?.from, to: week_span(year, 31)?.to }),
            Self::Months(first, last) if first <= last => Some(Span { from: day(first, 1)?, to: month_span(year, last)?.to }),
            Self::Months(first, last) => Some(Span { from: day(first, 1)?, to: month_span(year.checked_add(1)?, last)?.to }),
        }
    }

    /// All that this name stands for in `year`.
    fn spans(self, year: i32) -> Vec<Span> {
        let christmas = Self::Day(Holiday::BoxingDay).span(year).filter(|_| self == Self::Annandag);
        self.span(year).into_iter().chain(christmas).collect()
    }

    /// The one that is not over before `from`, or in a message of the past the last that began before it.
    pub fn nearest(self, from: NaiveDate, past: bool) -> Option<Span> {
        let mut spans: Vec<_> = (from.year().saturating_sub(2)..=from.year().saturating_add(8)).flat_map(|year| self.spans(year)).collect();
        spans.sort_by_key(|span| span.from);
        if past { spans.into_iter().rev().find(|span| span.from < from) } else { spans.into_iter().find(|span| span.to >= from) }
    }

    pub fn in_year(self, year: i32) -> Option<Span> {
        self.spans(year).into_iter().last()
    }

    pub fn certainty(self) -> Certainty {
        match self {
            Self::EasterBreak
            | Self::ChristmasBreak
            | Self::SummerBreak
            | Self::IndustrialHoliday
            | Self::Months(..)
            | Self::BreakOfWeek(_) => Certainty::Vague,
            _ => Certainty::Exact,
        }
    }
}

/// Names as written, several to a row parted by `|`.
const NAMES: &[(&str, Event)] = &[
    ("nyårsdagen|nyårsdan|new years day", Event::Day(Holiday::NewYearsDay)),
    ("nyårsafton|nyårsaftonen|nyårsafto|new years eve", Event::Day(Holiday::NewYearsEve)),
    (
        "trettondagsafton|trettondagsaftonen|trettondagsafton jul|trettondedagsafton|trettondagafton|twelfth night|epiphany eve",
        Event::Day(Holiday::TwelfthNight),
    ),
    (
        "trettondagen|trettondan|trettonda|trettondag jul|trettondagen jul|trettondag|trettondedag jul|trettondedagen|trettondedagen jul|trettonhelgen|\
         trettondagshelgen|epiphany",
        Event::Day(Holiday::Epiphany),
    ),
    ("skärtorsdag|skärtorsdagen|skärtorsdan|maundy thursday", Event::Day(Holiday::MaundyThursday)),
    ("långfredag|långfredagen|långfredan|långfreda|good friday", Event::Day(Holiday::GoodFriday)),
    ("påskafton|påskaftonen|easter saturday|easter eve|holy saturday", Event::Day(Holiday::HolySaturday)),
    ("påskdagen|påskdan|påskdag|påsksöndag|påsksöndagen|easter sunday|easter day", Event::Day(Holiday::EasterSunday)),
    ("annandag påsk|annandagen påsk|annandan påsk|annan dag påsk|easter monday", Event::Day(Holiday::EasterMonday)),
    (
        "valborg|valborgsmässoafton|valborgsmässoaftonen|valborgsmässan|valborgsafton|sista april|siste april|walpurgis|walpurgis night|walpurgis eve",
        Event::Day(Holiday::WalpurgisNight),
    ),
    ("första maj|1 : a maj|förste maj|may day|first of may", Event::Day(Holiday::MayDay)),
    (
        "kristi himmelsfärd|kristi himmelsfärdsdag|kristi himmelsfärdsdagen|kristi himmelfärd|kristi himmelfärds dag|kristi himmelfärdsdag|kristi himmelfärdsdagen|\
         kristihimmelfärd|kristihimmelsfärd|kristihimmelsfärdsdag|kristi himmelsfärds dag|kristi himmels färds dag|himmelsfärdsdagen|himmelsfärdsdag|\
         kristi flygare|kristiflygare|kristi flygaredag|krist flygare|kr himmelsfärd|kr himmelsfärdsdag|ascension|ascension day|ascension thursday",
        Event::Day(Holiday::AscensionDay),
    ),
    ("pingstafton|pingstaftonen|whitsun eve", Event::Day(Holiday::WhitsunEve)),
    ("pingst|pingstdagen|pingstdan|pingstsöndagen|whit sunday|pentecost", Event::Day(Holiday::WhitSunday)),
    ("annandag pingst|annandagen pingst|annandan pingst|whit monday", Event::Day(Holiday::WhitMonday)),
    ("nationaldagen|nationaldan|nationaldag|svenska flaggans dag|national day|swedish national day", Event::Day(Holiday::NationalDay)),
    ("midsommarafton|midsommaraftonen|midsommarafto|midsomarafton|midsummers eve|midsummer eve", Event::Day(Holiday::MidsummersEve)),
    ("midsommardagen|midsommardan|midsommardag|midsummers day|midsummer day", Event::Day(Holiday::MidsummersDay)),
    ("allhelgonaafton|allhelgonaaftonen|alla helgons afton|all saints eve", Event::Day(Holiday::AllSaintsEve)),
    (
        "allhelgona|allhelgonadan|allhelgonadagen|alla helgons dag|alla helgons|allahelgons dag|allahelgonsdag|allhelgonahelgen|alla helgona|all saints|all saints day",
        Event::Day(Holiday::AllSaintsDay),
    ),
    (
        "julafton|julaftonen|julafto|jula|dopparedan|dopparedagen|dopparda|dopparedan|dopparedag|christmas eve|xmas eve",
        Event::Day(Holiday::ChristmasEve),
    ),
    ("juldagen|juldan|juldag|christmas day|xmas day", Event::Day(Holiday::ChristmasDay)),
    ("annandag jul|annandagen jul|annandan jul|annan dag jul|annandagjul|boxing day", Event::Day(Holiday::BoxingDay)),
    ("annandan|annandag|annandagen", Event::Annandag),
    (
        "dan före dan|dagen före dan|dagen före dagen|dan innan dan|lillejulafton|lilla julafton|lillejulaftonen|lille julafton",
        Event::Fixed { day: 23, month: 12 },
    ),
    (
        "mellandagarna|mellandagar|mellandarna|mellan jul och nyår|mellan jul å nyår|mellan jul & nyår|mellan jul och nyårsafton|mellan jul o nyår|between christmas and new year",
        Event::Mellandagarna,
    ),
    ("julhelgen|julhelg|juldagarna|christmas|xmas", Event::Christmas),
    ("nyår|nyåret|nyårshelgen|nyårshelg|new year|new years", Event::NewYear),
    ("påsken|påskhelgen|påskhelg|påskdagarna|easter|easter weekend", Event::Easter),
    ("pingsten|pingsthelgen|pingsthelg|whitsun", Event::Whitsun),
    ("midsommar|midsommarn|midsommaren|midsommarhelgen|midsommarhelg|midsomar|midsummer|midsummer weekend", Event::Midsummer),
    ("tjugondag knut|tjugondag knuts|tjugondagen|tjugondan|tjugondag|knutdagen|knutsdagen", Event::Fixed { day: 13, month: 1 }),
    ("lucia|luciadagen|luciadan", Event::Fixed { day: 13, month: 12 }),
    ("alla hjärtans dag|allahjärtansdag|allahjärtans dag|alla hjärtans|valentines day|valentines", Event::Fixed { day: 14, month: 2 }),
    ("halloween", Event::Fixed { day: 31, month: 10 }),
    ("första advent|1 : a advent|first advent", Event::Advent(1)),
    ("andra advent|2 : a advent|second advent", Event::Advent(2)),
    ("tredje advent|3 : e advent|third advent", Event::Advent(3)),
    ("fjärde advent|4 : e advent|fourth advent", Event::Advent(4)),
    ("fettisdagen|fettisdag|fettisdan|shrove tuesday", Event::ShroveTuesday),
    ("mors dag|morsdag", Event::MothersDay),
    ("fars dag|farsdag", Event::FathersDay),
    ("sportlovet|sportlov|sportlovsveckan|vinterlovet|winter break", Event::BreakOfWeek(7)),
    ("höstlovet|höstlov|höstlovsveckan|läslovet|autumn break", Event::BreakOfWeek(44)),
    ("påsklovet|påsklov|easter break|easter holidays", Event::EasterBreak),
    ("påskveckan|stilla veckan|dymmelveckan|holy week", Event::HolyWeek),
    ("jullovet|jullov|christmas break|christmas holidays", Event::ChristmasBreak),
    ("sommarlovet|sommarlov|summer break|summer holidays", Event::SummerBreak),
    ("semestern", Event::Months(6, 8)),
    ("industrisemestern|industrisemester", Event::IndustrialHoliday),
];

/// Names that are something else unless a word of time stands before them ("skjul", "vår kommun").
const AFTER_PREPOSITION: &[(&str, Event)] = &[
    ("jul|jula|julen", Event::Christmas),
    ("påsk", Event::Easter),
    ("sommar|sommarn|sommaren|summer|the summer", Event::Months(6, 8)),
    ("höst|hösten|autumn|the autumn", Event::Months(9, 11)),
    ("vinter|vintern|winter|the winter", Event::Months(12, 2)),
    ("vår|våren|spring|the spring", Event::Months(3, 5)),
];

const PREPOSITIONS: &[&str] = &[
    "i", "på", "till", "över", "under", "efter", "före", "innan", "kring", "runt", "mot", "hela", "in", "this", "during", "over", "before",
    "after",
];

/// What is wished, not asked about ("god jul", "glad påsk", "gott nytt år").
const WISHES: &[&str] = &["god", "gott", "glad", "trevlig", "skön", "fin", "happy", "merry", "bra"];

/// Names that had their last one or their own past form ("i julas").
const PAST: &[(&str, Event)] = &[
    ("i julas", Event::Christmas),
    ("i påskas", Event::Easter),
    ("i somras", Event::Months(6, 8)),
    ("i höstas", Event::Months(9, 11)),
    ("i vintras", Event::Months(12, 2)),
    ("i våras", Event::Months(3, 5)),
];

/// The longest name that begins at `i`, and what stands for it.
pub(super) fn event(scanner: &Scanner, i: usize) -> Option<(Event, usize)> {
    let before = i.checked_sub(1).and_then(|before| scanner.token(before));
    if before.is_some_and(|token| WISHES.iter().any(|wish| token.is(wish))) {
        return None;
    }
    let named = longest(scanner, i, NAMES, true);
    let prepared = before.is_some_and(|token| PREPOSITIONS.iter().any(|word| token.is(word)));
    let bare = longest(scanner, i, AFTER_PREPOSITION, false).filter(|&(_, end)| prepared && scanner.ends_number(end));
    named.into_iter().chain(bare).max_by_key(|&(_, end)| end)
}

/// The last season that was ("i somras").
pub(super) fn past_event(scanner: &Scanner, i: usize) -> Option<(Event, usize)> {
    longest(scanner, i, PAST, false)
}

fn longest(scanner: &Scanner, i: usize, table: &[(&str, Event)], roughly: bool) -> Option<(Event, usize)> {
    table
        .iter()
        .flat_map(|&(names, event)| names.split('|').map(move |name| (name, event)))
        .filter_map(|(name, event)| Some((event, stands(scanner, i, name, roughly)?)))
        .max_by_key(|&(_, end)| end)
}

fn stands(scanner: &Scanner, i: usize, name: &str, roughly: bool) -> Option<usize> {
    if let Some(end) = scanner.phrase(i, name) {
        return Some(end);
    }
    if !roughly || !scanner.token(i)?.may_be(name) {
        return None;
    }
    let mut next = i;
    for word in name.split(' ') {
        let token = scanner.token(next)?;
        if !token.is(word) && !is_misspelt(token, word) {
            return None;
        }
        next += 1;
    }
    Some(next)
}

/// Short names and names with everyday neighbours ("påsken" and "masken") must be spelt right.
fn is_misspelt(token: &Token, name: &str) -> bool {
    name.chars().count() >= 7 && token.text.len() >= 6 && is_slip_of(token, &without_dots(name))
}

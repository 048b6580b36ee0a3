//! The named days of the Swedish calendar, for any year of the Gregorian calendar.
//!
//! Which days are public holidays: lag (1989:253) om allmänna helgdagar, as it stands since 2005, when 6 June became one and Whit Monday ceased
//! to be. The centre is closed on Midsummer's Eve, Christmas Eve and New Year's Eve too.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::model::time::Holiday;

/// The first and last year whose Easter the Gregorian rule gives; years outside are taken as the nearest of these.
const YEARS: (i32, i32) = (1583, 9999);

/// Red days first, so that a day with two names (6 June may be Whitsun Eve) gets the red one.
const ALL: [Holiday; 23] = [
    Holiday::NewYearsDay,
    Holiday::Epiphany,
    Holiday::GoodFriday,
    Holiday::EasterSunday,
    Holiday::EasterMonday,
    Holiday::MayDay,
    Holiday::AscensionDay,
    Holiday::WhitSunday,
    Holiday::NationalDay,
    Holiday::MidsummersDay,
    Holiday::AllSaintsDay,
    Holiday::ChristmasDay,
    Holiday::BoxingDay,
    Holiday::MidsummersEve,
    Holiday::ChristmasEve,
    Holiday::NewYearsEve,
    Holiday::TwelfthNight,
    Holiday::MaundyThursday,
    Holiday::HolySaturday,
    Holiday::WalpurgisNight,
    Holiday::WhitsunEve,
    Holiday::WhitMonday,
    Holiday::AllSaintsEve,
];

/// The name of `date`, if it has one; of two names the red day's.
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    let easter = easter(date.year().clamp(YEARS.0, YEARS.1));
    ALL.into_iter().find(|&holiday| date_beside(holiday, easter) == date)
}

/// The date of `holiday` in `year`. Years outside 1583–9999, where the Gregorian Easter is not defined, are taken as the nearest of these.
pub fn date_of(holiday: Holiday, year: i32) -> NaiveDate {
    let year = year.clamp(YEARS.0, YEARS.1);
    date_beside(holiday, easter(year))
}

/// The date of `holiday` in the year of that Easter Sunday.
fn date_beside(holiday: Holiday, easter: NaiveDate) -> NaiveDate {
    let year = easter.year();
    match holiday {
        Holiday::NewYearsDay => day(year, 1, 1),
        Holiday::TwelfthNight => day(year, 1, 5),
        Holiday::Epiphany => day(year, 1, 6),
        Holiday::MaundyThursday => easter - Days::new(3),
        Holiday::GoodFriday => easter - Days::new(2),
        Holiday::HolySaturday => easter - Days::new(1),
        Holiday::EasterSunday => easter,
        Holiday::EasterMonday => easter + Days::new(1),
        Holiday::WalpurgisNight => day(year, 4, 30),
        Holiday::MayDay => day(year, 5, 1),
        Holiday::AscensionDay => easter + Days::new(39),
        Holiday::WhitsunEve => easter + Days::new(48),
        Holiday::WhitSunday => easter + Days::new(49),
        Holiday::WhitMonday => easter + Days::new(50),
        Holiday::NationalDay => day(year, 6, 6),
        Holiday::MidsummersEve => first_from(Weekday::Fri, day(year, 6, 19)),
        Holiday::MidsummersDay => first_from(Weekday::Sat, day(year, 6, 20)),
        Holiday::AllSaintsEve => first_from(Weekday::Fri, day(year, 10, 30)),
        Holiday::AllSaintsDay => first_from(Weekday::Sat, day(year, 10, 31)),
        Holiday::ChristmasEve => day(year, 12, 24),
        Holiday::ChristmasDay => day(year, 12, 25),
        Holiday::BoxingDay => day(year, 12, 26),
        Holiday::NewYearsEve => day(year, 12, 31),
    }
}

/// Whether the centre is closed because of the day's name: the public holidays and the three eves that municipalities treat as such.
///
/// Easter Eve and Whitsun Eve are Saturdays and need no rule. All Saints' Eve and Whit Monday are ordinary weekdays.
pub fn is_public_holiday(holiday: Holiday) -> bool {
    use Holiday::*;
    match holiday {
        NewYearsDay | Epiphany | GoodFriday | EasterSunday | EasterMonday | MayDay
        | AscensionDay | WhitSunday | NationalDay | MidsummersEve | MidsummersDay
        | AllSaintsDay | ChristmasEve | ChristmasDay | BoxingDay | NewYearsEve => true,
        TwelfthNight | MaundyThursday | HolySaturday | WalpurgisNight | WhitsunEve | WhitMonday
        | AllSaintsEve => false,
    }
}

/// Whether many municipalities shorten this ordinary weekday, so that a reply should say that the hours may deviate.
pub fn may_be_shortened(holiday: Holiday) -> bool {
    matches!(
        holiday,
        Holiday::TwelfthNight
            | Holiday::MaundyThursday
            | Holiday::WalpurgisNight
            | Holiday::AllSaintsEve
    )
}

/// The closed days of one year that are not merely a weekend, in order.
pub fn public_holidays(year: i32) -> impl Iterator<Item = NaiveDate> {
    let dates = ALL
        .into_iter()
        .filter(|&holiday| is_public_holiday(holiday))
        .map(|holiday| date_of(holiday, year));
    let mut dates: Vec<NaiveDate> = dates.filter(|date| date.year() == year).collect();
    dates.sort_unstable();
    dates.dedup();
    dates.into_iter()
}

/// Saturday, Sunday or a day of [`is_public_holiday`].
pub fn is_free(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
        || holiday(date).is_some_and(is_public_holiday)
}

/// Whether `date` is a klämdag: a single working day with a free day on either side. Open by the rule, though many take it off.
pub fn is_bridge_day(date: NaiveDate) -> bool {
    let free = |day: Option<NaiveDate>| day.is_some_and(is_free);
    !is_free(date) && free(date.pred_opt()) && free(date.succ_opt())
}

/// The klämdagar of one year, in order. Each is the day before or after a public holiday.
pub fn bridge_days(year: i32) -> impl Iterator<Item = NaiveDate> {
    let next_new_year = NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1);
    let beside = public_holidays(year)
        .chain(next_new_year)
        .flat_map(|date| [date.pred_opt(), date.succ_opt()]);
    let mut days: Vec<NaiveDate> =
        beside.flatten().filter(|&day| day.year() == year && is_bridge_day(day)).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter()
}

/// The first klämdag on or after `date`. Every year has one, so this looks at two years and no further.
pub fn next_bridge_day(date: NaiveDate) -> Option<NaiveDate> {
    (date.year()..=date.year().saturating_add(1)).flat_map(bridge_days).find(|day| *day >= date)
}

/// Easter Sunday by the anonymous Gregorian algorithm: Meeus, *Astronomical Algorithms*, 2nd ed., chapter 8, "Date of Easter".
///
/// The `computus` crate holds the same dozen lines behind a fallible function and one more dependency.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days_after_1_march = h + l - 7 * m - 10 + 31;
    day(year, 3, 1) + Days::new(days_after_1_march.unsigned_abs().into())
}

/// A date that exists in every year; only this module's own constants and the clamped year reach it.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The first `weekday` on or after `date`.
fn first_from(weekday: Weekday, date: NaiveDate) -> NaiveDate {
    date + Days::new(weekday.days_since(date.weekday()).into())
}

#[cfg(test)]
mod tests {
    use opening_hours::localization::Country;
    use opening_hours::{Context, OpeningHours};

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn named_days_fall_where_the_almanac_has_them() {
        let check = |holiday, year, expected| {
            assert_eq!(date_of(holiday, year), date(expected), "{holiday:?} {year}")
        };
        // Easter's earliest, latest and some in between.
        check(Holiday::EasterSunday, 1818, "1818-03-22");
        check(Holiday::EasterSunday, 2038, "2038-04-25");
        check(Holiday::EasterSunday, 2026, "2026-04-05");
        check(Holiday::EasterSunday, 2027, "2027-03-28");
        check(Holiday::GoodFriday, 2027, "2027-03-26");
        check(Holiday::AscensionDay, 2026, "2026-05-14");
        check(Holiday::WhitMonday, 2026, "2026-05-25");
        check(Holiday::MidsummersEve, 2026, "2026-06-19");
        check(Holiday::MidsummersEve, 2027, "2027-06-25");
        check(Holiday::AllSaintsDay, 2026, "2026-10-31");
        check(Holiday::AllSaintsDay, 2027, "2027-11-06");
        check(Holiday::AllSaintsEve, 2027, "2027-11-05");
    }

    #[test]
    fn a_day_with_two_names_gets_the_red_one() {
        // In 2033 the National Day is Whit Monday too; in 2008 May Day was Ascension Day.
        assert_eq!(holiday(date("2033-06-06")), Some(Holiday::NationalDay));
        assert_eq!(holiday(date("2008-05-01")), Some(Holiday::MayDay));
        assert_eq!(holiday(date("2026-05-13")), None);
    }

    #[test]
    fn every_holiday_is_listed_once_and_every_listed_one_is_found_in_its_year() {
        let listed: std::collections::BTreeSet<_> = ALL.into_iter().collect();
        assert_eq!(listed.len(), ALL.len());
        for one in ALL {
            assert!(
                holiday(date_of(one, 2026))
                    .is_some_and(|found| found == one || is_public_holiday(found)),
                "{one:?}"
            );
        }
    }

    #[test]
    fn closed_days_are_those_of_the_opening_hours_crate_while_its_table_lasts() {
        let rule = "PH"
            .parse::<OpeningHours>()
            .unwrap()
            .with_context(Context::default().with_holidays(Country::SE.holidays()));
        let last = date("2076-12-31");
        for day in date("2005-01-01").iter_days().take_while(|&day| day <= last) {
            let theirs = rule.is_open(day.and_hms_opt(12, 0, 0).unwrap());
            assert_eq!(holiday(day).is_some_and(is_public_holiday), theirs, "{day}");
        }
    }

    #[test]
    fn a_bridge_day_has_a_free_day_on_either_side() {
        let check = |day, expected| assert_eq!(is_bridge_day(date(day)), expected, "{day}");
        check("2026-05-15", true); // the Friday after Ascension Day
        check("2026-01-05", true); // a Monday before Epiphany
        check("2026-05-13", false);
        check("2026-05-14", false);
        check("2026-05-25", false); // Whit Monday: the day after is no holiday
        assert_eq!(next_bridge_day(date("2026-05-04")), Some(date("2026-05-15")));
    }

    #[test]
    fn no_year_panics() {
        for year in [i32::MIN, -1, 0, 1582, 10_000, i32::MAX] {
            for holiday in ALL {
                let _ = date_of(holiday, year);
            }
        }
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(holiday(day), None);
            assert!(!is_bridge_day(day));
        }
    }
}

//! The names of weekdays, months and holidays: messages of the wording.

use chrono::{Datelike as _, NaiveDate};

use super::{Message, Wording};
use crate::model::language::ReplyLanguage;
use crate::model::time::Holiday;

const WEEKDAYS: [Message; 7] = [
    Message::Weekday1,
    Message::Weekday2,
    Message::Weekday3,
    Message::Weekday4,
    Message::Weekday5,
    Message::Weekday6,
    Message::Weekday7,
];

const MONTHS: [Message; 12] = [
    Message::Month1,
    Message::Month2,
    Message::Month3,
    Message::Month4,
    Message::Month5,
    Message::Month6,
    Message::Month7,
    Message::Month8,
    Message::Month9,
    Message::Month10,
    Message::Month11,
    Message::Month12,
];

impl Wording {
    pub fn weekday(&self, language: ReplyLanguage, date: NaiveDate) -> String {
        self.say(language, WEEKDAYS[date.weekday().num_days_from_monday() as usize], &[])
    }

    pub fn month(&self, language: ReplyLanguage, date: NaiveDate) -> String {
        self.say(language, MONTHS[date.month0() as usize], &[])
    }

    /// The name in running text.
    pub fn holiday(&self, language: ReplyLanguage, holiday: Holiday) -> String {
        self.say(language, message(holiday), &[])
    }
}

fn message(holiday: Holiday) -> Message {
    match holiday {
        Holiday::NewYearsDay => Message::NewYearsDay,
        Holiday::TwelfthNight => Message::TwelfthNight,
        Holiday::Epiphany => Message::Epiphany,
        Holiday::MaundyThursday => Message::MaundyThursday,
        Holiday::GoodFriday => Message::GoodFriday,
        Holiday::HolySaturday => Message::HolySaturday,
        Holiday::EasterSunday => Message::EasterSunday,
        Holiday::EasterMonday => Message::EasterMonday,
        Holiday::WalpurgisNight => Message::WalpurgisNight,
        Holiday::MayDay => Message::MayDay,
        Holiday::AscensionDay => Message::AscensionDay,
        Holiday::WhitsunEve => Message::WhitsunEve,
        Holiday::WhitSunday => Message::WhitSunday,
        Holiday::WhitMonday => Message::WhitMonday,
        Holiday::NationalDay => Message::NationalDay,
        Holiday::MidsummersEve => Message::MidsummersEve,
        Holiday::MidsummersDay => Message::MidsummersDay,
        Holiday::AllSaintsEve => Message::AllSaintsEve,
        Holiday::AllSaintsDay => Message::AllSaintsDay,
        Holiday::ChristmasEve => Message::ChristmasEve,
        Holiday::ChristmasDay => Message::ChristmasDay,
        Holiday::BoxingDay => Message::BoxingDay,
        Holiday::NewYearsEve => Message::NewYearsEve,
    }
}

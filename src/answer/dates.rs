//! Days and clock times as people read them: `fredag 27 november`, `8.00–16.30`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::model::language::ReplyLanguage;
use crate::model::time::{Day, Reason};
use crate::wording::{Message, Wording};

/// Says days and times in one language, seen from one moment.
pub struct Dates<'a> {
    pub wording: &'a Wording,
    pub language: ReplyLanguage,
    pub now: NaiveDateTime,
}

impl Dates<'_> {
    /// `8.00`, as the municipality writes it, in both languages.
    pub fn clock(&self, time: NaiveTime) -> String {
        format!("{}.{:02}", time.hour(), time.minute())
    }

    /// `kl. 8.00`.
    pub fn clock_time(&self, time: NaiveTime) -> String {
        self.wording.say(self.language, Message::AtTime, &[("time", self.clock(time).into())])
    }

    /// The end of an interval; the day's last minute stands for midnight, which is no time of that day.
    fn closing(&self, time: NaiveTime) -> String {
        match (time.hour(), time.minute()) {
            (23, 59) => "24.00".to_owned(),
            _ => self.clock(time),
        }
    }

    /// `fredag 27 november`, with the year where it is another.
    pub fn date(&self, date: NaiveDate) -> String {
        let message =
            if date.year() == self.now.year() { Message::DateLong } else { Message::DateYear };
        self.wording.say(
            self.language,
            message,
            &[
                ("weekday", self.weekday(date).into()),
                ("day", date.day().to_string().into()),
                ("month", self.month(date).into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }

    /// `26 november 2018`.
    pub fn plain(&self, date: NaiveDate) -> String {
        let args = [
            ("day", date.day().to_string().into()),
            ("month", self.month(date).into()),
            ("year", date.year().to_string().into()),
        ];
        self.wording.say(self.language, Message::DatePlain, &args)
    }

    /// `i morgon` where there is such a word, else the date.
    pub fn near_date(&self, date: NaiveDate) -> String {
        let message = match (date - self.now.date()).num_days() {
            -1 => Message::Yesterday,
            0 => Message::Today,
            1 => Message::Tomorrow,
            _ => return self.date(date),
        };
        self.wording.say(self.language, message, &[])
    }

    /// `kl. 16.30` today; else with the day.
    pub fn moment(&self, at: NaiveDateTime) -> String {
        let time = self.clock(at.time());
        if at.date() == self.now.date() {
            return self.wording.say(self.language, Message::AtTime, &[("time", time.into())]);
        }
        self.wording.say(
            self.language,
            Message::DayAtTime,
            &[("day", self.near_date(at.date()).into()), ("time", time.into())],
        )
    }

    /// `i dag, måndag 23 november`: the word and the date, so that neither can be misread.
    pub fn full_date(&self, date: NaiveDate) -> String {
        let (near, full) = (self.near_date(date), self.date(date));
        if near == full { full } else { format!("{near}, {full},") }
    }

    /// `8.00–12.00, 13.00–16.30`.
    pub fn intervals(&self, day: &Day) -> String {
        let interval = |(from, to): &(NaiveTime, NaiveTime)| {
            let args = [("from", self.clock(*from).into()), ("to", self.closing(*to).into())];
            self.wording.say(self.language, Message::Interval, &args)
        };
        day.intervals.iter().map(interval).collect::<Vec<_>>().join(", ")
    }

    pub fn reason(&self, reason: &Reason) -> String {
        match (reason, self.language) {
            (Reason::Exception(text), _) => text.clone(),
            (Reason::Holiday(holiday), ReplyLanguage::Swedish) => holiday.name_sv().to_owned(),
            (Reason::Holiday(holiday), ReplyLanguage::English) => holiday.name_en().to_owned(),
        }
    }

    pub fn weekday(&self, date: NaiveDate) -> String {
        const NAMES: [Message; 7] = [
            Message::Weekday1,
            Message::Weekday2,
            Message::Weekday3,
            Message::Weekday4,
            Message::Weekday5,
            Message::Weekday6,
            Message::Weekday7,
        ];
        self.wording.say(self.language, NAMES[date.weekday().num_days_from_monday() as usize], &[])
    }

    pub fn month(&self, date: NaiveDate) -> String {
        const NAMES: [Message; 12] = [
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
        self.wording.say(self.language, NAMES[date.month0() as usize], &[])
    }
}

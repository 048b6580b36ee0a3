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
        match reason {
            Reason::Exception(text) => text.clone(),
            Reason::Holiday(holiday) => self.wording.holiday(self.language, *holiday),
        }
    }

    pub fn weekday(&self, date: NaiveDate) -> String {
        self.wording.weekday(self.language, date)
    }

    pub fn month(&self, date: NaiveDate) -> String {
        self.wording.month(self.language, date)
    }
}

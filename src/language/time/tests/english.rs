use super::{WEDNESDAY, check_all};

#[test]
fn days() {
    check_all(
        WEDNESDAY,
        &[
            ("today|Today?", "2026-05-13"),
            ("tomorrow|tomorow", "2026-05-14"),
            ("the day after tomorrow", "2026-05-15"),
            ("yesterday", "2026-05-12"),
            ("on Saturday|this Saturday|saturday|on sat", "2026-05-16"),
            ("next Friday", "2026-05-22 | 2026-05-15"),
            ("Friday next week|next week on Friday", "2026-05-22"),
            ("last Friday", "2026-05-08"),
            ("this weekend", "2026-05-16..2026-05-17"),
            ("next week", "2026-05-18..2026-05-24"),
            ("in two weeks|two weeks from now", "2026-05-27"),
            ("two weeks ago", "2026-04-29"),
            ("week 32", "2026-08-03..2026-08-09"),
            ("6 June|June 6|June 6th|the 6th of June|6th June|on the 6th of June", "2026-06-06"),
            ("Monday, August 3|Monday 3 August|Monday the 3rd of August", "2026-08-03"),
            ("January 6, 2027", "2027-01-06"),
            ("in August", "2026-08-01..2026-08-31"),
            ("from Monday to Wednesday|between Monday and Wednesday", "2026-05-18..2026-05-20"),
            ("the last Friday in November|last Friday of November", "2026-11-27"),
            ("first Monday in June", "2026-06-01"),
        ],
    );
}

#[test]
fn holidays() {
    check_all(
        WEDNESDAY,
        &[
            ("Christmas Eve|christmas eve", "2026-12-24"),
            ("over Christmas", "2026-12-24..2026-12-26"),
            ("New Year's Eve|new years eve", "2026-12-31"),
            ("Good Friday", "2027-03-26"),
            ("Easter Monday", "2027-03-29"),
            ("Midsummer's Eve", "2026-06-19"),
            ("the Monday after Midsummer", "2026-06-22"),
            ("the day before Christmas Eve", "2026-12-23"),
            ("Ascension Day", "2026-05-14"),
            ("National Day", "2026-06-06"),
        ],
    );
}

#[test]
fn clock_times() {
    check_all(
        WEDNESDAY,
        &[
            ("half past four|4:30 pm|at 16:30|4.30 p.m.", "16:30"),
            ("quarter to five|a quarter to five", "16:45"),
            ("ten past three", "15:10"),
            ("5 pm|5pm|five o'clock", "17:00"),
            ("8 am|at 8|8 in the morning", "08:00"),
            ("noon", "12:00"),
            ("in two hours", "@2026-05-13 12:00"),
            ("in half an hour", "@2026-05-13 10:30"),
            ("tomorrow at 8|8 am tomorrow|tomorrow morning at 8", "@2026-05-14 08:00"),
            ("between 8 and 9", "part 08:00-09:00"),
            ("after five", "part 17:00-"),
            ("tomorrow afternoon", "2026-05-14 12:00-18:00"),
            ("right now|at the moment|now", "now"),
            ("on Saturdays", "every [Sat]"),
            ("on weekdays", "every [Mon, Tue, Wed, Thu, Fri]"),
        ],
    );
}

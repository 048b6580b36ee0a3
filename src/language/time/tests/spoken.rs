//! Days and numbers as they are spoken, and what only looks like a date.

use super::{WEDNESDAY, check_all};

#[test]
fn days_and_numbers_as_they_are_spoken() {
    check_all(
        WEDNESDAY,
        &[
            ("fredan|fredax", "2026-05-15"),
            ("torsdax|tosda", "2026-05-14"),
            ("i mörn|imörn|imoron|imårrn", "2026-05-14"),
            ("den tolte juni", "2026-06-12"),
            ("imorgon halv tie", "@2026-05-14 09:30"),
            ("imorgon halv nie", "@2026-05-14 08:30"),
            ("2:a tisdagen i juni|2a tisdan i juni|andra tisdan i juni", "2026-06-09"),
            ("a week from friday|en vecka från fredag", "2026-05-22"),
            ("tisdagen i mellandagarna|tisdan i mellandagarna", "2026-12-29"),
            ("men mån då|fast mån går väl", "2026-05-18"),
            ("helgen som var|i helgen som va", "2026-05-09..2026-05-10"),
        ],
    );
}

#[test]
fn what_is_written_as_a_date_and_is_none() {
    check_all(
        WEDNESDAY,
        &[
            ("den 45:e|den 32:a|32 december|0 maj", "unresolved"),
            ("2027-13-01|2027-01-45", "unresolved"),
            ("någon annan dag|den där dagen|another day", "unresolved"),
        ],
    );
}

//! The language table (`time_expressions.tsv`), row by row, at its own moment.

use super::{WEDNESDAY, check_all};

#[test]
fn days_and_parts_of_days() {
    check_all(
        WEDNESDAY,
        &[
            ("nu|just nu", "now"),
            ("e ni öppna|har ni öppet", ""),
            ("idag|i dag|ida|idg", "2026-05-13"),
            ("senare idag|sen idag", "2026-05-13 10:00-"),
            ("ikväll|i kväll|ikvll", "2026-05-13 18:00-"),
            ("i eftermiddag|i em", "2026-05-13 12:00-18:00"),
            ("i förmiddag|i fm", "2026-05-13 09:00-12:00"),
            ("i morse", "2026-05-13 05:00-09:00"),
            ("i natt|inatt", "2026-05-14 00:00-06:00~"),
            ("imorgon bitti|imorrn bitti", "2026-05-14 06:00-09:00"),
            ("imorgon kväll|imorrn kväll", "2026-05-14 18:00-"),
            ("i övermorgon|övermorn|iövermorrn", "2026-05-15"),
            ("igår|i går", "2026-05-12"),
            ("i förrgår|iförrgår", "2026-05-11"),
            ("häromdan|häromdagen", "unresolved"),
        ],
    );
}

#[test]
fn weekdays_and_weeks() {
    check_all(
        WEDNESDAY,
        &[
            ("nu på fredag|denna fredag|fredag denna vecka", "2026-05-15"),
            ("på onsdag", "2026-05-20"),
            ("nästa fredag", "2026-05-22 | 2026-05-15"),
            ("fredag nästa vecka|fredan nästa vecka", "2026-05-22"),
            ("i fredags|förra fredagen|förra veckans fredag", "2026-05-08"),
            ("i helgen|till helgen", "2026-05-16..2026-05-17"),
            ("nästa helg", "2026-05-23 | 2026-05-24 | 2026-05-16 | 2026-05-17"),
            ("i veckan|den här veckan", "2026-05-11..2026-05-17"),
            ("veckan därpå|veckan efter nästa", "2026-05-25..2026-05-31"),
            ("jämn vecka|udda vecka", "every []"),
            ("om en vecka|om åtta dar|om 7 dar", "2026-05-20"),
            ("om fjorton dar|om 2 veckor", "2026-05-27"),
            ("om en månad", "2026-06-13"),
            ("till och med fredag|t.o.m. fre", "2026-05-13..2026-05-15"),
            ("fram till fredag", "2026-05-13..2026-05-15~"),
            ("natten mot onsdag|tisdagsnatt", "2026-05-12..2026-05-13 22:00-06:00~"),
            ("dygnet runt", "every []"),
            ("ons fm", "2026-05-20 09:00-12:00"),
            ("ons em", "2026-05-20 12:00-18:00"),
            ("to em", "2026-05-14 12:00-18:00"),
        ],
    );
}

#[test]
fn dates() {
    check_all(
        WEDNESDAY,
        &[
            ("6/6|6 juni|6.6|sjätte juni|6 jun", "2026-06-06"),
            ("2026-06-05|260605|5/6-26|20260605", "2026-06-05"),
            ("i början av juni", "2026-06-01..2026-06-10~"),
            ("i mitten av juni", "2026-06-11..2026-06-20~"),
            ("i slutet av juni", "2026-06-21..2026-06-30~"),
            ("månadsskiftet", "2026-05-29..2026-06-02~"),
            ("i juli", "2026-07-01..2026-07-31"),
            ("10 jul", "2026-07-10"),
        ],
    );
}

#[test]
fn holidays() {
    check_all(
        WEDNESDAY,
        &[
            ("julafton|jula|dopparedan|dopparedagen", "2026-12-24"),
            ("dan före dan|dan före dopparedan|lillejulafton", "2026-12-23"),
            ("annandag jul|annandan", "2026-12-26"),
            ("mellandagarna", "2026-12-27..2026-12-30"),
            ("nyårsdagen|nyårsdan", "2027-01-01"),
            ("trettondagen|trettonda|trettondag jul", "2027-01-06"),
            ("tjugondag knut|tjugondan", "2027-01-13"),
            ("långfredag|långfredan", "2027-03-26"),
            ("påskdagen", "2027-03-28"),
            ("annandag påsk", "2027-03-29"),
            ("valborg|valborgsmässoafton|sista april|siste april", "2027-04-30"),
            ("kristi himmelsfärd|kristihimmelfärd|kristi flygare", "2026-05-14"),
            ("klämdag|klämdan|klämdagen", "2026-05-15"),
            ("röd dag|helgdag|storhelg", "every []"),
            ("vardag|vardagar|helgfri vardag|vard|mån-fre|m-f", "every [Mon, Tue, Wed, Thu, Fri]"),
            ("pingst|pingstdagen", "2026-05-24"),
            ("pingstafton", "2026-05-23"),
            ("annandag pingst", "2026-05-25"),
            ("midsommar|midsommarhelgen", "2026-06-19..2026-06-21"),
            ("midsommarafton|midsommaraftonen", "2026-06-19"),
            ("allhelgona|alla helgons dag|allhelgonahelgen", "2026-10-31"),
            ("halloween", "2026-10-31"),
            ("lucia", "2026-12-13"),
            ("första advent", "2026-11-29"),
            ("alla hjärtans dag", "2027-02-14"),
            ("sportlovet", "2027-02-15..2027-02-21~"),
            ("påsklovet", "2027-03-22..2027-04-02~"),
            ("höstlovet", "2026-10-26..2026-11-01~"),
            ("jullovet", "2026-12-21..2027-01-08~"),
            ("i sommar|semestern", "2026-06-01..2026-08-31~"),
            ("industrisemestern", "2026-07-06..2026-08-02~"),
        ],
    );
    check_all("2027-02-01T10:00", &[("annandan", "2027-03-29")]);
}

#[test]
fn clock_times() {
    check_all(
        WEDNESDAY,
        &[
            ("halv fem|halv 5|halvfem|halv5|halv sjutton", "16:30"),
            ("fem över halv fem", "16:35"),
            ("kvart i fem", "16:45"),
            ("kvart över fyra", "16:15"),
            ("tjugo över fyra", "16:20"),
            ("halv åtta", "07:30"),
            ("16.30|16:30|1630|16,30|kl 16 30|kl. 16.30", "16:30"),
            ("åtta|kl 8|vid åtta", "08:00"),
            ("mitt på dan|tolv|klockan tolv", "12:00"),
            ("lunch|lunchtid|på lunchen", "part 11:00-13:00"),
            ("på morgonen", "part 06:00-09:00"),
            ("efter jobbet|efter fem", "part 17:00-"),
            ("innan åtta|före 8", "part -08:00"),
            ("mellan 8 och 9|8–9|8 till 9", "part 08:00-09:00"),
            ("om en kvart", "@2026-05-13 10:15"),
            ("om en halvtimme", "@2026-05-13 10:30"),
            ("om en timme", "@2026-05-13 11:00"),
        ],
    );
}

//! What staff type, and what is understood.

use super::*;
use crate::model::contact::OpeningRule;

fn now() -> NaiveDateTime {
    "2026-11-23T10:00:00".parse().unwrap()
}

fn hours() -> Hours {
    Hours::new(&OpeningRule::swedish("Mo-Fr 08:00-16:30; PH off")).unwrap()
}

fn shown(exception: &Exception) -> String {
    let open: Vec<String> = exception
        .open
        .iter()
        .map(|(from, to)| format!("{}-{}", from.format("%H.%M"), to.format("%H.%M")))
        .collect();
    format!("{} {} {}", exception.date, open.join("+"), exception.reason)
}

#[test]
fn exceptions_are_read_as_people_type_them() {
    for (text, expected) in [
        ("2026-12-23 12.00-16.30 stängt Personaldag", "2026-12-23 08.00-12.00 Personaldag"),
        ("2026-12-23 stängt 12-16.30 Personaldag", "2026-12-23 08.00-12.00 Personaldag"),
        ("2026-12-23 stängt Personaldag", "2026-12-23  Personaldag"),
        (
            "2026-12-23 10-14 öppet Julhandel i Nödinge",
            "2026-12-23 10.00-14.00 Julhandel i Nödinge",
        ),
        ("2026-12-23 öppet 10:00–14:00 Julhandel", "2026-12-23 10.00-14.00 Julhandel"),
        ("2026-12-23 stängt från 12 Personaldag", "2026-12-23 08.00-12.00 Personaldag"),
        ("2026-12-23 stängt till 10.30 Utbildning", "2026-12-23 10.30-16.30 Utbildning"),
        ("2026-12-23 öppet till 15 Dag före julafton", "2026-12-23 08.00-15.00 Dag före julafton"),
        ("2026-12-23 öppet från 9 Möte", "2026-12-23 09.00-16.30 Möte"),
        (
            "2026-12-23 stängt 10-11 och 13-14 Möten",
            "2026-12-23 08.00-10.00+11.00-13.00+14.00-16.30 Möten",
        ),
        ("2026-12-26 öppet 10-12 Extra", "2026-12-26 10.00-12.00 Extra"),
        ("24 december stängt Julafton", "2026-12-24  Julafton"),
        ("på fredag stängt från kl. 12 Sjukdom", "2026-11-27 08.00-12.00 Sjukdom"),
        ("i morgon stängt Sjukdom", "2026-11-24  Sjukdom"),
        ("fredag 12-16.30 stängt Planeringsdag", "2026-11-27 08.00-12.00 Planeringsdag"),
    ] {
        let read = exception(text, now(), &hours())
            .map_or_else(|_| "fel".to_owned(), |exception| shown(&exception));
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn what_is_wrong_with_an_exception_is_told() {
    for (text, expected) in [
        ("", BadException::Date),
        ("2026-13-01 stängt X", BadException::Date),
        ("2026-02-30 stängt X", BadException::Date),
        ("snart stängt X", BadException::Date),
        ("2026-11-22 stängt X", BadException::Past),
        ("2026-12-23 25-26 stängt X", BadException::Time("25".to_owned())),
        ("2026-12-23 16.30-12.00 stängt X", BadException::Time("16.30-12.00".to_owned())),
        ("2026-12-23 12.00 stängt X", BadException::Time("12.00".to_owned())),
        ("2026-12-23 Personaldag", BadException::OpenOrClosed),
        ("2026-12-23 12-13", BadException::OpenOrClosed),
        ("2026-12-23 stängt", BadException::Reason),
    ] {
        assert_eq!(exception(text, now(), &hours()), Err(expected), "{text}");
    }
}

#[test]
fn a_notice_ends_when_it_says_or_after_a_day() {
    for (text, expected) in [
        ("Telefonerna ligger nere.", "Telefonerna ligger nere. | 2026-11-24T10:00:00"),
        ("Vi flyttar till 2026-12-24", "Vi flyttar | 2026-12-25T00:00:00"),
        ("Kö till 2026-11-23 12.00", "Kö | 2026-11-23T12:00:00"),
        ("Kö till 2026-11-23 kl. 12.00", "Kö | 2026-11-23T12:00:00"),
        ("Kö till 15.30", "Kö | 2026-11-23T15:30:00"),
        ("Kö Till fredag", "Kö | 2026-11-28T00:00:00"),
        ("Välkommen till kontaktcenter", "Välkommen till kontaktcenter | 2026-11-24T10:00:00"),
        ("Öppet till 12, sedan stängt", "Öppet till 12, sedan stängt | 2026-11-24T10:00:00"),
    ] {
        let read = notice(text, now())
            .map(|read| format!("{} | {}", read.text, read.until.format("%Y-%m-%dT%H:%M:%S")));
        assert_eq!(read.as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_notice_is_told() {
    for (text, expected) in [
        ("Kö till 2026-13-40", BadNotice::Until("2026-13-40".to_owned())),
        ("Kö till 2026-12-24 kl 99", BadNotice::Until("2026-12-24 kl 99".to_owned())),
        ("Kö till 2026-11-22", BadNotice::Past),
        ("Kö till 9.00", BadNotice::Past),
        ("till 2026-12-24", BadNotice::Empty),
        (" ", BadNotice::Empty),
    ] {
        assert_eq!(notice(text, now()), Err(expected), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_nothing_panics_and_open_hours_are_in_order(text in "\\PC{0,60}", day in 0u32..400) {
        let date = now().date() + chrono::Days::new(u64::from(day));
        for text in [text.clone(), format!("{date} {text}"), format!("{date} stängt {text}")] {
            let _ = notice(&text, now());
            if let Ok(exception) = exception(&text, now(), &hours()) {
                proptest::prop_assert!(exception.open.iter().all(|(from, to)| from < to), "{text}");
            }
        }
    }
}

use proptest::prelude::*;

use super::*;

/// Ale's own numbers, as in `knowledge/contact.toml`, and two that would pass Luhn's check as a person's and as a card's.
const OWN: [&str; 5] =
    ["0303-70 30 00", "kommun@ale.se", "212000-1439", "850101-1236", "4111 1111 1111 1111"];

fn check_stored(own: &[&str], rows: &[(&str, &str)]) {
    let masking = Masking::new(own);
    for (text, expected) in rows {
        assert_eq!(masking.stored(text), *expected, "{text}");
    }
}

#[test]
fn personal_numbers_are_hidden_however_they_are_written() {
    check_stored(
        &OWN[..3],
        &[
            ("850101-1236", "••••••-••••"),
            ("8501011236", "••••••••••"),
            ("850101+1236", "••••••+••••"),
            ("850101 1236", "•••••• ••••"),
            ("19850101-1236", "••••••••-••••"),
            ("198501011236", "••••••••••••"),
            ("19850101 1236", "•••••••• ••••"),
            ("19 850101-1236", "•• ••••••-••••"),
            ("1985-01-01-1236", "••••-••-••-••••"),
            ("1985-01-01 1236", "••••-••-•• ••••"),
            ("1985.01.01-1236", "••••.••.••-••••"),
            ("850101\n1236", "••••••\n••••"),
            ("850101-12\u{AD}36", "••••••-••\u{AD}••"),
            ("8501\u{200B}01-1236", "••••\u{200B}••-••••"),
            (
                "\u{202A}850101\u{2060}-\u{200E}1236\u{202C}",
                "\u{202A}••••••\u{2060}-\u{200E}••••\u{202C}",
            ),
            ("850101–1236", "••••••–••••"),
            ("850101 - 1236", "•••••• - ••••"),
            ("mitt pnr:850101-1236.", "mitt pnr:••••••-••••."),
            ("(850101-1236)", "(••••••-••••)"),
            ("x850101-1236y och 850101-1236", "x••••••-••••y och ••••••-••••"),
            ("８５０１０１-１２３６", "••••••-••••"),
            ("①⑨⁸⁵₀₁01-१२३६", "••••••••-••••"),
            ("𝟖𝟓𝟎𝟏𝟎𝟏-𝟏𝟐𝟑𝟔", "••••••••••••-••••••••"), // two units each
            ("8️⃣5️⃣0️⃣1️⃣0️⃣1️⃣-1236", "•️⃣•️⃣•️⃣•️⃣•️⃣•️⃣-••••"),
            ("85O1O1-1236 och 850lO1-l236", "••••••-•••• och 850lO1-l236"),
            ("850101-**1236**", "••••••-**••••**"),
            ("ll0001010008", "ll••••••••••"),
            ("tel:0001010008lo", "tel:••••••••••lo"),
            ("8501**01**-1236", "••••**••**-••••"),
            ("850101-<b>1236</b>", "••••••-<b>••••</b>"),
            ("850101.1236 850101/1236", "••••••.•••• ••••••/••••"),
            ("1985/01/01-1236", "••••/••/••-••••"),
            ("85 01 01 1236", "•• •• •• ••••"),
            ("19 85 01 01 12 36", "•• •• •• •• •• ••"),
            ("1985-01-011236", "••••-••-••••••"),
            ("1985-01-\n01-1236", "••••-••-\n••-••••"),
            ("850101\n-1236", "••••••\n-••••"),
            ("samordning 850161-1233", "samordning ••••••-••••"),
        ],
    );
}

#[test]
fn what_is_no_personal_number_is_left_alone() {
    check_stored(
        &OWN[..3],
        &[
            ("850101-1237", "850101-1237"), // Luhn
            ("851301-1239", "851301-1239"), // month
            ("850132-1239", "850132-1239"), // day
            ("850230-1232", "850230-1232"), // 30 February
            ("212000-1439", "212000-1439"), // an organisation's number
            ("0303-70 30 00", "0303-70 30 00"),
            ("2026-12-23 12.00-16.30", "2026-12-23 12.00-16.30"),
            ("2026.05.01/1600", "2026.05.01/1600"),
            ("08 12 14 56 70", "08 12 14 56 70"), // a phone number, whose first six would be a day
            ("850101\n\n1236", "850101\n\n1236"),
            ("200 OK, 10l vatten, O8O", "200 OK, 10l vatten, O8O"),
            ("2026-05-01 1600", "2026-05-01 1600"), // a day and a time, which happens to pass Luhn's check
            ("20261223", "20261223"),
            ("112, 1177 och 114 14", "112, 1177 och 114 14"),
            ("449 80 Alafors, Ledetvägen 6", "449 80 Alafors, Ledetvägen 6"),
            ("", ""),
        ],
    );
}

#[test]
fn payment_cards_are_hidden() {
    check_stored(
        &OWN[..3],
        &[
            ("4111111111111111", "••••••••••••••••"),
            ("4111 1111 1111 1111", "•••• •••• •••• ••••"),
            ("5500-0000-0000-0004", "••••-••••-••••-••••"),
            ("3782 822463 10005", "•••• •••••• •••••"),
            ("kort 4111 1111 1111 1111, giltigt 12/29", "kort •••• •••• •••• ••••, giltigt 12/29"),
            ("4111.1111.1111.1111", "••••.••••.••••.••••"),
            ("4111/1111/1111/1111", "••••/••••/••••/••••"),
            ("4111 1111\n1111 1111", "•••• ••••\n•••• ••••"),
            ("4111 1111 1111 1112", "4111 1111 1111 1112"),
            ("8 9 10 11 12 13 14 15 16", "8 9 10 11 12 13 14 15 16"),
        ],
    );
}

#[test]
fn the_municipalitys_own_numbers_stay_even_where_they_look_personal() {
    check_stored(
        &OWN,
        &[
            ("ring 850101-1236", "ring 850101-1236"),
            ("ring 8501011236", "ring 8501011236"),
            ("4111111111111111", "4111111111111111"),
            ("850101-1236 850161-1233", "850101-1236 ••••••-••••"),
        ],
    );
}

#[test]
fn logs_hide_phone_numbers_and_addresses_too() {
    let masking = Masking::new(OWN);
    for (text, expected) in [
        ("ring 070-123 45 67 nu", "ring •••-••• •• •• nu"),
        ("0701234567", "••••••••••"),
        ("+46 70 123 45 67", "+•• •• ••• •• ••"),
        ("+46(0)70-123 45 67", "+••(•)••-••• •• ••"),
        ("0046701234567", "•••••••••••••"),
        ("anna.b+x@exempel.se!", "••••.•••@•••••••.••!"),
        ("åsa@räksmörgås.se", "•••@••••••••••.••"),
        ("kommun@ale.se, Kommun@Ale.se", "kommun@ale.se, Kommun@Ale.se"),
        ("miljo@ale.se, anna@fale.se", "miljo@ale.se, ••••@••••.••"),
        ("0303-70 30 00, +46303703000, 0303703000", "0303-70 30 00, +46303703000, 0303703000"),
        ("850161-1233", "••••••-••••"),
        ("06-12-2026 och 0800-1630", "06-12-2026 och 0800-1630"),
        ("070.123.45.67", "•••.•••.••.••"),
        ("070-123\n45 67", "•••-•••\n•• ••"),
        ("mån 08.00-16.30, tis 09.00-12.00", "mån 08.00-16.30, tis 09.00-12.00"),
        ("anna\u{200B}@exem\u{AD}pel.se", "••••\u{200B}@••••\u{AD}•••.••"),
        ("anna＠exempel.se.", "••••＠•••••••.••."),
        ("hej @anna, ring kommun@ale.se.", "hej @anna, ring kommun@ale.se."),
        ("0303.70.30.00", "0303.70.30.00"),
        ("2026-12-23", "2026-12-23"),
    ] {
        assert_eq!(masking.logged(text), expected, "{text}");
    }
}

#[test]
fn phone_numbers_may_be_stored() {
    let text = "ring 070-123 45 67 eller anna@exempel.se";
    assert_eq!(Masking::default().stored(text), text);
}

fn with_check_digit(mut digits: Vec<u8>) -> String {
    let check = (0..10).find(|check| {
        digits.push(*check);
        let fits = is_luhn(&digits);
        digits.pop();
        fits
    });
    digits.extend(check);
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

fn people() -> impl Strategy<Value = String> {
    (1900..2030_u32, 1..13_u32, 1..29_u32, any::<bool>(), 0..1000_u32).prop_map(
        |(year, month, day, samordning, serial)| {
            let day = if samordning { day + 60 } else { day };
            let ten = format!("{:02}{month:02}{day:02}{serial:03}", year % 100);
            format!("{}{}", year / 100, with_check_digit(digits_of(&ten)))
        },
    )
}

proptest! {
    #[test]
    fn every_personal_number_is_hidden(
        person in people(), century: bool, sign in "[-+ ]?", before in "[a-zåäö ,.:]{0,9}", after in "[a-zåäö ,.!]{0,9}",
    ) {
        let digits = if century { &person[..] } else { &person[2..] };
        let (date, rest) = digits.split_at(digits.len() - 4);
        let stored = Masking::default().stored(&format!("{before}{date}{sign}{rest}{after}"));
        prop_assert!(digits_of(&stored).is_empty(), "{stored}");
        prop_assert!(stored.starts_with(&before) && stored.ends_with(&after), "{stored}");
    }

    #[test]
    fn every_card_is_hidden(body in "[1-9][0-9]{11,17}", sign in "[- ]?", size in 3..7_usize) {
        let card = with_check_digit(digits_of(&body));
        let pieces: Vec<&str> = (0..card.len()).step_by(size)
            .filter_map(|at| card.get(at..card.len().min(at + size))).collect();
        let stored = Masking::default().stored(&pieces.join(&sign));
        prop_assert!(digits_of(&stored).is_empty(), "{stored}");
    }

    #[test]
    fn lengths_and_other_characters_are_kept(text in "([0-9]{1,8}[-+ ()/.@a😀å]{0,3}){0,12}|\\PC{0,80}") {
        let masking = Masking::new(OWN);
        for masked in [masking.stored(&text), masking.logged(&text)] {
            prop_assert_eq!(masked.encode_utf16().count(), text.encode_utf16().count());
        }
        let stored = masking.stored(&text);
        let mut left = stored.as_str();
        for was in text.chars() {
            let marks = MARK.to_string().repeat(was.len_utf16());
            let is_digit = digit(was).is_some() || look_alike(was).is_some();
            let rest = left.strip_prefix(was).or_else(|| left.strip_prefix(&*marks).filter(|_| is_digit));
            prop_assert!(rest.is_some(), "{} in {}", was, stored);
            left = rest.unwrap_or_default();
        }
        prop_assert_eq!(masking.stored(&stored), stored);
    }
}

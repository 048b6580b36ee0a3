//! Empty, endless, invisible and foreign messages get a kind reply of a screenful at most.

use alebot::answer::plain;
use alebot::model::reply::ReplyKind;
use proptest::prelude::*;

use super::{assistant, fit_reply};

#[test]
fn messages_without_words_are_told_so() {
    let check = |text: &str| assert_eq!(fit_reply(text).kind, ReplyKind::Unknown, "{text:?}");
    check("");
    check("   \n\t ");
    check("?!?!…");
    check("🙂🙂🔥");
    check("👩‍👩‍👧‍👦");
    check("\u{0}\u{7}\u{1b}[");
    check("\u{202e}\u{200f}\u{200b}\u{feff}");
    check("\u{e0041}\u{e0042}");
}

#[test]
fn endless_messages_get_one_screen() {
    for piece in [
        "a",
        "å",
        "öppet ",
        "När stänger ni? ",
        "🔥",
        "\n",
        ".",
        "? ",
        "1",
        "2026-12-24 ",
        "kl 8 ",
        "‏שלום ",
        "a\u{301}",
    ] {
        fit_reply(&piece.repeat(100_000 / piece.chars().count()));
    }
}

#[test]
fn a_question_at_the_beginning_of_an_endless_message_is_still_understood() {
    let long = format!("När stänger ni i dag?{}", " Bla bla bla.".repeat(8_000));
    let reply = fit_reply(&long);
    assert!(
        plain::text(&reply).contains(&assistant().knowledge.contact.phone)
            || reply.kind == ReplyKind::Hours
    );
}

#[test]
fn direction_and_control_characters_do_not_hide_the_question() {
    let check = |text: &str, kind: ReplyKind| assert_eq!(fit_reply(text).kind, kind, "{text:?}");
    check("\u{202e}När stänger ni?\u{202c}", ReplyKind::Hours);
    check("N\u{e4}r\u{0} st\u{200b}\u{e4}nger ni?\u{7}", ReplyKind::Hours);
    check("Na\u{308}r sta\u{308}nger ni?", ReplyKind::Hours);
    check("\u{feff}När stänger ni?", ReplyKind::Hours);
    check("När\u{a0}stänger\u{2003}ni?", ReplyKind::Hours);
    check("NÄR STÄNGER NI?????", ReplyKind::Hours);
}

#[test]
fn other_scripts_get_a_reply() {
    for text in [
        "متى تفتحون؟",
        "שלום, מתי אתם פותחים?",
        "Коли ви відчиняєтесь?",
        "什么时候开门",
        "いつ開きますか",
        "언제 열어요",
        "Πότε ανοίγετε;",
        "कब खुलता है",
        "เปิดเมื่อไหร่",
        "როდის იხსნება",
        "በስንት ሰዓት ይከፈታል",
        "öppet متى завтра 什么",
        "𝐖𝐡𝐞𝐧 𝐝𝐨 𝐲𝐨𝐮 𝐨𝐩𝐞𝐧",
        "ｏｐｅｎ ｎｏｗ？",
    ] {
        fit_reply(text);
    }
}

#[test]
fn text_that_looks_like_markup_queries_paths_or_commands_is_text() {
    for text in [
        "<b>öppet</b> <script>alert(1)</script>",
        "title:\"plan\" AND (body:* OR NOT id:[a TO z])",
        "../../etc/passwd",
        "'; DROP TABLE case; --",
        "{ $phone } {phone} %s %n ${HOME} $(id)",
        "*_`[öppet](tg://user?id=1)`_*",
        "+++\nid = \"x\"\n+++",
        "qdayq qclockq",
        "((((((((((((((((((((",
        "\"\"\"\"\"\"",
        "0000000000000000000000000000000000000000000000",
        "99999999999999999999:99",
        "den 31 februari 99999 kl 25:61",
        "vecka 0 vecka 54 vecka 99999999999",
        "om 99999999999999999999 dagar",
        "för 4294967296 år sedan",
        "9999-12-31T23:59 och 0000-00-00",
    ] {
        fit_reply(text);
    }
}

/// Forty messages of all kinds, for cutting short.
const CUT_SHORT: [&str; 40] = [
    "Har ni öppet på annandag påsk?",
    "Är det öppet kl. 16.29 imorgon eftermiddag?",
    "vilka dagar har ni stängt runt jul 2027",
    "Hur länge har ni öppet ikväll, till halv fem?",
    "öppet den 6/6 eller den sjunde juni?",
    "När öppnar ni vecka 53?",
    "om tre dar, går det att komma in då",
    "i övermorgon mellan 9 och 11",
    "Kan man komma nästa fredag före lunch",
    "Are you open on Christmas Eve or the day after?",
    "What time do you close today, half past four?",
    "Vad är numret till växeln?",
    "Vart skickar jag vanlig post till er",
    "mejladress tack",
    "Ligger ni vid torget i Nödinge? Visa karta",
    "How do I find my way to your office?",
    "Vad tänker kommunen göra åt utsläppen från fossil energi?",
    "Hur jobbar ni med att elever ska nå sin fulla potential?",
    "Kan jag vara med och påverka beslut i kommunen",
    "Vad är ekosystemtjänster, och varför skriver ni om farliga kemikalier?",
    "Vilka åldrar gäller målet om meningsfull sysselsättning?",
    "Vad har ni för tankar om buller och kollektivtrafik när Ale växer",
    "Hur ska ni bemöta företagare bättre?",
    "What does the plan say about democracy and participation?",
    "Which are your seven focus areas?",
    "Lista alla fokusområden i planen",
    "Jag vill prata med en riktig människa",
    "Can I talk to someone who works there please",
    "Hejsan, god morgon på er!",
    "tusen tack för hjälpen, ha en fin dag",
    "Är du en robot eller en människa?",
    "Det brinner i trapphuset hos grannen!!",
    "Min mamma har ramlat och svarar inte",
    "Someone is breaking into my neighbour's house right now",
    "jag orkar inte leva längre",
    "När får mitt barn plats på förskolan",
    "Var ansöker jag om bygglov för ett garage",
    "Hur mycket skatt ska jag betala i år?",
    "Hej! Jag heter Kim. Vi flyttade hit i våras. Nu undrar jag två saker: när har ni öppet, och vad är er mejl? Mvh Kim",
    "asdf qwerty 123",
];

#[test]
fn every_beginning_of_a_message_gets_a_reply() {
    for text in CUT_SHORT {
        for (end, _) in text.char_indices() {
            fit_reply(&text[..end]);
        }
        fit_reply(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_text_gets_a_reply(text in "\\PC{0,200}") {
        fit_reply(&text);
    }

    #[test]
    fn any_characters_at_all_get_a_reply(chars in prop::collection::vec(any::<char>(), 0..120)) {
        fit_reply(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn words_of_time_in_any_disorder_get_a_reply(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "öppet", "stängt", "när", "den", "i", "på", "kl", "kl.", "halv", "kvart", "över", "i", "fem", "16", "24:00", "31", "/", "2",
                "-", ":", ".", "februari", "juli", "mån", "fredag", "nästa", "förra", "vecka", "53", "jul", "afton", "om", "dagar", "år",
                "99999", "sedan", "mellan", "och", "till", "from", "to", "next", "Friday", "noon", "today", "?", "\n",
            ]),
            0..14,
        )
    ) {
        fit_reply(&words.join(" "));
        fit_reply(&words.concat());
    }
}

//! What is asked while an emergency stands, and what is acute in a message that asks something else.

use alebot::answer::plain;
use alebot::model::reply::ReplyKind;

use super::conversation::{check, last};
use super::{monday, reply};

#[test]
fn another_subject_that_is_announced_is_answered_with_the_numbers_beneath() {
    let acute = "min svärmor har ramlat ihop och svarar inte";
    let wait = "ambulansen tar så lång tid";
    let other = "annan fråga, har ni öppet på måndag?";
    check(&[acute, wait, other], ReplyKind::Hours, "30 november");
    check(&[acute, wait, other], ReplyKind::Hours, "112");
}

#[test]
fn what_tells_of_the_end_and_asks_in_one_message_is_answered() {
    let film = "det var bara en film vi tittade på. vad säger planen om buller?";
    check(&["det brinner i soptunnan utanför", film], ReplyKind::Answer, "buller");
}

#[test]
fn one_sentence_that_is_acute_counts_whatever_the_next_one_asks() {
    let acute = "Min far har ont i bröstet och är alldeles blek. När öppnar ni?";
    check(&[acute], ReplyKind::Emergency, "112");
    let knows = "Brinner det så ringer vi 112, det kan vi. Vilka tider har ni öppet?";
    check(&[knows], ReplyKind::Hours, "8.00–16.30");
}

#[test]
fn something_else_in_the_middle_of_a_sentence_announces_no_other_subject() {
    let fire = "det brinner i soptunnan utanför";
    let wait = "Finns det något annat vi kan göra medan vi väntar?";
    check(&[fire, wait], ReplyKind::Emergency, "112");
}

#[test]
fn what_is_announced_after_the_end_is_read_by_itself() {
    let over = "Brandkåren är på plats nu. Annan fråga: vilka områden nämner buller?";
    check(&["det brinner i gardinen", over], ReplyKind::Answer, "tar upp ”buller”");
}

#[test]
fn help_that_has_been_there_ends_it() {
    let over = "brandkåren har varit här, alla mår bra";
    check(&["det brinner i gardinen", over], ReplyKind::Smalltalk, "Skönt att höra");
}

#[test]
fn who_tells_of_what_goes_on_for_days_may_ask_for_a_person() {
    let spill = "det rinner olja ut i bäcken bakom macken";
    let person = "kan jag få prata med en handläggare om det här";
    check(&[spill, person], ReplyKind::Handover, "112");
    let fire = "det brinner i gardinen";
    check(&[fire, person], ReplyKind::Emergency, "112");
}

#[test]
fn what_tells_of_nothing_is_no_emergency() {
    for text in ["Och min med", "jag har en", "är det han"] {
        assert_ne!(reply(text, monday()).kind, ReplyKind::Emergency, "{text}");
    }
}

#[test]
fn who_wants_to_die_gets_those_who_listen_in_whatever_few_words() {
    for text in ["jag vill dö", "hon vill dö", "min son vill dö", "nu säger han att han vill dö"]
    {
        let reply = reply(text, monday());
        assert_eq!(reply.kind, ReplyKind::Emergency, "{text}");
        assert!(plain::text(&reply).contains("90101"), "{text}");
    }
}

#[test]
fn an_emergency_that_was_none_is_taken_back() {
    let fire = "det brinner i soptunnan utanför";
    check(
        &[fire, "oj fel av mig, det är bara grannens eldkorg"],
        ReplyKind::Smalltalk,
        "Skönt att höra",
    );
    check(&[fire, "nä det brinner inte alls ser jag nu"], ReplyKind::Smalltalk, "Skönt att höra");
    check(&[fire, "jag skojade"], ReplyKind::Smalltalk, "Skönt att höra");
    let hit = "min man slår mig";
    check(&[hit, "det var fel av mig att reta honom"], ReplyKind::Emergency, "112");
    check(&[fire, "det brinner inte hos oss men hos grannen"], ReplyKind::Emergency, "112");
}

#[test]
fn who_is_in_danger_alone_gets_no_hours_however_calm_the_questions_are() {
    let first = ["jag orkar inte leva mer", "nej jag vill inte ringa", "vet inte", "när öppnar ni"];
    check(&first, ReplyKind::Emergency, "90101");
    check(&["jag vill dö", "när öppnar ni"], ReplyKind::Emergency, "90101");
    let hit = ["min man slår mig", "det är mitt fel egentligen", "vad händer då", "när öppnar ni"];
    check(&hit, ReplyKind::Emergency, "020-50 50 50");
}

#[test]
fn a_question_that_tells_of_nothing_takes_nothing_from_what_is_told_before_it() {
    for asked in ["Vad gör jag?", "Vad ska jag göra?"] {
        let told =
            format!("Mamma har ramlat i badrummet och svarar konstigt, hon sluddrar. {asked}");
        check(&[&told], ReplyKind::Emergency, "112");
    }
}

#[test]
fn what_may_be_acute_gets_the_numbers_and_a_way_on_where_it_is_not() {
    for text in [
        "min dotter har inte kommit hem från träningen",
        "mopeden har kört av vägen",
        "jag orkar inte mer",
    ] {
        let shown = reply(text, monday());
        assert_eq!(shown.kind, ReplyKind::Emergency, "{text}");
        let shown = plain::text(&shown);
        assert!(shown.contains("112"), "{text}: {shown}");
        assert!(shown.contains("något annat"), "{text}: {shown}");
    }
}

#[test]
fn what_surely_is_acute_is_no_question_of_something_else() {
    let shown = plain::text(&reply("det brinner i köket", monday()));
    assert!(shown.starts_with("Ring 112 nu."), "{shown}");
    assert!(!shown.contains("Gäller det något annat?"), "{shown}");
}

#[test]
fn what_follows_a_doubtful_emergency_is_bound_to_it_until_something_else_is_asked() {
    let late = "min dotter har inte kommit hem från träningen";
    check(&[late, "hon är nio"], ReplyKind::Emergency, "112");
    check(&[late, "vilka tider har ni öppet på måndag"], ReplyKind::Hours, "30 november");
}

#[test]
fn who_tells_on_after_the_end_is_not_told_that_nobody_knows() {
    let stroke = "frun pratar konstigt och ena mungipan hänger";
    let here = "ambulansen är här nu";
    check(&[stroke, here, "de har åkt med henne till lasarettet"], ReplyKind::Smalltalk, "112");
    check(&[stroke, here, "vem betalar färdtjänsten"], ReplyKind::Unknown, "0303-70 30 00");
}

#[test]
fn what_sounds_like_the_end_is_none_where_it_still_tells_of_danger() {
    let out = "vi är ute allihop utom hunden, ska jag springa in igen";
    check(&["det brinner i gardinen", out], ReplyKind::Emergency, "112");
}

#[test]
fn our_details_are_told_once_it_sounds_over() {
    let number = "vad har ni på kommunen för telefonnummer";
    let fallen = "min pappa har fallit i trappan och är medvetslös";
    let better = "nu andas han och pratar med sköterskan";
    check(&[fallen, better, number], ReplyKind::Contact, "0303");
    check(&[fallen, "han är alldeles blek", number], ReplyKind::Emergency, "112");
}

#[test]
fn who_says_that_it_is_not_acute_is_believed_where_it_was_only_asked() {
    let smell = "mopeden har kört av vägen";
    for said in ["nej", "nej det är inte akut", "ingen är i fara"] {
        check(&[smell, said], ReplyKind::Smalltalk, "något annat");
        check(&[smell, said, "vad har ni för telefonnummer"], ReplyKind::Contact, "0303");
    }
    let late = ["min dotter har inte kommit hem från träningen", "hon är elva", "det är inte akut"];
    check(&late, ReplyKind::Smalltalk, "något annat");
    let fire = "det brinner i gardinen";
    check(&[fire, "nej"], ReplyKind::Emergency, "112");
}

#[test]
fn who_wants_to_die_or_is_hit_at_home_is_not_told_that_this_is_good_to_hear() {
    for (first, next) in [
        ("jag vill dö", "nu är jag framme vid bron"),
        ("jag vill dö", "det är lugnt nu"),
        ("min man slår mig", "han är här"),
        ("my husband hits me", "he came home"),
    ] {
        check(&[first, next], ReplyKind::Emergency, "112");
    }
}

#[test]
fn somebody_is_left_behind_or_dead() {
    for (first, next) in [
        ("det brinner i lägenheten", "alla är ute utom mamma"),
        ("our house is on fire", "everyone is out except my brother"),
        ("min fru svarar inte och hjärtat står still", "hjärtat har slutat slå"),
        ("min fru har hjärtinfarkt", "ambulansen är här men inte läkaren"),
        ("en pojke har gått igenom isen", "jag såg fel, det är två som ligger i"),
    ] {
        check(&[first, next], ReplyKind::Emergency, "112");
    }
}

#[test]
fn what_did_not_succeed_is_no_end() {
    let bleeding = "de fick inte stopp på blödningen";
    let told = plain::text(&last(&["min fru har hjärtinfarkt", "ambulansen är här", bleeding]));
    assert!(!told.contains("Skönt"), "{told}");
}

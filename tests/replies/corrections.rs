//! What is corrected, narrowed, asked for again or taken for what it is not.

use alebot::model::reply::ReplyKind;

use super::conversation::check;

#[test]
fn contact_details_are_said_again_whatever_was_said_last() {
    let plan = "vad vill ni med skolan";
    check(&[plan, "numret en gång till, sakta"], ReplyKind::Contact, "0303-70 30 00");
    check(&[plan, "jag tappade bort telefonen på biblioteket"], ReplyKind::Unknown, "biblioteket");
    check(&[plan, "mejladressen igen"], ReplyKind::Contact, "kommun@ale.se");
}

#[test]
fn of_two_that_were_listed_the_other_is_the_one_that_was_not_shown() {
    let both = "Vilka områden nämner jämlika livsvillkor?";
    check(&[both, "nummer två", "och den andra"], ReplyKind::Answer, "Hållbart samhälle");
    check(&[both, "nummer ett", "och den andra"], ReplyKind::Answer, "fossilfritt samhälle");
}

#[test]
fn a_weekday_in_its_definite_form_is_that_of_the_week_spoken_of() {
    let easter = "har ni öppet den 7 april";
    check(&[easter, "säg det igen, bara onsdagen"], ReplyKind::Hours, "7 april");
    check(&[easter, "hämtas soporna på fredag?"], ReplyKind::Unknown, "soporna");
    check(&[easter, "nej förlåt, det blir torsdagen jag kommer"], ReplyKind::Hours, "8 april");
}

#[test]
fn a_day_is_told_before_another_is_asked_for() {
    let easter = "har ni öppet på långfredagen";
    let next = "jaha det är ju långfredagen. Onsdagen efter påsk då?";
    check(&[easter, next], ReplyKind::Hours, "Onsdag 31 mars");
}

#[test]
fn who_meant_somebody_else_gets_neither_our_hours_nor_our_address() {
    let bath = "när öppnar badhuset";
    for text in ["nej badhuset menar jag, inte ert kontor", "nä inte ni, badhuset"] {
        check(&[bath, text], ReplyKind::Unknown, "0303-70 30 00");
    }
    check(&[bath, "har inte ni öppet på fredag"], ReplyKind::Hours, "Fredag");
    check(&[bath, "nej jag hittar inte er adress"], ReplyKind::Contact, "Ale torg 7");
    check(&[bath, "no I mean the bath, not you"], ReplyKind::Unknown, "0303-70 30 00");
}

#[test]
fn what_follows_the_thanks_and_asks_nothing_is_no_question() {
    let number = "vad har ni för nummer";
    check(&[number, "Tackar. Skepp ohoj!"], ReplyKind::Smalltalk, "Tack själv");
    check(&["what's your number", "tx"], ReplyKind::Smalltalk, "You're welcome");
}

#[test]
fn who_apologises_is_told_that_no_harm_was_done() {
    check(&["förlåt att jag skrek åt dig"], ReplyKind::Smalltalk, "Ingen fara");
    check(&["sorry for being rude before"], ReplyKind::Smalltalk, "all right");
}

#[test]
fn areas_are_looked_through_in_english_by_their_english_summaries() {
    let asked = "Which area mentions public transport?";
    check(&[asked], ReplyKind::Answer, "Hållbart samhälle");
    check(&["Which area mentions dragons?"], ReplyKind::Unknown, "find nothing about “dragons”");
}

#[test]
fn one_of_the_seven_is_not_one_of_the_two_listed_last() {
    let two = "Vilka områden nämner jämlika livsvillkor?";
    let all = "Vilket av de sju områdena nämner företagare?";
    check(&[two, all], ReplyKind::Answer, "Underlätta människors vardag");
}

#[test]
fn the_ages_of_people_are_not_the_age_of_the_text() {
    let jobs = "vad säger ni om sysselsättning för alla";
    check(&[jobs, "vilka åldrar gäller det"], ReplyKind::Answer, "16 och 67");
}

#[test]
fn two_subjects_are_both_answered() {
    let both = "vad säger planen om skolan respektive om klimatet?";
    check(&[both], ReplyKind::Answer, "Lust att lära");
    check(&[both], ReplyKind::Answer, "fossilfritt samhälle");
}

#[test]
fn two_questions_are_answered_in_the_language_they_were_asked_in() {
    let both = "when do you close and what's your street address";
    check(&[both], ReplyKind::Hours, "The contact centre is open now");
    check(&[both], ReplyKind::Hours, "Visiting address");
}

#[test]
fn words_of_asking_for_a_place_ask_for_no_address_of_ours_beside_a_thing() {
    for text in ["jag har gamla batterier vart ska de", "vart ska jag med gamla batterier"] {
        check(&[text], ReplyKind::Unknown, "batterier");
    }
    check(&["vart ska jag gå"], ReplyKind::Contact, "Ale torg 7");
}

#[test]
fn an_area_is_named_by_its_number_whether_or_not_they_were_listed() {
    check(&["visa fokusområde två"], ReplyKind::Answer, "Hållbart samhälle");
    check(&["vilka är de sju fokusområdena"], ReplyKind::Overview, "Lust att lära");
    check(&["jobb åt alla, är det ett mål?"], ReplyKind::Answer, "Sysselsättning för alla");
    let two = "Vilka områden nämner jämlika livsvillkor?";
    check(&[two, "jämför den första med den andra"], ReplyKind::Answer, "fossilfritt samhälle");
    let compared = ["vilka fokusområden finns det", "nr 3 och nr 6, vad skiljer dem"];
    check(&compared, ReplyKind::Answer, "Lust att lära");
    check(&compared, ReplyKind::Answer, "Sysselsättning för alla");
    let counted = ["vilka fokusområden finns det", "den sista", "hur många är de nu igen"];
    check(&counted, ReplyKind::Answer, "sju fokusområden");
}

#[test]
fn all_that_is_asked_for_in_one_message_is_answered() {
    let days = "har ni öppet i morgon den 24:e och på julafton?";
    check(&[days], ReplyKind::Hours, "24 november");
    check(&[days], ReplyKind::Hours, "24 december");
    check(&["mejl + öppet tisdag?"], ReplyKind::Contact, "kommun@ale.se");
    check(&["mejl + öppet tisdag?"], ReplyKind::Contact, "24 november");
    let heard = "God morgon! Jag hörde en gök i skogen alldeles nyss, så härligt det var. \
        Står det något i planen om buller, och har ni öppet i dag?";
    check(&[heard], ReplyKind::Answer, "buller");
    check(&[heard], ReplyKind::Answer, "16.30");
}

#[test]
fn what_is_scratched_is_not_meant() {
    let both = ["are you open on monday", "scratch monday, tuesday"];
    check(&both, ReplyKind::Hours, "Tuesday");
}

#[test]
fn the_other_one_is_the_text_named_beside_an_answer() {
    let jobs = "Vad tjänar kommunen på att folk har ett jobb?";
    check(
        &[jobs, "den andra"],
        ReplyKind::Answer,
        "Så här står det om Underlätta människors vardag:",
    );
}

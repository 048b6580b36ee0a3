//! What leans on what was said, and what does not.

use alebot::answer::plain;
use alebot::assistant::{Message, RANKED};
use alebot::model::action::Action;
use alebot::model::article::ArticleId;
use alebot::model::conversation::Context;
use alebot::model::language::ReplyLanguage;
use alebot::model::reply::{Reply, ReplyKind};
use chrono::{NaiveDateTime, TimeDelta};

use super::{assistant, moment, monday};

/// One chat, one minute between the messages.
struct Chat {
    at: NaiveDateTime,
    context: Option<Context>,
}

impl Chat {
    fn at(at: NaiveDateTime) -> Self {
        Chat { at, context: None }
    }

    fn says(&mut self, text: &str) -> Reply {
        self.at += TimeDelta::minutes(1);
        let message = Message { text, at: self.at, language: None, top: RANKED, meaning: None };
        let (reply, context) = assistant().reply(&message, self.context.as_ref());
        self.context = Some(context);
        reply
    }

    fn presses(&mut self, action: &Action) -> Reply {
        let (reply, context) = assistant()
            .press(
                action,
                self.at,
                ReplyLanguage::Swedish,
                assistant().privacy,
                self.context.as_ref(),
            )
            .unwrap();
        self.context = Some(context);
        reply
    }
}

pub(super) fn last(conversation: &[&str]) -> Reply {
    let mut chat = Chat::at(monday());
    conversation.iter().map(|text| chat.says(text)).last().unwrap()
}

/// The last reply of a conversation has the kind and the words.
pub(super) fn check(conversation: &[&str], kind: ReplyKind, words: &str) {
    let reply = last(conversation);
    let text = plain::text(&reply);
    assert_eq!(reply.kind, kind, "{conversation:?}: {text}");
    assert!(text.contains(words), "{conversation:?} does not say {words:?}:\n{text}");
}

fn id(id: &str) -> ArticleId {
    ArticleId::parse(id).unwrap()
}

#[test]
fn yes_and_no_answer_what_was_offered() {
    check(&["hur söker man plats på förskolan", "ja tack"], ReplyKind::Handover, "");
    check(&["hur söker man plats på förskolan", "nej tack"], ReplyKind::Smalltalk, "Okej.");
    check(&["vad säger ni om skolan", "ja"], ReplyKind::Answer, "en bättre folkhälsa");
    check(&["vad säger ni om skolan", "nej"], ReplyKind::Smalltalk, "vad du undrar");
    check(&["öppet på fredag?", "ja"], ReplyKind::Smalltalk, "Vad vill du veta?");
}

#[test]
fn a_place_in_a_list_chooses_from_it() {
    check(&["vilka fokusområden finns", "femman"], ReplyKind::Answer, "Minskad klimatpåverkan");
    check(&["vilka fokusområden finns", "2", "nästa"], ReplyKind::Answer, "Lust att lära");
    check(
        &["vilka fokusområden finns", "den sista"],
        ReplyKind::Answer,
        "Underlätta människors vardag",
    );
    check(
        &["vilka fokusområden finns", "den näst sista"],
        ReplyKind::Answer,
        "Sysselsättning för alla",
    );
    check(&["vilka fokusområden finns", "nio"], ReplyKind::Smalltalk, "bara sju att välja på");
    check(
        &["vad säger ni om skolan", "kortare", "vilka fokusområden finns", "den om jobb"],
        ReplyKind::Answer,
        "Sysselsättning för alla",
    );
}

#[test]
fn what_was_wrong_is_put_right() {
    check(
        &["öppet på fredag?", "nej, jag menade lördag"],
        ReplyKind::Hours,
        "Lördag 28 november har vi stängt",
    );
    check(&["öppet på fredag?", "inte fredag, torsdag"], ReplyKind::Hours, "Torsdag 26 november");
    check(&["vad är telefonnumret", "inte telefon utan mejl"], ReplyKind::Contact, "kommun@ale.se");
    check(
        &["vad säger ni om skolan", "det var inte det jag frågade"],
        ReplyKind::Smalltalk,
        "Vad menade du?",
    );
}

#[test]
fn the_last_reply_is_told_again_and_otherwise() {
    check(&["vad är telefonnumret", "en gång till"], ReplyKind::Contact, "0303-70 30 00");
    check(
        &["vad säger ni om skolan", "jag förstår inte"],
        ReplyKind::Answer,
        "med enklare ord (inte kommunens egna)",
    );
    check(
        &["vad säger ni om skolan", "jag förstår inte", "fattar fortfarande inte"],
        ReplyKind::Answer,
        "Personalen förklarar gärna",
    );
    check(
        &["what does the plan say about schools?", "simpler please"],
        ReplyKind::Answer,
        "in simpler words",
    );
}

#[test]
fn times_lean_on_the_day_spoken_of() {
    check(&["öppet på torsdag?", "och dagen efter?"], ReplyKind::Hours, "27 november");
    check(&["öppet på torsdag?", "dagen innan då"], ReplyKind::Hours, "25 november");
    check(
        &["öppet på torsdag?", "vid halv fem?"],
        ReplyKind::Hours,
        "torsdag 26 november kl. 16.30",
    );
    check(
        &["öppet på torsdag?", "vad säger ni om skolan", "tillbaka till torsdag"],
        ReplyKind::Hours,
        "26 november",
    );
}

#[test]
fn days_are_counted_from_those_spoken_of() {
    check(&["öppet på fredag?", "och måndagen efter?"], ReplyKind::Hours, "Måndag 30 november");
    check(&["öppet på fredag?", "fredagen innan"], ReplyKind::Hours, "Fredag 20 november hade vi");
    check(
        &["hur har ni öppet nästa vecka", "och hela veckan efter det"],
        ReplyKind::Hours,
        "Måndag 7 december–söndag 13 december",
    );
    // It names its day by itself.
    check(
        &["öppet på julafton?", "nej jag menade dagen efter annandag jul"],
        ReplyKind::Hours,
        "Söndag 27 december har vi stängt",
    );
    check(
        &["öppet på fredag?", "och därefter den 15 december"],
        ReplyKind::Hours,
        "Tisdag 15 december",
    );
    check(
        &["öppet den 18 december?", "nej, jag menade fredagen den 4 december"],
        ReplyKind::Hours,
        "Fredag 4 december",
    );
}

#[test]
fn a_follow_up_is_known_by_what_examples_taught() {
    let school = "vad säger ni om skolan";
    check(
        &[school, "dra det så att min tioåring hänger med"],
        ReplyKind::Answer,
        "med enklare ord",
    );
    check(&[school, "vad ska det leda till"], ReplyKind::Answer, "Så här förklaras det");
    check(&[school, "på engelska tack"], ReplyKind::Answer, "This is what the text says");
    check(&["öppet idag?", "till vilken tid då"], ReplyKind::Hours, "till kl. 16.30");
    check(&["öppet på fredag?", "mejl också"], ReplyKind::Contact, "kommun@ale.se");
}

#[test]
fn an_offer_of_a_person_is_taken_in_other_words_and_later() {
    let miss = "hur söker man plats på förskolan";
    check(&[miss, "en riktig människa tack"], ReplyKind::Handover, "");
    check(&[miss, "ja tack", "när är de på plats", "ja gör det"], ReplyKind::Handover, "");
}

#[test]
fn signs_and_stretched_words_are_words() {
    let school = "vad säger ni om skolan";
    for thanks in ["👍", "tackkkk 💖", "haha ok tack 🙂"] {
        check(&[school, thanks], ReplyKind::Smalltalk, "Tack själv!");
    }
    check(&["hur söker man plats på förskolan", "jaaaa"], ReplyKind::Handover, "");
}

#[test]
fn a_question_on_the_texts_may_stand_in_a_story() {
    check(
        &["Min son går i skolan här och vi läser allt vi får. Hur gammal är planen?"],
        ReplyKind::Answer,
        "kontrollerades senast 26 november 2018",
    );
}

#[test]
fn an_emergency_stays_until_it_is_over() {
    check(&["det brinner i mitt kök", "har ni öppet på måndag?"], ReplyKind::Emergency, "112");
    check(&["det brinner i mitt kök", "tack"], ReplyKind::Emergency, "112");
    check(&["det brinner i mitt kök", "det är inte släckt än"], ReplyKind::Emergency, "112");
    check(&["det brinner i mitt kök", "nu är det släckt"], ReplyKind::Smalltalk, "Skönt att höra");
    check(
        &["det brinner i mitt kök", "nu är det släckt. har ni öppet på måndag?"],
        ReplyKind::Hours,
        "Måndag",
    );
}

#[test]
fn an_emergency_that_is_over_is_over_for_what_comes_after() {
    let fire = "det brinner hos grannen";
    check(&[fire, "nu är brandkåren här"], ReplyKind::Smalltalk, "Skönt att höra");
    check(&[fire, "puh. har ni öppet imorgon?", "var ligger ni"], ReplyKind::Contact, "Ale torg 7");
}

#[test]
fn what_was_not_understood_does_not_hide_the_text_spoken_of() {
    check(
        &["vad säger ni om skolan", "hur många elever har betyg i matte", "enklare tack"],
        ReplyKind::Answer,
        "med enklare ord",
    );
}

#[test]
fn a_message_with_a_subject_of_its_own_is_no_move() {
    check(
        &["vad säger ni om skolan", "kan du förklara hur man söker bygglov"],
        ReplyKind::Unknown,
        "",
    );
    check(
        &["vad säger ni om skolan", "har ni öppet på fredag?"],
        ReplyKind::Hours,
        "Fredag 27 november",
    );
    check(&["hur söker man bygglov", "ja men när stänger ni idag"], ReplyKind::Hours, "16.30");
    check(&["vilka fokusområden finns", "112"], ReplyKind::Emergency, "112");
}

#[test]
fn texts_are_looked_through_for_a_word() {
    check(
        &["vilka områden nämner vatten?"],
        ReplyKind::Answer,
        "Två fokusområden tar upp ”vatten”",
    );
    check(
        &["vilka områden nämner vatten?", "och demokrati?"],
        ReplyKind::Answer,
        "Ett fokusområde tar upp ”demokrati”",
    );
    check(&["vilka områden nämner ridning?"], ReplyKind::Unknown, "Inget av fokusområdena");
    check(
        &["finns det en nyare plan?"],
        ReplyKind::Answer,
        "kontrollerades senast 26 november 2018",
    );
    check(&["vem skrev planen?"], ReplyKind::Unknown, "säger inte vem");
}

#[test]
fn the_second_miss_in_a_row_is_one_tap_from_staff() {
    let mut chat = Chat::at(monday());
    chat.says("hur söker man bygglov");
    let reply = chat.says("vad kostar en hundvakt");
    let actions: Vec<&Action> =
        reply.buttons.iter().flatten().map(|button| &button.action).collect();
    assert_eq!(actions, [&Action::Person], "{}", plain::text(&reply));
}

#[test]
fn a_week_later_nothing_was_said() {
    let mut chat = Chat::at(monday());
    chat.says("hur söker man bygglov");
    chat.at += TimeDelta::days(7);
    assert_eq!(chat.says("ja").kind, assistant_alone("ja"));
}

fn assistant_alone(text: &str) -> ReplyKind {
    Chat::at(moment("2026-11-30T10:00")).says(text).kind
}

#[test]
fn a_button_of_an_old_reply_brings_its_subject_back() {
    let mut chat = Chat::at(monday());
    chat.says("vilka fokusområden finns");
    chat.says("öppet på fredag?");
    chat.presses(&Action::ShowArticle(id("lust-att-lara")));
    assert_eq!(chat.says("kortare").articles[0].article, id("lust-att-lara"));
    assert_eq!(chat.says("nästa").articles[0].article, id("medskapande-invanare"));
}

#[test]
fn an_emergency_outlives_a_button() {
    let mut chat = Chat::at(monday());
    chat.says("det brinner i mitt kök");
    chat.presses(&Action::Hours);
    assert_eq!(chat.says("vad gör jag nu").kind, ReplyKind::Emergency);
}

#[test]
fn a_long_conversation_leaves_no_more_behind_than_a_short_one() {
    let mut chat = Chat::at(monday());
    for turn in 0..200 {
        chat.at = monday();
        let texts = [
            "öppet på fredag?",
            "och dagen efter?",
            "vilka fokusområden finns",
            "nästa",
            "kortare",
            "jämför dem",
            "ja",
            "hur söker man bygglov",
        ];
        chat.says(texts[turn % texts.len()]);
    }
    let stored = chat.context.unwrap().to_stored(None).unwrap().to_string();
    assert!(stored.len() < 4_000, "{}", stored.len());
}

#[test]
fn the_middle_one_of_a_list_is_chosen() {
    check(
        &["vilka områden har planen", "den mittersta"],
        ReplyKind::Answer,
        "Medskapande invånare",
    );
}

#[test]
fn a_weekday_is_counted_from_the_week_spoken_of() {
    let next_week = "öppet nästa vecka?";
    check(&[next_week, "onsdan i den veckan då"], ReplyKind::Hours, "Onsdag 2 december");
    check(
        &[next_week, "onsdan i den veckan då", "Så bra. Samma veckodag men veckan efter?"],
        ReplyKind::Hours,
        "Onsdag 9 december",
    );
}

#[test]
fn the_same_time_on_another_day() {
    check(
        &["har ni öppet fredag halv fyra", "torsdagen, samma tid"],
        ReplyKind::Hours,
        "torsdag 26 november kl. 15.30",
    );
}

#[test]
fn a_short_message_that_nobody_can_answer_is_read_by_its_yes_or_thanks() {
    let unknown = "när plogas vår gata";
    check(&[unknown, "tack babe"], ReplyKind::Smalltalk, "");
    check(&[unknown, "jo gör så är du rar"], ReplyKind::Handover, "");
}

#[test]
fn help_that_has_not_come_is_no_help() {
    let fallen = "hon har ramlat i trappan och svarar inte";
    check(&[fallen, "ambulansen kom inte"], ReplyKind::Emergency, "112");
    check(&[fallen, "ambulansen kom inte", "har ni öppet på fredag?"], ReplyKind::Emergency, "112");
}

#[test]
fn what_else_is_asked_after_a_calm_emergency_is_answered_with_the_numbers_beneath() {
    let hours = "när öppnar ni i morgon?";
    let fire = "det brinner i köket";
    let calm = [fire, "ok", "vi väntar vid infarten", hours];
    check(&calm, ReplyKind::Hours, "kl. 8.00–16.30");
    check(&calm, ReplyKind::Hours, "112");
    check(&[fire, "ok", hours], ReplyKind::Emergency, "112");
    let theirs = [fire, "ok", "vi väntar vid infarten", "när öppnar dom i morgon?"];
    check(&theirs, ReplyKind::Emergency, "112");
    let asked_once = [calm.as_slice(), &["var ligger ni?"]].concat();
    check(&asked_once, ReplyKind::Contact, "Ale torg 7");
}

#[test]
fn what_probably_tells_of_the_end_lets_another_question_be_answered() {
    let fire = "det brinner i köket";
    let probably =
        [fire, "sotarn tittade in, det va bara imma på rutan haha", "när öppnar ni i morgon?"];
    check(&probably[..2], ReplyKind::Emergency, "112");
    check(&probably, ReplyKind::Hours, "112");
}

#[test]
fn a_miss_that_asks_for_the_same_once_more_in_a_whole_phrase_gets_it() {
    let area = "vad säger ni om jobb";
    let check = |message: &str| check(&[area, message], ReplyKind::Answer, "mellan 16 och 67 år");
    check("ta det en gång till, solen bländar så");
    check("hann inte läsa, skärmen släcktes");
}

#[test]
fn one_of_a_list_is_chosen_in_own_words_too() {
    check(&["vilka områden har planen", "dra den sista"], ReplyKind::Answer, "Underlätta");
}

#[test]
fn a_place_is_chosen_whatever_is_said_around_it() {
    let list = "vilka fokusområden finns det";
    check(&[list, "nä fel siffra av mig, fyran ska det vara"], ReplyKind::Answer, "Medskapande");
}

#[test]
fn a_word_asked_for_by_name_is_looked_up() {
    let check = |message: &str, kind, text: &str| check(&[message], kind, text);
    check("Förekommer ordet kunskap någonstans?", ReplyKind::Answer, "tar upp ”kunskap”");
    check("nämns ridning över huvud taget", ReplyKind::Unknown, "Inget av fokusområdena");
    check("Bullret, nämns det i det ni har beslutat?", ReplyKind::Answer, "tar upp ”bullret”");
}

#[test]
fn a_clause_that_denies_what_was_meant_is_left_out() {
    check(
        &["vad säger ni om konsumtion", "nej, det var inte konsumtion jag undrade över. skolan"],
        ReplyKind::Answer,
        "Lust att lära",
    );
}

#[test]
fn a_sure_follow_up_goes_before_a_phrase_beside_it() {
    let school = "vad säger planen om skolan";
    check(&[school, "det gick en bil förbi, ta det igen"], ReplyKind::Answer, "Lust att lära");
    let simpler = "skriv som om jag var 7 år gammal";
    check(&[school, simpler], ReplyKind::Answer, "med enklare ord");
    check(&[school, "vad ska det vara bra för"], ReplyKind::Answer, "förklaras");
}

#[test]
fn the_age_of_the_texts_may_be_asked_after_a_miss() {
    let asked = ["vad vill ni med klimatet", "när öppnar biblioteket"];
    let [climate, library] = asked;
    check(&[climate, library, "hur gammal är texten egentligen"], ReplyKind::Answer, "2018");
}

#[test]
fn a_farewell_after_an_answer_declines_nothing() {
    check(&["vad står det om folkhälsan", "det var allt, hej då"], ReplyKind::Smalltalk, "Ha det");
}

#[test]
fn then_is_the_day_spoken_of() {
    let sure = "är du säker på att ni har öppet då";
    check(&["har ni öppet på måndag", sure], ReplyKind::Hours, "30 november");
}

#[test]
fn they_are_those_spoken_of_and_not_the_centre() {
    check(&["har badhuset öppet idag", "när öppnar de i morgon?"], ReplyKind::Unknown, "");
}

#[test]
fn who_says_why_now_asks_what_follows() {
    let now = "När vi ändå hörs, vad står det om buller i planen?";
    check(&[now], ReplyKind::Answer, "buller");
}

#[test]
fn who_accepts_a_person_is_not_asking_for_more() {
    let miss = "hur söker man plats på förskolan";
    check(&[miss, "ja, skicka det vidare"], ReplyKind::Handover, "");
}

#[test]
fn texts_that_have_a_word_are_asked_for_behind_a_remark() {
    let asked = "kul! I vilka av era sju områden nämns buller?";
    check(&["vad tycker ni om klimatet", asked], ReplyKind::Answer, "Hållbart samhälle");
}

#[test]
fn a_no_that_names_another_authority_gets_it() {
    let miss = "hur söker man plats på förskolan";
    let named = "Nej, jag vill ansöka om sjukpenning";
    check(&[miss, named], ReplyKind::Unknown, "Försäkringskassan");
}

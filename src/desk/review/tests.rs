//! Which wordings are one question.

use proptest::prelude::*;

use super::*;
use crate::model::id::{ChatId, MessageId};
use crate::model::log::Review;
use crate::model::reply::ReplyKind;

fn question(id: i64, text: &str, asked_ms: i64) -> Question {
    Question {
        answer: String::new(),
        id: QuestionId::new(id),
        chat: ChatId::new(7),
        message_id: MessageId::new(1),
        text: text.to_owned(),
        kind: ReplyKind::Unknown,
        article: None,
        language: if text.contains("the") { "en" } else { "sv" }.to_owned(),
        asked_ms,
        outside_hours: false,
        helpful: None,
        review: Review::Open,
    }
}

#[test]
fn wordings_that_ask_the_same_are_one_group_and_others_are_not() {
    let check = |one: &str, other: &str, together: bool| {
        let count = groups(&[question(1, one, 1), question(2, other, 2)]).len();
        assert_eq!(count == 1, together, "{one} / {other}");
    };
    check("Hur ansöker jag om bygglov?", "hur ansöker jag om bygglov", true);
    check("Hur ansöker jag om bygglov?", "Hej! Hur ansöker man om bygglov, tack", true);
    check("Hur ansöker jag om bygglov?", "hur ansoker jag om bygglob", true);
    check("Hur ansöker jag om bygglov?", "hur ansöker jag om bygg lov", true);
    check("Hur ansöker jag om bygglov?", "Bygglov, hur ansöker jag om det?", true);
    check("When does the swimming pool open?", "please, when does the swiming pool open", true);
    check("???", "???", true);
    check("hej", "Hej!", true);
    check("bygglov bygglov?", "bygglov", true);

    check("När öppnar simhallen?", "Var ligger simhallen?", false);
    check("Var ligger Surte skola?", "Var ligger Nödinge skola?", false);
    check("Var stannar bussen till Göteborg?", "Var stannar bussen från Göteborg?", false);
    check("Vad kostar plats 2025?", "Vad kostar plats 2026?", false);
    check("Hur anmäler jag parkering?", "Hur anmäler jag markering?", false);
    check("När töms soporna i Nol?", "När töms soporna i nov?", false);
    check("Var finns skolskjuts?", "Var finns skolskjuts inte?", false);
    check("???", "!!!", false);
    check("hej", "tack", false);
}

#[test]
fn a_group_has_the_newest_wording_its_languages_and_its_ids_newest_first() {
    let found = groups(&[
        question(4, "bygglov?", 10),
        question(6, "Bygglov, tack", 30),
        question(5, "the bygglov", 30),
        question(9, "soffa", 5),
    ]);
    let languages = BTreeSet::from(["en".to_owned(), "sv".to_owned()]);
    assert_eq!(
        found[0],
        Group {
            text: "Bygglov, tack".to_owned(),
            ids: [6, 5, 4].map(QuestionId::new).to_vec(),
            languages,
            last_asked_ms: 30
        }
    );
    assert_eq!((found[0].count(), found.len()), (3, 2));
}

#[test]
fn the_most_asked_come_first_and_among_equals_the_newest() {
    let found = groups(&[
        question(1, "soffa", 1),
        question(2, "hund", 2),
        question(3, "katt", 3),
        question(4, "soffa", 0),
    ]);
    let texts: Vec<&str> = found.iter().map(|group| group.text.as_str()).collect();
    assert_eq!(texts, ["soffa", "katt", "hund"]);
}

#[test]
fn a_button_finds_its_group_after_more_has_been_asked() {
    let mut questions = vec![question(1, "Var lämnar jag en soffa?", 1), question(2, "hund", 2)];
    let carried =
        groups(&questions).iter().find(|group| group.text.contains("soffa")).unwrap().ids[0];
    questions.push(question(3, "var lämnar man soffan", 9));
    let now = groups(&questions);
    assert_eq!(
        group_of(&now, carried).map(|group| group.ids.clone()),
        Some([3, 1].map(QuestionId::new).to_vec())
    );
    assert_eq!(group_of(&now, QuestionId::new(77)), None);
}

#[test]
fn small_differences_do_not_add_up() {
    let chain = ["simhallar", "simhallat", "simhabbat", "simhxbbat", "simyxbbat", "sitbxbbat"];
    let questions: Vec<Question> =
        (1..).zip(chain).map(|(id, text)| question(id, text, id)).collect();
    let groups = groups(&questions);
    let ends = [1, 6].map(|id| group_of(&groups, QuestionId::new(id)));
    assert_ne!(ends[0], ends[1]);
}

#[test]
fn the_most_frequent_wording_is_the_middle_of_its_group() {
    let check = |middles: i64, expected: usize| {
        let ends = [question(1, "simhaaaar", 1), question(2, "simhabbxx", 2)];
        let middles = (0..middles).map(|id| question(10 + id, "simhabbar", id));
        assert_eq!(groups(&ends.into_iter().chain(middles).collect::<Vec<_>>()).len(), expected);
    };
    check(0, 2);
    check(2, 1);
}

/// `cargo bench --bench review` says what ten thousand cost.
#[test]
fn of_many_questions_that_begin_alike_none_is_lost() {
    let word = |mut number: usize| -> String {
        let letters = std::iter::from_fn(|| {
            let letter = b'a' + (number % 26) as u8;
            number /= 26;
            Some(char::from(letter))
        });
        "bo".chars().chain(letters.take(7)).collect()
    };
    let questions: Vec<Question> = (0..1_000)
        .map(|id| {
            question(id as i64, &format!("hur söker man {}", word(id * 7919 * 7919)), id as i64)
        })
        .collect();
    let found = groups(&questions);
    assert!(found.len() > 1);
    assert_eq!(found.iter().map(Group::count).sum::<usize>(), 1_000);
}

fn some_questions() -> impl Strategy<Value = Vec<Question>> {
    let wording = prop::sample::select(vec![
        "Hur ansöker jag om bygglov?",
        "hur ansöker man om bygglob",
        "bygglov hur ansöker jag om",
        "bygg lov",
        "bygglov",
        "byggloven",
        "soffa",
        "var lämnar jag en soffa",
        "var lamnar jag soffan",
        "hej",
        "hej tack",
        "???",
        "",
    ]);
    prop::collection::vec((wording, 0i64..4), 0..40)
        .prop_map(|all| (1..).zip(all).map(|(id, (text, at))| question(id, text, at)).collect())
}

proptest! {
    #[test]
    fn every_question_is_in_one_group_whatever_the_order((questions, shuffled) in some_questions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let found = groups(&questions);
        prop_assert_eq!(&found, &groups(&shuffled));
        let mut ids: Vec<QuestionId> = found.iter().flat_map(|group| group.ids.clone()).collect();
        ids.sort_unstable();
        let all: Vec<QuestionId> = questions.iter().map(|question| question.id).collect();
        prop_assert_eq!(ids, all);
        for group in &found {
            prop_assert_eq!(group_of(&found, group.ids[0]), Some(group));
        }
    }

    #[test]
    fn no_text_is_too_odd(texts in prop::collection::vec(any::<String>(), 0..8)) {
        let questions: Vec<Question> = (1..).zip(&texts).map(|(id, text)| question(id, text, id)).collect();
        prop_assert_eq!(groups(&questions).iter().map(Group::count).sum::<usize>(), texts.len());
    }
}

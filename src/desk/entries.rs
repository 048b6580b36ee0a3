//! FAQ entries: what a pair of question and answer makes of one, and what taking a state of it back brings.

use chrono::NaiveDate;

use super::pairs;
use crate::model::article::{Article, ArticleId};
use crate::model::desk::{Draft, Pair};
use crate::model::id::QuestionId;

/// The entry that a pair makes: a new one with this id, or the next state of the one before. Dated `today`.
pub fn entry(pair: &Pair, before: Option<&Article>, id: ArticleId, today: NaiveDate) -> Article {
    let question = on_one_line(&pair.question);
    Article {
        questions: questions(before, &question),
        origin: before.and_then(|before| before.origin.clone()),
        checked: Some(today),
        valid_until: before.and_then(|before| before.valid_until),
        keywords: before.map(|before| before.keywords.clone()).unwrap_or_default(),
        ..Article::faq(before.map_or(id, |before| before.id.clone()), question, pair.answer.clone())
    }
}

pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How residents ask: what they were known to ask before, and the question itself.
fn questions(before: Option<&Article>, question: &str) -> Vec<String> {
    let mut questions = before.map(|before| before.questions.clone()).unwrap_or_default();
    if !questions.iter().any(|known| known == question) {
        questions.push(question.to_owned());
    }
    questions
}

/// What is to be saved, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub pairs: Vec<Pair>,
    /// The newest question of the group that it answers.
    pub reviews: Option<QuestionId>,
    /// The entry whose new state it is.
    pub replaces: Option<ArticleId>,
}

impl Look {
    /// New entries that answer no question in particular.
    pub fn of(pairs: Vec<Pair>) -> Self {
        Look { pairs, reviews: None, replaces: None }
    }
}

/// What comes of the message that a draft has waited for: pairs where it has some, else the answer to the question that is known. `title` gives that
/// of an entry. `None`: the draft waits for nothing, or its entry is gone.
pub fn answered(
    draft: Draft,
    text: &str,
    title: impl Fn(&ArticleId) -> Option<String>,
) -> Option<Look> {
    let typed = pairs::parse(text).ok();
    let alone = |question| Pair { question, answer: text.trim().to_owned() };
    match draft {
        Draft::AwaitsAnswer { question, reviews } => {
            let pairs = typed.unwrap_or_else(|| vec![alone(question)]);
            Some(Look { reviews, ..Look::of(pairs) })
        }
        Draft::AwaitsText { article } => {
            let title = title(&article)?;
            let typed = typed.and_then(|pairs| pairs.into_iter().next());
            let pair = typed.unwrap_or_else(|| alone(title));
            Some(Look { replaces: Some(article), ..Look::of(vec![pair]) })
        }
        Draft::FirstMessage(_)
        | Draft::ConsentAsked { .. }
        | Draft::Forwarded { .. }
        | Draft::Look { .. } => None,
    }
}

/// A state that an entry has had.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State<'a> {
    pub article: &'a Article,
    /// Counted from 1.
    pub version: i64,
    /// Taken away by this state.
    pub removed: bool,
}

/// What is there when a state has been taken back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Undone<'a> {
    /// Nothing any more.
    Entry,
    /// What had been removed.
    Removal(&'a Article),
    /// What it said before.
    Change(&'a Article),
}

/// Takes back the state `version` of a history, the oldest first. `None`: another holds by now.
pub fn undo<'a>(history: &[State<'a>], version: i64) -> Option<Undone<'a>> {
    let (now, earlier) = history.split_last()?;
    if now.version != version {
        return None;
    }
    let before = earlier.last().filter(|before| !before.removed);
    Some(match before {
        None => Undone::Entry,
        Some(before) if now.removed => Undone::Removal(before.article),
        Some(before) => Undone::Change(before.article),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_after_a_question_is_its_answer_unless_it_has_questions_of_its_own() {
        let id = || ArticleId::parse("moped").unwrap();
        let pair = |question: &str, answer: &str| Pair {
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        let waiting = || Draft::AwaitsAnswer {
            question: "Var?".to_owned(),
            reviews: Some(QuestionId::new(3)),
        };
        let changing = || Draft::AwaitsText { article: id() };
        let two = "Fråga: A? Svar: B.\nFråga: C? Svar: D.";
        let reviewing = |pairs| Some(Look { reviews: Some(QuestionId::new(3)), ..Look::of(pairs) });
        let replacing = |pair| Some(Look { replaces: Some(id()), ..Look::of(vec![pair]) });
        for (draft, text, expected) in [
            (waiting(), " Här. ", reviewing(vec![pair("Var?", "Här.")])),
            (waiting(), two, reviewing(vec![pair("A?", "B."), pair("C?", "D.")])),
            (changing(), "Här.", replacing(pair("Moped?", "Här."))),
            (changing(), two, replacing(pair("A?", "B."))),
            (Draft::Forwarded { question: "Var?".to_owned() }, "Här.", None),
        ] {
            let title = |_: &ArticleId| Some("Moped?".to_owned());
            assert_eq!(answered(draft, text, title), expected, "{text}");
        }
        assert_eq!(answered(changing(), "Här.", |_| None), None);
    }

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn id(text: &str) -> ArticleId {
        ArticleId::parse(text).unwrap()
    }

    fn pair(question: &str) -> Pair {
        Pair { question: question.to_owned(), answer: "På återbruket.".to_owned() }
    }

    #[test]
    fn a_pair_makes_an_entry_that_is_asked_for_by_its_question() {
        let entry = entry(&pair("Var lämnar\n jag  grovsopor?"), None, id("faq-var"), today());
        assert_eq!(entry.title, "Var lämnar jag grovsopor?");
        assert_eq!(entry.questions, ["Var lämnar jag grovsopor?"]);
        assert_eq!((entry.id.as_str(), entry.checked), ("faq-var", Some(today())));
    }

    #[test]
    fn a_next_state_keeps_what_the_pair_does_not_say() {
        let first = entry(&pair("Var?"), None, id("faq-var"), today());
        let first = Article { keywords: vec!["sopor".to_owned()], ..first };
        let later = today().succ_opt().unwrap();
        let next = entry(&pair("Varthän?"), Some(&first), id("faq-varthan"), later);
        assert_eq!(next.id, first.id);
        assert_eq!(next.questions, ["Var?", "Varthän?"]);
        assert_eq!((next.keywords, next.checked), (first.keywords.clone(), Some(later)));
        let same = entry(&pair("Var?"), Some(&first), id("faq-var"), later);
        assert_eq!(same.questions, ["Var?"]);
    }

    #[test]
    fn taking_a_state_back_brings_the_one_before() {
        let article = entry(&pair("Var?"), None, id("faq-var"), today());
        let state = |version, removed| State { article: &article, version, removed };
        let check = |removed: &[bool], version, expected| {
            let history: Vec<State> =
                (1..).zip(removed).map(|(at, gone)| state(at, *gone)).collect();
            assert_eq!(undo(&history, version), expected, "{removed:?}, {version}");
        };
        check(&[], 1, None);
        check(&[false], 1, Some(Undone::Entry));
        check(&[false], 2, None);
        check(&[false, false], 1, None);
        check(&[false, false], 2, Some(Undone::Change(&article)));
        check(&[false, true], 2, Some(Undone::Removal(&article)));
        // Saved anew after it was removed: what is taken back was not there before.
        check(&[false, true, false], 3, Some(Undone::Entry));
    }
}

//! FAQ entries: what a pair of question and answer makes of one, and what taking a state of it back brings.

use chrono::NaiveDate;

use crate::model::article::{Article, ArticleId};
use crate::model::desk::Pair;

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

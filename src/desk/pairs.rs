//! `Fråga: … Svar: …`, as staff type it or as it stands in an e-mail: one pair or several.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::article::ArticleId;
use crate::model::desk::Pair;

/// A label, at the beginning of a line or, for the answer, also within one.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?im)(?:^[ \t>*•-]*(?P<q>fråga|fraga|frågor|f|question|q)|(?:^[ \t>*•-]*|[ \t])(?P<a>svar|s|answer|a))[ \t]*\d{0,2}[ \t]*:",
    )
    .ok()
});

/// What is wrong with a text that is to become FAQ entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPairs {
    /// No label at all.
    None,
    /// A question (counted from 1) without an answer, or the other way round.
    Incomplete(usize),
}

/// The pairs of a text, in order. What stands before the first label is left out.
pub fn parse(text: &str) -> Result<Vec<Pair>, BadPairs> {
    let labels = labels(text);
    if labels.is_empty() {
        return Err(BadPairs::None);
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let mut asked: Option<String> = None;
    for (index, label) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(text.len(), |next| next.start);
        let content = text[label.end..end].trim().to_owned();
        let incomplete = BadPairs::Incomplete(pairs.len() + 1);
        if content.is_empty() {
            return Err(incomplete);
        }
        match (label.is_question, asked.take()) {
            (true, None) => asked = Some(content),
            (false, Some(question)) => pairs.push(Pair { question, answer: content }),
            (true, Some(_)) | (false, None) => return Err(incomplete),
        }
    }
    if asked.is_some() { Err(BadPairs::Incomplete(pairs.len() + 1)) } else { Ok(pairs) }
}

struct Label {
    start: usize,
    end: usize,
    is_question: bool,
}

/// Within a line only the first answer of a question is a label: "Ring, svar: dröjer" is part of an answer.
fn labels(text: &str) -> Vec<Label> {
    let Some(pattern) = LABEL.as_ref() else { return Vec::new() };
    let mut labels: Vec<Label> = Vec::new();
    for found in pattern.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let is_question = found.name("q").is_some();
        let starts_line =
            text[..whole.start()].rsplit('\n').next().unwrap_or_default().trim().is_empty()
                && !text[whole.start()..].starts_with(' ')
                || whole.start() == 0;
        let awaited = labels.last().is_some_and(|last| last.is_question);
        if is_question || awaited || starts_line {
            labels.push(Label { start: whole.start(), end: whole.end(), is_question });
        }
    }
    labels
}

/// An id for a new entry: the question's own words, in what ids are made of. `taken` says which are.
pub fn id(question: &str, taken: impl Fn(&ArticleId) -> bool) -> Option<ArticleId> {
    let plain: String = question.to_lowercase().chars().map(plain).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    // Room for a number behind it.
    let mut slug = String::from("faq");
    for word in words {
        if slug.len() + 1 + word.len() > ArticleId::MAX - 4 {
            break;
        }
        slug = format!("{slug}-{word}");
    }
    let first = ArticleId::parse(&slug);
    let numbered = (2..1000).filter_map(|number| ArticleId::parse(&format!("{slug}-{number}")));
    first.into_iter().chain(numbered).find(|id| !taken(id))
}

fn plain(c: char) -> char {
    match c {
        'å' | 'ä' | 'à' | 'á' | 'æ' => 'a',
        'ö' | 'ø' => 'o',
        'é' | 'è' | 'ê' => 'e',
        'ü' => 'u',
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => c,
        _ => '-',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: Result<&[(&str, &str)], BadPairs>) {
        let pairs = parse(text).map(|pairs| {
            pairs.into_iter().map(|pair| (pair.question, pair.answer)).collect::<Vec<_>>()
        });
        let expected = expected
            .map(|pairs| pairs.iter().map(|(q, a)| ((*q).to_owned(), (*a).to_owned())).collect());
        assert_eq!(pairs, expected, "{text}");
    }

    #[test]
    fn pairs_are_read_however_they_are_labelled() {
        check(
            "Fråga: Var lämnar jag grovsopor? Svar: På återbruket.",
            Ok(&[("Var lämnar jag grovsopor?", "På återbruket.")]),
        );
        check("fråga:A?\nsvar:B", Ok(&[("A?", "B")]));
        check("Q: Where?\nA: There.", Ok(&[("Where?", "There.")]));
        check("F: Var?\n\nS: Här.\nOch där.", Ok(&[("Var?", "Här.\nOch där.")]));
        check(
            "Hej!\nFråga: Var?\nSvar: Här.\nFråga: När?\nSvar: Nu.",
            Ok(&[("Var?", "Här."), ("När?", "Nu.")]),
        );
        check(
            "Fråga 1: Var?\nSvar 1: Här.\nFråga 2: När?\nSvar 2: Nu.",
            Ok(&[("Var?", "Här."), ("När?", "Nu.")]),
        );
        check("> Fråga: Var?\n> Svar: Här.", Ok(&[("Var?", "Här.")]));
    }

    #[test]
    fn what_looks_like_a_label_within_an_answer_is_part_of_it() {
        check(
            "Fråga: Var? Svar: Ring oss, svar: dröjer ibland.",
            Ok(&[("Var?", "Ring oss, svar: dröjer ibland.")]),
        );
        check("Fråga: När? Svar: Kl. 8: då öppnar vi.", Ok(&[("När?", "Kl. 8: då öppnar vi.")]));
    }

    #[test]
    fn a_pair_with_one_half_is_named() {
        check("Var lämnar jag grovsopor?", Err(BadPairs::None));
        check("", Err(BadPairs::None));
        check("Fråga: Var?", Err(BadPairs::Incomplete(1)));
        check("Svar: Här.", Err(BadPairs::Incomplete(1)));
        check("Fråga: Var?\nSvar: Här.\nFråga: När?", Err(BadPairs::Incomplete(2)));
        check("Fråga: Svar: Här.", Err(BadPairs::Incomplete(1)));
        check("Fråga: Var?\nFråga: När?\nSvar: Nu.", Err(BadPairs::Incomplete(1)));
    }

    #[test]
    fn an_id_is_made_of_the_question() {
        let id =
            |question: &str| id(question, |id| id.as_str() == "faq-var").map(|id| id.to_string());
        assert_eq!(
            id("Var lämnar jag grovsopor på lördag?").as_deref(),
            Some("faq-var-lamnar-jag-grovsopor-pa-lordag")
        );
        assert_eq!(id("Var?").as_deref(), Some("faq-var-2"));
        assert_eq!(id("???").as_deref(), Some("faq"));
        assert_eq!(id(&"ord ".repeat(40)).map(|id| id.len()), Some(43));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_pairs_are_whole(text in "(?s).{0,200}") {
            if let Ok(pairs) = parse(&text) {
                prop_assert!(pairs.iter().all(|pair| !pair.question.is_empty() && !pair.answer.is_empty()));
            }
        }

        #[test]
        fn what_is_written_as_a_pair_is_read_as_one(question in "[a-zåäö ]{1,20}\\?", answer in "[a-zåäö ,.\n]{0,40}[a-zåäö.]") {
            let text = format!("Fråga: {question}\nSvar: {answer}");
            let pair = Pair { question: question.trim().to_owned(), answer: answer.trim().to_owned() };
            prop_assert_eq!(parse(&text), Ok(vec![pair]));
        }
    }
}

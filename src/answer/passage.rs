//! The one to three sentences of an article that answer a question.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::words::{fold, words};
use crate::model::hit::Likened;

/// The most sentences quoted.
const MOST: usize = 3;
/// A neighbouring sentence joins the best one if it is at least this much to the point.
const JOINS: f32 = 0.35;
/// Where no sentence has anything of the question, so many from the beginning are quoted.
const OPENING: usize = 2;
/// The weight of what others asked almost like this, beside the question itself.
const LIKENED: f32 = 0.4;
/// The weight of the sentences that editors have told to answer examples near the question, beside the question's own words.
const TOLD: f32 = 1.5;

/// A contiguous piece of `body`, letter for letter. `likened` are example questions near the message: for some an editor has said which
/// sentence answers them, and all carry words of the plan that the message itself may lack.
pub fn best<'a>(body: &'a str, question: &str, likened: &[Likened<'_>]) -> &'a str {
    let sentences = sentences(body);
    let Some(last) = sentences.len().checked_sub(1) else {
        return body;
    };
    let weights = weights(body, &sentences);
    let mut scores = score(body, &sentences, question, &weights);
    let (told, untold): (Vec<&Likened<'_>>, Vec<&Likened<'_>>) = likened.iter().partition(|example| example.answered_at.is_some());
    for example in &untold {
        let share = LIKENED / untold.len() as f32;
        for (score, other) in scores.iter_mut().zip(self::score(body, &sentences, example.text, &weights)) {
            *score += share * other;
        }
    }
    let most = scores.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    for (score, vote) in scores.iter_mut().zip(votes(&sentences, &told)) {
        *score = *score / most + TOLD * vote;
    }
    let best = (0..=last).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a))).unwrap_or(0);
    if scores[best] <= 0.0 {
        return &body[sentences[0].start..sentences[last.min(OPENING - 1)].end];
    }
    let (mut first, mut end) = (best, best);
    while end - first + 1 < MOST {
        let before = first.checked_sub(1).filter(|_| same_paragraph(body, &sentences[first - 1], &sentences[first])).map(|at| scores[at]);
        let after = scores.get(end + 1).copied().filter(|_| same_paragraph(body, &sentences[end], &sentences[end + 1]));
        let limit = JOINS * scores[best];
        match (before.filter(|score| *score >= limit), after.filter(|score| *score >= limit)) {
            (Some(before), after) if after.is_none_or(|after| before > after) => first -= 1,
            (_, Some(_)) => end += 1,
            _ => break,
        }
    }
    &body[sentences[first].start..sentences[end].end]
}

/// The share of the nearest examples that each sentence answers, near ones counting more; all 0 where none is told.
fn votes(sentences: &[Range<usize>], told: &[&Likened<'_>]) -> Vec<f32> {
    let weight = |example: &Likened<'_>| example.similarity.powi(2);
    let all: f32 = told.iter().map(|example| weight(example)).sum();
    let of = |sentence: &Range<usize>| -> f32 {
        told.iter().filter(|example| example.answered_at == Some(sentence.start)).map(|example| weight(example)).sum()
    };
    sentences.iter().map(|sentence| of(sentence) / all.max(f32::MIN_POSITIVE)).collect()
}

/// The sentences of a text, as byte ranges without the blanks around them.
pub fn sentences(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        if ends || (c == '\n' && next == Some('\n')) {
            push(&mut found, body, start..at + c.len_utf8());
            start = at + c.len_utf8();
        }
    }
    push(&mut found, body, start..body.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, body: &str, range: Range<usize>) {
    let text = &body[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    let end = range.start + text.trim_end().len();
    if start < end && body[start..end].chars().any(char::is_alphanumeric) {
        found.push(start..end);
    }
}

fn same_paragraph(body: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    !body[first.end..second.start].contains("\n\n")
}

/// How rare each n-gram is among the sentences: what stands in all of them tells none of them apart.
fn weights(body: &str, sentences: &[Range<usize>]) -> HashMap<String, f32> {
    let mut count: HashMap<String, f32> = HashMap::new();
    for sentence in sentences {
        for gram in grams(&body[sentence.clone()]).into_keys() {
            *count.entry(gram).or_insert(0.0) += 1.0;
        }
    }
    let total = sentences.len() as f32;
    count.into_iter().map(|(gram, count)| (gram, ((total + 1.0) / count).ln())).collect()
}

fn score(body: &str, sentences: &[Range<usize>], question: &str, weights: &HashMap<String, f32>) -> Vec<f32> {
    let asked = grams(question);
    sentences
        .iter()
        .map(|sentence| {
            let text = &body[sentence.clone()];
            let own = grams(text);
            let shared: f32 = asked.keys().filter(|gram| own.contains_key(*gram)).filter_map(|gram| weights.get(gram)).sum();
            shared / (own.len() as f32).sqrt().max(1.0)
        })
        .collect()
}

/// Character 4-grams inside the words of four letters and more; shorter words say little.
fn grams(text: &str) -> HashMap<String, ()> {
    let mut all = HashMap::new();
    for word in words(text).filter(|word| word.chars().count() >= 4 || word.chars().all(char::is_numeric)) {
        let padded: Vec<char> = std::iter::once('_').chain(fold(&word).chars()).chain(['_']).collect();
        all.extend(padded.windows(4).map(|window| (window.iter().collect(), ())));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Ale växer snabbt. Vi ska minska buller och trafik. Parker ska vara säkra.\n\nDet leder till jämlika villkor.";

    fn check(question: &str, expected: &str) {
        assert_eq!(best(BODY, question, &[]), expected, "{question}");
    }

    #[test]
    fn the_sentence_that_answers_is_quoted() {
        check("vad gör ni åt bullret", "Vi ska minska buller och trafik.");
        check("jamlikhet", "Det leder till jämlika villkor.");
    }

    #[test]
    fn a_question_that_no_sentence_speaks_of_gets_the_beginning() {
        check("hur då", "Ale växer snabbt. Vi ska minska buller och trafik.");
    }

    fn likened(text: &str, answered_at: Option<usize>) -> Likened<'_> {
        Likened { text, similarity: 0.5, answered_at }
    }

    #[test]
    fn words_of_a_likened_question_lead_to_the_sentence() {
        let near = [likened("buller från bilar", None)];
        assert_eq!(best(BODY, "dånet från vägen", &near), "Vi ska minska buller och trafik.");
    }

    #[test]
    fn the_sentence_that_an_editor_named_is_quoted() {
        let near = [likened("är det farligt i parken", BODY.find("Parker"))];
        assert_eq!(best(BODY, "vågar man gå ut om kvällen", &near), "Parker ska vara säkra.");
    }
}

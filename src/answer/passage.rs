//! The one to three sentences of an article that answer a question.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::words::{fold, words};

/// The most sentences quoted.
const MOST: usize = 3;
/// A neighbouring sentence joins the best one if it is at least this much to the point.
const JOINS: f32 = 0.35;
/// Where no sentence has anything of the question, so many from the beginning are quoted.
const OPENING: usize = 2;
/// The weight of what others asked almost like this, beside the question itself.
const LIKENED: f32 = 0.4;

/// A contiguous piece of `body`, letter for letter. `likened` are example questions near the message: they carry words of the plan that
/// the message itself may lack.
pub fn best<'a>(body: &'a str, question: &str, likened: &[&str]) -> &'a str {
    let sentences = sentences(body);
    let Some(last) = sentences.len().checked_sub(1) else {
        return body;
    };
    let weights = weights(body, &sentences);
    let mut scores = score(body, &sentences, question, &weights);
    for example in likened {
        let share = LIKENED / likened.len() as f32;
        for (score, other) in scores.iter_mut().zip(self::score(body, &sentences, example, &weights)) {
            *score += share * other;
        }
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

    #[test]
    fn words_of_a_likened_question_lead_to_the_sentence() {
        assert_eq!(best(BODY, "dånet från vägen", &["buller från bilar"]), "Vi ska minska buller och trafik.");
    }
}

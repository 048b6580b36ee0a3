//! The one to three sentences of an article that answer a question.

use std::collections::HashMap;
use std::ops::Range;

use super::asked::Asked;
use super::e_service;
use crate::language::words::{fold, heading, prose_sentences, words};
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

/// What a sentence that answers the kind of question gains, beside the question's own words.
const CUED: f32 = 1.0;

/// Where a passage is looked for, and what for.
pub struct Search<'a> {
    pub body: &'a str,
    /// The part of the body that fits best, in bytes.
    pub section: Range<usize>,
    pub question: &'a str,
    /// Example questions near the message: for some an editor has said which sentence answers them, and all carry words of the article that the
    /// message itself may lack.
    pub likened: &'a [Likened<'a>],
}

/// A contiguous piece of the body, letter for letter: one to three sentences, items of a list or rows of a table.
pub fn best<'a>(search: &Search<'a>) -> &'a str {
    let Search { body, section, question, likened } = search;
    let mut sentences = prose_sentences(body);
    // A link to an e-service answers nothing; it is shown beside what does.
    sentences.retain(|sentence| {
        let sentence = &body[sentence.clone()];
        heading(sentence).is_none() && e_service::named(sentence).is_none()
    });
    if sentences.is_empty() {
        return body;
    }
    let told: Vec<&Likened<'_>> =
        likened.iter().filter(|example| example.answered_at.is_some()).collect();
    if told.is_empty() {
        let inside = |sentence: &Range<usize>| section.contains(&sentence.start);
        if sentences.iter().any(inside) {
            sentences.retain(inside);
        }
    }
    let scores = scored(body, &sentences, question, likened, &told);
    let best = (0..sentences.len())
        .max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))
        .unwrap_or(0);
    let (first, last) = if scores[best] > 0.0 {
        widened(body, &sentences, &scores, best)
    } else {
        (0, (OPENING - 1).min(sentences.len() - 1))
    };
    let last = if same_paragraphs(body, &sentences, first, last) { last } else { first };
    &body[sentences[first].start..sentences[last].end]
}

/// How much each sentence is to the point.
fn scored(
    body: &str,
    sentences: &[Range<usize>],
    question: &str,
    likened: &[Likened<'_>],
    told: &[&Likened<'_>],
) -> Vec<f32> {
    let weights = weights(body, sentences);
    let mut scores = score(body, sentences, question, &weights);
    let untold: Vec<&Likened<'_>> =
        likened.iter().filter(|example| example.answered_at.is_none()).collect();
    for example in &untold {
        let share = LIKENED / untold.len() as f32;
        for (score, other) in
            scores.iter_mut().zip(self::score(body, sentences, example.text, &weights))
        {
            *score += share * other;
        }
    }
    let most = scores.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let asked = Asked::of(question);
    for ((score, vote), sentence) in scores.iter_mut().zip(votes(sentences, told)).zip(sentences) {
        // A sentence with nothing of the question answers another one.
        let is_near = *score > 0.0 || vote > 0.0;
        let cued = if is_near
            && asked.is_some_and(|asked| asked.is_answered_by(&body[sentence.clone()]))
        {
            CUED
        } else {
            0.0
        };
        *score = *score / most + TOLD * vote + cued;
    }
    scores
}

/// The neighbours of the best sentence that are nearly as much to the point, at most [`MOST`] in all: the first and the last.
fn widened(body: &str, sentences: &[Range<usize>], scores: &[f32], best: usize) -> (usize, usize) {
    let (mut first, mut end) = (best, best);
    while end - first + 1 < MOST {
        let before = first
            .checked_sub(1)
            .filter(|at| same_paragraph(body, &sentences[*at], &sentences[first]))
            .map(|at| scores[at]);
        let after = scores
            .get(end + 1)
            .copied()
            .filter(|_| same_paragraph(body, &sentences[end], &sentences[end + 1]));
        let limit = JOINS * scores[best];
        match (before.filter(|score| *score >= limit), after.filter(|score| *score >= limit)) {
            (Some(before), after) if after.is_none_or(|after| before > after) => first -= 1,
            (_, Some(_)) => end += 1,
            _ => break,
        }
    }
    (first, end)
}

fn same_paragraphs(body: &str, sentences: &[Range<usize>], first: usize, last: usize) -> bool {
    (first..last).all(|at| same_paragraph(body, &sentences[at], &sentences[at + 1]))
}

/// The share of the nearest examples that each sentence answers, near ones counting more; all 0 where none is told.
fn votes(sentences: &[Range<usize>], told: &[&Likened<'_>]) -> Vec<f32> {
    let weight = |example: &Likened<'_>| example.similarity.powi(2);
    let all: f32 = told.iter().map(|example| weight(example)).sum();
    let of = |sentence: &Range<usize>| -> f32 {
        told.iter()
            .filter(|example| example.answered_at == Some(sentence.start))
            .map(|example| weight(example))
            .sum()
    };
    sentences.iter().map(|sentence| of(sentence) / all.max(f32::MIN_POSITIVE)).collect()
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

fn score(
    body: &str,
    sentences: &[Range<usize>],
    question: &str,
    weights: &HashMap<String, f32>,
) -> Vec<f32> {
    let asked = grams(question);
    sentences
        .iter()
        .map(|sentence| {
            let text = &body[sentence.clone()];
            let own = grams(text);
            let shared: f32 = asked
                .keys()
                .filter(|gram| own.contains_key(*gram))
                .filter_map(|gram| weights.get(gram))
                .sum();
            shared / (own.len() as f32).sqrt().max(1.0)
        })
        .collect()
}

/// Character 4-grams inside the words of four letters and more; shorter words say little.
fn grams(text: &str) -> HashMap<String, ()> {
    let mut all = HashMap::new();
    for word in
        words(text).filter(|word| word.chars().count() >= 4 || word.chars().all(char::is_numeric))
    {
        let padded: Vec<char> =
            std::iter::once('_').chain(fold(&word).chars()).chain(['_']).collect();
        all.extend(padded.windows(4).map(|window| (window.iter().collect(), ())));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Ale växer snabbt. Vi ska minska buller och trafik. Parker ska vara säkra.\n\nDet leder till jämlika villkor.";

    fn passage(question: &str, likened: &[Likened<'_>]) -> String {
        best(&Search { body: BODY, section: 0..BODY.len(), question, likened }).to_owned()
    }

    fn check(question: &str, expected: &str) {
        assert_eq!(passage(question, &[]), expected, "{question}");
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
        assert_eq!(passage("dånet från vägen", &near), "Vi ska minska buller och trafik.");
    }

    #[test]
    fn the_sentence_that_an_editor_named_is_quoted() {
        let near = [likened("är det farligt i parken", BODY.find("Parker"))];
        assert_eq!(passage("vågar man gå ut om kvällen", &near), "Parker ska vara säkra.");
    }

    #[test]
    fn of_a_long_page_the_section_that_fits_is_looked_at() {
        let body = "## Ett\n\nBastun är varm.\n\n## Två\n\nBastun är stängd. Badet är öppet.";
        let section = body.find("## Två").unwrap()..body.len();
        assert_eq!(
            best(&Search { body, section, question: "bastun", likened: &[] }),
            "Bastun är stängd."
        );
    }

    #[test]
    fn a_link_to_an_e_service_is_no_answer() {
        let body = "Kärlet töms varannan vecka.\n\nAnmäl missad tömning → https://e.example.se/1";
        let search = Search { body, section: 0..body.len(), question: "tömning", likened: &[] };
        assert_eq!(best(&search), "Kärlet töms varannan vecka.");
    }

    #[test]
    fn an_item_of_a_list_or_a_row_of_a_table_is_a_passage() {
        let body = "Priser:\n\n| Kort | Pris |\n| Barn | 20 kr |\n| Vuxen | 40 kr |\n\n1. Fyll i blanketten.\n2. Skriv under och skicka in den.";
        for (question, expected) in [
            ("vad kostar det för vuxen", "| Vuxen | 40 kr |"),
            ("ska jag skriva under", "2. Skriv under och skicka in den."),
        ] {
            assert_eq!(
                best(&Search { body, section: 0..body.len(), question, likened: &[] }),
                expected,
                "{question}"
            );
        }
    }
}

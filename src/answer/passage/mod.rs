//! The sentences of an article that answer a question, as they stand there.
//!
//! Every sentence, list item and row of a table is weighed (`features.rs`) with weights learnt from questions whose answering words are known
//! (`alebot calibrate`). Quoted is the best one with its near neighbours, or its whole section where that is short.

mod features;
mod likeness;

use std::ops::Range;

use super::e_service;
use super::weights::PASSAGE;
use crate::language::words::{heading, prose_sentences};
use crate::model::hit::Likened;

use features::Sentence;
pub use features::{NAMES, Row};

/// The most sentences quoted of what is not short enough to be quoted whole.
const MOST: usize = 3;
/// A section of at most so many characters is quoted whole: what stands under one heading belongs together.
const SHORT_SECTION: usize = 500;
/// A neighbouring sentence joins the best one if it is at most so much less to the point; sums of weights, as probabilities' logits.
const JOINS: f32 = 1.5;
/// Another section is quoted beside the best one if its best sentence is at most so much less to the point.
const BESIDE: f32 = 1.0;
/// Where no sentence has anything of the question, so many from the beginning are quoted.
const OPENING: usize = 2;
/// In a longer text, in bytes, only the section that search found is looked through.
const LONG: usize = 20_000;

/// Where a passage is looked for, and what for.
pub struct Search<'a> {
    pub body: &'a str,
    /// The part of the body that fits best by search, in bytes.
    pub section: Range<usize>,
    pub question: &'a str,
    /// Example questions near the message: for some an editor has said which sentence answers them, and all carry words of the article that the
    /// message itself may lack.
    pub likened: &'a [Likened<'a>],
}

/// What is quoted, letter for letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage<'a> {
    pub best: &'a str,
    /// From another section, which is nearly as much to the point.
    pub beside: Option<&'a str>,
}

/// The passage that answers, and one beside it where two are near.
pub fn find<'a>(search: &Search<'a>) -> Passage<'a> {
    let text = Text::of(search);
    let Some(best) = text.best(|_| true) else {
        return Passage { best: search.body, beside: None };
    };
    if !text.is_to_the_point {
        return Passage { best: text.opening(), beside: None };
    }
    let own = text.sentences[best].section;
    let beside = text
        .best(|sentence| sentence.section != own)
        .filter(|at| text.scores[*at] >= text.scores[best] - BESIDE);
    Passage { best: text.around(best), beside: beside.map(|at| text.around(at)) }
}

/// The single sentence that is most to the point, or the first.
pub fn best_sentence<'a>(search: &Search<'a>) -> &'a str {
    let text = Text::of(search);
    let best = text.best(|_| true).map(|at| if text.is_to_the_point { at } else { 0 });
    best.map_or(search.body, |at| text.quote(at, at))
}

/// The features of each sentence, and where it stands; for learning their weights.
pub fn candidates(search: &Search<'_>) -> Vec<(Range<usize>, Row)> {
    let (sentences, headings) = sentences(search);
    let rows = features::rows(search, &sentences, &headings);
    sentences.into_iter().map(|sentence| sentence.range).zip(rows).collect()
}

/// The sentences that can answer: no headings, and no links to e-services, which are shown beside what answers.
fn sentences<'a>(search: &Search<'a>) -> (Vec<Sentence>, Vec<&'a str>) {
    let body = search.body;
    let (mut sentences, headings) = features::divide(body, prose_sentences(body));
    sentences.retain(|sentence| e_service::named(&body[sentence.range.clone()]).is_none());
    let inside = |sentence: &Sentence| search.section.contains(&sentence.range.start);
    if body.len() > LONG && sentences.iter().any(inside) {
        sentences.retain(inside);
    }
    (sentences, headings)
}

fn score(row: &Row) -> f32 {
    row.iter().zip(PASSAGE.iter()).map(|(value, weight)| value * weight).sum()
}

/// Whether the sentence or its section has anything of the question, or an editor has named it.
fn is_to_the_point(row: &Row) -> bool {
    has_any(row, &["words_or_heading", "section", "likened", "told"])
}

fn has_any(row: &Row, names: &[&str]) -> bool {
    NAMES.iter().zip(row).any(|(name, value)| names.contains(name) && *value > 0.0)
}

/// A body in sentences, each with how much it is to the point.
struct Text<'a> {
    body: &'a str,
    /// Whether it has headings.
    is_divided: bool,
    /// Whether any sentence has something of the question.
    is_to_the_point: bool,
    sentences: Vec<Sentence>,
    scores: Vec<f32>,
    /// Whether the sentence itself has anything of the question.
    speaks: Vec<bool>,
}

impl<'a> Text<'a> {
    fn of(search: &Search<'a>) -> Self {
        let (sentences, headings) = sentences(search);
        let rows = features::rows(search, &sentences, &headings);
        Text {
            body: search.body,
            is_divided: headings.len() > 1,
            is_to_the_point: rows.iter().any(is_to_the_point),
            sentences,
            scores: rows.iter().map(score).collect(),
            speaks: rows.iter().map(|row| has_any(row, &["words", "likened", "told"])).collect(),
        }
    }

    /// The sentence most to the point of those that are meant; of several the first.
    fn best(&self, is_meant: impl Fn(&Sentence) -> bool) -> Option<usize> {
        (0..self.sentences.len())
            .filter(|at| is_meant(&self.sentences[*at]))
            .max_by(|a, b| self.scores[*a].total_cmp(&self.scores[*b]).then(b.cmp(a)))
    }

    fn opening(&self) -> &'a str {
        let last = (OPENING - 1).min(self.sentences.len() - 1);
        let joined = (0..last).all(|at| self.are_joined(at, at + 1));
        self.quote(0, if joined { last } else { 0 })
    }

    /// The sentence with what belongs to it.
    fn around(&self, best: usize) -> &'a str {
        let section = self.sentences[best].section;
        let own = |at: &usize| self.sentences[*at].section == section;
        let first = (0..self.sentences.len()).find(own).unwrap_or(best);
        let last = (0..self.sentences.len()).rev().find(own).unwrap_or(best);
        let whole = self.quote(first, last);
        if self.is_divided && whole.chars().count() <= SHORT_SECTION {
            return whole;
        }
        let (first, last) = self.widened(best);
        self.quote(first, last)
    }

    /// The neighbours of the best sentence that are nearly as much to the point, at most [`MOST`] in all: the first and the last.
    fn widened(&self, best: usize) -> (usize, usize) {
        let (mut first, mut last) = (best, best);
        let limit = self.scores[best] - JOINS;
        let is_near = |at: usize| self.speaks[at] && self.scores[at] >= limit;
        while last - first + 1 < MOST {
            let before =
                first.checked_sub(1).filter(|at| self.are_joined(*at, first) && is_near(*at));
            let after = Some(last + 1).filter(|at| {
                *at < self.sentences.len() && self.are_joined(last, *at) && is_near(*at)
            });
            match (before, after) {
                (Some(before), after)
                    if after.is_none_or(|after| self.scores[before] > self.scores[after]) =>
                {
                    first = before;
                }
                (_, Some(after)) => last = after,
                _ => break,
            }
        }
        (first, last)
    }

    /// Whether two sentences stand in one paragraph, list or table.
    fn are_joined(&self, first: usize, second: usize) -> bool {
        !self.body[self.sentences[first].range.end..self.sentences[second].range.start]
            .contains("\n\n")
    }

    fn quote(&self, first: usize, last: usize) -> &'a str {
        &self.body[self.sentences[first].range.start..self.sentences[last].range.end]
    }
}

/// Whether a text has headings or tables, each part of it about something else.
pub fn is_divided(body: &str) -> bool {
    body.lines().any(|line| heading(line).is_some() || line.starts_with('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "Ale växer snabbt. Vi ska minska buller och trafik. Parker ska vara säkra.\n\nDet leder till jämlika villkor.";

    fn passage(question: &str, likened: &[Likened<'_>]) -> String {
        find(&Search { body: BODY, section: 0..BODY.len(), question, likened }).best.to_owned()
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

    fn found<'a>(body: &'a str, question: &'a str) -> Passage<'a> {
        find(&Search { body, section: 0..body.len(), question, likened: &[] })
    }

    #[test]
    fn a_short_section_is_quoted_whole_under_the_heading_that_fits() {
        let body = "Vi har två hus.\n\n## Bastu\n\nDen är varm. Ta med handduk.\n\n## Bad\n\nDet är kallt. Hoppa inte.";
        assert_eq!(
            found(body, "vad behöver man ta med till bastun").best,
            "Den är varm. Ta med handduk."
        );
    }

    #[test]
    fn another_section_that_is_nearly_as_much_to_the_point_stands_beside() {
        let body = "Välkommen hit.\n\n## Vuxna\n\nInträde kostar 40 kr.\n\n## Barn\n\nInträde kostar 20 kr.\n\n## Bastu\n\nDen är varm.";
        let passage = found(body, "vad kostar inträde");
        assert_eq!(
            passage,
            Passage { best: "Inträde kostar 40 kr.", beside: Some("Inträde kostar 20 kr.") }
        );
        assert_eq!(found(body, "är bastun varm").beside, None);
    }

    #[test]
    fn in_a_very_long_text_the_section_that_search_found_is_looked_through() {
        let body = format!(
            "## Ett\n\nBastun är varm.\n\n{}## Två\n\nBastun är stängd.",
            "Fyllnad utan mening.\n\n".repeat(1_000)
        );
        let section = body.find("## Två").unwrap()..body.len();
        let search = Search { body: &body, section, question: "bastun", likened: &[] };
        assert_eq!(find(&search).best, "Bastun är stängd.");
    }

    #[test]
    fn a_link_to_an_e_service_is_no_answer() {
        let body = "Kärlet töms varannan vecka.\n\nAnmäl missad tömning → https://e.example.se/1";
        assert_eq!(found(body, "tömning").best, "Kärlet töms varannan vecka.");
    }

    #[test]
    fn an_item_of_a_list_or_a_row_of_a_table_is_a_passage() {
        let body = "Priser:\n\n| Kort | Pris |\n| Barn | 20 kr |\n| Vuxen | 40 kr |\n\n1. Fyll i blanketten.\n2. Skriv under och skicka in den.";
        for (question, expected) in [
            ("vad kostar det för vuxen", "| Vuxen | 40 kr |"),
            ("ska jag skriva under", "2. Skriv under och skicka in den."),
        ] {
            assert_eq!(
                best_sentence(&Search { body, section: 0..body.len(), question, likened: &[] }),
                expected,
                "{question}"
            );
        }
    }
}

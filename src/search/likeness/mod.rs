//! How much short texts say the same: a message and the questions of FAQ entries, two entries and each other.
//!
//! The index on disk ranks articles among each other; here it must be told whether a text is what was asked at all. So both sides are measured:
//! how much of the message an entry's question has, and how much of the question the message has. A word's weight comes from the
//! messages that residents write, not from the entries, of which there may be one or a thousand.

mod words;

use std::sync::Arc;

use crate::model::article::{Article, ArticleId};
use crate::model::desk::{Fit, Similar};
use crate::model::language::Language;
use crate::search::query::Reader;
use words::{Vocabulary, stems};

pub use words::Rarity;

/// What the text's share weighs beside the message's. This and the next were chosen on the paraphrases of `tests/faq`, and are flat around.
const TEXT: f32 = 2.0;
/// What a keyword is worth beside a whole question.
const KEYWORD: f32 = 0.85;
/// What the better of question and answer weighs where two entries are compared; the other has the rest.
const BETTER: f32 = 0.8;

/// What a text is of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A title or a question.
    Question,
    Body,
    /// One of the words that staff want it found by.
    Keyword,
    /// Everything, keywords too.
    Whole,
}

struct Text {
    article: u32,
    part: Part,
    /// The weight of all its words.
    weight: f32,
}

/// Articles made comparable with messages and with each other. Cheap to search from several threads at once.
pub struct Likeness {
    reader: Reader,
    rarity: Arc<Rarity>,
    articles: Vec<(ArticleId, String)>,
    vocabulary: Vocabulary,
    texts: Vec<Text>,
    /// By word: the texts that have it.
    postings: Vec<Vec<u32>>,
}

/// What a message and a text have of each other, by weight, 0 to 1.
#[derive(Clone, Copy, Default)]
struct Shares {
    of_message: f32,
    of_text: f32,
}

impl Shares {
    /// Their weighted harmonic mean (van Rijsbergen's F): high only where both are. A text that is all in the message says more than the other way
    /// round, for people tell a story around what they ask.
    fn both(self) -> f32 {
        let sum = TEXT * self.of_message + self.of_text;
        if sum > 0.0 { (1.0 + TEXT) * self.of_message * self.of_text / sum } else { 0.0 }
    }
}

impl Likeness {
    pub fn of(rarity: Arc<Rarity>, articles: &[Article]) -> Self {
        let mut likeness = Likeness {
            reader: Reader::new(),
            rarity,
            articles: articles.iter().map(|article| (article.id.clone(), article.title.clone())).collect(),
            vocabulary: Vocabulary::default(),
            texts: Vec::new(),
            postings: Vec::new(),
        };
        for (number, article) in (0..).zip(articles) {
            likeness.add(number, article);
        }
        likeness
    }

    fn add(&mut self, number: u32, article: &Article) {
        let swedish = |text: &str| stems(&self.reader, text, Language::Swedish);
        let english = |text: &str| stems(&self.reader, text, Language::English);
        let mut questions: Vec<Vec<String>> =
            std::iter::once(&article.title).chain(article.swedish_questions()).map(|text| swedish(text)).collect();
        let in_english = article.english.iter().map(|english| &english.title).chain(article.english_questions());
        questions.extend(in_english.map(|text| english(text)));
        let body = swedish(&article.body);
        let mut whole: Vec<String> = questions.iter().flatten().chain(&body).cloned().collect();
        let keywords: Vec<Vec<String>> = article.keywords.iter().map(|text| swedish(text)).collect();
        whole.extend(keywords.iter().flatten().cloned());
        whole.extend(article.english.iter().flat_map(|part| english(&part.summary)));
        for question in questions {
            self.push(number, Part::Question, question);
        }
        for keyword in keywords {
            self.push(number, Part::Keyword, keyword);
        }
        self.push(number, Part::Body, body);
        self.push(number, Part::Whole, whole);
    }

    fn push(&mut self, article: u32, part: Part, words: Vec<String>) {
        let mut numbers: Vec<u32> = words.into_iter().map(|word| self.vocabulary.number(word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.postings.resize_with(self.vocabulary.words().len(), Vec::new);
        let mut weight = 0.0;
        for number in numbers {
            self.postings[number as usize].push(self.texts.len() as u32);
            weight += self.weight(number);
        }
        self.texts.push(Text { article, part, weight });
    }

    fn weight(&self, number: u32) -> f32 {
        self.vocabulary.words().get(number as usize).map_or(0.0, |word| self.rarity.weight(word))
    }

    /// The entries that have anything of the message, the best first.
    pub fn fits(&self, text: &str, language: Language) -> Vec<Fit> {
        let shares = self.shares(&stems(&self.reader, text, language));
        let mut fits: Vec<Fit> = self.articles.iter().map(|(id, _)| Fit { entry: id.clone(), asked: 0.0, covered: 0.0 }).collect();
        for (text, shares) in self.texts.iter().zip(shares) {
            let Some(fit) = fits.get_mut(text.article as usize) else { continue };
            match text.part {
                Part::Question => fit.asked = fit.asked.max(shares.both()),
                Part::Keyword => fit.asked = fit.asked.max(KEYWORD * shares.both()),
                Part::Whole => fit.covered = shares.of_message,
                Part::Body => {}
            }
        }
        fits.retain(|fit| fit.covered > 0.0);
        fits.sort_by(|a, b| b.score().total_cmp(&a.score()));
        fits
    }

    /// The articles nearest to a question and its answer, the nearest first.
    pub fn similar(&self, question: &str, answer: &str, limit: usize) -> Vec<Similar> {
        let asked = self.best(question, Part::Question);
        let answered = self.best(answer, Part::Body);
        let pairs = self.articles.iter().zip(asked.into_iter().zip(answered));
        let mut similar: Vec<Similar> = pairs
            .map(|((id, title), (asked, answered))| Similar {
                article: id.clone(),
                title: title.clone(),
                similarity: BETTER * asked.max(answered) + (1.0 - BETTER) * asked.min(answered),
            })
            .filter(|similar| similar.similarity > 0.0)
            .collect();
        similar.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        similar.truncate(limit);
        similar
    }

    /// For each article, how much the likest text of the kind and this one say the same.
    fn best(&self, text: &str, part: Part) -> Vec<f32> {
        let shares = self.shares(&stems(&self.reader, text, Language::Swedish));
        let mut best = vec![0.0f32; self.articles.len()];
        for (text, shares) in self.texts.iter().zip(shares).filter(|(text, _)| text.part == part) {
            if let Some(best) = best.get_mut(text.article as usize) {
                *best = best.max(shares.both());
            }
        }
        best
    }

    /// What each text and a message of these words have of each other.
    fn shares(&self, message: &[String]) -> Vec<Shares> {
        let mut shares = vec![Shares::default(); self.texts.len()];
        let mut nearest = vec![0.0f32; self.vocabulary.words().len()];
        let mut found = vec![0.0f32; self.texts.len()];
        let all: f32 = message.iter().map(|word| self.rarity.weight(word)).sum();
        for word in message {
            let mut touched = Vec::new();
            for (number, likeness) in self.vocabulary.near(word, !self.rarity.knows(word)) {
                let at = number as usize;
                nearest[at] = nearest[at].max(likeness);
                for &text in &self.postings[at] {
                    found[text as usize] = found[text as usize].max(likeness);
                    touched.push(text as usize);
                }
            }
            let share = self.rarity.weight(word) / all;
            for text in touched {
                shares[text].of_message += share * std::mem::take(&mut found[text]);
            }
        }
        for (number, likeness) in (0..).zip(nearest).filter(|(_, likeness)| *likeness > 0.0) {
            for &text in &self.postings[number as usize] {
                shares[text as usize].of_text += self.weight(number) * likeness / self.texts[text as usize].weight;
            }
        }
        shares
    }
}

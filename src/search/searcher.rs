//! A message → the articles that may answer it, with what each has of the message.
//!
//! The knowledge folder's index and that of staff's FAQ entries are searched as one: a word is as rare as it is in both together, so that scores
//! compare. Two things are ranked in each: documents as a whole, and their units (titles, headings, example questions, keywords). What leads in
//! either is a candidate, and for candidates alone it is looked up how much of the message they have and how much of their nearest unit it says.

use std::io;
use std::sync::{Arc, Mutex};

use super::best_rows::{Asked, Row, best_rows, ranking};
use super::drafts::{Draft, Drafts};
use super::index::SearchIndex;
use super::meaning::Near;
use super::passages::{Comparison, Message};
use super::query::{Query, Reader, Reading, Synonym};
use super::ranking::{Ranking, Weights, choose_spelling, weigh, weigh_among};
use super::schema::Part;
use super::scores::Scores;
use super::slip::each_slip;
use super::terms::Beginnings;
use super::word_grams::WordGrams;
use crate::model::article::ArticleId;
use crate::model::asked::AskedSet;
use crate::model::hit::{Candidate, Found, Nearness};
use crate::model::language::Language;

/// So many of the articles nearest in meaning are candidates.
const NEAR_IN_MEANING: usize = 10;
/// So many words of a message are looked at for slips of the finger; those of a long letter are not all mistyped.
const MOST_MISTYPED: usize = 24;
/// So many of the nearest units tell which documents they belong to.
const NEAREST: usize = 30;
/// So many of them vote, each by its score to the power of [`SHARPNESS`].
const VOTERS: usize = 15;
const SHARPNESS: i32 = 4;
/// So many candidates are looked at closely.
const CANDIDATES: usize = 20;

/// One or more indexes, searched as one.
pub struct Searcher {
    segments: Vec<Arc<SearchIndex>>,
    reader: Arc<Reader>,
    /// Score arrays of past searches, to be used again.
    spare: Mutex<Vec<Scores>>,
}

impl Searcher {
    /// `synonyms`: groups of words that mean the same.
    pub fn new(index: Arc<SearchIndex>, synonyms: &[Vec<String>]) -> Self {
        Searcher {
            segments: vec![index],
            reader: Arc::new(Reader::with_synonyms(synonyms)),
            spare: Mutex::default(),
        }
    }

    /// Searches another index too, in place of those added before.
    pub fn with(&self, added: Option<Arc<SearchIndex>>) -> Self {
        let segments = self.segments.iter().take(1).cloned().chain(added).collect();
        Searcher { segments, reader: self.reader.clone(), spare: Mutex::default() }
    }

    /// The ids of the documents that the query may be about, best first, with their scores: by their whole texts alone.
    pub fn documents(&self, query: &Query) -> Vec<(&str, f32)> {
        let (asked, _) = self.ask(query);
        let rows = self.rows(&asked.whole, Part::Whole, query.limit).unwrap_or_else(failed);
        rows.into_iter()
            .filter_map(|row| {
                Some((
                    self.segments.get(row.segment)?.ids.get(row.number as usize)?.as_str(),
                    row.score,
                ))
            })
            .collect()
    }

    /// The articles that the query may be about, and what each has of it; documents whose ids are no articles' are left out.
    pub fn search(&self, query: &Query) -> Found {
        self.search_beside(query, &[])
    }

    /// The same, with the articles nearest in meaning among the candidates whatever words they have; `near`: the nearest first.
    pub fn search_beside(&self, query: &Query, near: &[Near]) -> Found {
        self.find(query, near).unwrap_or_else(|error| {
            // The files were verified when they were opened, and are mapped: only a failing disk comes here.
            tracing::error!(%error, "the index cannot be read");
            Found::default()
        })
    }

    fn find(&self, query: &Query, near: &[Near]) -> io::Result<Found> {
        let limit = query.limit.max(CANDIDATES);
        let (asked, weights) = self.ask(query);
        let mut drafts = Drafts::default();
        for row in self.rows(&asked.whole, Part::Whole, limit)? {
            drafts.of(row.segment, row.number).whole = row.score;
        }
        for row in self.rows(&asked.taught, Part::Taught, limit)? {
            let document = self
                .segments
                .get(row.segment)
                .and_then(|segment| segment.taught.get(row.number as usize));
            if let Some(document) = document {
                drafts.of(row.segment, *document).taught = row.score;
            }
        }
        let nearest = self.rows(&asked.units, Part::Units, NEAREST)?;
        let (foreign, foreign_votes) = self.count_votes(&nearest, &mut drafts);
        for (segment, document) in
            near.iter().take(NEAR_IN_MEANING).filter_map(|near| self.place_of(&near.article))
        {
            drafts.of(segment, document).is_near_in_meaning = true;
        }
        let heaviest = weights.iter().map(Weights::heaviest).fold(0.0, f32::max);
        let message =
            Message::of(&asked.words, weights.first().map_or(&[], |weights| &weights.words));
        let mut comparisons: Vec<Option<Comparison<'_>>> = self
            .segments
            .iter()
            .map(|segment| Some(Comparison::new(&message, segment.passages.as_ref()?)))
            .collect();
        let mut candidates: Vec<Candidate> = drafts
            .ranked(limit)
            .into_iter()
            .filter_map(|draft| self.candidate(draft, &asked, &weights, heaviest, &mut comparisons))
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        for candidate in &mut candidates {
            candidate.meaning = near
                .iter()
                .find(|near| near.article == candidate.article)
                .map(|near| Nearness { cosine: near.cosine, z: near.z });
        }
        let words = weights.first().map_or(0, |weights| weights.words.len());
        let subject = weights
            .iter()
            .filter_map(Weights::heaviest_word)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, word)| word.to_owned());
        Ok(Found { candidates, foreign, foreign_votes, words, subject, rarest: heaviest })
    }

    /// The nearest units vote for their documents; gives the best score and the share of the votes of those that are no document's.
    fn count_votes(&self, nearest: &[Row], drafts: &mut Drafts) -> (f32, f32) {
        let votes: f32 = nearest.iter().take(VOTERS).map(|row| row.score.powi(SHARPNESS)).sum();
        let (mut foreign, mut foreign_votes) = (0.0f32, 0.0);
        for (place, row) in nearest.iter().enumerate() {
            let vote =
                if place < VOTERS && votes > 0.0 { row.score.powi(SHARPNESS) / votes } else { 0.0 };
            match self.owner(row) {
                Some(document) => {
                    let draft = drafts.of(row.segment, document);
                    draft.votes += vote;
                    draft.near.push((row.number, row.score));
                }
                None => {
                    foreign = foreign.max(row.score);
                    foreign_votes += vote;
                }
            }
        }
        (foreign, foreign_votes)
    }

    fn place_of(&self, article: &ArticleId) -> Option<(usize, u32)> {
        let place = |(number, segment): (usize, &Arc<SearchIndex>)| {
            Some((number, *segment.by_id.get(article.as_str())?))
        };
        self.segments.iter().enumerate().find_map(place)
    }

    fn owner(&self, row: &Row) -> Option<u32> {
        let segment = self.segments.get(row.segment)?;
        segment
            .layout
            .owners
            .get(row.number as usize)
            .copied()
            .filter(|owner| (*owner as usize) < segment.ids.len())
    }

    fn candidate(
        &self,
        draft: Draft,
        asked: &Questions,
        weights: &[Weights],
        heaviest: f32,
        comparisons: &mut [Option<Comparison<'_>>],
    ) -> Option<Candidate> {
        let segment = self.segments.get(draft.segment)?;
        let own = segment.layout.units_of(draft.document);
        let nearest = draft.near.first().map(|(unit, _)| *unit);
        let title = self.unit_cover(&draft, asked, weights, own.start);
        let unit = match nearest {
            None => (0.0, 0.0),
            Some(unit) if unit == own.start => title,
            Some(unit) => self.unit_cover(&draft, asked, weights, unit),
        };
        let cover = self.cover(&draft, asked, weights, heaviest);
        let (section, section_score) = self
            .best_section(&draft, asked)
            .map_or((None, draft.whole), |(number, score)| (Some(number), score));
        Some(Candidate {
            article: ArticleId::parse(segment.ids.get(draft.document as usize)?)?,
            // The classifier has learnt from the folder's examples alone, so only there does it tell whether one is meant.
            is_taught: draft.segment == 0 && segment.taught.binary_search(&draft.document).is_ok(),
            score: draft.score,
            probability: 0.0,
            whole: draft.whole,
            whole_among: self.among(&draft, asked),
            section,
            section_score,
            taught: draft.taught,
            unit: draft.unit(),
            votes: draft.votes,
            covered_words: cover.words,
            covered_grams: cover.grams,
            lacking: cover.lacking,
            title_covers: title.0,
            title_covered: title.1,
            unit_covers: unit.0,
            unit_covered: unit.1,
            alike: comparisons
                .get_mut(draft.segment)
                .and_then(Option::as_mut)
                .map(|comparison| comparison.of(draft.document))
                .unwrap_or_default(),
            lacks: AskedSet::default(),
            meaning: None,
            near: draft.near.iter().map(|(unit, score)| (unit - own.start, *score)).collect(),
        })
    }

    /// How much of the message a document has, each word as rare as it is among the documents.
    fn among(&self, draft: &Draft, asked: &Questions) -> f32 {
        let of = |asked: &Asked| {
            let ranking = ranking(self.segments.get(draft.segment)?, Part::Whole, asked.language)?;
            Some(ranking.among(asked.prepared.get(draft.segment)?, draft.document))
        };
        asked.whole.iter().filter_map(of).fold(0.0, f32::max)
    }

    /// The number of the section among the document's own that has most of the message, with its score; none where the document is its only one.
    fn best_section(&self, draft: &Draft, asked: &Questions) -> Option<(u32, f32)> {
        let segment = self.segments.get(draft.segment)?;
        let rankings = segment.rankings.as_ref()?;
        let own = segment.layout.sections_of(draft.document);
        let score = |section: u32| -> f32 {
            let of = |asked: &Asked| {
                Some(rankings.sections.of(asked.language).rest(
                    asked.prepared.get(draft.segment)?,
                    0,
                    section,
                ))
            };
            asked.sections.iter().filter_map(of).fold(0.0, f32::max)
        };
        let best = own.clone().map(|section| (section - own.start, score(section)));
        best.max_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// How much of the message a document and its example questions have, in the language in which that is most.
    fn cover(&self, draft: &Draft, asked: &Questions, weights: &[Weights], heaviest: f32) -> Cover {
        let segment = self
            .segments
            .get(draft.segment)
            .and_then(|segment| Some((segment, segment.rankings.as_ref()?)));
        let Some((segment, rankings)) = segment else { return Cover::default() };
        let taught = segment.taught.binary_search(&draft.document).ok();
        let mut most = Cover::default();
        for ((whole, asked_taught), weights) in asked.whole.iter().zip(&asked.taught).zip(weights) {
            let Some(prepared) = whole.prepared.get(draft.segment) else { continue };
            let mut presence = rankings.whole.of(whole.language).presence(prepared, draft.document);
            if let (Some(row), Some(prepared)) = (taught, asked_taught.prepared.get(draft.segment))
            {
                presence =
                    presence.or(&rankings.taught.of(whole.language).presence(prepared, row as u32));
            }
            let cover = Cover {
                words: share(presence.word_weight(&weights.words), weights.all_words),
                grams: share(presence.gram_weight(&weights.grams), weights.all_grams),
                lacking: share(presence.heaviest_lacking(&weights.words), heaviest),
            };
            if cover.grams >= most.grams {
                most = cover;
            }
        }
        most
    }

    /// How much of the message a unit has, and of the unit the message.
    fn unit_cover(
        &self,
        draft: &Draft,
        asked: &Questions,
        weights: &[Weights],
        unit: u32,
    ) -> (f32, f32) {
        let Some(rankings) =
            self.segments.get(draft.segment).and_then(|segment| segment.rankings.as_ref())
        else {
            return (0.0, 0.0);
        };
        let mut most = (0.0, 0.0);
        for ((asked, own_weights), weights) in
            asked.units.iter().zip(&asked.own_weights).zip(weights)
        {
            let (Some(prepared), Some(own_weights)) =
                (asked.prepared.get(draft.segment), own_weights.get(draft.segment))
            else {
                continue;
            };
            // Of the unit by the weights that its own are summed from, so that the same text is all of it.
            let [shared, shared_of_unit] = rankings.units.of(asked.language).shared(
                prepared,
                unit,
                [&weights.grams, own_weights],
            );
            let own = rankings.unit_weight(asked.language, unit);
            let covers = (share(shared, weights.all_grams), share(shared_of_unit, own));
            if covers.0 >= most.0 {
                most = covers;
            }
        }
        most
    }

    /// The query, looked up in all parts of all segments, in each language that it asks in; and how much its words and n-grams weigh there.
    fn ask(&self, query: &Query) -> (Questions, Vec<Weights>) {
        let readings = if query.language == Language::Swedish {
            vec![(Language::Swedish, self.reader.swedish(&query.text))]
        } else {
            vec![
                (Language::Swedish, self.reader.foreign(&query.text)),
                (Language::English, self.reader.english(&query.text)),
            ]
        };
        let mut asked = Questions {
            whole: Vec::new(),
            taught: Vec::new(),
            sections: Vec::new(),
            units: Vec::new(),
            own_weights: Vec::new(),
            words: Reading::default(),
        };
        let mut all_weights = Vec::new();
        for (language, mut reading) in readings {
            // As written: choosing a spelling changes it.
            let surfaces: Vec<String> =
                reading.words.iter().map(|word| word.surface.clone()).collect();
            choose_spelling(&mut reading, &self.rankings(Part::Whole, language));
            self.add_likely_words(&mut reading, language);
            let grams = WordGrams::of(&reading);
            let look_up = |part| {
                self.rankings(part, language)
                    .iter()
                    .map(|ranking| ranking.look_up(&reading, &grams))
                    .collect::<Vec<_>>()
            };
            let (mut whole, mut taught) = (look_up(Part::Whole), look_up(Part::Taught));
            let (mut sections, mut units) = (look_up(Part::Sections), look_up(Part::Units));
            let filled = [Part::Whole, Part::Units]
                .into_iter()
                .flat_map(|part| self.rankings(part, language))
                .map(Ranking::filled)
                .sum();
            let weights =
                Weights::of(&whole.iter().chain(&units).collect::<Vec<_>>(), filled, surfaces);
            for (part, prepared) in [
                (Part::Whole, &mut whole),
                (Part::Taught, &mut taught),
                (Part::Sections, &mut sections),
                (Part::Units, &mut units),
            ] {
                weigh(
                    prepared,
                    &weights,
                    self.rankings(part, language).into_iter().map(Ranking::rows).sum(),
                );
            }
            let of_whole = self.rankings(Part::Whole, language);
            weigh_among(
                &mut whole,
                of_whole.iter().map(|ranking| ranking.filled()).sum(),
                of_whole.iter().map(|ranking| ranking.rows()).sum(),
            );
            let of_units = self.rankings(Part::Units, language);
            let own_weights = of_units.iter().zip(&units);
            asked.own_weights.push(
                own_weights
                    .map(|(ranking, prepared)| prepared.own_gram_weights(ranking.filled()))
                    .collect(),
            );
            asked.whole.push(Asked { language, prepared: whole });
            asked.taught.push(Asked { language, prepared: taught });
            asked.sections.push(Asked { language, prepared: sections });
            asked.units.push(Asked { language, prepared: units });
            if all_weights.is_empty() {
                asked.words = reading;
            }
            all_weights.push(weights);
        }
        (asked, all_weights)
    }

    /// A word that stands nowhere counts as a synonym of the commonest one that it may be a slip of.
    fn add_likely_words(&self, reading: &mut Reading, language: Language) {
        let rankings: Vec<&Ranking> = [Part::Whole, Part::Units]
            .into_iter()
            .flat_map(|part| self.rankings(part, language))
            .collect();
        let without_dots = reading.without_dots;
        let having = |stem: &str| -> u32 {
            rankings.iter().map(|ranking| ranking.having(stem, without_dots)).sum()
        };
        for word in reading.words.iter_mut().take(MOST_MISTYPED) {
            if having(&word.stem) > 0 {
                continue;
            }
            let stem = word.stem.as_str();
            let alike: Vec<Beginnings<'_>> = rankings
                .iter()
                .map(|ranking| ranking.stems_beginning_as(stem, without_dots))
                .collect();
            let mut likeliest = (0, String::new());
            each_slip(stem, |slip| {
                let of = |alike: &Beginnings<'_>| alike.having(slip.beginning, slip.parts);
                let count = alike.iter().map(of).sum();
                if count > likeliest.0 {
                    likeliest = (count, slip.of(stem));
                }
            });
            if likeliest.0 > 0 {
                word.synonyms.push(Synonym { surface: likeliest.1.clone(), stem: likeliest.1 });
            }
        }
    }

    /// A part's ranking in each segment.
    fn rankings(&self, part: Part, language: Language) -> Vec<&Ranking> {
        self.segments.iter().filter_map(|segment| ranking(segment, part, language)).collect()
    }

    /// The best rows of a part, best first.
    fn rows(&self, asked: &[Asked], part: Part, limit: usize) -> io::Result<Vec<Row>> {
        let mut rows = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            let mut scores =
                self.spare.lock().map(|mut spare| spare.pop()).ok().flatten().unwrap_or_default();
            rows.extend(best_rows(segment, number, asked, part, limit, &mut scores)?);
            if let Ok(mut spare) = self.spare.lock() {
                spare.push(scores);
            }
        }
        rows.sort_by(|a: &Row, b: &Row| b.score.total_cmp(&a.score));
        rows.truncate(limit);
        Ok(rows)
    }
}

/// The query, looked up in each part; in each as many languages, in the same order.
struct Questions {
    whole: Vec<Asked>,
    taught: Vec<Asked>,
    sections: Vec<Asked>,
    units: Vec<Asked>,
    /// By language and segment, the weights of the n-grams by how rare they are in its units.
    own_weights: Vec<Vec<Vec<f32>>>,
    /// The words of the first reading, which has the Swedish ones that mean the same.
    words: Reading,
}

/// How much of a message a document has, 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
struct Cover {
    words: f32,
    grams: f32,
    lacking: f32,
}

fn failed<T: Default>(error: io::Error) -> T {
    tracing::error!(%error, "the index cannot be read");
    T::default()
}

fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { (part / all).min(1.0) } else { 0.0 }
}

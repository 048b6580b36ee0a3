//! The index in use: documents in, hits out.

use std::cmp::Ordering;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tantivy::directory::RamDirectory;
use tantivy::{Directory, Index, TantivyError};

use super::analysis;
use super::document::Document;
use super::folder::{self, Opened};
use super::forward::Forward;
use super::query::{Query, Reader};
use super::ranking::{Ranking, RankingFields};
use super::schema;
use crate::model::article::ArticleId;
use crate::model::hit::Hit;
use crate::model::language::Language;

/// The share of the English texts in the score of a message that is not Swedish; the Swedish texts have the rest.
const ENGLISH: f32 = 0.7;

/// So many postings are read in each language before a short list is made. On the Swedish retrieval sets a tenth of it, and half the list, cost nothing
/// in accuracy@1 and 0.003 in nDCG@10.
const BUDGET: u32 = 5_000;

/// How many documents are scored in full when not all postings were read.
const SHORT_LIST: usize = 50;

/// The engine itself failed; nothing a resident or an editor did.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the search engine failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
    #[error("the index lacks a part that it was built with")]
    NoSegment,
}

/// One document found, best first in any list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'a> {
    pub id: &'a str,
    /// 0 to 1, greater is better: the share of what a document made for the query could reach.
    pub score: f32,
    /// 0 to 1: the weight of the query's words that stand in the document over the weight of all of them.
    pub coverage: f32,
}

/// Documents made findable. Cheap to search from several threads at once.
pub struct SearchIndex {
    ids: Vec<String>,
    reader: Reader,
    /// Absent when there are no documents.
    rankings: Option<Rankings>,
    /// Score arrays of past searches, to be used again.
    spare: Mutex<Vec<Vec<f32>>>,
}

struct Rankings {
    swedish: Ranking,
    english: Ranking,
}

impl SearchIndex {
    /// Opens the index of exactly these documents below `dir`, or builds it there; without a usable `dir` it is built in memory.
    pub fn open_or_build(dir: &Path, documents: &[Document]) -> Result<Opened, SearchError> {
        folder::open_or_build(dir, documents)
    }

    pub fn in_memory(documents: &[Document]) -> Result<Self, SearchError> {
        let index = schema::build(Box::new(RamDirectory::create()), documents)?;
        Self::over(index, documents)
    }

    /// The index that stands in `directory`, which was built from `documents`.
    pub(super) fn open(
        directory: tantivy::directory::MmapDirectory,
        documents: &[Document],
    ) -> Result<Self, SearchError> {
        Self::over(Index::open(directory)?, documents)
    }

    fn over(mut index: Index, documents: &[Document]) -> Result<Self, SearchError> {
        index.set_tokenizers(analysis::analyzers());
        let ids = documents
            .iter()
            .map(|document| document.id.clone())
            .collect();
        let rankings = if documents.is_empty() {
            None
        } else {
            Some(Rankings::open(&index)?)
        };
        Ok(SearchIndex {
            ids,
            reader: Reader::new(),
            rankings,
            spare: Mutex::default(),
        })
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The articles that the query may be about, best first; documents whose ids are no articles' are left out.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let hit = |found: Found| {
            Some(Hit {
                article: ArticleId::parse(found.id)?,
                score: found.score,
                coverage: found.coverage,
            })
        };
        self.find(query).into_iter().filter_map(hit).collect()
    }

    /// The documents that the query may be about, best first.
    pub fn find(&self, query: &Query) -> Vec<Found<'_>> {
        let Some(rankings) = &self.rankings else {
            return Vec::new();
        };
        let mut scores = self
            .spare
            .lock()
            .map(|mut spare| spare.pop())
            .ok()
            .flatten()
            .unwrap_or_default();
        scores.clear();
        scores.resize(self.ids.len(), 0.0);
        let found = rankings
            .rank(&self.reader, query, &mut scores)
            .unwrap_or_else(|error| {
                // The files were verified when they were opened, and are mapped: only a failing disk comes here.
                tracing::error!(%error, "the index cannot be read");
                Vec::new()
            });
        if let Ok(mut spare) = self.spare.lock() {
            spare.push(scores);
        }
        found
            .into_iter()
            .filter_map(|(document, score, coverage)| {
                Some(Found {
                    id: self.ids.get(document as usize)?,
                    score,
                    coverage,
                })
            })
            .collect()
    }
}

impl Rankings {
    fn open(index: &Index) -> Result<Self, SearchError> {
        let (_, fields) = schema::schema();
        let segment = schema::only_segment(index)?.ok_or(SearchError::NoSegment)?;
        let open = |(fields, file): (RankingFields, &Path)| {
            let bytes = index
                .directory()
                .open_read(file)
                .map_err(TantivyError::from)?
                .read_bytes()
                .map_err(TantivyError::from)?;
            let forward =
                Forward::new(bytes, segment.max_doc() as usize).ok_or(SearchError::NoSegment)?;
            Ok::<_, SearchError>(Ranking::open(&segment, fields, forward)?)
        };
        let [swedish, english] = fields.rankings();
        Ok(Rankings {
            swedish: open(swedish)?,
            english: open(english)?,
        })
    }

    /// Documents by number, with score and coverage, best first.
    fn rank(
        &self,
        reader: &Reader,
        query: &Query,
        scores: &mut [f32],
    ) -> io::Result<Vec<(u32, f32, f32)>> {
        let english = if query.language == Language::Swedish {
            0.0
        } else {
            ENGLISH
        };
        let mut asked = vec![(
            &self.swedish,
            self.swedish
                .prepare(&reader.swedish(&query.text), 1.0 - english)?,
        )];
        if english > 0.0 {
            asked.push((
                &self.english,
                self.english
                    .prepare(&reader.english(&query.text), english)?,
            ));
        }
        let mut done = Vec::with_capacity(asked.len());
        for (ranking, prepared) in &asked {
            done.push(ranking.gather(prepared, BUDGET, scores)?);
        }
        let rest_at_most: f32 = asked
            .iter()
            .zip(&done)
            .map(|((_, prepared), &done)| prepared.rest_at_most(done))
            .sum();
        let rest = |document: u32| {
            asked
                .iter()
                .zip(&done)
                .map(|((ranking, prepared), &done)| ranking.rest(prepared, done, document))
                .sum::<f32>()
        };
        let found = if rest_at_most > 0.0 {
            complete(
                &best(scores, query.limit.max(SHORT_LIST)),
                query.limit,
                rest_at_most,
                rest,
            )
        } else {
            best(scores, query.limit)
        };
        let coverage = |document: u32| {
            asked
                .iter()
                .map(|(ranking, prepared)| ranking.coverage(prepared, document))
                .fold(0.0, f32::max)
        };
        Ok(found
            .into_iter()
            .map(|(document, score)| (document, score, coverage(document)))
            .collect())
    }
}

/// The `limit` best of a short list (best first) once each has what was left out of its score, which is `rest_at_most` or less.
fn complete(
    short_list: &[(u32, f32)],
    limit: usize,
    rest_at_most: f32,
    rest: impl Fn(u32) -> f32,
) -> Vec<(u32, f32)> {
    let mut found: Vec<(u32, f32)> = Vec::with_capacity(limit + 1);
    for &(document, score) in short_list {
        let full = found.len() >= limit;
        if full
            && found
                .last()
                .is_none_or(|&(_, least)| score + rest_at_most <= least)
        {
            break;
        }
        let entry = (document, score + rest(document));
        let place = found.partition_point(|other| by_score(other, &entry).is_lt());
        found.insert(place, entry);
        found.truncate(limit);
    }
    found
}

/// The greater score first, and equal ones in the order of the documents.
fn by_score(a: &(u32, f32), b: &(u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The `limit` best documents that have a score, best first.
fn best(scores: &[f32], limit: usize) -> Vec<(u32, f32)> {
    let chunk = (scores.len() / (8 * limit.max(1))).clamp(8, 64);
    // Few of the scores reach the list. As many chunks as it is long have their best at or above the least of their bests: what is below is out.
    let mut bests: Vec<f32> = scores
        .chunks(chunk)
        .map(|scores| {
            scores
                .iter()
                .fold(0.0, |best, &score| if score > best { score } else { best })
        })
        .collect();
    let mut least = f32::MIN_POSITIVE;
    if limit > 0 && bests.len() > limit {
        let (_, &mut at, _) = bests.select_nth_unstable_by(limit - 1, |a, b| b.total_cmp(a));
        least = least.max(at);
    }
    let mut found: Vec<(u32, f32)> = Vec::new();
    for (scores, first) in scores.chunks(chunk).zip((0..).step_by(chunk)) {
        if scores
            .iter()
            .fold(false, |any, &score| any | (score >= least))
        {
            found.extend(
                (first..)
                    .zip(scores.iter().copied())
                    .filter(|&(_, score)| score >= least),
            );
        }
    }
    if limit > 0 && found.len() > limit {
        found.select_nth_unstable_by(limit - 1, by_score);
        found.truncate(limit);
    }
    found.sort_unstable_by(by_score);
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(id: &str, title: &str, body: &str) -> Document {
        Document {
            id: id.into(),
            title: title.into(),
            body: body.into(),
            ..Document::default()
        }
    }

    fn town() -> SearchIndex {
        let documents = [
            page(
                "bygglov",
                "Bygglov",
                "Du behöver bygglov för att bygga en altan, ett garage eller ett plank.",
            ),
            page(
                "oppettider",
                "Öppettider",
                "Kontaktcentret har öppet måndag till fredag.",
            ),
            page(
                "far",
                "Får på bete",
                "Fåren betar på ängarna. Stängsla så att fåren inte rymmer.",
            ),
            page(
                "fader",
                "Fars dag",
                "På fars dag bjuder biblioteket far och barn på fika.",
            ),
            page(
                "sopor",
                "Sophämtning",
                "Sopkärlet töms varannan vecka. Ställ ut sopkärlet vid vägen.",
            ),
            page(
                "eldning",
                "Eldning",
                "Eldningsförbud råder när det är torrt i skog och mark.",
            ),
            page(
                "forskola",
                "Förskola",
                "Ansök om plats i förskolan tidigast sex månader innan barnet ska börja.",
            ),
            page(
                "bibliotek",
                "Biblioteket",
                "Låna böcker, tidningar och datorer med ditt lånekort.",
            ),
            Document {
                id: "vatten".into(),
                title: "Dricksvatten".into(),
                body: "Vattnet kommer från sjön och renas i vattenverket.".into(),
                questions: vec!["Kan man dricka ur kranen?".into()],
                keywords: vec!["kalkhalt".into()],
                en_title: "Drinking water".into(),
                en_summary: "Tap water comes from the lake and is safe to drink.".into(),
                en_questions: vec!["Who tests the taps?".into()],
            },
        ];
        SearchIndex::in_memory(&documents).unwrap()
    }

    fn check(text: &str, language: Language, expected: &str) {
        let index = town();
        let hits = index.search(&Query {
            text: text.into(),
            language,
            limit: 3,
        });
        assert_eq!(
            hits.first().map(|hit| hit.article.as_str()),
            Some(expected),
            "{text}"
        );
    }

    #[test]
    fn a_message_finds_its_article() {
        for (text, expected) in [
            ("Behöver jag lov för ett plank?", "bygglov"),
            // Inflected, and in capitals.
            ("VATTEN", "vatten"),
            ("sopkärl", "sopor"),
            // What editors wrote beside the text.
            ("dricka ur kranen", "vatten"),
            ("kalkhalten", "vatten"),
            // Compounds from their parts, parts from compounds, apart and together.
            ("altanbygge", "bygglov"),
            ("bygg lov", "bygglov"),
            ("öppet tider", "oppettider"),
            ("förbud", "eldning"),
            ("barnböcker", "bibliotek"),
            // Letters doubled, dropped and swapped.
            ("öppetider", "oppettider"),
            ("sopphämmtning", "sopor"),
            ("bibloteket", "bibliotek"),
            ("eldingsförbud", "eldning"),
            // Dots left out, and written otherwise.
            ("oppettider", "oppettider"),
            ("oeppettider", "oppettider"),
            ("nar ar sophamtningen", "sopor"),
            ("foerskola", "forskola"),
            ("faar", "far"),
            // A question inside a letter.
            (
                "Hej! Vi är nyinflyttade och trivs jättebra hittills. Nu undrar vi över en sak: när töms våra sopor? Tack på förhand, med vänlig hälsning Kim",
                "sopor",
            ),
        ] {
            check(text, Language::Swedish, expected);
        }
    }

    #[test]
    fn dots_that_are_written_count() {
        check("fårens ängar", Language::Swedish, "far");
        check("fåren", Language::Swedish, "far");
        check("fars böner är många", Language::Swedish, "fader");
        let index = town();
        let found = index.find(&Query::swedish("fårs", 9));
        assert!(found.iter().all(|found| found.id != "fader"), "{found:?}");
    }

    #[test]
    fn english_finds_the_english_part_and_swedish_names() {
        check("Is the tap water safe?", Language::English, "vatten");
        check("who is testing the taps", Language::English, "vatten");
        check("do I need a bygglov", Language::English, "bygglov");
    }

    #[test]
    fn coverage_tells_what_of_the_question_the_article_has() {
        let index = town();
        let coverage = |text: &str| {
            index
                .find(&Query::swedish(text, 1))
                .first()
                .map_or(0.0, |found| found.coverage)
        };
        assert!(coverage("sopkärlet töms") > 0.99);
        assert!(coverage("töms sopkärlen") > 0.7, "another inflection");
        assert!(
            (0.2..0.6).contains(&coverage("sopkärl xylofon")),
            "one of two words"
        );
        assert!(coverage("xylofonkonsert zebra") < 0.1);
    }

    #[test]
    fn nothing_is_found_where_nothing_is_asked() {
        let index = town();
        for text in ["", "   ", "?!", "\u{0}", "och", "👍", "日本語"] {
            assert_eq!(index.find(&Query::swedish(text, 5)), [], "{text:?}");
        }
        assert_eq!(index.find(&Query::swedish("bygglov", 0)), []);
        assert!(
            SearchIndex::in_memory(&[])
                .unwrap()
                .find(&Query::swedish("bygglov", 5))
                .is_empty()
        );
    }

    #[test]
    fn the_second_pass_scores_as_the_first_would() {
        let index = town();
        let rankings = index.rankings.as_ref().unwrap();
        let prepared = rankings
            .swedish
            .prepare(
                &index.reader.swedish("när töms sopkärlet vid biblioteket"),
                1.0,
            )
            .unwrap();
        let mut whole = vec![0.0; index.len()];
        let all = rankings
            .swedish
            .gather(&prepared, u32::MAX, &mut whole)
            .unwrap();
        assert_eq!(prepared.rest_at_most(all), 0.0);
        for budget in [0, 1, 3, 10] {
            let mut scores = vec![0.0; index.len()];
            let done = rankings
                .swedish
                .gather(&prepared, budget, &mut scores)
                .unwrap();
            assert!(done < all, "budget {budget} is spent");
            for (document, score) in (0..).zip(scores) {
                let rest = rankings.swedish.rest(&prepared, done, document);
                assert!(rest <= prepared.rest_at_most(done));
                assert!(
                    (score + rest - whole[document as usize]).abs() < 0.01,
                    "budget {budget}, document {document}"
                );
            }
        }
    }

    #[test]
    fn the_best_are_found_among_many() {
        let scores: Vec<f32> = (0..10_000u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 12) as f32 + 1.0)
            .collect();
        let mut sorted: Vec<(u32, f32)> = (0..).zip(scores.iter().copied()).collect();
        sorted.sort_by(by_score);
        for limit in [0, 1, 7, 50, 9_999, 20_000] {
            assert!(
                best(&scores, limit) == sorted[..limit.min(sorted.len())],
                "{limit}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_searched_and_scores_stay_in_range(text in "\\PC{0,80}", language in 0..3u8) {
            let language = match language { 0 => Language::Swedish, 1 => Language::English, _ => Language::Unknown };
            static INDEX: std::sync::LazyLock<SearchIndex> = std::sync::LazyLock::new(town);
            let found = INDEX.find(&Query { text, language, limit: 4 });
            prop_assert!(found.len() <= 4);
            prop_assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
            prop_assert!(found.iter().all(|found| (0.0..=1.0).contains(&found.score) && (0.0..=1.0).contains(&found.coverage)));
        }
    }
}

//! The whole program on one screen: understand → search → judge → compose.

mod entries;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::{NaiveDate, NaiveDateTime};

use crate::answer::compose::{self, Facts};
use crate::answer::entry;
use crate::answer::judge::{article_probability, is_second, judge};
use crate::hours::Hours;
use crate::intent::Reader;
use crate::knowledge::{self, LoadError, Loaded};
use crate::model::action::Action;
use crate::model::article::{Article, ArticleId};
use crate::model::contact::OpeningRule;
use crate::model::desk::Additions;
use crate::model::hit::{Hit, Likened};
use crate::model::knowledge::Knowledge;
use crate::model::language::ReplyLanguage;
use crate::model::reply::Reply;
use crate::model::time::About;
use crate::model::topic::{Details, Smalltalk, Topic};
use crate::model::understanding::{Context, Understanding};
use crate::model::verdict::{HoursQuestion, Verdict};
use crate::search::{Document, Likeness, Query, SearchError, SearchIndex, State};
use crate::training;
use crate::wording::Wording;

pub use entries::ALIKE;
use entries::KnowledgeLikeness;

/// So many articles are ranked unless more are asked for.
pub const RANKED: usize = 5;
/// What the search engine's ranking weighs beside the classifier's.
const SEARCH_SHARE: f32 = 0.3;

/// A municipality's knowledge and what staff have added to it, ready to answer.
pub struct Assistant {
    pub knowledge: Arc<Knowledge>,
    pub wording: Arc<Wording>,
    hours: Hours,
    index: Arc<SearchIndex>,
    reader: Arc<Reader>,
    /// Made when they are first needed: most commands never do.
    likeness: Arc<OnceLock<KnowledgeLikeness>>,
    additions: Additions,
    entries: Option<Likeness>,
}

/// Why no assistant can be made.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Knowledge(#[from] LoadError),
    #[error("sökindexet kan inte byggas: {0}")]
    Index(#[from] SearchError),
}

impl Assistant {
    /// Loads the knowledge, and opens its index or builds it. Warnings are for whoever runs the program.
    pub fn start(knowledge: &Path, index: &Path, today: NaiveDate) -> Result<(Self, Vec<String>), StartError> {
        Assistant::open(knowledge, index, today, |knowledge| {
            let trained = training::load_or_train(index, knowledge);
            (Reader::new(knowledge, trained.model), trained.warning)
        })
    }

    /// The same for knowledge that has changed, without waiting: where a classifier has to be trained first, which takes seconds, this
    /// one's goes on, and the truth beside it says that [`Assistant::start`] is due.
    pub fn renewed(&self, knowledge: &Path, index: &Path, today: NaiveDate) -> Result<(Self, Vec<String>, bool), StartError> {
        let mut is_due = false;
        let (assistant, warnings) = Assistant::open(knowledge, index, today, |knowledge| match training::load(index, knowledge) {
            Some(model) => (Reader::new(knowledge, model), None),
            None => {
                is_due = true;
                (self.reader.renewed(knowledge), None)
            }
        })?;
        Ok((assistant, warnings, is_due))
    }

    fn open(
        knowledge: &Path,
        index: &Path,
        today: NaiveDate,
        reader: impl FnOnce(&Knowledge) -> (Reader, Option<String>),
    ) -> Result<(Self, Vec<String>), StartError> {
        let Loaded { knowledge, wording, .. } = knowledge::load(knowledge, today)?;
        let documents: Vec<Document> = knowledge.articles.iter().map(Document::from).collect();
        let opened = SearchIndex::open_or_build(index, &documents)?;
        let (reader, warning) = reader(&knowledge);
        let warning = match opened.state {
            State::Opened | State::Built => warning,
            State::Rebuilt { why } => Some(format!("sökindexet var skadat och har byggts om ({why})")),
            State::InMemory { why } => Some(format!(
                "sökindexet går inte att spara ({why}), så det byggs om vid varje start; ge skrivrätt till mappen, eller välj en annan med --index"
            )),
        };
        let hours = Hours::new(&knowledge.contact.hours).map_err(|error| LoadError::Hours(error.to_string()))?;
        let assistant = Assistant {
            knowledge: Arc::new(knowledge),
            wording: Arc::new(wording),
            hours,
            index: Arc::new(opened.index),
            reader: Arc::new(reader),
            likeness: Arc::default(),
            additions: Additions::default(),
            entries: None,
        };
        Ok((assistant, warning.into_iter().collect()))
    }

    /// This one with these additions in place of those it had; shares all that is big.
    pub fn with(&self, additions: Additions) -> Result<Self, StartError> {
        let hours =
            Hours::new(&rule_with(&self.knowledge.contact.hours, &additions)).map_err(|error| LoadError::Hours(error.to_string()))?;
        let entries = (!additions.faq.is_empty()).then(|| Likeness::of(self.likeness().rarity.clone(), &additions.faq));
        Ok(Assistant {
            knowledge: self.knowledge.clone(),
            wording: self.wording.clone(),
            hours,
            index: self.index.clone(),
            reader: self.reader.clone(),
            likeness: self.likeness.clone(),
            additions,
            entries,
        })
    }

    pub fn additions(&self) -> &Additions {
        &self.additions
    }

    /// The folder's articles, then staff's FAQ entries.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.knowledge.articles.iter().chain(&self.additions.faq)
    }

    /// An article of the folder's, or a FAQ entry of staff's.
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.articles().find(|article| article.id == *id)
    }

    /// One reply to one message. `at` is local time; `context` is what the message before left behind, if that was not long ago.
    pub fn reply(&self, message: &Message<'_>, context: Option<&Context>) -> (Reply, Context) {
        let context = context.filter(|context| context.holds_at(message.at));
        let understanding = self.reader.understand(message.text, message.at, context.map(|context| context.language));
        let language = message.language.unwrap_or_else(|| understanding.language.reply());
        let (verdict, hits) = self.judged(&understanding, message.top, message.at, context);
        let likened = self.likened(&understanding, &verdict);
        let facts = Facts { likened, ..self.facts(message.at, language) };
        let reply = compose::compose(&facts, &verdict, &understanding, &hits);
        let reply = match self.second(&understanding, &verdict, message) {
            Some(second) => compose::with_second(reply, compose::compose(&facts, &second, &understanding, &hits)),
            None => reply,
        };
        (reply, after(&verdict, message.at, language))
    }

    /// What a button says, and what it leaves behind for the next message. `None`: the edge has to do it; see [`compose::press`].
    pub fn press(&self, action: &Action, at: NaiveDateTime, language: ReplyLanguage, retention_days: u32) -> Option<(Reply, Context)> {
        let reply = compose::press(&self.facts(at, language), action, retention_days)?;
        let topic = match action {
            Action::ShowArticle(article) | Action::ReadAll { article, .. } => Some(Topic::Article(article.clone())),
            Action::FocusAreas => Some(Topic::Overview),
            Action::Hours => Some(Topic::Hours(About::Week)),
            Action::Contact => Some(Topic::Contact(Details::all())),
            Action::Map => Some(Topic::Contact(Details::VISIT | Details::MAP)),
            Action::Person => Some(Topic::Handover),
            _ => None,
        };
        let language = if let Action::SetLanguage(chosen) = action { *chosen } else { language };
        Some((reply, Context { at, topic, language, dates: Vec::new() }))
    }

    /// Whether a message says thanks or farewell and asks nothing.
    pub fn takes_leave(&self, text: &str, at: NaiveDateTime) -> bool {
        let understanding = self.reader.understand(text, at, None);
        matches!(judge(&understanding, &[], at, None), Verdict::Smalltalk(Smalltalk::Thanks | Smalltalk::Bye))
    }

    pub fn hours(&self) -> &Hours {
        &self.hours
    }

    /// What replies are composed from, at a moment and in a language.
    pub fn facts(&self, now: NaiveDateTime, language: ReplyLanguage) -> Facts<'_> {
        Facts {
            knowledge: &self.knowledge,
            wording: &self.wording,
            hours: &self.hours,
            additions: &self.additions,
            now,
            language,
            likened: Vec::new(),
        }
    }

    /// What the message gets, and the ranking of articles and entries: the answering one stands first.
    fn judged(&self, understanding: &Understanding, top: usize, at: NaiveDateTime, context: Option<&Context>) -> (Verdict, Vec<Hit>) {
        let hits = self.rank(understanding, top);
        let fits = self.fits(understanding);
        let verdict = entry::beside(judge(understanding, &hits, at, context), understanding, &fits);
        let ranked = entries::ranked(hits, &fits, &verdict, top);
        (verdict, ranked)
    }

    /// The articles, best first: what the classifier and the engine say together.
    fn rank(&self, understanding: &Understanding, top: usize) -> Vec<Hit> {
        let query = Query { text: understanding.text.clone(), language: understanding.language, limit: self.knowledge.articles.len() };
        let found = self.index.search(&query);
        let best = found.first().map_or(1.0, |hit| hit.score.max(f32::MIN_POSITIVE));
        let mut hits: Vec<Hit> = self.knowledge.articles.iter().map(|article| self.hit(&article.id, understanding, &found, best)).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(top);
        hits
    }

    fn hit(&self, id: &ArticleId, understanding: &Understanding, found: &[Hit], best: f32) -> Hit {
        let probability = article_probability(&understanding.topics, id);
        let all: f32 = self.knowledge.articles.iter().map(|article| article_probability(&understanding.topics, &article.id)).sum();
        let engine = found.iter().find(|hit| hit.article == *id);
        let score = probability / all.max(f32::MIN_POSITIVE) + SEARCH_SHARE * engine.map_or(0.0, |hit| hit.score / best);
        Hit { article: id.clone(), score, coverage: engine.map_or(0.0, |hit| hit.coverage) }
    }

    /// What a second question in the same message asks, where it is surely of another kind.
    fn second(&self, understanding: &Understanding, first: &Verdict, message: &Message<'_>) -> Option<Verdict> {
        understanding.questions().iter().find_map(|question| {
            let (verdict, _) = self.judged(question, 1, message.at, None);
            is_second(first, &verdict, question).then_some(verdict)
        })
    }

    /// The example questions of the answering article that are nearest to the message.
    fn likened(&self, understanding: &Understanding, verdict: &Verdict) -> Vec<Likened<'_>> {
        match verdict {
            Verdict::Answer { article, .. } => self.reader.likened(&understanding.text, &Topic::Article(article.clone())),
            _ => Vec::new(),
        }
    }
}

/// The rule with the exceptions of the folder and of staff, one for each day.
pub fn rule_with(rule: &OpeningRule, additions: &Additions) -> OpeningRule {
    let mut days = BTreeMap::new();
    for exception in rule.exceptions.iter().chain(&additions.exceptions) {
        days.insert(exception.date, exception.clone());
    }
    OpeningRule { exceptions: days.into_values().collect(), ..rule.clone() }
}

/// What is asked, when, and how the reply is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    pub text: &'a str,
    pub at: NaiveDateTime,
    /// Overrides the language found in the message.
    pub language: Option<ReplyLanguage>,
    /// How many articles to rank.
    pub top: usize,
}

/// What the message leaves behind for the next.
fn after(verdict: &Verdict, at: NaiveDateTime, language: ReplyLanguage) -> Context {
    let (topic, dates) = match verdict {
        Verdict::Answer { article, .. } | Verdict::More(article) => (Some(Topic::Article(article.clone())), Vec::new()),
        Verdict::Overview => (Some(Topic::Overview), Vec::new()),
        Verdict::Contact(details) => (Some(Topic::Contact(*details)), Vec::new()),
        Verdict::Hours(HoursQuestion::Dates(dates)) => (Some(Topic::Hours(About::Date)), dates.clone()),
        Verdict::Hours(HoursQuestion::Instant(moment)) => (Some(Topic::Hours(About::Instant)), vec![moment.date()]),
        Verdict::Hours(_) => (Some(Topic::Hours(About::Week)), Vec::new()),
        Verdict::Handover | Verdict::Smalltalk(_) | Verdict::Emergency(_) | Verdict::Unknown(_) => (None, Vec::new()),
    };
    Context { at, topic, language, dates }
}

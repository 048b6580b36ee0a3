//! The whole program on one screen: understand → search → judge → compose.

mod entries;
mod moves;
mod questions;
mod texts;
mod turns;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::answer::compose::{self, Facts, Pointers};
use crate::answer::evidence;
use crate::answer::judge::{is_example, is_second, judge};
use crate::answer::kinds::Kinds;
use crate::answer::weights;
use crate::conversation::{self, Cues};
use crate::embedding::Vector;
use crate::hours::{self, Hours};
use crate::intent::{Reader, kind_examples};
use crate::knowledge::{self, LoadError, Loaded};
use crate::language::words::sections;
use crate::model::action::Action;
use crate::model::article::{Article, ArticleId};
use crate::model::contact::OpeningRule;
use crate::model::conversation::{Context, Offer};
use crate::model::desk::Additions;
use crate::model::hit::{Candidate, Found, Hit};
use crate::model::knowledge::Knowledge;
use crate::model::language::ReplyLanguage;
use crate::model::privacy::Privacy;
use crate::model::reply::Reply;
use crate::model::topic::{Details, Smalltalk};
use crate::model::understanding::Understanding;
use crate::model::verdict::{HoursQuestion, Verdict};
use crate::search::{
    Corpus, Document, Example, Meanings, Near, Query, SearchError, SearchIndex, Searcher, State,
    leave_out_boilerplate,
};
use crate::training;
use crate::wording::Wording;

pub use entries::ALIKE;

/// So many articles are ranked unless more are asked for.
pub const RANKED: usize = 5;
/// So many example questions near a message help to find the sentence that answers it.
const LIKENED: usize = 7;
/// As residents are told unless the service says otherwise.
const RETENTION_DAYS: u32 = 30;

/// A municipality's knowledge and what staff have added to it, ready to answer.
pub struct Assistant {
    pub knowledge: Arc<Knowledge>,
    pub wording: Arc<Wording>,
    hours: Hours,
    reader: Arc<Reader>,
    searcher: Searcher,
    additions: Additions,
    /// `None`: no embedding engine is set.
    meanings: Option<Meanings>,
    /// By which a message is known to answer, correct or ask on.
    cues: Arc<Cues>,
    /// What becomes of what residents write, as they are told.
    pub privacy: Privacy,
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
    pub fn start(
        knowledge: &Path,
        index: &Path,
        today: NaiveDate,
    ) -> Result<(Self, Vec<String>), StartError> {
        Assistant::open(knowledge, index, today, |knowledge| {
            let trained = training::load_or_train(index, knowledge);
            (Reader::new(knowledge, trained.model), trained.warning)
        })
    }

    /// The same for knowledge that has changed, without waiting: where a classifier has to be trained first, which takes seconds, this
    /// one's goes on, and the truth beside it says that [`Assistant::start`] is due.
    pub fn renewed(
        &self,
        knowledge: &Path,
        index: &Path,
        today: NaiveDate,
    ) -> Result<(Self, Vec<String>, bool), StartError> {
        let mut is_due = false;
        let (assistant, warnings) = Assistant::open(knowledge, index, today, |knowledge| {
            match training::load(index, knowledge) {
                Some(model) => (Reader::new(knowledge, model), None),
                None => {
                    is_due = true;
                    (self.reader.renewed(knowledge), None)
                }
            }
        })?;
        Ok((Assistant { privacy: self.privacy, ..assistant }, warnings, is_due))
    }

    fn open(
        knowledge: &Path,
        index: &Path,
        today: NaiveDate,
        reader: impl FnOnce(&Knowledge) -> (Reader, Option<String>),
    ) -> Result<(Self, Vec<String>), StartError> {
        let Loaded { knowledge, wording, .. } = knowledge::load(knowledge, today)?;
        let opened = SearchIndex::open_or_build(index, &corpus(&knowledge))?;
        let (reader, warning) = reader(&knowledge);
        let warning = match opened.state {
            State::Opened | State::Built => warning,
            State::Rebuilt { why } => {
                Some(format!("sökindexet var skadat och har byggts om ({why})"))
            }
            State::InMemory { why } => Some(format!(
                "sökindexet går inte att spara ({why}), så det byggs om vid varje start; ge skrivrätt till mappen, eller välj en annan med --index"
            )),
        };
        let hours = Hours::new(&knowledge.contact.hours)
            .map_err(|error| LoadError::Hours(error.to_string()))?;
        let assistant = Assistant {
            cues: Arc::new(Cues::new(&knowledge.moves)),
            searcher: Searcher::new(Arc::new(opened.index), &knowledge.words.synonyms),
            knowledge: Arc::new(knowledge),
            wording: Arc::new(wording),
            hours,
            reader: Arc::new(reader),
            additions: Additions::default(),
            meanings: None,
            privacy: Privacy { retention_days: RETENTION_DAYS, embeddings: None },
        };
        Ok((assistant, warning.into_iter().collect()))
    }

    /// This one with these additions in place of those it had; shares all that is big.
    pub fn with(&self, additions: Additions) -> Result<Self, StartError> {
        let hours = Hours::new(&rule_with(&self.knowledge.contact.hours, &additions))
            .map_err(|error| LoadError::Hours(error.to_string()))?;
        let corpus = Corpus {
            documents: additions.faq.iter().map(Document::from).collect(),
            examples: Vec::new(),
        };
        let entries = if corpus.documents.is_empty() {
            None
        } else {
            Some(Arc::new(SearchIndex::in_memory(&corpus)?))
        };
        let meanings = self
            .meanings
            .as_ref()
            .map(|meanings| meanings.renewed(self.knowledge.articles.iter().chain(&additions.faq)));
        Ok(Assistant {
            knowledge: self.knowledge.clone(),
            wording: self.wording.clone(),
            hours,
            reader: self.reader.clone(),
            searcher: self.searcher.with(entries),
            additions,
            meanings,
            cues: self.cues.clone(),
            privacy: self.privacy,
        })
    }

    /// This one, comparing meanings too: with what is known of those texts that are its own as well.
    pub fn comparing(self, known: &Meanings) -> Self {
        let meanings = known.renewed(self.articles());
        Assistant { meanings: Some(meanings), ..self }
    }

    /// `None`: it compares words alone.
    pub fn meanings(&self) -> Option<&Meanings> {
        self.meanings.as_ref()
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
        let understanding = self.reader.understand(
            message.text,
            message.at,
            context.map(|context| context.language),
        );
        let understanding = conversation::expected(understanding, context);
        let decision = self.decide(understanding, message, context);
        let language = message.language.unwrap_or_else(|| decision.understanding.language.reply());
        let found = decision
            .found
            .clone()
            .unwrap_or_else(|| self.search(&decision.understanding, message.top, None));
        let pointers = self.pointers(&found, &decision.verdict);
        let facts = Facts { pointers, ..self.facts_in(message.at, language, context) };
        let composed = |verdict: &Verdict| {
            compose::compose(&facts, verdict, &decision.understanding, &decision.hits)
        };
        let confidence = found.candidates.first().map(|candidate| candidate.probability);
        let reply = Reply { confidence, ..composed(&decision.verdict) };
        let reply =
            decision.second.as_ref().map(composed).into_iter().fold(reply, compose::with_second);
        let reply = decision
            .unanswered
            .iter()
            .fold(reply, |reply, part| compose::with_unanswered(&facts, reply, part));
        let context = self.remember(&decision, message, context, language);
        (reply, context)
    }

    /// The button that a message stands for: "ja" where a person was offered.
    pub fn stands_for(&self, message: &Message<'_>, context: Option<&Context>) -> Option<Action> {
        let context = context.filter(|context| {
            context.holds_at(message.at) && context.offered == Some(Offer::Person)
        })?;
        let understanding =
            self.reader.understand(message.text, message.at, Some(context.language));
        let heard = self.hear(&understanding.text, message.at);
        let turn = conversation::Turn {
            heard: &heard,
            understanding: &understanding,
            context: Some(context),
            acute: None,
            at: message.at,
        };
        (conversation::understand(&turn) == Some(conversation::Move::Yes)).then_some(Action::Person)
    }

    /// What a button says, and what it leaves behind for the next message. `None`: the edge has to do it; see [`compose::press`].
    pub fn press(
        &self,
        action: &Action,
        at: NaiveDateTime,
        language: ReplyLanguage,
        privacy: Privacy,
        context: Option<&Context>,
    ) -> Option<(Reply, Context)> {
        let reply = compose::press(&self.facts(at, language), action, privacy)?;
        let context = context.filter(|context| context.holds_at(at));
        let language = if let Action::SetLanguage(chosen) = action { *chosen } else { language };
        let message =
            Message { text: "", at, language: Some(language), top: RANKED, meaning: None };
        let remembered = match pressed(action) {
            Some(verdict) => self.remember(
                &self.pressed_decision(verdict, context, at),
                &message,
                context,
                language,
            ),
            None => context.cloned().map_or_else(
                || Context::begun(at, language),
                |context| Context { at, language, ..context },
            ),
        };
        Some((reply, remembered))
    }

    /// Whether a message says thanks or farewell and asks nothing.
    pub fn takes_leave(&self, text: &str, at: NaiveDateTime) -> bool {
        let understanding = self.reader.understand(text, at, None);
        matches!(
            judge(&understanding, &Found::default(), at, None),
            Verdict::Smalltalk(Smalltalk::Thanks | Smalltalk::Bye)
        )
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
            pointers: Pointers::default(),
            misses: 0,
            simplified: false,
            privacy: self.privacy,
        }
    }

    /// The same in the course of a conversation.
    fn facts_in(
        &self,
        now: NaiveDateTime,
        language: ReplyLanguage,
        context: Option<&Context>,
    ) -> Facts<'_> {
        let simplified =
            context.and_then(|context| context.said.as_ref()).is_some_and(|said| said.simplified);
        Facts {
            misses: context.map_or(0, |context| context.misses),
            simplified,
            ..self.facts(now, language)
        }
    }

    /// What the message gets by itself, the ranking of articles and entries, the answering one first, and all that was found.
    fn judged(
        &self,
        understanding: &Understanding,
        message: &Message<'_>,
        context: Option<&Context>,
    ) -> (Verdict, Vec<Hit>, Found) {
        let found = self.search(understanding, message.top, message.meaning);
        let verdict = judge(understanding, &found, message.at, context);
        let hits = ranked(&found, &verdict, message.top);
        (verdict, hits, found)
    }

    /// What the understanding's text finds among articles and entries, ranked and judged.
    pub fn search(
        &self,
        understanding: &Understanding,
        top: usize,
        meaning: Option<&Vector>,
    ) -> Found {
        let near = self.near(meaning);
        let model = if near.is_empty() { &weights::WORDS } else { &weights::MEANING };
        let appraised = |text: &str| {
            let mut found = self.candidates(understanding, text, top, &near);
            evidence::appraise(model, understanding, &Kinds::weighed(understanding), &mut found);
            found
        };
        let whole = appraised(&understanding.text);
        // A story around a question has words of its own: where the sentences that ask are answered more surely by themselves, they count.
        match understanding.asking() {
            Some(asking) if !whole.candidates.iter().any(is_example) => {
                surer(whole, appraised(&asking))
            }
            _ => whole,
        }
    }

    /// The articles by likeness of meaning, the nearest first; none where no engine compared them.
    pub fn near(&self, meaning: Option<&Vector>) -> Vec<Near> {
        let near = self
            .meanings
            .as_ref()
            .zip(meaning)
            .and_then(|(meanings, vector)| meanings.near(vector));
        near.unwrap_or_default()
    }

    /// The same before it is ranked and judged.
    pub fn candidates(
        &self,
        understanding: &Understanding,
        text: &str,
        top: usize,
        near: &[Near],
    ) -> Found {
        self.searcher.search_beside(
            &Query { text: text.to_owned(), language: understanding.language, limit: top },
            near,
        )
    }

    /// What a message asks, as far as its words tell.
    pub fn understand(&self, text: &str, at: NaiveDateTime) -> Understanding {
        self.reader.understand(text, at, None)
    }

    /// What a second question in the same message asks, where it is surely of another kind.
    fn second(
        &self,
        understanding: &Understanding,
        first: &Verdict,
        message: &Message<'_>,
    ) -> Option<Verdict> {
        understanding.questions().iter().find_map(|question| {
            let verdict = judge(question, &self.search(question, 1, None), message.at, None);
            is_second(first, &verdict, question).then_some(verdict)
        })
    }

    /// What points to the sentence of the answering article that answers the message.
    fn pointers(&self, found: &Found, verdict: &Verdict) -> Pointers<'_> {
        let (Verdict::Answer { article, .. } | Verdict::Told { article, .. }) = verdict else {
            return Pointers::default();
        };
        let candidate = found.candidates.iter().find(|candidate| candidate.article == *article);
        candidate.zip(self.article(article)).map_or_else(
            Pointers::default,
            |(candidate, article)| Pointers {
                likened: entries::likened(article, &candidate.near, LIKENED),
                section: candidate
                    .section
                    .and_then(|number| sections(&article.body).into_iter().nth(number as usize)),
            },
        )
    }
}

/// The one whose first candidate is likelier to answer.
fn surer(a: Found, b: Found) -> Found {
    let probability =
        |found: &Found| found.candidates.first().map_or(0.0, |candidate| candidate.probability);
    if probability(&b) > probability(&a) { b } else { a }
}

/// What the knowledge folder makes findable; the examples of other kinds tell how rare words are in what residents write.
fn corpus(knowledge: &Knowledge) -> Corpus {
    let examples = kind_examples(knowledge)
        .map(|(text, _, language)| Example { text: text.to_owned(), language });
    let mut documents: Vec<Document> = knowledge.articles.iter().map(Document::from).collect();
    leave_out_boilerplate(&mut documents);
    Corpus { documents, examples: examples.collect() }
}

/// The ranking of articles and entries, at most `top`, the one that answers first.
fn ranked(found: &Found, verdict: &Verdict, top: usize) -> Vec<Hit> {
    let hit = |candidate: &Candidate| Hit {
        article: candidate.article.clone(),
        score: candidate.score,
        coverage: candidate.covered_words,
    };
    let mut hits: Vec<Hit> = found.candidates.iter().map(hit).collect();
    if let Verdict::Answer { article, .. } = verdict
        && let Some(at) = hits.iter().position(|hit| hit.article == *article)
    {
        let most = hits.first().map_or(0.0, |best| best.score);
        let answering = hits.remove(at);
        hits.insert(0, Hit { score: most.max(answering.score), ..answering });
    }
    hits.truncate(top);
    hits
}

/// The rule with the exceptions of the folder and of staff, one for each day. One far outside the calendar is left out: the rule could not be read.
pub fn rule_with(rule: &OpeningRule, additions: &Additions) -> OpeningRule {
    let mut days = BTreeMap::new();
    let known = additions
        .exceptions
        .iter()
        .filter(|exception| hours::CALENDAR.contains(&exception.date.year()));
    for exception in rule.exceptions.iter().chain(known) {
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
    /// The message's vector, where an embedding engine gave one.
    pub meaning: Option<&'a Vector>,
}

/// The verdict that a button's reply is; `None` for one that is about nothing.
fn pressed(action: &Action) -> Option<Verdict> {
    Some(match action {
        Action::ShowArticle(article) => Verdict::Answer { article: article.clone(), also: None },
        Action::ReadAll { article, .. } => Verdict::More(article.clone()),
        Action::FocusAreas => Verdict::Overview,
        Action::Hours => Verdict::Hours(HoursQuestion::Week),
        Action::Contact => Verdict::Contact(Details::all()),
        Action::Map => Verdict::Contact(Details::VISIT | Details::MAP),
        Action::Person => Verdict::Handover,
        _ => return None,
    })
}

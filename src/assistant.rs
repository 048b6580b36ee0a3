//! The whole program on one screen: understand → search → judge → compose.

mod corpus;
mod entries;
mod moves;
mod questions;
mod searching;
mod texts;
mod turns;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::answer::compose::{self, Facts, Pointers};
use crate::answer::judge::{is_second, judge, may_be_second};
use crate::conversation::{self, Cues};
use crate::embedding::Vector;
use crate::hours::{self, Hours};
use crate::intent::Reader;
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
use crate::search::{Corpus, Document, Meanings, SearchError, SearchIndex, Searcher, State};
use crate::training;
use crate::wording::Wording;

pub use entries::ALIKE;

use corpus::{corpus, outline};

/// So many articles are ranked unless more are asked for.
pub const RANKED: usize = 5;
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
            let languages = training::languages(index, knowledge);
            (Reader::new(knowledge, trained.model, languages), trained.warning)
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
            let languages = training::languages(index, knowledge);
            match training::load(index, knowledge) {
                Some(model) => (Reader::new(knowledge, model, languages), None),
                None => {
                    is_due = true;
                    (self.reader.renewed(knowledge, languages), None)
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
        // Neither needs the other. What stays in memory is made by this thread, for what another one frees is
        // seldom given back.
        let (opened, (reader, warning)) = std::thread::scope(|threads| {
            let opening = threads.spawn(|| {
                SearchIndex::open_or_build(index, outline(&knowledge), &|| corpus(&knowledge))
            });
            let read = reader(&knowledge);
            (opening.join(), read)
        });
        let opened = opened.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
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
        let entry = || self.additions.faq.iter().find(|entry| entry.id == *id);
        self.knowledge.article(id).or_else(entry)
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
        let searched;
        let found = match &decision.found {
            Some(found) => found,
            None => {
                searched = self.search(&decision.understanding, message.top, None);
                &searched
            }
        };
        let pointers = self.pointers(found, &decision.verdict);
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
        let heard = self.hear_read(&understanding);
        let turn = conversation::Turn {
            tells_of_end: false,
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
        let questions = understanding.questions();
        let mut sure = questions.iter().filter(|question| may_be_second(first, question));
        sure.find_map(|question| {
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
                likened: self.likened(article, found),
                section: candidate
                    .section
                    .and_then(|number| sections(&article.body).into_iter().nth(number as usize)),
            },
        )
    }
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
